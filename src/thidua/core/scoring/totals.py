"""From leaf points to a total: groups, content, bonus, deductions, each with its explanation."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from thidua.core.scoring.leaves import Reason, Tally
from thidua.core.scoring.results import Cell
from thidua.core.scoring.scheme import BonusItem, DeductionItem, Group, NotApplicable, Scheme, walk
from thidua.core.scoring.scorecard import GroupSum, ItemScore
from thidua.core.verdict import Sentence

_ZERO: Final = Decimal(0)


class Part(NamedTuple):
    """One figure of a sheet, and why."""

    points: Decimal
    why: Reason


class Content(NamedTuple):
    """The content total; `possible` is False where no leaf applies, so that nothing can be scored."""

    points: Decimal
    why: Reason
    possible: bool = True


class Plan:
    """A scheme's tree prepared for adding up: groups from the inside out."""

    def __init__(self, scheme: Scheme) -> None:
        """Lay out the tree once for all units."""
        self.scheme = scheme
        self.quantum = scheme.rounding.quantum
        self.mode = scheme.rounding.python_mode
        self.codes = tuple(scheme.leaves)
        self.top = tuple(node.code for node in scheme.criteria)
        self._limited = tuple(leaf for leaf in scheme.leaves.values() if leaf.not_applicable_for)
        inside_out = reversed([node for node in walk(scheme.criteria) if isinstance(node, Group)])
        self._groups = tuple((group, tuple(child.code for child in group.children)) for group in inside_out)

    def cells_that_count(self, unit: str, cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
        """Return a unit's entries without those for leaves that the scheme excludes it from."""
        excluded = {leaf.code for leaf in self._limited if unit in leaf.not_applicable_for}
        if not excluded:
            return cells
        return {code: cell for code, cell in cells.items() if code not in excluded}

    def rounded(self, number: Decimal) -> Decimal:
        """Round by the scheme's rule; call with exact arithmetic in force."""
        return number.quantize(self.quantum, self.mode)

    def add_groups(self, points: dict[str, Decimal]) -> dict[str, GroupSum]:
        """Add the groups' points to those of the leaves, and return how each came about."""
        sums: dict[str, GroupSum] = {}
        new = tuple.__new__
        for group, children in self._groups:
            parts = tuple(map(points.__getitem__, children))
            total = sum(parts, _ZERO)
            reached = total if group.cap is None or total <= group.cap else group.cap
            points[group.code] = reached
            sums[group.code] = new(GroupSum, (reached, parts, total, group.cap, group.max))
        return sums

    def content(self, points: Mapping[str, Decimal], not_applicable: Sequence[str]) -> Content:
        """Return the content total of a unit; `not_applicable` are its leaves that do not apply."""
        scheme = self.scheme
        parts = tuple(map(points.__getitem__, self.top))
        scored = sum(parts, _ZERO)
        full = scheme.total.content_max
        away = sum([scheme.leaves[code].max for code in not_applicable], _ZERO)
        leaves = tuple(not_applicable)
        if scheme.not_applicable is not NotApplicable.RESCALE or not away:
            code = "content_sum" if not not_applicable else f"content_sum_{scheme.not_applicable.value}"
            return Content(scored, (code, {"parts": parts, "points": scored, "leaves": leaves, "max": full}))
        if away >= full:
            nothing = ("content_nothing_applies", {"leaves": leaves, "points": _ZERO})
            return Content(_ZERO, nothing, possible=False)
        content = self.rounded(scored * full / (full - away))
        params = {
            "scored": scored,
            "max": full,
            "away": away,
            "leaves": leaves,
            "points": content,
            "decimals": scheme.rounding.decimals,
        }
        return Content(content, ("content_rescaled", params))

    def total(self, content: Decimal, bonus: Decimal, deduction: Decimal) -> Part:
        """Return the total."""
        rule = self.scheme.total
        total = content + bonus + deduction
        params = {"content": content, "bonus": bonus, "deduction": -deduction, "max": rule.content_max}
        if not rule.may_exceed_content_max and total > rule.content_max:
            return Part(rule.content_max, ("total_clipped", {**params, "points": rule.content_max}))
        return Part(total, ("total_sum", {**params, "points": total}))


def add_bonus(scheme: Scheme, tallies: Mapping[str, Tally]) -> tuple[Part, tuple[ItemScore, ...]]:
    """Return the bonus after clipping, and each item with what it came to."""
    if not tallies:
        return Part(_ZERO, ("bonus_none", {"points": _ZERO})), ()
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
        clipped = ("bonus_clipped", {"parts": parts, "sum": raw, "max": most, "points": most})
        return Part(most, clipped), tuple(items)
    return Part(raw, ("bonus_sum", {"parts": parts, "points": raw})), tuple(items)


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
    if not tallies:
        return Part(_ZERO, ("deduction_none", {"points": _ZERO})), ()
    items = tuple(
        [_taken(item, tallies[code].number) for code, item in scheme.deductions.items() if code in tallies]
    )
    raw = sum([item.points for item in items], _ZERO)
    if not raw:
        return Part(_ZERO, ("deduction_none", {"points": _ZERO})), items
    parts = tuple(-item.points for item in items)
    floor = scheme.total.deduction_floor
    if floor is not None and raw < floor:
        floored = ("deduction_floored", {"parts": parts, "sum": -raw, "floor": -floor, "points": -floor})
        return Part(floor, floored), items
    return Part(raw, ("deduction_sum", {"parts": parts, "points": -raw})), items


def _taken(item: DeductionItem, number: int) -> ItemScore:
    # The plus takes the sign off a zero.
    points = +(number * item.points)
    why = Sentence("deduction_item", {"count": number, "each": -item.points, "points": -points})
    return ItemScore(item.code, number, points, counted=True, why=why)
