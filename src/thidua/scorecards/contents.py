"""What was entered on sheets, read for any number of them at once, in two queries.

Marks are thousands and are read as bare values. The rest is many kinds of a few rows each: they come together in one
query, every row as a JSON object that the database builds, because a page should not ask ten questions before its own.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from thidua.scorecards.documents import Ballots
from thidua.scorecards.models import Mark
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
from thidua.scorecards.telling import RARE, told_of

type Codes = Mapping[int, str]
type Row = Mapping[str, Any]
type Kinds = Mapping[str, Sequence[Row]]


def read_contents(rows: Sequence[Row]) -> dict[int, Content]:
    """The content of sheets by their row number.

    A row names its sheet (`pk`) and says which of the rarer things there are (`voted`, `explained`, `visited`,
    `reappraised`, `asked`, `readded`), so that nothing is asked for in vain.
    """
    sheets = [row["pk"] for row in rows]
    flags = {flag for row in rows for flag in RARE if row[flag]}
    kinds: dict[int, dict[str, list[Row]]] = {sheet: defaultdict(list) for sheet in sheets}
    for kind, sheet, said in told_of(sheets, flags):
        kinds[sheet][kind].append(json.loads(said) if isinstance(said, str) else said)
    members = {sheet: _members(kinds[sheet]["member"]) for sheet in sheets}
    codes = {sheet: {one.pk: one.code for one in members[sheet]} for sheet in sheets}
    marks = _marks(sheets, codes)
    return {
        sheet: _content(members[sheet], marks.get(sheet, {}), kinds[sheet], codes[sheet]) for sheet in sheets
    }


def _content(
    members: tuple[Member, ...], marks: Mapping[Place, MarkRow], kinds: Kinds, codes: Codes
) -> Content:
    return Content(
        members=members,
        marks=marks,
        items=tuple(_item(row, codes) for row in _sorted(kinds["item"], "pk")),
        ballots=tuple(
            Ballots(row["place"], codes[row["unit"]], row["votes"])
            for row in _sorted(kinds["ballot"], "place", "unit")
        ),
        explanations=tuple(
            _explanation(row, codes) for row in _sorted(kinds["explanation"], "asked_at", "pk")
        ),
        closings={
            Stage(row["stage"]): Closing(
                Stage(row["stage"]), _moment(row["closed_at"]), row["by"], row["cells"], row["without_value"]
            )
            for row in kinds["closing"]
        },
        minutes=_minutes(kinds, codes),
        reappraisals=tuple(_reappraisal(row, codes) for row in _sorted(kinds["reappraisal"], "at", "pk")),
        questions=tuple(_question(row) for row in _sorted(kinds["question"], "asked_on", "pk")),
        readditions=tuple(
            ReAdditionRow(row["hash"], _json(row["totals"]), row["key"], row["name"], _moment(row["at"]))
            for row in _sorted(kinds["readdition"], "at", "pk")
        ),
    )


def _sorted(rows: Iterable[Row], *names: str) -> list[Row]:
    return sorted(rows, key=lambda row: tuple(row[name] for name in names))


def _moment(text: str) -> datetime:
    """A moment as a database writes it into JSON: with its offset, or without one and then in UTC."""
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else _moment(text)


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _json(value: Any) -> Any:
    """A JSON column inside a JSON object: some databases nest it, others quote it."""
    return json.loads(value) if isinstance(value, str) else value


def _members(rows: Iterable[Row]) -> tuple[Member, ...]:
    found: dict[int, Member] = {}
    for row in sorted(rows, key=lambda row: (row["position"], row["check"] or 0)):
        known = found.get(row["pk"]) or Member(
            row["pk"],
            row["key"],
            row["code"],
            row["name"],
            row["short_name"],
            row["in_sentence"],
            row["position"],
            UnitRole(row["role"]),
            (),
        )
        if row["checker"]:
            known = replace(
                known,
                checked_by=(*known.checked_by, row["checker"]),
                check_reasons=(*known.check_reasons, row["why"]),
            )
        found[row["pk"]] = known
    return tuple(found.values())


def _marks(sheets: Sequence[int], codes: Mapping[int, Codes]) -> dict[int, dict[Place, MarkRow]]:
    """Every mark by its place."""
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


def _item(row: Row, codes: Codes) -> ItemRow:
    return ItemRow(
        row["public_id"],
        codes[row["unit"]],
        ItemKind(row["kind"]),
        row["code"],
        row["record"],
        row["title"],
        row["number"],
        _day(row["dated"]) if row["dated"] else None,
        row["author_name"],
        _moment(row["marked_at"]),
        Settled(row["settled"]),
        row["settled_words"],
        row["settled_by_name"],
    )


def _explanation(row: Row, codes: Codes) -> ExplanationRow:
    return ExplanationRow(
        row["public_id"],
        codes[row["unit"]],
        row["leaf_code"],
        Stage(row["stage"]),
        row["revision"],
        row["text"],
        _moment(row["asked_at"]),
        row["asked_by_name"],
        _day(row["answer_by"]),
        row["answer"],
        None if row["accepted"] is None else bool(row["accepted"]),
        _moment_or_none(row["answered_at"]),
        row["answered_by_name"],
    )


def _minutes(kinds: Kinds, codes: Codes) -> tuple[MinutesRow, ...]:
    sides: dict[int, list[Row]] = defaultdict(list)
    findings: dict[int, list[Row]] = defaultdict(list)
    for row in _sorted(kinds["side"], "held_from", "minutes", "pk"):
        sides[row["minutes"]].append(row)
    for row in _sorted(kinds["finding"], "unit", "pk"):
        findings[row["minutes"]].append(row)
    return tuple(
        MinutesRow(
            rows[0]["public_id"],
            rows[0]["number"],
            rows[0]["place"],
            _day(rows[0]["held_from"]),
            _day(rows[0]["held_to"]),
            rows[0]["remarks"],
            _moment(rows[0]["drawn_at"]),
            rows[0]["drawn_by"],
            tuple(_side(row, codes) for row in rows),
            tuple(_finding(row, codes) for row in findings[key]),
        )
        for key, rows in sides.items()
    )


def _side(row: Row, codes: Codes) -> Side:
    team = tuple(TeamMember(str(one["name"]), str(one["office"])) for one in _json(row["team"]))
    return Side(
        codes[row["unit"]],
        bool(row["checked"]),
        team,
        _moment_or_none(row["signed_at"]),
        row["signed_by_name"],
        _moment_or_none(row["taken_at"]),
        row["taken_by"],
    )


def _finding(row: Row, codes: Codes) -> Finding:
    return Finding(
        codes[row["unit"]],
        row["leaf_code"],
        row["text"],
        _json(row["entry"]),
        row["awaits"],
        row["author_name"],
        _moment(row["marked_at"]),
    )


def _looked(row: Row, side: str) -> Looked:
    return Looked(
        Stage(row[f"{side}_stage"]),
        row[f"{side}_revision"],
        _json(row[f"{side}_entry"]),
        row[f"{side}_awaits"],
        row[f"{side}_reason"],
        row[f"{side}_author_name"],
        _moment(row[f"{side}_marked_at"]),
    )


def _reappraisal(row: Row, codes: Codes) -> ReappraisalRow:
    return ReappraisalRow(
        row["public_id"],
        codes[row["unit"]],
        row["leaf_code"],
        Stage(row["stage"]),
        row["asked"] or "",
        _looked(row, "before"),
        _looked(row, "after"),
        _day(row["held_on"]),
        row["minutes"],
        row["reason"],
        row["name"],
        _moment(row["at"]),
    )


def _question(row: Row) -> QuestionRow:
    return QuestionRow(
        row["public_id"],
        row["body"],
        tuple(_json(row["codes"])),
        row["letter"],
        _day(row["asked_on"]),
        row["author_name"],
        _day(row["answered_on"]) if row["answered_on"] else None,
        row["answer"],
        row["answer_number"],
        tuple(_json(row["named"])),
        row["answered_by_name"],
    )
