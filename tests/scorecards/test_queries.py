"""Reads of the room: the grid, one cell's story, ranks, heat, cards, and what waits for whom."""

from datetime import date, timedelta

import pytest

from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    FULL,
    REVIEW_DAY,
    SELF_DAY,
    close,
    make_scheme,
    make_scored_world,
    make_sheet,
    make_world,
    marks,
    self_score,
)
from tests.scorecards.ready import there
from thidua.scorecards.actions import (
    MarkInput,
    accept_marks,
    assign_checkers,
    close_stage,
    enter_item,
    enter_marks,
    explain_mark,
    reopen_stage,
    strike_item,
)
from thidua.scorecards.frames import forget, sheet_frame, sheet_frame_of_period, sheet_frames
from thidua.scorecards.models import Sheet
from thidua.scorecards.permissions import sheets_visible_to
from thidua.scorecards.queries import (
    RowKind,
    Word,
    agreed_result,
    award_rows,
    cell_story,
    closings_of,
    counters,
    everything,
    heat_rows,
    leading_stage,
    marks_of,
    matrix,
    ranking_rows,
    sheet_cards,
    struck_items,
    ties_of,
    tried,
)
from thidua.scorecards.states import STAGES, ItemKind, Stage
from thidua.scorecards.trial import results_for_scheme
from thidua.scorecards.work import WorkKind, waiting_work

pytestmark = pytest.mark.django_db
ALL = frozenset(STAGES)


@pytest.fixture
def world():
    """Three units scored themselves; CA was lowered on A.1 and waits on B.1 in the cross-check."""
    made = make_scored_world("TA", "VKS", "CA")
    self_score(made)
    close(made, Stage.SELF)
    enter_marks(
        sheet=made.sheet,
        stage=Stage.CROSS,
        cells=[
            MarkInput("CA", "A.1", {"points": "4"}, "Thiếu biên bản"),
            MarkInput("CA", "B.1", {"state": "pending"}, "Chưa có quyết định", "evidence"),
            MarkInput("CA", "B.2", {"state": "not_applicable"}, "Không được giao"),
        ],
        actor=made.head_officer,
        at=CROSS_DAY,
    )
    return made


def row(grid, code):
    return next(one for one in grid.rows if one.code == code)


def test_the_grid_says_words_for_absent_points_and_marks_what_was_lowered(world):
    grid = matrix(world.frame, sees=everything, only="CA")

    shown = {
        code: [(cell.word, cell.trend) for cell in row(grid, code).cells]
        for code in ("A.1", "A.2", "B.1", "B.2")
    }
    assert shown == {
        "A.1": [(Word.POINTS, 0), (Word.POINTS, -1), (Word.NOT_YET, 0)],
        "A.2": [(Word.POINTS, 0), (Word.NOT_YET, 0), (Word.NOT_YET, 0)],
        "B.1": [(Word.POINTS, 0), (Word.UNPROVED, 0), (Word.NOT_YET, 0)],
        "B.2": [(Word.POINTS, 0), (Word.NOT_APPLICABLE, 0), (Word.NOT_YET, 0)],
    }


def test_sums_are_shown_only_when_nothing_waits(world):
    grid = matrix(world.frame, sees=everything, only="CA")

    section, total = row(grid, "A"), next(one for one in grid.rows if one.kind is RowKind.TOTAL)
    assert [cell.word for cell in section.cells] == [Word.POINTS, Word.INCOMPLETE, Word.INCOMPLETE]
    assert [cell.word for cell in total.cells] == [Word.POINTS, Word.INCOMPLETE, Word.INCOMPLETE]
    assert str(total.cells[0].points) == "15.50"


def test_hidden_marks_are_hidden_in_sums_too(world):
    grid = matrix(world.frame, sees=lambda unit, stage: stage is not Stage.SELF)

    assert {one.cells[0].word for one in grid.rows if one.kind not in {RowKind.BONUS, RowKind.DEDUCTION}} == {
        Word.HIDDEN
    }


def test_counters_tell_how_full_a_column_is(world):
    found = counters(world.frame, Stage.CROSS)

    assert (found.cells, found.done, found.waiting, found.unproved, found.empty) == (12, 2, 0, 1, 9)


def test_a_cell_tells_its_history_its_papers_and_what_is_missing(world):
    story = there(cell_story(world.frame, "CA", "A.1", Stage.CROSS, stages=ALL))

    assert [(one.stage, str(one.points), one.reason) for one in story.revisions] == [
        (Stage.CROSS, "4.00", "Thiếu biên bản"),
        (Stage.SELF, "5.00", ""),
    ]
    assert [str(gain.points) for gain in story.gains] == ["1.00"]
    assert (story.previous, there(story.following).code) == (None, "A.2")
    assert cell_story(world.frame, "LA", "A.1", Stage.CROSS, stages=ALL) is None


def test_a_cell_tells_only_of_the_stages_one_may_see(world):
    story = there(cell_story(world.frame, "CA", "A.1", Stage.CROSS, stages=frozenset({Stage.CROSS})))

    assert [one.stage for one in story.revisions] == [Stage.CROSS]


def test_a_relative_cell_names_the_leader_and_who_moved_it(world):
    reopen_stage(sheet=world.sheet, stage=Stage.SELF, reason="Bổ sung", actor=world.standing, at=CROSS_DAY)
    enter_marks(
        sheet=world.sheet, stage=Stage.SELF, cells=[MarkInput("VKS", "A.2", {"target": "10", "actual": "30"})],
        actor=world.officers["VKS"], at=CROSS_DAY,
    )  # fmt: skip

    story = there(cell_story(world.frame, "CA", "A.2", Stage.SELF, stages=ALL))

    assert (there(story.leader).member.code, str(there(story.leader).actual)) == ("VKS", "30")
    assert [(other.code, at) for other, at in story.others_changed] == [("VKS", CROSS_DAY)]
    assert [one.points for one in story.revisions] == [None]


def test_another_input_can_be_tried_and_nothing_is_kept(world):
    card = there(tried(world.frame, "CA", "B.1", Stage.SELF, {"rating": "fair"}))

    assert str(card.units["CA"].total) == "12.50"
    assert tried(world.frame, "CA", "B.1", Stage.SELF, {"rating": "lạ"}) is None
    assert world.frame.mark("CA", "B.1", Stage.SELF).entry == {"rating": "good"}
    assert [mark is not None for mark in marks_of(world.frame, "CA", "B.1")] == [True, True, False]


def test_ranks_stay_open_while_cells_wait(world):
    close(world, Stage.CROSS)

    rows = ranking_rows(world.frame, Stage.APPRAISED)

    assert [(one.rank, one.best, one.worst, one.total) for one in rows] == [(None, 1, 3, None)] * 3
    assert rows[0].waiting == ("A.1", "A.2", "B.1", "B.2")


def test_ranks_are_settled_with_gaps_when_all_is_there(world):
    close(world, Stage.CROSS)
    given = {"TA": "5", "VKS": "4", "CA": "3"}
    for code, points in given.items():
        entries = {**FULL, "A.1": {"points": points}}
        enter_marks(
            sheet=world.sheet,
            stage=Stage.APPRAISED,
            cells=marks(code, entries, "Theo minh chứng"),
            actor=world.standing,
            at=APPRAISAL_DAY,
        )

    rows = ranking_rows(world.frame, Stage.APPRAISED)

    assert [(one.member.code, one.rank, str(one.total), str(one.gap), one.settled) for one in rows] == [
        ("TA", 1, "15.50", "None", True),
        ("VKS", 2, "14.50", "1.00", True),
        ("CA", 3, "13.50", "1.00", True),
    ]
    (award,) = award_rows(world.frame)
    assert ([member.code for member in award.members], rows[0].awards) == (["TA"], ("flag",))
    assert ties_of(world.frame) == ()


def test_ties_list_the_units_that_compete_for_a_rank(world):
    close(world, Stage.CROSS)
    for code in ("TA", "VKS"):
        accept_marks(
            sheet=world.sheet,
            stage=Stage.APPRAISED,
            unit=code,
            section="",
            actor=world.standing,
            at=APPRAISAL_DAY,
        )
    enter_marks(
        sheet=world.sheet, stage=Stage.APPRAISED, cells=marks("CA", {**FULL, "A.1": {"points": "1"}}, "Theo minh chứng"),
        actor=world.standing, at=APPRAISAL_DAY,
    )  # fmt: skip

    (tie,) = ties_of(world.frame)

    assert (tie.place, [member.code for member in tie.members], dict(tie.votes)) == (1, ["TA", "VKS"], {})


def test_heat_is_the_share_of_the_most_points(world):
    sections = heat_rows(world.frame, Stage.SELF, sees=everything)
    leaves = heat_rows(world.frame, Stage.CROSS, sees=lambda unit, stage: unit != "TA", leaves=True)

    assert [(one.code, [percent for _, percent in one.cells]) for one in sections] == [
        ("A", [75, 75, 75]),
        ("B", [80, 80, 80]),
    ]
    assert [(cell.word, percent) for cell, percent in leaves[0].cells] == [
        (Word.HIDDEN, None),
        (Word.NOT_YET, None),
        (Word.POINTS, 80),
    ]
    crossed = heat_rows(world.frame, Stage.CROSS, sees=lambda unit, stage: unit != "TA")
    assert [cell.word for cell, _ in crossed[0].cells] == [Word.HIDDEN, Word.INCOMPLETE, Word.INCOMPLETE]


def test_the_leading_column_is_the_open_one(world):
    assert leading_stage(world.frame) is Stage.CROSS
    close(world, Stage.CROSS, Stage.APPRAISED)
    assert leading_stage(world.frame) is Stage.APPRAISED


def test_cards_count_in_the_same_number_of_queries_for_one_and_three(django_assert_num_queries, world):
    with django_assert_num_queries(1):
        one = sheet_cards(Sheet.objects.all())
    make_scored_world("SNN", "SCT")
    make_scored_world("SGT", "SXD")
    forget()
    with django_assert_num_queries(1):
        three = sheet_cards(Sheet.objects.all())

    assert (one[0].cells, one[0].filled[Stage.SELF], one[0].filled[Stage.CROSS], one[0].members) == (
        12,
        12,
        3,
        3,
    )
    assert len(three) == 3


def test_sheets_are_found_by_key_period_and_list(world):
    assert sheet_frame("khongco") is None
    assert sheet_frame_of_period("khongco") is None
    assert there(sheet_frame_of_period(world.bloc_year.public_id)).public_id == world.sheet
    assert sheet_frame_of_period(world.bloc_year.public_id, on=date(2022, 1, 1)) is None
    assert [frame.public_id for frame in sheet_frames(Sheet.objects.all())] == [world.sheet]
    assert agreed_result(world.frame, "khongco") is None


def test_content_is_remembered_by_stamp_and_read_again_after_a_change(world, django_assert_num_queries):
    first = world.frame
    with django_assert_num_queries(1):
        again = world.frame
    explain_mark(
        sheet=world.sheet,
        unit="CA",
        leaf="A.1",
        stage=Stage.CROSS,
        text="Có",
        actor=world.officers["CA"],
        at=CROSS_DAY,
    )

    assert again.content is first.content
    assert len(world.frame.content.explanations) == 1


def test_struck_items_and_closings_stay_readable(world):
    key = enter_item(
        sheet=world.sheet, unit="CA", kind=ItemKind.DEDUCTION, code="P1", record="B1", title="Vắng họp", number="", dated=None,
        actor=world.head_officer, at=CROSS_DAY,
    )  # fmt: skip
    strike_item(sheet=world.sheet, item=key, reason="Có lý do", actor=world.standing, at=CROSS_DAY)
    reopen_stage(sheet=world.sheet, stage=Stage.SELF, reason="Bổ sung", actor=world.standing, at=CROSS_DAY)

    (item,) = struck_items(world.frame)
    (closing,) = closings_of(world.frame)
    assert (item.unit, item.record, item.reason) == ("CA", "B1", "Có lý do")
    assert (closing.stage, closing.reopened_at, closing.reason) == (Stage.SELF, CROSS_DAY, "Bổ sung")


def work(world, who, on):
    return [
        (item.kind, item.unit.code if item.unit else "", item.count, item.due)
        for item in waiting_work(who, on=on)
    ]


def test_what_waits_follows_the_stages(world):
    on = CROSS_DAY.date()

    assert work(world, world.officers["CA"], on) == [
        (WorkKind.EXPLAIN_MARK, "CA", 1, on + timedelta(days=7)),
        (WorkKind.EXPLAIN_MARK, "CA", 1, on + timedelta(days=7)),
        (WorkKind.EXPLAIN_MARK, "CA", 1, on + timedelta(days=7)),
    ]
    assert work(world, world.head_officer, on) == [
        (WorkKind.CHECK_MARKS, "VKS", 4, None),
        (WorkKind.CHECK_MARKS, "CA", 1, None),
    ]
    assert work(world, world.officers["VKS"], on) == [(WorkKind.CHECK_MARKS, "TA", 4, None)]
    assert work(world, world.stranger, on) == []


def test_what_waits_names_the_assigned_checker_and_the_named_office():
    world = make_world("TA", "VKS", "CA")
    make_scheme(world, appraised_by={"B.1": "unit"})
    make_sheet(world)
    assign_checkers(sheet=world.sheet, unit="CA", checkers=["VKS"], actor=world.standing, at=SELF_DAY)

    assert work(world, world.officers["CA"], SELF_DAY.date()) == [(WorkKind.ENTER_MARKS, "CA", 4, None)]
    close(world, Stage.SELF)
    assert [item[1] for item in work(world, world.head_officer, CROSS_DAY.date())] == ["VKS"]
    close(world, Stage.CROSS)
    assert [item[:3] for item in work(world, world.appraiser, CROSS_DAY.date())] == [
        (WorkKind.APPRAISE_MARKS, code, 1) for code in ("TA", "VKS", "CA")
    ]
    assert [item[2] for item in work(world, world.standing, CROSS_DAY.date())] == [3, 3, 3]


def test_what_waits_ends_with_closing_answering_and_agreeing():
    world = make_scored_world("TA", "VKS")
    self_score(world)
    assert work(world, world.head_officer, SELF_DAY.date()) == [(WorkKind.CLOSE_STAGE, "", 1, None)]
    close(world, Stage.SELF, Stage.CROSS)
    for code, points in (("TA", "5"), ("VKS", "4")):
        enter_marks(
            sheet=world.sheet, stage=Stage.APPRAISED, cells=marks(code, {**FULL, "A.1": {"points": points}}, "Theo minh chứng"),
            actor=world.standing, at=APPRAISAL_DAY,
        )  # fmt: skip
    explain_mark(
        sheet=world.sheet,
        unit="VKS",
        leaf="A.1",
        stage=Stage.APPRAISED,
        text="Xem lại",
        actor=world.officers["VKS"],
        at=APPRAISAL_DAY,
    )

    kinds = {item[0] for item in work(world, world.standing, APPRAISAL_DAY.date())}
    assert kinds == {WorkKind.ANSWER_EXPLANATION, WorkKind.CLOSE_STAGE}
    close_stage(sheet=world.sheet, stage=Stage.APPRAISED, actor=world.standing, at=APPRAISAL_DAY)
    assert work(world, world.head_officer, REVIEW_DAY.date()) == []


def test_results_for_another_table_are_the_fullest_column_one_may_read(world):
    key = world.bloc_year.public_id

    found = there(results_for_scheme(key, actor=world.head_officer, on=CROSS_DAY.date()))

    assert found.said.params == {"year": "2023", "done": 12, "all": 12}
    assert found.document["units"]["CA"]["leaves"]["A.1"] == {"points": "5"}
    assert results_for_scheme(key, actor=world.stranger, on=CROSS_DAY.date()) is None
    assert results_for_scheme("khongco", actor=world.head_officer, on=CROSS_DAY.date()) is None


def test_results_for_another_table_are_none_while_self_marks_are_hidden():
    world = make_scored_world("TA", "VKS")
    self_score(world)

    assert results_for_scheme(world.bloc_year.public_id, actor=world.head_officer, on=SELF_DAY.date()) is None
    assert results_for_scheme(world.bloc_year.public_id, actor=world.standing, on=SELF_DAY.date()) is not None
    assert sheets_visible_to(world.head_officer, on=SELF_DAY.date()).count() == 1
