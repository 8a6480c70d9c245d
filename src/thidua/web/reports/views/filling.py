"""The form a unit fills: the page, saving it while it is typed, sending, taking back, explaining."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.criteria.leaves import Leaf
from thidua.criteria.queries import outline_in_force
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import ThiduaError
from thidua.foundation.wording import N_, active_language, render
from thidua.reports.actions import Kept, explain_return, recall_report, send_report, take_last_year
from thidua.reports.boxes import Box
from thidua.reports.content import Content, content_of, content_stamp, doubts_of, problems_of, targets_by_unit
from thidua.reports.documents import Paper
from thidua.reports.drafting import keep_draft
from thidua.reports.errors import Meanwhile, ReportActUnfit, ReportRefused, ReportUnchanged, ReportUnfinished
from thidua.reports.figures import Target, figure_of
from thidua.reports.lastyear import LastYear, boxes_of_last_year, last_year_of
from thidua.reports.permissions import (
    may_explain_return,
    may_fill_report,
    may_recall_report,
    may_send_report,
)
from thidua.reports.queries import report_in_year, steps_of
from thidua.reports.rows import ReportPlace, RequestFrame
from thidua.reports.states import FieldKind, ReportState
from thidua.web.reports.forms import ExplainForm, PaperForm
from thidua.web.reports.present import (
    box_errors,
    leaf_rows,
    said_words,
    shown_of,
    target_rows,
    text_rows,
)
from thidua.web.reports.typed import FormUnreadable, boxes_of_form, boxes_of_script, meanwhile_name
from thidua.web.reports.views.shared import ReportScreen, told
from thidua.web.reports.words import PART_WORDS, state_of
from thidua.web.shared import parts
from thidua.web.shared.evidence import leaf_evidence

MOST_BYTES = 600_000


class FillingScreen(ReportScreen):
    """A screen that needs everything in the report: the request's year comes with it, for lateness is counted."""

    frames: tuple[RequestFrame, ...] = ()

    def load(self, request: HttpRequest, **kwargs: Any) -> ReportPlace | None:
        """The report the address names, and the requests of its year."""
        found = report_in_year(kwargs["report"])
        if found is None:
            return None
        place, self.frames = found
        return place

    def content(self) -> Content:
        """Everything in the report as it stands."""
        return content_of(self.place, self.frames, on=self.on)


class FillReport(FillingScreen):
    """The form; works without script, and saves itself with it."""

    permission = staticmethod(may_fill_report)
    title = N_("Write the report")
    template = "reports/fill.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(self.content())

    def show(
        self,
        content: Content,
        *,
        meanwhile: tuple[Meanwhile, ...] = (),
        typed: tuple[Box, ...] = (),
        errors: list[tuple[str, str]] | None = None,
    ) -> HttpResponse:
        """The form with what stands in it, and what another officer saved meanwhile."""
        row, frame = self.place.row, self.place.request
        texts = text_rows(content)
        filled = content.filled()
        return self.page(
            status=409 if meanwhile else (422 if errors else 200),
            targets=target_rows(content),
            leaves=leaf_rows(content),
            evidence=leaf_evidence(frame.year.key, row.unit),
            texts=texts,
            contents=self.contents(content, texts),
            collisions=[self.collision(met, typed, content) for met in meanwhile],
            errors=errors or [],
            filled=filled,
            state=state_of(row.state),
            days=(frame.due - self.on).days,
            partly=row.asked_from > frame.period_from or row.asked_to < frame.period_to,
            no_rail=True,
            last_year=self.last_year(content),
        )

    def last_year(self, content: Content) -> LastYear | None:
        """The unit's report on the same period last year, while it answers a figure that is still empty."""
        if not self.place.request.asks_figures:
            return None
        last = last_year_of(self.place)
        return last if last is not None and any(boxes_of_last_year(last, content)) else None

    def contents(self, content: Content, texts: list[dict[str, Any]]) -> list[parts.ContentsItem]:
        """The parts of the form, with what is filled."""
        sections: list[tuple[str, str, bool]] = []
        if content.targets:
            done = all(line.field is not None for line in content.targets)
            sections.append(("targets", _("Registered targets"), done))
        if content.leaves:
            done = all(line.field is not None for line in content.leaves if line.counted is None)
            sections.append(("leaves", _("Figures by criterion"), done))
        sections += [(row["part"], row["label"], bool(row["text"])) for row in texts]
        return [
            parts.ContentsItem(str(number), label, f"#{anchor}", icon="check" if done else "")
            for number, (anchor, label, done) in enumerate(sections, start=1)
        ]

    def collision(self, met: Meanwhile, typed: tuple[Box, ...], content: Content) -> dict[str, Any]:
        """One box that two officers wrote: what is saved, and what was typed here."""
        kind = FieldKind(met.kind)
        line = content.leaf(met.key) if kind is FieldKind.LEAF else None
        leaf = line.leaf if line is not None else None
        mine = next((box.said for box in typed if (box.kind, box.key) == (kind, met.key)), {})
        target = content.target(met.key)
        name = target.target.name if target is not None else (leaf.name if leaf else _(PART_WORDS[met.key]))
        return {
            "name": name,
            "by": met.saved_by,
            "at": met.saved_at,
            "theirs": [
                words for words in said_words(met.kind, met.key, met.said, leaf=leaf).values() if words
            ],
            "mine": [words for words in said_words(met.kind, met.key, mine, leaf=leaf).values() if words],
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save every box; then stay, or go on to sending."""
        content = self.content()
        boxes = boxes_of_form(request.POST, content, lang=active_language())
        try:
            kept = keep_draft(report=self.place.row.key, boxes=boxes, actor=self.actor, at=self.now)
        except ReportActUnfit as unfit:
            return self.show(content, errors=told(unfit))
        if kept.meanwhile:
            return self.show(self.content(), meanwhile=kept.meanwhile, typed=boxes)
        if "last_year" in request.POST:
            return self.take()
        where = "reports:send" if "send" in request.POST else "reports:fill"
        return self.done(_("The draft was saved."), reverse(where, args=(self.place.row.key,)))

    def take(self) -> HttpResponse:
        """Fill the empty figures of last year, once what was typed is saved."""
        try:
            count = take_last_year(report=self.place.row.key, actor=self.actor, at=self.now)
        except ReportActUnfit as unfit:
            return self.show(self.content(), errors=told(unfit))
        said = ngettext(
            "%(count)d figure of last year was taken over.",
            "%(count)d figures of last year were taken over.",
            count,
        )
        return self.done(said % {"count": count}, reverse("reports:fill", args=(self.place.row.key,)))


class SaveBoxes(ReportScreen):
    """Keep boxes while they are typed; answers in JSON and never loses what was typed.

    200: kept, with new revisions, figures and errors by box; `meanwhile` holds boxes that another officer saved,
    which were left as they are. 403: not open to this person any more. 400: not the form of a report.
    """

    permission = staticmethod(may_fill_report)
    title = N_("Save the draft")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep them."""
        place = self.place
        try:
            if len(request.body) > MOST_BYTES:
                raise FormUnreadable
            boxes = boxes_of_script(json.loads(request.body), self.leaves(), lang=active_language())
            kept = keep_draft(report=place.row.key, boxes=boxes, actor=self.actor, at=self.now)
        except ReportRefused as refusal:
            if refusal.verdict.private:
                raise
            reasons = [render(leaf.sentence) for leaf in refusal.verdict.reasons()]
            return JsonResponse(
                {"title": _("The report cannot be written now."), "reasons": reasons}, status=403
            )
        except (ThiduaError, ValueError, RecursionError):
            return JsonResponse({"title": _("The request cannot be read; nothing was saved.")}, status=400)
        return JsonResponse(self.answer(boxes, kept))

    def leaves(self) -> dict[str, Leaf]:
        """The leaves by code, when figures are asked for."""
        frame = self.place.request
        table = outline_in_force(frame.year.id, on=self.on) if frame.asks_figures else None
        return {} if table is None else dict(table.outline.leaves)

    def targets(self, boxes: tuple[Box, ...]) -> dict[str, Target]:
        """The unit's registered targets, when any of the boxes is one."""
        if not any(box.kind is FieldKind.TARGET for box in boxes):
            return {}
        own = targets_by_unit(self.place.request.year.key).get(self.place.row.code, ())
        return {target.key: target for target in own}

    def answer(self, boxes: tuple[Box, ...], kept: Kept) -> dict[str, Any]:
        """What the page shows now."""
        leaves, targets = self.leaves() if boxes else {}, self.targets(boxes)
        saved = []
        for box in boxes:
            if (box.kind, box.key) not in kept.revisions:
                continue
            target, leaf = targets.get(box.key), leaves.get(box.key)
            saved.append(
                {
                    "box": f"{box.kind.value}-{box.key}",
                    "revision": kept.revisions[box.kind, box.key],
                    "errors": box_errors(box.kind, box.said, target=target, leaf=leaf),
                    "shown": shown_of(target, figure_of(target, box.said)).plain() if target else None,
                }
            )
        return {
            "saved": saved,
            "meanwhile": [
                {
                    "box": meanwhile_name(met),
                    "revision": met.revision,
                    "by": met.saved_by,
                    "at": f"{met.saved_at.astimezone(VIET_NAM):%H:%M:%S %d/%m/%Y}",
                    "typed": said_words(met.kind, met.key, met.said, leaf=leaves.get(met.key)),
                }
                for met in kept.meanwhile
            ],
            "said": _("Draft saved at %(time)s") % {"time": f"{self.now.astimezone(VIET_NAM):%H:%M:%S}"},
        }


class SendReport(FillingScreen):
    """Look through it once, name the paper, send."""

    permission = staticmethod(may_send_report)
    title = N_("Send the report")
    template = "reports/send.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What stands in the way, what one may wonder about, and the paper."""
        content = self.content()
        return self.show(content, PaperForm(initial={"stamp": content_stamp(content)}))

    def show(
        self, content: Content, form: PaperForm, errors: list[tuple[str, str]] | None = None
    ) -> HttpResponse:
        """The page."""
        return self.page(
            status=422 if errors or form.errors else 200,
            form=form,
            errors=errors or [],
            problems=[line for problem in problems_of(content) for line in told(problem)],
            doubts=[(where, render(sentence)) for where, sentence in doubts_of(content)],
            targets=target_rows(content),
            filled=content.filled(),
            again=self.place.row.state is ReportState.RETURNED,
            days=(self.place.request.due - self.on).days,
            fill=reverse("reports:fill", args=(self.place.row.key,)),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it."""
        form = PaperForm(request.POST)
        if not form.is_valid():
            return self.show(self.content(), form)
        said = form.cleaned_data
        try:
            send_report(
                report=self.place.row.key,
                paper=Paper(said["number"], said["dated"], said["signed_by"]),
                stamp=said["stamp"],
                words=said["words"],
                actor=self.actor,
                at=self.now,
            )
        except (ReportUnfinished, ReportUnchanged, ReportActUnfit) as unfit:
            content = self.content()
            fresh = PaperForm({**request.POST.dict(), "stamp": content_stamp(content)})
            fresh.is_valid()
            whole = isinstance(unfit, ReportUnfinished)
            return self.show(content, fresh, [("", render(unfit.sentence))] if whole else told(unfit))
        return self.done(_("The report was sent to the bloc head."))


class RecallReport(ReportScreen):
    """Take a sent report back."""

    permission = staticmethod(may_recall_report)
    title = N_("Take the report back")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it back."""
        try:
            recall_report(report=self.place.row.key, actor=self.actor, at=self.now)
        except ReportActUnfit as unfit:
            messages.error(request, told(unfit)[0][1])
            return HttpResponseRedirect(self.here)
        where = reverse("reports:fill", args=(self.place.row.key,))
        return self.done(_("The report was taken back; it counts as not sent."), where)


class ExplainReturn(ReportScreen):
    """Answer a return with an explanation."""

    permission = staticmethod(may_explain_return)
    title = N_("Explain the returned report")
    template = "reports/explain.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.page(form=ExplainForm(), steps=steps_of(self.place.row.id))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Explain."""
        form = ExplainForm(request.POST)
        if not form.is_valid():
            return self.page(form=form, status=422)
        explain_return(
            report=self.place.row.key, text=form.cleaned_data["text"], actor=self.actor, at=self.now
        )
        return self.done(_("The explanation was sent; the report is looked at once more."))
