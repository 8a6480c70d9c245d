"""What a unit may register for: two lists that never mix, titles «danh hiệu thi đua» and commendations «hình thức khen thưởng».

Plain codes of the award catalogue with their words; who is eligible is another room's matter.
"""

from dataclasses import dataclass
from typing import Final

from thidua.covenants.states import AwardScope
from thidua.foundation.wording import N_

_COLLECTIVE: Final = frozenset({AwardScope.COLLECTIVE})
_INDIVIDUAL: Final = frozenset({AwardScope.INDIVIDUAL})
_BOTH: Final = frozenset(AwardScope)


@dataclass(frozen=True, slots=True)
class Award:
    """One entry of a list: its code, its message id, its name in papers (always Vietnamese), for whom it exists."""

    code: str
    words: str
    paper: str
    scopes: frozenset[AwardScope]


def _listed(*awards: Award) -> dict[str, Award]:
    return {award.code: award for award in awards}


TITLES: Final[dict[str, Award]] = _listed(
    Award("CO_CP", N_("Emulation Flag of the Government"), "Cờ thi đua của Chính phủ", _COLLECTIVE),
    Award(
        "CO_BO",
        N_("Emulation Flag of a ministry or central body"),
        "Cờ thi đua của bộ, ban, ngành",
        _COLLECTIVE,
    ),
    Award("CO_QK", N_("Emulation Flag of a military region"), "Cờ thi đua của quân khu", _COLLECTIVE),
    Award("CO_TINH", N_("Emulation Flag of the province"), "Cờ thi đua của tỉnh", _COLLECTIVE),
    Award("DVQT", N_("Determined-to-Win Unit"), "Đơn vị quyết thắng", _COLLECTIVE),
    Award("DVTT", N_("Advanced Unit"), "Đơn vị tiên tiến", _COLLECTIVE),
    Award("TTLDXS", N_("Excellent Labour Collective"), "Tập thể lao động xuất sắc", _COLLECTIVE),
    Award("TTLDTT", N_("Advanced Labour Collective"), "Tập thể lao động tiên tiến", _COLLECTIVE),
    Award("CSTDTQ", N_("National Emulation Soldier"), "Chiến sĩ thi đua toàn quốc", _INDIVIDUAL),
    Award(
        "CSTD_BO",
        N_("Emulation Soldier of a ministry or central body"),
        "Chiến sĩ thi đua cấp bộ, ban, ngành",
        _INDIVIDUAL,
    ),
    Award("CSTD_TOANQUAN", N_("Army-wide Emulation Soldier"), "Chiến sĩ thi đua toàn quân", _INDIVIDUAL),
    Award(
        "CSTD_CAND",
        N_("Emulation Soldier of the whole People's Public Security"),
        "Chiến sĩ thi đua toàn lực lượng Công an nhân dân",
        _INDIVIDUAL,
    ),
    Award("CSTD_TINH", N_("Provincial Emulation Soldier"), "Chiến sĩ thi đua cấp tỉnh", _INDIVIDUAL),
    Award("CSTDCS", N_("Grassroots Emulation Soldier"), "Chiến sĩ thi đua cơ sở", _INDIVIDUAL),
    Award("CSTT", N_("Advanced Soldier"), "Chiến sĩ tiên tiến", _INDIVIDUAL),
    Award("LDTT", N_("Advanced Worker"), "Lao động tiên tiến", _INDIVIDUAL),
)
COMMENDATIONS: Final[dict[str, Award]] = _listed(
    Award("HCLD_1", N_("Labour Order, First Class"), "Huân chương Lao động hạng Nhất", _BOTH),
    Award("HCLD_2", N_("Labour Order, Second Class"), "Huân chương Lao động hạng Nhì", _BOTH),
    Award("HCLD_3", N_("Labour Order, Third Class"), "Huân chương Lao động hạng Ba", _BOTH),
    Award(
        "HCBVTQ_1", N_("Fatherland Defence Order, First Class"), "Huân chương Bảo vệ Tổ quốc hạng Nhất", _BOTH
    ),
    Award(
        "HCBVTQ_2", N_("Fatherland Defence Order, Second Class"), "Huân chương Bảo vệ Tổ quốc hạng Nhì", _BOTH
    ),
    Award(
        "HCBVTQ_3", N_("Fatherland Defence Order, Third Class"), "Huân chương Bảo vệ Tổ quốc hạng Ba", _BOTH
    ),
    Award(
        "BK_TTG",
        N_("Certificate of Merit of the Prime Minister"),
        "Bằng khen của Thủ tướng Chính phủ",
        _BOTH,
    ),
    Award(
        "BK_BO",
        N_("Certificate of Merit of a ministry or central body"),
        "Bằng khen của bộ, ban, ngành",
        _BOTH,
    ),
    Award("BK_QK", N_("Certificate of Merit of a military region"), "Bằng khen của quân khu", _BOTH),
    Award(
        "BK_TINH",
        N_("Certificate of Merit of the Chairman of the provincial People's Committee"),
        "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        _BOTH,
    ),
    Award("GK", N_("Certificate of Commendation"), "Giấy khen", _BOTH),
)


def award(code: str) -> Award | None:
    """The entry with a code, in whichever list it stands."""
    return TITLES.get(code) or COMMENDATIONS.get(code)
