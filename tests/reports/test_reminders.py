"""Reminders by the worker: on their days, once each, to those who owe; stale plans do nothing."""

from datetime import date, datetime, timedelta

import pytest

from tests.factories.reports import QUARTER, Reporting, make_plain, sent
from thidua.foundation import clock
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import OutboxMessage
from thidua.foundation.outbox import deliver_next
from thidua.foundation.sentences import unpacked
from thidua.foundation.wording import render
from thidua.notices.models import Notice
from thidua.organisations.models import BlocYear
from thidua.reports.actions import close_request, move_deadline
from thidua.reports.models import ReportReminder

pytestmark = pytest.mark.django_db
DUE = QUARTER.due


def work_on(day: date) -> None:
    """The worker delivers everything that is due by eight in the morning of a day."""
    moment = datetime.combine(day, datetime.min.time(), VIET_NAM) + timedelta(hours=8)
    with clock.override(moment=moment):
        while deliver_next(now=moment):
            pass


def reminded(made: Reporting) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in ReportReminder.objects.select_related("report").order_by("pk"):
        found.setdefault(row.report.code, []).append(row.days)
    return found


def told() -> list[str]:
    notices = Notice.objects.filter(account__full_name="Chuyên viên DV3").order_by("pk")
    return [render(unpacked(row.text), "vi") for row in notices]


def test_units_that_owe_are_reminded_on_every_planned_day() -> None:
    made = make_plain()
    sent(made, "DV2", at=datetime(2023, 3, 14, 9, 0, tzinfo=VIET_NAM))
    Notice.objects.all().delete()

    for days in (-7, -3, -1, 1):
        work_on(DUE + timedelta(days=days))

    assert reminded(made) == {"DV1": [-7, -3, -1, 1], "DV3": [-7, -3, -1, 1]}
    assert told() == [
        "Còn 7 ngày đến hạn gửi Báo cáo quý I năm 2023 (ngày 20/03/2023).",
        "Còn 3 ngày đến hạn gửi Báo cáo quý I năm 2023 (ngày 20/03/2023).",
        "Còn 1 ngày đến hạn gửi Báo cáo quý I năm 2023 (ngày 20/03/2023).",
        "Báo cáo quý I năm 2023 quá hạn 1 ngày (hạn 20/03/2023).",
    ]


def test_a_reminder_goes_out_once_however_often_the_worker_looks() -> None:
    made = make_plain()
    work_on(DUE - timedelta(days=7))
    OutboxMessage.objects.filter(kind="reports.remind").update(delivered_at=None)

    work_on(DUE - timedelta(days=7))

    assert reminded(made) == {"DV1": [-7], "DV2": [-7], "DV3": [-7]}


def test_a_worker_that_stood_still_sends_what_it_missed_once() -> None:
    made = make_plain()

    work_on(DUE)

    assert reminded(made)["DV3"] == [-1]
    assert "Hôm nay là hạn gửi" in told()[-1]


def test_overdue_units_are_reminded_again_until_they_send() -> None:
    made = make_plain()
    for days in range(1, 9):
        work_on(DUE + timedelta(days=days))

    assert reminded(made)["DV3"] == [1, 4, 7]


def test_after_a_moved_deadline_only_the_new_one_counts() -> None:
    made = make_plain()
    later = DUE + timedelta(days=10)
    move_deadline(
        request=made.request,
        was=DUE,
        due=later,
        reason="Thêm biểu",
        actor=made.head,
        at=datetime(2023, 3, 10, 9, 0, tzinfo=VIET_NAM),
    )

    work_on(DUE)
    work_on(later - timedelta(days=7))

    assert reminded(made)["DV3"] == [-7]
    assert set(ReportReminder.objects.values_list("due", flat=True)) == {later}


@pytest.mark.parametrize("stop", ["closed", "concluded"])
def test_nobody_is_reminded_of_what_is_not_taken_any_more(stop: str) -> None:
    made = make_plain()
    if stop == "closed":
        close_request(request=made.request, actor=made.head, at=datetime(2023, 3, 10, 9, 0, tzinfo=VIET_NAM))
    else:
        BlocYear.objects.update(state="concluded")

    work_on(DUE + timedelta(days=1))

    assert reminded(made) == {}
