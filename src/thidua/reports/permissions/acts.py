"""Who may ask for reports, fill, send, return and receive them, and issue the joint one."""

from datetime import date

from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.states import YearState
from thidua.reports.permissions.parts import may_read_report, may_read_request, part_of, receives
from thidua.reports.rows import ReportPlace, RequestFrame, YearHead
from thidua.reports.states import WITH_UNIT, JointState, ReportState, RequestState, next_state

OVER = frozenset({YearState.CONCLUDED, YearState.ARCHIVED})


def year_goes_on(year: YearHead) -> Verdict:
    """Whether the bloc's year still takes reports."""
    if year.state in OVER:
        return not_met(N_("The bloc's year is concluded: its reports stay as they are."))
    return met(N_("The bloc's year goes on."))


def _open(frame: RequestFrame) -> Verdict:
    if frame.state is RequestState.CLOSED:
        return not_met(
            N_("The period is closed: it takes no more reports."),
            remedy=N_("Ask the head unit's officer to open the period again."),
        )
    return met(N_("The period takes reports."))


def _runs(actor: Actor, year: YearHead, on: date, *, known: bool = False) -> Verdict:
    """`known`: that the year exists is no secret to this person."""
    part = part_of(actor, year, on=on)
    if part.runs:
        return met(N_("This person works for the bloc head of the year."))
    return not_met(
        N_("Only the head unit of the year does this."),
        remedy=N_("Ask the head unit's officer."),
        private=not (known or part.reads or part.units & year.members),
    )


def may_open_request(actor: Actor, year: YearHead, *, on: date) -> Verdict:
    """Ask the members for a report «yêu cầu báo cáo»: the head unit of the year, while the year goes on."""
    return Verdict.all_of(_runs(actor, year, on), year_goes_on(year))


def may_set_rules(actor: Actor, year: YearHead, *, on: date) -> Verdict:
    """Set how reports are counted and reminded «đặt quy định báo cáo»: the head unit, while the year goes on."""
    return may_open_request(actor, year, on=on)


def _manages(actor: Actor, frame: RequestFrame, on: date) -> Verdict:
    reading = may_read_request(actor, frame, on=on)
    if not reading.allowed:
        return reading
    return Verdict.all_of(_runs(actor, frame.year, on, known=True), year_goes_on(frame.year))


def may_move_deadline(actor: Actor, frame: RequestFrame, *, on: date) -> Verdict:
    """Move a deadline «đổi hạn»: the head unit, while the period takes reports."""
    return Verdict.all_of(_manages(actor, frame, on), _open(frame))


def may_close_request(actor: Actor, frame: RequestFrame, *, on: date) -> Verdict:
    """Close a period «đóng kỳ báo cáo»: the head unit."""
    return may_move_deadline(actor, frame, on=on)


def may_match_members(actor: Actor, frame: RequestFrame, *, on: date) -> Verdict:
    """Bring the units asked into line with the members «cập nhật đơn vị»: the head unit."""
    return may_move_deadline(actor, frame, on=on)


def may_reopen_request(actor: Actor, frame: RequestFrame, *, on: date) -> Verdict:
    """Open a closed period again «mở lại kỳ báo cáo»: the head unit, with a reason."""
    closed = (
        met(N_("The period is closed."))
        if frame.state is RequestState.CLOSED
        else not_met(N_("The period is open already."))
    )
    return Verdict.all_of(_manages(actor, frame, on), closed)


def _own(actor: Actor, place: ReportPlace, on: date) -> Verdict:
    reading = may_read_report(actor, place, on=on)
    if not reading.allowed:
        return reading
    if place.row.unit in part_of(actor, place.request.year, on=on).units:
        return met(N_("It is the report of this person's own unit."))
    return not_met(
        N_("A report is written by the unit itself."), remedy=N_("Return it with a reason instead.")
    )


def _takes(place: ReportPlace, verb: str) -> Verdict:
    state = place.row.state
    if next_state(state, verb) is not None:
        return met(N_("The report is in the right state."))
    if state is ReportState.RECEIVED:
        return not_met(
            N_("The report was received."), remedy=N_("The bloc head can return it for a second look.")
        )
    if state is ReportState.SENT:
        return not_met(
            N_("The report was sent and waits to be received."),
            remedy=N_("Take it back first, while nobody has returned or received it."),
        )
    if state is ReportState.RELEASED:
        return not_met(N_("The unit is no longer asked for this report."))
    if state is ReportState.RETURNED:
        return not_met(N_("The report was returned to the unit."))
    return not_met(N_("The report has not been sent yet."))


def may_fill_report(actor: Actor, place: ReportPlace, *, on: date) -> Verdict:
    """Write a report «nhập báo cáo»: the unit's officer and leaders, until it is sent and again when it came back."""
    with_unit = _takes(place, "save_draft")
    return Verdict.all_of(
        _own(actor, place, on), with_unit, _open(place.request), year_goes_on(place.request.year)
    )


def may_send_report(actor: Actor, place: ReportPlace, *, on: date) -> Verdict:
    """Send a report «gửi báo cáo»: as writing it."""
    return may_fill_report(actor, place, on=on)


def may_recall_report(actor: Actor, place: ReportPlace, *, on: date) -> Verdict:
    """Take a sent report back «thu hồi báo cáo»: the unit, before anyone returned or received it."""
    return Verdict.all_of(
        _own(actor, place, on),
        _takes(place, "recall_report"),
        _open(place.request),
        year_goes_on(place.request.year),
    )


def may_explain_return(actor: Actor, place: ReportPlace, *, on: date) -> Verdict:
    """Answer a return with an explanation «giải trình»: the unit, when the figures are right as they are."""
    return Verdict.all_of(
        _own(actor, place, on),
        _takes(place, "explain_return"),
        _open(place.request),
        year_goes_on(place.request.year),
    )


def _receives(actor: Actor, place: ReportPlace, on: date) -> Verdict:
    part = part_of(actor, place.request.year, on=on)
    if receives(part, place):
        return met(N_("This person receives the bloc's reports."))
    reading = may_read_report(actor, place, on=on)
    if not reading.allowed:
        return reading
    if part.runs:
        return not_met(
            N_("The head unit does not receive its own report."),
            remedy=N_("The deputy head's officer receives it."),
        )
    return not_met(
        N_("Only the head unit of the year receives reports."), remedy=N_("Ask the head unit's officer.")
    )


def may_return_report(actor: Actor, place: ReportPlace, *, on: date) -> Verdict:
    """Return a report with a reason «trả lại báo cáo», also one received before «phúc tra»."""
    return Verdict.all_of(
        _receives(actor, place, on),
        _takes(place, "return_report"),
        _open(place.request),
        year_goes_on(place.request.year),
    )


def may_receive_report(actor: Actor, place: ReportPlace, *, on: date) -> Verdict:
    """Receive a report «tiếp nhận báo cáo»; a period may be closed meanwhile."""
    return Verdict.all_of(
        _receives(actor, place, on), _takes(place, "receive_report"), year_goes_on(place.request.year)
    )


def may_write_joint(actor: Actor, frame: RequestFrame, *, on: date) -> Verdict:
    """Compose and edit the joint report «soạn báo cáo chung»: the head unit, until it is issued."""
    issued = (
        not_met(N_("The joint report was issued and stays as it is."))
        if frame.joint is JointState.ISSUED
        else met(N_("The joint report is not issued yet."))
    )
    return Verdict.all_of(_manages(actor, frame, on), issued)


def may_issue_joint(actor: Actor, frame: RequestFrame, *, on: date) -> Verdict:
    """Issue the joint report under its number «ban hành báo cáo chung»: the head unit, once it is composed."""
    composed = (
        not_met(N_("The joint report is not composed yet."))
        if frame.joint is None
        else met(N_("The joint report is composed."))
    )
    return Verdict.all_of(may_write_joint(actor, frame, on=on), composed)


def has_to_fill(place: ReportPlace) -> bool:
    """Whether the report lies with its unit."""
    return place.row.state in WITH_UNIT
