"""The story's years: bloc-years opened and led from phase to phase, offices taken and left, each on its day."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from thidua.demo.files import read
from thidua.demo.register import (
    BY_THE_BLOC,
    ELECTED,
    HEAD_OFFICER,
    NEXT_OFFICER,
    REGISTERED_AT,
    REORGANISED_ON,
    STANDING,
    STATES,
    account,
    appoint,
    moment,
)
from thidua.demo.reorganisation import reorganise
from thidua.organisations import actions
from thidua.organisations.drafts import (
    Decision,
    NewMember,
    NewYear,
    PastPhase,
)
from thidua.organisations.queries import (
    bloc_year_of,
    offices_of_person,
    person_by_code,
)
from thidua.organisations.states import (
    LeadBasis,
    YearState,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that happens at a moment; deeds of one moment keep the order they are told in."""

    at: datetime
    does: Callable[[datetime], object]


def leave(person: str, office: Mapping[str, Any], at: datetime) -> None:
    """One office ended on its last day."""
    card = person_by_code(person)
    if card is None:
        message = f"{person} was not loaded."
        raise LookupError(message)
    held = offices_of_person(card.id, on=at.date())
    found = next(row for row in held if row.unit.code == office["org"] and row.title == office["title"])
    actions.end_office(office=found.public_id, last=office["to"], reason="", actor=account(STANDING), at=at)


def year_draft(row: Mapping[str, Any]) -> NewYear:
    """A bloc-year of the story as a draft."""
    decision = row["decision"]
    return NewYear(
        bloc=row["bloc"],
        year=row["year"],
        decision=Decision(
            decision["number"], decision["date"], decision["subject"], decision["signer_title"]
        ),
        members=[NewMember(member["unit"]) for member in row["members"]],
        head=row["head"],
        deputy=row["deputy"],
        opened_on=row["phases"][0]["from"] if "phases" in row else decision["date"],
        illustrative=True,
        note=row.get("note") or "",
    )


def enter(code: tuple[str, int], state: YearState, by: str, at: datetime) -> None:
    """A bloc-year enters a phase."""
    year = bloc_year_of(*code)
    if year is None:
        message = f"The bloc-year {code} was not loaded."
        raise LookupError(message)
    actions.enter_phase(bloc_year=year.public_id, state=state, on=at.date(), actor=account(by), at=at)


def past_year(row: Mapping[str, Any], phases: list[PastPhase], at: datetime) -> None:
    """A year told only as history."""
    actions.enter_past_year(new=year_draft(row), phases=phases, actor=account(STANDING), at=at)


def open_year(row: Mapping[str, Any], by: str, basis: LeadBasis, at: datetime) -> None:
    """A year opened as a draft."""
    actions.open_bloc_year(new=year_draft(row), basis=basis, actor=account(by), at=at)


def elect(at: datetime) -> None:
    """The members elect the head and the deputy of 2024 who had prepared the year by the rotation list."""
    year = bloc_year_of("KNC", 2024)
    if year is None or year.head is None or year.deputy is None:
        message = "The bloc-year KNC-2024 was not loaded."
        raise LookupError(message)
    actions.confirm_leads(
        bloc_year=year.public_id,
        head=year.head.code,
        deputy=year.deputy.code,
        basis=LeadBasis.ELECTED,
        since=at.date(),
        instrument=ELECTED,
        actor=account(HEAD_OFFICER),
        at=at,
    )


def deeds_of_years() -> Iterator[Deed]:
    """What happens to the blocs' years."""
    past, main, coming, second = read("bloc_years")["years"]
    yield Deed(
        moment(date(2023, 4, 3)),
        partial(
            past_year,
            past,
            [
                PastPhase(YearState.SIGNED, past["covenant_signed_on"]),
                PastPhase(YearState.DECIDED, past["award_decision"]["date"]),
                PastPhase(YearState.ARCHIVED, past["closed_on"]),
            ],
        ),
    )
    yield Deed(moment(main["phases"][0]["from"]), partial(open_year, main, STANDING, LeadBasis.DECISION))
    for phase in main["phases"][1:]:
        state = STATES[phase["state"]]
        by = HEAD_OFFICER if state in BY_THE_BLOC else STANDING
        # The covenant is signed in the morning: only then is the year called so.
        hour = 16 if state is YearState.SIGNED else 8
        yield Deed(moment(phase["from"], hour, 30), partial(enter, ("KNC", 2023), state, by))
    yield Deed(moment(coming["opened_on"]), partial(open_year, coming, NEXT_OFFICER, LeadBasis.ROTATION))
    yield Deed(moment(coming["elected_on"], 10, 45), elect)
    yield Deed(
        moment(date(2024, 4, 15)),
        partial(
            past_year,
            second,
            [
                PastPhase(YearState.SIGNED, second["covenant_signed_on"]),
                PastPhase(YearState.DECIDED, second["award_decision"]["date"]),
            ],
        ),
    )


def deeds_of_people() -> Iterator[Deed]:
    """Offices taken and left after the register was made, and authorisations."""
    for person in read("organisations")["people"]:
        for office in person["offices"]:
            if office["from"] is not None and office["from"] > REGISTERED_AT.date():
                yield Deed(moment(office["from"], 9), partial(_appoint_at, person["id"], office))
            if office["to"] is not None and office["to"] != REORGANISED_ON - timedelta(days=1):
                yield Deed(moment(office["to"], 17), partial(leave, person["id"], office))
    for paper in read("organisations")["authorisations"]:
        yield Deed(moment(paper["issued_on"], 9), partial(authorise, paper))


def _appoint_at(person: str, office: Mapping[str, Any], at: datetime) -> None:
    appoint(person, office, actor=account(STANDING), at=at)


def authorise(paper: Mapping[str, Any], at: datetime) -> None:
    """One written authorisation, in the name of the unit the grantor heads."""
    people = {person["id"]: person for person in read("organisations")["people"]}
    actions.authorise_deputy(
        number=paper["number"],
        unit=people[paper["from_person"]]["offices"][0]["org"],
        grantor=paper["from_person"].upper(),
        deputy=paper["to_person"].upper(),
        scope=paper["scope"],
        issued_on=paper["issued_on"],
        valid_to=paper["valid_to"],
        actor=account(STANDING),
        at=at,
    )


def deeds() -> tuple[Deed, ...]:
    """Everything after the register, in order of time, up to the reorganisation of 2025."""
    found = [*deeds_of_years(), *deeds_of_people(), Deed(moment(REORGANISED_ON, 7), reorganise)]
    return tuple(sorted(found, key=lambda deed: deed.at))


def load_years(*, until: datetime | None = None) -> None:
    """Play the deeds alone, up to a moment (or to the end)."""
    for deed in deeds():
        if until is None or deed.at <= until:
            deed.does(deed.at)
