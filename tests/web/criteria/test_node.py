"""The form of one criterion, without script: saved, refused with everything typed kept, mended, collided over."""

import pytest

from tests.factories.criteria import SENT, SMALL, make_draft, make_frozen, make_year, read
from tests.pages import CheckedClient
from tests.web.criteria.pages import LEAF, STEPS, at, marks, node_of, send_node, value_of, words
from thidua.criteria.actions import revise_draft
from thidua.criteria.changing import inputs_of
from thidua.criteria.edits import ReviseNode
from thidua.criteria.states import Appraiser

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client: CheckedClient) -> str:
    """A draft, and its drafter signed in."""
    year = make_year()
    client.force_login(year.drafter)
    client.speak("vi")
    return make_draft(year)


def test_saving_keeps_bands_note_and_whom_it_does_not_apply_to(client: CheckedClient, draft: str) -> None:
    typed = {
        **LEAF,
        **STEPS,
        "name": "Tên mới",
        "decimals": "1",
        "units": ["DV1", "DV3"],
        "note_measure": "%",
        "evidence": "Một\n\n Hai ",
        "appraiser": "bloc_deputy",
    }

    answer = send_node(client, draft, "A.2", typed)

    assert answer.status_code == 302
    assert node_of(draft, "A.2") == {
        "code": "A.2",
        "name": "Tên mới",
        "max": "7",
        "kind": "step",
        "measure": {"decimals": "1", "mode": "half_up"},
        "steps": [
            {"when": "x >= 90", "points": "7"},
            {"when": "70 <= x < 90", "points": "5.5"},
            {"when": "x < 70", "points": "1"},
        ],
        "not_applicable_for": ["DV1", "DV3"],
    }
    note = inputs_of(read(draft).notes)["A.2"]
    assert (note.evidence, note.measure, note.appraiser) == (("Một", "Hai"), "%", Appraiser.BLOC_DEPUTY)


@pytest.mark.parametrize(
    ("wrong", "box"),
    [
        ({"code": ""}, "id_code"),
        ({"code": "A.1"}, "id_code"),
        ({"max": ""}, "id_max"),
        ({"max": "bảy"}, "id_max"),
        ({"max": "-1"}, "id_max"),
        ({"band-0-low": "chín mươi"}, "band-0-low"),
        ({"band-0-low": "", "band-0-high": ""}, "band-0-low"),
        ({"band-1-points": "9"}, "band-1-points"),
        ({"band-1-points": "năm"}, "band-1-points"),
        ({"appraiser": "unit"}, "id_appraiser"),
        ({"appraiser_code": "KHONGCO"}, "id_appraiser_code"),
        ({"kind": "dated", "date-0-name": "31/02/2023", "date-0-figure": "1"}, "date-0-name"),
        ({"kind": "dated", "date-0-name": "", "date-0-figure": "1"}, "date-0-name"),
        ({"kind": "dated", "date-0-name": "28/02/2023", "date-0-figure": "99"}, "date-0-figure"),
        ({"kind": "external", "rating-0-name": "", "rating-0-figure": "1"}, "rating-0-name"),
        ({"kind": "external", "rating-0-name": "Tốt", "rating-0-figure": "99"}, "rating-0-figure"),
        (
            {
                "kind": "external",
                "rating-0-name": "Tốt",
                "rating-0-figure": "1",
                "rating-1-name": "Tốt",
                "rating-1-figure": "1",
            },
            "rating-1-name",
        ),
        (
            {"kind": "deduct_per_event", "per_event": "1", "event-0-name": "chậm", "event-0-figure": ""},
            "event-0-figure",
        ),
        (
            {"kind": "deduct_per_event", "per_event": "1", "event-0-name": "x", "event-0-figure": "-1"},
            "event-0-figure",
        ),
        ({"kind": "count", "per_item": ""}, "id_per_item"),
        ({"kind": "count", "per_item": "0"}, "id_per_item"),
    ],
    ids=str,
)
def test_what_cannot_be_taken_is_told_at_its_box_and_everything_typed_stays(
    wrong: dict[str, str], box: str, client: CheckedClient, draft: str
) -> None:
    before = read(draft)

    answer = send_node(client, draft, "A.2", {**LEAF, **STEPS, "name": "Gõ dở", **wrong})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{box}"' in text
    assert value_of(answer, "name") == "Gõ dở"
    assert read(draft) == before


def test_a_row_is_added_and_dropped_without_saving(client: CheckedClient, draft: str) -> None:
    before = read(draft)

    more = send_node(client, draft, "A.2", {**LEAF, **STEPS, "add": "band"})
    fewer = send_node(client, draft, "A.2", {**LEAF, **STEPS, "drop": "0"})

    assert value_of(more, "band-3-points") == ""
    assert value_of(fewer, "band-0-low") == "70"
    assert "band-2-low" not in fewer.content.decode()
    assert read(draft) == before


@pytest.mark.parametrize("prefix", ["date", "rating", "event"])
def test_rows_of_pairs_are_added_and_dropped_too(prefix: str, client: CheckedClient, draft: str) -> None:
    kind = {"date": "dated", "rating": "external", "event": "deduct_per_event"}[prefix]
    typed = {**LEAF, "kind": kind, f"{prefix}-0-name": "x", f"{prefix}-0-figure": "1"}

    more = send_node(client, draft, "A.2", {**typed, "add": prefix})
    fewer = send_node(client, draft, "A.2", {**typed, "drop": f"{prefix}-0"})

    assert value_of(more, f"{prefix}-1-figure") == ""
    assert f'id="{prefix}-0-name"' not in fewer.content.decode()


def test_another_way_of_scoring_keeps_what_was_typed_for_the_one_before(
    client: CheckedClient, draft: str
) -> None:
    answer = send_node(
        client, draft, "A.2", {**LEAF, **STEPS, "kind": "count", "per_item": "2", "refresh": "kind"}
    )
    back = {name: value_of(answer, name) for name in STEPS if f'name="{name}"' in answer.content.decode()}

    assert back == STEPS
    assert value_of(answer, "per_item") == "2"


def test_a_doubt_is_mended_by_its_button_before_saving(client: CheckedClient, draft: str) -> None:
    gap = {**STEPS, "band-1-high": "89"}

    shown = send_node(client, draft, "A.2", {**LEAF, **gap, "refresh": "kind"})
    mended = send_node(client, draft, "A.2", {**LEAF, **gap, "mend": "1|70 <= x < 90"})

    assert "Sửa bậc 2 thành 70 ≤ x < 90" in words(shown)
    assert value_of(mended, "band-1-high") == "90"
    assert "Hở" not in words(mended)


def test_a_mend_that_names_no_band_changes_nothing(client: CheckedClient, draft: str) -> None:
    answer = send_node(client, draft, "A.2", {**LEAF, **STEPS, "mend": "x|x > 1"})

    assert value_of(answer, "band-1-high") == "90"


def test_two_editors_see_both_versions_and_the_second_decides(client: CheckedClient) -> None:
    year = make_year()
    draft = make_draft(year)
    client.force_login(year.drafter)
    client.speak("vi")
    mine = {
        **marks(draft, ReviseNode("A.1", {})),
        "code": "A.1",
        "name": "Phối hợp",
        "max": "4",
        "kind": "direct",
    }
    theirs = ReviseNode("A.1", {"code": "A.1", "name": "Phối hợp", "max": "3", "kind": "direct"})
    seen_now = marks(draft, theirs)
    revise_draft(scheme=draft, edit=theirs, revision=1, place_seen=seen_now["seen"], actor=year.head, at=SENT)

    met = client.post(at("node", draft, "A.1"), mine)

    text = words(met)
    assert met.status_code == 409
    assert "Bản Trương Thị Mỹ Lệ đã lưu" in text
    assert "Tối đa: 3" in text
    assert "Tối đa: 4" in text
    assert value_of(met, "max") == "4"
    again = client.post(
        at("node", draft, "A.1"),
        {**mine, "revision": value_of(met, "revision"), "seen": value_of(met, "seen")},
    )
    assert again.status_code == 302
    assert node_of(draft, "A.1")["max"] == "4"


def test_another_unit_appraises_by_its_code(client: CheckedClient) -> None:
    year = make_year()
    draft = make_draft(year)
    client.force_login(year.drafter)

    send_node(
        client,
        draft,
        "A.1",
        {"code": "A.1", "max": "5", "kind": "direct", "appraiser_code": year.office.code},
    )

    note = inputs_of(read(draft).notes)["A.1"]
    assert (note.appraiser, note.appraiser_unit) == (Appraiser.UNIT, year.office.public_id)
    assert year.office.code.removeprefix("SO-") in words(client.get(at("node", draft, "A.1")))


def test_a_section_has_a_form_of_its_own(client: CheckedClient, draft: str) -> None:
    answer = send_node(client, draft, "A", {"code": "I", "name": "Mục một", "max": "12", "cap": "10"})

    assert answer.status_code == 302
    assert {key: value for key, value in node_of(draft, "I").items() if key != "children"} == {
        "code": "I",
        "name": "Mục một",
        "max": "12",
        "cap": "10",
    }


def test_whoever_only_reads_sees_the_rule_in_words_and_may_try_figures(client: CheckedClient) -> None:
    year = make_year()
    scheme = make_frozen(year)
    client.force_login(year.officer)
    client.speak("vi")

    page = client.get(at("node", scheme, "A.2"))
    tried = client.post(at("node", scheme, "A.2"), {"try-x": "95", "try": "1"})

    assert "70 ≤ x < 90: 5" in words(page)
    assert "Quyết định công bố chỉ số" in words(page)
    assert 'name="max"' not in page.content.decode()
    assert "7" in tried.content.decode().partition("<output>")[2]


def test_whoever_only_reads_cannot_save(client: CheckedClient) -> None:
    year = make_year()
    scheme = make_draft(year)
    client.force_login(year.officer)

    answer = send_node(client, scheme, "A.1", {"code": "A.1", "max": "1", "kind": "direct"})

    assert answer.status_code == 403
    assert (
        read(scheme).document["criteria"][0]["children"][0]["max"]
        == SMALL["criteria"][0]["children"][0]["max"].__str__()
    )


def test_the_bands_are_drawn_with_the_letters_of_their_findings(client: CheckedClient, draft: str) -> None:
    gap = {**STEPS, "band-1-high": "89"}

    text = send_node(client, draft, "A.2", {**LEAF, **gap, "refresh": "kind"}).content.decode()

    assert 'class="s-gap"' in text
    assert 'class="s-cliff"' in text
    assert text.count('class="findings__mark">A<') == 1
