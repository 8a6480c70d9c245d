"""The list that comes with the product: taken in once, refreshed where nobody edited, left where somebody did."""

from dataclasses import replace
from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.campaigns import frame_of, make_movement, make_world
from thidua.campaigns import actions
from thidua.campaigns.comparing import draft_of
from thidua.campaigns.drafts import ReviewDraft
from thidua.campaigns.errors import MovementRefused
from thidua.campaigns.models import Movement, MovementLink
from thidua.campaigns.queries import movement_by_code
from thidua.campaigns.reference import Entry, Fate, entry_of, plans, reference_list, takings
from thidua.campaigns.states import Level, MovementState, may_respond_to
from thidua.foundation.actors import SystemActor
from thidua.foundation.clock import VIET_NAM
from thidua.notices.models import Notice
from thidua.organisations.states import Confidence

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, 0, tzinfo=VIET_NAM)


def changed(entry: Entry, **fields) -> Entry:
    """The same entry in a newer file."""
    row = {
        "key": entry.key, "level": entry.draft.level, "kind": entry.draft.kind, "name": entry.draft.name,
        "issuer": "X", "from": entry.draft.starts_on, "to": entry.draft.ends_on, "parents": list(entry.parents),
        "confidence": entry.draft.confidence, "note": entry.draft.confidence_note,
    }  # fmt: skip
    return entry_of({**row, **fields}, {"X": entry.draft.issuer})


def test_the_file_holds_together() -> None:
    _, entries = reference_list()
    by_key = {entry.key: entry for entry in entries}

    assert len(entries) >= 20
    for place, entry in enumerate(entries):
        for parent in entry.parents:
            assert parent in {one.key for one in entries[:place]}
            assert may_respond_to(entry.draft.level, by_key[parent].draft.level)
        # Whatever is not seen in a source says what is not known.
        assert entry.draft.confidence is Confidence.CONFIRMED or entry.draft.confidence_note
    assert by_key["QG-CDS"].draft.document_number == "923/QĐ-TTg"
    assert by_key["QG-NHATAM"].draft.starts_on == date(2024, 4, 13)


def test_taking_in_twice_takes_nothing_twice_and_tells_nobody() -> None:
    world = make_world()

    first = actions.take_in_movements(actor=world.standing, at=AT)
    second = actions.take_in_movements(actor=world.standing, at=AT)

    assert (first.added, first.refreshed, first.left) == (len(reference_list()[1]), 0, 0)
    assert (second.added, second.refreshed, second.left) == (0, 0, 0)
    assert Movement.objects.count() == first.added
    assert MovementLink.objects.count() == sum(len(entry.parents) for entry in reference_list()[1])
    assert not Notice.objects.exists()
    assert [(one.added, one.by) for one in takings()] == [
        (0, "Người standing"),
        (first.added, "Người standing"),
    ]


def test_what_begins_later_waits_and_comes_with_its_day() -> None:
    world = make_world()
    early = datetime(2023, 1, 5, 8, 30, tzinfo=VIET_NAM)

    first = actions.take_in_movements(actor=world.standing, at=early)
    later = actions.take_in_movements(actor=world.standing, at=AT)

    assert {plan.fate for plan in plans(on=early.date())} == {Fate.SAME}
    assert first.added + later.added == len(reference_list()[1])
    assert later.added > 0


def test_an_edited_movement_is_left_and_an_untouched_one_refreshed() -> None:
    world = make_world()
    actions.take_in_movements(actor=world.standing, at=AT)
    touched, closed = movement_by_code("T-NTM"), movement_by_code("T-VHCS")
    assert touched is not None
    assert closed is not None
    actions.amend_movement(
        movement=touched.public_id,
        draft=replace(draft_of(touched), slogan="Của riêng tỉnh"),
        reason="Bổ sung",
        actor=world.standing,
        at=AT,
    )
    actions.close_movement(
        movement=closed.public_id,
        review=ReviewDraft(date(2025, 12, 31), "Đã tổng kết"),
        actor=world.standing,
        at=AT,
    )
    newer = tuple(
        changed(entry, name=f"{entry.draft.name} (mới)")
        if entry.key in {"T-NTM", "T-VHCS", "T-NGHEO"}
        else entry
        for entry in reference_list()[1]
    )

    done = actions.take_in_movements(actor=world.standing, at=AT, entries=newer)

    assert (done.added, done.refreshed, done.left) == (0, 1, 2)
    names = dict(Movement.objects.filter(code__in=["T-NTM", "T-VHCS", "T-NGHEO"]).values_list("code", "name"))
    assert {code for code, name in names.items() if name.endswith("(mới)")} == {"T-NGHEO"}
    assert frame_of(touched).card.slogan == "Của riêng tỉnh"
    # The newer text is now what was taken in: again, nothing happens.
    assert actions.take_in_movements(actor=world.standing, at=AT, entries=newer).refreshed == 0


def test_a_movement_typed_under_the_same_code_is_left_alone() -> None:
    world = make_world()
    mine = make_movement(world, Level.PROVINCE, code="T-NTM", name="Do tỉnh tự nhập")

    done = actions.take_in_movements(actor=world.standing, at=AT)

    assert done.left == 1
    assert frame_of(mine).card.name == "Do tỉnh tự nhập"
    # Those above it are there all the same.
    assert movement_by_code("QG-NTM") is not None


def test_the_command_does_the_same_and_a_bloc_officer_may_not() -> None:
    world = make_world()
    out = StringIO()

    call_command("campaigns", "take-in", stdout=out)

    assert out.getvalue().startswith("added: ")
    assert all(state == MovementState.LAUNCHED for state in Movement.objects.values_list("state", flat=True))
    assert takings()[0].by == SystemActor("campaigns take-in").actor_name
    with pytest.raises(MovementRefused):
        actions.take_in_movements(actor=world.head, at=AT)
