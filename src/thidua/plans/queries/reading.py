"""Reads that screens and other rooms ask for by a public key."""

from collections.abc import Iterable
from datetime import date

from thidua.plans.models import Consultation, Plan
from thidua.plans.queries.consultations import ConsultationFrame, consultation_frames
from thidua.plans.queries.holidays import holidays_in_use
from thidua.plans.queries.plans import (
    PlanCard,
    PlanFrame,
    PlanProgress,
    plan_cards,
    plan_frames,
    progress_of,
)
from thidua.plans.states import PlanState


def plan_frame(public_id: str) -> PlanFrame | None:
    """The plan with a public key; None when there is none."""
    rows = Plan.objects.filter(public_id=public_id)
    return next(iter(plan_frames(rows, holidays_in_use())), None)


def plans_of_year(bloc_year: int | str) -> tuple[PlanCard, ...]:
    """Every version of a bloc-year's plan (row number or public key), the newest first."""
    wanted = (
        {"bloc_year_id": bloc_year} if isinstance(bloc_year, int) else {"bloc_year__public_id": bloc_year}
    )
    return plan_cards(Plan.objects.filter(**wanted).order_by("-version"))


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
    rows = Plan.objects.filter(bloc_year__public_id__in=set(bloc_years), state=PlanState.ISSUED.value)
    return {frame.year.public_id: progress_of(frame, on) for frame in plan_frames(rows, holidays_in_use())}
