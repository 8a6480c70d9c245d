"""Catalogues of the interface: extract, check and compile them, without any gettext program.

    python scripts/messages.py extract [app folder …]   bring every django.po up to date with the code
    python scripts/messages.py check                    say what is missing, unused or wrong; exit 1 if anything is
    python scripts/messages.py compile                  write the .mo files that are missing or older than their .po

Message ids are English. The English catalogue repeats the id (so that Django never falls back to Vietnamese); the
Vietnamese one is written by people. Each Django application keeps its own pair under `locale/`.
"""

import argparse
import ast
import os
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import denormalize
from babel.messages.pofile import escape as quoted
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "thidua"
LANGUAGES = ("vi", "en")
PLURALS = {"vi": ("nplurals=1; plural=0;", 1), "en": ("nplurals=2; plural=(n != 1);", 2)}

# Name of the call -> positions of (message, plural, context); None where the call has no such argument.
CALLS: dict[str, tuple[int, int | None, int | None]] = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"), (0, None, None)),
    **dict.fromkeys(("Sentence", "Word", "met", "not_met", "unknown"), (0, None, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (1, None, 0)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (1, 2, 0)),
}
# Verdicts also take their remedy as a bare message id.
REMEDIES = {"not_met", "unknown"}
# A code of the core's own wording tables, which gettext never sees.
CORE_CODE = re.compile(r"[a-z0-9]+([._][a-z0-9]+)+")
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# What a reader types or sees in Vietnamese in either language stands in quotation marks inside an English message.
QUOTED = re.compile("“[^”]*”|«[^»]*»")
TAGS = re.compile(r"</?[a-z][a-z0-9]*")


@dataclass(frozen=True, order=True)
class Key:
    """What identifies a message: its id, its plural id and its context, empty when it has none."""

    msgid: str
    plural: str = ""
    context: str = ""


@dataclass
class Entry:
    """One message of a catalogue: its translations (one per plural form), flags and translators' comments."""

    strings: list[str]
    flags: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Unreadable(Exception):
    """A source from which messages cannot be taken; says where and why."""

    place: str
    why: str

    def __str__(self) -> str:
        """Place and reason."""
        return f"{self.place}: {self.why}"


# --- Reading the sources


def messages_of_python(source: str, place: str) -> Iterator[Key]:
    """Yield the messages of a Python file. Raises `Unreadable` where an id is an f-string."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in CALLS:
            continue
        if any(isinstance(argument, ast.JoinedStr) for argument in node.args):
            raise Unreadable(f"{place}:{node.lineno}", f"{name}() takes a message id, not an f-string")
        words = [
            argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
            for argument in node.args
        ]
        yield from _key(name, words)
        if name in REMEDIES:
            for keyword in node.keywords:
                if keyword.arg == "remedy" and isinstance(keyword.value, ast.Constant):
                    yield from _key("_", [word] if isinstance(word := keyword.value.value, str) else [])


def messages_of_template(path: Path, place: str) -> Iterator[Key]:
    """Yield the messages of a Jinja2 template. Raises `Unreadable` for a syntax error."""
    options = {
        "silent": "false",
        "newstyle_gettext": "true",
        "trimmed": "true",
        "extensions": "jinja2.ext.do",
    }
    try:
        with path.open("rb") as file:
            for _line, name, words, _comments in babel_extract(file, list(CALLS), [], options):
                yield from _key(name, [words] if isinstance(words, str) else list(words or ()))
    except TemplateSyntaxError as error:
        raise Unreadable(f"{place}:{error.lineno}", error.message or "syntax error") from error


def _key(name: str, words: list[str | None]) -> Iterator[Key]:
    parts = [
        "" if position is None else (words[position] if position < len(words) else None)
        for position in CALLS[name]
    ]
    msgid, plural, context = parts
    if msgid and plural is not None and context is not None and not CORE_CODE.fullmatch(msgid):
        yield Key(msgid, plural, context)


def apps() -> list[Path]:
    """The folders of the Django applications, which are the folders that own catalogues."""
    found = [*PACKAGE.glob("*/apps.py"), *PACKAGE.glob("web/*/apps.py")]
    return sorted(path.parent for path in found)


def owner(path: Path) -> Path:
    """The application in whose catalogue the messages of `path` stand; settings speak through the foundation."""
    room, *rest = path.relative_to(PACKAGE).parts
    if room in {"web", "api"} and len(rest) > 1:
        return PACKAGE / room / rest[0]
    return PACKAGE / ("foundation" if room == "config" else room)


def extracted() -> dict[Path, set[Key]]:
    """Every message the code uses, by application."""
    found: dict[Path, set[Key]] = {app: set() for app in apps()}
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE).parts
        # The core has wording of its own; the command line is in English.
        if "migrations" in inside or inside[0] == "core" or len(inside) == 1 or not path.is_file():
            continue
        place = str(path.relative_to(ROOT))
        if path.suffix == ".py":
            keys = list(messages_of_python(path.read_text(encoding="utf-8"), place))
        elif "templates" in inside and path.suffix in {".html", ".txt", ".xml", ".svg"}:
            keys = list(messages_of_template(path, place))
        else:
            continue
        if keys:
            found.setdefault(owner(path), set()).update(keys)
    return found


# --- Reading and writing catalogues


def catalogue_path(app: Path, language: str) -> Path:
    """Where the catalogue of `app` in `language` stands."""
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path) -> dict[Key, Entry]:
    """Read a catalogue; an absent one is empty. Obsolete entries are dropped."""
    entries: dict[Key, Entry] = {}
    if not path.exists():
        return entries
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        fields: dict[str, list[str]] = defaultdict(list)
        flags: list[str] = []
        comments: list[str] = []
        current = ""
        for line in block.splitlines():
            if line.startswith("#,"):
                flags += [flag.strip() for flag in line[2:].split(",")]
            elif line.startswith("#"):
                comments += [line] if line.startswith("# ") else []
            elif (
                start := re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+(".*")$', line)
            ) is not None:
                current = start[1]
                fields[current].append(start[2])
            elif line.startswith('"'):
                fields[current].append(line)
        text = {name: denormalize("\n".join(lines)) for name, lines in fields.items()}
        if text.get("msgid"):
            strings = [text[name] for name in sorted(text) if name.startswith("msgstr")]
            key = Key(text["msgid"], text.get("msgid_plural", ""), text.get("msgctxt", ""))
            entries[key] = Entry(strings, flags, comments)
    return entries


def written(entries: dict[Key, Entry], language: str) -> str:
    """The catalogue as text: sorted, without places or dates, so that a diff shows wording only."""
    head = [
        "Content-Type: text/plain; charset=UTF-8",
        f"Language: {language}",
        f"Plural-Forms: {PLURALS[language][0]}",
    ]
    blocks = ["\n".join(['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in head)]) + "\n"]
    for key, entry in sorted(entries.items()):
        lines = [*entry.comments]
        lines += [f"#, {', '.join(entry.flags)}"] if entry.flags else []
        lines += [f"msgctxt {quoted(key.context)}"] if key.context else []
        lines.append(f"msgid {quoted(key.msgid)}")
        if key.plural:
            lines.append(f"msgid_plural {quoted(key.plural)}")
            lines += [f"msgstr[{number}] {quoted(string)}" for number, string in enumerate(entry.strings)]
        else:
            lines.append(f"msgstr {quoted(entry.strings[0])}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def forms(key: Key, language: str) -> int:
    """How many strings a message has in a language."""
    return PLURALS[language][1] if key.plural else 1


def english(key: Key) -> list[str]:
    """The English strings, which are the ids themselves."""
    return [key.msgid, key.plural] if key.plural else [key.msgid]


# --- The three commands


def extract(only: Iterable[Path] = ()) -> int:
    """Bring catalogues up to date: new messages are added, unused ones dropped and named."""
    chosen = {path.resolve() for path in only}
    if unknown := chosen - set(extracted()):
        sys.exit(f"No Django application here: {', '.join(map(str, sorted(unknown)))}")
    known: dict[Key, list[str]] = {}
    for app in apps():
        known |= {
            key: entry.strings for key, entry in read(catalogue_path(app, "vi")).items() if all(entry.strings)
        }
    for app, keys in extracted().items():
        if chosen and app not in chosen:
            continue
        for language in LANGUAGES:
            path = catalogue_path(app, language)
            before = read(path)
            after: dict[Key, Entry] = {}
            for key in keys:
                kept = before.get(key, Entry([]))
                blank = [""] * forms(key, language)
                strings = english(key) if language == "en" else kept.strings or known.get(key, blank)
                after[key] = Entry(strings, [], kept.comments)
            if not after and not path.exists():
                continue
            text = written(after, language)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                print(f"{path.relative_to(ROOT)}: {len(after)} messages")
            if language == "vi":
                for key in sorted(before.keys() - after.keys()):
                    print(f"  dropped: {key.msgid!r} = {before[key].strings}")
                if missing := [key for key, entry in after.items() if not all(entry.strings)]:
                    print(f"  to translate: {len(missing)}")
    return 0


def faults_of(key: Key, entry: Entry, language: str) -> Iterator[str]:
    """Yield what is wrong with one translated message."""
    if "fuzzy" in entry.flags:
        yield "fuzzy"
    if len(entry.strings) != forms(key, language) or not all(entry.strings):
        yield "not translated"
        return
    if language == "en" and entry.strings != english(key):
        yield "the English text is not its id; run extract"
    own_words = QUOTED.sub("", key.msgid + key.plural)
    if foreign := sorted({letter for letter in own_words if letter.isalpha() and not letter.isascii()}):
        yield f"message ids are English, but this one has {''.join(foreign)}"
    for number, string in enumerate(entry.strings):
        source = key.plural if key.plural and (language == "vi" or number) else key.msgid
        if sorted(PLACES.findall(source)) != sorted(PLACES.findall(string)):
            yield f"places differ: {sorted(PLACES.findall(source))} and {sorted(PLACES.findall(string))}"
        if sorted(TAGS.findall(source)) != sorted(TAGS.findall(string)):
            yield "tags differ"
        if (source[:1].isspace(), source[-1:].isspace()) != (string[:1].isspace(), string[-1:].isspace()):
            yield "space at its ends differs"
        if not unicodedata.is_normalized("NFC", string):
            yield "not in NFC"


def check() -> list[str]:
    """Return every fault of every catalogue, one line each."""
    faults: list[str] = []
    wordings: dict[Key, dict[tuple[str, ...], str]] = defaultdict(dict)
    for app, keys in extracted().items():
        home = app.relative_to(PACKAGE)
        for language in LANGUAGES:
            entries = read(catalogue_path(app, language))
            faults += [
                f"{home} [{language}] missing, run extract: {key.msgid!r}"
                for key in sorted(keys - entries.keys())
            ]
            faults += [f"{home} [{language}] unused: {key.msgid!r}" for key in sorted(entries.keys() - keys)]
            for key, entry in sorted(entries.items()):
                faults += [
                    f"{home} [{language}] {fault}: {key.msgid!r}" for fault in faults_of(key, entry, language)
                ]
                if language == "vi" and all(entry.strings):
                    wordings[key][tuple(entry.strings)] = str(home)
    for key, different in sorted(wordings.items()):
        if len(different) > 1:
            said = "; ".join(f"{strings[0]!r} ({home})" for strings, home in different.items())
            faults.append(f"one message, several translations: {key.msgid!r}: {said}")
    return faults


def compile_catalogues() -> int:
    """Write each .mo that is missing or older than its .po; return how many were written."""
    count = 0
    for source in sorted(PACKAGE.rglob("django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        language = source.parent.parent.name
        catalogue = Catalog(locale=language, fuzzy=False)
        for key, entry in read(source).items():
            if all(entry.strings) and "fuzzy" not in entry.flags:
                catalogue.add(
                    (key.msgid, key.plural) if key.plural else key.msgid,
                    tuple(entry.strings) if key.plural else entry.strings[0],
                    context=key.context or None,
                )
        # Written beside and moved, so that a server starting meanwhile never reads half a catalogue.
        beside = target.with_suffix(f".{os.getpid()}.tmp")
        with beside.open("wb") as file:
            write_mo(file, catalogue)
        beside.replace(target)
        count += 1
    return count


def main() -> int:
    """Run one of the three commands."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("extract").add_argument("app", nargs="*", type=Path)
    commands.add_parser("check")
    commands.add_parser("compile")
    chosen = parser.parse_args()
    try:
        if chosen.command == "extract":
            return extract(chosen.app)
        if chosen.command == "compile":
            print(f"{compile_catalogues()} catalogues compiled")
            return 0
        faults = check()
    except Unreadable as error:
        sys.exit(str(error))
    print("\n".join(faults) if faults else "Both catalogues are complete.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
