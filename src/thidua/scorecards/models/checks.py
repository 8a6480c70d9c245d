"""The cross-check «kiểm tra chéo»: who checks whom, the minutes of a visit, what was found, and who signed."""

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import NFCCharField, NFCTextField, Record
from thidua.scorecards.models.sheets import Sheet, SheetUnit, Signed
from thidua.scorecards.states import Awaits


class CrossCheck(models.Model):
    """Which member checks which «phân công kiểm tra chéo», and why; the deputy and others check the head unit."""

    member = models.ForeignKey(SheetUnit, on_delete=models.CASCADE, related_name="checks")
    checker = models.ForeignKey(SheetUnit, on_delete=models.CASCADE, related_name="+")
    reason = NFCTextField(blank=True, default="")

    class Meta:
        """A pair once, and no unit checks itself."""

        verbose_name = "cross-check assignment"
        ordering = ("member", "checker")
        constraints = (
            models.UniqueConstraint(fields=("member", "checker"), name="scorecards_crosscheck_once"),
            models.CheckConstraint(
                condition=~Q(member=F("checker")), name="scorecards_crosscheck_not_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.checker_id} → {self.member_id}"


class CheckMinutes(Record):
    """The minutes of one visit «biên bản kiểm tra chéo»: where, when, and its number when it has one.

    What it says counts from the moment every side has signed; a change afterwards takes all signatures away.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="minutes")
    number = NFCCharField(max_length=80, blank=True)
    place = NFCCharField(max_length=300)
    held_from = models.DateField()
    held_to = models.DateField()
    remarks = NFCTextField(blank=True)
    drawn_at = models.DateTimeField()
    drawn_by_key = models.CharField(max_length=80)
    drawn_by_name = NFCCharField(max_length=200)

    class Meta:
        """A place and a period that runs forward."""

        verbose_name = "minutes of a cross-check"
        ordering = ("sheet", "held_from", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(held_from__lte=F("held_to")), name="scorecards_minutes_days_ordered"
            ),
            models.CheckConstraint(condition=~Q(place=""), name="scorecards_minutes_has_place"),
        )

    def __str__(self) -> str:
        return f"{self.number or self.public_id} ({self.held_to:%d/%m/%Y})"


class CheckSide(models.Model):
    """A unit at the visit: its people, its signature, and when the findings on it went into the cross column."""

    minutes = models.ForeignKey(CheckMinutes, on_delete=models.CASCADE, related_name="sides")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    checked = models.BooleanField(default=True)
    team = models.JSONField(default=list)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by_key = models.CharField(max_length=80, blank=True)
    signed_by_name = NFCCharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by_name = NFCCharField(max_length=200, blank=True)

    class Meta:
        """A unit once; a signature is whole or absent; only what is signed is taken over."""

        verbose_name = "side of a cross-check"
        ordering = ("minutes", "pk")
        constraints = (
            models.UniqueConstraint(fields=("minutes", "unit"), name="scorecards_checkside_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by_name="")
                | (Q(signed_at__isnull=False) & ~Q(signed_by_name="")),
                name="scorecards_checkside_signature_whole",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(checked=True, signed_at__isnull=False),
                name="scorecards_checkside_taken_when_signed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.unit_id}"


class CheckFinding(Signed):
    """What the visit found on one criterion of one unit, and the input it proposes (None: as the unit says)."""

    minutes = models.ForeignKey(CheckMinutes, on_delete=models.CASCADE, related_name="findings")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    leaf_code = NFCCharField(max_length=40)
    text = NFCTextField()
    entry = models.JSONField(null=True, blank=True)
    awaits = models.CharField(max_length=10, blank=True, default=Awaits.NOTHING.value)

    class Meta:
        """One finding for each criterion of a unit, always with words."""

        verbose_name = "finding of a cross-check"
        ordering = ("minutes", "unit", "leaf_code")
        constraints = (
            models.UniqueConstraint(fields=("minutes", "unit", "leaf_code"), name="scorecards_finding_once"),
            models.CheckConstraint(condition=~Q(text=""), name="scorecards_finding_has_words"),
        )

    def __str__(self) -> str:
        return str(self.leaf_code)
