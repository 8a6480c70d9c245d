"""One record of evidence: what it is, its files, what happened to it; withdrawing it, answering for it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.foundation.acts import latest_acts
from thidua.foundation.gate import Screen
from thidua.foundation.wording import N_
from thidua.reports.actions import confirm_reference, withdraw_evidence
from thidua.reports.errors import EvidenceUnfit
from thidua.reports.evidence import EvidencePlace, EvidenceRow
from thidua.reports.permissions.evidence import (
    may_change_evidence,
    may_confirm_reference,
    may_read_record,
    may_withdraw_evidence,
)
from thidua.reports.queries.evidence import evidence_place, evidence_record
from thidua.web.evidence.forms import said_of
from thidua.web.evidence.rows import file_line
from thidua.web.evidence.views.answers import on_to
from thidua.web.evidence.views.places import crumbs, place_address, place_crumb
from thidua.web.evidence.words import paper_words, period_words, state_of
from thidua.web.shared.evidence import cited
from thidua.web.shared.telling import latest

MOST_ACTS = 30


class RecordScreen(Screen[tuple[EvidencePlace, EvidenceRow]]):
    """A screen of one record."""

    permission = staticmethod(may_read_record)
    menu = "reports"

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[EvidencePlace, EvidenceRow] | None:
        """The record the address names, in its place."""
        row = evidence_record(kwargs["key"])
        if row is None:
            return None
        place = evidence_place(row.year, row.unit, on=self.on)
        return None if place is None else (place, row)

    @property
    def place(self) -> EvidencePlace:
        """The unit and year it belongs to."""
        return self.object[0]

    @property
    def row(self) -> EvidenceRow:
        """The record."""
        return self.object[1]

    @property
    def here(self) -> str:
        """Its own page."""
        return reverse("evidence:record", args=(self.row.key,))

    def way(self, *, deeper: bool = True) -> list[tuple[str, str]]:
        """The way here."""
        more = [(cited(self.row), self.here)] if deeper else []
        return crumbs(place_crumb(self.place), *more)


class RecordPage(RecordScreen):
    """What a record says, its files, and its history."""

    title = N_("Evidence record")
    template = "evidence/record.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        place, row = self.object
        changing = may_change_evidence(self.actor, self.object, on=self.on)
        withdrawing = may_withdraw_evidence(self.actor, self.object, on=self.on)
        asks = place.leaves
        return self.page(
            row=row,
            place=place,
            heading=row.title or _("Classified paper %(number)s") % {"number": row.number},
            state=state_of(row.state),
            kind=paper_words(row.paper),
            period=period_words(row.period),
            leaves=[
                (f"{link.leaf} {asks[link.leaf].name}" if link.leaf in asks else link.leaf, link.answers)
                for link in row.leaves
            ],
            files=[file_line(file, withdraws=withdrawing.allowed) for file in row.files],
            changing=changing.allowed,
            withdrawing=withdrawing.allowed,
            confirming=may_confirm_reference(self.actor, self.object, on=self.on) if not row.counts else None,
            heir=reverse("evidence:record", args=(row.replaced_by,)) if row.replaced_by else "",
            older=reverse("evidence:record", args=(row.replaces,)) if row.replaces else "",
            acts=latest(latest_acts(on_key=row.key, limit=MOST_ACTS)),
            crumb_items=self.way(deeper=False),
        )


class Withdraw(RecordScreen):
    """«Thu hồi minh chứng», with a reason."""

    permission = staticmethod(may_withdraw_evidence)
    title = N_("Withdraw evidence")
    template = "evidence/withdraw.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Withdraw it."""
        try:
            withdraw_evidence(
                evidence=self.row.key, reason=request.POST.get("reason", ""), actor=self.actor, at=self.now
            )
        except EvidenceUnfit as unfit:
            return self.show([("id_reason", said_of(unfit))])
        return on_to(request, place_address(self.place), _("The record was withdrawn; it stays readable."))

    def show(self, errors: Sequence[tuple[str, str]] = ()) -> HttpResponse:
        """The page."""
        return self.page(
            status=422 if errors else 200,
            errors=list(errors),
            what=cited(self.row),
            files=[file.name for file in self.row.present_files],
            back=self.here,
            crumb_items=self.way(),
        )


class Confirm(RecordScreen):
    """«Thủ trưởng xác nhận»: the head of the unit answers for a classified paper."""

    permission = staticmethod(may_confirm_reference)
    title = N_("Answer for a classified paper")
    template = "evidence/confirm.html"
    show_refused = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is answered for."""
        return self.page(
            row=self.row,
            what=cited(self.row),
            leaves=[link.leaf for link in self.row.leaves],
            by_authorisation=next(
                (one.sentence for one in self.verdict.parts if "number" in one.sentence.params), None
            ),
            back=self.here,
            crumb_items=self.way(),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer for it."""
        confirm_reference(evidence=self.row.key, actor=self.actor, at=self.now)
        return on_to(request, self.here, _("The paper counts as evidence from today."))
