"""A person at a browser without JavaScript: opens pages, follows links by their words, fills the forms that are there.

What is sent is what the page offers: hidden fields, what is filled in already, and what the person changes. A field,
choice, button or link that is not on the page cannot be used, so a journey proves that the way exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import reverse

from tests.pages import CheckedClient

type Value = str | list[str] | Any


@dataclass
class Form:
    """A form as the page offers it."""

    action: str
    posts: bool
    given: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def offers(self, button: str, names: set[str]) -> bool:
        """Whether it has these fields and a button of these words."""
        return names <= self.names and (not button or any(button in words for _, _, words in self.buttons))


class _Reader(HTMLParser):
    """Forms and links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self._form: Form | None = None
        self._text: list[str] | None = None
        self._at: tuple[str, dict[str, str]] = ("", {})
        self._select = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower() == "post")
            self.forms.append(self._form)
        elif tag in {"a", "button", "option", "textarea"}:
            self._text, self._at = [], (tag, given)
        if self._form is None:
            return
        if tag == "input":
            self._look_at_input(self._form, given)
        elif tag == "select":
            self._select = given.get("name", "")
            self._form.names.add(self._select)
            self._form.choices.setdefault(self._select, {})

    def _look_at_input(self, form: Form, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if not name or kind in {"submit", "button", "reset"}:
            return
        form.names.add(name)
        if kind in {"checkbox", "radio"}:
            form.choices.setdefault(name, {})[given.get("value", "on")] = ""
            if "checked" in given:
                form.given.setdefault(name, []).append(given.get("value", "on"))
        elif kind != "file":
            form.given.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if self._text is None or tag != self._at[0]:
            return
        (_, given), raw = self._at, "".join(self._text)
        words, self._text = " ".join(raw.split()), None
        if tag == "a":
            self.links.append((words, given.get("href", "")))
        elif self._form is not None:
            self._end_of_field(self._form, tag, given, words, raw)

    def _end_of_field(self, form: Form, tag: str, given: dict[str, str], words: str, raw: str) -> None:
        if tag == "button":
            form.buttons.append((given.get("name", ""), given.get("value", ""), words))
        elif tag == "option":
            value = given.get("value", words)
            form.choices[self._select][value] = words
            if "selected" in given or self._select not in form.given:
                form.given[self._select] = [value]
        elif tag == "textarea" and (name := given.get("name", "")):
            form.names.add(name)
            form.given[name] = [raw.removeprefix("\n")]


class Visitor:
    """One person with one browser."""

    def __init__(self, language: str = "vi") -> None:
        self.client = CheckedClient()
        self.client.speak(language)
        self.path, self.html, self.status = "", "", 0
        # Read from the page once, when they are asked for.
        self._links: list[tuple[str, str]] | None = None
        self._words = ""

    def open(self, path: str) -> "Visitor":
        """Go to an address; redirects are followed, anything but 200 fails."""
        self._take(self.client.get(path, follow=True), path)
        assert self.status == 200, f"{path} answered {self.status}"
        return self

    def _take(self, answer: Any, path: str) -> None:
        chain = getattr(answer, "redirect_chain", [])
        self.path = chain[-1][0] if chain else path
        self.status = answer.status_code
        self._links, self._words = None, ""
        kind = answer.headers.get("Content-Type", "")
        self.html = answer.content.decode() if kind.startswith("text/html") else ""

    def links(self) -> list[tuple[str, str]]:
        """Words and address of every link."""
        if self._links is None:
            self._links = [(words, urljoin(self.path, href)) for words, href in _Reader(self.html).links]
        return self._links

    def link(self, words: str) -> str:
        """The address of the first link with these words."""
        found = [href for said, href in self.links() if words in said]
        assert found, f"{self.path} has no link “{words}”"
        return found[0]

    def follow(self, words: str) -> "Visitor":
        """Follow the first link with these words."""
        return self.open(self.link(words))

    def go(self, name: str, *args: object) -> "Visitor":
        """Open a screen the page has a link to."""
        address = reverse(name, args=args or None)
        there = {urlsplit(href).path for _, href in self.links()}
        assert address in there, f"{self.path} has no link to {address}: {sorted(there)} {self.words()[:900]}"
        return self.open(address)

    def sign_in(self, username: str, password: str, *, onward: bool = True) -> "Visitor":
        """Through the door, and `onward` to the page behind it; who knows where to go types the address there."""
        self.open(reverse("accounts:sign_in"))
        form = next(self.forms("", "username", "password"))
        self._submit(form, "", 200 if onward else 302, {"username": username, "password": password}, onward)
        assert self.client.session.get("_auth_user_id"), f"{username}: {self.words()[:400]}"
        return self

    def forms(self, button: str = "", *names: str) -> Iterator[Form]:
        """The forms of the page itself, not of its frame, with such a button and such fields."""
        main = self.html.partition("<main")[2].partition("</main>")[0]
        return (form for form in _Reader(f"<main{main}").forms if form.offers(button, set(names)))

    def send(self, button: str = "", *, expect: Any = 200, **values: Value) -> "Visitor":
        """Fill the first form that has these fields and this button, and press it."""
        form = next(self.forms(button, *values), None)
        assert form is not None, (
            f"{self.path} has no form with “{button}” and {sorted(values)}: {self.words()[:1800]}"
        )
        return self._submit(form, button, expect, values)

    def press(self, name: str, *args: object, expect: int = 200, **values: Value) -> "Visitor":
        """Fill and send the form that goes to a screen."""
        address = reverse(name, args=args or None)
        form = next(
            (one for one in self.forms("", *values) if urljoin(self.path, one.action) == address), None
        )
        assert form is not None, f"{self.path} has no form to {address} with {sorted(values)}"
        return self._submit(form, "", expect, values)

    def _submit(
        self, form: Form, button: str, expect: int, values: dict[str, Value], follow: bool = True
    ) -> "Visitor":
        sent: dict[str, Any] = {**form.given, **values}
        for name, value in values.items():
            offered = form.choices.get(name)
            chosen = value if isinstance(value, list) else [value]
            assert offered is None or set(map(str, chosen)) <= offered.keys(), f"{name}: {value} of {offered}"
        name, value, _ = next((one for one in form.buttons if button in one[2]), ("", "", ""))
        if name:
            sent[name] = value
        target = urlsplit(urljoin(self.path, form.action))
        address = f"{target.path}?{target.query}" if target.query else target.path
        ask = self.client.post if form.posts else self.client.get
        self._take(ask(address, sent, follow=follow), address)
        assert self.status == expect, f"{address} answered {self.status}: {self.words()[:1500]}"
        return self

    def words(self) -> str:
        """What the page says, without its markup."""
        if not self._words:
            reader = _Words()
            reader.feed("<main" + self.html.partition("<main")[2].partition("</main>")[0])
            self._words = " ".join(" ".join(reader.found).split())
        return self._words

    def says(self, *words: str) -> bool:
        """Whether the page says all of it."""
        said = self.words()
        return all(one in said for one in words)


class _Words(HTMLParser):
    """The text of the main part of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_main = self._in_main or tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self._in_main = self._in_main and tag != "main"

    def handle_data(self, data: str) -> None:
        if self._in_main:
            self.found.append(data)
