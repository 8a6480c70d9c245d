"""One account and every verb on it; roles, demands, open sessions, the history of the door."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests import cast
from tests.factories.accounts import PASSWORD, make_account, make_administrator
from tests.web.accounts.door import NOON, SIGN_IN, sign_in, signed_in
from thidua.accounts.actions import set_up_second_factor
from thidua.accounts.codes import code_at, new_secret
from thidua.accounts.models import FactorDemand, RoleGrant, SecondFactor, WorkSession
from thidua.foundation import clock
from thidua.foundation.actors import SYSTEM
from thidua.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db

USERS = "/tai-khoan/nguoi-dung/"


def test_a_role_is_given_over_a_scope_and_withdrawn_with_a_reason(client, stand_at):
    stand_at(NOON)
    client.force_login(cast.anh_tu())
    user = make_account()
    one = f"{USERS}{user.public_id}/"

    empty = client.get(f"{one}vai/")
    refused = client.post(f"{one}vai/", {"role": "unit_officer"})
    given = client.post(
        f"{one}vai/", {"role": "auditor", "valid_from": "01/08/2023", "valid_to": "31/12/2023"}
    )
    grant = RoleGrant.objects.get(user=user)
    no_reason = client.post(f"{one}vai/thu-hoi/", {"grant": grant.public_id, "reason": " "}, follow=True)
    withdrawn = client.post(
        f"{one}vai/thu-hoi/", {"grant": grant.public_id, "reason": "đổi việc"}, follow=True
    )

    assert (empty.status_code, refused.status_code, given["Location"]) == (200, 422, one)
    assert (str(grant.valid_from), str(grant.valid_to)) == ("2023-08-01", "2023-12-31")
    assert "Hãy ghi lý do" in no_reason.text
    assert "Đã thu hồi" in withdrawn.text
    assert "đổi việc" in withdrawn.text


def test_an_administrators_account_is_offered_no_business_role(client):
    admin = cast.anh_tu()
    client.force_login(admin)
    other = make_administrator()

    page = client.get(f"{USERS}{other.public_id}/vai/").text
    forced = client.post(f"{USERS}{other.public_id}/vai/", {"role": "auditor"})

    assert "unit_officer" not in page
    assert forced.status_code == 422
    assert list(other.grants.values_list("role", flat=True)) == ["system_admin"]


def test_a_role_is_not_given_for_days_in_the_wrong_order_or_over_two_scopes(client, stand_at):
    stand_at(NOON)
    client.force_login(cast.anh_tu())
    one = f"{USERS}{make_account().public_id}/vai/"

    backwards = client.post(one, {"role": "auditor", "valid_from": "02/01/2024", "valid_to": "01/01/2024"})
    unreadable = client.post(one, {"role": "auditor", "valid_from": "mai"})

    assert (backwards.status_code, unreadable.status_code) == (422, 422)
    assert "Ngày cuối đứng trước ngày đầu." in backwards.text
    assert RoleGrant.objects.count() == 1


def test_taking_out_of_use_ends_sessions_and_taking_back_needs_a_reason(client, stand_at):
    stand_at(NOON)
    user = make_account()
    theirs = Client()
    theirs.force_login(user)
    client.force_login(cast.anh_tu())
    one = f"{USERS}{user.public_id}/"

    out = client.post(f"{one}ngung/", {"reason": "nghỉ hưu"}, follow=True)
    ended = not signed_in(theirs)
    back = client.post(f"{one}dung-lai/", {"reason": "ký lại hợp đồng"}, follow=True)

    assert "nghỉ hưu" in out.text
    assert ended
    assert "Tài khoản đã được dùng lại." in back.text
    assert [entry.name for entry in AuditEntry.objects.order_by("-seq")[:2]] == [
        "accounts.account_reactivated",
        "accounts.account_deactivated",
    ]


def test_nobody_takes_the_own_account_out_of_use_and_the_page_says_why(client, language):
    admin = cast.anh_tu()
    client.force_login(admin)
    one = f"{USERS}{admin.public_id}/"

    page = client.get(one)
    forced = client.post(f"{one}ngung/", {"reason": "thử"})

    assert f"{one}ngung/" not in page.text
    assert forced.status_code == 403
    assert {"vi": "Đây là tài khoản của chính người thao tác.", "en": "It is your own account."}[
        language
    ] in forced.text


def test_a_locked_account_says_why_and_is_unlocked(client, stand_at):
    stand_at(NOON)
    user = make_account(username="khoa.nd")
    for _ in range(5):
        sign_in(Client(), user, "sai")
    client.force_login(cast.anh_tu())
    one = f"{USERS}{user.public_id}/"

    page = client.get(one).text
    done = client.post(f"{one}mo-khoa/", follow=True)

    assert "Tài khoản khoa.nd đang tạm khóa" in page
    assert "21/07/2023 12:30" in page
    assert "đang tạm khóa" not in done.text
    assert AuditEntry.objects.latest("seq").name == "accounts.account_unlocked"
    assert sign_in(Client(), user).status_code == 302


def test_a_one_time_password_from_the_card_is_shown_once(client):
    user = make_account()
    client.force_login(cast.anh_tu())

    page = client.post(f"{USERS}{user.public_id}/mat-khau/")
    found = re.search(r'class="secret">([0-9a-z-]{23})<', page.text)

    assert found is not None
    assert sign_in(Client(), user).status_code == 422
    assert sign_in(Client(), user, found[1]).status_code == 302


def test_a_lost_second_factor_is_reset_with_how_the_person_was_made_sure_of(client, stand_at):
    stand_at(NOON)
    user = make_account()
    secret = new_secret()
    set_up_second_factor(actor=user, secret=secret, code=code_at(secret, NOON), at=NOON)
    client.force_login(cast.anh_tu())
    one = f"{USERS}{user.public_id}/"

    without = client.post(f"{one}hai-buoc/", follow=True)
    kept = SecondFactor.objects.exists()
    client.post(f"{one}hai-buoc/", {"reason": "gặp trực tiếp, xem thẻ ngành"})

    assert "đã xác minh người yêu cầu bằng cách nào" in without.text
    assert kept
    assert not SecondFactor.objects.exists()
    assert AuditEntry.objects.latest("seq").data["reason"] == "gặp trực tiếp, xem thẻ ngành"


def test_an_account_out_of_use_is_changed_by_nobody(client):
    from thidua.accounts.actions import deactivate_account

    user = make_account()
    deactivate_account(actor=SYSTEM, user=user, reason="nghỉ hưu", at=clock.now())
    client.force_login(cast.anh_tu())
    one = f"{USERS}{user.public_id}/"

    answers = [
        client.post(f"{one}mat-khau/"),
        client.post(f"{one}hai-buoc/", {"reason": "x"}),
        client.post(f"{one}vai/", {"role": "auditor"}),
        client.post(f"{one}sua/", {"full_name": "Lê A", "account_type": "operational"}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4


def test_an_account_is_corrected(client, language):
    user = make_account(full_name="Lê Thị Hang")
    client.force_login(cast.anh_tu())
    one = f"{USERS}{user.public_id}/"

    form = client.get(f"{one}sua/")
    wrong = client.post(f"{one}sua/", {"full_name": "", "account_type": "operational"})
    unfit = client.post(f"{one}sua/", {"full_name": "Lê", "account_type": "service"})
    right = client.post(
        f"{one}sua/", {"full_name": "Lê Thị Hằng", "account_type": "operational"}, follow=True
    )

    assert 'value="Lê Thị Hang"' in form.text
    assert (wrong.status_code, unfit.status_code) == (422, 422)
    assert "<h1>Lê Thị Hằng</h1>" in right.text


def test_a_second_factor_is_demanded_of_a_role_and_no_longer(client):
    client.force_login(cast.anh_tu())

    demanded = client.post("/tai-khoan/vai/yeu-cau-hai-buoc/", {"role": "unit_head"}, follow=True)
    twice = client.post("/tai-khoan/vai/yeu-cau-hai-buoc/", {"role": "unit_head"}, follow=True)
    kept = list(FactorDemand.objects.values_list("role", flat=True))
    lifted = client.post("/tai-khoan/vai/bo-yeu-cau-hai-buoc/", {"role": "unit_head"}, follow=True)
    again = client.post("/tai-khoan/vai/bo-yeu-cau-hai-buoc/", {"role": "unit_head"}, follow=True)

    assert kept == ["unit_head"]
    assert "ở thao tác kế tiếp" in demanded.text
    assert "đã bắt buộc xác thực hai bước" in twice.text
    assert "Vai này không còn bắt buộc" in lifted.text
    assert "Vai này không bắt buộc" in again.text
    assert not FactorDemand.objects.exists()


@pytest.mark.parametrize("address", ["yeu-cau-hai-buoc", "bo-yeu-cau-hai-buoc"])
def test_a_role_that_does_not_exist_is_demanded_of_nobody(client, address):
    client.force_login(cast.anh_tu())

    assert client.post(f"/tai-khoan/vai/{address}/", {"role": "king"})["Location"] == "/tai-khoan/vai/"
    assert not FactorDemand.objects.exists()


def test_the_matrix_gives_the_administrator_no_business_power(client):
    client.force_login(cast.anh_tu())

    page = client.get("/tai-khoan/vai/").text
    row = re.search(r'<th scope="row">Quản trị hệ thống</th>(.*?)</tr>', page, re.DOTALL)

    assert row is not None
    assert re.sub(r"<[^>]+>", " ", row[1]).split() == ["không"] * 7 + ["cả", "tỉnh"]


def test_an_administrator_ends_anybodys_session(client, stand_at):
    stand_at(NOON)
    user = make_account()
    theirs = Client()
    theirs.force_login(user)
    client.force_login(cast.anh_tu())
    key = WorkSession.objects.get(user=user).public_id

    listed = client.get("/tai-khoan/phien-dang-mo/").text
    done = client.post("/tai-khoan/phien-dang-mo/dong/", {"session": key})
    twice = client.post("/tai-khoan/phien-dang-mo/dong/", {"session": key})

    assert user.full_name in listed
    assert done["Location"] == f"{USERS}{user.public_id}/"
    assert twice["Location"] == "/tai-khoan/phien-dang-mo/"
    assert not signed_in(theirs)
    assert WorkSession.objects.get(user=user).ended_why == "ended_by_administrator"


def test_the_list_of_open_sessions_leaves_out_the_idle_ones(client, stand_at):
    stand_at(NOON)
    user, admin = make_account(), make_administrator(full_name="Tăng Bảo Quyên")
    Client().force_login(user)
    Client().force_login(admin)
    stand_at(NOON + timedelta(minutes=6))
    client.force_login(cast.anh_tu())

    page = client.get("/tai-khoan/phien-dang-mo/").text

    assert user.full_name in page
    assert "Tăng Bảo Quyên" not in page


def test_the_history_is_filtered_by_person_and_outcome(client, stand_at):
    stand_at(NOON)
    user = make_account(full_name="Đặng Thùy Dương")
    sign_in(Client(), user, "sai")
    sign_in(Client(), user)
    Client().post(SIGN_IN, {"username": "khong.co", "password": PASSWORD})
    client.force_login(cast.anh_tu())

    everything = client.get("/tai-khoan/lich-su/?page=x").text
    hers = client.get("/tai-khoan/lich-su/?words=dang thuy").text
    wrong = client.get("/tai-khoan/lich-su/?outcome=wrong").text

    assert [page.count('<td class="table__no">') for page in (everything, hers, wrong)] == [4, 2, 2]
    assert "không có tài khoản này" in wrong
    assert "khong.co" not in everything
