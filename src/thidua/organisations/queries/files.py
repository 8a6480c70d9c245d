"""Whole files read at once, for the pages of one record: few queries, names of every row fetched together."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from thidua.organisations.models import (
    Authorisation,
    Membership,
    Office,
    Unit,
    UnitSuccession,
    UnitVersion,
    YearLead,
)
from thidua.organisations.models.spans import in_force
from thidua.organisations.queries.names import name_from, names_on_days, speaking
from thidua.organisations.queries.people import ORDER, person_name
from thidua.organisations.queries.rows import (
    AuthorisationRow,
    MembershipRow,
    OfficeRow,
    RegisterLine,
    SuccessionRow,
    UnitCard,
    UnitFile,
    UnitName,
    VersionRow,
)
from thidua.organisations.states import (
    Confidence,
    Force,
    OfficeKind,
    Share,
    SuccessionKind,
    UnitKind,
)

STEPS = 4
type Names = dict[tuple[int, date], UnitName]


@dataclass(slots=True)
class _Rows:
    """What the tables say about a unit, before names are known."""

    unit: Unit
    versions: list[UnitVersion]
    links: list[UnitSuccession]
    offices: list[Office]
    members: list[Membership]
    papers: list[Authorisation]


def _before(on: date) -> date:
    return on - timedelta(days=1)


def _links_around(unit: int) -> list[UnitSuccession]:
    """Successions to and from a unit, followed both ways."""
    found: dict[int, UnitSuccession] = {}
    edge, seen = {unit}, {unit}
    for _ in range(STEPS):
        rows = UnitSuccession.objects.filter(Q(predecessor__in=edge) | Q(successor__in=edge))
        new = [link for link in rows if link.pk not in found]
        if not new:
            break
        found |= {link.pk: link for link in new}
        edge = {side for link in new for side in (link.predecessor_id, link.successor_id)} - seen
        if not edge:
            break
        seen |= edge
    return sorted(found.values(), key=lambda link: (link.happened_on, link.pk))


def _read(key: str, on: date) -> _Rows | None:
    below = UnitVersion.objects.filter(in_force(on), parent=OuterRef("unit"), withdrawn_at=None).order_by()
    counted = below.values("parent").annotate(n=Count("pk")).values("n")
    versions = list(
        UnitVersion.objects.filter(Q(unit__code=key.upper()) | Q(unit__public_id=key))
        .select_related("unit", "province", "place", "replaced_by")
        .annotate(below=Coalesce(Subquery(counted), 0))
    )
    if not versions:
        return None
    unit = versions[0].unit
    leads = YearLead.objects.filter(unit=OuterRef("unit"), bloc_year=OuterRef("bloc_year")).order_by("-since")
    members = Membership.objects.filter(unit=unit).select_related("bloc_year")
    return _Rows(
        unit,
        sorted(versions, key=lambda v: (v.valid_from or date.min, v.withdrawn_at is None), reverse=True),
        _links_around(unit.pk),
        list(Office.objects.filter(unit=unit).select_related("person").order_by("person__sort_key", "pk")),
        list(
            members.annotate(role=Coalesce(Subquery(leads.values("role")[:1]), Value("member"))).order_by(
                "-bloc_year__year", "-joined_on"
            )
        ),
        list(
            Authorisation.objects.filter(unit=unit)
            .select_related("grantor", "deputy")
            .order_by("-issued_on", "number")
        ),
    )


def unit_file(key: str, *, on: date) -> UnitFile | None:
    """Everything on record about the unit with this code or public key, as of a day; None when there is none."""
    rows = _read(key, on)
    if rows is None:
        return None
    version, now = speaking([one for one in rows.versions if one.withdrawn_at is None], on)
    day = on if now else (version.valid_to or version.valid_from or on)
    asked: list[tuple[int, date]] = [(version.parent_id, day)] if version.parent_id else []
    asked += [(v.parent_id, _day_of(v)) for v in rows.versions if v.parent_id]
    asked += [(link.predecessor_id, _before(link.happened_on)) for link in rows.links]
    asked += [(link.successor_id, link.happened_on) for link in rows.links]
    names = names_on_days(asked)
    own = name_from(version, rows.unit, in_force=now)
    offices = tuple(_office(row, own) for row in rows.offices)
    held = [row for row in offices if _held(row, on)]
    return UnitFile(
        card=_card(rows.unit, version, own, names.get((version.parent_id or 0, day))),
        versions=tuple(_version(v, names) for v in rows.versions),
        lineage=tuple(_succession(link, names) for link in rows.links),
        offices_held=tuple(sorted(held, key=lambda row: ORDER[row.kind])),
        offices_past=tuple(
            sorted(
                (row for row in offices if row not in held),
                key=lambda row: row.valid_to or row.known_on or date.max,
                reverse=True,
            )
        ),
        memberships=tuple(
            MembershipRow(
                m.bloc_year.public_id,
                m.bloc_year.name,
                m.bloc_year.year,
                str(getattr(m, "role", "member")),
                m.joined_on,
                m.left_on,
                m.decision,
            )
            for m in rows.members
        ),
        authorisations=tuple(
            AuthorisationRow(
                paper.public_id,
                paper.number,
                own,
                person_name(paper.grantor),
                person_name(paper.deputy),
                paper.scope,
                paper.issued_on,
                paper.valid_to,
                paper.revoked_on,
                paper.pk,
            )
            for paper in rows.papers
        ),
        below=int(getattr(version, "below", 0)),
    )


def _day_of(version: UnitVersion) -> date:
    return version.valid_to or version.valid_from or date.max


def _card(unit: Unit, version: UnitVersion, own: UnitName, parent: UnitName | None) -> UnitCard:
    return UnitCard(
        own,
        UnitKind(unit.kind),
        Force(unit.force),
        unit.identifier,
        parent,
        version.province.name if version.province else "",
        version.place.name if version.place else "",
        version.instrument,
        version.note,
        unit.year_starts,
        Confidence(unit.year_confidence),
        unit.year_note,
    )


def _version(row: UnitVersion, names: Names) -> VersionRow:
    replaced = getattr(row, "replaced_by", None) if row.withdrawn_at is not None else None
    return VersionRow(
        row.public_id,
        row.name,
        row.short_name,
        row.in_sentence,
        row.symbol,
        names[row.parent_id, _day_of(row)] if row.parent_id else None,
        row.province.name if row.province else "",
        row.place.name if row.place else "",
        row.valid_from,
        row.valid_to,
        row.instrument,
        Confidence(row.confidence),
        row.note,
        row.withdrawn_at is not None,
        replaced.reason if replaced is not None else row.reason,
    )


def _succession(link: UnitSuccession, names: Names) -> SuccessionRow:
    return SuccessionRow(
        names[link.predecessor_id, _before(link.happened_on)],
        names[link.successor_id, link.happened_on],
        SuccessionKind(link.kind),
        Share(link.share),
        link.happened_on,
        link.instrument,
        Confidence(link.confidence),
        link.note,
    )


def _office(row: Office, unit: UnitName) -> OfficeRow:
    return OfficeRow(
        row.public_id,
        person_name(row.person),
        unit,
        row.title,
        OfficeKind(row.kind),
        row.valid_from,
        row.valid_to,
        row.known_on,
    )


def _held(row: OfficeRow, on: date) -> bool:
    if row.known_on is not None:
        return row.known_on == on
    return (row.valid_from or date.min) <= on <= (row.valid_to or date.max)


def register_lines(*, on: date) -> tuple[RegisterLine, ...]:
    """Every unit in force on a day, in Vietnamese order, in one query."""
    rows = (
        UnitVersion.objects.filter(in_force(on), withdrawn_at=None)
        .order_by("sort_key", "pk")
        .values_list(
            "unit__code",
            "name",
            "short_name",
            "unit__kind",
            "parent__code",
            "province__name",
            "valid_from",
            "valid_to",
            "instrument",
            "confidence",
        )
    )
    return tuple(
        RegisterLine(
            code,
            name,
            short,
            UnitKind(kind),
            parent or "",
            province or "",
            first,
            last,
            paper,
            Confidence(known),
        )
        for code, name, short, kind, parent, province, first, last, paper, known in rows
    )
