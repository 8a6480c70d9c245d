"""Tables of the foundation and the abstract record every room builds on."""

from thidua.foundation.models.files import StoredFile
from thidua.foundation.models.ledger import AuditEntry, LedgerHead
from thidua.foundation.models.outbox import OutboxMessage
from thidua.foundation.models.records import NFCCharField, NFCTextField, Record, SortedName, new_public_id
from thidua.foundation.models.schedule import ScheduledJob

__all__ = [
    "AuditEntry",
    "LedgerHead",
    "NFCCharField",
    "NFCTextField",
    "OutboxMessage",
    "Record",
    "ScheduledJob",
    "SortedName",
    "StoredFile",
    "new_public_id",
]
