"""Pictures of a journey: what a person stands on, drawn by a real Chromium and kept as a small PNG.

The browser asks nobody but the journey itself: every request it makes is answered by the story's own client, at the
story's moment and with the person's session, so that no server, port or second database is needed. The driver keeps an
event loop, which Django's connections do not like beside them: it has a thread of its own.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image
from playwright.sync_api import Route, sync_playwright

from scripts import chromium as finder
from tests.journeys.visitor import Visitor

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
LARGEST = 80_000
COLOURS = (255, 128, 64, 32)
# What was said for another wire is worked out anew by the browser.
UNSENT = frozenset({"content-length", "content-encoding", "set-cookie"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser asks for, and where the answer is put."""

    path: str
    accept: str
    answer: Queue[dict[str, Any]] = field(default_factory=Queue)


@dataclass
class Camera:
    """Takes pictures into a folder, numbered in the order taken."""

    folder: Path
    orders: Queue[str] = field(default_factory=Queue)
    heard: Queue[Asked | bytes | Exception] = field(default_factory=Queue)
    taken: int = 0

    def take(self, name: str, visitor: Visitor, path: str = "") -> None:
        """Open the page the person stands on, or another one, and keep its upper part."""
        self.taken += 1
        self.orders.put(f"http://testserver{path or visitor.path}")
        while not isinstance(said := self.heard.get(), bytes):
            if isinstance(said, Exception):
                raise said
            said.answer.put(_answered(visitor.client, said))
        (self.folder / f"{self.taken:02}-{name}.png").write_bytes(_small(said))

    def stand_ready(self) -> None:
        """What the browser's own thread does: open what is ordered, until an empty order comes."""
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=finder.find(), args=FLAGS)
                page = browser.new_page(
                    viewport={"width": 1440, "height": 900}, locale="vi-VN", reduced_motion="reduce"
                )
                page.route("**/*", self._pass_on)
                while address := self.orders.get():
                    page.goto(address, wait_until="networkidle")
                    self.heard.put(page.screenshot(animations="disabled"))
                browser.close()
        except Exception as failure:  # noqa: BLE001 -- the journey's thread raises it
            self.heard.put(failure)

    def _pass_on(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if route.request.method != "GET" or url.netloc != "testserver":
            route.abort()
            return
        path = f"{url.path}?{url.query}" if url.query else url.path
        asked = Asked(path, route.request.headers.get("accept", "*/*"))
        self.heard.put(asked)
        route.fulfill(**asked.answer.get())


def _answered(client: Client, asked: Asked) -> dict[str, Any]:
    """Let Django's client answer for the server; files that never change come from where they are written."""
    if asked.path.startswith(settings.STATIC_URL):
        file = finders.find(unquote(urlsplit(asked.path).path.removeprefix(settings.STATIC_URL)))
        return {"path": file} if file else {"status": 404}
    said: Any = client.get(asked.path, headers={"accept": asked.accept})
    return {
        "status": said.status_code,
        "headers": {name: value for name, value in said.headers.items() if name.lower() not in UNSENT},
        "body": b"".join(said.streaming_content) if said.streaming else said.content,
    }


def _small(png: bytes) -> bytes:
    """The picture in its most frequent colours, as many as fit into the size allowed: plain areas keep theirs exactly."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    found = [colour for colour, _ in Counter[Any](picture.get_flattened_data()).most_common(COLOURS[0])]
    out = BytesIO()
    for count in COLOURS:
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for colour in found[:count] for part in colour])
        out = BytesIO()
        picture.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


@contextmanager
def camera(folder: Path) -> Iterator[Camera]:
    """A camera whose pictures replace those in the folder."""
    if finder.find() is None:
        raise RuntimeError(finder.ABSENT)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    found = Camera(folder)
    thread = Thread(target=found.stand_ready, daemon=True)
    thread.start()
    yield found
    found.orders.put("")
    thread.join(timeout=20)
