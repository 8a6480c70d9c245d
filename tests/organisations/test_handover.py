"""The handover: the pack and its hashes, the minute between two units, who may take, draw up, confirm, withdraw."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.cast import phuong, stranger, tri
from tests.factories.organisations import make_bloc_with_year, make_office, make_person
from tests.organisations.handing import AT, ON, between_years, confirm_leads, draft, drawn_up
from thidua.core.verdict import not_met
from thidua.foundation.actors import SYSTEM
from thidua.foundation.checks import untruths
from thidua.foundation.files import content_of
from thidua.foundation.refusals import Refused
from thidua.organisations import actions, handover
from thidua.organisations.errors import HandoverUnfit, NameMissing, ReasonMissing
from thidua.organisations.handover import PackFile, contributes, pack_of, table
from thidua.organisations.models import Handover
from thidua.organisations.permissions import (
    may_confirm_handover,
    may_draw_up_handover,
    may_take_contacts,
    may_take_pack,
    may_withdraw_handover,
)
from thidua.organisations.queries import handover_by_key, handovers_of
from thidua.organisations.states import HandoverState, Side, YearState

pytestmark = pytest.mark.django_db


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


class TestPack:
    def test_every_file_is_listed_with_its_hash(self, language):
        world = between_years()
        pack = pack_of(world.fresh("old"), taker=world.giver, on=ON, at=AT)

        files = opened(pack.content)
        said = json.loads(files["manifest.json"])

        assert said["format"] == "thidua-handover/1"
        assert (said["bloc"], said["year"], said["left_out"]) == ("KNC", 2023, [])
        listed = {one["name"]: one["sha256"] for one in said["files"]}
        inside = {name: body for name, body in files.items() if name not in {"index.html", "manifest.json"}}
        assert listed == {name: hashlib.sha256(body).hexdigest() for name, body in inside.items()}
        assert all(name in files["index.html"].decode() for name in listed)
        title = {
            "vi": "Hồ sơ bàn giao: Khối Thi đua KNC, 2023",
            "en": "Handover pack: Khối Thi đua KNC, 2023",
        }
        assert title[language] in files["index.html"].decode()

    def test_the_same_pack_is_the_same_bytes(self):
        world = between_years()
        card = world.fresh("old")

        one, two = (pack_of(card, taker=world.giver, on=ON, at=AT).sha256 for _ in range(2))

        assert one == two

    def test_what_this_room_lays_in(self):
        world = between_years()
        make_office(make_person("Trần Thị Sáu"), world.units["B"], "head", "Thủ trưởng")
        pack = pack_of(world.fresh("old"), taker=world.giver, on=ON, at=AT)
        files = {name.partition("/")[2]: body for name, body in opened(pack.content).items()}

        assert [row[0] for row in rows(files["thanh-vien.csv"])[1:]] == ["A", "B", "C"]
        assert len(rows(files["khoi-truong-khoi-pho.csv"])) == 3
        assert rows(files["giai-doan.csv"])[-1][1] == "19/04/2024"
        ledger = rows(files["so-nhat-ky.csv"])
        assert int(ledger[1][0]) < int(ledger[-1][0])
        assert all(len(row[5]) == 64 for row in ledger[1:])
        assert rows(files["danh-ba.csv"])[1][1:3] == ["Trần Thị Sáu", "Thủ trưởng"]

    def test_contacts_go_only_to_those_who_work_with_them(self):
        world = between_years()
        auditor = tri()

        pack = pack_of(world.fresh("old"), taker=auditor, on=ON, at=AT)

        assert len(pack.left_out) == 1
        assert not any("danh-ba" in name for name in opened(pack.content))
        assert may_take_pack(auditor, world.old, on=ON).allowed
        assert not may_take_contacts(auditor, world.old, on=ON).allowed

    def test_other_rooms_lay_in_theirs_in_their_place(self, monkeypatch):
        monkeypatch.setattr(handover, "PARTS", {})

        @contributes("plan", "The plan", place=20)
        def _plan(key: str, on: date):
            yield PackFile("Kế hoạch /../năm.csv", b"a", "Kế hoạch năm")

        @contributes("secret", "Secrets", place=10, may=lambda actor, card, on: not_met("no"))
        def _secret(key: str, on: date):
            raise AssertionError("never asked")

        pack = pack_of(make_bloc_with_year(), taker=SYSTEM, on=ON, at=AT)

        assert [(line.name, line.title, line.size) for line in pack.files] == [
            ("02-ke-hoach/năm.csv", "Kế hoạch năm", 1)
        ]
        assert pack.left_out == ("Secrets",)

    def test_no_cell_begins_like_a_formula(self):
        assert rows(table(("a",), [("=1+1",), (date(2024, 1, 2),), (None,)]))[1:] == [
            ["'=1+1"],
            ["02/01/2024"],
            [""],
        ]


class TestMinute:
    def test_it_is_between_the_heads_of_two_years_and_keeps_its_pack(self):
        world = between_years()

        card = drawn_up(world, money=12_500_000, open_tasks=" một việc \n\n hai việc ", items="Giao ước")

        assert (card.giver.code, card.receiver.code, card.money) == ("A", "B", 12_500_000)
        assert (card.open_tasks, card.items) == (("một việc", "hai việc"), ("Giao ước",))
        assert card.state is HandoverState.DRAWN_UP
        kept = content_of(Handover.objects.get().pack)
        assert hashlib.sha256(kept).hexdigest() == card.pack_sha256
        assert {file.name for file in card.files} < opened(kept).keys()
        assert untruths() == ()

    def test_it_is_complete_when_both_units_have_confirmed(self):
        world = between_years()
        card = drawn_up(world)

        half = actions.confirm_handover(
            handover=card.public_id, side=Side.RECEIVER, actor=world.receiver, at=AT
        )
        whole = actions.confirm_handover(handover=card.public_id, side=Side.GIVER, actor=world.giver, at=AT)

        assert (half.state, half.received_by) == (HandoverState.DRAWN_UP, world.receiver.full_name)
        assert (whole.state, whole.given_by) == (HandoverState.COMPLETED, world.giver.full_name)
        with pytest.raises(Refused):
            actions.withdraw_handover(handover=card.public_id, reason="Nhầm", actor=world.giver, at=AT)
        with pytest.raises(Refused):
            actions.confirm_handover(handover=card.public_id, side=Side.GIVER, actor=world.giver, at=AT)

    def test_it_is_withdrawn_with_a_reason_and_drawn_up_again(self):
        world = between_years()
        first = drawn_up(world)

        with pytest.raises(HandoverUnfit):
            drawn_up(world)
        with pytest.raises(ReasonMissing):
            actions.withdraw_handover(handover=first.public_id, reason=" ", actor=world.giver, at=AT)
        gone = actions.withdraw_handover(
            handover=first.public_id, reason="Sai số tiền", actor=world.giver, at=AT
        )
        second = drawn_up(world)

        assert (gone.state, gone.withdrawal_reason) == (HandoverState.WITHDRAWN, "Sai số tiền")
        assert [card.public_id for card in handovers_of(world.old, on=ON)] == [
            second.public_id,
            first.public_id,
        ]
        assert not may_confirm_handover(world.receiver, gone, Side.RECEIVER, on=ON).allowed

    @pytest.mark.parametrize(
        ("changed", "error", "where"),
        [
            ({"number": " "}, NameMissing, "number"),
            ({"money": -1}, HandoverUnfit, "money"),
            ({"held_on": date(2024, 4, 20)}, HandoverUnfit, "held_on"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, changed, error, where):
        with pytest.raises(error) as refused:
            drawn_up(between_years(), **changed)

        assert refused.value.where == where

    def test_a_unit_that_heads_both_years_hands_nothing_over(self):
        world = between_years()
        confirm_leads(world, head="A", deputy="B")

        with pytest.raises(HandoverUnfit) as refused:
            drawn_up(world)

        assert refused.value.sentence.text == "The same unit heads both years; nothing is handed over."
        assert not Handover.objects.exists()

    def test_without_a_next_year_there_is_nobody_to_hand_over_to(self):
        world = between_years()
        with pytest.raises(HandoverUnfit):
            actions.draw_up_handover(bloc_year=_reviewed(world.new), new=draft(), actor=SYSTEM, at=AT)
        with pytest.raises(HandoverUnfit):
            actions.confirm_handover(handover="x", side=Side.GIVER, actor=SYSTEM, at=AT)
        assert handover_by_key("x", on=ON) is None

    def test_one_live_minute_in_the_table_too(self):
        world = between_years()
        card = drawn_up(world)
        row = Handover.objects.get(public_id=card.public_id)
        row.pk, row.public_id = None, "bcdfghjkmnpq"

        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def _reviewed(year) -> str:
    from tests.organisations.handing import go_to

    return go_to(year, YearState.REVIEWED).public_id


def test_who_may_do_what():
    world = between_years()
    card = drawn_up(world)
    old = world.fresh("old")
    people = (world.giver, world.receiver, world.member, phuong(), tri())

    taking = [may_take_pack(one, old, on=ON).allowed for one in people]
    contacts = [may_take_contacts(one, old, on=ON).allowed for one in people]
    drawing = [may_draw_up_handover(one, old, on=ON).allowed for one in people]
    giving = [may_confirm_handover(one, card, Side.GIVER, on=ON).allowed for one in people]
    receiving = [may_confirm_handover(one, card, Side.RECEIVER, on=ON).allowed for one in people]
    withdrawing = [may_withdraw_handover(one, card, on=ON).allowed for one in people]

    assert taking == [True, True, False, True, True]
    assert contacts == [True, True, False, True, False]
    assert drawing == [True, False, False, True, False]
    assert giving == [True, False, False, False, False]
    assert receiving == [False, True, False, False, False]
    assert withdrawing == [True, False, False, True, False]
    assert may_take_pack(stranger(), old, on=ON).private


def test_a_year_that_is_still_going_on_is_not_handed_over():
    world = between_years(YearState.APPRAISED)

    assert not may_draw_up_handover(world.giver, world.fresh("old"), on=ON).allowed
