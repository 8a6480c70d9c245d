"""One list over everything that waits: whose it is, until when, and the one form that settles it."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse

from tests.factories.accounts import make_account, make_grant
from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    SELF_DAY,
    World,
    close,
    make_scored_world,
    marks,
    self_score,
)
from thidua.accounts.actions import demand_second_factor
from thidua.accounts.roles import Role
from thidua.core.verdict import Sentence
from thidua.criteria.models import Consent, Scheme
from thidua.scorecards.actions import enter_marks, explain_mark
from thidua.scorecards.states import Stage
from thidua.web.shared import work
from thidua.web.shared.work import KINDS, WorkItem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


def page_of(client, user, path: str = "/viec-cua-toi/") -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.text)


def checked_down(world: World) -> None:
    """Self-scoring closed; the head officer lowered A.1 of BB; the unit explained it."""
    self_score(world)
    close(world, Stage.SELF)
    lower = marks("BB", {"A.1": {"points": "3"}}, "Thiếu biên bản")
    enter_marks(sheet=world.sheet, stage=Stage.CROSS, cells=lower, actor=world.head_officer, at=CROSS_DAY)


def explained(world: World) -> None:
    checked_down(world)
    explain_mark(
        sheet=world.sheet,
        unit="BB",
        leaf="A.1",
        stage=Stage.CROSS,
        text="Đã có biên bản",
        actor=world.officers["BB"],
        at=CROSS_DAY,
    )


def test_a_unit_is_asked_for_its_own_empty_cells_and_for_nobody_elses(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_scored_world("AA", "BB")

    page = page_of(client, world.officers["BB"])

    title = {"vi": "Tự chấm điểm cho Đơn vị BB", "en": "Enter the self marks of Đơn vị BB"}[language]
    assert title in page
    assert {"vi": "Còn 4 ô trống. Khối thử năm 2023", "en": "Cells still empty: 4. Khối thử, 2023"}[
        language
    ] in page
    assert "Đơn vị AA" not in page
    assert f'href="{reverse("scorecards:unit", args=(world.sheet, "BB"))}"' in page


def test_every_stage_asks_those_whose_turn_it_is(client, stand_at):
    stand_at(CROSS_DAY)
    world = make_scored_world("AA", "BB")
    self_score(world)
    close(world, Stage.SELF)

    officer, standing = page_of(client, world.head_officer), page_of(client, world.standing)
    close(world, Stage.CROSS)
    later, appraises = page_of(client, world.head_officer), page_of(client, world.standing)

    assert "Kiểm tra chéo điểm của Đơn vị BB" in officer
    assert "Không có việc nào đang chờ" in standing
    assert "Kiểm tra chéo" not in later
    assert "Thẩm định điểm của Đơn vị AA" in appraises
    assert "Thẩm định điểm của Đơn vị BB" in appraises


def test_a_lowered_mark_may_be_explained_until_its_day_and_the_answer_has_its_own(client, stand_at):
    stand_at(CROSS_DAY + timedelta(days=2))
    world = make_scored_world("AA", "BB")
    checked_down(world)
    unit = page_of(client, world.officers["BB"])
    explain_mark(
        sheet=world.sheet,
        unit="BB",
        leaf="A.1",
        stage=Stage.CROSS,
        text="Đã có biên bản",
        actor=world.officers["BB"],
        at=CROSS_DAY + timedelta(days=2),
    )

    after, checker = page_of(client, world.officers["BB"]), page_of(client, world.head_officer)

    assert "Giải trình điểm A.1 của Đơn vị BB, hoặc để nguyên" in unit
    assert "25/12/2023" in unit
    assert "<b>5</b> ngày" in unit
    assert "Giải trình điểm A.1" not in after
    assert "Trả lời giải trình của Đơn vị BB về A.1" in checker


def test_what_is_overdue_stands_first_and_is_counted(client, stand_at, language):
    stand_at(CROSS_DAY + timedelta(days=30))
    world = make_scored_world("AA", "BB")
    explained(world)

    page = page_of(client, world.head_officer)
    late = page_of(client, world.head_officer, "/viec-cua-toi/?near=late")
    none = page_of(client, world.head_officer, "/viec-cua-toi/?near=soon")

    assert 'href="?near=late"><b>1</b>' in page
    first = page.index({"vi": "Trả lời giải trình", "en": "Answer the explanation"}[language])
    assert first < page.index({"vi": "Còn 3 ô trống", "en": "Cells still empty: 3"}[language])
    assert late.count('class="table__no">') - 1 == 1
    assert {"vi": "Không có việc nào khớp bộ lọc", "en": "Nothing waits under these filters"}[
        language
    ] in none


def test_the_list_is_filtered_by_kind_and_unit_and_unknown_filters_are_left_out(client, stand_at):
    stand_at(CROSS_DAY)
    world = make_scored_world("AA", "BB", "CC")
    explained(world)
    client.force_login(world.head_officer)

    def titles(query: str) -> int:
        return str(client.get(f"/viec-cua-toi/{query}").text).count('class="table__main"')

    assert titles("") == 3
    assert titles("?kind=answer") == 1
    assert titles("?unit=Cc") == 1
    assert titles("?kind=cross&unit=Bb") == 1
    assert titles("?kind=nothing&unit=nobody&near=whenever") == 3


def test_a_draft_sent_round_asks_the_member_units_until_they_answer_to_it(client, stand_at):
    stand_at(datetime(2023, 2, 1, 9, 0, tzinfo=SELF_DAY.tzinfo))
    world = make_scored_world("AA", "BB")
    draft = Scheme.objects.get()
    Scheme.objects.create(
        bloc_year=world.bloc_year,
        version=2,
        name="Bảng điểm sửa",
        document=draft.document,
        content_hash="f" * 64,
        change_reason="Sửa",
        drafted_at=SELF_DAY,
        drafted_by_name="x",
        revised_at=SELF_DAY,
        revised_by_name="x",
        circulated_at=SELF_DAY,
        circulated_revision=1,
        comments_until=date(2023, 2, 6),
    )
    before, auditor = page_of(client, world.officers["BB"]), page_of(client, world.auditor)
    Consent.objects.create(
        scheme=Scheme.objects.get(version=2),
        unit=world.units["BB"],
        revision=1,
        answer="agreed",
        given_at=SELF_DAY,
        given_by_name="x",
    )
    cache.clear()

    after = page_of(client, world.officers["BB"])

    title = "Cho ý kiến của Đơn vị BB về dự thảo bảng tiêu chí"
    assert title in before
    assert "Bảng điểm sửa, bản 2" in before
    assert "06/02/2023" in before
    assert title not in after
    assert "dự thảo bảng tiêu chí" not in auditor


def test_a_demanded_second_factor_waits(client, stand_at):
    stand_at(SELF_DAY)
    world = make_scored_world("AA", "BB")
    demand_second_factor(actor=world.administrator, role=Role.COUNCIL_MEMBER, at=SELF_DAY)
    user = make_account()
    make_grant(user, Role.COUNCIL_MEMBER)
    client.force_login(user)

    item = next(item for item in found_for(user) if item.key == "account:second_factor_set_up")

    assert item.href == reverse("accounts:second_factor_set_up")


def found_for(user) -> tuple[WorkItem, ...]:
    request = RequestFactory().get("/")
    request.user = user
    request.session = SessionBase()
    return work.work_of(request)


def test_a_first_password_waits(stand_at):
    stand_at(SELF_DAY)
    user = make_account(must_change_password=True)

    assert [item.href for item in found_for(user)] == [reverse("accounts:password")]


def test_the_masthead_counts_and_forgets_as_soon_as_something_is_done(client, stand_at):
    stand_at(SELF_DAY)
    world = make_scored_world("AA", "BB")
    before = page_of(client, world.officers["BB"], "/tim/")
    self_score(world, units=["BB"])

    after = page_of(client, world.officers["BB"], "/tim/")

    assert '<span class="tool__count">1<' in before
    assert '<span class="tool__count">' not in after


def test_the_count_on_other_pages_costs_one_query(client, stand_at, django_assert_num_queries):
    stand_at(SELF_DAY)
    world = make_scored_world("AA", "BB")
    found_for(world.officers["BB"])

    with django_assert_num_queries(1):
        found_for(world.officers["BB"])


def test_the_same_day_is_not_the_next_day(stand_at):
    stand_at(SELF_DAY)
    world = make_scored_world("AA", "BB")
    make_grant(
        world.stranger, Role.UNIT_OFFICER, unit=world.units["BB"].public_id, valid_from=date(2023, 11, 21)
    )

    today = found_for(world.stranger)
    stand_at(SELF_DAY + timedelta(days=1))
    world.stranger.__dict__.pop("_grants", None)

    assert (len(today), len(found_for(world.stranger))) == (0, 1)


def test_whoever_has_nothing_waiting_reads_what_will_come_here(client, language, stand_at):
    stand_at(APPRAISAL_DAY)
    user = make_account()

    page = page_of(client, user)

    assert {"vi": "Không có việc nào đang chờ", "en": "Nothing waits for you"}[language] in page


def test_a_member_of_another_bloc_is_told_nothing(client, stand_at):
    stand_at(CROSS_DAY)
    world, other = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")
    explained(world)

    for user in (other.officers["DD"], world.stranger, world.administrator):
        page = page_of(client, user)
        assert "Đơn vị AA" not in page
        assert "Đơn vị BB" not in page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_leaves_as_seen(client, stand_at, form):
    stand_at(CROSS_DAY)
    world = make_scored_world("AA", "BB")
    explained(world)
    client.force_login(world.head_officer)

    answer = client.get(f"/viec-cua-toi.{form}?kind=answer")

    assert answer["Content-Disposition"] == f'attachment; filename="viec-cua-toi-2023-12-18.{form}"'
    if form == "csv":
        rows = answer.content.decode("utf-8-sig").splitlines()
        assert rows[0] == "STT,Việc,Vì sao chờ,Loại,Đơn vị,Hạn,Số ngày còn lại"
        assert len(rows) == 2
        assert rows[1].startswith("1,Trả lời giải trình của Đơn vị BB về A.1,")
    assert client.get("/viec-cua-toi.doc").status_code == 404


@pytest.mark.parametrize("codes", [("AA",), ("AA", "BB", "CC", "DD", "EE", "FF")])
def test_the_page_asks_the_database_equally_often_for_one_unit_and_six(client, stand_at, codes, max_queries):
    stand_at(SELF_DAY)
    world = make_scored_world(*codes)
    page_of(client, world.standing)
    cache.clear()

    with max_queries(12):
        assert client.get("/viec-cua-toi/").status_code == 200


def test_every_kind_of_work_has_words_and_a_verb():
    assert len({kind.key for kind in KINDS}) == len(KINDS)
    assert all(kind.words and kind.verb for kind in KINDS)


def test_days_left_are_counted_in_whole_days():
    item = WorkItem("x", KINDS[0], Sentence("x"), Sentence("y"), "/", due_on=date(2023, 12, 20))

    assert item.days_left(date(2023, 12, 18)) == 2
    assert item.days_left(date(2023, 12, 21)) == -1
