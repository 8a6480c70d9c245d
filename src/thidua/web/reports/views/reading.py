"""Reading one unit's report: what was sent, its history, and what two versions say differently."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.criteria.leaves import Leaf
from thidua.criteria.queries import outline_in_force
from thidua.foundation.wording import N_
from thidua.reports.documents import changes
from thidua.reports.permissions import (
    may_explain_return,
    may_fill_report,
    may_recall_report,
    may_receive_report,
    may_return_report,
    part_of,
)
from thidua.reports.queries import rules_of, standing_of, steps_of, versions_of
from thidua.reports.rows import StepRow, VersionRow
from thidua.reports.states import StepKind
from thidua.web.reports.present import change_rows, document_leaves, document_targets, document_texts
from thidua.web.reports.views.shared import ReportScreen
from thidua.web.reports.words import STEP_WORDS, late_words, state_of
from thidua.web.shared import parts


class ReportPage(ReportScreen):
    """The report as sent last, how it stands, and the acts open to this person."""

    title = N_("Report")
    template = "reports/report.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; `ban` asks for an earlier version."""
        row, frame = self.place.row, self.place.request
        versions = versions_of(row.id)
        shown = self.chosen(versions)
        rules = rules_of(frame.year.id)
        document = shown.document if shown is not None else None
        leaves = self.leaves() if document is not None and document["leaves"] else {}
        own = row.unit in part_of(self.actor, frame.year, on=self.on).units
        steps = steps_of(row.id)
        return self.page(
            state=state_of(row.state),
            late=late_words(standing_of(frame, row, on=self.on, rules=rules).lateness),
            days=(frame.due - self.on).days,
            versions=versions,
            shown=shown,
            targets=document_targets(document) if document is not None else [],
            leaves=document_leaves(document, leaves) if document is not None else [],
            texts=document_texts(document) if document is not None else [],
            steps=[self.step(step) for step in steps],
            explanation=self.explanation(steps),
            own=own,
            may_fill=may_fill_report(self.actor, self.place, on=self.on),
            may_recall=may_recall_report(self.actor, self.place, on=self.on).allowed,
            may_explain=may_explain_return(self.actor, self.place, on=self.on).allowed,
            may_return=may_return_report(self.actor, self.place, on=self.on),
            may_receive=may_receive_report(self.actor, self.place, on=self.on),
        )

    def chosen(self, versions: tuple[VersionRow, ...]) -> VersionRow | None:
        """The version asked for, else the last one."""
        wanted = self.request.GET.get("ban", "")
        if not wanted:
            return versions[0] if versions else None
        found = next((one for one in versions if str(one.number) == wanted), None)
        if found is None:
            raise Http404
        return found

    def leaves(self) -> dict[str, Leaf]:
        """The leaves of the table in force."""
        table = outline_in_force(self.place.request.year.id, on=self.on)
        return {} if table is None else dict(table.outline.leaves)

    def step(self, step: StepRow) -> parts.Act:
        """One line of the history."""
        what = _(STEP_WORDS[step.kind]) % {"version": step.version}
        return parts.Act(step.at, step.by, f"{what}: {step.text}" if step.text else what)

    def explanation(self, steps: tuple[StepRow, ...]) -> StepRow | None:
        """The unit's explanation when it is the last thing that happened."""
        return steps[0] if steps and steps[0].kind is StepKind.EXPLAINED else None


class Changes(ReportScreen):
    """What a version says otherwise than the one before."""

    title = N_("Changes against the version before")
    template = "reports/changes.html"

    def load(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The report, and the version."""
        self.number = int(kwargs["number"])
        return super().load(request, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        versions = {one.number: one for one in versions_of(self.place.row.id)}
        now, before = versions.get(self.number), versions.get(self.number - 1)
        if now is None or before is None:
            raise Http404
        found = list(changes(before.document, now.document))
        table = outline_in_force(self.place.request.year.id, on=self.on)
        leaves = {} if table is None else dict(table.outline.leaves)
        return self.page(
            now=now,
            before=before,
            rows=change_rows(found, leaves),
            crumb_items=[*self.crumbs(), (self.place.row.short_name, self.here)],
            others=[
                (number, reverse("reports:changes", args=(self.place.row.key, number)))
                for number in sorted(versions)
                if number > 1
            ],
        )
