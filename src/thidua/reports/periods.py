"""The periods reports are asked for «tháng, quý, 6 tháng, năm»: code, days and usual deadline inside a year."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from thidua.core.verdict import Sentence
from thidua.foundation.wording import N_
from thidua.reports.states import PeriodKind

# The handbook's usual deadlines (unconfirmed, always editable): the 20th of the last month; 20 November for the year.
_USUAL_DAY: Final = 20
_YEAR_DUE: Final = (11, 20)


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a year: its code, how it is said, its days, and when reports on it are usually due."""

    code: str
    kind: PeriodKind
    words: Sentence
    first: date
    last: date
    due: date


def _span(year: int, month: int, months: int) -> tuple[date, date]:
    after = month + months
    end = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    return date(year, month, 1), end - timedelta(days=1)


def _period(code: str, kind: PeriodKind, words: Sentence, span: tuple[date, date], due: date) -> Period:
    return Period(code, kind, words, *span, due)


def periods_of(year: int) -> tuple[Period, ...]:
    """Every period of a year, the longest first."""
    found = [
        _period(
            "year",
            PeriodKind.YEAR,
            Sentence(N_("The year {year}"), {"year": str(year)}),
            _span(year, 1, 12),
            date(year, *_YEAR_DUE),
        )
    ]
    for half, words in ((1, N_("First half of {year}")), (2, N_("Second half of {year}"))):
        span = _span(year, 6 * half - 5, 6)
        found.append(
            _period(
                f"h{half}",
                PeriodKind.HALF_YEAR,
                Sentence(words, {"year": str(year)}),
                span,
                span[1].replace(day=_USUAL_DAY),
            )
        )
    for number, numeral in enumerate(("I", "II", "III", "IV"), start=1):
        span = _span(year, 3 * number - 2, 3)
        said = Sentence(N_("Quarter {number} of {year}"), {"number": numeral, "year": str(year)})
        found.append(_period(f"q{number}", PeriodKind.QUARTER, said, span, span[1].replace(day=_USUAL_DAY)))
    for month in range(1, 13):
        span = _span(year, month, 1)
        said = Sentence(N_("Month {number} of {year}"), {"number": str(month), "year": str(year)})
        found.append(_period(f"m{month:02}", PeriodKind.MONTH, said, span, span[1].replace(day=_USUAL_DAY)))
    return tuple(found)


def period_of(year: int, code: str) -> Period | None:
    """The period of a year with a code; None for an ad hoc one."""
    return next((period for period in periods_of(year) if period.code == code), None)
