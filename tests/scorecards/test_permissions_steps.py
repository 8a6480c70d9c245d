"""Who may take the steps of a sheet: closing, assigning, counting items, explaining, voting, agreeing."""

from datetime import date

import pytest

from tests.factories.accounts import make_account, make_grant
from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    FULL,
    REVIEW_DAY,
    SELF_DAY,
    World,
    close,
    make_scored_world,
    self_score,
)
from tests.scorecards.people import ON, PEOPLE, allowed, at_state, hidden, make_people, person
from thidua.accounts.roles import Role
from thidua.scorecards.actions import (
    MarkInput,
    answer_explanation,
    enter_marks,
    explain_mark,
)
from thidua.scorecards.frames import forget
from thidua.scorecards.models import Sheet
from thidua.scorecards.permissions import (
    Cell,
    markable,
    may_agree_result,
    may_answer_explanation,
    may_assign_checkers,
    may_close_stage,
    may_enter_item,
    may_enter_tie_vote,
    may_explain_mark,
    may_open_any_sheet,
    may_open_sheet,
    may_reopen_stage,
    may_see_sheet,
    may_strike_item,
    part_of,
    sheets_visible_to,
)
from thidua.scorecards.states import STAGES, ItemKind, SheetState, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(name="world")
def _world() -> World:
    return make_people()


CLOSING = {
    (SheetState.OPENED, Stage.SELF): {"head_officer", "standing"},
    (SheetState.OPENED, Stage.CROSS): set(),
    (SheetState.SELF_CLOSED, Stage.CROSS): {"head_officer", "standing"},
    (SheetState.CROSS_CLOSED, Stage.APPRAISED): {"standing"},
    (SheetState.APPRAISED, Stage.APPRAISED): set(),
}


@pytest.mark.parametrize(("state", "stage"), CLOSING)
def test_stages_are_closed_in_order_by_those_who_keep_the_sheet(world, state, stage):
    at_state(world, state)

    assert allowed(world, may_close_stage, (world.frame, stage)) == CLOSING[state, stage]
    assert hidden(world, may_close_stage, (world.frame, stage)) == {"administrator", "stranger"}


REOPENING = {
    (SheetState.OPENED, Stage.SELF): set(),
    (SheetState.SELF_CLOSED, Stage.SELF): {"head_officer", "standing"},
    (SheetState.CROSS_CLOSED, Stage.SELF): set(),
    (SheetState.CROSS_CLOSED, Stage.CROSS): {"head_officer", "standing"},
    (SheetState.APPRAISED, Stage.APPRAISED): {"standing"},
}


@pytest.mark.parametrize(("state", "stage"), REOPENING)
def test_only_the_last_stage_closed_is_reopened(world, state, stage):
    at_state(world, state)

    assert allowed(world, may_reopen_stage, (world.frame, stage)) == REOPENING[state, stage]
    assert hidden(world, may_reopen_stage, (world.frame, stage)) == {"administrator", "stranger"}


def test_checkers_are_assigned_until_the_cross_check_is_closed(world):
    early = allowed(world, may_assign_checkers, world.frame)
    at_state(world, SheetState.CROSS_CLOSED)
    late = allowed(world, may_assign_checkers, world.frame)

    assert (early, late) == ({"head_officer", "standing"}, set())
    assert hidden(world, may_assign_checkers, world.frame) == {"administrator", "stranger"}


ITEMS = {
    (SheetState.OPENED, ItemKind.BONUS, "CA"): {"own", "checker", "head_officer", "standing"},
    (SheetState.OPENED, ItemKind.DEDUCTION, "CA"): {"checker", "head_officer", "standing"},
    (SheetState.SELF_CLOSED, ItemKind.BONUS, "CA"): {"checker", "head_officer", "standing"},
    (SheetState.CROSS_CLOSED, ItemKind.DEDUCTION, "TA"): {"checker", "standing"},
    (SheetState.OPENED, ItemKind.BONUS, "TA"): {"own", "head_officer", "leader", "checker", "standing"},
    (SheetState.APPRAISED, ItemKind.DEDUCTION, "CA"): set(),
}


@pytest.mark.parametrize(("state", "kind", "unit"), ITEMS)
def test_items_are_counted_by_others_and_own_bonuses_only_while_scoring_oneself(world, state, kind, unit):
    at_state(world, state)

    assert allowed(world, may_enter_item, (world.frame, unit, kind), unit=unit) == ITEMS[state, kind, unit]
    assert hidden(world, may_enter_item, (world.frame, unit, kind)) == {"administrator", "stranger"}


def test_striking_an_item_is_asked_as_entering_it(world):
    from thidua.scorecards.actions import enter_item

    enter_item(
        sheet=world.sheet, unit="CA", kind=ItemKind.BONUS, code="T1", record="QD-1", title="", number="", dated=None,
        actor=world.officers["CA"], at=SELF_DAY,
    )  # fmt: skip
    item = world.frame.content.items[0]

    assert allowed(world, may_strike_item, (world.frame, item)) == {
        "own",
        "checker",
        "head_officer",
        "standing",
    }


def test_sheets_are_opened_by_the_head_units_officer_or_the_standing_body(world):
    key = world.bloc.public_id

    assert allowed(world, may_open_sheet, key) == {"head_officer", "standing"}
    assert {name for name in PEOPLE if may_open_any_sheet(person(world, name), on=ON).allowed} == {
        "head_officer",
        "standing",
    }


@pytest.fixture
def lowered(world):
    """CA scored itself, VKS lowered A.1 on 18 December."""
    self_score(world)
    close(world, Stage.SELF)
    enter_marks(
        sheet=world.sheet,
        stage=Stage.CROSS,
        cells=[
            MarkInput("CA", "A.1", {"points": "4"}, "Thiếu biên bản"),
            MarkInput("CA", "B.1", FULL["B.1"]),
        ],
        actor=world.officers["VKS"],
        at=CROSS_DAY,
    )
    return world


def test_a_changed_mark_is_explained_by_its_unit_within_the_days_of_the_rules(lowered):
    cell = Cell(lowered.frame, "CA", "A.1", Stage.CROSS)

    in_time = allowed(lowered, may_explain_mark, cell, on=date(2023, 12, 25))
    late = may_explain_mark(lowered.officers["CA"], cell, on=date(2023, 12, 26))

    assert in_time == {"own"}
    assert hidden(lowered, may_explain_mark, cell) == {"administrator", "stranger"}
    assert (late.allowed, late.sentence.params["days"]) == (False, 7)


def test_an_unchanged_mark_may_be_asked_about_until_the_appraisal_is_closed(lowered):
    cell = Cell(lowered.frame, "CA", "B.1", Stage.CROSS)

    assert may_explain_mark(lowered.officers["CA"], cell, on=date(2024, 2, 1)).allowed
    close(lowered, Stage.CROSS, Stage.APPRAISED)
    closed = may_explain_mark(
        lowered.officers["CA"], Cell(lowered.frame, "CA", "B.1", Stage.CROSS), on=date(2024, 2, 1)
    )
    assert not closed.allowed


def test_own_marks_empty_cells_and_repeated_questions_are_not_explained(lowered):
    own = lowered.officers["CA"]

    assert not may_explain_mark(own, Cell(lowered.frame, "CA", "A.1", Stage.SELF), on=ON).allowed
    assert not may_explain_mark(own, Cell(lowered.frame, "CA", "A.2", Stage.CROSS), on=ON).allowed
    explain_mark(
        sheet=lowered.sheet,
        unit="CA",
        leaf="A.1",
        stage=Stage.CROSS,
        text="Có biên bản",
        actor=own,
        at=CROSS_DAY,
    )
    again = may_explain_mark(own, Cell(lowered.frame, "CA", "A.1", Stage.CROSS), on=ON)
    assert "waiting for its answer" in again.sentence.text
    assert may_explain_mark(own, Cell(lowered.frame, "XX", "A.1", Stage.CROSS), on=ON).private


def test_explanations_are_answered_by_whoever_may_mark_the_cell(lowered):
    explain_mark(
        sheet=lowered.sheet,
        unit="CA",
        leaf="A.1",
        stage=Stage.CROSS,
        text="Có",
        actor=lowered.officers["CA"],
        at=CROSS_DAY,
    )
    asked = (lowered.frame, lowered.frame.content.explanations[0])

    assert allowed(lowered, may_answer_explanation, asked) == {"checker", "head_officer", "standing"}
    assert hidden(lowered, may_answer_explanation, asked) == {"administrator", "stranger"}


@pytest.mark.parametrize("rule", [may_enter_tie_vote, may_agree_result])
def test_ties_and_results_wait_for_the_appraisal_to_be_closed(world, rule):
    early = allowed(world, rule, world.frame)
    close(world, *STAGES)
    late = allowed(world, rule, world.frame, on=REVIEW_DAY.date())

    assert (early, late) == (set(), {"head_officer", "standing"})
    assert hidden(world, rule, world.frame) == {"administrator", "stranger"}


def test_the_officer_of_the_next_head_has_no_part_in_this_years_sheet(world):
    """Two heads are active at once in the first quarter: each only on its own bloc-year."""
    from tests.factories.accounts import make_grant

    make_grant(world.officers["VKS"], "bloc_head_officer", bloc=world.bloc.public_id)

    assert not part_of(world.officers["VKS"], world.frame, on=APPRAISAL_DAY.date()).head_officer
    assert part_of(world.officers["TA"], world.frame, on=APPRAISAL_DAY.date()).head_officer


def test_what_is_markable_without_named_appraisers_is_the_whole_column():
    made = make_scored_world("TA", "VKS")

    assert markable(part_of(made.officers["VKS"], made.frame, on=ON), made.frame) == {
        ("VKS", leaf) for leaf in made.frame.outline.leaves
    }


def test_a_mark_changed_again_after_the_answer_may_be_explained_again(world):
    self_score(world)
    close(world, Stage.SELF)
    checker = world.officers["VKS"]

    def lower(points: str) -> None:
        lower_to = [
            MarkInput("CA", "A.1", {"points": points}, "Thiếu biên bản"),
            MarkInput("CA", "A.2", {"target": "10", "actual": points}, "Thiếu biên bản"),
        ]
        enter_marks(sheet=world.sheet, stage=Stage.CROSS, cells=lower_to, actor=checker, at=CROSS_DAY)

    def may(leaf: str = "A.1") -> bool:
        cell = Cell(world.frame, "CA", leaf, Stage.CROSS)
        return may_explain_mark(world.officers["CA"], cell, on=ON).allowed

    lower("4")
    asked = explain_mark(
        sheet=world.sheet, unit="CA", leaf="A.1", stage=Stage.CROSS, text="Đã có", actor=world.officers["CA"],
        at=CROSS_DAY,
    )  # fmt: skip
    answer_explanation(
        sheet=world.sheet,
        explanation=asked,
        accepted=False,
        answer="Vẫn thiếu",
        actor=checker,
        at=CROSS_DAY,
    )
    answered = may()
    lower("3")

    assert (answered, may(), may("A.2")) == (False, True, True)


def test_an_agreed_result_is_not_agreed_again():
    made = make_scored_world("TA", "VKS")
    Sheet.objects.filter(public_id=made.sheet).update(state=SheetState.AGREED)
    forget()

    verdict = may_agree_result(made.head_officer, made.frame, on=ON)

    assert not verdict.allowed
    assert not verdict.private


def test_a_council_member_of_one_bloc_sees_its_sheets_only():
    here, there = make_scored_world("TA", "VKS"), make_scored_world("CA", "THADS")
    member = make_account(full_name="Hội đồng")
    make_grant(member, Role.COUNCIL_MEMBER, bloc=here.bloc.public_id)

    assert set(sheets_visible_to(member, on=ON).values_list("public_id", flat=True)) == {here.sheet}
    assert may_see_sheet(member, here.frame, on=ON).allowed
    assert may_see_sheet(member, there.frame, on=ON).private
