"""A province's data, grown around the demonstration's story: 60 blocs of 12 units over 3 years, 2,000 units, 5,000 people.

Rows that only have to be there are written in bulk; what the rooms derive things from (bloc-years, sheets) goes
through their verbs. Everything is the same in every run.
"""

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from bench import province_rooms
from bench.bench_scoring import results_document, scheme_document
from tests.factories.organisations import make_bloc, make_year
from tests.factories.scorecards import make_scheme
from thidua.accounts.models import RoleGrant, User
from thidua.accounts.queries import find_username
from thidua.accounts.roles import Role, ScopeKind
from thidua.foundation.audit import chained
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry, LedgerHead, SortedName, new_public_id
from thidua.organisations.models import BlocYear, Office, Person, Unit, UnitVersion
from thidua.organisations.queries import UnitName, bloc_by_code
from thidua.scorecards.actions import open_sheet
from thidua.scorecards.models import Mark, Sheet, SheetUnit

BLOCS, MEMBERS, UNITS, PEOPLE, ACCOUNTS, ENTRIES = 60, 12, 2_000, 5_000, 1_500, 50_000
OTHER_YEARS = (2022, 2024)
OPENED = datetime(2023, 11, 1, 8, 0, tzinfo=VIET_NAM)
FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
)
MIDDLE = ("Văn", "Thị", "Hữu", "Minh", "Thanh", "Ngọc", "Quốc", "Kim", "Đức", "Thu")
GIVEN = (
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Hà",
    "Hải",
    "Hiếu",
    "Khánh",
    "Lan",
    "Long",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Yến",
)
LEVELS = ("Sở", "Ban", "Chi cục", "Trung tâm", "Phòng", "Trường", "Bệnh viện", "Ủy ban nhân dân xã")


def grow() -> str:
    """Grow it; returns the public key of a sheet of 12 units by 80 criteria with all own marks entered."""
    with transaction.atomic():
        units = _units()
        _people(units)
    years = [
        make_year(make_bloc(f"K{number:02d}"), [_name(unit) for unit in group], year=2023)
        for number, group in enumerate(itertools.batched(units, MEMBERS, strict=False), start=1)
        if number <= BLOCS - 2
    ]
    sheets = [_sheet(BlocYear.objects.get(public_id=year.public_id), seed) for seed, year in enumerate(years)]
    for number, group in enumerate(itertools.batched(units, MEMBERS, strict=False), start=1):
        if number <= BLOCS - 2:
            bloc = bloc_by_code(f"K{number:02d}")
            assert bloc is not None  # noqa: S101 -- made above
            for year in OTHER_YEARS:
                make_year(bloc, [_name(unit) for unit in group], year=year)
    with transaction.atomic():
        grown = BlocYear.objects.filter(bloc__code__regex=r"^K\d\d$").order_by("pk")
        province_rooms.fill(list(grown), list(User.objects.filter(account_type="operational")[:ACCOUNTS]))
    _ledger()
    return sheets[0]


def _name(unit: Unit) -> UnitName:
    return SimpleNamespace(code=unit.code)  # type: ignore[return-value]  # the factory reads the code only


def _units() -> list[Unit]:
    missing = UNITS - Unit.objects.count()
    top = Unit.objects.order_by("pk")[0]
    units = Unit.objects.bulk_create(
        Unit(
            code=f"P-{number}",
            kind="department" if number < 200 else "public_service_unit",
            public_id=new_public_id(),
        )
        for number in range(missing)
    )
    versions = [
        UnitVersion(
            unit=unit,
            public_id=new_public_id(),
            name=f"{LEVELS[number % len(LEVELS)]} số {number} tỉnh Tây Ninh",
            short_name=f"{LEVELS[number % len(LEVELS)]} {number}",
            parent=top if number < 20 else units[number % 200] if number >= 200 else units[number % 20],
            valid_from=date(2015, 1, 1),
            confidence="invented",
        )
        for number, unit in enumerate(units)
    ]
    for version in versions:
        version.fill_keys()
    UnitVersion.objects.bulk_create(versions, batch_size=500)
    return units


def _people(units: list[Unit]) -> None:
    chance = random.Random(1)
    names = [
        f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
        for _ in range(PEOPLE - Person.objects.count())
    ]
    accounts = [
        User(
            username=f"nguoi.{number}",
            full_name=name,
            account_type="operational",
            password="!",  # noqa: S106 -- nobody signs in with it
            must_change_password=False,
            password_set_at=OPENED,
            activated_on=OPENED.date(),
            public_id=new_public_id(),
        )
        for number, name in enumerate(names[:ACCOUNTS])
    ]
    people = [
        Person(code=f"N-{number}", name=name, public_id=new_public_id()) for number, name in enumerate(names)
    ]
    keyed: list[SortedName] = [*accounts, *people]
    for row in keyed:
        row.fill_keys()
    User.objects.bulk_create(accounts, batch_size=500)
    for person, account in zip(people, accounts, strict=False):
        person.user = account
    Person.objects.bulk_create(people, batch_size=500)
    RoleGrant.objects.bulk_create(
        (
            RoleGrant(
                user=account,
                role=Role.UNIT_OFFICER,
                scope_kind=ScopeKind.UNIT,
                scope_key=unit.public_id,
                valid_from=OPENED.date(),
                granted_at=OPENED,
                granted_by="system:bench",
                public_id=new_public_id(),
            )
            for account, unit in zip(accounts, itertools.cycle(units), strict=False)
        ),
        batch_size=500,
    )
    Office.objects.bulk_create(
        (
            Office(
                person=person,
                unit=unit,
                title="Chuyên viên",
                kind="staff",
                valid_from=date(2019, 1, 1),
                public_id=new_public_id(),
            )
            for person, unit in zip(people, itertools.cycle(units), strict=False)
        ),
        batch_size=500,
    )


def _sheet(year: BlocYear, seed: int) -> str:
    """The sheet of a bloc-year, every own mark entered."""
    document: dict[str, Any] = {"name": f"Bảng điểm {year.short_name}", **scheme_document()}
    make_scheme(SimpleNamespace(bloc_year=year, units={}), document)  # type: ignore[arg-type]  # it reads no more
    standing = find_username("phuong.hk")
    assert standing is not None  # noqa: S101 -- the story has her
    key = open_sheet(
        bloc_year=year.public_id,
        period_from=date(2023, 1, 1),
        period_to=date(2023, 12, 31),
        explanation_days=7,
        self_marks_hidden=False,
        head_checked_by=(),
        actor=standing,
        at=OPENED,
    )
    sheet = Sheet.objects.get(public_id=key)
    results: Any = results_document(seed)
    members = SheetUnit.objects.filter(sheet=sheet).order_by("position")
    Mark.objects.bulk_create(
        (
            Mark(
                sheet=sheet,
                unit_id=member.unit_id,
                leaf_code=leaf,
                stage="self",
                entry=entry,
                author_key="system:bench",
                author_name="Người đo",
                marked_at=OPENED,
            )
            for member, unit in zip(members, results["units"].values(), strict=True)
            for leaf, entry in unit["leaves"].items()
        ),
        batch_size=500,
    )
    return str(key)


def _ledger() -> None:
    """Fill the ledger with acts like those of the story, chained as all are."""
    head = LedgerHead.objects.get()
    kept = list(AuditEntry.objects.order_by("seq")[:400])
    AuditEntry.objects.bulk_create(_entries(head, kept, ENTRIES - head.seq), batch_size=1000)
    head.save()


def _entries(head: LedgerHead, kept: list[AuditEntry], count: int) -> Iterator[AuditEntry]:
    last = AuditEntry.objects.latest("seq").recorded_at.astimezone(UTC)
    for number in range(count):
        like = kept[number % len(kept)]
        moment = last + timedelta(minutes=number)
        entry = AuditEntry(
            seq=head.seq + 1,
            name=like.name,
            happened_at=moment,
            recorded_at=moment,
            actor_key=like.actor_key,
            actor_name=like.actor_name,
            on_kind=like.on_kind,
            on_key=like.on_key,
            on_label=like.on_label,
            scope=like.scope,
            data=like.data,
            previous=head.hash,
        )
        entry.hash = chained(head.hash, entry)
        head.seq, head.hash = entry.seq, entry.hash
        yield entry
