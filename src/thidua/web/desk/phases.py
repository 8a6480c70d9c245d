"""The year as a line of twelve phases, each with its days."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from thidua.foundation.wording import render
from thidua.organisations.queries import PhaseRow
from thidua.organisations.states import ORDER, STATE_WORDS, YearState
from thidua.web.shared.jinja import day
from thidua.web.shared.parts import Phases


def phase_line(state: YearState, rows: Sequence[PhaseRow], *, all_href: str = "") -> Phases:
    """The phases of a bloc-year that stands at `state`; `rows` are those it went through.

    A phase entered twice (the work goes on after the half-year review) shows its last days.
    """
    last: Mapping[YearState, PhaseRow] = {row.state: row for row in rows}
    now = ORDER.index(state)
    return Phases.of(
        [(render(STATE_WORDS[one]), _when(last.get(one), i, now)) for i, one in enumerate(ORDER)],
        now,
        all_href=all_href,
    )


def _when(row: PhaseRow | None, place: int, now: int) -> str:
    if place > now:
        return gettext("no date yet")
    if row is None:
        return gettext("not held")
    if place == now or row.left_on is None:
        return gettext("since %(day)s") % {"day": day(row.entered_on)}
    if row.left_on == row.entered_on:
        return day(row.entered_on)
    return gettext("until %(day)s") % {"day": day(row.left_on)}
