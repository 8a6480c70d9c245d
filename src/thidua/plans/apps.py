"""The room as a Django application."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, activities, consultations and calendars."""

    name = "thidua.plans"
    label = "plans"

    def ready(self) -> None:
        """Register the names of this room's acts and its truths."""
        from thidua.plans import actions, handover, truths  # noqa: F401 -- importing registers them
