"""What a text was composed from, and what was signed, cannot be edited, not even past the product: the database refuses.

From *composed* on, the contents, registrations and targets of a version stay as they are; a signed version keeps its
text, its hash and its signatures. Rows that are removed past the product are found by the room's truths.

SQLite rebuilds a table for some schema changes and drops its triggers; a later migration that alters these tables
must run `lock` again.
"""

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

VERSION = "covenants_covenantversion"
TEXT = (
    "covenant_id",
    "version",
    "title",
    "slogan",
    "preamble",
    "undertaking",
    "number",
    "bloc_name",
    "letterhead",
    "text",
    "content_hash",
    "scheme_hash",
)
OF_VERSION = ("covenants_clause", "covenants_registration")
OF_REGISTRATION = (
    "covenants_target",
    "covenants_titleregistered",
    "covenants_commendationregistered",
    "covenants_promise",
)
SIGNATURE = "covenants_covenantsignature"
SIGNED_PARTS = (
    "version_id",
    "role",
    "unit_id",
    "person_id",
    "person_name",
    "office_title",
    "capacity",
    "authorisation_id",
    "authorisation_number",
    "manner",
    "paper_number",
    "signed_on",
    "content_hash",
    "recorded_at",
    "recorded_by_key",
    "recorded_by_name",
)
REVISION = "covenants_registrationrevision"
LOCKED = "('signed', 'superseded')"
SAYS_VERSION = "a composed covenant is edited only after it was returned to the drafting table"
SAYS_SIGNATURE = "a signature is never changed"
SAYS_REVISION = "a saved state of a registration is never changed"

_VERSION_STATE = "SELECT v.state FROM covenants_covenantversion v WHERE v.id = NEW.version_id"
_REGISTRATION_STATE = (
    "SELECT v.state FROM covenants_covenantversion v JOIN covenants_registration r ON r.version_id = v.id "
    "WHERE r.id = NEW.registration_id"
)
NO_WAY_BACK = f"OLD.state IN {LOCKED} AND NEW.state NOT IN {LOCKED}"


def _changed(columns: tuple[str, ...], distinct: str) -> str:
    return " OR ".join(f"NEW.{column} {distinct} OLD.{column}" for column in columns)


def _rules(distinct: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Name, table, event, condition, what is said: the same on both databases but for one word."""
    text = f"OLD.state <> 'drafted' AND NEW.state <> 'drafted' AND ({_changed(TEXT, distinct)})"
    yield "covenants_text_locked", VERSION, "UPDATE", f"({text}) OR ({NO_WAY_BACK})", SAYS_VERSION
    for tables, state in ((OF_VERSION, _VERSION_STATE), (OF_REGISTRATION, _REGISTRATION_STATE)):
        for table in tables:
            for event in ("INSERT", "UPDATE"):
                name = f"{table}_locked_{event.lower()}"
                yield name, table, event, f"({state}) <> 'drafted'", SAYS_VERSION
    yield (
        "covenants_signature_locked_insert",
        SIGNATURE,
        "INSERT",
        f"({_VERSION_STATE}) NOT IN ('agreed', 'signed') OR (NEW.role = 'party' AND ({_VERSION_STATE}) <> 'agreed')",
        SAYS_SIGNATURE,
    )
    yield (
        "covenants_signature_locked_update",
        SIGNATURE,
        "UPDATE",
        f"{_changed(SIGNED_PARTS, distinct)} OR OLD.voided_at IS NOT NULL OR ({_VERSION_STATE}) IN {LOCKED}",
        SAYS_SIGNATURE,
    )
    yield "covenants_revision_locked", REVISION, "UPDATE", "NEW.id IS NOT NULL", SAYS_REVISION


def lock(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if editor.connection.vendor == "postgresql":
        # A trigger's WHEN cannot look into other tables, so the condition stands in the function.
        for name, table, event, condition, says in _rules("IS DISTINCT FROM"):
            editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{says}'; END IF; RETURN NEW; END $$",
                None,
            )
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
                None,
            )
        return
    for name, table, event, condition, says in _rules("IS NOT"):
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{says}'); END",
            None,
        )


def unlock(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for name, table, *_ in _rules("IS NOT"):
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {name} ON {table}", None)
            editor.execute(f"DROP FUNCTION {name}()", None)
        else:
            editor.execute(f"DROP TRIGGER {name}", None)


class Migration(migrations.Migration):
    dependencies = [("covenants", "0001_covenants_registrations_and_signatures")]

    operations = [migrations.RunPython(lock, unlock)]
