"""The audit ledger «nhật ký»: append-only, each entry chained to the one before."""

from django.db import models


class LedgerHead(models.Model):
    """The last entry's number and hash; its one row is locked while an entry is added."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        """One row only."""

        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_ledger_head")]
        verbose_name = "ledger head"

    def __str__(self) -> str:
        """Its number."""
        return f"#{self.seq}"


class AuditEntry(models.Model):
    """One act: who, what, on what, with which figures, when it happened and when it was written down."""

    seq = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=80, db_index=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_key = models.CharField(max_length=80, db_index=True)
    actor_name = models.CharField(max_length=200)
    on_kind = models.CharField(max_length=80)
    on_key = models.CharField(max_length=80)
    on_label = models.CharField(max_length=400)
    scope = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        """In the order written."""

        ordering = ["seq"]
        constraints = [models.CheckConstraint(condition=models.Q(seq__gt=0), name="ledger_counts_from_one")]
        # "The latest acts of this" walks an index from its end.
        indexes = [
            models.Index(fields=["scope", "seq"], name="ledger_by_scope"),
            models.Index(fields=["on_key", "seq"], name="ledger_by_record"),
        ]
        verbose_name = "ledger entry"

    def __str__(self) -> str:
        """Its number and name."""
        return f"#{self.seq} {self.name}"
