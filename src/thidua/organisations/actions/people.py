"""People on record, the offices they take and leave, and what they may sign for others."""

from datetime import date, datetime

from django.db.models import Q

from thidua.accounts.queries import find_user
from thidua.core.text import vietnamese
from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import ensure
from thidua.foundation.transactions import action, requires_transaction
from thidua.organisations.actions import acts
from thidua.organisations.actions.versions import _clean_code
from thidua.organisations.drafts import NewOffice, NewPerson
from thidua.organisations.errors import (
    CodeTaken,
    HeadAlreadySitting,
    NothingChanged,
    OfficeUnfit,
    ReasonMissing,
    UnitUnknown,
)
from thidua.organisations.locks import (
    day_of,
    must_be_in_order,
    must_have,
    office_locked,
    person_locked,
    unit_locked,
    version_on,
)
from thidua.organisations.models import Authorisation, Office, Person, Unit
from thidua.organisations.permissions import may_authorise_deputy, may_keep_units
from thidua.organisations.queries import PersonName, unit_card, unit_names
from thidua.organisations.queries.people import held_on, person_name
from thidua.organisations.states import OfficeKind


@action
def register_person(*, new: NewPerson, actor: Actor, at: datetime) -> PersonName:
    """Put a person «người» on record; without a code, one is made from the public key. Raises `CodeTaken`."""
    ensure(may_keep_units(actor, on=day_of(at)))
    person = Person(
        name=must_have(vietnamese(new.name), "name"),
        title_before=vietnamese(new.title_before).strip(),
        gender=new.gender,
        rank=vietnamese(new.rank).strip(),
        is_real=new.is_real,
    )
    person.code = _clean_code(new.code) if new.code.strip() else person.public_id.upper()
    if Person.objects.filter(code=person.code).exists():
        raise CodeTaken(person.code)
    person.save(force_insert=True)
    audit.record(acts.PERSON_REGISTERED, actor=actor, on=person, at=at, scope=person.public_id)
    return person_name(person)


@action
def correct_person(
    *,
    person: str,
    name: str,
    title_before: str,
    gender: str,
    rank: str,
    reason: str,
    actor: Actor,
    at: datetime,
) -> PersonName:
    """Correct what is on record about a person «đính chính», with the reason. Raises `ReasonMissing`, `NothingChanged`."""
    ensure(may_keep_units(actor, on=day_of(at)))
    found = person_locked(person)
    if not reason.strip():
        raise ReasonMissing
    wanted = {
        "name": must_have(vietnamese(name), "name"),
        "title_before": vietnamese(title_before).strip(),
        "gender": gender,
        "rank": vietnamese(rank).strip(),
    }
    changed = {key: value for key, value in wanted.items() if getattr(found, key) != value}
    if not changed:
        raise NothingChanged
    was = {key: getattr(found, key) for key in changed}
    for key, value in changed.items():
        setattr(found, key, value)
    found.save(update_fields=list(changed))
    audit.record(
        acts.PERSON_CORRECTED,
        actor=actor,
        on=found,
        at=at,
        scope=found.public_id,
        data={"was": was, "now": changed, "reason": reason.strip()},
    )
    return person_name(found)


@action
def tie_account(*, person: str, account: str, actor: Actor, at: datetime) -> PersonName:
    """Say whose account «tài khoản» this is (by the account's public key). Raises `OfficeUnfit` when either is tied."""
    ensure(may_keep_units(actor, on=day_of(at)))
    found = person_locked(person)
    user = find_user(account)
    if user is None:
        raise UnitUnknown(Sentence("There is no such account."), where="account")
    if found.is_real or found.user_id is not None or Person.objects.filter(user=user).exists():
        raise OfficeUnfit(
            Sentence("The person or the account is tied already, or the person takes no account."),
            where="account",
        )
    found.user = user
    found.save(update_fields=["user"])
    audit.record(
        acts.ACCOUNT_TIED,
        actor=actor,
        on=found,
        at=at,
        scope=found.public_id,
        data={"account": user.actor_name},
    )
    return person_name(found)


@requires_transaction
def record_office(*, person: Person, unit: Unit, new: NewOffice, actor: Actor) -> Office:
    """Write an office down after looking whether it can be held."""
    del actor
    must_be_in_order(new.since, new.until)
    if new.known_on is not None and (new.since or new.until):
        raise OfficeUnfit(
            Sentence("An office known for one day has no first and last day."), where="known_on"
        )
    for day in {new.since, new.until, new.known_on} - {None}:
        version_on(unit, day or date.max)
    same = Office.objects.filter(person=person, unit=unit, title=new.title.strip(), known_on=None)
    if new.known_on is None and same.filter(_meets(new.since, new.until)).exists():
        raise OfficeUnfit(
            Sentence("{person} holds this office on those days already.", {"person": person.name}),
            where="since",
        )
    if new.kind is OfficeKind.HEAD and new.known_on is None:
        heads = Office.objects.filter(
            _meets(new.since, new.until), unit=unit, kind=OfficeKind.HEAD, known_on=None
        )
        if (sitting := heads.select_related("person").first()) is not None:
            raise HeadAlreadySitting(sitting.person.name, unit.code)
    office = Office(
        person=person,
        unit=unit,
        title=must_have(vietnamese(new.title), "title"),
        kind=new.kind.value,
        valid_from=new.since,
        valid_to=new.until,
        known_on=new.known_on,
        instrument=new.instrument.strip(),
    )
    office.save(force_insert=True)
    return office


def _meets(since: date | None, until: date | None) -> Q:
    """Spans that share a day with this one."""
    begun = Q() if until is None else Q(valid_from=None) | Q(valid_from__lte=until)
    lasting = Q() if since is None else Q(valid_to=None) | Q(valid_to__gte=since)
    return begun & lasting


@action
def appoint_to_office(*, person: str, new: NewOffice, actor: Actor, at: datetime) -> str:
    """Record that a person takes an office «bổ nhiệm, phân công» in a unit; returns the office's public key.

    Raises `HeadAlreadySitting`, `UnitNotInForce`, `DaysOutOfOrder` or `OfficeUnfit`.
    """
    ensure(may_keep_units(actor, on=day_of(at)))
    unit = unit_locked(new.unit)
    found = person_locked(person)
    office = record_office(person=found, unit=unit, new=new, actor=actor)
    name = unit_names([unit.pk], on=new.known_on or new.since or day_of(at))[unit.pk]
    audit.record(
        acts.OFFICE_TAKEN,
        actor=actor,
        on=found,
        at=at,
        scope=unit.public_id,
        data={
            "title": office.title,
            "unit": name.name,
            "kind": new.kind.value,
            "from": new.since,
            "until": new.until,
        },
    )
    return str(office.public_id)


@action
def end_office(*, office: str, last: date, reason: str, actor: Actor, at: datetime) -> None:
    """End an office «thôi giữ chức vụ»: `last` is its last day. Raises `OfficeUnfit` or `DaysOutOfOrder`."""
    ensure(may_keep_units(actor, on=day_of(at)))
    found = office_locked(office)
    if found.known_on is not None or (found.valid_to is not None and found.valid_to <= last):
        raise OfficeUnfit(
            Sentence("This office has ended before that day, or is known for one day only."), where="last"
        )
    must_be_in_order(found.valid_from, last, where="last")
    found.valid_to = last
    found.save(update_fields=["valid_to"])
    audit.record(
        acts.OFFICE_ENDED,
        actor=actor,
        on=found.person,
        at=at,
        scope=found.unit.public_id,
        data={"title": found.title, "last": last, "reason": reason.strip()},
    )


@action
def authorise_deputy(
    *,
    number: str,
    unit: str,
    grantor: str,
    deputy: str,
    scope: str,
    issued_on: date,
    valid_to: date,
    actor: Actor,
    at: datetime,
) -> str:
    """Record a written authorisation «giấy ủy quyền»: the head lets a deputy attend or sign; returns its public key.

    The grantor heads the unit on the day of issue and the deputy holds an office in it. Raises `OfficeUnfit`,
    `CodeTaken` (the number), `DaysOutOfOrder`.
    """
    found = unit_locked(unit)
    ensure(may_authorise_deputy(actor, unit_card(found.public_id, on=day_of(at)), on=day_of(at)))
    giver, taker = person_locked(grantor, where="grantor"), person_locked(deputy, where="deputy")
    must_be_in_order(issued_on, valid_to)
    held = Office.objects.filter(held_on(issued_on), unit=found)
    if not held.filter(person=giver, kind=OfficeKind.HEAD).exists():
        raise OfficeUnfit(
            Sentence("{person} did not head the unit on {day}.", {"person": giver.name, "day": issued_on}),
            where="grantor",
            remedy=Sentence("Choose who headed it that day, or record the office first."),
        )
    if giver == taker or not held.filter(person=taker).exists():
        raise OfficeUnfit(
            Sentence(
                "{person} held no other office in the unit on {day}.",
                {"person": taker.name, "day": issued_on},
            ),
            where="deputy",
            remedy=Sentence("Choose a deputy of the unit, or record the office first."),
        )
    kept = must_have(number, "number")
    if Authorisation.objects.filter(unit=found, number=kept).exists():
        raise CodeTaken(kept, where="number")
    paper = Authorisation(
        number=kept,
        unit=found,
        grantor=giver,
        deputy=taker,
        scope=must_have(vietnamese(scope), "scope"),
        issued_on=issued_on,
        valid_to=valid_to,
    )
    paper.save(force_insert=True)
    audit.record(
        acts.DEPUTY_AUTHORISED,
        actor=actor,
        on=paper,
        at=at,
        scope=found.public_id,
        data={
            "number": kept,
            "grantor": giver.name,
            "deputy": taker.name,
            "from": issued_on,
            "until": valid_to,
        },
    )
    return str(paper.public_id)


@action
def revoke_authorisation(*, authorisation: str, on: date, reason: str, actor: Actor, at: datetime) -> None:
    """Withdraw an authorisation «thu hồi giấy ủy quyền» from `on`, with the reason. Raises `OfficeUnfit`, `ReasonMissing`."""
    paper = Authorisation.objects.select_for_update(no_key=True).filter(public_id=authorisation).first()
    if paper is None:
        raise UnitUnknown(Sentence("There is no such authorisation."), where="authorisation")
    ensure(may_authorise_deputy(actor, unit_card(paper.unit.public_id, on=day_of(at)), on=day_of(at)))
    if not reason.strip():
        raise ReasonMissing
    if paper.revoked_on is not None or not paper.issued_on <= on <= paper.valid_to:
        raise OfficeUnfit(Sentence("The authorisation is not in force on that day."), where="on")
    paper.revoked_on = on
    paper.save(update_fields=["revoked_on"])
    audit.record(
        acts.AUTHORISATION_REVOKED,
        actor=actor,
        on=paper,
        at=at,
        scope=paper.unit.public_id,
        data={"number": paper.number, "from": on, "reason": reason.strip()},
    )
