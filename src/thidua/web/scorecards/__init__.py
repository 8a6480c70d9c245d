"""Screens of scoring «chấm điểm, xếp hạng»: the sheet, one unit, one cell, ranks and results."""
