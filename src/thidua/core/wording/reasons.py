"""Why a leaf has its points: (Vietnamese, English) by code, each one sentence with the numbers used."""

from typing import Final

REASONS: Final[dict[str, tuple[str, str]]] = {
    "why_rounded": (
        "{why} (làm tròn đến {decimals} chữ số thập phân)",
        "{why} (rounded to {decimals} {decimals|decimal|decimals})",
    ),
    # Given
    "why_achieved": ("Đạt: {points} điểm", "Achieved: {points} {points|point|points}"),
    "why_not_achieved": (
        "Không đạt: {points} trên {max} điểm",
        "Not achieved: {points} of {max} {max|point|points}",
    ),
    "why_direct": (
        "Người chấm cho {given} trên {max} điểm, được {points}",
        "The scorer gave {given} of {max} {max|point|points}: {points}",
    ),
    "why_external": (
        "Xếp loại “{rating}”: {points} trên {max} điểm",
        "Rating “{rating}”: {points} of {max} {max|point|points}",
    ),
    # Proportions
    "why_ratio": (
        "{max} × {actual} ÷ {target} = {points}: thực hiện {actual} so với chỉ tiêu {target}",
        "{max} × {actual} ÷ {target} = {points}: actual {actual} against a target of {target}",
    ),
    "why_ratio_reached": (
        "Thực hiện {actual}, đạt chỉ tiêu {target}: đủ {points} điểm",
        "Actual {actual} reaches the target of {target}: the full {points}",
    ),
    "why_ratio_lower": (
        "{max} × {target} ÷ {actual} = {points}: thực hiện {actual} so với mức không vượt {target}",
        "{max} × {target} ÷ {actual} = {points}: actual {actual} against a limit of {target}",
    ),
    "why_ratio_lower_reached": (
        "Thực hiện {actual}, không vượt mức {target}: đủ {points} điểm",
        "Actual {actual} is within the limit of {target}: the full {points}",
    ),
    "why_ratio_lower_none": (
        "Không có trường hợp nào (mức không vượt {target}): đủ {points} điểm",
        "There was none (limit {target}): the full {points}",
    ),
    "why_completion": (
        "{max} × {percent}% = {points}: hoàn thành {percent}%",
        "{max} × {percent}% = {points}: {percent}% complete",
    ),
    "why_completion_full": (
        "Hoàn thành {percent}%: đủ {points} điểm",
        "{percent}% complete: the full {points}",
    ),
    "why_banded_met": (
        "Quy mô {size} ({band}) có chỉ tiêu {target}; thực hiện {actual}, đạt: {points} trên {max} điểm",
        "Size {size} ({band}) has the target {target}; actual {actual} meets it: {points} of {max} {max|point|points}",
    ),
    "why_banded_not_met": (
        "Quy mô {size} ({band}) có chỉ tiêu {target}; thực hiện {actual}, không đạt: {points} trên {max} điểm",
        "Size {size} ({band}) has the target {target}; actual {actual} does not meet it: {points} of {max} {max|point|points}",
    ),
    "why_banded_ratio": (
        "Quy mô {size} ({band}) có chỉ tiêu {target}: {max} × {actual} ÷ {target} = {points}",
        "Size {size} ({band}) has the target {target}: {max} × {actual} ÷ {target} = {points}",
    ),
    "why_banded_ratio_lower": (
        "Quy mô {size} ({band}) có mức không vượt {target}: {max} × {target} ÷ {actual} = {points}",
        "Size {size} ({band}) has the limit {target}: {max} × {target} ÷ {actual} = {points}",
    ),
    # Bands
    "why_step": (
        "Số đo {value} thuộc bậc {band}: {points} trên {max} điểm",
        "The measure {value} falls in the band {band}: {points} of {max} {max|point|points}",
    ),
    "why_step_measured": (
        "Số đo {value}, làm tròn theo quy định thành {measured}, thuộc bậc {band}: {points} trên {max} điểm",
        "The measure {value}, rounded to {measured} as the scheme states, falls in the band {band}: {points} of {max} {max|point|points}",
    ),
    "why_deduct_step": (
        "Số đo {value} thuộc bậc {band}: {max} cộng {taken} bằng {points} điểm",
        "The measure {value} falls in the band {band}: {max} plus {taken} is {points}",
    ),
    "why_deduct_step_measured": (
        "Số đo {value}, làm tròn theo quy định thành {measured}, thuộc bậc {band}: {max} cộng {taken} bằng {points} điểm",
        "The measure {value}, rounded to {measured} as the scheme states, falls in the band {band}: {max} plus {taken} is {points}",
    ),
    "why_late": (
        "Chậm {days} ngày, thuộc bậc {band}: {points} trên {max} điểm",
        "{days} {days|day|days} late, in the band {band}: {points} of {max} {max|point|points}",
    ),
    "why_late_working": (
        "Chậm {days} ngày làm việc, thuộc bậc {band}: {points} trên {max} điểm",
        "{days} working {days|day|days} late, in the band {band}: {points} of {max} {max|point|points}",
    ),
    "why_early": (
        "Sớm {days} ngày, thuộc bậc {band}: {points} trên {max} điểm",
        "{days} {days|day|days} early, in the band {band}: {points} of {max} {max|point|points}",
    ),
    "why_early_working": (
        "Sớm {days} ngày làm việc, thuộc bậc {band}: {points} trên {max} điểm",
        "{days} working {days|day|days} early, in the band {band}: {points} of {max} {max|point|points}",
    ),
    "why_on_time": (
        "Đúng hạn, thuộc bậc {band}: {points} trên {max} điểm",
        "On time, in the band {band}: {points} of {max} {max|point|points}",
    ),
    "why_on_time_working": (
        "Đúng hạn, thuộc bậc {band}: {points} trên {max} điểm",
        "On time, in the band {band}: {points} of {max} {max|point|points}",
    ),
    "why_missing": (
        "Không nộp: {points} trên {max} điểm",
        "Never filed: {points} of {max} {max|point|points}",
    ),
    "why_by_deadline": (
        "Ban hành ngày {day}, trong hạn {until}: {points} trên {max} điểm",
        "Issued on {day}, by the deadline of {until}: {points} of {max} {max|point|points}",
    ),
    "why_after_last_deadline": (
        "Ban hành ngày {day}, sau hạn cuối {until}: {points} điểm",
        "Issued on {day}, after the last deadline of {until}: {points}",
    ),
    "why_incomplete": (
        "Mới có {parts} trên {require} phần: {points} điểm",
        "Only {parts} of {require} {require|part|parts} complete: {points}",
    ),
    # Counts
    "why_count": (
        "Có {count} mục được tính, mỗi mục {per_item} điểm: {count} × {per_item} = {points}",
        "{count} {count|item counts|items count}, {per_item} each: {count} × {per_item} = {points}",
    ),
    "why_count_capped": (
        "Có {count} mục được tính, mỗi mục {per_item} điểm, chạm mức tối đa {cap}: {points} điểm",
        "{count} {count|item counts|items count}, {per_item} each, up to the most of {cap}: {points}",
    ),
    "why_no_event": (
        "Không có lần vi phạm nào: {points} trên {max} điểm",
        "There was no event: {points} of {max} {max|point|points}",
    ),
    "why_events": (
        "{max} − {number} × {per_event} = {points}: bị trừ {number} lần",
        "{max} − {number} × {per_event} = {points}: {number} {number|event|events}",
    ),
    "why_events_floor": (
        "{max} − {number} × {per_event} thấp hơn mức sàn {floor}: {points} điểm",
        "{max} − {number} × {per_event} is below the floor of {floor}: {points}",
    ),
    # Relative to the leader
    "why_relative_below": (
        "Thực hiện {actual} chưa đạt chỉ tiêu {target}: {at_target} × {actual} ÷ {target} = {points}",
        "Actual {actual} does not reach the target of {target}: {at_target} × {actual} ÷ {target} = {points}",
    ),
    "why_relative_reached": (
        "Thực hiện {actual}, vừa đạt chỉ tiêu {target}: {points} trên {max} điểm",
        "Actual {actual} just reaches the target of {target}: {points} of {max} {max|point|points}",
    ),
    "why_relative_leader": (
        "Thực hiện {actual} so với chỉ tiêu {target} là tỷ lệ cao nhất: {points} điểm",
        "Actual {actual} against a target of {target} is the highest ratio: {points}",
    ),
    "why_relative_between": (
        "Thực hiện {actual} so với chỉ tiêu {target}, đơn vị dẫn đầu {leader_actual} so với {leader_target}: {at_target} + {rest} × phần vượt của mình trên phần vượt của đơn vị dẫn đầu = {points}",
        "Actual {actual} against a target of {target}, the leader {leader_actual} against {leader_target}: {at_target} + {rest} × own excess over the leader's excess = {points}",
    ),
    "why_relative_no_target": (
        "Không giao chỉ tiêu: {max} × {actual} ÷ {most} = {points}, {most} là kết quả cao nhất của nhóm không giao chỉ tiêu",
        "No target assigned: {max} × {actual} ÷ {most} = {points}, {most} being the highest result of the units without a target",
    ),
    "why_relative_no_target_most": (
        "Không giao chỉ tiêu, kết quả {actual} cao nhất của nhóm: {points} điểm",
        "No target assigned, the result {actual} is the highest of that group: {points}",
    ),
    "why_relative_no_target_none": (
        "Không giao chỉ tiêu và không có kết quả: {points} điểm",
        "No target assigned and no result: {points}",
    ),
    # Own targets
    "own_target": (
        "{name} ({actual} so với {target}, trọng số {weight})",
        "{name} ({actual} against {target}, weight {weight})",
    ),
    "why_targets": (
        "{reached} trên {targets} chỉ tiêu đạt; chưa đạt: {short}; cộng lại {points} trên {max} điểm",
        "{reached} of {targets} {targets|target|targets} met; short: {short}; in all {points} of {max} {max|point|points}",
    ),
    "why_targets_all": (
        "Đạt cả {targets} chỉ tiêu: đủ {points} điểm",
        "All {targets} {targets|target|targets} met: the full {points}",
    ),
    # States
    "state_not_applicable": ("Không áp dụng cho đơn vị", "Does not apply to the unit"),
    "state_not_applicable_because": (
        "Không áp dụng cho đơn vị: {reason}",
        "Does not apply to the unit: {reason}",
    ),
    "state_not_applicable_rule": (
        "Bảng tiêu chí quy định không áp dụng cho đơn vị",
        "The scheme states that it does not apply to the unit",
    ),
    "state_not_submitted": ("Chưa nộp, tạm tính 0 điểm", "Not submitted, 0 for now"),
    "state_not_submitted_because": (
        "Chưa nộp, tạm tính 0 điểm: {reason}",
        "Not submitted, 0 for now: {reason}",
    ),
    "state_pending": ("Đang chờ kết quả, tạm tính 0 điểm", "Waiting for a result, 0 for now"),
    "state_pending_because": (
        "Đang chờ, tạm tính 0 điểm: {reason}",
        "Waiting, 0 for now: {reason}",
    ),
    "state_not_appraised": ("Chưa thẩm định, tạm tính 0 điểm", "Not appraised yet, 0 for now"),
    # What a rule waits for
    "wait_target_zero": (
        "Chỉ tiêu bằng 0 nên không có tỷ lệ (thực hiện {actual}); chờ người có thẩm quyền xác định",
        "The target is 0, so there is no ratio (actual {actual}); it waits for a decision",
    ),
    "wait_own_target_zero": (
        "Chỉ tiêu “{name}” bằng 0 nên không có tỷ lệ; chờ người có thẩm quyền xác định",
        "The target “{name}” is 0, so there is no ratio; it waits for a decision",
    ),
    "wait_no_band": (
        "{variable} = {value} không thuộc bậc nào; chờ người có thẩm quyền xác định",
        "{variable} = {value} falls in no band; it waits for a decision",
    ),
    "wait_no_points": (
        "{variable} = {value} thuộc bậc {band} nhưng bảng tiêu chí chưa có điểm cho bậc này",
        "{variable} = {value} falls in the band {band}, for which the scheme gives no points",
    ),
    "wait_no_target": (
        "n = {value} thuộc bậc {band} nhưng bảng tiêu chí chưa có chỉ tiêu cho bậc này",
        "n = {value} falls in the band {band}, for which the scheme gives no target",
    ),
    "wait_rating_no_figure": (
        "Bảng tiêu chí chưa có điểm cho xếp loại “{rating}”",
        "The scheme gives no points for the rating “{rating}”",
    ),
    "wait_missing_no_points": (
        "Không nộp, và bảng tiêu chí chưa có điểm cho trường hợp này",
        "Never filed, for which the scheme gives no points",
    ),
    "wait_deadline_no_points": (
        "Ban hành ngày {day}, trong hạn {until}, nhưng bảng tiêu chí chưa có điểm cho hạn này",
        "Issued on {day}, by the deadline of {until}, for which the scheme gives no points",
    ),
    # Warnings
    "warn_targets_magnitude": (
        "leaf {leaf}: chỉ tiêu chênh nhau nhiều lần ({low} là {least}, {high} là {most}), có thể khác đơn vị đo; hãy thống nhất một đơn vị đo",
        "leaf {leaf}: targets differ by orders of magnitude ({low} has {least}, {high} has {most}), perhaps in different units of measure; agree on one",
    ),
    "warn_actual_far_above": (
        "leaf {leaf}: {unit} thực hiện {actual} gấp nhiều lần chỉ tiêu {target}, có thể khác đơn vị đo",
        "leaf {leaf}: {unit} has an actual of {actual}, many times its target of {target}, perhaps in another unit of measure",
    ),
    "warn_entry_not_applicable": (
        "leaf {leaf}: số liệu của {unit} không được tính, vì bảng tiêu chí quy định không áp dụng",
        "leaf {leaf}: the entry of {unit} is not counted, because the scheme states that the leaf does not apply",
    ),
}
