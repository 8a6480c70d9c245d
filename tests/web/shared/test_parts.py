"""Every part renders its examples in both languages, as the rules of every page demand."""

import re
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import FileSystemLoader

from tests.factories.accounts import make_account
from tests.pages import CheckedClient, Page
from thidua.web.shared import gallery
from thidua.web.shared.examples.use import Use
from thidua.web.shared.gallery import gallery_sections, icon_names
from thidua.web.shared.jinja import environment

pytestmark = [pytest.mark.urls("tests.web.shared.site"), pytest.mark.django_db]

TEMPLATES = Path(gallery.__file__).parent / "templates"
# Shown by the gallery's own page, by base.html or inside another part.
SHOWN_ELSEWHERE = {"page_head", "section", "actions", "idle_session"}


@pytest.fixture(autouse=True)
def _somebody(db: None) -> None:
    """The house is not empty: an empty one shows nothing but the first run."""
    make_account()


def _macros() -> set[str]:
    module = environment(loader=FileSystemLoader(TEMPLATES)).get_template("shared/parts.html").module
    return {name for name in dir(module) if not name.startswith(("_", "from_"))}


def _used(use: Use) -> set[str]:
    inner = (_used(part) for part in use.call if isinstance(part, Use))
    return {use.part}.union(*inner)


def test_the_gallery_keeps_the_rules_of_every_page(client: CheckedClient, language: str) -> None:
    response = client.get("/_parts/")

    page = Page(response.content.decode())
    assert (response.status_code, page.faults, page.language) == (200, [], language)


def test_every_part_has_an_example() -> None:
    shown = {
        name
        for family in gallery_sections("vi")
        for specimen in family.specimens
        for use in specimen.uses
        for name in _used(use)
    }

    inside = {
        "required_mark",
        "check",
        "reason",
        "reasons",
        "setting",
        "form_field",
        "form_section",
        "heat_key",
    }
    inside |= {"formula", "proofs", "history", "gap_list", "cite"}
    assert _macros() - shown - SHOWN_ELSEWHERE - inside == set()


def test_both_languages_show_the_same_parts(language: str) -> None:
    def shape(of: str) -> list[tuple[tuple[str, ...], ...]]:
        return [tuple(specimen.parts for specimen in family.specimens) for family in gallery_sections(of)]

    assert shape(language) == shape("vi")


def test_the_gallery_in_english_says_nothing_in_vietnamese(client: CheckedClient) -> None:
    client.speak("en")

    text = client.get("/_parts/").content.decode()

    words = re.sub(r'<[^>]*lang="vi"[^>]*>.*?</div>|<[^>]+>', " ", text)
    assert [
        word for word in ("Đơn vị", "bắt buộc", "Hủy thao tác", "Tổng điểm", "trên 5") if word in words
    ] == []


def test_the_gallery_shows_every_icon_once(client: CheckedClient) -> None:
    text = client.get("/_parts/").content.decode()

    listed = re.search(r'<ul class="icons">(.*?)</ul>', text, re.DOTALL)
    assert listed is not None
    assert re.findall(r"#i-([a-z0-9-]+)", listed[1]) == list(icon_names())


def test_every_icon_used_exists_in_the_sprite(client: CheckedClient, language: str) -> None:
    text = client.get("/_parts/").content.decode()

    assert set(re.findall(r"#i-([a-z0-9-]+)", text)) - set(icon_names()) == set()


@pytest.mark.parametrize("name", ["400", "403", "403_form", "404"])
def test_an_error_page_keeps_the_rules_of_every_page(name: str, language: str, rf) -> None:
    request = rf.get("/")
    request.resolver_match = None

    html = engines["jinja2"].get_template(f"shared/{name}.html").render({"verdict": None}, request)

    assert Page(html).faults == []


def test_the_page_of_a_broken_server_asks_nothing_of_the_frame(language: str) -> None:
    html = engines["jinja2"].get_template("shared/500.html").render({})

    assert Page(html).faults == []
