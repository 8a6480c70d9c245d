"""The demonstration as a Django application, for its command."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The loader of the story."""

    name = "thidua.demo"
    label = "demo"
