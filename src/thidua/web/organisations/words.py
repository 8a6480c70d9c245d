"""How the room's facts are said on screen: spans of days, confidence, roles in a bloc."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext

from thidua.foundation.wording import render
from thidua.organisations.queries import SuccessionRow
from thidua.organisations.states import (
    CONFIDENCE_WORDS,
    LEAD_WORDS,
    STATE_WORDS,
    SUCCESSION_WORDS,
    Confidence,
    LeadRole,
    Share,
    YearState,
)
from thidua.web.shared.jinja import day
from thidua.web.shared.parts import State

_CONFIDENCE_LOOK: Final = {
    Confidence.CONFIRMED: "ok",
    Confidence.WEAK: "wait",
    Confidence.MEMORY: "plain",
    Confidence.INVENTED: "old",
}
_YEAR_LOOK: Final = {
    YearState.DRAFTED: "",
    YearState.CONSULTED: "wait",
    YearState.DECIDED: "ok",
    YearState.CONCLUDED: "ok",
    YearState.ARCHIVED: "old",
}


def confidence_state(known: Confidence) -> State:
    """How well a fact is known, in words with its look."""
    return State(render(CONFIDENCE_WORDS[known]), _CONFIDENCE_LOOK[known])


def year_state(state: YearState) -> State:
    """A bloc-year's state, in words with its look."""
    return State(render(STATE_WORDS[state]), _YEAR_LOOK.get(state, "live"))


def span(first: date | None, last: date | None) -> str:
    """From when to when: `from 01/07/2025`, `until 30/06/2025`, or both; empty when neither end is known."""
    if first is not None and last is not None:
        return gettext("from %(first)s to %(last)s") % {"first": day(first), "last": day(last)}
    if first is not None:
        return gettext("from %(day)s") % {"day": day(first)}
    if last is not None:
        return gettext("until %(day)s") % {"day": day(last)}
    return ""


def role_in_bloc(role: str) -> str:
    """Head, deputy or member."""
    return render(LEAD_WORDS[LeadRole(role)]) if role in {*LeadRole} else gettext("Member")


def came_from(rows: Iterable[SuccessionRow]) -> str:
    """Whom a unit carries on: `merged from A; part of B`."""
    said = []
    for row in rows:
        words = gettext("part of %(unit)s") if row.share is Share.PART else "%(unit)s"
        said.append(words % {"unit": row.predecessor.name})
    return "; ".join(said)


def succession_state(row: SuccessionRow) -> State:
    """Renamed, merged, split, absorbed."""
    return State(render(SUCCESSION_WORDS[row.kind]), "plain", "refresh-cw")
