"""The cross-check: told off for the whole bloc, visited with minutes both sides sign, put into the column."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.scorecards import CROSS_DAY, FULL, World, close, make_scored_world, self_score
from tests.scorecards.ready import last_act
from thidua.scorecards.actions import (
    SideInput,
    accept_marks,
    assign_checkers,
    assign_whole_bloc,
    draw_minutes,
    enter_marks,
    note_finding,
    sign_minutes,
    take_over_minutes,
    withdraw_finding,
)
from thidua.scorecards.actions.cells import MarkInput
from thidua.scorecards.errors import (
    ChecksChangedMeanwhile,
    ChecksUnfit,
    MarksUnchanged,
    MarksUnfit,
    MinutesUnfit,
    ReasonNeeded,
    ScoringRefused,
)
from thidua.scorecards.models import CheckFinding, CheckSide
from thidua.scorecards.rows import TeamMember, checks_print
from thidua.scorecards.states import Stage

pytestmark = pytest.mark.django_db
PAIRS = {"TA": ["VKS", "CA"], "VKS": ["CA"], "CA": ["VKS"]}
TEAM = (TeamMember("Nguyễn Văn A", "Chuyên viên"),)


@pytest.fixture
def world() -> World:
    """TA heads, VKS deputises; VKS and CA check each other; self-scoring is closed."""
    made = make_scored_world("TA", "VKS", "CA")
    assign(made)
    self_score(made)
    close(made, Stage.SELF)
    return made


def assign(world: World, checks: Any = PAIRS, **changed: Any) -> dict[str, tuple[str, ...]]:
    fields: dict[str, Any] = {"reasons": {("CA", "VKS"): "Cùng cặp"}, "actor": world.head_officer}
    return assign_whole_bloc(sheet=world.sheet, checks=checks, at=CROSS_DAY, **(fields | changed))


def draw(world: World, **changed: Any) -> str:
    fields: dict[str, Any] = {
        "number": "27/BB", "place": "Trụ sở", "held_from": CROSS_DAY.date(), "held_to": CROSS_DAY.date(),
        "remarks": "", "sides": [SideInput("VKS", TEAM), SideInput("CA", TEAM)], "actor": world.officers["VKS"],
    }  # fmt: skip
    return draw_minutes(sheet=world.sheet, at=CROSS_DAY, **(fields | changed))


def find(world: World, key: str, **changed: Any) -> bool:
    fields: dict[str, Any] = {
        "unit": "CA", "leaf": "A.1", "text": "Thiếu một biên bản", "entry": {"points": "4"}, "awaits": "",
        "actor": world.officers["VKS"],
    }  # fmt: skip
    return note_finding(sheet=world.sheet, minutes=key, at=CROSS_DAY, **(fields | changed))


def sign(world: World, key: str, unit: str, **changed: Any) -> bool:
    found = world.frame.minutes(key)
    fields: dict[str, Any] = {"seen": found.print if found else "", "actor": world.officers[unit]}
    return sign_minutes(sheet=world.sheet, minutes=key, unit=unit, at=CROSS_DAY, **(fields | changed))


def take(world: World, key: str, unit: str = "CA", **changed: Any) -> int:
    fields: dict[str, Any] = {"rest_as_proposed": True, "actor": world.officers["VKS"]}
    return len(
        take_over_minutes(sheet=world.sheet, minutes=key, unit=unit, at=CROSS_DAY, **(fields | changed))
    )


def test_the_whole_bloc_is_assigned_in_one_act_with_its_reasons():
    world = make_scored_world("TA", "VKS", "CA")

    assign(world)

    by = {member.code: (member.checked_by, member.check_reasons) for member in world.frame.members}
    assert by == {"TA": (("VKS", "CA"), ("", "")), "VKS": (("CA",), ("",)), "CA": (("VKS",), ("Cùng cặp",))}
    assert last_act() == "scorecards.assign_whole_bloc"


def test_two_officers_who_assign_at_once_notice_each_other():
    world = make_scored_world("TA", "VKS", "CA")
    seen = checks_print(world.frame.members)
    assign(world, seen=seen)
    other = {"TA": ["VKS", "CA"], "VKS": ["TA"], "CA": ["TA"]}

    with pytest.raises(ChecksChangedMeanwhile):
        assign(world, other, seen=seen, actor=world.standing)
    assign(world, seen=seen, actor=world.standing)  # the same wish is no collision
    kept = [member.checked_by for member in world.frame.members]
    assign(world, other, seen=checks_print(world.frame.members), actor=world.standing)

    assert kept == [("VKS", "CA"), ("CA",), ("VKS",)]
    assert [member.checked_by for member in world.frame.members] == [("VKS", "CA"), ("TA",), ("TA",)]


def test_two_officers_who_assign_one_unit_at_once_notice_each_other():
    world = make_scored_world("TA", "VKS", "CA")
    call: dict[str, Any] = {"sheet": world.sheet, "unit": "CA", "seen": "CA:", "at": CROSS_DAY}
    assign_checkers(checkers=["VKS"], actor=world.head_officer, **call)

    with pytest.raises(ChecksChangedMeanwhile):
        assign_checkers(checkers=["TA"], actor=world.standing, **call)

    assert assign_checkers(checkers=["VKS"], actor=world.standing, **call) == ("VKS",)


@pytest.mark.parametrize(
    ("checks", "where"),
    [
        ({**PAIRS, "CA": ["CA"]}, "CA"),
        ({**PAIRS, "CA": ["XX"]}, "CA"),
        ({**PAIRS, "XX": ["CA"]}, "XX"),
        ({**PAIRS, "CA": []}, "CA"),
        ({"TA": ["VKS", "CA"], "CA": ["TA"]}, "VKS"),
        ({**PAIRS, "TA": ["VKS"]}, "TA"),
        ({**PAIRS, "TA": ["CA"]}, "TA"),
    ],
)
def test_a_bloc_is_not_assigned_so_that_someone_is_unchecked_or_judges_itself(checks, where):
    world = make_scored_world("TA", "VKS", "CA")

    with pytest.raises(ChecksUnfit) as unfit:
        assign(world, checks)

    assert unfit.value.where == where
    assert world.frame.members[2].checked_by == ()


def test_only_those_who_keep_the_sheet_assign_and_not_after_the_cross_check(world):
    for person in (world.officers["CA"], world.leader, world.stranger):
        with pytest.raises(ScoringRefused):
            assign(world, actor=person)
    close(world, Stage.CROSS)
    with pytest.raises(ScoringRefused):
        assign(world)


def test_signed_minutes_go_into_the_cross_column_with_their_words_and_the_rest_as_proposed(world):
    key = draw(world)
    find(world, key)
    assert not sign(world, key, "CA")
    assert sign(world, key, "VKS")

    taken = take(world, key)

    frame = world.frame
    mark = frame.mark("CA", "A.1", Stage.CROSS)
    assert taken == len(FULL)
    assert mark is not None
    assert (mark.entry, mark.reason, mark.source) == (
        {"points": "4"}, "Thiếu một biên bản", {"from": "minutes", "key": key},
    )  # fmt: skip
    assert frame.content.marks["CA", "B.1", Stage.CROSS].entry == FULL["B.1"]
    assert last_act() == "scorecards.take_over_minutes"
    side = frame.content.minutes[0].side("CA")
    assert side is not None
    assert side.taken_by == world.officers["VKS"].full_name


def test_only_the_findings_go_in_when_the_rest_is_left(world):
    key = draw(world)
    find(world, key)
    sign(world, key, "CA")
    sign(world, key, "VKS")

    assert take(world, key, rest_as_proposed=False) == 1


def test_minutes_are_not_taken_over_unsigned_twice_or_by_the_unit_itself(world):
    key = draw(world)
    find(world, key)
    sign(world, key, "CA")
    with pytest.raises(ScoringRefused, match="Not signed yet"):
        take(world, key)
    sign(world, key, "VKS")
    with pytest.raises(ScoringRefused):
        take(world, key, actor=world.officers["CA"])
    take(world, key)
    with pytest.raises(ScoringRefused, match="already"):
        take(world, key)
    with pytest.raises(ScoringRefused):
        find(world, key, leaf="B.2", entry={"count": ["DH-1"]})


def test_minutes_without_anything_to_take_are_not_marked_as_taken(world):
    key = draw(world)
    accept_marks(
        sheet=world.sheet, stage=Stage.CROSS, unit="CA", section="", actor=world.officers["VKS"], at=CROSS_DAY
    )
    sign(world, key, "CA")
    sign(world, key, "VKS")

    with pytest.raises(MarksUnchanged):
        take(world, key)

    assert not CheckSide.objects.filter(taken_at__isnull=False).exists()


def test_a_changed_finding_takes_the_signatures_away_and_a_stale_reader_cannot_sign(world):
    key = draw(world)
    find(world, key)
    seen = world.frame.content.minutes[0].print
    sign(world, key, "CA")

    fell = find(world, key, text="Thiếu hai biên bản", entry={"points": "3"})

    side = world.frame.content.minutes[0].side("CA")
    assert side is not None
    assert (fell, side.signed_at) == (True, None)
    with pytest.raises(MinutesUnfit, match="changed since"):
        sign(world, key, "CA", seen=seen)
    assert withdraw(world, key) is False
    assert world.frame.content.minutes[0].findings == ()


def withdraw(world: World, key: str, **changed: Any) -> bool:
    fields: dict[str, Any] = {
        "unit": "CA",
        "leaf": "A.1",
        "reason": "Đã có biên bản",
        "actor": world.officers["VKS"],
    }
    return withdraw_finding(sheet=world.sheet, minutes=key, at=CROSS_DAY, **(fields | changed))


def test_a_finding_is_withdrawn_with_a_reason_and_only_when_it_is_there(world):
    key = draw(world)
    find(world, key)

    with pytest.raises(ReasonNeeded):
        withdraw(world, key, reason=" ")
    with pytest.raises(MinutesUnfit):
        withdraw(world, key, leaf="B.1")
    with pytest.raises(ScoringRefused):
        withdraw(world, key, actor=world.officers["CA"])


@pytest.mark.parametrize(
    "changed",
    [
        {"place": " "},
        {"held_to": CROSS_DAY.date().replace(day=1)},
        {"held_to": CROSS_DAY.date().replace(day=30)},
        {"sides": [SideInput("CA", TEAM)]},
        {"sides": [SideInput("CA", TEAM), SideInput("CA", TEAM)]},
        {"sides": [SideInput("CA", TEAM), SideInput("XX", TEAM)]},
        {"sides": [SideInput("CA", TEAM), SideInput("VKS", ())]},
        {"sides": [SideInput("CA", TEAM, checked=False), SideInput("VKS", TEAM, checked=False)]},
        {"sides": [SideInput("CA", TEAM), SideInput("TA", TEAM)]},
    ],
)
def test_minutes_that_say_too_little_are_refused(world, changed):
    with pytest.raises(MinutesUnfit):
        draw(world, **changed)

    assert world.frame.content.minutes == ()


def test_findings_that_do_not_fit_are_refused(world):
    key = draw(world)

    for changed in (
        {"leaf": "Z.9"},
        {"entry": {"points": "9"}},
        {"text": " "},
        {"actor": world.officers["CA"]},
    ):
        with pytest.raises((MinutesUnfit, ReasonNeeded, ScoringRefused)):
            find(world, key, **changed)
    with pytest.raises(MinutesUnfit):
        find(world, "nothing-here")
    with pytest.raises(ScoringRefused):
        find(world, "nothing-here", actor=world.stranger)
    for changed in ({"actor": world.officers["VKS"]}, {"actor": world.leader}):
        with pytest.raises(ScoringRefused):
            sign(world, key, "CA", **changed)


def test_the_database_refuses_a_side_taken_over_unsigned(world):
    draw(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        CheckSide.objects.update(taken_at=CROSS_DAY)


def test_one_cell_named_twice_is_refused_and_told(world):
    cells = [MarkInput("CA", "A.1", {"points": points}, "Thiếu") for points in ("4", "3")]

    with pytest.raises(MarksUnfit) as unfit:
        enter_marks(
            sheet=world.sheet, stage=Stage.CROSS, cells=cells, actor=world.officers["VKS"], at=CROSS_DAY
        )

    assert [problem.where for problem in unfit.value.problems] == ["CA/A.1"]
    assert world.frame.mark("CA", "A.1", Stage.CROSS) is None


def test_a_person_takes_over_everything_they_may_mark_in_one_act(world):
    kept = accept_marks(
        sheet=world.sheet, stage=Stage.CROSS, unit="", section="", actor=world.officers["VKS"], at=CROSS_DAY
    )

    assert {mark.unit for mark in kept} == {"TA", "CA"}
    with pytest.raises(ScoringRefused):
        accept_marks(
            sheet=world.sheet,
            stage=Stage.CROSS,
            unit="",
            section="",
            actor=world.officers["VKS"],
            at=CROSS_DAY,
        )


def test_a_finding_may_propose_no_change(world):
    key = draw(world)

    find(world, key, entry=None)

    assert CheckFinding.objects.get().entry is None
