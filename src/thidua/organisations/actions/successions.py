"""Units coming after one another: renamed into a new unit, merged, split, absorbed."""

from collections.abc import Sequence
from datetime import date, datetime

from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action
from thidua.organisations.actions import acts
from thidua.organisations.actions.versions import (
    _name_of,
    record_children,
    record_end,
    record_succession,
    record_unit,
)
from thidua.organisations.drafts import NewUnit, Source
from thidua.organisations.errors import SuccessionUnfit, UnitsBelowRemain
from thidua.organisations.locks import day_before, day_of, unit_locked, units_locked, version_on
from thidua.organisations.models import Unit, UnitVersion
from thidua.organisations.models.spans import in_force
from thidua.organisations.permissions import may_keep_units
from thidua.organisations.queries import UnitName
from thidua.organisations.states import Share, SuccessionKind


@action
def merge_units(
    *,
    units: Sequence[str],
    into: NewUnit,
    on: date,
    source: Source,
    kind: SuccessionKind = SuccessionKind.MERGE,
    actor: Actor,
    at: datetime,
) -> UnitName:
    """Merge units into a new one «hợp nhất» from `on`, or let a new unit take one's place under a new name.

    The old units end the day before, their offices with them; units below them stand under the new one. Memberships
    in blocs do not follow: they change by the bloc's own decision. With `kind` RENAME exactly one unit is named. A
    merger of which only one unit is on record must name the others in the source's note.
    Raises `SuccessionUnfit`, `UnitNotInForce`, `UnitChangesLater`, `CodeTaken`.
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    old = list(units_locked(units).values())
    if kind is SuccessionKind.RENAME and len(old) != 1:
        raise SuccessionUnfit(
            Sentence("A unit renamed into a new one has exactly one predecessor."), where="units"
        )
    if kind is SuccessionKind.MERGE and len(old) < 2 and not (old and source.note.strip()):
        raise SuccessionUnfit(
            Sentence("A merger needs at least two units."),
            where="units",
            remedy=Sentence("Name the other units in the note, if they are not on record."),
        )
    if kind not in {SuccessionKind.RENAME, SuccessionKind.MERGE}:
        raise SuccessionUnfit(Sentence("Units are merged or renamed into a new one."), where="kind")
    for unit in old:
        version_on(unit, day_before(on))
    new = record_unit(new=into, on=on, source=source, actor=actor)
    for unit in old:
        record_children(of=unit, under=new, on=on, source=source, actor=actor)
        record_end(unit=unit, on=on, actor=actor)
        record_succession(
            predecessor=unit, successor=new, kind=kind, share=Share.WHOLE, on=on, source=source, actor=actor
        )
    name = _name_of(new, on)
    audit.record(
        acts.UNITS_MERGED,
        actor=actor,
        on=new,
        at=at,
        scope=new.public_id,
        data={
            "units": ", ".join(unit.code for unit in old),
            "kind": kind.value,
            "name": name.name,
            "from": on,
            "instrument": source.instrument,
        },
    )
    return name


@action
def split_unit(
    *,
    unit: str,
    successors: Sequence[NewUnit | str],
    remains: bool,
    on: date,
    source: Source,
    actor: Actor,
    at: datetime,
) -> tuple[UnitName, ...]:
    """Split a unit «chia, tách» from `on` into new units or into units on record (by code).

    With `remains` the unit itself goes on with the rest. Otherwise it ends, and no unit may stand under it that day:
    nobody but the decision knows which part they belong to. Raises `SuccessionUnfit`, `UnitsBelowRemain`.
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    old = unit_locked(unit)
    version_on(old, day_before(on))
    if len(successors) < (1 if remains else 2):
        raise SuccessionUnfit(
            Sentence("A split makes at least two units of one."),
            where="successors",
            remedy=Sentence("Name another unit, or say that the old one remains."),
        )
    below = UnitVersion.objects.filter(in_force(on), parent=old, withdrawn_at=None).order_by("unit__code")
    if not remains and (names := tuple(below.values_list("name", flat=True))):
        raise UnitsBelowRemain(old.code, names)
    made = [_successor(one, on=on, source=source, actor=actor) for one in successors]
    if old in made or len({one.pk for one in made}) < len(made):
        raise SuccessionUnfit(Sentence("Each part goes to another unit, once."), where="successors")
    if not remains:
        record_end(unit=old, on=on, actor=actor)
    for new in made:
        record_succession(
            predecessor=old,
            successor=new,
            kind=SuccessionKind.SPLIT,
            share=Share.PART,
            on=on,
            source=source,
            actor=actor,
        )
    audit.record(
        acts.UNIT_SPLIT,
        actor=actor,
        on=old,
        at=at,
        scope=old.public_id,
        data={
            "units": ", ".join(new.code for new in made),
            "remains": remains,
            "from": on,
            "instrument": source.instrument,
        },
    )
    return tuple(_name_of(new, on) for new in made)


@action
def absorb_unit(
    *,
    unit: str,
    into: str,
    as_new: NewUnit | None = None,
    share: Share = Share.WHOLE,
    on: date,
    source: Source,
    actor: Actor,
    at: datetime,
) -> UnitName:
    """Let one unit absorb another «sáp nhập vào» from `on`.

    `as_new` is the part of the absorbing unit in which the absorbed one goes on (a board under it); the succession
    then leads there. With `share` PART the unit goes on without that part. Raises `SuccessionUnfit`, `UnitNotInForce`.
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    both = units_locked([unit, into])
    old, taking = both[unit], both[into]
    if old.pk == taking.pk:
        raise SuccessionUnfit(Sentence("A unit cannot absorb itself."), where="into")
    version_on(old, day_before(on))
    if version_on(taking, on, where="into").parent_id == old.pk:
        raise SuccessionUnfit(
            Sentence("{unit} stands under the unit it would absorb.", {"unit": taking.code}),
            where="into",
            remedy=Sentence("Move it under another superior from that day first."),
        )
    target = record_unit(new=as_new, on=on, source=source, actor=actor) if as_new else taking
    if share is Share.WHOLE:
        record_children(of=old, under=target, on=on, source=source, actor=actor)
        record_end(unit=old, on=on, actor=actor)
    record_succession(
        predecessor=old,
        successor=target,
        kind=SuccessionKind.ABSORB,
        share=share,
        on=on,
        source=source,
        actor=actor,
    )
    audit.record(
        acts.UNIT_ABSORBED,
        actor=actor,
        on=old,
        at=at,
        scope=old.public_id,
        data={
            "into": taking.code,
            "as": target.code,
            "share": share.value,
            "from": on,
            "instrument": source.instrument,
        },
    )
    return _name_of(target, on)


def _successor(one: NewUnit | str, *, on: date, source: Source, actor: Actor) -> Unit:
    if isinstance(one, NewUnit):
        return record_unit(new=one, on=on, source=source, actor=actor)
    found = unit_locked(one, where="successors")
    version_on(found, on, where="successors")
    return found
