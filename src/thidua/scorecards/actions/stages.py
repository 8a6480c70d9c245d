"""Opening a sheet, closing and reopening stages."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError

from thidua.core.verdict import Sentence
from thidua.criteria.queries import card_in_force
from thidua.foundation.actors import Actor
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.organisations.queries import bloc_year as bloc_year_card
from thidua.organisations.queries import member_units
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.checks import record_checks
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.changing import scheme_number, sheet_for_change
from thidua.scorecards.errors import ReasonNeeded, ScoringRefused, SheetUnfit
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.models import Sheet, SheetUnit, StageClosing
from thidua.scorecards.permissions import (
    may_close_stage,
    may_open_sheet,
    may_reopen_stage,
)
from thidua.scorecards.states import SheetState, Stage, UnitRole, next_state

MOST_EXPLANATION_DAYS = 90


@action
def open_sheet(
    *,
    bloc_year: str,
    period_from: date,
    period_to: date,
    explanation_days: int,
    self_marks_hidden: bool,
    head_checked_by: Sequence[str],
    actor: Actor,
    at: datetime,
) -> str:
    """Open the score sheet of a bloc-year «lập bảng điểm» and return its key.

    The members, their names and their parts are those of that day; the table of criteria is the one in force. The
    head unit is checked by the members with the codes `head_checked_by`, or by the deputy when none is named. Raises
    `ScoringRefused`, or `SheetUnfit` without a frozen table, without members, or when the period has a sheet already.
    """
    on = at.astimezone(VIET_NAM).date()
    year = bloc_year_card(bloc_year, on=on)
    if year is None:
        raise SheetUnfit(Sentence(N_("There is no such bloc-year.")))
    verdict = may_open_sheet(actor, year.bloc.public_id, on=on)
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    if period_to < period_from or not 1 <= explanation_days <= MOST_EXPLANATION_DAYS:
        raise SheetUnfit(Sentence(N_("The period or the days to explain are not plausible.")))
    card = card_in_force(bloc_year, on=on)
    if card is None:
        raise SheetUnfit(
            Sentence(N_("The bloc-year has no frozen table of criteria yet.")),
            remedy=Sentence(N_("Agree and freeze the table of criteria first.")),
        )
    members = member_units(year.id, on=on) or member_units(year.id)
    if not members:
        raise SheetUnfit(Sentence(N_("The bloc-year has no member units yet.")))
    try:
        row = Sheet.objects.create(
            bloc_year_id=year.id,
            scheme_id=scheme_number(card.public_id),
            period_from=period_from,
            period_to=period_to,
            explanation_days=explanation_days,
            self_marks_hidden=self_marks_hidden,
            opened_at=at,
            opened_by_key=actor.actor_key,
            opened_by_name=actor.actor_name[:200],
        )
    except IntegrityError as error:
        raise SheetUnfit(Sentence(N_("This period has a score sheet already."))) from error
    units = SheetUnit.objects.bulk_create(
        SheetUnit(
            sheet=row,
            unit_id=member.id,
            position=place,
            role=member.role,
            code=member.code,
            name=member.name,
            short_name=member.short_name,
            in_sentence=member.in_sentence,
        )
        for place, member in enumerate(members, start=1)
    )
    head = next((unit for unit in units if unit.role == UnitRole.HEAD), None)
    if head is not None:
        named = [unit.code for unit in units if unit.code in head_checked_by and unit is not head]
        deputy = [unit.code for unit in units if unit.role == UnitRole.DEPUTY]
        record_checks(row=row, checks={head.code: named or deputy}, reasons={})
    record_act(row=row, scope=bloc_year, name=acts.OPENED, data={"members": len(units)}, actor=actor, at=at)
    return str(row.public_id)


@action
def adopt_scheme(*, sheet: str, actor: Actor, at: datetime) -> int:
    """Move a sheet to the version of the table of criteria in force «áp dụng bản mới» and return its number.

    Marks stay; those that no longer fit their leaf count as not submitted until they are entered again. Raises
    `ScoringRefused`, or `SheetUnfit` when the version in force is the sheet's own or the result was agreed.
    """
    row, frame = sheet_for_change(sheet)
    on = at.astimezone(VIET_NAM).date()
    verdict = may_open_sheet(actor, frame.bloc, on=on)
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    card = card_in_force(frame.bloc_year, on=on)
    if card is None or card.public_id == frame.scheme or frame.state is SheetState.AGREED:
        raise SheetUnfit(
            Sentence(N_("There is no newer version of the table of criteria in force for this sheet.")),
            remedy=Sentence(N_("An agreed result keeps the version it was agreed under.")),
        )
    row.scheme_id = scheme_number(card.public_id)
    data = {"version": card.version, "was": frame.scheme_version}
    record_act(
        row=row, scope=frame.bloc_year, name=acts.MOVED, data=data, actor=actor, at=at, changed=("scheme",)
    )
    return card.version


@action
def close_stage(*, sheet: str, stage: Stage, actor: Actor, at: datetime) -> SheetState:
    """Close a stage «chốt»: its marks can no longer be entered, and the next stage begins.

    Cells without a value are counted and shown; they do not keep a stage open, because a late unit must not hold up
    the bloc. Raises `ScoringRefused`.
    """
    row, frame = sheet_for_change(sheet)
    verdict = may_close_stage(actor, (frame, stage), on=at.date())
    state = next_state(frame.state, f"close_{stage}")
    if not verdict.allowed or state is None:
        raise ScoringRefused(verdict)
    cells, without = _filled(frame, stage)
    StageClosing.objects.create(
        sheet=row,
        stage=stage,
        closed_at=at,
        closed_by_name=actor.actor_name[:200],
        cells=cells,
        without_value=without,
    )
    row.state = state
    data = {"cells": cells, "without_value": without}
    name = acts.CLOSED[stage]
    record_act(row=row, scope=frame.bloc_year, name=name, data=data, actor=actor, at=at, changed=("state",))
    return state


@action
def reopen_stage(*, sheet: str, stage: Stage, reason: str, actor: Actor, at: datetime) -> SheetState:
    """Reopen the stage that was closed last «mở lại», with a reason; results agreed so far stay as they are.

    Raises `ScoringRefused`, or `ReasonNeeded`.
    """
    row, frame = sheet_for_change(sheet)
    verdict = may_reopen_stage(actor, (frame, stage), on=at.date())
    state = next_state(frame.state, f"reopen_{stage}")
    if not verdict.allowed or state is None:
        raise ScoringRefused(verdict)
    if not reason.strip():
        raise ReasonNeeded(Sentence(N_("Say why the stage is reopened.")), where="reason")
    closing = StageClosing.objects.get(sheet=row, stage=stage, reopened_at=None)
    closing.reopened_at, closing.reopened_by_name = at, actor.actor_name[:200]
    closing.reopened_reason = reason.strip()
    closing.save(update_fields=["reopened_at", "reopened_by_name", "reopened_reason"])
    row.state = state
    data, name = {"reason": reason.strip()}, acts.REOPENED[stage]
    record_act(row=row, scope=frame.bloc_year, name=name, data=data, actor=actor, at=at, changed=("state",))
    return state


def _filled(frame: SheetFrame, stage: Stage) -> tuple[int, int]:
    """How many cells a stage has, and how many of them have no value."""
    cells = without = 0
    for member in frame.members:
        for leaf in frame.outline.leaves.values():
            if member.code in leaf.not_applicable_for:
                continue
            cells += 1
            mark = frame.mark(member.code, leaf.code, stage)
            without += mark is None or mark.pending
    return cells, without
