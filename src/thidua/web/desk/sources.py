"""What waits for a person in the rooms that are built: contributors to the registry of work.

They stand here and not beside the rooms' own screens because they only word what the rooms already know; a room that
knows more contributes from its own folder.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, cast

from django.http import HttpRequest
from django.urls import reverse

from thidua.accounts.queries import factor_due, held_units
from thidua.core.verdict import Sentence
from thidua.criteria.queries import SchemeCard, consents_of, schemes_of_years, year_frame
from thidua.criteria.states import SchemeState
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_, Word
from thidua.organisations.permissions import UNIT_ROLES
from thidua.scorecards.states import Stage
from thidua.scorecards.work import Waiting, waiting_work
from thidua.scorecards.work import WorkKind as Task
from thidua.web.desk.addresses import address, cell_address, sheet_address, unit_address
from thidua.web.desk.standing import STAGE_WORDS
from thidua.web.shared import work
from thidua.web.shared.at_hand import years_within
from thidua.web.shared.memory import Scopes
from thidua.web.shared.work import WorkItem, WorkKind

_YEAR: Final = N_("{name}, {year}")
# Task of the room: kind of work, what is to be done, why.
_SCORING: Final[Mapping[Task, tuple[WorkKind, str, str]]] = {
    Task.ENTER_MARKS: (
        work.ENTER_MARKS,
        N_("Enter the self marks of {unit}"),
        N_("Cells still empty: {count}. {year}"),
    ),
    Task.CHECK_MARKS: (
        work.CHECK_MARKS,
        N_("Cross-check the marks of {unit}"),
        N_("Cells still empty: {count}. {year}"),
    ),
    Task.APPRAISE_MARKS: (
        work.APPRAISE_MARKS,
        N_("Appraise {unit}"),
        N_("Cells still empty: {count}. {year}"),
    ),
    Task.EXPLAIN_MARK: (
        work.EXPLAIN_MARK,
        N_("Explain the mark of {unit} for {leaf}, or let it stand"),
        N_("The mark was changed at this stage: {stage}. {year}"),
    ),
    Task.ANSWER_EXPLANATION: (
        work.ANSWER_EXPLANATION,
        N_("Answer the explanation of {unit} on {leaf}"),
        N_("The unit asks for another look. {year}"),
    ),
    Task.CLOSE_STAGE: (
        work.CLOSE_STAGE,
        N_("Close the stage: {stage}"),
        N_("No cell is empty any more. {year}"),
    ),
    Task.SIGN_MINUTES: (
        work.SIGN_MINUTES,
        N_("Sign the minutes of the cross-check for {unit}"),
        N_("The other side waits for it. {year}"),
    ),
    Task.TAKE_MINUTES: (
        work.TAKE_MINUTES,
        N_("Put the findings on {unit} into the cross column"),
        N_("Every side has signed the minutes. {year}"),
    ),
    Task.ADD_UP: (
        work.ADD_UP,
        N_("Add the totals up again and confirm them"),
        N_("Two different people do so before the result is agreed. {year}"),
    ),
    Task.AGREE_RESULT: (
        work.AGREE_RESULT,
        N_("Record the agreed result"),
        N_("The appraisal is closed and nothing waits. {year}"),
    ),
}


def _actor(request: HttpRequest) -> Actor:
    return cast("Actor", request.user)


def scoring_work(request: HttpRequest, within: Scopes) -> tuple[WorkItem, ...]:
    """Cells to score, check and appraise, explanations to give and answer, stages to close, results to record."""
    found = waiting_work(_actor(request), on=clock.today(), within=within)
    return tuple(_scoring_item(item) for item in found)


def _scoring_item(item: Waiting) -> WorkItem:
    kind, title, why = _SCORING[item.kind]
    params: dict[str, object] = {
        "unit": item.unit.in_sentence if item.unit else "",
        "leaf": item.leaf,
        "count": item.count,
        "stage": Word(STAGE_WORDS[item.stage]) if item.stage else "",
        "year": Sentence(_YEAR, {"name": item.name, "year": item.year}),
    }
    unit = item.unit.code if item.unit else ""
    return WorkItem(
        key=f"{item.kind}:{item.sheet}:{unit}:{item.leaf}:{item.stage or item.minutes}",
        kind=kind,
        title=Sentence(title, params),
        why=Sentence(why, params),
        href=_door(item, unit),
        due_on=item.due,
        unit=item.unit.short_name if item.unit else "",
        scope=item.bloc_year,
    )


def _door(item: Waiting, unit: str) -> str:
    """The one form that settles it."""
    if item.kind is Task.ANSWER_EXPLANATION:
        return address("scorecards:answer", item.sheet, item.explanation)
    if item.minutes:
        return address("scorecards:minutes", item.sheet, item.minutes)
    if item.kind is Task.ADD_UP:
        return address("scorecards:checklist", item.sheet)
    if item.kind is Task.AGREE_RESULT:
        return address("scorecards:result", item.sheet)
    if item.kind is Task.CLOSE_STAGE and item.stage:
        return address("scorecards:close", item.sheet, item.stage)
    if item.leaf:
        return cell_address(item.sheet, unit, item.leaf, item.stage or Stage.SELF)
    return unit_address(item.sheet, unit) if unit else sheet_address(item.sheet)


def consent_work(request: HttpRequest, within: Scopes) -> tuple[WorkItem, ...]:
    """Draft tables of criteria sent round, to which a unit of the person has not answered as they now are."""
    units = held_units(_actor(request), *UNIT_ROLES, on=clock.today())
    if not units:
        return ()
    found = schemes_of_years(line.public_id for line in years_within(request, within))
    drafts = [card for cards in found.values() for card in cards if _asks(card)]
    return tuple(item for card in drafts for item in _consent_items(card, units))


def _asks(card: SchemeCard) -> bool:
    return card.state is SchemeState.DRAFTED and card.circulated_at is not None


def _consent_items(card: SchemeCard, units: frozenset[str]) -> Iterator[WorkItem]:
    year, answers = year_frame(card.bloc_year), consents_of(card.public_id)
    for member in year.members if year else ():
        answer = answers.get(member.public_id)
        if member.public_id not in units or (answer and answer.revision == card.circulated_revision):
            continue
        yield WorkItem(
            key=f"consent:{card.public_id}:{member.code}",
            kind=work.GIVE_CONSENT,
            title=Sentence(
                N_("Give the opinion of {unit} on the draft table of criteria"), {"unit": member.in_sentence}
            ),
            why=Sentence(N_("{scheme}, version {version}"), {"scheme": card.name, "version": card.version}),
            href=address("criteria:consent", card.public_id) or address("criteria:scheme", card.public_id),
            due_on=card.comments_until,
            unit=member.short_name,
            scope=card.bloc_year,
        )


def account_work(request: HttpRequest, _within: Scopes) -> tuple[WorkItem, ...]:
    """A first password to choose, a second factor that a role demands."""
    user: Any = request.user
    on: date = clock.today()
    if user.must_change_password:
        return (
            _account_item(
                "password", N_("Choose your own password"), N_("The present one was given to you.")
            ),
        )
    if factor_due(user, on=on):
        title = N_("Set up the second step of signing in")
        return (_account_item("second_factor_set_up", title, N_("A role of this account demands it.")),)
    return ()


def _account_item(screen: str, title: str, why: str) -> WorkItem:
    href = reverse(f"accounts:{screen}")
    return WorkItem(f"account:{screen}", work.SECURE_ACCOUNT, Sentence(title), Sentence(why), href)
