"""The story's covenant of 2023: registrations written, sent and collected, the text agreed and signed, papers filed.

Every step goes through the verb a person would use, by the people named, on their days. Two heads are represented by
deputies with an authorisation; one unit files its registration paper seven days late.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from thidua.accounts.queries import User, find_username
from thidua.covenants.actions import (
    Given,
    begin_covenant,
    collect_registration,
    compose_text,
    file_paper,
    give_consent,
    save_registration,
    send_registration,
    sign_covenant,
    witness_covenant,
)
from thidua.covenants.awards import TITLES
from thidua.covenants.content import AwardRow, BlocContent, ClauseRow, RegistrationContent, TargetRow
from thidua.covenants.queries import CovenantFrame, Party, covenant_frame
from thidua.covenants.states import AwardScope, ConsentAnswer, Direction, Manner
from thidua.demo.files import read
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.queries import bloc_year_of, person_by_code

HEAD_OFFICER = "p15"
# The officers who write for their units, and the head of each.
OFFICERS = {"BCHQS": "p03", "BDBP": "p06", "CA": "p09", "VKS": "p12", "TA": "p15", "THADS": "p19"}
BEGUN_ON = date(2023, 1, 30)
WRITTEN_FROM = date(2023, 2, 6)
COLLECTED_ON = date(2023, 2, 16)
COMPOSED_AT = time(11, 5)
SIGNED_AT = time(11, 20)
ON_PAPER = "trên giấy"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens at a moment; acts of one moment keep the order of `place`."""

    at: datetime
    place: int
    does: Callable[[], object]


class Story:
    """The covenant's file as acts in order of time."""

    def __init__(self) -> None:
        self.said = read("covenant_2023")
        accounts = read("organisations")["accounts"]
        self.names = {account["person"]: account["username"] for account in accounts}
        self.papers = {paper["id"]: paper["number"] for paper in read("organisations")["authorisations"]}
        self.numbers = {
            paper["id"]: paper["number"]
            for year in read("bloc_years")["years"]
            for paper in year.get("documents", ())
        }
        self.version = ""
        self.people: dict[str, User] = {}

    def person(self, code: str) -> User:
        """The account of a person of the story."""
        if code not in self.people:
            found = find_username(self.names[code])
            if found is None:
                message = f"The story's account {self.names[code]} was not loaded."
                raise LookupError(message)
            self.people[code] = found
        return self.people[code]

    def frame(self) -> CovenantFrame:
        """The version as it stands."""
        found = covenant_frame(self.version)
        if found is None:
            message = "The story's covenant was not begun."
            raise LookupError(message)
        return found

    def party(self, unit: str) -> Party:
        """A unit's part of it."""
        found = self.frame().party(unit)
        if found is None:
            message = f"{unit} is no party of the story's covenant."
            raise LookupError(message)
        return found

    def acts(self) -> Iterator[Act]:
        """Everything that happens."""
        yield Act(_moment(BEGUN_ON, time(10, 15)), 0, self.begin)
        for place, unit in enumerate(self.said["units"]):
            written = _moment(WRITTEN_FROM + timedelta(days=place), time(14, 20))
            yield Act(written, place, partial(self.write, unit, written))
            sent = written + timedelta(hours=20)
            yield Act(sent, place, partial(self.send, unit["unit"], sent))
            collected = _moment(COLLECTED_ON, time(9, 5 * place))
            yield Act(collected, place, partial(self.collect, unit["unit"], collected))
            filed = _moment(unit["registration"]["filed"], time(15, 30))
            yield Act(filed, place, partial(self.file, unit, filed))
        day = self.said["signing_event"]["date"]
        yield Act(_moment(day, COMPOSED_AT), 0, partial(self.compose, _moment(day, COMPOSED_AT)))
        for place, party in enumerate(self.said["signing_event"]["parties"], start=1):
            agreed = _moment(day, COMPOSED_AT) + timedelta(minutes=place)
            yield Act(agreed, place, partial(self.agree, party["unit"], agreed))
            signed = _moment(day, SIGNED_AT) + timedelta(minutes=2 * place)
            yield Act(signed, place, partial(self.sign, party, signed))
        witnessed = _moment(day, SIGNED_AT) + timedelta(minutes=15)
        yield Act(witnessed, 0, partial(self.witness, witnessed))

    def begin(self) -> None:
        """The head unit's officer asks for registrations and writes the contents."""
        said = self.said
        year = bloc_year_of("KNC", 2023)
        if year is None:
            message = "The story's bloc-year was not loaded."
            raise LookupError(message)
        self.version = begin_covenant(
            bloc_year=year.public_id,
            content=BlocContent(
                title=said["title"],
                slogan=said["slogan"],
                preamble=said["preamble"],
                number=self.numbers[said["document"]],
                clauses=tuple(ClauseRow(row["text"], row["leaf"]) for row in said["contents"]),
            ),
            registration_due=said["units"][0]["registration"]["due"],
            actor=self.person(HEAD_OFFICER),
            at=_moment(BEGUN_ON, time(10, 15)),
        )

    def write(self, unit: Mapping[str, Any], at: datetime) -> None:
        """A unit's officer writes what the unit registers."""
        party = self.party(unit["unit"])
        save_registration(
            registration=party.public_id,
            content=_content(unit),
            revision=party.revision,
            actor=self.person(OFFICERS[unit["unit"]]),
            at=at,
        )

    def send(self, unit: str, at: datetime) -> None:
        """And sends it."""
        party = self.party(unit)
        send_registration(
            registration=party.public_id,
            revision=party.revision,
            actor=self.person(OFFICERS[unit]),
            at=at,
        )

    def collect(self, unit: str, at: datetime) -> None:
        """The head unit's officer takes it in."""
        collect_registration(registration=self.party(unit).public_id, actor=self.person(HEAD_OFFICER), at=at)

    def compose(self, at: datetime) -> None:
        """The text, once the conference has adopted the table of criteria."""
        compose_text(version=self.version, actor=self.person(HEAD_OFFICER), at=at)

    def agree(self, unit: str, at: datetime) -> None:
        """A party consents to it."""
        frame = self.frame()
        give_consent(
            version=self.version,
            unit=self.party(unit).unit,
            answer=ConsentAnswer.AGREED,
            content_hash=frame.card.content_hash,
            actor=self.person(OFFICERS[unit]),
            at=at,
        )

    def sign(self, said: Mapping[str, Any], at: datetime) -> None:
        """A head or an authorised deputy signs: on the screen, or on paper that the head unit's officer enters."""
        on_paper = said["manner"].startswith(ON_PAPER)
        frame = self.frame()
        given = Given(Manner.ON_SCREEN, said["signed_on"])
        if on_paper:
            signer = person_by_code(said["signed_by"])
            given = Given(
                Manner.ON_PAPER,
                said["signed_on"],
                signer=signer.public_id if signer is not None else "",
                paper_number=self.numbers[self.said["document"]],
            )
        sign_covenant(
            version=self.version,
            unit=self.party(said["unit"]).unit,
            given=given,
            content_hash=frame.card.content_hash,
            actor=self.person(HEAD_OFFICER if on_paper else said["signed_by"]),
            at=at,
        )

    def witness(self, at: datetime) -> None:
        """A leader of the Council witnesses."""
        said = self.said["signing_event"]["witness"]
        witness_covenant(
            version=self.version,
            given=Given(Manner.ON_SCREEN, said["signed_on"]),
            content_hash=self.frame().card.content_hash,
            actor=self.person(said["person"]),
            at=at,
        )

    def file(self, unit: Mapping[str, Any], at: datetime) -> None:
        """A unit's registration paper on its day."""
        said = unit["registration"]
        file_paper(
            version=self.version,
            unit=self.party(unit["unit"]).unit,
            number=said["number"],
            filed_on=said["filed"],
            note=said["note"] or "",
            actor=self.person(OFFICERS[unit["unit"]]),
            at=at,
        )


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=VIET_NAM)


def _number(said: object) -> Decimal | None:
    return None if said is None else Decimal(str(said))


def _content(unit: Mapping[str, Any]) -> RegistrationContent:
    registered = unit["titles_registered"]
    awards = [AwardRow(code, AwardScope.COLLECTIVE, 1) for code in registered["collective"]]
    awards += [
        AwardRow(row["award"], AwardScope.INDIVIDUAL, row["count"]) for row in registered["individual"]
    ]
    return RegistrationContent(
        slogan=unit["slogan"],
        targets=tuple(
            TargetRow(
                code=row["id"],
                name=row["name"],
                measure=row["unit_of_measure"],
                direction=Direction(row["direction"]),
                weight=_number(row["weight"]),
                baseline=_number(row["baseline_2022"]),
                target=_number(row["target"]),
                decimals=row["decimals"],
                numerator=row["numerator"] or "",
                denominator=row["denominator"] or "",
                secrecy=row.get("secrecy") or "",
            )
            for row in unit["targets"]
        ),
        titles=tuple(row for row in awards if row.code in TITLES),
        commendations=tuple(row for row in awards if row.code not in TITLES),
        models=tuple(unit["models_promised"]),
        exemplars=unit["exemplars_promised"],
    )
