"""Holidays as this office corrected them, and the secret addresses of people's calendars."""

from django.db import models
from django.db.models import Q

from thidua.core.calendar import Known, SpecialKind
from thidua.foundation.models import NFCCharField, NFCTextField, Record
from thidua.plans.models.plans import one_of


class CalendarYear(Record):
    """A year whose holidays «ngày nghỉ lễ, tết» this office set itself; it replaces the year that came with the product."""

    year = models.PositiveSmallIntegerField(unique=True)
    reason = NFCTextField()
    note = NFCTextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    corrected_at = models.DateTimeField()
    corrected_by_name = NFCCharField(max_length=200)

    class Meta:
        """A year once, with the reason."""

        verbose_name = "calendar year"
        ordering = ("year",)
        constraints = (
            models.CheckConstraint(condition=Q(year__gte=1948, year__lte=2200), name="plan_year_plausible"),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_year_corrected_with_reason"),
        )

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day off, or a Saturday or Sunday worked «làm bù», in a corrected year."""

    calendar = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(unique=True)
    kind = models.CharField(max_length=16)
    name = NFCCharField(max_length=200)
    known = models.CharField(max_length=12)
    source = NFCCharField(max_length=300, blank=True)

    class Meta:
        """A day once."""

        verbose_name = "special day"
        ordering = ("day",)
        constraints = (
            one_of("kind", SpecialKind, name="plan_special_day_kind_known"),
            one_of("known", Known, name="plan_special_day_known_how_well"),
            models.CheckConstraint(condition=~Q(name=""), name="plan_special_day_named"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CalendarFeed(Record):
    """The secret address under which a person's calendar program reads their calendar.

    The address itself is not stored: it is derived from the installation's key, this row and `turn`; renewing it counts
    `turn` up, and the old address is no longer found. Without an address the row stays, closed.
    """

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    renewed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One for each person; the turn only counts up."""

        verbose_name = "calendar address"
        constraints = (models.CheckConstraint(condition=Q(turn__gte=1), name="plan_feed_turn_from_one"),)

    def __str__(self) -> str:
        return self.public_id
