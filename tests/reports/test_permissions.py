"""Who may do what, by person and state; the list agrees with the predicate."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories.reports import Reporting, make_plain, receive, send_back, sent
from thidua.accounts.models import User
from thidua.core.verdict import Verdict
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.models import BlocYear
from thidua.reports import permissions
from thidua.reports.actions import close_request
from thidua.reports.models import ReportRequest
from thidua.reports.queries import year_head

pytestmark = pytest.mark.django_db
ON = date(2023, 3, 18)
AT = datetime(2023, 3, 17, 9, 0, tzinfo=VIET_NAM)
PEOPLE = ("own", "rival", "head", "deputy", "standing", "auditor", "stranger", "other", "administrator")


def people(made: Reporting, unit: str = "DV3") -> dict[str, User]:
    year = made.world.year
    return {
        "own": made.officer(unit),
        "rival": made.world.signers.heads["DV2" if unit != "DV2" else "DV3"],
        "head": made.head,
        "deputy": made.deputy,
        "standing": year.standing,
        "auditor": year.auditor,
        "stranger": year.stranger,
        "other": year.other_head,
        "administrator": year.administrator,
    }


def allowed(made: Reporting, rule: Callable[..., Verdict], thing: Any, unit: str = "DV3") -> set[str]:
    return {name for name, user in people(made, unit).items() if rule(user, thing, on=ON).allowed}


def brought(state: str) -> Reporting:
    """A report of DV3 in a state."""
    made = make_plain()
    if state == "drafted":
        return made
    sent(made, "DV3", at=AT)
    if state == "received":
        receive(made, "DV3", at=AT)
    if state == "returned":
        send_back(made, "DV3", at=AT)
    return made


BLOC = {"own", "rival", "head", "deputy", "standing", "auditor"}
READS = {"own", "head", "standing", "auditor"}
OWN = {"own"}
HEAD = {"head"}
NONE: set[str] = set()
TABLE: dict[str, dict[str, set[str]]] = {
    "may_read_report": {"drafted": OWN, "sent": READS, "returned": READS, "received": READS},
    "may_fill_report": {"drafted": OWN, "sent": NONE, "returned": OWN, "received": NONE},
    "may_send_report": {"drafted": OWN, "sent": NONE, "returned": OWN, "received": NONE},
    "may_recall_report": {"drafted": NONE, "sent": OWN, "returned": NONE, "received": NONE},
    "may_explain_return": {"drafted": NONE, "sent": NONE, "returned": OWN, "received": NONE},
    "may_return_report": {"drafted": NONE, "sent": HEAD, "returned": NONE, "received": HEAD},
    "may_receive_report": {"drafted": NONE, "sent": HEAD, "returned": NONE, "received": NONE},
}


@pytest.mark.parametrize("state", ["drafted", "sent", "returned", "received"])
def test_who_may_do_what_with_a_report(state: str) -> None:
    made = brought(state)
    place = made.place("DV3")

    found = {name: allowed(made, getattr(permissions, name), place) for name in TABLE}

    assert found == {name: states[state] for name, states in TABLE.items()}


def test_the_deputy_receives_the_head_unit_s_own_report() -> None:
    made = make_plain()
    sent(made, "DV1", at=AT)
    place = made.place("DV1")

    assert allowed(made, permissions.may_receive_report, place, "DV1") == {"deputy", "rival"}
    assert allowed(made, permissions.may_read_report, place, "DV1") == {
        "own",
        "head",
        "deputy",
        "rival",
        "standing",
        "auditor",
    }


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("may_read_request", BLOC),
        ("may_move_deadline", HEAD),
        ("may_close_request", HEAD),
        ("may_match_members", HEAD),
        ("may_reopen_request", NONE),
        ("may_read_joint", {"head", "standing", "auditor"}),
        ("may_write_joint", HEAD),
        ("may_issue_joint", NONE),
    ],
)
def test_who_may_do_what_with_a_request(rule: str, expected: set[str]) -> None:
    made = make_plain()

    assert allowed(made, getattr(permissions, rule), made.frame) == expected


def test_only_the_head_unit_asks_and_sets_rules() -> None:
    made = make_plain()
    year = year_head(made.key)

    assert allowed(made, permissions.may_open_request, year) == HEAD
    assert allowed(made, permissions.may_set_rules, year) == HEAD


def test_a_closed_period_is_opened_again_by_the_head_unit() -> None:
    made = make_plain()
    close_request(request=made.request, actor=made.head, at=AT)

    assert allowed(made, permissions.may_reopen_request, made.frame) == HEAD
    assert allowed(made, permissions.may_fill_report, made.place("DV3")) == NONE


def test_nothing_is_done_in_a_concluded_year_but_everything_is_read() -> None:
    made = brought("sent")
    BlocYear.objects.update(state="concluded")
    place = made.place("DV3")

    for name in ("may_fill_report", "may_recall_report", "may_return_report", "may_receive_report"):
        assert allowed(made, getattr(permissions, name), place) == NONE
    assert allowed(made, permissions.may_read_report, place) == READS


def test_whoever_has_no_part_does_not_even_see_it() -> None:
    made = brought("sent")

    for name in ("stranger", "other", "administrator"):
        user = people(made)[name]
        assert permissions.may_read_request(user, made.frame, on=ON).private
        assert permissions.may_read_report(user, made.place("DV3"), on=ON).private
        year = year_head(made.key)
        assert year is not None
        assert permissions.may_open_request(user, year, on=ON).reasons()[0].private


def test_the_list_agrees_with_the_predicate() -> None:
    made = make_plain()

    for user in people(made).values():
        listed = set(permissions.requests_visible_to(user, on=ON).values_list("public_id", flat=True))
        asked = {
            frame
            for frame in ReportRequest.objects.values_list("public_id", flat=True)
            if permissions.may_read_request(user, made.frame, on=ON).allowed
        }
        assert listed == asked


def test_the_room_is_open_to_whoever_reports_or_reads_reports() -> None:
    made = make_plain()

    found = {name for name, user in people(made).items() if permissions.may_open_reports(user, on=ON).allowed}

    assert found == set(PEOPLE) - {"administrator"}
    assert permissions.has_to_fill(made.place("DV3"))
