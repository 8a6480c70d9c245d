"""Uploads waiting between preview and confirmation."""

from django.db import models
from django.db.models import Q

from thidua.foundation.models import Record
from thidua.organisations.models.spans import one_of
from thidua.organisations.states import ImportKind, ImportState


class UnitImport(Record):
    """An Excel file of units or people «tệp nhập» that was previewed and may be confirmed once, by whoever sent it."""

    kind = models.CharField(max_length=8)
    state = models.CharField(max_length=12, default=ImportState.PREVIEWED.value)
    file = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)

    class Meta:
        """Settled exactly when confirmed or abandoned."""

        constraints = [
            one_of("kind", ImportKind, name="import_kind_known"),
            one_of("state", ImportState, name="import_state_known"),
            models.CheckConstraint(
                condition=Q(state=ImportState.PREVIEWED.value, settled_at=None)
                | (~Q(state=ImportState.PREVIEWED.value) & Q(settled_at__isnull=False)),
                name="import_settled_has_moment",
            ),
        ]
        verbose_name = "unit import"

    def __str__(self) -> str:
        """Kind and key."""
        return f"{self.kind} {self.public_id}"
