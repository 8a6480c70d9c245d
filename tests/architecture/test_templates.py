"""Templates compile, and hold nothing that the Content-Security-Policy would block or that hides danger."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from django.core.management import call_command
from django.template import engines

from tests.architecture.source import PACKAGE

TEMPLATES = sorted(
    path for path in PACKAGE.rglob("templates/**/*") if path.suffix in {".html", ".txt", ".xml"}
)
FORBIDDEN = {
    "an inline style": re.compile(r"<style[\s>]|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/(?:ld\+)?json)[^>]*>", re.IGNORECASE
    ),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "|safe: let the macro or the query return Markup": re.compile(r"\|\s*safe\b"),
    "autoescape switched off": re.compile(r"autoescape\s+false", re.IGNORECASE),
    "a date or number format of its own: use d, dt and n": re.compile(
        r"\|\s*(date|floatformat)\b|\.strftime\("
    ),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_compiles(path: Path) -> None:
    name = str(path).rpartition("/templates/")[2]

    engines["jinja2"].get_template(name)


def test_templates_hold_nothing_forbidden() -> None:
    broken = [
        f"{path.relative_to(PACKAGE)}:{text.count('\n', 0, found.start()) + 1}: {what}"
        for path in TEMPLATES
        if (text := path.read_text(encoding="utf-8"))
        for what, pattern in FORBIDDEN.items()
        for found in pattern.finditer(text)
    ]

    assert not broken, "\n".join(["", *broken])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<p style="a">', "an inline style"),
        ("<script>x</script>", "an inline script"),
        ('<a class="b" onclick="x">', "an inline handler"),
        ("{{ text|safe }}", "|safe: let the macro or the query return Markup"),
    ],
)
def test_each_pattern_finds_what_it_is_for(text: str, what: str) -> None:
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == [what]


def test_data_blocks_and_files_of_scripts_are_let_through() -> None:
    text = '<script type="module" src="a.js"></script><script type="application/json" id="d">{}</script>'

    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_static_files_refer_only_to_files_that_exist(settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "thidua.foundation.static.HashedFiles"},
    }

    call_command(CollectStatic(), interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").is_file()
