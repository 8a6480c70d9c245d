"""Print a scorecard, or what a check of a scheme found, as text for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from thidua.core.scoring.checking import Doubt
from thidua.core.scoring.faults import SchemeProblem
from thidua.core.scoring.scheme import Scheme
from thidua.core.scoring.scorecard import Scorecard, UnitScore
from thidua.core.text import visible
from thidua.core.verdict import Sentence
from thidua.core.wording import number
from thidua.core.wording import sentence as worded


def scorecard_text(card: Scorecard, scheme: Scheme, lang: str) -> str:
    """Return the ranking, what follows from it, and each unit's leaves with their reasons."""
    return _lines(_scorecard(card, scheme, lang))


def check_text(problems: Sequence[SchemeProblem], doubts: Sequence[Doubt], lang: str) -> str:
    """Return the errors and the doubts about a scheme, one a line."""
    lines: list[str] = []
    if not problems and not doubts:
        lines.append(_said("check_clean", lang))
    if problems:
        lines.append(_said("check_errors", lang, count=len(problems)))
        lines += [f"  {problem.path}: {worded(problem.sentence, lang)}" for problem in problems]
    if doubts:
        lines.append(_said("check_doubts", lang, count=len(doubts)))
        lines += [f"  [{doubt.kind}] {_where(doubt)}: {worded(doubt.sentence, lang)}" for doubt in doubts]
    return _lines(lines)


def _lines(lines: Iterable[str]) -> str:
    """Return lines for a terminal: what files hold must neither break a line nor command the terminal."""
    return "".join(f"{visible(line)}\n" for line in lines)


def _where(doubt: Doubt) -> str:
    return f"{doubt.code} ({doubt.path})" if doubt.code else doubt.path


def _scorecard(card: Scorecard, scheme: Scheme, lang: str) -> Iterator[str]:
    if scheme.name:
        yield scheme.name
    yield _said(f"label_stage_{card.stage}", lang)
    yield ""
    ranked = [card.units[code] for code in card.ranking]
    rest = sorted(
        (unit for unit in card.units.values() if unit.placement is None), key=lambda unit: unit.unit
    )
    yield from _table(_heading(scheme, lang), [_row(unit, scheme, lang) for unit in (*ranked, *rest)])
    yield ""
    for tie in card.unresolved_ties:
        yield _said("label_tie", lang, units=tie)
    for award in scheme.awards:
        units = card.awards[award.code]
        yield _said("label_award" if units else "label_award_none", lang, name=award.name, units=units)
    for warning in card.warnings:
        yield _said("label_warning", lang, warning=warning)
    for unit in (*ranked, *rest):
        yield ""
        yield unit.unit
        yield from (f"  {line}" for line in _sheet(unit, scheme, lang))


def _heading(scheme: Scheme, lang: str) -> list[str]:
    columns = ["rank", "unit", "content", "bonus", "deduction", "total"]
    heading = [_said(f"label_{column}", lang) for column in columns]
    heading[2:2] = [node.code for node in scheme.criteria]
    return [*heading, *([_said("label_class", lang)] if scheme.bands else []), _said("label_note", lang)]


def _row(unit: UnitScore, scheme: Scheme, lang: str) -> list[str]:
    figures = [unit.content, unit.bonus, unit.deduction, unit.total]
    sections = [
        unit.groups[node.code] if node.code in unit.groups else unit.leaves[node.code].points
        for node in scheme.criteria
    ]
    row = ["–" if unit.rank is None else str(unit.rank), unit.unit]
    row += [number(figure, lang) for figure in (*sections, *figures)]
    return [*row, *([unit.band or "–"] if scheme.bands else []), _note(unit, lang)]


def _note(unit: UnitScore, lang: str) -> str:
    notes: list[str] = []
    if not unit.complete:
        notes.append(_said("label_incomplete", lang))
    if unit.placement is not None and unit.placement.undecided:
        notes.append(_said("label_undecided", lang, others=unit.placement.undecided))
    if unit.blockers:
        code = "label_suspended" if unit.suspended else "label_excluded"
        notes.append(_said(code, lang, blockers=unit.blockers))
    return "; ".join(notes)


def _sheet(unit: UnitScore, scheme: Scheme, lang: str) -> Iterator[str]:
    rows = [[code, number(leaf.points, lang), worded(leaf.why, lang)] for code, leaf in unit.leaves.items()]
    rows += [
        [_said(f"label_{part}", lang), number(figure, lang), worded(unit.steps[part], lang)]
        for part, figure in (
            ("content", unit.content),
            ("bonus", unit.bonus),
            ("deduction", unit.deduction),
            ("total", unit.total),
        )
    ]
    rank = "–" if unit.rank is None else str(unit.rank)
    rows.append([_said("label_rank", lang), rank, worded(unit.steps["rank"], lang)])
    heading = [_said(f"label_{column}", lang) for column in ("code", "points", "why")]
    yield from _table(heading, rows)


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    lines = [heading, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heading))]
    numeric = [
        bool(rows)
        and all(row[column][:1] in {"–", "\u2212", ""} or row[column][:1].isdigit() for row in rows)
        for column in range(len(heading))
    ]
    for line in lines:
        cells = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        ]
        yield "  ".join(cells).rstrip()


def _said(code: str, lang: str, **params: object) -> str:
    return worded(Sentence(code, params), lang)
