"""The screens of criteria as a Django application."""

from django.apps import AppConfig


class CriteriaScreensConfig(AppConfig):
    """Screens of tables of criteria."""

    name = "thidua.web.criteria"
    label = "web_criteria"
