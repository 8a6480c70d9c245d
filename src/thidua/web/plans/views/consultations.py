"""A draft with the units: read, answered, replied to; and the minute of what was said."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.core.verdict import Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, render
from thidua.organisations.queries import UnitName
from thidua.plans.actions import give_answer, reply_to_comment
from thidua.plans.drafts import CommentDraft
from thidua.plans.permissions import (
    may_close_consultation,
    may_give_answer,
    may_read_consultation,
    may_reply_to_comment,
    units_answered_for,
)
from thidua.plans.queries import CommentRow, ConsultationFrame, Member, consultation_frame, names_for
from thidua.plans.states import AnswerKind, Reply
from thidua.web.plans.addresses import consultation_address, plan_address
from thidua.web.plans.forms import Form, ReplyForm
from thidua.web.plans.views.base import WRONG_STATUS, ConsultationScreen, VerbScreen
from thidua.web.plans.words import DRAFT_KINDS, answer_state, consultation_state, reply_state


def passage_words(comment: CommentRow) -> str:
    """Of which passage a comment speaks."""
    if not comment.passage:
        return _("The whole draft")
    return _("Passage %(number)s") % {"number": comment.passage}


class ConsultationPage(ConsultationScreen):
    """A draft with its passages, who answered what, and the comments with their replies."""

    permission = staticmethod(may_read_consultation)
    title = N_("Comments on a draft")
    template = "plans/consultation.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        del request
        frame, on = self.object, self.on
        names = self.names()
        mine = (
            units_answered_for(self.actor, frame, on=on)
            if may_give_answer(self.actor, frame, on=on).allowed
            else ()
        )
        replying = may_reply_to_comment(self.actor, frame, on=on).allowed
        closing = may_close_consultation(self.actor, frame, on=on)
        return self.page(
            frame=frame,
            kind=_(DRAFT_KINDS[frame.kind]),
            state=consultation_state(frame.state),
            head=names_of_head(frame, names),
            answers=answers(frame, names),
            comments=[self.comment(one, names, replying=replying) for one in frame.comments],
            by_passage=by_passage(frame, names),
            mine=[
                (
                    unit,
                    name.name,
                    reverse("plans:answer", args=(frame.public_id, unit)),
                    name.id in frame.answers,
                )
                for unit in mine
                for name in names.values()
                if name.public_id == unit
            ],
            replying=replying,
            closing=closing if replying else None,
            plan=plan_address(frame.plan) if frame.plan else "",
            days=(frame.answers_until - on).days,
            crumb_items=self.way(),
        )

    def comment(self, one: CommentRow, names: Mapping[int, UnitName], *, replying: bool) -> dict[str, Any]:
        """A comment as shown."""
        href = reverse("plans:reply", args=(self.object.public_id, one.public_id)) if replying else ""
        return {
            "row": one,
            "unit": names[one.unit].short_name,
            "place": passage_words(one),
            "state": reply_state(one.reply),
            "reply": href,
        }


def names_of_head(frame: ConsultationFrame, names: Mapping[int, UnitName]) -> str:
    """The short name of the unit that sent the draft."""
    head = frame.year.head(frame.opened_on)
    return next((name.short_name for name in names.values() if name.public_id == head), "")


def answers(frame: ConsultationFrame, names: Mapping[int, UnitName]) -> list[dict[str, Any]]:
    """The answer of each unit asked, none included."""
    rows = []
    for member in frame.asked:
        answer = frame.answers.get(member.id)
        rows.append(
            {
                "unit": names[member.id].name,
                "state": answer_state(answer.kind if answer else None),
                "answer": answer,
                "late": frame.late(answer) if answer else 0,
            }
        )
    return rows


def by_passage(frame: ConsultationFrame, names: Mapping[int, UnitName]) -> list[dict[str, Any]]:
    """The draft passage by passage with who commented on each."""
    said: dict[int, list[str]] = {}
    for comment in frame.comments:
        said.setdefault(comment.passage, []).append(names[comment.unit].short_name)
    return [
        {"number": number, "text": words, "units": ", ".join(said.get(number, ()))}
        for number, words in enumerate(frame.passages, start=1)
    ]


class Minute(ConsultationScreen):
    """The minute of a consultation: who was asked, what was said, what became of it; made for paper."""

    permission = staticmethod(may_read_consultation)
    title = N_("Minute of the comments")
    template = "plans/minute.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        del request
        frame = self.object
        names = self.names()
        return self.page(
            frame=frame,
            head=names_of_head(frame, names),
            answers=answers(frame, names),
            comments=[
                {
                    "row": one,
                    "unit": names[one.unit].name,
                    "place": passage_words(one),
                    "state": reply_state(one.reply),
                }
                for one in frame.comments
            ],
            crumb_items=self.way((_("Comments on a draft"), self.home)),
        )


class GiveAnswer(VerbScreen[tuple[ConsultationFrame, Member]]):
    """Answer for one's unit: agree, or comment passage by passage."""

    title = N_("Answer to the draft")
    template = "plans/answer.html"

    @staticmethod
    def permission(actor: Actor, pair: tuple[ConsultationFrame, Member], *, on: Any) -> Verdict:
        """As for the consultation."""
        return may_give_answer(actor, pair[0], on=on)

    @property
    def year(self) -> Any:
        """The consultation's bloc-year."""
        return self.object[0].year

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[ConsultationFrame, Member] | None:
        """The consultation, and the unit among those asked."""
        frame = consultation_frame(str(kwargs["consultation"]))
        if frame is None:
            return None
        found = next((one for one in frame.asked if one.public_id == kwargs["unit"]), None)
        return (frame, found) if found is not None else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form with the answer that stands."""
        frame, member = self.object
        answer = frame.answers.get(member.id)
        typed = {one.passage: one.text for one in answer.comments} if answer else {}
        return self.form_page(answer.kind.value if answer else "", typed)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        frame, member = self.object
        kind = request.POST.get("kind", "")
        typed = {
            number: request.POST.get(f"comment-{number}", "") for number in range(len(frame.passages) + 1)
        }
        said = [CommentDraft(words, number) for number, words in typed.items() if words.strip()]
        if kind not in set(AnswerKind):
            return self.form_page(kind, typed, error=_("Choose whether the unit agrees or has comments."))
        try:
            give_answer(
                consultation=frame.public_id,
                unit=member.public_id,
                kind=AnswerKind(kind),
                comments=said,
                revision=int(seen) if (seen := request.POST.get("revision", "")).isdecimal() else 0,
                actor=self.actor,
                at=self.now,
            )
        except Problem as problem:
            words = render(problem.sentence)
            more = render(problem.remedy) if problem.remedy else ""
            return self.form_page(kind, typed, error=f"{words} {more}".strip())
        messages.success(request, _("The unit's answer is sent."))
        return HttpResponseRedirect(consultation_address(frame.public_id))

    def form_page(self, kind: str, typed: Mapping[int, str], *, error: str = "") -> HttpResponse:
        """The page."""
        frame, member = self.object
        answer = frame.answers.get(member.id)
        names = names_for(frame.year, on=self.on)
        return self.page(
            status=WRONG_STATUS if error else 200,
            frame=frame,
            unit=names[member.id],
            kind=kind,
            error=error,
            revision=answer.revision if answer else 0,
            whole=typed.get(0, ""),
            passages=[
                {"number": number, "text": words, "typed": typed.get(number, "")}
                for number, words in enumerate(frame.passages, start=1)
            ],
            crumb_items=self.way((_("Comments on a draft"), consultation_address(frame.public_id))),
        )


class ReplyToComment(VerbScreen[tuple[ConsultationFrame, CommentRow]]):
    """Say what becomes of a comment."""

    title = N_("Reply to a comment")
    lead = N_(
        "The comment is taken into the draft, or it is not, with the reason; the units read your reply."
    )
    button = N_("Reply")
    done = N_("The reply is kept.")
    template = "plans/reply.html"

    @staticmethod
    def permission(actor: Actor, pair: tuple[ConsultationFrame, CommentRow], *, on: Any) -> Verdict:
        """As for the consultation."""
        return may_reply_to_comment(actor, pair[0], on=on)

    @property
    def year(self) -> Any:
        """The consultation's bloc-year."""
        return self.object[0].year

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[ConsultationFrame, CommentRow] | None:
        """The consultation and its comment."""
        frame = consultation_frame(str(kwargs["consultation"]))
        comment = frame.comment(str(kwargs["comment"])) if frame is not None else None
        return (frame, comment) if frame is not None and comment is not None else None

    def form(self, data: Any = None) -> Form:
        """With the reply that stands."""
        comment = self.object[1]
        reply = "" if comment.reply is Reply.WAITING else comment.reply.value
        return ReplyForm(data, initial={"reply": reply, "words": comment.reply_words})

    def show(self, form: Form, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page with the comment above the form."""
        frame, comment = self.object
        names = names_for(frame.year, on=self.on)
        return super().show(
            form,
            status=status,
            comment=comment,
            unit=names[comment.unit].name,
            place=passage_words(comment),
            **more,
        )

    def act(self, form: Any) -> str:
        """Reply."""
        frame, comment = self.object
        reply_to_comment(
            consultation=frame.public_id,
            comment=comment.public_id,
            reply=Reply(form.cleaned_data["reply"]),
            words=form.cleaned_data["words"],
            actor=self.actor,
            at=self.now,
        )
        return consultation_address(frame.public_id)

    def crumbs(self) -> list[tuple[str, str]]:
        """Up to the consultation."""
        return self.way((_("Comments on a draft"), consultation_address(self.object[0].public_id)))

    def subject(self) -> str:
        """The draft's title."""
        return self.object[0].title
