"""The digest: chosen by its person, due at its hour, claimed once, never empty."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import make_account
from thidua.accounts.actions import deactivate_account
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import OutboxMessage
from thidua.foundation.refusals import Refused
from thidua.notices.actions import choose_digest, record_digest_claimed, stop_digest
from thidua.notices.errors import DigestUnfit
from thidua.notices.jobs import send_due_digests
from thidua.notices.models import MailDigest
from thidua.notices.permissions import may_choose_digest
from thidua.notices.queries import DigestDue, Mail, digest_of, digest_owner
from thidua.notices.states import Frequency, next_digest

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=VIET_NAM)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, 0, tzinfo=VIET_NAM)


def reader(**changed):
    return make_account(**{"email": "a@example.test", **changed})


def chosen(user, frequency="daily", hour=7, weekday=0, language="vi", moment=MONDAY):
    choose_digest(frequency=frequency, hour=hour, weekday=weekday, language=language, actor=user, at=moment)


def composed(due: DigestDue, moment: datetime) -> Mail | None:
    return Mail(due.account.email, f"{due.language} {moment:%d/%m %H}", "…")


@pytest.mark.parametrize(
    ("frequency", "hour", "weekday", "after", "expected"),
    [
        ("daily", 7, 0, at(2, 6), at(2, 7)),
        ("daily", 7, 0, at(2, 7), at(3, 7)),
        ("daily", 7, 0, at(6, 8), at(9, 7)),
        ("daily", 0, 0, at(7, 1), at(9, 0)),
        ("weekly", 8, 0, at(2, 8), at(9, 8)),
        ("weekly", 8, 6, at(2, 8), at(8, 8)),
        ("weekly", 9, 0, at(2, 8), at(2, 9)),
        ("none", 7, 0, at(2, 6), None),
    ],
)
def test_when_the_next_one_is_due(frequency, hour, weekday, after, expected):
    assert next_digest(Frequency(frequency), hour=hour, weekday=weekday, after=after) == expected


def test_a_day_that_does_not_exist_is_never_due():
    with pytest.raises(ValueError, match="no day of the week"):
        next_digest(Frequency.WEEKLY, hour=7, weekday=9, after=MONDAY)


@pytest.mark.django_db
def test_each_chooses_for_the_own_account_and_may_choose_again():
    user = reader()

    chosen(user)
    chosen(user, "weekly", 8, 4, "en")

    choice = digest_of(user)
    assert (choice.frequency, choice.hour, choice.weekday, choice.language) == (Frequency.WEEKLY, 8, 4, "en")
    assert choice.next_at == at(6, 8)
    assert digest_owner(choice.public_id) == user
    assert (digest_of(SYSTEM).public_id, digest_owner("x")) == ("", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"frequency": "hourly"}, "frequency"),
        ({"hour": 24}, "hour"),
        ({"weekday": 7}, "weekday"),
        ({"language": "fr"}, "language"),
    ],
)
def test_what_is_not_offered_is_refused(wrong, where):
    with pytest.raises(DigestUnfit) as refused:
        chosen(reader(), **wrong)

    assert refused.value.where == where


@pytest.mark.django_db
def test_without_an_address_nobody_is_written_to():
    with pytest.raises(Refused):
        chosen(reader(email=""))

    assert may_choose_digest(SYSTEM, on=MONDAY.date()).private


@pytest.mark.django_db
def test_the_table_keeps_to_itself():
    user = reader()
    with pytest.raises(IntegrityError), transaction.atomic():
        MailDigest.objects.create(account=user, frequency="daily", hour=7, weekday=0, language="vi")
    with pytest.raises(IntegrityError), transaction.atomic():
        MailDigest.objects.create(
            account=user, frequency="daily", hour=24, weekday=0, language="vi", next_at=MONDAY
        )


@pytest.mark.django_db
def test_a_digest_is_sent_once_for_each_moment_and_once_after_a_pause():
    user = reader()
    chosen(user, hour=9)

    counts = [
        send_due_digests(compose=composed, actor=SYSTEM, at=moment)
        for moment in (at(2, 8), at(2, 9), at(2, 9), at(5, 12), at(5, 13))
    ]

    assert counts == [0, 1, 0, 1, 0]
    assert [message.payload["subject"] for message in OutboxMessage.objects.order_by("pk")] == [
        "vi 02/03 09",
        "vi 05/03 12",
    ]
    assert MailDigest.objects.get().sent_until == at(5, 12)


@pytest.mark.django_db
def test_an_empty_digest_is_never_sent_and_a_broken_one_hinders_no_other():
    chosen(reader(email="empty@example.test"))
    chosen(reader(email="broken@example.test"))
    chosen(reader(email="good@example.test"))

    def compose(due, moment):
        if due.account.email.startswith("broken"):
            raise ValueError("không soạn được")
        return None if due.account.email.startswith("empty") else composed(due, moment)

    sent = send_due_digests(compose=compose, actor=SYSTEM, at=at(3, 7))

    assert sent == 1
    assert [message.payload["to"] for message in OutboxMessage.objects.all()] == [["good@example.test"]]
    assert not MailDigest.objects.filter(next_at__lte=at(3, 7)).exists()


@pytest.mark.django_db
def test_who_is_out_of_use_is_not_written_to():
    user = reader()
    chosen(user)
    deactivate_account(actor=SYSTEM, user=user, reason="Nghỉ hưu", at=MONDAY)

    with transaction.atomic():
        assert record_digest_claimed(actor=SYSTEM, at=at(4, 7)) is None


@pytest.mark.django_db
def test_it_is_stopped_by_its_owner_only():
    user, other = reader(), reader()
    chosen(user)
    key = digest_of(user).public_id

    with pytest.raises(DigestUnfit):
        stop_digest(digest=key, actor=other, at=MONDAY)
    stop_digest(digest=key, actor=user, at=MONDAY)

    assert digest_of(user).next_at is None
    assert send_due_digests(compose=composed, actor=SYSTEM, at=MONDAY + timedelta(days=9)) == 0


@pytest.mark.django_db
def test_two_nodes_never_take_one_digest():
    """The row one node holds is passed over by the other: shown by what the second sees while the first works."""
    chosen(reader())
    seen: list[int] = []

    def compose(due, moment):
        seen.append(send_due_digests(compose=composed, actor=SYSTEM, at=moment))
        return composed(due, moment)

    assert send_due_digests(compose=compose, actor=SYSTEM, at=at(3, 7)) == 1
    assert seen == [0]
