"""The room as a Django application."""

from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    """Score sheets, marks, explanations, votes on ties, and the frozen results of a bloc."""

    name = "thidua.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        """Register the names of this room's acts."""
        from thidua.scorecards import actions  # noqa: F401 -- importing registers the audit names
