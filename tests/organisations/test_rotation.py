"""Whose turn comes next and why a turn is passed over; the members' choice; the next year opened from the old one."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.cast import phuong, stranger
from tests.factories.organisations import SAYS, draft_unit, make_bloc, make_unit, make_year
from tests.organisations.handing import AT, ELECTED_ON, ON, PAPER, between_years, confirm_leads, enter
from thidua.core.verdict import Sentence
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import Refused
from thidua.organisations import actions, opening
from thidua.organisations.drafts import Decision, NewMember
from thidua.organisations.errors import BlocNameUnfit, BlocYearUnfit, LeadUnfit, NameMissing, NothingChanged
from thidua.organisations.permissions import may_confirm_leads
from thidua.organisations.queries import (
    bloc_year_by_id,
    former_names_of,
    leads_of,
    member_units,
    proposal_of,
    terms_of,
)
from thidua.organisations.states import LeadBasis, LeadRole, YearState

pytestmark = pytest.mark.django_db


def codes(proposal):
    return (
        proposal.head.code if proposal.head else None,
        proposal.deputy.code if proposal.deputy else None,
        [(turn.unit.code, turn.skipped.text) for turn in proposal.turns if turn.skipped],
    )


class TestProposal:
    def test_the_next_two_on_the_list(self):
        world = between_years()

        assert codes(proposal_of(world.old.bloc.id, year=2024, on=ON)) == ("B", "C", [])
        assert codes(proposal_of(world.old.bloc.id, year=2025, on=ON))[0] == "C"

    def test_a_recorded_turn_is_passed_over_with_its_reason(self):
        world = between_years()
        actions.settle_rotation_term(
            bloc="KNC",
            year=2024,
            head="B",
            planned=False,
            skipped=True,
            note="Đang bị kỷ luật",
            actor=SYSTEM,
            at=AT,
        )

        found = proposal_of(world.old.bloc.id, year=2024, on=ON)

        assert codes(found) == ("C", "A", [("B", "Recorded: {note}")])
        assert [turn.unit.code for turn in found.passed_over] == ["B"]
        assert found.passed_over[0].skipped == Sentence("Recorded: {note}", {"note": "Đang bị kỷ luật"})

    def test_a_unit_that_heads_another_bloc_that_year_is_passed_over(self):
        world = between_years()
        make_year(make_bloc("CUM"), [world.units["B"], make_unit("X")], year=2024)

        found = proposal_of(world.old.bloc.id, year=2024, on=ON)

        assert codes(found) == ("C", "A", [("B", "It heads another bloc that year: {bloc}.")])

    def test_a_unit_just_merged_and_one_that_ended_are_passed_over(self):
        world = between_years()
        actions.absorb_unit(
            unit=make_unit("D").code, into="B", on=date(2024, 2, 1), source=SAYS, actor=SYSTEM, at=AT
        )
        merged = codes(proposal_of(world.old.bloc.id, year=2024, on=ON))
        settled = codes(proposal_of(world.old.bloc.id, year=2024, on=date(2025, 3, 1)))
        actions.merge_units(
            units=["C", make_unit("E").code],
            into=draft_unit("F", "Đơn vị F"),
            on=date(2024, 3, 1),
            source=SAYS,
            actor=SYSTEM,
            at=AT,
        )

        gone = proposal_of(world.old.bloc.id, year=2024, on=date(2025, 3, 1))

        assert merged == ("C", "A", [("B", "It came out of a merger on {day}.")])
        assert settled == ("B", "C", [])
        assert codes(gone) == ("B", "A", [("C", "The unit no longer exists.")])

    def test_a_unit_that_left_the_bloc_is_passed_over(self):
        world = between_years()
        bloc = world.old.bloc
        actions.set_rotation(
            bloc="KNC",
            units=["A", make_unit("Y").code, "B"],
            adopted_on=date(2024, 1, 2),
            skip_rule="",
            actor=SYSTEM,
            at=AT,
        )

        assert codes(proposal_of(bloc.id, year=2024, on=ON)) == (
            "B",
            "A",
            [("Y", "It no longer belongs to the bloc.")],
        )

    def test_without_a_list_nobody_is_proposed(self):
        bloc = make_bloc("K2")

        assert codes(proposal_of(bloc.id, year=2024, on=ON)) == (None, None, [])


class TestChoice:
    def test_head_and_deputy_are_named_and_the_term_is_settled(self):
        world = between_years()

        confirm_leads(world)

        rows = [
            (row.role, row.unit.code, row.basis, row.since, row.until)
            for row in leads_of(world.new.id)
            if row.until is None
        ]
        assert rows == [
            (LeadRole.DEPUTY, "C", LeadBasis.ELECTED, ELECTED_ON, None),
            (LeadRole.HEAD, "B", LeadBasis.ELECTED, ELECTED_ON, None),
        ]
        term = next(term for term in terms_of(world.new.bloc.id) if term.year == 2024)
        assert (term.head.code, term.planned, term.note) == ("B", False, PAPER)

    def test_the_members_may_choose_otherwise_and_swap_the_two(self):
        world = between_years()

        confirm_leads(world, head="C", deputy="B", basis=LeadBasis.ACCLAIMED)

        card = world.fresh("new")
        assert (str(card.head), str(card.deputy)) == ("Đơn vị C", "Đơn vị B")

    def test_a_head_chosen_alone_leaves_the_deputy_in_the_role(self):
        world = between_years()

        confirm_leads(world, head="A", deputy="")

        rows = {(row.role, row.unit.code, row.basis) for row in leads_of(world.new.id) if row.until is None}
        assert rows == {
            (LeadRole.HEAD, "A", LeadBasis.ELECTED),
            (LeadRole.DEPUTY, "C", LeadBasis.ROTATION),
        }
        assert [term.head.code for term in terms_of(world.new.bloc.id) if term.year == 2024] == ["A"]

    def test_both_heads_are_active_each_on_its_own_year(self):
        world = between_years()
        confirm_leads(world)

        assert [str(world.fresh(one).head) for one in ("old", "new")] == ["Đơn vị A", "Đơn vị B"]

    @pytest.mark.parametrize(
        ("changed", "error", "where"),
        [
            ({"basis": LeadBasis.DECISION}, LeadUnfit, "basis"),
            ({"instrument": " "}, NameMissing, "instrument"),
            ({"head": ""}, LeadUnfit, "head"),
            ({"deputy": "B"}, LeadUnfit, "deputy"),
            ({"head": "OUT"}, LeadUnfit, "head"),
            ({"head": "C", "deputy": ""}, LeadUnfit, "deputy"),
            ({"since": date(2024, 1, 8)}, LeadUnfit, "since"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, changed, error, where):
        world = between_years()
        make_unit("OUT")

        with pytest.raises(error) as refused:
            confirm_leads(world, **changed)

        assert refused.value.where == where

    def test_the_same_choice_twice_is_refused(self):
        world = between_years()
        confirm_leads(world)

        with pytest.raises(LeadUnfit):
            confirm_leads(world, since=date(2024, 3, 12))

    def test_who_may_record_it(self):
        world = between_years()
        ask = lambda actor: may_confirm_leads(actor, world.fresh("new"), on=ON)  # noqa: E731 -- asked of many

        assert [ask(one).allowed for one in (world.giver, world.receiver, world.member, phuong())] == [
            True,
            True,
            False,
            True,
        ]
        assert ask(stranger()).private
        with pytest.raises(Refused):
            confirm_leads(world, actor=world.member)
        done = enter(world.new, YearState.CONSULTED)
        for state in list(YearState)[2:10]:
            if state is not YearState.HALF_REVIEWED:
                done = enter(done, state)
        assert not may_confirm_leads(SYSTEM, bloc_year_by_id(done.id, on=ON), on=ON).allowed


class TestNextYear:
    def test_members_and_their_own_reporting_years_come_along(self):
        units = [make_unit("TA", year_starts="10-01"), make_unit("CA"), make_unit("QS")]
        members = [
            NewMember("TA"),
            NewMember("CA", date(2022, 11, 16), date(2023, 11, 15)),
            NewMember("QS", date(2023, 3, 1), date(2024, 2, 29)),
        ]
        old = make_year(make_bloc("KNC"), units, members=members)

        new = actions.open_next_year(
            after=old.public_id,
            decision=Decision("1/QĐ", date(2023, 12, 29)),
            head="CA",
            deputy="",
            actor=SYSTEM,
            at=datetime(2024, 1, 8, 8, 0, tzinfo=VIET_NAM),
        )

        assert [(m.code, m.role, m.year_from, m.year_to) for m in member_units(new.id)] == [
            ("TA", "member", date(2023, 10, 1), date(2024, 9, 30)),
            ("CA", "head", date(2023, 11, 16), date(2024, 11, 15)),
            ("QS", "member", date(2024, 3, 1), date(2025, 2, 28)),
        ]
        assert (new.year, new.state, new.decision_number) == (2024, YearState.DRAFTED, "1/QĐ")

    def test_rooms_carry_on_what_is_theirs(self, monkeypatch):
        carried: list[tuple[int, int]] = []
        monkeypatch.setattr(opening, "CARRIERS", {})
        monkeypatch.setattr("thidua.organisations.actions.rotation.CARRIERS", opening.CARRIERS)

        def carry(*, before, after, actor, at):
            carried.append((before.year, after.year))

        opening.carries_over("settings", carry)
        between_years()

        assert carried == [(2023, 2024)]

    def test_a_year_is_opened_once_and_by_those_who_may(self):
        world = between_years()
        again: dict[str, Any] = {
            "after": world.old.public_id,
            "decision": Decision("2/QĐ", ON),
            "head": "B",
            "deputy": "C",
            "at": AT,
        }

        with pytest.raises(BlocYearUnfit):
            actions.open_next_year(**again, actor=SYSTEM)
        with pytest.raises(Refused):
            actions.open_next_year(**again, actor=world.member)


class TestName:
    def rename(self, name="Khối Thi đua Tư pháp", on=date(2024, 4, 1), **changed):
        given = {
            "bloc": "KNC",
            "name": name,
            "short_name": "Khối Tư pháp",
            "on": on,
            "decision": Decision("5/QĐ", date(2024, 3, 29)),
            "actor": SYSTEM,
            "at": AT,
        }
        return actions.rename_bloc(**(given | changed))

    def test_the_old_name_is_kept_and_years_keep_the_names_of_their_decisions(self):
        world = between_years()

        card = self.rename()

        assert card.name == "Khối Thi đua Tư pháp"
        assert [(one.name, one.last_day, one.decision) for one in former_names_of(card.id)] == [
            ("Khối Thi đua KNC", date(2024, 3, 31), "5/QĐ (29/03/2024)")
        ]
        assert world.fresh("old").name == "Khối Thi đua KNC"

    @pytest.mark.parametrize(
        ("changed", "error"),
        [
            ({"name": " "}, NameMissing),
            ({"name": "Khối Thi đua KNC", "short_name": "KNC"}, NothingChanged),
            ({"on": date(2024, 5, 1)}, BlocNameUnfit),
            ({"decision": Decision(" ", date(2024, 3, 29))}, NameMissing),
        ],
    )
    def test_what_does_not_fit_is_refused(self, changed, error):
        make_bloc("KNC")

        with pytest.raises(error):
            self.rename(**changed)

    def test_a_second_name_comes_after_the_first(self):
        make_bloc("KNC")
        self.rename()

        with pytest.raises(BlocNameUnfit):
            self.rename("Khối khác", date(2024, 3, 31))
        assert self.rename("Khối khác", date(2024, 4, 2)).name == "Khối khác"
