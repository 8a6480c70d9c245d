"""The door: sessions, the access log, and who has knocked how often."""

from django.db import models
from django.db.models import F, Q

from thidua.accounts.models.people import User
from thidua.accounts.states import AccountType, Deed, Outcome, SessionEnding
from thidua.foundation.models import Record


class WorkSession(Record):
    """A session «phiên làm việc»: one sign-in on one device, until it is ended, idle too long or too old."""

    user = models.ForeignKey(User, models.CASCADE, related_name="work_sessions")
    started_at = models.DateTimeField()
    last_seen = models.DateTimeField()
    ends_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    second_factor = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=24, blank=True, choices=[(why, why) for why in SessionEnding])

    class Meta:
        """Ended exactly when there is a reason; open ones are found by index."""

        verbose_name = "session"
        ordering = ["-last_seen"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="session_end_says_why",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("started_at")), name="session_days_in_order"),
        ]
        indexes = [models.Index(fields=["user"], condition=Q(ended_at=None), name="session_open")]

    def __str__(self) -> str:
        """Whose."""
        return f"{self.user_id} {self.started_at:%Y-%m-%d %H:%M}"


class AccessEvent(models.Model):
    """One line of the access log «nhật ký truy cập» (SEC-12): time, account, source, device, deed, object, outcome.

    Apart from the ledger: strangers write here as fast as they can knock, and lines are kept for twelve months
    (SEC-13), while the ledger is kept for ever and is written one entry at a time. Lines are only added.
    """

    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="access_events")
    account_type = models.CharField(max_length=12, blank=True, choices=[(kind, kind) for kind in AccountType])
    deed = models.CharField(max_length=20, choices=[(deed, deed) for deed in Deed])
    outcome = models.CharField(max_length=20, choices=[(outcome, outcome) for outcome in Outcome])
    source = models.GenericIPAddressField(null=True, blank=True)
    source_port = models.PositiveIntegerField(null=True, blank=True)
    destination = models.CharField(max_length=200, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    on_key = models.CharField(max_length=80, blank=True)

    class Meta:
        """Newest first; by account."""

        verbose_name = "line of the access log"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="access_by_account")]
        constraints = [
            models.CheckConstraint(
                condition=Q(deed__in=[*Deed], outcome__in=[*Outcome]), name="access_words_known"
            )
        ]

    def __str__(self) -> str:
        """Deed and outcome."""
        return f"{self.deed} {self.outcome}"


class Knock(models.Model):
    """A try at the door that has not ended in a sign-in; forgotten when one does, or when it is old.

    Written *before* the password is looked at, so that a hundred tries at once are a hundred tries. `name_digest` is a
    keyed digest of what was typed: people type passwords into the wrong box, and nobody needs to read them here.
    """

    at = models.DateTimeField()
    name_digest = models.CharField(max_length=64)
    network = models.CharField(max_length=50)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="knocks")

    class Meta:
        """Counted by name and network."""

        verbose_name = "try at the door"
        indexes = [
            models.Index(fields=["name_digest", "at"], name="knock_by_name"),
            models.Index(fields=["network", "at"], name="knock_by_network"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name_digest="") & ~Q(network=""), name="knock_is_whole"),
        ]

    def __str__(self) -> str:
        """When."""
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
