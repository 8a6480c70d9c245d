"""Files kept by content."""

from django.db import models

from thidua.foundation.models.records import NFCCharField, Record


class StoredFile(Record):
    """One uploaded file: its safe name, kind found by looking inside, size in bytes and SHA-256."""

    name = NFCCharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=80)

    class Meta:
        """A file is never empty."""

        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_not_empty")]
        verbose_name = "stored file"

    def __str__(self) -> str:
        """Its name."""
        return self.name
