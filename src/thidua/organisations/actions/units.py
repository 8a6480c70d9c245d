"""Units in time: found, rename, move, dissolve, reclassify, correct."""

from datetime import date, datetime

from django.db.models import QuerySet

from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action
from thidua.organisations.actions import acts
from thidua.organisations.actions.versions import (
    _clean_year_start,
    _name_of,
    _refuse_cycle,
    record_change,
    record_end,
    record_shortening,
    record_unit,
    record_version,
)
from thidua.organisations.drafts import Naming, NewUnit, Source, VersionFacts
from thidua.organisations.errors import (
    CodeTaken,
    NothingChanged,
    ReasonMissing,
    SuccessionUnfit,
    UnitsBelowRemain,
    UnitUnknown,
    VersionDaysOverlap,
)
from thidua.organisations.locks import (
    day_before,
    day_of,
    must_be_in_order,
    place_found,
    province_found,
    unit_locked,
    version_on,
)
from thidua.organisations.models import Unit, UnitSuccession, UnitVersion
from thidua.organisations.models.spans import in_force
from thidua.organisations.permissions import may_keep_units
from thidua.organisations.queries import UnitName
from thidua.organisations.states import Confidence, Force, UnitKind


@action
def found_unit(*, new: NewUnit, on: date | None, source: Source, actor: Actor, at: datetime) -> UnitName:
    """Put a unit «đơn vị» on record, in force from `on` (None: since before the records).

    Raises `CodeTaken`, `CodeUnfit`, `WorkingYearUnfit`, `UnitUnknown` or `UnitNotInForce` (the superior that day).
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    unit = record_unit(new=new, on=on, source=source, actor=actor)
    name = _name_of(unit, on or day_of(at))
    audit.record(
        acts.UNIT_FOUNDED,
        actor=actor,
        on=unit,
        at=at,
        scope=unit.public_id,
        data={"name": name.name, "from": on},
    )
    return name


@action
def rename_unit(
    *, unit: str, naming: Naming, on: date, source: Source, actor: Actor, at: datetime
) -> UnitName:
    """Give a unit another name «đổi tên» from `on`; the old name stays for the days before.

    Raises `UnitNotInForce`, `UnitChangeTooEarly` or `NothingChanged`.
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    found = unit_locked(unit)
    was = version_on(found, on)
    if Naming(was.name, was.short_name, was.in_sentence, was.symbol) == naming:
        raise NothingChanged
    now = record_change(
        unit=found,
        on=on,
        naming=naming,
        parent=was.parent,
        province=was.province,
        place=was.place,
        source=source,
        actor=actor,
    )
    audit.record(
        acts.UNIT_RENAMED,
        actor=actor,
        on=found,
        at=at,
        scope=found.public_id,
        data={"was": was.name, "now": now.name, "from": on, "instrument": source.instrument},
    )
    return _name_of(found, on)


@action
def move_unit(
    *,
    unit: str,
    parent: str,
    province: str,
    place: str,
    on: date,
    source: Source,
    actor: Actor,
    at: datetime,
) -> UnitName:
    """Put a unit under another superior or into another territory «chuyển đơn vị» from `on`, names unchanged.

    Raises `UnitNotInForce`, `ParentCycle`, `UnitChangeTooEarly` or `NothingChanged`.
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    found = unit_locked(unit)
    was = version_on(found, on)
    above = unit_locked(parent, where="parent") if parent else None
    territory, commune = province_found(province), place_found(place)
    if (was.parent, was.province, was.place) == (above, territory, commune):
        raise NothingChanged
    record_change(
        unit=found,
        on=on,
        naming=Naming(was.name, was.short_name, was.in_sentence, was.symbol),
        parent=above,
        province=territory,
        place=commune,
        source=source,
        actor=actor,
    )
    audit.record(
        acts.UNIT_MOVED,
        actor=actor,
        on=found,
        at=at,
        scope=found.public_id,
        data={
            "was": was.parent.code if was.parent else "",
            "now": above.code if above else "",
            "province": territory.code if territory else "",
            "from": on,
        },
    )
    return _name_of(found, on)


@action
def dissolve_unit(*, unit: str, on: date, source: Source, actor: Actor, at: datetime) -> UnitName:
    """End a unit without successor «giải thể»: `on` is the first day without it; its offices end with it.

    Raises `UnitsBelowRemain` while others stand under it, `UnitNotInForce` or `UnitChangesLater`.
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    found = unit_locked(unit)
    below = UnitVersion.objects.filter(in_force(on), parent=found, withdrawn_at=None).order_by("unit__code")
    if names := tuple(below.values_list("name", flat=True)):
        raise UnitsBelowRemain(found.code, names)
    ended = record_end(unit=found, on=on, actor=actor)
    audit.record(
        acts.UNIT_DISSOLVED,
        actor=actor,
        on=found,
        at=at,
        scope=found.public_id,
        data={"from": on, "offices_ended": ended, "instrument": source.instrument, "note": source.note},
    )
    return _name_of(found, day_before(on))


@action
def reclassify_unit(
    *,
    unit: str,
    kind: UnitKind,
    force: Force,
    identifier: str,
    year_starts: str,
    year_confidence: Confidence,
    year_note: str,
    actor: Actor,
    at: datetime,
) -> UnitName:
    """Set a unit's kind, force, identifier and usual working year «phân loại»: facts kept without days.

    Bloc-years already opened keep the reporting year they were opened with.
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    found = unit_locked(unit)
    if identifier and Unit.objects.filter(identifier=identifier).exclude(pk=found.pk).exists():
        raise CodeTaken(identifier, where="identifier")
    wanted = {
        "kind": kind.value,
        "force": force.value,
        "identifier": identifier.strip(),
        "year_starts": _clean_year_start(year_starts),
        "year_confidence": year_confidence.value,
        "year_note": year_note.strip(),
    }
    changed = {key: value for key, value in wanted.items() if getattr(found, key) != value}
    if not changed:
        raise NothingChanged
    was = {key: getattr(found, key) for key in changed}
    for key, value in changed.items():
        setattr(found, key, value)
    found.save(update_fields=list(changed))
    audit.record(
        acts.UNIT_RECLASSIFIED,
        actor=actor,
        on=found,
        at=at,
        scope=found.public_id,
        data={"was": was, "now": changed},
    )
    return _name_of(found, day_of(at))


@action
def correct_unit_version(
    *, version: str, facts: VersionFacts, reason: str, actor: Actor, at: datetime
) -> UnitName:
    """Correct a typing error «đính chính» in one version: it is withdrawn, and one that replaces it says why.

    What really changed on a day is no typing error: rename or move the unit from that day. Moving the first day also
    moves the last day of the version before. Raises `ReasonMissing`, `NothingChanged`, `VersionDaysOverlap`,
    `ParentCycle` or `SuccessionUnfit` (a first day on which a succession happened).
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    if not reason.strip():
        raise ReasonMissing
    old = (
        UnitVersion.objects.select_for_update(no_key=True)
        .filter(public_id=version, withdrawn_at=None)
        .first()
    )
    if old is None:
        raise UnitUnknown(
            Sentence("This version is not in use any more."), remedy=Sentence("Open the unit's page again.")
        )
    unit = unit_locked(old.unit.public_id)
    parent = unit_locked(facts.parent, where="parent") if facts.parent else None
    province, place = province_found(facts.province), place_found(facts.place)
    if _said(old) == (facts.naming, parent, province, place, facts.valid_from, facts.valid_to, facts.source):
        raise NothingChanged
    must_be_in_order(facts.valid_from, facts.valid_to)
    if parent is not None:
        _refuse_cycle(unit, parent, facts.valid_from or facts.valid_to or day_of(at))
    old.withdrawn_at = at
    old.save(update_fields=["withdrawn_at"])
    _refit_neighbours(old, facts, actor)
    new = record_version(
        unit=unit,
        naming=facts.naming,
        parent=parent,
        province=province,
        place=place,
        first=facts.valid_from,
        last=facts.valid_to,
        source=facts.source,
        actor=actor,
        replaces=old,
        reason=reason.strip(),
    )
    audit.record(
        acts.UNIT_CORRECTED,
        actor=actor,
        on=unit,
        at=at,
        scope=unit.public_id,
        data={"was": old.name, "now": new.name, "version": new.public_id, "reason": reason.strip()},
    )
    return _name_of(unit, facts.valid_from or day_of(at))


def _said(old: UnitVersion) -> tuple[object, ...]:
    return (
        Naming(old.name, old.short_name, old.in_sentence, old.symbol),
        old.parent,
        old.province,
        old.place,
        old.valid_from,
        old.valid_to,
        Source(old.instrument, Confidence(old.confidence), old.note),
    )


def _refit_neighbours(old: UnitVersion, facts: VersionFacts, actor: Actor) -> None:
    """Keep exactly one version in force on each day when the first or last day of one is corrected."""
    others = UnitVersion.objects.select_for_update(no_key=True).filter(unit=old.unit_id, withdrawn_at=None)
    if facts.valid_from != old.valid_from:
        _refit_first_day(old, facts, others)
    if facts.valid_to != old.valid_to:
        _refit_last_day(old, facts, others, actor)


def _refit_first_day(old: UnitVersion, facts: VersionFacts, others: QuerySet[UnitVersion]) -> None:
    origins = UnitSuccession.objects.filter(successor=old.unit_id)
    moved = old.valid_from is not None and origins.filter(happened_on=old.valid_from).exists()
    before = others.filter(valid_to=day_before(old.valid_from)).first() if old.valid_from else None
    late = before is None and facts.valid_from and origins.filter(happened_on__lt=facts.valid_from).exists()
    if moved or late:
        raise SuccessionUnfit(
            Sentence("Another unit came into this one: it must exist from that day."),
            where="valid_from",
            remedy=Sentence("Keep the first day, or choose an earlier one."),
        )
    if before is None:
        return
    if facts.valid_from is None or (before.valid_from and before.valid_from >= facts.valid_from):
        raise VersionDaysOverlap(old.unit.code)
    before.valid_to = day_before(facts.valid_from)
    before.save(update_fields=["valid_to"])


def _refit_last_day(
    old: UnitVersion, facts: VersionFacts, others: QuerySet[UnitVersion], actor: Actor
) -> None:
    if old.valid_to is None:
        raise SuccessionUnfit(
            Sentence("A unit in force is not ended by a correction."),
            where="valid_to",
            remedy=Sentence("End, merge or move it from the day after."),
        )
    went = UnitSuccession.objects.filter(predecessor=old.unit_id, happened_on__gt=old.valid_to)
    if others.filter(valid_from__gt=old.valid_to).exists() or went.exists():
        raise VersionDaysOverlap(old.unit.code)
    if facts.valid_to is not None:
        record_shortening(unit=old.unit, last=facts.valid_to, actor=actor)
