"""A real browser before a real server: pages are opened as a person opens them, and every complaint of the browser counts.

`page` fails its test when the browser reported an error: a blocked inline script, a file not found, an exception in a
module. `axe(page)` judges what is on the screen by WCAG 2.2 AA.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from scripts import chromium as finder

FOLDER = Path(__file__).resolve().parent
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
    "preload": False,
}
FLAGS = [
    "--no-sandbox",  # root in a container has none
    "--disable-gpu",
    "--disable-dev-shm-usage",
    # It is to talk to our server and to nobody else.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]

# The driver keeps an event loop in this thread; what Django fears from that does not happen in a test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A file, not memory: server threads then have connections of their own, as in life.
_folder = tempfile.TemporaryDirectory(prefix="thidua-browser-")
if connection.vendor == "sqlite":
    connection.settings_dict["TEST"]["NAME"] = str(Path(_folder.name) / "test.sqlite3")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder `browser`; it commits, since the server reads in threads of its own."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    path = finder.find()
    if path is None:
        pytest.skip(finder.ABSENT)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, live_server: object) -> Iterator[BrowserContext]:
    """A person's browser: no cookies yet, Vietnamese, a desk's screen."""
    opened = chromium.new_context(
        base_url=str(live_server),
        locale="vi-VN",
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
    )
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@dataclass
class Complaints:
    """What the browser complained of, except while something foreign (axe) is at work in the page."""

    heard: list[str] = field(default_factory=list)
    deaf: bool = False

    def hear(self, text: str) -> None:
        """Keep a complaint. A page's own status (a refusal is 403) is the test's matter."""
        if not self.deaf and "the server responded with a status of 4" not in text:
            self.heard.append(text)


@pytest.fixture
def complaints() -> Complaints:
    """What the browser complained of in this test."""
    return Complaints()


@pytest.fixture
def page(context: BrowserContext, complaints: Complaints) -> Iterator[Page]:
    """An empty tab; whatever the browser complains of while the test uses it fails the test."""
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.hear(f"exception: {error}"))
    opened.on("console", lambda said: complaints.hear(said.text) if said.type == "error" else None)
    opened.on("response", lambda answer: _hear_of_missing_files(answer, complaints))
    yield opened
    assert not complaints.heard, "\n".join(["", *complaints.heard])


def _hear_of_missing_files(answer: Response, complaints: Complaints) -> None:
    if answer.status >= 400 and answer.request.resource_type != "document":
        complaints.hear(f"{answer.status} for {answer.url}")


@pytest.fixture
def enter(context: BrowserContext, live_server: object) -> Callable[[object], None]:
    """`enter(user)`: the browser holds that account's session, as after signing in."""

    def with_session_of(user: object) -> None:
        client = Client()
        client.force_login(user)  # type: ignore[arg-type]  # any model of an account
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": str(live_server)}])

    return with_session_of


@pytest.fixture
def axe(complaints: Complaints) -> Callable[[Page], None]:
    """`axe(page)` fails with every violation of WCAG 2.2 AA on the screen."""

    def judge(page: Page) -> None:
        complaints.deaf = True  # axe styles what it measures, which the page's policy forbids our own code
        found = Axe().run(page, options=AXE)
        complaints.deaf = False
        faults = [
            f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]
        assert not faults, "\n".join(["", page.url, *faults])

    return judge


@pytest.fixture
def fits() -> Callable[[Page, int], None]:
    """`fits(page, 320)` fails when the page must be scrolled sideways at that width."""

    def measure(page: Page, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        needed = page.evaluate("document.documentElement.scrollWidth")
        assert needed <= width, f"{page.url} needs {needed} px at a width of {width}"

    return measure
