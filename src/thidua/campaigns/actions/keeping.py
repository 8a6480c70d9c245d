"""Building blocks the verbs share: the ledger's lines, the text of a movement, what hangs on it, notices."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from thidua.accounts.roles import Role
from thidua.campaigns.addresses import movement_path
from thidua.campaigns.changing import LONGEST_LINE, LONGEST_TEXT, unit_numbers
from thidua.campaigns.drafts import MovementDraft, TargetDraft
from thidua.campaigns.models import Movement, MovementCall, MovementLink, MovementTarget
from thidua.campaigns.queries.cards import MovementCard
from thidua.campaigns.queries.frames import MovementFrame
from thidua.campaigns.states import Level
from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_
from thidua.notices.actions import record_notice_to_holders, record_notice_to_units

# The columns of a movement that a draft fills.
TEXT = (
    "code",
    "kind",
    "name",
    "slogan",
    "issuer",
    "document_number",
    "document_date",
    "starts_on",
    "ends_on",
    "period_note",
    "subjects",
    "contents",
    "awards",
    "force",
    "confidence",
    "confidence_note",
    "illustrative",
)


@requires_transaction
def record_act(
    *,
    act: str,
    on: audit.Recorded,
    card: MovementCard | None,
    actor: Actor,
    at: datetime,
    data: Mapping[str, object],
    scope: str = "",
) -> None:
    """Write a line of the ledger, within the scope of the movement's bloc-year or unit."""
    within = scope or (card.bloc_year or card.unit if card else "")
    audit.record(act, actor=actor, on=on, at=at, data=data, scope=within)


@requires_transaction
def record_text(
    *, row: Movement, draft: MovementDraft, actor: Actor, at: datetime, new: bool = False
) -> None:
    """Write a draft's text into a movement and count the revision."""
    row.code = draft.code.strip()[:40] or None
    row.kind, row.force = draft.kind.value, draft.force.value
    row.name, row.slogan = draft.name.strip()[:LONGEST_LINE], draft.slogan.strip()[:LONGEST_LINE]
    row.issuer = draft.issuer.strip()[:200]
    row.document_number, row.document_date = draft.document_number.strip()[:80], draft.document_date
    row.starts_on, row.ends_on = draft.starts_on, draft.ends_on
    row.period_note = draft.period_note.strip()[:LONGEST_LINE]
    row.subjects, row.awards = draft.subjects.strip()[:LONGEST_TEXT], draft.awards.strip()[:LONGEST_TEXT]
    row.contents = "\n".join(" ".join(one.split())[:LONGEST_TEXT] for one in draft.contents if one.strip())
    row.confidence, row.confidence_note = draft.confidence.value, draft.confidence_note.strip()[:400]
    row.illustrative = draft.illustrative
    row.revised_at, row.revised_by_name = at, actor.actor_name[:200]
    if new:
        row.save(force_insert=True)
        return
    row.revision += 1
    row.save(update_fields=[*TEXT, "revised_at", "revised_by_name", "revision"])


@requires_transaction
def record_targets(*, row: Movement, targets: Iterable[TargetDraft], actor: Actor) -> None:
    """Make the targets of a movement these; what was told to be reached stays with a target of the same name."""
    del actor  # its name stands with the text
    before = {one.name: one for one in MovementTarget.objects.filter(movement=row)}
    MovementTarget.objects.filter(movement=row).delete()
    MovementTarget.objects.bulk_create(
        MovementTarget(
            movement=row,
            position=place,
            name=target.name.strip()[:LONGEST_LINE],
            unit_of_measure=target.unit_of_measure.strip()[:60],
            amount=target.amount,
            counts=target.counts.strip()[:120],
            reached=before[target.name].reached if target.name in before else None,
            reached_on=before[target.name].reached_on if target.name in before else None,
        )
        for place, target in enumerate(targets, start=1)
    )


@requires_transaction
def record_ties(
    *, row: Movement, parents: Iterable[MovementCard], called: Iterable[str], actor: Actor
) -> None:
    """Make the movements a movement responds to, and the units it calls by name, these."""
    del actor  # its name stands with the text
    uppers = {card.id for card in parents}
    MovementLink.objects.filter(lower=row).exclude(upper__in=uppers).delete()
    known = set(MovementLink.objects.filter(lower=row).values_list("upper_id", flat=True))
    MovementLink.objects.bulk_create(
        MovementLink(lower=row, upper_id=upper) for upper in sorted(uppers - known)
    )
    units = unit_numbers(called, "called")
    MovementCall.objects.filter(movement=row).exclude(unit__in=units.values()).delete()
    asked = set(MovementCall.objects.filter(movement=row).values_list("unit_id", flat=True))
    MovementCall.objects.bulk_create(
        MovementCall(movement=row, unit_id=unit) for unit in units.values() if unit not in asked
    )


@requires_transaction
def record_news(*, frame: MovementFrame, text: Sentence, actor: Actor, at: datetime) -> None:
    """Tell those a movement asks: its units, or the officers of the bloc heads where any unit may respond."""
    card = frame.card
    path, about = movement_path(card.public_id), card.public_id
    units = [one.public_id for one in frame.audience.units]
    if units and card.level is not Level.UNIT:
        record_notice_to_units(units=units, text=text, address=path, about=about, actor=actor, at=at)
    elif frame.for_everyone:
        record_notice_to_holders(
            roles=(Role.BLOC_HEAD_OFFICER,), text=text, address=path, about=about, actor=actor, at=at
        )


def launched_words(card: MovementCard) -> Sentence:
    """What the units called are told at the launch."""
    return Sentence(
        N_("{issuer} launched the movement “{name}”. Responses are open."),
        {"issuer": card.issuer, "name": card.name},
    )
