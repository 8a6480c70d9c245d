"""Screens of the ledger: the list, one entry with its proof, the check of the whole, the file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from thidua.foundation.acts import Link, entry_count, link_of
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.verification import STEP, Check, check_ledger, last_check
from thidua.foundation.wording import N_
from thidua.web.records.exporting import WIDTHS, heads, row_of
from thidua.web.records.facts import facts_of, figures_of, sheet_of
from thidua.web.records.permissions import may_check_ledger, may_read_ledger, reach_of
from thidua.web.records.proving import joints_of, result_of_check, result_of_link
from thidua.web.records.reading import MOST_EXPORTED, LedgerPage, all_acts, in_groups, rooms_within, sought_in
from thidua.web.shared.exporting import FORMS, attached, csv_lines, workbook
from thidua.web.shared.jinja import moment
from thidua.web.shared.telling import tell


class Ledger(Screen[NoObject]):
    """The ledger «nhật ký», newest first, within the reader's reach."""

    permission = staticmethod(may_read_ledger)
    title = N_("Ledger")
    template = "records/ledger.html"
    menu = "records"

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page of acts with the filters above it."""
        reach = reach_of(self.actor, on=self.on)
        sought = sought_in(request)
        return self.page(
            page=LedgerPage.of(sought, reach),
            sought=sought,
            rooms=rooms_within(reach),
            count=entry_count(reach=reach),
            most=MOST_EXPORTED,
            whole=reach.everything,
            check=result_of_check(last_check()) if reach.everything else None,
        )


class Entry(Screen[Link]):
    """One entry: everything it says, and whether it and its neighbours are as they were written."""

    permission = staticmethod(may_read_ledger)
    title = N_("Ledger entry")
    template = "records/entry.html"
    menu = "records"

    def load(self, request: HttpRequest, **kwargs: Any) -> Link | None:
        """The entry, if it is within the reader's reach."""
        return link_of(kwargs["seq"], reach=reach_of(self.actor, on=self.on))

    def get(self, request: HttpRequest) -> HttpResponse:
        """The entry with its chain recomputed now."""
        link = self.object
        sheet = sheet_of(link.act)
        return self.page(
            link=link,
            told=tell(link.act),
            facts=facts_of(link.act, self.actor, sheet, on=self.on),
            result=result_of_link(link, now=self.now),
            figures=figures_of(link.act, self.actor, sheet, on=self.on),
            hash=in_groups(link.act.hash),
            joints=joints_of(link),
        )


class CheckLedger(Screen[NoObject]):
    """The last check of the ledger, and the button for the next."""

    permission = staticmethod(may_check_ledger)
    title = N_("Check the ledger")
    template = "records/check.html"
    menu = "records"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What the last check found and how far it came."""
        last = last_check()
        return self.page(
            last=last,
            result=result_of_check(last),
            total=entry_count(),
            step=STEP,
            unfinished=last is not None and last.fault is None and not last.whole,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check the next entries."""
        found = check_ledger(actor=self.actor, at=self.now)
        self._announce(request, found)
        return HttpResponseRedirect(reverse("records:check"))

    @staticmethod
    def _announce(request: HttpRequest, found: Check) -> None:
        if found.fault is not None:
            messages.error(request, gettext("Entry %(entry)d does not fit.") % {"entry": found.fault.seq})
            return
        count = found.last - found.first + 1
        said = ngettext(
            "%(count)d entry was checked; it fits.", "%(count)d entries were checked; every one fits.", count
        )
        messages.success(request, said % {"count": count})


class ExportLedger(Screen[str]):
    """The ledger as filtered, as a file."""

    permission = staticmethod(may_read_ledger)
    title = N_("Ledger")

    def load(self, request: HttpRequest, **kwargs: Any) -> str | None:
        """The form of the file: `csv` or `xlsx`."""
        return kwargs["form"] if kwargs["form"] in FORMS else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file, newest act first."""
        reach = reach_of(self.actor, on=self.on)
        rows = (row_of(act) for act in all_acts(sought_in(request), reach))
        name = f"nhat-ky-{self.on:%Y-%m-%d}"
        if self.object == "csv":
            return attached("".join(csv_lines(heads(), rows)), name=name, form="csv")
        said = gettext("Ledger as seen by %(who)s at %(when)s")
        note = said % {"who": self.actor.actor_name, "when": moment(self.now)}
        book = workbook(gettext("Ledger"), heads(), rows, widths=WIDTHS, notes=(note,))
        return attached(book, name=name, form="xlsx")
