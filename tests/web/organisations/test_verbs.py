"""What each form does when it is filled in: it saves, says so, and goes on; or keeps what was typed and says why."""

import re
from datetime import date
from typing import Any

import pytest
from django.utils.html import escape

from tests.factories.accounts import make_account
from tests.factories.organisations import make_unit
from tests.web.organisations.field import NOW, TODAY, Field, make_field
from thidua.accounts.queries import find_username
from thidua.foundation.actors import SYSTEM
from thidua.organisations import actions
from thidua.organisations.models import (
    Authorisation,
    Bloc,
    BlocYear,
    Membership,
    Office,
    Person,
    RotationList,
    RotationTerm,
    Unit,
    UnitSuccession,
    YearLead,
)
from thidua.organisations.queries import unit_card, unit_name
from thidua.organisations.states import YearState

pytestmark = pytest.mark.django_db

DAY = "01/03/2024"
PAPER = {"instrument": "QĐ 9/QĐ-UBND", "confidence": "confirmed", "note": ""}
DECISION = {"decision_number": "9/QĐ", "decision_date": "28/02/2024"}
CLASS = {
    "kind": "department",
    "force": "",
    "identifier": "",
    "year_starts": "01/10",
    "year_confidence": "confirmed",
    "year_note": "",
}
NAMING = {"name": "Đơn vị mới", "short_name": "ĐVM", "in_sentence": "", "symbol": "DVM"}
NEW = {"code": "MOI", "parent": "", "province": "", "since": DAY, **NAMING, **PAPER}


@pytest.fixture
def field(stand_at: Any) -> Field:
    stand_at(NOW)
    found = make_field()
    make_unit("KHAC", "Sở Khác", on=date(2020, 1, 1))
    make_account(username="can.bo.moi")
    return found


def name_on(code: str, on: date = TODAY) -> str:
    found = unit_name(code, on=on)
    return found.name if found is not None and found.in_force else ""


def parent_of(code: str) -> str:
    card = unit_card(code, on=TODAY)
    return card.parent.code if card is not None and card.parent is not None else ""


def succession(code: str) -> tuple[str, str, str]:
    row = UnitSuccession.objects.get(predecessor__code=code)
    return row.successor.code, row.kind, row.share


# Screen, what is typed, what is so afterwards, the message in Vietnamese and in English.
SAVES: list[tuple[str, dict[str, Any], Any, str, str]] = [
    (
        "found_unit",
        {**NEW, **CLASS},
        lambda: (name_on("MOI"), name_on("MOI", date(2024, 2, 29))) == ("Đơn vị mới", ""),
        "Đã ghi đơn vị vào danh mục.",
        "The unit is on record.",
    ),
    (
        "rename_unit",
        {**NAMING, **PAPER, "since": DAY},
        lambda: (name_on("B"), name_on("B", date(2024, 2, 29))) == ("Đơn vị mới", "Đơn vị B"),
        "Đơn vị mang tên mới từ ngày ấy.",
        "The unit has its new name from that day.",
    ),
    (
        "move_unit",
        {"parent": "so khac", "province": "", "since": DAY, **PAPER},
        lambda: parent_of("B") == "KHAC",
        "Đã chuyển đơn vị từ ngày ấy.",
        "The unit is moved from that day.",
    ),
    (
        "merge_units",
        {**NEW, "kind": "department", "others": "KHAC"},
        lambda: (succession("B"), name_on("B"), name_on("KHAC")) == (("MOI", "merge", "whole"), "", ""),
        "Các đơn vị hợp nhất từ ngày ấy.",
        "The units are merged from that day.",
    ),
    (
        "absorb_unit",
        {"into": "KHAC – Sở Khác", "share": "part", "since": DAY, **PAPER},
        lambda: succession("B") == ("KHAC", "absorb", "part"),
        "Đã ghi việc sáp nhập.",
        "The absorption is on record.",
    ),
    (
        "split_unit",
        {"successors": "KHAC", "remains": "on", "since": DAY, **PAPER},
        lambda: (succession("B")[0], name_on("B")) == ("KHAC", "Đơn vị B"),
        "Đã ghi việc chia, tách.",
        "The split is on record.",
    ),
    (
        "dissolve_unit",
        {"since": DAY, **PAPER},
        lambda: name_on("B") == "",
        "Đơn vị đã hết hiệu lực.",
        "The unit has ended.",
    ),
    (
        "reclassify_unit",
        {**CLASS, "kind": "justice"},
        lambda: Unit.objects.get(code="B").year_starts == "10-01",
        "Đã ghi loại và năm công tác.",
        "Kind and working year are set.",
    ),
    (
        "correct_version",
        {
            **NAMING,
            **PAPER,
            "parent": "",
            "province": "",
            "valid_from": "",
            "valid_to": "",
            "reason": "Gõ sai",
        },
        lambda: name_on("B", date(2020, 1, 1)) == "Đơn vị mới",
        "Đã đính chính phiên bản.",
        "The version is corrected.",
    ),
    (
        "authorise",
        {
            "number": "8/GUQ",
            "grantor": "nguyen van an",
            "deputy": "CB-2",
            "scope": "Ký thay",
            "issued_on": DAY,
            "valid_to": "31/12/2024",
        },
        lambda: Authorisation.objects.filter(number="8/GUQ").exists(),
        "Đã ghi giấy ủy quyền.",
        "The authorisation is on record.",
    ),
    (
        "revoke",
        {"since": DAY, "reason": "Hết việc"},
        lambda: Authorisation.objects.get().revoked_on == TODAY,
        "Đã thu hồi giấy ủy quyền.",
        "The authorisation is revoked.",
    ),
    (
        "register_person",
        {"name": "Lê Văn Mới", "code": "", "title_before": "ông", "gender": "male", "rank": ""},
        lambda: Person.objects.filter(name="Lê Văn Mới", gender="male").exists(),
        "Đã ghi người vào danh mục.",
        "The person is on record.",
    ),
    (
        "correct_person",
        {"name": "Nguyễn Văn Ân", "title_before": "", "gender": "", "rank": "", "reason": "Gõ sai"},
        lambda: Person.objects.get(code="CB-1").name == "Nguyễn Văn Ân",
        "Đã đính chính.",
        "The record is corrected.",
    ),
    (
        "tie_account",
        {"account": "Can.Bo.Moi"},
        lambda: Person.objects.get(code="CB-1").user == find_username("can.bo.moi"),
        "Đã gắn tài khoản cho người này.",
        "The account is tied to the person.",
    ),
    (
        "appoint",
        {"unit": "A", "title": "Ủy viên", "kind": "staff", "since": DAY, "until": "", "instrument": ""},
        lambda: Office.objects.filter(title="Ủy viên", unit__code="A", valid_from=TODAY).exists(),
        "Đã ghi chức vụ.",
        "The office is on record.",
    ),
    (
        "end_office",
        {"last": "29/02/2024", "reason": ""},
        lambda: Office.objects.get(title="Giám đốc").valid_to == date(2024, 2, 29),
        "Đã ghi ngày cuối của chức vụ.",
        "The office has its last day.",
    ),
    (
        "found_bloc",
        {"name": "Khối mới", "short_name": "Khối", "code": "KM", "level": "province"},
        lambda: Bloc.objects.filter(code="KM").exists(),
        "Đã thành lập khối.",
        "The bloc is set up.",
    ),
    (
        "open_year",
        {
            **DECISION,
            "year": "2024",
            "members": "A; 01/10/2023; 30/09/2024\nB\nC",
            "head": "B",
            "basis": "rotation",
        },
        lambda: BlocYear.objects.get(year=2024).state == "drafted",
        "Đã mở năm ở giai đoạn dự thảo.",
        "The year is open as a draft.",
    ),
    (
        "set_rotation",
        {"units": "B\nA\nC", "adopted_on": DAY, "skip_rule": ""},
        lambda: RotationList.objects.filter(adopted_on=TODAY).exists(),
        "Đã ghi danh sách luân phiên.",
        "The rotation list is on record.",
    ),
    (
        "settle_term",
        {"year": "2025", "head": "C", "standing": "planned", "note": ""},
        lambda: RotationTerm.objects.filter(year=2025, head__code="C", planned=True).exists(),
        "Đã ghi nhiệm kỳ.",
        "The term is on record.",
    ),
    (
        "enter_phase",
        {"state": "consulted", "since": DAY, "reason": ""},
        lambda: BlocYear.objects.filter(state="consulted").count() == 1,
        "Năm đã chuyển giai đoạn.",
        "The year has entered the phase.",
    ),
    (
        "admit_member",
        {**DECISION, "unit": "KHAC", "joined_on": DAY, "year_from": "", "year_to": ""},
        lambda: Membership.objects.filter(unit__code="KHAC", joined_on=TODAY).exists(),
        "Đơn vị là thành viên từ ngày ấy.",
        "The unit is a member from that day.",
    ),
    (
        "release_member",
        {**DECISION, "last": DAY},
        lambda: Membership.objects.get(unit__code="C").left_on == TODAY,
        "Đơn vị thôi là thành viên từ ngày hôm sau.",
        "The unit is no longer a member from the day after.",
    ),
]


@pytest.mark.parametrize(("name", "typed", "so", "vi", "en"), SAVES, ids=[row[0] for row in SAVES])
def test_what_is_sent_is_saved_and_said(
    client: Any, language: str, field: Field, name: str, typed: dict[str, Any], so: Any, vi: str, en: str
) -> None:
    client.force_login(field.who["standing"])

    answer = client.post(field.at(name), typed, follow=True)

    assert [status for _address, status in answer.redirect_chain] == [302]
    assert escape({"vi": vi, "en": en}[language]) in answer.text
    assert so()


def test_a_head_is_named_from_the_members(client: Any, language: str, field: Field) -> None:
    client.force_login(field.who["standing"])
    typed = {"role": "deputy", "unit": field.unit("C"), "basis": "elected", "since": DAY, "instrument": ""}

    answer = client.post(field.at("name_lead"), typed, follow=True)

    assert {"vi": "Đã ghi Khối trưởng, Khối phó.", "en": "Head and deputy are on record."}[
        language
    ] in answer.text
    assert YearLead.objects.get(role="deputy", unit__code="C").since == TODAY


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("found_unit", {**NEW, **CLASS, "code": "A"}, "code"),
    ("found_unit", {**NEW, **CLASS, "parent": "không có"}, "parent"),
    ("found_unit", {**NEW, **CLASS, "since": "31/02/2024"}, "since"),
    ("found_unit", {**NEW, **CLASS, "year_starts": "30/02"}, "year_starts"),
    ("rename_unit", {**NAMING, **PAPER, "since": "hôm nay"}, "since"),
    ("move_unit", {"parent": "B", "province": "", "since": DAY, **PAPER}, "parent"),
    ("merge_units", {**NEW, "kind": "department", "others": "không có"}, "others"),
    ("absorb_unit", {"into": "Đơn vị", "share": "whole", "since": DAY, **PAPER}, "into"),
    ("correct_person", {"name": "Nguyễn", "reason": ""}, "reason"),
    ("tie_account", {"account": "không có"}, "account"),
    ("appoint", {"unit": "B", "title": "Giám đốc hai", "kind": "head", "since": DAY}, "kind"),
    (
        "authorise",
        {
            "number": "8",
            "grantor": "không ai",
            "deputy": "CB-2",
            "scope": "x",
            "issued_on": DAY,
            "valid_to": DAY,
        },
        "grantor",
    ),
    ("end_office", {"last": "01/01/2020", "reason": ""}, "last"),
    ("found_bloc", {"name": "Khối", "short_name": "K", "code": "", "level": "province"}, "code"),
    (
        "open_year",
        {**DECISION, "year": "2024", "members": "A; 01/10/2023", "head": "A", "basis": "decision"},
        "members",
    ),
    ("enter_phase", {"state": "decided", "since": DAY, "reason": "x"}, "state"),
    ("admit_member", {**DECISION, "unit": "A", "joined_on": DAY}, "unit"),
    ("settle_term", {"year": "2025", "head": "C", "standing": "skipped", "note": ""}, "note"),
]


def blamed(page: str) -> set[str]:
    """The fields the summary of errors leads to."""
    summary = page.partition("data-error-summary")[2].partition("</ul>")[0]
    return set(re.findall(r'href="#id_([a-z_]+?)(?:_0)?"', summary))


@pytest.mark.parametrize(("name", "typed", "where"), WRONG, ids=[f"{row[0]}-{row[2]}" for row in WRONG])
def test_what_does_not_fit_is_said_at_its_field_and_what_was_typed_stays(
    client: Any, field: Field, name: str, typed: dict[str, Any], where: str
) -> None:
    client.force_login(field.who["standing"])

    answer = client.post(field.at(name), typed)

    assert answer.status_code == 422
    assert blamed(answer.text) == {where}
    for value in typed.values():
        if value not in {"", "on"}:
            assert escape(value) in answer.text


def test_a_name_that_fits_several_units_lists_them(client: Any, language: str, field: Field) -> None:
    client.force_login(field.who["standing"])

    page = client.post(field.at("absorb_unit"), {"into": "don vi", "share": "whole", "since": DAY}).text

    said = {"vi": "đơn vị khớp với “don vi”", "en": "units fit “don vi”"}[language]
    assert said in page
    assert "A – Đơn vị A" in page


def test_going_back_in_the_phases_asks_for_a_reason(client: Any, field: Field) -> None:
    actions.enter_phase(
        bloc_year=field.year.public_id,
        state=YearState.CONSULTED,
        on=TODAY,
        reason="",
        actor=SYSTEM,
        at=NOW,
    )
    client.force_login(field.who["standing"])
    typed = {"state": "drafted", "since": DAY, "reason": ""}

    refused = client.post(field.at("enter_phase"), typed)
    taken = client.post(field.at("enter_phase"), {**typed, "reason": "Sửa danh sách"})

    assert (refused.status_code, blamed(refused.text)) == (422, {"reason"})
    assert taken.status_code == 302


def test_a_refused_form_changes_nothing(client: Any, field: Field) -> None:
    client.force_login(field.who["standing"])

    client.post(field.at("merge_units"), {**NEW, "kind": "department", "others": "KHAC", "code": "A"})

    assert (name_on("B"), name_on("KHAC")) == ("Đơn vị B", "Sở Khác")
    assert not UnitSuccession.objects.exists()
