"""Help as a Django application."""

from django.apps import AppConfig


class HelpConfig(AppConfig):
    """Pages of help, and the link to them in the frame."""

    name = "thidua.web.help"
    label = "web_help"

    def ready(self) -> None:
        """Offer the frame the help of the page it stands around."""
        from thidua.web.help.links import help_of
        from thidua.web.shared.context import HELP

        if help_of not in HELP:
            HELP.append(help_of)
