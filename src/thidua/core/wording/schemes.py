"""What can be wrong with a scheme or with results: (Vietnamese, English) by code."""

from typing import Final

SCHEMES: Final[dict[str, tuple[str, str]]] = {
    # The tree
    "kind_missing": (
        "“{code}” cần cách tính (kind), hoặc các mục con (children)",
        "“{code}” needs a kind, or children",
    ),
    "kind_on_group": (
        "“{code}” có mục con thì không có cách tính (kind), và ngược lại",
        "“{code}” may have children or a kind, not both",
    ),
    "tree_too_deep": ("cây sâu hơn {limit} cấp", "the tree is more than {limit} levels deep"),
    "move_into_itself": (
        "không chuyển được “{code}” vào bên trong chính nó",
        "“{code}” cannot be moved into itself",
    ),
    "sum_above_max": (
        "tổng điểm tối đa của các mục con trong “{code}” là {sum}, vượt tối đa {max}; hãy sửa điểm hoặc thêm trần (cap)",
        "the children of “{code}” sum to {sum}, above its maximum of {max}; correct the points or add a cap",
    ),
    "sum_not_content_max": (
        "các mục cộng lại được {sum}, không bằng {content_max}",
        "the tree sums to {sum}, not to {content_max}",
    ),
    "points_outside": ("{points} phải nằm từ 0 đến {max}", "{points} must lie between 0 and {max}"),
    "points_above": (
        "{points} không được lớn hơn {max}: đây là bảng trừ điểm",
        "{points} must not be above {max}: these are points taken off",
    ),
    "cap_outside": ("trần {cap} phải nằm từ 0 đến {max}", "the cap {cap} must lie between 0 and {max}"),
    "floor_above_max": (
        "mức sàn {floor} cao hơn điểm tối đa {max}",
        "the floor {floor} is above the maximum {max}",
    ),
    "share_outside": ("{share} phải nằm từ 0 đến 1", "{share} must lie between 0 and 1"),
    "targets_limits_crossed": (
        "số chỉ tiêu ít nhất ({least}) lớn hơn số nhiều nhất ({most})",
        "the least number of targets ({least}) is above the most ({most})",
    ),
    # Band expressions
    "band_not_text": (
        "điều kiện của bậc phải là một so sánh viết trong ngoặc kép, như “95 <= {variable} < 100”",
        "the condition of a band must be a comparison in quotes, such as “95 <= {variable} < 100”",
    ),
    "band_too_long": ("điều kiện dài hơn {limit} ký tự", "the condition is longer than {limit} characters"),
    "band_not_comparison": (
        "“{text}” không phải là so sánh dạng “{variable} >= 90” hay “80 <= {variable} < 90”",
        "“{text}” is not a comparison such as “{variable} >= 90” or “80 <= {variable} < 90”",
    ),
    "band_one_variable": (
        "“{text}” phải so sánh đúng một biến {variable} với các số",
        "“{text}” must compare the one variable {variable} with numbers",
    ),
    "band_wrong_variable": (
        "“{text}” dùng biến {found}; ở đây biến là {variable}",
        "“{text}” uses the variable {found}; here the variable is {variable}",
    ),
    "band_sign_unknown": (
        "“{text}”: không dùng được dấu “{sign}”; chỉ có số, một biến và < <= > >= ==",
        "“{text}”: the sign “{sign}” cannot be used; only numbers, one variable and < <= > >= ==",
    ),
    # The lists around the tree
    "tie_code_unknown": (
        "không có mục hay chỉ tiêu “{code}” để so khi bằng điểm",
        "there is no group or leaf “{code}” to compare equal totals by",
    ),
    "exclusive_too_short": ("cần ít nhất hai mã", "at least two codes are needed"),
    # Results
    "code_is_group": (
        "“{code}” là mục có mục con, điểm của nó do các chỉ tiêu bên trong cộng lại",
        "“{code}” is a group; its points are the sum of its leaves",
    ),
    "rating_unknown": (
        "không có xếp loại “{rating}”; các xếp loại: {ratings}",
        "there is no rating “{rating}”; the ratings are: {ratings}",
    ),
    "missing_is_false": (
        "chỉ ghi missing: true; nếu đã nộp thì ghi “{key}”",
        "write only missing: true; if it was filed, give “{key}”",
    ),
    "state_and_value": (
        "trạng thái {state} không đi cùng số liệu",
        "the state {state} does not go with a value",
    ),
    "events_not_weighted": (
        "chỉ tiêu này đếm số lần (count), không phân loại sự việc (events)",
        "this leaf takes a count, it has no kinds of events",
    ),
    "record_twice": ("hồ sơ “{record}” kê hai lần", "the record “{record}” is listed twice"),
    "record_counted_twice": (
        "hồ sơ “{record}” đã tính ở “{code}”, không tính lần nữa",
        "the record “{record}” is already counted under “{code}”",
    ),
    "targets_number": (
        "có {number} chỉ tiêu, cần từ {least} đến {most}",
        "there are {number} targets, {least} to {most} are needed",
    ),
    "targets_weights": (
        "trọng số cộng lại được {sum}, không bằng {max}",
        "the weights sum to {sum}, not to {max}",
    ),
    "period_reversed": (
        "kỳ kết thúc ({end}) trước khi bắt đầu ({start})",
        "the period ends ({end}) before it starts ({start})",
    ),
    "unit_unknown": ("không có đơn vị “{unit}”", "there is no unit “{unit}”"),
    "votes_key_unknown": (
        "“{key}” không phải là hạng; dùng first_place, second_place, third_place, place_4, …",
        "“{key}” is not a place; use first_place, second_place, third_place, place_4, …",
    ),
}
