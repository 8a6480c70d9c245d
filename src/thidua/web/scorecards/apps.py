"""The screens of scoring as a Django application."""

from django.apps import AppConfig


class ScorecardsScreensConfig(AppConfig):
    """Screens of the score sheets."""

    name = "thidua.web.scorecards"
    label = "web_scorecards"

    def ready(self) -> None:
        """Say who sees the menu's entry."""
        from thidua.scorecards.permissions import may_open_scores
        from thidua.web.shared import menu

        menu.RULES["scores"] = may_open_scores
