"""The organisations room as a Django application."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Units in time, people, blocs and bloc-years."""

    name = "thidua.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Contribute the room's truths, conditions and part of the pack, and register the names of its acts."""
        from thidua.organisations import (  # noqa: F401 -- importing is what registers them
            actions,
            packing,
            readiness,
            truths,
        )
