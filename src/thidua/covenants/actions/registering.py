"""A unit's registration: saved, sent, taken back; collected or returned by the head unit."""

from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.covenants.actions import acts
from thidua.covenants.actions.filing import PaperDraft, record_paper
from thidua.covenants.actions.keeping import (
    LONGEST_NAME,
    record_act,
    record_notice_to_head,
    record_notice_to_parties,
    record_registration,
)
from thidua.covenants.addresses import registration_address
from thidua.covenants.changing import (
    allow,
    day_of,
    numbered,
    registration_for_change,
    said,
)
from thidua.covenants.checking import registration_problems, tidy
from thidua.covenants.content import RegistrationContent
from thidua.covenants.errors import (
    CovenantUnfinished,
    RegistrationChangedMeanwhile,
    RegistrationUnreadable,
)
from thidua.covenants.findings import findings_of, targets_rule
from thidua.covenants.permissions import (
    may_collect_registration,
    may_recall_registration,
    may_return_registration,
    may_save_registration,
)
from thidua.covenants.queries import content_of
from thidua.covenants.states import RegistrationState
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import Problem
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_


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
def send_registration(
    *, registration: str, revision: int, paper: PaperDraft | None = None, actor: Actor, at: datetime
) -> None:
    """Send a registration to the head unit «gửi đăng ký», with the paper that was filed where there is one already.

    Raises `CovenantRefused`; `CovenantUnfinished` with what is still missing; `RegistrationChangedMeanwhile` when it
    is no longer the one the person looked through; `CovenantActUnfit` for the paper as `file_paper` does, also when
    one is on record: then nothing is sent.
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
    if paper is not None:
        record_paper(frame=frame, unit=party.unit, paper=paper, reason="", actor=actor, at=at)
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
