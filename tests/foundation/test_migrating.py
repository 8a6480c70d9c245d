"""Migrations hold words, not the enums that hold them today."""

from enum import Enum, StrEnum

from django.db.migrations.writer import MigrationWriter


class Colour(StrEnum):
    RED = "red"


class Shape(Enum):
    ROUND = object()


def test_a_member_that_is_a_word_is_written_as_the_word() -> None:
    assert MigrationWriter.serialize([(Colour.RED, Colour.RED)]) == ("[('red', 'red')]", set())


def test_another_enum_is_left_to_django() -> None:
    text, imports = MigrationWriter.serialize(Shape.ROUND)

    assert (text.endswith(".Shape['ROUND']"), len(imports)) == (True, 1)
