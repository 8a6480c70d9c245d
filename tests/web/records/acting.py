"""What tests of the ledger share: acts to read, a tamperer, and how pages are asked for."""

from datetime import datetime

from django.db import connection, transaction

from tests.factories.accounts import make_account
from tests.factories.scorecards import SELF_DAY
from thidua.accounts.actions import grant_role
from thidua.accounts.roles import Role
from thidua.foundation import audit, guard
from thidua.foundation.actors import SYSTEM, Actor
from thidua.foundation.models import AuditEntry

SAID = audit.register("test.said", "{actor} said: {words}")


class Thing:
    public_id = "thing"

    def __init__(self, label: str) -> None:
        self.label = label

    def __str__(self) -> str:
        return self.label


def say(
    words: str, *, actor: Actor = SYSTEM, label: str = "=Đồ vật", at: datetime = SELF_DAY, **data: object
) -> AuditEntry:
    with transaction.atomic():
        return audit.record(SAID, actor=actor, on=Thing(label), data={"words": words, **data}, at=at)


def give_a_role() -> None:
    """An act on an account, which concerns no bloc's year."""
    grant_role(actor=SYSTEM, user=make_account(), role=Role.AUDITOR, at=SELF_DAY)


def spoil(seq: int) -> None:
    guard.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_auditentry SET actor_name = 'Kẻ khác' WHERE seq = %s", [seq])
    guard.install(connection)


def read(client, user, path: str = "/nhat-ky/") -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.text)


def lines(page: str) -> int:
    return page.count('class="chain__item"')


def status(client, user, path: str) -> int:
    client.force_login(user)
    return int(client.get(path).status_code)
