"""Serving: the port is asked for first, the address is told when it answers, and SIGTERM ends everything."""

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.config import serving

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def listener(port: int) -> Iterator[socket.socket]:
    """Somebody else's server on that port."""
    with socket.create_server(("127.0.0.1", port)) as server:
        yield server


def test_a_free_port_is_not_refused(port: int) -> None:
    serving.ensure_port_free("127.0.0.1", port)


@pytest.mark.usefixtures("listener")
def test_a_taken_port_is_refused_with_another_one(port: int) -> None:
    with pytest.raises(serving.PortTaken) as refusal:
        serving.serve("127.0.0.1", port)

    assert str(refusal.value) == (
        f"Port {port} on 127.0.0.1 is in use: another server, perhaps an earlier one of this product, is listening "
        f"there. Stop it, or choose another port: PORT={port + 1}."
    )


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_tells_the_address_when_it_answers_and_ends_cleanly(port: int, ending: signal.Signals) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.config.hello", str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    address = server.stdout.readline().strip()
    with urllib.request.urlopen(f"{address}/", timeout=5) as answer:
        said = answer.read()

    server.send_signal(ending)

    with server.stdout:
        assert (address, said, server.wait(timeout=20)) == (f"http://127.0.0.1:{port}", b"hello", 0)
    serving.ensure_port_free("127.0.0.1", port)


def test_a_server_that_cannot_start_is_told(port: int) -> None:
    code = (
        "from thidua.config import serving; serving.APPLICATION = 'tests.config.nothing:application'\n"
        f"serving.serve('127.0.0.1', {port}, 1, with_worker=False)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode == 1
    assert "ServerEnded: The server of the pages ended with code" in ended.stderr
