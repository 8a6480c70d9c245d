"""Filing a paper with its files, and naming a classified one."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.foundation.wording import N_
from thidua.reports.actions import file_evidence, name_reference
from thidua.reports.errors import EvidenceUnfit
from thidua.reports.papers import Outcome
from thidua.reports.permissions.evidence import may_file_evidence
from thidua.web.evidence.forms import PaperForm, ReferenceForm, said_of, sent_files
from thidua.web.evidence.views.answers import by_script, drop_context, lines_of, on_to, refused
from thidua.web.evidence.views.places import PlaceScreen, crumbs, place_address, place_crumb


def known_words(outcome: Outcome) -> list[str]:
    """What was on record already, said file by file."""
    return [
        _("%(name)s is on record already; the record that holds it now proves these criteria too.")
        % {"name": name}
        for name, _key in outcome.known
    ]


class FilingScreen(PlaceScreen):
    """A form that files something for the unit; whoever may only read is told why not."""

    permission = staticmethod(may_file_evidence)

    def opened(self) -> dict[str, Any]:
        """What the address asks for: a criterion, and which of its asked papers."""
        leaf, ask = self.request.GET.get("leaf", ""), self.request.GET.get("ask", "")
        return {"leaves": [leaf] if leaf else [], "ask": f"{leaf}#{ask}" if ask else ""}


class FilePaper(FilingScreen):
    """«Nộp minh chứng»: one paper, its files, every criterion it proves."""

    title = N_("File evidence")
    template = "evidence/file.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; opened from a criterion it has that one chosen."""
        return self.show(PaperForm(self.object, initial=self.opened()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the paper and its files, or say what stands in the way; nothing typed is lost."""
        form = PaperForm(self.object, request.POST)
        files, not_taken = sent_files(request)
        if not form.is_valid() or not_taken:
            return self.show(form, [*lines_of(form), *[("id_files", words) for words in not_taken]])
        try:
            done = file_evidence(
                bloc_year=self.object.year.public_id,
                unit=self.object.member.public_id,
                paper=form.said(),
                links=form.links(),
                files=files,
                declared="declared" in request.POST,
                actor=self.actor,
                at=self.now,
            )
        except EvidenceUnfit as unfit:
            return self.show(form, [(f"id_{unfit.where}", said_of(unfit))])
        if done.evidence:
            where = reverse("evidence:record", args=(done.evidence,))
            return on_to(request, where, _("The evidence is on record."), *known_words(done))
        return on_to(request, place_address(self.object), *known_words(done))

    def show(self, form: PaperForm, errors: Sequence[tuple[str, str]] = ()) -> HttpResponse:
        """The page."""
        if errors and by_script(self.request):
            return refused(errors)
        return self.page(
            status=422 if errors else 200,
            form=form,
            errors=list(errors),
            place=self.object,
            asks=list(self.object.leaves.values()),
            back=place_address(self.object),
            crumb_items=crumbs(place_crumb(self.object)),
            **drop_context(),
        )


class NameReference(FilingScreen):
    """«Ghi số tài liệu mật»: never a file, a title or an excerpt."""

    title = N_("Name a classified paper")
    template = "evidence/reference.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(ReferenceForm(self.object, initial=self.opened()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep number and place."""
        form = ReferenceForm(self.object, request.POST)
        if not form.is_valid():
            return self.show(form, lines_of(form))
        try:
            key = name_reference(
                bloc_year=self.object.year.public_id,
                unit=self.object.member.public_id,
                reference=form.said(),
                links=form.links(),
                actor=self.actor,
                at=self.now,
            )
        except EvidenceUnfit as unfit:
            return self.show(form, [(f"id_{unfit.where}", said_of(unfit))])
        where = reverse("evidence:record", args=(key,))
        return on_to(
            request, where, _("The paper is named; it counts once the head of the unit confirms it.")
        )

    def show(self, form: ReferenceForm, errors: Sequence[tuple[str, str]] = ()) -> HttpResponse:
        """The page."""
        return self.page(
            status=422 if errors else 200,
            form=form,
            errors=list(errors),
            place=self.object,
            back=place_address(self.object),
            crumb_items=crumbs(place_crumb(self.object)),
        )
