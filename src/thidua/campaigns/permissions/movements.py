"""Who may see and keep movements. Those above the bloc are kept by the standing body, a bloc's by its head of that year."""

from datetime import date

from django.db.models import Q, QuerySet

from thidua.accounts.queries import held_blocs, held_units, roles_of
from thidua.accounts.roles import Role, ScopeKind
from thidua.campaigns.models import Movement
from thidua.campaigns.queries.frames import MovementFrame, Owner
from thidua.campaigns.states import UPPER, Level, MovementState, next_state
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.states import LeadRole

UNIT_ROLES = (Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.UNIT_DEPUTY)
LEADERS = (Role.UNIT_HEAD, Role.UNIT_DEPUTY)
READERS = frozenset({Role.STANDING_OFFICER, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.AUDITOR})
INSIDERS = READERS | {*UNIT_ROLES, Role.BLOC_HEAD_OFFICER, Role.SPECIALISED_APPRAISER}


def may_open_campaigns(actor: Actor, *, on: date) -> Verdict:
    """Open the room «Phong trào thi đua»: whoever has a part in the field."""
    if any(held.role in INSIDERS for held in roles_of(actor, on=on)):
        return met(N_("This person has a part in emulation movements."))
    return not_met(N_("This account has no part in emulation movements."), private=True)


def movements_visible_to(actor: Actor, *, on: date) -> QuerySet[Movement]:
    """The movements a person may read that day: launched ones that reach them, and drafts they keep."""
    rows = Movement.objects.all()
    if actor.is_system:
        return rows
    held = roles_of(actor, on=on)
    if any(one.role in READERS and one.scope_kind is ScopeKind.ALL for one in held):
        return rows
    if not any(one.role in INSIDERS for one in held):
        return rows.none()
    units = held_units(actor, *UNIT_ROLES, on=on)
    blocs = held_blocs(actor, on=on)
    assisted = held_blocs(actor, Role.BLOC_HEAD_OFFICER, on=on)
    leading = held_units(actor, *LEADERS, on=on)
    headed = Q(bloc_year__leads__role=LeadRole.HEAD, bloc_year__leads__unit__public_id__in=leading) | Q(
        bloc_year__bloc__public_id__in=assisted,
        bloc_year__leads__role=LeadRole.HEAD,
        bloc_year__leads__unit__public_id__in=units,
    )
    launched = Q(level__in=sorted(UPPER)) | (
        Q(bloc_year__memberships__unit__public_id__in=units)
        | Q(bloc_year__bloc__public_id__in=blocs)
        | Q(unit__memberships__bloc_year__bloc__public_id__in=assisted)
    )
    # Asked by key: joins to members and leads would repeat a movement.
    seen = Movement.objects.filter(
        (~Q(state=MovementState.DRAFTED.value) & launched) | Q(unit__public_id__in=units) | headed
    )
    return rows.filter(pk__in=seen.values("pk"))


def may_see_movement(actor: Actor, frame: MovementFrame, *, on: date) -> Verdict:
    """Read a movement «xem phong trào»: as `movements_visible_to`; most answers need no question to the database."""
    opening = may_open_campaigns(actor, on=on)
    if not opening.allowed:
        return opening
    if _sees_at_once(actor, frame, on) or (
        movements_visible_to(actor, on=on).filter(pk=frame.card.id).exists()
    ):
        return met(N_("The movement reaches this person."))
    return not_met(N_("The movement does not reach this person."), private=True)


def _sees_at_once(actor: Actor, frame: MovementFrame, on: date) -> bool:
    if any(one.role in READERS and one.scope_kind is ScopeKind.ALL for one in roles_of(actor, on=on)):
        return True
    if frame.card.state is MovementState.DRAFTED:
        return False
    units = held_units(actor, *UNIT_ROLES, on=on)
    mine = any(one.public_id in units for one in frame.audience.units)
    return frame.card.level in UPPER or (frame.card.level is Level.BLOC and mine)


def _keeps(actor: Actor, owner: Owner, bloc: str, heads: frozenset[str], on: date) -> Verdict:
    """Whether a movement of this owner is this person's to keep."""
    units = held_units(actor, *UNIT_ROLES, on=on)
    if owner.level in UPPER:
        standing = any(held.role is Role.STANDING_OFFICER for held in roles_of(actor, on=on))
        if standing or actor.is_system:
            return met(N_("The standing body keeps movements above the blocs."))
        return not_met(
            N_("Only the standing body keeps movements above the blocs."),
            remedy=N_("Send the paper of the movement to the standing body."),
        )
    if owner.level is Level.BLOC:
        assists = bloc in held_blocs(actor, Role.BLOC_HEAD_OFFICER, on=on) and bool(heads & units)
        if assists or heads & held_units(actor, *LEADERS, on=on):
            return met(N_("This person works for the bloc head of the year."))
        return not_met(
            N_("Only the head unit of the year keeps the bloc's movements."),
            remedy=N_("Ask the officer assisting the bloc head."),
        )
    if owner.unit in units:
        return met(N_("The movement is this person's own unit's."))
    return not_met(N_("Only the unit itself keeps its own movements."))


def may_draft_movement(actor: Actor, owner: Owner, *, on: date) -> Verdict:
    """Begin a movement «thêm phong trào» of a level: the standing body, the bloc's head of the year, or the unit."""
    opening = may_open_campaigns(actor, on=on)
    if not opening.allowed and not actor.is_system:
        return opening
    line = owner.bloc_year
    return _keeps(actor, owner, line.bloc if line else "", line.heads if line else frozenset[str](), on)


def may_keep_movement(actor: Actor, frame: MovementFrame, *, on: date) -> Verdict:
    """Keep a movement at hand «quản lý phong trào», in whatever state."""
    card = frame.card
    if not actor.is_system:
        seeing = may_see_movement(actor, frame, on=on)
        if not seeing.allowed:
            return seeing
    return _keeps(actor, Owner(card.level, None, card.unit), card.bloc, frame.audience.heads, on)


_WHY_NOT = {
    MovementState.DRAFTED: (
        N_("The movement is not launched yet."),
        N_("Launch it first."),
    ),
    MovementState.LAUNCHED: (
        N_("The movement is launched: its text is changed only by an amendment, with a reason."),
        N_("Amend it, and say why."),
    ),
    MovementState.REVIEWED: (
        N_("The movement is launched: its text is changed only by an amendment, with a reason."),
        N_("Amend it, and say why."),
    ),
    MovementState.CLOSED: (N_("The movement had its final review and is closed."), None),
    MovementState.WITHDRAWN: (N_("The movement was withdrawn."), None),
}


def _in_state(frame: MovementFrame, verb: str) -> Verdict:
    state = frame.card.state
    if next_state(state, verb) is not None:
        return met(N_("The movement is in the right state."))
    if state is MovementState.DRAFTED or verb in {"revise_movement", "launch_movement"}:
        words, remedy = _WHY_NOT[state]
        return not_met(words, remedy=remedy)
    return not_met(_WHY_NOT[state][0])


def _may(actor: Actor, frame: MovementFrame, verb: str, on: date) -> Verdict:
    keeping = may_keep_movement(actor, frame, on=on)
    if not keeping.allowed and keeping.private:
        return keeping
    return Verdict.all_of(keeping, _in_state(frame, verb))


def may_revise_movement(actor: Actor, frame: MovementFrame, *, on: date) -> Verdict:
    """Change a draft «sửa dự thảo phong trào»."""
    return _may(actor, frame, "revise_movement", on)


def may_launch_movement(actor: Actor, frame: MovementFrame, *, on: date) -> Verdict:
    """Launch a draft «phát động»: units are told, responses are open."""
    return _may(actor, frame, "launch_movement", on)


def may_amend_movement(actor: Actor, frame: MovementFrame, *, on: date) -> Verdict:
    """Change a launched movement «điều chỉnh», with a reason that stays on record."""
    return _may(actor, frame, "amend_movement", on)


def may_review_movement(actor: Actor, frame: MovementFrame, *, on: date) -> Verdict:
    """Record an interim review «sơ kết»."""
    return _may(actor, frame, "review_movement", on)


def may_close_movement(actor: Actor, frame: MovementFrame, *, on: date) -> Verdict:
    """Record the final review «tổng kết» and close."""
    return _may(actor, frame, "close_movement", on)


def may_withdraw_movement(actor: Actor, frame: MovementFrame, *, on: date) -> Verdict:
    """Withdraw a movement that will not go on «thu hồi», with a reason."""
    return _may(actor, frame, "withdraw_movement", on)


def may_take_in_movements(actor: Actor, *, on: date) -> Verdict:
    """Take in the reference list of movements «cập nhật danh mục phong trào»: the standing body, or a command."""
    if actor.is_system:
        return met(N_("The standing body keeps movements above the blocs."))
    opening = may_open_campaigns(actor, on=on)
    if not opening.allowed:
        return opening
    return _keeps(actor, Owner(Level.NATIONAL), "", frozenset[str](), on)
