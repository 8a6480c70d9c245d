"""What waits for a person: rooms' screens contribute here, one list shows it all.

A contributor is a function of the request that returns what waits for the person who asks, each with the address of
the one form that settles it. It is registered in the screen room's `AppConfig.ready`:

    contribute(marks_to_enter, "scorecards.")

with the rooms of which it hears: what was found is remembered until one of them acts, and then looked for again in the
bloc-years the acts belong to (`memory`). The count in the masthead stands on every page and costs no query of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from django.http import HttpRequest

from thidua.accounts.queries import held_units, roles_of
from thidua.accounts.roles import Role
from thidua.core.verdict import Sentence
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.web.shared.at_hand import bloc_years_of
from thidua.web.shared.memory import PEOPLE, Scopes, memory_of, save

SOON_DAYS: Final = 3
_KEPT: Final = "_thidua_work"


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work: its key for filters, its words, the verb of its button."""

    key: str
    words: str
    verb: str


ENTER_MARKS: Final = WorkKind("self", N_("Self-scoring"), N_("Score"))
CHECK_MARKS: Final = WorkKind("cross", N_("Cross-check"), N_("Check"))
APPRAISE_MARKS: Final = WorkKind("appraised", N_("Appraisal"), N_("Appraise"))
EXPLAIN_MARK: Final = WorkKind("explain", N_("Explanation"), N_("Explain"))
ANSWER_EXPLANATION: Final = WorkKind("answer", N_("Answer to an explanation"), N_("Answer"))
CLOSE_STAGE: Final = WorkKind("close", N_("Closing a stage"), N_("Close the stage"))
SIGN_MINUTES: Final = WorkKind("minutes", N_("Minutes of a cross-check"), N_("Sign"))
TAKE_MINUTES: Final = WorkKind("findings", N_("Findings of a cross-check"), N_("Take over"))
ADD_UP: Final = WorkKind("totals", N_("Totals to be added up again"), N_("Add up"))
AGREE_RESULT: Final = WorkKind("agree", N_("Agreeing the result"), N_("Record the result"))
GIVE_CONSENT: Final = WorkKind("consent", N_("Opinion on a draft"), N_("Give an opinion"))
RESPOND: Final = WorkKind("respond", N_("Response to a movement"), N_("Respond"))
REVIEW_MOVEMENT: Final = WorkKind("movement", N_("Review of a movement"), N_("Hold the review"))
FILL_REPORT: Final = WorkKind("report", N_("Report"), N_("Write"))
ANSWER_RETURN: Final = WorkKind("returned", N_("Returned report"), N_("Answer"))
RECEIVE_REPORT: Final = WorkKind("receive", N_("Report to be received"), N_("Open"))
ISSUE_JOINT: Final = WorkKind("joint", N_("Joint report"), N_("Continue"))
DO_ACTIVITY: Final = WorkKind("activity", N_("Activity of the plan"), N_("Record as done"))
REPLY_COMMENTS: Final = WorkKind("comments", N_("Comments to reply to"), N_("Reply"))
CLOSE_COMMENTS: Final = WorkKind("consultation", N_("Closing a consultation"), N_("Close the consultation"))
ISSUE_PLAN: Final = WorkKind("plan", N_("Plan to be issued"), N_("Record the issue"))
REGISTER_TARGETS: Final = WorkKind("register", N_("Registration of targets"), N_("Register"))
COLLECT_REGISTRATION: Final = WorkKind("collect", N_("Registration to be collected"), N_("Open"))
COMPOSE_COVENANT: Final = WorkKind("compose", N_("Text of the covenant"), N_("Compose"))
AGREE_COVENANT: Final = WorkKind("covenant", N_("Consent to the covenant"), N_("Answer"))
SIGN_COVENANT: Final = WorkKind("sign", N_("Signing the covenant"), N_("Sign"))
WITNESS_COVENANT: Final = WorkKind("witness", N_("Witnessing the covenant"), N_("Witness"))
FILE_PAPER: Final = WorkKind("paper", N_("Registration paper"), N_("File the paper"))
ENTER_PHASE: Final = WorkKind("phase", N_("Phase of the year"), N_("Enter the phase"))
CONFIRM_HANDOVER: Final = WorkKind("handover", N_("Handover"), N_("Confirm"))
CONFIRM_REFERENCE: Final = WorkKind("reference", N_("Classified paper"), N_("Confirm"))
SECURE_ACCOUNT: Final = WorkKind("account", N_("My account"), N_("Set up"))
KINDS: Final = (
    ENTER_MARKS,
    CHECK_MARKS,
    APPRAISE_MARKS,
    EXPLAIN_MARK,
    ANSWER_EXPLANATION,
    SIGN_MINUTES,
    TAKE_MINUTES,
    CLOSE_STAGE,
    ADD_UP,
    AGREE_RESULT,
    GIVE_CONSENT,
    RESPOND,
    REVIEW_MOVEMENT,
    FILL_REPORT,
    ANSWER_RETURN,
    RECEIVE_REPORT,
    ISSUE_JOINT,
    DO_ACTIVITY,
    REPLY_COMMENTS,
    CLOSE_COMMENTS,
    ISSUE_PLAN,
    REGISTER_TARGETS,
    COLLECT_REGISTRATION,
    COMPOSE_COVENANT,
    AGREE_COVENANT,
    SIGN_COVENANT,
    WITNESS_COVENANT,
    FILE_PAPER,
    ENTER_PHASE,
    CONFIRM_HANDOVER,
    CONFIRM_REFERENCE,
    SECURE_ACCOUNT,
)


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing that waits for this person.

    `title` says what is to be done, `why` why it waits, `href` opens the one form that settles it; `due_on` is the
    last day, None where there is none; `unit` is the short name of the unit it is about, `scope` the public key of
    the bloc-year it belongs to.
    """

    key: str
    kind: WorkKind
    title: Sentence
    why: Sentence
    href: str
    due_on: date | None = None
    unit: str = ""
    scope: str = ""

    def days_left(self, today: date) -> int | None:
        """Whole days to the last day; negative when it has passed, None without one."""
        return None if self.due_on is None else (self.due_on - today).days


type Contributor = Callable[[HttpRequest, Scopes], tuple[WorkItem, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """A contributor, the acts that may change what it finds (beginnings of names), whether it can look by bloc-year.

    One that cannot is asked for everything again.
    """

    find: Contributor
    hears: tuple[str, ...]
    by_year: bool

    @property
    def name(self) -> str:
        """By which what it found is remembered."""
        return f"work:{self.find.__module__}.{self.find.__qualname__}"


WORK: list[Source] = []


def contribute(find: Contributor, *hears: str, by_year: bool = True) -> None:
    """Register a contributor; once, however often the rooms are made ready."""
    source = Source(find, (*hears, *PEOPLE), by_year)
    if source not in WORK:
        WORK.append(source)


def work_of(request: HttpRequest) -> tuple[WorkItem, ...]:
    """Everything that waits for the person who asks: the soonest due first, what has no day last."""
    kept = request.__dict__.get(_KEPT)
    if kept is None:
        found = [item for source in WORK for item in _found(source, request)]
        found.sort(key=lambda item: (item.due_on or date.max, item.kind.key, item.unit, item.key))
        kept = request.__dict__[_KEPT] = tuple(found)
        save(request)
    return cast("tuple[WorkItem, ...]", kept)


def _found(source: Source, request: HttpRequest) -> tuple[WorkItem, ...]:
    memory = memory_of(request)
    kept = memory.knows(source.name)
    if kept is not None and kept.touched == frozenset():
        return cast("tuple[WorkItem, ...]", kept.value)
    mine = None if kept is None or kept.touched is None else _concerned(request, kept.touched)
    if kept is None or mine is None or (mine and not source.by_year):
        items = source.find(request, None)
    elif mine:
        stay = tuple(item for item in kept.value if item.scope not in mine)
        items = (*stay, *source.find(request, mine))
    else:
        items = kept.value
    memory.keep(source.name, items, source.hears)
    return items


def _concerned(request: HttpRequest, touched: frozenset[str]) -> frozenset[str]:
    """Which of these scopes may hold work for the person: bloc-years they read, and their units.

    The bloc-years in which somebody appraises for another office are known to the room alone.
    """
    actor, on = cast("Actor", request.user), clock.today()
    if any(held.role is Role.SPECIALISED_APPRAISER for held in roles_of(actor, on=on)):
        return touched
    return touched & ({line.public_id for line in bloc_years_of(request)} | held_units(actor, on=on))


def waiting_count(request: HttpRequest) -> int:
    """How many things wait, for the masthead."""
    return len(work_of(request)) if WORK else 0
