"""Reads that screens and other rooms ask for by a public key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from thidua.plans.models import Consultation, ConsultationAnswer, ConsultationComment, Plan
from thidua.plans.queries.consultations import ConsultationFrame, consultation_frames
from thidua.plans.queries.holidays import holidays_in_use
from thidua.plans.queries.plans import (
    PlanCard,
    PlanFrame,
    PlanProgress,
    card_of,
    plan_cards,
    plan_frame_of,
    plan_frames,
    progress_of,
)
from thidua.plans.states import ConsultationState, DraftKind, PlanState, Reply


def plan_frame(public_id: str) -> PlanFrame | None:
    """The plan with a public key; None when there is none."""
    rows = Plan.objects.filter(public_id=public_id)
    return next(iter(plan_frames(rows, holidays_in_use())), None)


def plan_among_versions(public_id: str) -> tuple[PlanFrame, tuple[PlanCard, ...]] | None:
    """The plan with a public key, and the cards of every version of its year, the newest first."""
    year = Plan.objects.filter(public_id=public_id).order_by().values("bloc_year")
    rows = list(Plan.objects.filter(bloc_year__in=year).order_by("-version"))
    found = next((row for row in rows if row.public_id == public_id), None)
    if found is None:
        return None
    return plan_frame_of(found, holidays_in_use()), tuple(card_of(row) for row in rows)


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """A consultation in a list: how many units answered, how many comments wait for a reply."""

    public_id: str
    plan: str
    kind: DraftKind
    title: str
    state: ConsultationState
    opened_at: datetime
    answers_until: date
    answers: int
    comments: int
    waiting: int


def consultation_lines(bloc_year: int) -> tuple[ConsultationLine, ...]:
    """The consultations of a bloc-year (row number), the newest first, in one query."""
    comments = ConsultationComment.objects.filter(answer__consultation=OuterRef("pk")).order_by()
    counted = comments.values("answer__consultation").annotate(n=Count("pk")).values("n")
    answers = ConsultationAnswer.objects.filter(consultation=OuterRef("pk")).order_by()
    answered = answers.values("consultation").annotate(n=Count("pk")).values("n")
    rows = Consultation.objects.filter(bloc_year_id=bloc_year).annotate(
        answered=Coalesce(Subquery(answered), 0),
        commented=Coalesce(Subquery(counted), 0),
        waiting=Coalesce(Subquery(counted.filter(reply=Reply.WAITING.value)), 0),
    )
    fields = (
        "public_id",
        "plan__public_id",
        "kind",
        "title",
        "state",
        "opened_at",
        "answers_until",
        "answered",
        "commented",
        "waiting",
    )
    return tuple(
        ConsultationLine(key, plan or "", DraftKind(kind), title, ConsultationState(state), *more)
        for key, plan, kind, title, state, *more in rows.order_by("-opened_at", "-pk").values_list(*fields)
    )


def plans_of_year(bloc_year: int | str) -> tuple[PlanCard, ...]:
    """Every version of a bloc-year's plan (row number or public key), the newest first."""
    wanted = (
        {"bloc_year_id": bloc_year} if isinstance(bloc_year, int) else {"bloc_year__public_id": bloc_year}
    )
    return plan_cards(Plan.objects.filter(**wanted).order_by("-version"))


def plans_of_years(bloc_years: Iterable[int]) -> dict[int, tuple[PlanCard, ...]]:
    """Every version of the plans of bloc-years (row numbers), the newest first, in one query."""
    found: dict[int, list[PlanCard]] = {}
    for card in plan_cards(Plan.objects.filter(bloc_year__in=set(bloc_years)).order_by("-version")):
        found.setdefault(card.bloc_year, []).append(card)
    return {year: tuple(cards) for year, cards in found.items()}


def shown_plan(cards: Iterable[PlanCard]) -> PlanCard | None:
    """Which version a page of the year shows: the one in force, else the one in preparation, else the newest."""
    order = (PlanState.ISSUED, PlanState.CONSULTED, PlanState.DRAFTED, PlanState.SUPERSEDED)
    return min(cards, key=lambda card: (order.index(card.state), -card.version), default=None)


def consultations_of_year(bloc_year: str) -> tuple[ConsultationFrame, ...]:
    """Every consultation of a bloc-year (public key), the newest first."""
    rows = Consultation.objects.filter(bloc_year__public_id=bloc_year).order_by("-opened_at", "-pk")
    return consultation_frames(rows)


def progress_of_years(bloc_years: Iterable[str], *, on: date) -> dict[str, PlanProgress]:
    """How far the plans in force of these bloc-years (public keys) have come; a year without one is left out."""
    rows = list(Plan.objects.filter(bloc_year__public_id__in=set(bloc_years), state=PlanState.ISSUED.value))
    if not rows:
        return {}
    return {frame.year.public_id: progress_of(frame, on) for frame in plan_frames(rows, holidays_in_use())}
