"""Serving: the port is asked for first, the address is told when it answers, and SIGTERM ends everything."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
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


@pytest.fixture
def server(port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server that has told its address, in a group of its own as a shell would start it."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.config.hello", str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    assert program.stdout is not None
    with program.stdout:
        yield program, program.stdout.readline().strip()
        program.kill()
        program.wait()


def ask(address: str) -> bytes:
    with urllib.request.urlopen(f"{address}/", timeout=5) as answer:
        return bytes(answer.read())


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_tells_the_address_when_it_answers_and_ends_cleanly(
    server: tuple[subprocess.Popen[str], str], port: int, ending: signal.Signals
) -> None:
    program, address = server
    said = ask(address)

    program.send_signal(ending)

    assert (address, said, program.wait(timeout=20)) == (f"http://127.0.0.1:{port}", b"hello", 0)
    serving.ensure_port_free("127.0.0.1", port)


def test_ctrl_c_in_a_terminal_ends_it_at_once(server: tuple[subprocess.Popen[str], str], port: int) -> None:
    program, address = server
    ask(address)

    os.killpg(program.pid, signal.SIGINT)  # a terminal tells the whole group

    assert program.wait(timeout=serving.KILL_SECONDS / 2) == 0
    serving.ensure_port_free("127.0.0.1", port)


def test_nothing_is_left_listening_when_the_parent_is_killed(
    server: tuple[subprocess.Popen[str], str], port: int
) -> None:
    program, _ = server

    program.kill()
    program.wait()

    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        with contextlib.suppress(serving.PortTaken):
            serving.ensure_port_free("127.0.0.1", port)
            return
        time.sleep(0.1)
    pytest.fail("the port is still taken")


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
