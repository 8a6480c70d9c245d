"""Who may read, draft, comment, agree and freeze; beside the predicates stands the list they agree with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from thidua.accounts.queries import roles_of
from thidua.accounts.roles import Role, ScopeKind
from thidua.core.verdict import Sentence, Verdict, met, not_met
from thidua.criteria.models import Scheme
from thidua.criteria.queries import SchemeFrame, YearFrame
from thidua.criteria.states import SchemeState
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.queries.finding import BlocYearLine, bloc_years_with
from thidua.organisations.states import YearState

READERS = frozenset({Role.STANDING_OFFICER, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.AUDITOR})
UNIT_ROLES = frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.UNIT_DEPUTY})
LEADERS = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY})
OVER = frozenset({YearState.CONCLUDED, YearState.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in a bloc-year: the member units they speak for, and whether they draft for the head unit."""

    units: frozenset[str]
    drafts: bool
    reads: bool


def part_in(actor: Actor, year: YearFrame, *, on: date) -> Part:
    """The part of a person on a day.

    The head unit's leaders draft, and its officer who assists the bloc head; two bloc heads are at work at once in
    the first quarter, each on its own year, so the bloc's role alone is not enough.
    """
    members = {member.public_id for member in year.members}
    head = year.head.public_id if year.head is not None else ""
    units, leads = set[str](), set[str]()
    assists = reads = False
    for held in roles_of(actor, on=on):
        if held.role in UNIT_ROLES and held.scope_key in members:
            units.add(held.scope_key)
            leads |= {held.scope_key} if held.role in LEADERS else set()
        assists = assists or (held.role is Role.BLOC_HEAD_OFFICER and held.scope_key == year.bloc)
        reads = reads or (held.role in READERS and held.scope_key in {"", year.bloc})
    drafts = bool(head) and (head in leads or (assists and head in units))
    return Part(frozenset(units), drafts, reads or assists)


def _appraises(actor: Actor, frame: SchemeFrame, on: date) -> bool:
    named = {note.appraiser_unit for note in frame.notes.values() if note.appraiser_unit}
    return any(
        held.role is Role.SPECIALISED_APPRAISER and held.scope_key in named for held in roles_of(actor, on=on)
    )


def may_read_year(actor: Actor, year: YearFrame, *, on: date) -> Verdict:
    """Read a bloc-year's tables «xem bộ tiêu chí của khối»: its members, the standing body, the Council, auditors."""
    part = part_in(actor, year, on=on)
    if part.units or part.reads:
        return met(N_("The table belongs to a bloc this person works in."))
    return not_met(N_("The table belongs to a bloc this person has no part in."), private=True)


def may_read_scheme(actor: Actor, frame: SchemeFrame, *, on: date) -> Verdict:
    """Read one version «xem bộ tiêu chí»: as the bloc-year's tables, and the offices it names as appraisers."""
    if frame.notes and _appraises(actor, frame, on):
        return met(N_("The table names this person's office as an appraiser."))
    return may_read_year(actor, frame.year, on=on)


def may_open_criteria(actor: Actor, *, on: date) -> Verdict:
    """Open the room «Bảng tiêu chí»: whoever holds a role that reads or drafts tables."""
    known = READERS | UNIT_ROLES | {Role.BLOC_HEAD_OFFICER, Role.SPECIALISED_APPRAISER}
    if any(held.role in known for held in roles_of(actor, on=on)):
        return met(N_("This person has a part in tables of criteria."))
    return not_met(N_("This account has no part in tables of criteria."), private=True)


def schemes_visible_to(actor: Actor, *, on: date) -> QuerySet[Scheme]:
    """The versions a person may read that day: `may_read_scheme` as rows."""
    units, blocs, offices = set[str](), set[str](), set[str]()
    for held in roles_of(actor, on=on):
        if held.role in READERS and held.scope_kind is ScopeKind.ALL:
            return Scheme.objects.all()
        if held.role in READERS or held.role is Role.BLOC_HEAD_OFFICER:
            blocs.add(held.scope_key)
        elif held.role in UNIT_ROLES:
            units.add(held.scope_key)
        elif held.role is Role.SPECIALISED_APPRAISER:
            offices.add(held.scope_key)
    return Scheme.objects.filter(
        Q(bloc_year__memberships__unit__public_id__in=units)
        | Q(bloc_year__bloc__public_id__in=blocs)
        | Q(leaf_notes__appraiser_unit__public_id__in=offices)
    ).distinct()


def years_readable_by(actor: Actor, years: Sequence[BlocYearLine], *, on: date) -> frozenset[str]:
    """Which of these bloc-years have tables the person may read, by public key: `may_read_year` for a list.

    An office that only appraises reads the versions which name it, not the years' tables.
    """
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
        N_("Only the head unit of the year drafts and settles the table of criteria."),
        remedy=N_("Send a comment instead, or ask the head unit's officer."),
    )


def _year_goes_on(year: YearFrame) -> Verdict:
    if year.state in OVER:
        return not_met(N_("The bloc's year is concluded: its table of criteria stays as it is."))
    return met(N_("The bloc's year goes on."))


def _in_state(frame: SchemeFrame, *states: SchemeState) -> Verdict:
    if frame.card.state in states:
        return met(N_("The version is in the right state."))
    if frame.card.state in {SchemeState.FROZEN, SchemeState.SUPERSEDED}:
        return not_met(
            N_("A frozen version is never edited."),
            remedy=N_("Begin a new version, with a reason; it supersedes this one when it is frozen."),
        )
    if frame.card.state is SchemeState.AGREED:
        return not_met(
            N_("The bloc has agreed to this version."),
            remedy=N_("Return it to the drafting table with a reason first."),
        )
    return not_met(N_("The version is still a draft."), remedy=N_("Record the bloc's agreement first."))


def may_draft_scheme(actor: Actor, year: YearFrame, *, on: date) -> Verdict:
    """Begin a version «soạn bộ tiêu chí»: the head unit of the year, while the year goes on."""
    return Verdict.all_of(_drafts(actor, year, on), _year_goes_on(year))


def may_revise_draft(actor: Actor, frame: SchemeFrame, *, on: date) -> Verdict:
    """Change, import into and remark on a draft «sửa dự thảo»: the head unit of the year."""
    return Verdict.all_of(_drafts(actor, frame.year, on), _in_state(frame, SchemeState.DRAFTED))


def may_agree_scheme(actor: Actor, frame: SchemeFrame, *, on: date) -> Verdict:
    """Record the bloc's agreement «ghi nhận thống nhất»: the head unit of the year, on a draft."""
    return may_revise_draft(actor, frame, on=on)


def may_return_to_draft(actor: Actor, frame: SchemeFrame, *, on: date) -> Verdict:
    """Return an agreed version to the drafting table «trả lại dự thảo»: the head unit, never a frozen one."""
    return Verdict.all_of(_drafts(actor, frame.year, on), _in_state(frame, SchemeState.AGREED))


def may_freeze_scheme(actor: Actor, frame: SchemeFrame, *, on: date) -> Verdict:
    """Freeze an agreed version «chốt bộ tiêu chí»: the head unit of the year."""
    return Verdict.all_of(_drafts(actor, frame.year, on), _in_state(frame, SchemeState.AGREED))


def units_spoken_for(actor: Actor, year: YearFrame, *, on: date) -> tuple[str, ...]:
    """Public keys of the member units a person may answer for, in the order of the decision."""
    mine = part_in(actor, year, on=on).units
    return tuple(member.public_id for member in year.members if member.public_id in mine)


def may_give_consent(actor: Actor, frame: SchemeFrame, *, on: date) -> Verdict:
    """Answer for one's unit to a draft sent round «cho ý kiến»: officers and leaders of the member units."""
    reading = may_read_scheme(actor, frame, on=on)
    if not reading.allowed:
        return reading
    speaks = (
        met(N_("This person speaks for a member unit."))
        if units_spoken_for(actor, frame.year, on=on)
        else not_met(N_("Only the member units answer to a draft."))
    )
    sent = (
        met(N_("The draft was sent round."))
        if frame.card.circulated_at is not None
        else not_met(
            Sentence(N_("The draft was not sent round for comment yet.")),
            remedy=N_("The head unit sends it when it is ready."),
        )
    )
    return Verdict.all_of(speaks, _in_state(frame, SchemeState.DRAFTED), sent)
