"""`thidua campaigns take-in`: take in the reference list of movements from the server's console."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thidua.campaigns.actions import take_in_movements
from thidua.foundation import clock
from thidua.foundation.actors import SystemActor
from thidua.foundation.refusals import ThiduaError
from thidua.foundation.wording import render


class Command(BaseCommand):
    """Take in the reference list."""

    help = "Take in the reference list of national and provincial movements that comes with the product."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`take-in`."""
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("take-in", help="add what is new, refresh what nobody edited, leave the rest")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take in, and say what was done."""
        del args, options
        try:
            done = take_in_movements(actor=SystemActor("campaigns take-in"), at=clock.now())
        except ThiduaError as error:
            raise CommandError(render(error.sentence, "en")) from error
        self.stdout.write(f"added: {done.added}, refreshed: {done.refreshed}, left as edited: {done.left}")
