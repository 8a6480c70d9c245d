"""Sending, taking back, returning, explaining, receiving: versions that never change and days that are counted."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from tests.factories.reports import (
    PAPER,
    READ,
    SENT,
    WRITTEN,
    Reporting,
    figures,
    fill,
    make_plain,
    make_reporting,
    receive,
    send,
    send_back,
    sent,
    write,
)
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry
from thidua.notices.models import Notice
from thidua.organisations.models import YearLead
from thidua.reports.actions import (
    close_request,
    explain_return,
    recall_report,
    receive_report,
    return_report,
    set_rules,
)
from thidua.reports.boxes import Box, leaf_said, target_said, text_said
from thidua.reports.content import content_of, content_stamp, targets_by_unit
from thidua.reports.counting import Rules
from thidua.reports.documents import Paper, changes, fingerprint
from thidua.reports.errors import ReportActUnfit, ReportRefused, ReportUnchanged, ReportUnfinished
from thidua.reports.models import ReportStep, ReportVersion
from thidua.reports.queries import requests_of_year, steps_of, versions_of
from thidua.reports.states import CountsAs, FieldKind, ReportState, StepKind

pytestmark = pytest.mark.django_db
AT = datetime(2023, 3, 17, 9, 0, tzinfo=VIET_NAM)


def stamp(made: Reporting, code: str) -> str:
    content = content_of(made.place(code), requests_of_year(made.key), on=WRITTEN.date())
    return content_stamp(content)


def told() -> set[str]:
    return set(Notice.objects.values_list("account__full_name", flat=True))


def steps(made: Reporting, code: str) -> list[StepKind]:
    return [step.kind for step in reversed(steps_of(made.place(code).row.id))]


def test_a_sent_report_is_a_version_with_everything_in_it() -> None:
    made = make_reporting()
    fill(made, "DV2", "96", "50,5")
    leaf = next(
        line.leaf
        for line in content_of(made.place("DV2"), requests_of_year(made.key), on=WRITTEN.date()).leaves
        if line.leaf.code == "A.2"
    )
    write(made, "DV2", [Box(FieldKind.LEAF, "A.2", leaf_said(leaf, {"entry": "4,5", "last_entry": "4"}))])

    number = send(made, "DV2", stamp=stamp(made, "DV2"))

    version = versions_of(made.place("DV2").row.id)[0]
    assert (number, version.number, version.paper_number) == (1, 1, "96/BC-ĐV")
    assert version.hash == fingerprint(version.document)
    document = version.document
    assert [row["value"] for row in document["targets"]] == ["96", "50.5"]
    entries = {row["code"]: (row["entry"], row["counted"]) for row in document["leaves"]}
    assert entries["A.2"] == ({"points": "4.5"}, False)
    assert entries["B.1"] == ({"events": {"late": "0"}}, True)
    assert document["narrative"]["results"] == "Hoàn thành 45 việc."
    row = made.place("DV2").row
    assert (row.state, row.filed_on, row.versions) == (ReportState.SENT, SENT.date(), 1)
    assert "Trần Minh Khang" in told()


def test_the_head_s_own_report_is_told_to_the_deputy() -> None:
    made = make_plain()
    Notice.objects.all().delete()

    sent(made, "DV1", at=AT)

    assert told() == {"Chuyên viên DV2", "Lê Thị Thu Hằng"}


def test_a_report_with_open_places_is_not_sent_and_names_each() -> None:
    made = make_reporting()
    own = targets_by_unit(made.key)["DV2"]
    write(made, "DV2", [Box(FieldKind.TARGET, own[0].key, target_said({"value": "chừng"}, lang="vi"))])

    with pytest.raises(ReportUnfinished) as refused:
        send(made, "DV2")

    assert [problem.where for problem in refused.value.problems] == [
        f"target-{own[0].key}-value",
        f"target-{own[1].key}-value",
        "text-overview-text",
        "text-results-text",
    ]
    assert made.place("DV2").row.state is ReportState.DRAFTED


def test_a_target_without_a_figure_needs_a_word() -> None:
    made = make_reporting()
    fill(made, "DV2")
    own = targets_by_unit(made.key)["DV2"]
    write(made, "DV2", [Box(FieldKind.TARGET, own[1].key, {"note": "Chưa đến kỳ thống kê"}, 1)])

    assert send(made, "DV2") == 1


def test_what_another_officer_saved_meanwhile_is_looked_at_before_sending() -> None:
    made = make_plain()
    fill(made, "DV3", at=AT)
    seen = stamp(made, "DV3")
    write(made, "DV3", [Box(FieldKind.TEXT, "limits", text_said("Khác"), 1)], at=AT)

    with pytest.raises(ReportActUnfit, match="saved a part"):
        send(made, "DV3", at=AT, stamp=seen)
    assert send(made, "DV3", at=AT, stamp=stamp(made, "DV3")) == 1


def test_a_paper_of_tomorrow_is_refused() -> None:
    made = make_plain()
    fill(made, "DV3", at=AT)

    with pytest.raises(ReportActUnfit) as refused:
        send(made, "DV3", at=AT, paper=Paper("1/BC", date(2023, 3, 18)))

    assert refused.value.where == "dated"


@pytest.mark.parametrize(
    ("at", "days", "counts"),
    [
        (datetime(2023, 3, 17, 9, 0, tzinfo=VIET_NAM), -3, CountsAs.ON_TIME),
        (datetime(2023, 3, 20, 23, 59, tzinfo=VIET_NAM), 0, CountsAs.ON_TIME),
        (datetime(2023, 3, 24, 9, 0, tzinfo=VIET_NAM), 4, CountsAs.LATE),
        (datetime(2023, 4, 24, 9, 0, tzinfo=VIET_NAM), 35, CountsAs.MISSING),
    ],
)
def test_days_late_are_settled_at_receipt(at: datetime, days: int, counts: CountsAs) -> None:
    made = make_plain()
    sent(made, "DV3", at=at)

    receive(made, "DV3", at=at + timedelta(days=10))

    row = made.place("DV3").row
    assert (row.state, row.days_late, row.counts_as) == (ReportState.RECEIVED, days, counts)
    assert steps(made, "DV3") == [StepKind.SENT, StepKind.RECEIVED]


def test_the_head_unit_does_not_receive_its_own_report() -> None:
    made = make_plain()
    sent(made, "DV1", at=AT)

    with pytest.raises(ReportRefused):
        receive_report(report=made.report("DV1"), version=1, actor=made.head, at=AT)
    receive(made, "DV1", at=AT)

    assert made.place("DV1").row.state is ReportState.RECEIVED


def test_without_a_deputy_the_head_receives_every_report() -> None:
    made = make_plain()
    YearLead.objects.filter(role="deputy").delete()
    sent(made, "DV1", at=AT)

    receive_report(report=made.report("DV1"), version=1, actor=made.head, at=AT)

    assert made.place("DV1").row.state is ReportState.RECEIVED


def test_a_return_says_why_and_the_unit_is_told() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    Notice.objects.all().delete()

    send_back(made, "DV3", at=AT)

    row = made.place("DV3").row
    assert (row.state, row.returned_reason) == (ReportState.RETURNED, "Sai số liệu")
    assert "Chuyên viên DV3" in told()


def test_a_return_without_a_reason_is_refused() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)

    with pytest.raises(ReportActUnfit) as refused:
        return_report(report=made.report("DV3"), version=1, reason=" ", actor=made.head, at=AT)

    assert refused.value.where == "reason"


def test_a_returned_report_comes_back_as_the_next_version_and_keeps_its_day() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    send_back(made, "DV3", at=AT)
    later = AT + timedelta(days=20)
    write(made, "DV3", [Box(FieldKind.TEXT, "limits", text_said("Đã sửa"), 1)], at=later)

    assert send(made, "DV3", at=later, words="Sửa phần hạn chế") == 2
    receive(made, "DV3", at=later, version=2)

    row = made.place("DV3").row
    assert (row.filed_on, row.days_late) == (AT.date(), -3)
    now, before = versions_of(row.id)
    assert [(change.key, change.was, change.now) for change in changes(before.document, now.document)] == [
        ("limits", "Còn chậm.", "Đã sửa")
    ]
    assert steps(made, "DV3") == [StepKind.SENT, StepKind.RETURNED, StepKind.SENT, StepKind.RECEIVED]


def test_by_setting_a_returned_report_is_filed_on_the_day_it_comes_back() -> None:
    made = make_plain()
    set_rules(bloc_year=made.key, rules=Rules(resent_counts=True), actor=made.head, at=AT)
    sent(made, "DV3", at=AT)
    send_back(made, "DV3", at=AT)
    later = AT + timedelta(days=20)
    write(made, "DV3", [Box(FieldKind.TEXT, "limits", text_said("Đã sửa"), 1)], at=later)
    send(made, "DV3", at=later)

    assert made.place("DV3").row.filed_on == later.date()


def test_the_same_again_is_no_correction() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    send_back(made, "DV3", at=AT)

    with pytest.raises(ReportUnchanged):
        send(made, "DV3", at=AT)


def test_an_explanation_asks_for_a_second_look_at_the_same_version() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    send_back(made, "DV3", at=AT)

    with pytest.raises(ReportActUnfit):
        explain_return(report=made.report("DV3"), text="  ", actor=made.officer("DV3"), at=AT)
    explain_return(report=made.report("DV3"), text="Số đúng theo biên bản", actor=made.officer("DV3"), at=AT)

    row = made.place("DV3").row
    assert (row.state, row.versions, row.returned_reason) == (ReportState.SENT, 1, "")
    receive(made, "DV3", at=AT)
    assert steps(made, "DV3") == [
        StepKind.SENT,
        StepKind.RETURNED,
        StepKind.EXPLAINED,
        StepKind.RECEIVED,
    ]


def test_a_received_report_can_be_looked_at_a_second_time() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    receive(made, "DV3", at=AT)

    send_back(made, "DV3", at=AT + timedelta(days=40))

    row = made.place("DV3").row
    assert (row.state, row.days_late, row.counts_as) == (ReportState.RETURNED, None, None)
    assert row.filed_on == AT.date()


@pytest.mark.parametrize("verb", ["return", "receive"])
def test_what_was_read_is_what_is_received_or_returned(verb: str) -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)

    def act(version: int) -> None:
        if verb == "return":
            send_back(made, "DV3", at=AT, version=version)
        else:
            receive(made, "DV3", at=AT, version=version)

    with pytest.raises(ReportActUnfit, match="meanwhile"):
        act(2)
    act(1)


def test_a_report_is_taken_back_before_anyone_looked_and_counts_as_unsent() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)

    recall_report(report=made.report("DV3"), actor=made.officer("DV3"), at=AT)

    row = made.place("DV3").row
    assert (row.state, row.filed_on, row.versions) == (ReportState.DRAFTED, None, 1)
    send(made, "DV3", at=AT)
    assert made.place("DV3").row.versions == 2


def test_a_report_returned_once_is_not_taken_back() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    send_back(made, "DV3", at=AT)
    explain_return(report=made.report("DV3"), text="Số đúng", actor=made.officer("DV3"), at=AT)

    with pytest.raises(ReportActUnfit, match="not taken back"):
        recall_report(report=made.report("DV3"), actor=made.officer("DV3"), at=AT)


def test_a_closed_period_takes_no_report_but_what_was_sent_is_received() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    fill(made, "DV2", at=AT)
    close_request(request=made.request, actor=made.head, at=AT)

    with pytest.raises(ReportRefused, match="closed"):
        send(made, "DV2", at=AT)
    with pytest.raises(ReportRefused):
        send_back(made, "DV3", at=AT)
    receive(made, "DV3", at=AT)

    assert made.place("DV3").row.state is ReportState.RECEIVED


@pytest.mark.parametrize("model", [ReportVersion, ReportStep], ids=["version", "history"])
def test_what_was_sent_is_locked_in_the_database(model: type[ReportVersion | ReportStep]) -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    column = "hash" if model is ReportVersion else "text"

    with pytest.raises(DatabaseError):
        model._default_manager.update(**{column: "khác"})


def test_every_step_stands_in_the_ledger() -> None:
    made = make_plain()
    sent(made, "DV3", at=AT)
    send_back(made, "DV3", at=AT)
    explain_return(report=made.report("DV3"), text="Số đúng", actor=made.officer("DV3"), at=AT)
    receive(made, "DV3", at=AT)

    names: list[Any] = list(
        AuditEntry.objects.filter(on_key=made.report("DV3")).order_by("seq").values_list("name", flat=True)
    )
    assert names == [
        "reports.save_draft",
        "reports.send_report",
        "reports.return_report",
        "reports.explain_return",
        "reports.receive_report",
    ]


def test_a_second_version_with_other_figures_is_compared_place_by_place() -> None:
    made = make_reporting()
    sent(made, "DV2", "96", "50")
    send_back(made, "DV2")
    boxes = [Box(box.kind, box.key, box.said, 1) for box in figures(made, "DV2", "97", "50")]
    write(made, "DV2", boxes, at=READ)
    send(made, "DV2", at=READ, paper=Paper("97/BC-ĐV", PAPER.dated, PAPER.signed_by))

    now, before = versions_of(made.place("DV2").row.id)
    found = [
        (change.key, change.field, change.was, change.now)
        for change in changes(before.document, now.document)
    ]
    key = targets_by_unit(made.key)["DV2"][0].key
    assert found == [(key, "value", "96", "97"), ("paper", "number", "96/BC-ĐV", "97/BC-ĐV")]
