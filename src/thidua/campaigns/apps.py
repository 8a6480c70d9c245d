"""The room as a Django application."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Movements, responses, activities and their figures."""

    name = "thidua.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Register the names of this room's acts, its truths, its part of the handover pack."""
        from thidua.campaigns import (  # noqa: F401 -- importing registers audit names, truths, the pack
            actions,
            handover,
            truths,
        )
