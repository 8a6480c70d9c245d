"""Sending a draft round, answering to it, agreeing, returning, freezing; and words kept beside the table."""

from datetime import date, datetime

from thidua.core.verdict import Sentence, Verdict
from thidua.criteria.actions import acts
from thidua.criteria.actions.keeping import record_act
from thidua.criteria.changing import day_of, open_findings, scheme_for_change
from thidua.criteria.errors import SchemeActUnfit, SchemeRefused, SchemeUnfinished
from thidua.criteria.findings import SchemeFinding
from thidua.criteria.models import Consent, Remark, Scheme
from thidua.criteria.permissions import (
    may_agree_scheme,
    may_freeze_scheme,
    may_give_consent,
    may_return_to_draft,
    may_revise_draft,
    units_spoken_for,
)
from thidua.criteria.queries import SchemeFrame, named_members
from thidua.criteria.states import ConsentAnswer, RemarkKind, SchemeState
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import Problem
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_

LONGEST_TEXT = 4000
LONGEST_LINE = 200


def _allow(verdict: Verdict) -> None:
    if not verdict.allowed:
        raise SchemeRefused(verdict)


def _said(text: str, where: str, asked: Sentence) -> str:
    """A text that must say something."""
    said = text.strip()[:LONGEST_TEXT]
    if not said:
        raise SchemeActUnfit(asked, where=where)
    return said


def _finished(findings: tuple[SchemeFinding, ...], sentence: Sentence) -> None:
    if findings:
        raise SchemeUnfinished(
            sentence, tuple(Problem(finding.sentence, where=finding.path) for finding in findings)
        )


@action
def write_remark(
    *, scheme: str, kind: RemarkKind, key: str, text: str, asked_by: str = "", actor: Actor, at: datetime
) -> None:
    """Write why a doubt is kept «giữ, ghi lý do», or who asked for a change and why; replaces an earlier word.

    Raises `SchemeRefused`, or `SchemeActUnfit` without a text.
    """
    row, frame = scheme_for_change(scheme)
    _allow(may_revise_draft(actor, frame, on=day_of(at)))
    said = _said(text, "text", Sentence(N_("A remark needs words.")))
    Remark.objects.update_or_create(
        scheme=row,
        kind=kind.value,
        key=key[:LONGEST_LINE],
        defaults={
            "text": said,
            "asked_by": asked_by.strip()[:LONGEST_LINE],
            "author_name": actor.actor_name[:LONGEST_LINE],
            "written_at": at,
        },
    )
    place = key.split(":")[1] if key.count(":") > 1 else key
    record_act(
        act=acts.REMARKED,
        on=row,
        actor=actor,
        at=at,
        data={"place": place or "…", "kind": kind.value, "text": said},
    )


@action
def circulate_draft(*, scheme: str, comments_until: date | None, actor: Actor, at: datetime) -> None:
    """Send a draft to the member units for comment «gửi lấy ý kiến»; doubts may still be open, errors may not.

    Raises `SchemeRefused`; `SchemeUnfinished` with the errors; `SchemeActUnfit` when comments would end before today.
    """
    row, frame = scheme_for_change(scheme)
    _allow(may_revise_draft(actor, frame, on=day_of(at)))
    _finished(
        tuple(finding for finding in open_findings(frame) if finding.error),
        Sentence(N_("The draft still has errors; it was not sent.")),
    )
    if comments_until is not None and comments_until < day_of(at):
        raise SchemeActUnfit(Sentence(N_("Comments cannot end before today.")), where="comments_until")
    row.circulated_at, row.circulated_revision, row.comments_until = at, row.revision, comments_until
    row.save(update_fields=["circulated_at", "circulated_revision", "comments_until"])
    record_act(
        act=acts.CIRCULATED,
        on=row,
        actor=actor,
        at=at,
        data={"revision": row.revision, "until": comments_until},
    )


@action
def give_consent(
    *, scheme: str, unit: str, answer: ConsentAnswer, comment: str, actor: Actor, at: datetime
) -> None:
    """Answer for a member unit to a draft sent round «cho ý kiến»; a later answer replaces the earlier one.

    Raises `SchemeRefused`; `SchemeActUnfit` for a unit the person does not speak for, or an objection without words.
    """
    row, frame = scheme_for_change(scheme)
    on = day_of(at)
    _allow(may_give_consent(actor, frame, on=on))
    member = frame.year.member_by_key(unit)
    if member is None or unit not in units_spoken_for(actor, frame.year, on=on):
        raise SchemeActUnfit(Sentence(N_("This person does not speak for that unit.")), where="unit")
    said = comment.strip()[:LONGEST_TEXT]
    if answer is ConsentAnswer.OBJECTED:
        _said(said, "comment", Sentence(N_("An objection says what should be changed, and why.")))
    Consent.objects.update_or_create(
        scheme=row,
        unit_id=member.id,
        defaults={
            "revision": row.revision,
            "answer": answer.value,
            "comment": said,
            "given_at": at,
            "given_by_name": actor.actor_name[:LONGEST_LINE],
        },
    )
    named = next(one for one in named_members(frame.year) if one.public_id == unit)
    data = {
        "unit": named.short_name,
        "answer": answer.value,
        "revision": row.revision,
        "comment": said,
    }
    record_act(act=acts.CONSENTED, on=row, actor=actor, at=at, data=data)


@action
def agree_scheme(*, scheme: str, agreed_on: date, meeting: str, actor: Actor, at: datetime) -> None:
    """Record that the bloc agreed to a draft «ghi nhận thống nhất»: on which day, at which meeting or in which paper.

    Raises `SchemeRefused`; `SchemeUnfinished` with every error and every doubt that was neither mended nor kept with
    a word; `SchemeActUnfit` for a day still to come or without the meeting.
    """
    row, frame = scheme_for_change(scheme)
    _allow(may_agree_scheme(actor, frame, on=day_of(at)))
    _finished(
        open_findings(frame),
        Sentence(
            N_("The table is not ready: mend each error, and mend each doubt or keep it with a reason.")
        ),
    )
    held = _said(meeting, "meeting", Sentence(N_("Name the meeting or the paper in which the bloc agreed.")))
    if agreed_on > day_of(at):
        raise SchemeActUnfit(Sentence(N_("The day of the agreement is still to come.")), where="agreed_on")
    row.state, row.agreed_on, row.meeting = SchemeState.AGREED.value, agreed_on, held[:300]
    row.returned_reason = ""
    row.save(update_fields=["state", "agreed_on", "meeting", "returned_reason"])
    record_act(
        act=acts.AGREED,
        on=row,
        actor=actor,
        at=at,
        data={"day": agreed_on, "meeting": row.meeting, "hash": row.content_hash},
    )


@action
def return_to_draft(*, scheme: str, reason: str, actor: Actor, at: datetime) -> None:
    """Return an agreed version to the drafting table «trả lại dự thảo», with the reason.

    The units' answers stay, marked as given to the revision they were given to. Raises `SchemeRefused`, or
    `SchemeActUnfit` without a reason.
    """
    row, frame = scheme_for_change(scheme)
    _allow(may_return_to_draft(actor, frame, on=day_of(at)))
    said = _said(reason, "reason", Sentence(N_("Returning a version needs a reason.")))
    row.state, row.agreed_on, row.meeting, row.returned_reason = SchemeState.DRAFTED.value, None, "", said
    row.save(update_fields=["state", "agreed_on", "meeting", "returned_reason"])
    record_act(act=acts.RETURNED, on=row, actor=actor, at=at, data={"reason": said})


@action
def freeze_scheme(*, scheme: str, frozen_on: date, actor: Actor, at: datetime) -> None:
    """Freeze an agreed version «chốt bộ tiêu chí» as of a day, usually that of the covenant's signing.

    From that day the year is scored by it; the version frozen before, if any, is superseded the same day. Raises
    `SchemeRefused`, or `SchemeActUnfit` for a day before the agreement, before the version it supersedes, or to come.
    """
    row, frame = scheme_for_change(scheme)
    on = day_of(at)
    _allow(may_freeze_scheme(actor, frame, on=on))
    if frame.card.agreed_on is not None and frozen_on < frame.card.agreed_on:
        raise SchemeActUnfit(
            Sentence(N_("A version cannot be frozen before the bloc agreed to it.")), where="frozen_on"
        )
    if frozen_on > on:
        raise SchemeActUnfit(Sentence(N_("The day of freezing is still to come.")), where="frozen_on")
    record_supersession(by=row, frame=frame, day=frozen_on, actor=actor, at=at)
    row.state, row.frozen_on = SchemeState.FROZEN.value, frozen_on
    row.save(update_fields=["state", "frozen_on"])
    record_act(act=acts.FROZEN, on=row, actor=actor, at=at, data={"day": frozen_on, "hash": row.content_hash})


@requires_transaction
def record_supersession(*, by: Scheme, frame: SchemeFrame, day: date, actor: Actor, at: datetime) -> None:
    """The version in force gives way to the one being frozen «thay thế», on the same day."""
    rows = Scheme.objects.select_for_update(no_key=True).filter(bloc_year_id=frame.year.id)
    before = rows.filter(state=SchemeState.FROZEN.value).exclude(pk=by.pk).first()
    if before is None:
        return
    if before.frozen_on is not None and day < before.frozen_on:
        raise SchemeActUnfit(
            Sentence(
                N_("The version in force was itself frozen later than that, on {day}."),
                {"day": before.frozen_on},
            ),
            where="frozen_on",
        )
    before.state, before.superseded_on = SchemeState.SUPERSEDED.value, day
    before.save(update_fields=["state", "superseded_on"])
    record_act(act=acts.SUPERSEDED, on=before, actor=actor, at=at, data={"version": by.version, "day": day})
