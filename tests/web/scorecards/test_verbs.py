"""What is done to a whole sheet by forms: counting and striking, closing, voting, agreeing, opening; nothing typed is lost."""

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    REVIEW_DAY,
    SELF_DAY,
    World,
    add_up,
    make_scheme,
    make_world,
    marks,
)
from tests.web.scorecards.sheets import at, make_room, words
from thidua.scorecards.actions import MarkInput, enter_marks
from thidua.scorecards.models import Mark, Sheet, SheetItem, Snapshot, StageClosing, TieVote
from thidua.scorecards.states import SheetState, Stage

pytestmark = pytest.mark.django_db
BONUS = {
    "code": "T1",
    "record": "QD-15",
    "title": "Bằng khen của Chủ tịch",
    "number": "15/QĐ-UBND",
    "dated": "04/05/2023",
}


def state(world: World) -> SheetState:
    return world.frame.state


def hash_on(html: str) -> str:
    """The code of the result that is looked at."""
    found = re.search(r'name="expected_hash" value="([0-9a-f]{64})"', html)
    assert found is not None
    return found[1]


def agreement(html: str, **changed: Any) -> dict[str, Any]:
    """What the form of the agreement sends."""
    fields = {
        "agreed_on": "11/03/2024", "meeting": "Họp bình xét, biên bản 05/BB", "left_open": "Chưa có trả lời",
    }  # fmt: skip
    return {**fields, "expected_hash": hash_on(html), **changed}


def test_a_bonus_is_counted_shown_counted_once_and_struck_with_a_reason(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])
    form, listed = at(world, "item", "CA", "bonus"), at(world, "items")

    done = client.post(form, BONUS, follow=True)
    twice = client.post(form, BONUS)
    item = SheetItem.objects.get()
    no_reason = client.post(at(world, "strike", item.public_id), {"reason": " "})
    struck = client.post(at(world, "strike", item.public_id), {"reason": "Ghi nhầm năm"}, follow=True)

    text = words(done.text)
    assert "QD-15" in text
    assert "15/QĐ-UBND" in text
    assert {"vi": "04/05/2023", "en": "4 May 2023"}[language] in text
    assert (twice.status_code, no_reason.status_code) == (422, 422)
    assert 'value="QD-15"' in twice.text
    assert "Ghi nhầm năm" in words(struck.text)
    assert client.get(at(world, "strike", item.public_id)).status_code == 404
    assert words(client.get(listed).text).count("QD-15") == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"record": ""}, "record"),
        ({"dated": "31/02/2023"}, "dated"),
        ({"dated": "mai"}, "dated"),
        ({"code": "T9"}, "code"),
    ],
)
def test_an_item_that_cannot_be_counted_names_its_field_and_keeps_the_rest(client, stand_at, changed, field):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])

    answer = client.post(at(world, "item", "CA", "bonus"), {**BONUS, **changed})

    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.text
    assert 'value="Bằng khen của Chủ tịch"' in answer.text
    assert not SheetItem.objects.exists()


def test_a_stage_is_closed_after_seeing_what_is_empty_and_reopened_with_a_reason_all_can_read(
    client, stand_at, language
):
    stand_at(SELF_DAY)
    world = make_room()
    waits = [MarkInput("CA", "B.1", {"state": "pending"}, "Chờ quyết định", "superior")]
    enter_marks(sheet=world.sheet, stage=Stage.SELF, cells=waits, actor=world.officers["CA"], at=SELF_DAY)
    client.force_login(world.head_officer)

    seen = words(client.get(at(world, "close", "self")).text)
    closed = client.post(at(world, "close", "self"))
    twice = client.post(at(world, "close", "self"))
    no_reason = client.post(at(world, "reopen", "self"), {"reason": ""})
    after_close = state(world)
    opened = client.post(at(world, "reopen", "self"), {"reason": "Đơn vị CA nộp chậm"})
    client.force_login(world.auditor)
    steps = words(client.get(at(world, "steps")).text)

    assert {"vi": "Còn ô chưa có điểm", "en": "Some cells have no value"}[language] in seen
    assert re.search(r"\b11\b.*\b12\b", seen)
    assert (closed.status_code, twice.status_code, no_reason.status_code, opened.status_code) == (
        302,
        403,
        422,
        302,
    )
    assert (after_close, state(world)) == (SheetState.SELF_CLOSED, SheetState.OPENED)
    assert "Đơn vị CA nộp chậm" in steps
    assert StageClosing.objects.count() == 1


def test_a_section_is_accepted_as_proposed_and_only_empty_cells_are_taken_over(client, stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    lowered = marks("CA", {"A.1": {"points": "3"}}, "Thiếu biên bản")
    enter_marks(sheet=world.sheet, stage=Stage.CROSS, cells=lowered, actor=world.head_officer, at=CROSS_DAY)
    client.force_login(world.head_officer)

    took = client.post(at(world, "accept", "CA"), {"section": "A"}, follow=True)
    nothing = client.post(at(world, "accept", "CA"), {"section": "A"}, follow=True)
    away = client.post(at(world, "accept", "CA"), {"section": "", "next": "https://example.com/"})

    assert "Đã đồng ý 1 ô như đề nghị." in words(took.text)
    assert "Không còn ô nào để đồng ý như đề nghị." in words(nothing.text)
    assert away["Location"] == at(world, "unit", "CA")
    found = Mark.objects.filter(stage=Stage.CROSS, unit__code="CA").order_by("leaf_code")
    assert list(found.values_list("leaf_code", "reason")) == [
        ("A.1", "Thiếu biên bản"),
        ("A.2", ""),
        ("B.1", ""),
        ("B.2", ""),
    ]


def test_who_checks_whom_is_assigned_by_a_form_that_leaves_the_head_checked(client, stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.head_officer)

    kept = client.post(at(world, "assign", "CA"), {"checkers": ["TA", "VKS"]})
    itself = client.post(at(world, "assign", "CA"), {"checkers": ["CA"]})
    nobody = client.post(at(world, "assign", "TA"), {})

    assert [answer.status_code for answer in (kept, itself, nobody)] == [302, 422, 422]
    checked = {member.code: member.checked_by for member in world.frame.members}
    assert checked == {"TA": ("VKS",), "VKS": (), "CA": ("TA", "VKS")}


def test_a_tie_is_broken_by_votes_with_their_minutes(client, stand_at, language):
    stand_at(REVIEW_DAY)
    world = make_room(upto=Stage.APPRAISED)
    client.force_login(world.head_officer)
    form = at(world, "vote", 1)
    votes = {"votes_TA": "1", "votes_VKS": "3", "votes_CA": "2"}

    asked = client.get(form)
    without = client.post(form, {**votes, "minutes": ""})
    negative = client.post(form, {**votes, "votes_TA": "-1", "minutes": "05/BB"})
    kept = client.post(form, {**votes, "minutes": "05/BB ngày 11/03/2024"})
    ranking = client.get(at(world, "ranking")).text

    assert asked.status_code == 200
    assert (without.status_code, negative.status_code, kept.status_code) == (422, 422, 302)
    assert 'name="votes_VKS" value="3"' in without.text
    assert TieVote.objects.count() == 3
    rows = [words(row) for row in re.findall(r"<tr.*?</tr>", ranking, re.DOTALL)]
    ranked = [re.match(r"(\d) Đơn vị (\w+)", row) for row in rows]
    assert [(found[1], found[2]) for found in ranked if found] == [("1", "VKS"), ("2", "CA"), ("3", "TA")]


def test_a_result_is_agreed_as_it_was_looked_at_frozen_and_corrected_only_by_a_new_one(
    client, stand_at, language
):
    stand_at(REVIEW_DAY)
    world = make_room("TA", "VKS", upto=Stage.APPRAISED)
    client.force_login(world.head_officer)
    client.post(at(world, "vote", 1), {"votes_TA": "1", "votes_VKS": "3", "minutes": "05/BB"})
    add_up(world)
    page = client.get(at(world, "result")).text

    unsaid = client.post(at(world, "result"), agreement(page, left_open=""))
    other = client.post(at(world, "result"), agreement(page, expected_hash="0" * 64))
    none_kept = Snapshot.objects.count()
    agreed = client.post(at(world, "result"), agreement(page))
    frozen = client.get(agreed["Location"])
    twice = client.post(at(world, "result"), agreement(page))

    assert (unsaid.status_code, other.status_code, none_kept) == (422, 422, 0)
    assert 'value="Họp bình xét, biên bản 05/BB"' in other.text
    assert agreed.status_code == 302
    assert hash_on(page) in frozen.text
    assert twice.status_code == 403
    assert state(world) is SheetState.AGREED

    client.force_login(world.standing)
    client.post(at(world, "reopen", "appraised"), {"reason": "Có đơn kiến nghị"})
    client.post(at(world, "close", "appraised"))
    again = client.get(at(world, "result")).text
    no_reason = client.post(at(world, "result"), agreement(again))
    corrected = client.post(at(world, "result"), agreement(again, reason="Cộng nhầm"))

    assert (no_reason.status_code, corrected.status_code) == (422, 302)
    assert list(Snapshot.objects.order_by("number").values_list("reason", flat=True)) == ["", "Cộng nhầm"]
    assert client.get(agreed["Location"]).status_code == 200


def test_a_result_with_open_cells_says_what_is_missing_and_offers_no_form(client, stand_at):
    stand_at(APPRAISAL_DAY)
    world = make_room(upto=Stage.CROSS)
    client.force_login(world.standing)

    page = client.get(at(world, "result")).text
    forced = client.post(
        at(world, "result"),
        {"agreed_on": "11/03/2024", "meeting": "Họp", "expected_hash": "0" * 64},
    )

    assert "expected_hash" not in page
    assert forced.status_code == 403
    assert not Snapshot.objects.exists()


def test_a_sheet_is_opened_by_a_form_that_keeps_what_was_typed(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_world("TA", "VKS", "CA")
    client.force_login(world.head_officer)
    form = reverse("scorecards:open", args=(world.bloc_year.public_id,))
    fields = {
        "period_from": "01/01/2023", "period_to": "31/12/2023", "explanation_days": "7",
        "self_marks_hidden": "on", "head_checked_by": "VKS",
    }  # fmt: skip

    listed = client.get(reverse("scorecards:openable"))
    no_table = client.post(form, fields)
    make_scheme(world)
    wrong = client.post(form, {**fields, "explanation_days": "0", "period_to": "31/13/2023"})
    opened = client.post(form, fields)
    sheet = Sheet.objects.get()

    assert form in listed.text
    assert (no_table.status_code, wrong.status_code, opened.status_code) == (422, 422, 302)
    assert 'value="31/13/2023"' in wrong.text
    assert opened["Location"] == reverse("scorecards:matrix", args=(sheet.public_id,))
    assert client.get(opened["Location"]).status_code == 200
