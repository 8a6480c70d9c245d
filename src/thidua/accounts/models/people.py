"""Who signs in, and the parts they hold."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from thidua.accounts.roles import Role, ScopeKind
from thidua.accounts.states import AccountType
from thidua.foundation.models import NFCCharField, Record, SortedName


class Accounts(BaseUserManager["User"]):
    """Finds accounts by their sign-in name, whatever case it was typed in."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of that name; raises `User.DoesNotExist`."""
        return self.get(username=(username or "").strip().lower())


class User(Record, SortedName, AbstractBaseUser):
    """An account «tài khoản»: one person, or an approved role account for which one person answers.

    Accounts are never deleted: what their people did stays readable. `deactivated_on` and `is_active` say the same
    and are tied by a constraint.
    """

    NAME_FIELD = "full_name"
    PERSON = True

    username = models.CharField(max_length=60, unique=True)
    full_name = NFCCharField(max_length=200)
    email = models.EmailField(blank=True)
    account_type = models.CharField(max_length=12, choices=[(kind, kind) for kind in AccountType])
    responsible = NFCCharField(max_length=200, blank=True)
    must_change_password = models.BooleanField(default=True)
    password_set_at = models.DateTimeField()
    is_active = models.BooleanField(default=True)
    activated_on = models.DateField()
    deactivated_on = models.DateField(null=True, blank=True)
    deactivation_reason = NFCCharField(max_length=400, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    is_system = False
    last_login = None

    objects: ClassVar[Accounts] = Accounts()

    class Meta:
        """An account out of use has a day and a reason; one that is not a person's own says who answers for it."""

        verbose_name = "account"
        ordering = ["sort_key", "username"]
        constraints = [
            models.CheckConstraint(condition=Q(account_type__in=[*AccountType]), name="account_type_known"),
            models.CheckConstraint(
                condition=Q(is_active=True, deactivated_on=None, deactivation_reason="")
                | (Q(is_active=False, deactivated_on__isnull=False) & ~Q(deactivation_reason="")),
                name="account_out_of_use_says_why",
            ),
            models.CheckConstraint(
                condition=Q(account_type__in=[AccountType.ADMIN, AccountType.OPERATIONAL])
                | ~Q(responsible=""),
                name="account_without_person_has_one_who_answers",
            ),
        ]

    def __str__(self) -> str:
        """Name and sign-in name, as the ledger keeps them."""
        return f"{self.full_name} ({self.username})"

    @property
    def actor_key(self) -> str:
        """`user:` and the public key."""
        return f"user:{self.public_id}"

    @property
    def actor_name(self) -> str:
        """The person's name."""
        return self.full_name

    @property
    def signs_in_at_screens(self) -> bool:
        """False for technical and service accounts, which have no person at a keyboard (SEC-01)."""
        return self.account_type in {AccountType.ADMIN, AccountType.OPERATIONAL}


class RoleGrant(Record):
    """A role «vai» held over a scope from one day to another; withdrawn grants stay as history.

    `valid_to` is the last day (None: until withdrawn). From `withdrawn_on` on the grant no longer holds.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=24, choices=[(role, role) for role in Role])
    scope_kind = models.CharField(max_length=4, blank=True, choices=[(kind, kind) for kind in ScopeKind])
    scope_key = models.CharField(max_length=16, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=80)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = NFCCharField(max_length=400, blank=True)

    class Meta:
        """A scope is a kind and a key or neither; the last day is not before the first; one open grant of a kind."""

        verbose_name = "role grant"
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=[*Role]), name="grant_role_known"),
            models.CheckConstraint(
                condition=Q(scope_kind="", scope_key="")
                | (Q(scope_kind__in=[ScopeKind.UNIT, ScopeKind.BLOC]) & ~Q(scope_key="")),
                name="grant_scope_whole",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="grant_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawal_reason="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawal_reason="")),
                name="grant_withdrawal_says_why",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind", "scope_key"],
                condition=Q(valid_to=None, withdrawn_on=None),
                name="grant_open_once",
            ),
        ]
        indexes = [models.Index(fields=["role", "scope_key"], name="grant_by_role")]

    def __str__(self) -> str:
        """Whose and which."""
        return f"{self.user}: {self.role}"

    def holds_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return (
            self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
            and (self.withdrawn_on is None or day < self.withdrawn_on)
        )


class FormerPassword(models.Model):
    """A password an account has had, hashed, so that an administrator does not come back to it (SEC-07)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        """The latest first."""

        verbose_name = "former password"
        ordering = ["-set_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(password=""), name="former_password_not_empty")]

    def __str__(self) -> str:
        """Whose."""
        return str(self.user_id)
