"""`thidua serve` and `thidua demo`, from an empty folder to the first page and back, as `make` runs them."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
# The demonstration is loaded through every verb a user would call; a busy machine takes its time.
PATIENCE = 240

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="starts installations of its own, on SQLite"
)


class Installation:
    """A program of ours in a folder of its own, and what it says."""

    def __init__(self, name: str, var: Path, port: int) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("THIDUA_")}
        self.address = f"http://127.0.0.1:{port}"
        self.said = ""
        self.told = threading.Event()
        self.program = subprocess.Popen(
            [sys.executable, "-m", "thidua", name, "--port", str(port), "--workers", "1"],
            cwd=ROOT,
            env={**kept, "THIDUA_VAR": str(var), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.program.stdout is not None
        for line in self.program.stdout:
            self.said += line
            if "Ctrl+C" in line:
                self.told.set()
        self.told.set()

    def wait(self) -> str:
        """Wait until it has told its address, and return all it said so far."""
        assert self.told.wait(PATIENCE), self.said
        assert self.program.poll() is None, self.said
        return self.said

    def read(self, path: str = "/") -> str:
        """A page, after its redirects."""
        with urllib.request.urlopen(self.address + path, timeout=20) as answer:
            return str(answer.read().decode())

    def stop(self) -> int:
        """End it as a service manager does, and return its exit code."""
        self.program.send_signal(signal.SIGTERM)
        code = self.program.wait(timeout=30)
        self._reader.join(timeout=10)
        if self.program.stdout is not None:
            self.program.stdout.close()
        return code


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], Installation]]:
    """Start an installation in an empty folder; whatever happens, it is ended."""
    started: list[Installation] = []

    def begin(name: str) -> Installation:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        started.append(Installation(name, tmp_path / "var", port))
        return started[-1]

    yield begin
    for installation in started:
        if installation.program.poll() is None:
            installation.stop()


def test_serve_opens_an_empty_installation_that_asks_for_its_first_administrator(
    start: Callable[[str], Installation],
) -> None:
    installation = start("serve")

    said = installation.wait()

    assert installation.address in said
    assert "<form" in installation.read()
    assert installation.stop() == 0


def test_demo_loads_once_and_shows_an_account_for_each_role(start: Callable[[str], Installation]) -> None:
    from thidua.demo.accounts import shown_accounts

    installation = start("demo")
    said = installation.wait()
    page = installation.read()
    names = [account.username for account in shown_accounts()]

    assert [name for name in names if name not in said] == []
    assert [name for name in names if name not in page] == []
    assert installation.stop() == 0

    again = start("demo")
    again.wait()

    page = again.read()
    assert [name for name in names if name not in page] == []
    assert again.stop() == 0
