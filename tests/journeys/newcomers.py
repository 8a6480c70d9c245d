"""How people come into an empty installation: the first administrator, accounts, roles, the register of units and people."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import resolve

from tests.journeys.visitor import Visitor
from tests.journeys.workbooks import filled, upload
from thidua.accounts.codes import code_at
from thidua.accounts.queries import first_run_token
from thidua.foundation import clock
from thidua.organisations.states import ImportKind

PASSWORD = "bon-mua-lua-chin-vang"


def kwargs_of(visitor: Visitor) -> dict[str, Any]:
    """The keys in the address of the page a person stands on."""
    return resolve(visitor.path.partition("?")[0]).kwargs


def secret_of(visitor: Visitor) -> str:
    """What a page shows once and never again."""
    return visitor.html.partition('<p class="secret">')[2].partition("</p>")[0]


def first_administrator() -> Visitor:
    """The first account is opened with the token of the installation, and sets up its second step."""
    admin = Visitor().open("/")
    assert admin.path == "/tai-khoan/lan-dau/"
    told = {"username": "quan.tri", "full_name": "Quản Trị", "password": PASSWORD, "again": PASSWORD}
    admin.send(expect=422, token="sai", **told)
    admin.send(token=first_run_token(), **told)
    # The second step is demanded of administrators: nothing else opens before it is set up.
    assert admin.open("/tai-khoan/nguoi-dung/").path.startswith("/tai-khoan/hai-buoc/bat/")
    admin.send(code=code_at(secret_of(admin).replace(" ", ""), clock.now()))
    assert admin.html.count("<li>") >= 10
    return admin.open("/")


def newcomer(admin: Visitor, username: str, full_name: str) -> Visitor:
    """The administrator opens an account; its person chooses a password of their own."""
    admin.open("/tai-khoan/nguoi-dung/").go("accounts:new")
    admin.send(full_name=full_name, username=username, account_type="operational")
    person = Visitor().sign_in(username, secret_of(admin))
    person.send(password=PASSWORD, again=PASSWORD)
    return person


def give_role(
    admin: Visitor, username: str, full_name: str, role: str, *, since: str, unit: str = "", bloc: str = ""
) -> None:
    """The administrator gives a role, over a unit or a bloc chosen from what the form offers."""
    admin.open(f"/tai-khoan/nguoi-dung/?words={username}").follow(full_name)
    admin.go("accounts:grant", kwargs_of(admin)["public_id"])
    form = next(admin.forms("", "role"))
    chosen: dict[str, Any] = {
        name: next(value for value, said in form.choices[name].items() if f"({code})" in said or said == code)
        for name, code in (("unit", unit), ("bloc", bloc))
        if code
    }
    admin.send(role=role, valid_from=since, **chosen)


def take_in(keeper: Visitor, kind: ImportKind, rows: Sequence[Mapping[str, str]]) -> None:
    """The keeper of the register fills the workbook the product hands out, looks the preview through, and confirms."""
    keeper.open("/khoi-cum/don-vi/").go("organisations:imports")
    content = filled(kind, [dict(row) for row in rows])
    keeper.send(kind=kind.value, file=upload(content, f"{kind.value}.xlsx"))
    assert keeper.says(*(row["name"] for row in rows))
    keeper.press("organisations:confirm_import", kwargs_of(keeper)["public_id"])


def tie_account(keeper: Visitor, person: str, username: str) -> None:
    """The keeper of the register says whose account it is."""
    keeper.open("/khoi-cum/nguoi/").follow(person).follow("Gắn tài khoản").send(account=username)
