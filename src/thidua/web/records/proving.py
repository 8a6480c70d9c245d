"""Whether entries fit, in words: one entry with its neighbours, and the last check of the whole."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from thidua.core.wording import number
from thidua.foundation.acts import Link
from thidua.foundation.verification import Check
from thidua.foundation.wording import active_language, render
from thidua.web.records.reading import in_groups
from thidua.web.shared.jinja import moment
from thidua.web.shared.parts import CheckResult, State


@dataclass(frozen=True, slots=True)
class Joint:
    """One question about an entry's place in the chain, and its answer."""

    asks: str
    state: State
    hash: str


def _fits(fits: bool) -> State:  # noqa: FBT001 -- the one thing it words
    return State(gettext("fits"), "ok") if fits else State(gettext("does not fit"), "refused")


def _count(value: int) -> str:
    return number(value, active_language())


def joints_of(link: Link) -> tuple[Joint, ...]:
    """The three questions an entry answers: its content, the entry before, the entry after."""
    content = Joint(
        gettext("Hash recomputed from the content and the entry before"),
        _fits(link.content_fits),
        in_groups(link.recomputed),
    )
    before = Joint(
        gettext("Hash of the entry before, as this entry names it"),
        _fits(link.chained),
        in_groups(link.act.previous),
    )
    if link.followed is None:
        after = Joint(gettext("The ledger's head names this entry as the newest"), _fits(link.heads), "")
    else:
        after = Joint(gettext("The next entry names this entry's hash"), _fits(link.followed), "")
    return before, content, after


def result_of_link(link: Link, *, now: datetime) -> CheckResult:
    """Whether this one entry is as it was written."""
    if link.fits:
        return CheckResult(
            "ok",
            gettext("This entry fits"),
            gettext("Recomputed at %(when)s: its content and its neighbours are as they were written.")
            % {"when": moment(now, seconds=True)},
        )
    return CheckResult(
        "no",
        gettext("This entry does not fit"),
        gettext(
            "It, or an entry beside it, is no longer what was written. Everything from here on cannot be relied upon."
        ),
    )


def result_of_check(check: Check | None) -> CheckResult:
    """What the last check of the ledger found."""
    if check is None:
        return CheckResult("old", gettext("The ledger has not been checked from a screen yet"))
    said_at = gettext("Checked at %(when)s by %(who)s.") % {
        "when": moment(check.at, seconds=True),
        "who": check.actor_name,
    }
    if check.fault is not None:
        entry = _count(check.fault.seq)
        why = render(check.fault.why)
        sound = gettext("The entries before it fit; from there on none can be relied upon.")
        return CheckResult(
            "no",
            gettext("Entry %(entry)s does not fit") % {"entry": entry},
            f"{why[:1].upper()}{why[1:]}. {sound} {said_at}",
        )
    facts = ((gettext("Hash of the last entry checked"), in_groups(check.hash)),)
    if not check.whole:
        words = gettext("Entries 1 to %(last)s of %(total)s fit; the check is not finished")
        said = words % {"last": _count(check.last), "total": _count(check.total)}
        return CheckResult("old", said, said_at, facts)
    return CheckResult(
        "ok", gettext("All %(total)s entries fit") % {"total": _count(check.total)}, said_at, facts
    )
