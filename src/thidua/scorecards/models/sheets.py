"""Sheets, marks with their history, items beside the tree, votes, explanations and results."""

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import NFCCharField, NFCTextField, Record, new_public_id
from thidua.scorecards.states import Awaits, ItemKind, Settled, SheetState, Stage, UnitRole


def _one_of(field: str, words: "type[Stage | SheetState | ItemKind | Awaits | UnitRole | Settled]") -> Q:
    return Q(**{f"{field}__in": sorted(word.value for word in words)})


class Sheet(Record):
    """The score sheet «bảng điểm» of one bloc for one period, under one frozen table of criteria.

    The rules it is kept by (days to explain, whether self marks are hidden while they are entered) are fixed when it
    is opened. `attendance_leaf` names the criterion that attendance feeds. `stamp` changes with every change of content, so that readers can tell versions apart and results may
    be remembered by it.
    """

    bloc_year = models.ForeignKey("organisations.BlocYear", on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey("criteria.Scheme", on_delete=models.PROTECT, related_name="+")
    period_from = models.DateField()
    period_to = models.DateField()
    state = models.CharField(max_length=12, default=SheetState.OPENED.value)
    explanation_days = models.PositiveSmallIntegerField(default=7)
    self_marks_hidden = models.BooleanField(default=True)
    attendance_leaf = NFCCharField(max_length=40, blank=True, default="")
    stamp = models.CharField(max_length=16, default=new_public_id)
    opened_at = models.DateTimeField()
    opened_by_key = models.CharField(max_length=80)
    opened_by_name = NFCCharField(max_length=200)

    class Meta:
        """One sheet for each period of a bloc-year."""

        verbose_name = "score sheet"
        ordering = ("-period_to", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("bloc_year", "period_from", "period_to"), name="scorecards_sheet_once"
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="scorecards_sheet_period_ordered"
            ),
            models.CheckConstraint(
                condition=_one_of("state", SheetState), name="scorecards_sheet_state_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scheme.name} ({self.period_from:%d/%m/%Y}–{self.period_to:%d/%m/%Y})"


class SheetUnit(models.Model):
    """A unit that is scored on a sheet, with its names of that day and its part in the bloc «đơn vị được chấm»."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=8, default=UnitRole.MEMBER.value)
    code = NFCCharField(max_length=40)
    name = NFCCharField(max_length=300)
    short_name = NFCCharField(max_length=120)
    in_sentence = NFCCharField(max_length=300)

    class Meta:
        """A unit once, a place once, at most one head and one deputy."""

        verbose_name = "unit on a score sheet"
        ordering = ("sheet", "position")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "unit"), name="scorecards_sheetunit_once"),
            models.UniqueConstraint(fields=("sheet", "code"), name="scorecards_sheetunit_code_once"),
            models.UniqueConstraint(fields=("sheet", "position"), name="scorecards_sheetunit_position_once"),
            models.UniqueConstraint(
                fields=("sheet", "role"),
                condition=~Q(role=UnitRole.MEMBER.value),
                name="scorecards_sheetunit_one_head",
            ),
            models.CheckConstraint(
                condition=_one_of("role", UnitRole), name="scorecards_sheetunit_role_known"
            ),
        )

    def __str__(self) -> str:
        return str(self.short_name)


class Signed(models.Model):
    """Who said it and when; the name is kept as it was that day."""

    author_key = models.CharField(max_length=80)
    author_name = NFCCharField(max_length=200)
    marked_at = models.DateTimeField()

    class Meta:
        """Abstract."""

        abstract = True


class Content(models.Model):
    """What a mark says: the input «số liệu» in the form of a results file (never points), and its reason.

    `awaits` says what a pending input waits for; `evidence` lists papers by number, date and title only, so that
    nothing classified is ever stored. `source` names the row of another room the input was taken from (a report, the
    covenant, attendance), None when a person typed it.
    """

    entry = models.JSONField()
    awaits = models.CharField(max_length=10, blank=True, default=Awaits.NOTHING.value)
    reason = NFCTextField(blank=True)
    evidence = models.JSONField(default=list, blank=True)
    source = models.JSONField(null=True, blank=True)

    class Meta:
        """Abstract."""

        abstract = True


class Mark(Signed, Content):
    """The current input of one cell «ô điểm»: unit × leaf × stage. `revision` guards against silent overwriting."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="marks")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    leaf_code = NFCCharField(max_length=40)
    stage = models.CharField(max_length=10)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """One current mark for each cell."""

        verbose_name = "mark"
        ordering = ("sheet", "unit", "leaf_code", "stage")
        constraints = (
            models.UniqueConstraint(
                fields=("sheet", "unit", "leaf_code", "stage"), name="scorecards_mark_once"
            ),
            models.CheckConstraint(condition=_one_of("stage", Stage), name="scorecards_mark_stage_known"),
            models.CheckConstraint(condition=_one_of("awaits", Awaits), name="scorecards_mark_awaits_known"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="scorecards_mark_revision_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.leaf_code} {self.stage}"


class MarkRevision(Signed, Content):
    """One entry in the history of a cell; only ever added. `accepted` when it was taken over as proposed."""

    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    accepted = models.BooleanField(default=False)

    class Meta:
        """Each number once."""

        verbose_name = "revision of a mark"
        ordering = ("mark", "-revision")
        constraints = (models.UniqueConstraint(fields=("mark", "revision"), name="scorecards_revision_once"),)

    def __str__(self) -> str:
        return f"{self.mark_id} #{self.revision}"


class SheetItem(Record, Signed):
    """One counted event beside the tree: bonus, deduction or disqualifier, each with the record it rests on.

    A wrong item is struck with a reason, never removed. A deduction is settled when the unit agreed to it or a meeting
    decided it, with the words or the minutes that say so.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="items")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    code = NFCCharField(max_length=40)
    record = NFCCharField(max_length=80)
    title = NFCCharField(max_length=400, blank=True)
    number = NFCCharField(max_length=80, blank=True)
    dated = models.DateField(null=True, blank=True)
    settled = models.CharField(max_length=8, blank=True, default=Settled.NOT_YET.value)
    settled_words = NFCCharField(max_length=400, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_name = NFCCharField(max_length=200, blank=True, default="")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by_name = NFCCharField(max_length=200, blank=True)
    struck_reason = NFCTextField(blank=True)

    class Meta:
        """A record counts once under a code; struck items have a reason."""

        verbose_name = "bonus, deduction or disqualifier"
        ordering = ("sheet", "unit", "kind", "code", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("sheet", "unit", "kind", "code", "record"),
                condition=Q(struck_at__isnull=True),
                name="scorecards_item_record_once",
            ),
            models.CheckConstraint(condition=_one_of("kind", ItemKind), name="scorecards_item_kind_known"),
            models.CheckConstraint(condition=~Q(record=""), name="scorecards_item_has_record"),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_reason="")),
                name="scorecards_item_struck_has_reason",
            ),
            models.CheckConstraint(
                condition=_one_of("settled", Settled), name="scorecards_item_settled_known"
            ),
            models.CheckConstraint(
                condition=Q(settled="", settled_at__isnull=True, settled_words="")
                | (~Q(settled="") & Q(settled_at__isnull=False) & ~Q(settled_words="")),
                name="scorecards_item_settled_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.record}"


class StageClosing(models.Model):
    """A stage was closed «chốt», with what was still empty; reopening it needs a reason."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="closings")
    stage = models.CharField(max_length=10)
    closed_at = models.DateTimeField()
    closed_by_name = NFCCharField(max_length=200)
    cells = models.PositiveIntegerField()
    without_value = models.PositiveIntegerField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by_name = NFCCharField(max_length=200, blank=True)
    reopened_reason = NFCTextField(blank=True)

    class Meta:
        """One standing closing for each stage."""

        verbose_name = "closing of a stage"
        ordering = ("sheet", "closed_at")
        constraints = (
            models.UniqueConstraint(
                fields=("sheet", "stage"),
                condition=Q(reopened_at__isnull=True),
                name="scorecards_closing_one_standing",
            ),
            models.CheckConstraint(condition=_one_of("stage", Stage), name="scorecards_closing_stage_known"),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_reason="")
                | (Q(reopened_at__isnull=False) & ~Q(reopened_reason="")),
                name="scorecards_closing_reopened_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.stage} {self.closed_at:%d/%m/%Y}"


class TieVote(Signed):
    """Votes one tied unit received for the rank it competes for «phiếu phân định đồng hạng»."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="tie_votes")
    place = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    votes = models.PositiveSmallIntegerField()
    minutes = NFCCharField(max_length=200)

    class Meta:
        """A unit once for a rank, and the minutes are named."""

        verbose_name = "vote on a tie"
        ordering = ("sheet", "place", "unit")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "place", "unit"), name="scorecards_tievote_once"),
            models.CheckConstraint(condition=Q(place__gte=1), name="scorecards_tievote_place_from_one"),
            models.CheckConstraint(condition=~Q(minutes=""), name="scorecards_tievote_has_minutes"),
        )

    def __str__(self) -> str:
        return f"{self.place}: {self.votes}"


class Explanation(Record):
    """A unit's answer to a mark of its own «giải trình», and the checker's reply to it."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="explanations")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    leaf_code = NFCCharField(max_length=40)
    stage = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    text = NFCTextField()
    asked_at = models.DateTimeField()
    asked_by_key = models.CharField(max_length=80)
    asked_by_name = NFCCharField(max_length=200)
    answer_by = models.DateField()
    answer = NFCTextField(blank=True)
    accepted = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = NFCCharField(max_length=200, blank=True)

    class Meta:
        """One open question for each cell; an answer is whole or absent."""

        verbose_name = "explanation"
        ordering = ("sheet", "asked_at")
        constraints = (
            models.UniqueConstraint(
                fields=("sheet", "unit", "leaf_code", "stage"),
                condition=Q(answered_at__isnull=True),
                name="scorecards_explanation_one_open",
            ),
            models.CheckConstraint(
                condition=_one_of("stage", Stage), name="scorecards_explanation_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, accepted__isnull=True, answer="")
                | (Q(answered_at__isnull=False, accepted__isnull=False) & ~Q(answer="")),
                name="scorecards_explanation_answer_whole",
            ),
        )

    def __str__(self) -> str:
        return str(self.leaf_code)


class Snapshot(Record):
    """A frozen result «kết quả thống nhất»: the inputs, the scorecard they give, and the hash of both.

    Never changed: a correction is a new snapshot with a higher number and a reason. `left_open` names the points of
    the checklist that were not met and why the meeting agreed nevertheless.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, default=Stage.APPRAISED.value)
    scheme_hash = models.CharField(max_length=64)
    results = models.JSONField()
    scorecard = models.JSONField()
    hash = models.CharField(max_length=64)
    agreed_on = models.DateField()
    meeting = NFCCharField(max_length=300)
    reason = NFCTextField(blank=True)
    left_open = models.JSONField(null=True, blank=True)
    taken_at = models.DateTimeField()
    taken_by_name = NFCCharField(max_length=200)

    class Meta:
        """Numbered from one; a later one says why."""

        verbose_name = "agreed result"
        ordering = ("sheet", "number")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "number"), name="scorecards_snapshot_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="scorecards_snapshot_number_from_one"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="scorecards_snapshot_later_has_reason"
            ),
            models.CheckConstraint(condition=~Q(meeting=""), name="scorecards_snapshot_has_meeting"),
            models.CheckConstraint(condition=_one_of("stage", Stage), name="scorecards_snapshot_stage_known"),
        )

    def __str__(self) -> str:
        return f"#{self.number}"
