"""The gate: strangers sign in, no right to know is 404, a refusal has its reasons, and posting is always judged."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.gate import NoObject, Screen, hidden
from thidua.foundation.refusals import Refused, ensure


@dataclass
class Person:
    is_authenticated: bool = True
    actor_key: str = "user:x"
    actor_name: str = "Lan"
    is_system: bool = False


OPEN = met("Yes.")
CLOSED = not_met("The stage is closed.", remedy="Ask the head unit to reopen it.")
SECRET = not_met("Nothing here.", private=True)


def screen(
    verdict: Verdict, *, found: object = "sheet", show: bool = False, inside: Verdict | None = None
) -> object:
    class Page(Screen[object]):
        permission = staticmethod(lambda actor, obj, *, on: verdict)
        show_refused = show

        def load(self, request, **kwargs):
            return found

        def refuse(self, refused):
            return HttpResponse(refused.sentence.text, status=403)

        def get(self, request):
            return HttpResponse(f"{self.object} {self.verdict.allowed}")

        def post(self, request):
            if inside is not None:
                ensure(inside)
            return HttpResponse("done")

    return Page.as_view()


def ask(view: Any, method: str = "get", person: object = None) -> Any:
    request = getattr(RequestFactory(), method)("/x/")
    request.user = person or Person()
    return view(request)


def test_a_stranger_is_led_to_sign_in():
    answer = ask(screen(OPEN), person=AnonymousUser())

    assert answer.status_code == 302
    assert answer.url.endswith("?next=/x/")


def test_who_may_is_answered():
    assert ask(screen(OPEN)).content == b"sheet True"
    assert ask(screen(OPEN), "post").content == b"done"


def test_what_does_not_exist_and_what_may_not_be_known_look_the_same():
    with pytest.raises(Http404):
        ask(screen(OPEN, found=None))
    with pytest.raises(Http404):
        ask(screen(SECRET))
    with pytest.raises(Http404):
        ask(screen(OPEN, inside=SECRET), "post")


def test_a_refusal_says_why():
    answer = ask(screen(CLOSED))

    assert (answer.status_code, answer.content) == (403, b"The stage is closed.")


def test_a_refused_screen_may_still_be_read_when_it_shows_the_reasons_but_never_posted():
    assert ask(screen(CLOSED, show=True)).content == b"sheet False"
    assert ask(screen(CLOSED, show=True), "post").status_code == 403


def test_a_refusal_by_the_action_itself_is_answered_too():
    assert ask(screen(OPEN, inside=CLOSED), "post").status_code == 403


def test_a_screen_without_object_asks_about_the_person_alone():
    class Page(Screen[NoObject]):
        permission = staticmethod(lambda actor, *, on: met(actor.actor_name))

        def get(self, request):
            return HttpResponse(self.verdict.sentence.text)

    assert ask(Page.as_view()).content == b"Lan"


def test_a_screen_with_neither_rule_nor_reason_needs_an_account():
    class Page(Screen[NoObject]):
        def get(self, request):
            return HttpResponse("ok")

    assert ask(Page.as_view(), person=AnonymousUser()).status_code == 302
    assert ask(Page.as_view()).content == b"ok"


def test_only_a_private_failure_is_hidden():
    assert hidden(SECRET)
    assert not hidden(CLOSED)
    assert not hidden(OPEN)
    with pytest.raises(Refused):
        ensure(CLOSED)
