"""Make the folder ready to run; started by scripts/bootstrap with any Python from 3.8 on.

It makes `.venv` with a Python the product runs on, installs the packages pinned in requirements/<level>.txt by their
hashes, puts src/ on the environment's path with a `thidua` command, and compiles the catalogues. What was done is
written to `.venv/thidua.json`: a second run compares, does nothing and needs no network.
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOOLS = os.path.join(ROOT, ".tools")
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "thidua.json")
LEVELS = ("runtime", "postgres", "dev")
LOWEST, BELOW = (3, 13), (3, 15)
CANDIDATES = ["python3.13", "python3.14", "/usr/bin/python3", "python3", "python"]
# What a version manager keeps, also where its shims are not on the PATH (a service, a scheduled job).
KEPT = os.path.join(
    os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv")), "versions", "3.1[34].*", "bin", "python"
)
ASK = "import json, sys; print(json.dumps(list(sys.version_info[:3])))"

NO_PYTHON = """No Python from 3.13 up to 3.14 was found, and uv could not fetch one. Install one, for example
    Debian 13, Ubuntu 25.04 or newer   apt-get install python3.13 python3.13-venv
    Fedora                             dnf install python3.13
    macOS                              brew install python@3.13
    anywhere, with a network           uv python install 3.13
and run the same command again."""
NO_UV = """The environment cannot be made: uv is not installed and could not be fetched (see above).
Any one of these helps; then run the same command again:
    install uv
    Debian, Ubuntu   apt-get install python3-venv   (or python3-pip)
    behind a proxy   set HTTPS_PROXY, or name your package index with PIP_INDEX_URL and UV_DEFAULT_INDEX"""


class NotReady(Exception):
    """The folder could not be made ready; the message says what to do."""


def say(text: str) -> None:
    """Tell the person what happens; long steps would otherwise look like a hang."""
    print("thidua: " + text, file=sys.stderr, flush=True)


def version_of(python: str) -> tuple[int, ...] | None:
    """The version of an interpreter that really runs, or None."""
    try:
        done = subprocess.run(
            [python, "-c", ASK],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return tuple(json.loads(done.stdout.decode()))
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None


def runs(command: list[str]) -> bool:
    """Whether a command exists and answers."""
    try:
        subprocess.run(
            [*command, "--version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def attempt(command: list[str]) -> bool:
    """Run a command; on failure show the end of what it said and return False.

    One that distrusts a certificate is tried again with the machine's own store, where an office keeps its own.
    """
    done = _run(command)
    if done.returncode and b"certificate" in done.stdout and "UV_SYSTEM_CERTS" not in os.environ:
        os.environ["UV_SYSTEM_CERTS"] = os.environ["UV_NATIVE_TLS"] = "true"
        done = _run(command)
    if done.returncode:
        say("did not work: " + " ".join(command))
        for line in done.stdout.decode(errors="replace").strip().splitlines()[-6:]:
            print("    " + line, file=sys.stderr, flush=True)
    return done.returncode == 0


def _run(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def writable(folder: str) -> bool:
    """Whether files can be made in a folder, making it when it is not there."""
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def keep_caches_at_hand() -> None:
    """Where the home folder cannot be written, keep the caches of uv and pip beside the tools."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    if "UV_CACHE_DIR" not in os.environ and not writable(os.path.join(home, "uv")):
        os.environ["UV_CACHE_DIR"] = os.path.join(TOOLS, "cache", "uv")
        os.environ["UV_PYTHON_INSTALL_DIR"] = os.path.join(TOOLS, "python")
        os.environ["PIP_CACHE_DIR"] = os.path.join(TOOLS, "cache", "pip")


def find_uv() -> str | None:
    """The command for uv: the machine's own, one fetched earlier, or one fetched now; None when nothing worked."""
    venv, target = os.path.join(TOOLS, "uv"), os.path.join(TOOLS, "uv-target")
    for command in ("uv", os.path.join(venv, "bin", "uv"), os.path.join(target, "bin", "uv")):
        if runs([command]):
            return command
    say("uv is not here; fetching it into .tools/")
    pinned = ["--quiet", "--disable-pip-version-check", "--require-hashes", "-r", "requirements/tools.txt"]
    pythons = [python for python in CANDIDATES if version_of(python)]
    for python in pythons:
        shutil.rmtree(venv, ignore_errors=True)
        made = attempt([python, "-m", "venv", venv])
        if made and attempt([os.path.join(venv, "bin", "python"), "-m", "pip", "install", *pinned]):
            return os.path.join(venv, "bin", "uv")
        if made:
            break  # no network: another interpreter would fail the same way
    shutil.rmtree(venv, ignore_errors=True)
    # Debian's python3 comes without ensurepip; its pip, when installed, can still put packages into a folder.
    for python in pythons:
        if runs([python, "-m", "pip"]):
            if attempt([python, "-m", "pip", "install", "--target", target, *pinned]):
                return os.path.join(target, "bin", "uv")
            break
    return None


def suits(version: tuple[int, ...] | None) -> bool:
    """Whether the product runs on this version of Python."""
    return version is not None and LOWEST <= version[:2] < BELOW


def make_environment(uv: str | None) -> None:
    """Make .venv with a Python that suits, preferring what the machine has over what uv would download."""
    found = [python for python in [*CANDIDATES, *sorted(glob.glob(KEPT))] if suits(version_of(python))]
    if uv is None:
        if not found:
            raise NotReady(NO_UV)
        if not attempt([found[0], "-m", "venv", "--clear", VENV]):
            raise NotReady(NO_UV)
        return
    say("making .venv")
    for python in [*found, "3.13", "3.14"]:
        if attempt([uv, "venv", "--quiet", "--clear", "--python", python, VENV]):
            return
    raise NotReady(NO_PYTHON)


def install(uv: str | None, level: str) -> None:
    """Install exactly the pinned packages of a level."""
    pinned = ["--require-hashes", "-r", os.path.join("requirements", level + ".txt")]
    if uv is None:
        command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pinned]
    else:
        command = [uv, "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", pinned[-1]]
    say("installing the packages of requirements/" + level + ".txt")
    if not attempt(command):
        raise NotReady("The packages could not be installed (see above). A network is needed the first time.")


def put_on_path() -> None:
    """Put src/ on the environment's path, with a `thidua` command and a version: nothing is built or fetched for it."""
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    said = subprocess.run([PYTHON, "-c", where], stdout=subprocess.PIPE, check=True)
    packages, version = said.stdout.decode().strip(), product_version()
    facts = "thidua-" + version + ".dist-info"
    files = {
        "thidua.pth": os.path.join(ROOT, "src") + "\n",
        facts + "/METADATA": "Metadata-Version: 2.1\nName: thidua\nVersion: " + version + "\n",
        facts + "/INSTALLER": "thidua\n",
    }
    # Listed as every installer lists what it put there, so that uv can take it away again.
    files[facts + "/RECORD"] = "".join(name + ",,\n" for name in [*files, facts + "/RECORD"])
    for old in glob.glob(os.path.join(packages, "thidua-*.dist-info")):
        shutil.rmtree(old)
    os.makedirs(os.path.join(packages, facts))
    for name, text in files.items():
        with open(os.path.join(packages, name), "w", encoding="utf-8") as file:
            file.write(text)
    command = os.path.join(VENV, "bin", "thidua")
    if os.path.lexists(command):
        os.remove(command)
    with open(command, "w", encoding="ascii") as file:
        file.write('#!/bin/sh\nexec "$(dirname -- "$0")/python" -m thidua "$@"\n')
    os.chmod(command, 0o755)  # noqa: S103 -- a command of this environment, for whoever may use it


def product_version() -> str:
    """The version pyproject.toml states; read by hand, since an old Python has no reader for it."""
    with open(os.path.join(ROOT, "pyproject.toml"), encoding="utf-8") as file:
        stated = re.search(r'^version = "([^"]+)"$', file.read(), re.MULTILINE)
    if stated is None:
        raise NotReady("pyproject.toml states no version.")
    return stated[1]


def wanted(level: str) -> dict[str, str]:
    """What the stamp says when .venv is as this level asks."""
    with open(os.path.join(ROOT, "requirements", level + ".txt"), "rb") as file:
        pinned = hashlib.sha256(file.read()).hexdigest()
    return {"level": level, "requirements": pinned, "root": ROOT, "version": product_version()}


def stamped() -> dict[str, str]:
    """What the last complete run left, or nothing."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return dict(json.load(file))
    except (OSError, ValueError):
        return {}


def stale_catalogues() -> bool:
    """Whether a catalogue is missing its compiled form or is newer than it."""
    for folder, _folders, files in os.walk(os.path.join(ROOT, "src")):
        if "django.po" in files:
            source, target = os.path.join(folder, "django.po"), os.path.join(folder, "django.mo")
            if not os.path.exists(target) or os.path.getmtime(target) < os.path.getmtime(source):
                return True
    return False


def make_ready(level: str) -> None:
    """Bring the folder to at least this level; packages of a higher level stay."""
    done = stamped()
    if done.get("level") in LEVELS:
        level = max(level, done["level"], key=LEVELS.index)
    if done != wanted(level) or not suits(version_of(PYTHON)):
        keep_caches_at_hand()
        started = time.monotonic()
        uv = find_uv()
        if not suits(version_of(PYTHON)):
            make_environment(uv)
        install(uv, level)
        put_on_path()
        with open(STAMP, "w", encoding="utf-8") as file:
            json.dump(wanted(level), file)
        say("packages ready in %.1f s" % (time.monotonic() - started))
    if stale_catalogues():
        subprocess.run([PYTHON, os.path.join("scripts", "messages.py"), "compile"], cwd=ROOT, check=True)


def main() -> None:
    """Make ready under a lock, so that two commands started together do not trip over each other."""
    level = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    if level not in LEVELS:
        sys.exit("usage: scripts/bootstrap [" + "|".join(LEVELS) + "]")
    os.makedirs(TOOLS, exist_ok=True)
    with open(os.path.join(TOOLS, "lock"), "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            make_ready(level)
        except NotReady as reason:
            sys.exit(str(reason))


if __name__ == "__main__":
    main()
