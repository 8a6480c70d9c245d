"""States are data: every state can be reached, and every verb of the table is one of the room's."""

import importlib
from types import ModuleType

import pytest

from tests.architecture.source import PACKAGE

ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/states.py"))


def states(room: str) -> ModuleType:
    return importlib.import_module(f"thidua.{room}.states")


WITH_TABLES = [room for room in ROOMS if hasattr(states(room), "TRANSITIONS")]


@pytest.mark.parametrize("room", WITH_TABLES)
def test_every_state_is_reached_from_the_first(room: str) -> None:
    moves = states(room).TRANSITIONS
    first = getattr(states(room), "INITIAL", next(iter(moves))[0])
    reached = {first}

    while new := {after for (before, _), after in moves.items() if before in reached} - reached:
        reached |= new

    assert reached == set(type(first).__members__.values())


@pytest.mark.parametrize("room", WITH_TABLES)
def test_every_verb_is_a_word(room: str) -> None:
    broken = [verb for _, verb in states(room).TRANSITIONS if not verb.isidentifier() or verb != verb.lower()]

    assert broken == []
