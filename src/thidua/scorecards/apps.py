"""The room as a Django application."""

from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    """Score sheets, marks, explanations, votes on ties, and the frozen results of a bloc."""

    name = "thidua.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        """Register the names of this room's acts, its truths, and where results come from."""
        from thidua.criteria import effects
        from thidua.reports import checkers
        from thidua.scorecards import (  # noqa: F401 -- importing registers audit names, truths, conditions, the pack
            actions,
            handover,
            phases,
            truths,
        )
        from thidua.scorecards.queries.checkers import checkers_of_year
        from thidua.scorecards.trial import results_for_scheme

        if results_for_scheme not in effects.RESULTS:
            effects.RESULTS.append(results_for_scheme)
        if checkers_of_year not in checkers.CHECKERS:
            checkers.CHECKERS.append(checkers_of_year)
