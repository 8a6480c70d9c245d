"""Blocs and their years: by decision, led by members, from phase to phase, back only with a reason."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories.organisations import (
    AT,
    draft_year,
    make_bloc,
    make_bloc_with_year,
    make_unit,
    make_year,
)
from thidua.foundation.actors import SYSTEM
from thidua.foundation.acts import latest_acts
from thidua.foundation.checks import untruths
from thidua.foundation.clock import VIET_NAM
from thidua.organisations import actions
from thidua.organisations.drafts import Decision, NewBloc, NewMember, PastPhase
from thidua.organisations.errors import (
    BlocYearUnfit,
    CodeTaken,
    DaysOutOfOrder,
    LeadUnfit,
    MembershipUnfit,
    NameMissing,
    PhaseUnfit,
    ReasonMissing,
    RotationUnfit,
    UnitNotInForce,
    UnitUnknown,
)
from thidua.organisations.models import YearLead
from thidua.organisations.queries import (
    BlocYearCard,
    bloc,
    bloc_by_code,
    bloc_year,
    bloc_year_by_id,
    bloc_year_of,
    bloc_years_by_ids,
    current_bloc_years,
    keys_of_bloc_years,
    leads_of,
    member_units,
    memberships_of,
    name_day,
    next_in_rotation,
    phases_of,
    rotations_of,
    state_on,
    terms_of,
)
from thidua.organisations.states import ORDER, BlocLevel, LeadBasis, LeadRole, YearState

pytestmark = pytest.mark.django_db

PAPER = Decision("99/QĐ-UBND", date(2023, 5, 4))
LATER = datetime(2023, 6, 1, 9, 0, tzinfo=VIET_NAM)
TODAY = date(2023, 6, 1)


def enter(year: BlocYearCard, state: YearState, on: date = TODAY, reason: str = "") -> BlocYearCard:
    return actions.enter_phase(
        bloc_year=year.public_id, state=state, on=on, reason=reason, actor=SYSTEM, at=LATER
    )


def go_to(year: BlocYearCard, state: YearState) -> BlocYearCard:
    """By the straight way, all on one day."""
    for one in ORDER[1 : ORDER.index(state) + 1]:
        year = enter(year, one)
    return year


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


class TestOpening:
    def test_members_stand_in_the_order_of_the_decision_with_their_reporting_years(self) -> None:
        court, police = make_unit("TA", year_starts="10-01"), make_unit("CA", year_starts="11-15")
        year = make_year(make_bloc("KNC"), [court, police, make_unit("QS")])

        rows = member_units(year.id)

        assert [(m.code, m.role, m.year_from, m.year_to) for m in rows] == [
            ("TA", "head", date(2022, 10, 1), date(2023, 9, 30)),
            ("CA", "deputy", date(2022, 11, 15), date(2023, 11, 14)),
            ("QS", "member", date(2023, 1, 1), date(2023, 12, 31)),
        ]
        assert year.members == 3
        assert (year.state, year.code, str(year)) == (YearState.DRAFTED, "KNC-2023", f"{year.name}, 2023")

    def test_a_reporting_year_of_its_own_is_kept_as_told(self) -> None:
        first, second = make_unit("A"), make_unit("B")
        own = NewMember("A", date(2022, 12, 1), date(2023, 11, 30))
        year = make_year(make_bloc(), [first, second], members=[own, NewMember("B")])

        assert member_units(year.id)[0].year_from == date(2022, 12, 1)
        assert member_units(year.id)[0].year_confidence == "confirmed"

    def test_the_deputy_may_follow_later_and_the_day_of_opening_may_be_today(self) -> None:
        units = [make_unit("A"), make_unit("B")]
        year = make_year(make_bloc(), units, deputy="", opened_on=None)

        assert year.deputy is None
        assert year.opened_on == AT.date()

    @pytest.mark.parametrize(
        ("changed", "error", "where"),
        [
            ({"members": [NewMember("A")]}, BlocYearUnfit, "members"),
            ({"members": [NewMember("A"), NewMember("A"), NewMember("B")]}, BlocYearUnfit, "members"),
            ({"members": [NewMember("A"), NewMember("KHONG")]}, UnitUnknown, "members"),
            ({"members": [NewMember("A"), NewMember("MOI")], "deputy": ""}, UnitNotInForce, "members"),
            (
                {"members": [NewMember("A", date(2023, 1, 1), date(2022, 1, 1)), NewMember("B")]},
                DaysOutOfOrder,
                "members",
            ),
            ({"head": "KHACH"}, LeadUnfit, "head"),
            ({"deputy": "KHACH"}, LeadUnfit, "deputy"),
            ({"deputy": "A"}, LeadUnfit, "deputy"),
            ({"decision": Decision(" ", date(2022, 12, 29))}, NameMissing, "decision_number"),
        ],
    )
    def test_what_the_decision_cannot_mean_is_refused_at_its_field(self, changed, error, where) -> None:
        units = [make_unit("A"), make_unit("B")]
        make_unit("KHACH")
        make_unit("MOI", on=date(2023, 3, 1))
        home = make_bloc("K")

        with pytest.raises(error) as refused:
            make_year(home, units, **changed)

        assert refused.value.where == where
        assert bloc_year_of("K", 2023) is None

    def test_a_bloc_has_one_year_of_a_number(self) -> None:
        home, units = make_bloc(), [make_unit("A"), make_unit("B")]
        make_year(home, units)

        with pytest.raises(BlocYearUnfit):
            make_year(home, units)

    def test_years_are_found_by_key_number_and_bloc(self) -> None:
        year = make_bloc_with_year()

        assert bloc_year(year.public_id) == year
        assert bloc_year("x") is None
        assert bloc_years_by_ids([year.id]) == (year,)
        assert current_bloc_years(on=LATER.date()) == (bloc_year(year.public_id, on=LATER.date()),)
        assert keys_of_bloc_years([year.bloc.public_id]) == (year.public_id,)
        with pytest.raises(LookupError):
            bloc_year_by_id(0)

    def test_names_of_a_year_are_those_of_its_end_at_the_latest(self) -> None:
        assert name_day(2023) == date(2023, 12, 31)
        assert name_day(2023, date(2026, 1, 1)) == date(2023, 12, 31)
        assert name_day(2023, date(2023, 7, 21)) == date(2023, 7, 21)


class TestPastYears:
    def past(self, *phases: PastPhase) -> BlocYearCard:
        units = [make_unit("A"), make_unit("B")]
        return actions.enter_past_year(
            new=draft_year(make_bloc("K"), units, year=2020, opened_on=None),
            phases=phases,
            actor=SYSTEM,
            at=AT,
        )

    def test_only_what_is_known_has_days(self) -> None:
        year = self.past(
            PastPhase(YearState.SIGNED, date(2020, 3, 1)), PastPhase(YearState.ARCHIVED, date(2021, 3, 30))
        )

        assert [(p.state, p.entered_on, p.left_on) for p in phases_of(year.id)] == [
            (YearState.SIGNED, date(2020, 3, 1), date(2021, 3, 29)),
            (YearState.ARCHIVED, date(2021, 3, 30), None),
        ]
        assert (year.state, year.history_only) == (YearState.ARCHIVED, True)
        assert current_bloc_years(on=AT.date()) == ()
        assert untruths() == ()

    @pytest.mark.parametrize(
        "phases",
        [
            (),
            (PastPhase(YearState.DECIDED, date(2021, 1, 1)), PastPhase(YearState.SIGNED, date(2021, 2, 1))),
            (PastPhase(YearState.SIGNED, date(2021, 3, 1)), PastPhase(YearState.DECIDED, date(2021, 2, 1))),
            (PastPhase(YearState.SIGNED, date(2021, 3, 1)), PastPhase(YearState.SIGNED, date(2021, 4, 1))),
        ],
    )
    def test_phases_out_of_order_are_refused(self, phases) -> None:
        with pytest.raises(PhaseUnfit):
            self.past(*phases)


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


class TestPhases:
    def test_a_year_goes_from_phase_to_phase_and_may_resume_after_the_review(self) -> None:
        year = go_to(make_bloc_with_year(), YearState.HALF_REVIEWED)

        year = enter(year, YearState.LAUNCHED, date(2023, 7, 1))

        assert year.state is YearState.LAUNCHED
        assert [p.went_back for p in phases_of(year.id)] == [False] * 6
        assert state_on(year.id, on=date(2023, 7, 1)) is YearState.LAUNCHED
        assert state_on(year.id, on=date(2023, 6, 1)) is YearState.HALF_REVIEWED
        assert state_on(year.id, on=date(2022, 1, 1)) is None

    def test_a_phase_entered_later_ends_the_one_before_the_day_before(self) -> None:
        year = make_bloc_with_year()

        enter(year, YearState.CONSULTED, date(2023, 1, 20))

        assert [(p.entered_on, p.left_on) for p in phases_of(year.id)] == [
            (date(2023, 1, 10), date(2023, 1, 19)),
            (date(2023, 1, 20), None),
        ]

    def test_going_back_takes_a_reason_which_is_kept(self) -> None:
        year = go_to(make_bloc_with_year(), YearState.SIGNED)

        with pytest.raises(ReasonMissing):
            enter(year, YearState.DRAFTED)
        year = enter(year, YearState.DRAFTED, reason="Thiếu chữ ký một đơn vị")

        last = phases_of(year.id)[-1]
        assert (last.went_back, last.reason) == (True, "Thiếu chữ ký một đơn vị")
        (act, *_) = latest_acts(on_key=year.public_id)
        assert act.name == "organisations.phase_reentered"

    @pytest.mark.parametrize(
        ("at", "to"),
        [
            (YearState.DRAFTED, YearState.SIGNED),
            (YearState.DRAFTED, YearState.DRAFTED),
            (YearState.DECIDED, YearState.SUBMITTED),
            (YearState.ARCHIVED, YearState.DRAFTED),
        ],
    )
    def test_a_move_outside_the_table_is_refused_and_says_what_comes_next(self, at, to) -> None:
        year = go_to(make_bloc_with_year(), at)

        with pytest.raises(PhaseUnfit) as refused:
            enter(year, to, reason="x")

        assert refused.value.remedy is not None

    def test_a_phase_does_not_begin_before_the_present_one(self) -> None:
        with pytest.raises(PhaseUnfit):
            enter(make_bloc_with_year(), YearState.CONSULTED, date(2022, 1, 1))

    def test_an_unknown_year_is_said(self) -> None:
        with pytest.raises(UnitUnknown):
            actions.enter_phase(
                bloc_year="x", state=YearState.SIGNED, on=date(2023, 1, 1), actor=SYSTEM, at=LATER
            )


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
        self.settle(home, 2023, "C")
        assert self.turn(home, 2024) == "A"

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
