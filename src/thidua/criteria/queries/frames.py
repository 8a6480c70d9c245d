"""A version with everything a screen or a verb needs to know of it, read in a handful of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from thidua.core.scoring import Scheme as CoreScheme
from thidua.core.scoring import parse_scheme
from thidua.criteria.models import Consent, LeafNote, Remark, Scheme
from thidua.criteria.queries.cards import (
    LeafNoteCard,
    SchemeCard,
    card_of,
    in_year,
    note_of,
    rows_in_force,
)
from thidua.criteria.states import ConsentAnswer, RemarkKind
from thidua.organisations.queries import BlocYearCard, MemberUnit, bloc_year, member_units
from thidua.organisations.states import YearState


@dataclass(frozen=True, slots=True)
class YearFrame:
    """The bloc-year a table belongs to: its bloc, its members, who leads it."""

    id: int
    public_id: str
    bloc: str
    name: str
    short_name: str
    year: int
    state: YearState
    illustrative: bool
    members: tuple[MemberUnit, ...]

    @property
    def head(self) -> MemberUnit | None:
        """The head unit «đơn vị Khối trưởng», the latest where it changed."""
        return next((member for member in self.members if member.role == "head"), None)

    def member(self, code: str) -> MemberUnit | None:
        """The member with a code."""
        return next((member for member in self.members if member.code == code), None)

    def member_by_key(self, public_id: str) -> MemberUnit | None:
        """The member with a public key."""
        return next((member for member in self.members if member.public_id == public_id), None)


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
class SchemeFrame:
    """One version with its bloc-year, document, notes and remarks."""

    card: SchemeCard
    year: YearFrame
    document: Mapping[str, Any]
    notes: Mapping[str, LeafNoteCard]
    remarks: Mapping[tuple[RemarkKind, str], RemarkCard]

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


def year_frame(public_id: str) -> YearFrame | None:
    """The bloc-year with a public key, with all its members of the year."""
    card = bloc_year(public_id)
    return None if card is None else year_of_card(card)


def year_of_card(card: BlocYearCard) -> YearFrame:
    """The frame of a bloc-year whose card is at hand."""
    return YearFrame(
        card.id,
        card.public_id,
        card.bloc.public_id,
        card.name,
        card.short_name,
        card.year,
        card.state,
        card.illustrative,
        member_units(card.id),
    )


def frame_of(scheme: Scheme) -> SchemeFrame:
    """The frame of a row whose bloc-year, bloc and base are loaded."""
    year = scheme.bloc_year
    return SchemeFrame(
        card_of(scheme),
        YearFrame(
            year.pk,
            year.public_id,
            year.bloc.public_id,
            year.name,
            year.short_name,
            year.year,
            YearState(year.state),
            year.illustrative,
            member_units(year.pk),
        ),
        scheme.document,
        notes_of(scheme.pk),
        remarks_of(scheme.pk),
    )


def scheme_frame(public_id: str) -> SchemeFrame | None:
    """The version with a public key."""
    rows = Scheme.objects.filter(public_id=public_id).select_related("bloc_year__bloc", "based_on")
    found = rows.defer("based_on__document").first()
    return None if found is None else frame_of(found)


def notes_of(scheme: int) -> dict[str, LeafNoteCard]:
    """The notes on the leaves of a version (by its row number)."""
    rows = LeafNote.objects.filter(scheme=scheme).select_related("appraiser_unit")
    return {row.code: note_of(row) for row in rows}


def remarks_of(scheme: int) -> dict[tuple[RemarkKind, str], RemarkCard]:
    """The remarks on a version (by its row number)."""
    return {
        (RemarkKind(row.kind), row.key): RemarkCard(
            RemarkKind(row.kind), row.key, row.text, row.asked_by, row.author_name, row.written_at
        )
        for row in Remark.objects.filter(scheme=scheme)
    }


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
    found = rows.select_related("bloc_year", "based_on").defer("based_on__document").first()
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
