"""What search may find of this room."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from thidua.foundation.actors import Actor
from thidua.foundation.finding import findable
from thidua.plans.permissions import plans_shown_to


def findable_plans(actor: Actor, *, on: date) -> QuerySet[Any, Any]:
    """The plans that were sent round or issued and that a person may read, by title and number."""
    return findable(plans_shown_to(actor, on=on), "plan", title="title", number="number")
