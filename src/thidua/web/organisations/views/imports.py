"""Units and people from Excel: template, upload, preview by cell, confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from thidua.foundation.files import XLSX
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.refusals import Problem, Problems
from thidua.foundation.sheets import Cell
from thidua.foundation.wording import N_, render
from thidua.organisations import actions
from thidua.organisations.permissions import may_keep_units, may_read_import
from thidua.organisations.queries.imports import (
    ImportCard,
    ImportPlan,
    ImportRow,
    RowStatus,
    import_card,
    import_template,
    plan_of,
)
from thidua.organisations.states import ImportKind, ImportState
from thidua.web.organisations.forms.base import Form
from thidua.web.organisations.forms.imports import KIND_WORDS, UploadForm
from thidua.web.organisations.views.base import WRONG_STATUS, asked_page
from thidua.web.shared.jinja import day
from thidua.web.shared.parts import (
    CellError,
    Counter,
    GridCell,
    GridPreview,
    GridRow,
    ImportStep,
    Pager,
    State,
)

PAGE = 50
MOST_ERRORS = 200
STATUS_WORDS = {
    RowStatus.NEW: N_("New"),
    RowStatus.CHANGED: N_("With changes"),
    RowStatus.UNCHANGED: N_("Unchanged"),
    RowStatus.ERROR: N_("With errors"),
}
STATUS_LOOK = {
    RowStatus.NEW: "live",
    RowStatus.CHANGED: "wait",
    RowStatus.UNCHANGED: "plain",
    RowStatus.ERROR: "back",
}
FILE_NAMES = {ImportKind.UNITS: "mau-don-vi.xlsx", ImportKind.PEOPLE: "mau-nguoi.xlsx"}


def steps(now: int) -> tuple[ImportStep, ...]:
    """Where in the import one is."""
    return ImportStep.of([gettext("Choose a file"), gettext("Preview, correct"), gettext("Import")], now)


class Imports(Screen[NoObject]):
    """Templates to download, and a file to upload."""

    permission = staticmethod(may_keep_units)
    title = N_("Import from Excel")
    template = "organisations/imports.html"
    menu = "lists"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        kind = request.GET.get("kind", ImportKind.UNITS)
        return self.show(UploadForm(on=self.on, initial={"kind": kind}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file and open its preview, or say why it cannot be read."""
        form = UploadForm(request.POST, request.FILES, on=self.on)
        if not form.is_valid():
            return self.show(form, status=WRONG_STATUS)
        sent = form.cleaned_data["file"]
        try:
            key = actions.preview_import(
                kind=ImportKind(form.cleaned_data["kind"]),
                content=sent.read(),
                name=sent.name,
                actor=self.actor,
                at=self.now,
            )
        except Problem as problem:
            problem.where = "file"
            form.blame(problem)
            return self.show(form, status=WRONG_STATUS)
        return HttpResponseRedirect(reverse("organisations:import", args=[key]))

    def show(self, form: Form, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        return self.page(status=status, form=form, steps=steps(0), kinds=KIND_WORDS)


class ImportTemplate(Screen[NoObject]):
    """The empty workbook."""

    permission = staticmethod(may_keep_units)
    title = N_("Import from Excel")

    def load(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The kind the address names."""
        return ImportKind(kwargs["kind"]) if kwargs["kind"] in {*ImportKind} else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        kind = ImportKind(str(self.object))
        headers = {"Content-Disposition": f'attachment; filename="{FILE_NAMES[kind]}"'}
        return HttpResponse(import_template(kind, on=self.on), content_type=XLSX, headers=headers)


class OneImport(Screen[ImportCard]):
    """A screen on one upload; only whoever sent it sees it."""

    permission = staticmethod(may_read_import)
    menu = "lists"
    title = N_("Preview of the import")

    def load(self, request: HttpRequest, **kwargs: Any) -> ImportCard | None:
        """The upload the address names."""
        return import_card(str(kwargs["public_id"]))

    def here(self) -> str:
        """The address of the preview."""
        return reverse("organisations:import", args=[self.object.public_id])


class Preview(OneImport):
    """The rows as the system read them, and what confirming would do."""

    template = "organisations/import_preview.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the preview."""
        if self.object.state is not ImportState.PREVIEWED:
            return self.page("organisations/import_settled.html", card=self.object, steps=steps(3))
        try:
            plan = plan_of(self.object.public_id, on=self.on)
        except Problem as problem:
            messages.error(request, render(problem.sentence))
            return HttpResponseRedirect(reverse("organisations:imports"))
        status = request.GET.get("status", "")
        rows = [row for row in plan.rows if not status or row.status == status]
        number = asked_page(request)
        shown = rows[(number - 1) * PAGE : number * PAGE]
        return self.page(
            card=self.object,
            plan=plan,
            steps=steps(1),
            counters=self._counters(plan, status),
            grid=_grid(plan, shown),
            errors=[_error(problem) for problem in plan.problems[:MOST_ERRORS]],
            hidden=max(0, len(plan.problems) - MOST_ERRORS),
            remarks=[_error(problem, doubt=True) for problem in plan.remarks],
            changes=[row for row in shown if row.changes],
            taking=plan.counts["new"] + plan.counts["changed"],
            status_state=status_state,
            shown=shown,
            total=len(rows),
            pager=Pager.of(number, max(1, -(-len(rows) // PAGE)), request.GET),
        )

    def _counters(self, plan: ImportPlan, status: str) -> list[Counter]:
        counters = [Counter(gettext("All rows"), len(plan.rows), self.here(), current=not status)]
        return counters + [
            Counter(
                gettext(STATUS_WORDS[one]),
                plan.counts[one],
                f"{self.here()}?status={one}",
                current=status == one,
                late=one is RowStatus.ERROR,
            )
            for one in (RowStatus.ERROR, RowStatus.NEW, RowStatus.CHANGED, RowStatus.UNCHANGED)
        ]


def status_state(row: ImportRow) -> State:
    """A row's status in words with its look."""
    return State(gettext(STATUS_WORDS[row.status]), STATUS_LOOK[row.status])


def _error(problem: Problem, *, doubt: bool = False) -> CellError:
    remedy = render(problem.remedy) if problem.remedy is not None else ""
    return CellError(problem.where, render(problem.sentence), remedy, doubt=doubt)


def _grid(plan: ImportPlan, rows: list[ImportRow]) -> GridPreview:
    """The heads and the shown rows under their own addresses."""
    width = len(plan.heads)
    columns = tuple("".join(c for c in cell.address if c.isalpha()) for cell in plan.heads)
    names = GridRow(
        plan.head_row, tuple(GridCell(cell.address, cell.text) for cell in plan.heads), names=True
    )
    body = tuple(
        GridRow(
            row.number,
            tuple(
                GridCell(
                    cell.address,
                    _words(cell),
                    "bad" if cell.address in {problem.where for problem in row.problems} else "",
                    wide=len(cell.text) > 30,
                )
                for cell in row.cells[:width]
            ),
        )
        for row in rows
    )
    caption = gettext("Worksheet %(sheet)s as the system read it") % {"sheet": plan.sheet}
    return GridPreview(
        caption, columns, (names, *body), note=gettext("Cells with a formula are read as its last value.")
    )


def _words(cell: Cell) -> str:
    value = cell.value
    return day(value) if hasattr(value, "year") else cell.text  # type: ignore[arg-type]  # a date or datetime


class ConfirmImport(OneImport):
    """Take the upload in."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """All rows or none, then the register."""
        try:
            counts = actions.confirm_import(upload=self.object.public_id, actor=self.actor, at=self.now)
        except (Problem, Problems) as problem:
            messages.error(request, _said(problem))
            return HttpResponseRedirect(self.here())
        taken = counts["new"] + counts["changed"]
        messages.success(
            request,
            ngettext("%(count)s row is imported.", "%(count)s rows are imported.", taken) % {"count": taken},
        )
        people = self.object.kind is ImportKind.PEOPLE
        return HttpResponseRedirect(reverse("organisations:people" if people else "organisations:units"))


def _said(problem: Problem | Problems) -> str:
    remedy = getattr(problem, "remedy", None)
    return f"{render(problem.sentence)} {render(remedy) if remedy is not None else ''}".strip()


class AbandonImport(OneImport):
    """Give the upload up."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give it up, then choose another file."""
        try:
            actions.abandon_import(upload=self.object.public_id, actor=self.actor, at=self.now)
        except Problem as problem:
            messages.error(request, _said(problem))
            return HttpResponseRedirect(self.here())
        messages.success(request, gettext("The upload is given up; nothing was saved."))
        return HttpResponseRedirect(f"{reverse('organisations:imports')}?kind={self.object.kind}")
