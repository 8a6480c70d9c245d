"""Play the story into an empty installation, through the verbs a user would call, in order of time."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from thidua.accounts.actions import lift_second_factor_demand
from thidua.accounts.queries import anyone_exists
from thidua.accounts.roles import Role
from thidua.core.verdict import Sentence
from thidua.demo import (
    campaigns,
    covenants,
    criteria,
    evidence,
    handovers,
    organisations,
    people,
    plans,
    reports,
    reviews,
    scores,
)
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_

# The tables of criteria are told as one piece each, at the moment their last act falls on.
TABLE_2023_FROZEN = datetime(2023, 2, 24, 11, 0, tzinfo=VIET_NAM)
TABLE_2024_DRAFTED = datetime(2024, 1, 15, 8, 34, tzinfo=VIET_NAM)


def load_story(*, say: Callable[[str], object] = lambda _: None, until: datetime | None = None) -> None:
    """Load everything there is of the story, or what had happened by the moment `until`.

    Raises `Problem` when the installation has accounts already: the story never mixes with real records.
    """
    if anyone_exists():
        raise Problem(
            Sentence(
                N_("The installation is not empty: the demonstration is loaded only into an empty one.")
            ),
            remedy=Sentence(
                N_("Choose another folder with THIDUA_VAR, or another database with THIDUA_DATABASE.")
            ),
        )
    admin, keeper = people.open_installation()
    # Visitors of the demonstration come to look at the administrator's screens, not to set up a telephone.
    lift_second_factor_demand(
        actor=admin, role=Role.SYSTEM_ADMIN, at=people.INSTALLED_AT + timedelta(minutes=5)
    )
    say("units, people, blocs")
    organisations.load_register()
    say("accounts and roles")
    people.open_accounts(admin, keeper)
    say("the years: criteria, scores, results")
    for at, _, play in sorted(_acts(), key=lambda act: act[:2]):
        if until is None or at <= until:
            play()


def _acts() -> Iterator[tuple[datetime, int, Callable[[], object]]]:
    """Everything that happens after the register, with its moment and its place among acts of one moment."""
    for deed in organisations.deeds():
        yield deed.at, 0, partial(deed.does, deed.at)
    for deed in campaigns.deeds():
        yield deed.at, 1, partial(deed.does, deed.at)
    for done in plans.deeds():
        yield done.at, 1, done.does
    for step in covenants.Story().acts():
        yield step.at, 1 + step.place, step.does
    for told in reports.deeds():
        yield told.at, 2, told.does
    for filed in evidence.deeds():
        yield filed.at, 2, filed.does
    for passed in handovers.deeds():
        yield passed.at, 3, passed.does
    yield TABLE_2023_FROZEN, 1, criteria.load_2023
    yield TABLE_2024_DRAFTED, 1, criteria.load_2024
    story = scores.Story()
    for act in (*story.acts(), *reviews.Reviews(story).acts()):
        yield act.at, 2 + act.place, act.does
