"""Units and people from an Excel file: previewed first, then taken in whole or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.files import XLSX, record_file
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action
from thidua.organisations.actions import acts
from thidua.organisations.drafts import NewUnit, Source
from thidua.organisations.errors import ImportHasProblems, ImportUnfit
from thidua.organisations.locks import day_before, day_of
from thidua.organisations.models import Office, Person, Province, Unit, UnitImport, UnitVersion
from thidua.organisations.permissions import may_keep_units
from thidua.organisations.queries.imports.people import PersonDeed
from thidua.organisations.queries.imports.plan import ImportPlan
from thidua.organisations.queries.imports.units import UnitDeed
from thidua.organisations.queries.imports.uploads import plan_content, plan_of
from thidua.organisations.states import ImportKind, ImportState

BATCH: Final = 1000


@action
def preview_import(*, kind: ImportKind, content: bytes, name: str, actor: Actor, at: datetime) -> str:
    """Keep an uploaded file and work out what it would do «xem trước»; no unit or person is saved.

    Returns the upload's public key. Raises `Problem` when the file cannot be read as such a table.
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    plan = plan_content(kind, content, name=name, on=day_of(at))
    stored = record_file(content=content, name=name, allowed={XLSX}, actor=actor, at=at)
    upload = UnitImport(
        kind=kind.value,
        file=stored,
        sha256=stored.sha256,
        uploaded_by=actor.actor_key,
        uploaded_at=at,
        counts=plan.counts,
    )
    upload.save(force_insert=True)
    audit.record(
        acts.IMPORT_PREVIEWED,
        actor=actor,
        on=upload,
        at=at,
        data={"file": stored.name, "kind": kind.value, "sha256": stored.sha256, **plan.counts},
    )
    return str(upload.public_id)


@action
def confirm_import(*, upload: str, actor: Actor, at: datetime) -> dict[str, int]:
    """Take an upload in «nhập»: every new and changed row, in one act, or none.

    The file is read again from the store and its hash compared; what was on the preview is not trusted. Raises
    `ImportHasProblems` when any cell cannot be taken, `ImportUnfit` when it was settled, is another person's, or
    somebody changed the same records at the same moment.
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    found = _own_upload(upload, actor)
    plan = plan_of(upload, on=day_of(at))
    if plan.problems:
        raise ImportHasProblems(
            Sentence("{count} cells cannot be taken; nothing was saved.", {"count": len(plan.problems)}),
            plan.problems,
        )
    if not plan.counts["new"] + plan.counts["changed"]:
        raise ImportUnfit(
            Sentence("The file would change nothing."),
            where="file",
            remedy=Sentence("Every row is on record as it stands."),
        )
    try:
        with transaction.atomic():
            _carry_out(plan)
    except IntegrityError as clash:
        raise ImportUnfit(
            Sentence("Somebody changed the same records at this moment; nothing was saved."),
            remedy=Sentence("Open the preview again and confirm what it shows now."),
        ) from clash
    found.state, found.settled_at, found.counts = ImportState.CONFIRMED.value, at, plan.counts
    found.save(update_fields=["state", "settled_at", "counts"])
    audit.record(
        acts.IMPORT_CONFIRMED,
        actor=actor,
        on=found,
        at=at,
        data={
            "file": found.file.name,
            "kind": found.kind,
            "sha256": found.sha256,
            "created": plan.counts["new"],
            "changed": plan.counts["changed"],
            "unchanged": plan.counts["unchanged"],
        },
    )
    return plan.counts


@action
def abandon_import(*, upload: str, actor: Actor, at: datetime) -> None:
    """Give an upload up «bỏ»: it can no longer be confirmed."""
    ensure(may_keep_units(actor, on=day_of(at)))
    found = _own_upload(upload, actor)
    found.state, found.settled_at = ImportState.ABANDONED.value, at
    found.save(update_fields=["state", "settled_at"])
    audit.record(acts.IMPORT_ABANDONED, actor=actor, on=found, at=at, data={"file": found.file.name})


def _own_upload(upload: str, actor: Actor) -> UnitImport:
    rows = UnitImport.objects.select_for_update(no_key=True).filter(public_id=upload)
    found = rows.filter(uploaded_by=actor.actor_key).first()
    if found is None:
        raise ImportUnfit(
            Sentence("Only whoever uploaded a file confirms or abandons it."),
            remedy=Sentence("Upload the file yourself to see its preview."),
        )
    if found.state != ImportState.PREVIEWED.value:
        raise ImportUnfit(
            Sentence("This upload is settled already."), remedy=Sentence("Upload the file again.")
        )
    return found


def _carry_out(plan: ImportPlan) -> None:
    deeds: Any = plan.deeds
    if plan.kind is ImportKind.UNITS:
        _take_units(deeds)
    else:
        _take_people(deeds)


def _take_units(deeds: Sequence[UnitDeed]) -> None:
    Unit.objects.bulk_create((_unit(deed.new) for deed in deeds if not deed.unit), batch_size=BATCH)
    reclassified = {deed.unit: deed for deed in deeds if deed.undated}
    rows = list(Unit.objects.select_for_update(no_key=True).filter(pk__in=reclassified).order_by("pk"))
    for unit in rows:
        for key in reclassified[unit.pk].undated:
            setattr(unit, key, str(getattr(reclassified[unit.pk].new, key)))
    Unit.objects.bulk_update(rows, ["kind", "force", "identifier", "year_starts"], batch_size=BATCH)
    dated = [deed for deed in deeds if deed.dated]
    ending = {
        deed.replaces.version: day_before(deed.since)
        for deed in dated
        if deed.replaces is not None and deed.since is not None
    }
    open_versions = UnitVersion.objects.select_for_update(no_key=True).filter(pk__in=ending).order_by("pk")
    closed = list(open_versions)
    for version in closed:
        version.valid_to = ending[version.pk]
    UnitVersion.objects.bulk_update(closed, ["valid_to"], batch_size=BATCH)
    numbers = dict(Unit.objects.values_list("code", "pk"))
    provinces = dict(Province.objects.values_list("code", "pk"))
    places = {version.unit_id: version.place_id for version in closed}
    versions = [
        _version(deed.new, deed, numbers, provinces, places.get(deed.unit), deed.source) for deed in dated
    ]
    UnitVersion.objects.bulk_create(versions, batch_size=BATCH)


def _unit(new: NewUnit) -> Unit:
    return Unit(
        code=new.code,
        kind=new.kind.value,
        force=new.force.value,
        identifier=new.identifier,
        year_starts=new.year_starts,
    )


def _version(
    new: NewUnit,
    deed: UnitDeed,
    numbers: dict[str, int],
    provinces: dict[str, int],
    place: int | None,
    source: Source,
) -> UnitVersion:
    version = UnitVersion(
        unit_id=numbers[new.code],
        name=new.naming.name,
        short_name=new.naming.short_name,
        in_sentence=new.naming.in_sentence,
        symbol=new.naming.symbol,
        parent_id=numbers[new.parent] if new.parent else None,
        province_id=provinces[new.province] if new.province else None,
        place_id=place,
        valid_from=deed.since,
        valid_to=deed.replaces.valid_to if deed.replaces else None,
        instrument=source.instrument,
        confidence=source.confidence.value,
        note=source.note,
    )
    version.fill_keys()
    return version


def _take_people(deeds: Sequence[PersonDeed]) -> None:
    people = []
    for deed in deeds:
        if deed.is_new:
            new = deed.person
            person = Person(
                code=new.code, name=new.name, title_before=new.title_before, gender=new.gender, rank=new.rank
            )
            person.fill_keys()
            people.append(person)
    Person.objects.bulk_create(people, batch_size=BATCH)
    changed: dict[str, dict[str, str]] = {}
    for deed in deeds:
        for key in deed.facts:
            changed.setdefault(deed.person.code, {})[key] = str(getattr(deed.person, key))
    rows = list(Person.objects.select_for_update(no_key=True).filter(code__in=changed).order_by("pk"))
    for person in rows:
        for key, value in changed[person.code].items():
            setattr(person, key, value)
    Person.objects.bulk_update(rows, ["title_before", "gender", "rank"], batch_size=BATCH)
    ending = {deed.ends: deed.office.until for deed in deeds if deed.ends and deed.office is not None}
    held = list(Office.objects.select_for_update(no_key=True).filter(pk__in=ending).order_by("pk"))
    for office in held:
        office.valid_to = ending[office.pk]
    Office.objects.bulk_update(held, ["valid_to"], batch_size=BATCH)
    numbers = dict(Person.objects.values_list("code", "pk"))
    units = dict(Unit.objects.values_list("code", "pk"))
    Office.objects.bulk_create(
        (
            Office(
                person_id=numbers[deed.person.code],
                unit_id=units[deed.office.unit],
                title=deed.office.title,
                kind=deed.office.kind.value,
                valid_from=deed.office.since,
                valid_to=deed.office.until,
                instrument=deed.office.instrument,
            )
            for deed in deeds
            if deed.office is not None and not deed.ends
        ),
        batch_size=BATCH,
    )
