"""What each party registers «đăng ký thi đua»: targets, titles, commendations, models and exemplars; and the paper it files."""

from django.db import models
from django.db.models import Q

from thidua.covenants.awards import COMMENDATIONS, TITLES
from thidua.covenants.models.versions import Covenant, CovenantVersion, values
from thidua.covenants.states import AwardScope, Direction, PromiseKind, RegistrationState
from thidua.foundation.models import NFCCharField, NFCTextField, Record, new_public_id

MOST_DECIMALS = 4


class Registration(Record):
    """A party's part of one version of a covenant «bản đăng ký của đơn vị»; the parties are the members of its day.

    `revision` counts the saves, so that two officers on one form notice each other. `unit_name` is the name the text
    was composed with.
    """

    version = models.ForeignKey(CovenantVersion, on_delete=models.PROTECT, related_name="registrations")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    unit_name = NFCCharField(max_length=300)
    state = models.CharField(max_length=12, default=RegistrationState.DRAFTED.value)
    slogan = NFCCharField(max_length=300, blank=True)
    exemplars = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    returned_reason = NFCTextField(blank=True)
    revised_at = models.DateTimeField(null=True, blank=True)
    revised_by_name = NFCCharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by_name = NFCCharField(max_length=200, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    collected_by_name = NFCCharField(max_length=200, blank=True)

    class Meta:
        """A unit is a party once; columns tell the same story as the state."""

        verbose_name = "registration of a unit"
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(fields=("version", "unit"), name="covenants_registration_once"),
            models.UniqueConstraint(fields=("version", "position"), name="covenants_party_position_once"),
            models.CheckConstraint(
                condition=Q(state__in=values(RegistrationState)), name="covenants_registration_state_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        state__in=values({RegistrationState.SENT, RegistrationState.COLLECTED}),
                        sent_at__isnull=False,
                    )
                    | Q(
                        state__in=values({RegistrationState.DRAFTED, RegistrationState.RETURNED}),
                        sent_at__isnull=True,
                    )
                ),
                name="covenants_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=RegistrationState.COLLECTED.value, collected_at__isnull=False)
                    | (~Q(state=RegistrationState.COLLECTED.value) & Q(collected_at__isnull=True))
                ),
                name="covenants_collected_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.RETURNED.value) | ~Q(returned_reason=""),
                name="covenants_returned_has_reason",
            ),
        )

    def __str__(self) -> str:
        return self.unit_name


class Target(Record):
    """One registered target «chỉ tiêu đăng ký»: measured how, from what, to what, of what weight.

    `key` stays the same through all versions of the covenant, so that reports hold on to it. In a draft figures may
    still be missing; `decimals` is how many are shown.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="targets")
    key = models.CharField(max_length=12, default=new_public_id)
    code = NFCCharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name = NFCCharField(max_length=300, blank=True)
    measure = NFCCharField(max_length=60, blank=True)
    direction = models.CharField(max_length=8, default=Direction.HIGHER.value)
    weight = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    baseline = models.DecimalField(max_digits=22, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(max_digits=22, decimal_places=4, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    numerator = NFCCharField(max_length=120, blank=True)
    denominator = NFCCharField(max_length=120, blank=True)
    deadline = models.DateField(null=True, blank=True)
    secrecy = NFCCharField(max_length=300, blank=True)
    leaf = NFCCharField(max_length=40, blank=True)

    class Meta:
        """A key, a code and a place once in each registration; weights are positive, figures not negative."""

        verbose_name = "registered target"
        ordering = ("registration", "position")
        constraints = (
            models.UniqueConstraint(fields=("registration", "key"), name="covenants_target_key_once"),
            models.UniqueConstraint(fields=("registration", "code"), name="covenants_target_code_once"),
            models.UniqueConstraint(fields=("registration", "position"), name="covenants_target_place_once"),
            models.CheckConstraint(
                condition=Q(direction__in=values(Direction)), name="covenants_target_direction_known"
            ),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gt=0), name="covenants_target_weight_positive"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gte=0), name="covenants_target_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=MOST_DECIMALS), name="covenants_target_decimals_few"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class TitleRegistered(models.Model):
    """A title or flag a unit strives for «danh hiệu thi đua đăng ký»; never a commendation."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="titles")
    code = models.CharField(max_length=16)
    scope = models.CharField(max_length=12)
    count = models.PositiveIntegerField()
    note = NFCCharField(max_length=300, blank=True)

    class Meta:
        """Each title once; only titles."""

        verbose_name = "registered title"
        ordering = ("registration", "pk")
        constraints = (
            models.UniqueConstraint(fields=("registration", "code"), name="covenants_title_once"),
            models.CheckConstraint(condition=Q(code__in=sorted(TITLES)), name="covenants_title_is_a_title"),
            models.CheckConstraint(
                condition=Q(scope__in=values(AwardScope)), name="covenants_title_scope_known"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="covenants_title_for_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.code} × {self.count}"


class CommendationRegistered(models.Model):
    """A form of commendation a unit hopes for «hình thức khen thưởng đăng ký»; never a title."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="commendations")
    code = models.CharField(max_length=16)
    scope = models.CharField(max_length=12)
    count = models.PositiveIntegerField()
    note = NFCCharField(max_length=300, blank=True)

    class Meta:
        """Each form once for each scope; only forms of commendation."""

        verbose_name = "registered commendation"
        ordering = ("registration", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "code", "scope"), name="covenants_commendation_once"
            ),
            models.CheckConstraint(
                condition=Q(code__in=sorted(COMMENDATIONS)), name="covenants_commendation_is_one"
            ),
            models.CheckConstraint(
                condition=Q(scope__in=values(AwardScope)), name="covenants_commendation_scope_known"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="covenants_commendation_for_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.code} × {self.count}"


class Promise(models.Model):
    """A new model «mô hình» or an exemplar «điển hình» a unit promises to bring forth."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=8)
    position = models.PositiveSmallIntegerField()
    name = NFCCharField(max_length=300)

    class Meta:
        """Each says what it is."""

        verbose_name = "promised model or exemplar"
        ordering = ("registration", "kind", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "kind", "position"), name="covenants_promise_place_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=values(PromiseKind)), name="covenants_promise_kind_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="covenants_promise_says_something"),
        )

    def __str__(self) -> str:
        return self.name


class RegistrationRevision(models.Model):
    """A registration as it was saved once, whole: what two officers wrote over each other is never lost."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    author_name = NFCCharField(max_length=200)
    saved_at = models.DateTimeField()

    class Meta:
        """Each revision once; never changed."""

        verbose_name = "saved state of a registration"
        ordering = ("registration", "revision")
        constraints = (
            models.UniqueConstraint(fields=("registration", "revision"), name="covenants_revision_once"),
        )

    def __str__(self) -> str:
        return f"{self.registration} r{self.revision}"


class Filing(Record):
    """The registration paper «bản đăng ký thi đua» a unit filed in a covenant's year: its number and day.

    Days late are worked out against the covenant's due day, never kept: a due day that is moved counts at once.
    """

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="filings")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    number = NFCCharField(max_length=60)
    filed_on = models.DateField()
    note = NFCCharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = NFCCharField(max_length=200)

    class Meta:
        """One paper per unit and year, with its number."""

        verbose_name = "registration paper"
        constraints = (
            models.UniqueConstraint(fields=("covenant", "unit"), name="covenants_filing_once"),
            models.CheckConstraint(condition=~Q(number=""), name="covenants_filing_has_number"),
        )

    def __str__(self) -> str:
        return self.number
