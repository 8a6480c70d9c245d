"""Holidays in use, year by year, and their correction by the standing body or the administrator."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_
from thidua.plans.actions import correct_holidays
from thidua.plans.drafts import YearDraft
from thidua.plans.permissions import may_correct_holidays, may_open_plans, may_read_holidays
from thidua.plans.queries import CalendarCard, calendar_year, calendar_years
from thidua.web.plans.forms import YearForm, special_line
from thidua.web.plans.views.base import WRONG_STATUS
from thidua.web.plans.words import SPECIAL_KINDS, known_state, weekday

FIRST, LAST = 2020, 2100


class HolidayScreen[T](Screen[T]):
    """A screen on holidays; the administrator, who has no part in plans, comes here from the list of blocs."""

    menu = "organisations"

    def way(self) -> list[tuple[str, str]]:
        """The way here."""
        if may_open_plans(self.actor, on=self.on).allowed:
            return [(_("Plans and calendars"), reverse("plans:list"))]
        return [(_("Emulation blocs and clusters"), reverse("organisations:blocs"))]


class Holidays(HolidayScreen[NoObject]):
    """The special days of each year, with what is not confirmed."""

    permission = staticmethod(may_read_holidays)
    title = N_("Public holidays")
    template = "plans/holidays.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The year asked for, else this one, else the newest."""
        years = calendar_years()
        typed = request.GET.get("nam", "")
        asked = int(typed) if typed.isdecimal() else self.on.year
        card = next((one for one in years if one.year == asked), years[0])
        coming = max(years[0].year, self.on.year) + 1
        return self.page(
            card=card,
            days=card.holidays.days,
            years=[(str(one.year), str(one.year)) for one in years],
            coming=coming,
            kinds={kind: _(words) for kind, words in SPECIAL_KINDS.items()},
            known_state=known_state,
            weekday=weekday,
            may=may_correct_holidays(self.actor, on=self.on).allowed,
            crumb_items=self.way(),
        )


class CorrectHolidays(HolidayScreen[CalendarCard]):
    """Set the holidays of a year."""

    permission = staticmethod(may_correct_holidays)
    title = N_("Correct the holidays")
    template = "plans/correct_holidays.html"

    def load(self, request: HttpRequest, **kwargs: Any) -> CalendarCard | None:
        """The year the address names, known or new."""
        year = int(kwargs["year"])
        return calendar_year(year) if FIRST <= year <= LAST else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form with the days that stand."""
        del request
        card = self.object
        days = "\n".join(special_line(one) for one in card.holidays.days)
        initial = {"days": days, "note": card.holidays.note, "revision": card.revision}
        return self.show(YearForm(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set them."""
        form = YearForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=WRONG_STATUS)
        kept, year = form.cleaned_data, self.object.year
        try:
            correct_holidays(
                calendar=YearDraft(year, kept["days"], kept["note"]),
                reason=kept["reason"],
                revision=kept["revision"],
                actor=self.actor,
                at=self.now,
            )
        except Problem as problem:
            form.blame(problem)
            return self.show(form, status=WRONG_STATUS)
        messages.success(request, _("The holidays of %(year)s are set.") % {"year": year})
        return HttpResponseRedirect(f"{reverse('plans:holidays')}?nam={year}")

    def show(self, form: YearForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        return self.page(
            status=status,
            form=form,
            card=self.object,
            kinds=[_(words) for words in SPECIAL_KINDS.values()],
            back=f"{reverse('plans:holidays')}?nam={self.object.year}",
            crumb_items=[*self.way(), (_("Public holidays"), reverse("plans:holidays"))],
        )
