"""The room as a Django application."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, activities, consultations and calendars."""

    name = "thidua.plans"
    label = "plans"
