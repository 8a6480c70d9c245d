"""Leaves that count: items that earn points, events that cost them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from thidua.core.scoring.exact import ZERO
from thidua.core.scoring.faults import Fault, fault
from thidua.core.scoring.leaves.base import Claim, Concern, Field, Improvement, Reason, Rule, exclusive_keys
from thidua.core.scoring.reading import (
    Document,
    code_of,
    known_keys,
    mapping_of,
    not_negative_at,
    number_at,
    number_or,
    required,
    whole_at,
)
from thidua.core.verdict import Sentence


class Tally(NamedTuple):
    """A number of things counted, with their record ids where they were listed."""

    number: int
    records: tuple[str, ...] = ()


def tally_at(doc: Document, key: str) -> Tally:
    """Read a count: a whole number, or a list of record ids in which none may stand twice."""
    value = required(doc, key)
    if not isinstance(value, (list, tuple)):
        return Tally(whole_at(doc, key))
    records: dict[str, None] = {}
    for place, item in enumerate(value):
        try:
            record = code_of(item)
        except Fault as problem:
            raise problem.under(key, place) from None
        if record in records:
            raise fault("record_twice", key, place, record=record)
        records[record] = None
    return Tally(len(records), tuple(records))


@dataclass(frozen=True, slots=True)
class Count(Rule):
    """«Đếm, có trần»: points for each item, up to the cap or full marks."""

    per_item: Decimal
    cap: Decimal

    kind: ClassVar[str] = "count"
    parameters: ClassVar[frozenset[str]] = frozenset({"per_item", "cap"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"count"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        per_item = number_at(doc, "per_item")
        if per_item <= 0:
            raise fault("number_not_positive", "per_item", number=per_item)
        cap = number_or(doc, "cap", maximum)
        if not 0 <= cap <= maximum:
            raise fault("cap_outside", "cap", cap=cap, max=maximum)
        return cls(maximum, per_item, cap)

    def read(self, doc: Document) -> "CountClaim":
        return CountClaim(self, tally_at(doc, "count"))

    def span(self) -> tuple[Decimal, Decimal]:
        return ZERO, self.cap

    def concerns(self) -> Iterator[Concern]:
        if self.cap < self.max:
            said = Sentence("doubt_max_out_of_reach", {"max": self.max, "most": self.cap})
            yield Concern("max_out_of_reach", ("cap",), said)


@dataclass(slots=True)
class CountClaim(Claim):
    """How many items count."""

    rule: Count
    tally: Tally

    def points(self, field: Field | None = None) -> Decimal:
        return min(self.rule.cap, self.tally.number * self.rule.per_item)

    def reason(self, field: Field | None = None) -> Reason:
        rule, number = self.rule, self.tally.number
        code = "why_count_capped" if number * rule.per_item > rule.cap else "why_count"
        return code, {"count": number, "per_item": rule.per_item, "cap": rule.cap, "max": rule.max}

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        rule, number = self.rule, self.tally.number
        if number * rule.per_item >= rule.cap:
            return
        yield Improvement(replace(self, tally=Tally(number + 1)), "gain_one_more_item", {"count": number})
        whole, rest = divmod(rule.cap, rule.per_item)
        enough = int(whole) + (1 if rest else 0)
        if enough > number + 1:
            params = {"count": number, "more": enough - number}
            yield Improvement(replace(self, tally=Tally(enough)), "gain_more_items", params)

    @property
    def records(self) -> Sequence[str]:
        return self.tally.records


@dataclass(frozen=True, slots=True)
class DeductPerEvent(Rule):
    """«Trừ theo từng lần»: full marks less so much for each event, not under the floor."""

    per_event: Decimal
    floor: Decimal
    weights: Mapping[str, Decimal]

    kind: ClassVar[str] = "deduct_per_event"
    parameters: ClassVar[frozenset[str]] = frozenset({"per_event", "floor", "events"})
    entry_keys: ClassVar[frozenset[str]] = frozenset({"count", "events"})

    @classmethod
    def read_rule(cls, doc: Document, maximum: Decimal) -> Self:
        per_event = number_at(doc, "per_event")
        if per_event <= 0:
            raise fault("number_not_positive", "per_event", number=per_event)
        floor = number_or(doc, "floor", ZERO)
        if floor > maximum:
            raise fault("floor_above_max", "floor", floor=floor, max=maximum)
        weights: dict[str, Decimal] = {}
        if doc.get("events") is not None:
            try:
                table = mapping_of(doc["events"])
                weights = {code_of(key): not_negative_at(table, key) for key in table}
            except Fault as problem:
                raise problem.under("events") from None
        return cls(maximum, per_event, floor, weights)

    def read(self, doc: Document) -> "EventsClaim":
        if exclusive_keys(doc, "count", "events") == "count":
            tally = tally_at(doc, "count")
            return EventsClaim(self, Decimal(tally.number), {}, tally.records)
        if not self.weights:
            raise fault("events_not_weighted", "events")
        try:
            table = mapping_of(required(doc, "events"))
            known_keys(table, self.weights.keys())
            events = {key: whole_at(table, key) for key in table}
        except Fault as problem:
            raise problem.under("events") from None
        number = sum((self.weights[key] * times for key, times in events.items()), ZERO)
        return EventsClaim(self, number, events)

    def span(self) -> tuple[Decimal, Decimal]:
        return self.floor, self.max


@dataclass(slots=True)
class EventsClaim(Claim):
    """The weighted number of events, and how often each kind happened."""

    rule: DeductPerEvent
    number: Decimal
    events: Mapping[str, int]
    listed: tuple[str, ...] = ()

    def points(self, field: Field | None = None) -> Decimal:
        rule = self.rule
        return max(rule.floor, rule.max - self.number * rule.per_event)

    def reason(self, field: Field | None = None) -> Reason:
        rule, number = self.rule, self.number
        params = {"number": number, "per_event": rule.per_event, "floor": rule.floor, "max": rule.max}
        if not number:
            return "why_no_event", params
        floored = rule.max - number * rule.per_event < rule.floor
        return "why_events_floor" if floored else "why_events", params

    def improvements(self, field: Field | None = None) -> Iterator[Improvement]:
        for kind, times in self.events.items():
            weight = self.rule.weights[kind]
            if times and weight:
                fewer = replace(self, number=self.number - weight, events={**self.events, kind: times - 1})
                yield Improvement(fewer, "gain_one_fewer_of", {"kind": kind, "times": times})
        if self.number >= 1 and not self.events:
            fewer = replace(self, number=self.number - 1, listed=())
            yield Improvement(fewer, "gain_one_fewer", {"number": self.number})
        if self.number:
            none = replace(self, number=ZERO, events={}, listed=())
            yield Improvement(none, "gain_no_event", {"number": self.number})

    @property
    def records(self) -> Sequence[str]:
        return self.listed
