"""Acts on units that many tests do, on one day."""

from datetime import date, datetime

from tests.factories.organisations import SAYS, draft_unit
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.organisations import actions
from thidua.organisations.drafts import Naming, Source
from thidua.organisations.queries import UnitName, unit_names

DAY = date(2024, 3, 1)
LATER = datetime(2024, 3, 1, 9, 0, tzinfo=VIET_NAM)


def rename(unit: UnitName, name: str, on: date = DAY) -> UnitName:
    return actions.rename_unit(
        unit=unit.code, naming=Naming(name), on=on, source=SAYS, actor=SYSTEM, at=LATER
    )


def move(unit: UnitName, parent: str, on: date = DAY, province: str = "") -> UnitName:
    return actions.move_unit(
        unit=unit.code, parent=parent, province=province, place="", on=on, source=SAYS, actor=SYSTEM, at=LATER
    )


def merge(*units: UnitName, code: str = "MOI", source: Source = SAYS, **changed) -> UnitName:
    return actions.merge_units(
        units=[unit.code for unit in units],
        into=draft_unit(code, "Đơn vị mới"),
        on=DAY,
        source=source,
        actor=SYSTEM,
        at=LATER,
        **changed,
    )


def dissolve(unit: UnitName, on: date = DAY) -> UnitName:
    return actions.dissolve_unit(unit=unit.code, on=on, source=SAYS, actor=SYSTEM, at=LATER)


def named(unit: UnitName, on: date) -> tuple[str, bool]:
    found = unit_names([unit.id], on=on)[unit.id]
    return found.name, found.in_force
