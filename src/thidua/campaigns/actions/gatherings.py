"""What the bloc did together, and who came: recorded, corrected, struck by the head unit of the year."""

from datetime import datetime

from thidua.campaigns.actions import acts
from thidua.campaigns.actions.keeping import record_act
from thidua.campaigns.changing import allow, day_of, said, unit_numbers
from thidua.campaigns.drafts import GatheringDraft
from thidua.campaigns.errors import MovementRefused, MovementUnfit
from thidua.campaigns.models import Attendance, Gathering
from thidua.campaigns.permissions import may_enter_gathering
from thidua.campaigns.states import GatheringKind, Presence
from thidua.core.verdict import Sentence, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_
from thidua.organisations.permissions import bloc_years_visible_to
from thidua.organisations.queries import member_units
from thidua.organisations.queries.finding import BlocYearLine, bloc_year_lines


def _year(key: str, actor: Actor, at: datetime) -> BlocYearLine:
    seen = bloc_years_visible_to(actor, on=day_of(at)).filter(public_id=key)
    line = next(iter(bloc_year_lines(seen)), None)
    if line is None:
        raise MovementRefused(not_met(N_("The person has nothing to do with this bloc-year."), private=True))
    allow(may_enter_gathering(actor, line, on=day_of(at)))
    return line


@action
def enter_gathering(*, bloc_year: str, draft: GatheringDraft, actor: Actor, at: datetime) -> str:
    """Record what the bloc did together and who came «điểm danh»; returns its public key.

    Raises `MovementRefused`; `MovementUnfit` when a member of that day is left out, a stranger is named, an excuse
    has no reason, or the code is taken.
    """
    line = _year(bloc_year, actor, at)
    row = Gathering(bloc_year_id=line.id)
    record_gathering(row=row, line=line, draft=draft, actor=actor, at=at, new=True)
    record_act(
        act=acts.GATHERED,
        on=row,
        card=None,
        actor=actor,
        at=at,
        data={"absent": _absent(draft)},
        scope=line.public_id,
    )
    return str(row.public_id)


@action
def correct_gathering(*, gathering: str, draft: GatheringDraft, actor: Actor, at: datetime) -> None:
    """Correct a gathering and who came; raises as `enter_gathering` does."""
    row, line = _for_change(gathering, actor, at)
    record_gathering(row=row, line=line, draft=draft, actor=actor, at=at)
    record_act(
        act=acts.GATHERING_CORRECTED,
        on=row,
        card=None,
        actor=actor,
        at=at,
        data={"absent": _absent(draft)},
        scope=line.public_id,
    )


@action
def strike_gathering(*, gathering: str, reason: str, actor: Actor, at: datetime) -> None:
    """Strike a gathering that was recorded wrongly, with a reason: it counts for nobody any more."""
    row, line = _for_change(gathering, actor, at)
    why = said(reason, "reason", Sentence(N_("Striking needs a reason.")))
    row.struck_at, row.struck_reason = at, why
    row.save(update_fields=["struck_at", "struck_reason"])
    record_act(
        act=acts.GATHERING_STRUCK,
        on=row,
        card=None,
        actor=actor,
        at=at,
        data={"reason": why},
        scope=line.public_id,
    )


def _for_change(key: str, actor: Actor, at: datetime) -> tuple[Gathering, BlocYearLine]:
    rows = Gathering.objects.select_for_update(no_key=True, of=("self",)).select_related("bloc_year")
    row = rows.filter(public_id=key).first()
    if row is None:
        raise MovementRefused(not_met(N_("The person has nothing to do with this bloc-year."), private=True))
    line = _year(row.bloc_year.public_id, actor, at)
    if row.struck_at is not None:
        raise MovementUnfit(Sentence(N_("It was struck: record it anew.")))
    return row, line


def _absent(draft: GatheringDraft) -> int:
    return sum(one.presence is not Presence.PRESENT for one in draft.presences)


@requires_transaction
def record_gathering(
    *,
    row: Gathering,
    line: BlocYearLine,
    draft: GatheringDraft,
    actor: Actor,
    at: datetime,
    new: bool = False,
) -> None:
    """Write a gathering with the attendance of every member of that day."""
    row.title = said(draft.title, "title", Sentence(N_("Say what the bloc did.")), longest=300)
    row.code = said(draft.code, "code", Sentence(N_("Give it a code, such as A1.")), longest=20)
    if draft.happened_on > day_of(at):
        raise MovementUnfit(Sentence(N_("That day is still to come.")), where="happened_on")
    if Gathering.objects.filter(bloc_year=line.id, code=row.code).exclude(pk=row.pk).exists():
        raise MovementUnfit(
            Sentence(N_("The year has something with the code {code} already."), {"code": row.code}),
            where="code",
        )
    members = {unit.public_id: unit for unit in member_units(line.id, on=draft.happened_on)}
    told = {one.unit: one for one in draft.presences}
    missing = [unit.short_name for key, unit in members.items() if key not in told]
    if missing:
        raise MovementUnfit(
            Sentence(N_("Say whether these came: {units}."), {"units": ", ".join(missing)}), where="presences"
        )
    if told.keys() - members.keys():
        raise MovementUnfit(
            Sentence(N_("A unit that was no member that day is not asked whether it came.")),
            where="presences",
        )
    for one in told.values():
        if one.presence is Presence.EXCUSED and not one.reason.strip():
            raise MovementUnfit(
                Sentence(
                    N_("Give the reason for which {unit} stayed away, or say that there was none."),
                    {"unit": members[one.unit].in_sentence},
                ),
                where="presences",
            )
    row.kind, row.happened_on = GatheringKind(draft.kind).value, draft.happened_on
    row.place = draft.place.strip()[:200]
    row.host_id = unit_numbers([draft.host], "host")[draft.host] if draft.host else None
    row.written_at, row.written_by_name = at, actor.actor_name[:200]
    if new:
        row.save(force_insert=True)
    else:
        row.revision += 1
        columns = ["title", "code", "kind", "happened_on", "place", "host", "revision"]
        row.save(update_fields=[*columns, "written_at", "written_by_name"])
        Attendance.objects.filter(gathering=row).delete()
    Attendance.objects.bulk_create(
        Attendance(
            gathering=row,
            unit_id=members[key].id,
            presence=one.presence.value,
            reason=one.reason.strip()[:1000] if one.presence is Presence.EXCUSED else "",
        )
        for key, one in told.items()
    )
