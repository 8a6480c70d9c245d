"""`thidua check_invariants`: what must be true of the records."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thidua.foundation.checks import INVARIANTS, untruths


class Command(BaseCommand):
    """Run every room's truths."""

    help = "Check every truth the rooms have declared; exits 1 listing what contradicts one."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and report."""
        del args, options
        found = untruths()
        for untruth in found:
            self.stderr.write(f"{untruth.invariant}: {untruth.on}: {untruth.detail}")
        if found:
            message = f"{len(found)} contradictions."
            raise CommandError(message, returncode=1)
        self.stdout.write(f"{len(INVARIANTS)} truths hold.")
