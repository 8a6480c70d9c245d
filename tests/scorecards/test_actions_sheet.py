"""Opening, assigning, closing, reopening: what each verb keeps and refuses."""

import copy
from datetime import date
from typing import Any

import pytest

from tests.factories.scorecards import (
    OPENED,
    SELF_DAY,
    SMALL,
    close,
    make_scheme,
    make_scored_world,
    make_sheet,
    make_world,
    self_score,
)
from tests.scorecards.ready import last_act, there
from thidua.scorecards.actions import (
    MarkInput,
    adopt_scheme,
    assign_checkers,
    close_stage,
    enter_marks,
    open_sheet,
    reopen_stage,
)
from thidua.scorecards.errors import (
    ReasonNeeded,
    ScoringRefused,
    SheetUnfit,
)
from thidua.scorecards.models import Sheet, StageClosing
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import SheetState, Stage

pytestmark = pytest.mark.django_db


def test_open_sheet_freezes_members_names_parts_and_rules():
    world = make_world("TA", "VKS", "CA")
    make_scheme(world)

    make_sheet(world)

    frame = world.frame
    assert [(member.code, member.role.value, member.checked_by) for member in frame.members] == [
        ("TA", "head", ("VKS",)),
        ("VKS", "deputy", ()),
        ("CA", "member", ()),
    ]
    assert (frame.state, frame.explanation_days, frame.self_marks_hidden) == (SheetState.OPENED, 7, True)
    assert last_act() == "scorecards.open_sheet"


def test_open_sheet_lets_named_members_check_the_head_instead_of_the_deputy():
    world = make_world("TA", "VKS", "CA")
    make_scheme(world)

    make_sheet(world, head_checked_by=("CA", "TA", "LA"))

    assert there(world.frame.head).checked_by == ("CA",)


def test_open_sheet_refuses_what_cannot_be_a_sheet():
    world = make_world("TA", "VKS")

    with pytest.raises(SheetUnfit, match="no frozen table"):
        make_sheet(world)
    make_scheme(world)
    with pytest.raises(SheetUnfit, match="plausible"):
        make_sheet(world, period_to=date(2022, 1, 1))
    with pytest.raises(SheetUnfit, match="plausible"):
        make_sheet(world, explanation_days=0)
    make_sheet(world)
    with pytest.raises(SheetUnfit, match="already"):
        make_sheet(world)
    assert Sheet.objects.count() == 1


def test_open_sheet_refuses_an_unknown_year_a_stranger_and_a_year_without_members():
    world = make_world("TA", "VKS")
    make_scheme(world)
    fields: dict[str, Any] = {
        "period_from": date(2023, 1, 1), "period_to": date(2023, 12, 31), "explanation_days": 7,
        "self_marks_hidden": True, "head_checked_by": (), "at": OPENED,
    }  # fmt: skip

    with pytest.raises(SheetUnfit, match="no such bloc-year"):
        open_sheet(bloc_year="khongco", actor=world.standing, **fields)
    with pytest.raises(ScoringRefused):
        open_sheet(bloc_year=world.bloc_year.public_id, actor=world.officers["VKS"], **fields)
    world.bloc_year.memberships.all().delete()
    with pytest.raises(SheetUnfit, match="no member units"):
        open_sheet(bloc_year=world.bloc_year.public_id, actor=world.standing, **fields)


def test_open_sheet_without_a_head_assigns_nobody():
    world = make_world("TA", "VKS")
    make_scheme(world)
    world.bloc_year.leads.all().delete()
    world.head_officer = world.standing

    make_sheet(world)

    assert [member.checked_by for member in world.frame.members] == [(), ()]
    assert world.frame.head is None


def test_adopt_scheme_moves_the_sheet_and_keeps_the_marks():
    world = make_scored_world("TA", "VKS")
    self_score(world)
    newer = {
        **SMALL,
        "criteria": [
            SMALL["criteria"][0],
            {
                **SMALL["criteria"][1],
                "children": [
                    {"code": "B.1", "name": "Xếp loại", "max": 6, "kind": "direct"},
                    SMALL["criteria"][1]["children"][1],
                ],
            },
        ],
    }
    make_scheme(world, newer)

    version = adopt_scheme(sheet=world.sheet, actor=world.head_officer, at=SELF_DAY)

    frame = world.frame
    states = {
        code: leaf.state.value for code, leaf in scorecard_of(frame, Stage.SELF).units["VKS"].leaves.items()
    }
    assert (version, frame.scheme_version) == (2, 2)
    assert states == {"A.1": "value", "A.2": "value", "B.1": "not_submitted", "B.2": "value"}
    assert there(frame.mark("VKS", "B.1", Stage.SELF)).entry == {"rating": "good"}


def test_adopt_scheme_refuses_the_same_version_and_a_stranger():
    world = make_scored_world("TA", "VKS")

    with pytest.raises(SheetUnfit):
        adopt_scheme(sheet=world.sheet, actor=world.standing, at=SELF_DAY)
    with pytest.raises(ScoringRefused):
        adopt_scheme(sheet=world.sheet, actor=world.officers["VKS"], at=SELF_DAY)


def test_assign_checkers_replaces_and_refuses_self_strangers_and_an_unchecked_head():
    world = make_scored_world("TA", "VKS", "CA")
    call: dict[str, Any] = {"sheet": world.sheet, "actor": world.standing, "at": SELF_DAY}

    assert assign_checkers(unit="CA", checkers=["VKS", "TA"], **call) == ("TA", "VKS")
    assert assign_checkers(unit="CA", checkers=["VKS"], **call) == ("VKS",)
    assert assign_checkers(unit="CA", checkers=[], **call) == ()
    assert last_act() == "scorecards.assign_checkers"
    for unit, checkers in (("CA", ["CA"]), ("CA", ["LA"]), ("LA", ["CA"]), ("TA", [])):
        with pytest.raises(SheetUnfit):
            assign_checkers(unit=unit, checkers=checkers, **call)
    with pytest.raises(ScoringRefused):
        assign_checkers(
            sheet=world.sheet, unit="CA", checkers=["VKS"], actor=world.officers["CA"], at=SELF_DAY
        )


def test_close_stage_counts_what_is_empty_and_begins_the_next():
    world = make_scored_world("TA", "VKS")
    self_score(world, units=["VKS"])
    enter_marks(
        sheet=world.sheet, stage=Stage.SELF, cells=[MarkInput("TA", "B.1", {"state": "pending"}, "Chờ", "superior")],
        actor=world.head_officer, at=SELF_DAY,
    )  # fmt: skip

    state = close_stage(sheet=world.sheet, stage=Stage.SELF, actor=world.head_officer, at=SELF_DAY)

    closing = StageClosing.objects.get()
    assert (state, closing.cells, closing.without_value) == (SheetState.SELF_CLOSED, 8, 4)
    with pytest.raises(ScoringRefused, match="not the one that is open"):
        close_stage(sheet=world.sheet, stage=Stage.SELF, actor=world.head_officer, at=SELF_DAY)


def test_close_stage_counts_no_cell_that_never_applied_to_a_unit():
    spared = copy.deepcopy(SMALL)
    spared["criteria"][1]["children"][1]["not_applicable_for"] = ["VKS"]
    world = make_scored_world("TA", "VKS", document=spared)

    close(world, Stage.SELF)

    closing = StageClosing.objects.get()
    assert (closing.cells, closing.without_value) == (7, 7)


def test_reopen_stage_needs_a_reason_and_goes_back_one_step():
    world = make_scored_world("TA", "VKS")
    close(world, Stage.SELF)
    call: dict[str, Any] = {
        "sheet": world.sheet,
        "stage": Stage.SELF,
        "actor": world.head_officer,
        "at": SELF_DAY,
    }

    with pytest.raises(ReasonNeeded):
        reopen_stage(reason=" ", **call)
    assert reopen_stage(reason="Đơn vị nộp chậm", **call) is SheetState.OPENED
    assert StageClosing.objects.get().reopened_reason == "Đơn vị nộp chậm"
    with pytest.raises(ScoringRefused):
        reopen_stage(reason="Lần nữa", **call)
    close(world, Stage.SELF)
    assert StageClosing.objects.count() == 2
