"""What comes before a result is agreed: second looks, bodies asked, deductions settled, totals added up by two people."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    REVIEW_DAY,
    World,
    add_up,
    close,
    make_scored_world,
    self_score,
)
from tests.scorecards.ready import last_act, world_ready_to_agree
from thidua.core.verdict import Finding
from thidua.scorecards.actions import (
    accept_marks,
    agree_result,
    ask_disqualifiers,
    assign_whole_bloc,
    confirm_totals,
    enter_disqualifier_answer,
    enter_item,
    enter_marks,
    enter_tie_vote,
    explain_mark,
    reappraise_mark,
    settle_deduction,
)
from thidua.scorecards.actions.cells import MarkInput
from thidua.scorecards.errors import (
    ItemUnfit,
    MarksUnfit,
    QuestionUnfit,
    ReasonNeeded,
    ResultChangedMeanwhile,
    ScoringRefused,
    SheetUnfit,
)
from thidua.scorecards.exports import draft_result
from thidua.scorecards.models import MarkRevision, Reappraisal, Snapshot
from thidua.scorecards.queries import agreed_results, steps_of
from thidua.scorecards.readiness import Point, checklist, confirmations
from thidua.scorecards.states import STAGES, ItemKind, Settled, Stage

pytestmark = pytest.mark.django_db
EVERY = frozenset(STAGES)


@pytest.fixture
def lowered() -> World:
    """CA was lowered in the cross-check and explains; the appraisal is open."""
    made = make_scored_world("TA", "VKS", "CA")
    self_score(made)
    close(made, Stage.SELF)
    enter_marks(
        sheet=made.sheet, stage=Stage.CROSS, cells=[MarkInput("CA", "A.1", {"points": "4"}, "Thiếu biên bản")],
        actor=made.head_officer, at=CROSS_DAY,
    )  # fmt: skip
    explain_mark(
        sheet=made.sheet, unit="CA", leaf="A.1", stage=Stage.CROSS, text="Biên bản gửi kèm",
        actor=made.officers["CA"], at=CROSS_DAY,
    )  # fmt: skip
    close(made, Stage.CROSS)
    return made


def look(world: World, **changed: Any) -> str:
    fields: dict[str, Any] = {
        "unit": "CA", "leaf": "A.1", "entry": {"points": "4.5"}, "awaits": "", "reason": "Có biên bản",
        "held_on": APPRAISAL_DAY.date(), "minutes": "02/BB", "explanation": asked(world), "actor": world.standing,
        "at": APPRAISAL_DAY,
    }  # fmt: skip
    return reappraise_mark(sheet=world.sheet, **(fields | changed))


def asked(world: World) -> str:
    return world.frame.content.explanations[0].public_id


def point(world: World, number: int) -> Point:
    return next(one for one in checklist(world.frame) if one.number == number)


def test_a_second_look_changes_the_mark_answers_the_unit_and_keeps_both_side_by_side(lowered):
    look(lowered)

    frame = lowered.frame
    (row,) = frame.content.reappraisals
    assert (row.before.entry, row.after.entry) == ({"points": "4"}, {"points": "4.5"})
    assert (row.before.stage, row.after.stage, row.minutes) == (Stage.CROSS, Stage.APPRAISED, "02/BB")
    said = frame.content.explanations[0]
    assert (said.accepted, said.answer) == (True, "Có biên bản")
    assert last_act() == "scorecards.reappraise_mark"
    steps = [(one.stage, one.again, one.points) for one in steps_of(frame, "CA", "A.1", stages=EVERY)]
    assert steps == [
        (Stage.SELF, False, 5), (Stage.CROSS, False, 4), (Stage.APPRAISED, True, Decimal("4.5")),
    ]  # fmt: skip


def test_a_mark_that_is_kept_is_looked_at_too_and_the_explanation_is_not_accepted(lowered):
    look(lowered, entry={"points": "4.0"}, reason="Đã xem lại, giữ nguyên")
    look(lowered, entry={"points": "4"}, explanation="", reason="Xem lần nữa, giữ nguyên")

    frame = lowered.frame
    assert frame.content.explanations[0].accepted is False
    assert frame.content.marks["CA", "A.1", Stage.APPRAISED].entry == {"points": "4"}
    assert [one.kept for one in steps_of(frame, "CA", "A.1", stages=EVERY) if one.again] == [True, True]
    assert MarkRevision.objects.filter(mark__leaf_code="A.1", mark__stage="appraised").count() == 1
    assert last_act() == "scorecards.reappraise_mark_kept"


def test_a_mark_changed_after_a_second_look_shows_as_its_own_step(lowered):
    look(lowered)
    enter_marks(
        sheet=lowered.sheet, stage=Stage.APPRAISED, cells=[MarkInput("CA", "A.1", {"points": "3"}, "Nhầm")],
        actor=lowered.standing, at=APPRAISAL_DAY,
    )  # fmt: skip

    steps = steps_of(lowered.frame, "CA", "A.1", stages=EVERY)

    assert [(one.again, one.points) for one in steps[2:]] == [(True, Decimal("4.5")), (False, Decimal(3))]
    assert steps_of(lowered.frame, "CA", "Z.9", stages=EVERY) == ()
    assert len(steps_of(lowered.frame, "CA", "A.1", stages=frozenset({Stage.SELF}))) == 1


def test_a_second_look_is_refused_without_reason_before_its_day_for_another_cell_and_twice(lowered):
    for changed, error in (
        ({"reason": " "}, ReasonNeeded),
        ({"held_on": REVIEW_DAY.date()}, SheetUnfit),
        ({"explanation": "nothing"}, SheetUnfit),
        ({"leaf": "B.2", "entry": {"count": "1"}}, ScoringRefused),
        ({"entry": {"points": "9"}}, MarksUnfit),
        ({"actor": lowered.officers["CA"]}, ScoringRefused),
        ({"actor": lowered.stranger}, ScoringRefused),
    ):
        with pytest.raises(error):
            look(lowered, **changed)
    assert not Reappraisal.objects.exists()
    look(lowered)
    with pytest.raises(SheetUnfit, match="already"):
        look(lowered, entry={"points": "3"})
    close(lowered, Stage.APPRAISED)
    with pytest.raises(ScoringRefused):
        look(lowered, explanation="")


def test_the_database_never_changes_a_second_appraisal(lowered):
    look(lowered)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE scorecards_reappraisal SET reason = 'khác'")


def ask(world: World, **changed: Any) -> str:
    fields: dict[str, Any] = {
        "body": "Thanh tra tỉnh", "codes": ["L1"], "letter": "9/CV", "asked_on": APPRAISAL_DAY.date(),
        "actor": world.head_officer, "at": APPRAISAL_DAY,
    }  # fmt: skip
    return ask_disqualifiers(sheet=world.sheet, **(fields | changed))


def hear(world: World, key: str, **changed: Any) -> None:
    fields: dict[str, Any] = {
        "answer": "Không có", "answer_number": "1/TTr", "answered_on": REVIEW_DAY.date(), "named": (),
        "actor": world.head_officer, "at": REVIEW_DAY,
    }  # fmt: skip
    enter_disqualifier_answer(sheet=world.sheet, question=key, **(fields | changed))


def test_point_seven_follows_the_questions_and_their_answers(lowered):
    assert point(lowered, 7).verdict.finding is Finding.NOT_MET
    key = ask(lowered)
    assert point(lowered, 7).verdict.finding is Finding.UNKNOWN
    hear(lowered, key)
    assert point(lowered, 7).verdict.finding is Finding.MET
    assert last_act() == "scorecards.enter_disqualifier_answer"

    named = ask(lowered, body="Sở Nội vụ")
    hear(lowered, named, named=["CA"], answer="CA chưa ký giao ước")
    assert point(lowered, 7).verdict.finding is Finding.NOT_MET
    enter_item(
        sheet=lowered.sheet, unit="CA", kind=ItemKind.DISQUALIFIER, code="L1", record="CV-2", title="", number="",
        dated=None, actor=lowered.standing, at=APPRAISAL_DAY,
    )  # fmt: skip
    assert point(lowered, 7).verdict.finding is Finding.MET


def test_questions_and_answers_that_cannot_be_so_are_refused(lowered):
    for changed, where in (
        ({"body": " "}, "body"), ({"codes": []}, "codes"), ({"codes": ["L9"]}, "codes"),
        ({"asked_on": REVIEW_DAY.date()}, "asked_on"),
    ):  # fmt: skip
        with pytest.raises(QuestionUnfit) as unfit:
            ask(lowered, **changed)
        assert unfit.value.where == where
    key = ask(lowered)
    with pytest.raises(QuestionUnfit):
        ask(lowered)
    for wrong, where in (
        ({"answer": " "}, "answer"), ({"answered_on": CROSS_DAY.date()}, "answered_on"), ({"named": ["XX"]}, "named"),
    ):  # fmt: skip
        with pytest.raises(QuestionUnfit) as unfit:
            hear(lowered, key, **wrong)
        assert unfit.value.where == where
    hear(lowered, key)
    for again in (key, "nothing"):
        with pytest.raises(QuestionUnfit):
            hear(lowered, again)
    for person in (lowered.officers["CA"], lowered.stranger):
        with pytest.raises(ScoringRefused):
            ask(lowered, actor=person)
        with pytest.raises(ScoringRefused):
            hear(lowered, key, actor=person)


def deduct(world: World) -> str:
    return enter_item(
        sheet=world.sheet, unit="CA", kind=ItemKind.DEDUCTION, code="P1", record="VANG-1", title="", number="",
        dated=None, actor=world.standing, at=APPRAISAL_DAY,
    )  # fmt: skip


def settle(world: World, item: str, **changed: Any) -> None:
    fields: dict[str, Any] = {
        "how": Settled.AGREED, "words": "Công văn 12", "actor": world.officers["CA"], "at": APPRAISAL_DAY,
    }  # fmt: skip
    settle_deduction(sheet=world.sheet, item=item, **(fields | changed))


def test_a_deduction_is_settled_by_its_unit_or_by_the_meeting_and_only_once(lowered):
    assert point(lowered, 6).verdict.finding is Finding.MET
    first = deduct(lowered)
    assert point(lowered, 6).verdict.finding is Finding.NOT_MET
    for changed, error in (
        ({"actor": lowered.officers["VKS"]}, ScoringRefused),
        ({"how": Settled.DECIDED}, ScoringRefused),
        ({"words": " "}, ReasonNeeded),
        ({"how": Settled.NOT_YET}, ItemUnfit),
    ):
        with pytest.raises(error):
            settle(lowered, first, **changed)
    with pytest.raises(ItemUnfit):
        settle(lowered, "nothing")
    with pytest.raises(ScoringRefused):
        settle(lowered, "nothing", actor=lowered.stranger)

    settle(lowered, first)

    (item,) = lowered.frame.content.items
    assert (item.settled, item.settled_words) == (Settled.AGREED, "Công văn 12")
    assert point(lowered, 6).verdict.finding is Finding.MET
    with pytest.raises(ScoringRefused):
        settle(lowered, first, how=Settled.DECIDED, actor=lowered.standing)


def bonus(world: World, record: str, **changed: Any) -> None:
    fields: dict[str, Any] = {"title": "", "number": "", "dated": CROSS_DAY.date(), "unit": "TA"}
    enter_item(
        sheet=world.sheet, kind=ItemKind.BONUS, code="T1", record=record, actor=world.standing, at=APPRAISAL_DAY,
        **(fields | changed),
    )  # fmt: skip


def test_point_five_wants_a_day_in_the_period_and_one_count(lowered):
    assert point(lowered, 5).verdict.finding is Finding.MET
    bonus(lowered, "QĐ-1")
    assert point(lowered, 5).verdict.finding is Finding.MET
    bonus(lowered, "QĐ-2", dated=None)
    assert point(lowered, 5).verdict.finding is Finding.UNKNOWN
    bonus(lowered, "QĐ-3", dated=REVIEW_DAY.date())
    assert "outside the period" in point(lowered, 5).verdict.sentence.text
    bonus(lowered, "QĐ-4", number="15/QĐ")
    bonus(lowered, "QĐ-5", number="15/QĐ")
    assert "Counted twice" in point(lowered, 5).verdict.sentence.text


def test_point_eight_wants_the_deputy_and_another(lowered):
    assert point(lowered, 8).verdict.finding is Finding.NOT_MET
    world = make_scored_world("T2", "V2", "C2")
    checks = {"T2": ["V2", "C2"], "V2": ["C2"], "C2": ["V2"]}
    assign_whole_bloc(sheet=world.sheet, checks=checks, reasons={}, actor=world.standing, at=CROSS_DAY)
    assert point(world, 8).verdict.finding is Finding.MET


def test_points_one_three_and_four_name_the_cells_behind_them(lowered):
    assert point(lowered, 1).cells[0][2] is Stage.APPRAISED
    assert point(lowered, 3).cells == (("CA", "A.1", Stage.CROSS),)
    cell = MarkInput("CA", "B.1", {"state": "pending"}, "Chờ thông báo", "superior")
    for reason, finding in (("Chờ thông báo", Finding.NOT_MET), ("Hẹn ngày 25/01/2024", Finding.MET)):
        enter_marks(
            sheet=lowered.sheet, stage=Stage.APPRAISED, cells=[MarkInput(cell.unit, cell.leaf, cell.entry, reason)],
            actor=lowered.standing, at=APPRAISAL_DAY,
        )  # fmt: skip
        found = point(lowered, 4)
        assert (found.verdict.finding, found.cells) == (finding, (("CA", "B.1", Stage.APPRAISED),))


def ready() -> World:
    """A result that only waits for its totals to be added up; the tie is decided."""
    world = world_ready_to_agree("TA", "VKS")
    enter_tie_vote(
        sheet=world.sheet, place=1, votes={"TA": 1, "VKS": 2}, minutes="05/BB", actor=world.standing, at=REVIEW_DAY
    )  # fmt: skip
    return world


def agree(world: World, **changed: Any) -> str:
    fields: dict[str, Any] = {
        "expected_hash": draft_result(world.frame).hash, "agreed_on": REVIEW_DAY.date(), "meeting": "Họp",
        "reason": "", "left_open": "Chờ trả lời", "actor": world.head_officer, "at": REVIEW_DAY,
    }  # fmt: skip
    return agree_result(sheet=world.sheet, **(fields | changed))


def confirm(world: World, person: Any, code: str = "") -> int:
    return confirm_totals(
        sheet=world.sheet, expected_hash=code or draft_result(world.frame).hash, actor=person, at=REVIEW_DAY
    )


def test_two_different_people_add_the_totals_up_before_anything_is_agreed():
    world = ready()
    with pytest.raises(ScoringRefused, match="Nobody has added"):
        agree(world)
    assert confirm(world, world.standing) == 1
    with pytest.raises(ItemUnfit):
        confirm(world, world.standing)
    with pytest.raises(ScoringRefused):
        agree(world)
    with pytest.raises(ResultChangedMeanwhile):
        confirm(world, world.officers["VKS"], "0" * 64)
    for person in (world.auditor, world.stranger):
        with pytest.raises(ScoringRefused):
            confirm(world, person)
    assert confirm(world, world.officers["VKS"]) == 2

    agree(world)
    assert Snapshot.objects.exists()


def test_a_confirmation_is_void_as_soon_as_the_result_is_another():
    world = ready()
    add_up(world)
    assert len(confirmations(world.frame)) == 2

    enter_tie_vote(
        sheet=world.sheet, place=1, votes={"TA": 3, "VKS": 2}, minutes="06/BB", actor=world.standing, at=REVIEW_DAY
    )  # fmt: skip

    assert confirmations(world.frame) == ()
    assert "void" in point(world, 10).verdict.sentence.text
    with pytest.raises(ScoringRefused):
        agree(world)


def test_open_points_that_are_not_hard_need_a_word_that_is_kept_with_the_result():
    world = ready()
    add_up(world)

    with pytest.raises(ReasonNeeded) as refused:
        agree(world, left_open=" ")
    agree(world)

    (kept,) = agreed_results(world.frame)
    assert refused.value.where == "left_open"
    assert (kept.open_points, kept.left_open) == ((7,), "Chờ trả lời")


def test_the_command_works_every_agreed_result_out_again(capsys):
    world = ready()
    add_up(world)
    agree(world)

    call_command("results", "verify")
    call_command("results", "verify", "--sheet", world.sheet, "--json")
    said = capsys.readouterr().out
    with pytest.raises(CommandError, match="No agreed result"):
        call_command("results", "verify", "--sheet", "nothing")

    assert "1 agreed results, every one whole." in said
    assert '"whole": true' in said


def test_an_early_answer_of_a_mark_nobody_checked_is_no_second_look(lowered):
    accept_marks(
        sheet=lowered.sheet, stage=Stage.APPRAISED, unit="VKS", section="B.2", actor=lowered.standing, at=APPRAISAL_DAY
    )  # fmt: skip

    with pytest.raises(ScoringRefused):
        look(lowered, unit="VKS", leaf="B.1", entry={"rating": "good"}, explanation="")
    look(lowered, unit="VKS", leaf="B.2", entry={"count": ["DH-1"]}, explanation="")

    assert lowered.frame.content.marks["VKS", "B.2", Stage.APPRAISED].entry == {"count": ["DH-1"]}
