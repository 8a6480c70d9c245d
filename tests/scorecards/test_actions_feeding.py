"""Self marks taken from what other rooms know: kept with their source, refused when changed, unfit or not one's own."""

from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import reports
from tests.factories.criteria import make_frozen
from tests.factories.scorecards import OPENED, SELF_DAY, World, close, gather, make_scored_world
from thidua.criteria.queries import outline_in_force
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry
from thidua.reports.boxes import Box, leaf_said
from thidua.reports.states import FieldKind
from thidua.scorecards.actions import feed_marks, name_attendance_leaf, open_sheet
from thidua.scorecards.errors import MarksUnchanged, MarksUnfit, ScoringRefused, SheetUnfit
from thidua.scorecards.feeding import Offer, offers_for
from thidua.scorecards.frames import sheet_frame
from thidua.scorecards.states import Stage

pytestmark = pytest.mark.django_db

LEAF = "B.2"
UNITS = ("TA", "VKS", "CA")


def opened() -> World:
    """A sheet whose count leaf is fed by attendance; CA came to one gathering of two."""
    world = make_scored_world(*UNITS)
    name_attendance_leaf(sheet=world.sheet, leaf=LEAF, actor=world.head_officer, at=OPENED)
    gather(world, "A1")
    gather(world, "A2", away="CA")
    return world


def offer(world: World) -> Offer:
    (found,) = offers_for(world.frame, "CA", period="", on=SELF_DAY.date())
    return found


def feed(world: World, chosen: dict[str, str], **changed: Any) -> Any:
    given: dict[str, Any] = {"unit": "CA", "period": "", "actor": world.officers["CA"], "at": SELF_DAY}
    return feed_marks(sheet=world.sheet, chosen=chosen, **(given | changed))


def test_what_is_chosen_is_kept_with_where_it_comes_from() -> None:
    world = opened()

    feed(world, {LEAF: offer(world).print})

    mark = world.frame.content.marks["CA", LEAF, Stage.SELF]
    assert (mark.entry, mark.source) == ({"count": "1"}, {"from": "attendance", "until": "2023-11-20"})
    assert list(world.frame.content.marks) == [("CA", LEAF, Stage.SELF)]
    act = AuditEntry.objects.latest("seq")
    assert (act.actor_name, act.on_key) == (world.officers["CA"].full_name, world.sheet)


def test_what_is_kept_already_and_nothing_chosen_change_nothing() -> None:
    world = opened()
    chosen = {LEAF: offer(world).print}
    feed(world, chosen)

    for again in (chosen, {}):
        with pytest.raises(MarksUnchanged):
            feed(world, again)


def test_what_changed_since_it_was_looked_at_is_not_entered() -> None:
    world = opened()
    looked = offer(world).print
    gather(world, "A3")

    with pytest.raises(MarksUnfit) as refused:
        feed(world, {LEAF: looked, "A.1": "khong-co"})

    assert [problem.where for problem in refused.value.problems] == [f"CA/{LEAF}", "CA/A.1"]
    assert world.frame.content.marks == {}
    feed(world, {LEAF: offer(world).print})
    assert world.frame.content.marks["CA", LEAF, Stage.SELF].entry == {"count": "2"}


def test_only_the_unit_itself_takes_and_not_after_self_scoring() -> None:
    world = opened()
    chosen = {LEAF: offer(world).print}

    for person in (world.officers["VKS"], world.stranger, world.auditor):
        with pytest.raises(ScoringRefused):
            feed(world, chosen, actor=person)
    close(world, Stage.SELF)
    with pytest.raises(ScoringRefused):
        feed(world, chosen)
    assert world.frame.content.marks == {}


def test_a_report_filed_under_an_older_table_does_not_pass_the_limit_of_this_one() -> None:
    made = reports.make_reporting()
    in_force = outline_in_force(made.key, on=reports.WRITTEN.date())
    assert in_force is not None
    leaf = Box(FieldKind.LEAF, "A.2", leaf_said(in_force.outline.leaves["A.2"], {"entry": "4,5"}))
    reports.write(made, "DV2", (*reports.texts(), *reports.figures(made, "DV2", "96", "50"), leaf))
    reports.send(made, "DV2")
    table = deepcopy(reports.TABLE)
    section = table["criteria"][0]
    section["max"], section["children"][1]["max"], table["total"]["content_max"] = 13, 3, 23
    later = datetime(2023, 7, 3, 9, 0, tzinfo=VIET_NAM)
    make_frozen(made.world.year, table, at=later, change_reason="Giảm điểm phối hợp")
    sheet = open_sheet(
        bloc_year=made.key, period_from=date(2023, 1, 1), period_to=date(2023, 12, 31), explanation_days=7,
        self_marks_hidden=True, head_checked_by=(), actor=made.head, at=later,
    )  # fmt: skip
    frame = sheet_frame(sheet)
    assert frame is not None
    known = {one.leaf.code: one for one in offers_for(frame, "DV2", period="h1", on=later.date())}

    with pytest.raises(MarksUnfit) as refused:
        feed_marks(
            sheet=sheet, unit="DV2", period="h1", chosen={code: one.print for code, one in known.items()},
            actor=made.officer("DV2"), at=later,
        )  # fmt: skip

    assert known["A.2"].entry == {"points": "4.5"}
    assert [problem.where for problem in refused.value.problems] == ["DV2/A.2"]
    after = sheet_frame(sheet)
    assert after is not None
    assert after.content.marks == {}


def test_attendance_feeds_a_criterion_it_fits_named_by_whoever_keeps_the_sheet() -> None:
    world = make_scored_world(*UNITS)

    with pytest.raises(SheetUnfit):
        name_attendance_leaf(sheet=world.sheet, leaf="A.1", actor=world.head_officer, at=SELF_DAY)
    for person in (world.officers["CA"], world.stranger):
        with pytest.raises(ScoringRefused):
            name_attendance_leaf(sheet=world.sheet, leaf=LEAF, actor=person, at=SELF_DAY)
    assert world.frame.attendance_leaf == ""

    name_attendance_leaf(sheet=world.sheet, leaf=LEAF, actor=world.head_officer, at=SELF_DAY)
    assert world.frame.attendance_leaf == LEAF
    name_attendance_leaf(sheet=world.sheet, leaf="", actor=world.head_officer, at=SELF_DAY)
    assert world.frame.attendance_leaf == ""
