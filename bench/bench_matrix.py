"""The score sheet's pages on a bloc of 12 units by 80 criteria of every kind, all three columns filled.

"After a change by another" forgets what the process remembers of the sheet before each request: every mark is read and
scored again.
"""

import random
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from bench.bench_scoring import results_document, scheme_document
from bench.harness import Stage, measure
from tests.factories.scorecards import World, make_scheme, make_sheet, make_world, marks
from thidua.accounts.actions import create_account, grant_role
from thidua.accounts.queries import User
from thidua.accounts.roles import Role, ScopeKind
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.scorecards import frames
from thidua.scorecards.actions import close_stage, enter_item, enter_marks
from thidua.scorecards.states import ItemKind
from thidua.scorecards.states import Stage as Column

AT = datetime(2023, 11, 20, 8, 0, tzinfo=VIET_NAM)
CODES = tuple(f"U{place:02d}" for place in range(1, 13))


@cache
def world() -> World:
    """A full sheet: every unit, every criterion, every column, a few marks lowered with their reasons."""
    made = make_world(*CODES)
    make_scheme(made, {"name": "Bảng điểm đo", **scheme_document()})
    make_sheet(made)
    document: Any = results_document(1)
    chance = random.Random(7)
    units = dict(zip(CODES, document["units"].values(), strict=True))
    for column in Column:
        for code, unit in units.items():
            actor = made.officers[code] if column is Column.SELF else made.standing
            if column is Column.CROSS:
                actor = made.officers[CODES[1]] if code == CODES[0] else made.head_officer
            entries = dict(unit["leaves"])
            if column is not Column.SELF:
                entries |= {
                    leaf: {"points": "0.1"}
                    for leaf, entry in entries.items()
                    if "points" in entry and chance.random() < 0.5
                }
            enter_marks(
                sheet=made.sheet,
                stage=column,
                cells=marks(code, entries, "Đối chiếu lại"),
                actor=actor,
                at=AT,
            )
        if column is not Column.APPRAISED:
            close_stage(sheet=made.sheet, stage=column, actor=made.standing, at=AT)
    for code in CODES[:6]:
        enter_item(
            sheet=made.sheet,
            unit=code,
            kind=ItemKind.BONUS,
            code="T1",
            record=f"QD-{code}",
            title="Bằng khen",
            number="1/QĐ",
            dated=date(2023, 5, 4),
            actor=made.standing,
            at=AT,
        )
    return made


def reader() -> User:
    """An officer of the standing body, who may mark every cell: the heaviest page there is."""
    user = create_account(
        username="do.trang",
        full_name="Người đo",
        account_type="operational",
        password="khong-quan-trong-o-day",  # noqa: S106 -- an account of the benchmark's own database
        must_change_password=False,
        actor=SYSTEM,
        at=AT,
    )
    grant_role(
        actor=SYSTEM,
        user=user,
        role=Role.STANDING_OFFICER,
        scope_kind=ScopeKind.ALL,
        scope_key="",
        valid_from=date(2020, 1, 1),
        valid_to=None,
        at=AT,
    )
    return user


def open_page(stage: Stage, path: str, *, cold: bool = False) -> Callable[[], object]:
    """Sign the reader in and ask for a page of the sheet; `cold` forgets what the process knew of it."""
    made = world()
    stage.client.force_login(User.objects.filter(username="do.trang").first() or reader())
    address = f"/cham-diem/{made.sheet}/{path}"

    def ask() -> object:
        if cold:
            frames.forget()
        return stage.get(address)

    return ask


@measure("score sheet, 12 units x 80 criteria", limit_ms=60, most_queries=12)
def matrix_page(stage: Stage) -> Callable[[], object]:
    """The whole grid: 2,880 cells."""
    return open_page(stage, "")


@measure("score sheet, after a change by another", limit_ms=150, most_queries=12)
def matrix_page_cold(stage: Stage) -> Callable[[], object]:
    """The whole grid, everything read and scored again."""
    return open_page(stage, "", cold=True)


@measure("score sheet of one unit, 80 criteria", limit_ms=30, most_queries=12)
def unit_page(stage: Stage) -> Callable[[], object]:
    """One unit's sheet."""
    return open_page(stage, f"don-vi/{CODES[3]}/")


@measure("one cell with its explanation", limit_ms=15, most_queries=12)
def cell_page(stage: Stage) -> Callable[[], object]:
    """Why, what is missing, who and when, and the form."""
    return open_page(stage, f"o/{CODES[3]}/appraised/0.1/")


@measure("ranking of 12 units", limit_ms=15, most_queries=12)
def ranking_page(stage: Stage) -> Callable[[], object]:
    """The ranking with gaps and ranges."""
    return open_page(stage, "xep-hang/")


@measure("list of score sheets", limit_ms=15, most_queries=12)
def home_page(stage: Stage) -> Callable[[], object]:
    """The list."""
    world()
    stage.client.force_login(User.objects.filter(username="do.trang").first() or reader())
    return lambda: stage.get("/cham-diem/")
