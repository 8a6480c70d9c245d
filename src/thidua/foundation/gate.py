"""The gate: every screen says who may open it, and every refusal says why.

A screen names a `permission` or says in words why it is `public`; a test walks all addresses and fails on any other.
No right to know is 404; the right to know but not to act is 403 with the reasons.
"""

import inspect
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from thidua.core.verdict import Finding, Verdict, met
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.refusals import Refused
from thidua.foundation.wording import N_

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Permission(Protocol):
    """A predicate `may_x(actor, obj, *, on)` or, for screens without an object, `may_x(actor, *, on)`."""

    def __call__(self, *args: Any, on: date) -> Verdict:
        """Judge."""


class NoObject:
    """What a screen without an object of its own loads."""


NO_OBJECT = NoObject()

# Addresses of third-party applications, with the reason why each may be opened by whom the library lets in.
THIRD_PARTY: dict[str, str] = {}


def admit_third_party(view_name: str, reason: str) -> None:
    """Declare the gate of a library's own view by its address name."""
    THIRD_PARTY[view_name] = reason


def signed_in(actor: Actor, *, on: date) -> Verdict:
    """Anyone with an account of their own."""
    del actor, on
    return met(N_("Everyone who has signed in may open this."))


def hidden(verdict: Verdict) -> bool:
    """Whether the asker may not even know that the record exists."""
    return verdict.private and verdict.finding is Finding.NOT_MET


class Screen[T](View):
    """A screen behind the gate.

    Subclasses set `permission` or `public`, `title` and `template`, override `load` when the address names a record,
    and answer in `get` and `post`. `post` makes one call to one action.
    """

    permission: ClassVar[Callable[..., Verdict] | None] = None
    public: ClassVar[str] = ""
    title: ClassVar[str] = ""
    template: ClassVar[str] = ""
    menu: ClassVar[str] = ""
    show_refused: ClassVar[bool] = False

    object: T
    verdict: Verdict
    actor: Actor
    on: date
    now: datetime

    def load(self, request: HttpRequest, **kwargs: Any) -> T | None:
        """The record the address names, among those the person may see; None answers 404."""
        del request, kwargs
        return cast("T", NO_OBJECT)

    def judge(self) -> Verdict:
        """Ask the permission, with the object when it takes one."""
        rule = type(self).permission
        if rule is None:
            return signed_in(self.actor, on=self.on)
        takes = [p for p in inspect.signature(rule).parameters.values() if p.kind is not p.KEYWORD_ONLY]
        arguments = (self.actor, self.object)[: max(1, len(takes))]
        return rule(*arguments, on=self.on)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load, judge, answer."""
        self.now = clock.now()
        self.on = clock.today()
        self.actor = cast("Actor", request.user)
        if not self.public and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("accounts:sign_in"))
        loaded = self.load(request, **kwargs)
        if loaded is None:
            raise Http404
        self.object = loaded
        if not self.public:
            self.verdict = self.judge()
            if hidden(self.verdict):
                raise Http404
            may_read = self.show_refused and request.method in SAFE
            if not self.verdict.allowed and not may_read:
                return self.refuse(self.verdict)
        try:
            return super().dispatch(request)
        except Refused as refusal:
            if hidden(refusal.verdict):
                raise Http404 from refusal
            return self.refuse(refusal.verdict)

    def refuse(self, verdict: Verdict) -> HttpResponse:
        """The refusal page: why, on what text, and what would help."""
        return render(self.request, "shared/403.html", {"verdict": verdict, "screen": self}, status=403)

    def page(self, template: str = "", *, status: int = 200, **context: Any) -> HttpResponse:
        """Render this screen's page."""
        return render(self.request, template or self.template, {"screen": self, **context}, status=status)
