"""The screens of notices as a Django application."""

from django.apps import AppConfig


class NoticesScreensConfig(AppConfig):
    """The list behind the bell."""

    name = "thidua.web.notices"
    label = "web_notices"
