"""The screens of evidence as a Django application."""

from django.apps import AppConfig


class EvidenceScreensConfig(AppConfig):
    """Screens of evidence."""

    name = "thidua.web.evidence"
    label = "web_evidence"

    def ready(self) -> None:
        """Say what waits for whom."""
        from thidua.web.evidence.sources import evidence_work
        from thidua.web.shared.work import contribute

        contribute(evidence_work, "reports.")
