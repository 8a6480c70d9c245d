"""A bloc-year with its people, and tables of criteria made through the room's own verbs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.factories.accounts import make_account, make_administrator, make_grant
from thidua.accounts.models import User
from thidua.accounts.roles import Role
from thidua.core.loading import load_document
from thidua.criteria.actions import agree_scheme, circulate_draft, draft_scheme, freeze_scheme, write_remark
from thidua.criteria.changing import open_findings
from thidua.criteria.edits import NoteInput
from thidua.criteria.queries import SchemeFrame, YearFrame, scheme_frame, year_frame
from thidua.criteria.states import Appraiser, RemarkKind
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.models import Bloc, BlocYear, Membership, Unit, UnitVersion, YearLead

DRAFTED = datetime(2023, 1, 10, 9, 0, tzinfo=VIET_NAM)
SENT = datetime(2023, 1, 20, 9, 0, tzinfo=VIET_NAM)
SIGNED = datetime(2023, 2, 24, 10, 0, tzinfo=VIET_NAM)
LATER = datetime(2023, 6, 1, 10, 0, tzinfo=VIET_NAM)
R6_FILE = Path(__file__).resolve().parents[2] / "src/thidua/demo/data/R6.scheme.yaml"

SMALL: dict[str, Any] = {
    "format": "thidua-scheme/1",
    "name": "Bảng điểm thử",
    "rounding": {"decimals": 2, "mode": "half_up"},
    "not_applicable": "rescale",
    "total": {"content_max": 20, "bonus_max": 5, "deduction_floor": -5, "may_exceed_content_max": True},
    "ranking": {"ties": ["A", "deductions"], "votes": True},
    "disqualifiers": [{"code": "L1", "name": "Không ký giao ước"}],
    "bands": [{"name": "Tốt", "from": 10}, {"name": "Khá", "from": 0}],
    "awards": [{"code": "flag", "name": "Cờ thi đua", "count": 1, "rank": 1}],
    "exclusive": [["B.2", "T1"]],
    "criteria": [
        {
            "code": "A",
            "name": "Chuyên môn",
            "max": 12,
            "children": [
                {"code": "A.1", "name": "Phối hợp", "max": 5, "kind": "direct"},
                {
                    "code": "A.2",
                    "name": "Chỉ số nội bộ",
                    "max": 7,
                    "kind": "step",
                    "steps": [
                        {"when": "x >= 90", "points": 7},
                        {"when": "70 <= x < 90", "points": 5},
                        {"when": "x < 70", "points": 1},
                    ],
                    "not_applicable_for": ["DV2"],
                },
            ],
        },
        {
            "code": "B",
            "name": "Thi đua",
            "max": 8,
            "children": [
                {
                    "code": "B.1",
                    "name": "Xếp loại",
                    "max": 4,
                    "kind": "external",
                    "map": {"tot": 4, "kha": 2},
                },
                {"code": "B.2", "name": "Điển hình", "max": 4, "kind": "count", "per_item": 1},
            ],
        },
    ],
    "bonus": [{"code": "T1", "name": "Bằng khen", "points": 2}],
    "deductions": [{"code": "P1", "name": "Vắng họp", "points": -1}],
}
NOTES = {"A.2": NoteInput(("Quyết định công bố chỉ số",), "%", Appraiser.STANDING_BODY)}


@dataclass
class Year:
    """One bloc-year: the first unit is the head, the second its deputy."""

    bloc: Bloc
    bloc_year: BlocYear
    units: dict[str, Unit]
    drafter: User
    head: User
    officer: User
    deputy_leader: User
    standing: User
    secretary: User
    member_of_council: User
    auditor: User
    appraiser: User
    office: Unit
    stranger: User
    other_head: User
    administrator: User

    @property
    def key(self) -> str:
        return str(self.bloc_year.public_id)

    @property
    def frame(self) -> YearFrame:
        found = year_frame(self.key)
        assert found is not None
        return found


def make_unit(code: str) -> Unit:
    unit = Unit.objects.create(code=code, kind="department")
    UnitVersion.objects.create(
        unit=unit,
        name=f"Đơn vị {code}",
        short_name=f"ĐV {code}",
        in_sentence=f"đơn vị {code}",
        confidence="invented",
    )
    return unit


def make_bloc_year(bloc: Bloc, units: Mapping[str, Unit], year: int = 2023, head: str = "") -> BlocYear:
    bloc_year = BlocYear.objects.create(
        bloc=bloc,
        year=year,
        name=bloc.name,
        short_name=bloc.short_name,
        decision_number="1/QĐ",
        decision_date=date(year - 1, 12, 29),
        opened_on=date(year, 1, 2),
    )
    for place, unit in enumerate(units.values(), start=1):
        Membership.objects.create(
            bloc_year=bloc_year,
            unit=unit,
            position=place,
            joined_on=date(year, 1, 1),
            decision="1/QĐ",
            year_from=date(year, 1, 1),
            year_to=date(year, 12, 31),
        )
    codes = [head] if head else list(units)[:2]
    for role, code in zip(("head", "deputy"), codes, strict=False):
        YearLead.objects.create(
            bloc_year=bloc_year, unit=units[code], role=role, basis="decision", since=date(year, 1, 1)
        )
    return bloc_year


def make_year(*codes: str, year: int = 2023) -> Year:
    codes = codes or ("DV1", "DV2", "DV3")
    units = {code: make_unit(code) for code in codes}
    bloc = Bloc.objects.create(
        code=f"K{codes[0]}", name=f"Khối {codes[0]}", short_name="Khối thử", level="province"
    )
    other = Bloc.objects.create(
        code=f"X{codes[0]}", name="Khối khác", short_name="Khối khác", level="province"
    )
    bloc_year = make_bloc_year(bloc, units, year)
    elsewhere, office = make_unit(f"NGOAI-{codes[0]}"), make_unit(f"SO-{codes[0]}")
    make_bloc_year(other, {elsewhere.code: elsewhere}, year)
    first, second, third = (units[code].public_id for code in codes[:3])

    def person(name: str, *grants: tuple[Role, dict[str, Any]]) -> User:
        user = make_account(full_name=name)
        for role, scope in grants:
            make_grant(user, role, **scope)
        return user

    return Year(
        bloc,
        bloc_year,
        units,
        person(
            "Trần Minh Khang",
            (Role.BLOC_HEAD_OFFICER, {"bloc": bloc.public_id}),
            (Role.UNIT_OFFICER, {"unit": first}),
        ),
        person("Trương Thị Mỹ Lệ", (Role.UNIT_HEAD, {"unit": first})),
        person("Lê Thị Thu Hằng", (Role.UNIT_OFFICER, {"unit": second})),
        person("Phạm Quốc Bảo", (Role.UNIT_DEPUTY, {"unit": third})),
        person("Huỳnh Kim Phượng", (Role.STANDING_OFFICER, {})),
        person("Đinh Hoàng Yến", (Role.COUNCIL_SECRETARY, {})),
        person("Lâm Chí Hiếu", (Role.COUNCIL_MEMBER, {})),
        person("Thạch Minh Trí", (Role.AUDITOR, {})),
        person("Quách Gia Bình", (Role.SPECIALISED_APPRAISER, {"unit": office.public_id})),
        office,
        person("Người đơn vị khác", (Role.UNIT_OFFICER, {"unit": elsewhere.public_id})),
        person(
            "Cán bộ khối khác",
            (Role.BLOC_HEAD_OFFICER, {"bloc": other.public_id}),
            (Role.UNIT_OFFICER, {"unit": elsewhere.public_id}),
        ),
        make_administrator(),
    )


def r6() -> dict[str, Any]:
    """The table of the demonstration."""
    found = load_document(R6_FILE.read_bytes(), name=R6_FILE.name)
    assert isinstance(found, dict)
    return found


def make_draft(year: Year, document: Mapping[str, Any] = SMALL, **changed: Any) -> str:
    """A draft by the head unit's officer; its key."""
    fields: dict[str, Any] = {
        "bloc_year": year.key,
        "name": str(document["name"]),
        "document": document,
        "notes": NOTES if document is SMALL else {},
        "actor": year.drafter,
        "at": DRAFTED,
    }
    return draft_scheme(**(fields | changed))


def read(public_id: str) -> SchemeFrame:
    found = scheme_frame(public_id)
    assert found is not None
    return found


def keep_doubts(year: Year, scheme: str, *, at: datetime = DRAFTED) -> None:
    """Keep every doubt with a word."""
    for finding in open_findings(read(scheme)):
        write_remark(
            scheme=scheme,
            kind=RemarkKind.DOUBT_KEPT,
            key=finding.key,
            text="Đã bàn, giữ như vậy",
            actor=year.drafter,
            at=at,
        )


def make_circulated(year: Year, document: Mapping[str, Any] = SMALL, **changed: Any) -> str:
    scheme = make_draft(year, document, **changed)
    circulate_draft(scheme=scheme, comments_until=date(2023, 2, 10), actor=year.drafter, at=SENT)
    return scheme


def make_agreed(
    year: Year, document: Mapping[str, Any] = SMALL, *, at: datetime = SIGNED, **changed: Any
) -> str:
    scheme = make_draft(year, document, **changed)
    keep_doubts(year, scheme, at=at)
    agree_scheme(scheme=scheme, agreed_on=at.date(), meeting="Hội nghị triển khai", actor=year.head, at=at)
    return scheme


def make_frozen(
    year: Year, document: Mapping[str, Any] = SMALL, *, at: datetime = SIGNED, **changed: Any
) -> str:
    scheme = make_agreed(year, document, at=at, **changed)
    freeze_scheme(scheme=scheme, frozen_on=at.date(), actor=year.head, at=at)
    return scheme
