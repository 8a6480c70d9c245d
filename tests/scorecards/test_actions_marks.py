"""Entering marks: what is kept, what is refused, and that nothing typed is lost."""

from typing import Any

import pytest

from tests.factories.scorecards import (
    APPRAISAL_DAY,
    CROSS_DAY,
    FULL,
    SELF_DAY,
    SMALL,
    close,
    make_scored_world,
    marks,
    self_score,
)
from tests.scorecards.ready import there
from thidua.foundation.acts import latest_acts
from thidua.scorecards.actions import MarkInput, accept_marks, enter_item, enter_marks
from thidua.scorecards.errors import (
    MarkChangedMeanwhile,
    MarksUnchanged,
    MarksUnfit,
    ScoringRefused,
)
from thidua.scorecards.models import Mark, MarkRevision
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import ItemKind, Stage

pytestmark = pytest.mark.django_db


def test_enter_marks_keeps_inputs_and_history_and_one_entry_in_the_ledger():
    world = make_scored_world("TA", "VKS")

    kept = enter_marks(
        sheet=world.sheet,
        stage=Stage.SELF,
        cells=marks("VKS", FULL),
        actor=world.officers["VKS"],
        at=SELF_DAY,
    )

    assert [mark.revision for mark in kept] == [1, 1, 1, 1]
    assert Mark.objects.count() == MarkRevision.objects.count() == 4
    act = latest_acts(scope=world.bloc_year.public_id, limit=1)[0]
    assert (act.name, act.data["count"], act.data["unit"]) == ("scorecards.enter_self_marks", 4, "Vks")


def test_enter_marks_numbers_are_kept_as_exact_text():
    world = make_scored_world("TA", "VKS")

    enter_marks(
        sheet=world.sheet,
        stage=Stage.SELF,
        cells=[MarkInput("VKS", "A.1", {"points": 4.10})],
        actor=world.officers["VKS"],
        at=SELF_DAY,
    )

    assert there(world.frame.mark("VKS", "A.1", Stage.SELF)).entry == {"points": "4.1"}


def test_enter_marks_again_raises_the_revision_and_keeps_the_first():
    world = make_scored_world("TA", "VKS")
    self_score(world, units=["VKS"])

    enter_marks(
        sheet=world.sheet,
        stage=Stage.SELF,
        cells=[MarkInput("VKS", "A.1", {"points": "4"}, revision=1)],
        actor=world.officers["VKS"],
        at=SELF_DAY,
    )

    history = MarkRevision.objects.filter(mark__leaf_code="A.1").values_list("revision", "entry")
    assert list(history) == [(2, {"points": "4"}), (1, {"points": "5"})]
    assert latest_acts(limit=1)[0].name == "scorecards.enter_self_mark"


def test_enter_marks_refuses_the_whole_batch_naming_every_cell_that_does_not_fit():
    world = make_scored_world("TA", "VKS")
    cells = [
        MarkInput("VKS", "A.1", {"points": "5.5"}),
        MarkInput("VKS", "B.1", {"rating": "brilliant"}),
        MarkInput("VKS", "B.2", {"count": "2"}),
        MarkInput("VKS", "A.2", {"state": "pending"}),
    ]

    with pytest.raises(MarksUnfit) as refused:
        enter_marks(
            sheet=world.sheet, stage=Stage.SELF, cells=cells, actor=world.officers["VKS"], at=SELF_DAY
        )

    assert [problem.where for problem in refused.value.problems] == ["VKS/A.1", "VKS/B.1", "VKS/A.2"]
    assert Mark.objects.count() == 0


def test_enter_marks_demands_a_reason_when_a_value_is_changed_against_the_stage_before():
    world = make_scored_world("TA", "VKS", "CA")
    self_score(world)
    close(world, Stage.SELF)
    lowered = MarkInput("CA", "A.1", {"points": "4.5"})

    with pytest.raises(MarksUnfit) as refused:
        enter_marks(
            sheet=world.sheet, stage=Stage.CROSS, cells=[lowered], actor=world.head_officer, at=CROSS_DAY
        )
    kept = enter_marks(
        sheet=world.sheet,
        stage=Stage.CROSS,
        cells=[MarkInput("CA", "A.1", {"points": "4.5"}, "Không có biên bản.")],
        actor=world.head_officer,
        at=CROSS_DAY,
    )

    assert "say why" in refused.value.problems[0].sentence.text
    assert kept[0].reason == "Không có biên bản."


def test_enter_marks_needs_no_reason_for_the_same_value_nor_for_one_that_was_awaited():
    world = make_scored_world("TA", "VKS", "CA")
    enter_marks(
        sheet=world.sheet,
        stage=Stage.SELF,
        cells=[
            MarkInput("CA", "A.1", {"points": "5"}),
            MarkInput("CA", "B.1", {"state": "pending"}, "Chờ cấp trên", "superior"),
        ],
        actor=world.officers["CA"],
        at=SELF_DAY,
    )
    close(world, Stage.SELF)

    kept = enter_marks(
        sheet=world.sheet,
        stage=Stage.CROSS,
        cells=[MarkInput("CA", "A.1", {"points": "5.0"}), MarkInput("CA", "B.1", {"rating": "fair"})],
        actor=world.head_officer,
        at=CROSS_DAY,
    )

    assert [mark.reason for mark in kept] == ["", ""]


def test_enter_marks_shows_both_versions_when_another_person_was_faster():
    world = make_scored_world("TA", "VKS", "CA")
    self_score(world)
    close(world, Stage.SELF)
    cell: dict[str, Any] = {"sheet": world.sheet, "stage": Stage.CROSS, "at": CROSS_DAY}
    enter_marks(
        cells=[MarkInput("CA", "A.1", {"points": "4"}, "Thiếu biên bản", revision=0)],
        actor=world.head_officer,
        **cell,
    )

    with pytest.raises(MarkChangedMeanwhile) as met:
        enter_marks(
            cells=[MarkInput("CA", "A.1", {"points": "3"}, "Thiếu hai biên bản", revision=0)],
            actor=world.head_officer,
            **cell,
        )

    (collision,) = met.value.collisions
    assert (collision.yours, collision.your_reason) == ({"points": "3"}, "Thiếu hai biên bản")
    assert (collision.theirs, collision.their_reason) == ({"points": "4"}, "Thiếu biên bản")
    assert (collision.their_name, collision.their_time, collision.revision) == ("Cán bộ TA", CROSS_DAY, 1)
    assert there(world.frame.mark("CA", "A.1", Stage.CROSS)).entry == {"points": "4"}


def test_enter_marks_does_not_call_it_a_collision_when_both_typed_the_same():
    world = make_scored_world("TA", "VKS", "CA")
    self_score(world, units=["CA"])

    with pytest.raises(MarksUnchanged):
        enter_marks(
            sheet=world.sheet,
            stage=Stage.SELF,
            cells=[MarkInput("CA", "A.1", {"points": "5"}, revision=0)],
            actor=world.officers["CA"],
            at=SELF_DAY,
        )


def test_enter_marks_refuses_a_stranger_as_if_there_were_no_sheet():
    world = make_scored_world("TA", "VKS")

    for key, actor in (
        (world.sheet, world.stranger),
        (world.sheet, world.administrator),
        ("khongco", world.standing),
    ):
        with pytest.raises(ScoringRefused) as refused:
            enter_marks(sheet=key, stage=Stage.SELF, cells=marks("VKS", FULL), actor=actor, at=SELF_DAY)

        assert refused.value.verdict.private


def test_enter_marks_refuses_whoever_may_not_mark_this_cell_and_says_why():
    world = make_scored_world("TA", "VKS")

    for actor, stage in ((world.officers["VKS"], Stage.CROSS), (world.head_officer, Stage.SELF)):
        with pytest.raises(ScoringRefused) as refused:
            enter_marks(sheet=world.sheet, stage=stage, cells=marks("VKS", FULL), actor=actor, at=SELF_DAY)

        assert not refused.value.verdict.private
    assert Mark.objects.count() == 0


def test_enter_marks_asks_nothing_of_records_where_the_table_excludes_nothing():
    world = make_scored_world("TA", "VKS", document={**SMALL, "exclusive": []})

    self_score(world, units=["VKS"])

    assert Mark.objects.count() == 4


def test_enter_marks_refuses_one_record_under_two_codes_of_an_exclusive_list():
    world = make_scored_world("TA", "VKS")
    enter_item(
        sheet=world.sheet,
        unit="VKS",
        kind=ItemKind.BONUS,
        code="T1",
        record="QD-1",
        title="Bằng khen",
        number="1/QĐ",
        dated=None,
        actor=world.officers["VKS"],
        at=SELF_DAY,
    )

    with pytest.raises(MarksUnfit) as refused:
        enter_marks(
            sheet=world.sheet,
            stage=Stage.SELF,
            cells=[MarkInput("VKS", "B.2", {"count": ["DH-1", "QD-1"]})],
            actor=world.officers["VKS"],
            at=SELF_DAY,
        )

    assert refused.value.problems[0].sentence.text == "record_counted_twice"
    assert Mark.objects.count() == 0


def test_one_entry_on_a_relative_leaf_rescores_every_unit_at_once():
    world = make_scored_world("TA", "VKS", "CA")
    self_score(world)
    before = {
        code: scorecard_of(world.frame, Stage.SELF).units[code].leaves["A.2"].points
        for code in world.officers
    }

    enter_marks(
        sheet=world.sheet,
        stage=Stage.SELF,
        cells=[MarkInput("CA", "A.2", {"target": "10", "actual": "20"})],
        actor=world.officers["CA"],
        at=SELF_DAY,
    )

    after = {
        code: scorecard_of(world.frame, Stage.SELF).units[code].leaves["A.2"].points
        for code in world.officers
    }
    assert [str(points) for points in before.values()] == ["2.50", "2.50", "2.50"]
    assert {code: str(points) for code, points in after.items()} == {
        "TA": "2.50",
        "VKS": "2.50",
        "CA": "5.00",
    }


def test_evidence_is_kept_when_not_given_and_replaced_when_given():
    world = make_scored_world("TA", "VKS")
    cell: dict[str, Any] = {
        "sheet": world.sheet,
        "stage": Stage.SELF,
        "actor": world.officers["VKS"],
        "at": SELF_DAY,
    }
    paper = {"number": "12/BC", "date": "2023-11-01", "title": "Báo cáo", "lạ": "bỏ"}
    enter_marks(cells=[MarkInput("VKS", "A.1", {"points": "5"}, evidence=(paper, {"number": " "}))], **cell)
    enter_marks(cells=[MarkInput("VKS", "A.1", {"points": "4"})], **cell)

    kept = there(world.frame.mark("VKS", "A.1", Stage.SELF)).evidence
    enter_marks(cells=[MarkInput("VKS", "A.1", {"points": "4"}, evidence=())], **cell)

    assert kept == ({"number": "12/BC", "date": "2023-11-01", "title": "Báo cáo", "kept_at": ""},)
    assert there(world.frame.mark("VKS", "A.1", Stage.SELF)).evidence == ()


def test_accept_marks_takes_over_a_section_and_leaves_what_was_marked():
    world = make_scored_world("TA", "VKS", "CA")
    self_score(world)
    close(world, Stage.SELF)
    enter_marks(
        sheet=world.sheet,
        stage=Stage.CROSS,
        cells=[MarkInput("CA", "A.1", {"points": "3"}, "Thiếu")],
        actor=world.head_officer,
        at=CROSS_DAY,
    )

    kept = accept_marks(
        sheet=world.sheet, stage=Stage.CROSS, unit="CA", section="A", actor=world.head_officer, at=CROSS_DAY
    )

    assert [(mark.leaf, mark.entry) for mark in kept] == [("A.2", {"target": "10", "actual": "10"})]
    assert there(world.frame.mark("CA", "A.1", Stage.CROSS)).entry == {"points": "3"}
    assert MarkRevision.objects.filter(accepted=True).count() == 1
    assert latest_acts(limit=1)[0].name == "scorecards.accept_marks"


def test_accept_marks_of_a_whole_unit_keeps_what_waits_with_its_reason():
    world = make_scored_world("TA", "VKS", "CA")
    waits = {**FULL, "B.1": {"state": "pending"}}
    enter_marks(
        sheet=world.sheet,
        stage=Stage.SELF,
        cells=[
            MarkInput("CA", leaf, entry, "Chờ" if "state" in entry else "", "superior")
            for leaf, entry in waits.items()
        ],
        actor=world.officers["CA"],
        at=SELF_DAY,
    )
    close(world, Stage.SELF, Stage.CROSS)

    kept = accept_marks(
        sheet=world.sheet,
        stage=Stage.APPRAISED,
        unit="CA",
        section="",
        actor=world.standing,
        at=APPRAISAL_DAY,
    )

    assert len(kept) == 4
    pending = there(world.frame.mark("CA", "B.1", Stage.APPRAISED))
    assert (pending.entry, pending.reason, pending.awaits) == ({"state": "pending"}, "Chờ", "superior")


def test_accept_marks_refuses_who_may_not_and_says_when_nothing_is_left():
    world = make_scored_world("TA", "VKS", "CA")
    self_score(world)
    close(world, Stage.SELF)
    take: dict[str, Any] = {"sheet": world.sheet, "stage": Stage.CROSS, "section": "", "at": CROSS_DAY}

    for actor, unit in ((world.officers["CA"], "CA"), (world.head_officer, "TA"), (world.stranger, "CA")):
        with pytest.raises(ScoringRefused):
            accept_marks(unit=unit, actor=actor, **take)
    accept_marks(unit="CA", actor=world.head_officer, **take)
    with pytest.raises(MarksUnchanged):
        accept_marks(unit="CA", actor=world.head_officer, **take)
