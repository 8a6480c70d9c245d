"""The story's movements: the reference list taken in, the bloc's movements launched, responses, activities, attendance."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from thidua.accounts.queries import User
from thidua.accounts.roles import Role
from thidua.campaigns import actions
from thidua.campaigns.drafts import (
    ActivityDraft,
    FigureDraft,
    GatheringDraft,
    MovementDraft,
    PresenceDraft,
    ResponseDraft,
    ReviewDraft,
    TargetDraft,
)
from thidua.campaigns.measures import measure_of
from thidua.campaigns.queries import movement_by_code
from thidua.campaigns.states import GatheringKind, Level, MovementKind, Presence, ReviewKind
from thidua.demo.files import read
from thidua.demo.register import HEAD_OFFICER, STANDING, account, key_of_unit, moment
from thidua.demo.years import Deed
from thidua.organisations.queries import bloc_year_of, member_units
from thidua.organisations.states import Confidence

# The standing body begins to keep movements; what happened before is put on record from then on.
KEPT_FROM = date(2023, 1, 9)
TAKEN_ON = (date(2023, 1, 5), date(2024, 5, 6), date(2025, 5, 19), date(2026, 1, 5))
KINDS = {
    "thường xuyên": MovementKind.REGULAR,
    "chuyên đề": MovementKind.THEMATIC,
    "theo đợt": MovementKind.CAMPAIGN,
}
ISSUERS = {
    "VKSTC": "Viện kiểm sát nhân dân tối cao",
    "TATC": "Tòa án nhân dân tối cao",
    "TCTHA": "Tổng cục Thi hành án dân sự",
    "KNC": "Khối Thi đua Nội chính",
}
# Targets for which figures of activities are added up.
COUNTED = {"Đội dự hội thi": "teams"}
SUBJECTS = "Cán bộ, chiến sĩ, công chức, viên chức, người lao động của các đơn vị trong Khối"


class Movements:
    """The files of the story as deeds."""

    def __init__(self) -> None:
        self.story = read("campaigns")
        register = read("organisations")
        self.accounts = register["accounts"]
        self.units = {person["id"]: person["offices"][0]["org"] for person in register["people"]}
        papers = read("bloc_years")["years"][1]["documents"]
        self.papers = {paper["id"]: paper for paper in papers}

    def deeds(self) -> Iterator[Deed]:
        """Everything that happens, in no order."""
        for day in TAKEN_ON:
            yield Deed(moment(day, 8, 30), self.take_in)
        for row in self.story["movements"]:
            if row["level"] == "branch":
                yield Deed(moment(TAKEN_ON[0], 9), partial(self.launch, row))
            elif row["level"] == "bloc":
                yield Deed(moment(row["launched_on"], 10, 30), partial(self.launch, row))
        for row in self.story["responses"]:
            yield Deed(moment(max(row["date"], KEPT_FROM), 15, 10), partial(self.respond, row))
        for row in self.story["activities"]:
            yield Deed(moment(max(row["date"], KEPT_FROM), 16, 40), partial(self.enter, row))
        for row in self.story["reviews"]:
            yield Deed(moment(row["date"], 11, 20), partial(self.review, row))
        for row in (*self.story["bloc_activities"], *self.story["preparatory_meetings"]):
            yield Deed(moment(row["date"], 17, 30), partial(self.gather, row))

    @cached_property
    def year(self) -> str:
        """The bloc-year of the story."""
        found = bloc_year_of("KNC", 2023)
        if found is None:
            message = "The bloc-year KNC-2023 was not loaded."
            raise LookupError(message)
        return found.public_id

    def officer(self, unit: str, on: date) -> User:
        """Who is the unit's emulation officer that day."""
        for row in self.accounts:
            first, last = row.get("active_from") or date.min, row.get("active_to") or date.max
            if (
                Role.UNIT_OFFICER in row["roles"]
                and self.units[row["person"]] == unit
                and first <= on <= last
            ):
                return account(row["username"])
        message = f"{unit} had no emulation officer on {on}."
        raise LookupError(message)

    def key(self, code: str) -> str:
        """The public key of a movement of the story."""
        found = movement_by_code(code)
        if found is None:
            message = f"The movement {code} was not loaded."
            raise LookupError(message)
        return found.public_id

    def take_in(self, at: datetime) -> None:
        """The standing body takes in the reference list."""
        actions.take_in_movements(actor=account(STANDING), at=at)

    def launch(self, row: Mapping[str, Any], at: datetime) -> None:
        """A movement of a branch is put on record; one of the bloc is launched."""
        bloc = row["level"] == "bloc"
        paper = self.papers.get(row.get("document", ""), {})
        draft = MovementDraft(
            level=Level(row["level"]),
            kind=KINDS[row["kind"]],
            name=row["name"],
            issuer=ISSUERS[row["issuer"]],
            starts_on=row["period"]["from"],
            ends_on=row["period"]["to"],
            slogan=row.get("slogan") or "",
            document_number=paper.get("number") or "",
            document_date=paper.get("date"),
            subjects=SUBJECTS if bloc else "",
            bloc_year=self.year if bloc else "",
            code=row["code"],
            contents=tuple(row.get("contents") or ()),
            targets=tuple(_target(target) for target in row.get("targets") or ()),
            parents=tuple(self.key(code) for code in row["parents"]),
            called=tuple(key_of_unit(code) for code in row.get("for_units") or ()),
            confidence=Confidence(row.get("confidence") or Confidence.INVENTED),
            confidence_note=row.get("note") or "",
            illustrative=True,
        )
        actions.draft_movement(
            draft=draft,
            launched_on=row.get("launched_on") or row["period"]["from"],
            actor=account(HEAD_OFFICER if bloc else STANDING),
            at=at,
        )

    def respond(self, row: Mapping[str, Any], at: datetime) -> None:
        """A unit responds."""
        actions.respond_to_movement(
            movement=self.key(row["movement"]),
            unit=key_of_unit(row["unit"]),
            response=ResponseDraft(row["date"], row["undertakes"], row["document"], row.get("slogan") or ""),
            actor=self.officer(row["unit"], at.date()),
            at=at,
        )

    def enter(self, row: Mapping[str, Any], at: datetime) -> None:
        """A unit tells what it did."""
        figures = ((measure_of(code), Decimal(str(amount))) for code, amount in row["figures"].items())
        actions.enter_activity(
            unit=key_of_unit(row["unit"]),
            draft=ActivityDraft(
                happened_on=row["date"],
                title=row["title"],
                movements=(self.key(row["movement"]),),
                place=row["place"],
                figures=tuple(
                    FigureDraft(known.name, known.unit_of_measure, amount) for known, amount in figures
                ),
            ),
            actor=self.officer(row["unit"], at.date()),
            at=at,
        )

    def review(self, row: Mapping[str, Any], at: datetime) -> None:
        """An interim or final review."""
        verb = actions.close_movement if row["kind"] == ReviewKind.FINAL else actions.review_movement
        verb(
            movement=self.key(row["movement"]),
            review=ReviewDraft(
                row["date"],
                row["results"],
                row["document"],
                row["limits"],
                row["tasks"],
                row.get("awards") or "",
                {place: Decimal(amount) for place, amount in row["reached"].items()},
            ),
            actor=account(HEAD_OFFICER),
            at=at,
        )

    def gather(self, row: Mapping[str, Any], at: datetime) -> None:
        """The bloc did something together, or its officers met before."""
        year = bloc_year_of("KNC", 2023)
        excused = {one["unit"]: one["reason"] for one in row.get("absent") or ()}
        away = set(row.get("absent_without_reason") or ())
        actions.enter_gathering(
            bloc_year=self.year,
            draft=GatheringDraft(
                code=row["code"],
                kind=GatheringKind.COUNTED if "host" in row else GatheringKind.PREPARATORY,
                happened_on=row["date"],
                title=row["title"],
                host=key_of_unit(row["host"]) if "host" in row else "",
                presences=tuple(
                    _presence(unit.code, unit.public_id, excused, away)
                    for unit in member_units(year.id if year else 0, on=row["date"])
                ),
            ),
            actor=account(HEAD_OFFICER),
            at=at,
        )


def _target(row: Mapping[str, Any]) -> TargetDraft:
    counts = COUNTED.get(row["name"])
    return TargetDraft(
        row["name"],
        row["measure"],
        Decimal(str(row["target"])),
        measure_of(counts).name if counts else "",
    )


def _presence(code: str, key: str, excused: Mapping[str, str], away: set[str]) -> PresenceDraft:
    if code in excused:
        return PresenceDraft(key, Presence.EXCUSED, excused[code])
    return PresenceDraft(key, Presence.ABSENT if code in away else Presence.PRESENT)


def deeds() -> Iterator[Deed]:
    """What happens in movements."""
    yield from Movements().deeds()
