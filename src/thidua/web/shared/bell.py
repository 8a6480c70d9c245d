"""The bell in the masthead: notices unread, asked once for each request together with the ledger's stamp."""

from typing import Final, cast

from django.http import HttpRequest

from thidua.foundation.actors import Actor
from thidua.notices.queries import Bell, bell_of

_KEPT: Final = "_thidua_bell"


def bell_at(request: HttpRequest) -> Bell:
    """What the masthead shows and by which the list of work is remembered; one query for each request."""
    kept = request.__dict__.get(_KEPT)
    if kept is None:
        kept = request.__dict__[_KEPT] = bell_of(cast("Actor", request.user))
    return cast("Bell", kept)
