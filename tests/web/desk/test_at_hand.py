"""Which bloc-year a session works in: chosen, else the newest begun, one's own before others, else the liveliest."""

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import RequestFactory

from tests.factories.accounts import make_account, make_grant
from tests.factories.scorecards import SELF_DAY, make_scored_world, make_world, self_score
from thidua.accounts.roles import Role
from thidua.organisations.models import BlocYear
from thidua.web.shared.at_hand import bloc_year_at_hand, choose_bloc_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(stand_at):
    stand_at(SELF_DAY)


def asked_by(user, session=None):
    request = RequestFactory().get("/")
    request.user = user
    request.session = session if session is not None else SessionBase()
    return request


def at_hand(user, session=None) -> str:
    line = bloc_year_at_hand(asked_by(user, session))
    return line.public_id if line else ""


def begin(*worlds) -> None:
    BlocYear.objects.filter(pk__in=[world.bloc_year.pk for world in worlds]).update(state="launched")


def test_nobody_without_a_bloc_has_one_at_hand():
    make_world("AA", "BB")

    assert at_hand(make_account()) == ""


def test_a_draft_is_at_hand_only_when_there_is_nothing_else():
    world = make_world("AA", "BB")
    draft = at_hand(world.head_officer)
    begin(world)
    BlocYear.objects.create(
        bloc=world.bloc,
        year=2024,
        name="Sau",
        short_name="S",
        decision_number="1",
        decision_date="2023-12-29",
        opened_on="2024-01-10",
    )

    assert draft == world.bloc_year.public_id
    assert at_hand(world.auditor) == world.bloc_year.public_id


def test_who_sees_several_blocs_starts_where_something_was_done_last_and_stays_there():
    first, second = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")
    begin(first, second)
    session = SessionBase()
    before = at_hand(first.auditor, session)
    self_score(first, units=["AA"])

    assert before == second.bloc_year.public_id
    assert at_hand(first.auditor, session) == before
    assert at_hand(first.auditor) == first.bloc_year.public_id


def test_ones_own_unit_comes_first():
    first, second = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")
    begin(first, second)
    make_grant(first.auditor, Role.UNIT_HEAD, unit=first.units["BB"].public_id)

    assert at_hand(first.auditor) == first.bloc_year.public_id


def test_without_any_act_the_first_in_vietnamese_order_is_at_hand():
    first, second = make_world("AA", "BB"), make_world("CC", "DD")
    begin(first, second)

    assert at_hand(first.auditor) in {first.bloc_year.public_id, second.bloc_year.public_id}
    assert at_hand(first.auditor) == at_hand(second.auditor)


def test_a_choice_stays_and_is_dropped_when_it_may_no_longer_be_seen():
    first, second = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")
    session = SessionBase()

    assert choose_bloc_year(asked_by(first.auditor, session), first.bloc_year.public_id)
    assert at_hand(first.auditor, session) == first.bloc_year.public_id
    assert at_hand(second.head_officer, session) == second.bloc_year.public_id
    assert not choose_bloc_year(asked_by(second.head_officer, session), first.bloc_year.public_id)


def test_the_band_names_the_role_of_the_year_at_hand(client, language):
    world = make_scored_world("AA", "BB")
    follower = world.officers["BB"]
    make_grant(follower, Role.BLOC_HEAD_OFFICER, bloc=world.bloc.public_id)

    def role_of(user) -> str:
        client.force_login(user)
        band = client.get("/tim/").text.split('class="context"')[1].split("</section>")[0]
        return str(band.split("<b>")[-1].split("</b>")[0])

    words = {
        "vi": ("Cán bộ giúp việc Khối trưởng", "Cán bộ thi đua của đơn vị", "Thanh tra"),
        "en": ("Officer assisting the bloc head", "Emulation officer of a unit", "Auditor"),
    }[language]
    assert (role_of(world.head_officer), role_of(follower), role_of(world.auditor)) == words
    client.force_login(world.administrator)
    assert 'class="context"' not in client.get("/tim/").text
