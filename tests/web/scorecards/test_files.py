"""Files out and in: the Excel round trip with a preview of every cell, and documents anyone can score again."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.scorecards import CROSS_DAY, SELF_DAY, World, marks
from tests.web.scorecards.sheets import at, in_name_of, make_room, words
from thidua.cli import main
from thidua.foundation.sheets import SheetGrid, read_workbook
from thidua.scorecards.actions import enter_marks
from thidua.scorecards.models import Mark
from thidua.scorecards.states import Stage

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(world: World, client: Any, stage: Stage = Stage.SELF) -> bytes:
    """The workbook as this person gets it."""
    answer = client.get(at(world, "workbook", stage))
    assert (answer.status_code, answer["Content-Type"]) == (200, XLSX)
    content: bytes = answer.content
    return content


def inputs(content: bytes) -> SheetGrid:
    """Its worksheet of inputs."""
    return read_workbook(content, name="bang-diem.xlsx")[1]


def place(content: bytes, unit: str, leaf: str, column: int = 0) -> str:
    """The address of a unit's input (0) or reason (2) for a criterion."""
    grid = inputs(content)
    at_column = next(index for index, cell in enumerate(grid.rows[3]) if cell.text == unit) + column
    return next(line[at_column].address for line in grid.rows if line[0].text == leaf)


def edited(content: bytes, changes: dict[str, object]) -> bytes:
    """The same workbook with some cells of its inputs changed, as a spreadsheet would save it."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(stream, options) as book:
        for number, grid in enumerate(read_workbook(content, name="bang-diem.xlsx")):
            sheet = book.add_worksheet(grid.name)
            for row, line in enumerate(grid.rows):
                for column, cell in enumerate(line):
                    value = changes.get(cell.address, cell.value) if number == 1 else cell.value
                    if isinstance(value, str):
                        sheet.write_string(row, column, value)
                    elif value is not None:
                        sheet.write_number(row, column, float(str(value)))
    return stream.getvalue()


def upload(world: World, client: Any, content: bytes, name: str = "bang-diem.xlsx") -> Any:
    """Send a file back."""
    return client.post(at(world, "import"), {"file": SimpleUploadedFile(name, content, XLSX)})


def sealed(html: str) -> str:
    """The signed lines of a preview."""
    found = re.search(r'name="lines" value="([^"]*)"', html)
    assert found is not None
    return found[1]


def lines_of(html: str) -> dict[str, str]:
    """What the preview says of each address."""
    rows = re.findall(r'<tr id="cell-([A-Z0-9]+)">(.*?)</tr>', html, re.DOTALL)
    return {address: words(row) for address, row in rows}


def test_a_workbook_goes_out_is_edited_compared_confirmed_and_only_then_kept(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])
    content = download(world, client)
    first, second = place(content, "CA", "A.1"), place(content, "CA", "B.1")

    seen = upload(
        world, client, edited(content, {first: "4,25", second: {"vi": "Khá", "en": "Fair"}[language]})
    )
    before = world.frame.mark("CA", "A.1", Stage.SELF)
    kept = client.post(at(world, "confirm"), {"lines": sealed(seen.text), f"take_{first}": "on"}, follow=True)

    lines = lines_of(seen.text)
    assert set(lines) == {first, second}
    assert {"vi": "5 4,25", "en": "5 4.25"}[language] in lines[first]
    assert {"vi": "Chưa có gì được lưu", "en": "Nothing was saved yet."}[language] in words(seen.text)
    assert before is not None
    assert before.entry == {"points": "5"}
    assert {"vi": "Đã nhập 1 ô", "en": "1 cell was taken in."}[language] in words(kept.text)
    found = {leaf: world.frame.mark("CA", leaf, Stage.SELF) for leaf in ("A.1", "B.1")}
    assert {leaf: mark.entry for leaf, mark in found.items() if mark} == {
        "A.1": {"points": "4.25"},
        "B.1": {"rating": "good"},
    }


def test_a_workbook_sent_back_untouched_changes_nothing(client, stand_at, language):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])

    seen = upload(world, client, download(world, client))

    assert lines_of(seen.text) == {}
    assert {"vi": "Tệp không thay đổi gì", "en": "The file changes nothing"}[language] in words(seen.text)


def test_changes_against_the_stage_before_need_their_reason_before_they_are_kept(client, stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    client.force_login(world.head_officer)
    content = download(world, client, Stage.CROSS)
    one, two, reason = (
        place(content, "CA", "A.1"),
        place(content, "VKS", "A.1"),
        place(content, "VKS", "A.1", 2),
    )
    seen = upload(world, client, edited(content, {one: "3", two: "2", reason: "Thiếu hồ sơ"}))
    send = {"lines": sealed(seen.text), f"take_{one}": "on", f"take_{two}": "on"}

    asked = client.post(at(world, "confirm"), {**send, f"reason_{two}": "Thiếu hồ sơ"})
    none_kept = Mark.objects.filter(stage=Stage.CROSS).count()
    kept = client.post(at(world, "confirm"), {**send, f"reason_{one}": "Thiếu biên bản"})

    assert asked.status_code == 422
    assert f"{one}: ghi lý do giảm hoặc tăng." in words(asked.text)
    assert f'href="#reason_{one}"' in asked.text
    assert 'value="Thiếu hồ sơ"' in asked.text
    assert none_kept == 0
    assert kept.status_code == 302
    assert sorted(Mark.objects.filter(stage=Stage.CROSS).values_list("reason", flat=True)) == [
        "Thiếu biên bản",
        "Thiếu hồ sơ",
    ]


def test_one_reason_may_stand_for_every_changed_cell_without_its_own(client, stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    client.force_login(world.head_officer)
    content = download(world, client, Stage.CROSS)
    cells = [place(content, unit, "A.1") for unit in ("CA", "VKS")]
    seen = upload(world, client, edited(content, dict.fromkeys(cells, "3")))

    takes = {f"take_{cell}": "on" for cell in cells}
    client.post(at(world, "confirm"), {"lines": sealed(seen.text), **takes, "reason_all": "Theo biên bản"})

    assert (
        list(Mark.objects.filter(stage=Stage.CROSS).values_list("reason", flat=True)) == ["Theo biên bản"] * 2
    )


def test_a_cell_changed_meanwhile_is_shown_as_two_versions_and_is_not_taken_by_itself(client, stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])
    content = download(world, client)
    first = place(content, "CA", "A.1")
    stand_at(SELF_DAY.replace(hour=18))
    client.force_login(world.officers["CA"])
    meanwhile = marks("CA", {"A.1": {"points": "3.5"}})
    later = SELF_DAY.replace(hour=17)
    enter_marks(sheet=world.sheet, stage=Stage.SELF, cells=meanwhile, actor=world.officers["CA"], at=later)

    seen = upload(world, client, edited(content, {first: "4"}))
    nothing = client.post(at(world, "confirm"), {"lines": sealed(seen.text)})
    again = marks("CA", {"A.1": {"points": "3.75"}})
    enter_marks(sheet=world.sheet, stage=Stage.SELF, cells=again, actor=world.officers["CA"], at=later)
    late = client.post(at(world, "confirm"), {"lines": sealed(seen.text), f"take_{first}": "on"})

    assert "Có hai bản" in lines_of(seen.text)[first]
    assert f'name="take_{first}" checked' not in seen.text
    assert (nothing.status_code, late.status_code) == (422, 409)
    mark = world.frame.mark("CA", "A.1", Stage.SELF)
    assert mark is not None
    assert mark.entry == {"points": "3.75"}


def test_bad_cells_are_named_by_address_and_the_rest_can_still_be_taken(client, stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])
    content = download(world, client)
    at_cell = {leaf: place(content, "CA", leaf) for leaf in ("A.1", "A.2", "B.1", "B.2")}

    seen = upload(
        world,
        client,
        edited(
            content,
            {at_cell["A.1"]: "abc", at_cell["A.2"]: "9", at_cell["B.1"]: "tuyệt", at_cell["B.2"]: "3"},
        ),
    )

    text = words(seen.text)
    assert seen.status_code == 200
    assert list(lines_of(seen.text)) == [at_cell["A.2"], at_cell["B.2"]]
    for address in (at_cell["A.1"], at_cell["B.1"]):
        assert address in text
    assert "“abc” không phải là số" in text


def test_a_file_tells_nothing_of_marks_that_are_hidden(client, stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])
    content = download(world, client)
    theirs = place(content, "VKS", "A.1")

    right = words(upload(world, client, edited(content, {theirs: "5"})).text)
    wrong = words(upload(world, client, edited(content, {theirs: "4"})).text)

    row = next(line for line in inputs(content).rows if line[0].text == "A.1")
    column = next(index for index, cell in enumerate(inputs(content).rows[3]) if cell.text == "VKS")
    assert row[column].text == ""
    assert right == wrong


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bang-diem.xlsx", b""),
        ("bang-diem.xlsx", b"not a workbook"),
        ("bang-diem.xlsx", b"PK\x03\x04" + b"\x00" * 400),
        ("bang-diem.exe", b"MZ\x90\x00" + b"\x00" * 400),
        ("../../etc/passwd", b"root:x:0:0"),
        ("bang-diem.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    ],
)
def test_a_hostile_file_is_refused_in_a_sentence(client, stand_at, name, content):
    stand_at(SELF_DAY)
    world = make_room()
    client.force_login(world.officers["CA"])

    answer = upload(world, client, content, name)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_another_workbook_and_another_sheets_workbook_are_refused(client, stand_at):
    stand_at(SELF_DAY)
    world, other = make_room(), make_room("X1", "X2")
    client.force_login(world.standing)
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Trang 1").write_string(0, 0, "Xin chào")

    unlike = upload(world, client, stream.getvalue())
    elsewhere = upload(world, client, download(other, client))
    without = client.post(at(world, "import"), {})

    assert "không có trang số liệu nhập của bảng điểm" in words(unlike.text)
    assert "thuộc bảng điểm khác" in words(elsewhere.text)
    assert [answer.status_code for answer in (unlike, elsewhere, without)] == [422, 422, 422]


def test_a_comparison_is_taken_in_only_by_who_saw_it_on_the_sheet_it_was_of(stand_at):
    stand_at(SELF_DAY)
    world, other = make_room(), make_room("X1", "X2")
    mine = in_name_of(world.officers["CA"])
    content = download(world, mine)
    first = place(content, "CA", "A.1")
    lines = sealed(upload(world, mine, edited(content, {first: "4"})).text)
    send = {"lines": lines, f"take_{first}": "on"}

    refused = [
        in_name_of(world.officers["VKS"]).post(at(world, "confirm"), send).status_code,
        in_name_of(world.standing).post(at(other, "confirm"), send).status_code,
        mine.post(at(world, "confirm"), {**send, "lines": f"{lines}x"}).status_code,
        mine.post(at(world, "confirm"), {}).status_code,
    ]

    assert refused == [422] * 4
    mark = world.frame.mark("CA", "A.1", Stage.SELF)
    assert mark is not None
    assert mark.entry == {"points": "5"}


def test_documents_reproduce_the_shown_points_with_the_command(stand_at, tmp_path: Path, capsys):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    client = in_name_of(world.officers["CA"])
    answers = {
        "scheme": client.get(at(world, "scheme")),
        "results": client.get(at(world, "results", "self")),
        "scorecard": client.get(at(world, "scorecard", "self")),
    }
    for name, answer in answers.items():
        (tmp_path / f"{name}.json").write_bytes(answer.content)

    code = main(
        ["score", str(tmp_path / "scheme.json"), str(tmp_path / "results.json"), "--json", "--stage", "self"]
    )

    again = json.loads(capsys.readouterr().out)
    shown = json.loads(answers["scorecard"].content)
    assert code == 0
    assert again["units"] == shown["units"]
    assert again["ranking"] == shown["ranking"]
    assert 'filename="ket-qua-bang-diem-2023-self.json"' in answers["results"]["Content-Disposition"]
