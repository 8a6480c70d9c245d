"""Consultations with the answers of the units, in three queries whatever their number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from thidua.foundation.clock import VIET_NAM
from thidua.plans.models import Consultation, ConsultationAnswer, ConsultationComment
from thidua.plans.queries.years import Member, YearFrame, years_of
from thidua.plans.states import AnswerKind, ConsultationState, DraftKind, Reply


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment of a unit on a passage (0: on the whole), and its reply."""

    public_id: str
    unit: int
    passage: int
    quoted: str
    text: str
    reply: Reply
    reply_words: str
    replied_at: datetime | None
    replied_by: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The answer of a unit (by row number)."""

    unit: int
    kind: AnswerKind
    given_at: datetime
    given_by: str
    revision: int
    comments: tuple[CommentRow, ...]


@dataclass(frozen=True, slots=True)
class ConsultationFrame:
    """A consultation with its bloc-year and answers by the unit's row number."""

    id: int
    public_id: str
    year: YearFrame
    plan: str
    kind: DraftKind
    title: str
    text: str
    state: ConsultationState
    opened_at: datetime
    opened_by: str
    answers_until: date
    closed_at: datetime | None
    closed_by: str
    conclusion: str
    answers: Mapping[int, AnswerRow]

    @property
    def opened_on(self) -> date:
        """The day it was sent."""
        return self.opened_at.astimezone(VIET_NAM).date()

    @property
    def passages(self) -> tuple[str, ...]:
        """The draft as sent, passage by passage; comments count them from 1."""
        return tuple(line for line in (part.strip() for part in self.text.splitlines()) if line)

    @property
    def asked(self) -> tuple[Member, ...]:
        """The members that were asked: all of that day but the head unit, which sends the draft."""
        head = self.year.head(self.opened_on)
        return tuple(one for one in self.year.present(self.opened_on) if one.public_id != head)

    @property
    def silent(self) -> tuple[Member, ...]:
        """The members asked that have not answered."""
        return tuple(one for one in self.asked if one.id not in self.answers)

    @property
    def comments(self) -> tuple[CommentRow, ...]:
        """Every comment, by passage, then in the order of the members."""
        places = {member.id: member.position for member in self.year.members}
        every = [comment for answer in self.answers.values() for comment in answer.comments]
        return tuple(sorted(every, key=lambda one: (one.passage, places.get(one.unit, 0))))

    @property
    def waiting(self) -> tuple[CommentRow, ...]:
        """The comments without a reply."""
        return tuple(one for one in self.comments if one.reply is Reply.WAITING)

    def comment(self, public_id: str) -> CommentRow | None:
        """The comment with a public key."""
        return next((one for one in self.comments if one.public_id == public_id), None)

    def late(self, answer: AnswerRow) -> int:
        """Days by which an answer came after the last day; 0 when in time."""
        return max((answer.given_at.astimezone(VIET_NAM).date() - self.answers_until).days, 0)


def consultation_frames(rows: QuerySet[Consultation]) -> tuple[ConsultationFrame, ...]:
    """The frames of consultations, in their order, in four queries."""
    found = list(rows.select_related("plan"))
    return consultation_frames_in(found, years_of(found)) if found else ()


def consultation_frames_in(
    found: Iterable[Consultation], years: Mapping[int, YearFrame]
) -> tuple[ConsultationFrame, ...]:
    """The frames of consultations (read with their plan) whose bloc-years are at hand, in two queries."""
    found = tuple(found)
    answers = _answers(row.pk for row in found)
    return tuple(
        ConsultationFrame(
            row.pk,
            row.public_id,
            years[row.bloc_year_id],
            row.plan.public_id if row.plan is not None else "",
            DraftKind(row.kind),
            row.title,
            row.text,
            ConsultationState(row.state),
            row.opened_at,
            row.opened_by_name,
            row.answers_until,
            row.closed_at,
            row.closed_by_name,
            row.conclusion,
            answers.get(row.pk, {}),
        )
        for row in found
    )


def _answers(consultations: Iterable[int]) -> dict[int, dict[int, AnswerRow]]:
    keys = list(consultations)
    comments: dict[int, list[CommentRow]] = {}
    rows = ConsultationComment.objects.filter(answer__consultation__in=keys).select_related("answer")
    for row in rows.order_by("answer", "position"):
        comments.setdefault(row.answer_id, []).append(
            CommentRow(
                row.public_id,
                row.answer.unit_id,
                row.passage,
                row.quoted,
                row.text,
                Reply(row.reply),
                row.reply_words,
                row.replied_at,
                row.replied_by_name,
            )
        )
    found: dict[int, dict[int, AnswerRow]] = {}
    for answer in ConsultationAnswer.objects.filter(consultation__in=keys).order_by("pk"):
        found.setdefault(answer.consultation_id, {})[answer.unit_id] = AnswerRow(
            answer.unit_id,
            AnswerKind(answer.kind),
            answer.given_at,
            answer.given_by_name,
            answer.revision,
            tuple(comments.get(answer.pk, ())),
        )
    return found


def consultation_frame(public_id: str) -> ConsultationFrame | None:
    """The consultation with a public key; None when there is none."""
    return next(iter(consultation_frames(Consultation.objects.filter(public_id=public_id))), None)
