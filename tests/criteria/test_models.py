"""What must never be true of the tables is refused by the database itself."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.factories.criteria import DRAFTED, LATER, SMALL, make_agreed, make_draft, make_frozen, make_year
from thidua.criteria.models import Consent, LeafNote, Remark, Scheme

pytestmark = pytest.mark.django_db


def row(year: Any, **changed: Any) -> Scheme:
    fields: dict[str, Any] = {
        "bloc_year": year.bloc_year,
        "version": 9,
        "state": "drafted",
        "name": "x",
        "document": {},
        "content_hash": "x",
        "change_reason": "x",
        "drafted_at": DRAFTED,
        "drafted_by_name": "x",
        "revised_at": DRAFTED,
        "revised_by_name": "x",
    }
    return Scheme(**(fields | changed))


DAY = date(2023, 2, 24)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"version": 0},
        {"version": 2, "change_reason": ""},
        {"agreed_on": DAY},
        {"meeting": "x"},
        {"state": "agreed", "meeting": "x"},
        {"state": "agreed", "agreed_on": DAY},
        {"state": "agreed", "agreed_on": DAY, "meeting": "x", "frozen_on": DAY},
        {"state": "frozen", "agreed_on": DAY, "meeting": "x"},
        {"state": "frozen", "agreed_on": DAY, "meeting": "x", "frozen_on": date(2023, 2, 23)},
        {"state": "frozen", "agreed_on": DAY, "meeting": "x", "frozen_on": DAY, "superseded_on": DAY},
        {"state": "superseded", "agreed_on": DAY, "meeting": "x", "frozen_on": DAY},
        {
            "state": "superseded",
            "agreed_on": DAY,
            "meeting": "x",
            "frozen_on": DAY,
            "superseded_on": date(2023, 2, 23),
        },
        {"circulated_at": DRAFTED},
        {"circulated_revision": 1},
    ],
    ids=str,
)
def test_columns_tell_the_same_story_as_the_state(wrong: dict[str, Any]) -> None:
    year = make_year()

    with pytest.raises(IntegrityError), transaction.atomic():
        row(year, **wrong).save(force_insert=True)


def test_a_year_has_one_version_in_preparation() -> None:
    year = make_year()
    make_agreed(year)

    with pytest.raises(IntegrityError), transaction.atomic():
        row(year).save(force_insert=True)


def test_a_year_has_one_frozen_version() -> None:
    year = make_year()
    make_frozen(year)

    with pytest.raises(IntegrityError), transaction.atomic():
        row(year, state="frozen", agreed_on=DAY, meeting="x", frozen_on=DAY).save(force_insert=True)


def test_a_version_number_is_used_once() -> None:
    year = make_year()
    make_frozen(year)

    with pytest.raises(IntegrityError), transaction.atomic():
        row(year, version=1).save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    [
        {"document": {}},
        {"content_hash": "x"},
        {"name": "x"},
        {"version": 7},
        {"revision": 7},
        {"state": "agreed", "frozen_on": None},
    ],
    ids=str,
)
def test_the_database_refuses_to_change_a_frozen_version(change: dict[str, Any]) -> None:
    year = make_year()
    key = make_frozen(year)

    with pytest.raises(DatabaseError), transaction.atomic():
        Scheme.objects.filter(public_id=key).update(**change)


@pytest.mark.parametrize("verb", ["insert", "update"])
def test_the_database_refuses_to_change_notes_of_a_frozen_version(verb: str) -> None:
    year = make_year()
    scheme = Scheme.objects.get(public_id=make_frozen(year))

    with pytest.raises(DatabaseError), transaction.atomic():
        if verb == "insert":
            LeafNote.objects.create(scheme=scheme, code="B.1", measure="x")
        else:
            LeafNote.objects.filter(scheme=scheme).update(measure="x")


def test_a_draft_may_be_changed_past_the_lock() -> None:
    year = make_year()
    make_frozen(year)
    draft = make_draft(year, change_reason="Đổi", at=LATER)

    assert Scheme.objects.filter(public_id=draft).update(name="Tên khác") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"appraiser": "somebody"},
        {"appraiser": "unit"},
        {"appraiser": "bloc_head", "unit": True},
    ],
    ids=str,
)
def test_a_note_names_a_unit_exactly_when_a_unit_appraises(wrong: dict[str, Any]) -> None:
    year = make_year()
    scheme = Scheme.objects.get(public_id=make_draft(year))
    unit = year.office if wrong.pop("unit", False) else None

    with pytest.raises(IntegrityError), transaction.atomic():
        LeafNote.objects.create(scheme=scheme, code="A.1", appraiser_unit=unit, **wrong)


@pytest.mark.parametrize("wrong", [{"kind": "gossip"}, {"text": ""}], ids=str)
def test_a_remark_says_something_about_something(wrong: dict[str, Any]) -> None:
    year = make_year()
    scheme = Scheme.objects.get(public_id=make_draft(year))
    fields = {"kind": "change", "key": "x", "text": "x", "author_name": "x", "written_at": DRAFTED} | wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.create(scheme=scheme, **fields)


@pytest.mark.parametrize("wrong", [{"answer": "perhaps"}, {"answer": "objected", "comment": ""}], ids=str)
def test_an_objection_has_words(wrong: dict[str, Any]) -> None:
    year = make_year()
    scheme = Scheme.objects.get(public_id=make_draft(year))
    fields: dict[str, Any] = {"revision": 1, "answer": "agreed", "given_at": DRAFTED, "given_by_name": "x"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(scheme=scheme, unit=year.units["DV2"], **(fields | wrong))


def test_rows_read_as_what_they_are() -> None:
    year = make_year()
    scheme = Scheme.objects.get(public_id=make_draft(year))
    note = LeafNote.objects.get(scheme=scheme)
    remark = Remark(scheme=scheme, key="gap:A.2:x")
    consent = Consent(scheme=scheme, unit=year.units["DV2"])

    assert [str(one) for one in (scheme, note, remark, consent)] == [
        f"{SMALL['name']} (v1)",
        "A.2",
        "gap:A.2:x",
        f"DV2 – {SMALL['name']} (v1)",
    ]
