"""A version with everything a screen or a verb needs to know of it, read in a handful of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import BigIntegerField, CharField, DateTimeField, F, Field, Value
from django.db.models.functions import Cast

from thidua.core.scoring import Scheme as CoreScheme
from thidua.core.scoring import parse_scheme
from thidua.criteria.models import Consent, LeafNote, Remark, Scheme
from thidua.criteria.queries.cards import LeafNoteCard, SchemeCard, card_of, in_year, lines_of, rows_in_force
from thidua.criteria.states import Appraiser, ConsentAnswer, RemarkKind
from thidua.organisations.queries import UnitName, name_day, unit_names
from thidua.organisations.states import YearState


@dataclass(frozen=True, slots=True)
class MemberKey:
    """A member of a bloc-year without its name; `role` is `head`, `deputy` or `member`, the latest where it changed."""

    id: int
    public_id: str
    code: str
    position: int
    role: str


@dataclass(frozen=True, slots=True)
class NamedMember(MemberKey):
    """A member named as of the year's end."""

    name: str
    short_name: str
    in_sentence: str


@dataclass(frozen=True, slots=True)
class YearFrame:
    """The bloc-year a table belongs to: its bloc, all members of the year, who leads it."""

    id: int
    public_id: str
    bloc: str
    name: str
    short_name: str
    year: int
    state: YearState
    illustrative: bool
    members: tuple[MemberKey, ...]

    @property
    def head(self) -> MemberKey | None:
        """The head unit «đơn vị Khối trưởng», the latest where it changed."""
        return next((member for member in self.members if member.role == "head"), None)

    def member_by_key(self, public_id: str) -> MemberKey | None:
        """The member with a public key."""
        return next((member for member in self.members if member.public_id == public_id), None)


@dataclass(frozen=True, slots=True)
class NamedYear(YearFrame):
    """The same with its members' names."""

    members: tuple[NamedMember, ...]


@dataclass(frozen=True, slots=True)
class RemarkCard:
    """A remark at one place, by whom, at whose wish."""

    kind: RemarkKind
    key: str
    text: str
    asked_by: str
    author: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """A member unit's answer; `revision` is what it answered to."""

    unit: str
    revision: int
    answer: ConsentAnswer
    comment: str
    given_at: datetime
    given_by: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The version another one was made from: which, and of which bloc-year."""

    public_id: str
    bloc_year: str
    year: int
    version: int


@dataclass(frozen=True, slots=True)
class SchemeFrame:
    """One version with its bloc-year, document, notes, remarks, answers, and the document it was made from."""

    card: SchemeCard
    year: YearFrame
    document: Mapping[str, Any]
    notes: Mapping[str, LeafNoteCard]
    remarks: Mapping[tuple[RemarkKind, str], RemarkCard]
    consents: Mapping[str, ConsentCard]
    base: Mapping[str, Any] | None
    origin: Origin | None

    def remark(self, kind: RemarkKind, key: str) -> RemarkCard | None:
        """The remark at a place."""
        return self.remarks.get((kind, key))


@dataclass(frozen=True, slots=True)
class SchemeInForce:
    """A frozen version, read and ready to score with."""

    public_id: str
    version: int
    name: str
    content_hash: str
    frozen_on: date
    scheme: CoreScheme
    document: Mapping[str, Any]
    notes: Mapping[str, LeafNoteCard]


# What a row must have loaded with it before `frame_of` reads it.
LOADED = ("bloc_year", "based_on__bloc_year")
_YEAR = (
    "pk",
    "public_id",
    "bloc__public_id",
    "name",
    "short_name",
    "year",
    "state",
    "illustrative",
    "memberships__unit_id",
    "memberships__unit__public_id",
    "memberships__unit__code",
    "memberships__position",
    "leads__role",
    "leads__unit_id",
)


def _read_year(**wanted: int | str) -> YearFrame | None:
    """A bloc-year with its members and leads in one query: every pair of the two is a row, the latest lead last."""
    # The rows the foreign key points at, reached by its name: the organisations' own cards take seven queries.
    years = apps.get_model("organisations", "BlocYear")._default_manager.filter(**wanted)
    rows = list(years.order_by("memberships__position", "leads__since", "leads__pk").values_list(*_YEAR))
    if not rows:
        return None
    leads = {role: unit for *_, role, unit in rows if role is not None}
    roles = {unit: role for role, unit in sorted(leads.items(), reverse=True)}
    members = {
        unit: MemberKey(unit, key, code, position, roles.get(unit, "member"))
        for *_, unit, key, code, position, _role, _lead in rows
        if unit is not None
    }
    pk, public_id, bloc, name, short, year, state, illustrative = rows[0][:8]
    return YearFrame(
        pk, public_id, bloc, name, short, year, YearState(state), illustrative, tuple(members.values())
    )


def named_members(year: YearFrame) -> tuple[NamedMember, ...]:
    """The members of a year with their names, in the order of the decision."""
    return _named(year, unit_names([member.id for member in year.members], on=name_day(year.year)))


def named_units(frame: SchemeFrame) -> tuple[tuple[NamedMember, ...], dict[str, str]]:
    """The members with their names, and the names of units the notes name as appraisers by public key: one query."""
    offices = {note.appraiser_unit_id for note in frame.notes.values() if note.appraiser_unit_id is not None}
    year = frame.year
    wanted = {member.id for member in year.members} | offices
    names = unit_names(wanted, on=name_day(year.year))
    return _named(year, names), {names[key].public_id: names[key].name for key in offices}


def _named(year: YearFrame, names: Mapping[int, UnitName]) -> tuple[NamedMember, ...]:
    return tuple(
        NamedMember(
            member.id,
            member.public_id,
            member.code,
            member.position,
            member.role,
            names[member.id].name,
            names[member.id].short_name,
            names[member.id].in_sentence,
        )
        for member in year.members
    )


def year_frame(public_id: str) -> NamedYear | None:
    """The bloc-year with a public key, with all its members of the year and their names."""
    found = _read_year(public_id=public_id)
    if found is None:
        return None
    plain = {field.name: getattr(found, field.name) for field in fields(found) if field.name != "members"}
    return NamedYear(**plain, members=named_members(found))


def bare_year_frame(bloc_year: int | str) -> YearFrame | None:
    """The bloc-year with a row number or public key, its members without their names: one query."""
    return _read_year(**({"pk": bloc_year} if isinstance(bloc_year, int) else {"public_id": bloc_year}))


def frame_of(scheme: Scheme) -> SchemeFrame:
    """The frame of a row with `LOADED` loaded."""
    year = _read_year(pk=scheme.bloc_year_id)
    if year is None:
        message = f"The bloc-year {scheme.bloc_year_id} is gone."
        raise LookupError(message)
    notes, remarks, consents = _beside(scheme.pk)
    base, origin = None, None
    if (row := scheme.based_on) is not None:
        base = row.document
        origin = Origin(row.public_id, row.bloc_year.public_id, row.bloc_year.year, row.version)
    return SchemeFrame(card_of(scheme), year, scheme.document, notes, remarks, consents, base, origin)


def scheme_frame(public_id: str) -> SchemeFrame | None:
    """The version with a public key, with everything beside it: three queries."""
    rows = Scheme.objects.filter(public_id=public_id).select_related(*LOADED)
    found = rows.first()
    return None if found is None else frame_of(found)


def scheme_frame_among_versions(public_id: str) -> tuple[SchemeFrame, tuple[SchemeCard, ...]] | None:
    """The version with a public key, and the cards of all versions of its year, the newest first."""
    year = Scheme.objects.filter(public_id=public_id).order_by().values("bloc_year")
    rows = list(Scheme.objects.filter(bloc_year__in=year).select_related(*LOADED).order_by("-version"))
    found = next((row for row in rows if row.public_id == public_id), None)
    return None if found is None else (frame_of(found), tuple(card_of(row) for row in rows))


class Beside(NamedTuple):
    """What stands beside a document: notes on leaves, remarks, the units' answers by public key."""

    notes: dict[str, LeafNoteCard]
    remarks: dict[tuple[RemarkKind, str], RemarkCard]
    consents: dict[str, ConsentCard]


def _nothing(field: "Field[Any, Any]") -> Cast:
    return Cast(Value(None), field)


def _beside(scheme: int) -> Beside:
    """Three tables in one query, because all three stand beside every page of a version."""
    text, moment, number = CharField(), DateTimeField(), BigIntegerField()
    rows = (
        LeafNote.objects.filter(scheme=scheme)
        .order_by()
        .values_list(
            Value("note"),
            F("code"),
            F("appraiser"),
            F("evidence"),
            F("measure"),
            F("appraiser_unit__public_id"),
            _nothing(moment),
            F("appraiser_unit_id"),
        )
        .union(
            Remark.objects.filter(scheme=scheme)
            .order_by()
            .values_list(
                Value("remark"),
                F("key"),
                F("kind"),
                F("text"),
                F("asked_by"),
                F("author_name"),
                F("written_at"),
                _nothing(number),
            ),
            Consent.objects.filter(scheme=scheme)
            .order_by()
            .values_list(
                Value("consent"),
                F("unit__public_id"),
                F("answer"),
                F("comment"),
                F("given_by_name"),
                Cast(F("revision"), text),
                F("given_at"),
                _nothing(number),
            ),
            all=True,
        )
    )
    beside = Beside({}, {}, {})
    for table, key, kind, words, more, other, at, unit in rows.order_by():
        if table == "note":
            beside.notes[key] = LeafNoteCard(
                key, lines_of(words), more, Appraiser(kind) if kind else None, other, unit
            )
        elif table == "remark":
            found = RemarkKind(kind)
            beside.remarks[found, key] = RemarkCard(found, key, words, more, other, at)
        else:
            beside.consents[key] = ConsentCard(key, int(other), ConsentAnswer(kind), words, at, more)
    return beside


def notes_of(scheme: int) -> dict[str, LeafNoteCard]:
    """The notes on the leaves of a version (by its row number)."""
    return _beside(scheme).notes


def consents_of(public_id: str) -> dict[str, ConsentCard]:
    """The member units' answers to a version, by the unit's public key."""
    rows = Consent.objects.filter(scheme__public_id=public_id).select_related("unit")
    return {
        row.unit.public_id: ConsentCard(
            row.unit.public_id,
            row.revision,
            ConsentAnswer(row.answer),
            row.comment,
            row.given_at,
            row.given_by_name,
        )
        for row in rows
    }


def document_of(public_id: str) -> Mapping[str, Any] | None:
    """The document of a version."""
    found: Mapping[str, Any] | None = (
        Scheme.objects.filter(public_id=public_id).values_list("document", flat=True).first()
    )
    return found


@lru_cache(maxsize=64)
def _parsed(public_id: str, content_hash: str) -> CoreScheme:
    """A frozen document never changes, so it is read once by each process."""
    del content_hash
    return parse_scheme(Scheme.objects.only("document").get(public_id=public_id).document)


def parsed_scheme(card: SchemeCard) -> CoreScheme:
    """A version read by the core; raises `SchemeProblem` for a draft that does not hold together yet."""
    return _parsed(card.public_id, card.content_hash)


def scheme_in_force(bloc_year: int | str, on: date) -> SchemeInForce | None:
    """The version by which a bloc-year (row number or public key) is scored on a day; None before one is frozen."""
    rows = Scheme.objects.filter(rows_in_force(on), **in_year(bloc_year)).order_by("-version")
    found = rows.select_related(*LOADED).defer("based_on__document").first()
    if found is None or found.frozen_on is None:
        return None
    return SchemeInForce(
        found.public_id,
        found.version,
        found.name,
        found.content_hash,
        found.frozen_on,
        parsed_scheme(card_of(found)),
        found.document,
        notes_of(found.pk),
    )
