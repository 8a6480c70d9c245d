"""The story's register: provinces, places, units, people and blocs as they stood at the start of 2023."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from thidua.accounts.queries import User, find_username
from thidua.demo.files import read
from thidua.foundation.clock import VIET_NAM
from thidua.organisations import actions
from thidua.organisations.drafts import (
    Naming,
    NewBloc,
    NewOffice,
    NewPerson,
    NewPlace,
    NewUnit,
    Source,
)
from thidua.organisations.queries import (
    unit_name,
)
from thidua.organisations.states import (
    BlocLevel,
    Confidence,
    Force,
    OfficeKind,
    UnitKind,
    YearState,
)

STANDING, HEAD_OFFICER, NEXT_OFFICER = "phuong.hk", "khang.tm", "hang.ltt"
REGISTERED_AT = datetime(2023, 1, 3, 8, 0, tzinfo=VIET_NAM)
REORGANISED_ON = date(2025, 7, 1)
ELECTED = "Biên bản họp bình xét, số 05/BB-KNC ngày 11/03/2024"
GENDERS = {"nam": "male", "nữ": "female"}
STATES = {
    "dự thảo": YearState.DRAFTED,
    "lấy ý kiến": YearState.CONSULTED,
    "đã ký giao ước": YearState.SIGNED,
    "đang thực hiện": YearState.LAUNCHED,
    "sơ kết": YearState.HALF_REVIEWED,
    "tự chấm": YearState.SELF_SCORED,
    "thẩm định": YearState.APPRAISED,
    "bình xét": YearState.REVIEWED,
    "trình Hội đồng": YearState.SUBMITTED,
    "đã có quyết định": YearState.DECIDED,
    "tổng kết, bàn giao": YearState.CONCLUDED,
    "lưu trữ": YearState.ARCHIVED,
}
# Written by the bloc's officer up to here; decision and archive belong to the standing body.
BY_THE_BLOC = frozenset(YearState) - {YearState.DECIDED, YearState.ARCHIVED}


def moment(on: date, hour: int = 8, minute: int = 0) -> datetime:
    """A moment in Viet Nam."""
    return datetime.combine(on, time(hour, minute), VIET_NAM)


def account(username: str) -> User:
    """An account of the story; raises `LookupError` when the accounts were not loaded."""
    found = find_username(username)
    if found is None:
        message = f"The story's account {username} was not loaded."
        raise LookupError(message)
    return found


def source(row: Mapping[str, Any]) -> Source:
    """Paper, confidence and note of a row of the story."""
    known = Confidence(row.get("confidence") or Confidence.INVENTED)
    return Source(row.get("instrument") or "", known, row.get("note") or "")


def new_unit(row: Mapping[str, Any]) -> NewUnit:
    """A unit of the story as a draft."""
    return NewUnit(
        code=row["code"],
        kind=UnitKind(row["kind"]),
        naming=Naming(
            row["name"], row.get("short") or "", row.get("in_sentence") or "", row.get("symbol") or ""
        ),
        force=Force(row.get("force") or ""),
        parent=row.get("parent") or "",
        province=row.get("province") or "",
        place=row.get("place") or "",
        year_starts=row.get("year_from") or "01-01",
        year_confidence=Confidence(row.get("year_confidence") or Confidence.MEMORY),
        year_note=row.get("year_note") or "",
    )


def load_register() -> None:
    """Provinces, places, units and people as they stood at the start of 2023, the two blocs and the rotation list."""
    story, years = read("organisations"), read("bloc_years")
    who: dict[str, Any] = {"actor": account(STANDING), "at": REGISTERED_AT}
    for row in story["provinces"]:
        actions.found_province(
            code=row["code"],
            official_code=row.get("official_code") or row["code"],
            name=row["name"],
            on=row["valid_from"],
            until=row["valid_to"],
            source=source(row),
            **who,
        )
    for row in story["places"]:
        actions.found_place(
            new=NewPlace(
                row["code"],
                row["name"],
                row["province"],
                row.get("district") or "",
                row.get("official_code") or "",
            ),
            on=row.get("valid_from"),
            until=row.get("valid_to"),
            source=Source("1682/NQ-UBTVQH15", Confidence.CONFIRMED),
            **who,
        )
    for row in story["organisations"]:
        if "valid_from" not in row:
            actions.found_unit(new=new_unit(row), on=None, source=source(row), **who)
    for person in story["people"]:
        register(person, **who)
    for row in years["blocs"]:
        actions.found_bloc(
            new=NewBloc(
                row["code"],
                row["name"],
                row["short"],
                BlocLevel(row["level"]),
                row["set_up_by"],
                row["symbol_suffix"],
                row["letterhead"],
            ),
            **who,
        )
    rotation = years["rotation"]
    actions.set_rotation(
        bloc=rotation["bloc"],
        units=rotation["order"],
        adopted_on=rotation["adopted_on"],
        skip_rule=rotation["skip_rule"],
        **who,
    )
    for term in rotation["terms"]:
        settle(term, planned=term["year"] > REGISTERED_AT.year, **who)


def settle(term: Mapping[str, Any], *, planned: bool, actor: User, at: datetime) -> None:
    """One term of the rotation."""
    actions.settle_rotation_term(
        bloc=read("bloc_years")["rotation"]["bloc"],
        year=term["year"],
        head=term["head"],
        planned=planned,
        skipped=False,
        note=term.get("note") or "",
        actor=actor,
        at=at,
    )


def register(person: Mapping[str, Any], *, actor: User, at: datetime) -> None:
    """A person and the offices held by then; accounts are tied to people when they are opened."""
    actions.register_person(
        new=NewPerson(
            name=person["name"],
            code=person["id"],
            title_before=person.get("title_before") or "",
            gender=GENDERS.get(person.get("gender", ""), ""),
            rank=person.get("rank") or "",
            is_real=bool(person.get("real")),
        ),
        actor=actor,
        at=at,
    )
    for office in person["offices"]:
        if office["from"] is None or office["from"] <= at.date():
            appoint(person["id"], office, actor=actor, at=at)


def appoint(person: str, office: Mapping[str, Any], *, actor: User, at: datetime) -> None:
    """One office; its last day is told on that day, not before."""
    actions.appoint_to_office(
        person=person.upper(),
        new=NewOffice(
            unit=office["org"],
            title=office["title"],
            kind=OfficeKind(office["kind"]),
            since=office["from"],
            known_on=office.get("known_on"),
        ),
        actor=actor,
        at=at,
    )


def key_of_unit(code: str) -> str:
    """The public key of a unit of the story, for roles over it."""
    found = unit_name(code, on=REGISTERED_AT.date())
    if found is None:
        message = f"The unit {code} was not loaded."
        raise LookupError(message)
    return found.public_id
