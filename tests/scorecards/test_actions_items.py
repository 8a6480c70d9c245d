"""Counting items, striking them, explaining marks, answering: what each verb keeps and refuses."""

from datetime import date
from typing import Any

import pytest

from tests.factories.scorecards import (
    CROSS_DAY,
    REVIEW_DAY,
    SELF_DAY,
    World,
    close,
    make_scored_world,
    self_score,
)
from tests.scorecards.ready import last_act, world_ready_to_agree
from thidua.scorecards.actions import (
    MarkInput,
    answer_explanation,
    enter_item,
    enter_marks,
    explain_mark,
    reopen_stage,
    strike_item,
)
from thidua.scorecards.errors import (
    ItemUnfit,
    ReasonNeeded,
    ScoringRefused,
    SheetUnfit,
)
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import ItemKind, Stage

pytestmark = pytest.mark.django_db
ITEM: dict[str, Any] = {
    "unit": "VKS",
    "kind": ItemKind.BONUS,
    "code": "T1",
    "record": "QD-1",
    "title": "Bằng khen",
    "number": "1/QĐ",
    "dated": date(2023, 5, 4),
}


def test_enter_item_counts_a_record_once():
    world = make_scored_world("TA", "VKS")
    call: dict[str, Any] = {"sheet": world.sheet, "actor": world.officers["VKS"], "at": SELF_DAY}

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
    call: dict[str, Any] = {"sheet": world.sheet, "item": key, "at": SELF_DAY}

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
    call: dict[str, Any] = {"sheet": lowered.sheet, "explanation": key, "accepted": False, "at": CROSS_DAY}

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
