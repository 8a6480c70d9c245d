"""Files out and in: what is taken away comes back the same; what a file would change is seen before it is kept."""

import json
import unicodedata
from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.criteria.acts import revise
from tests.criteria.books import book, retyped
from tests.factories.criteria import NOTES, SMALL, Year, make_draft, make_frozen, make_year, read
from tests.pages import CheckedClient
from tests.web.criteria.pages import at, value_of, words
from thidua.criteria.changing import inputs_of
from thidua.criteria.documents.shape import content_hash, normal
from thidua.criteria.edits import ReviseNode

pytestmark = pytest.mark.django_db

FORMS = ("yaml", "json", "xlsx")


@pytest.fixture
def year(client: CheckedClient) -> Year:
    """A year whose drafter is signed in and reads Vietnamese."""
    made = make_year()
    client.force_login(made.drafter)
    client.speak("vi")
    return made


def changed(**fields: Any) -> dict[str, Any]:
    """The small table, changed at the top."""
    return {**deepcopy(SMALL), **fields}


def as_yaml(document: Any) -> bytes:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()


def send(client: CheckedClient, scheme: str, content: bytes, name: str = "bang.yaml") -> Any:
    """Choose a file; its preview."""
    return client.post(at("import", scheme), {"file": SimpleUploadedFile(name, content)})


def confirm(client: CheckedClient, scheme: str, preview: Any, **other: str) -> Any:
    """Agree to a preview."""
    boxes = {name: value_of(preview, name) for name in ("sealed", "revision")}
    return client.post(at("confirm", scheme), {**boxes, **other})


@pytest.mark.parametrize("form", FORMS)
def test_what_is_taken_away_comes_back_the_same(form: str, client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)

    file = client.get(at(form, scheme))
    preview = send(client, scheme, file.content, f"bang.{form}")

    assert f"bang-tieu-chi-2023-ban-1.{form}" in file["Content-Disposition"]
    assert "Tệp không thay đổi gì" in words(preview)


def test_a_yaml_file_says_above_the_table_which_version_it_is(client: CheckedClient, year: Year) -> None:
    text = client.get(at("yaml", make_frozen(year))).content.decode()

    head = [line for line in text.splitlines() if line.startswith("#")]
    assert "2023, bản 1: Đã chốt" in head[0]
    assert any("24/02/2023" in line for line in head)
    assert normal(yaml.safe_load(text)) == normal(SMALL)


def test_an_illustrative_year_says_so_in_its_file(client: CheckedClient, year: Year) -> None:
    type(year.bloc_year).objects.filter(pk=year.bloc_year.pk).update(illustrative=True)

    text = client.get(at("yaml", make_draft(year))).content.decode()

    assert "# Dữ liệu minh họa" in text


def test_the_template_can_be_read_into_a_draft(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)

    template = client.get(at("template"))
    preview = send(client, scheme, template.content, "mau.xlsx")
    answer = confirm(client, scheme, preview)

    assert answer.status_code == 302, words(answer)
    assert [node["code"] for node in read(scheme).document["criteria"]] == ["I"]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_kept_only_after_its_changes_were_seen(
    form: str, client: CheckedClient, year: Year
) -> None:
    elsewhere = make_year("U1", "U2", "U3")
    other = make_draft(elsewhere, changed(name="Bảng mới"))
    scheme = make_draft(year)
    client.force_login(elsewhere.drafter)
    content = client.get(at(form, other)).content
    client.force_login(year.drafter)

    preview = send(client, scheme, content, f"bang.{form}")

    assert "Bảng mới" in words(preview)
    assert read(scheme).card.revision == 1
    answer = confirm(client, scheme, preview)
    assert answer.status_code == 302
    assert read(scheme).document["name"] == "Bảng mới"


def test_a_text_file_leaves_the_notes_and_a_workbook_brings_them(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    confirm(client, scheme, send(client, scheme, as_yaml(changed(name="Bảng mới"))))
    kept = inputs_of(read(scheme).notes)
    content, _address = retyped(
        client.get(at("xlsx", scheme)).content, "Quyết định công bố chỉ số", "Văn bản khác"
    )
    preview = send(client, scheme, content, "bang.xlsx")
    confirm(client, scheme, preview)

    assert kept == NOTES
    assert "Minh chứng, đơn vị đo" in words(preview)
    assert read(scheme).notes["A.2"].evidence == ("Văn bản khác",)


def test_a_long_list_of_changes_is_cut_and_counted(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    rows = [{"code": f"X{number}", "name": "Lỗi", "points": -1} for number in range(80)]

    preview = send(client, scheme, as_yaml(changed(deductions=rows)))

    assert "chỗ nữa" in words(preview)


def test_a_draft_changed_during_the_preview_is_compared_again(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    preview = send(client, scheme, as_yaml(changed(name="Bảng mới")))
    node = {"code": "A.1", "name": "Người khác vừa sửa", "max": "5", "kind": "direct"}
    revise(year, scheme, ReviseNode("A.1", node), actor=year.head)

    met = confirm(client, scheme, preview)
    again = confirm(client, scheme, met)

    assert met.status_code == 409
    assert "Người khác vừa sửa" in words(met)
    assert again.status_code == 302
    assert read(scheme).document["name"] == "Bảng mới"


def test_a_preview_belongs_to_its_draft_its_reader_and_its_day(
    client: CheckedClient, year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = make_draft(year)
    preview = send(client, scheme, as_yaml(changed(name="Bảng mới")))
    sealed = value_of(preview, "sealed")
    elsewhere = make_year("U1", "U2", "U3")
    other = make_draft(elsewhere)

    client.force_login(elsewhere.drafter)
    of_another_draft = confirm(client, other, preview)
    client.force_login(year.head)
    of_another_reader = confirm(client, scheme, preview)
    client.force_login(year.drafter)
    tampered = confirm(client, scheme, preview, sealed=f"x{sealed}")
    monkeypatch.setattr("thidua.web.criteria.views.files.HOURS", -1)
    too_old = confirm(client, scheme, preview)

    for answer in (of_another_draft, of_another_reader, tampered, too_old):
        assert answer.status_code == 422
        assert "Gửi lại tệp" in words(answer)
    assert read(scheme).card.revision == 1


def test_a_frozen_version_takes_no_file(client: CheckedClient, year: Year) -> None:
    assert send(client, make_frozen(year), as_yaml(SMALL)).status_code == 403


def bomb() -> bytes:
    """A workbook that unpacks to far more than it weighs."""
    made = BytesIO(book({"Cây tiêu chí": [["Mã"]]}))
    with ZipFile(made, "a", ZIP_DEFLATED) as archive, archive.open("xl/media/fill.bin", "w") as part:
        for _ in range(97):
            part.write(bytes(1024 * 1024))
    return made.getvalue()


def far() -> bytes:
    """A workbook whose last cell stands a million rows down."""
    rows: list[list[Any]] = [["Mã"]]
    made = BytesIO()
    with ZipFile(BytesIO(book({"Cây tiêu chí": rows}))) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for part in before.infolist():
            held = before.read(part)
            after.writestr(
                part, held.replace(b'r="A1"', b'r="A1048576"').replace(b'row r="1"', b'row r="1048576"')
            )
    return made.getvalue()


def deep(levels: int) -> dict[str, Any]:
    node: dict[str, Any] = {"code": "Z", "name": "z", "max": 20, "kind": "direct"}
    for level in range(levels):
        node = {"code": f"Z{level}", "name": "z", "max": 20, "children": [node]}
    return changed(criteria=[node], ranking={}, exclusive=[])


def leaf(**fields: Any) -> dict[str, Any]:
    """The small table whose A.2 is another."""
    document = changed()
    document["criteria"][0]["children"][1].update(fields)
    return document


BAD: dict[str, tuple[str, bytes, str]] = {
    "broken yaml": ("bang.yaml", b"name: [\n  a: b: c", "dòng 2, cột 7"),
    "broken json": ("bang.json", b'{"name": ', "dòng 1, cột 10"),
    "not a table": ("bang.yaml", b"- a\n- b\n", "toàn bộ tệp"),
    "text of no format": ("bang.yaml", b"name: x\n", "format"),
    "another format": ("bang.yaml", as_yaml(changed(format="thidua-results/1")), "format"),
    "wrong ending": ("bang.pdf", b"%PDF-1.7", "bang.pdf"),
    "no workbook": ("bang.xlsx", b"PK\x03\x04rubbish", "bang.xlsx"),
    "empty": ("bang.yaml", b"", ""),
    "not utf-8": ("bang.yaml", "name: Bảng".encode("utf-16"), ""),
    "an object of yaml": ("bang.yaml", b"!!python/object/apply:os.system ['true']", ""),
    "an alias bomb": (
        "bang.yaml",
        b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n",
        "",
    ),
    "a key twice": ("bang.yaml", as_yaml(SMALL) + b"\nname: x\n", "name"),
    "an expression that calls": (
        "bang.yaml",
        as_yaml(leaf(steps=[{"when": "__import__('os')", "points": 1}])),
        "A.2: criteria[0].children[1].steps[0].when",
    ),
    "an expression that adds": (
        "bang.json",
        json.dumps(leaf(steps=[{"when": "x + 1 > 2", "points": 1}])).encode(),
        "A.2: criteria[0].children[1].steps[0].when",
    ),
    "sums that do not fit": ("bang.yaml", as_yaml(leaf(max=9)), "A: criteria[0].max"),
    "a code twice": ("bang.yaml", as_yaml(leaf(code="A.1")), "A.1"),
    "text for a number": ("bang.yaml", as_yaml(leaf(max="bảy")), "A.2: criteria[0].children[1].max"),
    "a tree too deep": ("bang.yaml", as_yaml(deep(40)), ""),
    "a number too long": ("bang.yaml", as_yaml(leaf(max=10**30)), "A.2: criteria[0].children[1].max"),
    "a zip bomb": ("bang.xlsx", bomb(), "bang.xlsx"),
    "a million rows": ("bang.xlsx", far(), "1048576"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_taken_is_told_by_place_and_nothing_is_kept(
    case: str, client: CheckedClient, year: Year
) -> None:
    scheme = make_draft(year)
    name, content, place = BAD[case]

    answer = send(client, scheme, content, name)

    page = words(answer)
    assert answer.status_code == 422, page
    assert "Không nhận được tệp; chưa lưu gì" in page
    assert place in page
    assert "sealed" not in answer.content.decode()
    assert read(scheme).card.revision == 1


def test_a_cell_that_cannot_be_taken_is_told_by_its_address(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    content, address = retyped(client.get(at("xlsx", scheme)).content, 7, "bảy")

    answer = send(client, scheme, content, "bang.xlsx")

    assert answer.status_code == 422
    assert address in words(answer)
    assert "bảy" in words(answer)


def test_no_file_at_all_is_told(client: CheckedClient, year: Year) -> None:
    answer = client.post(at("import", make_draft(year)), {})

    assert answer.status_code == 422
    assert 'href="#id_file"' in answer.content.decode()


def test_letters_written_apart_are_kept_together(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)
    apart = unicodedata.normalize("NFD", "Bảng điểm thử")

    preview = send(client, scheme, as_yaml(changed(name=apart)))

    assert "Tệp không thay đổi gì" in words(preview)
    assert content_hash(read(scheme).document) == content_hash(normal(SMALL))
