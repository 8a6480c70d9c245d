"""Accounts opened, corrected, taken out of use and back; passwords."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.factories.accounts import OPENED, PASSWORD, make_account, make_administrator
from thidua.accounts.actions import (
    FIRST_RUN,
    change_password,
    correct_account,
    create_account,
    deactivate_account,
    make_first_administrator,
    reactivate_account,
    reset_password,
)
from thidua.accounts.errors import AccountRefused, AccountUnfit, PasswordUnfit
from thidua.accounts.models import FormerPassword, User
from thidua.accounts.passwords import LongEnough, NotUsedBefore, one_time_password
from thidua.accounts.queries import find_user, find_username
from thidua.foundation import clock
from thidua.foundation.actors import SYSTEM
from thidua.foundation.audit import verify
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 7, 21, 12, 0, tzinfo=VIET_NAM)
NEW = "gió mùa thổi qua bến cũ"
FORM: dict[str, Any] = {
    "username": "hang.ltt",
    "full_name": "Lê Thị Thu Hằng",
    "account_type": "operational",
    "password": PASSWORD,
}


def last_entry() -> tuple[str, str, dict[str, object]]:
    entry = AuditEntry.objects.latest("seq")
    return entry.name, entry.on_label, entry.data


def test_an_account_is_opened_with_its_keys_for_search_and_order():
    admin = cast.anh_tu()

    user = create_account(
        actor=admin, **FORM | {"username": " Hang.LTT ", "full_name": " Lê  Thị Thu Hằng "}, at=NOON
    )

    assert (user.username, user.full_name) == ("hang.ltt", "Lê Thị Thu Hằng")
    assert user.search_key == "le thi thu hang"
    assert (user.activated_on, user.must_change_password, user.is_active) == (NOON.date(), True, True)
    assert (user.actor_key, user.actor_name, user.is_system) == (
        f"user:{user.public_id}",
        "Lê Thị Thu Hằng",
        False,
    )
    assert user.check_password(PASSWORD)
    assert last_entry() == (
        "accounts.account_created",
        "Lê Thị Thu Hằng (hang.ltt)",
        {"account_type": "operational"},
    )
    assert verify()[1] is None


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"username": "hằng"}, "username"),
        ({"username": ""}, "username"),
        ({"username": ".a"}, "username"),
        ({"username": "a" * 61}, "username"),
        ({"username": "QUAN.TRI"}, "username"),
        ({"full_name": "  "}, "full_name"),
        ({"email": "không phải"}, "email"),
        ({"account_type": "service"}, "responsible"),
    ],
)
def test_what_does_not_fit_is_told_with_its_field_and_nothing_is_kept(changed, where):
    cast.anh_tu()

    with pytest.raises(AccountUnfit) as error:
        create_account(actor=SYSTEM, **FORM | changed, at=NOON)

    assert error.value.where == where
    assert User.objects.count() == 1


def test_a_kind_that_does_not_exist_is_no_kind():
    with pytest.raises(ValueError, match="king"):
        create_account(actor=SYSTEM, **FORM | {"account_type": "king"}, at=NOON)


def test_accounts_are_found_by_name_in_any_case_and_by_key():
    user = cast.stranger()

    assert (
        find_username(" HA.NTM ")
        == find_user(user.public_id)
        == User.objects.get_by_natural_key("Ha.Ntm")
        == user
    )
    assert find_username("khong.co") is find_user("zzz") is None


def test_a_stranger_opens_no_account():
    with pytest.raises(AccountRefused):
        create_account(actor=cast.phuong(), **FORM, at=NOON)


@pytest.mark.parametrize(
    "password",
    [
        "ngắn quá",
        "le thi thu hang 1",
        "Hang.LTT.hang.ltt",
        "Thu Hằng 19/5/1990",
        "matkhau-12345678",
        "thidua-tayninh-2024",
        "12345678901234567",
        "abcdefghijklmnopq",
        "aaaabbbbaaaabbbb",
    ],
)
def test_a_password_others_would_guess_is_not_taken(password):
    with pytest.raises(PasswordUnfit) as error:
        create_account(actor=SYSTEM, **FORM | {"password": password}, at=NOON)

    assert error.value.problems
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "password",
    [NEW, "k7-q9-zz-w2-xx-p4", "con trâu đi trước cái cày", one_time_password()],
    ids=["words", "groups", "diacritics", "one-time"],
)
def test_a_passphrase_is_taken(password):
    assert create_account(actor=SYSTEM, **FORM | {"password": password}, at=NOON).check_password(password)


def test_one_time_passwords_differ_and_keep_the_rules():
    made = {one_time_password() for _ in range(50)}

    assert len(made) == 50
    assert all(len(password) == 23 for password in made)


def test_the_rules_are_told_in_words(settings):
    settings.PASSWORD_LENGTH, settings.PASSWORD_LENGTH_ALONE = 12, 14

    assert LongEnough().least(None) == 14
    assert LongEnough().get_help_text()
    assert NotUsedBefore().get_help_text()


def test_twelve_characters_are_enough_beside_a_second_factor():
    from thidua.accounts.actions import set_up_second_factor
    from thidua.accounts.codes import code_at, new_secret

    user, secret = make_account(), new_secret()
    with pytest.raises(PasswordUnfit):
        change_password(actor=user, password="gạo trắng 12", at=NOON)
    set_up_second_factor(actor=user, secret=secret, code=code_at(secret, NOON), at=NOON)

    change_password(actor=User.objects.get(pk=user.pk), password="gạo trắng 12", at=NOON)


def test_an_administrator_does_not_come_back_to_any_of_the_last_ten_passwords():
    admin = make_administrator(at=OPENED)
    for number in range(11):
        admin = change_password(
            actor=admin, password=f"vườn chuối sau mưa {number}", at=NOON + timedelta(days=number)
        )

    assert FormerPassword.objects.filter(user=admin).count() == 11
    with pytest.raises(PasswordUnfit):
        change_password(actor=admin, password="vườn chuối sau mưa 0", at=NOON)
    change_password(actor=admin, password=PASSWORD, at=NOON + timedelta(days=20))


def test_others_only_do_not_keep_the_present_one():
    user = make_account()
    user = change_password(actor=user, password=NEW, at=NOON)

    with pytest.raises(PasswordUnfit):
        change_password(actor=user, password=NEW, at=NOON)
    change_password(actor=user, password=PASSWORD, at=NOON)


def test_a_reset_is_of_accounts_in_use_only():
    user = make_account()

    changed = reset_password(actor=SYSTEM, user=user, password=NEW, at=NOON)
    assert (changed.must_change_password, changed.password_set_at) == (True, NOON)
    deactivate_account(actor=SYSTEM, user=user, reason="nghỉ", at=NOON)
    with pytest.raises(AccountRefused):
        reset_password(actor=SYSTEM, user=user, password=PASSWORD, at=NOON)


def test_an_account_is_corrected_and_the_ledger_says_what_changed():
    user = make_account(full_name="Lê Thị Hang")

    corrected = correct_account(
        actor=SYSTEM,
        user=user,
        full_name="Lê Thị Hằng",
        email="a@b.vn",
        account_type="operational",
        responsible="",
        at=NOON,
    )

    assert (corrected.full_name, corrected.search_key) == ("Lê Thị Hằng", "le thi hang")
    assert last_entry()[2] == {
        "changed": {"email": ["", "a@b.vn"], "full_name": ["Lê Thị Hang", "Lê Thị Hằng"]}
    }


@pytest.mark.parametrize(
    ("make", "kind", "fits"),
    [
        (cast.tri, "admin", False),
        (cast.tri, "technical", False),
        (cast.tri, "operational", True),
        (cast.anh_tu, "operational", False),
        (cast.anh_tu, "service", False),
        (cast.anh_tu, "admin", True),
        (cast.stranger, "admin", True),
        (cast.stranger, "technical", True),
    ],
)
def test_the_kind_of_an_account_fits_the_roles_it_holds(make, kind, fits):
    user = make()
    given = {"full_name": "A", "email": "", "account_type": kind, "responsible": "Kiều Anh Tú"}

    if fits:
        assert correct_account(actor=SYSTEM, user=user, **given, at=clock.now()).account_type == kind
    else:
        with pytest.raises(AccountUnfit) as error:
            correct_account(actor=SYSTEM, user=user, **given, at=clock.now())
        assert error.value.where == "account_type"


def test_out_of_use_and_back_leave_day_reason_and_trace():
    user = make_account()

    out = deactivate_account(actor=SYSTEM, user=user, reason=" nghỉ hưu ", at=NOON)
    assert (out.is_active, out.deactivated_on, out.deactivation_reason) == (False, NOON.date(), "nghỉ hưu")
    assert last_entry()[2] == {"reason": "nghỉ hưu", "sessions_ended": 0}
    with pytest.raises(AccountRefused):
        deactivate_account(actor=SYSTEM, user=user, reason="x", at=NOON)
    back = reactivate_account(actor=SYSTEM, user=user, reason="ký lại", at=NOON)
    assert (back.is_active, back.deactivated_on, back.deactivation_reason, back.last_seen) == (
        True,
        None,
        "",
        NOON,
    )
    with pytest.raises(AccountRefused):
        reactivate_account(actor=SYSTEM, user=user, reason="x", at=NOON)


@pytest.mark.parametrize("verb", [deactivate_account, reactivate_account])
def test_no_reason_no_change(verb):
    user = make_account()
    if verb is reactivate_account:
        deactivate_account(actor=SYSTEM, user=user, reason="x", at=NOON)

    with pytest.raises(AccountUnfit) as error:
        verb(actor=SYSTEM, user=user, reason="", at=NOON)
    assert error.value.where == "reason"


def test_nobody_deactivates_the_own_account_or_the_last_administrators():
    admin = make_administrator()

    with pytest.raises(AccountRefused):
        deactivate_account(actor=SYSTEM, user=admin, reason="x", at=clock.now())
    other = make_administrator()
    with pytest.raises(AccountRefused):
        deactivate_account(actor=admin, user=admin, reason="x", at=clock.now())
    assert not deactivate_account(actor=other, user=admin, reason="x", at=clock.now()).is_active


def test_the_first_administrator_is_made_once():
    made = make_first_administrator(
        actor=FIRST_RUN, username="quan.tri", full_name="Kiều Anh Tú", password=PASSWORD, at=NOON
    )

    assert made.grants.get().granted_by == "system:first-run"
    with pytest.raises(AccountRefused):
        make_first_administrator(actor=FIRST_RUN, username="b", full_name="B", password=PASSWORD, at=NOON)


@pytest.mark.parametrize(
    "broken",
    [
        {"is_active": False},
        {"deactivated_on": NOON.date()},
        {"is_active": False, "deactivated_on": NOON.date()},
        {"account_type": "king"},
        {"account_type": "service"},
    ],
)
def test_the_database_itself_keeps_an_account_whole(broken):
    user = make_account()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(**broken)
