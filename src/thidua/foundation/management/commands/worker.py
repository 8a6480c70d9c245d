"""`thidua worker`: deliver what waits in the outbox, and run what is due by the clock."""

import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from thidua.foundation.outbox import deliver_next
from thidua.foundation.schedule import run_next_job


class Command(BaseCommand):
    """Deliver messages and run jobs until told to stop."""

    help = "Deliver the outbox (mail and other effects written by actions) and run the jobs that are due."
    stopping = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--once`, `--pause`."""
        parser.add_argument("--once", action="store_true", help="deliver and run what is due and stop")
        parser.add_argument(
            "--pause", type=float, default=2.0, help="seconds between looks when nothing is due"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Deliver until SIGTERM or SIGINT."""
        del args
        if not options["once"]:
            signal.signal(signal.SIGTERM, self._stop)
            signal.signal(signal.SIGINT, self._stop)
        delivered = 0
        while not self.stopping:
            close_old_connections()
            if deliver_next():
                delivered += 1
            elif run_next_job():
                continue
            elif options["once"]:
                break
            else:
                self._wait(options["pause"])
        self.stdout.write(f"{delivered} delivered.")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.stopping = True

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(min(0.2, seconds))
