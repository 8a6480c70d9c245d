"""What pages say, what their files hold, and what their forms do when sent."""

import csv
from datetime import date, datetime
from io import StringIO

import pytest
from django.urls import reverse

from tests.factories.campaigns import LAUNCH_DAY, NOW, frame_of, make_movement, make_world, respond
from tests.web.campaigns.room import in_name_of, make_room, rows, words
from thidua.campaigns.models import Activity, Gathering, Movement
from thidua.campaigns.queries import activity, amendments_of, attendance_of, response_of, reviews_of
from thidua.campaigns.states import Level, MovementState
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.queries.keys import units_by_keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(stand_at):
    stand_at(NOW)
    return make_room()


def text(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_the_list_counts_narrows_and_says_how_far(client, room) -> None:
    client.force_login(room.world.head)

    every, drafts, none = (
        text(client, room.at("list") + query) for query in ("", "?state=drafted", "?words=khong+co+gi")
    )

    assert "3 Tất cả 1 Dự thảo 2 Đang diễn ra" in every
    assert "1 trên 3" in every
    assert "0 trên 2 chỉ tiêu" in every
    assert ("Dự thảo của khối" in drafts, "Tỉnh chung tay" in drafts) == (True, False)
    assert "Không có phong trào phù hợp" in none


def test_an_empty_room_offers_the_first_step(client, stand_at) -> None:
    stand_at(NOW)
    world = make_world()
    client.force_login(world.standing)

    assert "Chưa có phong trào" in text(client, reverse("campaigns:list"))


def test_the_list_goes_out_as_seen_and_no_cell_begins_like_a_formula(client, room) -> None:
    make_movement(room.world, name="=1+1", slogan="", code="=K")
    client.force_login(room.world.head)

    answer = client.get(room.at("file", "", "csv") + "?level=bloc&order=name")

    heads, *lines = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert heads[:3] == ["STT", "Mã", "Phong trào"]
    assert [line[2] for line in lines] == ["'=1+1", "Dự thảo của khối", "Phong trào của khối"]
    assert client.get(room.at("file", "", "xlsx")).content[:2] == b"PK"


def test_the_page_says_who_responded_and_how_far(client, room) -> None:
    client.force_login(room.world.head)

    said = text(client, room.at("movement", "bloc"))

    assert "30 trên 60 suất" in said
    assert "50 % · cộng từ hoạt động" in said
    assert "Đơn vị B Đã hưởng ứng 21/KH-B, 10/05/2023 1" in said
    assert "Đơn vị C Chưa 0" in said
    assert "Cộng 1 trên 3 1 30" in said
    assert "Tỉnh chung tay vì người nghèo" in said


def test_the_upper_movement_counts_what_was_done_below(client, room) -> None:
    client.force_login(room.world.officers["D"])

    said = text(client, room.at("movement", "province"))

    # D sees the figures of the bloc's movement it has no part in, not the movement itself.
    assert "Hưởng ứng ở cấp dưới" in said
    assert "1 hoạt động, mỗi hoạt động tính một lần" in said
    assert room.cards["bloc"].public_id not in client.get(room.at("movement", "province")).content.decode()


def test_units_and_activities_go_out_as_files(client, room) -> None:
    client.force_login(room.world.auditor)

    units = client.get(room.at("units_file", "bloc", "csv")).content.decode("utf-8-sig")
    done = client.get(room.at("activities_file", "bloc", "csv")).content.decode("utf-8-sig")
    roll = client.get(room.at("roll_file", "", "csv")).content.decode("utf-8-sig")

    assert "2,Đơn vị B,10/05/2023,21/KH-B,Làm một việc thật,1,30" in units
    assert "Quà tặng,30,suất" in done
    assert "84.5,%" in done
    assert "Đơn vị B,Vắng có lý do,0,1," in roll


def movement_fields(**changed) -> dict[str, str]:
    """What the form of a bloc's movement sends."""
    fields = {
        "name": "Đợt thi đua mới",
        "kind": "campaign",
        "issuer": "Khối thử",
        "document_number": "09/KH-K",
        "document_date": "10/05/2023",
        "starts_on": "10/05/2023",
        "ends_on": "30/06/2023",
        "contents": "Việc một\nViệc hai",
        **rows("targets", {"name": "Quà", "amount": "1.200,5", "unit_of_measure": "suất"}),
    }
    return {**fields, **changed}


def test_save_keeps_a_draft_and_save_and_launch_launches(client, room) -> None:
    client.force_login(room.world.head)
    address = reverse("campaigns:draft_below", args=("bloc", room.world.year.public_id))

    saved = client.post(address, movement_fields())
    launched = client.post(
        address,
        movement_fields(name="Đợt phát động ngay", then="launch", parents=room.cards["bloc"].public_id),
    )

    assert (saved.status_code, launched.status_code) == (302, 302)
    found = {row.name: row.state for row in Movement.objects.filter(name__startswith="Đợt")}
    assert found == {"Đợt thi đua mới": MovementState.DRAFTED, "Đợt phát động ngay": MovementState.LAUNCHED}
    kept = Movement.objects.get(name="Đợt phát động ngay")
    assert kept.contents == "Việc một\nViệc hai"
    assert [str(one.amount.normalize()) for one in kept.targets.all()] == ["1200.5"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ends_on": "01/01/2023"}, "sớm hơn ngày bắt đầu"),
        ({"starts_on": "31/02/2023"}, "“31/02/2023” không phải ngày có thật"),
        (rows("targets", {"name": "Quà", "amount": "", "unit_of_measure": "suất"}), "Nhập đủ cả dòng"),
        (rows("targets", {"name": "Quà", "amount": "1,2,3", "unit_of_measure": "suất"}), "1,2,3"),
        ({"parents": "bcdfghjkmnpq"}, "bcdfghjkmnpq"),
        ({"then": "launch", "document_number": ""}, "cần nhập số, ký hiệu"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(client, room, changed, said) -> None:
    client.force_login(room.world.head)
    address = reverse("campaigns:draft_below", args=("bloc", room.world.year.public_id))

    answer = client.post(address, movement_fields(**changed))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in words(page)
    assert "Đợt thi đua mới" in page
    assert not Movement.objects.filter(name="Đợt thi đua mới").exists()


def test_keepers_forms_act_once_each(client, room) -> None:
    client.force_login(room.world.head)
    card = room.cards["bloc"]
    amended = movement_fields(
        name="Phong trào của khối", reason="Theo ý kiến hội nghị", revision="1", amending_document=""
    )

    assert client.post(room.at("amend", "bloc"), amended).status_code == 302
    assert client.post(room.at("amend", "bloc"), amended).status_code == 409
    assert client.post(room.at("launch", "draft"), {"launched_on": "11/05/2023"}).status_code == 422
    assert client.post(room.at("withdraw", "draft"), {"reason": " "}).status_code == 422
    assert client.post(room.at("withdraw", "draft"), {"reason": "Gộp"}).status_code == 302
    review = {"held_on": "10/05/2023", "results": "Đạt một nửa", "reached-1": "600"}
    assert client.post(room.at("review", "bloc"), review).status_code == 302
    assert client.post(room.at("close", "bloc"), {**review, "results": ""}).status_code == 422
    assert client.post(room.at("close", "bloc"), review).status_code == 302

    assert [one.reason for one in amendments_of(card.id)] == ["Theo ý kiến hội nghị"]
    assert len(reviews_of(card.id)) == 2
    assert frame_of(card).card.state is MovementState.CLOSED
    said = text(client, room.at("history", "bloc"))
    assert "Theo ý kiến hội nghị" in said
    assert "Đến ngày 31/12/2023 30/06/2023" in said


def test_a_launch_by_its_own_form(client, room) -> None:
    client.force_login(room.world.head)
    make_movement(room.world, name="Sẵn sàng", launched=False)
    card = Movement.objects.get(name="Sẵn sàng")

    answer = client.post(reverse("campaigns:launch", args=(card.public_id,)), {"launched_on": "10/05/2023"})

    assert answer.status_code == 302
    card.refresh_from_db()
    assert card.state == MovementState.LAUNCHED


def test_a_unit_responds_and_tells_what_it_did(client, room) -> None:
    world, card = room.world, room.cards["bloc"]
    client.force_login(world.officers["C"])
    unit = world.key("C")
    assert "Hưởng ứng" in text(client, room.at("movement", "bloc"))

    empty = client.post(
        room.at("respond", "bloc", unit), {"responded_on": "10/05/2023", "undertakes": "", "revision": "0"}
    )
    sent = client.post(
        room.at("respond", "bloc", unit),
        {"responded_on": "10/05/2023", "undertakes": "Giúp mười hộ", "revision": "0"},
    )
    again = client.post(
        room.at("respond", "bloc", unit),
        {"responded_on": "10/05/2023", "undertakes": "Người thứ hai", "revision": "0"},
    )
    done = {
        "happened_on": "10/05/2023",
        "title": "Tặng quà",
        "movements": [card.public_id],
        **rows("figures", {"measure": "Quà tặng", "amount": "12", "unit_of_measure": "suất"}),
    }
    entered = client.post(room.at("activity_new", "bloc", unit), {**done, "then": "again"})
    unfit = client.post(room.at("activity_new", "bloc", unit), {**done, "movements": []})

    assert [one.status_code for one in (empty, sent, again, entered, unfit)] == [422, 302, 409, 302, 422]
    assert entered.headers["Location"] == room.at("activity_new", "bloc", unit)
    kept = response_of(card.id, unit)
    assert kept is not None
    assert kept.undertakes == "Giúp mười hộ"
    assert Activity.objects.filter(title="Tặng quà").count() == 1


def test_an_activity_is_corrected_and_struck_by_its_forms(client, room) -> None:
    client.force_login(room.world.officers["B"])
    assert room.activity is not None
    done = {
        "happened_on": "10/05/2023",
        "title": "Tên đúng",
        "movements": [room.cards["bloc"].public_id],
        "revision": "1",
        **rows("figures"),
    }

    statuses = [
        client.post(room.at("activity_correct"), done).status_code,
        client.post(room.at("activity_correct"), done).status_code,
        client.post(room.at("activity_strike"), {"reason": ""}).status_code,
        client.post(room.at("activity_strike"), {"reason": "Nhập hai lần"}).status_code,
    ]

    assert statuses == [302, 409, 422, 302]
    kept = activity(room.activity.public_id)
    assert kept is not None
    assert (kept.title, kept.figures, kept.struck_reason) == ("Tên đúng", (), "Nhập hai lần")
    assert "Hoạt động này đã bị gạch" in text(client, room.at("activity"))


def test_who_came_is_recorded_corrected_and_struck(client, room) -> None:
    world = room.world
    client.force_login(world.head)
    roll = {f"presence-{world.key(code)}": "present" for code in "ABC"}
    sent = {
        "code": "A2",
        "kind": "counted",
        "happened_on": "10/05/2023",
        "title": "Hội thi",
        "host": world.key("B"),
        **roll,
    }

    no_reason = client.post(room.at("gathering_new"), {**sent, f"presence-{world.key('C')}": "excused"})
    kept = client.post(room.at("gathering_new"), {**sent, f"presence-{world.key('C')}": "absent"})
    corrected = client.post(room.at("gathering"), {**sent, "code": "A1", "title": "Hội thao"})
    struck = client.post(room.at("gathering_strike"), {"reason": "Ghi nhầm ngày"})

    assert [one.status_code for one in (no_reason, kept, corrected, struck)] == [422, 302, 302, 302]
    assert "lý do vắng của" in no_reason.content.decode()
    found = attendance_of(world.year.public_id)
    assert [row.code for row in found.counted] == ["A2"]
    assert found.units["C"].unexcused == ("A2",)
    assert Gathering.objects.count() == 2
    assert "Ghi nhầm ngày" in text(client, room.at("gatherings"))


def test_the_standing_body_takes_the_list_in_at_a_screen(client, room) -> None:
    client.force_login(room.world.standing)
    before = text(client, room.at("reference"))

    answer = client.post(room.at("reference"))

    assert answer.status_code == 302
    after = text(client, room.at("reference"))
    assert ("Sẽ thêm" in before, "Sẽ thêm" in after) == (True, False)
    assert "Danh mục đã cập nhật đủ" in after
    assert in_name_of(room.world.head).post(room.at("reference")).status_code == 403


def test_an_upper_movement_calls_units_by_name(client, room) -> None:
    client.force_login(room.world.standing)
    fields = movement_fields(
        name="Ngành mới", issuer="Tòa án nhân dân tối cao", confidence="weak", called="C\nĐơn vị B"
    )
    del fields["document_date"]

    unknown = client.post(room.at("draft", "", "branch"), {**fields, "called": "Không có đơn vị này"})
    kept = client.post(room.at("draft", "", "branch"), fields)

    assert (unknown.status_code, kept.status_code) == (422, 302)
    called = Movement.objects.get(name="Ngành mới").calls.values_list("unit__public_id", flat=True)
    assert {unit.code for unit in units_by_keys(called, on=NOW.date()).values()} == {"B", "C"}


def test_my_work_leads_to_the_response(client, room) -> None:
    client.force_login(room.world.officers["C"])

    page = client.get(reverse("desk:my_work")).content.decode()

    assert room.at("respond", "bloc", room.world.key("C")) in page
    assert "Hưởng ứng một phong trào cho" in page
    respond(room.world, room.cards["bloc"], "C")
    assert (
        room.at("respond", "bloc", room.world.key("C"))
        not in client.get(reverse("desk:my_work")).content.decode()
    )


def test_the_tree_draws_a_movement_under_each_it_responds_to(client, room) -> None:
    other = make_movement(room.world, Level.PROVINCE, name="Tỉnh văn hóa công sở")
    make_movement(
        room.world, parents=(other.public_id, room.cards["province"].public_id), name="Hai cấp trên"
    )
    client.force_login(room.world.head)

    page = client.get(room.at("tree")).content.decode()

    drawn = page[page.index('class="org"') : page.index("<table")]
    assert drawn.count("Hai cấp trên") == 2


def test_an_amendment_keeps_the_ties_to_movements_that_are_over(client, stand_at) -> None:
    stand_at(NOW)
    world = make_world()
    over = make_movement(world, Level.PROVINCE, name="Tỉnh đã qua", ends_on=LAUNCH_DAY)
    card = make_movement(world, parents=(over.public_id,))
    client.force_login(world.head)
    address = reverse("campaigns:amend", args=(card.public_id,))

    page = client.get(address).content.decode()
    answer = client.post(
        address, movement_fields(reason="Đổi tên", parents=over.public_id, revision="1", amending_document="")
    )

    assert f'value="{over.public_id}" id="id_parents_0" checked' in page
    assert answer.status_code == 302
    assert Movement.objects.get(pk=card.id).links_up.count() == 1


def test_an_activity_is_offered_the_movements_that_are_near(client, stand_at) -> None:
    world = make_world()
    year = make_movement(world, name="Năm của khối")
    make_movement(
        world,
        Level.PROVINCE,
        name="Tỉnh cũ",
        starts_on=date(2020, 1, 1),
        ends_on=date(2021, 12, 31),
        at=datetime(2021, 1, 4, 8, 0, tzinfo=VIET_NAM),
    )
    make_movement(world, Level.PROVINCE, name="Tỉnh nay")
    client.force_login(world.officers["B"])
    stand_at(NOW)

    said = text(client, reverse("campaigns:activity_new", args=(year.public_id, world.key("B"))))

    assert "Năm của khối (Khối) Tỉnh nay (Tỉnh)" in said
    assert "Tỉnh cũ" not in said
