"""Plans on the screen: drafted, changed, sent, issued, moved with the effect shown first, done, taken to Excel."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.factories.criteria import Year, make_year
from tests.factories.plans import close, make_asked, make_consulted, make_issued, make_plan, read
from tests.pages import CheckedClient
from tests.web.plans.pages import at, words
from thidua.foundation.clock import VIET_NAM
from thidua.plans.queries import plans_of_year
from thidua.plans.states import ActivityStanding, PlanState

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 3, 20, 9, 0, tzinfo=VIET_NAM)


@pytest.fixture
def year(client: CheckedClient, stand_at: Callable[[datetime], datetime]) -> Year:
    stand_at(NOW)
    made = make_year()
    client.force_login(made.drafter)
    return made


def fixed(day: str, **more: str) -> dict[str, str]:
    return {"way": "fixed", "day": day, "base": "", "days": "", "kind": "calendar", "roll": "keep", **more}


def relative(base: str, days: int, way: str = "after", **more: str) -> dict[str, str]:
    return {"way": way, "day": "", "base": base, "days": str(days), "kind": "working", "roll": "next", **more}


def test_a_plan_is_drafted_line_by_line_and_sent_round(year: Year, client: CheckedClient) -> None:
    answered = client.post(at("draft", year.key), {"title": "Kế hoạch 2023", "text": "Mục đích."})
    (card,) = plans_of_year(year.key)
    assert answered.headers["Location"] == at("plan", card.public_id)
    anchor = {"code": "HN", "title": "Hội nghị", "anchor": "on", "owner": "", "output": ""}
    client.post(at("add", card.public_id), anchor | fixed("10/04/2023"))
    line = {"code": "l-01", "title": "Đăng ký", "owner": str(year.units["DV2"].public_id), "output": "Bản"}
    client.post(at("add", card.public_id), line | relative("HN", 5))
    page = words(client.get(at("plan", card.public_id)))

    assert {row.code: row.due_on for row in read(card.public_id).activities} == {
        "HN": date(2023, 4, 10),
        "l-01": date(2023, 4, 17),
    }
    assert "sau HN 5 ngày làm việc" in page
    sent = client.post(at("send", card.public_id), {"answers_until": "30/03/2023"})
    assert "/lay-y-kien/" in sent.headers["Location"]
    assert read(card.public_id).card.state is PlanState.CONSULTED


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (fixed(""), "Ghi ngày."),
        (relative("", 1), "Chọn dòng để tính từ đó."),
        (relative("KICKOFF", 1) | {"days": ""}, "Ghi số ngày cách; 0 là cùng ngày."),
        (fixed("31/02/2023"), "31/02/2023"),
        (fixed("10/04/2023", code="KICKOFF"), "Mã KICKOFF bị trùng."),
        (fixed("10/04/2023", code="hai chữ"), "không phải là mã"),
        (fixed("10/04/2033"), "Có ngày nằm ngoài thời gian của kế hoạch"),
    ],
)
def test_a_line_that_does_not_fit_is_told_at_its_field(
    year: Year, client: CheckedClient, typed: dict[str, str], says: str
) -> None:
    plan = make_plan(year)
    line = {"code": "l-09", "title": "Việc", "owner": "", "output": ""}

    answered = client.post(at("add", plan), line | typed)

    assert answered.status_code == 422
    assert says in words(answered)
    assert len(read(plan).activities) == 6


def test_a_circle_is_refused_in_words(year: Year, client: CheckedClient) -> None:
    plan = make_plan(year)
    row = {"code": "KICKOFF", "title": "Hội nghị", "anchor": "on", "owner": "", "output": "", "revision": "1"}

    answered = client.post(at("revise_line", plan, "KICKOFF"), row | relative("l-04", 1))

    assert answered.status_code == 422
    assert "Các ngày tính vòng tròn từ nhau:" in words(answered)


def test_a_line_is_changed_and_removed(year: Year, client: CheckedClient) -> None:
    plan = make_plan(year)
    row = {"code": "l-05", "title": "Hội thao Khối", "owner": "", "output": "Kết quả", "revision": "1"}

    client.post(at("revise_line", plan, "l-05"), row | fixed("22/09/2023"))
    refused = client.post(at("remove", plan, "KICKOFF"))
    client.post(at("remove", plan, "l-04"))

    frame = read(plan)
    changed = frame.activity("l-05")
    assert changed is not None
    assert (changed.title, changed.due_on, changed.owner) == ("Hội thao Khối", date(2023, 9, 22), None)
    assert refused.status_code == 422
    assert frame.activity("l-04") is None


def test_words_saved_meanwhile_are_not_overwritten(year: Year, client: CheckedClient) -> None:
    plan = make_plan(year)
    client.post(at("revise", plan), {"title": "Một", "text": "", "revision": "1"})

    answered = client.post(at("revise", plan), {"title": "Hai", "text": "", "revision": "1"})

    assert answered.status_code == 422
    assert "đã sửa nội dung này trong lúc đó" in words(answered)
    assert read(plan).card.title == "Một"


def test_a_plan_is_issued_with_the_paper_as_signed(year: Year, client: CheckedClient) -> None:
    plan = make_consulted(year)
    paper = {"number": "02/KH-K", "issued_on": "24/02/2023", "signer_name": "Lệ", "signer_title": "Chánh án"}

    wrong = client.post(at("issue", plan), paper | {"issued_on": "24/12/2023"})
    client.post(at("issue", plan), paper)

    assert wrong.status_code == 422
    assert "Số 02/KH-K ngày 24/02/2023" in words(client.get(at("plan", plan)))


def test_a_plan_is_returned_with_a_reason(year: Year, client: CheckedClient) -> None:
    plan = make_consulted(year)

    client.post(at("return", plan), {"reason": "Thêm hội thi"})

    assert "Thêm hội thi" in words(client.get(at("plan", plan)))


def test_the_effect_of_a_move_is_shown_before_it_is_kept(year: Year, client: CheckedClient) -> None:
    plan = make_issued(year)
    typed = fixed("17/03/2023", reason="Lùi hội nghị", seen="10/03/2023")

    shown = client.post(at("move", plan, "KICKOFF"), typed | {"step": "show"})
    assert read(plan).days["KICKOFF"] == date(2023, 3, 10)
    page = words(shown)
    for part in ("10/03/2023", "17/03/2023", "l-03 Nộp đăng ký", "23/03/2023", "+7"):
        assert part in page
    client.post(at("move", plan, "KICKOFF"), typed | {"step": "save"})

    assert read(plan).days["l-03"] == date(2023, 3, 23)
    page = words(client.get(at("line", plan, "l-03")))
    assert "16/03/2023 → 23/03/2023" in page
    assert "Lùi hội nghị" in page
    late = client.post(at("move", plan, "KICKOFF"), typed | {"step": "save", "day": "20/03/2023"})
    assert late.status_code == 422


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (fixed("10/03/2023"), "Không có gì thay đổi"),
        (relative("l-04", 1), "Các ngày tính vòng tròn từ nhau"),
        (fixed(""), "Ghi ngày."),
    ],
)
def test_a_move_that_does_not_fit_is_told(
    year: Year, client: CheckedClient, typed: dict[str, str], says: str
) -> None:
    plan = make_issued(year)

    answered = client.post(
        at("move", plan, "KICKOFF"), typed | {"reason": "Lùi", "seen": "10/03/2023", "step": "show"}
    )

    assert says in words(answered)
    assert read(plan).days["KICKOFF"] == date(2023, 3, 10)


def test_an_activity_is_recorded_as_done_late_and_taken_back(year: Year, client: CheckedClient) -> None:
    plan = make_issued(year)
    client.force_login(year.officer)
    unit = str(year.units["DV2"].public_id)

    wrong = client.post(at("complete", plan, "l-03"), {"unit": unit, "done_on": "30/03/2023", "note": ""})
    client.post(at("complete", plan, "l-03"), {"unit": unit, "done_on": "20/03/2023", "note": "Chờ ký"})

    assert wrong.status_code == 422
    page = words(client.get(at("line", plan, "l-03")))
    assert "chậm 2 ngày làm việc" in page
    assert "Chờ ký" in page
    client.post(at("withdraw", plan, "l-03"), {"unit": unit, "reason": "Nhầm"})
    row = read(plan).activity("l-03")
    assert row is not None
    assert row.completions == ()


def test_a_line_is_dropped_with_a_reason(year: Year, client: CheckedClient) -> None:
    plan = make_issued(year)

    client.post(at("drop", plan, "l-05"), {"reason": "Không tổ chức"})

    assert "Không tổ chức" in words(client.get(at("line", plan, "l-05")))
    row = read(plan).activity("l-05")
    assert row is not None
    assert read(plan).standing(row, NOW.date()) is ActivityStanding.DROPPED


def test_the_page_counts_and_filters(year: Year, client: CheckedClient) -> None:
    plan = make_issued(year)

    page = words(client.get(at("plan", plan)))
    overdue = words(client.get(at("plan", plan) + "?trang-thai=overdue"))
    client.force_login(year.officer)
    mine = words(client.get(at("plan", plan) + "?cua-toi=1"))

    assert "0 trên 5" in page
    assert ("Họp trù bị" in overdue, "Hội thao" in overdue) == (True, False)
    assert ("Hội thao" in mine, "Họp trù bị" in mine) == (True, False)


def test_a_new_version_is_begun_from_the_one_in_force(year: Year, client: CheckedClient) -> None:
    plan = make_issued(year)
    typed = {"title": "Kế hoạch sửa đổi", "text": "", "change_reason": "Thêm hội thi"}

    client.post(at("draft", year.key), typed | {"change_reason": ""})
    client.post(at("draft", year.key), typed)

    cards = plans_of_year(year.key)
    assert [(card.version, card.state) for card in cards] == [(2, PlanState.DRAFTED), (1, PlanState.ISSUED)]
    assert len(read(cards[0].public_id).activities) == len(read(plan).activities)
    assert "Bản 2" in words(client.get(at("plan", plan)))


def test_the_plan_leaves_as_excel(year: Year, client: CheckedClient) -> None:
    plan = make_issued(year)
    client.post(at("move", plan, "l-05"), fixed("22/09/2023", reason="Trùng", seen="15/09/2023", step="save"))

    answered: Any = client.get(at("file", plan))

    rows = CalamineWorkbook.from_filelike(BytesIO(answered.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Kế hoạch năm 2023"
    (line,) = [row for row in rows if len(row) > 1 and row[1] == "l-05"]
    assert (line[2], line[4]) == ("Hội thao", date(2023, 9, 22))
    assert line[10] == "15/09/2023 → 22/09/2023: Trùng"


def test_a_consulted_plan_offers_its_issue_only_once_the_units_were_heard(
    year: Year, client: CheckedClient
) -> None:
    plan = make_plan(year)
    sent = make_asked(year, plan)
    before = words(client.get(at("plan", plan)))
    close(year, sent)
    after = words(client.get(at("plan", plan)))

    assert ("Ghi nhận ban hành" in before, "Ghi nhận ban hành" in after) == (False, True)
