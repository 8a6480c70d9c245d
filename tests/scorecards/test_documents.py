"""Rows become a results file and give the same points: in the sheet, in the file, on the command line."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.scorecards import (
    CROSS_DAY,
    SELF_DAY,
    SMALL,
    clear,
    close,
    make_scored_world,
    marks,
    self_score,
)
from thidua.core.scoring import canonical_scheme, parse_results, parse_scheme, score, scorecard_document
from thidua.criteria.leaves import outline, outline_of
from thidua.scorecards.actions import MarkInput, enter_item, enter_marks
from thidua.scorecards.documents import (
    Ballots,
    Counted,
    Rows,
    Said,
    column,
    combined,
    exact,
    fingerprint,
    place_key,
    same_input,
)
from thidua.scorecards.exports import results_document, scorecard_of_document
from thidua.scorecards.queries import RowKind, Word, everything, matrix
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import STAGES, ItemKind, Stage

ROWS = Rows(
    date(2023, 1, 1),
    date(2023, 12, 31),
    ("CA", "TA"),
    (
        Said("CA", "A.1", Stage.SELF, {"points": "5"}),
        Said("CA", "A.1", Stage.APPRAISED, {"points": "4"}, "Thiếu"),
        Said("TA", "A.1", Stage.CROSS, {"points": "3"}),
        Said("TA", "A.2", Stage.APPRAISED, {"state": "pending"}, "Chờ"),
    ),
    (
        Counted("CA", ItemKind.BONUS, "T1", "QD-1"),
        Counted("CA", ItemKind.BONUS, "T1", "QD-2"),
        Counted("TA", ItemKind.DISQUALIFIER, "L1", "KL-1"),
        Counted("TA", ItemKind.DISQUALIFIER, "L1", "KL-2"),
    ),
    (Ballots(2, "CA", 3), Ballots(4, "TA", 1)),
)


def test_a_column_holds_one_stage_and_never_another():
    assert column(ROWS, Stage.CROSS)["units"]["CA"]["leaves"] == {}
    assert column(ROWS, Stage.CROSS)["units"]["TA"]["leaves"] == {"A.1": {"points": "3"}}


def test_the_combined_file_puts_the_appraisal_beside_the_unit_s_own():
    document = combined(ROWS)

    assert document["units"]["CA"]["leaves"]["A.1"] == {
        "points": "5",
        "appraised": {"points": "4", "reason": "Thiếu"},
    }
    assert document["units"]["TA"]["leaves"] == {"A.2": {"appraised": {"state": "pending", "reason": "Chờ"}}}
    assert document["units"]["CA"]["bonus"] == {"T1": ["QD-1", "QD-2"]}
    assert document["units"]["TA"]["disqualifiers"] == ["L1"]
    assert document["votes"] == {"second_place": {"CA": 3}, "place_4": {"TA": 1}}
    assert document["period"] == {"from": "2023-01-01", "to": "2023-12-31"}


def test_numbers_become_plain_text_and_nothing_else_does():
    assert exact(
        {"a": 4.10, "b": Decimal("5.00"), "c": True, "d": None, "e": [1, "x"], "f": date(2023, 1, 2)}
    ) == {
        "a": "4.1",
        "b": "5",
        "c": True,
        "d": None,
        "e": ["1", "x"],
        "f": "2023-01-02",
    }
    with pytest.raises(TypeError):
        exact(object())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"points": "5"}, {"points": "5.0"}, True),
        ({"count": ["B", "A"]}, {"count": ["A", "B"]}, True),
        ({"points": "5", "reason": "x"}, {"points": "5"}, True),
        ({"points": "5"}, {"points": "4"}, False),
        ({"targets": [{"a": "1"}, {"a": "2"}]}, {"targets": [{"a": "2"}, {"a": "1"}]}, False),
        (None, {"points": "5"}, False),
    ],
)
def test_inputs_are_compared_by_what_they_say(one, other, same):
    assert same_input(one, other) is same


def test_places_are_named_as_the_format_names_them():
    assert [place_key(place) for place in (1, 3, 4)] == ["first_place", "third_place", "place_4"]


def test_a_fingerprint_tells_documents_apart_by_content_and_by_border():
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


def test_an_outline_lists_rows_in_order_with_what_leaves_stand_under_what():
    laid = outline(canonical_scheme(SMALL))

    assert [row.code for row in laid.rows] == ["A", "A.1", "A.2", "B", "B.1", "B.2"]
    assert [leaf.code for leaf in laid.under("B")] == ["B.1", "B.2"]
    assert [leaf.code for leaf in laid.under("A.1")] == ["A.1"]
    assert laid.leaves["A.1"].section == "A"
    assert (laid.content_max, laid.bonus_max, laid.votes) == (Decimal(20), Decimal(5), True)
    assert outline_of("một mã", canonical_scheme(SMALL)) is outline_of("một mã", {})


def test_a_nameless_tree_uses_its_codes():
    laid = outline(
        {"criteria": [{"code": "A", "max": 5, "kind": "direct"}], "bonus": [{"code": "T", "points": 1}]}
    )

    assert (laid.leaves["A"].name, laid.leaves["A"].section, laid.bonus["T"]["name"]) == ("A", "A", "T")


entries = st.fixed_dictionaries(
    {
        "A.1": st.integers(0, 50).map(lambda tenth: {"points": str(Decimal(tenth) / 10)}),
        "A.2": st.tuples(st.integers(0, 20), st.integers(0, 30)).map(
            lambda pair: {"target": str(pair[0]), "actual": str(pair[1])}
        ),
        "B.1": st.sampled_from(
            [{"rating": "good"}, {"rating": "fair"}, {"state": "pending"}, {"state": "not_applicable"}]
        ),
        "B.2": st.one_of(
            st.integers(0, 9).map(lambda n: {"count": str(n)}),
            st.lists(st.sampled_from(["M1", "M2", "M3"]), unique=True).map(lambda ids: {"count": ids}),
        ),
    }
)
columns = st.dictionaries(st.sampled_from(["TA", "VKS", "CA"]), entries, min_size=1)


@pytest.fixture
def world():
    """Three units and an open sheet."""
    return make_scored_world("TA", "VKS", "CA")


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(columns)
def test_the_sheet_shows_exactly_what_the_core_makes_of_the_exported_file(world, entered):
    clear(world)
    for code, said in entered.items():
        cells = [
            MarkInput(code, leaf, entry, "Chờ" if "state" in entry else "") for leaf, entry in said.items()
        ]
        enter_marks(sheet=world.sheet, stage=Stage.SELF, cells=cells, actor=world.officers[code], at=SELF_DAY)
    frame = world.frame

    exported = json.loads(json.dumps(results_document(frame, Stage.SELF)))
    scheme = parse_scheme(frame.document)
    card = score(scheme, parse_results(exported, scheme))

    assert scorecard_document(card, scheme) == scorecard_of_document(frame, exported, Stage.SELF)
    (total,) = [row for row in matrix(frame, sees=everything).rows if row.kind is RowKind.TOTAL]
    for place, member in enumerate(frame.members):
        unit, cell = card.units[member.code], total.cells[place * len(STAGES)]
        assert (cell.word is Word.POINTS) == unit.complete
        assert cell.points == (unit.total if unit.complete else None)


@pytest.mark.django_db
def test_the_command_line_gives_the_numbers_of_the_sheet_from_its_files(tmp_path):
    world = make_scored_world("TA", "VKS", "CA")
    self_score(world)
    enter_item(
        sheet=world.sheet, unit="CA", kind=ItemKind.BONUS, code="T1", record="QD-1", title="", number="", dated=None,
        actor=world.officers["CA"], at=SELF_DAY,
    )  # fmt: skip
    close(world, Stage.SELF)
    enter_marks(
        sheet=world.sheet,
        stage=Stage.CROSS,
        cells=marks("CA", {"A.1": {"points": "4"}}, "Thiếu"),
        actor=world.head_officer,
        at=CROSS_DAY,
    )
    close(world, Stage.CROSS)
    enter_marks(
        sheet=world.sheet,
        stage=Stage.APPRAISED,
        cells=marks("CA", {"A.1": {"points": "3.5"}}, "Thiếu"),
        actor=world.standing,
        at=CROSS_DAY,
    )
    frame = world.frame
    (tmp_path / "scheme.json").write_text(json.dumps(dict(frame.document)), encoding="utf-8")

    for stage in STAGES:
        (tmp_path / "results.json").write_text(json.dumps(results_document(frame, stage)), encoding="utf-8")
        found = subprocess.run(
            [sys.executable, "-m", "thidua", "score", "scheme.json", "results.json", "--json", "--stage", "appraised" if stage is Stage.APPRAISED else "self"],
            cwd=tmp_path, capture_output=True, text=True, check=True,
        )  # fmt: skip
        said = json.loads(found.stdout)
        assert (
            said["units"] == scorecard_of_document(frame, results_document(frame, stage), stage)["units"]
        ), stage
        for code, unit in scorecard_of(frame, stage).units.items():
            assert Decimal(said["units"][code]["total"]) == unit.total, (stage, code)
