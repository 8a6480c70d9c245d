"""What each main page costs, with the demonstration's story and with a province's data.

    python -m bench.bench_pages [part of a name]

CPU milliseconds of the server and queries of one request, beside a bare page and a bare query of the same run. The
limits: 15 ms a page, 60 ms the whole score sheet, 12 queries; a page over one of them is named, and the run ends with 1.
"""

import importlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from bench.harness import Stage, bare_page, bare_query, counted, timed

PAGE_MS, SHEET_MS, QUERIES = 15.0, 60.0, 12
# Whoever sees most of a room opens its pages.
STANDING, HEAD, AUDITOR, ADMIN = "phuong.hk", "khang.tm", "tri.tm", "quan.tri"
PAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "desk": (HEAD, ("overview", "my_work", "search")),
    "notices": (HEAD, ("list", "mail")),
    "campaigns": (HEAD, ("list", "tree", "movement", "activities", "gatherings")),
    "plans": (HEAD, ("list", "calendar", "plan", "line", "consultation")),
    "covenants": (HEAD, ("list", "covenant", "text", "signatures", "registrations")),
    "evidence": (HEAD, ("list",)),
    "reports": (HEAD, ("list", "request", "report", "joint")),
    "organisations": (
        STANDING,
        ("blocs", "bloc", "bloc_year", "open_year", "units", "unit", "rename_unit", "people", "person", "places", "imports"),
    ),
    "criteria": (
        STANDING,
        ("home", "year", "scheme", "node", "rules", "changes", "effects", "versions"),
    ),
    "scorecards": (
        STANDING,
        ("home", "openable", "matrix", "unit", "cell", "ranking", "items", "checks", "steps", "result", "frozen"),
    ),
    "records": (AUDITOR, ("ledger", "entry", "check")),
    "accounts": (ADMIN, ("users", "user", "roles", "open_sessions", "history", "me")),
    "help": (HEAD, ("index", "page")),
}  # fmt: skip
# One act of each room, as often as a working day has them; and one that lets everybody look at everything again.
AFTER: Mapping[str, str] = {
    "campaigns": "campaigns.launch_movement",
    "plans": "plans.move_activity",
    "covenants": "covenants.give_consent",
    "criteria": "criteria.write_remark",
    "reports": "reports.save_draft",
    "scorecards": "scorecards.enter_self_marks",
    "organisations": "organisations.phase_entered",
}
ASKED = {"desk:search": "?q=so+lao+dong", "organisations:units": "", "records:ledger": "?words=diem"}


@dataclass(frozen=True)
class Row:
    """A page at one size: CPU milliseconds, queries, and which limit was passed."""

    name: str
    milliseconds: float
    queries: int

    @property
    def fault(self) -> str:
        """Which limits were passed, or nothing."""
        limit = SHEET_MS if self.name.endswith((":matrix", "12 x 80")) else PAGE_MS
        over = [f"over {limit:g} ms"] if self.milliseconds > limit else []
        return ", ".join([*over, *([f"over {QUERIES} queries"] if self.queries > QUERIES else [])])


def main() -> int:
    """Measure the story, grow the province, measure again, print."""
    for name in [name for name in os.environ if name.startswith("THIDUA_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as var:
        os.environ |= {"THIDUA_VAR": var, "DJANGO_SETTINGS_MODULE": "thidua.config.settings"}
        _install()
        from tests import story  # noqa: PLC0415 -- settings exist only now

        story.tell()
        bare = Stage()
        yardsticks = timed(lambda: bare.get("/bare")), timed(bare_query)
        print(f"bare page {yardsticks[0]:.3f} ms, bare query {yardsticks[1]:.4f} ms\n", flush=True)
        wanted = " ".join(sys.argv[1:])
        rows = [*_measured(wanted), *_measured_after_an_act(wanted)]
        first = _table("the demonstration's story", rows, yardsticks)
        from bench import province  # noqa: PLC0415 -- settings exist only now

        sheet = province.grow()
        rows = [*_measured(wanted), *_measured_after_an_act(wanted), *_measured_sheet(sheet, wanted)]
        second = _table(
            "a province: 60 blocs x 12 units, 2,000 units, 5,000 people, 50,000 acts", rows, yardsticks
        )
    return int(first or second)


def _install() -> None:
    """A new installation in the temporary folder, with the bare page beside the others."""
    import django  # noqa: PLC0415 -- settings exist only now

    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- settings exist only now
    from django.core.management import call_command  # noqa: PLC0415 -- settings exist only now
    from django.test.utils import setup_test_environment  # noqa: PLC0415 -- settings exist only now
    from django.urls import path  # noqa: PLC0415 -- settings exist only now

    setup_test_environment(debug=False)
    settings.PASSWORD_DAYS_ADMIN = 0  # passwords of the story do not age
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    importlib.import_module(settings.ROOT_URLCONF).urlpatterns.insert(0, path("bare", bare_page))


def _opened(username: str, address: str) -> Callable[[], object]:
    from tests import story  # noqa: PLC0415 -- settings exist only now

    stage = Stage()
    stage.client.force_login(story.person(username))
    return lambda: stage.get(address)


def _row(name: str, ask: Callable[[], object], *, first: Callable[[], object] | None = None) -> Row:
    """A page's figures; with `first`, each time something is done before it that is not counted with it."""
    if first is None:
        return Row(name, timed(ask), counted(ask))
    best = float("inf")
    for _ in range(5):
        first()
        started = time.process_time()
        ask()
        best = min(best, time.process_time() - started)
    first()
    return Row(name, best * 1000, counted(ask))


def _measured(wanted: str) -> Iterator[Row]:
    from tests.journeys.atlas import places  # noqa: PLC0415 -- settings exist only now

    known = {place.name: place.path for place in places()}
    yield from (
        _row(name, _opened(username, known[name] + ASKED.get(name, "")))
        for room, (username, screens) in PAGES.items()
        for name in (f"{room}:{screen}" for screen in screens)
        if wanted in name
    )


def _measured_after_an_act(wanted: str) -> Iterator[Row]:
    """The first page after an act in the person's own bloc, room by room, and the first page of all."""
    from django.core.cache import cache  # noqa: PLC0415 -- settings exist only now

    for page, path in (("overview", "/"), ("my work", "/viec-cua-toi/")):
        for username in (HEAD, STANDING):
            for room, act in AFTER.items():
                name = f"desk: {page}, {username}, after {room}"
                if wanted in name:
                    yield _row(name, _opened(username, path), first=partial(_done, act))
            name = f"desk: {page}, {username}, first of all"
            if wanted in name:
                yield _row(name, _opened(username, path), first=cache.clear)


def _done(act: str) -> None:
    """Write an act of the bloc at hand into the ledger, as its room would."""
    from django.db import transaction  # noqa: PLC0415 -- settings exist only now

    from thidua.foundation import audit  # noqa: PLC0415 -- settings exist only now
    from thidua.foundation.actors import SYSTEM  # noqa: PLC0415 -- settings exist only now
    from thidua.organisations.models import BlocYear  # noqa: PLC0415 -- settings exist only now

    year = BlocYear.objects.get(bloc__code="KNC", year=2023)
    with transaction.atomic():
        audit.record(act, actor=SYSTEM, on=year, scope=year.public_id)


def _measured_sheet(sheet: str, wanted: str) -> Iterator[Row]:
    pages = {"scorecards: sheet of 12 x 80": "", "scorecards: ranking of 12 units": "xep-hang/"}
    for name, path in pages.items():
        if wanted in name:
            yield _row(name, _opened(STANDING, f"/cham-diem/{sheet}/{path}"))


def _table(title: str, rows: list[Row], yardsticks: tuple[float, float]) -> bool:
    """Print the figures of one size; whether a limit was passed."""
    page, query = yardsticks
    print(f"{title}\n{'':44}{'CPU':>10}{'x page':>9}{'x query':>10}{'queries':>9}")
    for row in rows:
        ratios = f"{row.milliseconds / page:>9.1f}{row.milliseconds / query:>10.0f}"
        print(f"{row.name:<44}{row.milliseconds:>7.2f} ms{ratios}{row.queries:>9}  {row.fault}")
    missed = [row for row in rows if row.fault]
    print(f"{len(missed)} of {len(rows)} pages over a limit\n", flush=True)
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
