"""The room as a Django application."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Movements, responses, activities and their figures."""

    name = "thidua.campaigns"
    label = "campaigns"
