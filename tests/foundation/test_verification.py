"""Checking the ledger step by step, reading it within one's reach, and proving one entry."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.utils import translation

from thidua.foundation import audit, guard, verification
from thidua.foundation.actors import SYSTEM, Actor
from thidua.foundation.acts import Link, Reach, entry_count, latest_acts, ledger_stamp, link_of, page_of_acts
from thidua.foundation.wording import render

pytestmark = pytest.mark.django_db
MARKED = audit.register("test.marked", "{actor} marked {on}: {points} on {day}")
SIGNED_IN = audit.register("accounts.test_signed_in", "{actor} signed in")
AT = datetime(2023, 7, 21, 17, 30, tzinfo=UTC)


class Thing:
    def __init__(self, key: str, label: str) -> None:
        self.public_id, self.label = key, label

    def __str__(self) -> str:
        return self.label


class Lan:
    actor_key = "user:lan"
    actor_name = "Đặng Thị Lan"
    is_system = False


def record(
    *labels: str, name: str = MARKED, actor: Actor = SYSTEM, scope: str = "", at: datetime = AT
) -> None:
    with transaction.atomic():
        for label in labels:
            audit.record(
                name,
                actor=actor,
                on=Thing(f"key-{label}", label),
                data={"day": date(2023, 7, 21)},
                at=at,
                scope=scope,
            )


def check(step: int = 100) -> verification.Check:
    return verification.check_ledger(actor=Lan(), at=AT, step=step)


def fault_of(found: verification.Check) -> audit.Fault:
    assert found.fault is not None
    return found.fault


def link(seq: int) -> Link:
    found = link_of(seq)
    assert found is not None
    return found


def spoil(statement: str) -> None:
    guard.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    guard.install(connection)


def test_a_check_of_everything_is_whole_and_is_itself_an_entry():
    record("a", "b", "c")

    found = check()

    assert (found.first, found.last, found.total, found.whole) == (1, 3, 3, True)
    assert verification.last_check() == found
    assert audit.verify() == (4, None)


def test_a_check_goes_on_where_it_ended_and_then_begins_again():
    record("a", "b", "c", "d", "e")

    steps = [check(step=3) for _ in range(4)]

    assert [(s.first, s.last, s.whole) for s in steps] == [
        (1, 3, False),
        (4, 6, True),
        (1, 3, False),
        (4, 6, False),
    ]
    assert [s.total for s in steps] == [5, 6, 7, 8]


def test_nothing_to_check_is_whole():
    found = check()

    assert (found.first, found.last, found.total, found.whole) == (1, 0, 0, True)


def test_a_changed_entry_is_named_and_the_next_check_begins_at_the_first():
    record("a", "b", "c")
    spoil("UPDATE foundation_auditentry SET actor_name = 'Kẻ khác' WHERE seq = 2")

    first, second = check(), check()

    assert (fault_of(first).seq, first.whole) == (2, False)
    assert fault_of(first).reason == "its content does not match its hash"
    assert (second.first, fault_of(second).seq) == (1, 2)


def test_an_entry_whose_hash_was_replaced_between_two_steps_is_found():
    record("a", "b", "c", "d")
    check(step=2)
    spoil("UPDATE foundation_auditentry SET hash = 'f00d' || substr(hash, 5) WHERE seq = 2")

    found = check(step=2)

    assert fault_of(found).seq == 2
    assert "last check" in fault_of(found).reason


def test_an_entry_cut_off_the_end_is_found():
    record("a", "b")
    spoil("DELETE FROM foundation_auditentry WHERE seq = 2")

    assert "should end with entry 2" in fault_of(check()).reason


def test_a_reader_reaches_rooms_and_scopes_and_nothing_else():
    record("a", scope="bloc1")
    record("b", scope="bloc2")
    record("c", name=SIGNED_IN, scope="bloc1")
    reach = Reach(scopes=("bloc1",), never=("accounts.",))
    admin = Reach(rooms=("accounts.",))

    assert [act.seq for act in page_of_acts(reach=reach)] == [1]
    assert [act.seq for act in page_of_acts(reach=admin)] == [3]
    assert page_of_acts(reach=Reach()) == ()
    assert (entry_count(reach=reach), entry_count(reach=Reach()), entry_count()) == (1, 0, 3)
    assert [act.seq for act in page_of_acts(reach=Reach(scopes=("key-b",)))] == [2]
    assert link_of(2, reach=reach) is None
    assert Reach().nothing
    assert not reach.nothing


@pytest.mark.parametrize(
    ("words", "seqs"),
    [
        ("dac", [2]),
        ("đặc biệt", [2]),
        ("DAC BIET", [2]),
        ("dang thi lan", [2]),
        ("chấm", [2, 1]),
        ("cham dac", [2]),
        ("2", [2]),
        ("[a", []),
        ("không có", []),
    ],
)
def test_words_find_labels_people_and_sentences_with_and_without_diacritics(words, seqs, monkeypatch):
    monkeypatch.setitem(audit.REGISTERED, MARKED, "{actor} đã chấm {on}")
    record("Việc thường")
    record("Việc đặc biệt", actor=Lan())

    assert [act.seq for act in page_of_acts(words=words)] == seqs


def test_days_are_days_in_viet_nam():
    record("a")  # 00:30 on the 22nd in Viet Nam

    assert page_of_acts(until=date(2023, 7, 21)) == ()
    assert [act.seq for act in page_of_acts(since=date(2023, 7, 22), until=date(2023, 7, 22))] == [1]


def test_pages_go_both_ways():
    record(*"abcdef")

    assert [act.seq for act in page_of_acts(size=2)] == [6, 5]
    assert [act.seq for act in page_of_acts(size=2, before=5)] == [4, 3]
    assert [act.seq for act in page_of_acts(size=2, after=4)] == [6, 5]
    assert [act.seq for act in page_of_acts(size=2, after=2)] == [4, 3]


def test_an_actor_is_found_by_name_or_exactly_by_key():
    record("a")
    record("b", actor=Lan())

    assert [act.seq for act in page_of_acts(actor="lan")] == [2]
    assert [act.seq for act in page_of_acts(actor="user:lan")] == [2]
    assert page_of_acts(actor="user:la") == ()


def test_a_day_is_written_in_the_readers_way_and_what_an_old_entry_lacks_is_left_open():
    record("việc")
    act = latest_acts()[0]

    with translation.override("vi"):
        assert render(act.sentence) == "system marked việc: … on 21/07/2023"
    with translation.override("en"):
        assert render(act.sentence) == "system marked việc: … on 21 Jul 2023"


def test_one_entry_is_proved_with_its_neighbours():
    record("a", "b", "c")

    first, second, third = (link(seq) for seq in (1, 2, 3))

    assert [(x.content_fits, x.chained, x.followed, x.heads, x.fits) for x in (first, second, third)] == [
        (True, True, True, False, True),
        (True, True, True, False, True),
        (True, True, None, True, True),
    ]
    assert (second.older, second.newer) == (1, 3)
    assert second.recomputed == second.act.hash
    assert '"on_label":"b"' in second.text
    assert link_of(4) is None


def test_a_spoiled_entry_does_not_fit_and_shows_on_its_neighbours():
    record("a", "b", "c")
    spoil("UPDATE foundation_auditentry SET hash = 'f00d' || substr(hash, 5) WHERE seq = 2")

    first, second, third = (link(seq) for seq in (1, 2, 3))

    assert (first.fits, second.fits, third.fits) == (True, False, False)
    assert (second.content_fits, second.chained, second.followed) == (False, True, False)
    assert (third.content_fits, third.chained) == (True, False)


def test_the_stamp_changes_with_every_act():
    empty = ledger_stamp()
    record("a")

    assert empty == audit.GENESIS
    assert ledger_stamp() == latest_acts()[0].hash
