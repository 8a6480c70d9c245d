"""The place where a virus scanner is plugged in: any command that reads a file and answers with its exit status.

`THIDUA_SCAN_COMMAND` names it, for example `clamdscan --no-summary -`: the file goes in on standard input, 0 means
clean, 1 means infected, anything else that the scanner could not do its work. Without a command nothing is scanned, and
every file says so. With one, a file that could not be scanned is refused: a scanner that is down lets nothing through.
"""

import shlex
import subprocess

from django.conf import settings

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_

CLEAN, INFECTED = 0, 1


def scan(content: bytes, *, name: str) -> bool:
    """Have a file scanned: whether it was. Raises `Problem` when it is infected or could not be scanned."""
    command = shlex.split(str(settings.SCAN_COMMAND))
    if not command:
        return False
    try:
        said = subprocess.run(  # noqa: S603 -- the command is the administrator's own setting
            command,
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=settings.SCAN_SECONDS,
            check=False,
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        said = -1
    if said == CLEAN:
        return True
    if said == INFECTED:
        raise Problem(
            Sentence(
                N_("The virus scanner found something in {name}; nothing of it was kept."), {"name": name}
            ),
            where=name,
            remedy=Sentence(N_("Have this machine checked, then add a clean file.")),
        )
    raise Problem(
        Sentence(N_("{name} could not be scanned for viruses, so it was not taken."), {"name": name}),
        where=name,
        remedy=Sentence(N_("Try again later; if it goes on, tell the system administrator.")),
    )
