"""Excel round trip «tải xuống, sửa, nhập lại»: the sheet as seen goes out, comes back, and is compared cell by cell."""

from thidua.scorecards.workbooks.comparing import DiffKind, DiffLine, compare
from thidua.scorecards.workbooks.reading import CellFault, ReadCell, Reading, read_stage_workbook
from thidua.scorecards.workbooks.writing import Wording, write_workbook

__all__ = [
    "CellFault",
    "DiffKind",
    "DiffLine",
    "ReadCell",
    "Reading",
    "Wording",
    "compare",
    "read_stage_workbook",
    "write_workbook",
]
