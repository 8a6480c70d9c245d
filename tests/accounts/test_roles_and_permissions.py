"""Who holds what on which day, and what that opens: roles, scopes, administrators."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests import cast
from tests.factories.accounts import FIRST_DAY, PASSWORD, make_account, make_administrator, make_grant
from thidua.accounts.actions import create_account, deactivate_account, grant_role, withdraw_role
from thidua.accounts.errors import AccountRefused, AccountUnfit
from thidua.accounts.invariants import NO_BUSINESS
from thidua.accounts.models import RoleGrant, User
from thidua.accounts.permissions import (
    accounts_visible_to,
    may_administer_accounts,
    may_change_account,
    may_deactivate_account,
    may_reactivate_account,
    sessions_endable_by,
)
from thidua.accounts.queries import HeldRole, held_blocs, held_units, holders_of, holds, roles_of
from thidua.accounts.queries.roles import holder_counts
from thidua.accounts.roles import POWER_HEADS, POWERS, ROLE_WORDS, SCOPES, Role, ScopeKind
from thidua.foundation.actors import SYSTEM, Actor
from thidua.foundation.checks import INVARIANTS
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 7, 21, 12, 0, tzinfo=VIET_NAM)
TODAY = NOON.date()
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2023, 3, 31), False),
        (date(2023, 4, 1), True),
        (date(2023, 6, 30), True),
        (date(2023, 7, 1), False),
    ],
)
def test_a_role_holds_from_its_first_day_to_its_last(day, held):
    user = make_account()
    make_grant(user, "unit_officer", unit="u1", valid_from=date(2023, 4, 1), valid_to=date(2023, 6, 30))

    assert holds(user, Role.UNIT_OFFICER, on=day) is held
    assert bool(roles_of(user, on=day)) is held
    assert (user in holders_of("unit_officer", on=day)) is held


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ({}, True),
        ({"unit": "u1"}, True),
        ({"unit": "u2"}, False),
        ({"bloc": "u1"}, False),
    ],
)
def test_a_role_over_a_unit_holds_over_that_unit_only(asked, held):
    user = make_account()
    make_grant(user, "unit_officer", unit="u1")

    assert holds(user, "unit_officer", on=TODAY, **asked) is held


@pytest.mark.parametrize(
    ("asked", "held"), [({"bloc": "b1"}, True), ({"bloc": "b2"}, False), ({"unit": "b1"}, False)]
)
def test_a_role_over_a_bloc_holds_over_that_bloc_only(asked, held):
    user = make_account()
    make_grant(user, "bloc_head_officer", bloc="b1")

    assert holds(user, "bloc_head_officer", on=TODAY, **asked) is held


def test_a_role_over_the_province_holds_over_every_unit_and_bloc():
    user = cast.tri()

    assert holds(user, "auditor", on=TODAY, unit="u1")
    assert holds(user, "auditor", on=TODAY, bloc="b1")
    assert not holds(user, "judge", on=TODAY)


def test_several_roles_are_told_in_the_order_given_and_once_each():
    user = cast.khang(unit="u1", bloc="b1")
    make_grant(user, "unit_officer", unit="u2", valid_from=FIRST_DAY + DAY)

    assert roles_of(user, on=TODAY) == (
        HeldRole(Role.BLOC_HEAD_OFFICER, ScopeKind.BLOC, "b1"),
        HeldRole(Role.UNIT_OFFICER, ScopeKind.UNIT, "u1"),
        HeldRole(Role.UNIT_OFFICER, ScopeKind.UNIT, "u2"),
    )
    assert held_units(user, on=TODAY) == held_units(user, "unit_officer", on=TODAY) == {"u1", "u2"}
    assert held_units(user, "unit_head", on=TODAY) == frozenset()
    assert held_blocs(user, on=TODAY) == {"b1"}


def test_roles_are_read_once_for_each_request(max_queries):
    user = User.objects.get(pk=cast.khang(unit="u1", bloc="b1").pk)

    with max_queries(1):
        for day in (TODAY, TODAY - DAY, TODAY + DAY):
            roles_of(user, on=day)
            holds(user, "unit_officer", on=day, unit="u1")


@pytest.mark.parametrize("nobody", [None, SYSTEM])
def test_the_system_and_nobody_hold_no_role(nobody):
    assert roles_of(nobody, on=TODAY) == ()
    assert not holds(nobody, "system_admin", on=TODAY)


def test_an_account_out_of_use_holds_nothing_from_that_day_and_did_before():
    user = make_account()
    make_grant(user, "unit_officer", unit="u1")
    user = deactivate_account(actor=SYSTEM, user=user, reason="nghỉ hưu", at=NOON)

    assert [bool(roles_of(user, on=day)) for day in (TODAY - DAY, TODAY)] == [True, False]
    assert holders_of("unit_officer", on=TODAY) == ()


def test_a_withdrawn_role_does_not_hold_from_today_and_did_yesterday():
    user = make_account()
    grant = make_grant(user, "unit_officer", unit="u1")

    withdraw_role(actor=SYSTEM, user=user, grant_id=grant.public_id, reason="đổi việc", at=NOON)

    user = User.objects.get(pk=user.pk)
    assert [holds(user, "unit_officer", on=day) for day in (TODAY - DAY, TODAY, TODAY + DAY)] == [
        True,
        False,
        False,
    ]
    entry = AuditEntry.objects.latest("seq")
    assert (entry.name, entry.data) == (
        "accounts.role_withdrawn",
        {
            "role": "unit_officer",
            "role_name": "Cán bộ thi đua của đơn vị",
            "scope_key": "u1",
            "reason": "đổi việc",
        },
    )


def test_holders_are_found_by_scope_in_name_order():
    second, first = make_account(full_name="Lê Bình"), make_account(full_name="Trần An")
    elsewhere = make_account(full_name="Vũ Ánh")
    for user, unit in ((second, "u1"), (first, "u1"), (elsewhere, "u2")):
        make_grant(user, "unit_officer", unit=unit)

    assert holders_of("unit_officer", on=TODAY, scope_key="u1") == (first, second)
    assert holder_counts(on=TODAY) == {Role.UNIT_OFFICER: (3, 0)}


# --- who may ---

WHO: dict[str, tuple[Callable[[], Actor], bool]] = {
    "system administrator": (cast.anh_tu, True),
    "the system": (lambda: SYSTEM, True),
    "stranger": (cast.stranger, False),
    "standing officer": (cast.phuong, False),
    "council member": (cast.hieu, False),
    "auditor": (cast.tri, False),
    "unit officer": (lambda: cast.hang(unit="u1"), False),
    "unit head": (lambda: cast.le(unit="u1"), False),
}


@pytest.mark.parametrize("who", WHO)
def test_only_administrators_keep_accounts_and_others_may_not_know(who):
    make, may = WHO[who]
    actor, other = make(), make_account()

    verdict = may_administer_accounts(actor, on=TODAY)

    assert (verdict.allowed, verdict.private) == (may, not may)
    assert (other in accounts_visible_to(actor, on=TODAY)) is may
    for rule in (may_change_account, may_deactivate_account):
        assert rule(actor, other, on=TODAY).allowed is may
    assert not may_reactivate_account(actor, other, on=TODAY).allowed


def test_an_administrator_of_yesterday_keeps_nothing_today():
    admin, other = make_administrator(), make_administrator()
    grant = admin.grants.get()
    withdraw_role(actor=other, user=admin, grant_id=grant.public_id, reason="đổi việc", at=NOON)
    admin = User.objects.get(pk=admin.pk)

    assert not may_administer_accounts(admin, on=TODAY).allowed
    with pytest.raises(AccountRefused):
        create_account(
            actor=admin, username="x.y", full_name="X", account_type="operational", password=PASSWORD, at=NOON
        )


def test_sessions_are_endable_by_their_owner_and_by_administrators():
    from django.test import Client

    from thidua.foundation.gate import signed_in

    user, other = make_account(), make_account()
    Client().force_login(user)
    admin = cast.anh_tu()

    assert signed_in(user, on=TODAY).allowed
    assert [sessions_endable_by(actor, on=TODAY).count() for actor in (user, other, admin, SYSTEM)] == [
        1,
        0,
        1,
        1,
    ]


def test_an_actor_without_an_account_or_power_ends_no_session():
    class Program:
        actor_key, actor_name, is_system = "program:1", "program", False

    from django.test import Client

    Client().force_login(make_account())

    assert sessions_endable_by(Program(), on=TODAY).count() == 0


# --- giving and withdrawing ---


def give(user: User, role: Role | str, *, unit: str = "", **days: date | None) -> RoleGrant:
    return grant_role(
        actor=SYSTEM, user=user, role=role, scope_kind="unit" if unit else "", scope_key=unit, at=NOON, **days
    )


@pytest.mark.parametrize(
    ("account_type", "role", "fits"),
    [
        ("operational", "auditor", True),
        ("operational", "system_admin", False),
        ("admin", "system_admin", True),
        ("admin", "auditor", False),
        ("technical", "auditor", False),
        ("service", "system_admin", False),
    ],
)
def test_administration_and_business_are_never_on_one_account(account_type, role, fits):
    user = make_account(account_type=account_type, responsible="Kiều Anh Tú")
    if fits:
        assert give(user, role).role == role
    else:
        with pytest.raises(AccountUnfit):
            give(user, role)
        assert not RoleGrant.objects.exists()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", ScopeKind)
def test_each_role_is_held_over_its_own_kinds_of_scope_only(role, kind):
    user = make_account(account_type="admin" if role is Role.SYSTEM_ADMIN else "operational")
    key = "k1" if kind else ""
    given = {"actor": SYSTEM, "user": user, "role": role, "scope_kind": kind, "scope_key": key, "at": NOON}

    if kind in SCOPES[role]:
        assert grant_role(**given).valid_from == TODAY
    else:
        with pytest.raises(AccountUnfit) as error:
            grant_role(**given)
        assert error.value.where == "scope"


@pytest.mark.parametrize(("kind", "key"), [("unit", ""), ("", "u1")])
def test_half_a_scope_is_none(kind, key):
    with pytest.raises(AccountUnfit):
        grant_role(
            actor=SYSTEM, user=make_account(), role="contestant", scope_kind=kind, scope_key=key, at=NOON
        )


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        (date(2023, 1, 1), date(2023, 3, 31), False),
        (date(2023, 1, 1), date(2023, 4, 1), True),
        (date(2023, 6, 30), None, True),
        (date(2023, 7, 1), None, False),
        (date(2023, 5, 1), date(2023, 5, 2), True),
        (date(2023, 1, 1), None, True),
    ],
)
def test_one_role_over_one_scope_is_not_held_twice_on_a_day(first, last, overlaps):
    user = make_account()
    give(user, "unit_officer", unit="u1", valid_from=date(2023, 4, 1), valid_to=date(2023, 6, 30))

    if overlaps:
        with pytest.raises(AccountUnfit):
            give(user, "unit_officer", unit="u1", valid_from=first, valid_to=last)
    else:
        give(user, "unit_officer", unit="u1", valid_from=first, valid_to=last)
    give(user, "unit_officer", unit="u2", valid_from=first, valid_to=last)


def test_a_withdrawn_role_can_be_given_again():
    user = make_account()
    grant = make_grant(user, "unit_officer", unit="u1")
    withdraw_role(actor=SYSTEM, user=user, grant_id=grant.public_id, reason="nhầm", at=NOON)

    again = grant_role(
        actor=SYSTEM, user=user, role="unit_officer", scope_kind="unit", scope_key="u1", at=NOON
    )

    assert again.holds_on(TODAY)


def test_the_last_day_does_not_lie_before_the_first():
    with pytest.raises(AccountUnfit) as error:
        give(make_account(), "auditor", valid_from=TODAY, valid_to=TODAY - DAY)
    assert error.value.where == "valid_to"


def test_what_is_not_held_is_not_withdrawn():
    user, other = make_account(), make_account()
    over = make_grant(user, "auditor", valid_to=TODAY - DAY)
    theirs = make_grant(other, "auditor")

    for key in (over.public_id, theirs.public_id, "zzz"):
        with pytest.raises(AccountUnfit):
            withdraw_role(actor=SYSTEM, user=user, grant_id=key, reason="x", at=NOON)
    assert not RoleGrant.objects.exclude(withdrawn_on=None).exists()


def test_a_role_is_not_withdrawn_without_a_reason():
    user = make_account()
    grant = make_grant(user, "auditor")

    with pytest.raises(AccountUnfit) as error:
        withdraw_role(actor=SYSTEM, user=user, grant_id=grant.public_id, reason=" ", at=NOON)
    assert error.value.where == "reason"


def test_the_last_administrator_keeps_the_role():
    admin = make_administrator()
    grant = admin.grants.get()

    with pytest.raises(AccountRefused):
        withdraw_role(actor=SYSTEM, user=admin, grant_id=grant.public_id, reason="x", at=NOON)
    make_administrator()
    withdraw_role(actor=SYSTEM, user=admin, grant_id=grant.public_id, reason="đổi việc", at=NOON)


def test_every_role_has_words_scopes_and_powers_and_the_administrator_no_business_power():
    assert set(ROLE_WORDS) == set(SCOPES) == set(POWERS) == set(Role)
    assert all(len(powers.cells()) == len(POWER_HEADS) for powers in POWERS.values())
    assert all(SCOPES.values())
    assert POWERS[Role.SYSTEM_ADMIN].cells()[:-1] == ("",) * (len(POWER_HEADS) - 1)
    assert not any(powers.accounts for role, powers in POWERS.items() if role is not Role.SYSTEM_ADMIN)


def test_the_invariant_finds_an_administrator_with_business_power():
    admin, user = make_administrator(), cast.tri()
    assert list(INVARIANTS[NO_BUSINESS]()) == []

    user.account_type = "admin"
    user.save(update_fields=["account_type"])
    admin.account_type = "operational"
    admin.save(update_fields=["account_type"])

    assert {untruth.detail for untruth in INVARIANTS[NO_BUSINESS]()} == {"auditor", "system_admin"}
