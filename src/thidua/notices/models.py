"""Tables of the room."""

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import Record
from thidua.notices.states import Frequency


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


class MailDigest(Record):
    """How a person wants to be written to «thư tổng hợp»: how often, at which hour, in which language, when next.

    `next_at` is None exactly when nothing is to be sent; `sent_until` is the moment up to which the last one told.
    """

    account = models.OneToOneField("accounts.User", models.PROTECT, related_name="+")
    frequency = models.CharField(max_length=8)
    hour = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    sent_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Only hours, days and languages there are; a next moment exactly when something is wanted."""

        constraints = [
            models.CheckConstraint(
                condition=Q(frequency__in=[*Frequency], language__in=["vi", "en"]), name="digest_words_known"
            ),
            models.CheckConstraint(
                condition=Q(hour__lte=23, weekday__lte=6), name="digest_hour_and_day_exist"
            ),
            models.CheckConstraint(
                condition=Q(frequency=Frequency.NONE, next_at=None)
                | (~Q(frequency=Frequency.NONE) & Q(next_at__isnull=False)),
                name="digest_has_next_moment",
            ),
        ]
        verbose_name = "mail digest"

    def __str__(self) -> str:
        """Whose."""
        return str(self.account)
