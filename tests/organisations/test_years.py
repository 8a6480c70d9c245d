"""Bloc-years: opened by decision, entered when past, from phase to phase, back only with a reason."""

from datetime import date, datetime

import pytest

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
from thidua.organisations.drafts import Decision, NewMember, PastPhase
from thidua.organisations.errors import (
    BlocYearUnfit,
    DaysOutOfOrder,
    LeadUnfit,
    NameMissing,
    PhaseUnfit,
    ReasonMissing,
    UnitNotInForce,
    UnitUnknown,
)
from thidua.organisations.queries import (
    BlocYearCard,
    bloc_year,
    bloc_year_by_id,
    bloc_year_of,
    bloc_years_by_ids,
    current_bloc_years,
    keys_of_bloc_years,
    member_units,
    name_day,
    phases_of,
    state_on,
)
from thidua.organisations.states import ORDER, YearState

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
