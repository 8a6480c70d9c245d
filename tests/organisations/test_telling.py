"""Who is told what happened to a bloc-year, and where the notice leads."""

import pytest
from django.db import transaction
from django.urls import resolve

from tests.organisations.handing import AT, between_years, confirm_leads, drawn_up, enter
from thidua.core.verdict import Sentence
from thidua.foundation.actors import SYSTEM
from thidua.notices.permissions import notices_visible_to
from thidua.notices.queries import lines_of
from thidua.organisations import actions
from thidua.organisations.actions import record_notice_to_bloc_year
from thidua.organisations.addresses import minute_address, year_address
from thidua.organisations.states import Side, YearState
from thidua.organisations.work import handovers_to_confirm

pytestmark = pytest.mark.django_db


def told(user) -> list[str]:
    return [line.text.text for line in lines_of(notices_visible_to(user, on=AT.date()))]


def test_notices_lead_to_pages_there_are():
    assert resolve(year_address("x")).view_name == "organisations:bloc_year"
    assert resolve(minute_address("x")).view_name == "organisations:minute"


def test_members_are_told_of_phases_and_choices():
    world = between_years(YearState.APPRAISED)
    enter(world.old, YearState.REVIEWED)
    enter(world.old, YearState.APPRAISED, reason="Thiếu hồ sơ")
    confirm_leads(world)

    assert told(world.member)[:3] == [
        "The members chose who heads {name}, {year}",
        "{name}, {year} went back to the phase: {phase}",
        "{name}, {year} entered the phase: {phase}",
    ]
    # Whoever did it is not told.
    assert "The members chose who heads {name}, {year}" not in told(world.giver)


def test_both_sides_of_a_handover_are_told_and_each_has_its_own_to_do():
    world = between_years()
    card = drawn_up(world)

    waiting = {
        name: [(row.side, row.unit.code) for row in handovers_to_confirm(user, on=AT.date())]
        for name, user in (("giver", world.giver), ("receiver", world.receiver), ("member", world.member))
    }
    actions.confirm_handover(handover=card.public_id, side=Side.RECEIVER, actor=world.receiver, at=AT)

    assert waiting == {"giver": [(Side.GIVER, "A")], "receiver": [(Side.RECEIVER, "B")], "member": []}
    assert handovers_to_confirm(world.receiver, on=AT.date()) == ()
    assert handovers_to_confirm(SYSTEM, on=AT.date()) == ()
    assert told(world.receiver)[0] == "The handover minute {number} waits to be confirmed"
    assert told(world.giver)[0] == "{who} confirmed the handover minute {number}"


def test_a_block_tells_the_members_of_that_day():
    world = between_years()

    with transaction.atomic():
        count = record_notice_to_bloc_year(
            bloc_year=world.old.public_id, text=Sentence("Notices"), address="/", actor=SYSTEM, at=AT
        )

    assert count == 3
