"""A frozen table of criteria cannot be edited, not even past the product: the database refuses.

SQLite rebuilds a table for some schema changes and drops its triggers; a later migration that alters these tables
must run `lock` again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CONTENT = ("document", "content_hash", "name", "version", "bloc_year_id", "revision")
LOCKED = "('frozen', 'superseded')"
SAYS = "a frozen table of criteria is never edited"
_PARENT = "SELECT 1 FROM criteria_scheme s WHERE s.id = NEW.scheme_id"
OF_LOCKED = f"EXISTS ({_PARENT} AND s.state IN {LOCKED})"

_CHANGED_SQLITE = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in CONTENT)
_SQLITE = [
    "CREATE TRIGGER criteria_scheme_locked BEFORE UPDATE ON criteria_scheme "
    f"WHEN OLD.state IN {LOCKED} AND ({_CHANGED_SQLITE}) BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
    "CREATE TRIGGER criteria_scheme_no_way_back BEFORE UPDATE ON criteria_scheme "
    f"WHEN OLD.state IN {LOCKED} AND NEW.state NOT IN {LOCKED} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
    *(
        f"CREATE TRIGGER criteria_leafnote_locked_{word} BEFORE {word} ON criteria_leafnote "
        f"WHEN {OF_LOCKED} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        for word in ("insert", "update")
    ),
]
_SQLITE_NAMES = (
    "criteria_scheme_locked",
    "criteria_scheme_no_way_back",
    "criteria_leafnote_locked_insert",
    "criteria_leafnote_locked_update",
)

_CHANGED_POSTGRES = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in CONTENT)
_POSTGRES = [
    "CREATE FUNCTION criteria_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$",
    "CREATE TRIGGER criteria_scheme_locked BEFORE UPDATE ON criteria_scheme FOR EACH ROW "
    f"WHEN (OLD.state IN {LOCKED} AND (NEW.state NOT IN {LOCKED} OR {_CHANGED_POSTGRES})) "
    "EXECUTE FUNCTION criteria_refuse()",
    "CREATE FUNCTION criteria_leafnote_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {OF_LOCKED} THEN RAISE EXCEPTION '{SAYS}'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER criteria_leafnote_locked BEFORE INSERT OR UPDATE ON criteria_leafnote FOR EACH ROW "
    "EXECUTE FUNCTION criteria_leafnote_refuse()",
]


def lock(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for statement in _POSTGRES if editor.connection.vendor == "postgresql" else _SQLITE:
        editor.execute(statement, None)


def unlock(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER criteria_scheme_locked ON criteria_scheme", None)
        editor.execute("DROP TRIGGER criteria_leafnote_locked ON criteria_leafnote", None)
        editor.execute("DROP FUNCTION criteria_refuse()", None)
        editor.execute("DROP FUNCTION criteria_leafnote_refuse()", None)
        return
    for name in _SQLITE_NAMES:
        editor.execute(f"DROP TRIGGER {name}", None)


class Migration(migrations.Migration):
    dependencies = [("criteria", "0001_schemes_notes_remarks_and_consents")]

    operations = [migrations.RunPython(lock, unlock)]
