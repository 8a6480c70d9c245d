"""The latest acts of a bloc-year or of a record are found by an index that ends with the newest.

The two single-column indexes they replace are dropped by name: altering the field would rebuild the table on SQLite, and
with it lose the triggers that keep the ledger append-only.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE, REPLACED = "foundation_auditentry", (["scope"], ["on_key"])


def drop_single_column_indexes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the indexes over the scope or the record alone, whatever they are called here."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, TABLE)
    for name, said in found.items():
        if said["index"] and said["columns"] in REPLACED:
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


class Migration(migrations.Migration):
    """Two indexes for two."""

    dependencies = [("foundation", "0003_jobs_by_the_clock")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(drop_single_column_indexes, migrations.RunPython.noop),
            ],
            state_operations=[
                migrations.AlterField("auditentry", "scope", models.CharField(blank=True, max_length=80)),
                migrations.AlterField("auditentry", "on_key", models.CharField(max_length=80)),
            ],
        ),
        migrations.AddIndex("auditentry", models.Index(fields=["scope", "seq"], name="ledger_by_scope")),
        migrations.AddIndex("auditentry", models.Index(fields=["on_key", "seq"], name="ledger_by_record")),
    ]
