"""Units «đơn vị» in time: what they were called, under whom, and who came after whom."""

from django.db import models
from django.db.models import F, Q

from thidua.core.text import fold
from thidua.foundation.models import NFCCharField, Record, SortedName
from thidua.organisations.models.spans import Sourced, Span, in_order, one_of
from thidua.organisations.states import Confidence, Force, Share, SuccessionKind, UnitKind


class Unit(Record):
    """A unit «đơn vị»: the lasting key under which its versions, people and results are filed.

    It bears no name: names have days and stand in `UnitVersion`. `year_starts` is the usual first day of its working
    year «năm công tác» as `MM-DD`.
    """

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=24)
    force = models.CharField(max_length=8, blank=True)
    identifier = models.CharField(max_length=40, blank=True)
    year_starts = models.CharField(max_length=5, default="01-01")
    year_confidence = models.CharField(max_length=12, default=Confidence.MEMORY.value)
    year_note = NFCCharField(max_length=300, blank=True)

    class Meta:
        """Codes are unique; an official identifier too, when there is one."""

        constraints = [
            one_of("kind", UnitKind, name="unit_kind_known"),
            one_of("force", Force, name="unit_force_known"),
            one_of("year_confidence", Confidence, name="unit_year_confidence_known"),
            models.CheckConstraint(condition=~Q(code=""), name="unit_has_code"),
            models.UniqueConstraint(
                fields=["identifier"], condition=~Q(identifier=""), name="unit_identifier_once"
            ),
        ]
        verbose_name = "unit"

    def __str__(self) -> str:
        """Its code."""
        return self.code


class UnitVersion(Record, Span, Sourced, SortedName):
    """A unit's name and place in the order over a span of days «phiên bản đơn vị».

    Rows are added and closed, never rewritten: only `valid_to` and `withdrawn_at` may change (a trigger refuses
    anything else). A typing error is corrected by a new row that `replaces` the withdrawn one, with the reason.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    name = NFCCharField(max_length=200)
    short_name = NFCCharField(max_length=80, blank=True)
    in_sentence = NFCCharField(max_length=200, blank=True)
    symbol = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="versions_below")
    province = models.ForeignKey(
        "organisations.Province", models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.ForeignKey("organisations.Place", models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = NFCCharField(max_length=400, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Spans of one unit never overlap (trigger or exclusion, see the migration); a correction has a reason."""

        constraints = [
            in_order("unit_version_days_in_order"),
            one_of("confidence", Confidence, name="unit_version_confidence_known"),
            models.CheckConstraint(condition=~Q(name=""), name="unit_version_has_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")),
                name="unit_version_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(reason=""), name="correction_has_reason"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to=None, withdrawn_at=None), name="one_open_unit_version"
            ),
        ]
        indexes = [models.Index(fields=["parent", "valid_from"], name="unit_version_by_parent")]
        verbose_name = "unit version"

    def __str__(self) -> str:
        """Its name."""
        return str(self.name)

    def fill_keys(self) -> None:
        """Find it by the full name, the short name and the symbol; sort it by the full name."""
        super().fill_keys()
        parts = dict.fromkeys((self.name, self.short_name, self.in_sentence, self.symbol))
        self.search_key = " | ".join(fold(part) for part in parts if part)[:400]


class UnitSuccession(Record, Sourced):
    """One unit coming after another «kế tục»: renamed, merged, split or absorbed, wholly or in part."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=8)
    share = models.CharField(max_length=8, default=Share.WHOLE.value)
    happened_on = models.DateField()

    class Meta:
        """Once per pair and day; never onto itself."""

        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "happened_on"], name="one_succession_per_pair"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="no_succession_onto_itself"
            ),
            one_of("kind", SuccessionKind, name="unit_succession_kind_known"),
            one_of("share", Share, name="unit_succession_share_known"),
            one_of("confidence", Confidence, name="unit_succession_confidence_known"),
        ]
        verbose_name = "unit succession"

    def __str__(self) -> str:
        """Who came after whom."""
        return f"{self.predecessor} → {self.successor}"
