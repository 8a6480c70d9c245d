"""The bloc's joint report: composed from rows, numbers held against them, edited, issued once and for good."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.reports import (
    ISSUED,
    QUARTER,
    READ,
    Reporting,
    ask,
    compose,
    figures,
    make_plain,
    make_reporting,
    send,
    send_back,
    sent,
    write,
)
from tests.reports.test_figures import target
from thidua.foundation.models import AuditEntry
from thidua.notices.models import Notice
from thidua.reports.actions import edit_joint_report, issue_joint_report
from thidua.reports.boxes import Box
from thidua.reports.composing import flags_of, number_words, numbers_in
from thidua.reports.documents import Paper, fingerprint
from thidua.reports.errors import JointChangedMeanwhile, ReportActUnfit, ReportRefused
from thidua.reports.queries import figures_of, joint_of
from thidua.reports.rows import JointRow
from thidua.reports.states import JointState

pytestmark = pytest.mark.django_db


def joint(made: Reporting) -> JointRow:
    found = joint_of(made.frame.id)
    assert found is not None
    return found


def flags(made: Reporting, **changed: str) -> list[tuple[str, str, str]]:
    kept = joint(made)
    found = flags_of({**kept.sections, **changed}, kept.ties, figures_of(made.frame))
    return [(flag.kind, flag.part, flag.words) for flag in found]


def edit(made: Reporting, revision: int = 1, **sections: str) -> None:
    edit_joint_report(
        request=made.request,
        title="Báo cáo sơ kết của Khối",
        sections=sections,
        revision=revision,
        actor=made.head,
        at=READ,
    )


def issue(made: Reporting, **changed: Any) -> None:
    fields: dict[str, Any] = {
        "request": made.request,
        "number": "15/BC-KT",
        "dated": date(2023, 7, 14),
        "signed_by": "Trương Thị Mỹ Lệ",
        "office": "Giám đốc, Khối trưởng",
        "revision": joint(made).revision,
        "flags_seen": False,
        "actor": made.head,
        "at": ISSUED,
    }
    issue_joint_report(**(fields | changed))


def make_sent() -> Reporting:
    """DV1 and DV2 have sent; DV3 has not."""
    made = make_reporting()
    sent(made, "DV1", "96", "50")
    sent(made, "DV2", "97,5", "95")
    return made


def test_it_is_composed_from_what_the_units_sent() -> None:
    made = make_sent()

    compose(made)

    sections = joint(made).sections
    assert sections["overview"].startswith(
        "2 trên 3 đơn vị của Khối đã gửi báo cáo kỳ 01/01/2023 – 30/06/2023. "
        "3 trên 4 chỉ tiêu đăng ký đạt hoặc vượt mức của cả năm. Chưa gửi báo cáo: Đơn vị DV3."
    )
    assert "– Chỉ tiêu 1: 97,5 %; bằng 102,6 % chỉ tiêu 95 %." in sections["results"]
    assert sections["limits"] == "Đơn vị DV1: Còn chậm.\n\nĐơn vị DV2: Còn chậm."
    assert len(joint(made).ties) == 4
    assert flags(made) == []


def test_nothing_is_composed_while_nobody_has_sent() -> None:
    made = make_plain()

    with pytest.raises(ReportActUnfit, match="nothing to compose"):
        compose(made)


def test_a_number_that_stands_in_no_row_is_flagged() -> None:
    made = make_sent()
    compose(made)

    found = flags(made, limits="Còn 77 vụ chậm, theo báo cáo 96/BC-ĐV ngày 15/06/2023 của năm 2023.")

    assert found == [("unknown", "limits", "77")]


def test_a_figure_changed_by_hand_is_flagged() -> None:
    made = make_sent()
    compose(made)

    text = joint(made).sections["results"].replace("97,5 %", "99,5 %")

    assert set(flags(made, results=text)) == {
        ("dropped", "results", "97,5 %"),
        ("unknown", "results", "99,5"),
    }


def test_a_figure_whose_row_changed_since_is_flagged_with_what_it_is_now() -> None:
    made = make_sent()
    compose(made)
    send_back(made, "DV2")
    boxes = [Box(box.kind, box.key, box.said, 1) for box in figures(made, "DV2", "88,5", "95")]
    write(made, "DV2", boxes, at=READ)
    send(made, "DV2", at=READ, paper=Paper())

    kept = joint(made)
    found = flags_of(kept.sections, kept.ties, figures_of(made.frame))

    stale = next(flag for flag in found if flag.kind == "stale")
    assert (stale.words, stale.now, stale.unit, stale.name) == ("97,5 %", "88,5 %", "DV2", "Chỉ tiêu 1")


def test_what_the_units_counted_themselves_is_no_stranger() -> None:
    made = make_sent()
    compose(made)

    assert flags(made, limits="45 việc, 3 đơn vị, 102,6 % và 97,5 %") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.240 người, 98,8 %", ["1.240", "98,8"]),
        ("ngày 21/07/2023, số 15/BC-KNC, năm 2023", []),
        ("tháng 6", ["6"]),
        ("không có số", []),
    ],
)
def test_figures_are_told_from_days_years_and_numbers_of_papers(text: str, found: list[str]) -> None:
    assert list(numbers_in(text)) == found


def test_a_figure_is_written_with_its_measure() -> None:
    assert number_words(Decimal("1240.5"), target(measure="người")) == "1.240,5 người"


def test_two_editors_notice_each_other() -> None:
    made = make_sent()
    compose(made)
    edit(made, overview="Khối hoàn thành nhiệm vụ.")

    with pytest.raises(JointChangedMeanwhile) as met:
        edit(made, overview="Của người thứ hai")

    assert (met.value.revision, met.value.edited_by) == (2, "Trần Minh Khang")
    assert met.value.sections["overview"] == "Khối hoàn thành nhiệm vụ."


def test_a_part_the_paper_does_not_have_is_refused() -> None:
    made = make_sent()
    compose(made)

    with pytest.raises(ReportActUnfit):
        edit(made, poem="Thơ")


def test_composing_anew_drops_what_was_edited() -> None:
    made = make_sent()
    compose(made)
    edit(made, overview="Khối hoàn thành nhiệm vụ.")

    compose(made)

    assert joint(made).sections["overview"].startswith("2 trên 3 đơn vị")
    assert joint(made).revision == 3


def test_issued_it_has_number_and_day_and_is_never_changed() -> None:
    made = make_sent()
    compose(made)
    Notice.objects.all().delete()

    issue(made)

    kept = joint(made)
    assert (kept.state, kept.number, kept.dated) == (JointState.ISSUED, "15/BC-KT", date(2023, 7, 14))
    assert kept.document is not None
    assert kept.hash == fingerprint(kept.document)
    assert [unit["code"] for unit in kept.document["units"]] == ["DV1", "DV2", "DV3"]
    assert Notice.objects.filter(account__full_name="Chuyên viên DV3").exists()
    for act in (compose, edit, issue):
        with pytest.raises(ReportRefused, match="issued"):
            act(made)


def test_numbers_that_do_not_match_are_looked_at_before_issuing_and_kept_with_the_paper() -> None:
    made = make_sent()
    compose(made)
    edit(made, limits="Còn 77 vụ chậm.")

    with pytest.raises(ReportActUnfit) as refused:
        issue(made)
    assert refused.value.where == "flags_seen"
    issue(made, flags_seen=True)

    assert (joint(made).document or {})["kept_numbers"] == ["limits: 77"]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"number": " "}, "number"),
        ({"signed_by": " "}, "signed_by"),
        ({"dated": date(2023, 7, 15)}, "dated"),
    ],
)
def test_a_paper_needs_number_signer_and_a_day_that_has_come(changed: dict[str, Any], where: str) -> None:
    made = make_sent()
    compose(made)

    with pytest.raises(ReportActUnfit) as refused:
        issue(made, **changed)

    assert refused.value.where == where


def test_what_was_read_is_what_is_issued() -> None:
    made = make_sent()
    compose(made)
    edit(made, limits="Không.")

    with pytest.raises(JointChangedMeanwhile):
        issue(made, revision=1)


def test_a_joint_report_that_is_not_composed_is_neither_edited_nor_issued() -> None:
    made = make_sent()

    with pytest.raises(ReportRefused):
        edit(made, overview="Một")
    with pytest.raises(ReportRefused):
        issue_joint_report(
            request=made.request,
            number="1",
            dated=date(2023, 7, 14),
            signed_by="A",
            revision=1,
            flags_seen=True,
            actor=made.head,
            at=ISSUED,
        )


def test_a_number_is_given_once_a_year() -> None:
    made = make_sent()
    compose(made)
    issue(made)
    other = Reporting(made.world, ask(made.world, replace(QUARTER, due=date(2023, 8, 20)), at=READ))
    sent(other, "DV2", at=READ)
    compose(other)

    with pytest.raises(ReportActUnfit, match="another report"):
        issue(other)
    assert AuditEntry.objects.filter(name="reports.issue_joint_report").count() == 1
