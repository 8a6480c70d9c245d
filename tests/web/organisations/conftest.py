"""A small register, a bloc with its year, and people in front of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import make_account, make_grant
from tests.factories.organisations import make_bloc, make_office, make_person, make_unit, make_year
from thidua.accounts.models import User
from thidua.organisations.queries import BlocCard, BlocYearCard, PersonName, UnitName


@dataclass
class Register:
    """What the screens show."""

    units: dict[str, UnitName]
    bloc: BlocCard
    year: BlocYearCard
    head: PersonName
    office: str
    people: dict[str, User] = field(default_factory=dict)


@pytest.fixture
def register() -> Register:
    units = {
        code: make_unit(code, name)
        for code, name in {"A": "Công an tỉnh", "B": "Tòa án tỉnh", "C": "Viện"}.items()
    }
    home = make_bloc("KNC", name="Khối Thi đua Nội chính")
    year = make_year(home, list(units.values()))
    head = make_person("Nguyễn Văn An", code="P1")
    office = make_office(head, units["A"], "head", "Giám đốc", since=date(2020, 1, 1))
    made = Register(units, home, year, head, office)
    held: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("standing", "standing_officer", {}),
        ("officer", "unit_officer", {"unit": units["A"].public_id}),
        ("member", "unit_officer", {"unit": units["C"].public_id}),
        ("stranger", "contestant", {}),
    )
    for name, role, scope in held:
        made.people[name] = make_account(full_name=name)
        make_grant(made.people[name], role, **scope)
    make_grant(made.people["officer"], "bloc_head_officer", bloc=home.public_id)
    return made
