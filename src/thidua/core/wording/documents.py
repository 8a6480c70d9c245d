"""What can be wrong with a number or a file: (Vietnamese, English) by code."""

from typing import Final

DOCUMENTS: Final[dict[str, tuple[str, str]]] = {
    # Numbers
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
    "number_is_truth_value": (
        "cần một số, đang là đúng hoặc sai",
        "a number is needed, this is true or false",
    ),
    "number_not_finite": ("“{text}” không phải là số hữu hạn", "“{text}” is not a finite number"),
    "number_not_scalar": (
        "cần một số, đang là danh sách hoặc nhóm khóa",
        "a number is needed, this is a list or a mapping",
    ),
    "number_not_one": ("“{text}” không phải là số", "“{text}” is not a number"),
    "number_too_long": (
        "“{text}” dài quá mức (tối đa 18 chữ số trước và 20 chữ số sau dấu thập phân)",
        "“{text}” is too long (at most 18 digits before and 20 after the decimal mark)",
    ),
    "number_negative": ("{number} không được nhỏ hơn 0", "{number} must not be below 0"),
    "number_above_zero": ("{number} không được lớn hơn 0", "{number} must not be above 0"),
    "number_not_positive": ("{number} phải lớn hơn 0", "{number} must be above 0"),
    "number_not_whole": ("{number} phải là số nguyên", "{number} must be a whole number"),
    "number_outside": (
        "{number} phải nằm từ {low} đến {high}",
        "{number} must lie between {low} and {high}",
    ),
    # Files
    "file_missing": ("không có tệp này", "there is no such file"),
    "file_is_directory": ("đây là thư mục, cần một tệp", "this is a directory, a file is needed"),
    "file_unreadable": ("không đọc được tệp: {reason}", "the file cannot be read: {reason}"),
    "file_ending_unknown": (
        "tên tệp phải kết thúc bằng .yaml, .yml hoặc .json",
        "the file name must end in .yaml, .yml or .json",
    ),
    "file_too_big": (
        "tệp lớn hơn {limit} MB, không đọc",
        "the file is larger than {limit} MB and is not read",
    ),
    "file_empty": ("tệp trống", "the file is empty"),
    "file_not_utf8": (
        "tệp không phải mã UTF-8; hãy lưu lại dưới dạng UTF-8",
        "the file is not UTF-8; save it as UTF-8",
    ),
    "text_not_unicode": (
        "có ký tự không hợp lệ trong Unicode",
        "there is a character that is not valid Unicode",
    ),
    "text_control": ("có ký tự điều khiển", "there is a control character"),
    "yaml_broken": ("không đọc được YAML: {reason}", "the YAML cannot be read: {reason}"),
    "yaml_several": (
        "tệp có nhiều tài liệu YAML, chỉ nhận một",
        "the file holds several YAML documents, only one is accepted",
    ),
    "yaml_merge": (
        "không nhận khóa gộp “<<”; hãy viết đủ các khóa",
        "the merge key “<<” is not accepted; write the keys out",
    ),
    "yaml_tag": ("không nhận thẻ YAML “{tag}”", "the YAML tag “{tag}” is not accepted"),
    "yaml_alias_unknown": ("chưa có neo “{name}”", "there is no anchor “{name}”"),
    "yaml_key_not_text": ("khóa phải là chữ hoặc số", "a key must be a text or a number"),
    "json_broken": ("không đọc được JSON: {reason}", "the JSON cannot be read: {reason}"),
    "document_too_deep": (
        "các mức lồng nhau quá {limit} lớp",
        "values are nested more than {limit} levels deep",
    ),
    "document_too_big": (
        "có hơn {limit} giá trị sau khi mở các bí danh",
        "there are more than {limit} values once aliases are expanded",
    ),
    "key_twice": ("khóa “{key}” viết hai lần", "the key “{key}” is written twice"),
    # Shapes
    "format_unknown": ("phải là {expected}", "must be {expected}"),
    "not_a_mapping": ("cần một nhóm khóa và giá trị", "a mapping of keys to values is needed"),
    "not_a_list": ("cần một danh sách", "a list is needed"),
    "not_a_text": ("cần chữ", "a text is needed"),
    "not_a_truth_value": ("cần true hoặc false", "true or false is needed"),
    "not_a_day": ("“{text}” phải là ngày dạng 2023-07-21", "“{text}” must be a day such as 2023-07-21"),
    "day_not_in_calendar": ("không có ngày {text}", "there is no day {text}"),
    "list_empty": ("danh sách còn trống", "the list is empty"),
    "list_too_long": ("nhiều hơn {limit} mục", "there are more than {limit} items"),
    "cells_too_many": (
        "{units} đơn vị nhân {leaves} chỉ tiêu vượt quá {limit} ô",
        "{units} units times {leaves} leaves are more than {limit} cells",
    ),
    "text_too_long": ("dài hơn {limit} ký tự", "longer than {limit} characters"),
    "key_missing": ("thiếu khóa “{key}”", "the key “{key}” is missing"),
    "key_unknown": (
        "không có khóa “{key}” ở đây; các khóa dùng được: {allowed}",
        "there is no key “{key}” here; the keys are: {allowed}",
    ),
    "key_unknown_near": (
        "không có khóa “{key}” ở đây; có phải là “{near}”?",
        "there is no key “{key}” here; did you mean “{near}”?",
    ),
    "keys_both": (
        "“{first}” và “{second}” không đi cùng nhau",
        "“{first}” and “{second}” do not go together",
    ),
    "value_empty": ("chưa có giá trị", "there is no value"),
    "value_empty_entry": (
        "còn trống; hãy bỏ hẳn nếu chưa nộp, hoặc ghi trạng thái (state: not_applicable, pending)",
        "is empty; leave it out if nothing was submitted, or write a state (state: not_applicable, pending)",
    ),
    "value_missing": ("chưa có giá trị: cần {keys}", "there is no value: {keys} is needed"),
    "choice_unknown": (
        "“{text}” không dùng được ở đây; hãy chọn trong: {choices}",
        "“{text}” cannot be used here; choose from: {choices}",
    ),
    "code_unusable": (
        "mã “{text}” không dùng được: cần một dòng chữ ngắn, không quá {limit} ký tự, không có khoảng trắng ở hai đầu hay ký tự ẩn",
        "the code “{text}” cannot be used: a short text on one line is needed, at most {limit} characters, without blanks at its ends or characters that do not show",
    ),
    "code_unknown": ("không có mã “{code}”", "there is no code “{code}”"),
    "code_twice": ("mã “{code}” đã có ở {where}", "the code “{code}” is already used in {where}"),
    "code_reserved": (
        "“{code}” là từ dành riêng, hãy đặt mã khác",
        "“{code}” is a reserved word, choose another code",
    ),
}
