"""What other rooms read: inputs for leaves, values of targets, lateness; the register; what waits; truths."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.reports import (
    READ,
    Reporting,
    compose,
    make_plain,
    make_reporting,
    receive,
    send_back,
    sent,
)
from thidua.covenants.progress import progress_of
from thidua.foundation.checks import untruths
from thidua.foundation.clock import VIET_NAM
from thidua.reports import truths
from thidua.reports.models import Report, ReportRequest, ReportVersion
from thidua.reports.queries import lateness, registers, reported_inputs, requests_of_year, state_counts
from thidua.reports.states import CountsAs, ReportState
from thidua.reports.work import WorkKind, waiting_work

pytestmark = pytest.mark.django_db
AT = datetime(2023, 3, 17, 9, 0, tzinfo=VIET_NAM)


def entries(made: Reporting, period: str, unit: str, **more: Any) -> dict[str, Any]:
    found = reported_inputs(made.key, period, **more)
    return {leaf: one.entry for (code, leaf), one in found.items() if code == unit}


def test_what_a_unit_sent_becomes_inputs_without_retyping() -> None:
    made = make_reporting()
    sent(made, "DV2", "97,5", "95")

    found = entries(made, "h1", "DV2")

    assert found["A.1"]["targets"] == [
        {"name": "Chỉ tiêu 1", "weight": "6", "target": "95", "actual": "97.5", "direction": "higher"},
        {"name": "Chỉ tiêu 2", "weight": "4", "target": "95", "actual": "95", "direction": "higher"},
    ]
    assert found["B.1"] == {"events": {"late": "0"}}
    assert "A.2" not in found


def test_a_unit_that_has_not_sent_has_only_what_the_registers_know() -> None:
    made = make_reporting()
    sent(made, "DV2")

    assert entries(made, "h1", "DV3", on=date(2023, 6, 25)) == {"B.1": {"events": {"late": "1"}}}
    assert entries(made, "h1", "DV3", on=date(2023, 7, 25)) == {"B.1": {"events": {"missing": "1"}}}
    assert reported_inputs(made.key, "year") == {}


def test_lateness_counts_every_report_of_the_year_so_far() -> None:
    made = make_plain()
    sent(made, "DV3", at=datetime(2023, 3, 24, 9, 0, tzinfo=VIET_NAM))
    sent(made, "DV2", at=AT)

    rules, found = lateness(made.key, on=date(2023, 5, 1))

    assert rules.missing_after == 30
    assert {code: (one.late, one.missing, one.worst) for code, one in found.items()} == {
        "DV1": (0, 1, 42),
        "DV2": (0, 0, 0),
        "DV3": (1, 0, 4),
    }
    assert lateness(made.key, on=date(2023, 5, 1), upto=date(2023, 1, 1))[1] == {}


def test_half_year_values_reach_the_covenant() -> None:
    made = make_reporting()
    sent(made, "DV2", "97,5", "95")

    found = progress_of(made.key)

    assert sorted(one.half_year for one in found.values() if one.half_year is not None) == [
        Decimal(95),
        Decimal("97.5"),
    ]
    assert {one.year for one in found.values()} == {None}


def test_the_register_counts_states_and_who_is_overdue() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    receive(made, "DV3", at=AT)

    register = registers(requests_of_year(made.key), on=date(2023, 3, 22))[0]

    cells = [cell for row in register.rows for cell in row.cells if cell is not None]
    counts = state_counts(cells)
    assert [column.code for column in register.columns] == ["DV1", "DV2", "DV3"]
    assert (counts.all, counts.overdue) == (3, 2)
    assert counts.states[ReportState.RECEIVED] == 1
    assert [cell.row.code for cell in register.rows[0].unsent] == ["DV1", "DV2"]
    assert cells[0].lateness is not None
    assert cells[0].lateness.counts_as is CountsAs.LATE


def test_what_waits_is_told_to_whom_it_waits_for() -> None:
    made = make_plain()
    on = AT.date()

    def kinds(user: Any) -> list[tuple[WorkKind, str]]:
        found = waiting_work(user, on=on)
        return [(one.kind, one.row.code if one.row else "") for one in found]

    assert kinds(made.officer("DV3")) == [(WorkKind.FILL_REPORT, "DV3")]
    sent(made, "DV3", at=AT)
    assert kinds(made.officer("DV3")) == []
    assert kinds(made.head) == [(WorkKind.FILL_REPORT, "DV1"), (WorkKind.RECEIVE_REPORT, "DV3")]
    send_back(made, "DV3", at=AT)
    assert kinds(made.officer("DV3")) == [(WorkKind.ANSWER_RETURN, "DV3")]
    compose(made, at=AT)
    assert (WorkKind.ISSUE_JOINT, "") in kinds(made.head)


def found_untruths() -> set[str]:
    """The truths of this room that do not hold."""
    own = {truths.VERSIONS_WHOLE, truths.COUNTED_RIGHT, truths.JOINT_WHOLE, truths.MOVES_LEAD_TO_DUE}
    return {one.invariant for one in untruths()} & own


def test_truths_hold_and_a_wrong_count_or_version_is_found() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    receive(made, "DV3", at=READ)
    assert found_untruths() == set()

    Report.objects.filter(code="DV3").update(days_late=5, versions_sent=2)
    ReportRequest.objects.update(due=date(2023, 3, 21))

    assert found_untruths() == {
        "a report has all the versions it sent, each as it was sent",
        "the days late of a received report are those between its deadline and the day it was filed",
    }
    assert ReportVersion.objects.count() == 1
