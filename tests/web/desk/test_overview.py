"""The overview: one column speaks, what is open is said, and everyone sees only what the score sheet shows them."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.factories.accounts import make_account, make_grant
from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    FULL,
    SELF_DAY,
    World,
    close,
    make_scheme,
    make_scored_world,
    make_world,
    marks,
    self_score,
)
from thidua.accounts.roles import Role
from thidua.organisations.models import BlocYear, Phase
from thidua.scorecards.actions import enter_marks
from thidua.scorecards.states import Awaits, Stage
from thidua.web.desk.standing import speaking_stage

pytestmark = pytest.mark.django_db
NOW = APPRAISAL_DAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_january(stand_at):
    stand_at(NOW)


def seen_by(client, user, path: str = "/") -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.text)


def cross_check(
    world: World, entries=FULL, units=(), *, checker: str = "BB", at: datetime = CROSS_DAY
) -> None:
    """The head officer checks members, another unit's officer the head unit."""
    for code in units or list(world.officers):
        head = code == next(iter(world.officers))
        actor = world.officers[checker] if head else world.head_officer
        enter_marks(sheet=world.sheet, stage=Stage.CROSS, cells=marks(code, entries), actor=actor, at=at)


def test_the_page_is_named_after_the_bloc_and_its_year(client, language):
    world = make_scored_world("AA", "BB")

    page = seen_by(client, world.head_officer)

    assert {"vi": "<h1>Khối thử năm 2023</h1>", "en": "<h1>Khối thử, 2023</h1>"}[language] in page
    assert reverse("scorecards:matrix", args=(world.sheet,)) in page


def test_made_up_years_say_so(client, language):
    world = make_scored_world("AA", "BB")
    plain = seen_by(client, world.head_officer)
    BlocYear.objects.update(illustrative=True)
    cache.clear()  # no act told of it
    page = seen_by(client, world.head_officer)

    words = "Dữ liệu minh họa" if language == "vi" else "Illustrative data"
    assert (plain.count(words), page.count(words)) == (0, 2)


def test_the_phases_have_their_days(client):
    world = make_world("AA", "BB")
    BlocYear.objects.update(state="consulted")
    Phase.objects.create(
        bloc_year=world.bloc_year,
        state="drafted",
        entered_on="2023-01-10",
        left_on="2023-01-19",
        entered_by="x",
    )
    Phase.objects.create(
        bloc_year=world.bloc_year, state="consulted", entered_on="2023-01-20", entered_by="x"
    )

    page = seen_by(client, world.head_officer)

    assert page.count("phases__item--done") == 1
    assert "đến 19/01/2023" in page
    assert "từ 20/01/2023" in page
    assert page.count("chưa có ngày") == 10


def test_a_cell_is_the_percent_of_its_most_and_opens_its_reason(client):
    world = make_scored_world("AA", "BB")
    self_score(world, {**FULL, "A.1": {"points": "4"}})
    close(world, Stage.SELF)

    page = seen_by(client, world.head_officer)

    address = reverse("scorecards:cell", args=(world.sheet, "AA", "self", "A.1"))
    assert f'<td class="heat__cell heat--3"><a href="{address}">80</a></td>' in page


def test_cells_without_a_number_say_why_in_words(client, language):
    world = make_scored_world("AA", "BB")
    spared = {**FULL, "B.2": {"state": "not_applicable"}}
    reason = "Không có đối tượng"
    enter_marks(
        sheet=world.sheet,
        stage=Stage.SELF,
        cells=marks("AA", spared, reason),
        actor=world.officers["AA"],
        at=SELF_DAY,
    )
    waiting = marks("BB", {"B.1": {"state": "pending"}}, "Chờ cấp trên")
    waiting[0] = type(waiting[0])("BB", "B.1", {"state": "pending"}, "Chờ cấp trên", awaits=Awaits.SUPERIOR)
    enter_marks(sheet=world.sheet, stage=Stage.SELF, cells=waiting, actor=world.officers["BB"], at=SELF_DAY)
    close(world, Stage.SELF)

    page = seen_by(client, world.head_officer)

    assert (
        f'heat--na"><a href="{reverse("scorecards:cell", args=(world.sheet, "AA", "self", "B.2"))}">' in page
    )
    for words in {"vi": ("KAD", "chờ", "chưa có"), "en": ("N/A", "waiting", "none yet")}[language]:
        assert f">{words}</a>" in page


def test_the_latest_full_column_speaks_and_another_can_be_asked_for(client):
    world = make_scored_world("AA", "BB")
    self_score(world)
    close(world, Stage.SELF)
    cross_check(world, units=["BB"])

    frame = world.frame
    page, asked = seen_by(client, world.head_officer), seen_by(client, world.head_officer, "/?stage=cross")

    assert speaking_stage(frame) is Stage.SELF
    assert speaking_stage(frame, "cross") is Stage.CROSS
    assert speaking_stage(frame, "appraised") is Stage.SELF
    assert "Theo điểm tự chấm của đơn vị, chốt ngày 20/11/2023." in page
    assert "Theo điểm Khối kiểm tra, còn đang nhập." in asked
    assert "Chưa phải điểm thẩm định." in asked


def test_units_are_ranked_with_their_gaps(client):
    world = make_scored_world("AA", "BB", "CC")
    self_score(world, units=["AA"])
    self_score(world, {**FULL, "A.1": {"points": "3.5"}}, units=["BB"])
    self_score(world, {**FULL, "A.1": {"points": "1"}}, units=["CC"])
    close(world, Stage.SELF)

    page = seen_by(client, world.head_officer)

    assert page.count('class="rank__no"') == 3
    assert "dẫn đầu" in page
    assert "kém hạng trên 1,50" in page
    assert "kém hạng trên 2,50" in page
    assert "chưa phân định" not in page
    assert page.count("is-me") == 1


def test_ranges_that_overlap_are_undecided(client, language):
    world = make_scored_world("AA", "BB")
    self_score(world, {code: entry for code, entry in FULL.items() if code != "B.1"}, units=["AA"])
    self_score(world, {**FULL, "A.1": {"points": "3"}}, units=["BB"])
    close(world, Stage.SELF)

    page = seen_by(client, world.head_officer)

    words = {"vi": "chưa phân định, chờ B.1", "en": "undecided, waiting for B.1"}[language]
    assert words in page
    assert page.count('<td class="rank__no">1–2</td>') == 2
    assert {"vi": "hai dải chồng nhau", "en": "two bands overlap"}[language] in page


def test_units_equal_in_everything_are_undecided(client):
    world = make_scored_world("AA", "BB")
    self_score(world)
    close(world, Stage.SELF)

    assert seen_by(client, world.head_officer).count("chưa phân định: bằng nhau ở mọi chỉ số") == 2


def test_while_units_score_themselves_a_competitor_sees_no_marks_of_others_and_no_ranking(client):
    world = make_scored_world("AA", "BB")
    self_score(world, {**FULL, "A.1": {"points": "3.75"}}, units=["BB"])
    self_score(world, units=["AA"])

    competitor, auditor = seen_by(client, world.head_officer), seen_by(client, world.auditor)

    hidden = "Xếp hạng chỉ hiện khi đã chốt tự chấm"
    assert hidden in competitor
    assert competitor.count(">chưa hiện</td>") == 4
    assert ">75</a>" not in competitor
    assert hidden not in auditor
    assert ">75</a>" in auditor


def test_the_agreed_result_is_called_so(client):
    world = make_scored_world("AA", "BB")
    self_score(world)
    close(world, Stage.SELF)
    page = seen_by(client, world.head_officer)

    assert "Xếp hạng tạm tính" in page
    assert "Xếp hạng đã thống nhất" not in page


def test_the_year_in_figures_counts_the_open_column(client):
    world = make_scored_world("AA", "BB")
    self_score(world, units=["AA"])

    page = seen_by(client, world.auditor)

    assert "<dd>4 <small>trên 8</small></dd>" in page


def test_the_latest_acts_are_sentences_of_this_bloc_only(client, language):
    world, other = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")
    self_score(other)

    page = seen_by(client, world.head_officer)

    assert page.count('class="acts__item"') == 1
    assert '<span class="acts__who">Cán bộ AA</span>' in page
    assert "Cán bộ CC" not in page


@pytest.mark.parametrize("who", ["head_officer", "auditor"])
def test_without_a_table_of_criteria_the_page_says_that_it_comes_first(client, who):
    world = make_world("AA", "BB")

    page = seen_by(client, getattr(world, who))

    assert "Năm này chưa có bảng điểm" in page
    assert "Phải có bảng tiêu chí trước" in page
    assert "Mở bảng tiêu chí</a>" in page


def test_with_a_table_in_force_the_head_officer_can_open_a_sheet_and_members_wait(client):
    world = make_world("AA", "BB")
    make_scheme(world)

    head, member = seen_by(client, world.head_officer), seen_by(client, world.officers["BB"])

    assert "Bảng tiêu chí bản 1 đang có hiệu lực" in head
    assert "Lập bảng điểm" in head
    assert "Cán bộ giúp việc Khối trưởng lập bảng điểm" in member
    assert "Lập bảng điểm</a>" not in member


def test_a_sheet_without_marks_says_what_comes_here(client):
    world = make_scored_world("AA", "BB")

    assert "Chưa có ô điểm nào được nhập" in seen_by(client, world.head_officer)


def test_a_year_of_history_only_says_so(client):
    world = make_world("AA", "BB")
    BlocYear.objects.update(history_only=True)

    assert "Năm này chỉ lưu để tra cứu" in seen_by(client, world.head_officer)


def test_without_any_bloc_year_the_standing_body_takes_the_first_step(client, language):
    officer, reader = make_account(), make_account()
    make_grant(officer, Role.STANDING_OFFICER)
    make_grant(reader, Role.COUNCIL_MEMBER)

    keeper, council = seen_by(client, officer), seen_by(client, reader)

    assert {"vi": "Chưa có năm thi đua nào", "en": "No bloc's year yet"}[language] in keeper.replace(
        "&#39;", "'"
    )
    assert {"vi": "Mở năm thi đua của khối", "en": "Open a bloc's year"}[language] in keeper.replace(
        "&#39;", "'"
    )
    assert {"vi": "Cán bộ cơ quan thường trực mở", "en": "An officer of the standing body opens it"}[
        language
    ] in council


def test_an_administrator_sees_accounts_and_the_machine_and_nothing_of_the_field(client, language):
    world = make_scored_world("AA", "BB")
    self_score(world)

    page = seen_by(client, world.administrator)

    assert {"vi": "tài khoản đang dùng", "en": "accounts in use"}[language] in page
    assert "SQLite" in page or "PostgreSQL" in page
    assert "Khối thử" not in page
    assert "Đơn vị AA" not in page


@pytest.mark.parametrize(
    ("role", "words"),
    [(Role.PORTAL_EDITOR, "Biên tập viên Cổng thông tin"), (None, "Tài khoản này chưa có vai nào")],
)
def test_who_works_in_no_bloc_learns_what_the_account_is_for(client, role, words):
    make_scored_world("AA", "BB")
    user = make_account()
    if role:
        make_grant(user, role)

    page = seen_by(client, user)

    assert words in page
    assert "Khối thử" not in page


def test_an_officer_of_another_bloc_sees_nothing_of_this_one(client):
    world, other = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")
    self_score(world)
    close(world, Stage.SELF)

    page = seen_by(client, other.head_officer)

    assert other.sheet in page
    assert "Đơn vị AA" not in page
    assert world.sheet not in page
    assert seen_by(client, world.stranger).count("Đơn vị AA") == 0


def test_another_year_can_be_chosen_for_the_session(client):
    world = make_scored_world("AA", "BB")
    twin = make_world("CC", "DD")
    client.force_login(world.auditor)
    first = client.get("/").text

    answer = client.post("/chon-khoi/", {"bloc_year": twin.bloc_year.public_id})

    assert answer["Location"] == "/"
    assert world.sheet in first
    assert world.sheet not in client.get("/").text
    assert client.get("/chon-khoi/").text.count("đang chọn") == 1


def test_a_bloc_one_may_not_see_cannot_be_chosen(client):
    world, other = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")
    client.force_login(world.head_officer)

    assert client.post("/chon-khoi/", {"bloc_year": other.bloc_year.public_id}).status_code == 404
    assert client.post("/chon-khoi/", {}).status_code == 404
    client.force_login(make_account())
    assert client.get("/chon-khoi/").status_code == 404


def test_the_newest_year_that_has_begun_is_the_default(client):
    world = make_scored_world("AA", "BB")
    BlocYear.objects.filter(pk=world.bloc_year.pk).update(state="launched")
    BlocYear.objects.create(
        bloc=world.bloc,
        year=2024,
        name="Khối năm sau",
        short_name="K",
        decision_number="1",
        decision_date="2023-12-29",
        opened_on="2024-01-10",
    )

    assert "Khối thử năm 2023" in seen_by(client, world.auditor)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_heat_table_leaves_as_a_file(client, form):
    world = make_scored_world("AA", "BB")
    self_score(world)
    close(world, Stage.SELF)
    client.force_login(world.head_officer)

    answer = client.get(f"/tong-quan.{form}")

    assert answer["Content-Disposition"] == f'attachment; filename="tong-quan-2023-self.{form}"'
    if form == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines == [
            "Đơn vị,A.1,A.2,B.1,B.2,Phần đã có",
            "Đơn vị AA,100,50,100,50,78",
            "Đơn vị BB,100,50,100,50,78",
        ]
    assert client.get("/tong-quan.pdf").status_code == 404
    client.force_login(world.stranger)
    assert client.get(f"/tong-quan.{form}").status_code == 404


@pytest.mark.parametrize("codes", [("AA",), ("AA", "BB", "CC", "DD", "EE", "FF")])
def test_the_page_asks_the_database_equally_often_for_one_unit_and_six(client, codes, max_queries):
    world = make_scored_world(*codes)
    self_score(world)
    close(world, Stage.SELF)
    client.force_login(world.head_officer)
    client.get("/")  # what a process remembers of a version of the sheet is read once

    with max_queries(12):
        assert client.get("/").status_code == 200
