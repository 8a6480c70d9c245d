"""Why sums, bonus, deductions and ranks are what they are: (Vietnamese, English) by code."""

from typing import Final

TOTALS: Final[dict[str, tuple[str, str]]] = {
    "sum_of_parts": (
        "Cộng các mục bên trong: {parts} = {points} trên {max} điểm",
        "Sum of what is inside: {parts} = {points} of {max} {max|point|points}",
    ),
    "sum_capped": (
        "Cộng các mục bên trong được {sum}, chạm trần {cap}: {points} điểm",
        "What is inside sums to {sum}, above the cap of {cap}: {points}",
    ),
    "content_sum": (
        "Cộng các mục: {parts} = {points} trên {max} điểm",
        "Sum of the sections: {parts} = {points} of {max} {max|point|points}",
    ),
    "content_sum_full": (
        "Cộng các mục: {parts}; chỉ tiêu không áp dụng ({leaves}) tính đủ điểm; được {points} trên {max} điểm",
        "Sum of the sections: {parts}; what does not apply ({leaves}) counts in full; {points} of {max} {max|point|points}",
    ),
    "content_sum_zero": (
        "Cộng các mục: {parts}; chỉ tiêu không áp dụng ({leaves}) tính 0 điểm; được {points} trên {max} điểm",
        "Sum of the sections: {parts}; what does not apply ({leaves}) counts 0; {points} of {max} {max|point|points}",
    ),
    "content_sum_rescale": (
        "Cộng các mục: {parts}; chỉ tiêu không áp dụng ({leaves}) có tối đa 0 điểm nên không phải quy đổi; được {points} trên {max} điểm",
        "Sum of the sections: {parts}; what does not apply ({leaves}) has a maximum of 0, so nothing is rescaled; {points} of {max} {max|point|points}",
    ),
    "content_rescaled": (
        "{scored} ÷ ({max} − {away}) × {max} = {points}: bỏ {away} điểm của chỉ tiêu không áp dụng ({leaves}) khỏi mẫu số rồi quy về {max}, làm tròn đến {decimals} chữ số thập phân",
        "{scored} ÷ ({max} − {away}) × {max} = {points}: the {away} {away|point|points} of what does not apply ({leaves}) leave the denominator, the rest is scaled to {max} and rounded to {decimals} {decimals|decimal|decimals}",
    ),
    "content_nothing_applies": (
        "Không có chỉ tiêu nào áp dụng cho đơn vị ({leaves}) nên không tính được điểm: {points}",
        "No criterion applies to the unit ({leaves}), so nothing can be scored: {points}",
    ),
    "bonus_none": ("Không có điểm thưởng: {points}", "No bonus: {points}"),
    "bonus_sum": ("Điểm thưởng: {parts} = {points}", "Bonus: {parts} = {points}"),
    "bonus_clipped": (
        "Điểm thưởng: {parts} = {sum}, chỉ tính đến mức tối đa {max}: {points} điểm",
        "Bonus: {parts} = {sum}, clipped at {max}: {points}",
    ),
    "bonus_item": ("{count} × {each} = {points}", "{count} × {each} = {points}"),
    "bonus_item_capped": (
        "{count} × {each} vượt trần {cap}: {points}",
        "{count} × {each} is above the cap of {cap}: {points}",
    ),
    "bonus_item_once": (
        "Có {count} lần, chỉ tính một lần: {points}",
        "{count} times, counted once: {points}",
    ),
    "bonus_item_one_of": (
        "{code} không tính, vì đã tính {better} là mức cao nhất trong nhóm: {points}",
        "{code} is not counted, because {better} is the highest of its group: {points}",
    ),
    "deduction_none": ("Không có điểm trừ: {points}", "No deduction: {points}"),
    "deduction_item": ("{count} lần × {each} = trừ {points}", "{count} × {each} = {points} off"),
    "deduction_sum": ("Điểm trừ: {parts} = {points}", "Deductions: {parts} = {points}"),
    "deduction_floored": (
        "Điểm trừ: {parts} = {sum}, chỉ trừ đến mức {floor}: trừ {points} điểm",
        "Deductions: {parts} = {sum}, limited to {floor}: {points} off",
    ),
    "total_sum": (
        "Nội dung {content} + thưởng {bonus} − trừ {deduction} = {points}",
        "Content {content} + bonus {bonus} − deductions {deduction} = {points}",
    ),
    "total_clipped": (
        "Nội dung {content} + thưởng {bonus} − trừ {deduction} vượt mức tối đa {max}: {points}",
        "Content {content} + bonus {bonus} − deductions {deduction} is above the most of {max}: {points}",
    ),
    "band_reached": (
        "Tổng điểm {total}, từ {start} trở lên: {name}",
        "The total of {total} reaches {start}: {name}",
    ),
    "band_none": (
        "Tổng điểm {total} chưa đạt mức xếp loại nào",
        "The total of {total} reaches no class",
    ),
    "rank_incomplete": (
        "Chưa xếp hạng: còn {waiting} chỉ tiêu chưa có điểm",
        "Not ranked: {waiting} {waiting|leaf has|leaves have} no points yet",
    ),
    "rank_by_total": (
        "Hạng {rank} với tổng điểm {total}",
        "Rank {rank} with a total of {total}",
    ),
    "rank_by_chain": (
        "Hạng {rank}: tổng điểm {total} bằng {tied}, phân định bằng điểm {code} ({points})",
        "Rank {rank}: the total of {total} equals {tied}, told apart by {code} ({points})",
    ),
    "rank_by_deductions": (
        "Hạng {rank}: tổng điểm {total} bằng {tied}, phân định bằng số lần bị trừ điểm",
        "Rank {rank}: the total of {total} equals {tied}, told apart by the number of deductions",
    ),
    "rank_by_vote": (
        "Hạng {rank}: tổng điểm {total} bằng {tied}, phân định bằng bỏ phiếu",
        "Rank {rank}: the total of {total} equals {tied}, told apart by a vote",
    ),
    "rank_undecided": (
        "Chưa phân định hạng {rank}: tổng điểm {total}, chưa tách được khỏi {others}; cần một quyết định được ghi lại của hội nghị",
        "Rank {rank} is undecided: the total of {total} cannot be told from {others}; a recorded decision of the meeting is needed",
    ),
}
