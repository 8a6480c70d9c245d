"""`thidua demo load`: play the demonstration story into an empty installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thidua.accounts.queries import anyone_exists
from thidua.demo.load import load_story
from thidua.foundation.refusals import ThiduaError
from thidua.foundation.wording import render


class Command(BaseCommand):
    """Load the story."""

    help = "Load the demonstration: one bloc's year, entered through the same verbs a user would call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`load [--if-empty]`."""
        steps = parser.add_subparsers(dest="step", required=True)
        load = steps.add_parser("load", help="load the story into an empty installation")
        load.add_argument("--if-empty", action="store_true", help="do nothing when there are accounts already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, telling each part."""
        del args
        if options["if_empty"] and anyone_exists():
            return
        try:
            load_story(say=lambda part: self.stdout.write(f"  {part}"))
        except ThiduaError as error:
            where = f" ({error.where})" if getattr(error, "where", "") else ""
            raise CommandError(render(error.sentence, "en") + where) from error
