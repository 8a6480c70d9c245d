"""Who reads how much of the ledger: rules, reach, menu."""

from datetime import date, timedelta

import pytest

from tests.factories.accounts import make_account, make_grant
from tests.factories.scorecards import SELF_DAY, make_scored_world
from tests.web.records.acting import give_a_role, read, status
from thidua.accounts.roles import Role
from thidua.foundation.actors import SYSTEM, Actor
from thidua.foundation.models import AuditEntry
from thidua.web.records.permissions import may_check_ledger, may_read_ledger, reach_of

pytestmark = pytest.mark.django_db
TODAY = SELF_DAY.date()


@pytest.fixture(autouse=True)
def _on_the_day(stand_at):
    stand_at(SELF_DAY + timedelta(hours=1))


@pytest.mark.parametrize(
    ("who", "list_", "own", "others", "accounts", "check"),
    [
        ("auditor", 200, 200, 200, 200, 200),
        ("administrator", 200, 404, 404, 200, 403),
        ("head_officer", 200, 200, 404, 404, 403),
        ("officer", 404, 404, 404, 404, 404),
        ("standing", 404, 404, 404, 404, 404),
        ("leader", 404, 404, 404, 404, 404),
        ("appraiser", 404, 404, 404, 404, 404),
        ("stranger", 404, 404, 404, 404, 404),
    ],
)
def test_who_reads_what(client, who, list_, own, others, accounts, check):
    world, other = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")
    user = world.officers["BB"] if who == "officer" else getattr(world, who)
    give_a_role()
    seqs = {
        "own": AuditEntry.objects.get(scope=world.bloc_year.public_id).seq,
        "others": AuditEntry.objects.get(scope=other.bloc_year.public_id).seq,
        "accounts": AuditEntry.objects.filter(name__startswith="accounts.").latest("seq").seq,
    }

    answers = {name: status(client, user, f"/nhat-ky/{seq}/") for name, seq in seqs.items()}

    assert answers == {"own": own, "others": others, "accounts": accounts}
    assert status(client, user, "/nhat-ky/") == list_
    assert status(client, user, "/nhat-ky/kiem-tra/") == check
    assert status(client, user, "/nhat-ky/nhat-ky.csv") == list_
    assert status(client, user, "/nhat-ky/999999/") == 404


def test_predicate_and_reach_agree():
    world = make_scored_world("AA", "BB")
    people: list[Actor] = [
        world.auditor,
        world.administrator,
        world.head_officer,
        world.standing,
        world.leader,
        world.stranger,
        world.appraiser,
        make_account(),
        SYSTEM,
    ]

    answers = [may_read_ledger(user, on=TODAY).allowed for user in people]

    assert answers == [not reach_of(user, on=TODAY).nothing for user in people]
    assert answers == [True, True, True, False, False, False, False, False, False]
    assert [may_check_ledger(user, on=TODAY).allowed for user in people] == [True] + [False] * 8


def test_the_head_officer_reads_only_the_years_the_own_unit_heads():
    world = make_scored_world("AA", "BB")
    follower = world.officers["BB"]
    make_grant(follower, Role.BLOC_HEAD_OFFICER, bloc=world.bloc.public_id)

    mine, next_heads = reach_of(world.head_officer, on=TODAY), reach_of(follower, on=TODAY)

    assert world.bloc_year.public_id in mine.scopes
    assert next_heads.scopes == (world.bloc.public_id,)


def test_a_role_that_has_ended_opens_nothing():
    user = make_account()
    make_grant(user, Role.AUDITOR, valid_to=date(2023, 11, 19))

    assert not may_read_ledger(user, on=TODAY).allowed
    assert may_read_ledger(user, on=TODAY).private


def test_only_those_to_whom_it_is_open_see_it_in_the_menu(client):
    world = make_scored_world("AA", "BB")

    assert 'href="/nhat-ky/"' in read(client, world.auditor, "/viec-cua-toi/")
    assert 'href="/nhat-ky/"' not in read(client, world.standing, "/viec-cua-toi/")
