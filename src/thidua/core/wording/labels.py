"""Headings of the printed tables: (Vietnamese, English) by code."""

from typing import Final

LABELS: Final[dict[str, tuple[str, str]]] = {
    "label_stage_self": ("Giai đoạn: tự chấm", "Stage: self-scored"),
    "label_stage_appraised": ("Giai đoạn: thẩm định", "Stage: appraised"),
    "label_rank": ("Hạng", "Rank"),
    "label_unit": ("Đơn vị", "Unit"),
    "label_content": ("Nội dung", "Content"),
    "label_bonus": ("Thưởng", "Bonus"),
    "label_deduction": ("Trừ", "Deduction"),
    "label_total": ("Tổng", "Total"),
    "label_class": ("Xếp loại", "Class"),
    "label_note": ("Ghi chú", "Note"),
    "label_code": ("Mã", "Code"),
    "label_points": ("Điểm", "Points"),
    "label_why": ("Vì sao", "Why"),
    "label_incomplete": ("chưa đủ điểm", "incomplete"),
    "label_undecided": ("chưa phân định với {others}", "undecided with {others}"),
    "label_excluded": ("không xét: {blockers}", "excluded: {blockers}"),
    "label_suspended": ("tạm dừng xét: {blockers}", "suspended: {blockers}"),
    "label_award": ("Đề nghị {name}: {units}", "Proposed for {name}: {units}"),
    "label_award_none": ("Đề nghị {name}: chưa có", "Proposed for {name}: none"),
    "label_tie": ("Chưa phân định: {units}", "Undecided: {units}"),
    "label_warning": ("Cần xem: {warning}", "To check: {warning}"),
    "check_clean": (
        "Không có lỗi, không có điều gì cần xem",
        "No errors, nothing doubtful",
    ),
    "check_errors": ("{count} lỗi", "{count} {count|error|errors}"),
    "check_doubts": ("{count} điều cần xem", "{count} {count|doubt|doubts}"),
}
