"""The room as a Django application."""

from django.apps import AppConfig


class CovenantsConfig(AppConfig):
    """Commitments, registered targets, signatures."""

    name = "thidua.covenants"
    label = "covenants"

    def ready(self) -> None:
        """Register the names of this room's acts and its truths."""
        from thidua.covenants import actions, truths  # noqa: F401 -- importing registers audit names and truths
