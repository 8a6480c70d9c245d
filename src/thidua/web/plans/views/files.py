"""A plan and the minute of a consultation as Excel files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.foundation.clock import VIET_NAM
from thidua.foundation.wording import N_
from thidua.plans.permissions import may_read_consultation, may_read_plan
from thidua.plans.queries import PlanFrame, YearFrame, plan_frame
from thidua.web.plans.present import lines_of, names_of
from thidua.web.plans.views.base import ConsultationScreen, RoomScreen
from thidua.web.plans.views.consultations import answers, passage_words
from thidua.web.plans.words import reply_state
from thidua.web.shared.exporting import Value, attached, workbook


class PlanFile(RoomScreen[PlanFrame]):
    """The lines of a plan, each with its day, how it is found, how it stands and its moves."""

    permission = staticmethod(may_read_plan)
    title = N_("Plan as Excel")

    @property
    def year(self) -> YearFrame:
        """The plan's bloc-year."""
        return self.object.year

    def load(self, request: HttpRequest, **kwargs: Any) -> PlanFrame | None:
        """The plan the address names."""
        return plan_frame(str(kwargs["plan"]))

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        del request
        frame = self.object
        heads = [
            _("No."),
            _("Code"),
            _("What is to be done"),
            _("Who does it"),
            _("Due"),
            _("How the day is found"),
            _("What comes of it"),
            _("State"),
            _("Done on"),
            _("Late"),
            _("Moves"),
        ]
        paper = _("No. %(number)s") % {"number": frame.card.number} if frame.card.number else ""
        notes = [frame.card.title, " · ".join(word for word in (str(frame.year), paper) if word)]
        widths = [6, 10, 48, 20, 12, 26, 26, 14, 12, 18, 60]
        content = workbook(_("Plan"), heads, self.rows(), widths=widths, notes=notes)
        return attached(content, name=f"ke-hoach-{frame.year.bloc_code}-{frame.year.year}", form="xlsx")

    def rows(self) -> list[tuple[Value, ...]]:
        """One line each."""
        frame = self.object
        moves = {
            row.code: "; ".join(f"{one.was:%d/%m/%Y} → {one.now:%d/%m/%Y}: {one.reason}" for one in row.moves)
            for row in frame.activities
        }
        return [
            (
                number,
                line.code,
                line.title,
                line.owner,
                line.due_on,
                line.how,
                line.output,
                line.state.label,
                line.done_on,
                line.late,
                moves[line.code],
            )
            for number, line in enumerate(lines_of(frame, names_of(frame, self.on), on=self.on), start=1)
        ]


class MinuteFile(ConsultationScreen):
    """What was said to a draft and what became of it, one comment on each row, silent units too."""

    permission = staticmethod(may_read_consultation)
    title = N_("Minute as Excel")
    template = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        del request
        frame = self.object
        heads = [
            _("No."),
            _("Unit"),
            _("Answer"),
            _("Given on"),
            _("Passage"),
            _("Words of the draft"),
            _("Comment"),
            _("Reply"),
            _("Words of the reply"),
        ]
        content = workbook(
            _("Comments"),
            heads,
            [(number, *row) for number, row in enumerate(self.rows(), start=1)],
            widths=[6, 30, 14, 12, 14, 50, 50, 16, 50],
            notes=[frame.title, str(frame.year)],
        )
        return attached(content, name=f"tong-hop-y-kien-{frame.public_id}", form="xlsx")

    def rows(self) -> list[tuple[Value, ...]]:
        """One comment each; a unit without comments, or without an answer, has a row too."""
        frame, names = self.object, self.names()
        said = {one["unit"]: one["state"].label for one in answers(frame, names)}
        found: list[tuple[Value, ...]] = []
        for member in frame.asked:
            unit, answer = names[member.id].name, frame.answers.get(member.id)
            head = (unit, said[unit], answer.given_at.astimezone(VIET_NAM).date() if answer else None)
            comments = answer.comments if answer else ()
            found += [
                (
                    *head,
                    passage_words(one),
                    one.quoted,
                    one.text,
                    reply_state(one.reply).label,
                    one.reply_words,
                )
                for one in comments
            ] or [(*head, "", "", "", "", "")]
        return found
