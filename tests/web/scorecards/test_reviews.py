"""The screens of checking and reviewing: pairs, minutes, second looks, the ten points, figures from reports."""

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    FULL,
    REVIEW_DAY,
    SELF_DAY,
    World,
    add_up,
    gather,
    make_scheme,
    make_sheet,
    make_world,
)
from tests.web.scorecards.sheets import at, cell, in_name_of, make_room, typed, words
from thidua.scorecards import feeding
from thidua.scorecards.actions import assign_whole_bloc, enter_item, enter_marks, name_attendance_leaf
from thidua.scorecards.actions.cells import MarkInput
from thidua.scorecards.states import ItemKind, Stage

pytestmark = pytest.mark.django_db
CHECKED = re.compile(r"<input[^>]* checked")
PAIRS = {"TA": ["VKS", "CA"], "VKS": ["CA"], "CA": ["VKS"]}
SIDES: dict[str, Any] = {
    "number": "27/BB", "place": "Trụ sở", "held_from": "18/12/2023", "held_to": "18/12/2023", "remarks": "",
    "sides": ["VKS", "CA"], "checked": ["VKS", "CA"], "team-VKS": "Lê Thị A; Chuyên viên", "team-CA": "Trần B; Cán bộ",
    "team-TA": "",
}  # fmt: skip


def seen_of(page: str) -> str:
    """What was assigned when a form was opened, as it carries it."""
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    assert found is not None
    return found[1]


def paired(upto: Stage = Stage.SELF) -> World:
    """Three units told off in pairs, self-scoring closed."""
    world = make_room(upto=upto)
    assign_whole_bloc(sheet=world.sheet, checks=PAIRS, reasons={}, actor=world.standing, at=CROSS_DAY)
    return world


def test_the_whole_bloc_is_assigned_on_one_page_and_a_bad_plan_comes_back(client, stand_at, language):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    client.force_login(world.head_officer)

    page = client.get(at(world, "pairs"))
    other = client.get(at(world, "pairs") + "?luot=2")
    sent = {"checkers_0": ["VKS", "CA"], "checkers_1": ["CA"], "checkers_2": ["VKS"], "reason_2": "Cùng cặp"}
    alone = client.post(at(world, "pairs"), {**sent, "checkers_0": ["CA"]})
    kept = client.post(at(world, "pairs"), sent)

    assert page.text.count('type="checkbox"') == 6
    assert len(CHECKED.findall(page.text)) == 4
    assert other.status_code == 200
    assert (alone.status_code, kept.status_code) == (422, 302)
    assert 'href="#id_checkers_0"' in alone.text
    assert "Cùng cặp" in client.get(at(world, "checks")).text


def test_whoever_comes_second_is_told_and_loses_nothing_typed(client, stand_at, language):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    client.force_login(world.head_officer)
    opened = [seen_of(client.get(place).text) for place in (at(world, "pairs"), at(world, "assign", "CA"))]
    assign_whole_bloc(sheet=world.sheet, checks=PAIRS, reasons={}, actor=world.standing, at=CROSS_DAY)
    sent = {"checkers_0": ["VKS", "CA"], "checkers_1": ["TA"], "checkers_2": ["TA"], "reason_2": "Cùng cặp"}

    met = client.post(at(world, "pairs"), {**sent, "seen": opened[0]})
    alone = client.post(at(world, "assign", "CA"), {"checkers": ["TA"], "seen": opened[1]})
    again = client.post(at(world, "pairs"), {**sent, "seen": seen_of(met.text)})

    assert (met.status_code, alone.status_code, again.status_code) == (409, 409, 302)
    said = "đã phân công kiểm tra chéo" if language == "vi" else "Somebody else assigned"
    assert said in met.text
    assert said in alone.text
    assert "Cùng cặp" in met.text
    assert [member.checked_by for member in world.frame.members] == [("VKS", "CA"), ("TA",), ("TA",)]


def test_minutes_go_from_drawing_up_to_the_cross_column(client, stand_at, language):
    stand_at(CROSS_DAY)
    world = paired()
    client.force_login(world.officers["VKS"])

    empty = client.post(at(world, "draw_minutes"), {**SIDES, "place": "", "team-CA": ""})
    unnamed = client.post(at(world, "draw_minutes"), {**SIDES, "team-CA": ""})
    filled = client.get(at(world, "draw_minutes") + "?don-vi=CA").text
    here = client.post(at(world, "draw_minutes"), SIDES)["Location"]
    finding = f"{here}phat-hien/CA/"
    wrong = client.post(finding, {"leaf": "A.1", "text": "Thiếu", "entry": "chín"})
    outside = client.post(finding, {"leaf": "A.1", "text": "Thiếu", "entry": "9"})
    client.post(finding, {"leaf": "A.1", "text": "Thiếu một biên bản", "entry": "4,5"})
    again = client.get(f"{finding}?tieu-chi=A.1").text
    page = client.get(here).text
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen is not None
    own = client.post(f"{here}ky/VKS/", {"seen": seen[1]})
    foreign = client.post(f"{here}ky/CA/", {"seen": seen[1]})
    early = client.post(f"{here}dua-vao/CA/", {"rest": "yes"})
    in_name_of(world.officers["CA"]).post(f"{here}ky/CA/", {"seen": seen[1]})
    taken = client.post(f"{here}dua-vao/CA/", {"rest": "yes"})

    assert (empty.status_code, unnamed.status_code) == (422, 422)
    assert 'href="#id_team-CA"' in unnamed.text
    assert len(CHECKED.findall(filled)) == 4
    assert (wrong.status_code, outside.status_code) == (422, 422)
    assert "Thiếu một biên bản" in again
    assert (own.status_code, foreign.status_code, early.status_code, taken.status_code) == (
        302,
        403,
        403,
        302,
    )
    mark = world.frame.content.marks["CA", "A.1", Stage.CROSS]
    assert (mark.entry, mark.reason) == ({"points": "4.5"}, "Thiếu một biên bản")
    assert len([place for place in world.frame.content.marks if place[2] is Stage.CROSS]) == len(FULL)
    printed = client.get(here).text
    assert "sign-foot" in printed
    assert here in client.get(cell(world, "CA", "A.1", "cross")).text
    dropped = client.post(f"{here}bo-phat-hien/VKS/A.1/", {"reason": "x"})
    assert dropped.status_code == 404


def test_a_finding_is_withdrawn_from_its_own_page(client, stand_at):
    stand_at(CROSS_DAY)
    world = paired()
    client.force_login(world.officers["VKS"])
    here = client.post(at(world, "draw_minutes"), SIDES)["Location"]
    client.post(f"{here}phat-hien/CA/", {"leaf": "A.1", "text": "Thiếu", "entry": ""})

    asked = client.get(f"{here}bo-phat-hien/CA/A.1/")
    bare = client.post(f"{here}bo-phat-hien/CA/A.1/", {"reason": ""})
    gone = client.post(f"{here}bo-phat-hien/CA/A.1/", {"reason": "Đã có"})

    assert (asked.status_code, bare.status_code, gone.status_code) == (200, 422, 302)
    assert world.frame.content.minutes[0].findings == ()


def test_one_click_accepts_a_cell_a_unit_and_everything(client, stand_at):
    stand_at(CROSS_DAY)
    world = paired()
    client.force_login(world.officers["VKS"])
    page = client.get(cell(world, "CA", "A.1", "cross")).text
    assert f'action="{at(world, "accept", "CA")}"' in page

    client.post(at(world, "accept", "CA"), {"section": "A.1", "next": cell(world, "CA", "A.1", "cross")})
    assert len(world.frame.content.marks) == len(FULL) * 3 + 1
    assert at(world, "accept_all") in client.get(at(world, "matrix")).text
    client.post(at(world, "accept_all"))
    twice = client.post(at(world, "accept_all"), follow=False)

    assert len([place for place in world.frame.content.marks if place[2] is Stage.CROSS]) == len(FULL) * 2
    assert twice.status_code == 403
    assert at(world, "accept_all") not in client.get(at(world, "matrix")).text


def test_a_mark_is_looked_at_again_and_its_steps_stand_side_by_side(client, stand_at, language):
    stand_at(CROSS_DAY)
    world = paired()
    enter_marks(
        sheet=world.sheet, stage=Stage.CROSS, cells=[MarkInput("CA", "A.1", {"points": "4"}, "Thiếu biên bản")],
        actor=world.officers["VKS"], at=CROSS_DAY,
    )  # fmt: skip
    client.force_login(world.officers["VKS"])
    again = at(world, "reappraise", "CA", "cross", "A.1")
    assert again in client.get(cell(world, "CA", "A.1", "cross")).text
    sent = typed(
        world, "CA", "A.1", Stage.CROSS, points="4,5", held_on="18/12/2023", minutes="02/BB", explanation=""
    )

    form = client.get(again)
    bare = client.post(again, {**sent, "reason": ""})
    outside = client.post(again, {**sent, "points": "9", "reason": "Có"})
    future = client.post(again, {**sent, "reason": "Có", "held_on": "20/12/2099"})
    kept = client.post(again, {**sent, "reason": "Có biên bản"})
    page = words(client.get(cell(world, "CA", "A.1", "cross")).text)
    history = words(client.get(at(world, "history", "CA")).text)
    changed = words(client.get(at(world, "history", "CA") + "?chi=thay-doi").text)

    assert 'value="4"' in form.text
    assert (bare.status_code, outside.status_code, future.status_code, kept.status_code) == (
        422,
        422,
        422,
        302,
    )
    assert 'href="#id_reason"' in bare.text
    assert 'href="#id_points"' in outside.text
    assert ("Thiếu biên bản" in page, "Có biên bản" in page, "02/BB" in page) == (True, True, True)
    assert ("A.1" in changed, "B.2" in history, "B.2" in changed) == (True, True, False)


def test_a_mark_outside_its_limits_is_an_error_at_its_field(client, stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])

    page = client.post(cell(world, "CA", "A.1"), typed(world, "CA", "A.1", Stage.SELF, points="9"))

    assert page.status_code == 422
    assert 'href="#id_points"' in page.text
    assert 'id="id_points_error"' in page.text


def test_the_ten_points_are_told_and_settled_from_their_page(client, stand_at, language):
    stand_at(REVIEW_DAY)
    world = make_room(upto=Stage.CROSS)
    key = enter_item(
        sheet=world.sheet, unit="CA", kind=ItemKind.DEDUCTION, code="P1", record="VANG-1", title="", number="",
        dated=None, actor=world.standing, at=APPRAISAL_DAY,
    )  # fmt: skip
    client.force_login(world.standing)
    page = client.get(at(world, "checklist")).text
    asked = {"body": "Thanh tra tỉnh", "letter": "9/CV", "asked_on": "10/01/2024", "codes": ["L1"]}

    none = client.post(at(world, "ask"), {**asked, "codes": []})
    client.post(at(world, "ask"), asked)
    twice = client.post(at(world, "ask"), asked)
    question = world.frame.content.questions[0].public_id
    answer = {"answer": "Không có", "answer_number": "1/TTr", "answered_on": "20/01/2024"}
    early = client.post(at(world, "hear", question), {**answer, "answered_on": "01/01/2024"})
    heard = client.post(at(world, "hear", question), answer)
    bare = client.post(at(world, "settle", key, "decided"), {"words": " "})
    settled = client.post(at(world, "settle", key, "decided"), {"words": "Biên bản 05/BB"})
    foreign = client.get(at(world, "settle", key, "agreed"))
    nonsense = client.get(at(world, "settle", key, "perhaps"))
    after = words(client.get(at(world, "checklist")).text)

    assert cell(world, "CA", "A.1", "appraised") in page
    assert (none.status_code, twice.status_code, early.status_code) == (422, 422, 422)
    assert (heard.status_code, bare.status_code, settled.status_code) == (302, 422, 302)
    assert (foreign.status_code, nonsense.status_code) == (403, 404)
    assert ("Không có" in after, "Biên bản 05/BB" in after) == (True, True)


def test_two_people_confirm_the_totals_and_a_changed_result_asks_again(client, stand_at):
    stand_at(REVIEW_DAY)
    world = make_room("TA", "VKS", upto=Stage.APPRAISED)
    client.force_login(world.standing)
    page = client.get(at(world, "checklist")).text
    code = re.search(r'name="expected_hash" value="([0-9a-f]{64})"', page)
    assert code is not None

    stale = client.post(at(world, "confirm_totals"), {"expected_hash": "0" * 64}, follow=True)
    client.post(at(world, "confirm_totals"), {"expected_hash": code[1]})
    mine = client.get(at(world, "checklist")).text
    twice = client.post(at(world, "confirm_totals"), {"expected_hash": code[1]}, follow=True)

    assert (stale.status_code, twice.status_code) == (200, 200)
    assert "expected_hash" not in mine
    assert len(world.frame.content.readditions) == 1
    add_up(world)
    assert len(world.frame.content.readditions) == 2


GATES = (
    ("pairs", (), {"own": 403, "checker": 403, "head": 200, "standing": 200, "auditor": 403, "stranger": 404}),
    ("draw_minutes", (), {"own": 200, "checker": 200, "head": 200, "standing": 200, "auditor": 403, "stranger": 404}),
    ("checklist", (), {"own": 200, "checker": 200, "head": 200, "standing": 200, "auditor": 200, "stranger": 404}),
    ("ask", (), {"own": 403, "checker": 403, "head": 200, "standing": 200, "auditor": 403, "stranger": 404}),
    ("history", ("CA",), {"own": 200, "checker": 200, "head": 200, "standing": 200, "auditor": 200, "stranger": 404}),
    ("feed", ("CA",), {"own": 200, "checker": 403, "head": 403, "standing": 403, "auditor": 403, "stranger": 404}),
    ("attendance", (), {"own": 403, "checker": 403, "head": 200, "standing": 200, "auditor": 403, "stranger": 404}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "args", "answers"), GATES, ids=[gate[0] for gate in GATES])
def test_each_screen_opens_to_those_it_is_for(stand_at, name, args, answers):
    stand_at(SELF_DAY)
    world = make_world("TA", "VKS", "CA")
    make_scheme(world)
    make_sheet(world)
    people = {
        "own": world.officers["CA"], "checker": world.officers["VKS"], "head": world.head_officer,
        "standing": world.standing, "auditor": world.auditor, "stranger": world.stranger,
    }  # fmt: skip

    found = {
        who: in_name_of(person).get(at(world, name, *args)).status_code for who, person in people.items()
    }

    assert found == answers


def test_figures_are_shown_beside_the_marks_and_taken_over_as_they_were_seen(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_world("TA", "VKS", "CA")
    make_scheme(world)
    make_sheet(world)
    assert feeding.offers_for(world.frame, "CA", period="", on=SELF_DAY.date()) == ()
    name_attendance_leaf(sheet=world.sheet, leaf="B.2", actor=world.head_officer, at=SELF_DAY)
    gather(world, "A1")
    client.force_login(world.officers["CA"])

    def looked() -> dict[str, str]:
        page = client.get(at(world, "feed", "CA")).text
        return dict(re.findall(r'name="(seen-[^"]+)" value="([0-9a-f]{64})"', page))

    def taken(seen: dict[str, str], *leaves: str) -> int:
        return int(client.post(at(world, "feed", "CA"), {**seen, "leaf": leaves}).status_code)

    first = looked()
    gather(world, "A2")
    second = looked()

    answers = [taken(second), taken(first, "B.2"), taken(second, "B.2"), taken(second, "B.2")]

    assert set(first) == {"seen-B.2"}
    assert answers == [422, 422, 302, 422]
    mark = world.frame.content.marks["CA", "B.2", Stage.SELF]
    assert (mark.entry, mark.source) == ({"count": "2"}, {"from": "attendance", "until": "2023-11-20"})
    assert list(world.frame.content.marks) == [("CA", "B.2", Stage.SELF)]
    shown = client.get(cell(world, "CA", "B.2")).text
    assert reverse("campaigns:gatherings", args=(world.bloc_year.public_id,)) in shown


def test_the_criterion_fed_by_attendance_is_named_by_those_who_keep_the_sheet(client, stand_at):
    stand_at(SELF_DAY)
    world = make_world("TA", "VKS", "CA")
    make_scheme(world)
    make_sheet(world)
    client.force_login(world.head_officer)

    wrong = client.post(at(world, "attendance"), {"leaf": "A.1"})
    right = client.post(at(world, "attendance"), {"leaf": "B.2"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert world.frame.attendance_leaf == "B.2"
