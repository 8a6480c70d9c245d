"""The room as a Django application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices to people, and the digest that gathers them."""

    name = "thidua.notices"
    label = "notices"
