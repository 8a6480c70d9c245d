"""Setting up: what suits, what is asked for twice, and what a person is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("version", "suits"),
    [((3, 12, 9), False), ((3, 13, 0), True), ((3, 14, 2), True), ((3, 15, 0), False), (None, False)],
)
def test_only_some_versions_suit(version: tuple[int, ...] | None, *, suits: bool) -> None:
    assert bootstrap.suits(version) is suits


def test_a_python_that_exists_but_does_not_run_is_no_python(tmp_path: Path) -> None:
    shim = tmp_path / "python3"
    shim.write_text("#!/bin/sh\necho 'pyenv: version 3.13 is not installed' >&2\nexit 127\n")
    shim.chmod(0o755)

    assert (bootstrap.version_of(str(shim)), bootstrap.version_of(sys.executable)) == (
        None,
        sys.version_info[:3],
    )


def test_a_python_that_runs_but_answers_nothing_is_no_python(tmp_path: Path) -> None:
    shim = tmp_path / "python3"
    shim.write_text("#!/bin/sh\nexit 0\n")
    shim.chmod(0o755)

    assert bootstrap.version_of(str(shim)) is None


def make_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is ready, in place of ours."""
    folder = tmp_path / "a folder"
    (folder / "requirements").mkdir(parents=True)
    (folder / "src").mkdir()
    (folder / ".venv").mkdir()
    (folder / "pyproject.toml").write_text('[project]\nname = "thidua"\nversion = "9.8.7"\n')
    for level in bootstrap.LEVELS:
        (folder / "requirements" / f"{level}.txt").write_text(level)
    monkeypatch.setattr(bootstrap, "ROOT", str(folder))
    monkeypatch.setattr(bootstrap, "STAMP", str(folder / ".venv" / "thidua.json"))
    monkeypatch.setattr(bootstrap, "PYTHON", sys.executable)
    return folder


def watch_steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be done to the folder, instead of doing it."""
    steps: list[str] = []
    monkeypatch.setattr(bootstrap, "find_uv", lambda: "uv")
    monkeypatch.setattr(bootstrap, "make_environment", lambda uv: steps.append("environment"))
    monkeypatch.setattr(bootstrap, "install", lambda uv, level: steps.append(f"install {level}"))
    monkeypatch.setattr(bootstrap, "put_on_path", lambda: steps.append("path"))
    return steps


def test_a_second_run_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_folder(tmp_path, monkeypatch)
    steps = watch_steps(monkeypatch)

    bootstrap.make_ready("runtime")
    bootstrap.make_ready("runtime")

    assert steps == ["install runtime", "path"]


def test_a_higher_level_stays_when_a_lower_one_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_folder(tmp_path, monkeypatch)
    steps = watch_steps(monkeypatch)

    for level in ("dev", "runtime", "postgres"):
        bootstrap.make_ready(level)

    assert steps == ["install dev", "path"]


def test_new_pins_another_place_and_another_version_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(tmp_path, monkeypatch)
    steps = watch_steps(monkeypatch)
    bootstrap.make_ready("runtime")

    (folder / "requirements" / "runtime.txt").write_text("newer")
    bootstrap.make_ready("runtime")
    moved = json.loads((folder / ".venv" / "thidua.json").read_text()) | {"root": "/elsewhere"}
    (folder / ".venv" / "thidua.json").write_text(json.dumps(moved))
    bootstrap.make_ready("runtime")

    (folder / "pyproject.toml").write_text('version = "9.9.0"\n')
    bootstrap.make_ready("runtime")

    assert steps == ["install runtime", "path"] * 4


def test_a_catalogue_newer_than_its_compiled_form_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(tmp_path, monkeypatch)
    source, compiled = folder / "src" / "django.po", folder / "src" / "django.mo"
    source.touch()
    before = bootstrap.stale_catalogues()
    compiled.touch()
    os.utime(source, (1, 1))

    assert (before, bootstrap.stale_catalogues()) == (True, False)


def test_the_cache_moves_beside_the_tools_where_the_home_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    for name in ("UV_CACHE_DIR", "XDG_CACHE_HOME", "UV_PYTHON_INSTALL_DIR", "PIP_CACHE_DIR"):
        monkeypatch.setenv(name, "x")
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    monkeypatch.setattr(bootstrap, "TOOLS", str(tmp_path / "tools"))

    bootstrap.keep_caches_at_hand()

    assert os.environ["UV_CACHE_DIR"] == str(tmp_path / "tools" / "cache" / "uv")


def test_an_unknown_level_is_refused() -> None:
    asked = subprocess.run(
        [ROOT / "scripts" / "bootstrap", "everything"], capture_output=True, text=True, check=False
    )

    assert (asked.returncode, asked.stderr) == (1, "usage: scripts/bootstrap [runtime|postgres|dev]\n")


def test_pins_name_no_package_host_and_every_file_has_a_hash() -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "requirements").glob("*.txt")}
    entries = {
        name: [
            entry for entry in text.replace("\\\n", " ").splitlines() if entry and not entry.startswith("#")
        ]
        for name, text in pages.items()
    }

    assert set(pages) == {"runtime.txt", "postgres.txt", "dev.txt", "tools.txt"}
    assert [name for name, text in pages.items() if "://" in text] == []
    assert [
        entry
        for found in entries.values()
        for entry in found
        if "==" not in entry or "--hash=sha256:" not in entry
    ] == []
