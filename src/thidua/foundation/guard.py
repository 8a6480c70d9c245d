"""The ledger's lock in the database itself: entries can be added, never changed or removed."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "foundation_auditentry"
_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS ledger_no_{word} BEFORE {word} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the audit ledger is append-only'); END"
    for word in ("update", "delete")
]
_POSTGRES = [
    "CREATE OR REPLACE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit ledger is append-only'; END $$",
    f"DROP TRIGGER IF EXISTS ledger_append_only ON {TABLE}",
    f"CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()",
]


def install(connection: BaseDatabaseWrapper) -> None:
    """Refuse UPDATE and DELETE on the ledger (and TRUNCATE on PostgreSQL)."""
    with connection.cursor() as cursor:
        for statement in _POSTGRES if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the lock off: only for removing the tables, and for a test database between tests."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS ledger_append_only ON {TABLE}")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS ledger_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS ledger_no_delete")
