"""Plans of a bloc-year «kế hoạch hoạt động của Khối» with their activities, what was done, and every move of a day."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from thidua.core.calendar import DayKind, Roll
from thidua.foundation.models import NFCCharField, NFCTextField, Record
from thidua.plans.states import IN_PREPARATION, PlanState


def one_of(field: str, words: Iterable[StrEnum], *, name: str) -> models.CheckConstraint:
    """The column holds one of these words."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(word.value for word in words)}), name=name
    )


class Plan(Record):
    """One version of a bloc-year's plan «kế hoạch».

    `revision` counts the saves, so that two officers notice each other. Number, day and signer are those of the paper
    as recorded; the words of an issued plan do not change any more.
    """

    bloc_year = models.ForeignKey("organisations.BlocYear", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=PlanState.DRAFTED.value)
    title = NFCCharField(max_length=300)
    text = NFCTextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    change_reason = NFCTextField(blank=True)
    returned_reason = NFCTextField(blank=True)
    drafted_at = models.DateTimeField()
    drafted_by_name = NFCCharField(max_length=200)
    revised_at = models.DateTimeField()
    revised_by_name = NFCCharField(max_length=200)
    number = NFCCharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    signer_name = NFCCharField(max_length=200, blank=True)
    signer_title = NFCCharField(max_length=200, blank=True)
    superseded_on = models.DateField(null=True, blank=True)

    class Meta:
        """One version in preparation, one in force; columns tell the same story as the state."""

        verbose_name = "plan"
        ordering = ("bloc_year", "version")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "version"), name="plan_version_once"),
            models.UniqueConstraint(
                fields=("bloc_year",),
                condition=Q(state__in=sorted(state.value for state in IN_PREPARATION)),
                name="plan_one_in_preparation",
            ),
            models.UniqueConstraint(
                fields=("bloc_year",), condition=Q(state=PlanState.ISSUED.value), name="plan_one_issued"
            ),
            one_of("state", PlanState, name="plan_state_known"),
            models.CheckConstraint(condition=~Q(title=""), name="plan_has_title"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(change_reason=""), name="plan_later_version_has_reason"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=[PlanState.ISSUED.value, PlanState.SUPERSEDED.value], issued_on__isnull=False)
                    & ~Q(number="")
                    & ~Q(signer_name="")
                    | Q(
                        state__in=sorted(state.value for state in IN_PREPARATION),
                        issued_on__isnull=True,
                        number="",
                        signer_name="",
                    )
                ),
                name="plan_issued_has_number_day_signer",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        state=PlanState.SUPERSEDED.value,
                        superseded_on__isnull=False,
                        superseded_on__gte=F("issued_on"),
                    )
                    | (~Q(state=PlanState.SUPERSEDED.value) & Q(superseded_on__isnull=True))
                ),
                name="plan_superseded_has_day",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Activity(Record):
    """A line of a plan «nội dung công việc», or an anchor «mốc» other lines count from.

    Its day is absolute (`day`), or so many days after `base_code` (before, when negative); `due_on` is what that came
    to when it was last worked out. Without an owner it is every member's. An anchor has nothing to do and no owner.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="activities")
    code = NFCCharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    anchor = models.BooleanField(default=False)
    title = NFCCharField(max_length=300)
    output = NFCCharField(max_length=300, blank=True)
    owner = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    day = models.DateField(null=True, blank=True)
    base_code = NFCCharField(max_length=20, blank=True)
    offset = models.SmallIntegerField(default=0)
    day_kind = models.CharField(max_length=8, default=DayKind.CALENDAR.value)
    roll = models.CharField(max_length=8, default=Roll.KEEP.value)
    due_on = models.DateField()
    planned_on = models.DateField()
    dropped_on = models.DateField(null=True, blank=True)
    dropped_reason = NFCTextField(blank=True)

    class Meta:
        """A code once in a plan; a day of its own or one to count from, never both."""

        verbose_name = "activity of a plan"
        ordering = ("plan", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("plan", "code"), name="plan_activity_code_once"),
            one_of("day_kind", DayKind, name="plan_activity_day_kind_known"),
            one_of("roll", Roll, name="plan_activity_roll_known"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="plan_activity_named"),
            models.CheckConstraint(
                condition=Q(day__isnull=False, base_code="", offset=0)
                | (Q(day__isnull=True) & ~Q(base_code="")),
                name="plan_activity_one_way_to_its_day",
            ),
            models.CheckConstraint(
                condition=Q(anchor=False) | Q(owner__isnull=True, output=""), name="plan_anchor_has_no_work"
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_reason="")
                | (Q(dropped_on__isnull=False) & ~Q(dropped_reason="")),
                name="plan_activity_dropped_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Completion(models.Model):
    """That a unit did its part of an activity «hoàn thành», on which day, with a note."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="completions")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField()
    note = NFCTextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = NFCCharField(max_length=200)

    class Meta:
        """Once for each unit."""

        verbose_name = "completed part of an activity"
        ordering = ("activity", "unit")
        constraints = (
            models.UniqueConstraint(fields=("activity", "unit"), name="plan_completion_once_per_unit"),
        )

    def __str__(self) -> str:
        return f"{self.activity} – {self.unit}"


class Move(models.Model):
    """One move of a day in a plan in force «đổi hạn»: from which day to which, why, by whom; never changed afterwards.

    `cause` is the code of what was moved by hand; lines that count from it move with it, each with a row of its own.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="moves")
    was = models.DateField()
    now = models.DateField()
    cause = NFCCharField(max_length=20)
    reason = NFCTextField()
    moved_at = models.DateTimeField()
    moved_by_name = NFCCharField(max_length=200)

    class Meta:
        """From one day to another, with a reason."""

        verbose_name = "move of a day"
        ordering = ("moved_at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(was=F("now")), name="plan_move_moves"),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_move_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.activity}: {self.was} → {self.now}"
