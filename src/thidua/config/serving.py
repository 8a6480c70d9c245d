"""Serve the pages and deliver the outbox: two programs, watched by one."""

import contextlib
import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

APPLICATION = "thidua.config.wsgi:application"
BLOCKING_THREADS = 2
# Granian ends a worker that is still answering after this; a request is never that long.
KILL_SECONDS = 10
# A server that has not answered by then will not; the first answer on a slow disk takes some seconds.
READY_SECONDS = 60
RESTART_SECONDS = 5
PR_SET_PDEATHSIG = 1
PAUSE = 0.1


class PortTaken(RuntimeError):
    """The address is in use or may not be used; the message says by whom it is usually taken and what to do."""


class ServerEnded(RuntimeError):
    """The server of the pages stopped by itself; its own words are above."""


def ensure_port_free(host: str, port: int) -> None:
    """Raise `PortTaken` unless a server could listen at the address: ask before loading anything for it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(_why_taken(host, port, error)) from error


def _why_taken(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else port - 1
        return (
            f"Port {port} on {host} is in use: another server, perhaps an earlier one of this product, is listening "
            f"there. Stop it, or choose another port: PORT={other}."
        )
    if error.errno == errno.EACCES:
        return f"This user may not listen on port {port}. Choose one above 1023, for example PORT=8000."
    return f"Cannot listen on {host}, port {port}: {error.strerror}."


def _end_with_parent() -> None:
    """Have the kernel end this program when its parent is gone without a word, where the kernel can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Household:
    """The programs being run, and the wish to stop them."""

    stopping: bool = False
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *command: str) -> None:
        """Start a program with this interpreter, in a group of its own.

        Ctrl-C then reaches this parent alone. Granian's processes, asked to stop by the terminal and by their own
        parent at once, would wait for each other until they are killed.
        """
        self.running[name] = subprocess.Popen(  # noqa: S603 -- our own programs
            [sys.executable, "-m", *command],
            process_group=0,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 -- this parent has one thread when it starts programs
        )

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        """Remember that somebody asked for the end (SIGTERM, SIGINT)."""
        del number, frame
        self.stopping = True

    def end(self) -> None:
        """End every program: ask, wait for what is under way, then insist."""
        for program in self.running.values():
            with contextlib.suppress(ProcessLookupError):
                program.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + KILL_SECONDS + 2
        for program in self.running.values():
            try:
                program.wait(timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


def serve(
    host: str,
    port: int,
    workers: int = 2,
    *,
    with_worker: bool = True,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT.

    `workers` processes answer pages; `with_worker` also delivers the outbox, started again whenever it ends.
    `announce` is called once with the address when the first page has been answered. Raises `PortTaken` before
    anything is started, and `ServerEnded` when the server of the pages stops by itself.
    """
    ensure_port_free(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    household = Household()
    before = {
        number: signal.signal(number, household.ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        household.start("pages", "granian", *_granian(host, port, workers))
        if with_worker:
            household.start("worker", "thidua", "worker")
        _watch(household, address, announce)
    finally:
        household.end()
        for number, handler in before.items():
            signal.signal(number, handler)


def _granian(host: str, port: int, workers: int) -> list[str]:
    return [
        *("--interface", "wsgi", "--no-ws", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(BLOCKING_THREADS)),
        *("--workers-kill-timeout", str(KILL_SECONDS), "--respawn-failed-workers", "--log-level", "warning"),
        APPLICATION,
    ]


def _watch(household: Household, address: str, announce: Callable[[str], None] | None) -> None:
    announced = False
    deadline = time.monotonic() + READY_SECONDS
    restart_at: float | None = None
    while not household.stopping:
        if (code := household.running["pages"].poll()) is not None:
            raise ServerEnded(f"The server of the pages ended with code {code}; see its message above.")
        if not announced:
            announced = _answers(address)
            if announced and announce is not None:
                announce(address)
            if not announced and time.monotonic() > deadline:
                raise ServerEnded(
                    f"No page was answered within {READY_SECONDS} seconds; see the messages above."
                )
        worker = household.running.get("worker")
        if worker is not None and worker.poll() is not None:
            # One that dies at once is tried again after a while, not in a tight loop.
            if restart_at is None:
                restart_at = time.monotonic() + RESTART_SECONDS
            elif time.monotonic() > restart_at:
                household.start("worker", "thidua", "worker")
                restart_at = None
        time.sleep(PAUSE)


def _answers(address: str) -> bool:
    request = urllib.request.Request(f"{address}/healthz", headers={"Accept-Language": "en"})  # noqa: S310 -- our own http address
    # Directly, whatever proxy the environment names: this asks our own machine.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=5):
            return True
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False


def seconds_since_start() -> float | None:
    """Seconds since the command that began this run (`make demo`) was given, when it said so."""
    started = os.environ.get("THIDUA_STARTED_AT", "")
    return time.time() - float(started) if started else None
