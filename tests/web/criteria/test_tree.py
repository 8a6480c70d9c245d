"""The tree: what is seen in it, adding, removing, ordering, keeping a doubt with a word."""

from typing import Any

import pytest

from tests.factories.criteria import SENT, Year, keep_doubts, make_draft, make_frozen, make_year, read
from tests.pages import CheckedClient
from tests.web.criteria.pages import at, marks, value_of, words
from thidua.criteria.actions import draft_scheme, revise_draft
from thidua.criteria.changing import open_findings
from thidua.criteria.edits import AddNode, RemoveNode, ReviseNode
from thidua.criteria.states import RemarkKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(client: CheckedClient) -> Year:
    """A year whose drafter is signed in and reads Vietnamese."""
    made = make_year()
    client.force_login(made.drafter)
    client.speak("vi")
    return made


def tree(scheme: str) -> list[tuple[str, list[str]]]:
    return [
        (node["code"], [child["code"] for child in node.get("children", [])])
        for node in read(scheme).document["criteria"]
    ]


def test_an_empty_tree_offers_the_first_step(client: CheckedClient, year: Year) -> None:
    scheme = draft_scheme(bloc_year=year.key, name="Bảng mới", actor=year.drafter, at=SENT)

    page = client.get(at("scheme", scheme))

    assert "Hãy thêm một mục, hoặc nhập từ tệp" in words(page)
    assert at("import", scheme) in page.content.decode()


def test_the_tree_counts_what_is_open_and_links_to_where_it_is_mended(
    client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)

    page = client.get(at("scheme", scheme))

    assert "1 điều cần xem" in words(page)
    assert f'href="{at("node", scheme, "A.2")}#leaf"' in page.content.decode()
    assert "A.2. Vách:" in words(page)


def test_a_doubt_that_is_kept_is_not_counted_but_its_reason_is_read(
    client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)
    keep_doubts(year, scheme)

    page = words(client.get(at("scheme", scheme)))

    assert "điều cần xem" not in page
    assert "Đã giữ: Đã bàn, giữ như vậy" in page


def test_an_error_leads_to_its_place(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    edit = ReviseNode("A.1", {"code": "A.1", "max": "9", "kind": "direct"})
    revise_draft(
        scheme=scheme,
        edit=edit,
        revision=1,
        place_seen=marks(scheme, edit)["seen"],
        actor=year.drafter,
        at=SENT,
    )

    page = words(client.get(at("scheme", scheme)))

    assert "1 lỗi, 1 điều cần xem" in page
    assert "16 vượt tối đa 12" in page.replace("là 16,", "16")


def test_whoever_only_reads_is_told_why_nothing_can_be_changed(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    client.force_login(year.officer)

    page = client.get(at("scheme", scheme))

    assert "Chỉ đơn vị Khối trưởng của năm được soạn và chốt bảng tiêu chí." in words(page)
    assert at("add", scheme) not in page.content.decode()


def test_a_changed_maximum_shows_what_it_was(client: CheckedClient, year: Year) -> None:
    old = make_frozen(year)
    scheme = draft_scheme(
        bloc_year=year.key, name="Bản 2", based_on=old, change_reason="Đổi", actor=year.drafter, at=SENT
    )
    edit = ReviseNode("A.1", {"code": "A.1", "max": "4", "kind": "direct"})
    revise_draft(
        scheme=scheme,
        edit=edit,
        revision=1,
        place_seen=marks(scheme, edit)["seen"],
        actor=year.drafter,
        at=SENT,
    )

    assert '<del class="small">5</del> <ins>4</ins>' in client.get(at("scheme", scheme)).content.decode()


# --- Adding


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?what=leaf&under=A", "A.3"),
        ("?what=leaf&under=", ""),
        ("?what=group", ""),
        ("?what=leaf&under=ZZ", ""),
    ],
)
def test_a_new_leaf_is_offered_the_next_code(
    query: str, code: str, client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)

    assert value_of(client.get(at("add", scheme) + query), "code") == code


@pytest.mark.parametrize(("query", "code"), [("?what=group", "I"), ("?what=leaf", "1")])
def test_the_first_of_a_tree_is_offered_a_code(
    query: str, code: str, client: CheckedClient, year: Year
) -> None:
    scheme = draft_scheme(bloc_year=year.key, name="x", actor=year.drafter, at=SENT)

    assert value_of(client.get(at("add", scheme) + query), "code") == code


def test_a_leaf_is_added_under_its_section(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    typed = {
        "what": "leaf",
        "under": "B",
        "code": "B.3",
        "max": "1,5",
        "kind": "direct",
        "evidence": "Báo cáo",
    }

    answer = client.post(at("add", scheme), typed)

    assert answer.headers["Location"] == f"{at('node', scheme, 'B.3')}#leaf"
    assert tree(scheme) == [("A", ["A.1", "A.2"]), ("B", ["B.1", "B.2", "B.3"])]
    assert read(scheme).notes["B.3"].evidence == ("Báo cáo",)


def test_a_section_is_added_and_another_one_offered(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)

    answer = client.post(
        at("add", scheme),
        {"what": "group", "under": "", "code": "C", "name": "Mục C", "max": "0", "more": "1"},
    )

    assert answer.headers["Location"] == f"{at('add', scheme)}?what=group&under="
    assert tree(scheme)[-1] == ("C", [])


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"code": "", "max": "1"}, "id_code"),
        ({"code": "A.1", "max": "1"}, "id_code"),
        ({"code": "N", "max": "x"}, "id_max"),
        ({"code": "N", "max": "1", "appraiser_code": "KHONGCO"}, "id_appraiser_code"),
    ],
    ids=str,
)
def test_what_cannot_be_added_is_told_at_its_box(
    typed: dict[str, str], box: str, client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)

    answer = client.post(
        at("add", scheme), {"what": "leaf", "under": "A", "kind": "direct", "name": "Dở", **typed}
    )

    assert answer.status_code == 422
    assert f'href="#{box}"' in answer.content.decode()
    assert value_of(answer, "name") == "Dở"
    assert read(scheme).card.revision == 1


@pytest.mark.parametrize("press", [{"add": "band"}, {"mend": "0|x > 5"}, {"try": "1", "try-x": "3"}], ids=str)
def test_a_new_leafs_row_buttons_save_nothing(
    press: dict[str, str], client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)
    typed = {"what": "leaf", "under": "A", "code": "N", "max": "3", "kind": "step"}
    band = {"band-0-low": "1", "band-0-low_sign": "le", "band-0-points": "3"}

    answer = client.post(at("add", scheme), {**typed, **band, **press})

    assert answer.status_code == 200
    assert value_of(answer, "code") == "N"
    assert read(scheme).card.revision == 1


# --- Removing


def test_what_goes_with_a_section_is_shown_before_it_goes(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)

    asked = words(client.get(at("remove", scheme, "B")))
    answer = client.post(at("remove", scheme, "B"), marks(scheme, RemoveNode("B")))

    assert "B.1 Xếp loại" in asked
    assert "Mã này cũng được bỏ khỏi: Chỉ tính một lần." in asked
    assert answer.status_code == 302
    assert tree(scheme) == [("A", ["A.1", "A.2"])]


def test_what_changed_meanwhile_is_not_removed_unseen(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    asked = marks(scheme, RemoveNode("B"))
    edit = AddNode("B", {"code": "B.3", "max": "1", "kind": "direct"})
    revise_draft(
        scheme=scheme, edit=edit, revision=1, place_seen=marks(scheme, edit)["seen"], actor=year.head, at=SENT
    )

    answer = client.post(at("remove", scheme, "B"), asked)

    assert answer.status_code == 409
    assert "B.3" in words(answer)
    assert tree(scheme)[1] == ("B", ["B.1", "B.2", "B.3"])


# --- Ordering


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"code": "A", "move": "down"}, [("B", ["B.1", "B.2"]), ("A", ["A.1", "A.2"])]),
        ({"code": "B.2", "move": "up"}, [("A", ["A.1", "A.2"]), ("B", ["B.2", "B.1"])]),
        ({"code": "A.1", "move": "up"}, [("A", ["A.1", "A.2"]), ("B", ["B.1", "B.2"])]),
        ({"code": "A.1", "under": "B"}, [("A", ["A.2"]), ("B", ["B.1", "B.2", "A.1"])]),
        ({"code": "A.1", "under": ""}, [("A", ["A.2"]), ("B", ["B.1", "B.2"]), ("A.1", [])]),
    ],
    ids=str,
)
def test_a_node_moves_where_it_was_sent(
    typed: dict[str, str], expected: list[Any], client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)

    answer = client.post(at("order", scheme), {**typed, "revision": "1"})

    assert answer.status_code == 302
    assert tree(scheme) == expected


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"code": "ZZ", "move": "up", "revision": "1"}, 422),
        ({"code": "A.1", "under": "A", "revision": "1"}, 422),
        ({"code": "A", "under": "A", "revision": "1"}, 422),
        ({"code": "A.1", "move": "down", "revision": "0"}, 409),
        ({"code": "A.1", "move": "down", "revision": "x"}, 409),
    ],
    ids=str,
)
def test_a_move_that_cannot_be_is_told(
    typed: dict[str, str], status: int, client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)

    answer = client.post(at("order", scheme), typed)

    assert answer.status_code == status
    assert tree(scheme) == [("A", ["A.1", "A.2"]), ("B", ["B.1", "B.2"])]


# --- Keeping a doubt


def test_a_doubt_is_kept_with_its_reason(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    key = open_findings(read(scheme))[0].key

    page = client.get(at("keep", scheme), {"key": key})
    answer = client.post(at("keep", scheme), {"key": key, "text": "Hội nghị trù bị đã bàn"})

    assert "Quanh x = 70" in words(page).replace("Vách: quanh", "Quanh")
    assert answer.headers["Location"] == f"{at('node', scheme, 'A.2')}#leaf"
    kept = read(scheme).remark(RemarkKind.DOUBT_KEPT, key)
    assert kept is not None
    assert kept.text == "Hội nghị trù bị đã bàn"


def test_a_doubt_is_not_kept_without_words(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    key = open_findings(read(scheme))[0].key

    answer = client.post(at("keep", scheme), {"key": key, "text": " "})

    assert answer.status_code == 422
    assert read(scheme).remarks == {}


def test_a_doubt_of_the_whole_table_leads_back_to_the_tree(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    document = {**read(scheme).document, "ranking": {}}
    client.post(
        at("settings", scheme),
        {
            **marks(scheme, ReviseNode("A", {})),
            "name": document["name"],
            "decimals": "2",
            "mode": "half_up",
            "not_applicable": "rescale",
            "content_max": "20",
        },
    )
    key = next(one.key for one in open_findings(read(scheme)) if not one.code)

    answer = client.post(at("keep", scheme), {"key": key, "text": "Giữ"})

    assert answer.headers["Location"] == at("scheme", scheme)


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_seen_any_more_need_not_be_kept(method: str, client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)

    answer = getattr(client, method)(at("keep", scheme), {"key": "gap:A.2:x", "text": "x"})

    assert "Điều này không còn nữa" in words(answer)
    assert read(scheme).remarks == {}
