"""The overview of a bloc's year, assembled from what the rooms know: frozen rows for one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.http import HttpRequest
from django.utils.translation import gettext

from thidua.core.wording import number
from thidua.criteria.permissions import years_readable_by
from thidua.criteria.queries import card_in_force
from thidua.foundation.actors import Actor
from thidua.foundation.acts import latest_acts
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.wording import active_language
from thidua.organisations.queries import phases_of
from thidua.organisations.queries.finding import BlocYearLine
from thidua.scorecards.frames import SheetFrame, sheet_frame_of_period
from thidua.scorecards.permissions import may_open_sheet, part_of
from thidua.scorecards.queries import Counters, counters
from thidua.scorecards.states import OPEN_STAGE, SheetState, Stage
from thidua.web.desk.addresses import address, cell_address, sheet_address, unit_address
from thidua.web.desk.phases import phase_line
from thidua.web.desk.standing import (
    STAGE_MARKS,
    Standing,
    choices_of,
    speaking_stage,
    standing_of,
)
from thidua.web.desk.waiting import due_items
from thidua.web.shared import parts
from thidua.web.shared.at_hand import bloc_year_at_hand
from thidua.web.shared.jinja import day
from thidua.web.shared.menu import RULES
from thidua.web.shared.telling import latest
from thidua.web.shared.work import work_of

LATEST = 6
ACCOUNT_ACTS = ("accounts.",)


@dataclass(frozen=True, slots=True)
class Picture:
    """The column that speaks for a sheet, as this person may see it."""

    frame: SheetFrame
    stage: Stage
    standing: Standing

    @classmethod
    def of(cls, frame: SheetFrame, actor: Actor, asked: str, *, on: date) -> Self | None:
        """The picture of the column asked for, or of the one that speaks; None while nothing has been entered."""
        stage = speaking_stage(frame, asked)
        if stage is None:
            return None
        key = frame.public_id
        standing = standing_of(
            frame,
            part_of(actor, frame, on=on),
            stage,
            cell_href=lambda unit, leaf, at: cell_address(key, unit, leaf, at),
            unit_href=lambda unit: unit_address(key, unit),
        )
        return cls(frame, stage, standing)

    @property
    def spoken(self) -> str:
        """Whose marks these are, in words."""
        return gettext(STAGE_MARKS[self.stage])

    @property
    def closed_on(self) -> date | None:
        """The day the column was closed."""
        closing = self.frame.content.closings.get(self.stage)
        return closing.closed_at.astimezone(VIET_NAM).date() if closing else None

    @property
    def full(self) -> bool:
        """Whether no cell of the column is empty."""
        return self.standing.counters.empty == 0

    @property
    def tabs(self) -> tuple[parts.Tab, ...]:
        """The columns to choose from."""
        return tuple(
            parts.Tab(choice.words, f"?stage={choice.stage}#heat", choice.current)
            for choice in choices_of(self.frame, self.stage)
        )

    @property
    def agreed(self) -> bool:
        """Whether these are the marks of a result the bloc has agreed."""
        return self.frame.state is SheetState.AGREED and self.stage is Stage.APPRAISED

    @property
    def ranking_href(self) -> str:
        """Where the ranking is worked out line by line."""
        return address("scorecards:ranking", self.frame.public_id)

    @property
    def note(self) -> str:
        """By which marks the ranking is made, and what is still open."""
        words = {"marks": self.spoken, "day": day(self.closed_on)}
        said = [
            gettext("By %(marks)s, closed on %(day)s.") % words
            if self.closed_on
            else gettext("By %(marks)s, which are still being entered.") % words
        ]
        if self.stage is not Stage.APPRAISED:
            said.append(gettext("They are not the appraised marks."))
        if self.standing.undecided:
            said.append(
                gettext("A band is the range still open; where two bands overlap, the rank is undecided.")
            )
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a bloc's year has no score sheet this person could read, and the first step for whoever can take it."""

    why: str
    words: str = ""
    href: str = ""

    @classmethod
    def of(cls, actor: Actor, line: BlocYearLine, *, on: date) -> Self:
        """Ask what comes first: the table of criteria, or the sheet."""
        if line.history_only:
            return cls(gettext("This year is kept for the record; its marks were not entered here."))
        card = card_in_force(line.public_id, on=on)
        if card is None:
            why = gettext("The table of criteria comes first: units are scored by it once it is frozen.")
            may = bool(years_readable_by(actor, (line,), on=on))
            href = address("criteria:year", line.public_id)
            return cls(why, gettext("Open the table of criteria"), href) if may else cls(why)
        may = may_open_sheet(actor, line.bloc, on=on).allowed
        if not may:
            return cls(gettext("The head unit's officer opens it by the table of criteria in force."))
        href = address("scorecards:open", line.public_id) or address("scorecards:home")
        why = gettext(
            "Version %(version)d of the table of criteria is in force; the sheet can be opened by it."
        )
        return cls(why % {"version": card.version}, gettext("Open a score sheet"), href)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page shows, ready to be written down."""

    line: BlocYearLine
    phases: parts.Phases
    due: tuple[parts.DueItem, ...]
    waiting: int
    facts: tuple[parts.Fact, ...]
    acts: tuple[parts.Act, ...]
    frame: SheetFrame | None
    picture: Picture | None
    sheet_href: str
    ledger_href: str
    missing: Missing | None

    @classmethod
    def of(cls, request: HttpRequest, actor: Actor, line: BlocYearLine, *, on: date) -> Self:
        """Read the year's state, its newest sheet, what waits and what has happened."""
        frame = visible_sheet(actor, line, on=on)
        items = work_of(request)
        return cls(
            line=line,
            phases=phase_line(
                line.state, phases_of(line.id), all_href=address("organisations:bloc_year", line.public_id)
            ),
            due=due_items(items, on=on),
            waiting=len(items),
            facts=facts_of(frame) if frame else (),
            acts=latest(latest_acts(scope=line.public_id, never=ACCOUNT_ACTS, limit=LATEST)),
            frame=frame,
            picture=Picture.of(frame, actor, request.GET.get("stage", ""), on=on) if frame else None,
            sheet_href=sheet_address(frame.public_id) if frame else "",
            ledger_href=ledger_address(actor, on=on),
            missing=None if frame else Missing.of(actor, line, on=on),
        )


def picture_at_hand(request: HttpRequest, actor: Actor, *, on: date) -> Picture | None:
    """The picture of the bloc-year at hand; None when there is none for this person."""
    line = bloc_year_at_hand(request)
    frame = visible_sheet(actor, line, on=on) if line else None
    return Picture.of(frame, actor, request.GET.get("stage", ""), on=on) if frame else None


def visible_sheet(actor: Actor, line: BlocYearLine, *, on: date) -> SheetFrame | None:
    """The newest sheet of the bloc-year, if the person may read it."""
    frame = sheet_frame_of_period(line.public_id)
    return frame if frame is not None and part_of(actor, frame, on=on).sees else None


def ledger_address(actor: Actor, *, on: date) -> str:
    """The ledger, for those to whom it is open."""
    rule = RULES.get("records")
    return address("records:ledger") if rule is not None and rule(actor, on=on).allowed else ""


def facts_of(frame: SheetFrame) -> tuple[parts.Fact, ...]:
    """The year in figures: how far the open stage has come, what waits, what is not answered."""
    stage = OPEN_STAGE.get(frame.state, Stage.APPRAISED)
    count = counters(frame, stage)
    href = sheet_address(frame.public_id)
    done = {
        Stage.SELF: gettext("cells scored by the units"),
        Stage.CROSS: gettext("cells cross-checked"),
        Stage.APPRAISED: gettext("cells appraised"),
    }[stage]
    of = gettext("of %(count)s") % {"count": _n(count.cells)}
    return (
        parts.Fact(_n(count.done), done, of, href),
        *_others(count),
        parts.Fact(_n(len(frame.members)), gettext("units scored")),
    )


def _others(count: Counters) -> Sequence[parts.Fact]:
    return (
        parts.Fact(_n(count.waiting), gettext("cells waiting for a result from above")),
        parts.Fact(_n(count.unproved), gettext("cells without papers")),
        parts.Fact(_n(count.empty), gettext("cells still empty")),
        parts.Fact(_n(count.unanswered), gettext("explanations not answered")),
    )


def _n(value: int) -> str:
    return number(value, active_language())


def heat_file_heads(picture: Picture) -> tuple[str, ...]:
    """Column heads of the heat table as a file: the codes of the criteria."""
    codes = (leaf.code for leaf in picture.frame.outline.leaves.values())
    return (gettext("Unit"), *codes, gettext("So far"))


def heat_file_rows(picture: Picture) -> tuple[tuple[int | str, ...], ...]:
    """Its rows: percent of the most points, or the word for why there is none."""
    return tuple(
        (row.unit, *(_filed(cell) for cell in row.cells), _filed(row.total)) for row in picture.standing.rows
    )


def _filed(cell: parts.HeatCell) -> int | str:
    return cell.word if cell.percent is None else cell.percent
