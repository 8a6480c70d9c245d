"""Errors of the room: what is wrong, and what to do about it."""

from datetime import date

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem, Problems


class OrganisationProblem(Problem):
    """Root of the room's errors."""


class UnitUnknown(OrganisationProblem):
    """No unit, bloc, person or place has this key."""


class CodeTaken(OrganisationProblem):
    """The code belongs to another record."""

    def __init__(self, code: str, *, where: str = "code") -> None:
        super().__init__(
            Sentence("The code {code} is taken already.", {"code": code}),
            where=where,
            remedy=Sentence(
                "Choose another code; codes are never used twice, not even after a unit has ended."
            ),
        )


class NameMissing(OrganisationProblem):
    """A field that must be filled is empty."""

    def __init__(self, where: str) -> None:
        super().__init__(Sentence("This must be filled in."), where=where)


class ReasonMissing(OrganisationProblem):
    """An act that needs a reason was given none."""

    def __init__(self, where: str = "reason") -> None:
        super().__init__(
            Sentence("A reason is required."),
            where=where,
            remedy=Sentence("Write in one sentence why this is done; it is kept with the act."),
        )


class UnitNotInForce(OrganisationProblem):
    """The unit did not exist on the day."""

    def __init__(self, code: str, on: date, *, where: str = "unit") -> None:
        super().__init__(
            Sentence("{unit} did not exist on {day}.", {"unit": code, "day": on}),
            where=where,
            remedy=Sentence("Choose another day, or the unit that came before or after it."),
        )


class UnitChangeTooEarly(OrganisationProblem):
    """A change on or before the first day of the version it changes."""

    def __init__(self, code: str, first: date) -> None:
        super().__init__(
            Sentence(
                "{unit} has a version that begins on {day}: a change must come later.",
                {"unit": code, "day": first},
            ),
            where="on",
            remedy=Sentence("Choose a later day, or correct the version that begins that day."),
        )


class UnitChangesLater(OrganisationProblem):
    """A unit cannot end on a day after which it still has versions."""

    def __init__(self, code: str, first: date) -> None:
        super().__init__(
            Sentence(
                "{unit} still has a version from {day}: it cannot end before.", {"unit": code, "day": first}
            ),
            where="on",
            remedy=Sentence("Choose a day after the last change of the unit."),
        )


class NothingChanged(OrganisationProblem):
    """The new version would say what the old one says."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Nothing would change: everything is as it was."),
            remedy=Sentence("Change at least one field, or go back."),
        )


class VersionDaysOverlap(OrganisationProblem):
    """Two versions of a unit would be in force on one day."""

    def __init__(self, code: str) -> None:
        super().__init__(
            Sentence("{unit} would have two versions on one day.", {"unit": code}),
            where="valid_from",
            remedy=Sentence("Choose days that lie between the neighbouring versions."),
        )


class ParentCycle(OrganisationProblem):
    """A unit would stand under itself."""

    def __init__(self, code: str, parent: str) -> None:
        super().__init__(
            Sentence(
                "{unit} cannot stand under {parent}: {parent} stands under it.",
                {"unit": code, "parent": parent},
            ),
            where="parent",
            remedy=Sentence("Choose a superior outside the unit's own branch."),
        )


class UnitsBelowRemain(OrganisationProblem):
    """A unit ends while others still stand under it."""

    def __init__(self, code: str, below: tuple[str, ...]) -> None:
        super().__init__(
            Sentence(
                "{unit} still has {count} units below it that day: {below}.",
                {
                    "unit": code,
                    "count": len(below),
                    "below": ", ".join(below[:5]) + ("…" if len(below) > 5 else ""),
                },
            ),
            where="unit",
            remedy=Sentence("Move them under another unit, or end them, with the same day; then come back."),
        )


class SuccessionUnfit(OrganisationProblem):
    """The units named cannot come after one another that way."""


class DaysOutOfOrder(OrganisationProblem):
    """The last day is before the first."""

    def __init__(self, *, where: str = "valid_to") -> None:
        super().__init__(
            Sentence("The last day is before the first."), where=where, remedy=Sentence("Check both days.")
        )


class HeadAlreadySitting(OrganisationProblem):
    """The unit has a head on those days."""

    def __init__(self, person: str, unit: str) -> None:
        super().__init__(
            Sentence("{person} is head of {unit} on those days.", {"person": person, "unit": unit}),
            where="kind",
            remedy=Sentence("End that office first; a unit has one head at a time."),
        )


class OfficeUnfit(OrganisationProblem):
    """The office cannot be held, ended or delegated that way."""


class BlocYearUnfit(OrganisationProblem):
    """The bloc-year cannot be opened that way."""


class MembershipUnfit(OrganisationProblem):
    """The membership cannot begin or end that way."""


class LeadUnfit(OrganisationProblem):
    """The unit cannot head or deputise that way."""


class PhaseUnfit(OrganisationProblem):
    """The bloc-year cannot enter that state, or not on that day."""


class RotationUnfit(OrganisationProblem):
    """The rotation list or term does not fit."""


class PhaseNotReady(OrganisationProblem):
    """Something should be so before the year enters the phase, is not, and no reason was given for going on."""

    def __init__(self, reasons: tuple[Sentence, ...]) -> None:
        super().__init__(
            Sentence("Not everything is ready for this phase: {first}", {"first": reasons[0]}),
            where="reason",
            remedy=Sentence(
                "Settle it first, or write why the year goes on all the same; the reason is kept."
            ),
        )
        self.reasons = reasons


class HandoverUnfit(OrganisationProblem):
    """The handover cannot be drawn up, confirmed or withdrawn that way."""


class BlocNameUnfit(OrganisationProblem):
    """The bloc cannot be renamed that way."""


class ImportUnfit(OrganisationProblem):
    """The uploaded file cannot be confirmed any more."""


class ImportHasProblems(Problems):
    """Cells of the file cannot be taken; nothing was saved."""


class CodeUnfit(OrganisationProblem):
    """The code has signs that codes do not take."""

    def __init__(self, code: str, *, where: str = "code") -> None:
        super().__init__(
            Sentence("“{code}” cannot be a code.", {"code": code}),
            where=where,
            remedy=Sentence(
                "Use capital letters without diacritics, digits, points and hyphens; at most 40."
            ),
        )


class WorkingYearUnfit(OrganisationProblem):
    """The first day of a working year is not a day of every year."""

    def __init__(self, text: str, *, where: str = "year_starts") -> None:
        super().__init__(
            Sentence("“{text}” is not the first day of a working year.", {"text": text}),
            where=where,
            remedy=Sentence("Write day and month, as in 01/10."),
        )
