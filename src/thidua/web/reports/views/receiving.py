"""What the bloc head does with a report: return it with a reason, or receive it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from thidua.foundation.wording import N_
from thidua.reports.actions import receive_report, return_report
from thidua.reports.errors import ReportActUnfit
from thidua.reports.permissions import may_receive_report, may_return_report
from thidua.reports.queries import steps_of
from thidua.web.reports.forms import ReasonForm
from thidua.web.reports.views.shared import ReportScreen, told


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() and len(text) < 6 else 0


class ReturnReport(ReportScreen):
    """Return it with a reason."""

    permission = staticmethod(may_return_report)
    title = N_("Return the report")
    template = "reports/return.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(ReasonForm())

    def show(self, form: ReasonForm, errors: list[tuple[str, str]] | None = None) -> HttpResponse:
        """The form."""
        return self.page(
            form=form,
            errors=errors or [],
            steps=steps_of(self.place.row.id),
            status=422 if errors or form.errors else 200,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Return it."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            return_report(
                report=self.place.row.key,
                version=_version(request),
                reason=form.cleaned_data["reason"],
                actor=self.actor,
                at=self.now,
            )
        except ReportActUnfit as unfit:
            return self.show(form, told(unfit))
        return self.done(_("The report was returned to the unit."))


class ReceiveReport(ReportScreen):
    """Receive it."""

    permission = staticmethod(may_receive_report)
    title = N_("Receive the report")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Receive it."""
        try:
            receive_report(
                report=self.place.row.key, version=_version(request), actor=self.actor, at=self.now
            )
        except ReportActUnfit as unfit:
            messages.error(request, told(unfit)[0][1])
            return HttpResponseRedirect(self.here)
        return self.done(_("The report was received."))
