"""The screens of reports as a Django application."""

from django.apps import AppConfig


class ReportsScreensConfig(AppConfig):
    """Screens of reports and evidence."""

    name = "thidua.web.reports"
    label = "web_reports"

    def ready(self) -> None:
        """Say who sees the menu's entry, and what waits for whom."""
        from thidua.reports.permissions import may_open_reports
        from thidua.web.reports.sources import report_work
        from thidua.web.shared import menu
        from thidua.web.shared.work import contribute

        menu.RULES["reports"] = may_open_reports
        contribute(report_work, "reports.")
