"""The story's reports of 2023: asked for, written, sent, two of them late, received; and the bloc's joint reports.

Every figure goes through the verbs a person would use. What a unit reports for the year is what it scored itself by.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, partial
from typing import Any

from django.db import transaction

from thidua.accounts.queries import User, find_username
from thidua.core.calendar import DayKind, Roll, roll, shipped_holidays
from thidua.core.numbers import plain
from thidua.demo.files import read
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.queries import bloc_year_of
from thidua.reports.actions import (
    Asked,
    close_request,
    compose_joint_report,
    edit_joint_report,
    issue_joint_report,
    open_request,
    receive_report,
    record_reminders,
    send_report,
    set_rules,
)
from thidua.reports.boxes import Box, text_said
from thidua.reports.content import targets_by_unit
from thidua.reports.counting import Rules, reminder_due
from thidua.reports.documents import Paper
from thidua.reports.drafting import keep_draft
from thidua.reports.figures import Target
from thidua.reports.periods import Period, period_of
from thidua.reports.queries import joint_of, request_frame
from thidua.reports.rows import JointRow, RequestFrame
from thidua.reports.states import PARTS, FieldKind
from thidua.scorecards.documents import exact

HEAD_OFFICER, DEPUTY_OFFICER, NEXT_OFFICER = "p15", "p12", "p12"
HEAD_UNIT = "TA"
RULED_ON = date(2023, 2, 27)
OPENED_ON = {
    "q1": date(2023, 2, 27),
    "h1": date(2023, 5, 22),
    "q3": date(2023, 8, 21),
    "year": date(2023, 10, 20),
}
CLOSED_ON = {
    "q1": date(2023, 5, 22),
    "h1": date(2023, 7, 17),
    "q3": date(2023, 11, 1),
    "year": date(2024, 3, 8),
}
COMPOSED_BEFORE = timedelta(days=4)
NAMES = {
    "q1": "Báo cáo quý I năm 2023",
    "h1": "Báo cáo sơ kết 6 tháng đầu năm 2023",
    "q3": "Báo cáo quý III năm 2023",
    "year": "Báo cáo tổng kết năm 2023",
}
JOINT_TITLES = {
    "h1": "Báo cáo sơ kết phong trào thi đua 6 tháng đầu năm 2023",
    "year": "Báo cáo tổng kết phong trào thi đua năm 2023",
}
WITH_FIGURES = {"h1": "narrative_half_year", "year": "narrative_year"}
# What a quarterly report says; figures are asked for at half-year and year.
QUARTERS = {
    "q1": {
        "overview": "Đơn vị đã dự hội nghị ký giao ước ngày 24/02/2023, phát động thi đua và giao chỉ tiêu đã đăng "
        "ký tới từng bộ phận.",
        "results": "Nhiệm vụ quý I cơ bản đúng tiến độ. Số liệu so với chỉ tiêu gửi cùng báo cáo 6 tháng.",
    },
    "q3": {
        "overview": "Đơn vị triển khai kết luận hội nghị sơ kết ngày 21/07/2023 và kế hoạch hỗ trợ xã Bàu Năng.",
        "results": "Các chỉ tiêu chậm tiến độ được rà soát để hoàn thành trong quý IV. Số liệu so với chỉ tiêu gửi "
        "cùng báo cáo năm.",
    },
}
POINTS_LEAVES = frozenset({"I.3", "II.2", "III.6"})
META = frozenset({"points", "by", "at", "reason", "targets"})
REMINDED_UNTIL = 34


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that happens at a moment."""

    at: datetime
    does: Callable[[], object]


def moment(on: date, hour: int, minute: int = 0) -> datetime:
    """A moment in Viet Nam."""
    return datetime.combine(on, time(hour, minute), VIET_NAM)


class Reporting:
    """The files of the story as deeds."""

    def __init__(self) -> None:
        self.story = read("reports_2023")
        organisations = read("organisations")
        self.usernames = {row["person"]: row["username"] for row in organisations["accounts"]}
        self.persons = {row["id"]: row for row in organisations["people"] if "id" in row}
        self.units = {row["unit"]: row for row in self.story["units"]}
        self.marks = {row["unit"]: row["leaves"] for row in read("scores_2023")["units"]}
        self.settings = read("bloc_years")["working_rules_2023"]["settings"]
        self.people: dict[str, User] = {}
        self.requests: dict[str, str] = {}

    def deeds(self) -> Iterator[Deed]:
        """Everything that happens, in no order."""
        yield Deed(moment(RULED_ON, 8), self.rule)
        due = {row["code"]: row["due"] for row in self.story["periods"]}
        for code, on in OPENED_ON.items():
            yield Deed(moment(on, 8, 30), partial(self.open, code, due[code]))
            yield Deed(moment(CLOSED_ON[code], 16), partial(self.close, code))
            yield from self.reminders(code, due[code])
        for place, row in enumerate(self.story["register"]):
            yield Deed(moment(row["filed"], 10, place), partial(self.write, row))
            yield Deed(moment(row["filed"], 15, place), partial(self.send, row))
            after = roll(row["filed"] + timedelta(days=1), Roll.NEXT, shipped_holidays())
            yield Deed(moment(after, 9, place), partial(self.receive, row, moment(after, 9, place)))
        for row in self.story["bloc_reports"]:
            composed = row["date"] - COMPOSED_BEFORE
            yield Deed(moment(composed, 14), partial(self.compose, row["period"], moment(composed, 14)))
            yield Deed(moment(composed, 16), partial(self.edit, row, moment(composed, 16)))
            yield Deed(moment(row["date"], 10), partial(self.issue, row))
        yield Deed(moment(date(2024, 4, 22), 8, 30), self.open_next)

    def person(self, code: str) -> User:
        """The account of a person of the story, read once."""
        if code not in self.people:
            found = find_username(self.usernames[code])
            if found is None:
                message = f"The story's account {self.usernames[code]} was not loaded."
                raise LookupError(message)
            self.people[code] = found
        return self.people[code]

    @cached_property
    def year(self) -> str:
        """The bloc-year's public key."""
        return _year_key(2023)

    @cached_property
    def targets(self) -> Mapping[str, Mapping[str, Target]]:
        """The registered targets by unit and code."""
        found = targets_by_unit(self.year)
        return {unit: {target.code: target for target in targets} for unit, targets in found.items()}

    def frame(self, code: str) -> RequestFrame:
        """A request as it stands."""
        found = request_frame(self.requests[code])
        if found is None:
            message = f"The story's request {code} was not opened."
            raise LookupError(message)
        return found

    def key(self, row: Mapping[str, Any]) -> str:
        """The report of a line of the register."""
        found = self.frame(row["period"]).of_unit(row["unit"])
        if found is None:
            message = f"{row['unit']} was not asked for {row['period']}."
            raise LookupError(message)
        return found.key

    def rule(self) -> None:
        """The bloc's working rules on reports."""
        rules = Rules(
            day_kind=DayKind(self.settings["days"]),
            missing_after=self.settings["late_report_counts_as_missing_after_days"],
            lateness_leaf="III.2",
            registration_leaf="III.1",
        )
        set_rules(bloc_year=self.year, rules=rules, actor=self.person(HEAD_OFFICER), at=moment(RULED_ON, 8))

    def open(self, code: str, due: date) -> None:
        """One period is asked for."""
        row = next(row for row in self.story["periods"] if row["code"] == code)
        self.requests[code] = open_request(
            bloc_year=self.year,
            asked=_asked(_period(2023, code), NAMES[code], due, row.get("data_until"), row.get("note", "")),
            actor=self.person(HEAD_OFFICER),
            at=moment(OPENED_ON[code], 8, 30),
        )

    def reminders(self, code: str, due: date) -> Iterator[Deed]:
        """What the worker would have sent on its days."""
        for days in range(-max(Rules().remind_days), REMINDED_UNTIL + 1):
            on = due + timedelta(days=days)
            if reminder_due(due, on=on, rules=Rules()) == days:
                yield Deed(moment(on, 7, 30), partial(self.remind, code, moment(on, 7, 30)))

    def remind(self, code: str, at: datetime) -> None:
        """One morning's reminders."""
        with transaction.atomic():
            record_reminders(request=self.requests[code], actor=SYSTEM, at=at)

    def write(self, row: Mapping[str, Any]) -> None:
        """The officer fills the form."""
        place = self.story["register"].index(row)
        keep_draft(
            report=self.key(row),
            boxes=tuple(self.boxes(row["unit"], row["period"])),
            actor=self.person(row["prepared_by"]),
            at=moment(row["filed"], 10, place),
        )

    def boxes(self, unit: str, period: str) -> Iterator[Box]:
        """What stands in the boxes of one report."""
        said = self.units[unit]
        texts = said[WITH_FIGURES[period]] if period in WITH_FIGURES else QUARTERS[period]
        for part in PARTS:
            words = texts.get(part, "")
            text = "\n".join(words) if isinstance(words, list) else str(words)
            if text:
                yield Box(FieldKind.TEXT, part, text_said(text))
        if period not in WITH_FIGURES:
            return
        for target in said["targets"]:
            key = self.targets[unit][target["target"]].key
            yield Box(FieldKind.TARGET, key, _figures(target, period))
        yield from self.leaf_boxes(unit, period)

    def leaf_boxes(self, unit: str, period: str) -> Iterator[Box]:
        """The figures of leaves: at half-year those of the story, for the year those the unit scored itself by."""
        said = self.units[unit]
        if period == "h1":
            before = said["half_year_leaf_inputs_2022"]
            for leaf, entry in said["half_year_leaf_inputs"].items():
                kept: dict[str, Any] = {"entry": exact(entry)}
                if leaf in before:
                    kept["last_entry"] = exact(before[leaf])
                yield Box(FieldKind.LEAF, leaf, kept)
            for leaf, why in said["half_year_not_yet"].items():
                yield Box(FieldKind.LEAF, leaf, _waits(why))
            return
        for leaf, stages in self.marks[unit].items():
            mark = stages["self"]
            if "targets" in mark or mark.get("state") == "not_applicable":
                continue
            entry = {key: value for key, value in mark.items() if key not in META}
            if leaf in POINTS_LEAVES and not entry:
                entry = {"points": mark["points"]}
            waits = mark.get("state") == "pending"
            yield Box(
                FieldKind.LEAF, leaf, _waits(mark.get("reason", "")) if waits else {"entry": exact(entry)}
            )

    def send(self, row: Mapping[str, Any]) -> None:
        """The officer sends it with the signed paper."""
        place = self.story["register"].index(row)
        send_report(
            report=self.key(row),
            paper=Paper(row["number"], row["filed"], self.signer(row["signed_by"])),
            actor=self.person(row["prepared_by"]),
            at=moment(row["filed"], 15, place),
        )

    def signer(self, code: str) -> str:
        """Rank and name."""
        person = self.persons[code]
        return f"{person.get('rank', '')} {person['name']}".strip()

    def receive(self, row: Mapping[str, Any], at: datetime) -> None:
        """The bloc head's officer receives it; the head unit's own is received by the deputy."""
        actor = DEPUTY_OFFICER if row["unit"] == HEAD_UNIT else HEAD_OFFICER
        receive_report(report=self.key(row), version=1, actor=self.person(actor), at=at)

    def compose(self, period: str, at: datetime) -> None:
        """The joint report is composed from the rows."""
        compose_joint_report(request=self.requests[period], actor=self.person(HEAD_OFFICER), at=at)

    def edit(self, row: Mapping[str, Any], at: datetime) -> None:
        """The officer puts the bloc's own words before the units' rows."""
        joint = self.joint(row["period"])
        own = row["sections"]
        sections = {
            part: "\n\n".join(text for text in (own.get(part, ""), joint.sections.get(part, "")) if text)
            for part in PARTS
        }
        edit_joint_report(
            request=self.requests[row["period"]],
            title=JOINT_TITLES[row["period"]],
            sections=sections,
            revision=joint.revision,
            actor=self.person(HEAD_OFFICER),
            at=at,
        )

    def joint(self, period: str) -> JointRow:
        """The joint report of a period."""
        found = joint_of(self.frame(period).id)
        if found is None:
            message = f"The joint report of {period} was not composed."
            raise LookupError(message)
        return found

    def issue(self, row: Mapping[str, Any]) -> None:
        """The joint report gets its number."""
        issue_joint_report(
            request=self.requests[row["period"]],
            number=row["number"],
            dated=row["date"],
            signed_by=self.signer(row["signed_by"]),
            office="Chánh án, Khối trưởng",
            revision=self.joint(row["period"]).revision,
            flags_seen=True,
            actor=self.person(HEAD_OFFICER),
            at=moment(row["date"], 10),
        )

    def close(self, code: str) -> None:
        """A period takes no more reports."""
        close_request(
            request=self.requests[code],
            actor=self.person(HEAD_OFFICER),
            at=moment(CLOSED_ON[code], 16),
        )

    def open_next(self) -> None:
        """The next head's officer asks for the first half of 2024."""
        period = _period(2024, "h1")
        open_request(
            bloc_year=_year_key(2024),
            asked=_asked(period, "Báo cáo sơ kết 6 tháng đầu năm 2024", period.due, None, ""),
            actor=self.person(NEXT_OFFICER),
            at=moment(date(2024, 4, 22), 8, 30),
        )


def _period(year: int, code: str) -> Period:
    found = period_of(year, code)
    if found is None:
        message = f"A year has no period {code}."
        raise LookupError(message)
    return found


def _asked(period: Period, name: str, due: date, data_until: date | None, words: str) -> Asked:
    return Asked(
        period.kind,
        period.code,
        name,
        period.first,
        period.last,
        due,
        data_until,
        asks_figures=period.code in WITH_FIGURES,
        words=words,
    )


def _year_key(year: int) -> str:
    found = bloc_year_of("KNC", year)
    if found is None:
        message = f"The bloc-year KNC-{year} was not loaded."
        raise LookupError(message)
    return found.public_id


def _waits(why: str) -> dict[str, Any]:
    return {"entry": {"state": "pending"}, "awaits": "superior", "reason": why}


def _pair(said: dict[str, Any], names: tuple[str, str], pair: Any) -> None:
    if pair:
        said.update(zip(names, (plain(number) for number in pair), strict=True))


def _figures(target: Mapping[str, Any], period: str) -> dict[str, Any]:
    """A target's box: at half-year with the same period of the year before, for the year as first reported."""
    said: dict[str, Any] = {}
    if period == "h1":
        row = target["half_year"]
        said |= {"value": plain(row["value"]), "last_value": plain(row["same_period_2022"])}
        _pair(said, ("part", "whole"), row.get("of"))
        _pair(said, ("last_part", "last_whole"), row.get("of_same_period_2022"))
        return said
    row = target["year_end"]
    said["value"] = plain(row.get("first_reported", row["value"]))
    _pair(said, ("part", "whole"), row.get("first_reported_of", row.get("of")))
    return said


def deeds() -> Iterator[Deed]:
    """The story's reporting, each deed with its moment."""
    yield from Reporting().deeds()
