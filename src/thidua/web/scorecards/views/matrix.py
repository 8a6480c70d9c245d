"""The whole sheet, and the door through which its cells are saved one by one."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from thidua.core.verdict import Sentence
from thidua.criteria.notation import read
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, render
from thidua.scorecards.actions import MarkInput, enter_marks
from thidua.scorecards.errors import (
    MarkChangedMeanwhile,
    MarksUnchanged,
    MarksUnfit,
    ScorecardError,
    ScoringRefused,
)
from thidua.scorecards.permissions import mark_before, markable, may_close_stage, sees_marks
from thidua.scorecards.queries import SheetFrame, counters, leading_stage, sheet_frame
from thidua.scorecards.states import OPEN_STAGE, STAGES, Stage
from thidua.web.scorecards.explaining import drawer_context
from thidua.web.scorecards.present import cell_key, read_key, sheet_part
from thidua.web.scorecards.replies import changed_cells, collision_reply, problem_reply
from thidua.web.scorecards.views.shared import SheetScreen, cell_address
from thidua.web.scorecards.words import STAGE_NAMES
from thidua.web.shared import parts

MOST_CELLS = 1500


class SheetMatrix(SheetScreen):
    """Units × criteria, three marks side by side."""

    title = N_("Score sheet")
    template = "scorecards/matrix.html"
    tab = "matrix"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The sheet; `o` opens the explanation of one cell beside it."""
        frame, part = self.frame, self.part
        chosen = request.GET.get("o", "")
        place = read_key(chosen)
        stage = leading_stage(frame)
        return self.page(
            sheet=sheet_part(frame, part, chosen=chosen),
            drawer=drawer_context(
                frame, part, place, cell_address(frame.public_id, place[0], place[1], place[2])
            )
            if place
            else None,
            chosen=chosen,
            count=counters(frame, stage),
            stage_name=_(STAGE_NAMES[stage]),
            saved=last_saved(frame),
            crumb_items=self.crumbs(),
            closing=self.closing(),
            acceptable=self.acceptable(),
            links=[parts.UnitLink(member.short_name, f"don-vi/{member.code}/") for member in frame.members],
            no_rail=True,
        )

    def closing(self) -> Stage | None:
        """The stage this person may close now."""
        stage = OPEN_STAGE.get(self.frame.state)
        if stage is None or not may_close_stage(self.actor, (self.frame, stage), on=self.on).allowed:
            return None
        return stage

    def acceptable(self) -> int:
        """How many empty cells this person may take over as proposed, of all units."""
        frame = self.frame
        stage = OPEN_STAGE.get(frame.state)
        if stage is None or stage is Stage.SELF:
            return 0
        return sum(
            frame.mark(unit, leaf, stage) is None and mark_before(frame, unit, leaf, stage) is not None
            for unit, leaf in markable(self.part, frame)
        )


def last_saved(frame: SheetFrame) -> datetime | None:
    """When a mark was last kept."""
    return max((mark.marked_at for mark in frame.content.marks.values()), default=None)


class SaveCells(SheetScreen):
    """Keep cells typed or pasted into the grid; answers in JSON and never loses what was typed.

    200: kept, with every cell that shows something else now. 409: others were faster, both versions. 422: cells that
    cannot be kept, each with what to do; `reason` when only the reason is missing. 403: not open to this person.
    """

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save one cell or a pasted block; all or nothing."""
        frame = self.frame
        try:
            stage, cells = self.read(frame, json.loads(request.body))
            enter_marks(sheet=frame.public_id, stage=stage, cells=cells, actor=self.actor, at=self.now)
        except MarkChangedMeanwhile as met:
            return JsonResponse(collision_reply(frame, met), status=409)
        except MarksUnchanged:
            return JsonResponse({"cells": [], "said": _("Nothing was changed.")})
        except (MarksUnfit, Problem) as unfit:
            return JsonResponse(problem_reply(unfit, OPEN_STAGE.get(frame.state)), status=422)
        except ScoringRefused as refusal:
            if refusal.verdict.private:
                raise
            reasons = [render(leaf.sentence) for leaf in refusal.verdict.reasons()]
            return JsonResponse(
                {"title": _("These cells cannot be marked here."), "reasons": reasons}, status=403
            )
        except (ScorecardError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return JsonResponse({"title": _("The request cannot be read; nothing was saved.")}, status=400)
        now = sheet_frame(frame.public_id)
        said = _("Saved at %(time)s") % {"time": f"{self.now.astimezone(VIET_NAM):%H:%M:%S}"}
        return JsonResponse({"cells": changed_cells(frame, now or frame, self.part), "said": said})

    def read(self, frame: SheetFrame, body: Mapping[str, Any]) -> tuple[Stage, list[MarkInput]]:
        """The cells of a request: `{"cells": [{"key", "text", "revision", "reason"}]}`, one stage at a time.

        Raises `ValueError` for too many cells, or one named twice: nothing typed is dropped without a word.
        """
        rows = body["cells"]
        if len(rows) > MOST_CELLS or len({str(row["key"]) for row in rows}) < len(rows):
            message = "Too many cells, or one of them twice."
            raise ValueError(message)
        stages: set[Stage] = set()
        cells: list[MarkInput] = []
        problems: list[Problem] = []
        for row in rows:
            place = read_key(str(row["key"]))
            leaf = frame.leaf(place[1]) if place else None
            if place is None or leaf is None or place[2] not in STAGES:
                message = "There is no such cell."
                raise ValueError(message)
            unit, code, stage = place
            stages.add(stage)
            try:
                found = read(leaf, str(row["text"]), base=self.base(frame, unit, code, stage))
            except Problem as problem:
                problems.append(Problem(problem.sentence, where=cell_key(*place), remedy=problem.remedy))
                continue
            if found is None:
                problems.append(Problem(_EMPTY, where=cell_key(*place)))
                continue
            reason = str(row.get("reason", "")) or found.reason
            revision = int(row["revision"]) if "revision" in row else None
            cells.append(MarkInput(unit, code, found.entry, reason, found.awaits, revision=revision))
        if problems:
            raise MarksUnfit(
                Sentence(N_("{count} cells cannot be kept; nothing was saved."), {"count": len(problems)}),
                tuple(problems),
            )
        if len(stages) != 1:
            message = "One stage at a time."
            raise ValueError(message)
        return stages.pop(), cells

    def base(self, frame: SheetFrame, unit: str, leaf: str, stage: Stage) -> Mapping[str, Any] | None:
        """The entry whose registered targets a short notation keeps: this cell's, or the nearest stage's.

        Of marks this person may not read, none: the answer would tell what they are.
        """
        for at in (stage, *reversed(STAGES)):
            mark = frame.mark(unit, leaf, at) if sees_marks(self.part, frame, unit, at) else None
            if mark is not None and "state" not in mark.entry:
                return mark.entry
        return None


_EMPTY = Sentence(
    N_(
        "A cell cannot be emptied once it was entered; write “waiting: …” or “N/A: …” with the reason instead."
    )
)
