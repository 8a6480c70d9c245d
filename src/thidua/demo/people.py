"""The story's accounts: opened by the administrator, each role over the unit or bloc of its person."""

from datetime import date, datetime, time
from typing import Any

from thidua.accounts.actions import create_account, grant_role, make_first_administrator
from thidua.accounts.queries import find_username
from thidua.accounts.roles import SCOPES, Role, ScopeKind
from thidua.accounts.states import AccountType
from thidua.demo.accounts import PASSWORD
from thidua.demo.files import read
from thidua.foundation.actors import Actor, SystemActor
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.actions import tie_account
from thidua.organisations.queries import bloc_by_code, person_by_code, unit_card

INSTALLED_AT = datetime(2019, 12, 2, 8, 0, tzinfo=VIET_NAM)
FIRST_RUN = SystemActor("first-run")
ADMINISTRATOR, STANDING = "p29", "p22"
# Whose officer runs which bloc, and from when; the story tells it in notes.
BLOC_OFFICERS = {
    "p15": ("KNC", date(2022, 12, 29)),
    "p12": ("KNC", date(2024, 1, 8)),
    "p38": ("KKTKT", date(2022, 12, 29)),
}


def _moment(day: date | None) -> datetime:
    return datetime.combine(day, time(8, 0), tzinfo=VIET_NAM) if day else INSTALLED_AT


def _person(code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(person for person in read("organisations")["people"] if person["id"] == code)
    return found


def _account(code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in read("organisations")["accounts"] if row["person"] == code)
    return found


def open_installation() -> tuple[Actor, Actor]:
    """Make the first administrator, and the officer of the standing body who keeps units and blocs."""
    admin = make_first_administrator(
        actor=FIRST_RUN,
        username=_account(ADMINISTRATOR)["username"],
        full_name=_person(ADMINISTRATOR)["name"],
        password=PASSWORD,
        at=INSTALLED_AT,
    )
    keeper = _open(admin, STANDING)
    grant_role(actor=admin, user=keeper, role=Role.STANDING_OFFICER, at=INSTALLED_AT)
    return admin, keeper


def _open(admin: Actor, code: str) -> Any:
    opened = _moment(_account(code).get("active_from"))
    return create_account(
        actor=admin,
        username=_account(code)["username"],
        full_name=_person(code)["name"],
        account_type=AccountType.OPERATIONAL,
        password=PASSWORD,
        at=opened,
        must_change_password=False,
        email=f"{_account(code)['username']}@tayninh.example",
    )


def open_accounts(admin: Actor, keeper: Actor) -> None:
    """Open every other account of the story, give its roles, and say whose it is."""
    for row in read("organisations")["accounts"]:
        code = row["person"]
        user = find_username(row["username"]) or _open(admin, code)
        roles = {Role(name) for name in row["roles"]} | (
            {Role.BLOC_HEAD_OFFICER} if code in BLOC_OFFICERS else set()
        )
        for role in sorted(roles):
            if (code, role) not in {(ADMINISTRATOR, Role.SYSTEM_ADMIN), (STANDING, Role.STANDING_OFFICER)}:
                _grant(admin, user, role, row)
        person = person_by_code(code)
        if person is not None:
            tie_account(
                person=person.public_id,
                account=user.public_id,
                actor=keeper,
                at=_moment(row.get("active_from")),
            )


def _grant(admin: Actor, user: Any, role: Role, row: dict[str, Any]) -> None:
    first = row.get("active_from") or INSTALLED_AT.date()
    kind, key = ScopeKind.ALL, ""
    if role is Role.BLOC_HEAD_OFFICER:
        bloc, first = BLOC_OFFICERS[row["person"]]
        kind, key = ScopeKind.BLOC, _known(bloc_by_code(bloc), bloc)
    elif ScopeKind.UNIT in SCOPES[role]:
        offices = _person(row["person"])["offices"]
        unit = offices[0]["org"]
        kind, key = ScopeKind.UNIT, _known(unit_card(unit, on=offices[0]["from"] or first), unit)
    grant_role(
        actor=admin,
        user=user,
        role=role,
        at=_moment(first),
        scope_kind=kind,
        scope_key=key,
        valid_from=first,
        valid_to=row.get("active_to"),
    )


def _known(found: Any, code: str) -> str:
    if found is None:
        message = f"The story's {code} was not loaded."
        raise LookupError(message)
    key: str = found.public_id
    return key
