"""Files that leave the house: who took which, from where, when (SEC-12).

Reading is no act: it changes nothing, and readers must not wait for one another at the head of the ledger's chain. It
goes to the access log, which is kept for as long as the law asks.
"""

from datetime import datetime

from django.db import transaction

from thidua.accounts.actions import Visitor, record_access
from thidua.accounts.states import Deed, Outcome
from thidua.foundation.actors import Actor


def note_download(*, actor: Actor, visitor: Visitor, key: str, at: datetime) -> None:
    """Write one line of the access log: this account took the file or archive with this key."""
    with transaction.atomic():
        record_access(
            actor=actor, deed=Deed.DOWNLOAD, outcome=Outcome.DONE, visitor=visitor, at=at, on_key=key
        )
