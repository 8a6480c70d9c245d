"""A province's register from Excel: 10,000 units read, previewed and confirmed; and its pages at province size.

Superiors stand below those they head in the file, as nobody orders a list for the machine. The rows are removed again
by plain SQL inside the time measured, so that every round imports the same new units.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from django.db import connection
from django.urls import reverse

from bench.harness import Stage, measure
from tests.factories.accounts import make_account, make_grant
from thidua.accounts.queries import User
from thidua.accounts.roles import Role
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.sheets import SheetWriter
from thidua.organisations.actions import confirm_import, preview_import
from thidua.organisations.models import Unit
from thidua.organisations.queries import unit_name
from thidua.organisations.states import ImportKind

AT = datetime(2023, 1, 3, 8, 0, tzinfo=VIET_NAM)
MANY, PROVINCE = 10_000, 2_000
LEVELS = (12, 200)


def workbook(prefix: str, count: int) -> bytes:
    """A register of three levels: a few at the top, hundreds below, the rest below those; superiors come last."""
    book = SheetWriter()
    sheet = book.sheet("Đơn vị")
    heads = [
        "Code",
        "Full name of the unit",
        "Short name",
        "Kind of unit",
        "Code of the superior",
        "From day",
    ]
    book.write(sheet, 0, heads, book.head)
    for row in range(count):
        number = count - row
        parent = "" if number <= LEVELS[0] else f"{prefix}-{number % LEVELS[0] + 1}"
        if number > sum(LEVELS):
            parent = f"{prefix}-{LEVELS[0] + number % LEVELS[1] + 1}"
        name = f"Đơn vị sự nghiệp số {number} tỉnh Tây Ninh"
        book.write(
            sheet, row + 1, [f"{prefix}-{number}", name, f"ĐV {number}", "department", parent, "01/01/2020"]
        )
    return book.finish()


def take_in(content: bytes) -> None:
    """What a person does: upload, look, confirm."""
    upload = preview_import(kind=ImportKind.UNITS, content=content, name="don-vi.xlsx", actor=SYSTEM, at=AT)
    confirm_import(upload=upload, actor=SYSTEM, at=AT)


def remove(prefix: str) -> None:
    """Take the units of a file out again, as no verb does."""
    with connection.cursor() as cursor:
        chosen = "SELECT id FROM organisations_unit WHERE code LIKE %s"
        cursor.execute(f"DELETE FROM organisations_unitversion WHERE unit_id IN ({chosen})", [f"{prefix}-%"])  # noqa: S608 -- constants of this file
        cursor.execute("DELETE FROM organisations_unit WHERE code LIKE %s", [f"{prefix}-%"])


@measure("import 10,000 units from Excel, and remove them", limit_ms=10_000)
def import_units(stage: Stage) -> Callable[[], object]:
    """Read, preview, confirm, end to end."""
    del stage
    content = workbook("NHAP", MANY)

    def work() -> None:
        take_in(content)
        remove("NHAP")

    return work


@measure("bare bulk insert of 10,000 units, and remove them", against="query")
def bare_insert(stage: Stage) -> Callable[[], object]:
    """What the database alone costs for the units, without names, days or checks."""
    del stage

    def work() -> None:
        Unit.objects.bulk_create(
            (Unit(code=f"TRAN-{number}", kind="department") for number in range(MANY)), batch_size=1000
        )
        remove("TRAN")

    return work


@cache
def keeper() -> User:
    """An officer of the standing body, and a province of 2,000 units."""
    user = make_account(username="do.don.vi", full_name="Người đo")
    make_grant(user, Role.STANDING_OFFICER)
    take_in(workbook("TINH", PROVINCE))
    return user


def page(stage: Stage, address: str) -> Callable[[], object]:
    """A page opened by that officer."""
    stage.client.force_login(keeper())
    return lambda: stage.get(address)


@measure("page: units of a province, the tree", limit_ms=15, most_queries=12)
def units_tree(stage: Stage) -> Callable[[], object]:
    """The top of the tree of 2,000 units with what stands below."""
    return page(stage, reverse("organisations:units"))


@measure("page: units of a province, search", limit_ms=15, most_queries=12)
def units_search(stage: Stage) -> Callable[[], object]:
    """Units found by words without diacritics."""
    return page(stage, reverse("organisations:units") + "?words=su+nghiep+so+77")


@measure("page: one unit", limit_ms=15)
def one_unit(stage: Stage) -> Callable[[], object]:
    """The file of one unit."""
    user = keeper()
    unit = unit_name("TINH-20", on=date(2023, 1, 3))
    if unit is None:
        raise LookupError("TINH-20")
    stage.client.force_login(user)
    return lambda: stage.get(reverse("organisations:unit", args=[unit.public_id]))


@measure("page: people in office", limit_ms=15, most_queries=12)
def people(stage: Stage) -> Callable[[], object]:
    """The list of people."""
    return page(stage, reverse("organisations:people"))
