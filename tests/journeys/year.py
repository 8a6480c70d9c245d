"""A year of a new bloc of three units: who they are, when things happen, and what each person needs to go on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.factories.scorecards import SMALL
from tests.journeys.newcomers import PASSWORD
from tests.journeys.visitor import Visitor
from thidua.foundation.clock import VIET_NAM

BLOC = "Khối Tổng hợp"
UNITS = {"SNV": "Sở Nội vụ", "STC": "Sở Tài chính", "STP": "Sở Tư pháp"}
HEAD, DEPUTY, THIRD = UNITS
KEEPER, SECRETARY, AUDITOR = "thuong.truc", "uy.vien", "thanh.tra"
OFFICERS = {HEAD: "can.bo.snv", DEPUTY: "can.bo.stc", THIRD: "can.bo.stp"}
LEADERS = {HEAD: "giam.doc.snv", DEPUTY: "giam.doc.stc", THIRD: "giam.doc.stp"}
# Sign-in name: full name, role, unit.
PEOPLE = {
    KEEPER: ("Huỳnh Kim Phượng", "standing_officer", ""),
    SECRETARY: ("Lâm Chí Hiếu", "council_member", ""),
    AUDITOR: ("Thạch Minh Trí", "auditor", ""),
    OFFICERS[HEAD]: ("Trần Minh Khang", "unit_officer", HEAD),
    OFFICERS[DEPUTY]: ("Lê Thị Thu Hằng", "unit_officer", DEPUTY),
    OFFICERS[THIRD]: ("Ngô Văn Lộc", "unit_officer", THIRD),
    LEADERS[HEAD]: ("Trương Thị Mỹ Lệ", "unit_head", HEAD),
    LEADERS[DEPUTY]: ("Phạm Quốc Bảo", "unit_head", DEPUTY),
    LEADERS[THIRD]: ("Đinh Hoàng Yến", "unit_head", THIRD),
}

# The small table of the scoring tests, with a leaf of registered targets and one that the lateness of reports feeds.
_A, _B = SMALL["criteria"]
SCHEME: dict[str, Any] = {
    **SMALL,
    "name": f"Bảng điểm {BLOC} 2025",
    "total": {**SMALL["total"], "content_max": 32},
    "criteria": [
        {
            **_A,
            "max": 20,
            "children": [
                *_A["children"],
                {
                    "code": "A.3",
                    "name": "Chỉ tiêu đã đăng ký",
                    "max": 10,
                    "kind": "unit_targets",
                    "min_targets": 2,
                    "max_targets": 4,
                },
            ],
        },
        {
            **_B,
            "max": 12,
            "children": [
                *_B["children"],
                {
                    "code": "B.3",
                    "name": "Báo cáo đúng hạn",
                    "max": 2,
                    "kind": "deduct_per_event",
                    "per_event": 0.5,
                    "floor": 0,
                    "events": {"late": 1, "missing": 2},
                },
            ],
        },
    ],
}
TARGETS = ("Hồ sơ giải quyết đúng hạn", "Sáng kiến được công nhận")
# What the units promise (target of the first, of the second) and what they report for the year.
PROMISED = {HEAD: ("98,5", "4"), DEPUTY: ("97", "5"), THIRD: ("95", "2")}
REACHED = {HEAD: ("99,2", "4"), DEPUTY: ("98,7", "6"), THIRD: ("90", "1")}
LEAVES = {
    HEAD: {"A.1": "4,5", "A.2": "90/100", "B.1": "Tốt", "B.2": "2"},
    DEPUTY: {"A.1": "5", "A.2": "100/100", "B.1": "Tốt", "B.2": "3"},
    THIRD: {"A.1": "4", "A.2": "60/100", "B.1": "Khá", "B.2": "1"},
}


def at(month: int, day: int, hour: int = 8, year: int = 2025) -> datetime:
    """A moment of the story."""
    return datetime(year, month, day, hour, tzinfo=VIET_NAM)


def _looked_at_by_nobody(name: str, visitor: Visitor, path: str = "") -> None:
    """No camera: the story goes on."""


@dataclass
class Story:
    """The year as it goes on: the clock, the people at their browsers, and the addresses they come back to.

    `show(name, visitor, path)` may take a picture of what a person stands on, or of another address they may open.
    """

    stand_at: Callable[[datetime], Any]
    keys: dict[str, str] = field(default_factory=dict)
    show: Callable[..., None] = _looked_at_by_nobody
    _here: dict[str, Visitor] = field(default_factory=dict)

    def on(self, month: int, day: int, hour: int = 8, year: int = 2025) -> None:
        """Let time pass; nobody stays signed in over it."""
        self.stand_at(at(month, day, hour, year))
        self._here.clear()

    def __call__(self, username: str) -> Visitor:
        """A person at their browser, signed in."""
        if username not in self._here:
            self._here[username] = Visitor().sign_in(username, PASSWORD, onward=False)
        return self._here[username]

    @property
    def head(self) -> Visitor:
        """The officer who assists the bloc's head."""
        return self(OFFICERS[HEAD])

    def officer(self, unit: str) -> Visitor:
        """The emulation officer of a unit."""
        return self(OFFICERS[unit])

    def leader(self, unit: str) -> Visitor:
        """The head of a unit."""
        return self(LEADERS[unit])

    def refused(self, username: str, path: str, *, status: int = 403, post: bool = False) -> None:
        """Whoever has no right gets a refusal, not the page."""
        client = self(username).client
        answer = client.post(path) if post else client.get(path)
        assert answer.status_code == status, f"{username} at {path}: {answer.status_code}"

    def waits(self, username: str, *words: str) -> bool:
        """Whether the list of work of a person says so."""
        return self(username).open("/viec-cua-toi/").says(*words)

    def told(self, username: str, *words: str) -> bool:
        """Whether a person was told so in the page."""
        return self(username).open("/thong-bao/").says(*words)
