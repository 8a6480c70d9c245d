"""The room as a Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports, values and evidence."""

    name = "thidua.reports"
    label = "reports"

    def ready(self) -> None:
        """Register the names of this room's acts, its messages and truths, and what it knows of targets."""
        from thidua.covenants import progress
        from thidua.reports import (  # noqa: F401 -- importing registers names, messages and truths
            actions,
            evidence_truths,
            handover,
            jobs,
            proofs,
            truths,
        )
        from thidua.reports.queries.inputs import progress_of_targets

        if progress_of_targets not in progress.PROGRESS:
            progress.PROGRESS.append(progress_of_targets)
