"""A bloc with its year, people with their parts in it, a unit outside; movements, responses and activities in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.factories.accounts import make_account, make_administrator, make_grant
from tests.factories.organisations import make_bloc, make_unit, make_year
from thidua.accounts.models import User
from thidua.accounts.roles import Role
from thidua.campaigns import actions
from thidua.campaigns.drafts import (
    ActivityDraft,
    FigureDraft,
    GatheringDraft,
    MovementDraft,
    PresenceDraft,
    ResponseDraft,
    TargetDraft,
)
from thidua.campaigns.queries import ActivityRow, MovementCard, MovementFrame, movement_frame
from thidua.campaigns.states import GatheringKind, Level, MovementKind, Presence
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.queries import BlocYearCard, UnitName

LAUNCH_DAY, DAY = date(2023, 2, 24), date(2023, 5, 10)
LAUNCH = datetime(2023, 2, 24, 10, 30, tzinfo=VIET_NAM)
NOW = datetime(2023, 5, 10, 9, 0, tzinfo=VIET_NAM)


# Figures by name and unit of measure, or as they are.
type Figures = Mapping[tuple[str, str], str] | tuple[FigureDraft, ...] | None


@dataclass
class World:
    """Units by code, the bloc-year, and the people; `units["D"]` belongs to another bloc."""

    year: BlocYearCard
    units: dict[str, UnitName]
    people: dict[str, User]
    officers: dict[str, User] = field(default_factory=dict)

    def key(self, code: str) -> str:
        """The public key of a unit."""
        return self.units[code].public_id

    def __getattr__(self, name: str) -> User:
        """A person by part: head, standing, council, auditor, stranger, administrator, appraiser."""
        try:
            found: User = self.__dict__["people"][name]
        except KeyError as missing:
            raise AttributeError(name) from missing
        return found


def make_world(*codes: str) -> World:
    """The first unit heads the bloc; its officer assists the bloc head."""
    names = codes or ("A", "B", "C")
    units = {code: make_unit(code, f"Đơn vị {code}") for code in names}
    bloc = make_bloc("K", name="Khối thử", short_name="Khối thử")
    year = make_year(bloc, list(units.values()))
    other = make_unit("D", "Đơn vị ngoài khối")
    make_year(make_bloc("L"), [other, make_unit("E", "Đơn vị thứ hai ngoài khối")])
    units["D"] = other
    people = {
        name: make_account(username=name, full_name=f"Người {name}")
        for name in ("head", "standing", "council", "auditor", "stranger", "appraiser")
    }
    people["administrator"] = make_administrator(username="admin", full_name="Quản trị")
    make_grant(people["standing"], Role.STANDING_OFFICER)
    make_grant(people["council"], Role.COUNCIL_MEMBER)
    make_grant(people["auditor"], Role.AUDITOR)
    make_grant(people["head"], Role.BLOC_HEAD_OFFICER, bloc=bloc.public_id)
    make_grant(people["appraiser"], Role.SPECIALISED_APPRAISER, unit=other.public_id)
    officers = {}
    for code, unit in units.items():
        officers[code] = (
            people["head"] if code == names[0] else make_account(username=f"officer-{code.lower()}")
        )
        make_grant(officers[code], Role.UNIT_OFFICER, unit=unit.public_id)
    return World(year, units, people, officers)


def draft(world: World, level: Level = Level.BLOC, **changed: Any) -> MovementDraft:
    """A movement as a form would give it."""
    fields: dict[str, Any] = {
        "kind": MovementKind.REGULAR,
        "name": "Phong trào thử",
        "issuer": "Khối thử",
        "starts_on": LAUNCH_DAY,
        "ends_on": date(2023, 12, 31),
        "document_number": "02/KH-K",
        "document_date": LAUNCH_DAY,
        "contents": ("Hoàn thành nhiệm vụ", "Giúp một xã"),
        "bloc_year": world.year.public_id if level is Level.BLOC else "",
        "unit": world.key("A") if level is Level.UNIT else "",
    }
    return MovementDraft(level=level, **(fields | changed))


def make_movement(
    world: World,
    level: Level = Level.BLOC,
    *,
    launched: bool = True,
    at: datetime = LAUNCH,
    by: User | None = None,
    **changed: Any,
) -> MovementCard:
    """A movement of a level by whoever keeps it."""
    actor = by or (
        world.standing if level in {Level.NATIONAL, Level.FORCE, Level.BRANCH, Level.PROVINCE} else world.head
    )
    return actions.draft_movement(
        draft=draft(world, level, **changed), launched_on=at.date() if launched else None, actor=actor, at=at
    )


def frame_of(card: MovementCard) -> MovementFrame:
    """The movement as it stands."""
    found = movement_frame(card.public_id)
    assert found is not None
    return found


def respond(world: World, card: MovementCard, code: str, *, at: datetime = NOW, **changed: Any) -> None:
    """A unit responds."""
    fields: dict[str, Any] = {"responded_on": at.date(), "undertakes": "Làm một việc thật"}
    actions.respond_to_movement(
        movement=card.public_id,
        unit=world.key(code),
        response=ResponseDraft(**(fields | changed)),
        actor=world.officers[code],
        at=at,
    )


def activity_draft(*cards: MovementCard, figures: Figures = None, **changed: Any) -> ActivityDraft:
    """An activity as a form would give it; figures by name and unit of measure."""
    fields: dict[str, Any] = {
        "happened_on": DAY,
        "title": "Ngày chủ nhật giúp dân",
        "movements": tuple(card.public_id for card in cards),
        "figures": figures
        if isinstance(figures, tuple)
        else tuple(
            FigureDraft(name, unit, Decimal(amount)) for (name, unit), amount in (figures or {}).items()
        ),
    }
    return ActivityDraft(**(fields | changed))


def make_activity(
    world: World,
    code: str,
    *cards: MovementCard,
    at: datetime = NOW,
    figures: Figures = None,
    **changed: Any,
) -> ActivityRow:
    """A unit did something."""
    return actions.enter_activity(
        unit=world.key(code),
        draft=activity_draft(*cards, figures=figures, **changed),
        actor=world.officers[code],
        at=at,
    )


def target(name: str = "Suất quà", unit: str = "suất", amount: int = 60, counts: str = "") -> TargetDraft:
    """A target."""
    return TargetDraft(name, unit, Decimal(amount), counts)


def gathering(
    world: World, code: str = "A1", *, away: Mapping[str, str] | None = None, host: str = "A", **changed: Any
) -> GatheringDraft:
    """A gathering of the members; `away` maps a code to the reason, empty for none."""
    gone = away or {}
    fields: dict[str, Any] = {
        "kind": GatheringKind.COUNTED,
        "happened_on": DAY,
        "title": "Hội thao của khối",
        "host": world.key(host) if host else "",
        "presences": tuple(
            PresenceDraft(
                unit.public_id,
                Presence.PRESENT if one not in gone else Presence.EXCUSED if gone[one] else Presence.ABSENT,
                gone.get(one, ""),
            )
            for one, unit in world.units.items()
            if one != "D"
        ),
    }
    return GatheringDraft(code=code, **(fields | changed))
