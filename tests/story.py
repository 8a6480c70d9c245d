"""The demonstration's story in a test's database: played once in a run, afterwards put back in a moment."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.apps import apps
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, models, transaction

from thidua.accounts.queries import User, find_username
from thidua.demo.load import load_story
from thidua.foundation.clock import VIET_NAM
from thidua.scorecards import frames

# All marks of the units and of the cross-check are there; the standing body appraises.
APPRAISAL = datetime(2024, 1, 22, 9, 0, tzinfo=VIET_NAM)

type Rows = tuple[tuple[type[models.Model], tuple[models.Model, ...]], ...]
_told: dict[datetime | None, Rows] = {}


def tell(*, until: datetime | None = None) -> None:
    """Fill the empty database with the story, or with what had happened by the moment `until`."""
    cache.clear()
    frames.forget()
    if until in _told:
        _put_back(_told[until])
        return
    load_story(until=until)
    _told[until] = tuple((model, tuple(model._base_manager.all())) for model in _ours())


def person(username: str) -> User:
    """A person of the story by the name they sign in with."""
    found = find_username(username)
    assert found is not None, f"the story has no account {username}"
    return found


def _ours() -> Iterable[type[models.Model]]:
    return [
        model
        for app in apps.get_app_configs()
        if app.name.startswith("thidua.")
        for model in app.get_models()
        if model._meta.managed
    ]


@contextmanager
def _guards_aside() -> Iterator[None]:
    """Without the tables' own guards: what is put back has passed them once, in another order."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, statement in triggers:
            cursor.execute(statement)


def _put_back(rows: Rows) -> None:
    with transaction.atomic(), _guards_aside():
        for model, kept in rows:
            if model._meta.model_name == "ledgerhead":  # there is one from the beginning
                model._base_manager.all().delete()
            model._base_manager.bulk_create(kept, batch_size=200)
        reset = connection.ops.sequence_reset_sql(no_style(), [model for model, _ in rows])
        with connection.cursor() as cursor:
            for statement in reset:
                cursor.execute(statement)
