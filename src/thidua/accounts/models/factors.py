"""The second factor «xác thực hai bước» and who must have one."""

from django.db import models
from django.db.models import Q

from thidua.accounts.models.people import User
from thidua.accounts.roles import Role
from thidua.foundation.models import Record


class SecondFactor(models.Model):
    """The authenticator of an account: its secret, encrypted, and the last time step a code was taken for.

    A code is good once (RFC 6238 §5.2): a code of `last_step` or before is refused.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    secret = models.TextField()
    set_up_at = models.DateTimeField()
    last_step = models.BigIntegerField(default=0)

    class Meta:
        """Never without a secret."""

        verbose_name = "second factor"
        constraints = [models.CheckConstraint(condition=~Q(secret=""), name="second_factor_has_secret")]

    def __str__(self) -> str:
        """Whose."""
        return str(self.user_id)


class RecoveryCode(models.Model):
    """One code for the day the telephone is lost; kept only as a keyed digest and good once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A code stands once in an account."""

        verbose_name = "recovery code"
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        """Whose."""
        return str(self.user_id)


class FactorDemand(Record):
    """Whoever holds this role must sign in with a second factor."""

    role = models.CharField(max_length=24, unique=True, choices=[(role, role) for role in Role])
    demanded_at = models.DateTimeField()
    demanded_by = models.CharField(max_length=80)

    class Meta:
        """Known roles only."""

        verbose_name = "demand of a second factor"
        constraints = [models.CheckConstraint(condition=Q(role__in=[*Role]), name="factor_demand_role_known")]

    def __str__(self) -> str:
        """Of which role."""
        return self.role
