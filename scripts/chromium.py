"""Find Chromium for the browser tests; as root on Debian, install it when it is missing.

python scripts/chromium.py      prints its path; exit 0 found, 77 absent (with the command that installs it)
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = "apt-get install --yes --no-install-recommends chromium"
ABSENT = (
    f"Chromium is not here. As root: {INSTALL}   Or set THIDUA_CHROMIUM to the path of a Chrome or Chromium."
)
SKIPPED = 77


def find() -> str | None:
    """The path of the browser: the one THIDUA_CHROMIUM names, else the first on the PATH."""
    named = os.environ.get("THIDUA_CHROMIUM", "")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Install Debian's, when this is root on a machine that has apt-get; its words go to standard error."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=120"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], INSTALL.split()[1:]):
        subprocess.run([*apt, *words], env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)


def main() -> int:
    """Find, else install and find again."""
    if find() is None:
        install()
    path = find()
    print(path or ABSENT)
    return 0 if path else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
