"""Who may do what with units, people, blocs and bloc-years, and which of them each person sees.

Units, people and places are reference data: the standing body keeps them, and the system administrator may too. Blocs
and their years are business: the administrator has no power over them. A bloc-year is seen by those who direct, check
or appraise the field, by the units that belong to it, and by the officer who assists a bloc's head.
"""

from datetime import date

from django.db.models import Q, QuerySet

from thidua.accounts.queries import held_blocs, held_units, holds, roles_of
from thidua.accounts.roles import Role
from thidua.core.verdict import Sentence, Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.models import Bloc, BlocYear, Membership, Person, Unit, UnitSuccession
from thidua.organisations.queries import BlocCard, BlocYearCard, PersonCard, UnitCard, bloc_year_cards
from thidua.organisations.queries.handovers import HandoverCard
from thidua.organisations.queries.imports import ImportCard
from thidua.organisations.states import ORDER, HandoverState, LeadRole, Side, YearState

UNIT_ROLES = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.UNIT_DEPUTY)
# Those who read every bloc-year: they direct, check, appraise or audit the whole field.
WIDE_ROLES = (
    Role.STANDING_OFFICER,
    Role.COUNCIL_SECRETARY,
    Role.COUNCIL_MEMBER,
    Role.SPECIALISED_APPRAISER,
    Role.AUDITOR,
)
KEEPERS = N_("An officer of the standing body can do this.")


def _holds_any(actor: Actor, *roles: Role, on: date) -> bool:
    return any(held.role in roles for held in roles_of(actor, on=on))


def may_read_units(actor: Actor, *, on: date) -> Verdict:
    """Read the register of units, people and places «danh mục đơn vị»: everyone with a part in the field."""
    outsiders = {Role.CONTESTANT}
    if actor.is_system or any(held.role not in outsiders for held in roles_of(actor, on=on)):
        return met(N_("Everyone with a role in the field may read this."))
    return not_met(N_("The account holds no role in the field."), private=True)


def may_keep_units(actor: Actor, *, on: date) -> Verdict:
    """Add and change units, people and places, by form or by file «quản lý danh mục»."""
    reading = may_read_units(actor, on=on)
    if not reading.allowed:
        return reading
    if actor.is_system or _holds_any(actor, Role.STANDING_OFFICER, Role.SYSTEM_ADMIN, on=on):
        return met(
            N_("The standing body and the system administrator keep the register of units and people.")
        )
    return not_met(
        N_("Only the standing body and the system administrator keep the register of units and people."),
        remedy=N_("Send the change with its decision to the standing body."),
    )


def may_read_import(actor: Actor, upload: ImportCard, *, on: date) -> Verdict:
    """See and settle an upload «xem trước tệp nhập»: only whoever sent it, while they keep the register."""
    keeping = may_keep_units(actor, on=on)
    if keeping.allowed and upload.uploaded_by != actor.actor_key:
        return not_met(N_("Somebody else uploaded this file."), private=True)
    return keeping


def units_visible_to(actor: Actor, *, on: date) -> QuerySet[Unit]:
    """Units the person may read: all, or none."""
    return Unit.objects.all() if may_read_units(actor, on=on).allowed else Unit.objects.none()


def people_visible_to(actor: Actor, *, on: date) -> QuerySet[Person]:
    """People the person may read: all, or none. An account's holder always sees their own page."""
    if may_read_units(actor, on=on).allowed:
        return Person.objects.all()
    return Person.objects.filter(user__public_id=actor.actor_key.removeprefix("user:"))


def may_read_person(actor: Actor, person: PersonCard, *, on: date) -> Verdict:
    """Read a person's page «hồ sơ người»: whoever reads the register, and the person."""
    if person.account and actor.actor_key == f"user:{person.account}":
        return met(N_("It is the person's own page."))
    return may_read_units(actor, on=on)


def may_authorise_deputy(actor: Actor, unit: UnitCard | None = None, *, on: date) -> Verdict:
    """Put a written authorisation «giấy ủy quyền» of a unit on record: the unit's head or officer, or the standing body."""
    reading = may_read_units(actor, on=on)
    if not reading.allowed:
        return reading
    key = unit.public_id if unit is not None else None
    own = key is not None and any(
        holds(actor, role, on=on, unit=key) for role in (Role.UNIT_HEAD, Role.UNIT_OFFICER)
    )
    if actor.is_system or own or _holds_any(actor, Role.STANDING_OFFICER, on=on):
        return met(N_("The unit's head and officer, and the standing body, record its authorisations."))
    return not_met(
        N_("Only the unit itself and the standing body record its authorisations."),
        remedy=N_("Ask the emulation officer of the unit."),
    )


def may_keep_blocs(actor: Actor, *, on: date) -> Verdict:
    """Set up blocs and clusters, change members and heads «quản lý khối, cụm»: the standing body."""
    reading = may_read_blocs(actor, on=on)
    if not reading.allowed:
        return reading
    if actor.is_system or _holds_any(actor, Role.STANDING_OFFICER, on=on):
        return met(N_("The standing body keeps blocs, their members and heads."))
    return not_met(N_("Only the standing body keeps blocs, their members and heads."), remedy=KEEPERS)


def may_read_blocs(actor: Actor, *, on: date) -> Verdict:
    """Open the list of blocs «khối, cụm thi đua»: those who see at least one, and the administrator of accounts."""
    insiders = (*WIDE_ROLES, *UNIT_ROLES, Role.BLOC_HEAD_OFFICER, Role.SYSTEM_ADMIN)
    if actor.is_system or _holds_any(actor, *insiders, on=on):
        return met(N_("Everyone who works in or for a bloc may read this."))
    return not_met(N_("The account works neither in nor for a bloc."), private=True)


def may_open_bloc_year(actor: Actor, bloc: BlocCard, *, on: date) -> Verdict:
    """Open a bloc's year «mở năm thi đua của khối»: the standing body, or the officer assisting that bloc's head."""
    reading = may_read_blocs(actor, on=on)
    if not reading.allowed:
        return reading
    if actor.is_system or _holds_any(actor, Role.STANDING_OFFICER, on=on):
        return met(N_("The standing body opens bloc-years."))
    if holds(actor, Role.BLOC_HEAD_OFFICER, on=on, bloc=bloc.public_id):
        return met(N_("The officer assisting the bloc head prepares the bloc's next year."))
    return not_met(
        N_("Only the standing body and the officer assisting this bloc's head open its year."), remedy=KEEPERS
    )


def may_set_rotation(actor: Actor, bloc: BlocCard, *, on: date) -> Verdict:
    """Record the rotation list «danh sách luân phiên» the members adopted."""
    return may_open_bloc_year(actor, bloc, on=on)


def _units_spoken_for(actor: Actor, on: date) -> set[int]:
    """Units over which the person holds a role, and the units those came after, so that old years stay readable."""
    keys = held_units(actor, *UNIT_ROLES, on=on)
    if not keys:
        return set()
    found = set(Unit.objects.filter(public_id__in=keys).values_list("pk", flat=True))
    edge = found
    while edge := set(
        UnitSuccession.objects.filter(successor__in=edge)
        .exclude(predecessor__in=found)
        .values_list("predecessor", flat=True)
    ):
        found |= edge
    return found


def bloc_years_visible_to(actor: Actor, *, on: date) -> QuerySet[BlocYear]:
    """Bloc-years the person may read."""
    rows = BlocYear.objects.all()
    if actor.is_system or _holds_any(actor, *WIDE_ROLES, Role.SYSTEM_ADMIN, on=on):
        return rows
    blocs = held_blocs(actor, Role.BLOC_HEAD_OFFICER, on=on)
    mine = Q(bloc__public_id__in=blocs)
    if units := _units_spoken_for(actor, on):
        mine |= Q(pk__in=Membership.objects.filter(unit__in=units).values("bloc_year"))
    return rows.filter(mine)


def blocs_visible_to(actor: Actor, *, on: date) -> QuerySet[Bloc]:
    """Blocs the person may read: those with a year they may read; all for the standing body."""
    rows = Bloc.objects.order_by("sort_key")
    if actor.is_system or _holds_any(actor, *WIDE_ROLES, Role.SYSTEM_ADMIN, on=on):
        return rows
    seen = bloc_years_visible_to(actor, on=on).values("bloc")
    return rows.filter(Q(pk__in=seen) | Q(public_id__in=held_blocs(actor, Role.BLOC_HEAD_OFFICER, on=on)))


def bloc_year_seen_by(actor: Actor, public_id: str, *, on: date) -> BlocYearCard | None:
    """The bloc-year with this public key, if the person may read it; heads are those of the day."""
    rows = bloc_years_visible_to(actor, on=on).filter(public_id=public_id)
    return next(iter(bloc_year_cards(rows, on=on)), None)


def _sees(actor: Actor, bloc_year: BlocYearCard, on: date) -> bool:
    """As `bloc_years_visible_to`, for one bloc-year; the database is asked only when the roles do not answer."""
    if actor.is_system or _holds_any(actor, *WIDE_ROLES, Role.SYSTEM_ADMIN, on=on):
        return True
    if bloc_year.bloc.public_id in held_blocs(actor, Role.BLOC_HEAD_OFFICER, on=on):
        return True
    return bloc_years_visible_to(actor, on=on).filter(pk=bloc_year.id).exists()


def may_read_bloc_year(actor: Actor, bloc_year: BlocYearCard, *, on: date) -> Verdict:
    """Read a bloc-year «xem khối theo năm»."""
    if _sees(actor, bloc_year, on):
        return met(N_("The person has to do with this bloc-year."))
    return not_met(N_("The person has nothing to do with this bloc-year."), private=True)


def acts_for_lead(actor: Actor, bloc_year: BlocYearCard, role: LeadRole, *, on: date) -> bool:
    """Whether the person speaks for the unit that heads (or deputises in) this bloc-year on the day.

    Two heads are at work at once at the turn of the year, each on its own bloc-year: the role over the bloc is not
    enough, the person's unit must lead that year.
    """
    lead = bloc_year.head if role is LeadRole.HEAD else bloc_year.deputy
    return lead is not None and lead.public_id in held_units(actor, *UNIT_ROLES, on=on)


def assists_head(actor: Actor, bloc_year: BlocYearCard, *, on: date) -> bool:
    """Whether the person is the officer assisting the head of this very bloc-year «cán bộ giúp việc Khối trưởng»."""
    officer = holds(actor, Role.BLOC_HEAD_OFFICER, on=on, bloc=bloc_year.bloc.public_id)
    return officer and acts_for_lead(actor, bloc_year, LeadRole.HEAD, on=on)


def may_direct_bloc_year(actor: Actor, bloc_year: BlocYearCard, *, on: date) -> Verdict:
    """Take a bloc-year from phase to phase «điều hành năm thi đua»: its head's officer, or the standing body."""
    reading = may_read_bloc_year(actor, bloc_year, on=on)
    if not reading.allowed:
        return reading
    if actor.is_system or _holds_any(actor, Role.STANDING_OFFICER, on=on):
        return met(N_("The standing body directs bloc-years."))
    if assists_head(actor, bloc_year, on=on):
        return met(N_("The officer assisting this year's head directs the bloc-year."))
    if bloc_year.state is YearState.SUBMITTED and _holds_any(actor, Role.COUNCIL_SECRETARY, on=on):
        return met(N_("The council's secretary records the decision."))
    return not_met(
        N_(
            "Only the officer assisting this year's head and the standing body take the year from phase to phase."
        ),
        remedy=N_("Ask the unit that heads the bloc this year."),
    )


# The decision and the archive belong to the standing body and the council's secretary, not to the bloc itself.
RESERVED = (YearState.DECIDED, YearState.ARCHIVED)


def may_enter_state(actor: Actor, bloc_year: BlocYearCard, state: YearState, *, on: date) -> Verdict:
    """Enter one particular state, forward or back."""
    directing = may_direct_bloc_year(actor, bloc_year, on=on)
    reserved = state in RESERVED or ORDER.index(bloc_year.state) >= ORDER.index(YearState.SUBMITTED)
    if actor.is_system or _holds_any(actor, Role.STANDING_OFFICER, on=on):
        return directing
    if state is YearState.DECIDED and _holds_any(actor, Role.COUNCIL_SECRETARY, on=on):
        return met(N_("The council's secretary records the decision."))
    concluding = state is YearState.CONCLUDED and bloc_year.state is YearState.DECIDED
    if directing.allowed and reserved and not concluding:
        return not_met(
            N_("Once submitted, the year is moved by the standing body; the bloc only concludes it."),
            remedy=KEEPERS,
        )
    return directing


def may_confirm_leads(actor: Actor, bloc_year: BlocYearCard, *, on: date) -> Verdict:
    """Record whom the members chose as head and deputy «ghi kết quả suy tôn, bầu Khối trưởng, Khối phó».

    The conference of a year chooses the heads of the next: its own head's officer records it, the coming head's too.
    """
    reading = may_read_bloc_year(actor, bloc_year, on=on)
    if not reading.allowed:
        return reading
    if actor.is_system or _holds_any(actor, Role.STANDING_OFFICER, on=on):
        allowed = met(N_("The standing body records whom the members chose."))
    else:
        before = BlocYear.objects.filter(bloc=bloc_year.bloc.id, year=bloc_year.year - 1)
        cards = (*bloc_year_cards(before, on=on), bloc_year)
        if any(assists_head(actor, card, on=on) for card in cards):
            allowed = met(N_("The officer of the head whose conference chose records it."))
        else:
            allowed = not_met(
                N_("Only the standing body and the officers of the old and the new head record the choice."),
                remedy=KEEPERS,
            )
    decided = ORDER.index(bloc_year.state) >= ORDER.index(YearState.DECIDED)
    return Verdict.all_of(
        allowed,
        not_met(N_("The year's results are decided: its heads stand as they were."))
        if decided
        else met(N_("The year is not decided yet.")),
    )


def may_take_pack(actor: Actor, bloc_year: BlocYearCard, *, on: date) -> Verdict:
    """Take the handover pack «tải hồ sơ bàn giao»: the head's officer of this or the next year, the standing body, the auditor."""
    reading = may_read_bloc_year(actor, bloc_year, on=on)
    if not reading.allowed:
        return reading
    if actor.is_system or _holds_any(actor, Role.STANDING_OFFICER, Role.AUDITOR, on=on):
        return met(N_("The standing body and the auditor read the whole year."))
    if _leads_this_or_next(actor, bloc_year, on):
        return met(N_("The heads of this and of the next year hand over and take over."))
    return not_met(
        N_("Only the old and the new head, the standing body and the auditor take the pack."),
        remedy=N_("Ask the unit that heads the bloc this year."),
    )


def _leads_this_or_next(actor: Actor, bloc_year: BlocYearCard, on: date) -> bool:
    if acts_for_lead(actor, bloc_year, LeadRole.HEAD, on=on):
        return True
    after = BlocYear.objects.filter(bloc=bloc_year.bloc.id, year=bloc_year.year + 1)
    return any(acts_for_lead(actor, card, LeadRole.HEAD, on=on) for card in bloc_year_cards(after, on=on))


def may_take_contacts(actor: Actor, bloc_year: BlocYearCard, *, on: date) -> Verdict:
    """Take names and mail addresses of the members' people «tải danh bạ»: those who take the pack to work with it."""
    if _holds_any(actor, Role.AUDITOR, on=on) and not _leads_this_or_next(actor, bloc_year, on):
        return not_met(N_("An audit needs the acts, not the addresses of people."))
    return may_take_pack(actor, bloc_year, on=on)


def may_draw_up_handover(actor: Actor, bloc_year: BlocYearCard, *, on: date) -> Verdict:
    """Draw up the handover minute «lập biên bản bàn giao»: the officer of the head that hands over, or the standing body."""
    reading = may_read_bloc_year(actor, bloc_year, on=on)
    if not reading.allowed:
        return reading
    if actor.is_system or _holds_any(actor, Role.STANDING_OFFICER, on=on):
        allowed = met(N_("The standing body may draw up the minute."))
    elif acts_for_lead(actor, bloc_year, LeadRole.HEAD, on=on):
        allowed = met(N_("The head of the year draws up the minute by which it hands over."))
    else:
        allowed = not_met(
            N_("Only the head of the year and the standing body draw up the handover minute."), remedy=KEEPERS
        )
    late = ORDER.index(bloc_year.state) >= ORDER.index(YearState.REVIEWED)
    return Verdict.all_of(
        allowed,
        met(N_("The year has come to its review."))
        if late
        else not_met(
            N_("The year has not come to its review yet."),
            remedy=N_("The bloc is handed over when the results of the year have been reviewed."),
        ),
    )


def may_confirm_handover(actor: Actor, handover: HandoverCard, side: Side, *, on: date) -> Verdict:
    """Confirm a handover minute for one side «xác nhận bàn giao»: only people of that very unit."""
    unit = handover.giver if side is Side.GIVER else handover.receiver
    own = unit.public_id in held_units(actor, *UNIT_ROLES, on=on)
    done = handover.given_at if side is Side.GIVER else handover.received_at
    return Verdict.all_of(
        met(N_("The unit confirms for itself."))
        if own
        else not_met(Sentence("Only people of {unit} confirm for it.", {"unit": unit.in_sentence})),
        not_met(N_("The minute was withdrawn."))
        if handover.state is HandoverState.WITHDRAWN
        else met(N_("The minute holds.")),
        not_met(N_("This side has confirmed already."))
        if done is not None
        else met(N_("This side has not confirmed yet.")),
    )


def may_withdraw_handover(actor: Actor, handover: HandoverCard, *, on: date) -> Verdict:
    """Withdraw a handover minute «thu hồi biên bản bàn giao»: whoever may draw it up, until both sides have confirmed."""
    return Verdict.all_of(
        may_draw_up_handover(actor, handover.bloc_year, on=on),
        met(N_("The minute is not complete yet."))
        if handover.state is HandoverState.DRAWN_UP
        else not_met(N_("A minute that both sides confirmed, or that was withdrawn, stays as it is.")),
    )


def may_change_members(actor: Actor, bloc_year: BlocYearCard, *, on: date) -> Verdict:
    """Admit and release members and name heads «thay đổi thành viên, Khối trưởng»: the standing body, until the decision."""
    reading = may_read_bloc_year(actor, bloc_year, on=on)
    if not reading.allowed:
        return reading
    decided = ORDER.index(bloc_year.state) >= ORDER.index(YearState.DECIDED)
    return Verdict.all_of(
        may_keep_blocs(actor, on=on),
        not_met(
            N_("The year's results are decided: its members stand as they were."),
            remedy=N_("Changes belong into the next year's decision."),
        )
        if decided
        else met(N_("The year is not decided yet.")),
    )
