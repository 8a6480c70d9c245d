"""Who reads whose evidence: eight people and more, predicate and rows agree; who writes, and in which state."""

from datetime import date, timedelta

import pytest

from tests.factories.accounts import make_account, make_grant
from tests.factories.covenants import make_person, put_in_office
from tests.reports.evidence import AT, ON, file_one, frozen_year, name_one, place, record, with_office
from thidua.accounts.roles import Role
from thidua.foundation.actors import SYSTEM
from thidua.foundation.gate import hidden
from thidua.foundation.models import AuditEntry
from thidua.organisations import actions as organisations
from thidua.organisations.models import BlocYear
from thidua.reports import checkers
from thidua.reports.actions import confirm_reference, withdraw_evidence
from thidua.reports.evidence import LeafLink
from thidua.reports.evidence_work import references_waiting
from thidua.reports.permissions.evidence import (
    evidence_visible_to,
    may_change_evidence,
    may_confirm_reference,
    may_file_evidence,
    may_open_evidence,
    may_read_evidence,
    may_read_record,
    may_withdraw_evidence,
    may_withdraw_file,
    years_with_evidence,
)

pytestmark = pytest.mark.django_db

READ_ALL = ("drafter", "head", "standing", "secretary", "member_of_council", "auditor")
NOTHING = ("officer", "deputy_leader", "stranger", "other_head", "administrator")


@pytest.fixture
def year(request, monkeypatch):
    found = frozen_year(notes={})
    monkeypatch.setattr(checkers, "CHECKERS", [])
    return found


def deputy_with(year, scope, *, valid_to):
    """A deputy head of the unit with an account, authorised in writing by its head."""
    unit = year.units["DV1"]
    account = make_account(full_name="Phó thủ trưởng")
    make_grant(account, Role.UNIT_DEPUTY, unit=unit.public_id)
    head, deputy = make_person(None, "Thủ trưởng"), make_person(account, "Phó thủ trưởng")
    for person, kind in ((head, "head"), (deputy, "deputy")):
        put_in_office(person, unit, kind, kind)
    organisations.authorise_deputy(
        number="12/GUQ", unit=unit.code, grantor=head.public_id, deputy=deputy.public_id, scope=scope,
        issued_on=date(2023, 2, 1), valid_to=valid_to, actor=SYSTEM, at=AT,
    )  # fmt: skip
    return account


@pytest.mark.parametrize("who", [*READ_ALL, *NOTHING, "appraiser"])
def test_evidence_of_the_head_unit_is_read_by_those_who_judge_it_and_by_no_competitor(year, who):
    key = file_one(year, "DV1").evidence
    person, row = getattr(year, who), record(key)

    verdict = may_read_record(person, (place(year), row), on=ON)

    assert verdict.allowed is (who in READ_ALL)
    assert hidden(verdict) is (who not in READ_ALL)
    assert evidence_visible_to(person, on=ON).exists() is verdict.allowed
    assert may_read_evidence(person, place(year), on=ON).allowed is verdict.allowed


@pytest.mark.parametrize("who", ["officer", "drafter", "deputy_leader", "standing"])
def test_a_member_reads_its_own_and_not_another_members(year, who):
    file_one(year, "DV2")
    sees = who != "deputy_leader"

    assert may_read_evidence(getattr(year, who), place(year, "DV2"), on=ON).allowed is sees
    assert evidence_visible_to(getattr(year, who), on=ON).exists() is sees


def test_a_unit_assigned_to_check_reads_what_it_checks(year, monkeypatch):
    file_one(year, "DV2")
    third, second = year.units["DV3"].public_id, year.units["DV2"].public_id
    monkeypatch.setattr(checkers, "CHECKERS", [lambda bloc_year: {second: frozenset({third})}])

    assert may_read_evidence(year.deputy_leader, place(year, "DV2"), on=ON).allowed
    assert not may_read_evidence(year.deputy_leader, place(year, "DV1"), on=ON).allowed
    assert evidence_visible_to(year.deputy_leader, on=ON).count() == 1
    assert not may_file_evidence(year.deputy_leader, place(year, "DV2"), on=ON).allowed


def test_an_appraiser_reads_the_evidence_of_its_criteria_only():
    year = with_office()
    mine = file_one(year, links=[LeafLink("B.1"), LeafLink("A.1")]).evidence
    other = file_one(year, "DV2", links=[LeafLink("B.2")]).evidence

    on = {"on": ON}
    assert may_read_evidence(year.appraiser, place(year), **on).allowed
    assert may_read_record(year.appraiser, (place(year), record(mine)), **on).allowed
    assert hidden(may_read_record(year.appraiser, (place(year, "DV2"), record(other)), **on))
    assert [row.public_id for row in evidence_visible_to(year.appraiser, **on)] == [mine]
    assert not may_file_evidence(year.appraiser, place(year), **on).allowed
    assert [one.public_id for one in years_with_evidence(year.appraiser, **on)] == [year.key]


@pytest.mark.parametrize("who", ["drafter", "head", "standing", "auditor", "officer", "administrator"])
def test_only_the_unit_files_corrects_and_withdraws(year, who):
    key, person = file_one(year).evidence, getattr(year, who)
    found = (place(year), record(key))
    own = who in {"drafter", "head"}

    assert may_file_evidence(person, place(year), on=ON).allowed is own
    assert may_change_evidence(person, found, on=ON).allowed is own
    assert may_withdraw_evidence(person, found, on=ON).allowed is own
    assert may_withdraw_file(person, (*found, found[1].files[0]), on=ON).allowed is own


@pytest.mark.parametrize(
    ("who", "confirms"), [("head", True), ("drafter", False), ("standing", False), ("auditor", False)]
)
def test_only_the_head_of_the_unit_answers_for_a_classified_paper(year, who, confirms):
    found = (place(year), record(name_one(year)))

    verdict = may_confirm_reference(getattr(year, who), found, on=ON)

    assert verdict.allowed is confirms
    assert hidden(verdict) is False


def test_the_deputy_of_a_unit_does_not_answer_for_its_head(year):
    deputy = make_account()
    make_grant(deputy, Role.UNIT_DEPUTY, unit=year.units["DV1"].public_id)

    found = (place(year), record(name_one(year)))

    assert not may_confirm_reference(deputy, found, on=ON).allowed


@pytest.mark.parametrize(
    ("scope", "days", "answers"),
    [
        ("Ký và xác nhận Tài liệu mật của đơn vị", 30, True),
        ("Ký giao ước thi đua", 30, False),
        ("Xác nhận tài liệu mật", -1, False),
    ],
)
def test_a_deputy_answers_by_an_authorisation_in_force_that_names_classified_papers(
    year, scope, days, answers
):
    deputy = deputy_with(year, scope, valid_to=ON + timedelta(days=days))
    found = (place(year), record(name_one(year)))

    verdict = may_confirm_reference(deputy, found, on=ON)

    assert verdict.allowed is answers
    waiting = [one.key for one in references_waiting(deputy, on=ON)]
    assert waiting == ([found[1].key] if answers else [])
    if answers:
        confirm_reference(evidence=found[1].key, actor=deputy, at=AT)
        told = AuditEntry.objects.get(name="reports.confirm_reference_by_authorisation")
        assert (record(found[1].key).counts, told.data["number"]) == (True, "12/GUQ")


def test_what_ended_and_a_concluded_year_are_left_alone(year):
    key = file_one(year).evidence
    withdraw_evidence(evidence=key, reason="Nhầm", actor=year.drafter, at=AT)

    verdict = may_change_evidence(year.drafter, (place(year), record(key)), on=ON)
    assert [one.sentence.text for one in verdict.reasons()] == ["This record was withdrawn."]
    assert may_read_record(year.drafter, (place(year), record(key)), on=ON).allowed

    BlocYear.objects.filter(pk=year.bloc_year.pk).update(state="archived")
    assert not may_file_evidence(year.drafter, place(year), on=ON).allowed


def test_a_role_that_ended_yesterday_reads_nothing(year):
    file_one(year)
    former = make_account()
    make_grant(former, Role.UNIT_OFFICER, unit=year.units["DV1"].public_id, valid_to=ON - timedelta(days=1))

    assert hidden(may_read_evidence(former, place(year), on=ON))
    assert not may_open_evidence(former, on=ON).allowed
    assert years_with_evidence(former, on=ON) == ()


@pytest.mark.parametrize(
    ("who", "opens"), [("drafter", True), ("appraiser", True), ("auditor", True), ("administrator", False)]
)
def test_the_list_opens_for_whoever_has_a_part(year, who, opens):
    assert may_open_evidence(getattr(year, who), on=ON).allowed is opens
