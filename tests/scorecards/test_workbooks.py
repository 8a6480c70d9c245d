"""The Excel round trip: what goes out comes back the same; what was edited is shown cell by cell; bad cells are named."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import xlsxwriter

from tests.factories.scorecards import CROSS_DAY, FULL, SELF_DAY, World, close, make_scored_world, self_score
from thidua.foundation.refusals import Problem
from thidua.foundation.sheets import SheetGrid, read_workbook
from thidua.scorecards.actions import MarkInput, enter_marks
from thidua.scorecards.permissions import part_of, sees_marks
from thidua.scorecards.queries import everything, matrix
from thidua.scorecards.states import Stage
from thidua.scorecards.workbooks import DiffKind, compare, read_stage_workbook, write_workbook
from thidua.web.scorecards.intake import workbook_wording

pytestmark = pytest.mark.django_db
TAKEN = SELF_DAY + timedelta(hours=1)


def out(world: World, stage: Stage = Stage.SELF, *, actor=None, at=TAKEN) -> bytes:
    """The workbook as a person gets it."""
    frame = world.frame
    sees: Callable[[str, Stage], bool] = everything
    if actor is not None:
        part = part_of(actor, frame, on=at.date())
        sees = lambda unit, column: sees_marks(part, frame, unit, column)  # noqa: E731 -- a short rule for one call
    return write_workbook(frame, matrix(frame, sees=sees), stage, workbook_wording(frame), at=at)


def grid_of(content: bytes) -> SheetGrid:
    """Its worksheet of inputs."""
    return read_workbook(content, name="bang-diem.xlsx")[1]


def edited(content: bytes, changes: dict[str, object]) -> bytes:
    """The same workbook with some cells changed, as a spreadsheet would save it."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    )
    for grid in read_workbook(content, name="bang-diem.xlsx"):
        sheet = book.add_worksheet(grid.name)
        for row, line in enumerate(grid.rows):
            for column, cell in enumerate(line):
                value = (
                    changes.get(cell.address, cell.value)
                    if grid.rows[2][0].text == "thidua-sheet/1"
                    else cell.value
                )
                if value is not None:
                    sheet.write(
                        row,
                        column,
                        float(str(value))
                        if not isinstance(value, str | bool | int) and hasattr(value, "as_tuple")
                        else value,
                    )
    book.close()
    return stream.getvalue()


def lines(world: World, content: bytes, actor, *, on=SELF_DAY):
    """What the file would change, by address."""
    frame = world.frame
    reading = read_stage_workbook(content, name="bang-diem.xlsx", frame=frame)
    found = {line.address: line for line in compare(frame, reading, part_of(actor, frame, on=on.date()))}
    return reading, found


def address_of(content: bytes, unit: str, leaf: str, column: int = 0) -> str:
    """The address of a unit's input (0), points (1) or reason (2) for a leaf."""
    grid = grid_of(content)
    place = next(index for index, cell in enumerate(grid.rows[3]) if cell.text == unit) + column
    return next(line[place].address for line in grid.rows if line[0].text == leaf)


@pytest.fixture
def world() -> World:
    made = make_scored_world("TA", "VKS", "CA")
    self_score(made)
    return made


def test_what_goes_out_comes_back_the_same(world, language):
    content = out(world)

    reading, found = lines(world, content, world.standing)

    assert (reading.stage, reading.taken_at, reading.faults) == (Stage.SELF, TAKEN, ())
    assert len(found) == 12
    assert {line.kind for line in found.values()} == {DiffKind.SAME}


def test_an_edited_cell_is_shown_with_both_inputs_and_nothing_is_kept(world):
    content = out(world)
    address = address_of(content, "CA", "A.1")

    _, found = lines(world, edited(content, {address: "4,5"}), world.officers["CA"])

    line = found[address]
    assert (line.kind, line.was, line.entry, line.revision) == (
        DiffKind.CHANGED,
        {"points": "5"},
        {"points": "4.5"},
        1,
    )
    assert world.frame.mark("CA", "A.1", Stage.SELF).entry == {"points": "5"}


@pytest.mark.parametrize("typed", ["4,25", "4.25", 4.25, "4,2500"])
def test_comma_point_and_number_mean_the_same(world, typed):
    content = out(world)
    address = address_of(content, "CA", "A.1")

    _, found = lines(world, edited(content, {address: typed}), world.officers["CA"])

    assert found[address].entry == {"points": "4.25"}


def test_a_new_cell_and_a_state_are_read():
    world = make_scored_world("TA", "VKS")
    content = out(world)
    points, rating = address_of(content, "VKS", "A.1"), address_of(content, "VKS", "B.1")

    _, found = lines(
        world, edited(content, {points: "5", rating: "chờ: cấp trên chưa xếp loại"}), world.officers["VKS"]
    )

    assert found[points].kind is DiffKind.NEW
    assert (found[rating].entry, found[rating].awaits, found[rating].reason) == (
        {"state": "pending"},
        "superior",
        "cấp trên chưa xếp loại",
    )


def test_cells_that_cannot_be_taken_say_why_at_their_address(world):
    content = out(world)
    too_much, unknown, foreign, muddled = (
        address_of(content, "CA", "A.1"),
        address_of(content, "CA", "B.1"),
        address_of(content, "VKS", "A.1"),
        address_of(content, "CA", "B.2"),
    )

    _, found = lines(
        world,
        edited(content, {too_much: "5,5", unknown: "tuyệt vời", foreign: "4", muddled: "1.234"}),
        world.officers["CA"],
    )

    assert {
        address: found[address].kind for address in (too_much, unknown, foreign, muddled)
    } == dict.fromkeys((too_much, unknown, foreign, muddled), DiffKind.REFUSED)
    assert found[unknown].remedy is not None
    assert "Only {unit}" in found[foreign].remark.text


def test_a_changed_value_needs_a_reason_which_may_stand_in_the_file(world):
    close(world, Stage.SELF)
    content = out(world, Stage.CROSS, at=CROSS_DAY)
    lowered, same = address_of(content, "CA", "A.1"), address_of(content, "CA", "B.1")
    why = address_of(content, "CA", "A.1", 2)

    _, bare = lines(world, edited(content, {lowered: "4", same: "Tốt"}), world.head_officer, on=CROSS_DAY)
    _, told = lines(
        world, edited(content, {lowered: "4", why: "Thiếu biên bản"}), world.head_officer, on=CROSS_DAY
    )

    assert (bare[lowered].needs_reason, bare[lowered].reason, bare[same].needs_reason) == (True, "", False)
    assert told[lowered].reason == "Thiếu biên bản"


def test_a_cell_changed_meanwhile_collides_only_when_the_file_changed_it_too(world):
    content = out(world)
    mine, untouched = address_of(content, "CA", "A.1"), address_of(content, "CA", "B.2")
    enter_marks(
        sheet=world.sheet,
        stage=Stage.SELF,
        cells=[MarkInput("CA", "A.1", {"points": "3"}), MarkInput("CA", "B.2", {"count": "1"})],
        actor=world.officers["CA"],
        at=TAKEN + timedelta(hours=1),
    )

    _, found = lines(world, edited(content, {mine: "4"}), world.officers["CA"])

    assert (found[mine].kind, found[mine].revision) == (DiffKind.COLLIDES, 2)
    assert (found[untouched].kind, found[untouched].remark is not None) == (DiffKind.SAME, True)


def test_hidden_marks_do_not_leave_in_a_file(world):
    content = out(world, actor=world.officers["CA"])
    grid = grid_of(content)

    seen = {cell.text for line in grid.rows[6:] for cell in line if cell.text}

    _, found = lines(world, content, world.officers["CA"])
    assert {line.unit for line in found.values()} == {"CA"}
    assert "DH-1; DH-2" in seen
    assert sum(cell.text == "DH-1; DH-2" for line in grid.rows for cell in line) == 1


def test_rows_and_columns_that_are_not_of_the_sheet_are_named(world):
    content = out(world)
    grid = grid_of(content)
    row = next(index for index, line in enumerate(grid.rows) if line[0].text == "A.2")
    second = grid.rows[row + 2][0].address

    reading, found = lines(
        world,
        edited(
            content, {grid.rows[row][0].address: "A.7", second: "A.1", "E4": "LA", "H4": "VKS", "K4": "VKS"}
        ),
        world.officers["CA"],
    )

    assert {fault.address for fault in reading.faults} == {grid.rows[row][0].address, second, "E4", "K4"}
    assert {line.unit for line in found.values()} == {"VKS"}


def test_values_a_spreadsheet_made_up_are_refused(world):
    content = out(world)
    address = address_of(content, "CA", "A.1")

    reading, found = lines(world, edited(content, {address: True}), world.officers["CA"])

    assert [fault.address for fault in reading.faults] == [address]
    assert address not in found


@pytest.mark.parametrize(
    ("address", "value", "said"),
    [
        ("B3", "mãkhác", "another score sheet"),
        ("E3", "9", "another version"),
        ("D3", "hôm qua", "Row 3"),
        ("D3", "2023-11-20", "Row 3"),
        ("C3", "cuối cùng", "Row 3"),
        ("A3", "", "no worksheet"),
    ],
)
def test_a_file_that_is_not_of_this_sheet_is_refused_with_the_remedy(world, address, value, said):
    content = edited(out(world), {address: value})

    with pytest.raises(Problem, match=said) as refused:
        read_stage_workbook(content, name="bang-diem.xlsx", frame=world.frame)

    assert refused.value.remedy is not None


def test_what_is_no_workbook_or_hides_a_bomb_is_refused(world):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/bomb.xml", b"0" * (100 * 1024 * 1024))

    for content in (b"khong phai excel", stream.getvalue()):
        with pytest.raises(Problem):
            read_stage_workbook(content, name="bom.xlsx", frame=world.frame)


def test_targets_are_edited_as_results_in_their_order():
    document = {
        "format": "thidua-scheme/1",
        "name": "Thử",
        "rounding": {"decimals": 2},
        "not_applicable": "rescale",
        "total": {"content_max": 5},
        "criteria": [{"code": "A", "name": "Chỉ tiêu", "max": 5, "kind": "unit_targets"}],
    }
    world = make_scored_world("TA", "VKS", document=document)
    targets = [
        {"name": "Một", "weight": "3", "target": "10", "actual": "9", "direction": "higher"},
        {"name": "Hai", "weight": "2", "target": "5", "actual": "6", "direction": "lower"},
    ]
    enter_marks(
        sheet=world.sheet,
        stage=Stage.SELF,
        cells=[MarkInput("VKS", "A", {"targets": targets})],
        actor=world.officers["VKS"],
        at=SELF_DAY,
    )
    content = out(world)
    address = address_of(content, "VKS", "A")

    _, found = lines(world, edited(content, {address: "10; 5"}), world.officers["VKS"])

    assert [target["actual"] for target in found[address].entry["targets"]] == ["10", "5"]
    assert [target["name"] for target in found[address].entry["targets"]] == ["Một", "Hai"]


def test_the_first_worksheet_shows_the_sheet_as_seen(world):
    close(world, Stage.SELF)
    seen = read_workbook(out(world), name="bang-diem.xlsx")[0]

    (row,) = [line for line in seen.rows if line[0].text == "A.1"]

    assert [cell.text for cell in row[3:6]] == ["5", "chưa có", "chưa có"]
    assert len(FULL) == 4
