"""The verbs of the room; each is one transaction and leaves one entry in the ledger."""

from thidua.reports.actions.drafting import Kept, record_draft
from thidua.reports.actions.evidence import (
    add_evidence_files,
    confirm_reference,
    file_evidence,
    link_evidence,
    name_reference,
)
from thidua.reports.actions.evidence_changes import (
    correct_evidence,
    replace_evidence,
    withdraw_evidence,
    withdraw_evidence_file,
)
from thidua.reports.actions.joint import compose_joint_report, edit_joint_report, issue_joint_report
from thidua.reports.actions.remembering import take_last_year
from thidua.reports.actions.reminding import record_reminders, record_reminders_planned
from thidua.reports.actions.requests import (
    Asked,
    close_request,
    match_members,
    move_deadline,
    open_request,
    reopen_request,
    set_rules,
)
from thidua.reports.actions.reviewing import receive_report, return_report
from thidua.reports.actions.sending import explain_return, recall_report, send_report

__all__ = [
    "Asked",
    "Kept",
    "add_evidence_files",
    "close_request",
    "compose_joint_report",
    "confirm_reference",
    "correct_evidence",
    "edit_joint_report",
    "explain_return",
    "file_evidence",
    "issue_joint_report",
    "link_evidence",
    "match_members",
    "move_deadline",
    "name_reference",
    "open_request",
    "recall_report",
    "receive_report",
    "record_draft",
    "record_reminders",
    "record_reminders_planned",
    "reopen_request",
    "replace_evidence",
    "return_report",
    "send_report",
    "set_rules",
    "take_last_year",
    "withdraw_evidence",
    "withdraw_evidence_file",
]
