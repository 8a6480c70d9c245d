"""How a form that carries files answers: a page for a browser, JSON for the script that shows the progress."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from thidua.foundation.uploads import limits
from thidua.reports.evidence import ACCEPT, KINDS_SAID
from thidua.web.evidence.forms import declaration_words

SCRIPT = "upload"


def by_script(request: HttpRequest) -> bool:
    """Whether the page's own script asks."""
    return request.headers.get("X-Requested-With") == SCRIPT


def on_to(request: HttpRequest, where: str, *said: str) -> HttpResponse:
    """Say that it is kept, and go on."""
    for words in said:
        messages.success(request, words)
    if by_script(request):
        return JsonResponse({"href": where})
    return HttpResponseRedirect(where)


def refused(errors: Sequence[tuple[str, str]]) -> HttpResponse:
    """Why nothing was kept, for the script."""
    return JsonResponse({"errors": [words for _, words in errors]}, status=422)


def drop_context() -> dict[str, Any]:
    """What the box for files says before anything is chosen."""
    return {
        "limits": limits(),
        "kinds": KINDS_SAID,
        "accept": ACCEPT,
        "declaration": declaration_words(),
    }


def lines_of(form: Any) -> list[tuple[str, str]]:
    """The errors of a form as lines of a summary."""
    return [
        (f"id_{name}" if name != "__all__" else "", words)
        for name, errors in form.errors.items()
        for words in errors
    ]
