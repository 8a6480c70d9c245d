"""Read the lists around the tree: bonus, deductions, disqualifiers, classes, awards, exclusive records."""

from collections.abc import Collection
from typing import Final

from thidua.core.scoring.faults import Fault, fault
from thidua.core.scoring.reading import (
    Document,
    choice_at,
    code_at,
    code_of,
    flag_or,
    known_keys,
    list_or_nothing,
    not_negative_at,
    number_at,
    text_or,
    whole_at,
)
from thidua.core.scoring.scheme import (
    AwardRule,
    BonusItem,
    ClassBand,
    DeductionItem,
    Disqualifier,
    DisqualifierEffect,
)

MAX_AWARDED: Final = 1000


def read_bonus(doc: Document) -> BonusItem:
    """Read one reason for bonus points."""
    known_keys(doc, {"code", "name", "points", "once", "cap", "one_of"})
    code = code_at(doc, "code")
    return BonusItem(
        code,
        text_or(doc, "name", code),
        not_negative_at(doc, "points"),
        flag_or(doc, "once", default=False),
        None if doc.get("cap") is None else not_negative_at(doc, "cap"),
        "" if doc.get("one_of") is None else code_at(doc, "one_of"),
    )


def read_deduction(doc: Document) -> DeductionItem:
    """Read one reason for taking points off."""
    known_keys(doc, {"code", "name", "points"})
    code = code_at(doc, "code")
    points = number_at(doc, "points")
    if points > 0:
        raise fault("number_above_zero", "points", number=points)
    return DeductionItem(code, text_or(doc, "name", code), points)


def read_disqualifier(doc: Document) -> Disqualifier:
    """Read one disqualifier."""
    known_keys(doc, {"code", "name", "effect"})
    code = code_at(doc, "code")
    effect = choice_at(doc, "effect", [effect.value for effect in DisqualifierEffect], "excluded")
    return Disqualifier(code, text_or(doc, "name", code), DisqualifierEffect(effect))


def read_band(doc: Document) -> ClassBand:
    """Read one class of the total."""
    known_keys(doc, {"name", "from"})
    return ClassBand(code_at(doc, "name"), number_at(doc, "from"))


def read_award(doc: Document) -> AwardRule:
    """Read one kind of proposal."""
    known_keys(doc, {"code", "name", "count", "rank", "min_total"})
    code = code_at(doc, "code")
    return AwardRule(
        code,
        text_or(doc, "name", code),
        whole_at(doc, "count", low=1, high=MAX_AWARDED),
        None if doc.get("rank") is None else whole_at(doc, "rank", low=1, high=MAX_AWARDED),
        None if doc.get("min_total") is None else number_at(doc, "min_total"),
    )


def read_exclusive(doc: Document, codes: Collection[str]) -> list[tuple[str, ...]]:
    """Read the lists of codes of which only one may count a record."""
    lists: list[tuple[str, ...]] = []
    for place, row in enumerate(list_or_nothing({"exclusive": doc.get("exclusive")}, "exclusive")):
        if not isinstance(row, (list, tuple)):
            raise fault("not_a_list", place)
        members: list[str] = []
        for inner, item in enumerate(row):
            try:
                code = code_of(item)
                if code not in codes:
                    raise fault("code_unknown", code=code)
                if code in members:
                    raise fault("code_twice", code=code, where="exclusive")
            except Fault as problem:
                raise problem.under(place, inner) from None
            members.append(code)
        if len(members) < 2:
            raise fault("exclusive_too_short", place)
        lists.append(tuple(members))
    return lists
