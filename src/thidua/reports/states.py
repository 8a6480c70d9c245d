"""The life of a report «báo cáo» and of the request it answers, as data.

drafted → sent → received; the head unit may return a report with a reason, also one it had already received (a second
look «phúc tra»); the unit answers by sending again or by explaining «giải trình». A unit that left the bloc before it
reported is released.
"""

from enum import StrEnum


class ReportState(StrEnum):
    """Where one unit's report stands: «Chưa gửi, Chờ duyệt, Bị trả lại, Đã tiếp nhận», or no longer asked for."""

    DRAFTED = "drafted"
    SENT = "sent"
    RETURNED = "returned"
    RECEIVED = "received"
    RELEASED = "released"


class RequestState(StrEnum):
    """Whether a period still takes reports."""

    OPENED = "opened"
    CLOSED = "closed"


class JointState(StrEnum):
    """Whether the bloc's joint report is still edited or was issued under a number."""

    DRAFTED = "drafted"
    ISSUED = "issued"


class PeriodKind(StrEnum):
    """The span a report is asked for «tháng, quý, 6 tháng, năm, đột xuất»."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    AD_HOC = "ad_hoc"


class CountsAs(StrEnum):
    """How a report counts when units are marked for being on time."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"


class StepKind(StrEnum):
    """What happened to a report; each is one line of its history."""

    SENT = "sent"
    RECALLED = "recalled"
    RETURNED = "returned"
    EXPLAINED = "explained"
    RECEIVED = "received"
    RELEASED = "released"
    ASKED_AGAIN = "asked_again"


class FieldKind(StrEnum):
    """What one box of the form holds: a registered target's figures, a leaf's figures, or a piece of narrative."""

    TARGET = "target"
    LEAF = "leaf"
    TEXT = "text"


# (state, verb) -> state. Verbs are the names of the actions.
TRANSITIONS: dict[tuple[ReportState, str], ReportState] = {
    (ReportState.DRAFTED, "save_draft"): ReportState.DRAFTED,
    (ReportState.DRAFTED, "send_report"): ReportState.SENT,
    (ReportState.DRAFTED, "release_report"): ReportState.RELEASED,
    (ReportState.RELEASED, "ask_again"): ReportState.DRAFTED,
    (ReportState.SENT, "recall_report"): ReportState.DRAFTED,
    (ReportState.SENT, "return_report"): ReportState.RETURNED,
    (ReportState.SENT, "receive_report"): ReportState.RECEIVED,
    (ReportState.RETURNED, "save_draft"): ReportState.RETURNED,
    (ReportState.RETURNED, "send_report"): ReportState.SENT,
    (ReportState.RETURNED, "explain_return"): ReportState.SENT,
    (ReportState.RECEIVED, "return_report"): ReportState.RETURNED,
}
INITIAL = ReportState.DRAFTED
REQUEST_TRANSITIONS: dict[tuple[RequestState, str], RequestState] = {
    (RequestState.OPENED, "move_deadline"): RequestState.OPENED,
    (RequestState.OPENED, "close_request"): RequestState.CLOSED,
    (RequestState.CLOSED, "reopen_request"): RequestState.OPENED,
}
JOINT_TRANSITIONS: dict[tuple[JointState, str], JointState] = {
    (JointState.DRAFTED, "edit_joint_report"): JointState.DRAFTED,
    (JointState.DRAFTED, "issue_joint_report"): JointState.ISSUED,
}
# What the unit still has to do something about, and what holds figures the bloc may read.
WITH_UNIT = frozenset({ReportState.DRAFTED, ReportState.RETURNED})
FILED = frozenset({ReportState.SENT, ReportState.RETURNED, ReportState.RECEIVED})

# The parts of the narrative «phần lời», in the order of the paper.
PARTS: tuple[str, ...] = (
    "overview",
    "results",
    "campaigns",
    "exemplars",
    "support",
    "limits",
    "causes",
    "next_tasks",
    "proposals",
)


def next_state(state: ReportState, verb: str) -> ReportState | None:
    """The state after `verb`, or None when the verb is not open to this state."""
    return TRANSITIONS.get((state, verb))


class EvidenceKind(StrEnum):
    """What a record of evidence is: a paper with its files, or a classified paper named by number and place only."""

    PAPER = "paper"
    REFERENCE = "reference"


class EvidenceState(StrEnum):
    """Where a record of evidence stands: waiting for the unit head's word, counting, replaced, or withdrawn."""

    NAMED = "named"
    KEPT = "kept"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class PaperKind(StrEnum):
    """The kind of paper «loại văn bản» a record is about."""

    REPORT = "report"
    DECISION = "decision"
    NOTICE = "notice"
    PLAN = "plan"
    MINUTES = "minutes"
    STATISTICS = "statistics"
    REGISTRATION = "registration"
    CERTIFICATE = "certificate"
    PICTURE = "picture"
    OTHER = "other"


EVIDENCE_TRANSITIONS: dict[tuple[EvidenceState, str], EvidenceState] = {
    (EvidenceState.NAMED, "confirm_reference"): EvidenceState.KEPT,
    (EvidenceState.NAMED, "withdraw_evidence"): EvidenceState.WITHDRAWN,
    (EvidenceState.KEPT, "correct_evidence"): EvidenceState.KEPT,
    (EvidenceState.KEPT, "replace_evidence"): EvidenceState.REPLACED,
    (EvidenceState.KEPT, "withdraw_evidence"): EvidenceState.WITHDRAWN,
}
# What is over; the record stays readable.
EVIDENCE_ENDED = frozenset({EvidenceState.REPLACED, EvidenceState.WITHDRAWN})
