"""The screens of covenants as a Django application."""

from django.apps import AppConfig


class CovenantsScreensConfig(AppConfig):
    """Screens of covenants."""

    name = "thidua.web.covenants"
    label = "web_covenants"

    def ready(self) -> None:
        """Say who sees the menu's entry, and what waits here."""
        from thidua.covenants.permissions import may_open_covenants
        from thidua.web.covenants.waiting import covenant_work
        from thidua.web.shared import menu
        from thidua.web.shared.work import contribute

        menu.RULES["covenants"] = may_open_covenants
        contribute(covenant_work, "covenants.")
