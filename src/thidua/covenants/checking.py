"""What may not even stand in a draft: figures that cannot be kept, awards in the wrong list, texts without end."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from thidua.core.text import nfc
from thidua.core.verdict import Sentence
from thidua.covenants.awards import COMMENDATIONS, TITLES, Award
from thidua.covenants.content import AwardRow, BlocContent, ClauseRow, RegistrationContent, TargetRow, exact
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_

MOST_TARGETS = 200
MOST_DECIMALS = 4
LONGEST_LINE = 300
LONGEST_TEXT = 4000
LARGEST_FIGURE = Decimal(10) ** 17
LARGEST_WEIGHT = Decimal(10) ** 5
MOST_PEOPLE = 1_000_000
_LENGTHS = {"code": 40, "measure": 60, "numerator": 120, "denominator": 120, "leaf": 40}


def tidy(content: RegistrationContent) -> RegistrationContent:
    """The same as it will be read back: no blanks around texts, one normal form, no empty rows, plain figures."""
    rows = (_tidy_target(row) for row in content.targets)
    return RegistrationContent(
        _line(content.slogan),
        tuple(row for row in rows if not row.empty),
        tuple(replace(row, note=_line(row.note)) for row in content.titles),
        tuple(replace(row, note=_line(row.note)) for row in content.commendations),
        tuple(line for line in map(_line, content.models) if line),
        content.exemplars,
        tuple(line for line in map(_line, content.exemplar_names) if line),
    )


def _line(text: str) -> str:
    return " ".join(nfc(text).split())


def _tidy_target(row: TargetRow) -> TargetRow:
    return replace(
        row,
        code=_line(row.code),
        name=_line(row.name),
        measure=_line(row.measure),
        numerator=_line(row.numerator),
        denominator=_line(row.denominator),
        secrecy=_line(row.secrecy),
        leaf=_line(row.leaf),
        weight=exact(row.weight),
        baseline=exact(row.baseline),
        target=exact(row.target),
    )


def tidy_bloc(content: BlocContent) -> BlocContent:
    """The bloc's part as it will be read back."""
    return BlocContent(
        _line(content.title),
        _line(content.slogan),
        nfc(content.preamble).strip(),
        nfc(content.undertaking).strip(),
        _line(content.number),
        tuple(ClauseRow(_line(row.text), _line(row.leaf)) for row in content.clauses if _line(row.text)),
    )


def registration_problems(content: RegistrationContent) -> tuple[Problem, ...]:
    """Why a registration cannot be kept at all; the content is tidy already."""
    return tuple(_registration(content))


def bloc_problems(content: BlocContent) -> tuple[Problem, ...]:
    """Why the bloc's part cannot be kept."""
    return tuple(_bloc(content))


def _bloc(content: BlocContent) -> Iterator[Problem]:
    if not content.title:
        yield Problem(Sentence(N_("The covenant needs a title.")), where="title")
    limits = {
        "title": 300,
        "slogan": 300,
        "number": 60,
        "preamble": LONGEST_TEXT,
        "undertaking": LONGEST_TEXT,
    }
    for name, limit in limits.items():
        yield from _too_long(getattr(content, name), name, limit)
    for place, row in enumerate(content.clauses):
        yield from _too_long(row.text, f"clause-{place}-text", LONGEST_TEXT)
        yield from _too_long(row.leaf, f"clause-{place}-leaf", 40)


def _too_long(text: str, where: str, limit: int) -> Iterator[Problem]:
    if len(text) > limit:
        said = N_("This text has {length} letters; at most {limit} are kept.")
        yield Problem(Sentence(said, {"length": len(text), "limit": limit}), where=where)


def _registration(content: RegistrationContent) -> Iterator[Problem]:
    yield from _too_long(content.slogan, "slogan", LONGEST_LINE)
    if len(content.targets) > MOST_TARGETS:
        said = N_("At most {limit} targets are kept.")
        yield Problem(Sentence(said, {"limit": MOST_TARGETS}), where="targets")
    for place, row in enumerate(content.targets):
        yield from _target(row, f"target-{place}")
    yield from _codes(content)
    yield from _awards("titles", content.titles, TITLES)
    yield from _awards("commendations", content.commendations, COMMENDATIONS)
    if not 0 <= content.exemplars <= 999:
        yield Problem(Sentence(N_("The number of exemplars is from 0 to 999.")), where="exemplars")
    for name in ("models", "exemplar_names"):
        for line in getattr(content, name):
            yield from _too_long(line, name, LONGEST_LINE)


def _target(row: TargetRow, where: str) -> Iterator[Problem]:
    for name in ("name", "measure", "numerator", "denominator", "secrecy", "leaf", "code"):
        yield from _too_long(getattr(row, name), f"{where}-{name}", _LENGTHS.get(name, LONGEST_LINE))
    if not 0 <= row.decimals <= MOST_DECIMALS:
        said = N_("The number of decimals is from 0 to {limit}.")
        yield Problem(Sentence(said, {"limit": MOST_DECIMALS}), where=f"{where}-decimals")
    if row.weight is not None and not 0 < row.weight < LARGEST_WEIGHT:
        yield Problem(Sentence(N_("A weight is above zero.")), where=f"{where}-weight")
    if row.target is not None and row.target < 0:
        yield Problem(Sentence(N_("A figure to reach is not below zero.")), where=f"{where}-target")
    for name, limit in (("weight", MOST_DECIMALS), ("baseline", row.decimals), ("target", row.decimals)):
        yield from _too_fine(getattr(row, name), limit, f"{where}-{name}")


def _too_fine(number: Decimal | None, limit: int, where: str) -> Iterator[Problem]:
    """A figure is printed with as many decimals as the target says, so it may not have more."""
    if number is None:
        return
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > limit:
        said = N_("{number} has more than {limit} decimals; raise the number of decimals of the target.")
        yield Problem(Sentence(said, {"number": number, "limit": limit}), where=where)
    if abs(number) >= LARGEST_FIGURE:
        yield Problem(Sentence(N_("This figure is too large to be kept.")), where=where)


def _codes(content: RegistrationContent) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, row in enumerate(content.targets):
        if row.code and row.code.casefold() in seen:
            said = N_("The code {code} stands at two targets.")
            yield Problem(Sentence(said, {"code": row.code}), where=f"target-{place}-code")
        seen.add(row.code.casefold())


def _awards(where: str, rows: tuple[AwardRow, ...], known: Mapping[str, Award]) -> Iterator[Problem]:
    other = COMMENDATIONS if known is TITLES else TITLES
    seen: set[tuple[str, str]] = set()
    for row in rows:
        found = known.get(row.code)
        if found is None:
            said = (
                N_("{code} is not in this list: titles and forms of commendation never mix.")
                if row.code in other
                else N_("There is no award with the code {code}.")
            )
            yield Problem(Sentence(said, {"code": row.code}), where=where)
            continue
        if row.scope not in found.scopes:
            yield Problem(
                Sentence(N_("{code} is not given to this kind of recipient."), {"code": row.code}),
                where=where,
            )
        if not 1 <= row.count <= MOST_PEOPLE:
            yield Problem(
                Sentence(N_("The number for {code} is at least 1."), {"code": row.code}), where=where
            )
        if (row.code, row.scope.value) in seen:
            yield Problem(Sentence(N_("{code} is registered twice."), {"code": row.code}), where=where)
        seen.add((row.code, row.scope.value))
