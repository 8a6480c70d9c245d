"""Whether a person could sign for a unit on a day «thẩm quyền ký»: by the office held that day, or by authorisation.

The head of a unit signs for it. A deputy signs for the head «ký thay, KT.» only with a written authorisation in force
that day. A witness speaks for the Council and needs an office in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.core.verdict import Sentence, Verdict, met, not_met
from thidua.covenants.queries import Party
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.queries import (
    AuthorisationRow,
    OfficeRow,
    PersonName,
    authorised_deputies,
    head_of_unit,
    offices_of_person,
)
from thidua.organisations.queries.people import holders_of_office, person_of_account
from thidua.organisations.states import OfficeKind

COUNCIL = frozenset({OfficeKind.COUNCIL_VICE_CHAIR, OfficeKind.COUNCIL_MEMBER, OfficeKind.COUNCIL_SECRETARY})
CITES = N_("The head signs for the unit; a deputy signs for the head by written authorisation.")


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person who may sign: in which office, and by which authorisation; `capacity` as it stands under the name."""

    person: PersonName
    office: OfficeRow
    capacity: str
    authorisation: AuthorisationRow | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the person may sign, why, and as what when they may."""

    verdict: Verdict
    signatory: Signatory | None = None


def person_behind(actor: Actor) -> PersonName | None:
    """The person on record whose account acts."""
    return person_of_account(actor.actor_key.removeprefix("user:"))


def _held(row: OfficeRow, on: date) -> bool:
    if row.known_on is not None:
        return row.known_on == on
    return (row.valid_from is None or row.valid_from <= on) and (row.valid_to is None or row.valid_to >= on)


def signing_standing(
    *, unit: int, unit_name: str, person: PersonName, on: date, authorisation: str = ""
) -> Standing:
    """Whether a person could sign for a unit (row number) on a day; `authorisation` names one of several papers."""
    mine = [row for row in offices_of_person(person.id, on=on) if row.unit.id == unit]
    held = [row for row in mine if _held(row, on)]
    head = next((row for row in held if row.kind is OfficeKind.HEAD), None)
    if head is not None:
        return Standing(met(N_("The person heads the unit that day.")), Signatory(person, head, head.title))
    if not held:
        return Standing(_never(mine, person, unit_name, on))
    deputy = next((row for row in held if row.kind is OfficeKind.DEPUTY), None)
    if deputy is None:
        return Standing(
            not_met(
                Sentence(
                    N_("{person} is neither head nor deputy head of {unit} on {day}."),
                    {"person": person.name, "unit": unit_name, "day": on},
                ),
                cites=(CITES,),
                remedy=N_("Let the head sign, or a deputy head with a written authorisation."),
            )
        )
    return _deputy(unit, unit_name, person, deputy, on, authorisation)


def _never(mine: Iterable[OfficeRow], person: PersonName, unit_name: str, on: date) -> Verdict:
    remedy = Sentence(N_("Let whoever holds the office that day sign; check the person's offices on record."))
    ended = [row for row in mine if row.valid_to is not None and row.valid_to < on]
    coming = [row for row in mine if row.valid_from is not None and row.valid_from > on]
    facts: dict[str, object] = {"person": person.name, "unit": unit_name, "day": on}
    if ended:
        last = max(ended, key=lambda row: row.valid_to or date.min)
        said = N_("The office of {person} as {title} of {unit} ended on {last}; on {day} it was over.")
        params = {**facts, "title": last.title, "last": last.valid_to}
        return not_met(Sentence(said, params), cites=(CITES,), remedy=remedy)
    if coming:
        first = min(coming, key=lambda row: row.valid_from or date.max)
        said = N_("The office of {person} as {title} of {unit} begins on {first}; on {day} it had not begun.")
        params = {**facts, "title": first.title, "first": first.valid_from}
        return not_met(Sentence(said, params), cites=(CITES,), remedy=remedy)
    said = N_("{person} holds no office in {unit} on {day}.")
    return not_met(Sentence(said, facts), cites=(CITES,), remedy=remedy)


def _deputy(
    unit: int, unit_name: str, person: PersonName, deputy: OfficeRow, on: date, authorisation: str
) -> Standing:
    papers = [row for row in authorised_deputies(unit, on=on) if row.deputy.id == person.id]
    paper = next((row for row in papers if row.public_id == authorisation), None)
    if paper is None and not authorisation and papers:
        paper = papers[0]
    if paper is None:
        said = N_("{person} is deputy head of {unit}, and no authorisation to sign is in force on {day}.")
        return Standing(
            not_met(
                Sentence(said, {"person": person.name, "unit": unit_name, "day": on}),
                cites=(CITES,),
                remedy=N_("Put the authorisation paper on record first, or let the head sign."),
            )
        )
    head = head_of_unit(unit, on=paper.issued_on)
    above = head.title if head is not None else ""
    capacity = f"KT. {above}, {deputy.title}" if above else deputy.title
    said = N_("The deputy head signs by authorisation {number} of {day}.")
    verdict = met(Sentence(said, {"number": paper.number, "day": paper.issued_on}))
    return Standing(verdict, Signatory(person, deputy, capacity, paper))


def witness_standing(*, person: PersonName, on: date) -> Standing:
    """Whether a person speaks for the Council on a day and may witness «chứng kiến»."""
    rows = [row for row in offices_of_person(person.id, on=on) if row.kind in COUNCIL]
    office = next((row for row in rows if _held(row, on)), None)
    if office is None:
        said = N_("{person} holds no office in the Council on {day}.")
        return Standing(
            not_met(
                Sentence(said, {"person": person.name, "day": on}),
                remedy=N_("A vice-chair, member or secretary of the Council witnesses the signing."),
            )
        )
    capacity = f"{office.title}, {office.unit.name}" if office.unit.name not in office.title else office.title
    return Standing(
        met(N_("The person speaks for the Council that day.")), Signatory(person, office, capacity)
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person whose signature on paper may be entered: with office and unit."""

    person: PersonName
    title: str
    unit: str


def candidates(parties: Iterable[Party], *, on: date) -> tuple[Candidate, ...]:
    """Heads and deputies of these parties in office on a day, parties in order, heads first."""
    names = {party.unit_id: (place, party.name) for place, party in enumerate(parties)}
    rows = holders_of_office({OfficeKind.HEAD, OfficeKind.DEPUTY}, on=on, units=names)
    ordered = sorted(rows, key=lambda row: (names[row.unit.id][0], row.kind is not OfficeKind.HEAD))
    return tuple(Candidate(row.person, row.title, names[row.unit.id][1]) for row in ordered)


def own_standing(actor: Actor, parties: Iterable[Party], *, on: date) -> dict[str, Standing]:
    """Whether the person behind an account could sign today, for those of the parties whose office they hold or held.

    By the unit's public key; empty for an account without a person on record.
    """
    person = person_behind(actor)
    if person is None:
        return {}
    units = {row.unit.id for row in offices_of_person(person.id, on=on)}
    return {
        party.unit: signing_standing(unit=party.unit_id, unit_name=party.name, person=person, on=on)
        for party in parties
        if party.unit_id in units
    }


def council_candidates(*, on: date) -> tuple[Candidate, ...]:
    """Who holds an office in the Council on a day."""
    return tuple(Candidate(row.person, row.title, row.unit.name) for row in holders_of_office(COUNCIL, on=on))
