"""What the verbs of evidence share: acts, a record found and locked, records and files written, the end of a record."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from thidua.core.verdict import Sentence, Verdict, not_met
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.files import record_file
from thidua.foundation.models import StoredFile
from thidua.foundation.pictures import JPEG
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.uploads import limits
from thidua.foundation.wording import N_
from thidua.reports.errors import EvidenceUnfit, ReportRefused
from thidua.reports.evidence import DECLARATION, TAKEN, EvidencePlace, EvidenceRow, LeafLink
from thidua.reports.intake import Prepared
from thidua.reports.models import Evidence, EvidenceFile, EvidenceLeaf
from thidua.reports.papers import LONGEST_LINE, MOST_FILES, Paper, Reference, codes_of, day_of
from thidua.reports.queries.evidence import evidence_place, evidence_rows
from thidua.reports.states import EvidenceKind, EvidenceState

FILED = audit.register("reports.file_evidence", N_("{actor} filed {on} as evidence of {unit} ({leaves})."))
ADDED = audit.register("reports.add_evidence_files", N_("{actor} added {count} files to {on}."))
LINKED = audit.register("reports.link_evidence", N_("{actor} used {on} for {leaves} as well."))
CORRECTED = audit.register("reports.correct_evidence", N_("{actor} corrected the record of {on}."))
REPLACED = audit.register("reports.replace_evidence", N_("{actor} put {heir} in the place of {on}: {reason}"))
WITHDRAWN = audit.register("reports.withdraw_evidence", N_("{actor} withdrew {on}: {reason}"))
FILE_WITHDRAWN = audit.register(
    "reports.withdraw_evidence_file", N_("{actor} withdrew the file {file} of {on}: {reason}")
)
NAMED = audit.register(
    "reports.name_reference", N_("{actor} named the classified paper {on} of {unit} ({leaves}).")
)
CONFIRMED = audit.register("reports.confirm_reference", N_("{actor} answered for the classified paper {on}."))
CONFIRMED_FOR = audit.register(
    "reports.confirm_reference_by_authorisation",
    N_("{actor} answered for the classified paper {on} by authorisation {number}."),
)


def allow(verdict: Verdict) -> None:
    """Raise `ReportRefused` unless the verdict allows the act."""
    if not verdict.allowed:
        raise ReportRefused(verdict)


def nowhere() -> ReportRefused:
    """The refusal of what is not there, or not for this person to know."""
    return ReportRefused(
        not_met(N_("The evidence belongs to a unit this person has no part in."), private=True)
    )


def place_of(bloc_year: str, unit: str, at: datetime) -> EvidencePlace:
    """The place of a unit; raises `ReportRefused` (as if it did not exist) when there is none."""
    place = evidence_place(bloc_year, unit, on=day_of(at))
    if place is None:
        raise nowhere()
    return place


def for_change(key: str, at: datetime) -> tuple[Evidence, EvidencePlace, EvidenceRow]:
    """Lock a record and read it with its place."""
    row = Evidence.objects.select_for_update(no_key=True).filter(public_id=key).first()
    if row is None:
        raise nowhere()
    (frozen,) = evidence_rows(Evidence.objects.filter(pk=row.pk))
    return row, place_of(frozen.year, frozen.unit, at), frozen


@requires_transaction
def record_evidence(
    *,
    place: EvidencePlace,
    said: Paper | Reference,
    links: Sequence[LeafLink],
    actor: Actor,
    at: datetime,
    replaces: Evidence | None = None,
) -> Evidence:
    """Write a new record with its criteria."""
    row = Evidence(
        bloc_year_id=place.year.id,
        unit_id=place.member.id,
        kind=EvidenceKind.PAPER.value,
        state=EvidenceState.KEPT.value,
        number=said.number,
        issued_on=said.issued_on,
        period=said.period,
        declaration=DECLARATION,
        replaces=replaces,
        filed_at=at,
        filed_by_key=actor.actor_key,
        filed_by_name=actor.actor_name[:LONGEST_LINE],
    )
    if isinstance(said, Paper):
        row.paper, row.title = said.kind.value, said.title
        row.issuer, row.excerpt = said.issuer, said.excerpt
    else:
        row.kind, row.state = EvidenceKind.REFERENCE.value, EvidenceState.NAMED.value
        row.kept_at = said.kept_at
    row.save(force_insert=True)
    record_links(row=row, links=links, actor=actor)
    return row


@requires_transaction
def record_links(*, row: Evidence, links: Sequence[LeafLink], actor: Actor) -> None:
    """Make a record prove these criteria as well, or answer other asked papers."""
    del actor  # its name stands with the act
    for link in links:
        EvidenceLeaf.objects.update_or_create(
            evidence=row, leaf=link.leaf, defaults={"answers": link.answers}
        )


@requires_transaction
def record_evidence_file(*, row: Evidence, file: Prepared, actor: Actor, at: datetime) -> EvidenceFile:
    """Keep a file of a record, and the small picture of a picture."""
    stored = record_file(content=file.content, name=file.name, allowed=TAKEN, actor=actor, at=at)
    preview: StoredFile | None = None
    if file.preview:
        preview = record_file(
            content=file.preview, name=f"{file.name}.jpg", allowed={JPEG}, actor=actor, at=at
        )
    return EvidenceFile.objects.create(
        evidence=row,
        stored=stored,
        preview=preview,
        source_sha256=file.source_sha256,
        scanned=file.scanned,
        declared_at=at,
        declared_by_key=actor.actor_key,
        declared_by_name=actor.actor_name[:LONGEST_LINE],
    )


@requires_transaction
def record_evidence_act(
    row: Evidence, name: str, place: EvidencePlace, *, actor: Actor, at: datetime, **data: object
) -> None:
    """Write a line of the ledger on a record, within the scope of its bloc-year."""
    audit.record(name, actor=actor, on=row, at=at, scope=place.year.public_id, data=data)


def new_files(
    files: Sequence[Prepared], known: Mapping[str, tuple[str, str]], *, held: int = 0
) -> tuple[list[Prepared], list[tuple[str, str]]]:
    """Files whose content is new, once each, and the known ones with the record that holds them.

    `held` files stand in the record already; raises `EvidenceUnfit` when it would hold too many, or when more were
    sent at once than is allowed, known or not: each is looked into, scanned and kept within one transaction.
    """
    most = limits()["files"]
    if len(files) > most:
        raise EvidenceUnfit(
            Sentence(
                N_("At most {most} files are taken at once; {count} were sent, and nothing was kept."),
                {"most": most, "count": len(files)},
            ),
            where="files",
            remedy=Sentence(N_("Send the first {most}, then add the others to the record."), {"most": most}),
        )
    fresh: dict[str, Prepared] = {}
    met: list[tuple[str, str]] = []
    for file in files:
        if (found := known.get(file.source_sha256)) is not None:
            met.append((file.name, found[0]))
        else:
            fresh.setdefault(file.source_sha256, file)
    if held + len(fresh) > MOST_FILES:
        raise EvidenceUnfit(
            Sentence(N_("One record holds at most {most} files."), {"most": MOST_FILES}), where="files"
        )
    return list(fresh.values()), met


@requires_transaction
def record_known(
    *,
    place: EvidencePlace,
    met: Sequence[tuple[str, str]],
    links: Sequence[LeafLink],
    actor: Actor,
    at: datetime,
) -> None:
    """Let records that hold a sent content already prove the asked criteria too."""
    rows = Evidence.objects.select_for_update(no_key=True).order_by("pk")
    for row in rows.filter(public_id__in={key for _, key in met}):
        had = set(row.leaves.values_list("leaf", flat=True))
        new = [link for link in links if link.leaf not in had]
        record_links(row=row, links=new, actor=actor)
        record_evidence_act(
            row, LINKED, place, actor=actor, at=at, leaves=codes_of(new or links), same_content=True
        )


@requires_transaction
def record_end(*, row: Evidence, state: EvidenceState, reason: str, actor: Actor, at: datetime) -> None:
    """Let a record count no longer; it stays readable."""
    row.state, row.ended_at, row.ended_reason = state.value, at, reason
    row.ended_by_name = actor.actor_name[:LONGEST_LINE]
    row.save(update_fields=["state", "ended_at", "ended_reason", "ended_by_name"])
