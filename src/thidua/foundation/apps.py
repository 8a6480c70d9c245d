"""The foundation as a Django application."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Tables of the ledger, the outbox and the file store."""

    name = "thidua.foundation"
    label = "foundation"

    def ready(self) -> None:
        """Let migrations of every room stand alone."""
        from thidua.foundation.migrating import write_words

        write_words()
