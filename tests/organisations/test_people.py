"""People, offices and authorisations: by day, one head at a time, nothing claimed beyond the source."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import make_account, make_grant
from tests.factories.organisations import AT, make_office, make_person, make_unit
from thidua.accounts.models import User
from thidua.foundation.actors import SYSTEM
from thidua.foundation.acts import latest_acts
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import Refused
from thidua.organisations import actions
from thidua.organisations.drafts import NewPerson
from thidua.organisations.errors import (
    CodeTaken,
    DaysOutOfOrder,
    HeadAlreadySitting,
    NameMissing,
    NothingChanged,
    OfficeUnfit,
    ReasonMissing,
    UnitNotInForce,
    UnitUnknown,
)
from thidua.organisations.models import Office
from thidua.organisations.queries import (
    authorisation_row,
    authorisations_of_person,
    authorisations_of_unit,
    authorised_deputies,
    head_of_unit,
    office_row,
    offices_of_person,
    offices_of_unit,
    offices_of_user,
    people_by_codes,
    people_found,
    people_in_office,
    people_page,
    person,
    person_by_code,
    person_card,
)

pytestmark = pytest.mark.django_db

DAY = date(2023, 6, 1)
LATER = datetime(2023, 6, 1, 9, 0, tzinfo=VIET_NAM)


class TestRegistering:
    def test_a_person_is_found_with_and_without_diacritics(self) -> None:
        make_person("Đặng Thùy Dương", code="P09")

        assert [found.name for found in people_found("dang thuy")] == ["Đặng Thùy Dương"]
        assert people_found("  ") == ()
        assert person_by_code("p09") is not None
        assert set(people_by_codes(["p09", "P10"])) == {"P09"}

    def test_without_a_code_one_is_made(self) -> None:
        made = make_person("Nguyễn Văn A")

        assert made.code == made.public_id.upper()
        assert person(made.public_id) == made

    def test_a_code_is_taken_once(self) -> None:
        make_person(code="P1")

        with pytest.raises(CodeTaken):
            make_person(code="P1")

    def test_a_name_is_needed(self) -> None:
        with pytest.raises(NameMissing):
            actions.register_person(new=NewPerson(" "), actor=SYSTEM, at=AT)

    def test_people_are_listed_by_given_name(self) -> None:
        for name in ("Trần Văn Bình", "Lê Thị An", "Ngô Văn Ân"):
            make_person(name)

        rows, total = people_page("", on=DAY)

        assert [who.name for who, _ in rows] == ["Lê Thị An", "Ngô Văn Ân", "Trần Văn Bình"]
        assert total == 3


class TestCorrecting:
    def correct(self, who, reason="Gõ sai", **changed):
        facts: dict[str, Any] = {"name": who.name, "title_before": "", "gender": "", "rank": ""}
        return actions.correct_person(
            person=who.code, **(facts | changed), reason=reason, actor=SYSTEM, at=LATER
        )

    def test_the_ledger_keeps_what_it_said_before(self) -> None:
        who = make_person("Nguyễn Văn A")

        self.correct(who, rank="Đại tá")

        (act, *_) = latest_acts(on_key=who.public_id)
        assert (act.data["was"], act.data["now"]) == ({"rank": ""}, {"rank": "Đại tá"})

    @pytest.mark.parametrize(
        ("reason", "changed", "error"),
        [("", {"rank": "x"}, ReasonMissing), ("x", {}, NothingChanged), ("x", {"name": ""}, NameMissing)],
    )
    def test_what_does_not_fit_is_refused(self, reason, changed, error) -> None:
        with pytest.raises(error):
            self.correct(make_person("A"), reason, **changed)

    def test_an_unknown_person_is_said(self) -> None:
        with pytest.raises(UnitUnknown):
            actions.correct_person(
                person="KHONG", name="A", title_before="", gender="", rank="", reason="x", actor=SYSTEM, at=AT
            )


class TestTyingAccounts:
    def test_the_account_leads_to_the_offices(self) -> None:
        who, user, unit = make_person(), make_account(), make_unit("A")
        make_office(who, unit, "officer", since=date(2020, 1, 1))

        actions.tie_account(person=who.code, account=user.public_id, actor=SYSTEM, at=AT)

        assert [row.unit.code for row in offices_of_user(user.pk, on=DAY)] == ["A"]
        card = person_card(who.public_id)
        assert card is not None
        assert card.account == user.public_id

    def test_once_on_both_sides_and_never_for_a_real_person(self) -> None:
        user = make_account()
        actions.tie_account(person=make_person(code="A").code, account=user.public_id, actor=SYSTEM, at=AT)
        make_person(code="B")
        make_person(code="R", is_real=True)

        for who, account in (("A", make_account()), ("B", user), ("R", make_account())):
            with pytest.raises(OfficeUnfit):
                actions.tie_account(person=who, account=account.public_id, actor=SYSTEM, at=AT)

    def test_an_unknown_account_is_said(self) -> None:
        with pytest.raises(UnitUnknown):
            actions.tie_account(person=make_person().code, account="x", actor=SYSTEM, at=AT)


class TestOffices:
    def test_an_office_counts_from_its_first_to_its_last_day(self) -> None:
        who, unit = make_person(), make_unit("A")
        make_office(who, unit, "deputy", since=date(2023, 1, 1), until=date(2023, 5, 31))

        assert len(people_in_office(unit.id, on=date(2023, 5, 31))) == 1
        assert people_in_office(unit.id, on=DAY) == ()

    def test_an_office_known_for_one_day_claims_nothing_else(self) -> None:
        who, unit = make_person(is_real=True), make_unit("A")
        make_office(who, unit, "leader", known_on=DAY)

        assert [row.known_on for row in people_in_office(unit.id, on=DAY)] == [DAY]
        assert people_in_office(unit.id, on=date(2023, 6, 2)) == ()

    def test_heads_come_first(self) -> None:
        unit = make_unit("A")
        make_office(make_person("Nguyễn Văn An"), unit, "deputy")
        make_office(make_person("Nguyễn Văn Bình"), unit, "head")

        assert [row.kind for row in people_in_office(unit.id, on=DAY)] == ["head", "deputy"]
        head = head_of_unit(unit.id, on=DAY)
        assert head is not None
        assert head.person.name == "Nguyễn Văn Bình"
        assert head_of_unit(make_unit("B").id, on=DAY) is None

    def test_a_second_head_is_refused_by_name(self) -> None:
        unit = make_unit("A")
        make_office(make_person("Nguyễn Văn An"), unit, "head", since=date(2020, 1, 1))

        with pytest.raises(HeadAlreadySitting) as refused:
            make_office(make_person(), unit, "head", since=DAY)

        assert refused.value.sentence.params["person"] == "Nguyễn Văn An"

    def test_one_head_after_another_is_fine(self) -> None:
        unit = make_unit("A")
        make_office(make_person(), unit, "head", until=date(2023, 5, 31))

        make_office(make_person(), unit, "head", since=DAY)

        assert len(offices_of_unit(unit.id, on=DAY)) == 2

    def test_the_database_itself_knows_one_head(self) -> None:
        who, unit = make_person(), make_unit("A")
        make_office(who, unit, "head", since=date(2020, 1, 1), until=date(2023, 12, 31))

        with pytest.raises(IntegrityError), transaction.atomic():
            Office(person_id=who.id, unit_id=unit.id, title="x", kind="head", valid_from=DAY).save(
                force_insert=True
            )

    @pytest.mark.parametrize(
        ("days", "error"),
        [
            ({"since": DAY, "until": date(2023, 1, 1)}, DaysOutOfOrder),
            ({"since": DAY, "known_on": DAY}, OfficeUnfit),
            ({"since": date(2021, 12, 31)}, UnitNotInForce),
            ({"title": "  ", "since": DAY}, NameMissing),
        ],
    )
    def test_what_does_not_fit_is_refused(self, days, error) -> None:
        who, unit = make_person(), make_unit("A", on=date(2022, 1, 1))

        with pytest.raises(error):
            make_office(who, unit, **days)

    def test_the_same_office_is_held_once(self) -> None:
        who, unit = make_person(), make_unit("A")
        make_office(who, unit, title="Trợ lý")

        with pytest.raises(OfficeUnfit):
            make_office(who, unit, title="Trợ lý", since=DAY)


class TestEnding:
    def end(self, office: str, last: date = DAY) -> None:
        actions.end_office(office=office, last=last, reason="Nghỉ hưu", actor=SYSTEM, at=LATER)

    def test_the_office_gets_its_last_day(self) -> None:
        who, unit = make_person(), make_unit("A")
        office = make_office(who, unit, since=date(2020, 1, 1))

        self.end(office)

        (row,) = offices_of_person(who.id, on=LATER.date())
        assert row.valid_to == DAY
        found = office_row(office, on=DAY)
        assert found is not None
        assert found.public_id == office

    def test_what_has_ended_or_is_known_for_one_day_does_not_end(self) -> None:
        unit = make_unit("A")
        ended = make_office(make_person(), unit, until=date(2023, 1, 1))
        known = make_office(make_person(), unit, known_on=DAY)

        for office in (ended, known):
            with pytest.raises(OfficeUnfit):
                self.end(office)

    def test_it_does_not_end_before_it_begins(self) -> None:
        office = make_office(make_person(), make_unit("A"), since=DAY)

        with pytest.raises(DaysOutOfOrder):
            self.end(office, date(2023, 1, 1))

    def test_an_unknown_office_is_said(self) -> None:
        with pytest.raises(UnitUnknown):
            self.end("x")


class TestAuthorising:
    def setup_people(self):
        unit, head, deputy = make_unit("A"), make_person(code="TRUONG"), make_person(code="PHO")
        make_office(head, unit, "head", since=date(2020, 1, 1))
        make_office(deputy, unit, "deputy", since=date(2020, 1, 1))
        return unit, head, deputy

    def authorise(self, actor=SYSTEM, **changed) -> str:
        facts: dict[str, Any] = {
            "number": "45/GUQ",
            "unit": "A",
            "grantor": "TRUONG",
            "deputy": "PHO",
            "scope": "Ký giao ước",
            "issued_on": DAY,
            "valid_to": date(2023, 7, 31),
        }
        return actions.authorise_deputy(**(facts | changed), actor=actor, at=LATER)

    def revoke(self, paper: str, on: date = DAY, reason: str = "Đi công tác về") -> None:
        actions.revoke_authorisation(authorisation=paper, on=on, reason=reason, actor=SYSTEM, at=LATER)

    def test_it_holds_from_issue_to_its_last_day(self) -> None:
        unit, head, deputy = self.setup_people()

        paper = self.authorise()

        assert [row.public_id for row in authorised_deputies(unit.id, on=date(2023, 7, 31))] == [paper]
        assert authorised_deputies(unit.id, on=date(2023, 8, 1)) == ()
        assert authorisations_of_unit(unit.id) == authorisations_of_person(head.id)
        assert authorisations_of_person(deputy.id) == authorisations_of_person(head.id)

    def test_revoked_it_holds_no_more(self) -> None:
        unit, *_ = self.setup_people()
        paper = self.authorise()

        self.revoke(paper)

        assert authorised_deputies(unit.id, on=DAY) == ()
        found = authorisation_row(paper)
        assert found is not None
        assert found.revoked_on == DAY

    @pytest.mark.parametrize(
        ("changed", "error", "where"),
        [
            ({"grantor": "PHO", "deputy": "TRUONG"}, OfficeUnfit, "grantor"),
            ({"deputy": "TRUONG"}, OfficeUnfit, "deputy"),
            ({"deputy": "KHACH"}, OfficeUnfit, "deputy"),
            ({"valid_to": date(2023, 1, 1)}, DaysOutOfOrder, "valid_to"),
            ({"number": " "}, NameMissing, "number"),
            ({"scope": " "}, NameMissing, "scope"),
            ({"unit": "KHONG"}, UnitUnknown, "unit"),
        ],
    )
    def test_what_does_not_fit_is_refused_at_its_field(self, changed, error, where) -> None:
        self.setup_people()
        make_person(code="KHACH")

        with pytest.raises(error) as refused:
            self.authorise(**changed)

        assert refused.value.where == where

    def test_a_number_is_used_once_in_a_unit(self) -> None:
        self.setup_people()
        self.authorise()

        with pytest.raises(CodeTaken):
            self.authorise()

    @pytest.mark.parametrize(
        ("on", "reason", "error"),
        [
            (DAY, "", ReasonMissing),
            (date(2023, 8, 1), "x", OfficeUnfit),
            (date(2023, 5, 1), "x", OfficeUnfit),
        ],
    )
    def test_what_cannot_be_revoked_is_said(self, on, reason, error) -> None:
        self.setup_people()
        paper = self.authorise()

        with pytest.raises(error):
            self.revoke(paper, on, reason)

    def test_it_is_revoked_once(self) -> None:
        self.setup_people()
        paper = self.authorise()
        self.revoke(paper)

        with pytest.raises(OfficeUnfit):
            self.revoke(paper)
        with pytest.raises(UnitUnknown):
            self.revoke("x")

    def test_the_units_own_officer_records_it_and_another_units_does_not(self) -> None:
        unit, *_ = self.setup_people()
        own, other = make_account(), make_account()
        make_grant(own, "unit_officer", unit=unit.public_id)
        make_grant(other, "unit_officer", unit=make_unit("B").public_id)

        self.authorise(own)
        with pytest.raises(Refused):
            self.authorise(other, number="46/GUQ")
        assert User.objects.count() == 2
