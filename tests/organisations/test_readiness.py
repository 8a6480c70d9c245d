"""What should be so before a phase: contributed by rooms, listed, asked a reason for when it is not."""

from datetime import date

import pytest

from tests.factories.organisations import make_bloc_with_year
from tests.organisations.handing import AT, between_years, drawn_up, enter, go_to
from thidua.core.verdict import Finding, met, not_met, unknown
from thidua.foundation.acts import latest_acts
from thidua.organisations import actions, readiness
from thidua.organisations.errors import PhaseNotReady
from thidua.organisations.queries import BlocYearCard, phases_of
from thidua.organisations.states import Side, YearState

pytestmark = pytest.mark.django_db


@pytest.fixture
def conditions(monkeypatch):
    kept: dict[YearState, dict[str, readiness.Condition]] = {}
    monkeypatch.setattr(readiness, "CONDITIONS", kept)
    return kept


def says(verdict):
    def check(card: BlocYearCard, on: date):
        return verdict

    return check


def test_what_is_not_so_asks_for_a_reason_that_is_kept(conditions):
    year = make_bloc_with_year()
    readiness.requires(YearState.CONSULTED, "plan", "The plan is drafted", says(not_met("No plan yet")))

    with pytest.raises(PhaseNotReady) as refused:
        enter(year, YearState.CONSULTED)
    after = enter(year, YearState.CONSULTED, reason="Kế hoạch gửi sau hội nghị trù bị")

    assert refused.value.where == "reason"
    assert [reason.text for reason in refused.value.reasons] == ["No plan yet"]
    assert after.state is YearState.CONSULTED
    assert phases_of(year.id)[-1].reason == "Kế hoạch gửi sau hội nghị trù bị"
    assert latest_acts(scope=year.public_id)[0].data["unmet"] == 1


def test_what_cannot_be_known_does_not_stand_in_the_way(conditions):
    year = make_bloc_with_year()
    readiness.requires(YearState.CONSULTED, "plan", "The plan is drafted", says(unknown("Kept on paper")))

    assert enter(year, YearState.CONSULTED).state is YearState.CONSULTED


def test_the_list_says_how_each_stands_and_contributing_again_replaces(conditions):
    year = make_bloc_with_year()
    readiness.requires(YearState.CONSULTED, "plan", "The plan is drafted", says(not_met("No plan yet")))
    readiness.requires(YearState.CONSULTED, "plan", "The plan is drafted", says(met("There is one")))
    readiness.requires(YearState.CONSULTED, "head", "A head is named", says(unknown("Nobody knows")))

    rows = readiness.readiness(year, YearState.CONSULTED, on=AT.date())

    assert [(row.key, row.finding) for row in rows] == [("plan", Finding.MET), ("head", Finding.UNKNOWN)]
    assert readiness.readiness(year, YearState.ARCHIVED, on=AT.date()) == ()


def test_a_phase_is_suggested_when_all_that_is_asked_is_met(conditions):
    year = make_bloc_with_year()

    assert readiness.suggested_state(year, on=AT.date()) is None
    readiness.requires(YearState.CONSULTED, "plan", "The plan is drafted", says(met("There is one")))
    assert readiness.suggested_state(year, on=AT.date()) is YearState.CONSULTED
    readiness.requires(YearState.CONSULTED, "head", "A head is named", says(unknown("Nobody knows")))
    assert readiness.suggested_state(year, on=AT.date()) is None


def test_going_back_asks_no_conditions(conditions):
    year = go_to(make_bloc_with_year(), YearState.SIGNED)
    readiness.requires(YearState.CONSULTED, "plan", "The plan is drafted", says(not_met("No plan yet")))

    assert enter(year, YearState.CONSULTED, reason="Thiếu chữ ký").state is YearState.CONSULTED


def test_a_year_is_archived_when_both_sides_have_confirmed():
    world = between_years(YearState.CONCLUDED)
    finding = lambda: readiness.readiness(world.old, YearState.ARCHIVED, on=AT.date())[0].finding  # noqa: E731 -- asked thrice

    before = finding()
    card = drawn_up(world)
    half = finding()
    with pytest.raises(PhaseNotReady):
        enter(world.old, YearState.ARCHIVED)
    for side, actor in ((Side.GIVER, world.giver), (Side.RECEIVER, world.receiver)):
        actions.confirm_handover(handover=card.public_id, side=side, actor=actor, at=AT)

    assert (before, half, finding()) == (Finding.UNKNOWN, Finding.NOT_MET, Finding.MET)
    assert enter(world.old, YearState.ARCHIVED).state is YearState.ARCHIVED
