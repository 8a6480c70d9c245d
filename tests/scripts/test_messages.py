"""The catalogue tool: what it takes from sources, how it writes, what it finds wrong, what it compiles."""

import gettext
from pathlib import Path

import pytest

from scripts import messages
from scripts.messages import Entry, Key


def test_python_messages_are_taken_with_plural_and_context() -> None:
    source = """
title = _("Close the stage")
lazy = gettext_lazy("Open " "it")
count = ngettext("{n} unit", "{n} units", n)
noun = pgettext("noun", "report")
verdict = not_met("You hold no role here.", remedy="Ask the administrator.")
code = Sentence("score.leaf.full")
later = _(state.label)
"""

    assert set(messages.messages_of_python(source, "x.py")) == {
        Key("Close the stage"),
        Key("Open it"),
        Key("{n} unit", "{n} units"),
        Key("report", "", "noun"),
        Key("You hold no role here."),
        Key("Ask the administrator."),
    }


def test_an_fstring_as_message_id_is_refused_with_its_place() -> None:
    with pytest.raises(messages.Unreadable, match=r"^x\.py:2: _\(\) takes a message id, not an f-string$"):
        list(messages.messages_of_python('\n_(f"Unit {name}")', "x.py"))


def test_template_messages_are_taken_trimmed(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(
        """{{ _("Save") }}{% trans count=n %}
          {{ count }} row
        {% pluralize %}
          {{ count }} rows
        {% endtrans %}""",
        encoding="utf-8",
    )

    assert set(messages.messages_of_template(template, "page.html")) == {
        Key("Save"),
        Key("%(count)s row", "%(count)s rows"),
    }


def test_a_broken_template_is_refused_with_its_line(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text("\n{% if %}", encoding="utf-8")

    with pytest.raises(messages.Unreadable, match=r"^page\.html:2: "):
        list(messages.messages_of_template(template, "page.html"))


def test_a_catalogue_is_read_back_as_written(tmp_path: Path) -> None:
    entries = {
        Key('Say "yes"\n'): Entry(['Nói "có"\n']),
        Key("{n} unit", "{n} units"): Entry(["{n} đơn vị"], [], ["# số đơn vị trong khối"]),
        Key("report", "", "noun"): Entry(["báo cáo"]),
    }
    path = tmp_path / "django.po"

    path.write_text(messages.written(entries, "vi"), encoding="utf-8")

    assert messages.read(path) == entries


@pytest.mark.parametrize(
    ("key", "entry", "language", "fault"),
    [
        (Key("Save"), Entry([""]), "vi", "not translated"),
        (Key("Save"), Entry(["Lưu"], ["fuzzy"]), "vi", "fuzzy"),
        (Key("{n} unit", "{n} units"), Entry(["{n} unit"]), "en", "not translated"),
        (Key("Save"), Entry(["Keep"]), "en", "the English text is not its id; run extract"),
        (Key("Lưu"), Entry(["Lưu"]), "vi", "message ids are English, but this one has ư"),
        (Key("{actor} signed"), Entry(["{nguoi} đã ký"]), "vi", "places differ: ['{actor}'] and ['{nguoi}']"),
        (Key("<b>Note</b>"), Entry(["Chú ý"]), "vi", "tags differ"),
        (Key("Note: "), Entry(["Chú ý:"]), "vi", "space at its ends differs"),
        (Key("Save"), Entry(["Lu\u031bu"]), "vi", "not in NFC"),
    ],
)
def test_each_fault_of_a_translation_is_named(key: Key, entry: Entry, language: str, fault: str) -> None:
    assert list(messages.faults_of(key, entry, language)) == [fault]


def test_an_english_message_may_quote_vietnamese() -> None:
    key = Key("Write “chờ: …” with the reason.")

    assert list(messages.faults_of(key, Entry([key.msgid]), "en")) == []


def test_a_vietnamese_plural_is_compared_with_the_plural_id() -> None:
    key = Key("One unit", "{n} units")

    assert list(messages.faults_of(key, Entry(["{n} đơn vị"]), "vi")) == []


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of two rooms with one message each, set in place of ours."""
    root = tmp_path / "a folder"
    package = root / "src" / "thidua"
    for room, source in {"blocs": '_("Bloc")\n_("Unit")\n', "web/desk": '_("Unit")\n'}.items():
        (package / room).mkdir(parents=True)
        (package / room / "apps.py").touch()
        (package / room / "views.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(messages, "ROOT", root)
    monkeypatch.setattr(messages, "PACKAGE", package)
    return package


def translate(path: Path, **words: str) -> None:
    entries = {key: Entry([words[key.msgid]]) for key in messages.read(path)}
    path.write_text(messages.written(entries, "vi"), encoding="utf-8")


def test_extract_fills_english_and_leaves_vietnamese_to_people(package: Path) -> None:
    messages.extract()

    assert messages.read(messages.catalogue_path(package / "blocs", "en"))[Key("Bloc")].strings == ["Bloc"]
    assert messages.read(messages.catalogue_path(package / "blocs", "vi"))[Key("Bloc")].strings == [""]
    assert messages.check() == [
        "blocs [vi] not translated: 'Bloc'",
        "blocs [vi] not translated: 'Unit'",
        "web/desk [vi] not translated: 'Unit'",
    ]


def test_extract_takes_a_translation_another_room_has(package: Path) -> None:
    messages.extract([package / "blocs"])
    translate(messages.catalogue_path(package / "blocs", "vi"), Bloc="Khối", Unit="Đơn vị")

    messages.extract()

    assert messages.read(messages.catalogue_path(package / "web" / "desk", "vi"))[Key("Unit")].strings == [
        "Đơn vị"
    ]
    assert messages.check() == []


def test_check_finds_unused_and_differing_translations(package: Path) -> None:
    messages.extract()
    translate(messages.catalogue_path(package / "blocs", "vi"), Bloc="Khối", Unit="Đơn vị")
    translate(messages.catalogue_path(package / "web" / "desk", "vi"), Unit="Cơ quan")
    (package / "blocs" / "views.py").write_text('_("Unit")\n', encoding="utf-8")

    assert messages.check() == [
        "blocs [vi] unused: 'Bloc'",
        "blocs [en] unused: 'Bloc'",
        "one message, several translations: 'Unit': 'Đơn vị' (blocs); 'Cơ quan' (web/desk)",
    ]


def test_compile_writes_what_gettext_reads_and_nothing_twice(package: Path) -> None:
    (package / "blocs" / "views.py").write_text(
        '_("Bloc")\nngettext("{n} unit", "{n} units", 2)\n', encoding="utf-8"
    )
    path = messages.catalogue_path(package / "blocs", "vi")
    path.parent.mkdir(parents=True)
    path.write_text(
        messages.written(
            {Key("Bloc"): Entry(["Khối"]), Key("{n} unit", "{n} units"): Entry(["{n} đơn vị"])}, "vi"
        ),
        encoding="utf-8",
    )

    written = [messages.compile_catalogues(), messages.compile_catalogues()]

    assert written == [1, 0]
    with path.with_suffix(".mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("Bloc") == "Khối"
    assert catalogue.ngettext("{n} unit", "{n} units", 2) == "{n} đơn vị"
