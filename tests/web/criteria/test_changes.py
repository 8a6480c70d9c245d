"""What differs from the version before, who asked for it, and what it does to every unit."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from tests.criteria.acts import revise
from tests.criteria.books import sheets_of
from tests.factories.criteria import LATER, SMALL, Year, make_draft, make_frozen, make_year, read
from tests.pages import CheckedClient
from tests.web.criteria.pages import at, value_of, words
from thidua.core.verdict import Sentence
from thidua.criteria import effects
from thidua.criteria.actions import draft_scheme
from thidua.criteria.changes import change_key, changes_between
from thidua.criteria.edits import ReviseNode
from thidua.criteria.effects import ResultsForScheme
from thidua.foundation.actors import Actor

pytestmark = pytest.mark.django_db

RESULTS: dict[str, Any] = {
    "format": "thidua-results/1",
    "units": {
        "DV1": {
            "leaves": {
                "A.1": {"points": "5"},
                "A.2": {"x": "75"},
                "B.1": {"rating": "tot"},
                "B.2": {"count": 3},
            },
            "bonus": {"T1": 1},
        },
        "DV2": {"leaves": {"A.1": {"points": "4"}, "B.1": {"rating": "kha"}, "B.2": {"count": 4}}},
    },
}
UNITS = {"DV1": "Đơn vị Một", "DV2": "Đơn vị Hai"}


@pytest.fixture
def year(client: CheckedClient) -> Year:
    """A year whose drafter is signed in and reads Vietnamese."""
    made = make_year()
    client.force_login(made.drafter)
    client.speak("vi")
    return made


@pytest.fixture
def results() -> Iterator[dict[str, Any]]:
    """Results of the year, which a test may change before a page is opened."""
    document = deepcopy(RESULTS)

    def source(bloc_year: str, *, actor: Actor, on: date) -> ResultsForScheme | None:
        assert actor is not None
        assert on is not None
        return ResultsForScheme(bloc_year, document, UNITS, Sentence("Điểm tự chấm quý I"))

    before = list(effects.RESULTS)
    effects.RESULTS[:] = [source]
    yield document
    effects.RESULTS[:] = before


@pytest.fixture
def nothing() -> Iterator[None]:
    """No results anywhere."""
    before = list(effects.RESULTS)
    effects.RESULTS[:] = []
    yield
    effects.RESULTS[:] = before


def second(year: Year) -> str:
    """A version made from the one in force."""
    return draft_scheme(
        bloc_year=year.key,
        name="Bảng điểm thử",
        based_on=make_frozen(year),
        change_reason="Tổ giúp việc đề nghị",
        actor=year.drafter,
        at=LATER,
    )


def with_change(year: Year) -> str:
    """A version whose B.2 gives half for each."""
    scheme = second(year)
    node = {"code": "B.2", "name": "Điển hình", "max": "4", "kind": "count", "per_item": "0.5"}
    revise(year, scheme, ReviseNode("B.2", node), at=LATER)
    return scheme


def key_of(scheme: str) -> str:
    frame = read(scheme)
    assert frame.base is not None
    return change_key(next(iter(changes_between(frame.base, frame.document))))


def test_a_first_version_has_nothing_to_differ_from(client: CheckedClient, year: Year) -> None:
    assert "Không có bản trước" in words(client.get(at("changes", make_draft(year))))


def test_a_fresh_copy_differs_in_nothing(client: CheckedClient, year: Year) -> None:
    assert "Không có gì khác" in words(client.get(at("changes", second(year))))


def test_every_place_that_differs_is_told_with_both_values(client: CheckedClient, year: Year) -> None:
    page = words(client.get(at("changes", with_change(year))))

    assert "1 chỗ khác" in page
    assert "B.2" in page
    assert "0,5" in page
    assert "chưa ai giải thích" in page


def test_a_change_is_explained_by_who_asked_for_it_and_why(client: CheckedClient, year: Year) -> None:
    scheme = with_change(year)
    key = key_of(scheme)

    form = client.get(at("explain", scheme), {"key": key})
    answer = client.post(
        at("explain", scheme), {"key": key, "asked_by": "Đơn vị DV2", "text": "Điểm mỗi điển hình quá cao"}
    )
    page = words(client.get(at("changes", scheme)))
    again = client.get(at("explain", scheme), {"key": key})

    assert value_of(form, "key") == key
    assert answer.status_code == 302
    assert "Đơn vị DV2: Điểm mỗi điển hình quá cao" in page
    assert value_of(again, "asked_by") == "Đơn vị DV2"


def test_an_explanation_without_words_keeps_what_was_typed(client: CheckedClient, year: Year) -> None:
    scheme = with_change(year)

    answer = client.post(
        at("explain", scheme), {"key": key_of(scheme), "asked_by": "Đơn vị DV2", "text": " "}
    )

    assert answer.status_code == 422
    assert 'href="#id_text"' in answer.content.decode()
    assert value_of(answer, "asked_by") == "Đơn vị DV2"


@pytest.mark.parametrize("make", [second, make_draft])
def test_a_place_that_no_longer_differs_says_so(make: Any, client: CheckedClient, year: Year) -> None:
    scheme = make(year)

    shown = client.get(at("explain", scheme), {"key": "criteria:B.2:per_item"})
    answer = client.post(at("explain", scheme), {"key": "criteria:B.2:per_item", "text": "x"})

    assert "không còn khác nữa" in words(shown)
    assert "không còn khác nữa" in words(answer)


def test_the_effect_on_every_unit_is_told_with_its_cause(
    client: CheckedClient, year: Year, results: dict[str, Any]
) -> None:
    scheme = with_change(year)

    page = words(client.get(at("effects", scheme)))

    assert results["units"]
    assert "Điểm tự chấm quý I" in page
    assert "Đơn vị Một" in page
    assert "B.2: nay được 1,5 thay vì 3" in page
    assert "B.2: nay được 2 thay vì 4" in page


def test_a_version_that_changes_nothing_says_so(
    client: CheckedClient, year: Year, results: dict[str, Any]
) -> None:
    page = words(client.get(at("effects", second(year))))

    assert results["units"]
    assert "Không đơn vị nào đổi điểm" in page


def test_results_that_do_not_fit_are_told(client: CheckedClient, year: Year, results: dict[str, Any]) -> None:
    results["units"]["DV1"]["leaves"]["B.1"] = {"rating": "la"}

    page = words(client.get(at("effects", with_change(year))))

    assert "Có số liệu không hợp với bản này" in page


def test_ranks_that_change_are_told(client: CheckedClient, year: Year, results: dict[str, Any]) -> None:
    same = {"A.1": {"points": "5"}, "A.2": {"x": "75"}, "B.1": {"rating": "tot"}}
    results["units"] = {
        "DV1": {"leaves": {**same, "B.2": {"count": 3}}},
        "DV2": {"leaves": {**same, "A.1": {"points": "4.5"}, "B.2": {"count": 4}}},
    }
    scheme = second(year)
    node = {"code": "B.2", "name": "Điển hình", "max": "4", "kind": "count", "per_item": "0.25"}
    revise(year, scheme, ReviseNode("B.2", node), at=LATER)

    page = words(client.get(at("effects", scheme)))

    assert "Đơn vị Một: từ hạng 2 thành hạng 1" in page


def test_the_effects_are_taken_away_as_a_workbook(
    client: CheckedClient, year: Year, results: dict[str, Any]
) -> None:
    scheme = with_change(year)

    answer = client.get(at("effects", scheme), {"tep": "xlsx"})

    assert results["units"]
    cells = [str(cell) for rows in sheets_of(answer.content).values() for row in rows for cell in row]
    assert "Đơn vị Một" in cells
    assert any("B.2: nay được 1,5" in cell for cell in cells)


def test_without_results_the_page_says_where_they_come_from(
    client: CheckedClient, year: Year, nothing: None
) -> None:
    scheme = with_change(year)

    assert "Chưa có số liệu để thử" in words(client.get(at("effects", scheme)))
    assert client.get(at("effects", scheme), {"tep": "xlsx"})["Content-Type"].startswith("text/html")


def test_without_a_version_before_there_is_no_effect(
    client: CheckedClient, year: Year, results: dict[str, Any]
) -> None:
    assert results["units"]
    assert "không làm từ bản nào khác" in words(client.get(at("effects", make_draft(year))))


def test_a_table_with_errors_is_mended_first(
    client: CheckedClient, year: Year, results: dict[str, Any]
) -> None:
    scheme = second(year)
    revise(
        year,
        scheme,
        ReviseNode("A.1", {"code": "A.1", "name": "Phối hợp", "max": "9", "kind": "direct"}),
        at=LATER,
    )

    page = words(client.get(at("effects", scheme)))

    assert results["units"]
    assert SMALL["criteria"]
    assert "còn lỗi" in page
