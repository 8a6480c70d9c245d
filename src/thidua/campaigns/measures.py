"""Measures of figures: the list offered, and what makes two figures the same measure."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from thidua.core.text import fold, nfc

FILE: Final = Path(__file__).resolve().parent / "data" / "measures.yaml"
PERCENT: Final = "%"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure people use: its code in files, its name, what it is counted in."""

    code: str
    name: str
    unit_of_measure: str


def measure_key(name: str, unit_of_measure: str) -> str:
    """What figures of one measure have in common: name and unit without diacritics, capitals and spaces around."""
    return f"{fold(nfc(name)).strip()}|{fold(nfc(unit_of_measure)).strip()}"[:200]


def adds_up(unit_of_measure: str) -> bool:
    """Whether figures of this unit may be added: rates may not."""
    return nfc(unit_of_measure).strip() != PERCENT


@cache
def known_measures() -> tuple[Measure, ...]:
    """The list offered by forms, in the order of the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["measures"]
    return tuple(Measure(row["code"], row["name"], row["unit"]) for row in rows)


@cache
def measure_of(code: str) -> Measure:
    """The measure with a code; raises `LookupError` when the list has none."""
    found = next((one for one in known_measures() if one.code == code), None)
    if found is None:
        message = f"No measure has the code {code}."
        raise LookupError(message)
    return found
