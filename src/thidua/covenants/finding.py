"""What search may find of this room."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from thidua.covenants.permissions import covenants_visible_to
from thidua.foundation.actors import Actor
from thidua.foundation.finding import findable


def findable_covenants(actor: Actor, *, on: date) -> QuerySet[Any, Any]:
    """The versions of covenants a person may read, by title and number."""
    return findable(
        covenants_visible_to(actor, on=on),
        "covenant",
        title="title",
        number="number",
        place="covenant__bloc_year__short_name",
        year="covenant__bloc_year__year",
    )
