"""The shared screens as a Django application."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """Base templates, parts and static files."""

    name = "thidua.web.shared"
    label = "web_shared"
