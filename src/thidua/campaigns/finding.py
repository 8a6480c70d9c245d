"""What search may find of this room."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from thidua.campaigns.permissions import movements_visible_to
from thidua.foundation.actors import Actor
from thidua.foundation.finding import findable


def findable_movements(actor: Actor, *, on: date) -> QuerySet[Any, Any]:
    """The movements a person may read, by name and number of the paper."""
    year = Coalesce("bloc_year__year", ExtractYear("starts_on"))
    return findable(
        movements_visible_to(actor, on=on),
        "movement",
        title="name",
        number="document_number",
        year=year,
        unit="unit__code",
    )
