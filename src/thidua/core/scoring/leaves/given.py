"""Leaves whose points are given: met or not, marked directly, or looked up from a rating made elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Self

from thidua.core.scoring.exact import ZERO
from thidua.core.scoring.faults import Fault, fault
from thidua.core.scoring.leaves.base import Claim, Concern, Field, Improvement, Reason, Rule, within
from thidua.core.scoring.reading import (
    Document,
    code_of,
    flag_at,
    mapping_of,
    number_at,
    number_or_none,
    required,
    text_of,
)
from thidua.core.verdict import Sentence


@dataclass(frozen=True, slots=True)
class PassFail(Rule):
    """«Đạt, không đạt»: full marks or none."""

    kind: ClassVar[str] = "pass_fail"
    entry_keys: ClassVar[frozenset[str]] = frozenset({"achieved"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        return cls(maximum)

    def read(self, doc: Document) -> "PassFailClaim":
        return PassFailClaim(self, flag_at(doc, "achieved"))


@dataclass(slots=True)
class PassFailClaim(Claim):
    """Whether the unit met it."""

    rule: PassFail
    achieved: bool

    def points(self, field: Field | None = None) -> Decimal:
        return self.rule.max if self.achieved else ZERO

    def reason(self, field: Field | None = None) -> Reason:
        return "why_achieved" if self.achieved else "why_not_achieved", {"max": self.rule.max}

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        if not self.achieved:
            yield Improvement(PassFailClaim(self.rule, achieved=True), "gain_achieve", {})


@dataclass(frozen=True, slots=True)
class Direct(Rule):
    """«Chấm trực tiếp»: the points the scorer gave, from 0 to full marks."""

    kind: ClassVar[str] = "direct"
    entry_keys: ClassVar[frozenset[str]] = frozenset({"points"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        return cls(maximum)

    def read(self, doc: Document) -> "DirectClaim":
        return DirectClaim(self, within(number_at(doc, "points"), self.max, "points"))


@dataclass(slots=True)
class DirectClaim(Claim):
    """The points given."""

    rule: Direct
    given: Decimal

    def points(self, field: Field | None = None) -> Decimal:
        return self.given

    def reason(self, field: Field | None = None) -> Reason:
        return "why_direct", {"given": self.given, "max": self.rule.max}

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        if self.given < self.rule.max:
            full = DirectClaim(self.rule, self.rule.max)
            yield Improvement(full, "gain_direct", {"given": self.given, "max": self.rule.max})


@dataclass(frozen=True, slots=True)
class External(Rule):
    """«Theo xếp loại của cấp trên»: points looked up from a rating that someone else decided."""

    ratings: Mapping[str, Decimal | None]

    kind: ClassVar[str] = "external"
    parameters: ClassVar[frozenset[str]] = frozenset({"map"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"rating"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        required(doc, "map")
        try:
            table = mapping_of(doc["map"])
            if not table:
                raise fault("list_empty")
            ratings: dict[str, Decimal | None] = {}
            for key in table:
                points = number_or_none(table, key)
                code = code_of(key)
                ratings[code] = None if points is None else within(points, maximum, key)
        except Fault as problem:
            raise problem.under("map") from None
        return cls(maximum, ratings)

    def read(self, doc: Document) -> "ExternalClaim":
        value = required(doc, "rating")
        try:
            rating = str(value).lower() if isinstance(value, bool) else text_of(value)
        except Fault as problem:
            raise problem.under("rating") from None
        if rating not in self.ratings:
            raise fault("rating_unknown", "rating", rating=rating[:80], ratings=list(self.ratings))
        return ExternalClaim(self, rating)

    def span(self) -> tuple[Decimal, Decimal]:
        figures = [points for points in self.ratings.values() if points is not None]
        return (min(figures), max(figures)) if len(figures) == len(self.ratings) else (Decimal(0), self.max)

    def concerns(self) -> Iterator[Concern]:
        for rating, points in self.ratings.items():
            if points is None:
                yield Concern(
                    "no_figure", ("map", rating), Sentence("doubt_rating_no_figure", {"rating": rating})
                )
        figures = [points for points in self.ratings.values() if points is not None]
        if figures and max(figures) < self.max:
            found = Sentence("doubt_max_out_of_reach", {"max": self.max, "most": max(figures)})
            yield Concern("max_out_of_reach", ("map",), found)


@dataclass(slots=True)
class ExternalClaim(Claim):
    """The rating decided elsewhere."""

    rule: External
    rating: str

    def points(self, field: Field | None = None) -> Decimal | None:
        return self.rule.ratings[self.rating]

    def reason(self, field: Field | None = None) -> Reason:
        if self.rule.ratings[self.rating] is None:
            return "wait_rating_no_figure", {"rating": self.rating}
        return "why_external", {"rating": self.rating, "max": self.rule.max}

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        now = self.rule.ratings[self.rating]
        better = [(points, rating) for rating, points in self.rule.ratings.items() if points is not None]
        for points, rating in sorted(better):
            if now is not None and points > now:
                yield Improvement(replace(self, rating=rating), "gain_rating", {"rating": rating})
