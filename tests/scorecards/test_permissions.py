"""Who may do what: people × states as tables, and the lists agree with the predicates."""

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
    make_scheme,
    make_scored_world,
    make_sheet,
    make_world,
    self_score,
)
from thidua.accounts.roles import Role
from thidua.scorecards.actions import (
    MarkInput,
    answer_explanation,
    assign_checkers,
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
    may_enter_mark,
    may_enter_tie_vote,
    may_explain_mark,
    may_open_any_sheet,
    may_open_scores,
    may_open_sheet,
    may_reopen_stage,
    may_see_history,
    may_see_marks,
    may_see_sheet,
    may_strike_item,
    part_of,
    sheets_visible_to,
)
from thidua.scorecards.states import STAGES, ItemKind, SheetState, Stage

pytestmark = pytest.mark.django_db
ON = date(2023, 12, 20)
PEOPLE = (
    "own",
    "rival",
    "checker",
    "head_officer",
    "leader",
    "standing",
    "appraiser",
    "auditor",
    "administrator",
    "stranger",
)


@pytest.fixture
def world() -> World:
    """TA heads, VKS deputises; VKS checks CA; the office appraises B.1."""
    made = make_world("TA", "VKS", "CA", "THADS")
    make_scheme(made, appraised_by={"B.1": "unit", "B.2": "bloc_head", "A.2": "bloc_deputy"})
    make_sheet(made)
    assign_checkers(sheet=made.sheet, unit="CA", checkers=["VKS"], actor=made.standing, at=SELF_DAY)
    return made


def person(world: World, name: str, unit: str = "CA"):
    """One of the people; `own` is the officer of the unit, `rival` that of another, `checker` of the one that checks."""
    by_name = {
        "own": world.officers[unit],
        "rival": world.officers["THADS"],
        "checker": world.officers["VKS"],
    }
    return by_name.get(name) or getattr(world, name)


def at_state(world: World, state: SheetState) -> World:
    """Bring the sheet to a state."""
    steps = {
        SheetState.OPENED: 0,
        SheetState.SELF_CLOSED: 1,
        SheetState.CROSS_CLOSED: 2,
        SheetState.APPRAISED: 3,
    }
    close(world, *STAGES[: steps[state]])
    return world


def allowed(world: World, rule, thing, *, unit: str = "CA", on: date = ON) -> set[str]:
    """Who of the people is allowed."""
    return {name for name in PEOPLE if rule(person(world, name, unit), thing, on=on).allowed}


def hidden(world: World, rule, thing) -> set[str]:
    """For whom the thing does not even exist."""
    return {
        name
        for name in PEOPLE
        if (found := rule(person(world, name), thing, on=ON)).private and not found.allowed
    }


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

    assert assigned.remedy.params == {"units": "Vks"}
    assert "assign who checks" in nobody.remedy.text


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
