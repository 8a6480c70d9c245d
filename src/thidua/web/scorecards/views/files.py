"""Files out and in: Excel with its round trip, and the documents anyone can work the result out from again."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.foundation.files import XLSX
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, render
from thidua.scorecards.actions import enter_marks
from thidua.scorecards.errors import MarkChangedMeanwhile, MarksUnchanged, MarksUnfit
from thidua.scorecards.exports import results_document, scorecard_of_document
from thidua.scorecards.permissions import may_see_sheet, sees_marks
from thidua.scorecards.queries import SheetFrame, leading_stage, matrix, sheet_frame
from thidua.scorecards.states import STAGES, Stage
from thidua.scorecards.workbooks import Reading, compare, read_stage_workbook, write_workbook
from thidua.web.scorecards.intake import (
    Pending,
    chosen,
    faults_of,
    pending_of,
    remark_of,
    seal,
    unseal,
    workbook_wording,
)
from thidua.web.scorecards.views.shared import FramedScreen, SheetScreen
from thidua.web.scorecards.words import STAGE_NAMES
from thidua.web.shared import parts


class StageFile(FramedScreen[tuple[SheetFrame, Stage]]):
    """A file of one stage."""

    @staticmethod
    def permission(actor: Any, found: tuple[SheetFrame, Stage], *, on: Any) -> Any:
        """Whoever reads the sheet; hidden marks are left out."""
        return may_see_sheet(actor, found[0], on=on)

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object[0]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[SheetFrame, Stage] | None:
        """Sheet and stage."""
        frame = sheet_frame(kwargs["sheet"])
        return (
            (frame, Stage(kwargs["stage"])) if frame is not None and kwargs["stage"] in set(Stage) else None
        )

    def file_name(self, ending: str) -> str:
        """A name without diacritics, so that any system keeps it."""
        frame, stage = self.object
        return f"bang-diem-{frame.year}-{stage.value}.{ending}"

    def sees_all(self) -> bool:
        """Whether no mark of the stage is hidden from this person."""
        frame, stage = self.object
        return all(sees_marks(self.part, frame, member.code, stage) for member in frame.members)


class Workbook(StageFile):
    """The sheet as seen, as Excel, with the inputs of one stage to be edited and sent back."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        frame, stage = self.object
        grid = matrix(frame, sees=lambda unit, at: sees_marks(self.part, frame, unit, at))
        content = write_workbook(frame, grid, stage, workbook_wording(frame), at=self.now)
        answer = HttpResponse(content, content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="{self.file_name("xlsx")}"'
        return answer


class Document(StageFile):
    """`thidua-results/1` or `thidua-scorecard/1` of a stage, as JSON; only when nothing of it is hidden."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The document; a stage with hidden marks is refused, because half a result is none."""
        frame, stage = self.object
        if not self.sees_all():
            return self.page(
                "scorecards/hidden.html", status=403, crumb_items=self.crumbs(self.sheet_crumb())
            )
        results = results_document(frame, stage)
        kind = self.kwargs["kind"]
        document = results if kind == "ket-qua" else scorecard_of_document(frame, results, stage)
        answer = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
        answer["Content-Disposition"] = f'attachment; filename="{kind}-{self.file_name("json")}"'
        return answer


class SchemeDocument(SheetScreen):
    """The table of criteria the sheet is scored by, as `thidua-scheme/1`."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The document."""
        answer = JsonResponse(
            dict(self.frame.document), json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
        name = f"bang-tieu-chi-{self.frame.year}-{self.frame.scheme_version}.json"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


class ImportSheet(SheetScreen):
    """Send a workbook back: it is compared cell by cell, and nothing is kept until that was seen."""

    title = N_("Import marks from Excel")
    template = "scorecards/import.html"
    tab = "matrix"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Choose a file."""
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read and compare."""
        upload = request.FILES.get("file")
        if upload is None:
            return self.show([("id_file", _("Choose a file first."))], status=422)
        try:
            reading = read_stage_workbook(upload.read(), name=upload.name or "", frame=self.frame)
        except Problem as problem:
            said = render(problem.sentence)
            return self.show(
                [("id_file", f"{said} {render(problem.remedy)}" if problem.remedy else said)], status=422
            )
        return self.preview(reading)

    def preview(self, reading: Reading) -> HttpResponse:
        """What would change."""
        frame = self.frame
        lines = compare(frame, reading, self.part)
        pending = pending_of(frame, lines)
        return self.page(
            "scorecards/import_preview.html",
            reading=reading,
            errors=faults_of(frame, reading.faults, lines),
            same=sum(line.kind == "same" for line in lines),
            refused=sum(line.kind == "refused" for line in lines)
            + sum(not fault.doubt for fault in reading.faults),
            problems=[],
            **preview_context(self, reading.stage, pending, {}),
        )

    def show(self, errors: list[tuple[str, str]] | None = None, *, status: int = 200) -> HttpResponse:
        """The page."""
        return self.page(
            status=status,
            errors=errors or [],
            stages=[(stage.value, _(STAGE_NAMES[stage])) for stage in STAGES],
            leading=leading_stage(self.frame).value,
            steps=steps(0),
            crumb_items=self.crumbs(self.sheet_crumb()),
        )


class ConfirmImport(SheetScreen):
    """Keep the chosen lines of a comparison that was seen."""

    title = N_("Import marks from Excel")
    template = "scorecards/import_preview.html"
    http_method_names = ("post",)
    tab = "matrix"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep them, all or none; missing reasons and collisions come back with everything typed."""
        frame = self.frame
        kept = unseal(request.POST.get("lines", ""), frame.public_id, self.actor.actor_key)
        if kept is None:
            return self.again(Stage.SELF, [], [("", _("This comparison is too old. Send the file again."))])
        stage, pending = kept
        cells, missing = chosen(pending, request.POST)
        if missing or not cells:
            return self.again(stage, pending, missing or [("", _("No cell is chosen; nothing was saved."))])
        try:
            enter_marks(sheet=frame.public_id, stage=stage, cells=cells, actor=self.actor, at=self.now)
        except MarksUnfit as unfit:
            return self.again(
                stage, pending, [("", f"{p.where}: {render(p.sentence)}") for p in unfit.problems]
            )
        except (MarkChangedMeanwhile, MarksUnchanged) as met:
            return self.again(stage, pending, [("", render(met.sentence))], status=409)
        said = ngettext("%(count)s cell was taken in.", "%(count)s cells were taken in.", len(cells))
        return self.done(said % {"count": len(cells)}, reverse("scorecards:matrix", args=(frame.public_id,)))

    def again(
        self, stage: Stage, pending: list[Pending], problems: list[tuple[str, str]], *, status: int = 422
    ) -> HttpResponse:
        """The comparison once more, with what was typed."""
        return self.page(
            status=status,
            reading=None,
            errors=[],
            same=0,
            refused=0,
            problems=problems,
            **preview_context(self, stage, pending, self.request.POST.dict()),
        )


def preview_context(
    screen: SheetScreen, stage: Stage, pending: list[Pending], typed: dict[str, str]
) -> dict[str, Any]:
    """What the comparison shows."""
    frame = screen.frame
    names = {member.code: member.short_name for member in frame.members}
    return {
        "stage_name": _(STAGE_NAMES[stage]),
        "lines": [
            {
                "line": line,
                "unit": names[line.unit],
                "leaf": f"{line.leaf} {frame.outline.leaves[line.leaf].name}",
                "remark": remark_of(line),
                "taken": f"take_{line.address}" in typed if typed else not line.collides,
                "reason": typed.get(f"reason_{line.address}", line.reason),
            }
            for line in pending
        ],
        "typed": typed,
        "sealed": seal(frame.public_id, stage, screen.actor.actor_key, pending),
        "steps": steps(1),
        "crumb_items": screen.crumbs(screen.sheet_crumb()),
    }


def steps(now: int) -> Any:
    """The three steps of an import."""
    return parts.ImportStep.of([_("Choose the file"), _("Look at every change"), _("Take in")], now)
