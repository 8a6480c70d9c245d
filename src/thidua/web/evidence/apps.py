"""The screens of evidence as a Django application."""

from django.apps import AppConfig


class EvidenceScreensConfig(AppConfig):
    """Screens of evidence."""

    name = "thidua.web.evidence"
    label = "web_evidence"
