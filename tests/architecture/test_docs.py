"""What the pages say is what the code does: reference, commands in the README, links."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from scripts import reference
from tests.architecture.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "tests" / "README.md"])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def test_the_reference_says_what_the_code_says() -> None:
    # In a process of its own: tests register acts and settings that are not the product's.
    said = subprocess.run(
        [sys.executable, "scripts/reference.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.stdout.strip() == "The reference says what the code says.", said.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    broken = [
        target
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith(("#", "mailto:"))
        if not (page.parent / target.partition("#")[0]).exists()
    ]

    assert broken == []


def commands(page: Path) -> list[list[str]]:
    """The commands a page shows, word by word."""
    lines = [
        line.partition("#")[0].split()
        for block in BLOCK.findall(page.read_text("utf-8"))
        for line in block.splitlines()
    ]
    return [words for words in lines if words]


def targets() -> set[str]:
    """What make can be asked for."""
    lines = re.findall(
        r"^([a-z]+(?: [a-z]+)*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    return {word for line in lines for word in line.split()}


def exists(words: list[str]) -> bool:
    """Whether what a page tells a reader to type can be typed."""
    match words:
        case [setting, *rest] if "=" in setting:
            return exists(rest)
        case ["make", *wanted]:
            return targets().issuperset(word for word in wanted if "=" not in word)
        case [program, command, *_] if program.endswith("/thidua"):
            return command in get_commands() or any(pure.split()[0] == command for pure in reference.PURE)
        case [program, script, *_] if program.endswith("/python") and script.startswith("scripts/"):
            return (ROOT / script).exists()
        case [script, *_] if script.startswith("scripts/"):
            return (ROOT / script).exists()
        case _:
            return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_that_are_shown_exist(page: Path) -> None:
    broken = [" ".join(words) for words in commands(page) if not exists(words)]

    assert broken == []


@pytest.mark.parametrize(
    "line",
    ["make tea", "PORT=1 make tea", ".venv/bin/thidua fly", "scripts/gone", "x/python scripts/gone.py"],
)
def test_a_command_that_does_not_exist_is_found(line: str) -> None:
    assert not exists(line.split())


def test_the_tutorial_prints_what_it_says(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "tutorials" / "score-a-bloc.md").read_text(encoding="utf-8")
    scheme, results = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "scheme.yaml").write_text(scheme, encoding="utf-8")
    (tmp_path / "results.yaml").write_text(results, encoding="utf-8")

    said = subprocess.run(
        [sys.executable, "-m", "thidua", "score", "scheme.yaml", "results.yaml", "--lang", "en"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    (shown,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    assert [line.split() for line in shown.splitlines()] == [
        line.split() for line in said.stdout.splitlines()[3:7]
    ]
    assert "10 × 65 ÷ 90 = 7.22" in said.stdout


def test_both_readmes_show_the_same_commands() -> None:
    assert commands(ROOT / "README.vi.md") == commands(ROOT / "README.md")


def test_decisions_are_numbered_once_and_say_what_they_must() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [page.name[:4] for page in pages]
    broken = [
        f"{page.name}: no {part}"
        for page in pages
        for part in (f"# {page.name[:4]} · ", "**Context.**", "**Choice.**")
        if part not in page.read_text(encoding="utf-8")
    ]

    assert (len(set(numbers)), broken) == (len(numbers), [])


def test_notes_of_changes_are_named_by_their_kind() -> None:
    kinds = {"added", "changed", "fixed", "law", "security"}
    notes = [path.name for path in (ROOT / "changelog.d").glob("*.md") if path.name != "README.md"]

    assert [name for name in notes if name.split(".")[-2] not in kinds] == []


def test_the_makefile_is_read_by_make() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "make demo" in shown.stdout
