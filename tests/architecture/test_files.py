"""Files stay readable: short, without unexplained exceptions, without banners."""

import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

MOST_LINES = 400
READ_BY_PEOPLE = {".py", ".html", ".css", ".js", ".sh"}
# Data, not text. Migrations are left out too: most of them are written by Django.
LONG_BY_NATURE = {"src/thidua/web/shared/static/shared/icons.svg"}
NOQA = re.compile(r"#\s*noqa\b(?!: [A-Z]+\d+(, ?[A-Z]+\d+)* -- \S)")
TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore\b(?!\[[a-z-]+(, ?[a-z-]+)*\]  # \S)")
NO_COVER = re.compile(r"#\s*pragma:\s*no (cover|branch)\b(?! -- \S)")
BANNER = re.compile(r"#\s*([=*#~_-])\1{4,}")


def tracked() -> list[Path]:
    """Every file of the work tree that is or could be committed."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:  # an unpacked archive has no history
        folders = ("src", "tests", "scripts", "bench", "docs")
        return [
            path.relative_to(ROOT)
            for folder in folders
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        ]
    return [path for line in found.stdout.splitlines() if (ROOT / (path := Path(line))).is_file()]


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Yield the comments of a Python file with their lines."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def unexplained(comment: str) -> str:
    """What a comment suppresses without saying why, or nothing."""
    if NOQA.search(comment):
        return "write `# noqa: RULE -- reason`"
    if TYPE_IGNORE.search(comment):
        return "write `# type: ignore[code]  # reason`"
    if NO_COVER.search(comment):
        return "write `# pragma: no cover -- reason`"
    return "no banners: a file that needs them wants to be two" if BANNER.search(comment) else ""


def test_no_file_is_longer_than_a_person_reads() -> None:
    long = [
        f"{path}: {lines} lines, at most {MOST_LINES}: make it a package, one module per noun"
        for path in tracked()
        if path.suffix in READ_BY_PEOPLE
        and str(path) not in LONG_BY_NATURE
        and "migrations" not in path.parts
        if (lines := (ROOT / path).read_text(encoding="utf-8").count("\n")) > MOST_LINES
    ]

    assert not long, "\n".join(["", *long])


def test_every_suppression_says_why() -> None:
    broken = [
        f"{path}:{line}: {fault}"
        for path in tracked()
        if path.suffix == ".py"
        for line, comment in comments((ROOT / path).read_text(encoding="utf-8"))
        if (fault := unexplained(comment))
    ]

    assert not broken, "\n".join(["", *broken])


@pytest.mark.parametrize(
    ("comment", "explained"),
    [
        ("# noqa", False),
        ("# noqa: S101", False),
        ("# noqa: S101 -- the suite asserts", True),
        ("# noqa: S101, S102 -- both are ours", True),
        ("# type: ignore", False),
        ("# type: ignore[arg-type]", False),
        ("# type: ignore[arg-type]  # the stub is wrong", True),
        ("# pragma: no cover", False),
        ("# pragma: no cover -- only on Windows", True),
        ("# ---------- views", False),
        ("# a -- b", True),
    ],
)
def test_the_check_of_suppressions_can_fail(comment: str, *, explained: bool) -> None:
    assert (unexplained(comment) == "") is explained


def test_modules_of_pages_write_text_not_markup() -> None:
    dangerous = re.compile(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function)\b")
    broken = [
        f"{path}:{number}: build elements and set textContent, or let htmx swap what the server rendered"
        for path in tracked()
        if path.suffix == ".js"
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        if dangerous.search(line)
    ]

    assert not broken, "\n".join(["", *broken])


def test_nothing_of_a_page_comes_from_elsewhere() -> None:
    foreign = re.compile(
        r"""(?:\b(?:src|href|action)\s*=\s*["']|url\(\s*["']?|@import\s+["']|from\s+["'])(?:https?:)?//"""
    )
    broken = [
        f"{path}:{number}: ship it in the package; a page asks nobody else for anything"
        for path in tracked()
        if path.suffix in {".html", ".css", ".js"} and path.parts[0] == "src"
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        if foreign.search(line) and "<a " not in line
    ]

    assert not broken, "\n".join(["", *broken])


def test_tests_use_no_mocks_of_our_own_code() -> None:
    broken = [
        f"{path}: no mocks: use the real thing, a factory, or a fake written for the purpose"
        for path in tracked()
        if path.parts[0] == "tests" and path.suffix == ".py"
        if re.search(
            r"^(from|import) unittest\.mock|^from unittest import mock",
            (ROOT / path).read_text("utf-8"),
            re.MULTILINE,
        )
    ]

    assert not broken, "\n".join(["", *broken])
