"""The runner of all checks: nothing stops it, nothing is hidden, and the end is told in lines that machines read."""

import sys
from pathlib import Path

import pytest

from scripts import check
from scripts.check import Outcome, Part


@pytest.fixture(autouse=True)
def _own_logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "LOGS", tmp_path)
    monkeypatch.setattr(check, "CI", False)


def part(name: str, code: str, *, after: tuple[str, ...] = ()) -> Part:
    return Part(name, name, [[sys.executable, "-c", code]], after=after)


def results(*parts: Part) -> list[tuple[str, str, str]]:
    return [(outcome.part.name, outcome.result, outcome.says) for outcome in check.Run().all(parts)]


def test_a_part_that_fails_stops_no_other() -> None:
    assert results(
        part("one", "print('it broke'); raise SystemExit(3)"),
        part("two", "print('== 4 passed in 0.10s ==')"),
        part("three", "print('done')", after=("one",)),
    ) == [("one", "FAILED", "it broke"), ("two", "passed", "4 passed in 0.10s"), ("three", "passed", "done")]


def test_a_part_stops_at_its_first_command_that_fails() -> None:
    both = Part(
        "both", "both", [[sys.executable, "-c", "raise SystemExit(1)"], [sys.executable, "-c", "print('no')"]]
    )

    assert results(both) == [("both", "FAILED", "")]


def test_parts_do_not_see_the_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_DATABASE", "postgres://production")

    seen = results(
        part("env", "import os; print(os.environ.get('THIDUA_DATABASE'), os.environ['THIDUA_VAR'][-3:])")
    )

    assert seen == [("env", "passed", "None env")]


def test_pages_are_skipped_without_a_browser_with_the_command_that_brings_it() -> None:
    missing = part("chromium", "print('As root: apt-get install'); raise SystemExit(77)")
    pages = part("browser", "print('never')", after=("chromium",))

    assert results(missing, pages) == [
        ("chromium", "skipped", "As root: apt-get install"),
        ("browser", "skipped", "As root: apt-get install"),
    ]


def test_pages_without_a_browser_fail_where_a_machine_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "CI", True)
    missing = part("chromium", "raise SystemExit(77)")
    pages = part("browser", "print('never')", after=("chromium",))

    assert [result for _, result, _ in results(missing, pages)] == ["FAILED", "FAILED"]


def test_a_part_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "PART_SECONDS", 0.3)

    assert results(part("slow", "import time; time.sleep(60)")) == [
        ("slow", "FAILED", "ended after 0.3 seconds")
    ]


def test_the_end_counts_tests_over_all_parts() -> None:
    ended = [
        Outcome(part("a", ""), "passed", 1.0, "10 passed, 2 skipped in 1.00s"),
        Outcome(part("b", ""), "FAILED", 2.0, "1 failed, 5 passed, 1 error in 2.00s"),
        Outcome(part("c", ""), "passed", 0.5, "Success: no issues found in 3 source files"),
    ]

    assert check.summary(ended, 3.2).splitlines()[-2:] == [
        "1 of 3 parts failed in 3 s",
        "15 passed, 2 failed, 2 skipped",
    ]


def test_an_unknown_part_is_refused_with_those_there_are() -> None:
    with pytest.raises(SystemExit, match=r"^No part tea; there are: chromium style"):
        check.main(["tea"])


def test_every_part_waits_only_for_parts_before_it() -> None:
    names: list[str] = []
    for one in check.parts():
        assert set(one.after) <= set(names)
        names.append(one.name)
