"""Reading evidence: a place, its records, one record with its history, files, and counts for lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from thidua.criteria.queries import SchemeInForce, scheme_in_force, year_frame
from thidua.foundation.files import content_at
from thidua.reports.evidence import EvidencePlace, EvidenceRow, FileRow, LeafAsk, LeafLink
from thidua.reports.models import Evidence, EvidenceFile, EvidenceLeaf
from thidua.reports.states import EVIDENCE_ENDED, EvidenceKind, EvidenceState, PaperKind

ENDED = [state.value for state in EVIDENCE_ENDED]


def places_of_year(bloc_year: str, *, on: date) -> tuple[EvidencePlace, ...]:
    """Every member of a bloc-year (public key) as a place of evidence, in the order of the decision."""
    year = year_frame(bloc_year)
    if year is None:
        return ()
    found = scheme_in_force(bloc_year, on)
    return tuple(
        EvidencePlace(
            year,
            member,
            found.public_id if found is not None else "",
            _asks(found, member.code) if found is not None else {},
        )
        for member in year.members
    )


def evidence_place(bloc_year: str, unit: str, *, on: date) -> EvidencePlace | None:
    """One unit (public key or code) in one bloc-year (public key), with the criteria of the table in force."""
    places = places_of_year(bloc_year, on=on)
    return next((one for one in places if unit in {one.member.public_id, one.member.code}), None)


def _asks(found: SchemeInForce, unit: str) -> dict[str, LeafAsk]:
    asks: dict[str, LeafAsk] = {}
    for leaf in found.scheme.leaves.values():
        note = found.notes.get(leaf.code)
        asks[leaf.code] = LeafAsk(
            leaf.code,
            leaf.name,
            leaf.code.partition(".")[0],
            note.evidence if note is not None else (),
            (note.appraiser_unit or "") if note is not None else "",
            unit not in leaf.not_applicable_for,
        )
    return asks


_WITH = (
    "evidence__bloc_year", "evidence__unit", "evidence__replaces", "evidence__replaced_by",
)  # fmt: skip


def evidence_rows(rows: QuerySet[Evidence]) -> tuple[EvidenceRow, ...]:
    """The records of a queryset with criteria and files, by the date of the paper: two queries.

    Every record names a criterion (a truth of the room), so the records come with their criteria.
    """
    records: dict[int, Evidence] = {}
    links: dict[int, list[LeafLink]] = {}
    named = EvidenceLeaf.objects.filter(evidence__in=rows.order_by()).select_related(*_WITH)
    for link in named.order_by(F("evidence__issued_on").asc(nulls_last=True), "evidence_id", "pk"):
        records.setdefault(link.evidence_id, link.evidence)
        links.setdefault(link.evidence_id, []).append(LeafLink(link.leaf, link.answers))
    files: dict[int, list[FileRow]] = {}
    held = EvidenceFile.objects.filter(evidence__in=list(records)) if records else EvidenceFile.objects.none()
    for file in held.select_related("stored", "preview").order_by("pk"):
        files.setdefault(file.evidence_id, []).append(file_row(file))
    return tuple(_frozen(row, links[key], files.get(key, [])) for key, row in records.items())


def _frozen(row: Evidence, links: list[LeafLink], files: list[FileRow]) -> EvidenceRow:
    heir = getattr(row, "replaced_by", None)
    return EvidenceRow(
        id=row.pk,
        key=row.public_id,
        year=row.bloc_year.public_id,
        unit=row.unit.public_id,
        kind=EvidenceKind(row.kind),
        state=EvidenceState(row.state),
        paper=PaperKind(row.paper) if row.paper else None,
        title=row.title,
        number=row.number,
        issued_on=row.issued_on,
        issuer=row.issuer,
        excerpt=row.excerpt,
        kept_at=row.kept_at,
        period=row.period,
        revision=row.revision,
        filed_at=row.filed_at,
        filed_by=row.filed_by_name,
        confirmed_on=row.confirmed_on,
        confirmed_by=row.confirmed_by_name,
        ended_at=row.ended_at,
        ended_by=row.ended_by_name,
        ended_reason=row.ended_reason,
        replaces=row.replaces.public_id if row.replaces is not None else "",
        replaced_by=heir.public_id if heir is not None else "",
        leaves=tuple(links),
        files=tuple(sorted(files, key=_withdrawn_last)),
    )


def _withdrawn_last(file: FileRow) -> tuple[bool, int]:
    return file.withdrawn_at is not None, file.id


def file_row(file: EvidenceFile) -> FileRow:
    """A file with what is stored of it loaded, frozen."""
    return FileRow(
        file.pk,
        file.public_id,
        file.stored.name,
        file.stored.media_type,
        file.stored.size,
        file.stored.sha256,
        file.source_sha256,
        file.preview.sha256 if file.preview is not None else "",
        file.scanned,
        file.declared_at,
        file.declared_by_name,
        file.withdrawn_at,
        file.withdrawn_by_name,
        file.withdrawn_reason,
    )


def evidence_at(place: EvidencePlace, *, period: str = "") -> tuple[EvidenceRow, ...]:
    """Every record of a place, also those that are over, by paper date; `period` keeps those of one period."""
    rows = Evidence.objects.filter(bloc_year=place.year.id, unit=place.member.id)
    if period:
        rows = rows.filter(period=period)
    return evidence_rows(rows)


def evidence_for(bloc_year: str, unit: str, leaf: str) -> tuple[EvidenceRow, ...]:
    """The live records that prove one criterion of a unit (public key or code), for forms, score cells and drawers.

    Whoever shows them asks `may_read_evidence` first.
    """
    rows = Evidence.objects.filter(
        Q(unit__public_id=unit) | Q(unit__code=unit), bloc_year__public_id=bloc_year, leaves__leaf=leaf
    ).exclude(state__in=ENDED)
    return evidence_rows(rows)


def evidence_record(key: str) -> EvidenceRow | None:
    """The record with a public key."""
    return next(iter(evidence_rows(Evidence.objects.filter(public_id=key))), None)


def record_of_file(key: str) -> tuple[EvidenceRow, FileRow] | None:
    """The file with a public key, in its record."""
    for row in evidence_rows(Evidence.objects.filter(files__public_id=key)):
        for file in row.files:
            if file.key == key:
                return row, file
    return None


def content_of_file(file: FileRow) -> bytes:
    """The bytes of a file, checked against its hash; raises `Problem` when they are gone or damaged."""
    return content_at(file.sha256, name=file.name)


def preview_of_file(file: FileRow) -> bytes:
    """The small picture of a picture, checked against its hash."""
    return content_at(file.preview or file.sha256, name=file.name)


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many records of a unit count, wait for a word, and have no file yet."""

    kept: int = 0
    named: int = 0
    without_file: int = 0


def counts_of_years(years: Iterable[int]) -> Mapping[tuple[int, str], UnitCount]:
    """For lists: what each unit (public key) of these bloc-years (row numbers) has filed, in one query."""
    present = Q(files__isnull=False, files__withdrawn_at__isnull=True)
    rows = (
        Evidence.objects.filter(bloc_year__in=list(years))
        .exclude(state__in=ENDED)
        .order_by()
        .annotate(number_of_files=Count("files", filter=present))
        .values_list("bloc_year", "unit__public_id", "kind", "state", "number_of_files")
    )
    found: dict[tuple[int, str], UnitCount] = {}
    for year, unit, kind, state, files in rows:
        was = found.get((year, unit), UnitCount())
        kept = state == EvidenceState.KEPT.value
        bare = kind == EvidenceKind.PAPER.value and not files
        found[year, unit] = UnitCount(was.kept + kept, was.named + (not kept), was.without_file + bare)
    return found


def counts_by_leaf(bloc_year: str, unit: str) -> dict[str, int]:
    """How many records count for each criterion of a unit (both by public key), in one query."""
    rows = EvidenceLeaf.objects.filter(
        evidence__bloc_year__public_id=bloc_year,
        evidence__unit__public_id=unit,
        evidence__state=EvidenceState.KEPT.value,
    )
    return dict(rows.order_by().values_list("leaf").annotate(number=Count("pk")))


def known_files(place: EvidencePlace, hashes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Which of these contents the unit has on a live record of the year already: hash -> (record, file name)."""
    rows = (
        EvidenceFile.objects.filter(
            evidence__bloc_year=place.year.id, evidence__unit=place.member.id, withdrawn_at=None
        )
        .exclude(evidence__state__in=ENDED)
        .filter(source_sha256__in=list(hashes))
        .order_by("-pk")
    )
    return {
        sha: (key, name)
        for sha, key, name in rows.values_list("source_sha256", "evidence__public_id", "stored__name")
    }
