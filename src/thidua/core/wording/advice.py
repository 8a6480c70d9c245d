"""What would raise points, what is doubtful in a scheme, what changed: (Vietnamese, English) by code."""

from typing import Final

ADVICE: Final[dict[str, tuple[str, str]]] = {
    # Room to gain
    "gain_submit": (
        "Nộp số liệu của chỉ tiêu này, được đến {high} điểm",
        "Submit this criterion: up to {high} {high|point|points}",
    ),
    "gain_wait": (
        "Có kết quả đang chờ thì được đến {high} điểm",
        "Once the awaited result is in: up to {high} {high|point|points}",
    ),
    "gain_settle_rule": (
        "Bảng tiêu chí xác định được mức cho trường hợp này thì được đến {high} điểm",
        "Once the scheme settles this case: up to {high} {high|point|points}",
    ),
    "gain_achieve": ("Đạt yêu cầu: {points} điểm", "Meet the requirement: {points}"),
    "gain_direct": (
        "Người chấm cho đủ {max} thay vì {given}: {points} điểm",
        "The scorer gives the full {max} instead of {given}: {points}",
    ),
    "gain_rating": ("Được xếp loại “{rating}”: {points} điểm", "Be rated “{rating}”: {points}"),
    "gain_raise_actual": (
        "Nâng thực hiện từ {actual} lên {target}: {points} điểm",
        "Raise the actual from {actual} to {target}: {points}",
    ),
    "gain_lower_actual": (
        "Giảm từ {actual} xuống {target}: {points} điểm",
        "Bring it down from {actual} to {target}: {points}",
    ),
    "gain_lower_to_none": (
        "Không để xảy ra (đang là {actual}): {points} điểm",
        "Let there be none (now {actual}): {points}",
    ),
    "gain_complete": (
        "Hoàn thành 100% thay vì {percent}%: {points} điểm",
        "Complete 100% instead of {percent}%: {points}",
    ),
    "gain_reach_band": (
        "Đưa số đo từ {value} vào bậc {band}: {points} điểm",
        "Bring the measure from {value} into the band {band}: {points}",
    ),
    "gain_file_within": (
        "Nộp trong bậc {band} (d là số ngày chậm): {points} điểm",
        "File within the band {band} (d is days late): {points}",
    ),
    "gain_issue_by": ("Ban hành không muộn hơn {until}: {points} điểm", "Issue it by {until}: {points}"),
    "gain_complete_parts": (
        "Đủ {require} phần thay vì {parts}: {points} điểm",
        "Complete {require} {require|part|parts} instead of {parts}: {points}",
    ),
    "gain_one_more_item": (
        "Thêm một mục được tính (đang có {count}): {points} điểm",
        "One more item that counts (now {count}): {points}",
    ),
    "gain_more_items": (
        "Thêm {more} mục được tính (đang có {count}): {points} điểm",
        "{more} more items that count (now {count}): {points}",
    ),
    "gain_one_fewer": (
        "Bớt một lần bị trừ (đang là {number}): {points} điểm",
        "One event fewer (now {number}): {points}",
    ),
    "gain_one_fewer_of": (
        "Bớt một lần “{kind}” (đang là {times}): {points} điểm",
        "One “{kind}” fewer (now {times}): {points}",
    ),
    "gain_no_event": (
        "Không bị trừ lần nào (đang là {number}): {points} điểm",
        "No event at all (now {number}): {points}",
    ),
    "gain_raise_own_target": (
        "“{name}”: nâng thực hiện từ {actual} lên {target}: {points} điểm",
        "“{name}”: raise the actual from {actual} to {target}: {points}",
    ),
    "gain_lower_own_target": (
        "“{name}”: giảm từ {actual} xuống {target}: {points} điểm",
        "“{name}”: bring it down from {actual} to {target}: {points}",
    ),
    "gain_catch_leader": (
        "Nâng từ {actual} lên {level} để bằng đơn vị dẫn đầu: {points} điểm",
        "Raise it from {actual} to {level}, level with the leader: {points}",
    ),
    # Doubts about a scheme
    "no_figure": ("chưa có", "none yet"),
    "doubt_gap": (
        "Hở: khoảng {gap} không có bậc nào; ô rơi vào đây sẽ chờ, không phải 0 điểm",
        "Gap: no band holds for {gap}; an entry there waits, it is not 0",
    ),
    "doubt_overlap": (
        "Chồng: {overlap} thuộc cả bậc {first} và bậc {second}; bậc đứng trước được dùng ({used})",
        "Overlap: {overlap} lies in bands {first} and {second}; the first is used ({used})",
    ),
    "doubt_cliff": (
        "Vách: quanh {variable} = {end} điểm đổi từ {below} sang {above}, chênh {jump} trên {scale}",
        "Cliff: around {variable} = {end} the points go from {below} to {above}, {jump} of {scale}",
    ),
    "doubt_band_unreachable": (
        "Bậc {band} không bao giờ dùng đến, vì các bậc trước đã gồm cả",
        "The band {band} is never used: earlier bands cover it",
    ),
    "doubt_band_empty": (
        "Bậc {band} không chứa số nào",
        "The band {band} holds for no number",
    ),
    "doubt_band_no_points": (
        "Bậc {band} chưa có điểm; ô rơi vào đây sẽ chờ",
        "The band {band} gives no points; an entry there waits",
    ),
    "doubt_band_no_target": (
        "Bậc {band} chưa có chỉ tiêu; ô rơi vào đây sẽ chờ",
        "The band {band} gives no target; an entry there waits",
    ),
    "doubt_rating_no_figure": (
        "Xếp loại “{rating}” chưa có điểm; ô có xếp loại này sẽ chờ",
        "The rating “{rating}” gives no points; an entry with it waits",
    ),
    "doubt_missing_no_points": (
        "Không nộp thì chưa có điểm; ô như vậy sẽ chờ",
        "Never filed gives no points; such an entry waits",
    ),
    "doubt_missing_pays": (
        "Không nộp được {missing} điểm, nhiều hơn nộp chậm ({least})",
        "Never filing gives {missing}, more than filing late ({least})",
    ),
    "doubt_deadline_unreachable": (
        "Hạn {until} không bao giờ dùng đến, vì hạn đứng trước không sớm hơn",
        "The deadline {until} is never used: the one before it is not earlier",
    ),
    "doubt_deadline_no_points": (
        "Hạn {until} chưa có điểm; ô rơi vào đây sẽ chờ",
        "The deadline {until} gives no points; an entry there waits",
    ),
    "doubt_later_pays": (
        "Hạn muộn hơn {until} được {later} điểm, nhiều hơn hạn trước ({earlier})",
        "The later deadline {until} gives {later}, more than the one before ({earlier})",
    ),
    "doubt_max_out_of_reach": (
        "Điểm tối đa là {max} nhưng cao nhất chỉ có thể được {most}",
        "The maximum is {max}, but {most} is the most that can be had",
    ),
    "doubt_targets_magnitude": (
        "Chỉ tiêu của các bậc chênh nhau nhiều lần ({least} và {most}), có thể khác đơn vị đo",
        "The bands' targets differ by orders of magnitude ({least} and {most}), perhaps in different units of measure",
    ),
    "doubt_leaf_no_points": (
        "Điểm tối đa là 0 nên chỉ tiêu này không ảnh hưởng gì",
        "The maximum is 0, so the leaf has no effect",
    ),
    "doubt_sum_below_max": (
        "Các mục con cộng lại được {sum}, thấp hơn tối đa {max}",
        "The children sum to {sum}, below the maximum of {max}",
    ),
    "doubt_cap_below_max": (
        "Trần {cap} thấp hơn tối đa {max}, không ai đạt được tối đa",
        "The cap of {cap} is below the maximum of {max}, which no one can reach",
    ),
    "doubt_class_twice": (
        "Xếp loại “{name}” cùng mức {start} với “{other}” nên không bao giờ dùng đến",
        "The class “{name}” starts at {start} like “{other}” and is never used",
    ),
    "doubt_class_out_of_reach": (
        "Xếp loại “{name}” từ {start}, mà tổng điểm cao nhất là {most}",
        "The class “{name}” starts at {start}, but {most} is the highest total",
    ),
    "doubt_award_out_of_reach": (
        "“{code}” cần từ {start} điểm, mà tổng điểm cao nhất là {most}",
        "“{code}” needs {start}, but {most} is the highest total",
    ),
    "doubt_award_places": (
        "“{code}” có {count} suất nhưng chỉ xét đến hạng {rank}",
        "“{code}” has {count} {count|place|places} but looks only down to rank {rank}",
    ),
    "doubt_bonus_cap": (
        "Trần {cap} thấp hơn điểm một lần ({each})",
        "The cap of {cap} is below a single one ({each})",
    ),
    "doubt_one_of_alone": (
        "Không có mục nào khác cùng nhóm “{word}”",
        "No other item shares the word “{word}”",
    ),
    "doubt_exclusive_no_records": (
        "“{code}” không kê hồ sơ nên không kiểm tra được việc tính trùng",
        "“{code}” lists no records, so double counting cannot be checked",
    ),
    "doubt_ties_open": (
        "Bằng điểm thì không có cách phân định nào: sẽ phải chờ quyết định của hội nghị",
        "Nothing tells equal totals apart: they will wait for a decision of the meeting",
    ),
    # Intervals
    "interval_exactly": ("{variable} = {low}", "{variable} = {low}"),
    "interval_between": (
        "{low} {first} {variable} {second} {high}",
        "{low} {first} {variable} {second} {high}",
    ),
    "interval_one_side": ("{variable} {sign} {end}", "{variable} {sign} {end}"),
    "interval_everything": ("mọi {variable}", "any {variable}"),
    # Differences between versions
    "nothing": ("không có", "nothing"),
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    "change_added": ("Thêm {code}: {after}", "Added {code}: {after}"),
    "change_removed": ("Bỏ {code}: {before}", "Removed {code}: {before}"),
    "change_moved": ("Chuyển {code} từ {before} sang {after}", "Moved {code} from {before} to {after}"),
    "change_reordered": ("Đổi thứ tự: {after}", "Reordered: {after}"),
    "change_changed": (
        "{code} {place}: từ {before} thành {after}",
        "{code} {place}: from {before} to {after}",
    ),
}
