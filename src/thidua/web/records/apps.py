"""The ledger's screens as a Django application."""

from django.apps import AppConfig


class RecordsScreensConfig(AppConfig):
    """Reading and checking the ledger."""

    name = "thidua.web.records"
    label = "web_records"

    def ready(self) -> None:
        """Show the menu's line only to those who may read."""
        from thidua.web.records.permissions import may_read_ledger
        from thidua.web.shared.menu import RULES

        RULES["records"] = may_read_ledger
