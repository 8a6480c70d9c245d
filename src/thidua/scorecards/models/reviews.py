"""What a result is asked before it is agreed: second appraisals, questions to other bodies, totals added up again."""

from django.db import models
from django.db.models import Q

from thidua.foundation.models import NFCCharField, NFCTextField, Record
from thidua.scorecards.models.sheets import Explanation, MarkRevision, Sheet, Signed
from thidua.scorecards.states import Stage


class Reappraisal(Record, Signed):
    """A second appraisal «phúc tra» of one mark: the revision looked at and the one that stands after it.

    Both stay as they were entered; `after` is `before` where the mark was kept. Nothing of it is ever changed.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="reappraisals")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    leaf_code = NFCCharField(max_length=40)
    stage = models.CharField(max_length=10)
    explanation = models.ForeignKey(
        Explanation, on_delete=models.PROTECT, null=True, blank=True, related_name="reappraisals"
    )
    before = models.ForeignKey(MarkRevision, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(MarkRevision, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    minutes = NFCCharField(max_length=200, blank=True)
    reason = NFCTextField()

    class Meta:
        """An explanation is looked at once more, once; always with a reason."""

        verbose_name = "second appraisal"
        ordering = ("sheet", "marked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("explanation",),
                condition=Q(explanation__isnull=False),
                name="scorecards_reappraisal_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="scorecards_reappraisal_has_reason"),
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.APPRAISED.value, Stage.CROSS.value]),
                name="scorecards_reappraisal_stage_known",
            ),
        )

    def __str__(self) -> str:
        return str(self.leaf_code)


class DisqualifierQuestion(Record, Signed):
    """A named body asked whether a case for not being considered is known to it, and what it answered.

    `codes` are those of the table's disqualifiers; `named` the units (by code) its answer names, empty when none.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="questions")
    body = NFCCharField(max_length=200)
    codes = models.JSONField(default=list)
    letter = NFCCharField(max_length=120, blank=True)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = NFCTextField(blank=True)
    answer_number = NFCCharField(max_length=120, blank=True)
    named = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = NFCCharField(max_length=200, blank=True)

    class Meta:
        """A body once for a day; an answer is whole or absent."""

        verbose_name = "question about disqualifiers"
        ordering = ("sheet", "asked_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "body", "asked_on"), name="scorecards_question_once"),
            models.CheckConstraint(condition=~Q(body=""), name="scorecards_question_has_body"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_at__isnull=True, answer="")
                | (Q(answered_on__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="scorecards_question_answer_whole",
            ),
        )

    def __str__(self) -> str:
        return str(self.body)


class ReAddition(Signed):
    """One person added the totals up again «cộng lại» and found them right; it holds for the result of that hash."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="readditions")
    hash = models.CharField(max_length=64)
    totals = models.JSONField()

    class Meta:
        """A person once for a result."""

        verbose_name = "confirmation of the totals"
        ordering = ("sheet", "marked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("sheet", "hash", "author_key"), name="scorecards_readdition_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.author_name)
