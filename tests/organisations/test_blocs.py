"""Blocs, their members and heads by decision, and the rotation."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories.organisations import (
    AT,
    make_bloc,
    make_bloc_with_year,
    make_unit,
    make_year,
)
from thidua.foundation.actors import SYSTEM
from thidua.foundation.checks import untruths
from thidua.foundation.clock import VIET_NAM
from thidua.organisations import actions
from thidua.organisations.drafts import Decision, NewBloc, NewMember
from thidua.organisations.errors import (
    CodeTaken,
    DaysOutOfOrder,
    LeadUnfit,
    MembershipUnfit,
    NameMissing,
    RotationUnfit,
    UnitNotInForce,
)
from thidua.organisations.models import YearLead
from thidua.organisations.queries import (
    BlocYearCard,
    bloc,
    bloc_by_code,
    bloc_year,
    leads_of,
    member_units,
    memberships_of,
    next_in_rotation,
    rotations_of,
    terms_of,
    unit_name,
)
from thidua.organisations.states import BlocLevel, LeadBasis, LeadRole

pytestmark = pytest.mark.django_db

PAPER = Decision("99/QĐ-UBND", date(2023, 5, 4))
LATER = datetime(2023, 6, 1, 9, 0, tzinfo=VIET_NAM)
TODAY = date(2023, 6, 1)


class TestBlocs:
    def test_a_bloc_is_found_again_by_code_and_key(self) -> None:
        made = make_bloc("KNC")

        assert bloc_by_code("KNC") == made
        assert bloc(made.public_id) == made
        assert (made.symbol_suffix, bloc("x"), bloc_by_code("x")) == ("KNC", None, None)

    def test_the_short_name_may_follow_from_the_name(self) -> None:
        new = NewBloc("K", "Khối Thi đua Nội chính", "", BlocLevel.PROVINCE, set_up_by=make_unit("UBND").code)

        assert actions.found_bloc(new=new, actor=SYSTEM, at=AT).short_name == "Khối Thi đua Nội chính"

    def test_a_code_is_taken_once_and_a_name_is_needed(self) -> None:
        make_bloc("K")

        with pytest.raises(CodeTaken):
            make_bloc("K")
        with pytest.raises(NameMissing):
            make_bloc("L", name=" ")


class TestMembers:
    def admit(self, year: BlocYearCard, unit: str, joined_on: date = date(2023, 5, 5)) -> None:
        actions.admit_member(
            bloc_year=year.public_id,
            new=NewMember(unit),
            joined_on=joined_on,
            decision=PAPER,
            actor=SYSTEM,
            at=LATER,
        )

    def release(self, year: BlocYearCard, unit: str, last: date = date(2023, 5, 31)) -> None:
        actions.release_member(
            bloc_year=year.public_id, unit=unit, last=last, decision=PAPER, actor=SYSTEM, at=LATER
        )

    def test_a_unit_joins_at_the_end_of_the_list_from_its_day(self) -> None:
        year = make_bloc_with_year()
        make_unit("D")

        self.admit(year, "D")

        assert [m.code for m in member_units(year.id, on=date(2023, 5, 4))] == ["A", "B", "C"]
        assert [m.code for m in member_units(year.id, on=date(2023, 5, 5))] == ["A", "B", "C", "D"]
        assert member_units(year.id)[-1].decision == "99/QĐ-UBND (04/05/2023)"

    def test_a_unit_leaves_by_a_decision_and_may_come_back(self) -> None:
        year = make_bloc_with_year()

        self.release(year, "C")
        with pytest.raises(MembershipUnfit):
            self.admit(year, "C", date(2023, 5, 31))
        self.admit(year, "C", date(2023, 9, 1))

        assert [(m.code, m.left_on) for m in member_units(year.id)][-2:] == [
            ("C", date(2023, 5, 31)),
            ("C", None),
        ]
        assert len(memberships_of(member_units(year.id)[2].id)) == 2

    def test_a_member_is_not_admitted_twice(self) -> None:
        with pytest.raises(MembershipUnfit):
            self.admit(make_bloc_with_year(), "C")

    def test_a_head_does_not_leave_while_it_leads(self) -> None:
        with pytest.raises(LeadUnfit):
            self.release(make_bloc_with_year(), "A")

    def test_two_members_always_remain_and_strangers_cannot_leave(self) -> None:
        year = make_bloc_with_year("A", "B")
        make_unit("X")

        for unit in ("B", "X"):
            with pytest.raises(MembershipUnfit):
                self.release(year, unit)

    def test_it_does_not_leave_before_it_joined(self) -> None:
        with pytest.raises(DaysOutOfOrder):
            self.release(make_bloc_with_year(), "C", date(2022, 1, 1))

    def test_a_decision_needs_its_number(self) -> None:
        year = make_bloc_with_year()
        make_unit("D")
        nameless = Decision("", date(2023, 1, 1))

        with pytest.raises(NameMissing):
            actions.admit_member(
                bloc_year=year.public_id,
                new=NewMember("D"),
                joined_on=date(2023, 5, 5),
                decision=nameless,
                actor=SYSTEM,
                at=LATER,
            )
        with pytest.raises(NameMissing):
            actions.release_member(
                bloc_year=year.public_id,
                unit="C",
                last=date(2023, 5, 5),
                decision=nameless,
                actor=SYSTEM,
                at=LATER,
            )


class TestLeads:
    def name(
        self,
        year: BlocYearCard,
        unit: str,
        role: LeadRole = LeadRole.HEAD,
        basis: LeadBasis = LeadBasis.ELECTED,
        since: date = date(2023, 3, 1),
    ) -> None:
        actions.name_lead(
            bloc_year=year.public_id,
            role=role,
            unit=unit,
            basis=basis,
            since=since,
            instrument="Biên bản",
            actor=SYSTEM,
            at=LATER,
        )

    def test_whoever_led_before_leaves_the_day_before(self) -> None:
        year = make_bloc_with_year()

        self.name(year, "C")

        assert [(lead.unit.code, lead.role, lead.until) for lead in leads_of(year.id)] == [
            ("B", "deputy", None),
            ("A", "head", date(2023, 2, 28)),
            ("C", "head", None),
        ]
        before, after = bloc_year(year.public_id, on=date(2023, 2, 28)), bloc_year(year.public_id)
        assert before is not None
        assert after is not None
        assert before.head is not None
        assert after.head is not None
        assert (before.head.code, after.head.code) == ("A", "C")
        assert untruths() == ()

    def test_the_same_unit_may_lead_on_a_new_ground(self) -> None:
        year = make_bloc_with_year()

        self.name(year, "A")

        assert [lead.basis for lead in leads_of(year.id) if lead.role is LeadRole.HEAD] == [
            "decision",
            "elected",
        ]

    @pytest.mark.parametrize(
        ("changed", "error"),
        [
            ({"unit": "A", "basis": LeadBasis.DECISION}, LeadUnfit),
            ({"unit": "B"}, LeadUnfit),
            ({"unit": "X"}, LeadUnfit),
            ({"unit": "C", "since": date(2023, 1, 10)}, LeadUnfit),
        ],
    )
    def test_who_cannot_lead_is_refused(self, changed, error) -> None:
        year = make_bloc_with_year()
        make_unit("X")

        with pytest.raises(error):
            self.name(year, **changed)

    def test_the_database_itself_knows_one_head(self) -> None:
        year = make_bloc_with_year()
        self.name(year, "C")
        other = member_units(year.id)[1]

        with pytest.raises(IntegrityError), transaction.atomic():
            YearLead(
                bloc_year_id=year.id,
                unit_id=other.id,
                role="head",
                basis="elected",
                since=date(2023, 2, 1),
                until=date(2023, 2, 10),
            ).save(force_insert=True)


class TestRotation:
    def rotate(self, home, *units: str, adopted_on: date = date(2021, 12, 17)) -> None:
        actions.set_rotation(
            bloc=home.code, units=units, adopted_on=adopted_on, skip_rule="Lùi một lượt", actor=SYSTEM, at=AT
        )

    def settle(self, home, year: int, head: str, note: str = "", *, planned=False, skipped=False) -> None:
        actions.settle_rotation_term(
            bloc=home.code,
            year=year,
            head=head,
            planned=planned,
            skipped=skipped,
            note=note,
            actor=SYSTEM,
            at=AT,
        )

    def turn(self, home, year: int) -> str | None:
        found = next_in_rotation(home.id, year=year, on=AT.date())
        return found.code if found else None

    @pytest.fixture
    def home(self):
        for code in ("A", "B", "C"):
            make_unit(code)
        return make_bloc("K")

    def test_the_turn_goes_round(self, home) -> None:
        self.rotate(home, "A", "B", "C")

        assert self.turn(home, 2022) == "A"
        self.settle(home, 2022, "A")
        assert self.turn(home, 2023) == "B"
        self.settle(home, 2023, "B")
        assert self.turn(home, 2024) == "C"
        self.settle(home, 2024, "C")
        assert self.turn(home, 2025) == "A"

    def test_whoever_gave_its_turn_away_comes_before_anybody_a_second_time(self, home) -> None:
        self.rotate(home, "A", "B", "C")
        self.settle(home, 2022, "A")
        self.settle(home, 2023, "C")

        assert self.turn(home, 2024) == "B"
        self.settle(home, 2024, "B")
        assert self.turn(home, 2025) == "A"

    def test_a_turn_passed_over_was_had(self, home) -> None:
        self.rotate(home, "A", "B", "C")
        self.settle(home, 2022, "A")
        self.settle(home, 2023, "B", "Đang bị kỷ luật", skipped=True)
        self.settle(home, 2023, "C")

        assert self.turn(home, 2024) == "A"

    def test_a_year_s_own_head_counts_without_a_term(self, home) -> None:
        units = [name for code in ("A", "B", "C") if (name := unit_name(code, on=AT.date()))]
        self.rotate(home, "A", "B", "C")
        make_year(home, units, year=2023)
        assert (terms_of(home.id), self.turn(home, 2024)) == ((), "B")

        self.settle(home, 2023, "C")

        assert self.turn(home, 2024) == "B"

    def test_a_turn_passed_over_says_why_and_the_next_takes_it(self, home) -> None:
        self.rotate(home, "A", "B", "C")
        self.settle(home, 2022, "A", "Vừa sáp nhập", skipped=True)

        assert self.turn(home, 2022) == "B"
        with pytest.raises(RotationUnfit):
            self.settle(home, 2023, "B", skipped=True)

    def test_a_plan_may_be_changed_until_it_is_settled(self, home) -> None:
        self.settle(home, 2024, "A", planned=True)
        self.settle(home, 2024, "B", planned=True)
        self.settle(home, 2024, "B")

        assert [(t.year, t.head.code, t.planned) for t in terms_of(home.id)] == [(2024, "B", False)]
        for head in ("B", "C"):
            with pytest.raises(RotationUnfit):
                self.settle(home, 2024, head)

    def test_a_new_list_replaces_the_old_which_stays_readable(self, home) -> None:
        self.rotate(home, "A", "B", "C")
        self.rotate(home, "C", "A", adopted_on=date(2022, 12, 1))

        new, old = rotations_of(home.id, on=AT.date())
        assert [turn.unit.code for turn in new.turns] == ["C", "A"]
        assert (old.replaced_on, len(old.turns)) == (date(2022, 12, 1), 3)
        with pytest.raises(RotationUnfit):
            self.rotate(home, "A", adopted_on=date(2022, 12, 1))

    @pytest.mark.parametrize("units", [(), ("A", "A")])
    def test_each_unit_stands_once_on_a_list(self, home, units) -> None:
        with pytest.raises(RotationUnfit):
            self.rotate(home, *units)

    def test_a_unit_that_did_not_exist_is_not_on_a_list(self, home) -> None:
        make_unit("MOI", on=date(2022, 1, 1))

        with pytest.raises(UnitNotInForce):
            self.rotate(home, "MOI")

    def test_without_a_list_nobody_is_next(self, home) -> None:
        assert self.turn(home, 2023) is None
