"""A plan with everything a screen or a verb needs of it, in a handful of queries whatever its length."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, CharField, DateField, QuerySet, Value
from django.db.models.functions import Cast

from thidua.core.calendar import Absolute, DayKind, Holidays, Relative, Roll, When, days_late
from thidua.plans.models import Activity, Completion, Move, Plan
from thidua.plans.queries.years import YearFrame, year_frame, years_of
from thidua.plans.states import ActivityStanding, PlanState

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One version without its activities."""

    id: int
    public_id: str
    bloc_year: int
    version: int
    state: PlanState
    title: str
    text: str
    revision: int
    change_reason: str
    returned_reason: str
    drafted_at: datetime
    drafted_by: str
    revised_at: datetime
    revised_by: str
    number: str
    issued_on: date | None
    signer_name: str
    signer_title: str
    superseded_on: date | None

    @property
    def passages(self) -> tuple[str, ...]:
        """The lines of its text that hold anything."""
        return tuple(line for line in (part.strip() for part in self.text.splitlines()) if line)


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """That a unit (by row number) did its part, and when."""

    unit: int
    done_on: date
    note: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move of a day; `cause` is the code of what was moved by hand."""

    was: date
    now: date
    cause: str
    reason: str
    moved_at: datetime
    moved_by: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A line of a plan; `owner` is a unit's row number, None for every member."""

    id: int
    public_id: str
    code: str
    position: int
    anchor: bool
    title: str
    output: str
    owner: int | None
    when: When
    day_kind: DayKind
    due_on: date
    planned_on: date
    dropped_on: date | None
    dropped_reason: str
    completions: tuple[CompletionRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()

    def completion(self, unit: int) -> CompletionRow | None:
        """What a unit did of it."""
        return next((one for one in self.completions if one.unit == unit), None)


@dataclass(frozen=True, slots=True)
class PlanFrame:
    """A plan, its bloc-year, its activities in the order of their days, and the holidays by which days are counted."""

    card: PlanCard
    year: YearFrame
    activities: tuple[ActivityRow, ...]
    holidays: Holidays

    @property
    def whens(self) -> dict[str, When]:
        """How each day is found. What is done or dropped stands where it stood, whatever it once counted from."""
        return {row.code: Absolute(row.due_on) if self.settled(row) else row.when for row in self.activities}

    @property
    def days(self) -> dict[str, date]:
        """The day each line stands at now."""
        return {row.code: row.due_on for row in self.activities}

    def activity(self, code: str) -> ActivityRow | None:
        """The line with a code."""
        return next((row for row in self.activities if row.code == code), None)

    def responsible(self, row: ActivityRow) -> tuple[int, ...]:
        """The units (by row number) that have to do it; none for an anchor."""
        if row.anchor:
            return ()
        if row.owner is not None:
            return (row.owner,)
        return tuple(member.id for member in self.year.responsible(row.due_on))

    def outstanding(self, row: ActivityRow) -> tuple[int, ...]:
        """The units that have not done their part."""
        return tuple(unit for unit in self.responsible(row) if row.completion(unit) is None)

    def done_on(self, row: ActivityRow) -> date | None:
        """The day on which the last unit had done its part; None while one is missing, and for an anchor."""
        parts = [row.completion(unit) for unit in self.responsible(row)]
        days = [part.done_on for part in parts if part is not None]
        return max(days) if days and len(days) == len(parts) else None

    def settled(self, row: ActivityRow) -> bool:
        """Whether nothing more is to be done of it, so that its day moves no more."""
        return row.dropped_on is not None or self.done_on(row) is not None

    def late(self, row: ActivityRow, on: date) -> int:
        """Days late by the line's own kind of day: of the day it was done, or of `on` while it is not; negative when early."""
        return days_late(row.due_on, self.done_on(row) or on, kind=row.day_kind, holidays=self.holidays)

    def standing(self, row: ActivityRow, on: date) -> ActivityStanding:
        """How the line stands on a day."""
        if row.dropped_on is not None:
            return ActivityStanding.DROPPED
        late = self.late(row, on)
        if self.done_on(row) is not None:
            return ActivityStanding.DONE_LATE if late > 0 else ActivityStanding.DONE
        if row.anchor:
            return ActivityStanding.DONE if row.due_on < on else ActivityStanding.COMING
        if late > 0:
            return ActivityStanding.OVERDUE
        return ActivityStanding.SOON if (row.due_on - on).days <= SOON_DAYS else ActivityStanding.COMING


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far a plan has come: what there is to do, what is done and how much of it late, what is overdue, what is next."""

    plan: str
    total: int
    done: int
    late: int
    overdue: int
    following: tuple[str, date] | None

    @property
    def share(self) -> int:
        """Whole percent done."""
        return 100 * self.done // self.total if self.total else 0


def card_of(plan: Plan) -> PlanCard:
    """The card of a row."""
    return PlanCard(
        plan.pk,
        plan.public_id,
        plan.bloc_year_id,
        plan.version,
        PlanState(plan.state),
        plan.title,
        plan.text,
        plan.revision,
        plan.change_reason,
        plan.returned_reason,
        plan.drafted_at,
        plan.drafted_by_name,
        plan.revised_at,
        plan.revised_by_name,
        plan.number,
        plan.issued_on,
        plan.signer_name,
        plan.signer_title,
        plan.superseded_on,
    )


def _when(row: Activity) -> When:
    if row.day is not None:
        return Absolute(row.day, Roll(row.roll))
    return Relative(row.base_code, row.offset, DayKind(row.day_kind), Roll(row.roll))


def _beside(plans: set[int]) -> dict[int, tuple[list[CompletionRow], list[MoveRow]]]:
    """What was done and what was moved, by activity: two tables in one query, because both stand beside every plan."""
    text, number = CharField(), BigIntegerField()
    done = Completion.objects.filter(activity__plan__in=plans).order_by()
    moved = Move.objects.filter(activity__plan__in=plans).order_by()
    rows = done.values_list(
        "activity",
        Cast(Value(None), text),
        Cast("unit_id", number),
        "done_on",
        Cast("done_on", DateField()),
        "note",
        "recorded_at",
        "recorded_by_name",
        "pk",
    ).union(
        moved.values_list(
            "activity",
            "cause",
            Cast(Value(None), number),
            "was",
            "now",
            "reason",
            "moved_at",
            "moved_by_name",
            "pk",
        ),
        all=True,
    )
    found: dict[int, tuple[list[CompletionRow], list[MoveRow]]] = {}
    for activity, cause, unit, first, last, words, at, who, _ in sorted(
        rows.order_by(), key=lambda row: (row[6], row[8])
    ):
        completions, moves = found.setdefault(activity, ([], []))
        if cause is None:
            completions.append(CompletionRow(unit, first, words, at, who))
        else:
            moves.append(MoveRow(first, last, cause, words, at, who))
    return found


def _activities(plans: Iterable[int]) -> dict[int, tuple[ActivityRow, ...]]:
    """The activities of plans (by row number) in the order of their days, in two queries."""
    wanted = set(plans)
    beside = _beside(wanted)
    rows: dict[int, list[ActivityRow]] = {}
    for row in Activity.objects.filter(plan__in=wanted).order_by("plan", "due_on", "position", "pk"):
        completions, moves = beside.get(row.pk, ((), ()))
        rows.setdefault(row.plan_id, []).append(
            ActivityRow(
                row.pk,
                row.public_id,
                row.code,
                row.position,
                row.anchor,
                row.title,
                row.output,
                row.owner_id,
                _when(row),
                DayKind(row.day_kind),
                row.due_on,
                row.planned_on,
                row.dropped_on,
                row.dropped_reason,
                tuple(completions),
                tuple(moves),
            )
        )
    return {plan: tuple(lines) for plan, lines in rows.items()}


def plan_frame_of(plan: Plan, holidays: Holidays) -> PlanFrame:
    """The frame of a row; three queries."""
    year = year_frame(plan.bloc_year_id)
    if year is None:
        message = f"The bloc-year {plan.bloc_year_id} is gone."
        raise LookupError(message)
    return PlanFrame(card_of(plan), year, _activities([plan.pk]).get(plan.pk, ()), holidays)


def plan_frames_in(pairs: Iterable[tuple[YearFrame, PlanCard]], holidays: Holidays) -> tuple[PlanFrame, ...]:
    """The frames of versions whose bloc-years are at hand, in their order; two queries."""
    kept = tuple(pairs)
    lines = _activities(card.id for _, card in kept) if kept else {}
    return tuple(PlanFrame(card, year, lines.get(card.id, ()), holidays) for year, card in kept)


def plan_frames(plans: Iterable[Plan], holidays: Holidays) -> tuple[PlanFrame, ...]:
    """The frames of several plans, in their order, in four queries whatever their number."""
    rows = list(plans)
    years = years_of(rows)
    return plan_frames_in(((years[row.bloc_year_id], card_of(row)) for row in rows), holidays)


def plan_cards(plans: QuerySet[Plan]) -> tuple[PlanCard, ...]:
    """The cards of plans, in their order."""
    return tuple(card_of(row) for row in plans)


def progress_of(frame: PlanFrame, on: date) -> PlanProgress:
    """How far a plan has come by a day."""
    standings = [
        (row, frame.standing(row, on))
        for row in frame.activities
        if not row.anchor and row.dropped_on is None
    ]
    done = [
        standing
        for _, standing in standings
        if standing in {ActivityStanding.DONE, ActivityStanding.DONE_LATE}
    ]
    waiting = [row for row, _ in standings if frame.done_on(row) is None and row.due_on >= on]
    return PlanProgress(
        frame.card.public_id,
        len(standings),
        len(done),
        done.count(ActivityStanding.DONE_LATE),
        sum(standing is ActivityStanding.OVERDUE for _, standing in standings),
        (waiting[0].title, waiting[0].due_on) if waiting else None,
    )
