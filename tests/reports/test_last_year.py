"""Figures of last year come from the report the unit sent then: only into empty boxes, only what is the same thing."""

from typing import Any

import pytest

from tests.factories.reports import (
    SENT,
    WRITTEN,
    Reporting,
    fill,
    make_plain,
    make_reporting,
    send,
    told_a_year_ago,
    write,
)
from thidua.foundation.models import AuditEntry
from thidua.reports.actions import take_last_year
from thidua.reports.boxes import Box, target_said
from thidua.reports.content import targets_by_unit
from thidua.reports.errors import ReportActUnfit, ReportRefused
from thidua.reports.lastyear import last_year_of
from thidua.reports.models import ReportVersion
from thidua.reports.queries import fields_of
from thidua.reports.states import FieldKind, ReportState

pytestmark = pytest.mark.django_db


def last_figures(made: Reporting, code: str) -> list[dict[str, Any]]:
    fields = fields_of(made.place(code).row.id)
    return [dict(fields[key].said) for key in sorted(fields) if key[0] is FieldKind.TARGET]


def take(made: Reporting, code: str = "DV3", **changed: Any) -> int:
    fields: dict[str, Any] = {"report": made.report(code), "actor": made.officer(code), "at": WRITTEN}
    return take_last_year(**(fields | changed))


def test_empty_figures_of_last_year_are_filled_from_the_report_sent_then():
    made = make_reporting()
    fill(made, "DV3", "96", "50")
    told_a_year_ago(made, "DV3")

    count = take(made)

    assert count == 2
    assert sorted(said["last_value"] for said in last_figures(made, "DV3")) == ["50", "96"]
    entry = AuditEntry.objects.get(name="reports.take_last_year")
    assert entry.data == {"count": 2, "from": "Báo cáo sơ kết 6 tháng đầu năm 2023"}


def test_what_stands_there_already_stays():
    made = make_reporting()
    fill(made, "DV3", "96", "50")
    told_a_year_ago(made, "DV3")
    first, second = targets_by_unit(made.key)["DV3"]
    write(
        made,
        "DV3",
        (
            Box(FieldKind.TARGET, first.key, target_said({"value": "97", "last_value": "90"}, lang="vi")),
            Box(
                FieldKind.TARGET,
                second.key,
                target_said({"last_value": "chưa rõ", "note": "Xem sổ"}, lang="vi"),
            ),
        ),
    )

    with pytest.raises(ReportActUnfit, match="still empty"):
        take(made)

    assert {"value": "97", "last_value": "90"} in last_figures(made, "DV3")


def test_a_figure_of_this_year_is_kept_beside_it():
    made = make_reporting()
    fill(made, "DV3", "96", "50")
    told_a_year_ago(made, "DV3")
    first = targets_by_unit(made.key)["DV3"][0]
    write(made, "DV3", (Box(FieldKind.TARGET, first.key, target_said({"value": "98"}, lang="vi")),))

    assert take(made) == 2

    assert {"value": "98", "last_value": "96"} in last_figures(made, "DV3")


def test_criteria_are_taken_where_code_name_and_kind_are_the_same():
    made = make_reporting()
    fill(made, "DV3", "96", "50")
    version = told_a_year_ago(made, "DV3")
    rows = {row["code"]: row for row in version.document["leaves"]}
    rows["B.3"]["entry"] = {"count": "4"}
    rows["A.1"] = {"code": "A.1", "name": "Chỉ tiêu", "kind": "direct", "entry": {"points": "1"}}
    changed = {**version.document, "targets": [], "leaves": list(rows.values())}
    ReportVersion.objects.create(
        report=version.report, number=2, document=changed, hash="1" * 64, sent_at=SENT, sent_by_key="k"
    )

    assert take(made) == 1

    assert fields_of(made.place("DV3").row.id)[FieldKind.LEAF, "B.3"].said == {"last_entry": {"count": "4"}}


@pytest.mark.parametrize("state", [ReportState.DRAFTED.value, ReportState.RETURNED.value])
def test_a_report_that_does_not_stand_is_not_known(state):
    made = make_reporting()
    fill(made, "DV3", "96", "50")
    told_a_year_ago(made, "DV3", state=state)

    assert last_year_of(made.place("DV3")) is None
    with pytest.raises(ReportActUnfit, match="no report on the same period"):
        take(made)


def test_another_unit_s_report_is_not_the_unit_s():
    made = make_reporting()
    fill(made, "DV2", "96", "50")
    told_a_year_ago(made, "DV2")

    assert last_year_of(made.place("DV3")) is None
    assert last_year_of(made.place("DV2")) is not None


def test_only_who_may_write_the_report_takes():
    made = make_plain()

    with pytest.raises(ReportRefused):
        take(made, actor=made.officer("DV2"))
    fill(made, "DV3")
    send(made, "DV3")
    with pytest.raises(ReportRefused):
        take(made)
