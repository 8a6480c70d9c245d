"""The screens of notices as a Django application."""

from django.apps import AppConfig


class NoticesScreensConfig(AppConfig):
    """The list behind the bell, and the mail."""

    name = "thidua.web.notices"
    label = "web_notices"

    def ready(self) -> None:
        """Let the worker write the digests that are due, and drop old notices."""
        from thidua.foundation.schedule import runs_every
        from thidua.web.notices.chores import drop_old_notices, write_digests

        runs_every("notices.digests", minutes=5, run=write_digests)
        runs_every("notices.pruning", minutes=24 * 60, run=drop_old_notices)
