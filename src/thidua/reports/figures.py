"""The figures of a report: read from what was typed, computed, and put beside target and last year.

`said` is what a box holds: numbers that could be read as plain decimal text under their names, and under `unread` the
words that could not, exactly as typed. Nothing typed is thrown away because it is wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from thidua.core.numbers import NumberUnreadable, parse_decimal, plain
from thidua.core.verdict import Sentence
from thidua.foundation.wording import N_

type Said = Mapping[str, Any]
NUMBERS: Final = ("value", "part", "whole", "last_value", "last_part", "last_whole")
HUNDRED: Final = Decimal(100)
# Below this share of a year's target the paper is expected to say why.
LOW_SHARE: Final = Decimal(50)


@dataclass(frozen=True, slots=True)
class Target:
    """A registered target «chỉ tiêu đăng ký» as the report shows it."""

    code: str
    key: str
    name: str
    measure: str
    lower: bool
    weight: Decimal
    baseline: Decimal | None
    target: Decimal
    decimals: int
    leaf: str
    part_name: str = ""
    whole_name: str = ""

    @property
    def is_rate(self) -> bool:
        """Whether the figure is a percentage of a numerator over a denominator."""
        return self.measure.strip() == "%"


@dataclass(frozen=True, slots=True)
class Figure:
    """A target's figure with what follows from it; `share` is per cent of the target, `change` against last year."""

    value: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None
    last_value: Decimal | None = None
    last_part: Decimal | None = None
    last_whole: Decimal | None = None
    share: Decimal | None = None
    change: Decimal | None = None
    reached: bool | None = None
    note: str = ""

    @property
    def is_low(self) -> bool:
        """Whether the paper should say why."""
        return self.share is not None and self.share < LOW_SHARE and not self.reached


def read_numbers(typed: Mapping[str, str], names: Sequence[str], *, lang: str) -> dict[str, Any]:
    """Read typed numbers into `said`: readable ones as plain decimal text, the rest under `unread` with its language."""
    said: dict[str, Any] = {}
    unread: dict[str, str] = {}
    for name in names:
        text = typed.get(name, "").strip()
        if not text:
            continue
        try:
            said[name] = plain(parse_decimal(text.removesuffix("%").rstrip(), grouping=lang == "vi"))
        except NumberUnreadable:
            unread[name] = text
    if unread:
        said["unread"], said["lang"] = unread, lang
    return said


def unread_problems(said: Said) -> dict[str, Sentence]:
    """Why each unread box could not be read, by its name."""
    found = {}
    for name, text in said.get("unread", {}).items():
        try:
            parse_decimal(text.removesuffix("%").rstrip(), grouping=said.get("lang") == "vi")
        except NumberUnreadable as problem:
            found[name] = problem.sentence
    return found


def number(said: Said, name: str) -> Decimal | None:
    """A number a box holds."""
    text = said.get(name)
    return None if text in {None, ""} else Decimal(str(text))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Rounded half up, as the papers do."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _rate(part: Decimal | None, whole: Decimal | None, decimals: int) -> Decimal | None:
    if part is None or whole is None or not whole:
        return None
    return rounded(part / whole * HUNDRED, decimals)


def share_of(value: Decimal, target: Target) -> Decimal | None:
    """Per cent of the target reached; where lower is better, per cent of the limit used up. None for a target of 0."""
    return None if not target.target else rounded(value / target.target * HUNDRED, 1)


def figure_of(target: Target, said: Said) -> Figure:
    """The figure a box holds, with rate, share of the target and change against last year worked out."""
    part, whole = number(said, "part"), number(said, "whole")
    last_part, last_whole = number(said, "last_part"), number(said, "last_whole")
    value, last = number(said, "value"), number(said, "last_value")
    if target.is_rate:
        value = _rate(part, whole, target.decimals) if value is None else value
        last = _rate(last_part, last_whole, target.decimals) if last is None else last
    if value is None:
        return Figure(None, part, whole, last, last_part, last_whole, note=str(said.get("note", "")))
    return Figure(
        value,
        part,
        whole,
        last,
        last_part,
        last_whole,
        None if target.lower else share_of(value, target),
        None if last is None else value - last,
        value <= target.target if target.lower else value >= target.target,
        str(said.get("note", "")),
    )


def figure_problems(target: Target, said: Said) -> dict[str, Sentence]:
    """What in a target's box does not hold together, by the name of the figure."""
    found = unread_problems(said)
    for part, whole, value in (("part", "whole", "value"), ("last_part", "last_whole", "last_value")):
        above, below, stated = number(said, part), number(said, whole), number(said, value)
        if above is None and below is None:
            continue
        if above is None or below is None:
            if part not in found and whole not in found:
                missing = part if above is None else whole
                found[missing] = Sentence(N_("Give both numbers of the rate, or neither."))
            continue
        if below == 0:
            if above != 0:
                found[whole] = Sentence(N_("Nothing can be divided by zero: {part} of 0."), {"part": above})
            continue
        worked_out = _rate(above, below, target.decimals)
        if stated is not None and target.is_rate and rounded(stated, target.decimals) != worked_out:
            found[value] = Sentence(
                N_("{part} of {whole} is {rate} %, but {stated} % was given."),
                {"part": above, "whole": below, "rate": worked_out, "stated": stated},
            )
    for name in NUMBERS:
        amount = number(said, name)
        if amount is not None and amount < 0 and name not in found:
            found[name] = Sentence(N_("A figure cannot be less than zero."))
    return found
