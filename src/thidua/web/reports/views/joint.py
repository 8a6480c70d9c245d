"""The bloc's joint report: read and printed, composed, edited, issued."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.foundation.wording import N_
from thidua.organisations.queries import head_of_unit, unit_name
from thidua.reports.actions import compose_joint_report, edit_joint_report, issue_joint_report
from thidua.reports.composing import Flag, flags_of, source_hash
from thidua.reports.errors import JointChangedMeanwhile, ReportActUnfit
from thidua.reports.permissions import may_issue_joint, may_read_joint, may_write_joint
from thidua.reports.queries import figures_of, joint_of
from thidua.reports.rows import JointRow, UnitFigures
from thidua.reports.states import PARTS, JointState
from thidua.web.reports.forms import IssueForm
from thidua.web.reports.present import document_targets
from thidua.web.reports.views.shared import RequestScreen, told
from thidua.web.reports.words import PART_WORDS

FLAG_WORDS = {
    "stale": N_("The unit's row says something else now."),
    "dropped": N_("A composed figure no longer stands in this part."),
    "unknown": N_("This number stands in no row of the units."),
}


class JointScreen(RequestScreen):
    """A screen of the joint report."""

    def joint(self) -> JointRow | None:
        """The joint report, if it was composed."""
        return joint_of(self.frame.id)

    def flags(self, joint: JointRow, rows: tuple[UnitFigures, ...]) -> list[dict[str, Any]]:
        """Numbers of the text that do not match the rows, as the page tells them."""
        return [self.flag(flag, rows) for flag in flags_of(joint.sections, joint.ties, rows)]

    def flag(self, flag: Flag, rows: tuple[UnitFigures, ...]) -> dict[str, Any]:
        """One of them."""
        unit = next((row.row.short_name for row in rows if row.row.code == flag.unit), "")
        return {
            "part": _(PART_WORDS[flag.part]),
            "anchor": f"#part-{flag.part}",
            "words": flag.words,
            "why": _(FLAG_WORDS[flag.kind]),
            "place": f"{unit}: {flag.name}" if unit else "",
            "now": flag.now,
        }

    def home(self) -> HttpResponse:
        """Back to the joint report."""
        return HttpResponseRedirect(reverse("reports:joint", args=(self.frame.key,)))


class JointPage(JointScreen):
    """The joint report as a paper, with the annex of figures."""

    permission = staticmethod(may_read_joint)
    title = N_("Joint report of the bloc")
    template = "reports/joint.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The paper; what was issued is shown as it was issued."""
        joint, rows = self.joint(), figures_of(self.frame)
        writing = may_write_joint(self.actor, self.frame, on=self.on)
        issued = joint is not None and joint.state is JointState.ISSUED
        document = joint.document if joint is not None and issued else None
        return self.page(
            joint=joint,
            issued=issued,
            sections=self.sections(document["sections"] if document else (joint.sections if joint else {})),
            annex=self.annex(document["units"] if document else None, rows),
            flags=[] if joint is None or issued or not writing.allowed else self.flags(joint, rows),
            stale=joint is not None and not issued and joint.source_hash != source_hash(rows),
            sent=sum(1 for row in rows if row.document is not None),
            all=len(rows),
            writing=writing,
            may_issue=may_issue_joint(self.actor, self.frame, on=self.on).allowed,
        )

    def sections(self, texts: Mapping[str, str]) -> list[tuple[str, str, list[str]]]:
        """The parts that say something: anchor, heading, paragraphs."""
        return [
            (part, _(PART_WORDS[part]), texts[part].split("\n\n"))
            for part in PARTS
            if texts.get(part, "").strip()
        ]

    def annex(
        self, issued: list[dict[str, Any]] | None, rows: tuple[UnitFigures, ...]
    ) -> list[tuple[str, list[dict[str, Any]]]]:
        """Figures of every unit: as issued, else as they are now."""
        if issued is not None:
            return [(unit["name"], document_targets(unit)) for unit in issued if unit["targets"]]
        return [
            (row.row.name, document_targets(row.document))
            for row in rows
            if row.document is not None and row.document["targets"]
        ]


class ComposeJoint(JointScreen):
    """Compose it from the rows, or compose it anew."""

    permission = staticmethod(may_write_joint)
    title = N_("Compose the joint report")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Compose."""
        try:
            compose_joint_report(request=self.frame.key, actor=self.actor, at=self.now)
        except ReportActUnfit as unfit:
            messages.error(request, told(unfit)[0][1])
            return HttpResponseRedirect(self.here)
        messages.success(request, _("The joint report was composed from the units' rows."))
        return self.home()


class EditJoint(JointScreen):
    """Edit it before it is issued."""

    permission = staticmethod(may_write_joint)
    title = N_("Edit the joint report")
    template = "reports/joint_edit.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        joint = self.joint()
        if joint is None:
            return self.home()
        return self.show(joint, joint.title, joint.sections, joint.revision)

    def show(
        self,
        joint: JointRow,
        title: str,
        sections: Mapping[str, str],
        revision: int,
        *,
        errors: list[tuple[str, str]] | None = None,
        theirs: JointChangedMeanwhile | None = None,
    ) -> HttpResponse:
        """The form, with the numbers that do not match, and what another person saved meanwhile."""
        rows = figures_of(self.frame)
        other = [
            (_(PART_WORDS[part]), theirs.sections.get(part, ""))
            for part in PARTS
            if theirs is not None and theirs.sections.get(part, "") != sections.get(part, "")
        ]
        return self.page(
            joint=joint,
            joint_title=title,
            revision=revision,
            fields=[(part, _(PART_WORDS[part]), sections.get(part, "")) for part in PARTS],
            flags=self.flags(joint, rows),
            errors=errors or [],
            theirs=theirs,
            other=other,
            status=409 if theirs else (422 if errors else 200),
            no_rail=True,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save."""
        joint = self.joint()
        if joint is None:
            return self.home()
        title = request.POST.get("title", "")
        sections = {part: request.POST.get(f"part-{part}", "") for part in PARTS}
        given = request.POST.get("revision", "")
        revision = int(given) if given.isdigit() and len(given) < 10 else 0
        try:
            edit_joint_report(
                request=self.frame.key,
                title=title,
                sections=sections,
                revision=revision,
                actor=self.actor,
                at=self.now,
            )
        except JointChangedMeanwhile as met:
            return self.show(joint, title, sections, met.revision, theirs=met)
        except ReportActUnfit as unfit:
            return self.show(joint, title, sections, revision, errors=told(unfit))
        messages.success(request, _("The joint report was saved."))
        return self.home()


class IssueJoint(JointScreen):
    """Issue it under its number."""

    permission = staticmethod(may_issue_joint)
    title = N_("Issue the joint report")
    template = "reports/joint_issue.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        joint = self.joint()
        initial = {"revision": joint.revision if joint else 0, "dated": self.on, **self.signer()}
        return self.show(IssueForm(initial=initial))

    def signer(self) -> dict[str, str]:
        """Who heads the head unit today, for whom the paper is drawn up."""
        unit = unit_name(self.frame.year.head, on=self.on)
        head = head_of_unit(unit.id, on=self.on) if unit is not None else None
        return {"signed_by": head.person.name, "office": head.title} if head is not None else {}

    def show(self, form: IssueForm, errors: list[tuple[str, str]] | None = None) -> HttpResponse:
        """The form, with the numbers that do not match."""
        joint, rows = self.joint(), figures_of(self.frame)
        return self.page(
            form=form,
            errors=errors or [],
            joint=joint,
            flags=[] if joint is None else self.flags(joint, rows),
            missing=[row.row.name for row in rows if row.document is None],
            status=422 if errors or form.errors else 200,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Issue it."""
        form = IssueForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            issue_joint_report(request=self.frame.key, **form.cleaned_data, actor=self.actor, at=self.now)
        except JointChangedMeanwhile as met:
            words = _("%(person)s saved the joint report meanwhile. Read it again before issuing it.")
            return self.show(form, [("", words % {"person": met.edited_by})])
        except ReportActUnfit as unfit:
            return self.show(form, told(unfit))
        messages.success(request, _("The joint report was issued and the units were told."))
        return self.home()
