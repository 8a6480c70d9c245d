"""The room as a Django application."""

from django.apps import AppConfig


class CovenantsConfig(AppConfig):
    """Commitments, registered targets, signatures."""

    name = "thidua.covenants"
    label = "covenants"

    def ready(self) -> None:
        """Register the names of this room's acts and its truths."""
        from thidua.covenants import (  # noqa: F401 -- importing registers audit names, truths, conditions, the pack
            actions,
            handover,
            phases,
            proofs,
            truths,
        )
