"""What every page owes its reader, checked on every answer the suite's client gets.

One `h1` that the title repeats, a language, a label for every field, a name for every button and picture, no id twice,
nothing inline that the Content-Security-Policy would block, a CSRF token in every form that posts, and no query per
row (N+1) while a page is read.
"""

from collections import Counter
from contextlib import nullcontext
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from zeal import zeal_context

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
NAMELESS_INPUTS = frozenset({"hidden", "submit", "button", "reset", "image"})


class Page(HTMLParser):
    """A parsed page: what the checks need to know of it, and its faults in the order met."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.whole = html.lstrip()[:9].lower() == "<!doctype"
        self.language = ""
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.fields: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {"h1": [], "title": []}
        self._open: list[str] = []
        self._collecting: list[tuple[str, list[str]]] = []
        self._form: dict[str, Any] | None = None
        self.feed(html)
        self.close()
        self._judge()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if "id" in given:
            self.ids[given["id"]] += 1
        self._look_for_inline(tag, given)
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        elif tag == "form":
            self._form = {"posts": given.get("method", "get").lower() == "post", "token": False}
        elif tag == "img" and "alt" not in given:
            self.faults.append(f"picture without alt: {given.get('src', '?')}")
        if tag in {"input", "select", "textarea"}:
            self._look_at_field(tag, given)
        if tag in {"h1", "title", "button"} and "svg" not in self._open:
            self._collecting.append((tag, [given.get("aria-label", "")]))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if self._collecting and self._collecting[-1][0] == tag:
            _, words = self._collecting.pop()
            text = " ".join(" ".join(words).split())
            if tag in self.texts:
                self.texts[tag].append(text)
            elif not text:
                self.faults.append("button without a name")
        if tag == "form" and self._form is not None:
            if self._form["posts"] and not self._form["token"]:
                self.faults.append("form that posts without a CSRF token")
            self._form = None

    def handle_data(self, data: str) -> None:
        for _, words in self._collecting:
            words.append(data)

    def _look_for_inline(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or "style" in given:
            self.faults.append(f"inline style on <{tag}>")
        runs = given.get("type", "module") in {"", "module", "text/javascript", "application/javascript"}
        if tag == "script" and "src" not in given and runs:
            self.faults.append("inline script")
        self.faults += [f"inline handler {name} on <{tag}>" for name in given if name.startswith("on")]
        self.faults += [
            f"javascript: address on <{tag}>"
            for name in ("href", "src", "action", "formaction")
            if given.get(name, "").strip().lower().startswith("javascript:")
        ]

    def _look_at_field(self, tag: str, given: dict[str, str]) -> None:
        if given.get("name") == "csrfmiddlewaretoken" and self._form is not None:
            self._form["token"] = True
        if tag == "input" and given.get("type", "text") in NAMELESS_INPUTS:
            return
        if "label" not in self._open:
            self.fields.append((tag, given))

    def _judge(self) -> None:
        for tag, given in self.fields:
            spoken = given.get("aria-label") or given.get("title")
            pointed = given.get("aria-labelledby", "").split()
            if not (
                spoken or given.get("id") in self.labelled or (pointed and set(pointed) <= self.ids.keys())
            ):
                self.faults.append(f"<{tag} name={given.get('name', '')!r}> without a label")
        self.faults += [f"id {name!r} {count} times" for name, count in self.ids.items() if count > 1]
        if not self.whole:
            return
        headings, titles = self.texts["h1"], self.texts["title"]
        if len(headings) != 1 or not headings[0]:
            self.faults.append(f"one h1 expected, found {headings}")
        elif not titles or headings[0].casefold() not in titles[0].casefold():
            self.faults.append(f"the title {titles[:1]} does not repeat the h1 {headings[0]!r}")
        if self.language not in dict(settings.LANGUAGES):
            self.faults.append(f"html lang is {self.language!r}")


class PageAtFault(AssertionError):
    """A page broke one of the rules every page keeps."""


class CheckedClient(Client):
    """Django's test client that reads every page it gets, and counts a query per row as a fault while reading."""

    def speak(self, language: str) -> None:
        """Ask for pages in this language from now on, as the switch in the header does."""
        self.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    def request(self, **request: Any) -> Any:
        """Answer as Django does, then check the page."""
        reads = request.get("REQUEST_METHOD", "GET") == "GET"
        with zeal_context() if reads else nullcontext():
            response: Any = super().request(**request)
        if response.streaming:
            # Read to its end, which closes it: no file stays open in a test that asks only for the status.
            response.streaming_content = [b"".join(response.streaming_content)]
        check(response, f"{request.get('REQUEST_METHOD', 'GET')} {request.get('PATH_INFO', '/')}")
        return response


def check(response: HttpResponseBase, where: str) -> None:
    """Raise `PageAtFault` when an HTML answer breaks a rule."""
    if not isinstance(response, HttpResponse) or not response.get("Content-Type", "").startswith("text/html"):
        return
    faults = Page(response.content.decode(response.charset)).faults
    if faults:
        raise PageAtFault(f"{where}:\n  " + "\n  ".join(faults))
