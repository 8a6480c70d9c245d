"""Opening, assigning, closing, reopening, counting, explaining, voting, agreeing: what each verb keeps and refuses."""

import copy
from datetime import date

import pytest

from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    FULL,
    OPENED,
    REVIEW_DAY,
    SELF_DAY,
    SMALL,
    World,
    close,
    make_scheme,
    make_scored_world,
    make_sheet,
    make_world,
    marks,
    self_score,
)
from thidua.foundation.acts import latest_acts
from thidua.scorecards.actions import (
    MarkInput,
    accept_marks,
    adopt_scheme,
    agree_result,
    answer_explanation,
    assign_checkers,
    close_stage,
    enter_item,
    enter_marks,
    enter_tie_vote,
    explain_mark,
    open_sheet,
    reopen_stage,
    strike_item,
)
from thidua.scorecards.errors import (
    ItemUnfit,
    ReasonNeeded,
    ResultChangedMeanwhile,
    ScoringRefused,
    SheetUnfit,
    TieVoteUnfit,
)
from thidua.scorecards.exports import draft_result, result_hash
from thidua.scorecards.models import Sheet, Snapshot, StageClosing
from thidua.scorecards.queries import agreed_results
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import STAGES, ItemKind, SheetState, Stage

pytestmark = pytest.mark.django_db
ITEM = {
    "unit": "VKS",
    "kind": ItemKind.BONUS,
    "code": "T1",
    "record": "QD-1",
    "title": "Bằng khen",
    "number": "1/QĐ",
    "dated": date(2023, 5, 4),
}


def last_act() -> str:
    return latest_acts(limit=1)[0].name


def world_ready_to_agree(*codes: str) -> World:
    """Every unit scored, checked and appraised alike, all stages closed."""
    world = make_scored_world(*codes)
    self_score(world)
    close(world, Stage.SELF, Stage.CROSS)
    for code in codes:
        accept_marks(
            sheet=world.sheet,
            stage=Stage.APPRAISED,
            unit=code,
            section="",
            actor=world.standing,
            at=APPRAISAL_DAY,
        )
    close(world, Stage.APPRAISED)
    return world


def agree(world: World, **changed):
    fields = {
        "expected_hash": draft_result(world.frame).hash,
        "agreed_on": REVIEW_DAY.date(),
        "meeting": "Họp bình xét",
        "reason": "",
        "actor": world.head_officer,
        "at": REVIEW_DAY,
    }
    return agree_result(sheet=world.sheet, **(fields | changed))


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

    assert world.frame.head.checked_by == ("CA",)


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
    fields = {
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
    assert frame.mark("VKS", "B.1", Stage.SELF).entry == {"rating": "good"}


def test_adopt_scheme_refuses_the_same_version_and_a_stranger():
    world = make_scored_world("TA", "VKS")

    with pytest.raises(SheetUnfit):
        adopt_scheme(sheet=world.sheet, actor=world.standing, at=SELF_DAY)
    with pytest.raises(ScoringRefused):
        adopt_scheme(sheet=world.sheet, actor=world.officers["VKS"], at=SELF_DAY)


def test_assign_checkers_replaces_and_refuses_self_strangers_and_an_unchecked_head():
    world = make_scored_world("TA", "VKS", "CA")
    call = {"sheet": world.sheet, "actor": world.standing, "at": SELF_DAY}

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
    call = {"sheet": world.sheet, "stage": Stage.SELF, "actor": world.head_officer, "at": SELF_DAY}

    with pytest.raises(ReasonNeeded):
        reopen_stage(reason=" ", **call)
    assert reopen_stage(reason="Đơn vị nộp chậm", **call) is SheetState.OPENED
    assert StageClosing.objects.get().reopened_reason == "Đơn vị nộp chậm"
    with pytest.raises(ScoringRefused):
        reopen_stage(reason="Lần nữa", **call)
    close(world, Stage.SELF)
    assert StageClosing.objects.count() == 2


def test_enter_item_counts_a_record_once():
    world = make_scored_world("TA", "VKS")
    call = {"sheet": world.sheet, "actor": world.officers["VKS"], "at": SELF_DAY}

    enter_item(**ITEM, **call)

    assert str(scorecard_of(world.frame, Stage.SELF).units["VKS"].bonus) == "2"
    assert last_act() == "scorecards.enter_item"
    enter_item(**{**ITEM, "record": "QD-2"}, **call)
    with pytest.raises(ItemUnfit, match="already"):
        enter_item(**{**ITEM, "record": "QD-2"}, **call)
    with pytest.raises(ItemUnfit, match="Name the record"):
        enter_item(**{**ITEM, "record": " "}, **call)
    with pytest.raises(ItemUnfit, match="has no"):
        enter_item(**{**ITEM, "code": "T9"}, **call)
    with pytest.raises(ScoringRefused):
        enter_item(**{**ITEM, "kind": ItemKind.DEDUCTION, "code": "P1"}, **call)


def test_enter_item_refuses_a_record_counted_in_an_exclusive_leaf():
    world = make_scored_world("TA", "VKS")
    self_score(world, units=["VKS"])

    with pytest.raises(ItemUnfit) as unfit:
        enter_item(**{**ITEM, "record": "DH-1"}, sheet=world.sheet, actor=world.officers["VKS"], at=SELF_DAY)

    assert unfit.value.sentence.text == "record_counted_twice"


def test_a_disqualifier_keeps_the_rank_and_bars_the_proposal():
    world = world_ready_to_agree("TA", "VKS")
    reopen_stage(
        sheet=world.sheet, stage=Stage.APPRAISED, reason="Có việc mới", actor=world.standing, at=REVIEW_DAY
    )

    enter_item(
        **{**ITEM, "kind": ItemKind.DISQUALIFIER, "code": "L1", "record": "KL-1"},
        sheet=world.sheet,
        actor=world.standing,
        at=REVIEW_DAY,
    )

    unit = scorecard_of(world.frame, Stage.APPRAISED).units["VKS"]
    assert (unit.eligible, unit.blockers) == (False, ("L1",))


def test_strike_item_keeps_it_readable_and_no_longer_counts_it():
    world = make_scored_world("TA", "VKS")
    key = enter_item(**ITEM, sheet=world.sheet, actor=world.officers["VKS"], at=SELF_DAY)
    call = {"sheet": world.sheet, "item": key, "at": SELF_DAY}

    with pytest.raises(ReasonNeeded):
        strike_item(reason="", actor=world.standing, **call)
    with pytest.raises(ScoringRefused):
        strike_item(reason="Sai", actor=world.stranger, **call)
    strike_item(reason="Quyết định năm 2022", actor=world.standing, **call)

    assert world.frame.content.items == ()
    assert last_act() == "scorecards.strike_item"
    with pytest.raises(ItemUnfit):
        strike_item(reason="Lần nữa", actor=world.standing, **call)
    with pytest.raises(ScoringRefused) as refused:
        strike_item(reason="Lần nữa", actor=world.stranger, **call)
    assert refused.value.verdict.private


@pytest.fixture
def lowered():
    world = make_scored_world("TA", "VKS", "CA")
    self_score(world)
    close(world, Stage.SELF)
    enter_marks(
        sheet=world.sheet, stage=Stage.CROSS, cells=[MarkInput("CA", "A.1", {"points": "4"}, "Thiếu biên bản")],
        actor=world.head_officer, at=CROSS_DAY,
    )  # fmt: skip
    return world


def explain(world: World, text: str = "Biên bản gửi kèm") -> str:
    return explain_mark(
        sheet=world.sheet,
        unit="CA",
        leaf="A.1",
        stage=Stage.CROSS,
        text=text,
        actor=world.officers["CA"],
        at=CROSS_DAY,
    )


def test_explain_mark_is_tied_to_the_mark_and_due_for_an_answer(lowered):
    with pytest.raises(ReasonNeeded):
        explain(lowered, " ")

    explain(lowered)

    (asked,) = lowered.frame.content.explanations
    assert (asked.revision, asked.answer_by, asked.accepted) == (1, date(2023, 12, 25), None)
    assert last_act() == "scorecards.explain_mark"
    with pytest.raises(ScoringRefused):
        explain(lowered)


def test_answer_explanation_is_whole_and_once(lowered):
    key = explain(lowered)
    call = {"sheet": lowered.sheet, "explanation": key, "accepted": False, "at": CROSS_DAY}

    with pytest.raises(ReasonNeeded):
        answer_explanation(answer="", actor=lowered.head_officer, **call)
    with pytest.raises(ScoringRefused):
        answer_explanation(answer="Giữ", actor=lowered.officers["CA"], **call)
    with pytest.raises(SheetUnfit):
        answer_explanation(**{**call, "explanation": "khongco"}, answer="Giữ", actor=lowered.head_officer)
    answer_explanation(answer="Giữ nguyên", actor=lowered.head_officer, **call)

    (asked,) = lowered.frame.content.explanations
    assert (asked.answer, asked.accepted, asked.answered_by) == ("Giữ nguyên", False, "Cán bộ TA")
    with pytest.raises(ScoringRefused, match="answered already"):
        answer_explanation(answer="Lần nữa", actor=lowered.head_officer, **call)
    with pytest.raises(ScoringRefused, match="explained and answered"):
        explain(lowered)


def test_a_vote_breaks_a_tie_and_can_be_corrected():
    world = world_ready_to_agree("TA", "VKS", "CA")
    call = {"sheet": world.sheet, "place": 1, "actor": world.head_officer, "at": REVIEW_DAY}

    enter_tie_vote(votes={"TA": 1, "VKS": 3, "CA": 2}, minutes="05/BB", **call)
    first = scorecard_of(world.frame, Stage.APPRAISED).ranking
    enter_tie_vote(votes={"TA": 3, "VKS": 1, "CA": 2}, minutes="05/BB", **call)

    assert first == ("VKS", "CA", "TA")
    assert scorecard_of(world.frame, Stage.APPRAISED).ranking == ("TA", "CA", "VKS")
    assert last_act() == "scorecards.enter_tie_vote"


def test_a_vote_is_refused_for_units_that_are_not_tied_or_without_minutes():
    world = world_ready_to_agree("TA", "VKS", "CA")
    call = {"sheet": world.sheet, "actor": world.head_officer, "at": REVIEW_DAY}

    for place, votes in (
        (1, {"TA": 1, "VKS": 2}),
        (2, {"TA": 1, "VKS": 2, "CA": 3}),
        (1, {}),
        (1, {"TA": -1, "VKS": 2, "CA": 3}),
    ):
        with pytest.raises(TieVoteUnfit):
            enter_tie_vote(place=place, votes=votes, minutes="05/BB", **call)
    with pytest.raises(ReasonNeeded):
        enter_tie_vote(place=1, votes={"TA": 1, "VKS": 2, "CA": 3}, minutes=" ", **call)
    with pytest.raises(ScoringRefused):
        enter_tie_vote(**{**call, "actor": world.officers["VKS"]}, place=1, votes={"TA": 1}, minutes="05/BB")


def test_agree_result_freezes_inputs_scorecard_and_hash():
    world = world_ready_to_agree("TA", "VKS")
    enter_tie_vote(
        sheet=world.sheet,
        place=1,
        votes={"TA": 1, "VKS": 2},
        minutes="05/BB",
        actor=world.standing,
        at=REVIEW_DAY,
    )

    key = agree(world)

    (result,) = agreed_results(world.frame)
    assert (result.public_id, result.number, world.frame.state) == (key, 1, SheetState.AGREED)
    assert result.hash == result_hash(result.scheme_hash, result.results, result.scorecard)
    assert result.scorecard["ranking"] == ["VKS", "TA"]
    assert last_act() == "scorecards.agree_result"


def test_agree_result_refuses_while_something_is_missing():
    world = make_scored_world("TA", "VKS")
    self_score(world, units=["TA"])
    close(world, *STAGES)

    with pytest.raises(ScoringRefused) as refused:
        agree(world)

    assert "cells that wait" in refused.value.verdict.sentence.text
    assert Snapshot.objects.count() == 0


def test_agree_result_refuses_an_undecided_tie_an_open_question_and_a_changed_result():
    world = world_ready_to_agree("TA", "VKS")

    with pytest.raises(ScoringRefused, match="equal and undecided"):
        agree(world)
    enter_tie_vote(
        sheet=world.sheet,
        place=1,
        votes={"TA": 1, "VKS": 2},
        minutes="05/BB",
        actor=world.standing,
        at=REVIEW_DAY,
    )
    with pytest.raises(ResultChangedMeanwhile):
        agree(world, expected_hash="0" * 64)
    with pytest.raises(ReasonNeeded):
        agree(world, meeting=" ")
    with pytest.raises(ScoringRefused):
        agree(world, actor=world.officers["VKS"])
    assert Snapshot.objects.count() == 0


def test_a_correction_is_a_new_result_with_its_reason_and_the_first_stays():
    world = world_ready_to_agree("TA", "VKS")
    enter_tie_vote(
        sheet=world.sheet,
        place=1,
        votes={"TA": 1, "VKS": 2},
        minutes="05/BB",
        actor=world.standing,
        at=REVIEW_DAY,
    )
    agree(world)
    reopen_stage(
        sheet=world.sheet, stage=Stage.APPRAISED, reason="Phúc tra", actor=world.standing, at=REVIEW_DAY
    )
    enter_marks(
        sheet=world.sheet, stage=Stage.APPRAISED, cells=[MarkInput("TA", "A.1", {"points": "4"}, "Phúc tra")],
        actor=world.standing, at=REVIEW_DAY,
    )  # fmt: skip
    close_stage(sheet=world.sheet, stage=Stage.APPRAISED, actor=world.standing, at=REVIEW_DAY)

    with pytest.raises(ReasonNeeded):
        agree(world)
    agree(world, reason="Phúc tra số liệu của TA")

    second, first = agreed_results(world.frame)
    assert (second.number, second.reason, first.number) == (2, "Phúc tra số liệu của TA", 1)
    assert (second.scorecard["units"]["TA"]["total"], first.scorecard["units"]["TA"]["total"]) == (
        "14.5",
        "15.5",
    )


def test_agree_result_refuses_while_an_explanation_waits(lowered):
    explain(lowered)
    close(lowered, Stage.CROSS)
    for code in ("TA", "VKS", "CA"):
        enter_marks(
            sheet=lowered.sheet,
            stage=Stage.APPRAISED,
            cells=marks(code, FULL, "Như minh chứng"),
            actor=lowered.standing,
            at=APPRAISAL_DAY,
        )
    close(lowered, Stage.APPRAISED)

    with pytest.raises(ScoringRefused) as refused:
        agree(lowered)

    assert [reason.sentence.text[:28] for reason in refused.value.verdict.reasons()] == [
        "{count} explanations wait fo",
        "These units are equal and un",
    ]


def test_a_tie_is_no_obstacle_where_the_table_knows_no_vote():
    world = make_scored_world("TA", "VKS", document={**SMALL, "ranking": {"ties": [], "votes": False}})
    self_score(world)
    close(world, Stage.SELF, Stage.CROSS)
    for code in ("TA", "VKS"):
        accept_marks(
            sheet=world.sheet,
            stage=Stage.APPRAISED,
            unit=code,
            section="",
            actor=world.standing,
            at=APPRAISAL_DAY,
        )
    close(world, Stage.APPRAISED)

    agree(world)

    (result,) = agreed_results(world.frame)
    assert result.scorecard["unresolved_ties"] == [["TA", "VKS"]]


def test_agree_result_refuses_marks_that_no_longer_fit_the_table():
    world = world_ready_to_agree("TA", "VKS")
    make_scheme(
        world,
        {
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
        },
    )
    adopt_scheme(sheet=world.sheet, actor=world.standing, at=REVIEW_DAY)

    with pytest.raises(ScoringRefused) as refused:
        agree(world)

    assert {reason.sentence.params.get("count") for reason in refused.value.verdict.reasons()} == {2}
