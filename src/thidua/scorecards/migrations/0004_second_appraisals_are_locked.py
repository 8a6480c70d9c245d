"""A second appraisal is never changed, not even past the product: the database refuses.

The columns the migration before added to locked tables may be empty, so no table was rebuilt and the earlier locks
still hold.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "scorecards_reappraisal"
SAYS = "a second appraisal is never changed; look at the mark once more instead"


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
            f"CREATE TRIGGER {TABLE}_locked BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
            None,
        )


def unlock(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    editor.execute(
        f"DROP TRIGGER {TABLE}_locked" + (f" ON {TABLE}" if editor.connection.vendor == "postgresql" else ""),
        None,
    )
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP FUNCTION {TABLE}_refuse()", None)


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0003_checks_reviews_and_sources")]

    operations = [migrations.RunPython(lock, unlock)]
