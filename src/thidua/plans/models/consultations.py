"""Drafts sent round for comments «lấy ý kiến dự thảo», the units' answers, and what became of each comment."""

from django.db import models
from django.db.models import Q

from thidua.foundation.models import NFCCharField, NFCTextField, Record
from thidua.plans.models.plans import Plan, one_of
from thidua.plans.states import AnswerKind, ConsultationState, DraftKind, Reply


class Consultation(Record):
    """One draft text sent to the members of a bloc-year «lấy ý kiến dự thảo», with the last day for answers.

    `text` is the draft as it was sent, one passage on each line: comments speak of these passages whatever becomes of
    the draft afterwards.
    """

    bloc_year = models.ForeignKey("organisations.BlocYear", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    kind = models.CharField(max_length=16)
    title = NFCCharField(max_length=300)
    text = NFCTextField()
    state = models.CharField(max_length=8, default=ConsultationState.OPENED.value)
    opened_at = models.DateTimeField()
    opened_by_name = NFCCharField(max_length=200)
    answers_until = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = NFCCharField(max_length=200, blank=True)
    conclusion = NFCTextField(blank=True)

    class Meta:
        """A plan's consultation names the plan; one of them is open at a time."""

        verbose_name = "consultation on a draft"
        ordering = ("opened_at", "pk")
        constraints = (
            one_of("kind", DraftKind, name="plan_consultation_kind_known"),
            one_of("state", ConsultationState, name="plan_consultation_state_known"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="plan_consultation_has_something_to_read"
            ),
            models.CheckConstraint(
                condition=Q(kind=DraftKind.PLAN.value, plan__isnull=False)
                | (~Q(kind=DraftKind.PLAN.value) & Q(plan__isnull=True)),
                name="plan_consultation_names_its_plan",
            ),
            models.UniqueConstraint(
                fields=("plan",),
                condition=Q(state=ConsultationState.OPENED.value),
                name="plan_consultation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state=ConsultationState.OPENED.value, closed_at__isnull=True, closed_by_name="")
                | (Q(state=ConsultationState.CLOSED.value, closed_at__isnull=False) & ~Q(closed_by_name="")),
                name="plan_consultation_closed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.title


class ConsultationAnswer(models.Model):
    """The one answer of a unit: it agrees, or it has comments."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    given_at = models.DateTimeField()
    given_by_name = NFCCharField(max_length=200)
    revision = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """One for each unit."""

        verbose_name = "answer to a draft"
        ordering = ("consultation", "unit")
        constraints = (
            models.UniqueConstraint(fields=("consultation", "unit"), name="plan_answer_once_per_unit"),
            one_of("kind", AnswerKind, name="plan_answer_kind_known"),
        )

    def __str__(self) -> str:
        return f"{self.unit} – {self.consultation}"


class ConsultationComment(Record):
    """One comment of a unit on a passage of the draft (0: on the whole), and its reply «tiếp thu, giải trình».

    `quoted` keeps the passage as it was commented on.
    """

    answer = models.ForeignKey(ConsultationAnswer, on_delete=models.PROTECT, related_name="comments")
    position = models.PositiveSmallIntegerField()
    passage = models.PositiveSmallIntegerField(default=0)
    quoted = NFCTextField(blank=True)
    text = NFCTextField()
    reply = models.CharField(max_length=12, blank=True, default=Reply.WAITING.value)
    reply_words = NFCTextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by_name = NFCCharField(max_length=200, blank=True)

    class Meta:
        """A comment says something; one that is not taken is told why."""

        verbose_name = "comment on a draft"
        ordering = ("answer", "position")
        constraints = (
            models.UniqueConstraint(fields=("answer", "position"), name="plan_comment_once"),
            one_of("reply", Reply, name="plan_comment_reply_known"),
            models.CheckConstraint(condition=~Q(text=""), name="plan_comment_says_something"),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True, replied_by_name="")
                | (~Q(reply="") & Q(replied_at__isnull=False) & ~Q(replied_by_name="")),
                name="plan_comment_replied_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(reply=Reply.NOT_TAKEN.value) | ~Q(reply_words=""),
                name="plan_comment_not_taken_with_reason",
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]
