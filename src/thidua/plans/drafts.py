"""What people type into a plan or a consultation, as the verbs take it."""

from dataclasses import dataclass

from thidua.core.calendar import DayKind, Relative, SpecialDay, When


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """A line of a plan; `owner` is a unit's code or public key, empty for every member."""

    code: str
    title: str
    when: When
    owner: str = ""
    output: str = ""
    anchor: bool = False
    day_kind: DayKind = DayKind.CALENDAR

    @property
    def counted_in(self) -> DayKind:
        """In what days it is counted, its distance as well as its lateness."""
        return self.when.kind if isinstance(self.when, Relative) else self.day_kind


@dataclass(frozen=True, slots=True)
class CommentDraft:
    """A comment on a passage of a draft, counted from 1; 0 is the whole."""

    text: str
    passage: int = 0


@dataclass(frozen=True, slots=True)
class YearDraft:
    """The holidays of a year as an office sets them."""

    year: int
    days: tuple[SpecialDay, ...]
    note: str = ""
