"""Activities: those of a movement as a list, one by itself, and the forms of the unit that did it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext

from thidua.campaigns.actions import correct_activity, enter_activity, strike_activity
from thidua.campaigns.permissions import (
    activities_visible_to,
    may_correct_activity,
    may_enter_activity,
    may_open_campaigns,
    movements_visible_to,
)
from thidua.campaigns.queries import (
    ActivityRow,
    MovementFrame,
    Node,
    activities,
    activity,
    graph,
    movement_frame,
    nodes_of,
    open_movements_for,
)
from thidua.campaigns.queries.doings import activities_for
from thidua.campaigns.queries.pictures import carrying
from thidua.campaigns.rollup import descendants
from thidua.foundation.acts import latest_acts
from thidua.foundation.gate import Screen
from thidua.foundation.wording import N_
from thidua.organisations.queries import UnitName, unit_name, unit_names
from thidua.web.campaigns.forms.base import Form, ReasonForm
from thidua.web.campaigns.forms.doings import ActivityForm
from thidua.web.campaigns.views.shared import (
    Crumbs,
    FormScreen,
    MovementScreen,
    asked_page,
    movement_address,
    movement_crumbs,
    room_crumb,
)
from thidua.web.campaigns.words import LEVEL_WORDS, amount
from thidua.web.shared.exporting import FORMS, attached, csv_lines, workbook
from thidua.web.shared.jinja import day
from thidua.web.shared.parts import Pager
from thidua.web.shared.telling import latest

PAGE = 30
# What was done for a movement that ended longer ago is hardly told any more.
LATELY = timedelta(days=400)


class Activities(MovementScreen):
    """Everything done for a movement and for those that respond to it, the newest first."""

    title = N_("Activities")
    template = "campaigns/activities.html"
    tab = "activities"

    def found(self) -> tuple[tuple[ActivityRow, ...], dict[int, UnitName], dict[int, Node]]:
        """Activities of the movement and below, narrowed to a unit when one is asked for."""
        whole = graph()
        key = self.object.card.id
        scope = {key} | descendants(carrying(whole), key)
        rows = activities_for(scope)
        names = unit_names({row.unit for row in rows}, on=self.on)
        code = self.request.GET.get("unit", "")
        if code:
            rows = tuple(row for row in rows if names[row.unit].code == code)
        return rows, names, whole.nodes

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them."""
        rows, names, nodes = self.found()
        number = asked_page(request)
        start = (number - 1) * PAGE
        key = self.object.card.public_id
        unit = request.GET.get("unit", "")
        units = sorted(names.values(), key=lambda one: one.short_name)
        return self.page(
            rows=rows[start : start + PAGE],
            start=start,
            total=len(rows),
            names=names,
            through={row.id: self._through(row, nodes) for row in rows[start : start + PAGE]},
            units=[(one.code, one.name) for one in units],
            unit=unit,
            pager=Pager.of(number, max(1, -(-len(rows) // PAGE)), request.GET),
            export={
                form: f"{reverse('campaigns:activities_file', args=(key, form))}?unit={unit}"
                for form in sorted(FORMS)
            },
            crumbs=movement_crumbs(self.object),
            says={"amount": amount},
        )

    def _through(self, row: ActivityRow, nodes: dict[int, Node]) -> list[str]:
        """The lower movements through which it came, when it is not counted for this one itself."""
        key = self.object.card.id
        if key in row.movements:
            return []
        return sorted(nodes[one].name for one in row.movements if one in nodes)


class ActivitiesFile(Activities):
    """Activities as seen, a row for each figure, as a file."""

    template = ""

    def load(self, request: HttpRequest, **kwargs: Any) -> MovementFrame | None:
        """Only forms of file that exist."""
        return super().load(request, **kwargs) if kwargs["form"] in FORMS else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """Excel or CSV."""
        form = self.kwargs["form"]
        rows, names, _nodes = self.found()
        heads = (
            gettext("No."),
            gettext("Day"),
            gettext("Unit"),
            gettext("What the unit did"),
            gettext("Where it took place"),
            gettext("Figure told"),
            gettext("How many"),
            gettext("Measured in"),
            gettext("Evidence"),
        )
        cells = [
            (
                place,
                day(row.happened_on),
                names[row.unit].name,
                row.title,
                row.place,
                *((one.measure, f"{one.amount.normalize():f}", one.unit_of_measure) if one else ("", "", "")),
                row.evidence,
            )
            for place, row in enumerate(rows, start=1)
            for one in (row.figures or (None,))
        ]
        name = f"hoat-dong-{self.object.card.code or self.object.card.public_id}"
        if form == "csv":
            return attached("".join(csv_lines(heads, cells)), name=name, form=form)
        note = (self.object.card.name,)
        book = workbook(gettext("Activities"), heads, cells, widths=(6, 12, 36, 50, 30, 30), notes=note)
        return attached(book, name=name, form=form)


class ActivityPage(Screen[ActivityRow]):
    """One activity: when, where, which figures, for which movements, who wrote it and what was changed."""

    permission = staticmethod(may_open_campaigns)
    title = N_("Activity")
    template = "campaigns/activity.html"
    menu = "campaigns"

    def load(self, request: HttpRequest, **kwargs: Any) -> ActivityRow | None:
        """The activity, if it reaches the person."""
        rows = activities_visible_to(self.actor, on=self.on).filter(public_id=kwargs["activity"])
        return next(iter(activities(rows)), None)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        row = self.object
        seen = movements_visible_to(self.actor, on=self.on).filter(pk__in=row.movements)
        return self.page(
            row=row,
            unit=unit_names([row.unit], on=row.happened_on)[row.unit],
            counted=nodes_of(seen.order_by("starts_on")),
            levels=LEVEL_WORDS,
            correcting=may_correct_activity(self.actor, row, on=self.on),
            acts=latest(latest_acts(on_key=row.public_id, limit=10)),
            crumbs=[room_crumb()],
            says={"amount": amount},
        )


class ActivityScreen[T](FormScreen[T]):
    """A form of an activity."""

    template = "campaigns/activity_form.html"
    lead = N_(
        "Say what was done, when and where, with its figures. Enter it once, for every movement it counts for."
    )

    def offered(self, unit: str, *, keep: Iterable[str]) -> list[tuple[str, str]]:
        """Open movements that concern the unit; those that ended long ago only where they are ticked already."""
        rows = movements_visible_to(self.actor, on=self.on)
        return [
            (frame.card.public_id, f"{frame.card.name} ({gettext(LEVEL_WORDS[frame.card.level])})")
            for frame in open_movements_for(rows, unit, since=self.on - LATELY, keep=keep)
        ]


class NewActivity(ActivityScreen[tuple[MovementFrame, str]]):
    """Tell what a unit did for a movement."""

    permission = staticmethod(may_enter_activity)
    title = N_("New activity")
    button = N_("Save")
    done = N_("The activity is on record.")

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[MovementFrame, str] | None:
        """The movement and the unit."""
        frame = movement_frame(kwargs["movement"])
        return (frame, kwargs["unit"]) if frame and unit_name(kwargs["unit"], on=self.on) else None

    @cached_property
    def unit(self) -> UnitName | None:
        """The unit by name."""
        return unit_name(self.object[1], on=self.on)

    def form(self, data: Any = None) -> Form:
        """Empty but for the movement one came from."""
        frame, unit = self.object
        return ActivityForm(
            data,
            movements=self.offered(unit, keep=(frame.card.public_id,)),
            initial={"movements": [frame.card.public_id], "happened_on": self.on},
        )

    def act(self, form: Any) -> str:
        """Enter it."""
        frame, unit = self.object
        enter_activity(unit=unit, draft=form.draft(), actor=self.actor, at=self.now)
        again = self.request.POST.get("then") == "again"
        key = frame.card.public_id
        return reverse("campaigns:activity_new", args=(key, unit)) if again else movement_address(frame)

    def crumbs(self) -> Crumbs:
        """The list, then the movement."""
        return movement_crumbs(self.object[0])

    def subject(self) -> str:
        """Which unit."""
        return self.unit.name if self.unit else ""

    def more(self) -> dict[str, Any]:
        """A second button saves and begins another."""
        return {"again": True}


class CorrectActivity(ActivityScreen[ActivityRow]):
    """Correct what was told."""

    permission = staticmethod(may_correct_activity)
    title = N_("Correct the activity")
    button = N_("Save")
    done = N_("The activity is corrected.")

    def load(self, request: HttpRequest, **kwargs: Any) -> ActivityRow | None:
        """The activity the address names."""
        return activity(kwargs["activity"])

    def form(self, data: Any = None) -> Form:
        """As it is, or as sent."""
        row = self.object
        offered = self.offered(row.unit_key, keep=row.movement_keys)
        return ActivityForm(
            data,
            movements=offered,
            figures=row.figures,
            initial={
                **{
                    name: getattr(row, name)
                    for name in ("happened_on", "title", "place", "evidence", "revision")
                },
                "movements": list(row.movement_keys),
            },
        )

    def act(self, form: Any) -> str:
        """Correct it."""
        correct_activity(
            activity=self.object.public_id,
            draft=form.draft(),
            revision=form.cleaned_data.get("revision"),
            actor=self.actor,
            at=self.now,
        )
        return reverse("campaigns:activity", args=(self.object.public_id,))

    def crumbs(self) -> Crumbs:
        """The list, then the activity."""
        return [
            room_crumb(),
            (self.object.title, reverse("campaigns:activity", args=(self.object.public_id,))),
        ]

    def subject(self) -> str:
        """The activity's title."""
        return self.object.title

    def more(self) -> dict[str, Any]:
        """One button."""
        return {"again": False}


class StrikeActivity(FormScreen[ActivityRow]):
    """Strike an activity with a reason."""

    permission = staticmethod(may_correct_activity)
    title = N_("Strike the activity")
    lead = N_("For an activity that did not happen or was told twice. It stays on record and counts nowhere.")
    button = N_("Strike")
    done = N_("The activity is struck.")
    danger = True

    def load(self, request: HttpRequest, **kwargs: Any) -> ActivityRow | None:
        """The activity the address names."""
        return activity(kwargs["activity"])

    def form(self, data: Any = None) -> Form:
        """The reason."""
        return ReasonForm(data)

    def act(self, form: Any) -> str:
        """Strike it."""
        strike_activity(
            activity=self.object.public_id, reason=form.cleaned_data["reason"], actor=self.actor, at=self.now
        )
        return reverse("campaigns:activity", args=(self.object.public_id,))

    def crumbs(self) -> Crumbs:
        """The list, then the activity."""
        return [
            room_crumb(),
            (self.object.title, reverse("campaigns:activity", args=(self.object.public_id,))),
        ]

    def subject(self) -> str:
        """The activity's title."""
        return self.object.title
