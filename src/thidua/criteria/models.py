"""Tables of the room: versions, notes on leaves, remarks, and the units' consent."""

from django.db import models
from django.db.models import F, Q

from thidua.criteria.states import (
    IN_PREPARATION,
    UNCHANGEABLE,
    Appraiser,
    ConsentAnswer,
    RemarkKind,
    SchemeState,
)
from thidua.foundation.models import NFCCharField, NFCTextField, Record

_SINCE_AGREED = (SchemeState.AGREED, SchemeState.FROZEN, SchemeState.SUPERSEDED)


def _values(states: "frozenset[SchemeState] | tuple[SchemeState, ...]") -> list[str]:
    return sorted(state.value for state in states)


class Scheme(Record):
    """One version of a bloc-year's table of criteria «bộ tiêu chí, thang điểm».

    `document` is a canonical `thidua-scheme/1` document (numbers as decimal strings) and `content_hash` its SHA-256.
    `revision` counts the saves of a draft, so that two editors notice each other. Once frozen, the content columns
    are locked in the database itself.
    """

    bloc_year = models.ForeignKey("organisations.BlocYear", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=SchemeState.DRAFTED.value)
    name = NFCCharField(max_length=300)
    document = models.JSONField()
    content_hash = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    change_reason = NFCTextField(blank=True)
    returned_reason = NFCTextField(blank=True)
    drafted_at = models.DateTimeField()
    drafted_by_name = NFCCharField(max_length=200)
    revised_at = models.DateTimeField()
    revised_by_name = NFCCharField(max_length=200)
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_revision = models.PositiveIntegerField(null=True, blank=True)
    comments_until = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    meeting = NFCCharField(max_length=300, blank=True)
    frozen_on = models.DateField(null=True, blank=True)
    superseded_on = models.DateField(null=True, blank=True)

    class Meta:
        """One version in preparation, one in force; columns tell the same story as the state."""

        verbose_name = "table of criteria"
        ordering = ("bloc_year", "version")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "version"), name="criteria_scheme_version_once"),
            models.UniqueConstraint(
                fields=("bloc_year",),
                condition=Q(state__in=_values(IN_PREPARATION)),
                name="criteria_scheme_one_in_preparation",
            ),
            models.UniqueConstraint(
                fields=("bloc_year",),
                condition=Q(state=SchemeState.FROZEN.value),
                name="criteria_scheme_one_frozen",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_values(tuple(SchemeState))), name="criteria_scheme_state_known"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="criteria_scheme_version_from_one"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(change_reason=""), name="criteria_scheme_later_version_has_reason"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=_values(_SINCE_AGREED), agreed_on__isnull=False) & ~Q(meeting="")
                    | Q(state=SchemeState.DRAFTED.value, agreed_on__isnull=True, meeting="")
                ),
                name="criteria_scheme_agreed_has_day_and_meeting",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=_values(UNCHANGEABLE), frozen_on__isnull=False, frozen_on__gte=F("agreed_on"))
                    | Q(state__in=_values(IN_PREPARATION), frozen_on__isnull=True)
                ),
                name="criteria_scheme_frozen_has_day",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        state=SchemeState.SUPERSEDED.value,
                        superseded_on__isnull=False,
                        superseded_on__gte=F("frozen_on"),
                    )
                    | (~Q(state=SchemeState.SUPERSEDED.value) & Q(superseded_on__isnull=True))
                ),
                name="criteria_scheme_superseded_has_day",
            ),
            models.CheckConstraint(
                condition=Q(circulated_at__isnull=True, circulated_revision__isnull=True)
                | Q(circulated_at__isnull=False, circulated_revision__isnull=False),
                name="criteria_scheme_circulated_has_revision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} (v{self.version})"


class LeafNote(models.Model):
    """What a leaf needs beside its formula: evidence «minh chứng», appraiser, unit of measure.

    `evidence` holds one kind of paper per line.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="leaf_notes")
    code = NFCCharField(max_length=40)
    evidence = NFCTextField(blank=True)
    measure = NFCCharField(max_length=120, blank=True)
    appraiser = models.CharField(max_length=16, blank=True)
    appraiser_unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """One note per leaf; a unit is named exactly when the appraiser is a unit."""

        verbose_name = "note on a criterion"
        ordering = ("scheme", "code")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "code"), name="criteria_leafnote_once"),
            models.CheckConstraint(
                condition=Q(appraiser__in=["", *sorted(one.value for one in Appraiser)]),
                name="criteria_leafnote_appraiser_known",
            ),
            models.CheckConstraint(
                condition=Q(appraiser=Appraiser.UNIT.value, appraiser_unit__isnull=False)
                | (~Q(appraiser=Appraiser.UNIT.value) & Q(appraiser_unit__isnull=True)),
                name="criteria_leafnote_unit_named",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Remark(models.Model):
    """Why a doubtful place is kept as it is, or why a place differs from the version before, and who asked for it.

    `key` names the place: the doubt's own key, or the key of the change.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=12)
    key = NFCCharField(max_length=200)
    text = NFCTextField()
    asked_by = NFCCharField(max_length=200, blank=True)
    author_name = NFCCharField(max_length=200)
    written_at = models.DateTimeField()

    class Meta:
        """One remark per place."""

        verbose_name = "remark on a table of criteria"
        ordering = ("scheme", "kind", "key")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "kind", "key"), name="criteria_remark_once"),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(kind.value for kind in RemarkKind)),
                name="criteria_remark_kind_known",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="criteria_remark_says_something"),
        )

    def __str__(self) -> str:
        return self.key


class Consent(models.Model):
    """What a member unit answered to a draft sent round «lấy ý kiến», and to which revision of it."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="consents")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    answer = models.CharField(max_length=12)
    comment = NFCTextField(blank=True)
    given_at = models.DateTimeField()
    given_by_name = NFCCharField(max_length=200)

    class Meta:
        """The unit's present answer; an objection says why."""

        verbose_name = "consent to a table of criteria"
        ordering = ("scheme", "unit")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "unit"), name="criteria_consent_once"),
            models.CheckConstraint(
                condition=Q(answer__in=sorted(one.value for one in ConsentAnswer)),
                name="criteria_consent_answer_known",
            ),
            models.CheckConstraint(
                condition=Q(answer=ConsentAnswer.AGREED.value) | ~Q(comment=""),
                name="criteria_consent_objection_has_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} – {self.scheme}"
