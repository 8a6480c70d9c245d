"""The screens of organisations as a Django application."""

from django.apps import AppConfig


class OrganisationScreensConfig(AppConfig):
    """Blocs, units, people and places."""

    name = "thidua.web.organisations"
    label = "web_organisations"

    def ready(self) -> None:
        """Say who sees the menu's entries, and contribute what waits."""
        from thidua.organisations.permissions import may_read_blocs, may_read_units
        from thidua.web.organisations.sources import handover_work, phase_work
        from thidua.web.shared.menu import RULES
        from thidua.web.shared.work import contribute

        RULES["organisations"] = may_read_blocs
        RULES["lists"] = may_read_units
        contribute(phase_work, "criteria.", "covenants.", "scorecards.")
        contribute(handover_work, by_year=False)
