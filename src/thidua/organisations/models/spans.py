"""Spans of days: the columns and the conditions that several tables share."""

from datetime import date
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import NFCCharField
from thidua.organisations.states import Confidence


def one_of(field: str, kinds: type[StrEnum], *, name: str) -> models.CheckConstraint:
    """The column holds a value of the closed list."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": [str(kind) for kind in kinds]}), name=name)


def in_force(on: date, *, prefix: str = "", first: str = "valid_from", last: str = "valid_to") -> Q:
    """Rows whose span covers `on`; an empty end is open."""
    begun = Q(**{f"{prefix}{first}__isnull": True}) | Q(**{f"{prefix}{first}__lte": on})
    lasting = Q(**{f"{prefix}{last}__isnull": True}) | Q(**{f"{prefix}{last}__gte": on})
    return begun & lasting


def in_order(name: str, *, first: str = "valid_from", last: str = "valid_to") -> models.CheckConstraint:
    """The last day is not before the first."""
    open_end = Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True})
    return models.CheckConstraint(condition=open_end | Q(**{f"{last}__gte": F(first)}), name=name)


class Span(models.Model):
    """A row true from one day to another, both included."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        """Abstract."""

        abstract = True

    def covers(self, on: date) -> bool:
        """Whether `on` lies within."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class Sourced(models.Model):
    """A row that says how well it is known and on what paper."""

    instrument = NFCCharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=12, default=Confidence.CONFIRMED.value)
    note = NFCCharField(max_length=400, blank=True)

    class Meta:
        """Abstract."""

        abstract = True
