"""What tests of these screens share: a bloc with its year beside another bloc, and everyone who might open a page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from tests import cast
from tests.factories.accounts import make_account, make_grant
from tests.factories.organisations import make_bloc_with_year, make_office, make_person
from tests.organisations.books import preview, unit_row, workbook
from thidua.accounts.models import User
from thidua.accounts.roles import Role
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.organisations import actions
from thidua.organisations.models import Unit, UnitVersion
from thidua.organisations.queries import BlocYearCard, PersonName, unit_name

NOW = datetime(2024, 3, 1, 10, 0, tzinfo=VIET_NAM)
AT = datetime(2023, 2, 1, 8, 0, tzinfo=VIET_NAM)
TODAY = NOW.date()


@dataclass
class Field:
    """A bloc-year of the units A (head), B (deputy) and C, another bloc of the unit D, and the people."""

    year: BlocYearCard
    other: BlocYearCard
    who: dict[str, User]
    keys: dict[str, Any]

    def at(self, name: str, *extra: str) -> str:
        """The address of a screen, its record being the one of this field."""
        arguments = self.keys.get(name, ())
        return reverse(f"organisations:{name}", args=[*arguments, *extra])

    def unit(self, code: str) -> str:
        """A unit's public key."""
        return str(Unit.objects.get(code=code).public_id)


def make_field() -> Field:
    """Everything the addresses of the room name, once."""
    year = make_bloc_with_year("A", "B", "C")
    other = make_bloc_with_year("D", "E")
    units = {unit.code: unit for unit in Unit.objects.all()}
    head, officer = units["A"].public_id, units["B"].public_id
    who = {
        "administrator": cast.anh_tu(),
        "standing": cast.phuong(),
        "bloc": cast.khang(unit=head, bloc=year.bloc.public_id),
        "unit": cast.hang(unit=officer),
        "auditor": cast.tri(),
        "stranger": cast.stranger(),
    }
    elsewhere = make_account(username="khac.nv", full_name="Ngô Văn Khác")
    make_grant(elsewhere, Role.BLOC_HEAD_OFFICER, bloc=other.bloc.public_id)
    make_grant(elsewhere, Role.UNIT_OFFICER, unit=units["D"].public_id)
    who["elsewhere"] = elsewhere
    return Field(year, other, who, _keys(year, units, who["standing"]))


def _keys(year: BlocYearCard, units: dict[str, Unit], sender: User) -> dict[str, Any]:
    chief, deputy = make_person("Nguyễn Văn An", code="CB-1"), make_person("Trần Thị Bình", code="CB-2")
    unit = units["B"].public_id
    office = _office(chief, "B", "head", "Giám đốc")
    _office(deputy, "B", "deputy", "Phó Giám đốc")
    paper = actions.authorise_deputy(
        unit=unit,
        grantor=chief.public_id,
        deputy=deputy.public_id,
        number="7/GUQ",
        scope="Dự hội nghị",
        issued_on=date(2023, 2, 1),
        valid_to=date(2024, 12, 31),
        actor=SYSTEM,
        at=AT,
    )
    upload = preview(workbook([unit_row("MOI", "Đơn vị mới")]), sender)
    version = UnitVersion.objects.get(unit=units["B"]).public_id
    verbs = ("rename", "move", "merge", "absorb", "split", "dissolve", "reclassify")
    names = [f"{verb}_units" if verb == "merge" else f"{verb}_unit" for verb in verbs]
    about_unit = dict.fromkeys(("unit", "authorise", *names), (unit,))
    about_bloc = dict.fromkeys(
        ("bloc", "open_year", "set_rotation", "settle_term", "rename_bloc"), (year.bloc.public_id,)
    )
    about_year = dict.fromkeys(
        (
            "bloc_year",
            "enter_phase",
            "name_lead",
            "admit_member",
            "year_history",
            "confirm_leads",
            "open_next_year",
        ),
        (year.public_id,),
    )
    about_person = dict.fromkeys(("person", "correct_person", "appoint", "tie_account"), (chief.public_id,))
    about_import = dict.fromkeys(("import", "confirm_import", "abandon_import"), (upload,))
    return {
        **about_unit,
        **about_bloc,
        **about_year,
        **about_person,
        **about_import,
        "release_member": (year.public_id, units["C"].public_id),
        "correct_version": (unit, version),
        "revoke": (paper,),
        "end_office": (office,),
        "import_template": ("units",),
    }


def _office(person: PersonName, code: str, kind: str, title: str) -> str:
    unit = unit_name(code, on=TODAY)
    assert unit is not None
    return make_office(person, unit, kind, title=title, since=date(2022, 1, 1))
