"""Lock the ledger in the database itself: rows are added, never changed or removed."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "foundation_auditentry"
SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS ledger_no_{word} BEFORE {word} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the audit ledger is append-only'); END"
    for word in ("update", "delete")
]
POSTGRES = [
    "CREATE OR REPLACE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit ledger is append-only'; END $$",
    f"CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()",
]


def lock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database."""
    del apps
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unlock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    del apps
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS ledger_append_only ON {TABLE}")
        schema_editor.execute("DROP FUNCTION IF EXISTS ledger_append_only()")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS ledger_no_update")
        schema_editor.execute("DROP TRIGGER IF EXISTS ledger_no_delete")


class Migration(migrations.Migration):
    """Triggers that refuse UPDATE and DELETE."""

    dependencies = [("foundation", "0001_ledger_outbox_and_files")]
    operations = [migrations.RunPython(lock, unlock, elidable=False)]
