"""From one year to the next on the screens: readiness, history, the members' choice, the next year, the handover."""

import hashlib
import io
import zipfile

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.cast import phuong, stranger, tri
from tests.organisations.handing import AT, ON, PAPER, between_years, drawn_up, enter
from thidua.accounts.models import AccessEvent
from thidua.accounts.states import Deed
from thidua.core.verdict import met, not_met
from thidua.organisations import readiness
from thidua.organisations.queries import bloc, bloc_year_by_id, handovers_of, leads_of, next_year_of
from thidua.organisations.states import HandoverState, LeadBasis, YearState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(stand_at):
    stand_at(AT)


def at(name: str, *args: str) -> str:
    return reverse(f"organisations:{name}", args=args)


def open_page(client, user, address: str) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.text)


class TestReadiness:
    def test_the_form_lists_what_should_be_so_and_asks_for_a_reason(self, client, language, monkeypatch):
        monkeypatch.setattr(readiness, "CONDITIONS", {})
        world = between_years(YearState.APPRAISED)
        readiness.requires(
            YearState.REVIEWED,
            "x",
            "The handover is complete",
            lambda card, on: not_met("The minute was withdrawn."),
        )
        address = at("enter_phase", world.old.public_id)

        page = open_page(client, world.giver, address)
        refused = client.post(address, {"state": "reviewed", "since": "19/04/2024", "reason": ""})
        done = client.post(address, {"state": "reviewed", "since": "19/04/2024", "reason": "Họp sớm"})

        assert {
            "vi": "Đã bàn giao xong: Biên bản đã thu hồi.",
            "en": "The handover is complete: The minute was withdrawn.",
        }[language] in page
        assert refused.status_code == 422
        assert {"vi": "Chưa đủ điều kiện chuyển giai đoạn", "en": "Not everything is ready for this phase"}[
            language
        ] in refused.text
        assert done.status_code == 302
        assert bloc_year_by_id(world.old.id).state is YearState.REVIEWED

    def test_a_year_that_is_ready_says_so(self, client, monkeypatch):
        monkeypatch.setattr(readiness, "CONDITIONS", {})
        world = between_years(YearState.APPRAISED)
        readiness.requires(
            YearState.REVIEWED, "x", "The handover is complete", lambda card, on: met("The minute holds.")
        )

        page = open_page(client, world.giver, at("enter_phase", world.old.public_id))

        assert "Đã đủ các điều kiện" in page


class TestHistory:
    def test_phases_days_reasons_heads_and_acts(self, client, language):
        world = between_years()
        enter(world.old, YearState.APPRAISED, reason="Thiếu hồ sơ")

        page = open_page(client, world.member, at("year_history", world.old.public_id))

        assert "Thiếu hồ sơ" in page
        assert {"vi": "năm quay lại giai đoạn này", "en": "the year went back"}[language] in page
        assert "Đơn vị A" in page
        client.force_login(stranger())
        assert client.get(at("year_history", world.old.public_id)).status_code == 404

    def test_as_many_questions_however_long(self, client, django_assert_max_num_queries):
        world = between_years()
        client.force_login(world.giver)
        client.get(at("year_history", world.old.public_id))

        with django_assert_max_num_queries(13):
            client.get(at("year_history", world.old.public_id))


class TestChoice:
    def test_the_officer_records_whom_the_conference_chose(self, client, language):
        world = between_years()
        address = at("confirm_leads", world.new.public_id)

        page = open_page(client, world.giver, address)
        answer = client.post(
            address,
            {"head": "B", "deputy": "C", "basis": "acclaimed", "since": "11/03/2024", "instrument": PAPER},
        )

        assert {"vi": "Thứ tự các lượt", "en": "Turns in their order"}[language] in page
        assert answer.status_code == 302
        rows = [row for row in leads_of(world.new.id) if row.until is None]
        assert {row.basis for row in rows} == {LeadBasis.ACCLAIMED}

    def test_a_member_may_not_and_what_does_not_fit_is_said(self, client):
        world = between_years()
        address = at("confirm_leads", world.new.public_id)
        client.force_login(world.member)
        refused = client.get(address)
        client.force_login(world.receiver)
        wrong = client.post(
            address,
            {"head": "B", "deputy": "B", "basis": "elected", "since": "11/03/2024", "instrument": PAPER},
        )

        assert refused.status_code == 403
        assert wrong.status_code == 422


class TestNextYear:
    def test_only_the_decision_is_written(self, client, language):
        world = between_years()
        address = at("open_next_year", world.new.public_id)

        page = open_page(client, world.receiver, address)
        answer = client.post(
            address,
            {"decision_number": "9/QĐ-UBND", "decision_date": "28/12/2024", "head": "C", "deputy": "A"},
        )
        again = client.get(address).text

        assert '<option value="C" selected>' in page
        after = next_year_of(bloc_year_by_id(world.new.id), on=ON)
        assert after is not None
        assert answer["Location"] == at("bloc_year", after.public_id)
        assert {"vi": "Năm kế tiếp đã mở", "en": "The next year is open already"}[language] in again

    def test_a_member_may_not(self, client):
        world = between_years()
        client.force_login(world.member)

        assert client.post(at("open_next_year", world.old.public_id), {}).status_code == 403


class TestName:
    def test_the_standing_body_renames_and_the_old_name_is_shown(self, client, language):
        world = between_years()
        key = world.old.bloc.public_id
        form = {
            "name": "Khối Thi đua Tư pháp",
            "short_name": "Khối Tư pháp",
            "since": "01/04/2024",
            "decision_number": "5/QĐ",
            "decision_date": "29/03/2024",
        }
        client.force_login(phuong())

        wrong = client.post(at("rename_bloc", key), {**form, "since": "01/05/2024"})
        client.post(at("rename_bloc", key), form)

        assert wrong.status_code == 422
        found = bloc(key)
        assert found is not None
        assert found.name == "Khối Thi đua Tư pháp"
        assert {"vi": "Đến 31/03/2024: Khối Thi đua KNC", "en": "Until 31 Mar 2024: Khối Thi đua KNC"}[
            language
        ] in client.get(at("bloc", key)).text
        client.force_login(world.giver)
        assert client.get(at("rename_bloc", key)).status_code == 403


class TestHandover:
    form = {
        "number": "08/BB-KNC",
        "held_on": "19/04/2024",
        "place": "Tây Ninh",
        "giver_person": "Nguyễn Văn A, Thủ trưởng",
        "receiver_person": "",
        "items": "Giao ước bản chính\nSổ điểm",
        "money": "12.500.000",
        "money_note": "",
        "open_tasks": "Một nhiệm vụ",
    }

    def test_drawn_up_confirmed_by_both_and_printed(self, client, language):
        world = between_years()
        client.force_login(world.giver)
        drawn = client.post(at("draw_up_handover", world.old.public_id), self.form)
        (card,) = handovers_of(world.old, on=ON)
        mine = client.get(drawn["Location"]).text
        client.post(at("confirm_handover", card.public_id), {"side": "giver"})
        client.force_login(world.receiver)
        theirs = client.get(at("minute", card.public_id)).text
        client.post(at("confirm_handover", card.public_id), {"side": "receiver"})
        (whole,) = handovers_of(world.old, on=ON)

        confirm = {"vi": "Xác nhận thay mặt Đơn vị {}", "en": "Confirm for Đơn vị {}"}[language]
        assert (confirm.format("A") in mine, confirm.format("B") in mine) == (True, False)
        assert (confirm.format("A") in theirs, confirm.format("B") in theirs) == (False, True)
        assert "12.500.000 đồng" in mine
        assert "Giao ước bản chính" in mine
        assert whole.state is HandoverState.COMPLETED
        assert client.post(at("confirm_handover", card.public_id), {"side": "receiver"}).status_code == 403

    def test_the_pack_as_it_is_and_as_it_was_handed_over(self, client):
        world = between_years()
        card = drawn_up(world)
        client.force_login(world.receiver)

        now = client.get(at("take_pack", world.old.public_id))
        kept = client.get(at("kept_pack", card.public_id))

        assert now["Content-Type"] == kept["Content-Type"] == "application/zip"
        taken = AccessEvent.objects.filter(deed=Deed.DOWNLOAD).order_by("pk").values_list("on_key", flat=True)
        assert list(taken) == [
            f"organisations.pack:{world.old.public_id}", f"organisations.handover:{card.public_id}",
        ]  # fmt: skip
        assert "index.html" in zipfile.ZipFile(io.BytesIO(now.content)).namelist()
        assert hashlib.sha256(kept.content).hexdigest() == card.pack_sha256

    def test_who_may_open_what(self, client):
        world = between_years()
        card = drawn_up(world)
        addresses = [
            at("handover", world.old.public_id),
            at("take_pack", world.old.public_id),
            at("draw_up_handover", world.old.public_id),
            at("minute", card.public_id),
            at("kept_pack", card.public_id),
            at("withdraw_handover", card.public_id),
        ]
        expected = {
            "giver": (world.giver, [200] * 6),
            "receiver": (world.receiver, [200, 200, 403, 200, 200, 403]),
            "member": (world.member, [403] * 6),
            "auditor": (tri(), [200, 200, 403, 200, 403, 403]),
            "stranger": (stranger(), [404] * 6),
        }

        for name, (user, codes) in expected.items():
            client.force_login(user)
            assert [client.get(address).status_code for address in addresses] == codes, name
        client.logout()
        assert client.get(at("minute", card.public_id)).status_code == 302
        client.force_login(world.giver)
        assert client.get(at("minute", "khongcogi")).status_code == 404

    def test_withdrawn_with_a_reason(self, client, language):
        world = between_years()
        card = drawn_up(world)
        client.force_login(world.giver)

        empty = client.post(at("withdraw_handover", card.public_id), {"reason": " "})
        client.post(at("withdraw_handover", card.public_id), {"reason": "Sai số tiền"})
        page = client.get(at("handover", world.old.public_id)).text

        assert empty.status_code == 422
        assert "Sai số tiền" in page
        assert {"vi": "Đã thu hồi", "en": "Withdrawn"}[language] in page
        assert {"vi": "Lập biên bản bàn giao", "en": "Draw up the handover minute"}[language] in page

    def test_what_does_not_fit_is_said_at_its_field(self, client):
        world = between_years()
        client.force_login(world.giver)

        answer = client.post(
            at("draw_up_handover", world.old.public_id), {**self.form, "held_on": "20/04/2024"}
        )

        assert answer.status_code == 422
        assert "Chưa đến ngày bàn giao." in answer.text

    @pytest.mark.parametrize("count", [1, 3])
    def test_as_many_questions_for_one_minute_as_for_three(
        self, client, django_assert_max_num_queries, count
    ):
        world = between_years()
        for number in range(count):
            card = drawn_up(world)
            if number < count - 1:
                client.force_login(world.giver)
                client.post(at("withdraw_handover", card.public_id), {"reason": "Lập lại"})
        client.force_login(world.giver)
        client.get(at("handover", world.old.public_id))

        with django_assert_max_num_queries(16):
            client.get(at("handover", world.old.public_id))


class TestMyWork:
    def test_a_ready_year_and_a_minute_to_confirm_wait_for_those_they_concern(
        self, client, language, monkeypatch
    ):
        cache.clear()
        monkeypatch.setattr(readiness, "CONDITIONS", {})
        world = between_years(YearState.REVIEWED)
        readiness.requires(
            YearState.SUBMITTED, "x", "The handover is complete", lambda card, on: met("The minute holds.")
        )
        drawn_up(world)

        giver = open_page(client, world.giver, "/viec-cua-toi/")
        receiver = open_page(client, world.receiver, "/viec-cua-toi/")
        member = open_page(client, world.member, "/viec-cua-toi/")

        ready = {"vi": "Chuyển năm sang giai đoạn", "en": "Take the year on to"}[language]
        confirm = {
            "vi": "Xác nhận biên bản bàn giao 08/BB-KNC",
            "en": "Confirm the handover minute 08/BB-KNC",
        }[language]
        assert [ready in page for page in (giver, receiver, member)] == [True, False, False]
        assert [confirm in page for page in (giver, receiver, member)] == [True, True, False]
        assert f'href="{at("enter_phase", world.old.public_id)}"' in giver

    def test_a_year_whose_next_phase_is_not_ready_asks_nothing(self, client, monkeypatch):
        cache.clear()
        monkeypatch.setattr(readiness, "CONDITIONS", {})
        world = between_years(YearState.REVIEWED)
        readiness.requires(
            YearState.SUBMITTED, "x", "The handover is complete", lambda card, on: not_met("No")
        )

        assert "Chuyển năm sang giai đoạn" not in open_page(client, world.giver, "/viec-cua-toi/")
