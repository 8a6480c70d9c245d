"""The outbox: what must leave the house after a transaction has been kept."""

from django.db import models


class OutboxMessage(models.Model):
    """One effect waiting to be delivered by the worker."""

    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    put_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    abandoned_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=400, blank=True)

    class Meta:
        """The due ones are found by index."""

        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(delivered_at=None, abandoned_at=None),
                name="outbox_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(delivered_at=None) | models.Q(abandoned_at=None),
                name="delivered_or_abandoned",
            )
        ]
        verbose_name = "outbox message"

    def __str__(self) -> str:
        """Kind and state."""
        return f"{self.kind} #{self.pk}"
