"""From leaf points to a total: groups, content, bonus, deductions, each with its explanation."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from thidua.core.scoring.leaves import Tally
from thidua.core.scoring.scheme import BonusItem, Group, NotApplicable, Scheme, walk
from thidua.core.scoring.scorecard import GroupSum, ItemScore
from thidua.core.verdict import Sentence

_ZERO: Final = Decimal(0)


class Part(NamedTuple):
    """One figure of a sheet, and why."""

    points: Decimal
    why: Sentence


class Content(NamedTuple):
    """The content total; `possible` is False where no leaf applies, so that nothing can be scored."""

    points: Decimal
    why: Sentence
    possible: bool = True


class Plan:
    """A scheme's tree prepared for adding up: groups from the inside out."""

    def __init__(self, scheme: Scheme) -> None:
        """Lay out the tree once for all units."""
        self.scheme = scheme
        self.quantum = scheme.rounding.quantum
        self.mode = scheme.rounding.python_mode
        self.leaves = tuple((leaf.code, leaf, leaf.not_applicable_for) for leaf in scheme.leaves.values())
        self.top = tuple(node.code for node in scheme.criteria)
        inside_out = reversed([node for node in walk(scheme.criteria) if isinstance(node, Group)])
        self._groups = tuple((group, tuple(child.code for child in group.children)) for group in inside_out)

    def rounded(self, number: Decimal) -> Decimal:
        """Round by the scheme's rule; call with exact arithmetic in force."""
        return number.quantize(self.quantum, self.mode)

    def add_groups(self, points: dict[str, Decimal]) -> dict[str, GroupSum]:
        """Add the groups' points to those of the leaves, and return how each came about."""
        sums: dict[str, GroupSum] = {}
        for group, children in self._groups:
            parts = tuple([points[child] for child in children])
            total = sum(parts, _ZERO)
            reached = total if group.cap is None or total <= group.cap else group.cap
            points[group.code] = reached
            sums[group.code] = GroupSum(reached, parts, total, group.cap, group.max)
        return sums

    def content(self, points: Mapping[str, Decimal], not_applicable: Sequence[str]) -> Content:
        """Return the content total of a unit; `not_applicable` are its leaves that do not apply."""
        scheme = self.scheme
        parts = tuple(points[code] for code in self.top)
        scored = sum(parts, _ZERO)
        full = scheme.total.content_max
        away = sum([scheme.leaves[code].max for code in not_applicable], _ZERO)
        if scheme.not_applicable is not NotApplicable.RESCALE or not away:
            code = "content_sum" if not not_applicable else f"content_sum_{scheme.not_applicable.value}"
            params = {"parts": parts, "points": scored, "leaves": tuple(not_applicable), "max": full}
            return Content(scored, Sentence(code, params))
        if away >= full:
            why = Sentence("content_nothing_applies", {"leaves": tuple(not_applicable), "points": _ZERO})
            return Content(_ZERO, why, possible=False)
        content = self.rounded(scored * full / (full - away))
        params = {
            "scored": scored,
            "max": full,
            "away": away,
            "leaves": tuple(not_applicable),
            "points": content,
            "decimals": scheme.rounding.decimals,
        }
        return Content(content, Sentence("content_rescaled", params))

    def total(self, content: Decimal, bonus: Decimal, deduction: Decimal) -> Part:
        """Return the total."""
        rule = self.scheme.total
        total = content + bonus + deduction
        params = {"content": content, "bonus": bonus, "deduction": -deduction, "max": rule.content_max}
        if not rule.may_exceed_content_max and total > rule.content_max:
            return Part(rule.content_max, Sentence("total_clipped", {**params, "points": rule.content_max}))
        return Part(total, Sentence("total_sum", {**params, "points": total}))


def add_bonus(scheme: Scheme, tallies: Mapping[str, Tally]) -> tuple[Part, tuple[ItemScore, ...]]:
    """Return the bonus after clipping, and each item with what it came to."""
    if not tallies:
        return Part(_ZERO, Sentence("bonus_none", {"points": _ZERO})), ()
    worth = {code: _worth(item, tallies[code]) for code, item in scheme.bonus.items() if code in tallies}
    best: dict[str, str] = {}
    for code, points in worth.items():
        share = scheme.bonus[code].one_of
        if share and (share not in best or points > worth[best[share]]):
            best[share] = code
    items: list[ItemScore] = []
    for code, points in worth.items():
        item, number = scheme.bonus[code], tallies[code].number
        counted = not item.one_of or best[item.one_of] == code
        why = _bonus_why(item, number, points) if counted else _not_counted(item, best[item.one_of])
        items.append(ItemScore(code, number, points if counted else _ZERO, counted, why))
    raw = sum([item.points for item in items], _ZERO)
    most = scheme.total.bonus_max
    parts = tuple(item.points for item in items)
    if most is not None and raw > most:
        why = Sentence("bonus_clipped", {"parts": parts, "sum": raw, "max": most, "points": most})
        return Part(most, why), tuple(items)
    return Part(raw, Sentence("bonus_sum", {"parts": parts, "points": raw})), tuple(items)


def _worth(item: BonusItem, tally: Tally) -> Decimal:
    number = min(tally.number, 1) if item.once else tally.number
    points = number * item.points
    return points if item.cap is None else min(points, item.cap)


def _bonus_why(item: BonusItem, number: int, points: Decimal) -> Sentence:
    counted = min(number, 1) if item.once else number
    code = "bonus_item_capped" if counted * item.points > points else "bonus_item"
    if counted < number:
        code = "bonus_item_once"
    return Sentence(code, {"count": number, "each": item.points, "cap": item.cap, "points": points})


def _not_counted(item: BonusItem, better: str) -> Sentence:
    return Sentence("bonus_item_one_of", {"code": item.code, "better": better, "points": _ZERO})


def add_deductions(scheme: Scheme, tallies: Mapping[str, Tally]) -> tuple[Part, tuple[ItemScore, ...]]:
    """Return the deduction after the floor (not above zero), and each item with what it came to."""
    items = tuple(
        ItemScore(
            code,
            tallies[code].number,
            tallies[code].number * item.points,
            counted=True,
            why=Sentence(
                "deduction_item",
                {
                    "count": tallies[code].number,
                    "each": -item.points,
                    "points": -tallies[code].number * item.points,
                },
            ),
        )
        for code, item in scheme.deductions.items()
        if code in tallies
    )
    raw = sum([item.points for item in items], _ZERO)
    if not raw:
        return Part(_ZERO, Sentence("deduction_none", {"points": _ZERO})), items
    parts = tuple(-item.points for item in items)
    floor = scheme.total.deduction_floor
    if floor is not None and raw < floor:
        why = Sentence("deduction_floored", {"parts": parts, "sum": -raw, "floor": -floor, "points": -floor})
        return Part(floor, why), items
    return Part(raw, Sentence("deduction_sum", {"parts": parts, "points": -raw})), items
