"""The digest: chosen and stopped by its person, claimed and put into the outbox by the job."""

from datetime import datetime

from django.db import connection

from thidua.accounts.queries import User
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.outbox import put
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_
from thidua.notices.errors import DigestUnfit
from thidua.notices.models import MailDigest
from thidua.notices.permissions import may_choose_digest
from thidua.notices.queries import DigestDue, Mail
from thidua.notices.states import Frequency, next_digest

DIGEST_CHOSEN = audit.register("notices.digest_chosen", N_("{actor} chose how often to be written to"))
DIGEST_STOPPED = audit.register("notices.digest_stopped", N_("{actor} stopped the mail of what waits"))
LANGUAGES = ("vi", "en")


@action
def choose_digest(
    *, frequency: str, hour: int, weekday: int, language: str, actor: User, at: datetime
) -> None:
    """Choose how often one is written to «chọn nhận thư tổng hợp», at which hour and in which language.

    Raises `Refused` for an account without a mail address, `DigestUnfit` for a value that is not offered.
    """
    ensure(may_choose_digest(actor, on=at.astimezone(VIET_NAM).date()))
    if frequency not in {*Frequency}:
        raise DigestUnfit("frequency")
    if not 0 <= hour <= 23:
        raise DigestUnfit("hour")
    if not 0 <= weekday <= 6:
        raise DigestUnfit("weekday")
    if language not in LANGUAGES:
        raise DigestUnfit("language")
    how_often = Frequency(frequency)
    kept = MailDigest.objects.select_for_update(no_key=True).filter(account=actor).first()
    digest = kept or MailDigest(account=actor)
    digest.frequency, digest.hour, digest.weekday, digest.language = how_often, hour, weekday, language
    digest.next_at = next_digest(how_often, hour=hour, weekday=weekday, after=at)
    if kept is None:
        digest.save(force_insert=True)
    else:
        digest.save(update_fields=["frequency", "hour", "weekday", "language", "next_at"])
    audit.record(
        DIGEST_CHOSEN,
        actor=actor,
        on=digest,
        at=at,
        data={"frequency": how_often, "hour": hour, "weekday": weekday, "language": language},
    )


@action
def stop_digest(*, digest: str, actor: User, at: datetime) -> None:
    """Stop the digest «ngừng nhận thư tổng hợp», by the link in the mail. Raises `DigestUnfit` when there is none."""
    row = MailDigest.objects.select_for_update(no_key=True).filter(public_id=digest, account=actor).first()
    if row is None:
        raise DigestUnfit("digest")
    row.frequency, row.next_at = Frequency.NONE, None
    row.save(update_fields=["frequency", "next_at"])
    audit.record(DIGEST_STOPPED, actor=actor, on=row, at=at)


@requires_transaction
def record_digest_claimed(*, actor: Actor, at: datetime) -> DigestDue | None:
    """Take the next digest that is due and move it to its next moment; None when none is due.

    Two nodes never take the same one: on PostgreSQL each passes over the rows the other holds, on SQLite the IMMEDIATE
    transaction keeps them apart. A digest that was due while nothing ran is taken once.
    """
    skips = connection.features.has_select_for_update_skip_locked
    due = MailDigest.objects.filter(next_at__lte=at, account__is_active=True).exclude(account__email="")
    row = (
        due.select_for_update(no_key=True, skip_locked=skips, of=("self",)).order_by("next_at", "pk").first()
    )
    if row is None:
        return None
    row.next_at = next_digest(Frequency(row.frequency), hour=row.hour, weekday=row.weekday, after=at)
    row.save(update_fields=["next_at"])
    return DigestDue(
        row.public_id,
        row.account,
        Frequency(row.frequency),
        row.hour,
        row.weekday,
        row.language,
        row.sent_until,
    )


@requires_transaction
def record_digest_put(*, digest: str, mail: Mail, actor: Actor, at: datetime) -> None:
    """Put a composed digest into the outbox and note up to when it told."""
    row = MailDigest.objects.select_for_update(no_key=True).get(public_id=digest)
    row.sent_until = at
    row.save(update_fields=["sent_until"])
    payload = {"to": [mail.to], "subject": mail.subject, "body": mail.body, "headers": dict(mail.headers)}
    put("mail", payload, at=at)
