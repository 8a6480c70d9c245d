"""`thidua retire_idle_accounts`: the night's work on accounts."""

from typing import Any

from django.core.management.base import BaseCommand

from thidua.accounts.jobs import retire_idle_accounts, tidy_access_log
from thidua.foundation import clock
from thidua.foundation.actors import SystemActor


class Command(BaseCommand):
    """Retire idle accounts and tidy the access log."""

    help = "Deactivate accounts that nobody has used for THIDUA_RETIRE_AFTER_DAYS days; drop old lines of the access log."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work and report."""
        del args, options
        actor, moment = SystemActor("retire_idle_accounts"), clock.now()
        done = retire_idle_accounts(actor=actor, at=moment)
        for user in done.retired:
            self.stdout.write(f"deactivated: {user}")
        for user, why in done.kept:
            self.stderr.write(f"kept: {user}: {why}")
        dropped = tidy_access_log(actor=actor, at=moment)
        self.stdout.write(
            f"{len(done.retired)} accounts deactivated, {dropped} old lines of the access log dropped."
        )
