"""What waits for a person: rooms' screens contribute here, one list shows it all.

A contributor is a function of the request that returns what waits for the person who asks, each with the address of
the one form that settles it. It is registered in the screen room's `AppConfig.ready`:

    WORK.append(marks_to_enter)

What was found is remembered until anything at all happens in the house: every change is an act, so the ledger's newest
hash is part of the key, and so is the day, with which roles and deadlines change. The count in the masthead stands on
every page and costs one query.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from django.core.cache import cache
from django.http import HttpRequest

from thidua.core.verdict import Sentence
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.web.shared.bell import bell_at

SOON_DAYS: Final = 3
REMEMBERED_SECONDS: Final = 600
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
    last day, None where there is none; `unit` is the short name of the unit it is about.
    """

    key: str
    kind: WorkKind
    title: Sentence
    why: Sentence
    href: str
    due_on: date | None = None
    unit: str = ""

    def days_left(self, today: date) -> int | None:
        """Whole days to the last day; negative when it has passed, None without one."""
        return None if self.due_on is None else (self.due_on - today).days


type Contributor = Callable[[HttpRequest], tuple[WorkItem, ...]]
WORK: list[Contributor] = []


def work_of(request: HttpRequest) -> tuple[WorkItem, ...]:
    """Everything that waits for the person who asks: the soonest due first, what has no day last."""
    kept = request.__dict__.get(_KEPT)
    if kept is None:
        key = f"work:{cast('Actor', request.user).actor_key}:{clock.today()}:{bell_at(request).stamp}"
        kept = cache.get(key)
        if kept is None:
            kept = _found(request)
            cache.set(key, kept, REMEMBERED_SECONDS)
        request.__dict__[_KEPT] = kept
    return cast("tuple[WorkItem, ...]", kept)


def _found(request: HttpRequest) -> tuple[WorkItem, ...]:
    items = [item for contribute in WORK for item in contribute(request)]
    return tuple(
        sorted(items, key=lambda item: (item.due_on or date.max, item.kind.key, item.unit, item.key))
    )


def waiting_count(request: HttpRequest) -> int:
    """How many things wait, for the masthead."""
    return len(work_of(request)) if WORK else 0
