"""The import contracts name every room, and the tables of each room are its own."""

import tomllib
from typing import Any

from tests.architecture.source import FLOORS, PACKAGE, ROOT


def contracts() -> dict[str, dict[str, Any]]:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in written["tool"]["importlinter"]["contracts"]}


def test_every_room_keeps_its_tables_to_itself() -> None:
    rooms = {
        path.parent.name
        for path in [*PACKAGE.glob("*/models.py"), *PACKAGE.glob("*/models")]
        if path.parent.name not in FLOORS
    }
    missing = [
        f'[[tool.importlinter.contracts]]\nid = "private-{room}"\nname = "{room}: tables are private to the room"\n'
        f'type = "protected"\nprotected_modules = ["thidua.{room}.models"]\nallowed_importers = ["thidua.{room}"]\n'
        for room in sorted(rooms)
        if f"private-{room}" not in contracts()
    ]

    assert not missing, "add to pyproject.toml:\n" + "\n".join(missing)


def test_every_floor_of_screens_is_kept_from_tables() -> None:
    above = {f"thidua.{name}" for name in ("web", "api") if (PACKAGE / name).is_dir()}

    assert set(contracts()["write-doors"]["source_modules"]) == above
