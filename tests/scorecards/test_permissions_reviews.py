"""Who may keep minutes, ask bodies, confirm totals and take figures over: a table of people for each rule."""

from typing import Any

import pytest

from tests.factories.scorecards import close
from tests.scorecards.people import Rule, allowed, hidden, make_people
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.permissions import (
    may_ask_disqualifiers,
    may_confirm_totals,
    may_draw_minutes,
    may_feed_marks,
    may_name_attendance_leaf,
)
from thidua.scorecards.states import Stage

pytestmark = pytest.mark.django_db
OFFICERS = {"own", "rival", "checker", "head_officer", "standing"}
KEEPERS = {"head_officer", "standing"}
NOBODY: set[str] = set()


def whole(frame: SheetFrame) -> Any:
    return frame


def of_unit(frame: SheetFrame) -> Any:
    return frame, "CA"


RULES = (
    (may_draw_minutes, whole, OFFICERS, OFFICERS, NOBODY),
    (may_ask_disqualifiers, whole, KEEPERS, KEEPERS, KEEPERS),
    (may_confirm_totals, whole, NOBODY, NOBODY, OFFICERS | {"leader"}),
    (may_feed_marks, of_unit, {"own"}, NOBODY, NOBODY),
    (may_name_attendance_leaf, whole, KEEPERS, NOBODY, NOBODY),
)


@pytest.mark.parametrize(("rule", "thing", "opened", "checked", "appraised"), RULES)
def test_each_rule_allows_these_people_in_these_states(
    rule: Rule, thing: Any, opened: set[str], checked: set[str], appraised: set[str]
):
    world = make_people()
    assert allowed(world, rule, thing(world.frame)) == opened
    assert hidden(world, rule, thing(world.frame)) == {"administrator", "stranger"}

    close(world, Stage.SELF)
    assert allowed(world, rule, thing(world.frame)) == checked

    close(world, Stage.CROSS, Stage.APPRAISED)
    assert allowed(world, rule, thing(world.frame)) == appraised
