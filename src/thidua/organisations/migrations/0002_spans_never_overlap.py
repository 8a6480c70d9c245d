"""Let the database itself refuse overlapping spans and rewritten names.

PostgreSQL uses exclusion constraints; a range of one number stands for equality, so that no extension is needed.
SQLite uses triggers. A later migration that rebuilds one of these tables on SQLite must install its triggers again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# name -> table, key columns, first day, last day, rows concerned
SPANS = {
    "unit_version_no_overlap": (
        "organisations_unitversion",
        ("unit_id",),
        "valid_from",
        "valid_to",
        "{r}withdrawn_at IS NULL",
    ),
    "one_head_of_unit": (
        "organisations_office",
        ("unit_id",),
        "valid_from",
        "valid_to",
        "{r}kind = 'head' AND {r}known_on IS NULL",
    ),
    "membership_no_overlap": (
        "organisations_membership",
        ("bloc_year_id", "unit_id"),
        "joined_on",
        "left_on",
        "{r}id IS NOT NULL",
    ),
    "one_bloc_head": ("organisations_yearlead", ("bloc_year_id",), "since", "until", "{r}role = 'head'"),
    "one_bloc_deputy": ("organisations_yearlead", ("bloc_year_id",), "since", "until", "{r}role = 'deputy'"),
}
VERSION = "organisations_unitversion"
FIXED = (
    "unit_id",
    "name",
    "short_name",
    "in_sentence",
    "symbol",
    "parent_id",
    "province_id",
    "place_id",
    "valid_from",
    "instrument",
    "confidence",
    "replaces_id",
    "reason",
)


def _sqlite() -> list[str]:
    made = []
    for name, (table, keys, first, last, rows) in SPANS.items():
        same = " AND ".join(f"o.{key} = NEW.{key}" for key in keys)
        meets = (
            f"(o.{first} IS NULL OR NEW.{last} IS NULL OR o.{first} <= NEW.{last}) AND "
            f"(NEW.{first} IS NULL OR o.{last} IS NULL OR NEW.{first} <= o.{last})"
        )
        clash = f"SELECT 1 FROM {table} o WHERE {same} AND o.id IS NOT NEW.id AND {rows.format(r='o.')} AND {meets}"  # noqa: S608 -- every part is a constant of this file
        made.extend(
            f"CREATE TRIGGER {name}_{word} BEFORE {word.upper()} ON {table} WHEN {rows.format(r='NEW.')} "
            f"AND EXISTS ({clash}) BEGIN SELECT RAISE(ABORT, '{name}'); END"
            for word in ("insert", "update")
        )
    made.append(
        f"CREATE TRIGGER unit_version_fixed BEFORE UPDATE OF {', '.join(FIXED)} ON {VERSION} "
        "BEGIN SELECT RAISE(ABORT, 'unit versions are closed or withdrawn, never rewritten'); END"
    )
    return made


def _postgres() -> list[str]:
    made = []
    for name, (table, keys, first, last, rows) in SPANS.items():
        same = ", ".join(f"int8range({key}, {key}, '[]') WITH &&" for key in keys)
        made.append(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist "
            f"({same}, daterange({first}, {last}, '[]') WITH &&) WHERE ({rows.format(r='')})"
        )
    made += [
        "CREATE FUNCTION unit_version_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'unit versions are closed or withdrawn, never rewritten' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER unit_version_fixed BEFORE UPDATE OF {', '.join(FIXED)} ON {VERSION} "
        "FOR EACH ROW EXECUTE FUNCTION unit_version_fixed()",
    ]
    return made


def lock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the constraints or triggers of this database."""
    del apps
    for statement in _postgres() if schema_editor.connection.vendor == "postgresql" else _sqlite():
        schema_editor.execute(statement)


def unlock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    del apps
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER unit_version_fixed ON {VERSION}")
        schema_editor.execute("DROP FUNCTION unit_version_fixed()")
        for name, (table, *_) in SPANS.items():
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    else:
        schema_editor.execute("DROP TRIGGER unit_version_fixed")
        for name in SPANS:
            for word in ("insert", "update"):
                schema_editor.execute(f"DROP TRIGGER {name}_{word}")


class Migration(migrations.Migration):
    """No overlap of versions, memberships, heads of units, heads and deputies of blocs."""

    dependencies = [("organisations", "0001_units_people_blocs_and_years")]
    operations = [migrations.RunPython(lock, unlock, elidable=False)]
