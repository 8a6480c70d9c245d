"""The books of accounts: the list, its export, and a new account."""

import csv
from collections.abc import Iterable
from io import StringIO
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext

from thidua.accounts.actions import create_account
from thidua.accounts.errors import AccountsError
from thidua.accounts.passwords import one_time_password
from thidua.accounts.permissions import may_administer_accounts
from thidua.accounts.queries import AccountLine, account_lines, counters
from thidua.accounts.queries.access import locked_user_ids
from thidua.accounts.queries.accounts import ORDERS, AccountCounters, AccountFilter
from thidua.accounts.roles import ROLE_WORDS, Role
from thidua.accounts.states import AccountType, Standing
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.sheets import SheetWriter
from thidua.foundation.wording import N_
from thidua.web.accounts.forms import NewAccountForm
from thidua.web.accounts.parts import WRONG_STATUS, book_tabs
from thidua.web.accounts.scopes import RoleWords, role_words, scope_names
from thidua.web.accounts.words import STANDING_WORDS, TYPE_WORDS, standing_state
from thidua.web.shared.jinja import day, moment
from thidua.web.shared.parts import Counter, Pager

PAGE = 50
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Book(Screen[NoObject]):
    """A screen of the books, for system administrators; others do not learn that it exists."""

    permission = staticmethod(may_administer_accounts)
    menu = "users"


def filter_from(request: HttpRequest) -> AccountFilter:
    """What the filter row asks for; unknown words do not narrow."""
    asked = request.GET
    return AccountFilter(
        words=asked.get("words", "").replace("\0", "").strip()[:100],
        role=asked["role"] if asked.get("role") in [*Role] else "",
        standing=asked["standing"] if asked.get("standing") in [*Standing] else "",
        account_type=asked["kind"] if asked.get("kind") in [*AccountType] else "",
        scope_key=asked.get("scope", "").replace("\0", "")[:16],
        factor_missing=asked.get("factor") == "missing",
        order=asked["order"] if asked.get("order", "").removeprefix("-") in ORDERS else "name",
    )


class Accounts(Book):
    """Every account, filtered and sorted."""

    title = N_("Accounts, roles and sessions")
    template = "accounts/users.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the list."""
        wanted = filter_from(request)
        asked = request.GET.get("page", "1")
        number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1
        start = (number - 1) * PAGE
        locked = locked_user_ids(at=self.now)
        lines, total = account_lines(wanted, at=self.now, on=self.on, start=start, size=PAGE, locked=locked)
        count = counters(at=self.now, on=self.on, locked=locked)
        roles = self._roles(lines)
        kept = {
            key: str(value) for key, value in request.GET.items() if key not in {"page", "order"} and value
        }
        return self.page(
            rows=list(zip(lines, roles, map(_state, lines), strict=True)),
            only=next((one.scope for each in roles for one in each if one.key == wanted.scope_key), ""),
            start=start,
            total=total,
            counters=self._counters(count, wanted, every=not kept),
            wanted=wanted,
            sort=lambda column: _sort(wanted.order, column, kept),
            roles=[(role.value, gettext(words)) for role, words in ROLE_WORDS.items()],
            kinds=[(kind.value, gettext(words)) for kind, words in TYPE_WORDS.items()],
            standings=[(standing.value, gettext(words)) for standing, words in STANDING_WORDS.items()],
            pager=Pager.of(number, max(1, -(-total // PAGE)), request.GET),
            export=f"{reverse('accounts:export')}?{urlencode({**kept, 'order': wanted.order})}",
            kind_words=TYPE_WORDS,
            tabs=book_tabs("users"),
            meta=[gettext("Every act here is written to the ledger")],
        )

    def _roles(self, lines: Iterable[AccountLine]) -> list[tuple[RoleWords, ...]]:
        held = [line.roles for line in lines]
        names = scope_names(
            [(role.scope_kind, role.scope_key) for roles in held for role in roles], on=self.on
        )
        return [role_words(roles, names) for roles in held]

    def _counters(self, count: AccountCounters, wanted: AccountFilter, *, every: bool) -> list[Counter]:
        here = reverse("accounts:users")
        return [
            Counter(gettext("All"), count.all, here, current=every),
            self._counter(Standing.IN_USE, count.in_use, wanted),
            self._counter(Standing.LOCKED, count.locked, wanted),
            self._counter(Standing.DEACTIVATED, count.deactivated, wanted),
            Counter(
                gettext("Second step missing"),
                count.factor_missing,
                f"{here}?factor=missing",
                current=wanted.factor_missing,
                late=True,
            ),
        ]

    def _counter(self, standing: Standing, count: int, wanted: AccountFilter) -> Counter:
        return Counter(
            gettext(STANDING_WORDS[standing]),
            count,
            f"{reverse('accounts:users')}?standing={standing}",
            current=wanted.standing == standing,
            late=standing is Standing.LOCKED,
        )


def _state(line: AccountLine) -> object:
    return standing_state(line.standing)


def _sort(order: str, column: str, kept: dict[str, str]) -> tuple[str, str]:
    """Address and direction of a column's head: the first press sorts upwards, the next turns it round."""
    turned = f"-{column}" if order == column else column
    direction = {column: "ascending", f"-{column}": "descending"}.get(order, "")
    return "?" + urlencode({**kept, "order": turned}), direction


class Export(Book):
    """The list as seen, with every column a review of accounts asks for (SEC-04)."""

    title = N_("Accounts, roles and sessions")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Excel or CSV."""
        kind = request.GET.get("format", "xlsx")
        if kind not in {"xlsx", "csv"}:
            return HttpResponseBadRequest()
        lines, _ = account_lines(filter_from(request), at=self.now, on=self.on, size=None)
        names = scope_names(
            [(role.scope_kind, role.scope_key) for line in lines for role in line.roles], on=self.on
        )
        table = [
            [number, *_cells(line, role_words(line.roles, names))]
            for number, line in enumerate(lines, start=1)
        ]
        name = f"tai-khoan-{self.on:%Y-%m-%d}.{kind}"
        if kind == "csv":
            response = HttpResponse(_csv([_heads(), *table]), content_type="text/csv; charset=utf-8")
        else:
            response = HttpResponse(_xlsx(_heads(), table), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _heads() -> list[str]:
    return [
        gettext("No."),
        gettext("Full name"),
        gettext("Sign-in name"),
        gettext("Kind of account"),
        gettext("Status"),
        gettext("System"),
        gettext("Roles and scopes"),
        gettext("Who answers for the account"),
        gettext("Official mail address"),
        gettext("Second step"),
        gettext("In use since"),
        gettext("Out of use since"),
        gettext("Last seen"),
    ]


def _cells(line: AccountLine, roles: Iterable[RoleWords]) -> list[str]:
    return [
        line.full_name,
        line.username,
        gettext(TYPE_WORDS[line.account_type]),
        gettext(STANDING_WORDS[line.standing]),
        gettext("Emulation and commendation") + f", {settings.PLACE_NAME}",
        "; ".join(f"{one.role} ({one.scope})" for one in roles),
        line.responsible or line.full_name,
        line.email,
        gettext("yes") if line.second_factor else gettext("no"),
        day(line.activated_on),
        day(line.deactivated_on),
        moment(line.last_seen),
    ]


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    """With a byte order mark, which Excel needs to read UTF-8; a cell never begins as a formula would."""
    out = StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow(f"'{cell}" if str(cell).startswith(FORMULA_STARTS) else cell for cell in row)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(heads: list[str], rows: list[list[object]]) -> bytes:
    made = SheetWriter()
    sheet = made.sheet(gettext("Accounts"), widths=(6, 28, 18, 16, 14, 30, 50, 28, 28, 10, 14, 14, 18))
    made.write(sheet, 0, heads, made.head)
    for number, row in enumerate(rows, start=1):
        made.write(sheet, number, [cell if isinstance(cell, int) else str(cell) for cell in row])
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
    return made.finish()


class NewAccount(Book):
    """Open an account."""

    title = N_("New account")
    template = "accounts/user_new.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        del request
        return self.page(form=NewAccountForm(), tabs=book_tabs("users"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open it and show the one-time password, once."""
        form = NewAccountForm(request.POST)
        if not form.is_valid():
            return self.page(status=WRONG_STATUS, form=form, tabs=book_tabs("users"))
        password = one_time_password()
        try:
            user = create_account(actor=self.actor, **form.cleaned_data, password=password, at=self.now)
        except AccountsError as error:
            form.blame(error)
            return self.page(status=WRONG_STATUS, form=form, tabs=book_tabs("users"))
        return self.page("accounts/one_time_password.html", user=user, password=password, new=True)
