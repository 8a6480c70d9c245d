"""What was entered on sheets, read for any number of them at once: a handful of queries, however many sheets."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import F

from thidua.scorecards.documents import Ballots
from thidua.scorecards.models import (
    CheckFinding,
    CheckSide,
    DisqualifierQuestion,
    Explanation,
    Mark,
    ReAddition,
    Reappraisal,
    SheetItem,
    SheetUnit,
    StageClosing,
    TieVote,
)
from thidua.scorecards.rows import (
    Closing,
    Content,
    ExplanationRow,
    Finding,
    ItemRow,
    Looked,
    MarkRow,
    Member,
    MinutesRow,
    Place,
    QuestionRow,
    ReAdditionRow,
    ReappraisalRow,
    Side,
    TeamMember,
)
from thidua.scorecards.states import ItemKind, Settled, Stage, UnitRole

type Codes = Mapping[int, str]
type BySheet[T] = dict[int, list[T]]


def read_contents(rows: Sequence[Mapping[str, Any]]) -> dict[int, Content]:
    """The content of sheets by their row number.

    A row names its sheet (`pk`) and says which of the rarer things there are (`voted`, `explained`, `visited`,
    `reappraised`, `asked`, `readded`), so that nothing is asked for in vain.
    """
    members = _members([row["pk"] for row in rows])
    codes = {sheet: {one.pk: one.code for one in found} for sheet, found in members.items()}

    def having(flag: str) -> list[int]:
        return [row["pk"] for row in rows if row[flag]]

    sheets = [row["pk"] for row in rows]
    marks, items, closings = _marks(sheets, codes), _items(sheets, codes), _closings(sheets)
    ballots = _ballots(having("voted"), codes)
    explanations = _explanations(having("explained"), codes)
    minutes = _minutes(having("visited"), codes)
    reappraisals = _reappraisals(having("reappraised"), codes)
    questions, readditions = _questions(having("asked")), _readditions(having("readded"))
    return {
        sheet: Content(
            members=tuple(members.get(sheet, ())),
            marks=marks.get(sheet, {}),
            items=tuple(items.get(sheet, ())),
            ballots=tuple(ballots.get(sheet, ())),
            explanations=tuple(explanations.get(sheet, ())),
            closings={one.stage: one for one in closings.get(sheet, ())},
            minutes=tuple(minutes.get(sheet, ())),
            reappraisals=tuple(reappraisals.get(sheet, ())),
            questions=tuple(questions.get(sheet, ())),
            readditions=tuple(readditions.get(sheet, ())),
        )
        for sheet in sheets
    }


def _members(sheets: Sequence[int]) -> BySheet[Member]:
    rows = (
        SheetUnit.objects.filter(sheet__in=sheets)
        .order_by("sheet", "position", "checks__pk")
        .values_list(
            "sheet", "unit_id", "unit__public_id", "code", "name", "short_name", "in_sentence", "position", "role",
            "checks__checker__code", "checks__reason",
        )
    )  # fmt: skip
    found: dict[tuple[int, int], Member] = {}
    for sheet, pk, key, code, name, short_name, in_sentence, position, role, checker, why in rows:
        known = found.get((sheet, pk)) or Member(
            pk, key, code, name, short_name, in_sentence, position, UnitRole(role), ()
        )
        if checker:
            known = replace(
                known, checked_by=(*known.checked_by, checker), check_reasons=(*known.check_reasons, why)
            )
        found[sheet, pk] = known
    by_sheet: BySheet[Member] = defaultdict(list)
    for (sheet, _), member in found.items():
        by_sheet[sheet].append(member)
    return by_sheet


def _marks(sheets: Sequence[int], codes: Mapping[int, Codes]) -> dict[int, dict[Place, MarkRow]]:
    """Every mark by its place; read as bare values, because there are thousands of them."""
    rows = Mark.objects.filter(sheet__in=sheets).values_list(
        "sheet", "unit", "leaf_code", "stage", "entry", "awaits", "reason", "evidence", "author_key", "author_name",
        "marked_at", "revision", "source",
    )  # fmt: skip
    stages = {stage.value: stage for stage in Stage}
    marks: dict[int, dict[Place, MarkRow]] = defaultdict(dict)
    for sheet, unit, leaf, stage, entry, awaits, reason, evidence, key, name, at, revision, source in rows:
        code, at_stage = codes[sheet][unit], stages[stage]
        marks[sheet][code, leaf, at_stage] = MarkRow(
            code, leaf, at_stage, entry, awaits, reason, tuple(evidence), key, name, at, revision, source
        )
    return marks


def _items(sheets: Sequence[int], codes: Mapping[int, Codes]) -> BySheet[ItemRow]:
    found: BySheet[ItemRow] = defaultdict(list)
    for row in SheetItem.objects.filter(sheet__in=sheets, struck_at=None).order_by("pk"):
        found[row.sheet_id].append(
            ItemRow(
                row.public_id,
                codes[row.sheet_id][row.unit_id],
                ItemKind(row.kind),
                row.code,
                row.record,
                row.title,
                row.number,
                row.dated,
                row.author_name,
                row.marked_at,
                Settled(row.settled),
                row.settled_words,
                row.settled_by_name,
            )
        )
    return found


def _closings(sheets: Sequence[int]) -> BySheet[Closing]:
    found: BySheet[Closing] = defaultdict(list)
    for one in StageClosing.objects.filter(sheet__in=sheets, reopened_at=None):
        found[one.sheet_id].append(
            Closing(Stage(one.stage), one.closed_at, one.closed_by_name, one.cells, one.without_value)
        )
    return found


def _ballots(sheets: Sequence[int], codes: Mapping[int, Codes]) -> BySheet[Ballots]:
    found: BySheet[Ballots] = defaultdict(list)
    if sheets:
        for vote in TieVote.objects.filter(sheet__in=sheets).order_by("place", "unit"):
            found[vote.sheet_id].append(Ballots(vote.place, codes[vote.sheet_id][vote.unit_id], vote.votes))
    return found


def _explanations(sheets: Sequence[int], codes: Mapping[int, Codes]) -> BySheet[ExplanationRow]:
    found: BySheet[ExplanationRow] = defaultdict(list)
    if not sheets:
        return found
    for row in Explanation.objects.filter(sheet__in=sheets).order_by("asked_at", "pk"):
        found[row.sheet_id].append(
            ExplanationRow(
                row.public_id,
                codes[row.sheet_id][row.unit_id],
                row.leaf_code,
                Stage(row.stage),
                row.revision,
                row.text,
                row.asked_at,
                row.asked_by_name,
                row.answer_by,
                row.answer,
                row.accepted,
                row.answered_at,
                row.answered_by_name,
            )
        )
    return found


def _minutes(sheets: Sequence[int], codes: Mapping[int, Codes]) -> BySheet[MinutesRow]:
    """Visits with their sides and findings, in two queries."""
    found: BySheet[MinutesRow] = defaultdict(list)
    if not sheets:
        return found
    sides: dict[int, list[CheckSide]] = defaultdict(list)
    for side in (
        CheckSide.objects.filter(minutes__sheet__in=sheets)
        .select_related("minutes")
        .order_by("minutes__held_from", "minutes", "pk")
    ):
        sides[side.minutes_id].append(side)
    findings: dict[int, list[CheckFinding]] = defaultdict(list)
    for one in CheckFinding.objects.filter(minutes__in=list(sides)).order_by("unit", "pk"):
        findings[one.minutes_id].append(one)
    for key, rows in sides.items():
        minutes = rows[0].minutes
        known = codes[minutes.sheet_id]
        found[minutes.sheet_id].append(
            MinutesRow(
                minutes.public_id,
                minutes.number,
                minutes.place,
                minutes.held_from,
                minutes.held_to,
                minutes.remarks,
                minutes.drawn_at,
                minutes.drawn_by_name,
                tuple(_side(row, known) for row in rows),
                tuple(_finding(row, known) for row in findings[key]),
            )
        )
    return found


def _side(row: CheckSide, codes: Codes) -> Side:
    team = tuple(TeamMember(str(one["name"]), str(one["office"])) for one in row.team)
    return Side(
        codes[row.unit_id],
        row.checked,
        team,
        row.signed_at,
        row.signed_by_name,
        row.taken_at,
        row.taken_by_name,
    )


def _finding(row: CheckFinding, codes: Codes) -> Finding:
    return Finding(
        codes[row.unit_id], row.leaf_code, row.text, row.entry, row.awaits, row.author_name, row.marked_at
    )


def _looked(row: Mapping[str, Any], side: str) -> Looked:
    return Looked(
        Stage(row[f"{side}_stage"]),
        row[f"{side}__revision"],
        row[f"{side}__entry"],
        row[f"{side}__awaits"],
        row[f"{side}__reason"],
        row[f"{side}__author_name"],
        row[f"{side}__marked_at"],
    )


def _reappraisals(sheets: Sequence[int], codes: Mapping[int, Codes]) -> BySheet[ReappraisalRow]:
    found: BySheet[ReappraisalRow] = defaultdict(list)
    if not sheets:
        return found
    said = ("revision", "entry", "awaits", "reason", "author_name", "marked_at")
    rows = (
        Reappraisal.objects.filter(sheet__in=sheets)
        .order_by("marked_at", "pk")
        .values(
            "public_id", "sheet", "unit", "leaf_code", "stage", "held_on", "minutes", "reason", "author_name",
            "marked_at",
            *(f"{side}__{name}" for side in ("before", "after") for name in said),
            before_stage=F("before__mark__stage"),
            after_stage=F("after__mark__stage"),
            asked=F("explanation__public_id"),
        )
    )  # fmt: skip
    for row in rows:
        found[row["sheet"]].append(
            ReappraisalRow(
                row["public_id"],
                codes[row["sheet"]][row["unit"]],
                row["leaf_code"],
                Stage(row["stage"]),
                row["asked"] or "",
                _looked(row, "before"),
                _looked(row, "after"),
                row["held_on"],
                row["minutes"],
                row["reason"],
                row["author_name"],
                row["marked_at"],
            )
        )
    return found


def _questions(sheets: Sequence[int]) -> BySheet[QuestionRow]:
    found: BySheet[QuestionRow] = defaultdict(list)
    if not sheets:
        return found
    for row in DisqualifierQuestion.objects.filter(sheet__in=sheets).order_by("asked_on", "pk"):
        found[row.sheet_id].append(
            QuestionRow(
                row.public_id,
                row.body,
                tuple(row.codes),
                row.letter,
                row.asked_on,
                row.author_name,
                row.answered_on,
                row.answer,
                row.answer_number,
                tuple(row.named),
                row.answered_by_name,
            )
        )
    return found


def _readditions(sheets: Sequence[int]) -> BySheet[ReAdditionRow]:
    found: BySheet[ReAdditionRow] = defaultdict(list)
    if not sheets:
        return found
    for row in ReAddition.objects.filter(sheet__in=sheets).order_by("marked_at", "pk"):
        found[row.sheet_id].append(
            ReAdditionRow(row.hash, row.totals, row.author_key, row.author_name, row.marked_at)
        )
    return found
