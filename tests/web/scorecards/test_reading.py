"""The pages that show a sheet: what they say, to whom, on paper, and how often they ask the database."""

import re
from typing import Any

import pytest

from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    REVIEW_DAY,
    SELF_DAY,
    SMALL,
    World,
    make_scored_world,
    marks,
    self_score,
)
from tests.web.scorecards.sheets import at, change, make_room, only_work_of_sheets, words
from thidua.scorecards.actions import enter_marks
from thidua.scorecards.states import Stage

pytestmark = pytest.mark.django_db
PAGES = (
    "matrix", "items", "checks", "ranking", "steps", "result", "import", "checklist", "pairs", "draw_minutes", "ask",
)  # fmt: skip
SIX = ("TA", "VKS", "CA", "D4", "D5", "D6")


def wide(leaves: int) -> dict[str, Any]:
    """A table of criteria of many leaves given directly."""
    children = [
        {"code": f"A.{place}", "name": f"Nội dung {place}", "max": 1, "kind": "direct"}
        for place in range(1, leaves + 1)
    ]
    group = {"code": "A", "name": "Chuyên môn", "max": leaves, "children": children}
    total = {**SMALL["total"], "content_max": leaves}
    bands = [{"name": "Khá", "from": 0}]
    return {**SMALL, "criteria": [group], "total": total, "bands": bands, "exclusive": []}


def rows_of(html: str) -> list[str]:
    """The rows of the tables of a page, as text."""
    return [words(row) for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL)]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_asks_as_often_for_six_units_as_for_one(client, stand_at, max_queries, monkeypatch, name):
    stand_at(CROSS_DAY)
    only_work_of_sheets(monkeypatch)
    for codes in (("ONE",), SIX):
        world = make_room(*codes, upto=Stage.SELF)
        client.force_login(world.standing)
        client.get(at(world, name))
        change(world)

        # The first reader after a save reads the sheet anew; those who follow find it read.
        with max_queries(12):
            client.get(at(world, name))
        with max_queries(9):
            assert client.get(at(world, name)).status_code == 200


def test_the_grid_of_twelve_units_and_eighty_criteria_is_read_in_twelve_questions(
    client, stand_at, max_queries
):
    stand_at(SELF_DAY)
    world = make_scored_world(*(f"U{place:02}" for place in range(12)), document=wide(80))
    self_score(world, {f"A.{place}": {"points": "0.5"} for place in range(1, 81)})
    client.force_login(world.standing)
    client.get(at(world, "matrix"))

    with max_queries(12):
        page = client.get(at(world, "matrix")).text

    assert page.count(":self") == 960


@pytest.mark.parametrize(
    ("name", "mark"),
    [("matrix", "page--sheet"), ("ranking", "page--wide"), ("items", "page--wide")],
)
def test_wide_pages_say_how_they_are_laid_out_and_printed(client, stand_at, name, mark):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.standing)

    page = client.get(at(world, name)).text

    assert re.search(rf'<main[^>]*class="[^"]*\b{mark}\b', page)


def test_the_grid_prints_with_its_signatures_and_needs_no_script_to_reach_a_cell(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])

    page = client.get(at(world, "matrix"))

    said = {"vi": ("In A3", "KHỐI TRƯỞNG"), "en": ("Print A3", "HEAD OF THE BLOC")}[language]
    for text in said:
        assert text.casefold() in words(page.text).casefold()
    assert 'href="o/CA/self/A.1/"' in page.text


def test_units_do_not_see_one_anothers_marks_until_self_scoring_is_closed(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_scored_world("TA", "VKS", "CA")
    for unit, points in (("TA", "1.11"), ("VKS", "2.22"), ("CA", "3.33")):
        enter_marks(
            sheet=world.sheet, stage=Stage.SELF, cells=marks(unit, {"A.1": {"points": points}}),
            actor=world.officers[unit], at=SELF_DAY,
        )  # fmt: skip
    client.force_login(world.officers["CA"])

    pages = {name: words(client.get(at(world, name)).text) for name in (*PAGES,)}
    pages |= {unit: words(client.get(at(world, "unit", unit)).text) for unit in ("TA", "VKS")}
    own = words(client.get(at(world, "unit", "CA")).text)

    shown = {"vi": "3,33", "en": "3.33"}[language]
    others = {"vi": ("1,11", "2,22"), "en": ("1.11", "2.22")}[language]
    for name, page in pages.items():
        assert not [figure for figure in others if figure in page], name
    assert shown in pages["matrix"]
    assert shown in own
    assert {"vi": "chưa hiện", "en": "not shown yet"}[language] in pages["VKS"]


def test_a_unit_is_not_told_its_rank_among_marks_it_may_not_see(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_room()
    lower = marks("VKS", {"A.1": {"points": "1"}})
    enter_marks(sheet=world.sheet, stage=Stage.SELF, cells=lower, actor=world.officers["VKS"], at=SELF_DAY)
    client.force_login(world.officers["VKS"])

    page = words(client.get(at(world, "unit", "VKS")).text)

    assert not re.search(
        {"vi": r"\b[Xx]ếp hạng \d|\b[Hh]ạng \d|\b[Tt]hứ \d", "en": r"\b[Rr]ank \d"}[language], page
    )
    assert {"vi": "11,50", "en": "11.50"}[language] in page


def test_the_ranking_of_hidden_marks_is_not_shown_and_says_why(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])
    hidden = words(client.get(at(world, "ranking")).text)
    client.force_login(world.auditor)

    shown = client.get(at(world, "ranking")).text

    said = {"vi": "Các đơn vị không xem điểm tự chấm của nhau", "en": "Units do not see one another"}[
        language
    ]
    assert said in hidden
    assert len([row for row in rows_of(shown) if re.search(r"Đơn vị (TA|VKS|CA)", row)]) == 3


def test_a_ranking_shows_ranges_while_cells_wait_and_what_waits(client, stand_at, language):
    stand_at(CROSS_DAY)
    world = make_scored_world("TA", "VKS", "CA")
    self_score(world)
    waits = marks("CA", {"B.1": {"state": "pending"}}, "Chờ quyết định")
    enter_marks(sheet=world.sheet, stage=Stage.SELF, cells=waits, actor=world.officers["CA"], at=SELF_DAY)
    from tests.factories.scorecards import close

    close(world, Stage.SELF)
    client.force_login(world.auditor)

    page = client.get(at(world, "ranking") + "?cot=self").text

    (row,) = [row for row in rows_of(page) if "Đơn vị CA" in row]
    assert {"vi": "12,50 đến 15,50", "en": "12.50 to 15.50"}[language] in row
    assert re.match(r"1\s?–\s?3", row)
    assert {"vi": "Chưa xếp hạng: còn 1", "en": "Not ranked: 1"}[language] in row


def test_columns_are_ranked_one_at_a_time_and_never_mixed(client, stand_at, language):
    stand_at(APPRAISAL_DAY)
    world = make_room(upto=Stage.CROSS)
    lowered = marks("CA", {"A.1": {"points": "0"}}, "Thiếu biên bản")
    enter_marks(
        sheet=world.sheet, stage=Stage.APPRAISED, cells=lowered, actor=world.standing, at=APPRAISAL_DAY
    )
    client.force_login(world.standing)

    own = client.get(at(world, "ranking") + "?cot=self").text
    appraised = client.get(at(world, "ranking") + "?cot=appraised").text
    unknown = client.get(at(world, "ranking") + "?cot=all")

    totals = {"vi": ("15,50", "3,00 đến 15,00"), "en": ("15.50", "3.00 to 15.00")}[language]
    (own_row,) = [row for row in rows_of(own) if "Đơn vị CA" in row]
    (their_row,) = [row for row in rows_of(appraised) if "Đơn vị CA" in row]
    assert totals[0] in own_row
    # An appraised zero, and the least and most of what still waits: the own marks never stand in for what was not appraised.
    assert totals[1] in their_row
    assert unknown.status_code == 200


def test_ties_and_proposals_appear_once_the_appraisal_is_closed(client, stand_at, language):
    stand_at(REVIEW_DAY)
    world = make_room(upto=Stage.APPRAISED)
    client.force_login(world.auditor)

    page = client.get(at(world, "ranking"))
    text = words(page.text)

    assert {"vi": "Hạng 1, 15,50 điểm", "en": "Rank 1, 15.50 points"}[language] in text
    assert "Cờ thi đua" in text
    assert at(world, "vote", 1) not in page.text
    client.force_login(world.head_officer)
    assert at(world, "vote", 1) in client.get(at(world, "ranking")).text


def test_a_unit_sheet_says_where_it_stands_and_what_waits(client, stand_at, language):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    lowered = marks("CA", {"A.1": {"points": "3"}}, "Thiếu biên bản")
    enter_marks(sheet=world.sheet, stage=Stage.CROSS, cells=lowered, actor=world.head_officer, at=CROSS_DAY)
    client.force_login(world.officers["CA"])

    page = client.get(at(world, "unit", "CA")).text

    assert at(world, "explain", "CA", "cross", "A.1") in page
    assert {"vi": "Đã sửa: Thiếu biên bản", "en": "Changed: Thiếu biên bản"}[language] in words(page)


def test_the_cell_chosen_in_the_address_is_explained_beside_the_grid_unless_it_is_hidden(client, stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])

    own = client.get(at(world, "matrix") + "?o=CA:A.1:self").text
    hidden = client.get(at(world, "matrix") + "?o=VKS:A.1:self").text
    nonsense = [
        client.get(at(world, "matrix") + f"?o={key}") for key in ("x", "CA:Z.9:self", "CA:A.1:late", "::self")
    ]

    assert "sheet--open" in own
    assert "sheet--open" not in hidden
    assert [answer.status_code for answer in nonsense] == [200] * 4


def test_the_list_of_sheets_shows_only_mine_and_counts_by_state(
    client, stand_at, max_queries, monkeypatch, language
):
    stand_at(SELF_DAY)
    only_work_of_sheets(monkeypatch)
    worlds: list[World] = [make_room(), make_room("X1", "X2"), make_room("Y1", "Y2", upto=Stage.SELF)]
    client.force_login(worlds[0].officers["CA"])
    mine = client.get("/cham-diem/").text
    client.force_login(worlds[0].standing)
    client.get("/cham-diem/")
    for world in worlds:
        change(world)

    # Nobody has read the three sheets since they were changed.
    with max_queries(12):
        every = client.get("/cham-diem/").text
    checked = client.get("/cham-diem/?trang-thai=self_closed").text

    assert [world.sheet in mine for world in worlds] == [True, False, False]
    assert [world.sheet in every for world in worlds] == [True, True, True]
    assert [at(world, "matrix") in checked for world in worlds] == [False, False, True]
