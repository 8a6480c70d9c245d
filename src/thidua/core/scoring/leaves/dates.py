"""Leaves by the day something was issued, complete or not at all."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, NamedTuple, Self

from thidua.core.scoring.exact import ZERO
from thidua.core.scoring.faults import Fault, fault
from thidua.core.scoring.leaves.base import Claim, Concern, Field, Improvement, Reason, Rule, exclusive_keys
from thidua.core.scoring.leaves.tables import MAX_BANDS
from thidua.core.scoring.reading import (
    Document,
    day_at,
    flag_at,
    known_keys,
    list_at,
    mapping_of,
    number_or_none,
    whole_at,
)
from thidua.core.verdict import Sentence


class Deadline(NamedTuple):
    """A day not to be passed, and the points for keeping it (None: the source has no figure)."""

    until: dt.date
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Dated(Rule):
    """«Theo ngày ban hành»: the first deadline not passed gives the points, if enough parts are complete."""

    deadlines: Sequence[Deadline]
    require: int

    kind: ClassVar[str] = "dated"
    parameters: ClassVar[frozenset[str]] = frozenset({"steps", "require"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"date", "parts", "missing"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        rows = list_at(doc, "steps")
        if not rows:
            raise fault("list_empty", "steps")
        if len(rows) > MAX_BANDS:
            raise fault("list_too_long", "steps", limit=MAX_BANDS)
        deadlines: list[Deadline] = []
        for place, value in enumerate(rows):
            try:
                row = mapping_of(value)
                known_keys(row, {"until", "points"})
                if "points" not in row:
                    raise fault("key_missing", key="points")
                points = number_or_none(row, "points")
                if points is not None and not 0 <= points <= maximum:
                    raise fault("points_outside", "points", points=points, max=maximum)
                deadlines.append(Deadline(day_at(row, "until"), points))
            except Fault as problem:
                raise problem.under("steps", place) from None
        return cls(
            maximum, tuple(deadlines), whole_at(doc, "require", low=0, high=1000) if "require" in doc else 0
        )

    def read(self, doc: Document) -> "DatedClaim":
        if exclusive_keys(doc, "date", "missing") == "missing":
            if not flag_at(doc, "missing"):
                raise fault("missing_is_false", "missing", key="date")
            if "parts" in doc:
                raise fault("keys_both", "parts", first="missing", second="parts")
            return DatedClaim(self, None, 0)
        day = day_at(doc, "date")
        if "parts" not in doc and not self.require:
            return DatedClaim(self, day, 0)
        return DatedClaim(self, day, whole_at(doc, "parts", high=1000))

    def concerns(self) -> Iterator[Concern]:
        for place, (before, after) in enumerate(pairwise(self.deadlines)):
            where = ("steps", place + 1)
            if after.until <= before.until:
                yield Concern(
                    "unreachable", where, Sentence("doubt_deadline_unreachable", {"until": after.until})
                )
            elif after.points is not None and before.points is not None and after.points > before.points:
                figures = {"until": after.until, "later": after.points, "earlier": before.points}
                yield Concern("later_pays", where, Sentence("doubt_later_pays", figures))
        for place, deadline in enumerate(self.deadlines):
            if deadline.points is None:
                said = Sentence("doubt_deadline_no_points", {"until": deadline.until})
                yield Concern("no_figure", ("steps", place), said)
        most = max(
            (deadline.points for deadline in self.deadlines if deadline.points is not None), default=None
        )
        if (
            most is not None
            and most < self.max
            and all(deadline.points is not None for deadline in self.deadlines)
        ):
            said = Sentence("doubt_max_out_of_reach", {"max": self.max, "most": most})
            yield Concern("max_out_of_reach", ("steps",), said)


@dataclass(slots=True)
class DatedClaim(Claim):
    """The day, None when never filed, and the number of complete parts."""

    rule: Dated
    day: dt.date | None
    parts: int

    def points(self, field: Field | None = None) -> Decimal | None:
        if self.day is None or self.parts < self.rule.require:
            return ZERO
        kept = self._kept(self.day)
        return ZERO if kept is None else kept.points

    def reason(self, field: Field | None = None) -> Reason:
        rule, day = self.rule, self.day
        if day is None:
            return "why_missing", {"max": rule.max}
        if self.parts < rule.require:
            return "why_incomplete", {"parts": self.parts, "require": rule.require}
        kept = self._kept(day)
        if kept is None:
            last = max(deadline.until for deadline in rule.deadlines)
            return "why_after_last_deadline", {"day": day, "until": last}
        code = "wait_deadline_no_points" if kept.points is None else "why_by_deadline"
        return code, {"day": day, "until": kept.until, "max": rule.max}

    def _kept(self, day: dt.date) -> Deadline | None:
        """Return the first deadline that the day does not pass."""
        for deadline in self.rule.deadlines:
            if day <= deadline.until:
                return deadline
        return None

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        rule = self.rule
        if self.day is not None and self.parts < rule.require:
            complete = replace(self, parts=rule.require)
            yield Improvement(complete, "gain_complete_parts", {"parts": self.parts, "require": rule.require})
        for deadline in reversed(rule.deadlines):
            if deadline.points is not None and (self.day is None or deadline.until < self.day):
                earlier = replace(self, day=deadline.until, parts=max(self.parts, rule.require))
                yield Improvement(earlier, "gain_issue_by", {"until": deadline.until})
