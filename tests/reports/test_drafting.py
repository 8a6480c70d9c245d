"""Keeping what is typed, box by box: two officers on one form, a concluded year, noise kept out of the ledger."""

from datetime import timedelta

import pytest

from tests.factories.accounts import make_account, make_grant
from tests.factories.reports import WRITTEN as AT
from tests.factories.reports import (
    Reporting,
    fill,
    make_plain,
    make_reporting,
    send,
    texts,
    write,
)
from thidua.accounts.models import User
from thidua.accounts.roles import Role
from thidua.foundation.models import AuditEntry
from thidua.organisations.models import BlocYear
from thidua.reports.actions import close_request, record_draft
from thidua.reports.actions.drafting import MOST_BOXES
from thidua.reports.boxes import Box, text_said
from thidua.reports.content import content_of, doubts_of, problems_of
from thidua.reports.errors import ReportActUnfit, ReportRefused
from thidua.reports.models import ReportField
from thidua.reports.queries import fields_of, requests_of_year
from thidua.reports.states import FieldKind

pytestmark = pytest.mark.django_db
OVERVIEW = (FieldKind.TEXT, "overview")


def box(text: str, revision: int = 0, part: str = "overview") -> Box:
    return Box(FieldKind.TEXT, part, text_said(text), revision)


def standing(made: Reporting, code: str) -> dict[str, str]:
    return {key: row.said["text"] for (_, key), row in fields_of(made.place(code).row.id).items()}


def colleague(made: Reporting, code: str) -> User:
    other = make_account(full_name="Người thứ hai")
    make_grant(other, Role.UNIT_OFFICER, unit=made.world.unit(code).public_id)
    return other


def test_boxes_are_kept_with_who_typed_them() -> None:
    made = make_plain()

    kept = write(made, "DV3", texts())

    assert kept.revisions == {(FieldKind.TEXT, part): 1 for part in ("overview", "results", "limits")}
    assert standing(made, "DV3")["results"] == "Hoàn thành 45 việc."
    row = made.place("DV3").row
    assert (row.saved_by, row.saved_at) == ("Chuyên viên DV3", AT)


def test_an_empty_box_is_not_kept_until_it_says_something() -> None:
    made = make_plain()

    kept = write(made, "DV3", [box("   ")])

    assert kept.revisions == {OVERVIEW: 0}
    assert not ReportField.objects.exists()


def test_a_box_that_is_emptied_stays_as_an_empty_one() -> None:
    made = make_plain()
    write(made, "DV3", [box("Một")])

    assert write(made, "DV3", [box("", 1)]).revisions == {OVERVIEW: 2}


def test_saving_what_stands_there_changes_nothing() -> None:
    made = make_plain()
    write(made, "DV3", [box("Một")])
    before = AuditEntry.objects.count()

    kept = write(made, "DV3", [box("Một", 7)], at=AT + timedelta(days=2))

    assert (kept.revisions, kept.meanwhile) == ({OVERVIEW: 1}, ())
    assert made.place("DV3").row.saved_at == AT
    assert AuditEntry.objects.count() == before


def test_two_officers_on_one_box_lose_nothing() -> None:
    made = make_plain()
    write(made, "DV3", [box("Của người thứ nhất")])
    other = colleague(made, "DV3")

    kept = write(
        made, "DV3", [box("Của người thứ hai"), box("Chỉ người thứ hai", part="results")], actor=other
    )

    met = kept.meanwhile[0]
    assert (met.kind, met.key, met.said, met.revision) == (
        "text",
        "overview",
        {"text": "Của người thứ nhất"},
        1,
    )
    assert met.saved_by == "Chuyên viên DV3"
    assert standing(made, "DV3") == {"overview": "Của người thứ nhất", "results": "Chỉ người thứ hai"}


def test_after_looking_the_second_officer_may_keep_their_own() -> None:
    made = make_plain()
    write(made, "DV3", [box("Của người thứ nhất")])

    kept = write(made, "DV3", [box("Của người thứ hai", 1)], actor=colleague(made, "DV3"))

    assert (kept.meanwhile, kept.revisions) == ((), {OVERVIEW: 2})
    assert standing(made, "DV3")["overview"] == "Của người thứ hai"


def test_the_ledger_hears_once_a_day_of_each_writer() -> None:
    made = make_plain()
    before = AuditEntry.objects.count()
    for revision, text in enumerate(("Một", "Hai", "Ba")):
        write(made, "DV3", [box(text, revision)], at=AT + timedelta(minutes=revision))
    write(made, "DV3", [box("Bốn", 3)], at=AT + timedelta(days=1))

    entries = AuditEntry.objects.filter(seq__gt=before)
    assert [entry.name for entry in entries] == ["reports.save_draft"] * 2
    assert entries[0].scope == made.key


@pytest.mark.parametrize(
    "boxes",
    [
        [Box(FieldKind.TEXT, "poem", text_said("Thơ"))],
        [box("Một")] * (MOST_BOXES + 1),
    ],
    ids=["unknown part", "too many"],
)
def test_what_is_no_box_of_a_report_is_refused(boxes: list[Box]) -> None:
    made = make_plain()

    with pytest.raises(ReportActUnfit):
        write(made, "DV3", boxes)


def test_a_closed_period_takes_no_draft() -> None:
    made = make_plain()
    close_request(request=made.request, actor=made.head, at=AT)

    with pytest.raises(ReportRefused, match="closed"):
        write(made, "DV3", [box("Một")])


def test_a_concluded_year_takes_no_draft() -> None:
    made = make_plain()
    BlocYear.objects.update(state="concluded")

    with pytest.raises(ReportRefused):
        write(made, "DV3", [box("Một")])


def test_a_sent_report_takes_no_draft() -> None:
    made = make_plain()
    fill(made, "DV3")
    send(made, "DV3")

    with pytest.raises(ReportRefused):
        write(made, "DV3", [box("Một")])


def test_another_unit_cannot_write_and_does_not_even_see() -> None:
    made = make_plain()

    with pytest.raises(ReportRefused):
        write(made, "DV3", [box("Một")], actor=made.officer("DV2"))
    with pytest.raises(ReportRefused) as refused:
        write(made, "DV3", [box("Một")], actor=made.world.year.stranger)
    assert refused.value.verdict.private or any(leaf.private for leaf in refused.value.verdict.reasons())


def test_a_report_that_is_not_there_is_refused_as_hidden() -> None:
    made = make_plain()

    with pytest.raises(ReportRefused) as refused:
        record_draft(report="nothing", boxes=[], actor=made.officer("DV3"), at=AT)

    assert refused.value.verdict.private


def test_a_draft_tells_what_is_missing_and_what_one_may_wonder_about() -> None:
    made = make_reporting()
    place = made.place("DV2")
    frames = requests_of_year(made.key)
    empty = content_of(place, frames, on=AT.date())

    assert [problem.where.split("-")[0] for problem in problems_of(empty)] == [
        "target",
        "target",
        "text",
        "text",
    ]
    assert empty.filled().done == 0
    assert {line.leaf.code for line in empty.leaves} == {"A.2", "B.1", "B.2", "B.3"}
    assert {line.leaf.code for line in empty.leaves if line.counted is not None} == {"B.1"}

    fill(made, "DV2", "40", "96")
    full = content_of(place, frames, on=AT.date())
    assert list(problems_of(full)) == []
    assert len(list(doubts_of(full))) == 2
    assert full.field(FieldKind.TARGET, full.targets[0].target.key) is not None
    assert full.field(FieldKind.LEAF, "A.2") is None
    assert full.field(FieldKind.TEXT, "overview") is not None
    assert full.field(FieldKind.TARGET, "nothing") is None
    assert full.field(FieldKind.LEAF, "nothing") is None


def test_a_leaf_that_does_not_apply_is_not_asked() -> None:
    made = make_reporting()

    content = content_of(made.place("DV3"), requests_of_year(made.key), on=AT.date())

    assert "A.2" not in {line.leaf.code for line in content.leaves}
