"""A registration as typed into its form: every value stays as it was written, also when it cannot be taken.

`boxes_of` fills the boxes from what is kept, `Typed.of` from what was sent; `Typed.content` reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from thidua.covenants.awards import COMMENDATIONS, TITLES, Award
from thidua.covenants.content import AwardRow, RegistrationContent, TargetRow, lines_of
from thidua.covenants.states import AwardScope, Direction
from thidua.web.shared.fields import DayField, NumberField, written

MOST_ROWS: Final = 200
TEXTS: Final = ("name", "measure", "numerator", "denominator", "secrecy", "leaf")
NUMBERS: Final = ("weight", "baseline", "target")
COLUMNS: Final = ("key", "code", *TEXTS, *NUMBERS, "direction", "decimals", "deadline")

type Boxes = dict[str, str]


def empty_row() -> Boxes:
    """The boxes of a new target."""
    return {**dict.fromkeys(COLUMNS, ""), "direction": Direction.HIGHER.value, "decimals": "0"}


def row_boxes(row: TargetRow) -> Boxes:
    """The boxes of a target that is kept."""
    boxes = {name: str(getattr(row, name)) for name in ("key", "code", *TEXTS)}
    for name in NUMBERS:
        number = getattr(row, name)
        boxes[name] = "" if number is None else written(number)
    boxes["direction"], boxes["decimals"] = row.direction.value, str(row.decimals)
    boxes["deadline"] = "" if row.deadline is None else f"{row.deadline:%d/%m/%Y}"
    return boxes


def _award_boxes(rows: tuple[AwardRow, ...]) -> Boxes:
    boxes: Boxes = {}
    for row in rows:
        boxes[f"{row.code}-{row.scope.value}"] = str(row.count)
        boxes[f"{row.code}-{row.scope.value}-note"] = row.note
    return boxes


@dataclass(slots=True)
class Typed:
    """The boxes of a registration's form."""

    slogan: str = ""
    rows: list[Boxes] = field(default_factory=list)
    titles: Boxes = field(default_factory=dict)
    commendations: Boxes = field(default_factory=dict)
    models: str = ""
    exemplars: str = "0"
    exemplar_names: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def kept(cls, content: RegistrationContent) -> "Typed":
        """The form of what is kept; a new one begins with three empty rows."""
        rows = [row_boxes(row) for row in content.targets]
        return cls(
            content.slogan,
            rows or [empty_row() for _number in range(3)],
            _award_boxes(content.titles),
            _award_boxes(content.commendations),
            "\n".join(content.models),
            str(content.exemplars),
            "\n".join(content.exemplar_names),
        )

    @classmethod
    def of(cls, post: QueryDict) -> "Typed":
        """The form as it was sent; rows in the order of the page."""
        rows = []
        for place in range(MOST_ROWS):
            if f"target-{place}-name" not in post:
                break
            rows.append({name: str(post.get(f"target-{place}-{name}", "")) for name in COLUMNS})
        lists: dict[str, Boxes] = {"title": {}, "commendation": {}}
        for name, value in post.items():
            kind, mark, rest = name.partition("-")
            if mark and kind in lists:
                lists[kind][rest] = str(value)
        return cls(
            str(post.get("slogan", "")),
            rows,
            lists["title"],
            lists["commendation"],
            str(post.get("models", "")),
            str(post.get("exemplars", "")),
            str(post.get("exemplar_names", "")),
        )

    def rearranged(self, post: QueryDict) -> bool:
        """Whether the form only asks for a row to be added, dropped or moved; it is done then."""
        if "add" in post:
            self.rows += [empty_row()]
        elif (drop := _place(post.get("drop"), len(self.rows))) is not None:
            del self.rows[drop]
        elif (up := _place(post.get("up"), len(self.rows))) is not None and up > 0:
            self.rows[up - 1], self.rows[up] = self.rows[up], self.rows[up - 1]
        else:
            return False
        return True

    def content(self) -> RegistrationContent:
        """What the boxes say; `errors` are filled with what cannot be read, by the name of the box."""
        return RegistrationContent(
            self.slogan,
            tuple(self._target(boxes, f"target-{place}") for place, boxes in enumerate(self.rows)),
            self._awards("title", self.titles, TITLES),
            self._awards("commendation", self.commendations, COMMENDATIONS),
            lines_of(self.models),
            self._whole(self.exemplars, "exemplars"),
            lines_of(self.exemplar_names),
        )

    def _target(self, boxes: Boxes, where: str) -> TargetRow:
        numbers = {name: self._number(boxes[name], f"{where}-{name}") for name in NUMBERS}
        lower = boxes["direction"] == Direction.LOWER
        return TargetRow(
            key=boxes["key"],
            code=boxes["code"],
            name=boxes["name"],
            measure=boxes["measure"],
            direction=Direction.LOWER if lower else Direction.HIGHER,
            weight=numbers["weight"],
            baseline=numbers["baseline"],
            target=numbers["target"],
            decimals=self._whole(boxes["decimals"], f"{where}-decimals"),
            numerator=boxes["numerator"],
            denominator=boxes["denominator"],
            deadline=self._day(boxes["deadline"], f"{where}-deadline"),
            secrecy=boxes["secrecy"],
            leaf=boxes["leaf"],
        )

    def _clean(self, box: Any, text: str, where: str) -> Any:
        try:
            return box.clean(text)
        except ValidationError as problem:
            self.errors[where] = " ".join(problem.messages)
            return None

    def _number(self, text: str, where: str) -> Decimal | None:
        found = self._clean(NumberField(required=False), text, where)
        return found if isinstance(found, Decimal) else None

    def _whole(self, text: str, where: str) -> int:
        if not text.strip():
            return 0
        found = self._clean(
            NumberField(required=False, at_least=0, at_most=1_000_000, decimals=0), text, where
        )
        return int(found) if isinstance(found, Decimal) else 0

    def _day(self, text: str, where: str) -> date | None:
        found = self._clean(DayField(required=False), text, where)
        return found if isinstance(found, date) else None

    def _awards(self, kind: str, boxes: Boxes, known: Mapping[str, Award]) -> tuple[AwardRow, ...]:
        rows = []
        for code, one in known.items():
            for scope in sorted(one.scopes):
                count = self._whole(boxes.get(f"{code}-{scope}", ""), f"{kind}-{code}-{scope}")
                if count:
                    rows.append(
                        AwardRow(code, AwardScope(scope), count, boxes.get(f"{code}-{scope}-note", ""))
                    )
        return tuple(rows)

    def problems(self) -> list[tuple[str, str]]:
        """The summary of what cannot be read: id of the box, words."""
        return [(f"id_{where}", self.label(where, words)) for where, words in self.errors.items()]

    def label(self, where: str, words: str) -> str:
        """A problem with the row it is about."""
        kind, _mark, rest = where.partition("-")
        if kind != "target" or not rest:
            return words
        return _("Target %(number)s: %(problem)s") % {
            "number": int(rest.partition("-")[0]) + 1,
            "problem": words,
        }


def _place(said: object, count: int) -> int | None:
    text = str(said) if said is not None else ""
    return int(text) if text.isdecimal() and int(text) < count else None
