"""Error pages: what happened, why, and what to do."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from thidua.foundation.uploads import limits, turned_away


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 when it was simply too much."""
    if isinstance(exception, TooManyFilesSent | TooManyFieldsSent | RequestDataTooBig):
        return too_much(request)
    return render(request, "shared/400.html", status=400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 without a verdict of ours (a stale form, mostly)."""
    del exception
    return render(request, "shared/403.html", {"verdict": None}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for you to know."""
    del exception
    return render(request, "shared/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500; the page needs neither a session nor the database."""
    return render(request, "shared/500.html", status=500)


def too_much(request: HttpRequest) -> HttpResponse:
    """413: more than is taken at once, with the limits."""
    context = {"said": turned_away(request), "limits": limits()}
    return render(request, "shared/413.html", context, status=413)


@requires_csrf_token
def form_went_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection has lapsed: open the page again, what was typed is kept by the browser.

    A request that was turned away unread carries no token either: it is told what was too much.
    """
    del reason
    if turned_away(request) is not None:
        return too_much(request)
    return render(request, "shared/403_form.html", status=403)
