"""The lists beside the tree and the general rules, each written anew in its own form."""

from typing import Any

import pytest

from tests.factories.criteria import SENT, Year, make_draft, make_year, read
from tests.pages import CheckedClient
from tests.web.criteria.pages import at, marks, value_of, words
from thidua.criteria.actions import revise_draft
from thidua.criteria.edits import ListRow, ReviseList, ReviseSettings

pytestmark = pytest.mark.django_db

RULES = {
    "name": "Tên mới",
    "decimals": "1",
    "mode": "half_even",
    "not_applicable": "full",
    "content_max": "20",
    "bonus_max": "5,5",
    "deduction_floor": "-5",
    "may_exceed": "on",
    "ties": "B\nA; deductions",
    "votes": "on",
    "exclusive": "B.2; T1",
}
ALL = dict.fromkeys(("name", "rounding", "not_applicable", "total", "ranking", "exclusive"))


@pytest.fixture
def year(client: CheckedClient) -> Year:
    """A year whose drafter is signed in and reads Vietnamese."""
    made = make_year()
    client.force_login(made.drafter)
    client.speak("vi")
    return made


def row(place: int, was: str = "", **boxes: str) -> dict[str, str]:
    return {f"row-{place}-was": was, **{f"row-{place}-{key}": value for key, value in boxes.items()}}


def send(client: CheckedClient, scheme: str, part: str, typed: dict[str, str]) -> Any:
    return client.post(at("list", scheme, part), {**marks(scheme, ReviseList(part, ())), **typed})


def test_the_page_tells_every_rule_in_words(client: CheckedClient, year: Year) -> None:
    page = words(client.get(at("rules", make_draft(year))))

    for said in (
        "từng chỉ tiêu đến 2 chữ số, nửa thì lên; tổng không làm tròn lần nữa",
        "Bỏ khỏi mẫu số rồi quy về thang điểm",
        "A; ít lần bị trừ hơn; còn bằng thì bỏ phiếu",
        "B.2, T1",
        "T1 Bằng khen 2",
        "L1 Không ký giao ước Không xét",
    ):
        assert said in page


def test_what_is_doubtful_beside_the_tree_is_said_here(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    edit = ReviseList("bonus", [ListRow("T1", {"code": "T1", "points": "4", "cap": "2"})])
    revise_draft(
        scheme=scheme, edit=edit, revision=1, place_seen=marks(scheme, edit)["seen"], actor=year.head, at=SENT
    )

    assert "Cần xem" in words(client.get(at("rules", scheme)))


LISTS: dict[str, tuple[dict[str, str], list[dict[str, Any]]]] = {
    "bonus": (
        row(0, "T1", code="T1", name="Bằng khen", points="2,5", once="on", cap="", one_of="")
        | row(1, "", code="T2", name="", points="1", cap="2", one_of="co"),
        [
            {"code": "T1", "name": "Bằng khen", "points": "2.5", "once": True},
            {"code": "T2", "points": "1", "cap": "2", "one_of": "co"},
        ],
    ),
    "deductions": (
        row(0, "P1", code="P9", name="Vắng", points="-1") | row(1, "", code="", name="", points=""),
        [{"code": "P9", "name": "Vắng", "points": "-1"}],
    ),
    "disqualifiers": (
        row(0, "L1", code="L1", name="Một", effect="excluded")
        | row(1, "", code="L2", name="Hai", effect="suspended"),
        [{"code": "L1", "name": "Một"}, {"code": "L2", "name": "Hai", "effect": "suspended"}],
    ),
    "bands": (
        {"row-0-was": "Tốt", "row-0-name": "Xuất sắc", "row-0-from": "12,5"},
        [{"name": "Xuất sắc", "from": "12.5"}],
    ),
    "awards": (
        row(0, "flag", code="flag", name="Cờ", count="1", rank="", min_total="18"),
        [{"code": "flag", "name": "Cờ", "count": "1", "min_total": "18"}],
    ),
}


@pytest.mark.parametrize("part", LISTS)
def test_a_list_is_written_anew(part: str, client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    typed, expected = LISTS[part]
    if part == "bonus":
        typed = {**typed, "row-1-once": ""}

    answer = send(client, scheme, part, typed)

    assert answer.status_code == 302, words(answer)
    assert read(scheme).document[part] == expected


def test_a_list_may_be_emptied(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)

    send(client, scheme, "disqualifiers", {})

    assert "disqualifiers" not in read(scheme).document


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        (row(0, "T1", code="T1", points="hai"), "row-0-points"),
        (row(0, "T1", code="T1", points=""), "row-0-points"),
        (row(0, "T1", code="", points="1"), "row-0-code"),
        (row(0, "T1", code="T1", points="-1"), "row-0-points"),
        (row(0, "T1", code="T1", points="1") | row(1, "", code="A.1", points="1"), "row-1-code"),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_taken_is_told_at_its_box(
    typed: dict[str, str], box: str, client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)
    boxes = {f"row-0-{key}": "" for key in ("name", "once", "cap", "one_of")}

    answer = send(client, scheme, "bonus", {**boxes, "row-0-name": "Dở", **typed})

    assert answer.status_code == 422
    assert f'href="#{box}"' in answer.content.decode()
    assert ">Dở</textarea>" in answer.content.decode()
    assert read(scheme).card.revision == 1


def test_a_fault_without_a_row_is_told_above_the_form(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    typed = row(0, "", code="N1", name="x", points="1") | row(1, "", code="N1", name="y", points="2")

    answer = send(client, scheme, "bonus", typed)

    assert answer.status_code == 422
    assert "N1" in words(answer)


@pytest.mark.parametrize(
    ("press", "codes"),
    [
        ({"up": "1"}, ["B", "A"]),
        ({"down": "0"}, ["B", "A"]),
        ({"up": "0"}, ["A", "B"]),
        ({"down": "9"}, ["A", "B"]),
        ({"drop": "0"}, ["B"]),
        ({"drop": "9"}, ["A", "B"]),
        ({"add": "1"}, ["A", "B"]),
    ],
    ids=str,
)
def test_row_buttons_save_nothing(
    press: dict[str, str], codes: list[str], client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)
    typed = row(0, "", code="A", name="", points="1") | row(1, "", code="B", name="", points="2")

    answer = send(client, scheme, "bonus", {**typed, **press})

    assert [value_of(answer, f"row-{place}-code") for place in range(len(codes))] == codes
    assert value_of(answer, f"row-{len(codes)}-code") == ""
    assert read(scheme).card.revision == 1


def test_a_list_changed_meanwhile_is_shown_beside_the_one_typed(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    mine = marks(scheme, ReviseList("bonus", ()))
    edit = ReviseList("bonus", [ListRow("T1", {"code": "T1", "name": "Của người kia", "points": "9"})])
    revise_draft(scheme=scheme, edit=edit, revision=1, place_seen=mine["seen"], actor=year.head, at=SENT)
    typed = row(0, "T1", code="T1", name="Của tôi", points="1")

    met = client.post(at("list", scheme, "bonus"), {**mine, **typed})
    again = client.post(
        at("list", scheme, "bonus"),
        {**typed, "revision": value_of(met, "revision"), "seen": value_of(met, "seen")},
    )

    assert met.status_code == 409
    assert "Của người kia" in words(met)
    assert "Của tôi" in met.content.decode()
    assert again.status_code == 302
    assert read(scheme).document["bonus"][0]["name"] == "Của tôi"


def test_the_general_rules_are_written_anew(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)

    answer = client.post(at("settings", scheme), {**marks(scheme, ReviseSettings(ALL)), **RULES})

    document = read(scheme).document
    assert answer.status_code == 302, words(answer)
    assert {
        key: document[key] for key in ("name", "rounding", "not_applicable", "total", "ranking", "exclusive")
    } == {
        "name": "Tên mới",
        "rounding": {"decimals": "1", "mode": "half_even"},
        "not_applicable": "full",
        "total": {
            "content_max": "20",
            "bonus_max": "5.5",
            "deduction_floor": "-5",
            "may_exceed_content_max": True,
        },
        "ranking": {"ties": ["B", "A", "deductions"], "votes": True},
        "exclusive": [["B.2", "T1"]],
    }
    page = client.get(at("settings", scheme))
    assert (value_of(page, "bonus_max"), value_of(page, "name")) == ("5,5", "Tên mới")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, 'href="#id_name"'),
        ({"content_max": ""}, 'href="#id_content_max"'),
        ({"content_max": "một trăm"}, 'href="#id_content_max"'),
        ({"decimals": ""}, 'href="#id_decimals"'),
        ({"ties": "ZZ"}, "ZZ"),
        ({"exclusive": "B.2"}, "cần ít nhất hai mã"),
        ({"deduction_floor": "5"}, "5"),
    ],
    ids=str,
)
def test_a_rule_that_cannot_be_taken_is_told(
    wrong: dict[str, str], said: str, client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)

    answer = client.post(at("settings", scheme), {**marks(scheme, ReviseSettings(ALL)), **RULES, **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert value_of(answer, "bonus_max") == "5,5"
    assert read(scheme).card.revision == 1


def test_rules_changed_meanwhile_are_shown_beside_those_typed(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    mine = marks(scheme, ReviseSettings(ALL))
    edit = ReviseSettings({"not_applicable": "zero"})
    revise_draft(
        scheme=scheme, edit=edit, revision=1, place_seen=marks(scheme, edit)["seen"], actor=year.head, at=SENT
    )

    met = client.post(at("settings", scheme), {**mine, **RULES})

    assert met.status_code == 409
    assert "Không có điểm" in words(met)
    assert value_of(met, "name") == "Tên mới"
