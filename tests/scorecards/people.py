"""The people whose rights are asked in tables, and who of them is allowed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories.scorecards import (
    SELF_DAY,
    World,
    close,
    make_scheme,
    make_sheet,
    make_world,
)
from thidua.accounts.models import User
from thidua.core.verdict import Verdict
from thidua.scorecards.actions import (
    assign_checkers,
)
from thidua.scorecards.states import STAGES, SheetState

Rule = Callable[..., Verdict]
ON = date(2023, 12, 20)
PEOPLE = (
    "own",
    "rival",
    "checker",
    "head_officer",
    "leader",
    "standing",
    "appraiser",
    "auditor",
    "administrator",
    "stranger",
)


def make_people() -> World:
    """TA heads, VKS deputises; VKS checks CA; the office appraises B.1."""
    made = make_world("TA", "VKS", "CA", "THADS")
    make_scheme(made, appraised_by={"B.1": "unit", "B.2": "bloc_head", "A.2": "bloc_deputy"})
    make_sheet(made)
    assign_checkers(sheet=made.sheet, unit="CA", checkers=["VKS"], actor=made.standing, at=SELF_DAY)
    return made


def person(world: World, name: str, unit: str = "CA") -> User:
    """One of the people; `own` is the officer of the unit, `rival` that of another, `checker` of the one that checks."""
    by_name = {
        "own": world.officers[unit],
        "rival": world.officers["THADS"],
        "checker": world.officers["VKS"],
    }
    found: User = by_name.get(name) or getattr(world, name)
    return found


def at_state(world: World, state: SheetState) -> World:
    """Bring the sheet to a state."""
    steps = {
        SheetState.OPENED: 0,
        SheetState.SELF_CLOSED: 1,
        SheetState.CROSS_CLOSED: 2,
        SheetState.APPRAISED: 3,
    }
    close(world, *STAGES[: steps[state]])
    return world


def allowed(world: World, rule: Rule, thing: Any, *, unit: str = "CA", on: date = ON) -> set[str]:
    """Who of the people is allowed."""
    return {name for name in PEOPLE if rule(person(world, name, unit), thing, on=on).allowed}


def hidden(world: World, rule: Rule, thing: Any) -> set[str]:
    """For whom the thing does not even exist."""
    return {
        name
        for name in PEOPLE
        if (found := rule(person(world, name), thing, on=ON)).private and not found.allowed
    }
