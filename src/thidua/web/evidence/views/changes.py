"""Correcting a record, adding files, using it for more criteria, putting another paper in its place."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.foundation.wording import N_, render
from thidua.reports.actions import add_evidence_files, correct_evidence, link_evidence, replace_evidence
from thidua.reports.errors import EvidenceChangedMeanwhile, EvidenceUnfit
from thidua.reports.permissions.evidence import may_change_evidence
from thidua.web.evidence.forms import LeavesForm, PaperForm, answers_of, initial_of, said_of, sent_files
from thidua.web.evidence.views.answers import by_script, drop_context, lines_of, on_to, refused
from thidua.web.evidence.views.filing import known_words
from thidua.web.evidence.views.records import RecordScreen
from thidua.web.shared.evidence import cited


class ChangingScreen(RecordScreen):
    """A form about a record; whoever may only read is told why not."""

    permission = staticmethod(may_change_evidence)

    def show(self, errors: Sequence[tuple[str, str]] = (), *, status: int = 422, **more: Any) -> HttpResponse:
        """The page."""
        if errors and by_script(self.request):
            return refused(errors)
        return self.page(
            status=status if errors else 200,
            errors=list(errors),
            what=cited(self.row),
            row=self.row,
            place=self.place,
            back=self.here,
            crumb_items=self.way(),
            **{**drop_context(), **more},
        )


class Correct(ChangingScreen):
    """«Sửa» what is said of a paper and what it proves."""

    title = N_("Correct the record")
    template = "evidence/correct.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The record in the form."""
        return self.show(form=PaperForm(self.place, initial=initial_of(self.row)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save; when another officer saved meanwhile, both versions are shown."""
        form = PaperForm(self.place, request.POST)
        form.had = answers_of(self.row)
        if not form.is_valid():
            return self.show(lines_of(form), form=form)
        try:
            correct_evidence(
                evidence=self.row.key,
                paper=form.said(),
                links=form.links(),
                revision=form.cleaned_data["revision"] or 0,
                actor=self.actor,
                at=self.now,
            )
        except EvidenceUnfit as unfit:
            return self.show([(f"id_{unfit.where}", said_of(unfit))], form=form)
        except EvidenceChangedMeanwhile as met:
            # Saved again, it replaces what is shown above it: that is then a choice, not an accident.
            seen = request.POST.copy()
            seen["revision"] = str(met.revision)
            return self.show(
                [("", render(met.sentence))], status=409, form=PaperForm(self.place, seen), meanwhile=self.row
            )
        return on_to(request, self.here, _("The record was corrected."))


class AddFiles(ChangingScreen):
    """«Bổ sung tệp»."""

    title = N_("Add files")
    template = "evidence/add.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The box for files."""
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep them."""
        files, not_taken = sent_files(request)
        if not_taken or not files:
            return self.show([("id_files", words) for words in not_taken or [_("Choose a file first.")]])
        try:
            done = add_evidence_files(
                evidence=self.row.key,
                files=files,
                declared="declared" in request.POST,
                actor=self.actor,
                at=self.now,
            )
        except EvidenceUnfit as unfit:
            return self.show([(f"id_{unfit.where}", said_of(unfit))])
        words = [_("The files are on record.")] if done.evidence else []
        return on_to(request, self.here, *words, *known_words(done))


class UseForMore(ChangingScreen):
    """«Dùng cho tiêu chí khác»: one paper proves several criteria."""

    title = N_("Use it for other criteria")
    template = "evidence/link.html"

    def others(self) -> list[str]:
        """The criteria it does not prove yet."""
        return [code for code in self.place.leaves if not self.row.proves(code)] or ["-"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The other criteria."""
        return self.show(form=LeavesForm(self.place, only=self.others()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Use it for them."""
        form = LeavesForm(self.place, request.POST, only=self.others())
        if not form.is_valid():
            return self.show(lines_of(form), form=form)
        try:
            link_evidence(evidence=self.row.key, links=form.links(), actor=self.actor, at=self.now)
        except EvidenceUnfit as unfit:
            return self.show([(f"id_{unfit.where}", said_of(unfit))], form=form)
        return on_to(request, self.here, _("The record proves these criteria too."))


class Replace(ChangingScreen):
    """«Thay» a paper by another; the old one stays readable."""

    title = N_("Put another paper in its place")
    template = "evidence/replace.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The new paper, beginning with what the old one said."""
        return self.show(form=PaperForm(self.place, initial=initial_of(self.row)), reason="")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put it in the place of the old one."""
        form, reason = PaperForm(self.place, request.POST), request.POST.get("reason", "")
        form.had = answers_of(self.row)
        files, not_taken = sent_files(request)
        if not form.is_valid() or not_taken:
            errors = [*lines_of(form), *[("id_files", words) for words in not_taken]]
            return self.show(errors, form=form, reason=reason)
        try:
            key = replace_evidence(
                evidence=self.row.key,
                paper=form.said(),
                links=form.links(),
                files=files,
                declared="declared" in request.POST,
                reason=reason,
                actor=self.actor,
                at=self.now,
            )
        except EvidenceUnfit as unfit:
            return self.show([(f"id_{unfit.where}", said_of(unfit))], form=form, reason=reason)
        return on_to(
            request,
            reverse("evidence:record", args=(key,)),
            _("The new paper stands in the place of the old one."),
        )
