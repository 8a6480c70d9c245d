"""A table of criteria as an Excel workbook that people fill in: written, and read back with every cell's address."""

from thidua.criteria.workbook.reading import WorkbookRead, read_scheme_workbook
from thidua.criteria.workbook.writing import write_scheme_workbook

__all__ = ["WorkbookRead", "read_scheme_workbook", "write_scheme_workbook"]
