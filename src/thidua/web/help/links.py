"""The link from a page to its help."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from thidua.web.help.content import has_page

BACK = "tu"


def help_of(request: HttpRequest) -> str:
    """The address of the help on the page that is asked for, with the way back; empty when there is none."""
    match = request.resolver_match
    name = match.view_name if match else ""
    if not has_page(name):
        return ""
    room, _, screen = name.partition(":")
    address = reverse("help:page", args=(room, screen))
    # An answer to a form has no address of its own to come back to.
    if request.method != "GET":
        return address
    return f"{address}?{urlencode({BACK: request.get_full_path()})}"


def way_back(request: HttpRequest) -> str:
    """The page the reader came from; anything but an address of this house is ignored."""
    back = request.GET.get(BACK, "")
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if ours else ""
