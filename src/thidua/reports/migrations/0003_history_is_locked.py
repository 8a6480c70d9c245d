"""What was sent, what happened to it and how deadlines moved is never changed, not even past the product.

SQLite rebuilds a table for some schema changes and drops its triggers; a later migration that alters these tables
must run `lock` again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SAYS = {
    "reports_reportversion": "a sent report is never changed; a correction is the next version",
    "reports_reportstep": "the history of a report is only ever added to",
    "reports_deadlinemove": "moves of a deadline are only ever added",
}


def lock(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for table, says in SAYS.items():
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{says}'; END $$",
                None,
            )
            editor.execute(
                f"CREATE TRIGGER {table}_locked BEFORE UPDATE ON {table} FOR EACH ROW "
                f"EXECUTE FUNCTION {table}_refuse()",
                None,
            )
        else:
            editor.execute(
                f"CREATE TRIGGER {table}_locked BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{says}'); END",
                None,
            )


def unlock(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for table in SAYS:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {table}_locked ON {table}", None)
            editor.execute(f"DROP FUNCTION {table}_refuse()", None)
        else:
            editor.execute(f"DROP TRIGGER {table}_locked", None)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_evidence")]

    operations = [migrations.RunPython(lock, unlock)]
