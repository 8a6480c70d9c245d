"""The room as a Django application."""

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    """Schemes, their notes, and what the member units say about them."""

    name = "thidua.criteria"
    label = "criteria"

    def ready(self) -> None:
        """Register the names of this room's acts, what a phase asks for, and the part of the handover pack."""
        from thidua.criteria import actions, handover, phases  # noqa: F401 -- importing registers them
