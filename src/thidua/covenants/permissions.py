"""Who may read, register, write, agree and sign; beside the predicates stands the list they agree with.

A person's part in a bloc-year is the same as for its table of criteria: the units they speak for, and whether they
work for the unit that heads that very year.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from thidua.accounts.queries import roles_of
from thidua.accounts.roles import Role, ScopeKind
from thidua.core.verdict import Verdict, met, not_met
from thidua.covenants.models import CovenantVersion
from thidua.covenants.queries import CovenantFrame, Party
from thidua.covenants.states import (
    UNCHANGEABLE,
    WITH_THE_UNIT,
    CovenantState,
    RegistrationState,
)
from thidua.criteria.permissions import LEADERS, OVER, READERS, UNIT_ROLES, part_in
from thidua.criteria.queries import YearFrame
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.queries.finding import BlocYearLine, bloc_years_with

# Those who speak for the Council when a covenant is signed.
WITNESSES = frozenset({Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY})

type InVersion = tuple[CovenantFrame, Party]


def may_open_covenants(actor: Actor, *, on: date) -> Verdict:
    """Open the room «Giao ước thi đua»: whoever holds a role that reads or writes covenants."""
    known = READERS | UNIT_ROLES | {Role.BLOC_HEAD_OFFICER}
    if any(held.role in known for held in roles_of(actor, on=on)):
        return met(N_("This person has a part in covenants."))
    return not_met(N_("This account has no part in covenants."), private=True)


def may_read_year(actor: Actor, year: YearFrame, *, on: date) -> Verdict:
    """Read a bloc-year's covenant «xem giao ước của khối»: its members, the standing body, the Council, auditors."""
    part = part_in(actor, year, on=on)
    if part.units or part.reads:
        return met(N_("The covenant belongs to a bloc this person works in."))
    return not_met(N_("The covenant belongs to a bloc this person has no part in."), private=True)


def may_read_covenant(actor: Actor, frame: CovenantFrame, *, on: date) -> Verdict:
    """Read one version «xem giao ước»."""
    return may_read_year(actor, frame.year, on=on)


def may_read_registration(actor: Actor, pair: InVersion, *, on: date) -> Verdict:
    """Read a unit's registration «xem bản đăng ký»: as the covenant, so that members see each other's promises."""
    return may_read_year(actor, pair[0].year, on=on)


def covenants_visible_to(actor: Actor, *, on: date) -> QuerySet[CovenantVersion]:
    """The versions a person may read that day: `may_read_covenant` as rows."""
    units, blocs = set[str](), set[str]()
    for held in roles_of(actor, on=on):
        if held.role in READERS and held.scope_kind is ScopeKind.ALL:
            return CovenantVersion.objects.all()
        if held.role in READERS or held.role is Role.BLOC_HEAD_OFFICER:
            blocs.add(held.scope_key)
        elif held.role in UNIT_ROLES:
            units.add(held.scope_key)
    return CovenantVersion.objects.filter(
        Q(covenant__bloc_year__memberships__unit__public_id__in=units)
        | Q(covenant__bloc_year__bloc__public_id__in=blocs)
    ).distinct()


def years_readable_by(actor: Actor, years: Sequence[BlocYearLine], *, on: date) -> frozenset[str]:
    """Which of these bloc-years have a covenant the person may read, by public key: `may_read_year` for a list."""
    units, blocs = set[str](), set[str]()
    for held in roles_of(actor, on=on):
        if held.role in READERS and held.scope_kind is ScopeKind.ALL:
            return frozenset(line.public_id for line in years)
        if held.role in READERS or held.role is Role.BLOC_HEAD_OFFICER:
            blocs.add(held.scope_key)
        elif held.role in UNIT_ROLES:
            units.add(held.scope_key)
    own = bloc_years_with(units) if units else frozenset[int]()
    return frozenset(line.public_id for line in years if line.id in own or line.bloc in blocs)


def _drafts(actor: Actor, year: YearFrame, on: date) -> Verdict:
    reading = may_read_year(actor, year, on=on)
    if not reading.allowed:
        return reading
    if part_in(actor, year, on=on).drafts:
        return met(N_("This person works for the bloc head of the year."))
    return not_met(
        N_("Only the head unit of the year collects registrations and prepares the covenant."),
        remedy=N_("Ask the head unit's officer."),
    )


def _year_goes_on(year: YearFrame) -> Verdict:
    if year.state in OVER:
        return not_met(N_("The bloc's year is concluded: its covenant stays as it is."))
    return met(N_("The bloc's year goes on."))


_STATE_WORDS = {
    CovenantState.DRAFTED: N_("The covenant is still a draft."),
    CovenantState.COMPOSED: N_("The text is composed and waits for the parties' consent."),
    CovenantState.AGREED: N_("All parties have agreed; the covenant is being signed."),
    CovenantState.SIGNED: N_("The covenant is signed by all and never edited."),
    CovenantState.SUPERSEDED: N_("This version was replaced by an amendment."),
}
_STATE_REMEDIES = {
    CovenantState.DRAFTED: N_("Compose the text once every registration is collected."),
    CovenantState.COMPOSED: N_("Return it to the drafting table with a reason to change anything."),
    CovenantState.AGREED: N_("Return it to the drafting table with a reason to change anything."),
    CovenantState.SIGNED: N_("Begin an amendment, with a reason; all parties agree and sign again."),
    CovenantState.SUPERSEDED: N_("Go to the version in force."),
}


def _in_state(frame: CovenantFrame, *states: CovenantState) -> Verdict:
    state = frame.card.state
    if state in states:
        return met(N_("The version is in the right state."))
    return not_met(_STATE_WORDS[state], remedy=_STATE_REMEDIES[state])


def may_begin_covenant(actor: Actor, year: YearFrame, *, on: date) -> Verdict:
    """Begin a year's covenant «mở giao ước», or move its due day: the head unit of the year, while the year goes on."""
    return Verdict.all_of(_drafts(actor, year, on), _year_goes_on(year))


def may_write_contents(actor: Actor, frame: CovenantFrame, *, on: date) -> Verdict:
    """Write the bloc's part and match the parties «soạn nội dung»: the head unit, on a draft."""
    return Verdict.all_of(
        _drafts(actor, frame.year, on), _year_goes_on(frame.year), _in_state(frame, CovenantState.DRAFTED)
    )


def may_compose_text(actor: Actor, frame: CovenantFrame, *, on: date) -> Verdict:
    """Compose the text «tạo văn bản»: the head unit, on a draft whose registrations are all collected."""
    writing = may_write_contents(actor, frame, on=on)
    waiting = [party.name for party in frame.parties if party.state is not RegistrationState.COLLECTED]
    if waiting and writing.allowed:
        return not_met(
            N_("Not every registration is collected yet."), remedy=N_("Collect or return what was sent.")
        )
    return writing


def may_return_text(actor: Actor, frame: CovenantFrame, *, on: date) -> Verdict:
    """Return a composed text to the drafting table «trả lại dự thảo»: the head unit, until all have signed."""
    return Verdict.all_of(
        _drafts(actor, frame.year, on), _in_state(frame, CovenantState.COMPOSED, CovenantState.AGREED)
    )


def may_amend_covenant(actor: Actor, frame: CovenantFrame, *, on: date) -> Verdict:
    """Begin an amendment «sửa đổi, bổ sung giao ước»: the head unit, on the version in force."""
    return Verdict.all_of(
        _drafts(actor, frame.year, on), _year_goes_on(frame.year), _in_state(frame, CovenantState.SIGNED)
    )


def units_spoken_for(actor: Actor, frame: CovenantFrame, *, on: date) -> tuple[str, ...]:
    """Public keys of the parties a person may act for, in the order of signing."""
    mine = part_in(actor, frame.year, on=on).units
    return tuple(party.unit for party in frame.parties if party.unit in mine)


def _own(actor: Actor, pair: InVersion, on: date) -> Verdict:
    frame, party = pair
    reading = may_read_covenant(actor, frame, on=on)
    if not reading.allowed:
        return reading
    if party.unit in part_in(actor, frame.year, on=on).units:
        return met(N_("This person speaks for the unit."))
    return not_met(
        N_("Only the unit itself writes its registration."),
        remedy=N_("Return it to the unit with a reason if something has to change."),
    )


def _registration_in(party: Party, *states: RegistrationState) -> Verdict:
    if party.state in states:
        return met(N_("The registration is in the right state."))
    said = {
        RegistrationState.DRAFTED: N_("The registration is still with the unit."),
        RegistrationState.RETURNED: N_("The registration was returned to the unit."),
        RegistrationState.SENT: N_("The registration was sent and waits for the head unit."),
        RegistrationState.COLLECTED: N_("The registration is collected."),
    }
    remedy = {
        RegistrationState.DRAFTED: N_("The unit sends it when it is complete."),
        RegistrationState.RETURNED: N_("The unit sends it again when it is complete."),
        RegistrationState.SENT: N_("Recall it first, or ask the head unit to return it."),
        RegistrationState.COLLECTED: N_("Ask the head unit to return it with a reason."),
    }
    return not_met(said[party.state], remedy=remedy[party.state])


def may_save_registration(actor: Actor, pair: InVersion, *, on: date) -> Verdict:
    """Write a registration «đăng ký thi đua» and send it: officers and leaders of the unit, while it is with them."""
    return Verdict.all_of(
        _own(actor, pair, on),
        _in_state(pair[0], CovenantState.DRAFTED),
        _registration_in(pair[1], *sorted(WITH_THE_UNIT)),
    )


def may_recall_registration(actor: Actor, pair: InVersion, *, on: date) -> Verdict:
    """Take back a registration that was sent «thu hồi»: the unit, until the head unit has collected it."""
    return Verdict.all_of(
        _own(actor, pair, on),
        _in_state(pair[0], CovenantState.DRAFTED),
        _registration_in(pair[1], RegistrationState.SENT),
    )


def may_collect_registration(actor: Actor, pair: InVersion, *, on: date) -> Verdict:
    """Collect a registration «tiếp nhận»: the head unit, once it was sent."""
    return Verdict.all_of(
        _drafts(actor, pair[0].year, on),
        _in_state(pair[0], CovenantState.DRAFTED),
        _registration_in(pair[1], RegistrationState.SENT),
    )


def may_return_registration(actor: Actor, pair: InVersion, *, on: date) -> Verdict:
    """Return a registration to its unit «trả lại»: the head unit, while the version is a draft."""
    return Verdict.all_of(
        _drafts(actor, pair[0].year, on),
        _in_state(pair[0], CovenantState.DRAFTED),
        _registration_in(pair[1], RegistrationState.SENT, RegistrationState.COLLECTED),
    )


def may_file_paper(actor: Actor, frame: CovenantFrame, *, on: date) -> Verdict:
    """Enter the registration paper a unit filed «ghi nhận bản đăng ký»: the unit itself or the head unit, at any state."""
    reading = may_read_covenant(actor, frame, on=on)
    if not reading.allowed:
        return reading
    part = part_in(actor, frame.year, on=on)
    mine = (
        met(N_("This person enters the paper of their own unit, or works for the bloc head."))
        if part.units or part.drafts
        else not_met(N_("Only the units and the head unit enter registration papers."))
    )
    return Verdict.all_of(mine, _year_goes_on(frame.year))


def may_give_consent(actor: Actor, frame: CovenantFrame, *, on: date) -> Verdict:
    """Answer for one's unit to the composed text «cho ý kiến»: officers and leaders of the parties."""
    reading = may_read_covenant(actor, frame, on=on)
    if not reading.allowed:
        return reading
    speaks = (
        met(N_("This person speaks for a party."))
        if units_spoken_for(actor, frame, on=on)
        else not_met(N_("Only the parties answer to the text."))
    )
    return Verdict.all_of(speaks, _in_state(frame, CovenantState.COMPOSED))


def led_parties(actor: Actor, frame: CovenantFrame, *, on: date) -> tuple[str, ...]:
    """Public keys of the parties whose head or deputy head this person is, by role."""
    led = {held.scope_key for held in roles_of(actor, on=on) if held.role in LEADERS}
    return tuple(party.unit for party in frame.parties if party.unit in led)


def may_sign_covenant(actor: Actor, frame: CovenantFrame, *, on: date) -> Verdict:
    """Sign for one's unit «ký giao ước», or enter what was signed on paper: leaders of the parties; the head unit.

    Whether the person whose signature it is held the office that day is judged for that person, unit and day by
    `signatories.signing_standing`.
    """
    reading = may_read_covenant(actor, frame, on=on)
    if not reading.allowed:
        return reading
    leads = (
        met(N_("This person leads a party, or enters signatures for the head unit."))
        if led_parties(actor, frame, on=on) or part_in(actor, frame.year, on=on).drafts
        else not_met(
            N_("Only heads and authorised deputy heads of the parties sign."),
            remedy=N_("The head unit's officer enters what was signed on paper."),
        )
    )
    return Verdict.all_of(leads, _in_state(frame, CovenantState.AGREED))


def may_witness_covenant(actor: Actor, frame: CovenantFrame, *, on: date) -> Verdict:
    """Witness the signing for the Council «chứng kiến»: members and secretary of the Council; the head unit from paper."""
    reading = may_read_covenant(actor, frame, on=on)
    if not reading.allowed:
        return reading
    speaks = any(
        held.role in WITNESSES and held.scope_key in {"", frame.year.bloc} for held in roles_of(actor, on=on)
    )
    council = (
        met(N_("This person speaks for the Council, or enters its witness for the head unit."))
        if speaks or part_in(actor, frame.year, on=on).drafts
        else not_met(N_("Only the Council witnesses a covenant."))
    )
    return Verdict.all_of(council, _in_state(frame, CovenantState.AGREED, CovenantState.SIGNED))


def is_settled(frame: CovenantFrame) -> bool:
    """Whether the version is signed by all, now or once."""
    return frame.card.state in UNCHANGEABLE
