"""Changing a draft: every edit, what does not fit, two editors at once: what the verbs keep, what they refuse, and that a refusal leaves no trace."""

from collections.abc import Callable

import pytest

from tests.criteria.acts import node, refused, revise
from tests.factories.criteria import (
    SENT,
    SMALL,
    make_agreed,
    make_draft,
    make_frozen,
    make_year,
    read,
)
from thidua.criteria.actions import (
    return_to_draft,
)
from thidua.criteria.changing import inputs_of, open_findings
from thidua.criteria.documents.shape import normal
from thidua.criteria.edits import (
    AddNode,
    Edit,
    ListRow,
    MendBand,
    MoveNode,
    NoteInput,
    RemoveNode,
    ReviseList,
    ReviseNode,
    ReviseSettings,
    mentions_of,
    seen,
)
from thidua.criteria.errors import (
    SchemeActUnfit,
    SchemeChangedMeanwhile,
    SchemeRefused,
    SchemeUnreadable,
)
from thidua.criteria.models import LeafNote
from thidua.criteria.states import Appraiser

pytestmark = pytest.mark.django_db


def test_revise_draft_writes_a_leaf_anew_with_its_note() -> None:
    year = make_year()
    scheme = make_draft(year)
    note = NoteInput(("Bảng điểm",), "điểm", Appraiser.UNIT, year.office.public_id)

    after = revise(
        year,
        scheme,
        ReviseNode("A.2", {"code": "A.2", "name": "Tên mới", "max": "7", "kind": "direct"}, note),
    )

    assert after.document == read(scheme).document
    assert node(scheme, "A.2") == {"code": "A.2", "name": "Tên mới", "max": "7", "kind": "direct"}
    assert inputs_of(read(scheme).notes) == {"A.2": note}
    assert (after.card.revision, after.card.revised_by) == (2, "Trần Minh Khang")


def test_revise_draft_carries_another_code_into_notes_ties_and_lists() -> None:
    year = make_year()
    scheme = make_draft(year)

    revise(
        year,
        scheme,
        ReviseNode("A", {**{k: v for k, v in node(scheme, "A").items() if k != "children"}, "code": "I"}),
    )
    revise(year, scheme, ReviseNode("B.2", {**node(scheme, "B.2"), "code": "B.9"}, NoteInput((), "mô hình")))
    revise(year, scheme, ReviseNode("A.2", {**node(scheme, "A.2"), "code": "A.9"}))

    frame = read(scheme)
    assert frame.document["ranking"]["ties"] == ["I", "deductions"]
    assert frame.document["exclusive"] == [["B.9", "T1"]]
    assert set(frame.notes) == {"A.9", "B.9"}


def test_revise_draft_drops_a_note_that_says_nothing_any_more() -> None:
    year = make_year()
    scheme = make_draft(year)

    revise(year, scheme, ReviseNode("A.2", node(scheme, "A.2"), NoteInput()))

    assert LeafNote.objects.count() == 0


@pytest.mark.parametrize(("under", "at"), [("A", None), ("A", 0), ("", None)])
def test_revise_draft_adds_a_leaf_where_it_was_asked(under: str, at: int | None) -> None:
    year = make_year()
    scheme = make_draft(year)
    leaf = {"code": "X", "max": "1", "kind": "direct"}

    revise(year, scheme, AddNode(under, leaf, NoteInput((), "điểm"), at))

    siblings = node(scheme, "A")["children"] if under else read(scheme).document["criteria"]
    assert siblings[-1 if at is None else at] == leaf
    assert set(read(scheme).notes) == {"A.2", "X"}


def test_revise_draft_adds_an_empty_section() -> None:
    year = make_year()
    scheme = make_draft(year)

    revise(year, scheme, AddNode("", {"code": "C", "max": "0", "children": []}))

    assert node(scheme, "C") == {"code": "C", "max": "0", "children": []}


def test_revise_draft_removes_a_section_with_all_under_it_and_every_mention() -> None:
    year = make_year()
    scheme = make_draft(year)

    assert mentions_of(read(scheme).document, "A") == ("ties",)
    assert mentions_of(read(scheme).document, "B") == ("exclusive",)
    assert mentions_of(read(scheme).document, "B.1") == ()
    revise(year, scheme, RemoveNode("A"))
    revise(year, scheme, RemoveNode("B.2"))

    frame = read(scheme)
    assert frame.document["ranking"] == {"ties": ["deductions"], "votes": True}
    assert "exclusive" not in frame.document
    assert frame.notes == {}


def test_revise_draft_moves_a_leaf_to_another_section() -> None:
    year = make_year()
    scheme = make_draft(year)

    revise(year, scheme, MoveNode("A.2", "B", 0))
    revise(year, scheme, MoveNode("B", "", 0))

    document = read(scheme).document
    assert [one["code"] for one in document["criteria"]] == ["B", "A"]
    assert [one["code"] for one in document["criteria"][0]["children"]] == ["A.2", "B.1", "B.2"]


@pytest.mark.parametrize(("band", "when"), [(1, "x >= 80"), (9, "x >= 80")])
def test_revise_draft_mends_a_band(band: int, when: str) -> None:
    year = make_year()
    scheme = make_draft(year)
    before = [dict(row) for row in node(scheme, "A.2")["steps"]]

    revise(year, scheme, MendBand("A.2", band, when))

    expected = [{**row, "when": when} if place == band else row for place, row in enumerate(before)]
    assert node(scheme, "A.2")["steps"] == expected


def test_revise_draft_mends_the_band_of_a_target() -> None:
    year = make_year()
    bands = [{"when": "n >= 5", "target": 3}]
    leaf = {"code": "A.1", "max": 5, "kind": "banded_target", "then": "met", "bands": bands}
    scheme = make_draft(year)
    revise(year, scheme, ReviseNode("A.1", leaf))

    revise(year, scheme, MendBand("A.1", 0, "n >= 4"))

    assert node(scheme, "A.1")["bands"] == [{"when": "n >= 4", "target": "3"}]


def test_revise_draft_writes_a_list_anew_with_renames_and_removals() -> None:
    year = make_year()
    scheme = make_draft(year)
    rows = [
        ListRow("", {"code": "T9", "points": "1"}),
        ListRow("T1", {"code": "T2", "name": "Bằng khen", "points": "3"}),
    ]

    revise(year, scheme, ReviseList("bonus", rows))
    revise(year, scheme, ReviseList("bands", [ListRow("Tốt", {"name": "Xuất sắc", "from": "12"})]))

    document = read(scheme).document
    assert [item["code"] for item in document["bonus"]] == ["T9", "T2"]
    assert document["exclusive"] == [["B.2", "T2"]]
    assert document["bands"] == [{"name": "Xuất sắc", "from": "12"}]


def test_revise_draft_writes_the_general_rules() -> None:
    year = make_year()
    scheme = make_draft(year)

    revise(year, scheme, ReviseSettings({"name": "Tên khác", "exclusive": []}))

    assert (read(scheme).card.name, read(scheme).document.get("exclusive")) == ("Tên khác", None)


def test_revise_draft_lets_sums_that_do_not_fit_yet_through() -> None:
    year = make_year()
    scheme = make_draft(year)

    revise(year, scheme, ReviseNode("A.1", {**node(scheme, "A.1"), "max": "9"}))

    assert [(one.kind, one.code) for one in open_findings(read(scheme)) if one.error] == [
        ("sum_above_max", "A")
    ]


@pytest.mark.parametrize(
    "edit",
    [
        ReviseNode("A.1", {"code": "A.1", "max": "năm", "kind": "direct"}),
        ReviseNode("A.1", {"code": "A.2", "max": "5", "kind": "direct"}),
        ReviseNode("A.1", {"code": "A.1", "max": "5", "kind": "bói toán"}),
        ReviseNode("A.1", {"code": "A.1", "max": "5", "kind": "step", "steps": []}),
        ReviseNode(
            "A.1", {"code": "A.1", "max": "5", "kind": "step", "steps": [{"when": "import os", "points": 1}]}
        ),
        ReviseNode(
            "A.1", {"code": "A.1", "max": "5", "kind": "step", "steps": [{"when": "x > 1", "points": 9}]}
        ),
        ReviseNode("ZZ", {"code": "ZZ"}),
        AddNode("", {"code": "A.1", "max": "5", "kind": "direct"}),
        AddNode("A.1", {"code": "N", "max": "5", "kind": "direct"}),
        MoveNode("A", "A", 0),
        MendBand("A.2", 0, "__import__('os')"),
        RemoveNode("ZZ"),
        ReviseList("bonus", [ListRow("", {"code": "A.1", "points": "1"})]),
        ReviseList("deductions", [ListRow("P1", {"code": "P1", "points": "1"})]),
        ReviseSettings({"rounding": {"decimals": "hai"}}),
    ],
    ids=lambda edit: f"{type(edit).__name__}-{edit.label}",
)
def test_revise_draft_refuses_what_does_not_fit(edit: Edit) -> None:
    year = make_year()
    scheme = make_draft(year)

    refused(lambda: revise(year, scheme, edit, place_seen="x"), SchemeUnreadable)


def test_revise_draft_refuses_an_appraising_unit_that_is_not_there() -> None:
    year = make_year()
    scheme = make_draft(year)
    edit = ReviseNode("A.1", node(scheme, "A.1"), NoteInput((), "", Appraiser.UNIT, "khongco"))

    problem = refused(lambda: revise(year, scheme, edit), SchemeActUnfit)

    assert getattr(problem, "where", "") == "appraiser_unit"


def test_two_editors_of_one_leaf_collide() -> None:
    year = make_year()
    scheme = make_draft(year)
    mine = ReviseNode("A.1", {**node(scheme, "A.1"), "max": "4"})
    looked = seen(mine, read(scheme).document, inputs_of(read(scheme).notes))
    revise(year, scheme, ReviseNode("A.1", {**node(scheme, "A.1"), "max": "3"}), actor=year.head)

    met = refused(lambda: revise(year, scheme, mine, revision=1, place_seen=looked), SchemeChangedMeanwhile)

    assert isinstance(met, SchemeChangedMeanwhile)
    assert (met.revision, met.revised_by) == (2, "Trương Thị Mỹ Lệ")
    assert node(scheme, "A.1")["max"] == "3"


def test_two_editors_of_different_leaves_do_not_collide() -> None:
    year = make_year()
    scheme = make_draft(year)
    mine = ReviseNode("A.1", {**node(scheme, "A.1"), "max": "4"})
    looked = seen(mine, read(scheme).document, inputs_of(read(scheme).notes))
    revise(year, scheme, ReviseNode("B.1", {**node(scheme, "B.1"), "name": "Khác"}), actor=year.head)

    revise(year, scheme, mine, revision=1, place_seen=looked)

    assert (node(scheme, "A.1")["max"], node(scheme, "B.1")["name"]) == ("4", "Khác")


@pytest.mark.parametrize(
    ("edit", "meanwhile"),
    [
        (MoveNode("A.1", "B", 0), AddNode("B", {"code": "B.3", "max": "1", "kind": "direct"})),
        (RemoveNode("A"), ReviseNode("A.1", {"code": "A.1", "max": "4", "kind": "direct"})),
        (ReviseList("bonus", []), ReviseList("bonus", [ListRow("T1", {"code": "T1", "points": "1"})])),
        (ReviseSettings({"name": "x"}), ReviseSettings({"name": "y"})),
        (MendBand("A.2", 0, "x > 1"), ReviseNode("A.2", {"code": "A.2", "max": "7", "kind": "direct"})),
    ],
    ids=lambda edit: type(edit).__name__,
)
def test_every_edit_knows_the_place_it_touches(edit: Edit, meanwhile: Edit) -> None:
    year = make_year()
    scheme = make_draft(year)
    looked = seen(edit, read(scheme).document, inputs_of(read(scheme).notes))
    revise(year, scheme, meanwhile)

    refused(lambda: revise(year, scheme, edit, revision=1, place_seen=looked), SchemeChangedMeanwhile)


def test_places_of_nodes_that_are_gone_are_nothing() -> None:
    document = normal(SMALL)

    assert ReviseNode("ZZ", {}).place(document, {}) == [None, ["", "", "", ""]]
    assert RemoveNode("ZZ").place(document, {}) == [None, ["", "", "", ""]]
    assert MoveNode("ZZ", "ZZ", 0).place(document, {}) == ["", ["A", "B"], []]
    assert AddNode("", {"code": "N"}).place(document, {}) is None


@pytest.mark.parametrize("make", [make_agreed, make_frozen])
def test_revise_draft_refuses_what_is_no_draft_any_more(make: Callable[..., str]) -> None:
    year = make_year()
    scheme = make(year)

    refused(lambda: revise(year, scheme, RemoveNode("A")), SchemeRefused)


def test_a_version_that_is_not_there_is_refused_as_if_it_did_not_exist() -> None:
    year = make_year()

    with pytest.raises(SchemeRefused) as caught:
        return_to_draft(scheme="khongco", reason="x", actor=year.head, at=SENT)

    assert caught.value.verdict.private
