"""Sheets and columns of the workbook. Heads and words are written in one language and understood in both."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils.translation import gettext, override

from thidua.core.text import fold
from thidua.criteria import words
from thidua.foundation.wording import N_

LANGUAGES: Final = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in the document, its head (message id), its width in characters.

    `kind` says how a cell is read: `text`, `number`, `flag`, `day`, `codes` (several, parted by semicolons), `lines`,
    a `word` of `vocabulary`, or the bare `cell`. `nullable` cells may say "no figure".
    """

    key: str
    head: str
    width: float = 12
    kind: str = "text"
    vocabulary: Mapping[str, str] | None = None
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet: its key, its name and the note over its heads (message ids), its columns."""

    key: str
    name: str
    note: str
    columns: tuple[Column, ...]


CODE: Final = Column("code", N_("Code"), 10)
TREE: Final = SheetLayout(
    "tree",
    N_("Tree of criteria"),
    N_(
        "One row for each section and criterion, in order. A section has no way of scoring; its rows name it under “Under”."
    ),
    (
        CODE,
        Column("under", N_("Under"), 10),
        Column("name", N_("Name"), 50),
        Column("max", N_("Maximum"), 10, "number"),
        Column("kind", N_("Way of scoring"), 24, "word", words.KINDS),
        Column("cap", N_("Limit"), 10, "number"),
        Column("capped", N_("Not above the maximum"), 12, "flag"),
        Column("direction", N_("Direction"), 18, "word", words.DIRECTIONS),
        Column("per_item", N_("Points per item"), 12, "number"),
        Column("per_event", N_("Points per event"), 12, "number"),
        Column("floor", N_("Not under"), 10, "number"),
        Column("missing", N_("Points when never filed"), 14, "number", nullable=True),
        Column("days", N_("Days counted"), 14, "word", words.DAYS),
        Column("require", N_("Parts that must be complete"), 14, "number"),
        Column("then", N_("After the target is picked"), 16, "word", words.THEN),
        Column("share_at_target", N_("Share for reaching the target"), 14, "number"),
        Column("min_targets", N_("Fewest targets"), 12, "number"),
        Column("max_targets", N_("Most targets"), 12, "number"),
        Column("measure.decimals", N_("Measure rounded to decimals"), 14, "number"),
        Column("measure.mode", N_("Measure rounded how"), 18, "word", words.MODES),
        Column("not_applicable_for", N_("Does not apply to"), 20, "codes"),
        Column("note.evidence", N_("Evidence required"), 40, "lines"),
        Column("note.measure", N_("Unit of measure"), 18),
        Column("note.appraiser", N_("Appraised by"), 24, "word", words.APPRAISERS),
        Column("note.appraiser_unit", N_("Code of the appraising unit"), 14),
    ),
)
STEPS: Final = SheetLayout(
    "steps",
    N_("Rows of steps"),
    N_("One row for each step, looked at from top to bottom. Leave an end empty where it is open."),
    (
        CODE,
        Column("low", N_("From"), 12, "number"),
        Column("low_in", N_("“From” itself counts"), 12, "flag"),
        Column("high", N_("To"), 12, "number"),
        Column("high_in", N_("“To” itself counts"), 12, "flag"),
        Column("gives", N_("Points or target"), 14, "number", nullable=True),
    ),
)
DEADLINES: Final = SheetLayout(
    "deadlines",
    N_("Deadlines"),
    N_("One row for each deadline of a criterion scored by day of issue."),
    (
        CODE,
        Column("until", N_("Until the end of"), 16, "day"),
        Column("points", N_("Points"), 12, "number", nullable=True),
    ),
)
RATINGS: Final = SheetLayout(
    "ratings",
    N_("Ratings"),
    N_("One row for each rating of a criterion scored by the superior's rating."),
    (CODE, Column("rating", N_("Rating"), 30), Column("points", N_("Points"), 12, "number", nullable=True)),
)
EVENTS: Final = SheetLayout(
    "events",
    N_("Events"),
    N_("One row for each kind of event that counts with a weight of its own."),
    (CODE, Column("event", N_("Event"), 30), Column("weight", N_("Weight"), 12, "number")),
)
BONUS: Final = SheetLayout(
    "bonus",
    N_("Bonus"),
    N_(
        "Reasons for bonus points. Of items with the same word in “Only the highest of”, only the highest counts."
    ),
    (
        CODE,
        Column("name", N_("Name"), 60),
        Column("points", N_("Points"), 10, "number"),
        Column("once", N_("Only once"), 12, "flag"),
        Column("cap", N_("Limit"), 10, "number"),
        Column("one_of", N_("Only the highest of"), 18),
    ),
)
DEDUCTIONS: Final = SheetLayout(
    "deductions",
    N_("Deductions"),
    N_("Reasons for taking points off; the points are negative."),
    (CODE, Column("name", N_("Name"), 60), Column("points", N_("Points"), 10, "number")),
)
DISQUALIFIERS: Final = SheetLayout(
    "disqualifiers",
    N_("Disqualifiers"),
    N_("A unit with one of these keeps its points and rank, but is not proposed."),
    (
        CODE,
        Column("name", N_("Name"), 60),
        Column("effect", N_("Effect"), 20, "word", words.EFFECTS),
    ),
)
BANDS: Final = SheetLayout(
    "bands",
    N_("Classes of the total"),
    N_("The highest class whose points are reached."),
    (Column("name", N_("Name"), 30), Column("from", N_("From points"), 14, "number")),
)
AWARDS: Final = SheetLayout(
    "awards",
    N_("Proposals for awards"),
    N_("Filled in this order with eligible units by rank. A proposal is not a decision."),
    (
        CODE,
        Column("name", N_("Name"), 60),
        Column("count", N_("How many"), 10, "number"),
        Column("rank", N_("Down to rank"), 12, "number"),
        Column("min_total", N_("From total"), 12, "number"),
    ),
)
EXCLUSIVE: Final = SheetLayout(
    "exclusive",
    N_("Counted once"),
    N_("One record may be counted under only one code of a row. Part the codes by semicolons."),
    (Column("codes", N_("Codes"), 40, "codes"),),
)
RULES: Final = SheetLayout(
    "rules",
    N_("General rules"),
    N_("Change the middle column only."),
    (Column("rule", N_("Rule"), 40), Column("value", N_("Value"), 40, "cell")),
)
# Rows of the rules: key in the document, words, how the value is read, its words.
RULE_ROWS: Final = (
    Column("name", N_("Name of the table")),
    Column("rounding.decimals", N_("Points rounded to decimals"), kind="number"),
    Column("rounding.mode", N_("Points rounded how"), kind="word", vocabulary=words.MODES),
    Column("not_applicable", N_("A criterion that does not apply"), kind="word", vocabulary=words.POLICIES),
    Column("total.content_max", N_("Content in all"), kind="number"),
    Column("total.bonus_max", N_("Bonus at most"), kind="number"),
    Column("total.deduction_floor", N_("Deductions not under"), kind="number"),
    Column("total.may_exceed_content_max", N_("The total may exceed the content in all"), kind="flag"),
    Column("ranking.ties", N_("Equal totals are compared by"), kind="codes"),
    Column("ranking.votes", N_("A vote decides what is left"), kind="flag"),
)
SHEETS: Final = (
    TREE,
    STEPS,
    DEADLINES,
    RATINGS,
    EVENTS,
    BONUS,
    DEDUCTIONS,
    DISQUALIFIERS,
    BANDS,
    AWARDS,
    EXCLUSIVE,
    RULES,
)


@cache
def readings(msgid: str) -> tuple[str, ...]:
    """The message in every language, folded, as a person may have written it."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(fold(gettext(msgid)))
    return tuple(found)


def word_for(text: str, vocabulary: Mapping[str, str]) -> str | None:
    """The code a word stands for, in whichever language it is written; a code stands for itself."""
    wanted = fold(text)
    for code, msgid in vocabulary.items():
        if wanted == fold(str(code)) or wanted in readings(msgid):
            return str(code)
    return None
