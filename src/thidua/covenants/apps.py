"""The room as a Django application."""

from django.apps import AppConfig


class CovenantsConfig(AppConfig):
    """Commitments, registered targets, signatures."""

    name = "thidua.covenants"
    label = "covenants"
