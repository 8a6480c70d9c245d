"""Read a scheme from a document of `format: thidua-scheme/1`, collecting everything that is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from decimal import Decimal
from types import TracebackType
from typing import Final

from thidua.core.scoring.canonical import canonical_scheme
from thidua.core.scoring.exact import MAX_PLACES, Rounding, RoundingMode, exactly
from thidua.core.scoring.faults import Fault, SchemeProblem, fault
from thidua.core.scoring.reading import (
    Document,
    choice_at,
    code_of,
    flag_or,
    is_mapping,
    known_keys,
    list_or_nothing,
    mapping_of,
    mapping_or_nothing,
    not_negative_at,
    number_at,
    required,
    text_or,
    whole_at,
)
from thidua.core.scoring.scheme import (
    AwardRule,
    BonusItem,
    ClassBand,
    DeductionItem,
    Disqualifier,
    NotApplicable,
    RankingRule,
    Scheme,
    TotalRule,
)
from thidua.core.scoring.scheme_lists import (
    read_award,
    read_band,
    read_bonus,
    read_deduction,
    read_disqualifier,
    read_exclusive,
)
from thidua.core.scoring.scheme_tree import TreeReader, check_sums

FORMAT: Final = "thidua-scheme/1"
TIE_BY_DEDUCTIONS: Final = "deductions"
MAX_ITEMS: Final = 500
_TOP: Final = frozenset(
    {
        "format",
        "name",
        "rounding",
        "not_applicable",
        "total",
        "ranking",
        "disqualifiers",
        "bands",
        "awards",
        "exclusive",
        "criteria",
        "bonus",
        "deductions",
    }
)
_NO_ROUNDING: Final = Rounding(2, RoundingMode.HALF_UP)
_NO_TOTAL: Final = TotalRule(Decimal(0), None, None, may_exceed_content_max=True)


class Collector:
    """Everything found wrong so far, in the order of the document."""

    def __init__(self) -> None:
        """Start with nothing wrong."""
        self.faults: list[Fault] = []

    def under(self, *where: str | int) -> AbstractContextManager[None]:
        """Note a fault raised inside, placed under these keys, and go on after it."""
        return _Noting(self.faults, where)


class _Noting(AbstractContextManager[None]):
    def __init__(self, faults: list[Fault], where: tuple[str | int, ...]) -> None:
        self.faults = faults
        self.where = where

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(problem, Fault):
            self.faults.append(problem.under(*self.where))
            return True
        return False


def parse_scheme(document: object) -> Scheme:
    """Return the scheme a document describes; raises SchemeProblem for the first thing that is wrong."""
    scheme, problems = read_scheme(document)
    if scheme is None:
        raise problems[0]
    return scheme


@exactly
def read_scheme(document: object) -> tuple[Scheme | None, tuple[SchemeProblem, ...]]:
    """Return the scheme, or None and all that is wrong."""
    collector = Collector()
    scheme = None
    with collector.under():
        scheme = _read(mapping_of(document), collector)
    if collector.faults or scheme is None:
        return None, tuple(SchemeProblem(found.path, found.sentence) for found in collector.faults)
    return scheme, ()


def _read(doc: Document, collector: Collector) -> Scheme:
    with collector.under():
        if required(doc, "format") != FORMAT:
            raise fault("format_unknown", "format", expected=FORMAT)
    with collector.under():
        known_keys(doc, _TOP)
    name = ""
    with collector.under():
        name = text_or(doc, "name", "")
    rounding = _NO_ROUNDING
    with collector.under():
        rounding = _read_rounding(doc)
    policy = NotApplicable.RESCALE
    with collector.under():
        policy = NotApplicable(
            choice_at(doc, "not_applicable", [way.value for way in NotApplicable], "rescale")
        )
    tree = TreeReader()
    with collector.under("criteria"):
        tree.read(doc.get("criteria"))
    collector.faults.extend(tree.faults)
    total = _NO_TOTAL
    with collector.under("total"):
        total = _read_total(doc)
        if not tree.faults:
            check_sums(tree.nodes, total.content_max, collector.faults)
    taken = dict.fromkeys(tree.codes, "criteria")
    bonus = _items(doc, "bonus", read_bonus, collector, taken)
    deductions = _items(doc, "deductions", read_deduction, collector, taken)
    disqualifiers = _items(doc, "disqualifiers", read_disqualifier, collector, taken)
    awards = _items(doc, "awards", read_award, collector, {})
    bands = _items(doc, "bands", read_band, collector, {})
    ranking = RankingRule((), votes=False)
    with collector.under("ranking"):
        ranking = _read_ranking(doc, tree.codes)
    exclusive: list[tuple[str, ...]] = []
    with collector.under("exclusive"):
        exclusive = read_exclusive(doc, set(tree.codes) | set(bonus) | set(deductions))
    return Scheme(
        name=name,
        rounding=rounding,
        not_applicable=policy,
        total=total,
        ranking=ranking,
        criteria=tree.nodes,
        bonus=bonus,
        deductions=deductions,
        disqualifiers=disqualifiers,
        bands=sorted(bands.values(), key=lambda band: band.start, reverse=True),
        awards=list(awards.values()),
        exclusive=exclusive,
        document={} if collector.faults else canonical_scheme(doc),
    )


def _items[T: BonusItem | DeductionItem | Disqualifier | AwardRule | ClassBand](
    doc: Document,
    key: str,
    read: Callable[[Document], T],
    collector: Collector,
    taken: dict[str, str],
) -> dict[str, T]:
    """Read a list of items, each under its code (or name), refusing one that is taken."""
    items: dict[str, T] = {}
    rows: Sequence[object] = ()
    with collector.under():
        rows = list_or_nothing(doc, key)
        if len(rows) > MAX_ITEMS:
            raise fault("list_too_long", key, limit=MAX_ITEMS)
    for place, row in enumerate(rows[:MAX_ITEMS]):
        with collector.under(key, place):
            item = read(mapping_of(row))
            code = item.name if isinstance(item, ClassBand) else item.code
            if code in taken:
                raise fault("code_twice", "name" if key == "bands" else "code", code=code, where=taken[code])
            taken[code] = key
            items[code] = item
    return items


def _read_rounding(doc: Document) -> Rounding:
    if doc.get("rounding") is None:
        raise fault("key_missing", key="rounding")
    try:
        rule = mapping_of(doc["rounding"])
        known_keys(rule, {"decimals", "mode"})
        decimals = whole_at(rule, "decimals", high=MAX_PLACES)
        mode = choice_at(rule, "mode", [mode.value for mode in RoundingMode], "half_up")
    except Fault as problem:
        raise problem.under("rounding") from None
    return Rounding(decimals, RoundingMode(mode))


def _read_total(doc: Document) -> TotalRule:
    if not is_mapping(doc.get("total")):
        raise fault("key_missing", key="total") if doc.get("total") is None else fault("not_a_mapping")
    rule = mapping_or_nothing(doc, "total")
    known_keys(rule, {"content_max", "bonus_max", "deduction_floor", "may_exceed_content_max"})
    content_max = number_at(rule, "content_max")
    if content_max <= 0:
        raise fault("number_not_positive", "content_max", number=content_max)
    floor = _optional(rule, "deduction_floor", number_at)
    if floor is not None and floor > 0:
        raise fault("number_above_zero", "deduction_floor", number=floor)
    return TotalRule(
        content_max,
        _optional(rule, "bonus_max", not_negative_at),
        floor,
        flag_or(rule, "may_exceed_content_max", default=True),
    )


def _optional(doc: Document, key: str, read: Callable[[Document, str], Decimal]) -> Decimal | None:
    return None if doc.get(key) is None else read(doc, key)


def _read_ranking(doc: Document, codes: Mapping[str, object]) -> RankingRule:
    try:
        rule = mapping_or_nothing(doc, "ranking")
    except Fault:
        raise fault("not_a_mapping") from None
    known_keys(rule, {"ties", "votes"})
    ties: list[str] = []
    for place, item in enumerate(list_or_nothing(rule, "ties")):
        try:
            code = code_of(item)
        except Fault as problem:
            raise problem.under("ties", place) from None
        if code not in codes and code != TIE_BY_DEDUCTIONS:
            raise fault("tie_code_unknown", "ties", place, code=code)
        if code in ties:
            raise fault("code_twice", "ties", place, code=code, where="ties")
        ties.append(code)
    return RankingRule(tuple(ties), flag_or(rule, "votes", default=False))
