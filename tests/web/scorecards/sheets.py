"""What tests of the sheets share: addresses, a bloc at each stage, what a form of a cell sends."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.scorecards import (
    APPRAISAL_DAY,
    SELF_DAY,
    World,
    close,
    make_scheme,
    make_sheet,
    make_world,
    self_score,
)
from thidua.accounts.models import User
from thidua.scorecards.actions import accept_marks, enter_item
from thidua.scorecards.states import ItemKind, Stage
from thidua.web.desk.sources import scoring_work
from thidua.web.shared import work

PUBLIC = ("TA", "VKS", "CA")


def at(world: World, name: str, *args: Any) -> str:
    """The address of a screen of the sheet."""
    return reverse(f"scorecards:{name}", args=(world.sheet, *args))


def cell(world: World, unit: str, leaf: str, stage: str = "self") -> str:
    """The address of a cell's page."""
    return at(world, "cell", unit, stage, leaf)


def only_work_of_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count what this room asks: other rooms' work is counted by their own tests."""
    mine = [source for source in work.WORK if source.find is scoring_work]
    monkeypatch.setattr(work, "WORK", mine)


def change(world: World) -> None:
    """Somebody changes the sheet, so that the next reader reads it anew."""
    fields: dict[str, Any] = {"title": "", "number": "", "dated": None, "at": SELF_DAY}
    unit = next(iter(world.officers))
    enter_item(
        sheet=world.sheet, unit=unit, kind=ItemKind.BONUS, code="T1", record="15/QĐ", actor=world.standing, **fields
    )  # fmt: skip


def in_name_of(user: User | None) -> Client:
    """A plain browser of this person, for the many answers of a table; None has not signed in."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def make_room(*codes: str, upto: Stage | None = None, appraised: bool = False) -> World:
    """A bloc whose units scored themselves alike; the office appraises B.1; stages closed up to `upto`."""
    world = make_world(*(codes or PUBLIC))
    make_scheme(world, appraised_by={"B.1": "unit"})
    make_sheet(world)
    self_score(world)
    done = {None: (), Stage.SELF: (Stage.SELF,), Stage.CROSS: (Stage.SELF, Stage.CROSS)}
    close(world, *done.get(upto, tuple(Stage)[:2]))
    if appraised or upto is Stage.APPRAISED:
        for code in world.officers:
            accept_marks(
                sheet=world.sheet, stage=Stage.APPRAISED, unit=code, section="",
                actor=world.standing, at=APPRAISAL_DAY,
            )  # fmt: skip
    if upto is Stage.APPRAISED:
        close(world, Stage.APPRAISED)
    return world


def typed(world: World, unit: str, leaf: str, stage: Stage, **changed: Any) -> dict[str, Any]:
    """What the form of a cell sends: a value, no reason, no paper, the revision it was read with."""
    mark = world.frame.mark(unit, leaf, stage)
    fields: dict[str, Any] = {"says": "value", "reason": "", "papers": ""}
    return {**fields, "revision": mark.revision if mark else 0, **changed}


def words(html: str) -> str:
    """The text of a page, without its tags, as one line."""
    shown = re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())
