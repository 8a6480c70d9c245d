"""`thidua results verify`: work the code of every agreed result out again."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thidua.scorecards.queries import checked_results


class Command(BaseCommand):
    """Verify agreed results."""

    help = "Work agreed results out again from their inputs; exits 1 naming those whose code does not fit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`verify`, `--sheet`, `--json`."""
        steps = parser.add_subparsers(dest="step", required=True)
        verify = steps.add_parser(
            "verify", help="compare each result's code and scorecard with what its inputs give"
        )
        verify.add_argument("--sheet", default="", help="only the results of the sheet with this key")
        verify.add_argument("--json", action="store_true", help="print what was found as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and report."""
        del args
        found = checked_results(options["sheet"])
        if options["sheet"] and not found:
            message = f"No agreed result belongs to a sheet with the key {options['sheet']}."
            raise CommandError(message, returncode=2)
        if options["json"]:
            self.stdout.write(json.dumps([one.document() for one in found], ensure_ascii=False, indent=2))
        else:
            for one in found:
                self.stdout.write(
                    f"{one.sheet} #{one.number} {one.hash} {'whole' if one.whole else one.fault}"
                )
        broken = [one for one in found if not one.whole]
        if broken:
            message = f"{len(broken)} of {len(found)} agreed results do not fit."
            raise CommandError(message, returncode=1)
        if not options["json"]:
            self.stdout.write(f"{len(found)} agreed results, every one whole.")
