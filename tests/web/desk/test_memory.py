"""What pages remember never differs from what they would find by looking again at everything."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_account
from tests.factories.scorecards import SELF_DAY, make_scored_world, marks
from thidua.accounts.actions import grant_role
from thidua.accounts.queries import User
from thidua.accounts.roles import Role
from thidua.demo import load
from thidua.foundation import audit, clock
from thidua.foundation.actors import SYSTEM
from thidua.foundation.acts import done_since, latest_acts, ledger_stamp
from thidua.organisations import readiness
from thidua.scorecards.actions import enter_marks
from thidua.scorecards.states import Stage
from thidua.web.shared import memory, work
from thidua.web.shared.at_hand import bloc_years_of
from thidua.web.shared.work import WorkItem, work_of

# A year in which much waits, so that what is remembered matters; acts come with moments of their own.
LOOKED_AT = datetime(2024, 2, 20, 9, 0, tzinfo=clock.VIET_NAM)
# The story has some nine hundred acts; after every so many somebody looks at their work.
LOOK_EVERY = 6


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


def asking(user: User) -> HttpRequest:
    """A request of a person whose roles are read anew."""
    request = HttpRequest()
    request.user = User.objects.get(pk=user.pk)
    request.session = SessionBase()
    return request


def found_anew(user: User) -> set[WorkItem]:
    """What waits for a person, with nothing remembered and nothing kept."""
    request = asking(user)
    request.__dict__[memory._KEPT] = memory.Memory(0, "")
    return {item for source in work.WORK for item in source.find(request, None)}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="follows the whole story, on SQLite alone")
def test_remembered_work_is_the_work_there_is_all_through_the_story(monkeypatch, stand_at):
    stand_at(LOOKED_AT)
    plays, looks, seen = load._acts, iter(range(10_000)), []

    def watched(play: Callable[[], object]) -> Callable[[], object]:
        def played() -> None:
            play()
            turn = next(looks)
            if turn % LOOK_EVERY == 0:
                users = list(User.objects.order_by("pk"))
                user = users[turn // LOOK_EVERY % len(users)]
                remembered = work_of(asking(user))
                assert set(remembered) == found_anew(user), f"{user} after {latest_acts(limit=1)[0].name}"
                seen.append(len(remembered))

        return played

    def acts() -> Iterator[tuple[datetime, int, Callable[[], object]]]:
        for at, place, play in plays():
            yield at, place, watched(play)

    monkeypatch.setattr(load, "_acts", acts)
    load.load_story()

    assert len(seen) > 80
    assert sum(map(bool, seen)) > 30


@pytest.mark.django_db
def test_an_act_elsewhere_costs_one_question_and_one_at_home_asks_only_its_room(stand_at):
    stand_at(SELF_DAY)
    here, elsewhere = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")
    officer = here.officers["AA"]
    work_of(asking(officer))

    def asked() -> int:
        request = asking(officer)
        with CaptureQueriesContext(connection) as queries:
            work_of(request)
        return len(queries)

    quiet = asked()
    for world, code in ((elsewhere, "CC"), (here, "BB")):
        cells = marks(code, {"A.1": {"points": "3"}}, "")
        enter_marks(sheet=world.sheet, stage=Stage.SELF, cells=cells, actor=world.officers[code], at=SELF_DAY)
        assert asked() <= quiet + (2 if world is elsewhere else 7), code
        assert asked() == quiet


@pytest.mark.django_db
def test_what_cannot_be_followed_is_forgotten(stand_at, monkeypatch):
    stand_at(SELF_DAY)
    world = make_scored_world("AA", "BB")
    officer = world.officers["AA"]
    before = work_of(asking(officer))
    monkeypatch.setattr(memory, "MOST_ACTS", 0)
    cells = marks("AA", {"A.1": {"points": "3"}}, "")
    enter_marks(sheet=world.sheet, stage=Stage.SELF, cells=cells, actor=officer, at=SELF_DAY)

    after = work_of(asking(officer))

    assert before != after
    assert set(after) == found_anew(officer)
    assert done_since(1, "of another ledger", limit=9) is None
    assert done_since(latest_acts(limit=1)[0].seq, ledger_stamp(), limit=9) == frozenset()
    assert done_since(10_000, ledger_stamp(), limit=9) is None


@pytest.mark.django_db
def test_a_role_given_now_is_seen_at_the_next_look(stand_at):
    stand_at(SELF_DAY)
    world = make_scored_world("AA", "BB")
    newcomer = make_account()
    assert bloc_years_of(asking(newcomer)) == ()
    assert not any(item.unit for item in work_of(asking(newcomer)))

    unit = world.units["AA"].public_id
    grant_role(
        actor=SYSTEM, user=newcomer, role=Role.UNIT_OFFICER, scope_kind="unit", scope_key=unit, at=SELF_DAY
    )

    assert [line.public_id for line in bloc_years_of(asking(newcomer))] == [world.bloc_year.public_id]
    assert {item.scope for item in work_of(asking(newcomer))} == {world.bloc_year.public_id}


@pytest.mark.parametrize(
    ("acts", "touched"),
    [
        ([("reports.save_draft", "year1"), ("accounts.password_changed", "")], frozenset()),
        ([("plans.issue_plan", "year1"), ("plans.move_activity", "year2")], {"year1", "year2"}),
        ([("organisations.unit_renamed", "unit1")], None),
        ([("plans.issue_plan", "")], None),
        ([("organisations.unit_renamed", "unit1"), ("plans.issue_plan", "year1")], None),
    ],
)
def test_a_value_hears_its_rooms_and_no_others(acts, touched):
    kept = memory.Kept((), ("plans.", *memory.PEOPLE))

    kept.hear(acts)

    assert kept.touched == touched


def test_the_next_phase_hears_every_room_that_sets_a_condition():
    rooms = {
        condition.check.__module__.split(".")[1]
        for conditions in readiness.CONDITIONS.values()
        for condition in conditions.values()
    }
    source = next(one for one in work.WORK if one.find.__name__ == "phase_work")

    assert {f"{room}." for room in rooms} <= set(source.hears)
    assert all(any(name.startswith(start) for name in audit.REGISTERED) for start in source.hears)
