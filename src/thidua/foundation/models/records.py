"""The abstract record, and text that is kept in one normal form."""

import secrets
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from thidua.core.text import fold, name_sort_key, nfc, title_sort_key

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    # What is set and what is read; Django's own classes take no types when the program runs.
    AnyField = models.Field[Any, Any]
    LineField = models.CharField[str | int | Combinable, str]
    TextField = models.TextField[str | Combinable, str]
else:
    AnyField, LineField, TextField = models.Field, models.CharField, models.TextField

# Without vowels and look-alikes, so that an address never spells a word and can be read over the telephone.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def new_public_id() -> str:
    """A random key for addresses: 12 letters, about 57 bits, saying nothing of order or number."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


class _PlainInMigrations(AnyField):
    """A field whose behaviour is Python's alone: migrations see the plain Django field and need none of our code."""

    PLAIN: ClassVar[str]

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The plain field, without Python defaults."""
        name, _, args, kwargs = super().deconstruct()
        if callable(kwargs.get("default")):
            del kwargs["default"]
        return name, self.PLAIN, list(args), dict(kwargs)


class PublicIdField(_PlainInMigrations, LineField):
    """The public key of a record, made when the row is made."""

    PLAIN = "django.db.models.CharField"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"max_length": 16, "unique": True, "editable": False, "default": new_public_id, **kwargs}
        )


class NFCCharField(_PlainInMigrations, LineField):
    """A line of text, kept in NFC whatever form it came in."""

    PLAIN = "django.db.models.CharField"

    def get_prep_value(self, value: Any) -> Any:
        """Normalise on the way to the database."""
        prepared = super().get_prep_value(value)
        return nfc(prepared) if isinstance(prepared, str) else prepared


class NFCTextField(_PlainInMigrations, TextField):
    """Text of several lines, kept in NFC."""

    PLAIN = "django.db.models.TextField"

    def get_prep_value(self, value: Any) -> Any:
        """Normalise on the way to the database."""
        prepared = super().get_prep_value(value)
        return nfc(prepared) if isinstance(prepared, str) else prepared


class Record(models.Model):
    """A row that people can point at: it has a public key; the database's own number never leaves the house."""

    public_id = PublicIdField()

    class Meta:
        """Abstract."""

        abstract = True


class SortedName(models.Model):
    """Columns for finding with and without diacritics and for Vietnamese order, filled whenever the row is saved."""

    NAME_FIELD: ClassVar[str] = "name"
    PERSON: ClassVar[bool] = False

    search_key = models.CharField(max_length=400, editable=False, db_index=True)
    sort_key = models.CharField(max_length=800, editable=False, db_index=True)

    class Meta:
        """Abstract."""

        abstract = True

    def fill_keys(self) -> None:
        """Compute both keys from the name; call before `bulk_create`."""
        name = getattr(self, self.NAME_FIELD)
        self.search_key = fold(name)[:400]
        self.sort_key = (name_sort_key(name) if self.PERSON else title_sort_key(name))[:800]

    def save(self, **kwargs: Any) -> None:
        """Save with fresh keys."""
        self.fill_keys()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_key", "sort_key"}
        super().save(**kwargs)
