"""Jobs that run by the clock."""

from django.db import models


class ScheduledJob(models.Model):
    """A job of the house: when it is due next, when it last ran, and with which error if it failed."""

    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField(db_index=True)
    ran_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=400, blank=True)

    class Meta:
        """One row for each job."""

        verbose_name = "scheduled job"

    def __str__(self) -> str:
        """Its name."""
        return str(self.name)
