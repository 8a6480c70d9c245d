"""Building blocks for versions of units: added, closed, followed. They run inside a verb."""

import re
from datetime import date
from typing import Final

from django.db.models import Q

from thidua.core.text import vietnamese
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import requires_transaction
from thidua.organisations.drafts import Naming, NewUnit, Source
from thidua.organisations.errors import (
    CodeTaken,
    CodeUnfit,
    OfficeUnfit,
    ParentCycle,
    SuccessionUnfit,
    UnitChangesLater,
    UnitChangeTooEarly,
    WorkingYearUnfit,
)
from thidua.organisations.locks import (
    day_before,
    must_have,
    place_found,
    province_found,
    unit_locked,
    version_on,
)
from thidua.organisations.models import Office, Place, Province, Unit, UnitSuccession, UnitVersion
from thidua.organisations.models.spans import in_force
from thidua.organisations.queries import UnitName, ancestors, unit_names
from thidua.organisations.states import Share, SuccessionKind

CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9.\-]{0,39}")
YEAR_START: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])")


def _clean_code(code: str, *, where: str = "code") -> str:
    kept = must_have(vietnamese(code), where).upper()
    if CODE.fullmatch(kept) is None:
        raise CodeUnfit(kept, where=where)
    return kept


def _clean_year_start(text: str) -> str:
    """Day and month as `MM-DD`; never 29 to 31, which not every month has."""
    if YEAR_START.fullmatch(text) is None:
        raise WorkingYearUnfit(text)
    return text


def _name_of(unit: Unit, on: date) -> UnitName:
    return unit_names([unit.pk], on=on)[unit.pk]


def _refuse_cycle(unit: Unit, parent: Unit, on: date) -> None:
    """Raise `ParentCycle` when the parent stands under the unit on the day or after a later change."""
    later = UnitVersion.objects.filter(valid_from__gt=on, withdrawn_at=None, parent__isnull=False)
    for day in [on, *later.values_list("valid_from", flat=True).distinct()]:
        above = {name.id for name in ancestors(parent.pk, on=day or on)}
        if unit.pk in {parent.pk, *above}:
            raise ParentCycle(unit.code, parent.code)


@requires_transaction
def record_version(
    *,
    unit: Unit,
    naming: Naming,
    parent: Unit | None,
    province: Province | None,
    place: Place | None,
    first: date | None,
    last: date | None,
    source: Source,
    actor: Actor,
    replaces: UnitVersion | None = None,
    reason: str = "",
) -> UnitVersion:
    """Add one version of a unit."""
    del actor
    version = UnitVersion(
        unit=unit,
        name=must_have(vietnamese(naming.name), "name"),
        short_name=vietnamese(naming.short_name).strip(),
        in_sentence=vietnamese(naming.in_sentence).strip(),
        symbol=vietnamese(naming.symbol).strip(),
        parent=parent,
        province=province,
        place=place,
        valid_from=first,
        valid_to=last,
        instrument=source.instrument.strip(),
        confidence=source.confidence.value,
        note=source.note.strip(),
        replaces=replaces,
        reason=reason,
    )
    version.save(force_insert=True)
    return version


@requires_transaction
def record_unit(*, new: NewUnit, on: date | None, source: Source, actor: Actor) -> Unit:
    """Put a unit on record with its first version, from `on` (None: since before the records)."""
    code = _clean_code(new.code)
    if Unit.objects.filter(code=code).exists():
        raise CodeTaken(code)
    if new.identifier and Unit.objects.filter(identifier=new.identifier).exists():
        raise CodeTaken(new.identifier, where="identifier")
    parent = unit_locked(new.parent, where="parent") if new.parent else None
    if parent is not None and on is not None:
        version_on(parent, on, where="parent")
    unit = Unit(
        code=code,
        kind=new.kind.value,
        force=new.force.value,
        identifier=new.identifier,
        year_starts=_clean_year_start(new.year_starts),
        year_confidence=new.year_confidence.value,
        year_note=new.year_note.strip(),
    )
    unit.save(force_insert=True)
    record_version(
        unit=unit,
        naming=new.naming,
        parent=parent,
        province=province_found(new.province),
        place=place_found(new.place),
        first=on,
        last=None,
        source=source,
        actor=actor,
    )
    return unit


@requires_transaction
def record_change(
    *,
    unit: Unit,
    on: date,
    naming: Naming,
    parent: Unit | None,
    province: Province | None,
    place: Place | None,
    source: Source,
    actor: Actor,
) -> UnitVersion:
    """Let a new version begin on `on`; the one in force that day ends the day before.

    A later version stays as it is: the new one then lasts until the day before it.
    """
    current = version_on(unit, on)
    if current.valid_from is not None and current.valid_from >= on:
        raise UnitChangeTooEarly(unit.code, current.valid_from)
    if parent is not None:
        version_on(parent, on, where="parent")
        _refuse_cycle(unit, parent, on)
    last, current.valid_to = current.valid_to, day_before(on)
    current.save(update_fields=["valid_to"])
    return record_version(
        unit=unit,
        naming=naming,
        parent=parent,
        province=province,
        place=place,
        first=on,
        last=last,
        source=source,
        actor=actor,
    )


def _refuse_orphans(unit: Unit, last: date) -> None:
    """Raise `SuccessionUnfit` when others came into the unit on a day on which it would no longer exist."""
    came = (
        UnitSuccession.objects.filter(successor=unit, happened_on__gt=last)
        .select_related("predecessor")
        .first()
    )
    if came is not None:
        raise SuccessionUnfit(
            Sentence(
                "{predecessor} came into {unit} on {day}: it must still exist that day.",
                {"predecessor": came.predecessor.code, "unit": unit.code, "day": came.happened_on},
            ),
            where="on",
            remedy=Sentence("Choose a day after that."),
        )


@requires_transaction
def record_shortening(*, unit: Unit, last: date, actor: Actor) -> int:
    """Let nothing in the unit outlast its last day. Returns how many offices ended; raises `OfficeUnfit`, `SuccessionUnfit`."""
    del actor
    begun = Office.objects.filter(unit=unit, valid_from__gt=last).select_related("person").first()
    if begun is not None:
        raise OfficeUnfit(
            Sentence(
                "{person} takes office in {unit} on {day}, after its end.",
                {"person": begun.person.name, "unit": unit.code, "day": begun.valid_from},
            ),
            where="on",
            remedy=Sentence("Choose a later day, or correct that office first."),
        )
    _refuse_orphans(unit, last)
    outlasting = Office.objects.filter(Q(valid_to=None) | Q(valid_to__gt=last), unit=unit, known_on=None)
    return outlasting.update(valid_to=last)


@requires_transaction
def record_end(*, unit: Unit, on: date, actor: Actor) -> int:
    """End a unit: its last day is the day before `on`, and so is that of every office in it. Returns how many offices ended."""
    last = day_before(on)
    current = version_on(unit, last)
    later = (
        UnitVersion.objects.filter(unit=unit, withdrawn_at=None, valid_from__gte=on)
        .order_by("valid_from")
        .first()
    )
    if later is not None and later.valid_from is not None:
        raise UnitChangesLater(unit.code, later.valid_from)
    current.valid_to = last
    current.save(update_fields=["valid_to"])
    return record_shortening(unit=unit, last=last, actor=actor)


@requires_transaction
def record_children(*, of: Unit, under: Unit, on: date, source: Source, actor: Actor) -> int:
    """Let the units under one stand under another from `on`, with the same names. Returns how many."""
    below = list(
        UnitVersion.objects.filter(in_force(on), parent=of, withdrawn_at=None)
        .exclude(unit=under)
        .select_related("unit", "province", "place")
        .order_by("unit__pk")
    )
    for version in below:
        record_change(
            unit=version.unit,
            on=on,
            naming=Naming(version.name, version.short_name, version.in_sentence, version.symbol),
            parent=under,
            province=version.province,
            place=version.place,
            source=source,
            actor=actor,
        )
    return len(below)


@requires_transaction
def record_succession(
    *,
    predecessor: Unit,
    successor: Unit,
    kind: SuccessionKind,
    share: Share,
    on: date,
    source: Source,
    actor: Actor,
) -> UnitSuccession:
    """Write down that one unit came after another."""
    del actor
    if UnitSuccession.objects.filter(predecessor=predecessor, successor=successor, happened_on=on).exists():
        raise SuccessionUnfit(
            Sentence(
                "It is on record already that {now} came after {was} on {day}.",
                {"was": predecessor.code, "now": successor.code, "day": on},
            ),
            where="on",
        )
    link = UnitSuccession(
        predecessor=predecessor,
        successor=successor,
        kind=kind.value,
        share=share.value,
        happened_on=on,
        instrument=source.instrument.strip(),
        confidence=source.confidence.value,
        note=source.note.strip(),
    )
    link.save(force_insert=True)
    return link
