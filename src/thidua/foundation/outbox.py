"""The outbox: effects written with the act and delivered after it by the worker."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.policy import default as default_policy
from typing import Any

from django.core.mail import EmailMessage
from django.db import connection, transaction

from thidua.foundation import clock
from thidua.foundation.models import OutboxMessage
from thidua.foundation.transactions import requires_transaction

logger = logging.getLogger(__name__)
Deliverer = Callable[[Mapping[str, object]], None]
DELIVERERS: dict[str, Deliverer] = {}
MAX_ATTEMPTS = 8


def delivers(kind: str) -> Callable[[Deliverer], Deliverer]:
    """Register the function that delivers messages of `kind`."""

    def keep(function: Deliverer) -> Deliverer:
        DELIVERERS[kind] = function
        return function

    return keep


@requires_transaction
def put(
    kind: str, payload: Mapping[str, object], *, at: datetime, due: datetime | None = None
) -> OutboxMessage:
    """Put an effect into the outbox inside the act's own transaction; it leaves only if the act is kept."""
    if kind not in DELIVERERS:
        message = f"Nothing delivers {kind!r}."
        raise LookupError(message)
    return OutboxMessage.objects.create(kind=kind, payload=dict(payload), put_at=at, due_at=due or at)


def deliver_next(*, now: datetime | None = None) -> bool:
    """Deliver one due message; False when none is due.

    A failure is kept with its error and tried again later, each time after twice as long (from one minute), and is
    given up after `MAX_ATTEMPTS`. On PostgreSQL several workers share the box (`SKIP LOCKED`); on SQLite the
    IMMEDIATE transaction keeps them apart.
    """
    moment = now or clock.now()
    with transaction.atomic():
        waiting = OutboxMessage.objects.filter(delivered_at=None, abandoned_at=None, due_at__lte=moment)
        skips = connection.features.has_select_for_update_skip_locked
        message = waiting.select_for_update(no_key=True, skip_locked=skips).order_by("due_at", "pk").first()
        if message is None:
            return False
        try:
            with transaction.atomic():
                DELIVERERS[message.kind](message.payload)
        except Exception as error:  # noqa: BLE001 -- whatever a deliverer raises must be kept beside its message
            logger.warning("Outbox message %s (%s) failed: %s", message.pk, message.kind, error)
            message.attempts += 1
            message.last_error = f"{type(error).__name__}: {error}"[:400]
            if message.attempts >= MAX_ATTEMPTS:
                message.abandoned_at = moment
            message.due_at = moment + timedelta(minutes=2 ** (message.attempts - 1))
            message.save(update_fields=["attempts", "last_error", "abandoned_at", "due_at"])
        else:
            message.delivered_at = moment
            message.save(update_fields=["delivered_at"])
    return True


class UnbrokenMail(EmailMessage):
    """A mail whose headers are not folded: an address in one (List-Unsubscribe) must stay in one piece to be read."""

    def message(self, *, policy: Any = default_policy) -> Any:
        """The message with header lines as long as they are, up to what RFC 5322 allows."""
        return super().message(policy=policy.clone(max_line_length=998))


@delivers("mail")
def send_mail_message(payload: Mapping[str, object]) -> None:
    """Send one mail: `to` (list of addresses), `subject`, `body`, and `headers` of its own if it has any."""
    to = payload["to"]
    if not isinstance(to, list):
        message = "A mail needs a list of addresses."
        raise TypeError(message)
    given = payload.get("headers", {})
    headers = {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}
    UnbrokenMail(
        str(payload["subject"]),
        str(payload["body"]),
        to=[str(address) for address in to],
        headers=headers,
    ).send()


def waiting_messages() -> int:
    """How many messages have not left yet and have not been given up."""
    return OutboxMessage.objects.filter(delivered_at=None, abandoned_at=None).count()
