"""The desk as a Django application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The overview, what waits, search."""

    name = "thidua.web.desk"
    label = "web_desk"

    def ready(self) -> None:
        """Contribute what waits in the rooms below, its count in the masthead, and the band of the bloc's year."""
        from thidua.web.desk.band import band_of
        from thidua.web.desk.sources import account_work, consent_work, scoring_work
        from thidua.web.shared.context import BAND, WAITING
        from thidua.web.shared.work import contribute, waiting_count

        contribute(account_work, "accounts.", by_year=False)
        contribute(scoring_work, "scorecards.", "criteria.")
        contribute(consent_work, "criteria.")
        if waiting_count not in WAITING:
            WAITING.append(waiting_count)
        if band_of not in BAND:
            BAND.append(band_of)
