"""Who may send a draft round, answer to it, reply to the comments and close the consultation."""

from datetime import date

from django.db.models import Q, QuerySet

from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.plans.models import Consultation
from thidua.plans.permissions.parts import may_read_year, part_in, reach_of, running, year_goes_on
from thidua.plans.queries import ConsultationFrame, YearFrame
from thidua.plans.states import ConsultationState


def may_open_consultation(actor: Actor, year: YearFrame, *, on: date) -> Verdict:
    """Send a draft to the members for comments «gửi lấy ý kiến»: the head unit of the year."""
    return Verdict.all_of(running(actor, year, on), year_goes_on(year))


def may_read_consultation(actor: Actor, frame: ConsultationFrame, *, on: date) -> Verdict:
    """Read a draft that was sent round, and what was said to it «xem ý kiến»: everyone who reads the bloc-year."""
    return may_read_year(actor, frame.year, on=on)


def consultations_visible_to(actor: Actor, *, on: date) -> QuerySet[Consultation]:
    """The consultations a person may read that day: `may_read_consultation` as rows."""
    everything, blocs, units = reach_of(actor, on)
    if everything:
        return Consultation.objects.all()
    readable = Q(bloc_year__bloc__public_id__in=blocs) | Q(bloc_year__memberships__unit__public_id__in=units)
    return Consultation.objects.filter(readable).distinct()


def _opened(frame: ConsultationFrame) -> Verdict:
    if frame.state is ConsultationState.OPENED:
        return met(N_("The consultation is open."))
    return not_met(
        N_("The consultation is closed: its minute stands."),
        remedy=N_("Send what is still to be said to the officer assisting the bloc head."),
    )


def units_answered_for(actor: Actor, frame: ConsultationFrame, *, on: date) -> tuple[str, ...]:
    """Public keys of the units that were asked and for which the person may answer, in the order of the decision."""
    mine = part_in(actor, frame.year, on=on).units
    return tuple(member.public_id for member in frame.asked if member.public_id in mine)


def may_give_answer(actor: Actor, frame: ConsultationFrame, *, on: date) -> Verdict:
    """Answer for one's unit to a draft «cho ý kiến»: officers and leaders of the members that were asked."""
    reading = may_read_consultation(actor, frame, on=on)
    if not reading.allowed:
        return reading
    asked = (
        met(N_("This person speaks for a unit that was asked."))
        if units_answered_for(actor, frame, on=on)
        else not_met(N_("Only the units that were asked answer to the draft."))
    )
    return Verdict.all_of(asked, _opened(frame))


def may_reply_to_comment(actor: Actor, frame: ConsultationFrame, *, on: date) -> Verdict:
    """Say what becomes of a comment «tiếp thu, giải trình ý kiến»: the head unit, while the consultation is open."""
    return Verdict.all_of(running(actor, frame.year, on), _opened(frame))


def may_close_consultation(actor: Actor, frame: ConsultationFrame, *, on: date) -> Verdict:
    """Close a consultation with its minute «chốt ý kiến»: the head unit, once each comment has its reply.

    Before the last day only when every unit asked has answered.
    """
    replied = (
        not_met(
            N_("There are comments without a reply."),
            remedy=N_("Say of each whether it is taken, or why not."),
        )
        if frame.waiting
        else met(N_("Every comment has its reply."))
    )
    waited = (
        not_met(
            N_("The last day for answers has not passed, and not every unit has answered."),
            remedy=N_("Wait for the day, or for the answers."),
        )
        if frame.silent and on <= frame.answers_until
        else met(N_("The units had their time."))
    )
    return Verdict.all_of(running(actor, frame.year, on), _opened(frame), replied, waited)
