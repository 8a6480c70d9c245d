"""The room as a Django application."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Movements, responses, activities and their figures."""

    name = "thidua.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Register the names of this room's acts and its truths."""
        from thidua.campaigns import actions, truths  # noqa: F401 -- importing registers audit names and truths
