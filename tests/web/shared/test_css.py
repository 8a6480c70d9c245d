"""The style sheets keep to what the offices' oldest browser knows, and every text can be read on its ground."""

import re
from itertools import product
from pathlib import Path

import pytest

import thidua.web.shared

FOLDER = Path(thidua.web.shared.__file__).parent / "static" / "shared"
SHEETS = sorted(FOLDER.rglob("*.css"))
TEXTS = ("ink", "ink-2", "ink-3", "brand", "pen", "gold-ink", "err", "warn", "ok")
GROUNDS = ("ground", "paper", "sunk")
ENOUGH = 4.5
# The tokens themselves; paper is always black on white; the board in the hall is always dark.
FIXED = {"tokens.css", "print.css", "paper.css", "covenant.css", "contest.css"}


def _plain(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


def _tokens(selector: str) -> dict[str, str]:
    text = _plain(FOLDER / "tokens.css")
    start = text.index(selector + " {")
    block = text[start : text.index("}", start)]
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted([_luminance(one), _luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_uses_nothing_younger_than_the_oldest_browser(sheet: Path) -> None:
    text = _plain(sheet)

    young = [
        word for word in (":has(", "light-dark(", "@scope", "@starting-style", "color-mix(") if word in text
    ]
    nested = re.findall(r"(?:^|[{};])\s*&", text)

    assert (young, nested) == ([], [])


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.name not in FIXED], ids=lambda sheet: sheet.name)
def test_a_sheet_takes_its_colours_from_the_tokens(sheet: Path) -> None:
    # The star of the mark and white paper are no tokens.
    given = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", _plain(sheet))) - {"#ffd45e", "#ffffff", "#000000"}

    assert given == set()


def test_every_component_is_in_the_entry_sheet_but_the_gallerys() -> None:
    entry = (FOLDER / "thidua.css").read_text(encoding="utf-8")
    given = set(re.findall(r'@import url\("components/([a-z]+\.css)"\)', entry))

    assert given == {sheet.name for sheet in (FOLDER / "components").glob("*.css")} - {"gallery.css"}


def test_the_dark_tokens_are_the_same_both_times() -> None:
    assert _tokens(':root[data-theme="dark"]') == _tokens(':root:not([data-theme="light"])')


@pytest.mark.parametrize(("text", "ground"), list(product(TEXTS, GROUNDS)))
@pytest.mark.parametrize("selector", [":root", ':root[data-theme="dark"]'])
def test_text_can_be_read_on_its_ground(selector: str, text: str, ground: str) -> None:
    tokens = _tokens(selector)

    assert _contrast(tokens[text], tokens[ground]) >= ENOUGH


@pytest.mark.parametrize("name", ["err", "warn", "ok", "pen", "brand"])
@pytest.mark.parametrize("selector", [":root", ':root[data-theme="dark"]'])
def test_a_state_can_be_read_on_its_tint(selector: str, name: str) -> None:
    tokens = _tokens(selector)

    assert _contrast(tokens[name], tokens[f"{name}-tint"]) >= ENOUGH


@pytest.mark.parametrize("step", range(1, 6))
@pytest.mark.parametrize("selector", [":root", ':root[data-theme="dark"]'])
def test_the_number_can_be_read_on_every_step_of_the_scale(selector: str, step: int) -> None:
    tokens = _tokens(selector)

    assert _contrast(tokens[f"heat-{step}"], tokens[f"heat-ink-{step}"]) >= ENOUGH


def test_every_icon_has_a_view_box_and_no_colour_of_its_own() -> None:
    sprite = (FOLDER / "icons.svg").read_text(encoding="utf-8")
    symbols = re.findall(r"<symbol ([^>]*)>(.*?)</symbol>", sprite, re.DOTALL)

    assert [
        head
        for head, body in symbols
        if "viewBox" not in head or re.search('fill="(?!none|currentColor)', body)
    ] == []
