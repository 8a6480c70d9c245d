"""The names under which this room's acts stand in the ledger, each with its sentence."""

from thidua.foundation.audit import register
from thidua.foundation.wording import N_

OPENED = register("reports.open_request", N_("{actor} asked the members of the bloc for {on}, due {due}."))
MOVED = register(
    "reports.move_deadline", N_("{actor} moved the deadline of {on} from {was} to {due}: {reason}")
)
MATCHED = register(
    "reports.match_members", N_("{actor} matched {on} with the members: {added} added, {released} released.")
)
CLOSED = register("reports.close_request", N_("{actor} closed the period of {on}."))
REOPENED = register("reports.reopen_request", N_("{actor} opened the period of {on} again: {reason}"))
RULED = register("reports.set_rules", N_("{actor} set how reports of {on} are counted and reminded."))
DRAFTED = register("reports.save_draft", N_("{actor} wrote at {on}."))
REMEMBERED = register(
    "reports.take_last_year", N_("{actor} took {count} figures of last year into {on}, from “{from}”.")
)
SENT = register("reports.send_report", N_("{actor} sent {on}, version {version}."))
RECALLED = register("reports.recall_report", N_("{actor} took {on} back."))
RETURNED = register("reports.return_report", N_("{actor} returned {on}: {reason}"))
EXPLAINED = register("reports.explain_return", N_("{actor} explained {on}: {text}"))
RECEIVED = register("reports.receive_report", N_("{actor} received {on}, version {version}."))
COMPOSED = register(
    "reports.compose_joint_report", N_("{actor} composed {on} from the reports of {units} units.")
)
EDITED = register("reports.edit_joint_report", N_("{actor} edited {on}."))
ISSUED = register("reports.issue_joint_report", N_("{actor} issued {on} under the number {number}."))
