"""What the room writes: notices inside the verbs of other rooms, and each person's own wish for the digest."""

from thidua.notices.actions.digests import (
    choose_digest,
    record_digest_claimed,
    record_digest_put,
    stop_digest,
)
from thidua.notices.actions.telling import (
    record_notice,
    record_notice_to_holders,
    record_notice_to_units,
    record_notices_pruned,
    record_notices_read,
)

__all__ = [
    "choose_digest",
    "record_digest_claimed",
    "record_digest_put",
    "record_notice",
    "record_notice_to_holders",
    "record_notice_to_units",
    "record_notices_pruned",
    "record_notices_read",
    "stop_digest",
]
