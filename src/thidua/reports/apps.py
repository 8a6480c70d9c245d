"""The room as a Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports, values and evidence."""

    name = "thidua.reports"
    label = "reports"
