"""What is stored can always be worked out again; the checks see it when it cannot, and the database keeps history."""

import pytest
from django.db import DatabaseError, transaction

from tests.factories.scorecards import (
    APPRAISAL_DAY,
    FULL,
    REVIEW_DAY,
    SMALL,
    World,
    add_up,
    close,
    make_scored_world,
    self_score,
)
from thidua.foundation.checks import untruths
from thidua.scorecards.actions import accept_marks, agree_result, reopen_stage
from thidua.scorecards.exports import draft_result, result_hash
from thidua.scorecards.models import Mark, MarkRevision, Sheet, Snapshot, StageClosing
from thidua.scorecards.states import SheetState, Stage
from thidua.scorecards.truths import CLOSED_STAGES, HISTORY_WHOLE, RESULT_SAYS

pytestmark = pytest.mark.django_db
# Nobody is level in this table: the second unit scores less.
LESS = {**FULL, "A.1": {"points": "4"}}


@pytest.fixture
def world() -> World:
    """Two units scored, checked, appraised; the result agreed."""
    made = make_scored_world("TA", "VKS", document={**SMALL, "ranking": {"ties": [], "votes": False}})
    self_score(made, units=["TA"])
    self_score(made, LESS, units=["VKS"])
    close(made, Stage.SELF, Stage.CROSS)
    for unit in ("TA", "VKS"):
        accept_marks(
            sheet=made.sheet, stage=Stage.APPRAISED, unit=unit, section="", actor=made.standing, at=APPRAISAL_DAY
        )  # fmt: skip
    close(made, Stage.APPRAISED)
    add_up(made)
    agree_result(
        sheet=made.sheet,
        expected_hash=draft_result(made.frame).hash,
        agreed_on=REVIEW_DAY.date(),
        meeting="Họp bình xét",
        reason="",
        left_open="Hội nghị thống nhất để lại",
        actor=made.head_officer,
        at=REVIEW_DAY,
    )
    return made


def found() -> set[str]:
    return {one.invariant for one in untruths()} & {RESULT_SAYS, HISTORY_WHOLE, CLOSED_STAGES}


def test_a_sheet_from_opening_to_agreement_tells_no_untruth(world):
    assert found() == set()


def test_history_and_results_cannot_be_changed_past_the_product(world):
    for rows, change in (
        (Snapshot.objects.all(), {"meeting": "Họp khác"}),
        (MarkRevision.objects.all(), {"reason": "Sửa"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def forged(world: World, **changed: object) -> None:
    """A result that was put beside the first one by hand."""
    kept = Snapshot.objects.get(sheet__public_id=world.sheet)
    fields = {
        "results": kept.results,
        "scorecard": kept.scorecard,
        "hash": kept.hash,
        "scheme_hash": kept.scheme_hash,
        "sheet": kept.sheet,
        "number": 2,
        "reason": "Đính chính",
        "agreed_on": kept.agreed_on,
        "meeting": kept.meeting,
        "taken_at": kept.taken_at,
        "taken_by_name": kept.taken_by_name,
    }
    Snapshot.objects.create(**(fields | changed))


def test_a_result_whose_hash_is_wrong_is_found(world):
    forged(world, hash="0" * 64)

    assert found() == {RESULT_SAYS}


def test_a_result_that_its_inputs_do_not_give_is_found(world):
    kept = Snapshot.objects.get(sheet__public_id=world.sheet)
    lie = {**kept.scorecard, "ranking": list(reversed(kept.scorecard["ranking"]))}
    forged(world, scorecard=lie, hash=result_hash(kept.scheme_hash, kept.results, lie))

    assert found() == {RESULT_SAYS}


def test_a_mark_without_its_history_is_found(world):
    one = Mark.objects.filter(sheet__public_id=world.sheet)[0]
    Mark.objects.filter(pk=one.pk).update(revision=7)

    assert found() == {HISTORY_WHOLE}


def test_a_stage_that_is_closed_by_nobody_is_found(world):
    StageClosing.objects.filter(sheet__public_id=world.sheet, stage=Stage.CROSS).delete()

    assert found() == {CLOSED_STAGES}


def test_a_reopened_stage_is_no_untruth(world):
    reopen_stage(
        sheet=world.sheet, stage=Stage.APPRAISED, reason="Cộng nhầm", actor=world.standing, at=REVIEW_DAY
    )

    assert Sheet.objects.get(public_id=world.sheet).state == SheetState.CROSS_CLOSED
    assert found() == set()
