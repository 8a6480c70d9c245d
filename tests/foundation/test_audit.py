"""The ledger: chained, verified, append-only."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from thidua.foundation import audit, guard
from thidua.foundation.actors import SYSTEM
from thidua.foundation.acts import latest_acts, page_of_acts
from thidua.foundation.models import AuditEntry
from thidua.foundation.transactions import (
    ACTIONS,
    ActionLeftNoTrace,
    TransactionRequired,
    action,
    requires_transaction,
)

pytestmark = pytest.mark.django_db
NAME = audit.register("test.thing_done", "{actor} did {on}: {points}")
AT = datetime(2023, 7, 21, 2, 0, tzinfo=UTC)


@dataclass
class Thing:
    public_id: str = "thing1"

    def __str__(self) -> str:
        return "Việc"


def record(times: int = 1) -> None:
    with transaction.atomic():
        for number in range(times):
            audit.record(
                NAME,
                actor=SYSTEM,
                on=Thing(f"thing{number}"),
                data={"points": Decimal("7.22")},
                at=AT,
                scope="bloc",
            )


def test_entries_are_numbered_from_one_and_chained():
    record(3)

    entries = list(AuditEntry.objects.order_by("seq"))

    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert entries[0].previous == audit.GENESIS
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert audit.verify() == (3, None)


def test_decimals_and_moments_are_kept_exactly_as_text():
    record()

    entry = AuditEntry.objects.get()

    assert entry.data == {"points": "7.22"}
    assert entry.happened_at == AT


@pytest.mark.parametrize(
    ("tamper", "seq", "word"),
    [
        ("UPDATE foundation_auditentry SET actor_name = 'Kẻ khác' WHERE seq = 2", 2, "hash"),
        ('UPDATE foundation_auditentry SET data = \'{"points": "10"}\' WHERE seq = 3', 3, "hash"),
        ("DELETE FROM foundation_auditentry WHERE seq = 2", 2, "missing"),
        ("DELETE FROM foundation_auditentry WHERE seq = 4", 4, "end with"),
        ("UPDATE foundation_auditentry SET previous = hash WHERE seq = 4", 4, "chained"),
    ],
)
def test_verify_names_the_first_entry_that_was_tampered_with(tamper, seq, word):
    record(4)
    guard.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(tamper)

    _, fault = audit.verify()

    assert fault is not None
    assert fault.seq == seq
    assert word in fault.reason
    with pytest.raises(CommandError, match=f"Entry {seq}") as caught:
        call_command("audit", "verify")
    assert caught.value.returncode == 1


def test_the_command_reports_a_whole_ledger(capsys):
    record(2)

    call_command("audit", "verify")

    assert "2 entries" in capsys.readouterr().out


@pytest.mark.parametrize(
    "statement", ["UPDATE foundation_auditentry SET name = 'x'", "DELETE FROM foundation_auditentry"]
)
def test_the_database_itself_refuses_to_change_an_entry(statement):
    record()

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert audit.verify() == (1, None)


def test_a_name_nobody_registered_is_refused():
    with pytest.raises(audit.AuditNameUnknown), transaction.atomic():
        audit.record("test.never", actor=SYSTEM, on=Thing())


def test_a_name_has_one_sentence():
    with pytest.raises(ValueError, match="two sentences"):
        audit.register(NAME, "something else")


def test_the_ledger_keeps_no_floats():
    with pytest.raises(TypeError), transaction.atomic():
        audit.record(NAME, actor=SYSTEM, on=Thing(), data={"points": 7.22})


def test_acts_are_found_by_scope_record_and_words():
    record(3)

    assert [act.seq for act in latest_acts(scope="bloc")] == [3, 2, 1]
    assert [act.on_key for act in latest_acts(on_key="thing1")] == ["thing1"]
    assert latest_acts(prefix="other.") == ()
    assert [act.seq for act in page_of_acts(before=3, words="việc", name="test.")] == [2, 1]
    assert latest_acts(limit=1)[0].sentence.params["points"] == "7.22"


def test_an_action_that_leaves_no_trace_keeps_nothing():
    @action
    def forget(*, actor):
        AuditEntry.objects.count()

    with pytest.raises(ActionLeftNoTrace):
        forget(actor=SYSTEM)
    del ACTIONS[f"{forget.__module__}.{forget.__qualname__}"]


def test_an_action_takes_keywords_only_and_returns_its_result():
    @action
    def do_thing(*, actor):
        audit.record(NAME, actor=actor, on=Thing(), at=AT)
        return 42

    assert do_thing(actor=SYSTEM) == 42
    with pytest.raises(TypeError):
        do_thing(SYSTEM)  # type: ignore[call-arg]  # the refusal of this is what is tested
    del ACTIONS[f"{do_thing.__module__}.{do_thing.__qualname__}"]


@pytest.mark.django_db(transaction=True)
def test_a_building_block_needs_a_transaction():
    @requires_transaction
    def record_part() -> int:
        return 1

    with pytest.raises(TransactionRequired):
        record_part()
    with transaction.atomic():
        assert record_part() == 1
