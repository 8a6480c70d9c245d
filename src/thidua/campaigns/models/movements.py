"""Movements, what they ask for, whom they call and to which movements they respond."""

from django.db import models
from django.db.models import F, Q

from thidua.campaigns.states import ONCE_LAUNCHED, Level, MovementKind, MovementState, ReviewKind
from thidua.foundation.models import NFCCharField, NFCTextField, Record, SortedName

CONFIDENCES = ("confirmed", "invented", "memory", "weak")
DIGITS, PLACES = 20, 4


def _one_of(field: str, kinds: "type[Level | MovementKind | MovementState | ReviewKind]") -> Q:
    return Q(**{f"{field}__in": sorted(kind.value for kind in kinds)})


class Movement(Record, SortedName):
    """A patriotic emulation movement «phong trào thi đua».

    A bloc's movement belongs to a bloc-year, a unit's to the unit; those above belong to the province's standing body.
    A force's movement names the `force` whose units it is for.
    `source_key` and `source_hash` tie it to the reference list it was taken from: as long as the content still has
    that hash, nobody has edited it. `contents` has one content «nội dung thi đua» a line. `revision` counts saves, so that two editors notice each other.
    """

    code = NFCCharField(max_length=40, unique=True, null=True, blank=True)
    level = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    name = NFCCharField(max_length=300)
    slogan = NFCCharField(max_length=300, blank=True)
    issuer = NFCCharField(max_length=200)
    document_number = NFCCharField(max_length=80, blank=True)
    document_date = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    period_note = NFCCharField(max_length=300, blank=True)
    subjects = NFCTextField(blank=True)
    contents = NFCTextField(blank=True)
    awards = NFCTextField(blank=True)
    bloc_year = models.ForeignKey(
        "organisations.BlocYear", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    force = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=12, default=MovementState.DRAFTED.value)
    launched_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = NFCTextField(blank=True)
    confidence = models.CharField(max_length=12, default="confirmed")
    confidence_note = NFCCharField(max_length=400, blank=True)
    illustrative = models.BooleanField(default=False)
    source_key = NFCCharField(max_length=40, unique=True, null=True, blank=True)
    source_hash = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    revised_at = models.DateTimeField()
    revised_by_name = NFCCharField(max_length=200)

    class Meta:
        """Owner fits the level; days fit the state; the period is in order."""

        verbose_name = "emulation movement"
        ordering = ("-starts_on", "sort_key")
        constraints = (
            models.CheckConstraint(condition=_one_of("level", Level), name="campaigns_movement_level_known"),
            models.CheckConstraint(
                condition=_one_of("kind", MovementKind), name="campaigns_movement_kind_known"
            ),
            models.CheckConstraint(
                condition=_one_of("state", MovementState), name="campaigns_movement_state_known"
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=CONFIDENCES), name="campaigns_movement_confidence_known"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(issuer=""), name="campaigns_movement_named_and_issued"
            ),
            models.CheckConstraint(
                condition=Q(level=Level.BLOC.value, bloc_year__isnull=False)
                | (~Q(level=Level.BLOC.value) & Q(bloc_year__isnull=True)),
                name="campaigns_movement_bloc_has_year",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.UNIT.value, unit__isnull=False)
                | (~Q(level=Level.UNIT.value) & Q(unit__isnull=True)),
                name="campaigns_movement_unit_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.FORCE.value, force__in=["army", "police"])
                | (~Q(level=Level.FORCE.value) & Q(force="")),
                name="campaigns_movement_force_named",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="campaigns_movement_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ONCE_LAUNCHED), launched_on__isnull=False)
                | Q(state=MovementState.DRAFTED.value, launched_on__isnull=True)
                | Q(state=MovementState.WITHDRAWN.value),
                name="campaigns_movement_launched_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state=MovementState.CLOSED.value, closed_on__isnull=False)
                | (~Q(state=MovementState.CLOSED.value) & Q(closed_on__isnull=True)),
                name="campaigns_movement_closed_has_day",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=MovementState.WITHDRAWN.value, withdrawn_on__isnull=False)
                    & ~Q(withdrawn_reason="")
                )
                | (
                    ~Q(state=MovementState.WITHDRAWN.value)
                    & Q(withdrawn_on__isnull=True, withdrawn_reason="")
                ),
                name="campaigns_movement_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(source_key__isnull=True, source_hash="")
                | (Q(source_key__isnull=False) & ~Q(source_hash="")),
                name="campaigns_movement_source_has_hash",
            ),
        )

    def __str__(self) -> str:
        """Its name."""
        return str(self.name)


class MovementLink(models.Model):
    """That a movement responds to one above it «hưởng ứng»; many to many, never around in a circle.

    The order of levels and the absence of circles hold over several rows: the verb checks both under a lock, and a
    truth of the room checks them again.
    """

    lower = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="links_up")
    upper = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="links_down")

    class Meta:
        """Once for each pair, never to itself."""

        verbose_name = "response of movements"
        ordering = ("lower", "upper")
        constraints = (
            models.UniqueConstraint(fields=("lower", "upper"), name="campaigns_link_once"),
            models.CheckConstraint(condition=~Q(lower=F("upper")), name="campaigns_link_not_to_itself"),
        )

    def __str__(self) -> str:
        """Both ends."""
        return f"{self.lower_id} → {self.upper_id}"


class MovementCall(models.Model):
    """A unit a movement calls by name «đơn vị được phát động»; without any, a bloc's movement calls all its members."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="calls")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Once for each unit."""

        verbose_name = "call to a unit"
        ordering = ("movement", "unit")
        constraints = (models.UniqueConstraint(fields=("movement", "unit"), name="campaigns_call_once"),)

    def __str__(self) -> str:
        """Both ends."""
        return f"{self.movement_id}: {self.unit_id}"


class MovementTarget(models.Model):
    """One target «chỉ tiêu» of a movement: how much of what.

    `counts` names the figure of activities that is added up for it; without one, what was reached is told by reviews
    and kept in `reached`. `unit_of_measure` is one word for both.
    """

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    name = NFCCharField(max_length=300)
    unit_of_measure = NFCCharField(max_length=60)
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    counts = NFCCharField(max_length=120, blank=True)
    reached = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        """In order, above nothing; what was reached has its day."""

        verbose_name = "target of a movement"
        ordering = ("movement", "position")
        constraints = (
            models.UniqueConstraint(fields=("movement", "position"), name="campaigns_target_position_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="campaigns_target_above_nothing"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(unit_of_measure=""), name="campaigns_target_named"
            ),
            models.CheckConstraint(
                condition=Q(reached__isnull=True, reached_on__isnull=True)
                | Q(reached__gte=0, reached_on__isnull=False),
                name="campaigns_target_reached_has_day",
            ),
        )

    def __str__(self) -> str:
        """Its name."""
        return str(self.name)


class Amendment(Record):
    """A change after the launch «điều chỉnh sau phát động»: what was changed from what to what, and why.

    `changes` maps the name of each field to its words before and after.
    """

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    reason = NFCTextField()
    document = NFCCharField(max_length=200, blank=True)
    changes = models.JSONField()
    amended_at = models.DateTimeField()
    amended_by_name = NFCCharField(max_length=200)

    class Meta:
        """Numbered, each with a reason."""

        verbose_name = "amendment of a movement"
        ordering = ("movement", "-number")
        constraints = (
            models.UniqueConstraint(fields=("movement", "number"), name="campaigns_amendment_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="campaigns_amendment_has_reason"),
        )

    def __str__(self) -> str:
        """Movement and number."""
        return f"{self.movement} ({self.number})"


class Review(Record):
    """An interim or final review of a movement «sơ kết, tổng kết»: what was reached, what is left to do.

    `reached` maps the position of each target to the figure told, as exact text.
    """

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=8)
    held_on = models.DateField()
    document = NFCCharField(max_length=200, blank=True)
    results = NFCTextField()
    limits = NFCTextField(blank=True)
    next_tasks = NFCTextField(blank=True)
    awards = NFCTextField(blank=True)
    reached = models.JSONField(default=dict)
    written_at = models.DateTimeField()
    written_by_name = NFCCharField(max_length=200)

    class Meta:
        """One final review; every review says what was reached."""

        verbose_name = "review of a movement"
        ordering = ("movement", "held_on", "pk")
        constraints = (
            models.CheckConstraint(condition=_one_of("kind", ReviewKind), name="campaigns_review_kind_known"),
            models.UniqueConstraint(
                fields=("movement",),
                condition=Q(kind=ReviewKind.FINAL.value),
                name="campaigns_review_one_final",
            ),
            models.UniqueConstraint(
                fields=("movement", "kind", "held_on"), name="campaigns_review_once_a_day"
            ),
            models.CheckConstraint(condition=~Q(results=""), name="campaigns_review_says_something"),
        )

    def __str__(self) -> str:
        """Kind and day."""
        return f"{self.movement}: {self.kind} {self.held_on}"


class TakeIn(Record):
    """One taking-in of the reference list of movements «cập nhật danh mục phong trào»: what it added, refreshed, left."""

    file_hash = models.CharField(max_length=64)
    added = models.PositiveIntegerField()
    refreshed = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by_name = NFCCharField(max_length=200)

    class Meta:
        """The list has a hash."""

        verbose_name = "taking-in of movements"
        ordering = ("-taken_at", "-pk")
        constraints = (models.CheckConstraint(condition=~Q(file_hash=""), name="campaigns_takein_has_hash"),)

    def __str__(self) -> str:
        """Its day."""
        return f"{self.taken_at:%d/%m/%Y}"
