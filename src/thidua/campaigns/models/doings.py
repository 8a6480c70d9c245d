"""What units answer and do: responses, activities with figures, and who came to what the bloc did together."""

from django.db import models
from django.db.models import Q

from thidua.campaigns.models.movements import DIGITS, PLACES, Movement
from thidua.campaigns.states import GatheringKind, Presence
from thidua.foundation.models import NFCCharField, NFCTextField, Record


class MovementResponse(Record):
    """A unit's response to a movement «hưởng ứng phong trào»: its paper, its own slogan, what it undertakes."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="responses")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    responded_on = models.DateField()
    document_number = NFCCharField(max_length=80, blank=True)
    slogan = NFCCharField(max_length=300, blank=True)
    undertakes = NFCTextField()
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_name = NFCCharField(max_length=200)

    class Meta:
        """One for each unit; it says what the unit takes on."""

        verbose_name = "response to a movement"
        ordering = ("movement", "responded_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("movement", "unit"), name="campaigns_response_once"),
            models.CheckConstraint(condition=~Q(undertakes=""), name="campaigns_response_says_something"),
        )

    def __str__(self) -> str:
        """Unit and movement."""
        return f"{self.unit} – {self.movement}"


class Activity(Record):
    """Something a unit did for one or more movements «hoạt động hưởng ứng».

    It is entered once, with all movements it is counted for; whatever way up it finds, an ancestor counts it once.
    A wrong one is struck with a reason, never deleted.
    """

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    title = NFCCharField(max_length=300)
    place = NFCCharField(max_length=200, blank=True)
    evidence = NFCTextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_name = NFCCharField(max_length=200)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = NFCTextField(blank=True)
    struck_by_name = NFCCharField(max_length=200, blank=True)

    class Meta:
        """It has a title; a struck one says why."""

        verbose_name = "activity of a movement"
        verbose_name_plural = "activities of a movement"
        ordering = ("-happened_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="campaigns_activity_named"),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_reason="")),
                name="campaigns_activity_struck_has_reason",
            ),
        )

    def __str__(self) -> str:
        """Its title."""
        return str(self.title)


class ActivityCounting(models.Model):
    """That an activity is counted for a movement."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="countings")
    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="countings")

    class Meta:
        """Once for each pair."""

        verbose_name = "counting of an activity"
        ordering = ("activity", "movement")
        constraints = (
            models.UniqueConstraint(fields=("activity", "movement"), name="campaigns_counting_once"),
        )

    def __str__(self) -> str:
        """Both ends."""
        return f"{self.activity_id} → {self.movement_id}"


class ActivityFigure(models.Model):
    """A figure of an activity «số liệu»: how many of what. Rates are shown, never added up.

    `measure_key` is the folded name and unit: figures of one key are the same measure.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    measure = NFCCharField(max_length=120)
    unit_of_measure = NFCCharField(max_length=60)
    measure_key = models.CharField(max_length=200, db_index=True)
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    adds_up = models.BooleanField(default=True)

    class Meta:
        """A measure once for each activity; rates do not add up."""

        verbose_name = "figure of an activity"
        ordering = ("activity", "position")
        constraints = (
            models.UniqueConstraint(fields=("activity", "measure_key"), name="campaigns_figure_measure_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="campaigns_figure_not_negative"),
            models.CheckConstraint(
                condition=~Q(unit_of_measure="%") | Q(adds_up=False), name="campaigns_figure_rates_not_added"
            ),
        )

    def __str__(self) -> str:
        """Measure and number."""
        return f"{self.measure}: {self.amount}"


class Gathering(Record):
    """What the bloc did together «hoạt động chung của Khối»: conference, contest, sports, visit; or a preparatory meeting.

    Those that count feed the criterion on taking part and the bonus for the host; a preparatory meeting only shows
    who stayed away without a reason.
    """

    bloc_year = models.ForeignKey("organisations.BlocYear", on_delete=models.PROTECT, related_name="+")
    code = NFCCharField(max_length=20)
    kind = models.CharField(max_length=12)
    happened_on = models.DateField()
    title = NFCCharField(max_length=300)
    place = NFCCharField(max_length=200, blank=True)
    host = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_name = NFCCharField(max_length=200)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = NFCTextField(blank=True)

    class Meta:
        """A code once a year; a struck one says why."""

        verbose_name = "gathering of the bloc"
        ordering = ("bloc_year", "happened_on", "code")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "code"), name="campaigns_gathering_code_once"),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(kind.value for kind in GatheringKind)),
                name="campaigns_gathering_kind_known",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(code=""), name="campaigns_gathering_named"),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_reason="")),
                name="campaigns_gathering_struck_has_reason",
            ),
        )

    def __str__(self) -> str:
        """Code and title."""
        return f"{self.code} {self.title}"


class Attendance(models.Model):
    """Whether a member unit came to a gathering «điểm danh», and why not."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendances")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=8)
    reason = NFCTextField(blank=True)

    class Meta:
        """One for each unit; an excuse has its reason, presence needs none."""

        verbose_name = "attendance"
        ordering = ("gathering", "unit")
        constraints = (
            models.UniqueConstraint(fields=("gathering", "unit"), name="campaigns_attendance_once"),
            models.CheckConstraint(
                condition=(Q(presence=Presence.EXCUSED.value) & ~Q(reason=""))
                | Q(presence__in=[Presence.PRESENT.value, Presence.ABSENT.value], reason=""),
                name="campaigns_attendance_excuse_has_reason",
            ),
        )

    def __str__(self) -> str:
        """Unit and presence."""
        return f"{self.unit_id}: {self.presence}"
