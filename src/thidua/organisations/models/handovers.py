"""The handover of a bloc from one year's head to the next, and the names a bloc had before."""

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import NFCCharField, NFCTextField, Record
from thidua.organisations.models.blocs import Bloc, BlocYear
from thidua.organisations.models.units import Unit


class FormerBlocName(models.Model):
    """A name a bloc had before «tên cũ của khối», its last day, and the decision that replaced it."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="former_names")
    name = NFCCharField(max_length=200)
    short_name = NFCCharField(max_length=80)
    last_day = models.DateField()
    decision = NFCCharField(max_length=300)

    class Meta:
        """One name ends on a day, by a decision."""

        ordering = ["-last_day"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "last_day"], name="one_bloc_name_ends_a_day"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(decision=""), name="former_name_is_whole"),
        ]
        verbose_name = "former bloc name"

    def __str__(self) -> str:
        """The name."""
        return str(self.name)


class Handover(Record):
    """The handover minute «biên bản bàn giao» of a bloc-year: what its head hands to the head of the next year.

    `pack` is the archive as handed over, `files` what is in it (name, title, size, SHA-256) and `left_out` parts the
    one who drew it up had no right to. `money` is in đồng. Complete when both sides have confirmed; until then it
    may be withdrawn with a reason and drawn up again.
    """

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="handovers")
    number = NFCCharField(max_length=60)
    held_on = models.DateField()
    place = NFCCharField(max_length=200, blank=True)
    giver = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    giver_person = NFCCharField(max_length=300, blank=True)
    receiver_person = NFCCharField(max_length=300, blank=True)
    money = models.BigIntegerField(default=0)
    money_note = NFCCharField(max_length=400, blank=True)
    open_tasks = NFCTextField(blank=True)
    items = NFCTextField(blank=True)
    pack = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="+")
    files = models.JSONField()
    left_out = models.JSONField()
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=80)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = NFCCharField(max_length=200, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = NFCCharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = NFCCharField(max_length=400, blank=True)

    class Meta:
        """One live minute per bloc-year, between two units; whoever confirmed has a moment and a name."""

        ordering = ["-drawn_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year"], condition=Q(withdrawn_at=None), name="one_live_handover_per_year"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="handover_has_number"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="handover_between_two_units"),
            models.CheckConstraint(condition=Q(money__gte=0), name="handover_money_is_whole"),
            models.CheckConstraint(
                condition=Q(given_at=None, given_by="") | (Q(given_at__isnull=False) & ~Q(given_by="")),
                name="handover_given_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by="")
                | (Q(received_at__isnull=False) & ~Q(received_by="")),
                name="handover_received_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawal_reason="")
                | (
                    Q(withdrawn_at__isnull=False)
                    & ~Q(withdrawal_reason="")
                    & (Q(given_at=None) | Q(received_at=None))
                ),
                name="handover_withdrawn_with_reason",
            ),
        ]
        verbose_name = "handover minute"

    def __str__(self) -> str:
        """Number and year."""
        return f"{self.number} – {self.bloc_year}"
