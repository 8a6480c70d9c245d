"""What a registration holds, as values: what forms and files bring, verbs keep, texts and comparisons are made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from thidua.covenants.states import AwardScope, Direction


def exact(number: Decimal | None) -> Decimal | None:
    """The number without the zeros a column adds behind it: `100.0000` is 100."""
    return None if number is None else Decimal(format(number.normalize(), "f"))


def _number(said: object) -> Decimal | None:
    return None if said is None else Decimal(str(said))


def _plain_number(number: Decimal | None) -> str | None:
    found = exact(number)
    return None if found is None else str(found)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target; `key` is empty while it was never saved, `code` while it has none yet."""

    key: str = ""
    code: str = ""
    name: str = ""
    measure: str = ""
    direction: Direction = Direction.HIGHER
    weight: Decimal | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    decimals: int = 0
    numerator: str = ""
    denominator: str = ""
    deadline: date | None = None
    secrecy: str = ""
    leaf: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written into it."""
        texts = (self.name, self.measure, self.numerator, self.denominator, self.secrecy)
        numbers = (self.weight, self.baseline, self.target, self.deadline)
        return not any(texts) and all(one is None for one in numbers)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "key": self.key,
            "code": self.code,
            "name": self.name,
            "measure": self.measure,
            "direction": self.direction.value,
            "weight": _plain_number(self.weight),
            "baseline": _plain_number(self.baseline),
            "target": _plain_number(self.target),
            "decimals": self.decimals,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "deadline": self.deadline.isoformat() if self.deadline is not None else None,
            "secrecy": self.secrecy,
            "leaf": self.leaf,
        }

    @classmethod
    def from_plain(cls, said: Mapping[str, Any]) -> Self:
        """What `plain` wrote."""
        return cls(
            key=said["key"],
            code=said["code"],
            name=said["name"],
            measure=said["measure"],
            direction=Direction(said["direction"]),
            weight=_number(said["weight"]),
            baseline=_number(said["baseline"]),
            target=_number(said["target"]),
            decimals=said["decimals"],
            numerator=said["numerator"],
            denominator=said["denominator"],
            deadline=date.fromisoformat(said["deadline"]) if said["deadline"] else None,
            secrecy=said["secrecy"],
            leaf=said["leaf"],
        )


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One title or commendation registered: its code, for whom, how many, which."""

    code: str
    scope: AwardScope
    count: int
    note: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"code": self.code, "scope": self.scope.value, "count": self.count, "note": self.note}

    @classmethod
    def from_plain(cls, said: Mapping[str, Any]) -> Self:
        """What `plain` wrote."""
        return cls(said["code"], AwardScope(said["scope"]), said["count"], said["note"])


@dataclass(frozen=True, slots=True)
class RegistrationContent:
    """Everything a unit registers; the two lists of awards stand apart, as they do everywhere.

    `exemplars` is how many exemplars are promised, `exemplar_names` those already named.
    """

    slogan: str = ""
    targets: tuple[TargetRow, ...] = ()
    titles: tuple[AwardRow, ...] = ()
    commendations: tuple[AwardRow, ...] = ()
    models: tuple[str, ...] = ()
    exemplars: int = 0
    exemplar_names: tuple[str, ...] = ()

    @property
    def weights(self) -> Decimal:
        """The sum of the weights that are there."""
        return sum((row.weight for row in self.targets if row.weight is not None), Decimal(0))

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "slogan": self.slogan,
            "targets": [row.plain() for row in self.targets],
            "titles": [row.plain() for row in self.titles],
            "commendations": [row.plain() for row in self.commendations],
            "models": list(self.models),
            "exemplars": self.exemplars,
            "exemplar_names": list(self.exemplar_names),
        }

    @classmethod
    def from_plain(cls, said: Mapping[str, Any]) -> Self:
        """What `plain` wrote."""
        return cls(
            said["slogan"],
            tuple(TargetRow.from_plain(row) for row in said["targets"]),
            tuple(AwardRow.from_plain(row) for row in said["titles"]),
            tuple(AwardRow.from_plain(row) for row in said["commendations"]),
            tuple(said["models"]),
            said["exemplars"],
            tuple(said["exemplar_names"]),
        )


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One of the contents of the bloc; `leaf` is the code of a criterion, or empty."""

    text: str
    leaf: str = ""


@dataclass(frozen=True, slots=True)
class BlocContent:
    """What the head's officer writes for the bloc as a whole."""

    title: str
    slogan: str = ""
    preamble: str = ""
    undertaking: str = ""
    number: str = ""
    clauses: tuple[ClauseRow, ...] = ()


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that hold anything."""
    return tuple(line for line in (part.strip() for part in text.splitlines()) if line)


def without_keys(rows: Iterable[TargetRow]) -> tuple[dict[str, Any], ...]:
    """What targets say, without the keys by which they are held: two saved states say the same or not."""
    return tuple({name: value for name, value in row.plain().items() if name != "key"} for row in rows)
