"""Filing papers and their files as evidence, using them for further criteria, naming classified papers."""

from collections.abc import Sequence
from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.reports.actions.evidence_keeping import (
    ADDED,
    CONFIRMED,
    CONFIRMED_FOR,
    FILED,
    LINKED,
    NAMED,
    allow,
    for_change,
    new_files,
    place_of,
    record_evidence,
    record_evidence_act,
    record_evidence_file,
    record_known,
    record_links,
)
from thidua.reports.errors import EvidenceUnfit
from thidua.reports.evidence import DECLARATION, LeafLink
from thidua.reports.intake import Prepared
from thidua.reports.papers import (
    LONGEST_LINE,
    Outcome,
    Paper,
    Reference,
    checked_links,
    checked_paper,
    checked_reference,
    codes_of,
    day_of,
    refuse_undeclared,
)
from thidua.reports.permissions.evidence import may_change_evidence, may_confirm_reference, may_file_evidence
from thidua.reports.queries.evidence import known_files
from thidua.reports.states import EvidenceState


@action
def file_evidence(
    *,
    bloc_year: str,
    unit: str,
    paper: Paper,
    links: Sequence[LeafLink],
    files: Sequence[Prepared] = (),
    declared: bool,
    actor: Actor,
    at: datetime,
) -> Outcome:
    """File a paper with its files as evidence «nộp minh chứng».

    A content the unit has on record already is not kept twice: its record proves the asked criteria too, and when
    nothing else was sent no new record is made. Raises `ReportRefused`, or `EvidenceUnfit` with the field.
    """
    place = place_of(bloc_year, unit, at)
    allow(may_file_evidence(actor, place, on=day_of(at)))
    refuse_undeclared(declared)
    kept, chosen = checked_paper(paper, at), checked_links(place, links)
    fresh, met = new_files(files, known_files(place, [file.source_sha256 for file in files]))
    record_known(place=place, met=met, links=chosen, actor=actor, at=at)
    if met and not fresh:
        return Outcome("", tuple(met))
    row = record_evidence(place=place, said=kept, links=chosen, actor=actor, at=at)
    for file in fresh:
        record_evidence_file(row=row, file=file, actor=actor, at=at)
    record_evidence_act(
        row, FILED, place, actor=actor, at=at,
        unit=place.member.short_name, leaves=codes_of(chosen), files=[file.source_sha256 for file in fresh],
        declaration=DECLARATION,
    )  # fmt: skip
    return Outcome(row.public_id, tuple(met))


@action
def add_evidence_files(
    *, evidence: str, files: Sequence[Prepared], declared: bool, actor: Actor, at: datetime
) -> Outcome:
    """Add files to a record «bổ sung tệp»; what the unit has on record already is said, not kept twice.

    Raises `ReportRefused`, or `EvidenceUnfit` when nothing was stated, nothing is new, or there are too many.
    """
    row, place, frozen = for_change(evidence, at)
    allow(may_change_evidence(actor, (place, frozen), on=day_of(at)))
    refuse_undeclared(declared)
    known = known_files(place, [file.source_sha256 for file in files])
    fresh, met = new_files(files, known, held=len(frozen.present_files))
    here = [name for name, key in met if key == evidence]
    if not fresh and len(here) == len(files):
        raise EvidenceUnfit(
            Sentence(
                N_("This record holds {name} already; nothing was added."), {"name": ", ".join(here) or "–"}
            ),
            where="files",
        )
    for file in fresh:
        record_evidence_file(row=row, file=file, actor=actor, at=at)
    record_known(
        place=place, met=[one for one in met if one[1] != evidence], links=frozen.leaves, actor=actor, at=at
    )
    if fresh:
        record_evidence_act(
            row, ADDED, place, actor=actor, at=at,
            count=len(fresh), files=[file.source_sha256 for file in fresh], declaration=DECLARATION,
        )  # fmt: skip
    return Outcome(evidence if fresh else "", tuple(met))


@action
def link_evidence(*, evidence: str, links: Sequence[LeafLink], actor: Actor, at: datetime) -> None:
    """Use a record for further criteria «dùng cho tiêu chí khác». Raises `ReportRefused` or `EvidenceUnfit`."""
    row, place, frozen = for_change(evidence, at)
    allow(may_change_evidence(actor, (place, frozen), on=day_of(at)))
    chosen = [link for link in checked_links(place, links) if link not in frozen.leaves]
    if not chosen:
        raise EvidenceUnfit(Sentence(N_("The record proves these criteria already.")), where="leaves")
    record_links(row=row, links=chosen, actor=actor)
    record_evidence_act(row, LINKED, place, actor=actor, at=at, leaves=codes_of(chosen))


@action
def name_reference(
    *, bloc_year: str, unit: str, reference: Reference, links: Sequence[LeafLink], actor: Actor, at: datetime
) -> str:
    """Name a classified paper by its number and the place where it is kept «ghi số, nơi giữ tài liệu mật».

    It counts once the head of the unit confirms it. Returns its key. Raises `ReportRefused` or `EvidenceUnfit`.
    """
    place = place_of(bloc_year, unit, at)
    allow(may_file_evidence(actor, place, on=day_of(at)))
    said = checked_reference(reference, at)
    chosen = checked_links(place, links)
    row = record_evidence(place=place, said=said, links=chosen, actor=actor, at=at)
    record_evidence_act(
        row, NAMED, place, actor=actor, at=at, unit=place.member.short_name, leaves=codes_of(chosen)
    )
    return str(row.public_id)


@action
def confirm_reference(*, evidence: str, actor: Actor, at: datetime) -> None:
    """Answer for a classified paper as the head of the unit «thủ trưởng xác nhận»: from then on it counts.

    A deputy answers by written authorisation, which the ledger names. Raises `ReportRefused`, also for somebody whose
    office or authorisation ended yesterday.
    """
    row, place, frozen = for_change(evidence, at)
    verdict = may_confirm_reference(actor, (place, frozen), on=day_of(at))
    allow(verdict)
    row.state, row.confirmed_on = EvidenceState.KEPT.value, day_of(at)
    row.confirmed_by_key, row.confirmed_by_name = actor.actor_key, actor.actor_name[:LONGEST_LINE]
    row.save(update_fields=["state", "confirmed_on", "confirmed_by_key", "confirmed_by_name"])
    numbers = [part.sentence.params["number"] for part in verdict.parts if "number" in part.sentence.params]
    if numbers:
        record_evidence_act(row, CONFIRMED_FOR, place, actor=actor, at=at, number=numbers[0])
    else:
        record_evidence_act(row, CONFIRMED, place, actor=actor, at=at)
