"""The story's scores of 2023: entered, checked, explained, appraised and agreed by the people named, on their days.

Every figure goes through the verbs a person would use.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from thidua.accounts.queries import User, find_username
from thidua.demo.files import read
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.queries import bloc_year_of
from thidua.scorecards.actions import (
    MarkInput,
    agree_result,
    answer_explanation,
    close_stage,
    enter_item,
    enter_marks,
    explain_mark,
    feed_marks,
    name_attendance_leaf,
    open_sheet,
)
from thidua.scorecards.documents import exact, same_input
from thidua.scorecards.exports import draft_result
from thidua.scorecards.feeding import offers_for
from thidua.scorecards.queries import SheetFrame, sheet_frame
from thidua.scorecards.states import Awaits, ItemKind, Stage

HEAD_OFFICER, STANDING = "p15", "p22"
# The hour at which each kind of act is told to have happened.
HOURS = {Stage.SELF: time(16, 41), Stage.APPRAISED: time(14, 5)}
OPENED_ON = date(2023, 9, 26)
COLUMNS = {Stage.SELF: "first_reported", Stage.CROSS: "after_cross_check", Stage.APPRAISED: "value"}
META = frozenset({"points", "by", "at", "reason", "targets"})
POINTS_KINDS = frozenset({"I.3", "II.2", "III.6"})
SPARED = {("BCHQS", "I.4"), ("BDBP", "I.4")}
PARTY_RATING = "II.1"
ATTENDANCE_LEAF = "III.3"
YEAR_REPORT = "year"
# Marks of second appraisals, which `thidua.demo.reviews` tells.
LOOKED_AGAIN = {("BDBP", "III.4"), ("THADS", "I.1")}
KEPT_AGAIN = {("VKS", "III.5")}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens at a moment."""

    at: datetime
    place: int
    does: Callable[[], object]


class Story:
    """The files of the story as acts in order of time."""

    def __init__(self) -> None:
        self.scores = read("scores_2023")
        self.rules = read("bloc_years")["working_rules_2023"]["settings"]
        accounts = read("organisations")["accounts"]
        self.names = {account["person"]: account["username"] for account in accounts}
        self.people: dict[str, User] = {}
        self.sheet = ""
        self.reported = {unit["unit"]: unit for unit in read("reports_2023")["units"]}
        self.accepted = read("results_2023")["units"]
        self.records = {record["id"]: record for record in self.scores["records"]}

    def person(self, code: str) -> User:
        """The account of a person of the story, read once."""
        if code not in self.people:
            found = find_username(self.names[code])
            if found is None:
                message = f"The story's account {self.names[code]} was not loaded."
                raise LookupError(message)
            self.people[code] = found
        return self.people[code]

    def frame(self) -> SheetFrame:
        """The sheet as it stands."""
        found = sheet_frame(self.sheet)
        if found is None:
            message = "The story's score sheet was not opened."
            raise LookupError(message)
        return found

    def acts(self) -> Iterator[Act]:
        """Everything that happens, in no order; two acts of one moment are told apart by `place`."""
        yield Act(moment(OPENED_ON, time(8)), 0, self.open)
        yield Act(moment(OPENED_ON, time(8, 15)), 0, self.name_attendance)
        yield from self.marks()
        yield from self.items()
        yield from self.explanations()
        closed = {stage["stage"]: stage for stage in self.scores["stages"]}
        yield Act(
            moment(closed["self"]["closed_on"], time(17)), 0, partial(self.close, Stage.SELF, HEAD_OFFICER)
        )
        locked = closed["cross"]
        yield Act(
            moment(locked["locked_on"], time(8)), 0, partial(self.close, Stage.CROSS, locked["locked_by"])
        )
        yield Act(
            moment(closed["appraised"]["closed_on"], time(17)),
            0,
            partial(self.close, Stage.APPRAISED, STANDING),
        )
        agreed = closed["final"]["agreed_on"]
        yield Act(moment(agreed, time(11)), 0, partial(self.agree, agreed))

    def open(self) -> None:
        """The head unit's officer opens the sheet under the bloc's working rules."""
        year = bloc_year_of("KNC", 2023)
        if year is None:
            message = "The story's bloc-year was not loaded."
            raise LookupError(message)
        period = read("results_2023")["period"]
        self.sheet = open_sheet(
            bloc_year=year.public_id,
            period_from=period["from"],
            period_to=period["to"],
            explanation_days=self.rules["explanation_days"],
            self_marks_hidden=True,
            head_checked_by=self.rules["head_unit_appraised_by"],
            actor=self.person(HEAD_OFFICER),
            at=moment(OPENED_ON, time(8)),
        )

    def name_attendance(self) -> None:
        """Attendance at the bloc's gatherings feeds its criterion."""
        at = moment(OPENED_ON, time(8, 15))
        name_attendance_leaf(sheet=self.sheet, leaf=ATTENDANCE_LEAF, actor=self.person(HEAD_OFFICER), at=at)

    def checkers(self) -> Mapping[str, tuple[str, ...]]:
        """Who checks whom; the head unit is led by the deputy and another takes part."""
        pairs = {row["unit"]: (row["checking_unit"],) for row in self.scores["cross_check"]["entered_by"]}
        pairs["TA"] = tuple(self.rules["head_unit_appraised_by"])
        return pairs

    def marks(self) -> Iterator[Act]:
        """Marks gathered by who entered which unit's cells of a stage on a day.

        The cross column comes from the minutes of the visits, and two marks from second appraisals: see `reviews`.
        """
        batches: dict[tuple[Stage, str, str, date], list[MarkInput]] = defaultdict(list)
        for unit in self.scores["units"]:
            code = unit["unit"]
            for leaf, stages in unit["leaves"].items():
                if (code, leaf) in SPARED:
                    continue
                for stage in (Stage.SELF, Stage.APPRAISED):
                    said = stages[stage]
                    if stage is Stage.APPRAISED and (code, leaf) in LOOKED_AGAIN:
                        continue
                    batches[stage, said["by"], code, said["at"]].append(self.mark(code, leaf, stage, said))
                if stages["cross"].get("state") == "pending":
                    waits = stages["self"]
                    by = stages["appraised"]["by"]
                    on = date(2024, 1, 24) if leaf == PARTY_RATING else date(2024, 1, 22)
                    batches[Stage.APPRAISED, by, code, on].append(
                        self.mark(code, leaf, Stage.APPRAISED, waits)
                    )
        for place, ((stage, by, _, on), cells) in enumerate(batches.items()):
            at = moment(on, HOURS[stage])
            yield Act(at, place, partial(self.enter, stage, by, tuple(cells), at))

    def mark(self, unit: str, leaf: str, stage: Stage, said: Mapping[str, Any]) -> MarkInput:
        """One cell of the story as it is typed in."""
        waits = said.get("state") == "pending"
        return MarkInput(
            unit,
            leaf,
            self.entry(unit, leaf, stage, said),
            said.get("reason", ""),
            Awaits.SUPERIOR if waits else Awaits.NOTHING,
            self.papers(unit, leaf, stage, said["at"]),
        )

    def entry(self, unit: str, leaf: str, stage: Stage, said: Mapping[str, Any]) -> dict[str, Any]:
        """The input alone; points are worked out, except where points are the input."""
        if "targets" in said:
            return {"targets": self.targets(unit, stage)}
        entry = {key: value for key, value in said.items() if key not in META}
        if leaf in POINTS_KINDS and not entry:
            entry["points"] = said["points"]
        kept: dict[str, Any] = exact(entry)
        return kept

    def targets(self, unit: str, stage: Stage) -> list[dict[str, Any]]:
        """The registered targets with the value reported, checked or accepted."""
        targets = []
        rows = zip(
            self.accepted[unit]["leaves"]["I.1"]["targets"], self.reported[unit]["targets"], strict=True
        )
        for target, row in rows:
            value = row["year_end"]
            targets.append(exact({**target, "actual": value.get(COLUMNS[stage], value["value"])}))
        return targets

    def papers(self, unit: str, leaf: str, stage: Stage, on: date) -> tuple[dict[str, str], ...]:
        """The papers a unit had when it scored itself; later ones came with the appraisal."""
        if stage is Stage.CROSS:
            return ()
        first, last = (date.min, on) if stage is Stage.SELF else (self.self_day(), on)
        found = [
            {"number": paper["number"], "date": paper["date"].isoformat(), "title": paper["title"]}
            for paper in self.reported[unit]["evidence"]
            if paper["leaf"] == leaf and paper["period"] == "year" and first < paper["date"] <= last
        ]
        if stage is Stage.SELF:
            found += [
                {"number": paper["number"], "date": "", "title": "", "kept_at": paper["kept_at"]}
                for paper in self.reported[unit]["classified_references"]
                if paper["leaf"] == leaf
            ]
        return tuple(found)

    def self_day(self) -> date:
        """The day self-scoring was closed."""
        closed: date = self.scores["stages"][0]["closed_on"]
        return closed

    def enter(self, stage: Stage, by: str, cells: tuple[MarkInput, ...], at: datetime) -> None:
        """One person's batch; a unit takes from its report what the report says, and names its papers afterwards."""
        if stage is Stage.SELF:
            cells = self.feed(by, cells, at)
        enter_marks(sheet=self.sheet, stage=stage, cells=cells, actor=self.person(by), at=at)

    def feed(self, by: str, cells: tuple[MarkInput, ...], at: datetime) -> tuple[MarkInput, ...]:
        """What reports and registers know is taken over; returns what is left to type, papers to name included."""
        unit, wanted = cells[0].unit, {cell.leaf: cell for cell in cells}
        offers = offers_for(self.frame(), unit, period=YEAR_REPORT, on=at.date())
        known = {
            offer.leaf.code: offer.print
            for offer in offers
            if offer.leaf.code in wanted and same_input(offer.entry, wanted[offer.leaf.code].entry)
        }
        if known:
            feed_marks(
                sheet=self.sheet, unit=unit, period=YEAR_REPORT, chosen=known, actor=self.person(by), at=at
            )
        return tuple(cell for cell in cells if cell.leaf not in known or cell.evidence)

    def items(self) -> Iterator[Act]:
        """Bonuses stated by the units, deductions found by those who checked."""
        officers = {unit["unit"]: unit["leaves"]["I.1"]["self"]["by"] for unit in self.scores["units"]}
        found = {
            "X1": (HEAD_OFFICER, date(2023, 12, 18)),
            "X2": (STANDING, date(2024, 1, 22)),
            "X3": ("p12", date(2023, 12, 18)),
        }
        for unit in self.scores["units"]:
            code = unit["unit"]
            for kind, key in ((ItemKind.BONUS, "bonus"), (ItemKind.DEDUCTION, "deductions")):
                for item, records in unit[key].items():
                    by, on = found.get(item, (officers[code], self.self_day()))
                    for place, record in enumerate(records):
                        at = moment(on, time(15))
                        yield Act(at, place, partial(self.count, code, kind, item, record, by, at))

    def count(self, unit: str, kind: ItemKind, code: str, record: str, by: str, at: datetime) -> None:
        """One item with the record it rests on."""
        known = self.records[record]
        enter_item(
            sheet=self.sheet,
            unit=unit,
            kind=kind,
            code=code,
            record=record,
            title=known["title"],
            number=known.get("number", ""),
            dated=known["date"],
            actor=self.person(by),
            at=at,
        )

    def explanations(self) -> Iterator[Act]:
        """What units asked to be looked at again, and the answers."""
        for unit in self.scores["units"]:
            for leaf, stages in unit["leaves"].items():
                if (said := stages.get("explanation")) is None:
                    continue
                kept = (unit["unit"], leaf) in KEPT_AGAIN
                stage = Stage.APPRAISED if said["date"] > stages["appraised"]["at"] else Stage.CROSS
                place = (unit["unit"], leaf, stage)
                asked, answered = moment(said["date"], time(8, 40)), moment(said["answered_on"], time(10, 15))
                yield Act(asked, 0, partial(self.explain, place, said, asked))
                if not kept:
                    yield Act(answered, 0, partial(self.answer, place, said, answered))

    def explain(self, place: tuple[str, str, Stage], said: Mapping[str, Any], at: datetime) -> None:
        """A unit asks."""
        unit, leaf, stage = place
        explain_mark(
            sheet=self.sheet,
            unit=unit,
            leaf=leaf,
            stage=stage,
            text=said["asked"],
            actor=self.person(said["by"]),
            at=at,
        )

    def answer(self, place: tuple[str, str, Stage], said: Mapping[str, Any], at: datetime) -> None:
        """The checker or appraiser answers."""
        asked = next(
            one for one in self.frame().content.explanations if (one.unit, one.leaf, one.stage) == place
        )
        answer_explanation(
            sheet=self.sheet,
            explanation=asked.public_id,
            answer=said["answer"],
            accepted=said["accepted"],
            actor=self.person(said["answered_by"]),
            at=at,
        )

    def close(self, stage: Stage, by: str) -> None:
        """A stage is closed."""
        closed = {stage["stage"]: stage for stage in self.scores["stages"]}[stage]
        on, hour = (
            (closed["locked_on"], time(8)) if "locked_on" in closed else (closed["closed_on"], time(17))
        )
        close_stage(sheet=self.sheet, stage=stage, actor=self.person(by), at=moment(on, hour))

    def agree(self, on: date) -> None:
        """The review meeting agrees to the result."""
        agree_result(
            sheet=self.sheet,
            expected_hash=draft_result(self.frame()).hash,
            agreed_on=on,
            meeting="Họp bình xét thi đua năm 2023, biên bản 05/BB-KNC ngày 11/03/2024",
            reason="",
            actor=self.person(HEAD_OFFICER),
            at=moment(on, time(11)),
        )


def moment(on: date, at: time) -> datetime:
    """A moment in Viet Nam."""
    return datetime.combine(on, at, VIET_NAM)
