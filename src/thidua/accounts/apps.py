"""The room as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, role grants, sessions, second factors, the access log."""

    name = "thidua.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the names of this room's acts."""
        from thidua.accounts import actions, invariants  # noqa: F401 -- importing registers names and truths
