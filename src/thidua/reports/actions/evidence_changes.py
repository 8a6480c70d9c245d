"""Correcting, replacing and withdrawing evidence: what was said before stays readable."""

from collections.abc import Sequence
from datetime import datetime

from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.reports.actions.evidence_keeping import (
    CORRECTED,
    FILE_WITHDRAWN,
    REPLACED,
    WITHDRAWN,
    allow,
    for_change,
    nowhere,
    record_end,
    record_evidence,
    record_evidence_act,
    record_evidence_file,
    record_links,
)
from thidua.reports.errors import EvidenceChangedMeanwhile
from thidua.reports.evidence import LeafLink
from thidua.reports.intake import Prepared
from thidua.reports.models import EvidenceFile, EvidenceLeaf
from thidua.reports.papers import (
    LONGEST_LINE,
    Paper,
    checked_links,
    checked_paper,
    checked_reason,
    codes_of,
    day_of,
    refuse_undeclared,
)
from thidua.reports.permissions.evidence import may_change_evidence, may_withdraw_evidence, may_withdraw_file
from thidua.reports.states import EvidenceState


@action
def correct_evidence(
    *, evidence: str, paper: Paper, links: Sequence[LeafLink], revision: int, actor: Actor, at: datetime
) -> None:
    """Correct what is said of a paper and what it proves «sửa minh chứng»; the ledger keeps what was said before.

    Raises `ReportRefused`, `EvidenceUnfit`, or `EvidenceChangedMeanwhile` when another person saved it since.
    """
    row, place, frozen = for_change(evidence, at)
    allow(may_change_evidence(actor, (place, frozen), on=day_of(at)))
    if row.revision != revision:
        raise EvidenceChangedMeanwhile(frozen.revision)
    kept, chosen = checked_paper(paper, at), checked_links(place, links)
    was = {
        "title": row.title, "number": row.number, "issued_on": row.issued_on, "issuer": row.issuer,
        "excerpt": row.excerpt, "period": row.period, "paper": row.paper, "leaves": codes_of(frozen.leaves),
    }  # fmt: skip
    row.title, row.number, row.issued_on = kept.title, kept.number, kept.issued_on
    row.issuer, row.excerpt, row.period, row.paper = kept.issuer, kept.excerpt, kept.period, kept.kind.value
    row.revision += 1
    row.save(
        update_fields=["title", "number", "issued_on", "issuer", "excerpt", "period", "paper", "revision"]
    )
    EvidenceLeaf.objects.filter(evidence=row).exclude(leaf__in=[link.leaf for link in chosen]).delete()
    record_links(row=row, links=chosen, actor=actor)
    record_evidence_act(row, CORRECTED, place, actor=actor, at=at, was=was, leaves=codes_of(chosen))


@action
def replace_evidence(
    *,
    evidence: str,
    paper: Paper,
    links: Sequence[LeafLink],
    files: Sequence[Prepared] = (),
    declared: bool,
    reason: str,
    actor: Actor,
    at: datetime,
) -> str:
    """Put another paper in the place of one «thay minh chứng»; the old one stays readable. Returns the new key.

    Raises `ReportRefused` or `EvidenceUnfit`.
    """
    old, place, frozen = for_change(evidence, at)
    allow(may_change_evidence(actor, (place, frozen), on=day_of(at)))
    refuse_undeclared(declared)
    why, kept, chosen = checked_reason(reason), checked_paper(paper, at), checked_links(place, links)
    row = record_evidence(place=place, said=kept, links=chosen, actor=actor, at=at, replaces=old)
    for file in {file.source_sha256: file for file in files}.values():
        record_evidence_file(row=row, file=file, actor=actor, at=at)
    record_end(row=old, state=EvidenceState.REPLACED, reason=why, actor=actor, at=at)
    record_evidence_act(
        old, REPLACED, place, actor=actor, at=at, heir=str(row), heir_key=row.public_id, reason=why
    )
    return str(row.public_id)


@action
def withdraw_evidence(*, evidence: str, reason: str, actor: Actor, at: datetime) -> None:
    """Withdraw a record with a reason «thu hồi minh chứng». Raises `ReportRefused` or `EvidenceUnfit`."""
    row, place, frozen = for_change(evidence, at)
    allow(may_withdraw_evidence(actor, (place, frozen), on=day_of(at)))
    why = checked_reason(reason)
    record_end(row=row, state=EvidenceState.WITHDRAWN, reason=why, actor=actor, at=at)
    record_evidence_act(row, WITHDRAWN, place, actor=actor, at=at, reason=why)


@action
def withdraw_evidence_file(*, file: str, reason: str, actor: Actor, at: datetime) -> None:
    """Withdraw one file of a record with a reason «thu hồi tệp». Raises `ReportRefused` or `EvidenceUnfit`."""
    found = EvidenceFile.objects.filter(public_id=file).values_list("evidence__public_id", flat=True).first()
    if found is None:
        raise nowhere()
    row, place, frozen = for_change(found, at)
    held = next(one for one in frozen.files if one.key == file)
    allow(may_withdraw_file(actor, (place, frozen, held), on=day_of(at)))
    why = checked_reason(reason)
    kept = EvidenceFile.objects.get(pk=held.id)
    kept.withdrawn_at, kept.withdrawn_reason = at, why
    kept.withdrawn_by_name = actor.actor_name[:LONGEST_LINE]
    kept.save(update_fields=["withdrawn_at", "withdrawn_reason", "withdrawn_by_name"])
    record_evidence_act(
        row, FILE_WITHDRAWN, place, actor=actor, at=at, file=held.name, reason=why, sha256=held.sha256
    )
