"""Who could check whom «phân công kiểm tra chéo»: a proposal for the whole bloc, worked out from its list.

Pure: the members in their order, the checks of the year before, and the year decide it. Units of an even bloc meet in
pairs that change each year (the circle method of tournaments: everybody meets everybody before a pair comes back);
an odd bloc checks round a ring whose step changes. The turn of the year is moved on while it repeats pairs of the year
before. The head unit is always checked by the deputy and one more; nobody checks itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thidua.core.verdict import Sentence
from thidua.foundation.wording import N_
from thidua.scorecards.rows import Member
from thidua.scorecards.states import UnitRole

type Checks = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who checks whom (by code) and why, and which of the possible turns it is."""

    checkers: Checks
    reasons: Mapping[tuple[str, str], Sentence]
    turn: int
    turns: int


def turns_of(members: Sequence[Member]) -> int:
    """In how many ways the bloc can be told off before one comes back."""
    return max(len(members) - 1, 0)


def proposed_checks(members: Sequence[Member], *, year: int, before: Checks, turn: int = 0) -> Proposal:
    """The proposal of a turn (from 1), or of the year's own turn when none is named.

    `before` is who checked whom the year before, by the checked unit.
    """
    turns = turns_of(members)
    if not turns:
        return Proposal({member.code: () for member in members}, {}, 0, 0)
    codes = [member.code for member in members]
    first = year % turns + 1
    if turn not in range(1, turns + 1):
        ahead = [(first + step - 1) % turns + 1 for step in range(turns)]
        turn = min(ahead, key=lambda one: (_repeats(_plan(codes, one), before), ahead.index(one)))
    plan = _plan(codes, turn)
    said = (
        N_("In pairs, turn {turn} of {turns}.")
        if len(codes) % 2 == 0
        else N_("Ring, turn {turn} of {turns}.")
    )
    again = N_("Turn {turn} of {turns}; the same unit checked it the year before.")
    reasons = {}
    for unit, checker in plan.items():
        words = again if checker in before.get(unit, ()) else said
        reasons[unit, checker] = Sentence(words, {"turn": turn, "turns": turns})
    checkers: dict[str, tuple[str, ...]] = {unit: (checker,) for unit, checker in plan.items()}
    _strengthen_head(members, checkers, reasons)
    return Proposal(checkers, reasons, turn, turns)


def _plan(codes: Sequence[str], turn: int) -> dict[str, str]:
    """Who checks each unit in a turn."""
    count = len(codes)
    if count % 2:
        return {code: codes[(place + turn) % count] for place, code in enumerate(codes)}
    # The circle method: the first stands still, the others move on by one place each turn.
    moving = codes[1:]
    shifted = [moving[(place + turn - 1) % len(moving)] for place in range(len(moving))]
    circle = [codes[0], *shifted]
    plan = {}
    for place in range(count // 2):
        one, other = circle[place], circle[count - 1 - place]
        plan[one], plan[other] = other, one
    return {code: plan[code] for code in codes}


def _repeats(plan: Mapping[str, str], before: Checks) -> int:
    return sum(checker in before.get(unit, ()) for unit, checker in plan.items())


def _strengthen_head(
    members: Sequence[Member],
    checkers: dict[str, tuple[str, ...]],
    reasons: dict[tuple[str, str], Sentence],
) -> None:
    """The deputy leads the check of the head unit and another takes part, so that no competitor judges it alone."""
    head = next((member for member in members if member.role is UnitRole.HEAD), None)
    if head is None:
        return
    deputy = next((member for member in members if member.role is UnitRole.DEPUTY), None)
    chosen = [deputy.code] if deputy is not None else []
    chosen += [code for code in checkers[head.code] if code not in chosen]
    others = [member.code for member in members if member.code not in {head.code, *chosen}]
    if len(chosen) == 1 and others:
        chosen.append(others[0])
        reasons[head.code, others[0]] = Sentence(N_("A second unit takes part in checking the head unit."))
    if deputy is not None:
        reasons[head.code, deputy.code] = Sentence(N_("The deputy leads the check of the head unit."))
    checkers[head.code] = tuple(chosen)
