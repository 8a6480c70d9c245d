"""What the bloc did together in a year, and who came: members against gatherings, and the head unit's forms."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from thidua.campaigns.actions import correct_gathering, enter_gathering, strike_gathering
from thidua.campaigns.permissions import heads_year, may_enter_gathering, may_see_gatherings
from thidua.campaigns.queries import (
    GatheringRow,
    UnitAttendance,
    attendance_in,
    attendance_of,
    gathering,
    gatherings_of,
)
from thidua.campaigns.states import GatheringKind
from thidua.core.verdict import Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.gate import Screen
from thidua.foundation.wording import N_
from thidua.organisations.queries import MemberUnit, member_units
from thidua.organisations.queries.finding import BlocYearLine
from thidua.web.campaigns.forms.base import Form, ReasonForm
from thidua.web.campaigns.forms.doings import NOT_A_MEMBER, GatheringForm
from thidua.web.campaigns.views.shared import Crumbs, FormScreen, room_crumb
from thidua.web.campaigns.words import GATHERING_WORDS, presence_of
from thidua.web.shared.at_hand import bloc_years_of
from thidua.web.shared.exporting import FORMS, Value, attached, csv_lines, workbook
from thidua.web.shared.jinja import day


def _line(request: HttpRequest, key: str) -> BlocYearLine | None:
    return next((line for line in bloc_years_of(request) if line.public_id == key), None)


def _roll(line: BlocYearLine) -> str:
    return reverse("campaigns:gatherings", args=(line.public_id,))


class Gatherings(Screen[BlocYearLine]):
    """Gatherings of a year in order, and each member's year."""

    permission = staticmethod(may_see_gatherings)
    title = N_("Activities of the bloc, attendance")
    template = "campaigns/gatherings.html"
    menu = "campaigns"

    def load(self, request: HttpRequest, **kwargs: Any) -> BlocYearLine | None:
        """The bloc-year the address names, among those the person sees."""
        return _line(request, kwargs["bloc_year"])

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        line = self.object
        rows = gatherings_of(line.public_id, struck=True)
        found = attendance_in(rows)
        members = member_units(line.id)
        return self.page(
            year=line,
            rows=rows,
            living=found.gatherings,
            members=members,
            units={
                unit.code: found.units.get(unit.code) or UnitAttendance(unit.code, 0, 0, 0, (), ())
                for unit in members
            },
            names={unit.public_id: unit.short_name for unit in members},
            entering=heads_year(self.actor, line, on=self.on)
            and may_enter_gathering(self.actor, line, on=self.on).allowed,
            kinds=GATHERING_WORDS,
            counted=GatheringKind.COUNTED,
            says={"presence": presence_of},
            crumbs=[room_crumb()],
        )


class GatheringsFile(Gatherings):
    """The roll as a file: a row for each member, a column for each gathering."""

    template = ""

    def load(self, request: HttpRequest, **kwargs: Any) -> BlocYearLine | None:
        """Only forms of file that exist."""
        return super().load(request, **kwargs) if kwargs["form"] in FORMS else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """Excel or CSV."""
        form, found = self.kwargs["form"], attendance_of(self.object.public_id)
        heads = (
            gettext("No."),
            gettext("Unit"),
            *(f"{row.code} {day(row.happened_on)} {row.title}" for row in found.gatherings),
            gettext("Came to"),
            gettext("Asked to"),
            gettext("Hosted"),
        )
        rows: list[tuple[Value, ...]] = []
        for place, unit in enumerate(member_units(self.object.id), start=1):
            told = [row.of(unit.code) for row in found.gatherings]
            year = found.units.get(unit.code)
            rows.append(
                (
                    place,
                    unit.name,
                    *(presence_of(one.presence).label if one else "" for one in told),
                    year.attended if year else 0,
                    year.asked if year else 0,
                    ", ".join(year.hosted) if year else "",
                )
            )
        name = f"diem-danh-{self.object.code}"
        if form == "csv":
            return attached("".join(csv_lines(heads, rows)), name=name, form=form)
        note = (f"{self.object.name}, {self.object.year}",)
        book = workbook(gettext("Attendance"), heads, rows, widths=(6, 40), notes=note)
        return attached(book, name=name, form=form)


@dataclass(frozen=True, slots=True)
class Held:
    """A gathering with the bloc-year it belongs to."""

    year: BlocYearLine
    row: GatheringRow


def may_correct(actor: Actor, held: Held, *, on: Any) -> Verdict:
    """As recording one in that year."""
    return may_enter_gathering(actor, held.year, on=on)


def _initial(row: GatheringRow, members: tuple[MemberUnit, ...]) -> dict[str, Any]:
    """The form of a gathering at hand."""
    told = {one.unit_key: one for one in row.presences}
    names = ("code", "kind", "happened_on", "title", "place", "host")
    found: dict[str, Any] = {name: getattr(row, name) for name in names}
    for unit in members:
        one = told.get(unit.public_id)
        found[f"presence-{unit.public_id}"] = one.presence.value if one else NOT_A_MEMBER
        found[f"reason-{unit.public_id}"] = one.reason if one else ""
    return found


class NewGathering(FormScreen[BlocYearLine]):
    """Record what the bloc did and who came."""

    permission = staticmethod(may_enter_gathering)
    title = N_("New activity of the bloc")
    template = "campaigns/gathering.html"
    lead = N_("Say what the bloc did together, who was host, and for each member whether it came.")
    button = N_("Save")
    done = N_("The attendance is on record.")

    def load(self, request: HttpRequest, **kwargs: Any) -> BlocYearLine | None:
        """The bloc-year the address names."""
        return _line(request, kwargs["bloc_year"])

    def form(self, data: Any = None) -> Form:
        """Everyone present, until told otherwise."""
        members = member_units(self.object.id)
        absent = {
            f"presence-{unit.public_id}": NOT_A_MEMBER
            for unit in members
            if unit.joined_on > self.on or (unit.left_on is not None and unit.left_on < self.on)
        }
        return GatheringForm(data, members=members, initial={"happened_on": self.on, **absent})

    def act(self, form: Any) -> str:
        """Record it."""
        enter_gathering(bloc_year=self.object.public_id, draft=form.draft(), actor=self.actor, at=self.now)
        return _roll(self.object)

    def crumbs(self) -> Crumbs:
        """The list, then the roll."""
        return [room_crumb(), (gettext("Activities of the bloc, attendance"), _roll(self.object))]

    def subject(self) -> str:
        """The bloc-year."""
        return f"{self.object.name}, {self.object.year}"


class CorrectGathering(FormScreen[Held]):
    """Correct a gathering and who came."""

    permission = staticmethod(may_correct)
    title = N_("Correct the activity of the bloc")
    template = "campaigns/gathering.html"
    button = N_("Save")
    done = N_("The attendance is corrected.")

    def load(self, request: HttpRequest, **kwargs: Any) -> Held | None:
        """The gathering, in a bloc-year the person sees; a struck one stays as it is."""
        row = gathering(kwargs["gathering"])
        line = _line(request, row.bloc_year) if row else None
        return Held(line, row) if row and line and row.struck_at is None else None

    def form(self, data: Any = None) -> Form:
        """As it is, or as sent."""
        members = member_units(self.object.year.id)
        return GatheringForm(data, members=members, initial=_initial(self.object.row, members))

    def act(self, form: Any) -> str:
        """Correct it."""
        correct_gathering(
            gathering=self.object.row.public_id, draft=form.draft(), actor=self.actor, at=self.now
        )
        return _roll(self.object.year)

    def crumbs(self) -> Crumbs:
        """The list, then the roll."""
        return [room_crumb(), (gettext("Activities of the bloc, attendance"), _roll(self.object.year))]

    def subject(self) -> str:
        """The gathering."""
        return f"{self.object.row.code} {self.object.row.title}"


class StrikeGathering(CorrectGathering):
    """Strike a gathering with a reason."""

    title = N_("Strike the activity of the bloc")
    template = "campaigns/form.html"
    lead = N_("For what was recorded wrongly. It stays on record and counts for nobody.")
    button = N_("Strike")
    done = N_("It is struck.")
    danger = True

    def form(self, data: Any = None) -> Form:
        """The reason."""
        return ReasonForm(data)

    def act(self, form: Any) -> str:
        """Strike it."""
        strike_gathering(
            gathering=self.object.row.public_id,
            reason=form.cleaned_data["reason"],
            actor=self.actor,
            at=self.now,
        )
        return _roll(self.object.year)
