"""`thidua demo load`: play the demonstration story into an empty installation."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thidua.accounts.queries import anyone_exists
from thidua.demo.load import load_story
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import Problem, ThiduaError
from thidua.foundation.wording import render


def _day(written: str) -> datetime:
    """The last moment of a day."""
    return datetime.combine(date.fromisoformat(written), time.max, tzinfo=VIET_NAM)


class Command(BaseCommand):
    """Load the story."""

    help = "Load the demonstration: one bloc's year, entered through the same verbs a user would call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`load [--if-empty]`."""
        steps = parser.add_subparsers(dest="step", required=True)
        load = steps.add_parser("load", help="load the story into an empty installation")
        load.add_argument(
            "--until", type=_day, metavar="YYYY-MM-DD", help="stop the story at the end of this day"
        )
        load.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are accounts already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, telling each part."""
        del args
        if options["if_empty"] and anyone_exists():
            return
        try:
            load_story(say=lambda part: self.stdout.write(f"  {part}"), until=options["until"])
        except ThiduaError as error:
            where = f" ({error.where})" if isinstance(error, Problem) and error.where else ""
            raise CommandError(render(error.sentence, "en") + where) from error
