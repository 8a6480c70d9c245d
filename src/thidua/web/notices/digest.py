"""The digest «thư tổng hợp»: what waits for a person and what is new to them, as one plain text mail.

The mail names tasks and notices with their days and addresses, never marks or results: it leaves the house.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from textwrap import wrap
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from thidua.accounts.queries import User
from thidua.foundation import clock
from thidua.foundation.wording import N_, render
from thidua.notices.queries import DigestDue, Mail, NoticeLine, unread_since
from thidua.notices.states import Frequency
from thidua.web.shared.jinja import day, moment
from thidua.web.shared.work import WorkItem, work_of

COLUMNS: Final = 72
MOST_TASKS: Final = 30
MOST_NOTICES: Final = 20
# What counts as new to somebody who has not been written to yet.
NEW: Final = timedelta(days=7)
_SALT: Final = "thidua.notices.digest"
WEEKDAY_WORDS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a digest has to tell."""

    tasks: tuple[WorkItem, ...]
    notices: tuple[NoticeLine, ...]
    notice_count: int

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to write about."""
        return not self.tasks and not self.notices


def stop_token(digest: str) -> str:
    """The signed word by which the link in a mail stops that very digest."""
    return Signer(salt=_SALT).sign(digest)


def digest_in(token: str) -> str:
    """The digest a signed word stands for; empty when it was not signed here."""
    try:
        return Signer(salt=_SALT).unsign(token)
    except BadSignature:
        return ""


def _asking(user: User) -> HttpRequest:
    """A request by which the rooms are asked what waits for this person, though nobody sits at a screen."""
    request = HttpRequest()
    request.user = user
    request.session = SessionBase()
    return request


def told_to(user: User, *, since: datetime | None) -> Told:
    """What waits for the person, and notices unread that came after `since`."""
    notices, count = unread_since(user.public_id, since=since, size=MOST_NOTICES)
    return Told(work_of(_asking(user)), notices, count)


def compose(due: DigestDue, at: datetime) -> Mail | None:
    """The digest in the language its person chose; None when there is nothing to write about."""
    with translation.override(due.language):
        told = told_to(due.account, since=due.sent_until or at - NEW)
        if told.nothing:
            return None
        stop = f"{settings.PUBLIC_URL}{reverse('notices:stop', args=(stop_token(due.public_id),))}"
        return Mail(
            due.account.email,
            subject_of(told, on=clock.today()),
            "\n".join(lines_of(due.account, told, foot=foot_of(due, stop), on=clock.today())),
            (("List-Unsubscribe", f"<{stop}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")),
        )


def subject_of(told: Told, *, on: date) -> str:
    """What the subject says: how much waits, how much of it is overdue."""
    late = sum(1 for item in told.tasks if (item.days_left(on) or 0) < 0)
    count = len(told.tasks)
    if not count:
        said = ngettext("%(count)d new notice", "%(count)d new notices", told.notice_count)
        return said % {"count": told.notice_count}
    said = ngettext("%(count)d task waits", "%(count)d tasks wait", count) % {"count": count}
    if late:
        overdue = ngettext("%(count)d overdue", "%(count)d overdue", late) % {"count": late}
        return f"{said}, {overdue}"
    return said


def lines_of(user: User, told: Told, *, foot: Sequence[str], on: date) -> Iterator[str]:
    """The body, line by line, none longer than `COLUMNS` but for addresses, which are never broken."""
    yield from _folded(gettext("To: %(name)s") % {"name": user.full_name})
    yield ""
    if told.tasks:
        title = ngettext("%(count)d task waits", "%(count)d tasks wait", len(told.tasks))
        yield from _titled(title % {"count": len(told.tasks)})
        for number, item in enumerate(told.tasks[:MOST_TASKS], start=1):
            yield from _task(number, item, on)
        if len(told.tasks) > MOST_TASKS:
            yield from _folded(gettext("The others stand in “My work”."))
            yield ""
        yield _address(reverse("desk:my_work"))
        yield ""
    if told.notices:
        title = ngettext("%(count)d new notice", "%(count)d new notices", told.notice_count)
        yield from _titled(title % {"count": told.notice_count})
        for line in told.notices:
            yield from _folded(f"{moment(line.made_at)}  {render(line.text)}", first="- ", rest="  ")
        yield ""
        yield _address(reverse("notices:list"))
        yield ""
    yield "-- "
    yield from foot


def foot_of(due: DigestDue, stop: str) -> list[str]:
    """Why this mail came, where to change it and the link that stops it."""
    if due.frequency is Frequency.WEEKLY:
        said = gettext("This mail comes every %(day)s at %(hour)d o'clock, when there is something to tell.")
        said %= {"day": gettext(WEEKDAY_WORDS[due.weekday]), "hour": due.hour}
    else:
        said = gettext(
            "This mail comes from Monday to Friday at %(hour)d o'clock, when there is something to tell."
        ) % {"hour": due.hour}
    return [
        *_folded(said),
        gettext("Change it:"),
        _address(reverse("notices:mail")),
        gettext("Stop it:"),
        stop,
        "",
    ]


def _task(number: int, item: WorkItem, on: date) -> Iterator[str]:
    first = f"{number}. "
    rest = " " * len(first)
    yield from _folded(render(item.title), first=first, rest=rest)
    yield from _folded(render(item.why), first=rest, rest=rest)
    yield from _folded(_left(item, on), first=rest, rest=rest)
    yield f"{rest}{_address(item.href)}"
    yield ""


def _left(item: WorkItem, on: date) -> str:
    left = item.days_left(on)
    if left is None or item.due_on is None:
        return gettext("No deadline")
    if left < 0:
        said = ngettext("Due %(day)s, %(count)d day late", "Due %(day)s, %(count)d days late", -left)
        return said % {"day": day(item.due_on), "count": -left}
    if left == 0:
        return gettext("Due today, %(day)s") % {"day": day(item.due_on)}
    said = ngettext("Due %(day)s, %(count)d day left", "Due %(day)s, %(count)d days left", left)
    return said % {"day": day(item.due_on), "count": left}


def _titled(title: str) -> Iterator[str]:
    yield title
    yield "=" * min(len(title), COLUMNS)
    yield ""


def _folded(text: str, *, first: str = "", rest: str = "") -> list[str]:
    return wrap(
        text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _address(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"
