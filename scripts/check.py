"""`make test`: every check there is, in parts, two at a time, each told at the end in one line.

    python scripts/check.py [part …] [-- pytest arguments]

A part that fails does not stop the others: one run tells everything. What a part printed stays in var/test/<part>.log.
Without Chromium the browser part is skipped, with the command that installs it; when CI=true that is a failure.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "test"
LANES = 2
# A part that hangs is ended and fails; the slowest takes a third of this.
PART_SECONDS = 1500
SHOWN_LINES = 1500
SKIPPED = 77
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
# Settings of the machine that the tests may use; any other THIDUA_… would make them test that machine's installation.
KEPT = {"THIDUA_TEST_POSTGRES", "THIDUA_CHROMIUM"}
CLOSING = re.compile(r"^=* ?((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s")
# Parts of their own, each with what it needs and no more.
APART = (
    "--ignore=tests/core",
    "--ignore=tests/architecture",
    "--ignore=tests/scripts",
    "--ignore=tests/browser",
)
# What opens pages is run beside the rooms, unmeasured: a verb is proved by its own room's tests, not by a screen.
SCREENS = ("tests/web", "tests/journeys")
STRICTLY_COVERED = "*/thidua/core/*,*/thidua/*/actions.py,*/thidua/*/actions/*"


@dataclass(frozen=True)
class Part:
    """One check: what it runs one after another, which parts must have ended before, and what it sees of settings."""

    name: str
    title: str
    commands: Sequence[Sequence[str]]
    after: tuple[str, ...] = ()
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """How a part ended, and its last word."""

    part: Part
    result: str
    seconds: float = 0.0
    says: str = ""
    lines: Sequence[str] = ()


def python(*words: str) -> list[str]:
    """A command of this environment."""
    return [sys.executable, *words]


def measured(name: str, *words: str) -> list[str]:
    """A pytest run whose coverage is kept."""
    return python("-m", "coverage", "run", f"--data-file=var/test/data.{name}", "-m", "pytest", *words)


def parts(extra: Sequence[str] = ()) -> list[Part]:
    """Every part, quick ones first. `extra` are words for pytest."""
    suite = ["-m", "pytest", "tests", *APART, *extra]
    given = os.environ.get("THIDUA_TEST_POSTGRES", "")
    coverage = ["-m", "coverage"]
    whole = "--data-file=var/test/data"
    floors = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return [
        Part("chromium", "Chromium", [python("scripts/chromium.py")]),
        Part("style", "style", [python("-m", "ruff", "check", ".")]),
        Part("format", "format", [python("-m", "ruff", "format", "--check", ".")]),
        Part("wording", "both catalogues", [python("scripts/messages.py", "check")]),
        Part("floors", "floors and rooms", [python("-c", floors)]),
        Part("core", "core, without a database", [measured("core", "tests/core", *extra)]),
        Part(
            "house",
            "house rules and tools",
            [python("-m", "pytest", "tests/architecture", "tests/scripts", *extra)],
        ),
        Part("types", "types", [python("-m", "mypy")]),
        Part(
            "sqlite",
            "rooms on SQLite",
            [
                measured(
                    "sqlite", *suite[2:], *(f"--ignore={folder}" for folder in SCREENS), "-m", "not postgres"
                )
            ],
        ),
        Part(
            "screens",
            "screens and journeys on SQLite",
            [python("-m", "pytest", *SCREENS, *extra, "-m", "not postgres")],
        ),
        Part(
            "postgres",
            "suite on PostgreSQL",
            [python(*suite) if given else python("scripts/postgres.py", *python(*suite))],
            env={"THIDUA_DATABASE": given} if given else {},
        ),
        Part(
            "browser",
            "pages in Chromium",
            [python("-m", "pytest", "tests/browser", *extra)],
            after=("chromium",),
        ),
        Part(
            "coverage",
            "core and actions, branch by branch",
            [
                python(
                    *coverage,
                    "combine",
                    "--keep",
                    "--quiet",
                    whole,
                    *(f"var/test/data.{n}" for n in ("core", "sqlite")),
                ),
                python(*coverage, "report", whole, "--skip-covered", "--sort=cover"),
                python(
                    *coverage,
                    "report",
                    whole,
                    f"--include={STRICTLY_COVERED}",
                    "--fail-under=100",
                    "--precision=2",
                ),
            ],
            after=("core", "sqlite"),
        ),
    ]


class Run:
    """One run: starts parts, keeps what they print, and can end all of them."""

    def __init__(self) -> None:
        self.children: set[subprocess.Popen[bytes]] = set()
        self.stopped = False

    def perform(self, part: Part) -> Outcome:
        """Run one part to its end."""
        started = time.monotonic()
        log = LOGS / f"{part.name}.log"
        with log.open("wb") as said:
            code = next(
                (code for command in part.commands if (code := self._run(command, part, said.fileno()))), 0
            )
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        result = {0: "passed", SKIPPED: "FAILED" if CI else "skipped"}.get(code, "FAILED")
        closing = [line for line in lines if CLOSING.match(line)]
        says = (closing or [line for line in lines if line.strip()] or [""])[-1].strip("= ")
        return Outcome(part, result, time.monotonic() - started, says, lines)

    def _run(self, command: Sequence[str], part: Part, said: int) -> int:
        if self.stopped:
            return 1
        (LOGS / part.name).mkdir(exist_ok=True)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("THIDUA_") or name in KEPT
        }
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env={
                **kept,
                "THIDUA_VAR": str(LOGS / part.name),
                "NO_COLOR": "1",
                "PYTHONUNBUFFERED": "1",
                **part.env,
            },
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.children.add(child)
        try:
            return child.wait(timeout=PART_SECONDS)
        except subprocess.TimeoutExpired:
            os.write(said, f"\nended after {PART_SECONDS} seconds\n".encode())
            os.killpg(child.pid, signal.SIGKILL)
            return child.wait()
        finally:
            self.children.discard(child)

    def stop(self) -> None:
        """End what is running and start nothing more."""
        self.stopped = True
        for child in list(self.children):
            os.killpg(child.pid, signal.SIGTERM)

    def all(self, chosen: Sequence[Part]) -> list[Outcome]:
        """Run the parts in their order, as many at a time as there are lanes, and tell each when it ends."""
        names = {part.name for part in chosen}
        waiting = list(chosen)
        ended: dict[str, Outcome] = {}
        running: dict[Future[Outcome], Part] = {}
        with ThreadPoolExecutor(LANES) as lanes:
            try:
                while waiting or running:
                    for part in [part for part in waiting if (names & set(part.after)) <= ended.keys()]:
                        if (outcome := _not_worth_starting(part, ended)) is not None:
                            ended[part.name] = tell(outcome)
                        elif len(running) < LANES:
                            running[lanes.submit(self.perform, part)] = part
                        else:
                            break
                        waiting.remove(part)
                    for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                        ended[running.pop(future).name] = tell(future.result())
            except BaseException:
                self.stop()
                raise
        return [ended[part.name] for part in chosen]


def _not_worth_starting(part: Part, ended: dict[str, Outcome]) -> Outcome | None:
    if part.name == "browser" and (found := ended.get("chromium")) is not None and found.result != "passed":
        return Outcome(part, found.result, says=found.says)
    return None


def tell(outcome: Outcome) -> Outcome:
    """Print how a part ended: its last word, or all it said when it failed."""
    print(f"\n── {outcome.part.title}: {outcome.result} in {outcome.seconds:.1f} s", flush=True)
    if outcome.result == "FAILED" and outcome.lines:
        if len(outcome.lines) > SHOWN_LINES:
            print(f"(the last {SHOWN_LINES} lines; all of them are in {LOGS / outcome.part.name}.log)")
        print("\n".join(outcome.lines[-SHOWN_LINES:]), flush=True)
    elif outcome.says:
        print(f"   {outcome.says}", flush=True)
    return outcome


def counted(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many tests passed, failed and were skipped, over all parts that run tests."""
    total = {"passed": 0, "failed": 0, "skipped": 0}
    for outcome in outcomes:
        if closing := CLOSING.match(outcome.says):
            for number, word in re.findall(r"(\d+) ([a-z]+)", closing[1]):
                name = {"error": "failed", "errors": "failed"}.get(word, word)
                total[name] = total.get(name, 0) + int(number)
    return total


def summary(outcomes: Sequence[Outcome], seconds: float) -> str:
    """The table at the end, closed by the count of tests."""
    lines = [f"{'':2}{o.part.title:<36}{o.result:<9}{o.seconds:>7.1f} s   {o.says}" for o in outcomes]
    total = counted(outcomes)
    failed = sum(outcome.result == "FAILED" for outcome in outcomes)
    verdict = f"{failed} of {len(outcomes)} parts failed" if failed else f"all {len(outcomes)} parts passed"
    if skipped := [outcome.part.title for outcome in outcomes if outcome.result == "skipped"]:
        verdict = (
            f"{verdict}, {len(skipped)} skipped"
            if failed
            else f"nothing failed, {len(skipped)} parts skipped"
        )
    counts = f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped"
    return "\n".join(["", *lines, "", f"{verdict} in {seconds:.0f} s", counts])


def main(words: Sequence[str]) -> int:
    """Run the chosen parts, or all."""
    split = words.index("--") if "--" in words else len(words)
    every = parts(words[split + 1 :])
    if unknown := set(words[:split]) - {part.name for part in every}:
        sys.exit(f"No part {', '.join(sorted(unknown))}; there are: {' '.join(part.name for part in every)}")
    chosen = [part for part in every if part.name in words[:split]] or every
    LOGS.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    try:
        outcomes = Run().all(chosen)
    except KeyboardInterrupt:
        sys.exit("\nstopped")
    print(summary(outcomes, time.monotonic() - started), flush=True)
    return int(any(outcome.result == "FAILED" for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
