"""A bloc-year's covenant «giao ước thi đua», its versions, and the contents of the bloc."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from thidua.core.calendar import DayKind
from thidua.covenants.states import IN_PREPARATION, UNCHANGEABLE, WITH_TEXT, CovenantState
from thidua.foundation.models import NFCCharField, NFCTextField, Record


def values(of: Iterable[StrEnum]) -> list[str]:
    """What the columns hold for these members, in a fixed order."""
    return sorted(member.value for member in of)


class Covenant(Record):
    """The covenant «giao ước thi đua» of a bloc-year, over all its versions; until when units file their registration paper."""

    bloc_year = models.OneToOneField("organisations.BlocYear", on_delete=models.PROTECT, related_name="+")
    registration_due = models.DateField()
    due_kind = models.CharField(max_length=8, default=DayKind.CALENDAR.value)
    begun_at = models.DateTimeField()
    begun_by_name = NFCCharField(max_length=200)

    class Meta:
        """One per bloc-year."""

        verbose_name = "emulation covenant"
        constraints = (
            models.CheckConstraint(
                condition=Q(due_kind__in=values(DayKind)), name="covenants_covenant_due_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.bloc_year}"


class CovenantVersion(Record):
    """One version of a covenant: what is printed above and around the rows, and the composed text once there is one.

    `text` is composed from the rows and `content_hash` is its SHA-256; both are there exactly from *composed* on, and
    all that the text is made of is locked in the database from then on. `revision` counts the saves of the contents.
    `bloc_name` and `letterhead` are those of the day the text was composed.
    """

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=CovenantState.DRAFTED.value)
    title = NFCCharField(max_length=300)
    slogan = NFCCharField(max_length=300, blank=True)
    preamble = NFCTextField(blank=True)
    undertaking = NFCTextField(blank=True)
    number = NFCCharField(max_length=60, blank=True)
    revision = models.PositiveIntegerField(default=1)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    change_reason = NFCTextField(blank=True)
    returned_reason = NFCTextField(blank=True)
    bloc_name = NFCCharField(max_length=300, blank=True)
    letterhead = NFCCharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    scheme_hash = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by_name = NFCCharField(max_length=200)
    revised_at = models.DateTimeField()
    revised_by_name = NFCCharField(max_length=200)
    composed_at = models.DateTimeField(null=True, blank=True)
    composed_by_name = NFCCharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    superseded_on = models.DateField(null=True, blank=True)

    class Meta:
        """One version in preparation, one in force; columns tell the same story as the state."""

        verbose_name = "version of a covenant"
        ordering = ("covenant", "version")
        constraints = (
            models.UniqueConstraint(fields=("covenant", "version"), name="covenants_version_once"),
            models.UniqueConstraint(
                fields=("covenant",),
                condition=Q(state__in=values(IN_PREPARATION)),
                name="covenants_version_one_in_preparation",
            ),
            models.UniqueConstraint(
                fields=("covenant",),
                condition=Q(state=CovenantState.SIGNED.value),
                name="covenants_version_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state__in=values(CovenantState)), name="covenants_version_state_known"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="covenants_version_from_one"),
            models.CheckConstraint(condition=~Q(title=""), name="covenants_version_has_title"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(change_reason=""), name="covenants_later_version_has_reason"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=values(WITH_TEXT), composed_at__isnull=False)
                    & ~Q(text="")
                    & ~Q(content_hash="")
                    | Q(state=CovenantState.DRAFTED.value, composed_at__isnull=True, text="", content_hash="")
                ),
                name="covenants_composed_has_text_and_hash",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=values({CovenantState.AGREED, *UNCHANGEABLE}), agreed_at__isnull=False)
                    | Q(
                        state__in=values({CovenantState.DRAFTED, CovenantState.COMPOSED}),
                        agreed_at__isnull=True,
                    )
                ),
                name="covenants_agreed_has_moment",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=values(UNCHANGEABLE), signed_on__isnull=False)
                    | Q(state__in=values(IN_PREPARATION), signed_on__isnull=True)
                ),
                name="covenants_signed_has_day",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        state=CovenantState.SUPERSEDED.value,
                        superseded_on__isnull=False,
                        superseded_on__gte=F("signed_on"),
                    )
                    | (~Q(state=CovenantState.SUPERSEDED.value) & Q(superseded_on__isnull=True))
                ),
                name="covenants_superseded_has_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} (v{self.version})"


class Clause(models.Model):
    """One of the contents «nội dung giao ước» the bloc commits itself to; it may point to a leaf of the criteria."""

    version = models.ForeignKey(CovenantVersion, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    text = NFCTextField()
    leaf = NFCCharField(max_length=40, blank=True)

    class Meta:
        """In one order; each says something."""

        verbose_name = "content of a covenant"
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(fields=("version", "position"), name="covenants_clause_position_once"),
            models.CheckConstraint(condition=~Q(text=""), name="covenants_clause_says_something"),
            models.CheckConstraint(condition=Q(position__gte=1), name="covenants_clause_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"
