"""Votes and agreed results: what each verb keeps and refuses."""

from typing import Any

import pytest

from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    FULL,
    REVIEW_DAY,
    SMALL,
    World,
    add_up,
    close,
    make_scheme,
    make_scored_world,
    marks,
    self_score,
)
from tests.scorecards.ready import last_act, world_ready_to_agree
from thidua.core.verdict import Finding
from thidua.scorecards.actions import (
    MarkInput,
    accept_marks,
    adopt_scheme,
    agree_result,
    close_stage,
    enter_marks,
    enter_tie_vote,
    explain_mark,
    reopen_stage,
)
from thidua.scorecards.errors import (
    ReasonNeeded,
    ResultChangedMeanwhile,
    ScoringRefused,
    TieVoteUnfit,
)
from thidua.scorecards.exports import draft_result, result_hash
from thidua.scorecards.models import Snapshot
from thidua.scorecards.queries import agreed_results
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import STAGES, SheetState, Stage

pytestmark = pytest.mark.django_db


def agree(world: World, **changed):
    add_up(world)
    fields: dict[str, Any] = {
        "expected_hash": draft_result(world.frame).hash,
        "agreed_on": REVIEW_DAY.date(),
        "meeting": "Họp bình xét",
        "reason": "",
        "left_open": "Hội nghị thống nhất để lại",
        "actor": world.head_officer,
        "at": REVIEW_DAY,
    }
    return agree_result(sheet=world.sheet, **(fields | changed))


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


def test_a_vote_breaks_a_tie_and_can_be_corrected():
    world = world_ready_to_agree("TA", "VKS", "CA")
    call: dict[str, Any] = {"sheet": world.sheet, "place": 1, "actor": world.head_officer, "at": REVIEW_DAY}

    enter_tie_vote(votes={"TA": 1, "VKS": 3, "CA": 2}, minutes="05/BB", **call)
    first = scorecard_of(world.frame, Stage.APPRAISED).ranking
    enter_tie_vote(votes={"TA": 3, "VKS": 1, "CA": 2}, minutes="05/BB", **call)

    assert first == ("VKS", "CA", "TA")
    assert scorecard_of(world.frame, Stage.APPRAISED).ranking == ("TA", "CA", "VKS")
    assert last_act() == "scorecards.enter_tie_vote"


def test_a_vote_is_refused_for_units_that_are_not_tied_or_without_minutes():
    world = world_ready_to_agree("TA", "VKS", "CA")
    call: dict[str, Any] = {"sheet": world.sheet, "actor": world.head_officer, "at": REVIEW_DAY}

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

    first, *others = refused.value.verdict.reasons()
    assert (first.sentence.params["count"], [one.finding for one in others]) == (2, [Finding.UNKNOWN])
