"""Tables of the room."""

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import Record


class Notice(Record):
    """A notice «thông báo» to one person: a sentence kept as data, and the page it is about.

    `text` is told in the reader's language when it is read; `about` is the public key of the record concerned.
    """

    account = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    text = models.JSONField()
    address = models.CharField(max_length=300)
    about = models.CharField(max_length=16, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """It leads to a page of this house; nobody reads it before it was made."""

        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(address__startswith="/") & ~Q(address__startswith="//"),
                name="notice_leads_to_a_page_of_ours",
            ),
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=F("made_at")), name="notice_read_after_made"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-made_at"], name="notice_of_account"),
            models.Index(fields=["account"], condition=Q(read_at=None), name="notice_unread"),
        ]
        verbose_name = "notice"

    def __str__(self) -> str:
        """When."""
        return f"{self.made_at:%Y-%m-%d %H:%M}"
