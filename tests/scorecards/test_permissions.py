"""Who may read and mark what: people × states as tables, and the lists agree with the predicates."""

import pytest

from tests.factories.scorecards import (
    World,
    close,
    make_scheme,
    make_scored_world,
    make_sheet,
    make_world,
)
from tests.scorecards.people import ON, PEOPLE, allowed, at_state, hidden, make_people, person
from tests.scorecards.ready import there
from thidua.scorecards.permissions import (
    Cell,
    markable,
    may_enter_mark,
    may_open_scores,
    may_see_history,
    may_see_marks,
    may_see_sheet,
    part_of,
    sheets_visible_to,
)
from thidua.scorecards.states import STAGES, SheetState, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(name="world")
def _world() -> World:
    return make_people()


def test_a_sheet_is_read_by_those_with_a_part_in_it_and_hidden_from_others(world):
    frame = world.frame

    assert hidden(world, may_see_sheet, frame) == {"administrator", "stranger"}
    assert hidden(world, may_see_history, frame) == {"administrator", "stranger"}
    assert allowed(world, may_see_sheet, frame) == set(PEOPLE) - {"administrator", "stranger"}


def test_the_list_of_sheets_agrees_with_the_predicate(world):
    other = make_scored_world("SNN", "SCT")

    for name in PEOPLE:
        who = person(world, name)
        listed = set(sheets_visible_to(who, on=ON).values_list("public_id", flat=True))
        seen = {made.sheet for made in (world, other) if may_see_sheet(who, made.frame, on=ON).allowed}
        assert listed == seen, name


def test_the_room_is_open_to_roles_that_read_or_write_marks(world):
    open_to = {name for name in PEOPLE if may_open_scores(person(world, name), on=ON).allowed}

    assert open_to == set(PEOPLE) - {"administrator"}


def test_self_marks_are_hidden_from_competitors_until_they_are_closed(world):
    frame = world.frame

    before = allowed(world, may_see_marks, (frame, "CA", Stage.SELF))
    close(world, Stage.SELF)
    after = allowed(world, may_see_marks, (world.frame, "CA", Stage.SELF))

    assert before == {"own", "standing", "auditor"}
    assert after == set(PEOPLE) - {"administrator", "stranger"}


def test_self_marks_are_open_at_once_where_the_bloc_chose_so():
    made = make_world("TA", "VKS")
    make_scheme(made)
    make_sheet(made, self_marks_hidden=False)

    assert may_see_marks(made.officers["VKS"], (made.frame, "TA", Stage.SELF), on=ON).allowed


def test_later_marks_are_read_by_every_member_as_they_are_entered(world):
    at_state(world, SheetState.SELF_CLOSED)

    readers = allowed(world, may_see_marks, (world.frame, "CA", Stage.CROSS))

    assert readers == set(PEOPLE) - {"administrator", "stranger"}


MARKING = {
    # (state, stage): who may mark A.1 of CA, an ordinary member checked by VKS.
    (SheetState.OPENED, Stage.SELF): {"own"},
    (SheetState.OPENED, Stage.CROSS): set(),
    (SheetState.OPENED, Stage.APPRAISED): set(),
    (SheetState.SELF_CLOSED, Stage.SELF): set(),
    (SheetState.SELF_CLOSED, Stage.CROSS): {"checker", "head_officer"},
    (SheetState.SELF_CLOSED, Stage.APPRAISED): set(),
    (SheetState.CROSS_CLOSED, Stage.CROSS): set(),
    (SheetState.CROSS_CLOSED, Stage.APPRAISED): {"standing"},
    (SheetState.APPRAISED, Stage.APPRAISED): set(),
}


@pytest.mark.parametrize(("state", "stage"), MARKING)
def test_marks_of_a_member_are_entered_by_the_right_person_in_the_right_state(world, state, stage):
    at_state(world, state)
    cell = Cell(world.frame, "CA", "A.1", stage)

    assert allowed(world, may_enter_mark, cell) == MARKING[state, stage]
    assert hidden(world, may_enter_mark, cell) == {"administrator", "stranger"}


@pytest.mark.parametrize(
    ("leaf", "who"),
    [
        ("A.1", {"checker", "standing"}),
        ("A.2", {"checker", "standing"}),
        ("B.1", {"appraiser", "standing"}),
        ("B.2", {"checker", "standing"}),
    ],
)
def test_the_head_unit_is_appraised_under_the_deputy_and_never_by_itself(world, leaf, who):
    at_state(world, SheetState.CROSS_CLOSED)

    found = allowed(world, may_enter_mark, Cell(world.frame, "TA", leaf, Stage.APPRAISED), unit="TA")

    assert found == who


def test_the_head_unit_is_cross_checked_by_the_deputy_not_by_its_own_officer(world):
    at_state(world, SheetState.SELF_CLOSED)

    found = allowed(world, may_enter_mark, Cell(world.frame, "TA", "A.1", Stage.CROSS), unit="TA")

    assert found == {"checker"}


@pytest.mark.parametrize(
    ("leaf", "who"),
    [
        ("B.1", {"appraiser", "standing"}),
        ("B.2", {"head_officer", "standing"}),
        ("A.2", {"checker", "standing"}),
    ],
)
def test_a_leaf_is_appraised_by_whom_the_table_names(world, leaf, who):
    at_state(world, SheetState.CROSS_CLOSED)

    assert allowed(world, may_enter_mark, Cell(world.frame, "CA", leaf, Stage.APPRAISED)) == who


def test_the_deputy_does_not_appraise_its_own_leaf(world):
    at_state(world, SheetState.CROSS_CLOSED)

    verdict = may_enter_mark(world.officers["VKS"], Cell(world.frame, "VKS", "A.2", Stage.APPRAISED), on=ON)

    assert not verdict.allowed
    assert "never checks" in verdict.sentence.text


def test_refusals_name_who_was_assigned_and_whom_to_ask(world):
    at_state(world, SheetState.SELF_CLOSED)

    assigned = may_enter_mark(world.officers["THADS"], Cell(world.frame, "CA", "A.1", Stage.CROSS), on=ON)
    nobody = may_enter_mark(world.officers["CA"], Cell(world.frame, "THADS", "A.1", Stage.CROSS), on=ON)

    assert there(assigned.remedy).params == {"units": "Vks"}
    assert "assign who checks" in there(nobody.remedy).text


def test_a_leaf_that_does_not_apply_is_nobodys_to_mark():
    document = {
        "format": "thidua-scheme/1",
        "name": "Thử",
        "rounding": {"decimals": 2},
        "not_applicable": "rescale",
        "total": {"content_max": 5},
        "criteria": [{"code": "A", "name": "A", "max": 5, "kind": "direct", "not_applicable_for": ["VKS"]}],
    }
    made = make_scored_world("TA", "VKS", document=document)

    verdict = may_enter_mark(made.officers["VKS"], Cell(made.frame, "VKS", "A", Stage.SELF), on=ON)

    assert not verdict.allowed
    assert "does not apply" in verdict.sentence.text


def test_unknown_cells_are_hidden(world):
    for cell in (Cell(world.frame, "XX", "A.1", Stage.SELF), Cell(world.frame, "CA", "Z", Stage.SELF)):
        assert may_enter_mark(world.officers["CA"], cell, on=ON).private


@pytest.mark.parametrize(
    "state", [SheetState.OPENED, SheetState.SELF_CLOSED, SheetState.CROSS_CLOSED, SheetState.APPRAISED]
)
def test_the_cells_offered_for_marking_are_exactly_those_the_predicate_allows(world, state):
    at_state(world, state)
    frame = world.frame

    for name in PEOPLE:
        who = person(world, name)
        offered = markable(part_of(who, frame, on=ON), frame)
        allowed_ones = {
            (member.code, leaf)
            for member in frame.members
            for leaf in frame.outline.leaves
            for stage in STAGES
            if may_enter_mark(who, Cell(frame, member.code, leaf, stage), on=ON).allowed
        }
        assert offered == allowed_ones, name
