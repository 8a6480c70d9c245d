"""Every address says who may open it: walked through the resolver, not through a list somebody keeps."""

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

from thidua.foundation.gate import THIRD_PARTY, Screen


def addresses(
    resolver: URLResolver, prefix: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Yield (address, full name, pattern) for every address under a resolver."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, path, inner)
        else:
            yield path, f"{namespace}{entry.name or ''}", entry


def ungated(name: str, pattern: URLPattern) -> str:
    """What is missing at an address, or nothing."""
    if name in THIRD_PARTY:
        return "" if THIRD_PARTY[name].strip() else "admit_third_party needs a reason"
    view = getattr(pattern.callback, "view_class", None)
    if view is None or not issubclass(view, Screen):
        return "is no Screen: make it one, or admit_third_party it with a reason"
    if view.permission is not None and view.public:
        return "has a permission and is public: one of them is not meant"
    if view.permission is None and not view.public:
        return 'says neither `permission = may_…` nor `public = "reason"`'
    return "overrides dispatch, which is the gate, without asking it" if avoids_the_gate(view) else ""


def avoids_the_gate(view: type[Screen[Any]]) -> bool:
    """Whether a dispatch of its own does not hand on to the one of the gate."""
    own = [
        vars(cls)["dispatch"] for cls in view.__mro__ if "dispatch" in vars(cls) and cls not in Screen.__mro__
    ]
    return any("super().dispatch(" not in inspect.getsource(dispatch) for dispatch in own)


def test_every_address_is_gated() -> None:
    broken = [
        f"/{path} ({name}): {fault}"
        for path, name, pattern in addresses(get_resolver())
        if (fault := ungated(name, pattern))
    ]

    assert not broken, "\n".join(["", *broken])


def test_every_third_party_address_exists() -> None:
    names = {name for _, name, _ in addresses(get_resolver())}

    assert set(THIRD_PARTY) <= names


class Forgotten(Screen[object]):
    """A screen whose author forgot its gate."""


class Contradictory(Screen[object]):
    """A screen that says two things."""

    permission = staticmethod(lambda actor, *, on: actor)
    public = "for all"


class Careless(Screen[object]):
    """A screen that answers before the gate is asked."""

    permission = staticmethod(lambda actor, *, on: actor)

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse()


class Stricter(Screen[object]):
    """A screen that asks for something more, and then the gate."""

    permission = staticmethod(lambda actor, *, on: actor)

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(*args, **kwargs)


@pytest.mark.parametrize(
    ("view", "fault"),
    [
        (Forgotten, 'says neither `permission = may_…` nor `public = "reason"`'),
        (Careless, "overrides dispatch, which is the gate, without asking it"),
        (Stricter, ""),
        (Contradictory, "has a permission and is public: one of them is not meant"),
    ],
)
def test_the_walk_tells_a_gate_from_a_hole(view: type[Screen[object]], fault: str) -> None:
    from django.urls import path

    assert ungated("x", path("x", view.as_view())) == fault
