"""The outbox: kept with the act, delivered after it, tried again, given up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from thidua.foundation import outbox
from thidua.foundation.models import OutboxMessage
from thidua.foundation.transactions import TransactionRequired

NOW = datetime(2023, 7, 21, 2, 0, tzinfo=UTC)


def put(kind: str = "mail", **payload: object) -> OutboxMessage:
    with transaction.atomic():
        return outbox.put(
            kind, payload or {"to": ["a@example.test"], "subject": "Nhắc", "body": "Đến hạn"}, at=NOW
        )


@pytest.fixture
def failing(monkeypatch):
    def fail(payload: object) -> None:
        raise OSError("máy chủ thư không trả lời")

    monkeypatch.setitem(outbox.DELIVERERS, "failing", fail)


@pytest.mark.django_db
def test_a_mail_leaves_once():
    put()

    assert outbox.deliver_next(now=NOW)
    assert not outbox.deliver_next(now=NOW)

    assert [message.subject for message in mail.outbox] == ["Nhắc"]


@pytest.mark.django_db
def test_a_message_that_is_not_due_waits():
    with transaction.atomic():
        outbox.put(
            "mail",
            {"to": ["a@example.test"], "subject": "s", "body": "b"},
            at=NOW,
            due=NOW + timedelta(hours=1),
        )

    assert not outbox.deliver_next(now=NOW)
    assert outbox.deliver_next(now=NOW + timedelta(hours=1))


@pytest.mark.django_db
def test_a_failure_is_kept_and_tried_again_later_and_at_last_given_up(failing):
    message = put("failing", x=1)
    moment = NOW

    assert outbox.deliver_next(now=moment)
    message.refresh_from_db()
    assert message.attempts == 1
    assert "máy chủ thư" in message.last_error
    assert message.due_at == NOW + timedelta(minutes=1)
    for _ in range(outbox.MAX_ATTEMPTS - 1):
        message.refresh_from_db()
        moment = message.due_at
        assert outbox.deliver_next(now=moment)
    message.refresh_from_db()
    assert message.abandoned_at == moment
    assert not outbox.deliver_next(now=moment + timedelta(days=9))


@pytest.mark.django_db
def test_a_kind_nobody_delivers_is_refused():
    with pytest.raises(LookupError):
        put("pigeon", x=1)


@pytest.mark.django_db
def test_a_mail_without_a_list_of_addresses_is_a_failure():
    message = put(to="a@example.test")

    outbox.deliver_next(now=NOW)

    message.refresh_from_db()
    assert message.attempts == 1
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_an_effect_of_an_act_that_was_not_kept_never_leaves():
    with pytest.raises(TransactionRequired):
        outbox.put("mail", {}, at=NOW)
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.put("mail", {"to": [], "subject": "s", "body": "b"}, at=NOW)
        raise RuntimeError

    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_delivers_what_is_due_and_stops(capsys):
    put()

    call_command("worker", "--once")

    assert "1 delivered" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_address_in_a_header_stays_in_one_piece():
    address = "<https://thidua.tinh-co-ten-rat-dai.example/thong-bao/thu/ngung/" + "x" * 60 + "/>"
    put(to=["a@example.test"], subject="Nhắc", body="b", headers={"List-Unsubscribe": address})

    outbox.deliver_next(now=NOW)

    (sent,) = mail.outbox
    assert f"List-Unsubscribe: {address}\n" in sent.message().as_string()
