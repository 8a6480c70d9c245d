"""The environment is read once, with types and clear refusals."""

from datetime import datetime
from typing import Any

import pytest

from thidua.config.databases import database
from thidua.config.env import Environment, SettingUnreadable
from thidua.foundation import clock


def reader(**given: str) -> Environment:
    return Environment(source=given.get)


def test_variables_are_declared_with_default_and_sentence():
    env = reader(THIDUA_X="đúng")

    assert env.text("THIDUA_X", "a", "Một câu.") == "đúng"
    assert env.text("THIDUA_Y", "a", "Câu khác.") == "a"
    assert env.declared["THIDUA_Y"].sentence == "Câu khác."


@pytest.mark.parametrize(("raw", "value"), [("1", True), ("ON", True), ("no", False), ("", False)])
def test_flags_are_yes_or_no(raw, value):
    assert reader(F=raw).flag("F", default=not value, sentence="s") is value


def test_what_cannot_be_read_is_named():
    with pytest.raises(SettingUnreadable, match="N='năm'"):
        reader(N="năm").number("N", 1, "s")
    with pytest.raises(SettingUnreadable, match="F='maybe'"):
        reader(F="maybe").flag("F", default=True, sentence="s")
    with pytest.raises(SettingUnreadable, match="mysql"):
        database("mysql://x/y")


def test_databases_are_opened_as_decided(tmp_path):
    sqlite: dict[str, Any] = database(f"sqlite:///{tmp_path}/a b.sqlite3")
    postgres = database("postgres://u:p%40ss@h:5433/n?sslmode=require")

    assert sqlite["NAME"] == f"{tmp_path}/a b.sqlite3"
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (postgres["PASSWORD"], postgres["PORT"], postgres["OPTIONS"]) == (
        "p@ss",
        "5433",
        {"sslmode": "require"},
    )


def test_the_clock_can_stand_elsewhere_but_needs_a_zone():
    moment = datetime(2024, 1, 22, 20, 0, tzinfo=clock.VIET_NAM)

    with clock.override(moment=moment):
        assert clock.today().isoformat() == "2024-01-22"
    with pytest.raises(ValueError, match="zone"), clock.override(moment=datetime(2024, 1, 22)):  # noqa: DTZ001 -- the refusal of a zoneless moment is what is tested
        pass
