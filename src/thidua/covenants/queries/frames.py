"""Versions with what stands around them, each read in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from thidua.core.calendar import DayKind
from thidua.covenants.content import AwardRow, BlocContent, ClauseRow, RegistrationContent, TargetRow, exact
from thidua.covenants.models import (
    Clause,
    CommendationRegistered,
    CovenantConsent,
    CovenantSignature,
    CovenantVersion,
    Promise,
    Registration,
    RegistrationRevision,
    Target,
    TitleRegistered,
)
from thidua.covenants.queries.rows import (
    ConsentCard,
    CovenantContent,
    CovenantFrame,
    Party,
    SavedState,
    SignatureCard,
    VersionCard,
)
from thidua.covenants.states import (
    UNCHANGEABLE,
    AwardScope,
    ConsentAnswer,
    CovenantState,
    Direction,
    Manner,
    PromiseKind,
    RegistrationState,
    SignatureRole,
)
from thidua.criteria.queries import bare_year_frame

# What a row must have loaded with it before `card_of` reads it.
LOADED = ("covenant__bloc_year__bloc", "based_on")


def card_of(row: CovenantVersion) -> VersionCard:
    """The card of a row with `LOADED` loaded."""
    covenant, year = row.covenant, row.covenant.bloc_year
    return VersionCard(
        row.pk,
        row.public_id,
        covenant.public_id,
        year.public_id,
        year.year,
        row.bloc_name or year.name,
        row.letterhead or year.bloc.letterhead,
        row.version,
        CovenantState(row.state),
        row.title,
        row.number,
        row.revision,
        row.content_hash,
        row.change_reason,
        row.returned_reason,
        row.drafted_at,
        row.drafted_by_name,
        row.revised_at,
        row.revised_by_name,
        row.composed_at,
        row.composed_by_name,
        row.agreed_at,
        row.signed_on,
        row.superseded_on,
        row.based_on.public_id if row.based_on is not None else None,
        covenant.registration_due,
        DayKind(covenant.due_kind),
    )


def _light(rows: QuerySet[CovenantVersion]) -> QuerySet[CovenantVersion]:
    """Without the composed text, and of the base no more than its key."""
    texts = ("text", "based_on__text", "based_on__preamble", "based_on__undertaking")
    return rows.select_related(*LOADED).defer(*texts)


def version_cards(rows: QuerySet[CovenantVersion]) -> tuple[VersionCard, ...]:
    """Cards of the given versions, in their order."""
    return tuple(card_of(row) for row in _light(rows))


def versions_of_year(bloc_year: str) -> tuple[VersionCard, ...]:
    """Every version of a bloc-year's covenant, the newest first."""
    return version_cards(
        CovenantVersion.objects.filter(covenant__bloc_year__public_id=bloc_year).order_by("-version")
    )


def versions_by_year(rows: QuerySet[CovenantVersion]) -> Mapping[str, tuple[VersionCard, ...]]:
    """The given versions by the public key of their bloc-year, the newest first."""
    found: dict[str, list[VersionCard]] = {}
    for card in version_cards(rows.order_by("-version")):
        found.setdefault(card.bloc_year, []).append(card)
    return {key: tuple(cards) for key, cards in found.items()}


def version_in_force(bloc_year: str, *, on: date | None = None) -> VersionCard | None:
    """The signed version in force on a day (or the latest); None before one is signed."""
    rows = CovenantVersion.objects.filter(
        covenant__bloc_year__public_id=bloc_year, state__in=[state.value for state in UNCHANGEABLE]
    )
    cards = [card for card in version_cards(rows.order_by("-version")) if _holds(card, on)]
    return cards[0] if cards else None


def _holds(card: VersionCard, on: date | None) -> bool:
    if on is None:
        return card.state is CovenantState.SIGNED
    begun = card.signed_on is not None and card.signed_on <= on
    return begun and (card.superseded_on is None or card.superseded_on > on)


def party_of(row: Registration) -> Party:
    """The party behind a registration whose unit is loaded."""
    return Party(
        row.pk,
        row.public_id,
        row.unit_id,
        row.unit.public_id,
        row.unit.code,
        row.unit_name,
        row.position,
        RegistrationState(row.state),
        row.revision,
        row.returned_reason,
        row.revised_at,
        row.revised_by_name,
        row.sent_at,
        row.sent_by_name,
        row.collected_at,
        row.slogan,
        row.exemplars,
    )


def parties_of(version: int) -> tuple[Party, ...]:
    """The parties of a version (by row number), in the order of signing."""
    rows = Registration.objects.filter(version=version).select_related("unit").order_by("position")
    return tuple(party_of(row) for row in rows)


def frame_of(row: CovenantVersion) -> CovenantFrame:
    """The frame of a row with `LOADED` loaded."""
    year = bare_year_frame(row.covenant.bloc_year_id)
    if year is None:
        message = f"The bloc-year {row.covenant.bloc_year_id} is gone."
        raise LookupError(message)
    head = BlocContent(row.title, row.slogan, row.preamble, row.undertaking, row.number)
    return CovenantFrame(card_of(row), year, parties_of(row.pk), head)


def covenant_frame(public_id: str) -> CovenantFrame | None:
    """The version with this public key."""
    row = _light(CovenantVersion.objects.filter(public_id=public_id)).first()
    return None if row is None else frame_of(row)


def frame_of_registration(public_id: str) -> tuple[CovenantFrame, Party] | None:
    """The registration with this public key, in its version."""
    version = Registration.objects.filter(public_id=public_id).values("version")
    row = _light(CovenantVersion.objects.filter(pk__in=version)).first()
    if row is None:
        return None
    frame = frame_of(row)
    return frame, next(party for party in frame.parties if party.public_id == public_id)


def _target(row: Target) -> TargetRow:
    return TargetRow(
        row.key,
        row.code,
        row.name,
        row.measure,
        Direction(row.direction),
        exact(row.weight),
        exact(row.baseline),
        exact(row.target),
        row.decimals,
        row.numerator,
        row.denominator,
        row.deadline,
        row.secrecy,
        row.leaf,
    )


def targets_of(registrations: Iterable[int]) -> dict[int, tuple[TargetRow, ...]]:
    """Targets of registrations (row numbers), in their order: one query."""
    found: defaultdict[int, list[TargetRow]] = defaultdict(list)
    rows = Target.objects.filter(registration__in=list(registrations)).order_by("registration", "position")
    for row in rows:
        found[row.registration_id].append(_target(row))
    return {key: tuple(rows) for key, rows in found.items()}


def _beside(version: int) -> QuerySet[Any, Any]:
    """The small tables of a version in one query: clauses, titles, commendations, promises."""
    none, text, number = Value(""), CharField(), IntegerField()
    awards = [
        model.objects.filter(registration__version=version)
        .order_by()
        .values_list(Value(kind), "registration_id", Cast(F("pk"), number), "code", "scope", "note", "count")
        for kind, model in (("title", TitleRegistered), ("commendation", CommendationRegistered))
    ]
    promises = (
        Promise.objects.filter(registration__version=version)
        .order_by()
        .values_list(
            Value("promise"),
            "registration_id",
            Cast(F("position"), number),
            "kind",
            Cast(none, text),
            "name",
            Value(0),
        )
    )
    clauses = (
        Clause.objects.filter(version=version)
        .order_by()
        .values_list(
            Value("clause"),
            Cast(F("version_id"), number),
            Cast(F("position"), number),
            "leaf",
            Cast(none, text),
            "text",
            Value(0),
        )
    )
    return clauses.union(*awards, promises, all=True)


def content_in(frame: CovenantFrame) -> CovenantContent:
    """All rows of a version whose frame is read: two queries more."""
    heads = {party.id: (party.slogan, party.exemplars) for party in frame.parties}
    return _content(frame.card.id, frame.head, heads)


def content_of(version: int) -> CovenantContent:
    """All rows of a version (by row number), as they are now: four queries."""
    row = CovenantVersion.objects.only("title", "slogan", "preamble", "undertaking", "number").get(pk=version)
    head = BlocContent(row.title, row.slogan, row.preamble, row.undertaking, row.number)
    found = Registration.objects.filter(version=version).values_list("pk", "slogan", "exemplars")
    return _content(version, head, {key: (slogan, exemplars) for key, slogan, exemplars in found})


def _content(version: int, head: BlocContent, heads: Mapping[int, tuple[str, int]]) -> CovenantContent:
    clauses: list[tuple[int, ClauseRow]] = []
    awards: defaultdict[tuple[int, str], list[tuple[int, AwardRow]]] = defaultdict(list)
    promises: defaultdict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for table, of, place, code, scope, words, count in _beside(version).order_by():
        if table == "clause":
            clauses.append((place, ClauseRow(words, code)))
        elif table == "promise":
            promises[of, code].append((place, words))
        else:
            awards[of, table].append((place, AwardRow(code, AwardScope(scope), count, words)))
    targets = targets_of(heads)

    def rows[T](found: list[tuple[int, T]]) -> tuple[T, ...]:
        return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))

    return CovenantContent(
        replace(head, clauses=rows(clauses)),
        {
            key: RegistrationContent(
                slogan,
                targets.get(key, ()),
                rows(awards[key, "title"]),
                rows(awards[key, "commendation"]),
                rows(promises[key, PromiseKind.MODEL]),
                exemplars,
                rows(promises[key, PromiseKind.EXEMPLAR]),
            )
            for key, (slogan, exemplars) in heads.items()
        },
    )


def text_of(version: int) -> str:
    """The composed text of a version (by row number); empty before it is composed."""
    return CovenantVersion.objects.values_list("text", flat=True).get(pk=version)


def consents_of(version: int) -> dict[str, ConsentCard]:
    """The parties' answers to a version (by row number), by the unit's public key."""
    rows = CovenantConsent.objects.filter(version=version).select_related("unit")
    return {
        row.unit.public_id: ConsentCard(
            row.unit.public_id,
            row.content_hash,
            ConsentAnswer(row.answer),
            row.comment,
            row.given_at,
            row.given_by_name,
        )
        for row in rows
    }


def signature_card(row: CovenantSignature) -> SignatureCard:
    """The card of a signature whose unit and person are loaded."""
    return SignatureCard(
        row.public_id,
        SignatureRole(row.role),
        row.unit.public_id if row.unit is not None else "",
        row.person.public_id,
        row.person_name,
        row.office_title,
        row.capacity,
        row.authorisation_number,
        Manner(row.manner),
        row.paper_number,
        row.signed_on,
        row.content_hash,
        row.recorded_at,
        row.recorded_by_name,
        row.voided_at,
        row.void_reason,
    )


def signatures_of(version: int, *, voided: bool = False) -> tuple[SignatureCard, ...]:
    """The signatures of a version (by row number), the witness among them; with `voided`, those that no longer count."""
    rows = CovenantSignature.objects.filter(version=version).select_related("unit", "person")
    rows = rows if voided else rows.filter(voided_at=None)
    return tuple(signature_card(row) for row in rows.order_by("recorded_at", "pk"))


def saved_states(registration: int, *, limit: int = 20) -> tuple[SavedState, ...]:
    """The saved states of a registration (by row number), the newest first."""
    rows = RegistrationRevision.objects.filter(registration=registration).order_by("-revision")[:limit]
    return tuple(
        SavedState(row.revision, row.author_name, row.saved_at, RegistrationContent.from_plain(row.content))
        for row in rows
    )
