"""Signing and witnessing: recorded with person, office of that day, manner, moment and the hash of the text."""

from dataclasses import dataclass
from datetime import date, datetime

from thidua.accounts.queries import roles_of
from thidua.core.verdict import Sentence, not_met
from thidua.covenants.actions import acts
from thidua.covenants.actions.keeping import LONGEST_NAME, record_act, record_notice_to_parties
from thidua.covenants.actions.settling import refuse_other_text
from thidua.covenants.addresses import version_address
from thidua.covenants.changing import allow, day_of, parties_fit, said, version_for_change
from thidua.covenants.errors import CovenantActUnfit, SignatoryUnfit
from thidua.covenants.findings import findings_of, targets_rule
from thidua.covenants.models import CovenantSignature, CovenantVersion
from thidua.covenants.permissions import WITNESSES, led_parties, may_sign_covenant, may_witness_covenant
from thidua.covenants.queries import CovenantFrame, Party, content_of, signatures_of
from thidua.covenants.signatories import (
    Signatory,
    person_behind,
    signing_standing,
    witness_standing,
)
from thidua.covenants.states import CovenantState, Manner, SignatureRole
from thidua.criteria.permissions import part_in
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_
from thidua.organisations.queries import PersonName, person

NOBODY = N_("No person on record stands behind this account, so it cannot sign.")


@dataclass(frozen=True, slots=True)
class Given:
    """How a signature was given: manner, the day, and for paper its number and whose it is (public key of the person)."""

    manner: Manner
    signed_on: date
    signer: str = ""
    paper_number: str = ""
    authorisation: str = ""


@action
def sign_covenant(
    *, version: str, unit: str, given: Given, content_hash: str, actor: Actor, at: datetime
) -> CovenantState:
    """Record the signature of a party «ký giao ước», and return where the version then stands.

    On the screen the person signs for themselves, today; what was signed on paper is entered with its number, for the
    person who signed, on the day of the paper. The office counts that the person held on that day. When the last
    party has signed, the covenant is frozen. Raises `CovenantRefused`; `SignatoryUnfit` when the person could not sign
    for the unit that day; `CovenantActUnfit` for another text, another day, a party that has signed already, members
    that changed, or weights that no longer fit the criteria in force.
    """
    row, frame = version_for_change(version)
    on = day_of(at)
    allow(may_sign_covenant(actor, frame, on=on))
    party = frame.party(unit)
    drafts = part_in(actor, frame.year, on=on).drafts
    if party is None or not (drafts or party.unit in led_parties(actor, frame, on=on)):
        raise CovenantActUnfit(Sentence(N_("This person does not sign for that unit.")), where="unit")
    refuse_other_text(row, content_hash)
    _refuse_day(row, given, on)
    if any(one.unit == party.unit for one in signatures_of(row.pk)):
        raise CovenantActUnfit(Sentence(N_("{unit} has signed already."), {"unit": party.name}), where="unit")
    _refuse_changed(frame, row, given.signed_on)
    signer = _signer(given, actor)
    standing = signing_standing(
        unit=party.unit_id,
        unit_name=party.name,
        person=signer,
        on=given.signed_on,
        authorisation=given.authorisation,
    )
    if standing.signatory is None:
        raise SignatoryUnfit(standing.verdict)
    record_signature(
        version=row, frame=frame, party=party, by=standing.signatory, given=given, actor=actor, at=at
    )
    if len({one.unit for one in signatures_of(row.pk) if one.unit}) == len(frame.parties):
        record_freezing(version=row, frame=frame, actor=actor, at=at)
    return CovenantState(row.state)


def _refuse_day(row: CovenantVersion, given: Given, on: date) -> None:
    if given.signed_on > on:
        raise CovenantActUnfit(Sentence(N_("The day of signing is still to come.")), where="signed_on")
    if given.manner is Manner.ON_SCREEN and given.signed_on != on:
        raise CovenantActUnfit(Sentence(N_("On the screen one signs today.")), where="signed_on")
    opened = day_of(row.agreed_at) if row.agreed_at is not None else on
    if given.signed_on < opened:
        raise CovenantActUnfit(
            Sentence(N_("The parties agreed to the text on {day}; nobody signed before."), {"day": opened}),
            where="signed_on",
        )


def _refuse_changed(frame: CovenantFrame, row: CovenantVersion, on: date) -> None:
    """The members, and the table of criteria, may have changed since the text was composed."""
    again = Sentence(N_("Return the text to the drafting table with a reason, and compose it again."))
    if not parties_fit(frame, on):
        raise CovenantActUnfit(
            Sentence(N_("The members of the bloc changed since the text was composed.")),
            where="unit",
            remedy=again,
        )
    rule = targets_rule(frame.year.public_id, on=on)
    if rule.content_hash == row.scheme_hash:
        return
    content = content_of(row.pk)
    for party in frame.parties:
        for one in findings_of(content.registrations[party.id], rule):
            if one.error:
                raise CovenantActUnfit(
                    Sentence(N_("{unit}: {problem}"), {"unit": party.name, "problem": one.sentence}),
                    where="unit",
                    remedy=again,
                )


def _signer(given: Given, actor: Actor) -> PersonName:
    """Whose signature it is; on paper that of the person named."""
    if given.manner is Manner.ON_PAPER:
        said(given.paper_number, "paper_number", Sentence(N_("What was signed on paper has a number.")))
    found = person(given.signer) if given.manner is Manner.ON_PAPER and given.signer else person_behind(actor)
    if found is None:
        if given.manner is Manner.ON_PAPER:
            raise CovenantActUnfit(Sentence(N_("Choose who signed.")), where="signer")
        raise SignatoryUnfit(
            not_met(NOBODY, remedy=N_("Ask the standing body to tie the account to the person on record."))
        )
    return found


@requires_transaction
def record_signature(
    *,
    version: CovenantVersion,
    frame: CovenantFrame,
    party: Party | None,
    by: Signatory,
    given: Given,
    actor: Actor,
    at: datetime,
) -> None:
    """Write a signature; without a party it is the Council's witness."""
    CovenantSignature(
        version=version,
        role=(SignatureRole.PARTY if party is not None else SignatureRole.WITNESS).value,
        unit_id=party.unit_id if party is not None else None,
        person_id=by.person.id,
        person_name=by.person.name,
        office_title=by.office.title,
        capacity=by.capacity[:400],
        authorisation_id=by.authorisation.id if by.authorisation is not None else None,
        authorisation_number=by.authorisation.number if by.authorisation is not None else "",
        manner=given.manner.value,
        paper_number=given.paper_number.strip()[:60] if given.manner is Manner.ON_PAPER else "",
        signed_on=given.signed_on,
        content_hash=version.content_hash,
        recorded_at=at,
        recorded_by_key=actor.actor_key,
        recorded_by_name=actor.actor_name[:LONGEST_NAME],
    ).save(force_insert=True)
    record_act(
        act=acts.SIGNED if party is not None else acts.WITNESSED,
        on=version,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={
            "person": by.person.name,
            "capacity": by.capacity,
            "unit": party.name if party is not None else "",
            "manner": given.manner.value,
            "day": given.signed_on,
            "authorisation": by.authorisation.number if by.authorisation is not None else "",
            "hash": version.content_hash,
        },
    )


@requires_transaction
def record_freezing(*, version: CovenantVersion, frame: CovenantFrame, actor: Actor, at: datetime) -> None:
    """All have signed: the version is in force from the day of the last signature; the one before gives way to it."""
    day = max(one.signed_on for one in signatures_of(version.pk) if one.unit)
    rows = CovenantVersion.objects.select_for_update(no_key=True, of=("self",)).filter(
        covenant_id=version.covenant_id
    )
    before = rows.filter(state=CovenantState.SIGNED.value).exclude(pk=version.pk).first()
    if before is not None:
        before.state = CovenantState.SUPERSEDED.value
        before.superseded_on = max(day, before.signed_on or day)
        before.save(update_fields=["state", "superseded_on"])
        record_act(
            act=acts.SUPERSEDED,
            on=before,
            bloc_year=frame.year.public_id,
            actor=actor,
            at=at,
            data={"version": version.version, "day": day},
        )
    version.state, version.signed_on = CovenantState.SIGNED.value, day
    version.save(update_fields=["state", "signed_on"])
    record_act(
        act=acts.FROZEN,
        on=version,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"day": day, "hash": version.content_hash},
    )
    record_notice_to_parties(
        frame=frame,
        text=Sentence(
            N_("All parties have signed the covenant of {bloc}; it is in force from {day}."),
            {"bloc": frame.year.name, "day": day},
        ),
        address=version_address(frame.card.public_id),
        actor=actor,
        at=at,
    )


@action
def witness_covenant(*, version: str, given: Given, content_hash: str, actor: Actor, at: datetime) -> None:
    """Record that a leader of the Council witnessed the signing «chứng kiến»; one witness for each version.

    Raises `CovenantRefused`; `SignatoryUnfit` when the person held no office in the Council that day;
    `CovenantActUnfit` for another text, another day, or a second witness.
    """
    row, frame = version_for_change(version)
    on = day_of(at)
    allow(may_witness_covenant(actor, frame, on=on))
    refuse_other_text(row, content_hash)
    _refuse_day(row, given, on)
    if any(one.role is SignatureRole.WITNESS for one in signatures_of(row.pk)):
        raise CovenantActUnfit(Sentence(N_("A witness is on record already.")), where="signer")
    speaks = any(held.role in WITNESSES for held in roles_of(actor, on=on))
    if given.manner is Manner.ON_SCREEN and not speaks:
        raise CovenantActUnfit(
            Sentence(N_("On the screen the witness confirms with their own account.")), where="manner"
        )
    standing = witness_standing(person=_signer(given, actor), on=given.signed_on)
    if standing.signatory is None:
        raise SignatoryUnfit(standing.verdict)
    record_signature(
        version=row, frame=frame, party=None, by=standing.signatory, given=given, actor=actor, at=at
    )
