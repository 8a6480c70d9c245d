"""The story's cross-check and appraisal of 2023: visits with their minutes, second appraisals, what the checklist asks.

Plays on the sheet of `Story`; every act goes through the verb a person would use, on the day it is told to have happened.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import partial
from typing import Any

from thidua.demo.files import read
from thidua.demo.scores import OPENED_ON, Act, Story, moment
from thidua.scorecards.actions import (
    SideInput,
    ask_disqualifiers,
    assign_whole_bloc,
    confirm_totals,
    draw_minutes,
    enter_disqualifier_answer,
    note_finding,
    reappraise_mark,
    settle_deduction,
    sign_minutes,
    take_over_minutes,
)
from thidua.scorecards.documents import same_input
from thidua.scorecards.exports import draft_result
from thidua.scorecards.queries import TeamMember
from thidua.scorecards.states import Awaits, ItemKind, Settled, Stage

HEAD_OFFICER, STANDING = "p15", "p22"


class Reviews:
    """The acts of checking and reviewing, in no order."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.told = read("reviews_2023")
        self.people = {person["id"]: person for person in read("organisations")["people"]}
        self.units = {unit["unit"]: unit for unit in story.scores["units"]}
        self.minutes: dict[str, str] = {}
        self.questions: dict[str, str] = {}

    def acts(self) -> Iterator[Act]:
        """Everything, each with its moment."""
        yield Act(moment(OPENED_ON, time(8, 30)), 0, self.assign)
        yield from self.visits()
        yield from self.second_looks()
        yield from self.bodies()
        for place, row in enumerate(self.told["settled"]):
            yield Act(moment(row["on"], time(10, 30)), place, partial(self.settle, row))
        for row in self.told["added_up"]:
            yield Act(moment(row["on"], time(9)), 0, partial(self.add_up, row["by"], row["on"]))

    def assign(self) -> None:
        """The whole bloc is told off at once, as the plan of the cross-check says."""
        checks, words = self.story.checkers(), self.told["reasons"]
        reasons = {
            (unit, checker): words["pair"] for unit, checkers in checks.items() for checker in checkers
        }
        reasons |= {("TA", "VKS"): words["deputy"], ("TA", "BCHQS"): words["second"]}
        assign_whole_bloc(
            sheet=self.story.sheet,
            checks=checks,
            reasons=reasons,
            actor=self.story.person(HEAD_OFFICER),
            at=moment(OPENED_ON, time(8, 30)),
        )

    def visits(self) -> Iterator[Act]:
        """Three visits: their minutes drawn up, findings compiled, signed by every side, put into the column."""
        drawn, compiled = self.told["drawn_on"], self.told["compiled_on"]
        entered = {row["unit"]: row["person"] for row in self.story.scores["cross_check"]["entered_by"]}
        for place, visit in enumerate(self.told["visits"]):
            yield Act(moment(drawn, time(16)), place, partial(self.draw, visit))
            for unit in visit["units"]:
                yield Act(moment(compiled, time(8)), place, partial(self.find, visit, unit, entered[unit]))
            for unit in (*visit["units"], *visit["also"]):
                yield Act(moment(compiled, time(9)), place, partial(self.sign, visit, unit))
            for unit in visit["units"]:
                yield Act(
                    moment(compiled, time(9, 30)), place, partial(self.take, visit, unit, entered[unit])
                )

    def draw(self, visit: Mapping[str, Any]) -> None:
        """The officers write down where they were and who took part."""
        sides = [
            SideInput(unit, self.team(unit), unit in visit["units"])
            for unit in (*visit["units"], *visit["also"])
        ]
        self.minutes[visit["number"]] = draw_minutes(
            sheet=self.story.sheet,
            number=visit["number"],
            place=visit["place"],
            held_from=visit["from"],
            held_to=visit["to"],
            remarks=visit["remarks"],
            sides=sides,
            actor=self.story.person(visit["drawn_by"]),
            at=moment(self.told["drawn_on"], time(16)),
        )

    def team(self, unit: str) -> tuple[TeamMember, ...]:
        """The people of a unit with their offices."""
        found = []
        for key in self.told["people"][unit]:
            person = self.people[key]
            title = next(office["title"] for office in person["offices"] if office["org"] == unit)
            found.append(TeamMember(person["name"], title))
        return tuple(found)

    def find(self, visit: Mapping[str, Any], unit: str, by: str) -> None:
        """Whoever checked the unit writes down every criterion that should change, with the reason."""
        at = moment(self.told["compiled_on"], time(8))
        for leaf, stages in self.units[unit]["leaves"].items():
            own = self.story.entry(unit, leaf, Stage.SELF, stages["self"])
            checked = self.story.entry(unit, leaf, Stage.CROSS, stages["cross"])
            if same_input(own, checked):
                continue
            note_finding(
                sheet=self.story.sheet,
                minutes=self.minutes[visit["number"]],
                unit=unit,
                leaf=leaf,
                text=stages["cross"]["reason"],
                entry=checked,
                awaits=Awaits.SUPERIOR if stages["cross"].get("state") == "pending" else Awaits.NOTHING,
                actor=self.story.person(by),
                at=at,
            )

    def sign(self, visit: Mapping[str, Any], unit: str) -> None:
        """One side signs what it read."""
        key = self.minutes[visit["number"]]
        found = self.story.frame().minutes(key)
        sign_minutes(
            sheet=self.story.sheet,
            minutes=key,
            unit=unit,
            seen=found.print if found else "",
            actor=self.story.person(self.told["signed_by"][unit]),
            at=moment(self.told["compiled_on"], time(9)),
        )

    def take(self, visit: Mapping[str, Any], unit: str, by: str) -> None:
        """The findings on a unit go into the cross column, the rest is taken over as proposed."""
        take_over_minutes(
            sheet=self.story.sheet,
            minutes=self.minutes[visit["number"]],
            unit=unit,
            rest_as_proposed=True,
            actor=self.story.person(by),
            at=moment(self.told["compiled_on"], time(9, 30)),
        )

    def second_looks(self) -> Iterator[Act]:
        """Marks looked at a second time: two changed, one kept after the unit's explanation."""
        for place, row in enumerate(self.told["second_looks"]):
            said = self.units[row["unit"]]["leaves"][row["leaf"]]["appraised"]
            yield Act(moment(said["at"], time(14, 5)), 90 + place, partial(self.look, row, said))
        for row in self.told["kept_looks"]:
            said = self.units[row["unit"]]["leaves"][row["leaf"]]["explanation"]
            yield Act(moment(said["answered_on"], time(10, 15)), 0, partial(self.keep, row, said))

    def look(self, row: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        """The standing body looks again and changes the mark."""
        unit, leaf = row["unit"], row["leaf"]
        asked = [
            one for one in self.story.frame().content.explanations if (one.unit, one.leaf) == (unit, leaf)
        ]
        reappraise_mark(
            sheet=self.story.sheet,
            unit=unit,
            leaf=leaf,
            entry=self.story.entry(unit, leaf, Stage.APPRAISED, said),
            awaits="",
            reason=said["reason"],
            held_on=row["held_on"],
            minutes=row["minutes"],
            explanation=asked[-1].public_id if row["follows_explanation"] else "",
            actor=self.story.person(said["by"]),
            at=moment(said["at"], time(14, 5)),
        )

    def keep(self, row: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        """The standing body looks again and keeps the mark; the unit's explanation is answered by it."""
        unit, leaf = row["unit"], row["leaf"]
        frame = self.story.frame()
        asked = next(one for one in frame.content.explanations if (one.unit, one.leaf) == (unit, leaf))
        reappraise_mark(
            sheet=self.story.sheet,
            unit=unit,
            leaf=leaf,
            entry=frame.content.marks[unit, leaf, Stage.APPRAISED].entry,
            awaits="",
            reason=said["answer"],
            held_on=said["answered_on"],
            minutes="",
            explanation=asked.public_id,
            actor=self.story.person(said["answered_by"]),
            at=moment(said["answered_on"], time(10, 15)),
        )

    def bodies(self) -> Iterator[Act]:
        """Three bodies are asked about disqualifiers, and answer."""
        for place, row in enumerate(self.told["questions"]):
            yield Act(moment(row["asked_on"], time(15)), place, partial(self.ask, row))
            yield Act(moment(row["answered_on"], time(15)), place, partial(self.hear, row))

    def ask(self, row: Mapping[str, Any]) -> None:
        """One letter."""
        self.questions[row["body"]] = ask_disqualifiers(
            sheet=self.story.sheet,
            body=row["body"],
            codes=row["codes"],
            letter=row["letter"],
            asked_on=row["asked_on"],
            actor=self.story.person(HEAD_OFFICER),
            at=moment(row["asked_on"], time(15)),
        )

    def hear(self, row: Mapping[str, Any]) -> None:
        """One answer; none names a unit."""
        enter_disqualifier_answer(
            sheet=self.story.sheet,
            question=self.questions[row["body"]],
            answer=row["answer"],
            answer_number=row["answer_number"],
            answered_on=row["answered_on"],
            named=(),
            actor=self.story.person(HEAD_OFFICER),
            at=moment(row["answered_on"], time(15)),
        )

    def settle(self, row: Mapping[str, Any]) -> None:
        """One deduction is agreed by its unit or decided by the meeting."""
        items = self.story.frame().content.items
        found = next(one for one in items if one.kind is ItemKind.DEDUCTION and one.record == row["record"])
        settle_deduction(
            sheet=self.story.sheet,
            item=found.public_id,
            how=Settled(row["how"]),
            words=row["words"],
            actor=self.story.person(row["by"]),
            at=moment(row["on"], time(10, 30)),
        )

    def add_up(self, by: str, on: date) -> None:
        """One person adds the totals up again."""
        confirm_totals(
            sheet=self.story.sheet,
            expected_hash=draft_result(self.story.frame()).hash,
            actor=self.story.person(by),
            at=moment(on, time(9)),
        )
