"""What the verbs of this room stand on: rows found and locked, refusals, words that must be said."""

from datetime import date, datetime

from thidua.core.verdict import Sentence, Verdict, not_met
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_
from thidua.organisations.queries import unit_name
from thidua.plans.errors import PlanActUnfit, PlanChangedMeanwhile, PlanRefused
from thidua.plans.models import Consultation, Plan
from thidua.plans.queries import (
    ActivityRow,
    ConsultationFrame,
    PlanFrame,
    YearFrame,
    consultation_frame,
    holidays_in_use,
    plan_frame_of,
    year_frame,
)

LONGEST_TEXT = 20_000
LONGEST_WORDS = 2_000
UNKNOWN = N_("The plan belongs to a bloc this person has no part in.")


def day_of(at: datetime) -> date:
    """The day of a moment in Viet Nam."""
    return at.astimezone(VIET_NAM).date()


def allow(verdict: Verdict) -> None:
    """Raise `PlanRefused` unless the verdict allows the act."""
    if not verdict.allowed:
        raise PlanRefused(verdict)


def said(text: str, where: str, missing: Sentence, *, longest: int = LONGEST_WORDS) -> str:
    """What was typed, without blanks around it; raises `PlanActUnfit` when there is nothing."""
    kept = text.strip()[:longest]
    if not kept:
        raise PlanActUnfit(missing, where=where)
    return kept


def year_for_change(public_id: str) -> YearFrame:
    """The bloc-year; raises `PlanRefused` (as if it did not exist) when there is none."""
    year = year_frame(public_id)
    if year is None:
        raise PlanRefused(not_met(UNKNOWN, private=True))
    return year


@requires_transaction
def plan_for_change(public_id: str, *, revision: int | None = None) -> tuple[Plan, PlanFrame]:
    """Lock a plan and read it; `revision` is the one the person saw.

    Raises `PlanRefused` (as if it did not exist) when there is none, `PlanChangedMeanwhile` when another was kept.
    """
    row = Plan.objects.select_for_update(no_key=True).filter(public_id=public_id).first()
    if row is None:
        raise PlanRefused(not_met(UNKNOWN, private=True))
    frame = plan_frame_of(row, holidays_in_use())
    if revision is not None and revision != row.revision:
        raise changed_meanwhile(row.revision, row.revised_by_name)
    return row, frame


def changed_meanwhile(revision: int, who: str) -> PlanChangedMeanwhile:
    """The refusal of a change to something that another person changed in between."""
    return PlanChangedMeanwhile(
        Sentence(N_("{who} changed this in between; nothing of yours was saved."), {"who": who}),
        revision=revision,
        remedy=Sentence(N_("Read what stands here now, and send again what still fits.")),
    )


def line_for_change(frame: PlanFrame, code: str) -> ActivityRow:
    """A line of a plan; raises `PlanActUnfit` when the plan has none of this code."""
    row = frame.activity(code)
    if row is None:
        raise PlanActUnfit(Sentence(N_("The plan has no line {code}."), {"code": code}), where="code")
    return row


def owner_number(key: str, *, on: date) -> int | None:
    """The row number of an owner named by code or public key; None for "all members"."""
    if not key:
        return None
    found = unit_name(key, on=on)
    if found is None:
        raise PlanActUnfit(Sentence(N_("There is no unit with the key {key}."), {"key": key}), where="owner")
    return found.id


@requires_transaction
def consultation_for_change(public_id: str) -> tuple[Consultation, ConsultationFrame]:
    """Lock a consultation and read it; raises `PlanRefused` (as if it did not exist) when there is none."""
    row = Consultation.objects.select_for_update(no_key=True).filter(public_id=public_id).first()
    frame = consultation_frame(public_id)
    if row is None or frame is None:
        raise PlanRefused(not_met(UNKNOWN, private=True))
    return row, frame
