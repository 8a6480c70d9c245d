"""Asking, moving, closing, rules; the register with its filters and files; the joint report's screens; work."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from tests.factories.reports import QUARTER, Reporting, make_plain, receive, sent
from tests.pages import CheckedClient
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.models import Membership
from thidua.reports.models import ReportRequest
from thidua.reports.queries import joint_of, rules_of
from thidua.reports.states import JointState, ReportState, RequestState

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 3, 18, 9, 0, tzinfo=VIET_NAM)


@pytest.fixture
def made(stand_at: Callable[[datetime], datetime], client: CheckedClient) -> Reporting:
    stand_at(NOW)
    found = make_plain()
    client.force_login(found.head)
    return found


def at(made: Reporting, name: str, *more: Any) -> str:
    return reverse(f"reports:{name}", args=(made.request, *more))


def asked(**changed: str) -> dict[str, str]:
    fields = {"period": "h1", "name": "Báo cáo sơ kết", "due": "20/06/2023", "asks_figures": "on"}
    return fields | changed


def test_a_report_is_asked_for_by_its_period(made: Reporting, client: CheckedClient) -> None:
    address = reverse("reports:open", args=(made.key,))
    assert 'value="20/06/2023"' in client.get(f"{address}?period=h1").text

    answer = client.post(address, asked())

    row = ReportRequest.objects.get(code="h1")
    assert answer["Location"] == reverse("reports:request", args=(row.public_id,))
    assert (row.period_from, row.period_to, row.asks_figures) == (date(2023, 1, 1), date(2023, 6, 30), True)


@pytest.mark.parametrize(
    "changed",
    [{"name": ""}, {"due": "31/02/2023"}, {"due": "01/01/2023"}, {"period": "ad_hoc"}, {"period": "q1"}],
)
def test_a_wrong_request_comes_back_with_what_was_typed(
    changed: dict[str, str], made: Reporting, client: CheckedClient
) -> None:
    answer = client.post(reverse("reports:open", args=(made.key,)), asked(words="Nêu rõ", **changed))

    assert answer.status_code == 422
    assert "Nêu rõ" in answer.text


def test_an_ad_hoc_report_has_days_of_its_own(made: Reporting, client: CheckedClient) -> None:
    client.post(
        reverse("reports:open", args=(made.key,)),
        asked(period="ad_hoc", period_from="01/03/2023", period_to="15/03/2023", due="31/03/2023"),
    )

    assert ReportRequest.objects.get(code="x1").period_to == date(2023, 3, 15)


def test_a_deadline_is_moved_and_a_stale_move_is_told(made: Reporting, client: CheckedClient) -> None:
    moved = {"was": "2023-03-20", "due": "31/03/2023", "reason": "Thêm biểu"}

    assert client.post(at(made, "move"), moved).status_code == 302
    again = client.post(at(made, "move"), moved | {"due": "02/04/2023"})

    assert again.status_code == 422
    assert "Thêm biểu" in again.text
    assert client.post(at(made, "move"), {"was": "2023-03-31", "due": ""}).status_code == 422
    assert "Thêm biểu" in client.get(at(made, "request")).text


def test_a_period_is_closed_and_opened_again(made: Reporting, client: CheckedClient) -> None:
    client.post(at(made, "close"))
    assert made.frame.state is RequestState.CLOSED
    assert client.post(at(made, "reopen"), {"reason": ""}).status_code == 422

    client.post(at(made, "reopen"), {"reason": "Còn một đơn vị"})

    assert made.frame.state is RequestState.OPENED


def test_members_that_changed_are_matched_from_the_page(made: Reporting, client: CheckedClient) -> None:
    unchanged = client.post(at(made, "match"), follow=True)
    assert "không có gì để cập nhật" in unchanged.text
    Membership.objects.filter(unit=made.world.unit("DV3")).update(
        joined_on=date(2022, 1, 1), left_on=date(2022, 12, 31), leaving_decision="3/QĐ"
    )
    assert "Đơn vị DV3" in client.get(at(made, "request")).text

    client.post(at(made, "match"))

    assert made.frame.reports[2].state is ReportState.RELEASED


def test_rules_are_set_from_the_page(made: Reporting, client: CheckedClient) -> None:
    address = reverse("reports:rules", args=(made.key,))
    rules = {"remind_days": "5, 1", "overdue_every": "0", "day_kind": "working", "missing_after": ""}

    assert client.post(address, rules | {"remind_days": "năm"}).status_code == 422
    assert client.post(address, rules | {"remind_days": "900"}).status_code == 422
    assert client.post(address, rules).status_code == 302

    kept = rules_of(made.key)
    assert (kept.remind_days, kept.overdue_every, kept.day_kind, kept.missing_after) == (
        (5, 1),
        0,
        "working",
        None,
    )


def test_the_register_is_filtered_and_exported_as_seen(made: Reporting, client: CheckedClient) -> None:
    sent(made, "DV3", at=NOW)
    receive(made, "DV3", at=NOW)
    listed = reverse("reports:list")

    whole = client.get(listed).text
    assert QUARTER.name in whole
    assert "3 báo cáo" in whole
    assert "1 báo cáo" in client.get(f"{listed}?state=received").text
    assert "1 báo cáo" in client.get(f"{listed}?unit=DV2").text
    assert "2 báo cáo" in client.get(f"{listed}?state=drafted").text
    assert "3 báo cáo" in client.get(f"{listed}?year=all&kind=quarter").text
    assert client.get(f"{listed}?kind=year").status_code == 200
    assert client.get(f"{listed}?state=overdue").status_code == 200
    lines = client.get(reverse("reports:file", args=("csv",)) + "?state=received").content.decode()
    assert lines.count("\r\n") == 2
    assert "Đơn vị DV3" in lines
    assert client.get(reverse("reports:file", args=("xlsx",))).content.startswith(b"PK")
    assert client.get(reverse("reports:file", args=("pdf",))).status_code == 404


def test_an_empty_room_says_what_comes_here(made: Reporting, client: CheckedClient) -> None:
    client.force_login(made.world.year.other_head)

    assert "Chưa có yêu cầu báo cáo nào" in client.get(reverse("reports:list")).text


def test_the_joint_report_is_composed_edited_and_issued(made: Reporting, client: CheckedClient) -> None:
    refused = client.post(at(made, "compose"), follow=True)
    assert "chưa có gì để tổng hợp" in refused.text
    assert client.get(at(made, "joint_edit"))["Location"] == at(made, "joint")
    sent(made, "DV3", at=NOW)
    client.post(at(made, "compose"))
    sections = {"part-overview": "Khối hoàn thành 77 việc.", "title": "Báo cáo quý I của Khối"}

    client.post(at(made, "joint_edit"), sections | {"revision": "1"})
    stale = client.post(at(made, "joint_edit"), sections | {"revision": "1", "part-overview": "Khác"})
    assert stale.status_code == 409
    assert "Khối hoàn thành 77 việc." in stale.text
    assert client.post(at(made, "joint_edit"), sections | {"revision": "2", "title": ""}).status_code == 422
    assert "77" in client.get(at(made, "joint_edit")).text

    paper = {"number": "9/BC-K", "dated": "17/03/2023", "signed_by": "Lệ", "revision": "2"}
    assert client.post(at(made, "joint_issue"), paper | {"number": ""}).status_code == 422
    assert client.post(at(made, "joint_issue"), paper | {"revision": "1"}).status_code == 422
    assert client.post(at(made, "joint_issue"), paper).status_code == 422
    client.post(at(made, "joint_issue"), paper | {"flags_seen": "on"})

    kept = joint_of(made.frame.id)
    assert kept is not None
    assert kept.state is JointState.ISSUED
    client.force_login(made.officer("DV2"))
    assert "9/BC-K" in client.get(at(made, "joint")).text


def test_work_leads_to_the_one_form(made: Reporting, client: CheckedClient) -> None:
    sent(made, "DV3", at=NOW)

    page = client.get(reverse("desk:my_work")).text

    assert reverse("reports:report", args=(made.report("DV3"),)) in page
    assert reverse("reports:fill", args=(made.report("DV1"),)) in page
