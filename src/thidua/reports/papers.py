"""What is said of a paper or of a classified one when it is filed, checked before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from thidua.core.verdict import Sentence
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.inspection import marked_secret, secret_problem
from thidua.foundation.wording import N_
from thidua.reports.errors import EvidenceUnfit
from thidua.reports.evidence import EvidencePlace, LeafLink
from thidua.reports.states import PaperKind

LONGEST_TITLE, LONGEST_LINE, LONGEST_TEXT, LONGEST_NUMBER = 300, 200, 2000, 80
MOST_FILES = 60


@dataclass(frozen=True, slots=True)
class Paper:
    """What is said of a paper: kind, title, number, date, issuer, excerpt, and the period it is about (or empty)."""

    kind: PaperKind
    title: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    excerpt: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What may be said of a classified paper: its number, the place where it is kept, its date, the period."""

    number: str
    kept_at: str
    issued_on: date | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What filing did: the record that was made or added to, and contents that were on record already.

    `evidence` is empty when everything was there already; `known` pairs the name of a sent file with the key of the
    record that holds its content, which now proves the asked criteria too.
    """

    evidence: str
    known: tuple[tuple[str, str], ...] = ()


def day_of(at: datetime) -> date:
    """The day of a moment in Viet Nam."""
    return at.astimezone(VIET_NAM).date()


def refuse_undeclared(declared: bool) -> None:  # noqa: FBT001 -- it is the statement itself
    """Refuse what was sent without the statement; raises `EvidenceUnfit`."""
    if not declared:
        raise EvidenceUnfit(
            Sentence(N_("State first that nothing classified is in it; nothing was kept.")), where="declared"
        )


def _refuse_marked(**texts: str) -> None:
    for where, text in texts.items():
        if any(marked_secret(line) for line in text.splitlines()):
            problem = secret_problem(text.strip()[:60])
            raise EvidenceUnfit(problem.sentence, where=where, remedy=problem.remedy)


def checked_paper(paper: Paper, at: datetime) -> Paper:
    """A paper with its texts trimmed; raises `EvidenceUnfit` with the field that does not fit."""
    kept = replace(
        paper,
        title=" ".join(paper.title.split())[:LONGEST_TITLE],
        number=paper.number.strip()[:LONGEST_NUMBER],
        issuer=paper.issuer.strip()[:LONGEST_LINE],
        excerpt=paper.excerpt.strip()[:LONGEST_TEXT],
    )
    if not kept.title:
        raise EvidenceUnfit(Sentence(N_("Name the paper: say its title.")), where="title")
    _refuse_future(kept.issued_on, at)
    _refuse_marked(title=kept.title, number=kept.number, issuer=kept.issuer, excerpt=kept.excerpt)
    return kept


def _refuse_future(issued_on: date | None, at: datetime) -> None:
    if issued_on is not None and issued_on > day_of(at):
        raise EvidenceUnfit(
            Sentence(N_("The paper is dated {day}, which has not come yet."), {"day": issued_on}),
            where="issued_on",
        )


def checked_links(place: EvidencePlace, links: Sequence[LeafLink]) -> tuple[LeafLink, ...]:
    """The criteria chosen, once each, in the order of the table; raises `EvidenceUnfit` for one it does not have."""
    found: dict[str, LeafLink] = {}
    for link in links:
        ask = place.leaves.get(link.leaf)
        if ask is None or not ask.applies:
            raise EvidenceUnfit(
                Sentence(
                    N_("The table in force has no criterion {leaf} for this unit."), {"leaf": link.leaf}
                ),
                where="leaves",
            )
        answers = link.answers if link.answers in ask.asked else ""
        found[link.leaf] = LeafLink(link.leaf, answers)
    if not found:
        raise EvidenceUnfit(
            Sentence(N_("Choose at least one criterion that the paper proves.")), where="leaves"
        )
    return tuple(found[code] for code in place.leaves if code in found)


def codes_of(links: Sequence[LeafLink]) -> str:
    """The codes of criteria, as the ledger says them."""
    return ", ".join(link.leaf for link in links)


def checked_reason(text: str) -> str:
    """A reason that says something; raises `EvidenceUnfit`."""
    said = text.strip()[:LONGEST_TEXT]
    if not said:
        raise EvidenceUnfit(Sentence(N_("Say why; others will ask about it later.")), where="reason")
    return said


def checked_reference(reference: Reference, at: datetime) -> Reference:
    """A reference with its texts trimmed; raises `EvidenceUnfit` with the field that does not fit."""
    said = replace(
        reference,
        number=reference.number.strip()[:LONGEST_NUMBER],
        kept_at=" ".join(reference.kept_at.split())[:LONGEST_LINE],
    )
    if not said.number:
        raise EvidenceUnfit(Sentence(N_("Say the number and symbol of the paper.")), where="number")
    if not said.kept_at:
        raise EvidenceUnfit(Sentence(N_("Say where the paper is kept.")), where="kept_at")
    _refuse_future(said.issued_on, at)
    return said
