"""The night's work on accounts, and the way in from the console."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.accounts import make_account, make_administrator, make_grant
from thidua.accounts.actions import (
    deactivate_account,
)
from thidua.accounts.jobs import retire_idle_accounts, tidy_access_log
from thidua.accounts.models import AccessEvent, Knock, User, WorkSession
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 7, 21, 12, 0, tzinfo=VIET_NAM)


def last_entry() -> tuple[str, str, dict[str, object]]:
    entry = AuditEntry.objects.latest("seq")
    return entry.name, entry.on_label, entry.data


@pytest.mark.parametrize(("days", "retired"), [(44, False), (45, False), (46, True)])
def test_an_account_nobody_uses_is_retired_after_forty_five_days(days, retired):
    user = make_account(at=NOON)
    User.objects.filter(pk=user.pk).update(last_seen=NOON)

    done = retire_idle_accounts(actor=SYSTEM, at=NOON + timedelta(days=days))

    user.refresh_from_db()
    assert user.is_active is not retired
    assert [one.pk for one in done.retired] == ([user.pk] if retired else [])
    if retired:
        assert last_entry()[0::2] == ("accounts.account_retired", {"days": 45, "sessions_ended": 0})


def test_an_account_never_used_counts_from_the_day_it_was_opened():
    make_account(at=NOON)

    assert retire_idle_accounts(actor=SYSTEM, at=NOON + timedelta(days=45)).retired == ()
    assert len(retire_idle_accounts(actor=SYSTEM, at=NOON + timedelta(days=46)).retired) == 1


def test_machines_and_the_last_administrator_are_not_retired():
    make_account(account_type="technical", responsible="Kiều Anh Tú", at=NOON)
    admin = make_administrator(at=NOON)

    done = retire_idle_accounts(actor=SYSTEM, at=NOON + timedelta(days=90))

    assert done.retired == ()
    assert [user.pk for user, _ in done.kept] == [admin.pk]


def test_nothing_is_retired_when_switched_off(settings):
    settings.RETIRE_AFTER_DAYS = 0
    make_account(at=NOON)

    assert retire_idle_accounts(actor=SYSTEM, at=NOON + timedelta(days=400)).retired == ()


def test_old_lines_of_the_access_log_go_and_young_ones_stay():
    user = make_account()
    for age in (365, 367):
        AccessEvent.objects.create(at=NOON - timedelta(days=age), deed="sign_in", outcome="done", user=user)
        began = NOON - timedelta(days=age)
        WorkSession.objects.create(
            user=user,
            started_at=began,
            last_seen=began,
            ends_at=began + timedelta(hours=8),
            ended_at=began,
            ended_why="idle",
        )
    for hours in (23, 25):
        Knock.objects.create(at=NOON - timedelta(hours=hours), name_digest="x", network="y")

    assert tidy_access_log(actor=SYSTEM, at=NOON) == 1
    assert [AccessEvent.objects.count(), WorkSession.objects.count(), Knock.objects.count()] == [1, 1, 1]


def test_the_command_of_the_night_says_what_it_did(stand_at):
    user = make_account(at=NOON)
    make_administrator(at=NOON)
    stand_at(NOON + timedelta(days=60))
    out, err = StringIO(), StringIO()

    call_command("retire_idle_accounts", stdout=out, stderr=err)

    assert f"deactivated: {user}" in out.getvalue()
    assert "1 accounts deactivated, 0 old lines" in out.getvalue()
    assert "last administrator" in err.getvalue()


def test_the_console_rescues_an_account(stand_at):
    from thidua.accounts.actions import set_up_second_factor
    from thidua.accounts.codes import code_at, new_secret
    from thidua.accounts.queries import has_second_factor

    stand_at(NOON)
    admin, secret = make_administrator(username="quan.tri"), new_secret()
    set_up_second_factor(actor=admin, secret=secret, code=code_at(secret, NOON), at=NOON)
    out = StringIO()

    call_command("rescue_account", "Quan.Tri", "--password", "--second-factor", "mất điện thoại", stdout=out)

    admin = User.objects.get(pk=admin.pk)
    given = out.getvalue().strip().rpartition(" ")[2]
    assert not has_second_factor(admin)
    assert admin.check_password(given)
    assert [entry.name for entry in AuditEntry.objects.order_by("-seq")[:3]] == [
        "accounts.password_reset",
        "accounts.second_factor_reset",
        "accounts.account_unlocked",
    ]


def test_the_console_says_when_it_cannot(stand_at):
    user = make_account(username="cu.ky")
    make_grant(user, "auditor")
    deactivate_account(actor=SYSTEM, user=user, reason="nghỉ", at=NOON)

    with pytest.raises(CommandError, match="No account has the sign-in name"):
        call_command("rescue_account", "khong.co")
    with pytest.raises(CommandError, match="out of use"):
        call_command("rescue_account", "cu.ky", "--password", stdout=StringIO())
