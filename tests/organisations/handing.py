"""A bloc between two years: the old head, the next, and people who act for each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tests.factories.accounts import make_account, make_grant
from tests.factories.organisations import make_bloc, make_unit, make_year
from thidua.accounts.models import User
from thidua.foundation.actors import SYSTEM
from thidua.foundation.clock import VIET_NAM
from thidua.organisations import actions
from thidua.organisations.drafts import Decision, NewHandover
from thidua.organisations.queries import BlocYearCard, HandoverCard, UnitName, bloc_year_by_id
from thidua.organisations.states import ORDER, LeadBasis, YearState

AT = datetime(2024, 4, 19, 9, 0, tzinfo=VIET_NAM)
ON = AT.date()
ELECTED_ON = date(2024, 3, 11)
PAPER = "Biên bản số 05/BB-KNC ngày 11/03/2024"


@dataclass(frozen=True)
class Between:
    """Units A (heads 2023), B (heads 2024), C; the officers of A and B; both years."""

    units: dict[str, UnitName]
    old: BlocYearCard
    new: BlocYearCard
    giver: User
    receiver: User
    member: User

    def fresh(self, which: str) -> BlocYearCard:
        return bloc_year_by_id((self.old if which == "old" else self.new).id, on=ON)


def enter(year: BlocYearCard, state: YearState, *, reason: str = "", at: datetime = AT) -> BlocYearCard:
    return actions.enter_phase(
        bloc_year=year.public_id, state=state, on=at.date(), reason=reason, actor=SYSTEM, at=at
    )


def go_to(year: BlocYearCard, state: YearState) -> BlocYearCard:
    for one in ORDER[1 : ORDER.index(state) + 1]:
        year = enter(year, one)
    return year


def between_years(state: YearState = YearState.REVIEWED) -> Between:
    units = {code: make_unit(code, f"Đơn vị {code}") for code in ("A", "B", "C")}
    bloc = make_bloc("KNC")
    old = make_year(bloc, [units["A"], units["B"], units["C"]], year=2023)
    actions.set_rotation(
        bloc="KNC", units=["A", "B", "C"], adopted_on=date(2021, 12, 17), skip_rule="", actor=SYSTEM, at=AT
    )
    for year, head in ((2023, "A"),):
        actions.settle_rotation_term(
            bloc="KNC", year=year, head=head, planned=False, skipped=False, note="", actor=SYSTEM, at=AT
        )
    new = actions.open_next_year(
        after=old.public_id,
        decision=Decision("3345/QĐ-UBND", date(2023, 12, 29)),
        head="B",
        deputy="C",
        actor=SYSTEM,
        at=datetime(2024, 1, 8, 8, 0, tzinfo=VIET_NAM),
    )
    people = {}
    for name, code in {"giver": "A", "receiver": "B", "member": "C"}.items():
        user = people[name] = make_account(full_name=f"Cán bộ {code}", email=f"{code.lower()}@example.test")
        make_grant(user, "unit_officer", unit=units[code].public_id)
        if name != "member":
            make_grant(user, "bloc_head_officer", bloc=bloc.public_id)
    return Between(units, go_to(old, state), new, **people)


def draft(**changed) -> NewHandover:
    return NewHandover(**{"number": "08/BB-KNC", "held_on": ON, **changed})


def drawn_up(world: Between, **changed) -> HandoverCard:
    return actions.draw_up_handover(
        bloc_year=world.old.public_id, new=draft(**changed), actor=world.giver, at=AT
    )


def confirm_leads(world: Between, **changed) -> BlocYearCard:
    given: dict[str, Any] = {
        "bloc_year": world.new.public_id,
        "head": "B",
        "deputy": "C",
        "basis": LeadBasis.ELECTED,
        "since": ELECTED_ON,
        "instrument": PAPER,
        "actor": world.giver,
        "at": AT,
    }
    return actions.confirm_leads(**(given | changed))
