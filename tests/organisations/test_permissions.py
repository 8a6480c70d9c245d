"""Who may do what: stranger, other unit, right role, wrong state; and the rows each sees agree with the answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories.accounts import make_account, make_administrator, make_grant
from tests.factories.organisations import SAYS, draft_unit, make_bloc, make_person, make_unit, make_year
from thidua.accounts.models import User
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.gate import hidden
from thidua.organisations import actions, permissions
from thidua.organisations.queries import BlocCard, BlocYearCard, bloc_year, person_card, unit_card
from thidua.organisations.states import LeadRole, YearState

pytestmark = pytest.mark.django_db

ON = date(2023, 6, 1)
AT = datetime(2023, 6, 1, 9, 0, tzinfo=VIET_NAM)

# What each may do: yes, no (told why), hidden (may not even know).
YES, NO, HIDDEN = "yes", "no", "hidden"


@dataclass
class World:
    """A bloc whose year A heads and B deputises, the next year headed by B; and people around it."""

    bloc: BlocCard
    year: BlocYearCard
    coming: BlocYearCard
    people: dict[str, User]

    def year_at(self, state: YearState) -> BlocYearCard:
        from thidua.organisations.states import ORDER

        for one in ORDER[1 : ORDER.index(state) + 1]:
            actions.enter_phase(bloc_year=self.year.public_id, state=one, on=ON, actor=SYSTEM, at=AT)
        found = bloc_year(self.year.public_id, on=ON)
        assert found is not None
        return found


@pytest.fixture
def world() -> World:
    units = {code: make_unit(code) for code in ("A", "B", "C", "NGOAI", "SNV")}
    members = [units[code] for code in "ABC"]
    home = make_bloc("K")
    year = make_year(home, members)
    coming = make_year(home, [members[1], members[2], members[0]], year=2024, opened_on=date(2023, 5, 1))
    people = {
        "administrator": make_administrator(),
        **{
            name: make_account(full_name=name)
            for name in (
                "standing",
                "secretary",
                "council",
                "appraiser",
                "auditor",
                "assistant",
                "next_assistant",
                "member",
                "head_of_unit",
                "other_unit",
                "judge",
                "editor",
                "contestant",
                "stranger",
            )
        },
    }
    grants: dict[str, tuple[str, dict[str, Any]]] = {
        "standing": ("standing_officer", {}),
        "secretary": ("council_secretary", {}),
        "council": ("council_member", {}),
        "appraiser": ("specialised_appraiser", {"unit": units["SNV"].public_id}),
        "auditor": ("auditor", {}),
        "assistant": ("unit_officer", {"unit": units["A"].public_id}),
        "next_assistant": ("unit_officer", {"unit": units["B"].public_id}),
        "member": ("unit_officer", {"unit": units["C"].public_id}),
        "head_of_unit": ("unit_head", {"unit": units["C"].public_id}),
        "other_unit": ("unit_officer", {"unit": units["NGOAI"].public_id}),
        "judge": ("judge", {}),
        "editor": ("portal_editor", {}),
        "contestant": ("contestant", {}),
    }
    for name, (role, scope) in grants.items():
        make_grant(people[name], role, **scope)
    for name in ("assistant", "next_assistant"):
        make_grant(people[name], "bloc_head_officer", bloc=home.public_id)
    return World(home, year, coming, people)


def answer(verdict) -> str:
    return YES if verdict.allowed else HIDDEN if hidden(verdict) else NO


def table(*, yes: str = "", no: str = "", hidden: str = "") -> dict[str, str]:
    said = dict.fromkeys(yes.split(), YES) | dict.fromkeys(no.split(), NO)
    return said | dict.fromkeys(hidden.split(), HIDDEN)


WIDE = "standing secretary council appraiser auditor"
MINE = "assistant next_assistant member head_of_unit"
OUTSIDE = "judge editor contestant stranger"

RULES = {
    "may_read_units": table(
        yes=f"{WIDE} {MINE} administrator other_unit judge editor", hidden="contestant stranger"
    ),
    "may_keep_units": table(
        yes="standing administrator",
        no=f"secretary council appraiser auditor {MINE} other_unit judge editor",
        hidden="contestant stranger",
    ),
    "may_read_blocs": table(yes=f"{WIDE} {MINE} administrator other_unit", hidden=OUTSIDE),
    "may_keep_blocs": table(
        yes="standing",
        no=f"secretary council appraiser auditor {MINE} administrator other_unit",
        hidden=OUTSIDE,
    ),
    "may_open_bloc_year": table(
        yes="standing assistant next_assistant",
        no="secretary council appraiser auditor member head_of_unit administrator other_unit",
        hidden=OUTSIDE,
    ),
    "may_set_rotation": table(
        yes="standing assistant next_assistant",
        no="secretary council appraiser auditor member head_of_unit administrator other_unit",
        hidden=OUTSIDE,
    ),
    "may_read_bloc_year": table(yes=f"{WIDE} {MINE} administrator", hidden=f"{OUTSIDE} other_unit"),
    "may_direct_bloc_year": table(
        yes="standing assistant",
        no="secretary council appraiser auditor next_assistant member head_of_unit administrator",
        hidden=f"{OUTSIDE} other_unit",
    ),
    "may_change_members": table(
        yes="standing",
        no=f"secretary council appraiser auditor {MINE} administrator",
        hidden=f"{OUTSIDE} other_unit",
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_answers_each_person(world: World, rule: str) -> None:
    asked = {
        "may_open_bloc_year": (world.bloc,),
        "may_set_rotation": (world.bloc,),
        "may_read_bloc_year": (world.year,),
        "may_direct_bloc_year": (world.year,),
        "may_change_members": (world.year,),
    }.get(rule, ())
    judge = getattr(permissions, rule)

    found = {name: answer(judge(user, *asked, on=ON)) for name, user in world.people.items()}

    assert found == RULES[rule]
    assert judge(SYSTEM, *asked, on=ON).allowed


def test_every_refusal_says_why_and_who_can(world: World) -> None:
    for rule in ("may_keep_units", "may_keep_blocs"):
        verdict = getattr(permissions, rule)(world.people["member"], on=ON)
        assert verdict.sentence.text
        assert verdict.remedy is not None
    for rule, subject in (
        ("may_open_bloc_year", world.bloc),
        ("may_direct_bloc_year", world.year),
        ("may_authorise_deputy", unit_card("A", on=ON)),
    ):
        verdict = getattr(permissions, rule)(world.people["member"], subject, on=ON)
        assert verdict.remedy is not None


def test_rows_seen_agree_with_the_answers(world: World) -> None:
    for name, user in world.people.items():
        seen = set(permissions.bloc_years_visible_to(user, on=ON).values_list("public_id", flat=True))
        reads = permissions.may_read_bloc_year(user, world.year, on=ON).allowed
        assert (world.year.public_id in seen) == reads, name
        assert (permissions.bloc_year_seen_by(user, world.year.public_id, on=ON) is not None) == reads, name
        blocs = permissions.blocs_visible_to(user, on=ON).filter(public_id=world.bloc.public_id).exists()
        assert blocs == reads, name
        units = permissions.units_visible_to(user, on=ON).exists()
        assert units == permissions.may_read_units(user, on=ON).allowed, name


def test_a_role_counts_on_its_days_only(world: World) -> None:
    user = world.people["assistant"]

    assert not permissions.may_read_blocs(user, on=date(2010, 1, 1)).allowed


class TestTwoHeadsAtOnce:
    def test_each_officer_directs_only_the_year_the_own_unit_heads(self, world: World) -> None:
        now, then = world.people["assistant"], world.people["next_assistant"]

        assert permissions.assists_head(now, world.year, on=ON)
        assert not permissions.assists_head(now, world.coming, on=ON)
        assert permissions.assists_head(then, world.coming, on=ON)
        assert answer(permissions.may_direct_bloc_year(now, world.coming, on=ON)) == NO

    def test_the_head_of_a_unit_acts_for_it_but_does_not_assist(self, world: World) -> None:
        user = make_account()
        make_grant(user, "unit_head", unit=world.year.deputy.public_id if world.year.deputy else "")

        assert permissions.acts_for_lead(user, world.year, LeadRole.DEPUTY, on=ON)
        assert not permissions.acts_for_lead(user, world.year, LeadRole.HEAD, on=ON)
        assert not permissions.assists_head(user, world.year, on=ON)


class TestEnteringStates:
    @pytest.mark.parametrize(
        ("at", "to", "allowed"),
        [
            (YearState.DRAFTED, YearState.CONSULTED, {"standing", "assistant"}),
            (YearState.REVIEWED, YearState.SUBMITTED, {"standing", "assistant"}),
            (YearState.SUBMITTED, YearState.DECIDED, {"standing", "secretary"}),
            (YearState.SUBMITTED, YearState.REVIEWED, {"standing"}),
            (YearState.DECIDED, YearState.CONCLUDED, {"standing", "assistant"}),
            (YearState.CONCLUDED, YearState.ARCHIVED, {"standing"}),
        ],
    )
    def test_who_takes_the_year_where(self, world: World, at, to, allowed) -> None:
        year = world.year_at(at)

        found = {
            name
            for name, user in world.people.items()
            if permissions.may_enter_state(user, year, to, on=ON).allowed
        }

        assert found == allowed

    def test_the_secretary_opens_the_form_when_the_decision_is_due(self, world: World) -> None:
        secretary = world.people["secretary"]

        assert answer(permissions.may_direct_bloc_year(secretary, world.year, on=ON)) == NO
        assert (
            answer(permissions.may_direct_bloc_year(secretary, world.year_at(YearState.SUBMITTED), on=ON))
            == YES
        )

    def test_members_stand_once_the_year_is_decided(self, world: World) -> None:
        year = world.year_at(YearState.DECIDED)

        assert answer(permissions.may_change_members(world.people["standing"], year, on=ON)) == NO


class TestTheRegister:
    def test_a_unit_and_the_standing_body_record_authorisations(self, world: World) -> None:
        card = unit_card("C", on=ON)
        asked = {
            name: answer(permissions.may_authorise_deputy(user, card, on=ON))
            for name, user in world.people.items()
        }

        assert {name for name, said in asked.items() if said == YES} == {"standing", "member", "head_of_unit"}
        assert {name for name, said in asked.items() if said == HIDDEN} == {"contestant", "stranger"}
        assert answer(permissions.may_authorise_deputy(world.people["member"], on=ON)) == NO

    def test_everyone_reads_their_own_page_and_strangers_no_other(self, world: World) -> None:
        stranger = world.people["stranger"]
        own, other = make_person("Người lạ"), make_person("Người khác")
        actions.tie_account(person=own.code, account=stranger.public_id, actor=SYSTEM, at=AT)

        mine, theirs = person_card(own.public_id), person_card(other.public_id)

        assert mine is not None
        assert theirs is not None
        assert answer(permissions.may_read_person(stranger, mine, on=ON)) == YES
        assert answer(permissions.may_read_person(stranger, theirs, on=ON)) == HIDDEN
        assert list(permissions.people_visible_to(stranger, on=ON).values_list("name", flat=True)) == [
            "Người lạ"
        ]
        assert permissions.people_visible_to(world.people["member"], on=ON).count() == 2

    def test_old_years_stay_readable_for_the_unit_that_carries_on(self, world: World) -> None:
        new = actions.merge_units(
            units=["C"],
            into=draft_unit("C-MOI"),
            on=ON,
            source=SAYS.__class__("QĐ", note="Cùng hợp nhất: D"),
            actor=SYSTEM,
            at=AT,
        )
        user = make_account()
        make_grant(user, "unit_officer", unit=new.public_id)

        assert answer(permissions.may_read_bloc_year(user, world.year, on=ON)) == YES
