"""Units, people, blocs and bloc-years for tests, made through the room's own verbs by the system."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from thidua.demo.organisations import key_of_unit, load_register, load_years
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.organisations import actions
from thidua.organisations.drafts import (
    Decision,
    Naming,
    NewBloc,
    NewMember,
    NewOffice,
    NewPerson,
    NewUnit,
    NewYear,
    Source,
)
from thidua.organisations.queries import BlocCard, BlocYearCard, PersonName, UnitName, bloc_by_code
from thidua.organisations.states import BlocLevel, OfficeKind, UnitKind

AT = datetime(2023, 1, 3, 8, 0, tzinfo=VIET_NAM)
SAYS = Source("12/QĐ-UBND")
_numbers = count(1)


def draft_unit(code: str = "", name: str = "", **changed: Any) -> NewUnit:
    """A unit as a form or a file would give it."""
    kept = code or f"DV-{next(_numbers)}"
    fields: dict[str, Any] = {"kind": UnitKind.DEPARTMENT, "naming": Naming(name or f"Đơn vị {kept}")}
    return NewUnit(code=kept, **(fields | changed))


def make_unit(code: str = "", name: str = "", *, on: date | None = None, **changed: Any) -> UnitName:
    """A unit on record from `on` (None: since before the records)."""
    return actions.found_unit(new=draft_unit(code, name, **changed), on=on, source=SAYS, actor=SYSTEM, at=AT)


def make_person(name: str = "", **changed: Any) -> PersonName:
    """A person on record."""
    return actions.register_person(
        new=NewPerson(name=name or f"Trần Thị Số {next(_numbers)}", **changed), actor=SYSTEM, at=AT
    )


def make_office(person: PersonName, unit: UnitName, kind: str = "staff", title: str = "", **days: Any) -> str:
    """An office of a person in a unit; returns its public key."""
    new = NewOffice(unit=unit.code, title=title or f"Chức vụ {kind}", kind=OfficeKind(kind), **days)
    return actions.appoint_to_office(person=person.public_id, new=new, actor=SYSTEM, at=AT)


def make_bloc(code: str = "", **changed: Any) -> BlocCard:
    """A bloc of the province."""
    kept = code or f"K-{next(_numbers)}"
    fields: dict[str, Any] = {"name": f"Khối Thi đua {kept}", "short_name": kept, "level": BlocLevel.PROVINCE}
    return actions.found_bloc(new=NewBloc(code=kept, **(fields | changed)), actor=SYSTEM, at=AT)


def draft_year(bloc: BlocCard, units: Sequence[UnitName], *, year: int = 2023, **changed: Any) -> NewYear:
    """A bloc-year as its decision says: the first unit heads, the second deputises."""
    fields: dict[str, Any] = {
        "decision": Decision(f"{year}/QĐ-UBND", date(year - 1, 12, 29), "Kiện toàn khối thi đua"),
        "members": [NewMember(unit.code) for unit in units],
        "head": units[0].code,
        "deputy": units[1].code if len(units) > 1 else "",
        "opened_on": date(year, 1, 10),
    }
    return NewYear(bloc=bloc.code, year=year, **(fields | changed))


def make_year(bloc: BlocCard, units: Sequence[UnitName], *, year: int = 2023, **changed: Any) -> BlocYearCard:
    """An open bloc-year in draft."""
    return actions.open_bloc_year(new=draft_year(bloc, units, year=year, **changed), actor=SYSTEM, at=AT)


def make_bloc_with_year(*codes: str, year: int = 2023) -> BlocYearCard:
    """A bloc of units with these codes and its year: the first heads, the second deputises."""
    units = [make_unit(code) for code in codes or ("A", "B", "C")]
    return make_year(make_bloc(), units, year=year)


def tell_story(*, until: datetime | None = None) -> None:
    """The story's organisations, with the few accounts that act in it."""
    from tests.factories.accounts import make_account, make_grant

    standing = make_account(username="phuong.hk", full_name="Huỳnh Kim Phượng")
    make_grant(standing, "standing_officer")
    officers = {
        name: make_account(username=name, full_name=said)
        for name, said in {"khang.tm": "Trần Minh Khang", "hang.ltt": "Lê Thị Thu Hằng"}.items()
    }
    load_register()
    bloc = bloc_by_code("KNC")
    assert bloc is not None
    for name, unit in {"khang.tm": "TA", "hang.ltt": "VKS"}.items():
        make_grant(officers[name], "unit_officer", unit=key_of_unit(unit))
        make_grant(officers[name], "bloc_head_officer", bloc=bloc.public_id)
    load_years(until=until)
