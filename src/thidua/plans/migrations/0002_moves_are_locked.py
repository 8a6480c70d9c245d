"""The history of moved days is only ever added to, not even past the product: the database refuses.

SQLite rebuilds a table for some schema changes and drops its triggers; a later migration that alters this table must
run `lock` again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "plans_move"
SAYS = "the history of moved days is only ever added to"


def lock(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$",
            None,
        )
        editor.execute(
            f"CREATE TRIGGER {TABLE}_locked BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            f"EXECUTE FUNCTION {TABLE}_refuse()",
            None,
        )
    else:
        editor.execute(
            f"CREATE TRIGGER {TABLE}_locked BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
            None,
        )


def unlock(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {TABLE}_locked ON {TABLE}", None)
        editor.execute(f"DROP FUNCTION {TABLE}_refuse()", None)
    else:
        editor.execute(f"DROP TRIGGER {TABLE}_locked", None)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_plans_consultations_and_calendars")]

    operations = [migrations.RunPython(lock, unlock)]
