"""`thidua audit`: verify the ledger."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thidua.foundation.audit import verify


class Command(BaseCommand):
    """Recompute the ledger's chain."""

    help = "Recompute the whole audit ledger; exits 1 naming the first entry that does not fit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`verify`."""
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("verify", help="recompute every entry's hash and the chain")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the step."""
        del args, options
        count, fault = verify()
        if fault is not None:
            message = f"Entry {fault.seq} does not fit: {fault.reason}."
            raise CommandError(message, returncode=1)
        self.stdout.write(f"{count} entries, every one in its place.")
