"""Composing the text from rows, the parties' consent to it, and returning it to the drafting table."""

from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.covenants.actions import acts
from thidua.covenants.actions.keeping import (
    LONGEST_NAME,
    record_act,
    record_notice_to_head,
    record_notice_to_parties,
)
from thidua.covenants.addresses import step_address, version_address
from thidua.covenants.changing import (
    allow,
    day_of,
    members_on,
    said,
    version_for_change,
)
from thidua.covenants.composing import as_text, compose, text_hash
from thidua.covenants.errors import CovenantActUnfit, CovenantUnfinished
from thidua.covenants.findings import targets_rule
from thidua.covenants.models import (
    CovenantConsent,
    CovenantSignature,
    CovenantVersion,
    Registration,
    Target,
)
from thidua.covenants.permissions import (
    may_compose_text,
    may_give_consent,
    may_return_text,
    units_spoken_for,
)
from thidua.covenants.queries import CovenantFrame, consents_of, content_of, parties_of
from thidua.covenants.readiness import text_problems
from thidua.covenants.states import ConsentAnswer, CovenantState
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_


@action
def compose_text(*, version: str, actor: Actor, at: datetime) -> str:
    """Compose the covenant's text from its rows «tạo văn bản giao ước» and return its hash.

    From then on contents and registrations are locked. Raises `CovenantRefused`; `CovenantUnfinished` with everything
    that is missing.
    """
    row, frame = version_for_change(version, with_parties=True)
    allow(may_compose_text(actor, frame, on=day_of(at)))
    content = content_of(row.pk)
    if problems := text_problems(frame, content, at=at):
        raise CovenantUnfinished(
            Sentence(N_("The covenant is not complete yet; no text was composed.")), problems
        )
    year = frame.year
    names = {member.id: member.name for member in members_on(frame, day_of(at))}
    for party in frame.parties:
        Registration.objects.filter(pk=party.id).update(unit_name=names[party.unit_id])
    paper = compose(
        content, parties_of(row.pk), bloc=year.name, letterhead=frame.card.letterhead, year=year.year
    )
    rule = targets_rule(frame.year.public_id, on=day_of(at))
    if len(rule.leaves) == 1:
        unnamed = Target.objects.filter(registration__version=row, leaf="")
        unnamed.update(leaf=rule.leaves[0].code)
    row.text = as_text(paper)
    row.content_hash = text_hash(row.text)
    row.scheme_hash = rule.content_hash
    row.bloc_name, row.letterhead = year.name, frame.card.letterhead
    row.state, row.returned_reason = CovenantState.COMPOSED.value, ""
    row.composed_at, row.composed_by_name = at, actor.actor_name[:LONGEST_NAME]
    row.save(
        update_fields=[
            "text",
            "content_hash",
            "scheme_hash",
            "bloc_name",
            "letterhead",
            "state",
            "returned_reason",
            "composed_at",
            "composed_by_name",
        ]
    )
    record_act(
        act=acts.COMPOSED,
        on=row,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"hash": row.content_hash, "code": row.content_hash[:8].upper()},
    )
    record_notice_to_parties(
        frame=frame,
        text=Sentence(
            N_("The text of the covenant of {bloc} is composed; your unit is asked for its consent."),
            {"bloc": year.name},
        ),
        address=step_address(frame.card.public_id, "y-kien"),
        actor=actor,
        at=at,
    )
    return str(row.content_hash)


@action
def give_consent(
    *,
    version: str,
    unit: str,
    answer: ConsentAnswer,
    comment: str = "",
    content_hash: str,
    actor: Actor,
    at: datetime,
) -> CovenantState:
    """Answer for a party to the composed text «đồng thuận», and return where the version then stands.

    When the last party agrees to this very text the covenant is open for signature. `content_hash` is that of the
    text the person read. Raises `CovenantRefused`; `CovenantActUnfit` for a unit the person does not speak for, a text
    that is not this one any more, or an objection without words.
    """
    row, frame = version_for_change(version)
    on = day_of(at)
    allow(may_give_consent(actor, frame, on=on))
    party = frame.party(unit)
    if party is None or party.unit not in units_spoken_for(actor, frame, on=on):
        raise CovenantActUnfit(Sentence(N_("This person does not speak for that unit.")), where="unit")
    refuse_other_text(row, content_hash)
    words = comment.strip()
    if answer is ConsentAnswer.OBJECTED:
        words = said(words, "comment", Sentence(N_("An objection says what should be changed, and why.")))
    CovenantConsent.objects.update_or_create(
        version=row,
        unit_id=party.unit_id,
        defaults={
            "content_hash": row.content_hash,
            "answer": answer.value,
            "comment": words[:4000],
            "given_at": at,
            "given_by_name": actor.actor_name[:LONGEST_NAME],
        },
    )
    record_act(
        act=acts.CONSENTED,
        on=row,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"unit": party.name, "answer": answer.value, "hash": row.content_hash, "comment": words[:4000]},
    )
    if answer is ConsentAnswer.OBJECTED:
        record_notice_to_head(
            frame=frame,
            text=Sentence(
                N_("{unit} objects to the text of the covenant: {comment}"),
                {"unit": party.name, "comment": words},
            ),
            address=version_address(frame.card.public_id),
            actor=actor,
            at=at,
        )
    elif all_agree(frame, row):
        record_opening(version=row, frame=frame, actor=actor, at=at)
    return CovenantState(row.state)


def refuse_other_text(row: CovenantVersion, content_hash: str) -> None:
    """Raise `CovenantActUnfit` unless the text the person read is the one that stands."""
    if content_hash != row.content_hash:
        raise CovenantActUnfit(
            Sentence(N_("The text was composed anew since this page was opened.")),
            where="content_hash",
            remedy=Sentence(N_("Read it as it is now, then go on.")),
        )


def all_agree(frame: CovenantFrame, row: CovenantVersion) -> bool:
    """Whether every party agreed to the text that stands."""
    given = consents_of(row.pk)
    return all(
        (answer := given.get(party.unit)) is not None
        and answer.answer is ConsentAnswer.AGREED
        and answer.content_hash == row.content_hash
        for party in frame.parties
    )


@requires_transaction
def record_opening(*, version: CovenantVersion, frame: CovenantFrame, actor: Actor, at: datetime) -> None:
    """Open the covenant for signature: every party has agreed."""
    version.state, version.agreed_at = CovenantState.AGREED.value, at
    version.save(update_fields=["state", "agreed_at"])
    record_act(
        act=acts.OPENED,
        on=version,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"hash": version.content_hash},
    )
    record_notice_to_parties(
        frame=frame,
        text=Sentence(
            N_("All parties agreed to the covenant of {bloc}; it is open for signature."),
            {"bloc": frame.year.name},
        ),
        address=step_address(frame.card.public_id, "ky"),
        actor=actor,
        at=at,
    )


@action
def return_to_drafting(*, version: str, reason: str, actor: Actor, at: datetime) -> None:
    """Return a composed text to the drafting table «trả lại dự thảo», with the reason.

    What was signed of it is void and stays on record; consents were given to another text. Raises `CovenantRefused`,
    or `CovenantActUnfit` without a reason.
    """
    row, frame = version_for_change(version)
    allow(may_return_text(actor, frame, on=day_of(at)))
    why = said(reason, "reason", Sentence(N_("Returning a text needs a reason.")))
    standing = CovenantSignature.objects.filter(version=row, voided_at=None)
    voided = standing.update(voided_at=at, void_reason=why)
    row.state, row.returned_reason = CovenantState.DRAFTED.value, why
    row.text, row.content_hash, row.scheme_hash = "", "", ""
    row.composed_at, row.composed_by_name, row.agreed_at = None, "", None
    row.save(
        update_fields=[
            "state",
            "returned_reason",
            "text",
            "content_hash",
            "scheme_hash",
            "composed_at",
            "composed_by_name",
            "agreed_at",
        ]
    )
    record_act(
        act=acts.TEXT_RETURNED,
        on=row,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"reason": why, "voided": voided},
    )
    record_notice_to_parties(
        frame=frame,
        text=Sentence(
            N_("The text of the covenant of {bloc} went back to the drafting table: {reason}"),
            {"bloc": frame.year.name, "reason": why},
        ),
        address=version_address(frame.card.public_id),
        actor=actor,
        at=at,
    )
