"""The screens of movements as a Django application."""

from django.apps import AppConfig


class CampaignsScreensConfig(AppConfig):
    """Screens of emulation movements."""

    name = "thidua.web.campaigns"
    label = "web_campaigns"

    def ready(self) -> None:
        """Say who sees the menu's entry, and contribute what waits in movements."""
        from thidua.campaigns.permissions import may_open_campaigns
        from thidua.web.campaigns.waiting import movement_work
        from thidua.web.shared import menu
        from thidua.web.shared.work import contribute

        menu.RULES["campaigns"] = may_open_campaigns
        contribute(movement_work, "campaigns.", by_year=False)
