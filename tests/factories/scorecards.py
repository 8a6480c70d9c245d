"""A bloc that is scored: units, people with their parts, a frozen table of criteria, an open sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.factories.accounts import make_account, make_administrator, make_grant
from thidua.accounts.models import User
from thidua.accounts.roles import Role
from thidua.campaigns.actions import enter_gathering
from thidua.campaigns.drafts import GatheringDraft, PresenceDraft
from thidua.campaigns.states import GatheringKind, Presence
from thidua.core.scoring import canonical_scheme
from thidua.criteria.models import LeafNote, Scheme
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import new_public_id
from thidua.organisations.models import Bloc, BlocYear, Membership, Unit, UnitVersion, YearLead
from thidua.scorecards.actions import MarkInput, close_stage, confirm_totals, enter_marks, open_sheet
from thidua.scorecards.documents import fingerprint
from thidua.scorecards.exports import draft_result
from thidua.scorecards.frames import SheetFrame, sheet_frame
from thidua.scorecards.models import Mark, Sheet
from thidua.scorecards.readiness import confirmations
from thidua.scorecards.states import Stage

OPENED = datetime(2023, 11, 1, 8, 0, tzinfo=VIET_NAM)
SELF_DAY = datetime(2023, 11, 20, 16, 41, tzinfo=VIET_NAM)
CROSS_DAY = datetime(2023, 12, 18, 9, 30, tzinfo=VIET_NAM)
APPRAISAL_DAY = datetime(2024, 1, 22, 14, 5, tzinfo=VIET_NAM)
REVIEW_DAY = datetime(2024, 3, 11, 9, 0, tzinfo=VIET_NAM)

SMALL: dict[str, Any] = {
    "format": "thidua-scheme/1",
    "name": "Bảng điểm thử",
    "rounding": {"decimals": 2, "mode": "half_up"},
    "not_applicable": "rescale",
    "total": {"content_max": 20, "bonus_max": 5, "deduction_floor": -5, "may_exceed_content_max": True},
    "ranking": {"ties": [], "votes": True},
    "disqualifiers": [{"code": "L1", "name": "Không ký giao ước"}],
    "bands": [{"name": "Xuất sắc", "from": 18}, {"name": "Tốt", "from": 10}, {"name": "Khá", "from": 0}],
    "awards": [{"code": "flag", "name": "Cờ thi đua", "count": 1, "rank": 1}],
    "exclusive": [["B.2", "T1"]],
    "criteria": [
        {
            "code": "A",
            "name": "Chuyên môn",
            "max": 10,
            "children": [
                {"code": "A.1", "name": "Phối hợp", "max": 5, "kind": "direct"},
                {
                    "code": "A.2",
                    "name": "So với đơn vị dẫn đầu",
                    "max": 5,
                    "kind": "relative_to_leader",
                    "share_at_target": 0.5,
                },
            ],
        },
        {
            "code": "B",
            "name": "Thi đua",
            "max": 10,
            "children": [
                {
                    "code": "B.1",
                    "name": "Xếp loại",
                    "max": 6,
                    "kind": "external",
                    "map": {"good": 6, "fair": 3},
                },
                {"code": "B.2", "name": "Điển hình", "max": 4, "kind": "count", "per_item": 1},
            ],
        },
    ],
    "bonus": [{"code": "T1", "name": "Bằng khen", "points": 2}],
    "deductions": [{"code": "P1", "name": "Vắng họp", "points": -1}],
}
FULL: dict[str, dict[str, Any]] = {
    "A.1": {"points": "5"},
    "A.2": {"target": "10", "actual": "10"},
    "B.1": {"rating": "good"},
    "B.2": {"count": ["DH-1", "DH-2"]},
}


@dataclass
class World:
    """One bloc-year with its people: officers by unit, and the others by what they are."""

    bloc: Bloc
    bloc_year: BlocYear
    units: dict[str, Unit]
    officers: dict[str, User]
    leader: User
    head_officer: User
    standing: User
    appraiser: User
    auditor: User
    administrator: User
    stranger: User
    sheet: str = ""
    others: dict[str, User] = field(default_factory=dict)

    @property
    def frame(self) -> SheetFrame:
        """The sheet as it is now."""
        found = sheet_frame(self.sheet)
        assert found is not None
        return found


def clear(world: World) -> None:
    """Take every mark of a sheet away again, where one test fills it many times."""
    Mark.objects.filter(sheet__public_id=world.sheet).delete()
    Sheet.objects.filter(public_id=world.sheet).update(stamp=new_public_id())


def make_unit(code: str, name: str = "") -> Unit:
    """A unit with one name for all days."""
    unit = Unit.objects.create(code=code, kind="department")
    said = name or f"Đơn vị {code}"
    UnitVersion.objects.create(
        unit=unit, name=said, short_name=code.title(), in_sentence=said, confidence="invented"
    )
    return unit


def make_world(*codes: str, year: int = 2023) -> World:
    """A bloc of the units with these codes: the first is the head, the second the deputy."""
    units = {code: make_unit(code) for code in codes}
    bloc = Bloc.objects.create(code=f"K{codes[0]}", name="Khối thử", short_name="Khối thử", level="province")
    bloc_year = BlocYear.objects.create(
        bloc=bloc,
        year=year,
        name="Khối thử",
        short_name="Khối thử",
        decision_number="1/QĐ",
        decision_date=date(year - 1, 12, 29),
        opened_on=date(year, 1, 10),
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
    for role, code in zip(("head", "deputy"), codes, strict=False):
        YearLead.objects.create(
            bloc_year=bloc_year, unit=units[code], role=role, basis="decision", since=date(year, 1, 1)
        )
    return _with_people(bloc, bloc_year, units)


def _with_people(bloc: Bloc, bloc_year: BlocYear, units: dict[str, Unit]) -> World:
    head = next(iter(units))
    officers = {code: make_account(full_name=f"Cán bộ {code}") for code in units}
    for code, user in officers.items():
        make_grant(user, Role.UNIT_OFFICER, unit=units[code].public_id)
    make_grant(officers[head], Role.BLOC_HEAD_OFFICER, bloc=bloc.public_id)
    office, elsewhere = make_unit(f"VP-{head}"), make_unit(f"NGOAI-{head}")
    people = {
        name: make_account(full_name=name)
        for name in ("leader", "standing", "appraiser", "auditor", "stranger")
    }
    make_grant(people["leader"], Role.UNIT_HEAD, unit=units[head].public_id)
    make_grant(people["standing"], Role.STANDING_OFFICER)
    make_grant(people["appraiser"], Role.SPECIALISED_APPRAISER, unit=office.public_id)
    make_grant(people["auditor"], Role.AUDITOR)
    make_grant(people["stranger"], Role.UNIT_OFFICER, unit=elsewhere.public_id)
    return World(
        bloc,
        bloc_year,
        {**units, "OFFICE": office},
        officers,
        people["leader"],
        officers[head],
        people["standing"],
        people["appraiser"],
        people["auditor"],
        make_administrator(),
        people["stranger"],
    )


def make_scheme(
    world: World, document: Mapping[str, Any] = SMALL, *, appraised_by: Mapping[str, str] | None = None
) -> Scheme:
    """A frozen table of criteria; `appraised_by` names the appraiser of some leaves (`unit` means the office)."""
    kept = canonical_scheme(document)
    earlier = Scheme.objects.filter(bloc_year=world.bloc_year)
    scheme = Scheme.objects.create(
        bloc_year=world.bloc_year,
        version=earlier.count() + 1,
        name=str(kept["name"]),
        document=kept,
        content_hash=fingerprint(kept),
        change_reason="Làm rõ" if earlier else "",
        drafted_at=OPENED,
        drafted_by_name="Người soạn",
        revised_at=OPENED,
        revised_by_name="Người soạn",
    )
    for code, by in (appraised_by or {}).items():
        unit = world.units["OFFICE"] if by == "unit" else world.units.get(by)
        appraiser = by if unit is None else "unit"
        LeafNote.objects.create(scheme=scheme, code=code, appraiser=appraiser, appraiser_unit=unit)
    day = date(2023, 2, 24)
    earlier.filter(state="frozen").update(state="superseded", superseded_on=day)
    rows = Scheme.objects.filter(pk=scheme.pk)
    rows.update(state="agreed", agreed_on=day, meeting="Hội nghị triển khai")
    rows.update(state="frozen", frozen_on=day)
    return rows.get()


def make_sheet(world: World, **changed: Any) -> World:
    """Open the sheet of the year, through the verb."""
    fields: dict[str, Any] = {
        "period_from": date(2023, 1, 1),
        "period_to": date(2023, 12, 31),
        "explanation_days": 7,
        "self_marks_hidden": True,
        "head_checked_by": (),
    }
    world.sheet = open_sheet(
        bloc_year=world.bloc_year.public_id, actor=world.head_officer, at=OPENED, **(fields | changed)
    )
    return world


def make_scored_world(*codes: str, document: Mapping[str, Any] = SMALL) -> World:
    """A bloc with an open sheet and no marks."""
    world = make_world(*codes)
    make_scheme(world, document)
    return make_sheet(world)


def marks(unit: str, entries: Mapping[str, Mapping[str, Any]], reason: str = "") -> list[MarkInput]:
    """Inputs of one unit."""
    return [MarkInput(unit, leaf, entry, reason) for leaf, entry in entries.items()]


def self_score(
    world: World, entries: Mapping[str, Mapping[str, Any]] = FULL, units: Sequence[str] = ()
) -> None:
    """Each unit (or those named) enters the same self marks."""
    for code in units or list(world.officers):
        enter_marks(
            sheet=world.sheet,
            stage=Stage.SELF,
            cells=marks(code, entries),
            actor=world.officers[code],
            at=SELF_DAY,
        )


def close(world: World, *stages: Stage) -> None:
    """Close stages, each by the standing body on its day."""
    days = {Stage.SELF: SELF_DAY, Stage.CROSS: CROSS_DAY, Stage.APPRAISED: APPRAISAL_DAY}
    for stage in stages:
        close_stage(sheet=world.sheet, stage=stage, actor=world.standing, at=days[stage])


def add_up(world: World) -> None:
    """Two people add the totals of the result as it stands up again; who has done so already does not."""
    for person in (world.standing, world.head_officer):
        if person.actor_key not in confirmations(world.frame):
            code = draft_result(world.frame).hash
            confirm_totals(sheet=world.sheet, expected_hash=code, actor=person, at=REVIEW_DAY)


def gather(world: World, code: str, *, away: str = "") -> None:
    """A counted gathering of the members, one of whom is excused."""
    presences = tuple(
        PresenceDraft(
            world.units[unit].public_id,
            Presence.EXCUSED if unit == away else Presence.PRESENT,
            "Trực sẵn sàng" if unit == away else "",
        )
        for unit in world.officers
    )
    draft = GatheringDraft(
        code, GatheringKind.COUNTED, date(2023, 4, 27), f"Việc {code}", presences=presences
    )
    enter_gathering(bloc_year=world.bloc_year.public_id, draft=draft, actor=world.head_officer, at=OPENED)
