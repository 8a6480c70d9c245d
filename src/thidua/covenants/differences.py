"""What differs between two registrations or two versions of a covenant, place by place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from thidua.covenants.content import AwardRow, BlocContent, RegistrationContent, TargetRow
from thidua.covenants.queries import CovenantContent, Party

type Said = str | int | Decimal | date | None

# Columns of a target that people compare; the key holds it, it says nothing.
TARGET_FIELDS = tuple(field.name for field in fields(TargetRow) if field.name != "key")
BLOC_FIELDS = ("title", "slogan", "preamble", "undertaking", "number")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs: whose (a unit's code, or empty for the bloc), which, from what to what.

    `place` is a field's name, or one of `targets` (whole row), `titles`, `commendations`, `models`, `exemplars`,
    `exemplar_names`, `clauses`, `party`; `row` names the row: a target's code, an award's code, a clause's number.
    """

    unit: str
    place: str
    row: str
    before: Said
    after: Said


def registration_differences(
    before: RegistrationContent, after: RegistrationContent, *, unit: str = ""
) -> tuple[Difference, ...]:
    """Everything in which two registrations differ; targets are held by their keys, then by their codes."""
    return tuple(_registration(before, after, unit))


def covenant_differences(
    before: tuple[CovenantContent, tuple[Party, ...]], after: tuple[CovenantContent, tuple[Party, ...]]
) -> tuple[Difference, ...]:
    """Everything in which two versions differ: the bloc's part, who is party, each unit's part."""
    found = list(_bloc(before[0].bloc, after[0].bloc))
    was = {party.unit: party for party in before[1]}
    now = {party.unit: party for party in after[1]}
    empty = RegistrationContent()
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        code = (new or old).code if (new or old) else key  # type: ignore[union-attr]  # one of the two is there
        if old is None or new is None:
            found.append(Difference(code, "party", "", old.name if old else None, new.name if new else None))
        found += _registration(
            before[0].registrations[old.id] if old else empty,
            after[0].registrations[new.id] if new else empty,
            code,
        )
    return tuple(found)


def _bloc(before: BlocContent, after: BlocContent) -> Iterator[Difference]:
    for name in BLOC_FIELDS:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Difference("", name, "", was, now)
    for place in range(max(len(before.clauses), len(after.clauses))):
        old = before.clauses[place] if place < len(before.clauses) else None
        new = after.clauses[place] if place < len(after.clauses) else None
        if old != new:
            yield Difference("", "clauses", str(place + 1), _clause(old), _clause(new))


def _clause(row: object) -> str | None:
    text, leaf = getattr(row, "text", None), getattr(row, "leaf", "")
    return f"{text} ({leaf})" if text and leaf else text


def _registration(before: RegistrationContent, after: RegistrationContent, unit: str) -> Iterator[Difference]:
    if before.slogan != after.slogan:
        yield Difference(unit, "slogan", "", before.slogan, after.slogan)
    yield from _targets(before.targets, after.targets, unit)
    yield from _awards("titles", before.titles, after.titles, unit)
    yield from _awards("commendations", before.commendations, after.commendations, unit)
    for place in ("models", "exemplar_names"):
        was, now = "; ".join(getattr(before, place)), "; ".join(getattr(after, place))
        if was != now:
            yield Difference(unit, place, "", was, now)
    if before.exemplars != after.exemplars:
        yield Difference(unit, "exemplars", "", before.exemplars, after.exemplars)


def _targets(before: Iterable[TargetRow], after: Iterable[TargetRow], unit: str) -> Iterator[Difference]:
    left = list(before)
    by_key = {row.key: row for row in left if row.key}
    by_code = {row.code: row for row in left if row.code}
    for row in after:
        old = by_key.get(row.key) or by_code.get(row.code)
        if old is None:
            yield Difference(unit, "targets", row.code, None, row.name)
            continue
        if old in left:
            left.remove(old)
        for name in TARGET_FIELDS:
            was, now = getattr(old, name), getattr(row, name)
            if was != now and not (name == "code" and not now):
                yield Difference(unit, name, row.code or old.code, was, now)
    for row in left:
        yield Difference(unit, "targets", row.code, row.name, None)


def _awards(
    place: str, before: Iterable[AwardRow], after: Iterable[AwardRow], unit: str
) -> Iterator[Difference]:
    def keyed(rows: Iterable[AwardRow]) -> Mapping[tuple[str, str], AwardRow]:
        return {(row.code, row.scope.value): row for row in rows}

    was, now = keyed(before), keyed(after)
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        if old != new:
            yield Difference(
                unit,
                place,
                key[0],
                old.count if old is not None else None,
                new.count if new is not None else None,
            )
