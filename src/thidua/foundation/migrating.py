"""Migrations that stand alone: an enum of words is written into them as the word a row stores.

Django would import the enum from where it lives today; a migration must still run when that has moved.
"""

from enum import Enum

from django.db.migrations.serializer import EnumSerializer, serializer_factory
from django.db.migrations.writer import MigrationWriter


class WordSerializer(EnumSerializer):
    """Writes the value of a member that is itself a word or a number, and leaves other enums to Django."""

    def serialize(self) -> tuple[str, set[str]]:
        """The value, which needs no import."""
        member: object = self.value
        if isinstance(member, Enum) and isinstance(member, str | int):
            text, imports = serializer_factory(member.value).serialize()
            return text, set(imports)
        text, imports = super().serialize()
        return text, set(imports)


def write_words() -> None:
    """Teach Django's writer of migrations."""
    MigrationWriter.register_serializer(Enum, WordSerializer)
