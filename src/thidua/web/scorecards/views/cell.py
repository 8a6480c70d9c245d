"""One cell: why it has these points, what is missing, who changed it, and the form to change it."""

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.core.verdict import Verdict
from thidua.criteria.notation import HINTS, read, write
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, active_language, render
from thidua.reports.permissions import may_read_report
from thidua.scorecards.actions import MarkInput, enter_marks, explain_mark
from thidua.scorecards.errors import Collision, MarkChangedMeanwhile, MarksUnchanged, MarksUnfit, ReasonNeeded
from thidua.scorecards.feeding import registered_entry, said_since
from thidua.scorecards.permissions import (
    Cell,
    explanation_due,
    may_enter_mark,
    may_explain_mark,
    may_feed_marks,
    may_reappraise_mark,
    may_see_marks,
    sees_marks,
    was_changed,
)
from thidua.scorecards.queries import CellStory, MarkRow, SheetFrame, sheet_frame, steps_of, tried
from thidua.scorecards.scoring import scheme_of
from thidua.scorecards.states import OPEN_STAGE, Stage
from thidua.web.scorecards.explaining import (
    drawer_context,
    explanation_part,
    filed_of,
    papers_beside,
    source_words,
    step_words,
    story_of,
)
from thidua.web.scorecards.forms import (
    EVIDENCE,
    SPARED,
    SUPERIOR,
    VALUE,
    EntryForm,
    ReasonForm,
    initial_of,
    papers_text,
)
from thidua.web.scorecards.formulas import rule_words
from thidua.web.scorecards.views.shared import FramedScreen, cell_address, next_address, unit_address
from thidua.web.scorecards.words import STAGE_MARKS, points_words
from thidua.web.shared import parts


def may_read_cell(actor: Any, cell: Cell, *, on: Any) -> Verdict:
    """Read one cell: as one may read the unit's marks of its stage."""
    return may_see_marks(actor, (cell.frame, cell.unit, cell.stage), on=on)


class CellScreen(FramedScreen[Cell]):
    """A screen of one cell."""

    permission = staticmethod(may_read_cell)
    tab = "unit"

    @property
    def frame(self) -> SheetFrame:
        """The sheet the cell stands on."""
        return self.object.frame

    def load(self, request: HttpRequest, **kwargs: Any) -> Cell | None:
        """The cell the address names."""
        frame = sheet_frame(kwargs["sheet"])
        if frame is None or kwargs["stage"] not in set(Stage):
            return None
        cell = Cell(frame, kwargs["unit"], kwargs["leaf"], Stage(kwargs["stage"]))
        return cell if frame.member(cell.unit) and frame.leaf(cell.leaf) else None

    @property
    def here(self) -> str:
        """This cell's page."""
        cell = self.object
        return cell_address(cell.frame.public_id, cell.unit, cell.leaf, cell.stage)

    @property
    def before(self) -> MarkRow | None:
        """What the stage before proposed, when this person may read it."""
        cell = self.object
        before = cell.before
        if before is None or not sees_marks(self.part, cell.frame, cell.unit, before.stage):
            return None
        return before

    def story(self) -> CellStory:
        """The story of the cell; the permission was asked, so there is one."""
        cell = self.object
        return cast("CellStory", story_of(cell.frame, self.part, (cell.unit, cell.leaf, cell.stage)))


class CellPage(CellScreen):
    """Why, what is missing, who and when; and the entry form for whoever may mark the cell."""

    title = N_("Why this mark?")
    template = "scorecards/cell.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; with `part=drawer` only the drawer for the sheet, with `part=input` what its editor starts from."""
        story, wanted = self.story(), request.GET.get("part", "")
        if wanted == "drawer":
            cell = self.object
            drawer = drawer_context(cell.frame, self.part, (cell.unit, cell.leaf, cell.stage), self.here)
            return render_page(request, "scorecards/drawer.html", {"screen": self, "drawer": drawer})
        if wanted == "input":
            return JsonResponse(self.input(story))
        return self.show(story, self.form(story))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the mark; on a collision show both versions with what was typed."""
        cell, story = self.object, self.story()
        form = EntryForm(story.leaf, request.POST)
        if not form.is_valid():
            return self.show(story, form, status=422)
        typed = MarkInput(
            cell.unit, cell.leaf, form.entry(), form.cleaned_data["reason"], form.awaits(), form.evidence(),
            form.cleaned_data["revision"],
        )  # fmt: skip
        try:
            enter_marks(
                sheet=cell.frame.public_id, stage=cell.stage, cells=[typed], actor=self.actor, at=self.now
            )
        except MarkChangedMeanwhile as met:
            # Saved again, it replaces the version that was just shown: that is then a choice, not an accident.
            seen = {**request.POST.dict(), "revision": str(met.collisions[0].revision)}
            again = EntryForm(story.leaf, seen)
            return self.show(story, again, status=409, collision=self.collision(met.collisions[0]))
        except MarksUnfit as unfit:
            for problem in unfit.problems:
                form.add_problem(problem)
            return self.show(story, form, status=422)
        except MarksUnchanged as same:
            form.add_error(None, render(same.sentence))
            return self.show(story, form, status=422)
        return self.done(
            _("The mark of %(leaf)s is saved.") % {"leaf": cell.leaf}, next_address(request, self.here)
        )

    def input(self, story: CellStory) -> dict[str, str]:
        """The input as people write it, how it is written, and the rule; an empty cell offers what was proposed."""
        source = self.object.mark or self.before
        text = ""
        if source is not None:
            reason = source.reason if "state" in source.entry else ""
            text = write(
                story.leaf, source.entry, lang=active_language(), awaits=source.awaits, reason=reason
            )
        return {"text": text, "hint": render_hint(story), "rule": f"= {rule_words(story.leaf)}"}

    def form(self, story: CellStory) -> EntryForm:
        """The form as the cell stands; an empty cell starts from what the stage before proposed."""
        mark = self.object.mark
        source = mark or self.before
        says = VALUE
        if source is not None and source.entry.get("state") == "not_applicable":
            says = SPARED
        elif source is not None and source.pending:
            says = EVIDENCE if source.awaits == "evidence" else SUPERIOR
        initial = initial_of(story.leaf, source.entry if source else self.registered(story))
        initial |= {"says": says, "revision": mark.revision if mark else 0}
        if mark is not None:
            initial |= {"reason": mark.reason, "papers": papers_text(mark.evidence)}
        return EntryForm(story.leaf, initial=initial)

    def registered(self, story: CellStory) -> Mapping[str, Any] | None:
        """The targets of the covenant in force, for a cell of registered targets nobody has entered yet."""
        if (
            story.leaf.kind != "unit_targets"
            or not may_enter_mark(self.actor, self.object, on=self.on).allowed
        ):
            return None
        return registered_entry(self.frame, self.object.unit, story.leaf.code)

    def show(self, story: CellStory, form: EntryForm, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page."""
        return self.page(status=status, form=form, **{**self.context(story), **more})

    def context(self, story: CellStory) -> dict[str, Any]:
        """What page and drawer show."""
        cell = self.object
        filed = filed_of(cell.frame, self.part, cell.unit, cell.leaf)
        may_explain = may_explain_mark(self.actor, cell, on=self.on)
        return {
            "cell": cell,
            "story": story,
            "explanation": explanation_part(cell.frame, story),
            "papers": papers_beside(story, filed),
            "filed": filed,
            "asked_papers": story.duty.evidence.splitlines() if story.duty else [],
            "hint": render_hint(story),
            "may_enter": may_enter_mark(self.actor, cell, on=self.on),
            "may_explain": may_explain,
            "may_accept": self.may_accept(),
            "again_href": self.again(),
            "steps": self.steps(story),
            "taken": self.taken(story),
            "changed": was_changed(cell),
            "explain_until": explanation_due(cell.frame, cell.mark) if cell.mark else None,
            "here": self.here,
            "unit_href": unit_address(cell.frame.public_id, cell.unit),
            "trial": self.trial(story),
            "stage_words": _(STAGE_MARKS[cell.stage]),
            "walk": self.walk(story),
            "collision": None,
            "crumb_items": self.crumbs(
                self.sheet_crumb(), (story.member.short_name, unit_address(cell.frame.public_id, cell.unit))
            ),
        }

    def taken(self, story: CellStory) -> dict[str, str] | None:
        """Where the input was taken from, and what is said there now when that differs."""
        frame, mark = self.frame, self.object.mark
        if mark is None or mark.source is None:
            return None
        place, now = said_since(frame, mark, on=self.on)
        reads = place is None or may_read_report(self.actor, place, on=self.on).allowed
        words, href = source_words(frame, mark.source, reads=reads)
        said = "" if now is None else write(story.leaf, now.entry, lang=active_language(), awaits=now.awaits)
        feeds = may_feed_marks(self.actor, (frame, mark.unit), on=self.on).allowed
        feed = reverse("scorecards:feed", args=(frame.public_id, mark.unit)) if feeds else ""
        return {"words": words, "href": href, "now": said, "feed": feed}

    def may_accept(self) -> bool:
        """Whether this empty cell may be taken over as proposed, in one click."""
        cell = self.object
        return (
            cell.mark is None
            and cell.stage is not Stage.SELF
            and self.before is not None
            and may_enter_mark(self.actor, cell, on=self.on).allowed
        )

    def again(self) -> str:
        """Where this person may look at the mark a second time."""
        cell = self.object
        stage = OPEN_STAGE.get(cell.frame.state)
        if stage is None:
            return ""
        now = Cell(cell.frame, cell.unit, cell.leaf, stage)
        if not may_reappraise_mark(self.actor, now, on=self.on).allowed:
            return ""
        return f"{cell_address(cell.frame.public_id, cell.unit, cell.leaf, stage)}phuc-tra/"

    def steps(self, story: CellStory) -> list[dict[str, Any]]:
        """Every step of the mark, of the stages this person may read."""
        frame, cell = self.frame, self.object
        seen = frozenset(at for at in Stage if sees_marks(self.part, frame, cell.unit, at))
        decimals = scheme_of(frame).rounding.decimals
        steps = steps_of(frame, cell.unit, cell.leaf, stages=seen)
        return [step_words(step, story.leaf, decimals) for step in steps]

    def walk(self, story: CellStory) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """The cells before and after in the same column."""
        cell = self.object
        return tuple(  # type: ignore[return-value]  # two of them
            (cell_address(cell.frame.public_id, cell.unit, leaf.code, cell.stage), f"{leaf.code} {leaf.name}")
            if leaf
            else None
            for leaf in (story.previous, story.following)
        )

    def trial(self, story: CellStory) -> dict[str, str]:
        """`?try=`: what the cell, the unit and its rank would be with another input; nothing is kept."""
        cell, text = self.object, self.request.GET.get("try", "")
        shown = text or write(story.leaf, cell.mark.entry if cell.mark else None, lang=active_language())
        if not text:
            return {"value": shown, "answer": ""}
        source = cell.mark or self.before
        base = source.entry if source is not None else None
        try:
            found = read(story.leaf, text, base=base)
        except Problem as problem:
            return {
                "value": text,
                "answer": f"{render(problem.sentence)} {render(problem.remedy) if problem.remedy else ''}",
            }
        card = tried(cell.frame, cell.unit, cell.leaf, cell.stage, found.entry) if found else None
        if card is None:
            return {"value": text, "answer": _("This does not fit the criterion.")}
        unit = card.units[cell.unit]
        points = points_words(unit.leaves[cell.leaf].points)
        if not unit.complete:
            return {"value": text, "answer": _("%(points)s points") % {"points": points}}
        said = _("%(points)s points, total %(total)s") % {"points": points, "total": points_words(unit.total)}
        return {"value": text, "answer": said}

    def collision(self, met: Collision) -> list[parts.CollisionSide]:
        """Both versions: the one kept, by whom and when, and the one typed here."""
        leaf, lang = self.story().leaf, active_language()
        when = _("%(name)s, saved %(time)s") % {
            "name": met.their_name,
            "time": f"{met.their_time:%d/%m/%Y %H:%M:%S}",
        }
        theirs = write(leaf, met.theirs, lang=lang, reason=met.their_reason)
        yours = write(leaf, met.yours, lang=lang, reason=met.your_reason)
        return [
            parts.CollisionSide(_("Saved meanwhile"), when, theirs),
            parts.CollisionSide(_("Typed here, not saved"), _("Still in the form below"), yours, mine=True),
        ]


def render_hint(story: CellStory) -> str:
    """How the short notation of this kind is written."""
    return _(HINTS[story.leaf.kind])


class ExplainMark(CellScreen):
    """A unit answers a mark of its own."""

    permission = staticmethod(may_explain_mark)
    title = N_("Explain a mark")
    template = "scorecards/explain.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, with what was claimed and what was given."""
        return self.show(ReasonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send the explanation."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        cell = self.object
        try:
            explain_mark(
                sheet=cell.frame.public_id, unit=cell.unit, leaf=cell.leaf, stage=cell.stage,
                text=form.cleaned_data["reason"], actor=self.actor, at=self.now,
            )  # fmt: skip
        except ReasonNeeded as problem:
            form.add_error("reason", render(problem.sentence))
            return self.show(form, status=422)
        return self.done(_("The explanation was sent."), self.here)

    def show(self, form: ReasonForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        cell, story = self.object, self.story()
        before, mark = cell.before, cell.mark
        items = []
        for said in (before, mark):
            if said is not None:
                value = write(story.leaf, said.entry, lang=active_language(), awaits=said.awaits)
                reason = f" – {said.reason}" if said.reason else ""
                items.append((_(STAGE_MARKS[said.stage]), f"{value}{reason}"))
        return self.page(
            status=status,
            form=form,
            story=story,
            items=items,
            until=explanation_due(cell.frame, mark) if mark and was_changed(cell) else None,
            here=self.here,
            crumb_items=self.crumbs(
                self.sheet_crumb(), (story.member.short_name, unit_address(cell.frame.public_id, cell.unit))
            ),
        )
