"""One unit's sheet: where it stands, what is still to be done, every criterion; on a phone the main view."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.foundation.wording import N_
from thidua.scorecards.actions import accept_marks
from thidua.scorecards.documents import same_input
from thidua.scorecards.errors import MarksUnchanged
from thidua.scorecards.permissions import markable, may_feed_marks, may_see_sheet, sees_marks
from thidua.scorecards.queries import (
    MarkRow,
    Matrix,
    Member,
    RankRow,
    RowKind,
    SheetFrame,
    Word,
    leading_stage,
    marks_of,
    matrix,
    ranking_rows,
    sheet_frame,
)
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import OPEN_STAGE, STAGES, Stage
from thidua.scorecards.work import WorkKind, work_on
from thidua.web.scorecards.explaining import waits_words
from thidua.web.scorecards.views.shared import (
    FramedScreen,
    SheetScreen,
    cell_address,
    next_address,
    unit_address,
)
from thidua.web.scorecards.words import (
    CELL_LOOKS,
    STAGE_HEADS,
    cell_words,
    plain_words,
    points_words,
    reason_words,
)
from thidua.web.shared import parts


class UnitScreen(FramedScreen[tuple[SheetFrame, Member]]):
    """A screen of one unit on a sheet."""

    tab = "unit"

    @staticmethod
    def permission(actor: Any, place: tuple[SheetFrame, Member], *, on: Any) -> Any:
        """As the whole sheet; hidden marks stay hidden cell by cell."""
        return may_see_sheet(actor, place[0], on=on)

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object[0]

    @property
    def member(self) -> Member:
        """The unit."""
        return self.object[1]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[SheetFrame, Member] | None:
        """The sheet and the unit the address names."""
        frame = sheet_frame(kwargs["sheet"])
        member = frame.member(kwargs["unit"]) if frame else None
        return (frame, member) if frame is not None and member is not None else None


class UnitSheet(UnitScreen):
    """The unit's sheet."""

    title = N_("Score sheet of a unit")
    template = "scorecards/unit.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Where it stands, what waits, every criterion."""
        frame, member = self.frame, self.member
        stage = self.stage()
        row = next(row for row in ranking_rows(frame, stage) if row.member.code == member.code)
        grid = matrix(frame, sees=lambda unit, at: sees_marks(self.part, frame, unit, at), only=member.code)
        return self.page(
            member=member,
            stage=stage,
            standing=self.standing(row, stage),
            bars=self.bars(stage) if sees_marks(self.part, frame, member.code, stage) else [],
            lines=self.lines(grid),
            heads=[_(STAGE_HEADS[at]) for at in STAGES],
            due=self.due(),
            feeds=may_feed_marks(self.actor, (frame, member.code), on=self.on).allowed,
            accept=self.accept(),
            done=sum(1 for leaf in frame.outline.leaves if self.has_value(leaf, stage)),
            all=sum(member.code not in leaf.not_applicable_for for leaf in frame.outline.leaves.values()),
            links=[
                parts.UnitLink(
                    one.short_name, unit_address(frame.public_id, one.code), one.code == member.code
                )
                for one in frame.members
            ],
            crumb_items=self.crumbs(self.sheet_crumb()),
        )

    def stage(self) -> Stage:
        """The column shown on top: the leading one, or the latest this person may see of the unit."""
        leading = leading_stage(self.frame)
        if leading is Stage.SELF or any(self.has_mark(leaf, leading) for leaf in self.frame.outline.leaves):
            return leading
        return STAGES[STAGES.index(leading) - 1]

    def has_mark(self, leaf: str, stage: Stage) -> bool:
        """Whether the unit's cell has a mark."""
        return self.frame.mark(self.member.code, leaf, stage) is not None

    def has_value(self, leaf: str, stage: Stage) -> bool:
        """Whether the unit's cell has more than a wait."""
        mark = self.frame.mark(self.member.code, leaf, stage)
        return mark is not None and not mark.pending

    def standing(self, row: RankRow, stage: Stage) -> tuple[str, str]:
        """The total, or the range still open, and the sentence that says why."""
        if not sees_marks(self.part, self.frame, self.member.code, stage):
            return _("not shown yet"), _("Self marks can be read as soon as self-scoring is closed.")
        # A rank among marks that are still hidden would tell what they are.
        compared = all(sees_marks(self.part, self.frame, one.code, stage) for one in self.frame.members)
        rank = rank_words(row) if compared else _("Ranks are shown as soon as self-scoring is closed.")
        if row.total is not None:
            band = f"{row.band}. " if row.band else ""
            return points_words(row.total), band + rank
        span = {"low": points_words(row.low), "high": points_words(row.high)}
        waits = _("Not added up yet: %(codes)s still wait.") % {"codes": ", ".join(row.waiting[:8])}
        return _("%(low)s to %(high)s") % span, f"{waits} {rank}"

    def bars(self, stage: Stage) -> list[parts.Bar]:
        """A bar for each section: what is there, and what still waits."""
        frame, code = self.frame, self.member.code
        unit = scorecard_of(frame, stage).units[code]
        found = []
        for section in frame.outline.rows:
            if not hasattr(section, "depth") or section.depth:
                continue
            open_leaves = [leaf for leaf in frame.outline.under(section.code) if leaf.code in unit.waiting()]
            waiting = sum((leaf.max for leaf in open_leaves), Decimal(0))
            points = unit.groups[section.code]
            words = _("%(points)s of %(max)s") % {
                "points": points_words(points),
                "max": plain_words(section.max),
            }
            label = _("Section %(code)s") % {"code": section.code}
            if waiting:
                label = _("Section %(code)s, %(points)s points still wait") % {
                    "code": section.code,
                    "points": plain_words(waiting),
                }
            found.append(parts.Bar(label, points, section.max, words, waiting))
        return found

    def lines(self, grid: Matrix) -> list[parts.SheetLine]:
        """Every section and criterion with its three marks."""
        frame, code = self.frame, self.member.code
        found = []
        for row in grid.rows:
            cells = row.cells
            marks = tuple(
                parts.SheetMark(cell_words(cell), CELL_LOOKS[cell.word], cell.trend < 0) for cell in cells
            )
            if row.kind is RowKind.LEAF:
                latest = next(
                    (
                        at
                        for at in reversed(STAGES)
                        if cells[STAGES.index(at)].word not in {Word.NOT_YET, Word.HIDDEN}
                    ),
                    Stage.SELF,
                )
                why = (
                    cell_address(frame.public_id, code, row.code, latest)
                    if cells[0].word is not Word.HIDDEN or latest is not Stage.SELF
                    else ""
                )
                notes = self.notes(row.code, latest)
                found.append(parts.SheetLine(row.code, row.name, plain_words(row.max), marks, notes, why))
            elif row.kind is RowKind.SECTION:
                found.append(parts.SheetLine(row.code, row.name, plain_words(row.max), marks, section=True))
            else:
                found.append(
                    parts.SheetLine("", _(SUM_WORDS[row.kind]), plain_words(row.max), marks, section=True)
                )
        return found

    def notes(self, leaf: str, stage: Stage) -> tuple[str, ...]:
        """What was entered, what it waits for, why it was changed."""
        frame, code = self.frame, self.member.code
        if not sees_marks(self.part, frame, code, stage):
            return ()
        marks = marks_of(frame, code, leaf)
        mark = marks[STAGES.index(stage)]
        if mark is None:
            return ()
        scored = scorecard_of(frame, stage).units[code].leaves[leaf]
        given = mark.pending or frame.outline.leaves[leaf].kind == "direct"
        notes = [] if given else [reason_words(scored.why)]
        if mark.pending:
            notes.append(f"{waits_words(mark)}. {mark.reason}")
        papers = sum(len(at.evidence) for at in marks if at is not None)
        if papers:
            notes.append(ngettext("%(count)s paper", "%(count)s papers", papers) % {"count": papers})
        changed = next(
            (at for at in reversed(marks) if at is not None and at.reason and not at.pending), None
        )
        if changed is not None and _differs(changed, marks):
            notes.append(_("Changed: %(reason)s") % {"reason": changed.reason})
        return tuple(notes)

    def due(self) -> list[parts.DueItem]:
        """What waits for this person on this unit's sheet."""
        found = []
        for item in work_on(self.frame, self.actor, on=self.on):
            if item.unit is None or item.unit.code != self.member.code or item.stage is None:
                continue
            days = (item.due - self.on).days if item.due else None
            leaf = self.frame.outline.leaves.get(item.leaf)
            title = f"{item.leaf} {leaf.name}" if leaf else ""
            if item.kind is WorkKind.EXPLAIN_MARK:
                href = reverse(
                    "scorecards:explain",
                    args=(self.frame.public_id, item.unit.code, item.stage.value, item.leaf),
                )
                why = _("The mark was changed; without an explanation it stays as it is.")
                found.append(parts.DueItem(title, why, days, href, _("Explain"), item.leaf))
            elif item.kind is WorkKind.ANSWER_EXPLANATION:
                href = reverse("scorecards:answer", args=(self.frame.public_id, item.explanation))
                found.append(
                    parts.DueItem(
                        title,
                        _("The unit's explanation waits for an answer."),
                        days,
                        href,
                        _("Answer"),
                        item.leaf,
                    )
                )
        return found

    def accept(self) -> list[tuple[str, str]]:
        """Sections whose empty cells may be taken over as proposed, and the whole unit, when this person may."""
        frame, code = self.frame, self.member.code
        stage = OPEN_STAGE.get(frame.state)
        if stage is None or stage is Stage.SELF:
            return []
        mine = {leaf for unit, leaf in markable(self.part, frame) if unit == code}
        empty = {leaf for leaf in mine if frame.mark(code, leaf, stage) is None}
        if not empty:
            return []
        sections = [
            (row.code, _("Section %(code)s") % {"code": row.code})
            for row in frame.outline.rows
            if getattr(row, "depth", None) == 0
            and any(leaf.code in empty for leaf in frame.outline.under(row.code))
        ]
        return [("", _("All criteria")), *sections]


SUM_WORDS = {
    RowKind.CONTENT: N_("Content after what does not apply"),
    RowKind.BONUS: N_("Bonus points"),
    RowKind.DEDUCTION: N_("Deductions"),
    RowKind.TOTAL: N_("Total"),
}


def _differs(mark: MarkRow, marks: tuple[MarkRow | None, ...]) -> bool:
    """Whether a mark says something else than the unit's own."""
    return marks[0] is not None and not same_input(mark.entry, marks[0].entry)


def rank_words(row: RankRow) -> str:
    """The rank, or the ranks still possible, in words."""
    if row.rank is not None:
        return _("Rank %(rank)s.") % {"rank": row.rank}
    if row.best == row.worst:
        return _("Rank %(rank)s, not decided yet.") % {"rank": row.best}
    return _("Rank %(best)s to %(worst)s, not decided yet.") % {"best": row.best, "worst": row.worst}


class AcceptMarks(UnitScreen):
    """Take over what the stage before proposed, for a section or the whole unit, in one click."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Accept as proposed."""
        frame, member = self.frame, self.member
        stage = OPEN_STAGE.get(frame.state, Stage.SELF)
        back = next_address(request, unit_address(frame.public_id, member.code))
        try:
            kept = accept_marks(
                sheet=frame.public_id, stage=stage, unit=member.code, section=request.POST.get("section", ""),
                actor=self.actor, at=self.now,
            )  # fmt: skip
        except MarksUnchanged:
            return self.done(_("There was nothing left to take over."), back)
        said = ngettext("%(count)s mark was taken over.", "%(count)s marks were taken over.", len(kept))
        return self.done(said % {"count": len(kept)}, back)


class AcceptAll(SheetScreen):
    """Take over what the stage before proposed for every empty cell this person may mark, of every unit."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Accept as proposed."""
        frame = self.frame
        stage = OPEN_STAGE.get(frame.state, Stage.SELF)
        back = next_address(request, reverse("scorecards:matrix", args=(frame.public_id,)))
        try:
            kept = accept_marks(
                sheet=frame.public_id, stage=stage, unit="", section="", actor=self.actor, at=self.now
            )
        except MarksUnchanged:
            return self.done(_("There was nothing left to take over."), back)
        said = ngettext("%(count)s mark was taken over.", "%(count)s marks were taken over.", len(kept))
        return self.done(said % {"count": len(kept)}, back)
