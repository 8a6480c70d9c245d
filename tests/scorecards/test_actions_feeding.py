"""Self marks taken from what is known: what does not fit or changed is refused whole; attendance needs a fitting leaf."""

from typing import Any

import pytest

from tests.factories.scorecards import SELF_DAY, World, make_scheme, make_sheet, make_world
from thidua.scorecards.actions import feed_marks, name_attendance_leaf
from thidua.scorecards.actions import feeding as verb
from thidua.scorecards.errors import MarksUnchanged, MarksUnfit, SheetUnfit
from thidua.scorecards.feeding import Offer
from thidua.scorecards.states import Stage

pytestmark = pytest.mark.django_db


def opened() -> World:
    world = make_world("TA", "VKS", "CA")
    make_scheme(world)
    make_sheet(world)
    return world


def test_an_offer_outside_the_limits_and_one_that_is_gone_keep_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = opened()
    source = {"from": "attendance", "until": "2023-11-20"}
    offer = Offer("CA", world.frame.outline.leaves["A.1"], {"points": "99"}, "", "", source, None)
    monkeypatch.setattr(verb, "offers_for", lambda *_args, **_words: (offer,))
    given: dict[str, Any] = {"sheet": world.sheet, "unit": "CA", "period": "", "actor": world.officers["CA"]}

    with pytest.raises(MarksUnfit) as refused:
        feed_marks(**given, chosen={"A.1": offer.print, "B.2": "x"}, at=SELF_DAY)

    assert [problem.where for problem in refused.value.problems] == ["CA/A.1", "CA/B.2"]
    assert ("CA", "A.1", Stage.SELF) not in world.frame.content.marks


def test_attendance_cannot_feed_a_criterion_of_another_kind() -> None:
    world = opened()

    with pytest.raises(SheetUnfit):
        name_attendance_leaf(sheet=world.sheet, leaf="A.1", actor=world.head_officer, at=SELF_DAY)
    assert world.frame.attendance_leaf == ""


def test_nothing_chosen_changes_nothing() -> None:
    world = opened()

    with pytest.raises(MarksUnchanged):
        feed_marks(
            sheet=world.sheet, unit="CA", period="", chosen={}, actor=world.officers["CA"], at=SELF_DAY
        )
