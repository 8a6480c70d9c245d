"""A unit's registration: saved, sent, taken back; collected or returned by the head unit; and the paper that is filed."""

from datetime import date, datetime

from thidua.core.verdict import Sentence
from thidua.covenants.actions import acts
from thidua.covenants.actions.keeping import (
    LONGEST_NAME,
    record_act,
    record_notice_to_head,
    record_notice_to_parties,
    record_registration,
)
from thidua.covenants.addresses import registration_address, step_address
from thidua.covenants.changing import (
    allow,
    day_of,
    numbered,
    registration_for_change,
    said,
    version_for_change,
)
from thidua.covenants.checking import registration_problems, tidy
from thidua.covenants.content import RegistrationContent
from thidua.covenants.errors import (
    CovenantActUnfit,
    CovenantUnfinished,
    RegistrationChangedMeanwhile,
    RegistrationUnreadable,
)
from thidua.covenants.findings import findings_of, targets_rule
from thidua.covenants.models import Covenant, Filing
from thidua.covenants.permissions import (
    may_collect_registration,
    may_file_paper,
    may_recall_registration,
    may_return_registration,
    may_save_registration,
    units_spoken_for,
)
from thidua.covenants.queries import CovenantFrame, content_of
from thidua.covenants.states import RegistrationState
from thidua.criteria.permissions import part_in
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import Problem
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.organisations.queries import member_units


@action
def save_registration(
    *, registration: str, content: RegistrationContent, revision: int, actor: Actor, at: datetime
) -> int:
    """Save a unit's registration «lưu đăng ký», finished or not, and return its new revision.

    `revision` is what the officer's form was made from. Raises `CovenantRefused`; `RegistrationUnreadable` with every
    place that cannot be kept; `RegistrationChangedMeanwhile` when another officer saved something else in between:
    what was typed is not kept then, the form still has it, and every state ever saved stays on record.
    """
    row, frame, party = registration_for_change(registration)
    allow(may_save_registration(actor, (frame, party), on=day_of(at)))
    before = content_of(frame.card.id).registrations[row.pk]
    clean = numbered(tidy(content), before=before.targets, unit=party.code)
    if problems := registration_problems(clean):
        raise RegistrationUnreadable(Sentence(N_("This cannot be kept; nothing was saved.")), problems)
    if revision != row.revision and clean != before:
        raise RegistrationChangedMeanwhile(
            Sentence(
                N_("{person} saved this registration in the meantime."), {"person": row.revised_by_name}
            ),
            revision=row.revision,
            revised_by=row.revised_by_name,
            revised_at=row.revised_at or at,
        )
    if clean != before or row.revision == 0:
        record_registration(registration=row, content=clean, actor=actor, at=at)
    record_act(
        act=acts.SAVED,
        on=row,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"revision": row.revision, "targets": len(clean.targets), "unit": party.code},
    )
    return row.revision


@action
def send_registration(*, registration: str, revision: int, actor: Actor, at: datetime) -> None:
    """Send a registration to the head unit «gửi đăng ký».

    Raises `CovenantRefused`; `CovenantUnfinished` with what is still missing; `RegistrationChangedMeanwhile` when it
    is no longer the one the person looked through.
    """
    row, frame, party = registration_for_change(registration)
    allow(may_save_registration(actor, (frame, party), on=day_of(at)))
    if revision != row.revision:
        raise RegistrationChangedMeanwhile(
            Sentence(
                N_("{person} saved this registration in the meantime."), {"person": row.revised_by_name}
            ),
            revision=row.revision,
            revised_by=row.revised_by_name,
            revised_at=row.revised_at or at,
        )
    content = content_of(frame.card.id).registrations[row.pk]
    rule = targets_rule(frame.year.public_id, on=day_of(at))
    errors = [one for one in findings_of(content, rule) if one.error]
    if errors:
        raise CovenantUnfinished(
            Sentence(N_("The registration is not complete yet; it was not sent.")),
            tuple(Problem(one.sentence, where=one.where) for one in errors),
        )
    row.state = RegistrationState.SENT.value
    row.sent_at, row.sent_by_name, row.returned_reason = at, actor.actor_name[:LONGEST_NAME], ""
    row.save(update_fields=["state", "sent_at", "sent_by_name", "returned_reason"])
    record_act(
        act=acts.SENT,
        on=row,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"revision": row.revision, "unit": party.code},
    )
    record_notice_to_head(
        frame=frame,
        text=Sentence(N_("{unit} sent its registration."), {"unit": party.name}),
        address=registration_address(row.public_id),
        actor=actor,
        at=at,
    )


@action
def recall_registration(*, registration: str, actor: Actor, at: datetime) -> None:
    """Take back a registration «thu hồi» that the head unit has not collected yet. Raises `CovenantRefused`."""
    row, frame, party = registration_for_change(registration)
    allow(may_recall_registration(actor, (frame, party), on=day_of(at)))
    row.state, row.sent_at, row.sent_by_name = RegistrationState.DRAFTED.value, None, ""
    row.save(update_fields=["state", "sent_at", "sent_by_name"])
    record_act(
        act=acts.RECALLED,
        on=row,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"unit": party.code},
    )


@action
def collect_registration(*, registration: str, actor: Actor, at: datetime) -> None:
    """Collect a registration «tiếp nhận» into the covenant. Raises `CovenantRefused`."""
    row, frame, party = registration_for_change(registration)
    allow(may_collect_registration(actor, (frame, party), on=day_of(at)))
    row.state = RegistrationState.COLLECTED.value
    row.collected_at, row.collected_by_name = at, actor.actor_name[:LONGEST_NAME]
    row.save(update_fields=["state", "collected_at", "collected_by_name"])
    record_act(
        act=acts.COLLECTED,
        on=row,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"unit": party.code},
    )
    record_notice_to_parties(
        frame=frame,
        units=[party.unit],
        text=Sentence(N_("The registration of {unit} was collected."), {"unit": party.name}),
        address=registration_address(row.public_id),
        actor=actor,
        at=at,
    )


@action
def return_registration(*, registration: str, reason: str, actor: Actor, at: datetime) -> None:
    """Return a registration to its unit «trả lại», with the reason. Raises `CovenantRefused`, `CovenantActUnfit`."""
    row, frame, party = registration_for_change(registration)
    allow(may_return_registration(actor, (frame, party), on=day_of(at)))
    why = said(reason, "reason", Sentence(N_("Returning a registration needs a reason.")))
    row.state, row.returned_reason = RegistrationState.RETURNED.value, why
    row.sent_at, row.sent_by_name, row.collected_at, row.collected_by_name = None, "", None, ""
    row.save(
        update_fields=[
            "state",
            "returned_reason",
            "sent_at",
            "sent_by_name",
            "collected_at",
            "collected_by_name",
        ]
    )
    record_act(
        act=acts.RETURNED,
        on=row,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"reason": why, "unit": party.code},
    )
    record_notice_to_parties(
        frame=frame,
        units=[party.unit],
        text=Sentence(
            N_("The registration of {unit} was returned: {reason}"), {"unit": party.name, "reason": why}
        ),
        address=registration_address(row.public_id),
        actor=actor,
        at=at,
    )


def _may_speak_for(frame: CovenantFrame, unit: str, actor: Actor, on: date) -> bool:
    drafts = part_in(actor, frame.year, on=on).drafts
    return (
        drafts
        or unit in part_in(actor, frame.year, on=on).units
        or unit in units_spoken_for(actor, frame, on=on)
    )


@action
def file_paper(
    *,
    version: str,
    unit: str,
    number: str,
    filed_on: date,
    note: str = "",
    reason: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Enter the registration paper a unit filed «nộp bản đăng ký»: number and day; a correction says why.

    The paper may come after the signing: it is filed with the Council, and how late it was is scored. Raises
    `CovenantRefused`; `CovenantActUnfit` for a unit the person does not speak for or that is no member, a day to come,
    a missing number, or a correction without a reason.
    """
    row, frame = version_for_change(version)
    on = day_of(at)
    allow(may_file_paper(actor, frame, on=on))
    member = next((one for one in member_units(frame.year.id) if one.public_id == unit), None)
    if member is None or not _may_speak_for(frame, unit, actor, on):
        raise CovenantActUnfit(Sentence(N_("This person does not speak for that unit.")), where="unit")
    paper = said(number, "number", Sentence(N_("A registration paper has a number.")))[:60]
    if filed_on > on:
        raise CovenantActUnfit(Sentence(N_("The day of filing is still to come.")), where="filed_on")
    covenant = Covenant.objects.select_for_update(no_key=True).get(pk=row.covenant_id)
    filed = Filing.objects.select_for_update(no_key=True).filter(covenant=covenant, unit_id=member.id).first()
    why = reason.strip()[:300]
    if filed is not None and not why:
        raise CovenantActUnfit(
            Sentence(N_("A paper is on record already; correcting it needs a reason.")), where="reason"
        )
    values = {
        "number": paper,
        "filed_on": filed_on,
        "note": note.strip()[:300],
        "recorded_at": at,
        "recorded_by_name": actor.actor_name[:LONGEST_NAME],
    }
    if filed is None:
        Filing(covenant=covenant, unit_id=member.id, **values).save(force_insert=True)
    else:
        for name, value in values.items():
            setattr(filed, name, value)
        filed.save(update_fields=list(values))
    record_act(
        act=acts.FILED if filed is None else acts.CORRECTED,
        on=covenant,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"unit": member.name, "number": paper, "day": filed_on, "reason": why},
    )
    record_notice_to_head(
        frame=frame,
        text=Sentence(
            N_("{unit} filed its registration paper {number}."), {"unit": member.name, "number": paper}
        ),
        address=step_address(frame.card.public_id, "thu-dang-ky"),
        actor=actor,
        at=at,
    )
