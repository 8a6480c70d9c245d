"""The page of one cell: why it says so, what is missing, and the form that needs no script and loses nothing typed."""

import json
import re
from typing import Any

import pytest

from tests.factories.scorecards import APPRAISAL_DAY, CROSS_DAY, SELF_DAY, World, marks
from tests.web.scorecards.sheets import at, cell, change, make_room, only_work_of_sheets, typed, words
from thidua.scorecards.actions import enter_marks
from thidua.scorecards.models import MarkRevision
from thidua.scorecards.states import Stage

pytestmark = pytest.mark.django_db


def enter(
    world: World, unit: str, stage: Stage, entries: dict[str, Any], actor: Any, reason: str = ""
) -> None:
    """Marks another person enters meanwhile."""
    day = {Stage.SELF: SELF_DAY, Stage.CROSS: CROSS_DAY, Stage.APPRAISED: APPRAISAL_DAY}[stage]
    enter_marks(sheet=world.sheet, stage=stage, cells=marks(unit, entries, reason), actor=actor, at=day)


def value_of(html: str, name: str) -> str:
    """What stands in a field of the page."""
    box = re.search(rf'<(input|textarea)[^>]*name="{name}"[^>]*>([^<]*)', html)
    assert box is not None, name
    shown = re.search(r'value="([^"]*)"', box[0])
    return shown[1] if shown else box[2].strip()


def test_a_mark_is_entered_by_a_full_page_and_the_way_back_stays_here(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])
    page = cell(world, "CA", "A.1")

    form = client.get(page)
    kept = client.post(
        page, typed(world, "CA", "A.1", Stage.SELF, points="4,25", papers="12/BC; 01/11/2023; Báo cáo")
    )
    after = client.get(page)

    assert value_of(form.text, "points") == "5"
    assert kept["Location"] == page
    mark = world.frame.mark("CA", "A.1", Stage.SELF)
    assert mark is not None
    assert (mark.entry, mark.revision) == ({"points": "4.25"}, 2)
    assert {"vi": "Đã lưu điểm A.1.", "en": "The mark of A.1 is saved."}[language] in words(after.text)
    assert value_of(after.text, "points") == {"vi": "4,25", "en": "4.25"}[language]
    assert "12/BC" in words(after.text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("1,5", "1.5"), ("1.5", "1.5"), (" 4,50 ", "4.5"), ("0", "0"), ("5", "5.0"), ("4.2500", "4.25")],
)
def test_decimal_comma_and_point_mean_the_same_number(client, stand_at, text, kept):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])

    answer = client.post(cell(world, "CA", "A.1"), typed(world, "CA", "A.1", Stage.SELF, points=text))

    mark = world.frame.mark("CA", "A.1", Stage.SELF)
    assert mark is not None
    if kept == "5.0":
        assert answer.status_code == 422  # the same as before: nothing to keep
    else:
        assert (answer.status_code, mark.entry) == (302, {"points": kept})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("abc", {"vi": "Điểm: “abc” không phải là số", "en": "Points: “abc” is not a number"}),
        (
            "1.234",
            {"vi": "Điểm: “1.234” có thể là hai số", "en": "Points: “1.234” may be either of two numbers"},
        ),
        (
            "1,234",
            {"vi": "Điểm: “1,234” có thể là hai số", "en": "Points: “1,234” may be either of two numbers"},
        ),
        ("9", {"vi": "9 phải nằm từ 0 đến 5", "en": "9 must lie between 0 and 5"}),
        ("-1", {"vi": "−1 phải nằm từ 0 đến 5", "en": "−1 must lie between 0 and 5"}),
        ("", {"vi": "Nhập con số này, hoặc cho biết", "en": "Enter this figure, or say what the cell"}),
        ("=1+1", {"vi": "“=1+1” không phải là số", "en": "“=1+1” is not a number"}),
        ("1e3", {"vi": "1.000 phải nằm từ 0 đến 5", "en": "1,000 must lie between 0 and 5"}),
        ("<b>5</b>", {"vi": "“&lt;b&gt;5&lt;/b&gt;”", "en": "“&lt;b&gt;5&lt;/b&gt;”"}),
    ],
)
def test_a_text_that_is_no_mark_is_answered_in_a_sentence_and_stays_in_the_form(
    client, stand_at, language, text, says
):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])

    answer = client.post(
        cell(world, "CA", "A.1"),
        typed(world, "CA", "A.1", Stage.SELF, points=text, reason="Theo biên bản", papers="12/BC"),
    )

    summary = re.search(r'class="errors" role="alert".*?</div>', answer.text, re.DOTALL)
    assert answer.status_code == 422
    assert summary is not None
    assert says[language] in summary[0]
    assert value_of(answer.text, "points") == text.replace("<", "&lt;").replace(">", "&gt;")
    assert value_of(answer.text, "reason") == "Theo biên bản"
    assert value_of(answer.text, "papers") == "12/BC"
    mark = world.frame.mark("CA", "A.1", Stage.SELF)
    assert mark is not None
    assert (mark.entry, mark.revision) == ({"points": "5"}, 1)


@pytest.mark.parametrize("points", ["3", "4,5"])
def test_a_lowered_or_raised_mark_demands_its_reason(client, stand_at, language, points):
    stand_at(CROSS_DAY)
    world = make_room()
    enter(world, "CA", Stage.SELF, {"A.1": {"points": "4"}}, world.officers["CA"])
    from tests.factories.scorecards import close

    close(world, Stage.SELF)
    client.force_login(world.head_officer)
    page = cell(world, "CA", "A.1", "cross")

    without = client.post(page, typed(world, "CA", "A.1", Stage.CROSS, points=points))
    none_kept = world.frame.mark("CA", "A.1", Stage.CROSS)
    with_it = client.post(page, typed(world, "CA", "A.1", Stage.CROSS, points=points, reason="Theo biên bản"))

    assert without.status_code == 422
    assert value_of(without.text, "points") == points
    assert {"vi": "ghi lý do giảm hoặc tăng", "en": "say why it was lowered or raised"}[language] in words(
        without.text
    )
    assert none_kept is None
    assert with_it.status_code == 302
    mark = world.frame.mark("CA", "A.1", Stage.CROSS)
    assert mark is not None
    assert mark.reason == "Theo biên bản"


def test_the_same_value_as_proposed_needs_no_reason(client, stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    client.force_login(world.head_officer)

    form = client.get(cell(world, "CA", "A.1", "cross")).text
    kept = client.post(cell(world, "CA", "A.1", "cross"), typed(world, "CA", "A.1", Stage.CROSS, points="5"))

    assert value_of(form, "points") == "5"
    assert value_of(form, "revision") == "0"
    assert kept.status_code == 302


@pytest.mark.parametrize(
    ("says", "entry", "awaits"),
    [
        ("superior", {"state": "pending"}, "superior"),
        ("evidence", {"state": "pending"}, "evidence"),
        ("not_applicable", {"state": "not_applicable"}, ""),
    ],
)
def test_a_cell_that_waits_or_does_not_apply_needs_its_reason(client, stand_at, says, entry, awaits):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])
    page = cell(world, "CA", "B.1")

    without = client.post(page, typed(world, "CA", "B.1", Stage.SELF, says=says))
    kept = client.post(page, typed(world, "CA", "B.1", Stage.SELF, says=says, reason="Chờ quyết định"))

    assert (without.status_code, kept.status_code) == (422, 302)
    assert "Ô đang chờ hoặc không áp dụng phải có lý do." in words(without.text)
    mark = world.frame.mark("CA", "B.1", Stage.SELF)
    assert mark is not None
    assert (mark.entry, mark.awaits, mark.reason) == (entry, awaits, "Chờ quyết định")


def test_a_collision_shows_both_versions_keeps_what_was_typed_and_then_lets_it_be_chosen(
    client, stand_at, language
):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])
    page, sent = (
        cell(world, "CA", "A.1"),
        typed(world, "CA", "A.1", Stage.SELF, points="4,75", reason="Sau họp"),
    )
    enter(world, "CA", Stage.SELF, {"A.1": {"points": "3.5"}}, world.officers["CA"])

    met = client.post(page, sent)
    meanwhile = world.frame.mark("CA", "A.1", Stage.SELF)
    again = client.post(page, {**sent, "revision": value_of(met.text, "revision")})

    text = words(met.text)
    assert met.status_code == 409
    assert {"vi": "Cán bộ CA, lưu", "en": "Cán bộ CA, saved"}[language] in text
    assert {"vi": "3,5", "en": "3.5"}[language] in text
    assert {"vi": "4,75", "en": "4.75"}[language] in text
    assert value_of(met.text, "points") == "4,75"
    assert value_of(met.text, "reason") == "Sau họp"
    assert meanwhile is not None
    assert (meanwhile.entry, meanwhile.revision) == ({"points": "3.5"}, 2)
    assert again.status_code == 302
    assert list(MarkRevision.objects.filter(mark__leaf_code="A.1", mark__unit__code="CA").order_by("revision").values_list("entry", flat=True)) == [{"points": "5"}, {"points": "3.5"}, {"points": "4.75"}]  # fmt: skip


def test_the_page_says_formula_history_rule_evidence_and_what_is_missing(client, stand_at, language):
    stand_at(CROSS_DAY)
    world = make_room()
    enter(world, "CA", Stage.SELF, {"A.2": {"target": "10", "actual": "6"}}, world.officers["CA"])
    client.force_login(world.officers["CA"])

    text = words(client.get(cell(world, "CA", "A.2")).text)

    said = {
        "vi": (
            "Vì sao A.2 ghi 1,50?", "Cách tính", "Bảng điểm thử, bản 1, mục A.2", "24/02/2023",
            "Ai đã sửa, khi nào", "Còn thiếu gì để đạt tối đa?", "Cán bộ CA, điểm tự chấm",
        ),
        "en": (
            "Why does A.2 say 1.50?", "How it is worked out", "Bảng điểm thử, version 1, item A.2", "24 Feb 2023",
            "Who changed it, when", "What is missing to reach the maximum?", "Cán bộ CA, self mark",
        ),
    }[language]  # fmt: skip
    for words_said in said:
        assert words_said in text


def test_a_relative_cell_names_the_leader_and_who_was_changed_since(client, stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    for unit, actual in (("CA", "10"), ("VKS", "20")):
        entries = {"A.2": {"target": "10", "actual": actual}}
        enter(world, unit, Stage.CROSS, entries, world.head_officer, "Theo báo cáo")
    client.force_login(world.officers["CA"])

    text = words(client.get(cell(world, "CA", "A.2", "cross")).text)

    assert "Đơn vị VKS" in text
    assert "20" in text


def test_another_value_can_be_tried_and_nothing_is_kept(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])
    page = cell(world, "CA", "A.1")

    tried = words(client.get(f"{page}?try=2,5").text)
    unread = client.get(f"{page}?try=%3Cscript%3E")
    too_much = words(client.get(f"{page}?try=50").text)

    assert {"vi": "2,50 điểm, tổng", "en": "2.50 points, total"}[language] in tried
    assert "<script>" not in unread.text.replace("<script type", "")
    assert "“&lt;script&gt;”" in unread.text
    assert {"vi": "không", "en": "does not fit"}[language] in too_much
    mark = world.frame.mark("CA", "A.1", Stage.SELF)
    assert mark is not None
    assert mark.revision == 1


def test_drawer_and_editor_are_asked_for_apart_and_only_by_who_may_read_the_cell(client, stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    page = cell(world, "CA", "A.2")
    client.force_login(world.officers["CA"])

    drawer, editor = client.get(f"{page}?part=drawer"), client.get(f"{page}?part=input")
    client.force_login(world.officers["VKS"])
    refused = [client.get(f"{page}?part={part}").status_code for part in ("drawer", "input")]

    assert "<!doctype" not in drawer.text.lower()
    assert "A.2 So với đơn vị dẫn đầu" in words(drawer.text)
    assert json.loads(editor.content)["text"] == "10/10"
    assert refused == [403, 403]


def test_a_later_column_never_tells_the_hidden_mark_it_would_start_from(client, stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])

    for stage in ("cross", "appraised"):
        editor = client.get(f"{cell(world, 'VKS', 'A.2', stage)}?part=input")
        tried = client.get(f"{cell(world, 'VKS', 'A.2', stage)}?try=8")

        assert json.loads(editor.content)["text"] == ""
        assert "“8” chưa có chỉ tiêu" in words(tried.text)


def test_a_lowered_mark_is_explained_once_answered_and_told_on_the_page(client, stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    enter(world, "CA", Stage.CROSS, {"A.1": {"points": "3"}}, world.head_officer, "Thiếu biên bản")
    page, form = cell(world, "CA", "A.1", "cross"), at(world, "explain", "CA", "cross", "A.1")
    client.force_login(world.officers["CA"])

    offered = form in client.get(page).text
    empty = client.post(form, {"reason": "  "})
    sent = client.post(form, {"reason": "Biên bản nộp ngày 02/11"}, follow=True)
    twice = client.post(form, {"reason": "Nữa"})
    asked = world.frame.content.explanations[0].public_id
    client.force_login(world.head_officer)
    unsaid = client.post(at(world, "answer", asked), {"accepted": "no", "answer": " "})
    answered = client.post(at(world, "answer", asked), {"accepted": "no", "answer": "Chưa thấy"}, follow=True)
    again = client.post(at(world, "answer", asked), {"accepted": "yes", "answer": "Khác"})

    assert offered
    assert (empty.status_code, twice.status_code, unsaid.status_code, again.status_code) == (
        422,
        403,
        422,
        403,
    )
    assert "Biên bản nộp ngày 02/11" in words(sent.text)
    assert "Không chấp nhận: Chưa thấy" in words(answered.text)


def test_reading_a_cell_asks_as_often_for_six_units_as_for_three(client, stand_at, max_queries, monkeypatch):
    stand_at(CROSS_DAY)
    only_work_of_sheets(monkeypatch)
    for codes in (("TA", "VKS", "CA"), ("B1", "B2", "B3", "B4", "B5", "B6")):
        world = make_room(*codes, upto=Stage.SELF)
        client.force_login(world.officers[codes[2]])
        page = cell(world, codes[2], "A.2", "cross")
        client.get(page)
        change(world)

        # The first reader after a save reads the sheet anew; those who follow find it read.
        with max_queries(13):
            client.get(page)
        with max_queries(10):
            client.get(page)
