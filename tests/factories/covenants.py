"""A bloc-year whose people hold offices and sign, with covenants made through the room's own verbs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from tests.factories.accounts import make_account, make_grant
from tests.factories.criteria import Year, make_frozen, make_unit, make_year
from thidua.accounts.models import User
from thidua.accounts.roles import Role
from thidua.covenants.actions import (
    Given,
    begin_covenant,
    collect_registration,
    compose_text,
    give_consent,
    save_registration,
    send_registration,
    sign_covenant,
)
from thidua.covenants.content import AwardRow, BlocContent, ClauseRow, RegistrationContent, TargetRow
from thidua.covenants.models import CovenantVersion, Registration
from thidua.covenants.queries import CovenantFrame, Party, covenant_frame
from thidua.covenants.states import AwardScope, ConsentAnswer, Direction, Manner
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.models import Authorisation, Office, Person, Unit

BEGUN = datetime(2023, 1, 20, 9, 0, tzinfo=VIET_NAM)
SAVED = datetime(2023, 2, 1, 9, 0, tzinfo=VIET_NAM)
SENT = datetime(2023, 2, 10, 9, 0, tzinfo=VIET_NAM)
COMPOSED = datetime(2023, 2, 20, 9, 0, tzinfo=VIET_NAM)
AGREED = datetime(2023, 2, 21, 9, 0, tzinfo=VIET_NAM)
SIGNED = datetime(2023, 2, 24, 10, 0, tzinfo=VIET_NAM)
LATER = datetime(2023, 6, 1, 10, 0, tzinfo=VIET_NAM)
DUE = date(2023, 2, 28)
_numbers = count(1)

# One leaf asks for registered targets: two to four of them, ten points together.
TABLE: dict[str, Any] = {
    "format": "thidua-scheme/1",
    "name": "Bảng điểm có chỉ tiêu đăng ký",
    "rounding": {"decimals": 2, "mode": "half_up"},
    "not_applicable": "rescale",
    "total": {"content_max": 15, "may_exceed_content_max": False},
    "criteria": [
        {
            "code": "A",
            "name": "Chuyên môn",
            "max": 15,
            "children": [
                {
                    "code": "A.1",
                    "name": "Chỉ tiêu đã đăng ký",
                    "max": 10,
                    "kind": "unit_targets",
                    "min_targets": 2,
                    "max_targets": 4,
                },
                {"code": "A.2", "name": "Phối hợp", "max": 5, "kind": "direct"},
            ],
        }
    ],
}
BLOC = BlocContent(
    title="Giao ước thi đua năm 2023",
    slogan="Đoàn kết, kỷ cương",
    preamble="Các đơn vị thành viên cùng ký giao ước.",
    number="12/GƯ-KT",
    clauses=(ClauseRow("Hoàn thành chỉ tiêu đã đăng ký.", "A.1"), ClauseRow("Phối hợp kịp thời.", "A.2")),
)


@dataclass
class Signers:
    """Who signs for each unit by its code: the head's account; deputies and officers beside it."""

    heads: dict[str, User] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)
    deputies: dict[str, User] = field(default_factory=dict)


@dataclass
class World:
    """A bloc-year with people in office."""

    year: Year
    signers: Signers
    witness: User
    drafter: User

    @property
    def key(self) -> str:
        return self.year.key

    def unit(self, code: str) -> Unit:
        return self.year.units[code]


def make_person(user: User | None, name: str) -> Person:
    return Person.objects.create(code=f"NG-{next(_numbers)}", name=name, user=user)


def put_in_office(person: Person, unit: Unit, kind: str, title: str, **days: Any) -> Office:
    days = {"valid_from": date(2020, 1, 1)} | days
    return Office.objects.create(person=person, unit=unit, kind=kind, title=title, **days)


def make_world(*codes: str, table: Mapping[str, Any] | None = TABLE) -> World:
    """Units DV1 (head), DV2, DV3, each with a head, a deputy and an officer in office; a council with a witness."""
    year = make_year(*codes)
    signers = Signers()
    for code, unit in year.units.items():
        for kind, title, role, where in (
            ("head", "Giám đốc", Role.UNIT_HEAD, signers.heads),
            ("deputy", "Phó Giám đốc", Role.UNIT_DEPUTY, signers.deputies),
            ("officer", "Chuyên viên", Role.UNIT_OFFICER, signers.officers),
        ):
            user = make_account(full_name=f"{title} {code}")
            make_grant(user, role, unit=unit.public_id)
            put_in_office(make_person(user, f"{title} {code}"), unit, kind, title)
            where[code] = user
    council = make_unit(f"HD-{next(iter(year.units))}")
    witness = year.member_of_council
    put_in_office(make_person(witness, "Lâm Chí Hiếu"), council, "council_member", "Ủy viên Hội đồng")
    if table is not None:
        make_frozen(year, table, at=BEGUN)
    return World(year, signers, witness, year.drafter)


def targets(*weights: str) -> tuple[TargetRow, ...]:
    """Targets with these weights."""
    return tuple(
        TargetRow(
            name=f"Chỉ tiêu {place}",
            measure="%",
            direction=Direction.HIGHER,
            weight=Decimal(weight),
            baseline=Decimal("90.5"),
            target=Decimal(95),
            decimals=1,
        )
        for place, weight in enumerate(weights, start=1)
    )


REGISTERED = RegistrationContent(
    slogan="Đúng hạn, đúng luật",
    targets=targets("6", "4"),
    titles=(AwardRow("CO_TINH", AwardScope.COLLECTIVE, 1), AwardRow("CSTDCS", AwardScope.INDIVIDUAL, 3)),
    commendations=(AwardRow("BK_TINH", AwardScope.COLLECTIVE, 1),),
    models=("Một cửa lưu động",),
    exemplars=2,
)


def read(version: str) -> CovenantFrame:
    found = covenant_frame(version)
    assert found is not None
    return found


def party(version: str, code: str) -> Party:
    found = read(version).party(code)
    assert found is not None
    return found


def key_of(version: str, code: str) -> str:
    """The key of a unit's registration."""
    return party(version, code).public_id


def make_draft(world: World, content: BlocContent = BLOC, **changed: Any) -> str:
    fields: dict[str, Any] = {
        "bloc_year": world.key,
        "content": content,
        "registration_due": DUE,
        "actor": world.drafter,
        "at": BEGUN,
    }
    return begin_covenant(**(fields | changed))


def save(
    world: World, version: str, code: str, content: RegistrationContent = REGISTERED, **changed: Any
) -> int:
    row = party(version, code)
    fields: dict[str, Any] = {
        "registration": row.public_id,
        "content": content,
        "revision": row.revision,
        "actor": world.signers.officers[code],
        "at": SAVED,
    }
    return save_registration(**(fields | changed))


def send(world: World, version: str, code: str, *, at: datetime = SENT) -> None:
    row = party(version, code)
    send_registration(
        registration=row.public_id, revision=row.revision, actor=world.signers.officers[code], at=at
    )


def collect(world: World, version: str, code: str, *, at: datetime = SENT) -> None:
    collect_registration(registration=key_of(version, code), actor=world.drafter, at=at)


def make_collected(world: World, version: str = "", *, codes: Sequence[str] = ()) -> str:
    version = version or make_draft(world)
    for code in codes or list(world.year.units):
        save(world, version, code)
        send(world, version, code)
        collect(world, version, code)
    return version


def make_composed(world: World, version: str = "", *, at: datetime = COMPOSED) -> str:
    version = version or make_collected(world)
    compose_text(version=version, actor=world.drafter, at=at)
    return version


def consent(world: World, version: str, code: str, *, at: datetime = AGREED, **changed: Any) -> Any:
    fields: dict[str, Any] = {
        "version": version,
        "unit": world.unit(code).public_id,
        "answer": ConsentAnswer.AGREED,
        "content_hash": read(version).card.content_hash,
        "actor": world.signers.officers[code],
        "at": at,
    }
    return give_consent(**(fields | changed))


def make_agreed(world: World, version: str = "", *, at: datetime = AGREED) -> str:
    version = version or make_composed(world)
    for one in read(version).parties:
        consent(world, version, one.code, at=at)
    return version


def sign(world: World, version: str, code: str, *, at: datetime = SIGNED, **changed: Any) -> Any:
    fields: dict[str, Any] = {
        "version": version,
        "unit": world.unit(code).public_id,
        "given": Given(Manner.ON_SCREEN, at.date()),
        "content_hash": read(version).card.content_hash,
        "actor": world.signers.heads[code],
        "at": at,
    }
    return sign_covenant(**(fields | changed))


def make_signed(world: World, version: str = "", *, at: datetime = SIGNED) -> str:
    version = version or make_agreed(world)
    for one in read(version).parties:
        sign(world, version, one.code, at=at)
    return version


def authorise(world: World, code: str, **days: Any) -> Authorisation:
    """The head lets the deputy sign."""
    unit = world.unit(code)
    head, deputy = (
        Person.objects.get(user=people[code]) for people in (world.signers.heads, world.signers.deputies)
    )
    fields: dict[str, Any] = {"issued_on": date(2023, 2, 20), "valid_to": date(2023, 3, 31)} | days
    return Authorisation.objects.create(
        number=f"{next(_numbers)}/GUQ", unit=unit, grantor=head, deputy=deputy, scope="Ký giao ước", **fields
    )


def row(version: str) -> CovenantVersion:
    return CovenantVersion.objects.get(public_id=version)


def registration_row(version: str, code: str) -> Registration:
    return Registration.objects.get(version__public_id=version, unit__code=code)
