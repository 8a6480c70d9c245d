"""What can be wrong with a number or a file: (Vietnamese, English) by code."""

from typing import Final

DOCUMENTS: Final[dict[str, tuple[str, str]]] = {
    "number_ambiguous": (
        "“{text}” có thể là hai số khác nhau một nghìn lần; hãy viết không có dấu phân cách hàng nghìn, hoặc thêm phần thập phân (1234 hay 1,2340)",
        "“{text}” may be either of two numbers a thousand times apart; write it without a thousands separator, or with more decimals (1234 or 1.2340)",
    ),
    "number_bad_groups": (
        "“{text}”: các nhóm hàng nghìn phải có đúng ba chữ số",
        "“{text}”: groups of thousands must have exactly three digits",
    ),
    "number_mixed_marks": (
        "“{text}”: không rõ dấu nào là dấu thập phân",
        "“{text}”: it is not clear which mark is the decimal mark",
    ),
    "number_decimal_comma": (
        "“{text}” dùng dấu phẩy; trong tệp, dấu thập phân là dấu chấm (viết 7.5, không viết 7,5)",
        "“{text}” has a comma; in files the decimal mark is the point (write 7.5, not 7,5)",
    ),
    "number_empty": ("chưa có số", "there is no number"),
    "number_is_truth_value": ("“{text}” không phải là số", "“{text}” is not a number"),
    "number_not_finite": ("“{text}” không phải là số hữu hạn", "“{text}” is not a finite number"),
    "number_not_one": ("“{text}” không phải là số", "“{text}” is not a number"),
    "number_too_long": (
        "“{text}” dài quá mức (tối đa 18 chữ số trước và 20 chữ số sau dấu thập phân)",
        "“{text}” is too long (at most 18 digits before and 20 after the decimal mark)",
    ),
}
