"""Where the units stand, as drawn: which column speaks, how full each cell is, and the ranking with what is open.

Columns are never mixed: one stage speaks for the whole picture and the page says which.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext

from thidua.core.wording import number
from thidua.criteria.leaves import Leaf, Section
from thidua.foundation.wording import N_, active_language
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.permissions import Part, sees_marks
from thidua.scorecards.queries import Counters, Shown, Word, counters, heat_rows, ranking_rows
from thidua.scorecards.queries import RankRow as Place
from thidua.scorecards.scoring import scheme_of
from thidua.scorecards.states import STAGES, Stage
from thidua.web.shared.parts import HeatCell, HeatColumn, HeatGroup, HeatRow, Ranking, RankRow

STAGE_MARKS: Final[Mapping[Stage, str]] = {
    Stage.SELF: N_("the units' own marks"),
    Stage.CROSS: N_("cross-checked marks"),
    Stage.APPRAISED: N_("appraised marks"),
}
STAGE_WORDS: Final[Mapping[Stage, str]] = {
    Stage.SELF: N_("Self-scoring"),
    Stage.CROSS: N_("Cross-check"),
    Stage.APPRAISED: N_("Appraisal"),
}
CELL_WORDS: Final[Mapping[Word, str]] = {
    Word.WAITING: N_("waiting"),
    Word.UNPROVED: N_("missing"),
    Word.NOT_APPLICABLE: N_("N/A"),
    Word.NOT_YET: N_("none yet"),
    Word.INCOMPLETE: N_("incomplete"),
    Word.HIDDEN: N_("not shown yet"),
}
_OPEN_WORDS: Final = frozenset({Word.WAITING, Word.UNPROVED, Word.NOT_YET, Word.INCOMPLETE})
_HUNDRED: Final = Decimal(100)

type CellAddress = Callable[[str, str, Stage], str]
type UnitAddress = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class StageChoice:
    """One column one may look at: its words, whether it is the one shown, how far it has come."""

    stage: Stage
    words: str
    current: bool
    full: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The picture of one column. `hidden` when this person may not see all of it yet; then nothing is ranked."""

    stage: Stage
    counters: Counters
    hidden: bool
    groups: tuple[HeatGroup, ...]
    rows: tuple[HeatRow, ...]
    ranking: Ranking | None
    undecided: bool


def stages_with_marks(frame: SheetFrame) -> tuple[Stage, ...]:
    """The columns that have anything in them, the earliest first."""
    filled = {stage for _, _, stage in frame.content.marks}
    return tuple(stage for stage in STAGES if stage in filled)


def speaking_stage(frame: SheetFrame, asked: str = "") -> Stage | None:
    """The column that speaks for the sheet; None while nothing has been entered.

    The one asked for, else the latest without an empty cell, else the latest that has anything in it.
    """
    filled = stages_with_marks(frame)
    for stage in filled:
        if stage == asked:
            return stage
    whole = [stage for stage in filled if counters(frame, stage).empty == 0]
    return whole[-1] if whole else filled[-1] if filled else None


def choices_of(frame: SheetFrame, shown: Stage) -> tuple[StageChoice, ...]:
    """The columns to choose from."""
    return tuple(
        StageChoice(stage, gettext(STAGE_WORDS[stage]), stage is shown, counters(frame, stage).empty == 0)
        for stage in stages_with_marks(frame)
    )


def standing_of(
    frame: SheetFrame, part: Part, stage: Stage, *, cell_href: CellAddress, unit_href: UnitAddress
) -> Standing:
    """The picture of one column as this person may see it."""
    hidden = not all(sees_marks(part, frame, member.code, stage) for member in frame.members)
    groups, rows = _heat(frame, part, stage, cell_href, unit_href)
    places = () if hidden else ranking_rows(frame, stage)
    ranks = [_rank(frame, part, places, i, unit_href) for i in range(len(places))]
    return Standing(
        stage,
        counters(frame, stage),
        hidden,
        groups,
        rows,
        Ranking.of(ranks, decimals=scheme_of(frame).rounding.decimals) if ranks else None,
        any(row.undecided for row in ranks),
    )


def _columns(frame: SheetFrame) -> Iterator[tuple[str, list[Leaf]]]:
    """Leaves by outermost section, in their order; a leaf at the top is a group of its own."""
    names = {row.code: row.name for row in frame.outline.rows if isinstance(row, Section)}
    found: dict[str, list[Leaf]] = {}
    for leaf in frame.outline.leaves.values():
        found.setdefault(leaf.section, []).append(leaf)
    for code, leaves in found.items():
        yield f"{code}. {names.get(code, leaves[0].name)}", leaves


def _short(leaf: Leaf) -> str:
    """A leaf's number within its section: `3` of `III.3`."""
    tail = leaf.code.removeprefix(leaf.section).lstrip(".")
    return tail or leaf.code


def _heat(
    frame: SheetFrame, part: Part, stage: Stage, cell_href: CellAddress, unit_href: UnitAddress
) -> tuple[tuple[HeatGroup, ...], tuple[HeatRow, ...]]:
    by_leaf = {
        row.code: row
        for row in heat_rows(
            frame, stage, sees=lambda unit, at: sees_marks(part, frame, unit, at), leaves=True
        )
    }
    groups, order = [], []
    for label, leaves in _columns(frame):
        groups.append(HeatGroup(label, tuple(HeatColumn(_short(leaf), leaf.name) for leaf in leaves)))
        order += leaves
    rows = []
    for i, member in enumerate(frame.members):
        cells, reached, possible = [], Decimal(0), Decimal(0)
        for leaf in order:
            shown, percent = by_leaf[leaf.code].cells[i]
            if shown.points is not None:
                reached, possible = reached + shown.points, possible + leaf.max
            cells.append(_cell(shown, percent, cell_href(member.code, leaf.code, stage)))
        total = HeatCell(_share(reached, possible), word="–", waiting=False)
        rows.append(HeatRow(member.in_sentence, tuple(cells), total, href=unit_href(member.code)))
    return tuple(groups), tuple(rows)


def _cell(shown: Shown, percent: int | None, href: str) -> HeatCell:
    if percent is not None:
        return HeatCell(percent, href=href)
    word = gettext(CELL_WORDS.get(shown.word, CELL_WORDS[Word.NOT_YET]))
    seen = shown.word is not Word.HIDDEN
    return HeatCell(None, word=word, href=href if seen else "", waiting=shown.word in _OPEN_WORDS)


def _share(reached: Decimal, possible: Decimal) -> int | None:
    if possible <= 0:
        return None
    return int((reached * _HUNDRED / possible).quantize(Decimal(1), ROUND_HALF_UP))


def _rank(
    frame: SheetFrame, part: Part, places: tuple[Place, ...], i: int, unit_href: UnitAddress
) -> RankRow:
    place = places[i]
    return RankRow(
        rank=str(place.best) if place.best == place.worst else f"{place.best}–{place.worst}",
        unit=place.member.in_sentence,
        low=place.low if place.total is None else place.total,
        high=place.high if place.total is None else place.total,
        gap=_gap(frame, place, decimals=scheme_of(frame).rounding.decimals),
        href=unit_href(place.member.code),
        undecided=place.best != place.worst,
        mine=place.member.code in part.own,
    )


def _gap(frame: SheetFrame, place: Place, *, decimals: int) -> str:
    """What stands beside a rank: the distance to the rank above, or why the rank is open."""
    waits = _waits(place)
    if place.undecided:
        return gettext("undecided: equal in every figure")
    if place.best != place.worst:
        return (
            gettext("undecided, %(waits)s") % {"waits": waits}
            if waits
            else gettext("undecided: others still wait")
        )
    if waits:
        return gettext("still %(waits)s") % {"waits": waits}
    if place.gap is None or place.best == 1:
        return gettext("leads") if place.best == 1 else ""
    if place.gap == 0:
        return gettext("equal to the rank above, placed by the agreed order")
    return gettext("%(points)s behind the rank above") % {
        "points": number(place.gap, active_language(), decimals)
    }


def _waits(place: Place) -> str:
    """Which leaves a unit waits for, in words; the first two by their codes."""
    if not place.waiting:
        return ""
    named, more = ", ".join(place.waiting[:2]), len(place.waiting) - 2
    if more > 0:
        return gettext("waiting for %(codes)s and %(count)d more") % {"codes": named, "count": more}
    return gettext("waiting for %(codes)s") % {"codes": named}
