"""Blocs set up, and the rotation by which their members head them."""

from collections.abc import Sequence
from datetime import date, datetime

from thidua.core.text import vietnamese
from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action
from thidua.organisations.actions import acts
from thidua.organisations.actions.rotation import record_term
from thidua.organisations.actions.versions import _clean_code
from thidua.organisations.drafts import Decision, NewBloc
from thidua.organisations.errors import BlocNameUnfit, CodeTaken, NothingChanged, RotationUnfit
from thidua.organisations.locks import (
    bloc_locked,
    day_before,
    day_of,
    must_have,
    unit_locked,
    units_locked,
    version_on,
)
from thidua.organisations.models import Bloc, FormerBlocName, RotationList, RotationTerm, RotationTurn
from thidua.organisations.permissions import may_keep_blocs, may_set_rotation
from thidua.organisations.queries import BlocCard
from thidua.organisations.queries.year_rows import bloc_card


@action
def found_bloc(*, new: NewBloc, actor: Actor, at: datetime) -> BlocCard:
    """Set up a bloc or cluster «thành lập khối, cụm thi đua». Raises `CodeTaken`, `CodeUnfit`, `NameMissing`."""
    ensure(may_keep_blocs(actor, on=day_of(at)))
    code = _clean_code(new.code)
    if Bloc.objects.filter(code=code).exists():
        raise CodeTaken(code)
    name = must_have(vietnamese(new.name), "name")
    bloc = Bloc(
        code=code,
        name=name,
        short_name=vietnamese(new.short_name).strip() or name[:80],
        level=new.level.value,
        set_up_by=unit_locked(new.set_up_by, where="set_up_by") if new.set_up_by else None,
        symbol_suffix=new.symbol_suffix.strip() or code,
        letterhead=vietnamese(new.letterhead).strip(),
        instrument=new.instrument.strip(),
    )
    bloc.save(force_insert=True)
    audit.record(acts.BLOC_FOUNDED, actor=actor, on=bloc, at=at, scope=bloc.public_id)
    return bloc_card(bloc)


@action
def rename_bloc(
    *, bloc: str, name: str, short_name: str, on: date, decision: Decision, actor: Actor, at: datetime
) -> BlocCard:
    """Give a bloc another name by decision «đổi tên khối, cụm» from `on`; its years keep the names of their decisions.

    Years opened from then on bear the new name. Raises `BlocNameUnfit` (a day to come, or not after the last change),
    `NameMissing`, `NothingChanged`.
    """
    found = bloc_locked(bloc)
    ensure(may_keep_blocs(actor, on=day_of(at)))
    new = must_have(vietnamese(name), "name")
    short = vietnamese(short_name).strip() or new[:80]
    must_have(decision.number, "decision_number")
    if (new, short) == (found.name, found.short_name):
        raise NothingChanged
    if on > day_of(at):
        raise BlocNameUnfit(
            Sentence("The new name holds from {day}, which has not come yet.", {"day": on}),
            where="on",
            remedy=Sentence("Record it on the day from which it holds."),
        )
    last = FormerBlocName.objects.filter(bloc=found).values_list("last_day", flat=True).first()
    if last is not None and on <= last:
        raise BlocNameUnfit(
            Sentence(
                "The present name holds since the day after {day}; a change comes later.", {"day": last}
            ),
            where="on",
        )
    FormerBlocName(
        bloc=found,
        name=found.name,
        short_name=found.short_name,
        last_day=day_before(on),
        decision=str(decision),
    ).save(force_insert=True)
    was, found.name, found.short_name = found.name, new, short
    found.save(update_fields=["name", "short_name"])
    audit.record(
        acts.BLOC_RENAMED,
        actor=actor,
        on=found,
        at=at,
        scope=found.public_id,
        data={"was": was, "now": new, "from": on, "decision": str(decision)},
    )
    return bloc_card(found)


@action
def set_rotation(
    *, bloc: str, units: Sequence[str], adopted_on: date, skip_rule: str, actor: Actor, at: datetime
) -> None:
    """Record the rotation list «danh sách luân phiên» the members adopted; it replaces the one before.

    Raises `RotationUnfit` for an empty list, a unit named twice, or a day not after the list before.
    """
    found = bloc_locked(bloc)
    ensure(may_set_rotation(actor, bloc_card(found), on=day_of(at)))
    named = [unit for unit in units if unit]
    rows = units_locked(named)
    if not named or len({unit.pk for unit in rows.values()}) < len(named):
        raise RotationUnfit(Sentence("Name each unit once, in the order of their turns."), where="units")
    for key in named:
        version_on(rows[key], adopted_on, where="units")
    old = RotationList.objects.select_for_update(no_key=True).filter(bloc=found, replaced_on=None).first()
    if old is not None:
        if adopted_on <= old.adopted_on:
            raise RotationUnfit(
                Sentence(
                    "The list in use was adopted on {day}; a new one comes later.", {"day": old.adopted_on}
                ),
                where="adopted_on",
            )
        old.replaced_on = adopted_on
        old.save(update_fields=["replaced_on"])
    rotation = RotationList(bloc=found, adopted_on=adopted_on, skip_rule=vietnamese(skip_rule).strip())
    rotation.save(force_insert=True)
    RotationTurn.objects.bulk_create(
        RotationTurn(rotation=rotation, position=place, unit=rows[key])
        for place, key in enumerate(named, start=1)
    )
    audit.record(
        acts.ROTATION_SET,
        actor=actor,
        on=found,
        at=at,
        scope=found.public_id,
        data={"units": ", ".join(rows[key].code for key in named), "from": adopted_on},
    )


@action
def settle_rotation_term(
    *, bloc: str, year: int, head: str, planned: bool, skipped: bool, note: str, actor: Actor, at: datetime
) -> None:
    """Record who headed the bloc in a year, is planned to, or was passed over «lùi lượt» and why.

    A planned term may be settled again until it is no longer planned. Raises `RotationUnfit`.
    """
    found = bloc_locked(bloc)
    ensure(may_set_rotation(actor, bloc_card(found), on=day_of(at)))
    unit = unit_locked(head, where="head")
    if skipped and not note.strip():
        raise RotationUnfit(Sentence("Say why the turn is passed over."), where="note")
    terms = RotationTerm.objects.select_for_update(no_key=True).filter(bloc=found, year=year)
    if terms.filter(head=unit, planned=False).exists() or (
        not skipped and terms.filter(skipped=False, planned=False).exists()
    ):
        raise RotationUnfit(
            Sentence("The term of {year} is settled already.", {"year": str(year)}),
            where="year",
            remedy=Sentence("A settled term is history; name the new head in the bloc-year."),
        )
    record_term(bloc=found, year=year, head=unit, planned=planned, skipped=skipped, note=note, actor=actor)
    audit.record(
        acts.TERM_RECORDED,
        actor=actor,
        on=found,
        at=at,
        scope=found.public_id,
        data={"year": year, "unit": unit.code, "planned": planned, "skipped": skipped, "note": note.strip()},
    )
