"""Reports under load: the joint report of fifteen units, and two hundred people saving drafts at once.

The first is timed by `make bench` with everything else. The second needs a server of its own and is run by itself:

    python -m bench.bench_drafts                                 on SQLite
    python scripts/postgres.py python -m bench.bench_drafts      on a private PostgreSQL

It starts the real server, signs two hundred officers in, lets all of them save at the same moment several times over,
and then reads every draft back: a save that was answered with 200 and is not there is lost, and the run ends with 1.
"""

import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection
from typing import Any

import django
from django.conf import settings

from bench.harness import Stage, measure

PEOPLE, SAVES, PER_YEAR, PORT = 200, 5, 5, 8914
UNITS = 15
PARTS = ("overview", "results", "campaigns", "limits", "causes")
WORDS = "Đơn vị hoàn thành nhiệm vụ quý, giữ nghiêm kỷ luật, hỗ trợ xã được giao. " * 6


def _reporting(number: int, units: int) -> Any:
    """A bloc-year of some units that are asked for a report."""
    reports = importlib.import_module("tests.factories.reports")
    return reports.make_plain(*(f"B{number}-{place}" for place in range(units)))


@measure("joint report of 15 units composed", limit_ms=1000)
def joint_report(stage: Stage) -> Callable[[], object]:
    """Read what fifteen units sent, compose the text, and hold its numbers against the rows."""
    del stage
    reports = importlib.import_module("tests.factories.reports")
    frames = importlib.import_module("thidua.reports.frames")
    composing = importlib.import_module("thidua.reports.composing")
    made = _reporting(0, UNITS)
    for code in made.world.year.units:
        reports.sent(made, code)

    def work() -> object:
        frame = frames.request_frame(made.request)
        rows = frames.figures_of(frame)
        joint = composing.compose(frame, rows)
        return composing.flags_of(joint.sections, [tie.plain() for tie in joint.ties], rows)

    return work


@dataclass
class Writer:
    """One officer at one report: what was answered, and how long each answer took."""

    report: str
    session: str
    kept: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def save(self, number: int) -> None:
        """Save one part of the narrative, as the form does."""
        part, text = PARTS[number % len(PARTS)], f"{number}. {self.report}. {WORDS}".strip()
        body = json.dumps({"boxes": [{"box": f"text-{part}", "revision": 0, "typed": {"text": text}}]})
        token = "b" * 32
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"thidua_session={self.session}; thidua_csrf={token}",
            "X-CSRFToken": token,
        }
        started = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", PORT, timeout=120)
        connection.request("POST", f"/bao-cao/{self.report}/luu/", body, headers)
        answer = connection.getresponse()
        said = json.loads(answer.read()) if answer.status == 200 else {}
        connection.close()
        self.seconds.append(time.perf_counter() - started)
        if answer.status == 200 and said["saved"]:
            self.kept[part] = text
        else:
            self.refused.append(answer.status)


def make_writers() -> list[Writer]:
    """Two hundred officers, each with a report of their own and a session."""
    client = importlib.import_module("django.test").Client
    writers = []
    for number in range(1, PEOPLE // PER_YEAR + 1):
        made = _reporting(number, PER_YEAR)
        for code in made.world.year.units:
            browser = client()
            browser.force_login(made.officer(code))
            writers.append(Writer(made.report(code), browser.cookies["thidua_session"].value))
    return writers


@contextmanager
def server() -> Iterator[None]:
    """The real server, as `make serve` starts it, with a worker for each core."""
    command = (
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT),
        "--workers", str(os.cpu_count() or 1), "--blocking-threads", "2", "--backlog", "1024",
        "--no-access-log", "thidua.config.wsgi:application",
    )  # fmt: skip
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                connection = HTTPConnection("127.0.0.1", PORT, timeout=5)
                connection.request("GET", "/healthz")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        running.terminate()
        running.wait()


def write_at_once(writers: list[Writer]) -> float:
    """All of them save at the same moment, then go on as fast as they are answered; the seconds it took."""
    gate = threading.Barrier(len(writers) + 1)

    def one(writer: Writer) -> None:
        gate.wait()
        for number in range(SAVES):
            writer.save(number)

    threads = [threading.Thread(target=one, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    gate.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


def lost(writers: list[Writer]) -> int:
    """How many saves that were answered with 200 are not there."""
    fields = importlib.import_module("thidua.reports.models").ReportField
    there = {
        (row.report.public_id, row.key): row.said["text"] for row in fields.objects.select_related("report")
    }
    return sum(
        there.get((writer.report, part)) != text for writer in writers for part, text in writer.kept.items()
    )


def main() -> int:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as var:
        os.environ |= {"THIDUA_VAR": var, "DJANGO_SETTINGS_MODULE": "thidua.config.settings"}
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        django.setup()
        management = importlib.import_module("django.core.management")
        management.call_command("migrate", verbosity=0)
        management.call_command("collectstatic", interactive=False, verbosity=0)
        clock = importlib.import_module("thidua.foundation.clock")
        writers = make_writers()
        with server():
            took = write_at_once(writers)
        missing = lost(writers)
        seconds = sorted(second for writer in writers for second in writer.seconds)
        refused = [status for writer in writers for status in writer.refused]
        engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
        cuts = statistics.quantiles(seconds, n=100)
        print(f"{engine}, {os.cpu_count()} cores, {date.today():%d/%m/%Y} ({clock.VIET_NAM.key})")  # noqa: DTZ011 -- the day of the run, for the reader
        print(f"{PEOPLE} people, {len(seconds)} saves in {took:.1f} s: {len(seconds) / took:.0f} a second")
        print(f"p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, longest {seconds[-1]:.2f} s")
        print(f"lost {missing}, refused {len(refused)} {sorted(set(refused))}")
        return int(bool(missing or refused))


if __name__ == "__main__":
    sys.exit(main())
