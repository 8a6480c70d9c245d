"""Reference pages written from the code: settings, commands, permissions, states, audit names, tables.

    python scripts/reference.py           write docs/reference/*.md
    python scripts/reference.py --check   say which pages are out of date; exit 1 if any is

`glossary.md` beside them is written by people.
"""

import argparse
import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.utils import translation

from thidua.config.env import env

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "reference"
VAR = ROOT / "var" / "docs"
# Answered by the command line itself, without Django.
PURE = ("score", "scheme check")
HEADS = ["Argument", "Default", "Meaning"]
# Every command of Django has these.
GENERAL = {
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
    "help",
}
NOTE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->"


def cell(text: object) -> str:
    """Text that fits a table's cell."""
    return " ".join(str(text).split()).replace("|", "\\|")


def table(heads: list[str], rows: list[list[object]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *[[cell(value) for value in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def first_paragraph(thing: object) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(thing) or "").partition("\n\n")[0].split())


def rooms() -> list[str]:
    """The rooms of the domain that are installed, lowest floor first as they are named in settings."""
    apart = {"thidua.foundation", "thidua.demo"}
    return [name.removeprefix("thidua.") for name in settings.ROOMS if name not in apart]


def modules_of(room: str, role: str) -> Iterator[ModuleType]:
    """Yield `thidua.<room>.<role>`, and its modules when it is a package."""
    try:
        module = importlib.import_module(f"thidua.{room}.{role}")
    except ModuleNotFoundError as missing:
        if missing.name != f"thidua.{room}.{role}":
            raise
        return
    yield module
    for found in pkgutil.iter_modules(getattr(module, "__path__", ())):
        yield importlib.import_module(f"thidua.{room}.{role}.{found.name}")


def public_functions(room: str, role: str) -> dict[str, FunctionType]:
    """The public functions a room's modules of a role define, by name."""
    return {
        name: function
        for module in modules_of(room, role)
        for name, function in sorted(vars(module).items())
        if isinstance(function, FunctionType)
        and function.__module__ == module.__name__
        and not name.startswith("_")
    }


def settings_page() -> str:
    """Every environment variable that is read."""
    rows: list[list[object]] = [
        [
            f"`{variable.name}`",
            variable.kind,
            _anywhere(variable.default),
            variable.sentence,
        ]
        for _, variable in sorted(env.declared.items())
    ]
    return "Read from the environment when the program starts.\n\n" + table(
        ["Name", "Kind", "Default", "Meaning"], rows
    )


def _anywhere(default: str) -> str:
    """A default as it reads on any machine: places inside the var folder under its usual name."""
    return f"`{default.replace(str(VAR), 'var/local')}`" if default else ""


def commands() -> dict[str, str]:
    """Every command of `thidua`: those that need no settings, and those the applications bring."""
    pure = dict.fromkeys(PURE, "")
    return pure | {name: str(app) for name, app in get_commands().items() if str(app).startswith("thidua.")}


def commands_page() -> str:
    """Every command of `thidua`, with its arguments as argparse knows them."""
    parts = ["`.venv/bin/thidua <command> --help` tells the same."]
    for name, app in sorted(commands().items()):
        if not app:
            parts += [f"## `thidua {name}`", f"```text\n{_help_of(name)}\n```"]
            continue
        command = load_command_class(app, name)
        parser = command.create_parser("thidua", name)
        rows = list(_arguments(parser, GENERAL | set(command.base_stealth_options)))
        parts += [f"## `thidua {name}`", str(command.help), *([table(HEADS, rows)] if rows else [])]
    return "\n\n".join(parts)


def _help_of(command: str) -> str:
    """What a command that needs no settings says of itself, at a width that does not depend on the terminal."""
    words = [sys.executable, "-m", "thidua", *command.split(), "--help"]
    said = subprocess.run(
        words, env={**os.environ, "COLUMNS": "110"}, capture_output=True, text=True, check=True
    )
    return said.stdout.strip()


def _arguments(
    parser: argparse.ArgumentParser, general: set[str], prefix: str = ""
) -> Iterator[list[object]]:
    for action in parser._actions:  # noqa: SLF001 -- argparse has no public way to list what it was taught
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 -- as above
            for name, inner in action.choices.items():
                said = next((choice.help for choice in action._choices_actions if choice.dest == name), "")  # noqa: SLF001 -- as above
                yield [f"`{prefix}{name}`", "", said or ""]
                yield from _arguments(inner, general, f"{prefix}{name} ")
        elif action.dest not in general:
            shown = ", ".join(action.option_strings) or str(action.metavar or action.dest)
            default = "" if action.default in {None, False, argparse.SUPPRESS} else f"`{action.default}`"
            yield [f"`{prefix}{shown}`", default, action.help or ""]


def permissions_page() -> str:
    """Who may do what, and who sees what: the functions that decide, with their own words."""
    parts = [
        "Each question has one function that answers it with a verdict and its reasons; each list shows only what its "
        "function lets through. A system administrator has no power in business by being one."
    ]
    for room in rooms():
        found = {
            name: function
            for name, function in public_functions(room, "permissions").items()
            if name.startswith("may_") or name.endswith("_visible_to")
        }
        if not found:
            continue
        rows: list[list[object]] = [
            [f"`{name}`", first_paragraph(function)] for name, function in found.items()
        ]
        parts += [f"## {room}", table(["Function", "Answer"], rows)]
        parts += [
            matrix(value)
            for module in modules_of(room, "permissions")
            if (value := getattr(module, "MATRIX", None))
        ]
    return "\n\n".join(parts)


def matrix(rules: dict[Any, Any]) -> str:
    """A room's table of roles by acts, where it keeps one: {act: roles}."""
    rows: list[list[object]] = [
        [
            f"`{getattr(act, '__name__', act)}`",
            ", ".join(sorted(getattr(role, "value", str(role)) for role in roles)),
        ]
        for act, roles in rules.items()
    ]
    return table(["Act", "Roles"], rows)


def states_page() -> str:
    """The states of each thing that has a life, and the verbs between them."""
    parts = ["A verb that is not in the table is refused in that state, by the action and by the page."]
    for room in rooms():
        for module in modules_of(room, "states"):
            transitions = getattr(module, "TRANSITIONS", None)
            if not transitions:
                continue
            first = getattr(module, "INITIAL", next(iter(transitions))[0])
            kind = type(first)
            arrows = [f"    [*] --> {first.value}"]
            arrows += [
                f"    {before.value} --> {after.value}: {verb}"
                for (before, verb), after in transitions.items()
            ]
            rows: list[list[object]] = [
                [before.value, f"`{verb}`", after.value] for (before, verb), after in transitions.items()
            ]
            parts += [
                f"## {kind.__name__} ({room})",
                first_paragraph(module),
                "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```"]),
                table(["State", "Verb", "Next"], rows),
            ]
    return "\n\n".join(parts)


def audit_page() -> str:
    """Every name an act is recorded under, with its sentence in both languages."""
    from thidua.foundation.audit import REGISTERED  # noqa: PLC0415 -- its tables need Django to be set up

    rows: list[list[object]] = []
    for name, sentence in sorted(REGISTERED.items()):
        with translation.override("vi"):
            rows.append([f"`{name}`", translation.gettext(sentence), sentence])
    return (
        "Each act leaves one entry or more in the ledger. `{actor}`, `{on}` and the other places are filled with what "
        "was recorded.\n\n" + table(["Name", "Tiếng Việt", "English"], rows)
    )


def tables_page() -> str:
    """Every table: its name, its word in both languages, what a row is."""
    rows: list[list[object]] = []
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label_lower):
        if model.__module__.startswith("thidua.") and not model._meta.auto_created:
            with translation.override("vi"):
                words = translation.gettext(str(model._meta.verbose_name))
            rows.append([f"`{model._meta.label}`", words, model._meta.verbose_name, first_paragraph(model)])
    return "Words as in the [glossary](glossary.md).\n\n" + table(
        ["Table", "Tiếng Việt", "English", "One row is"], rows
    )


WRITTEN: dict[str, tuple[str, Callable[[], str]]] = {
    "settings": ("Settings", settings_page),
    "commands": ("Commands", commands_page),
    "permissions": ("Permissions", permissions_page),
    "states": ("States", states_page),
    "audit": ("Names of acts", audit_page),
    "tables": ("Tables", tables_page),
}


def pages() -> dict[Path, str]:
    """Every page, as it should read."""
    index = [f"- [{title}]({name}.md): {first_paragraph(write)}" for name, (title, write) in WRITTEN.items()]
    index.append("- [Glossary](glossary.md): the words of the field in both languages; written by people.")
    found = {"README": "\n".join([NOTE, "", "# Reference", "", *index])}
    found |= {name: f"{NOTE}\n\n# {title}\n\n{write()}" for name, (title, write) in WRITTEN.items()}
    return {PAGES / f"{name}.md": text.rstrip() + "\n" for name, text in found.items()}


def stale() -> list[str]:
    """The pages that do not say what the code says."""
    return [
        str(path.relative_to(ROOT))
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, say what is out of date")
    chosen = parser.parse_args()
    _set_up()
    behind = stale()
    if chosen.check:
        print(
            "\n".join(behind) + "\nout of date: run make docs"
            if behind
            else "The reference says what the code says."
        )
        return int(bool(behind))
    PAGES.mkdir(parents=True, exist_ok=True)
    written = pages()
    for name in behind:
        (ROOT / name).write_text(written[ROOT / name], encoding="utf-8")
        print(name)
    return 0


def _set_up() -> None:
    """Start Django with the defaults of a new installation, so that the pages do not show this machine's settings."""
    for name in [name for name in os.environ if name.startswith("THIDUA_")]:
        del os.environ[name]
    # Sentences are shown in both languages as the catalogues have them now.
    subprocess.run(
        [sys.executable, ROOT / "scripts" / "messages.py", "compile"], stdout=subprocess.DEVNULL, check=True
    )
    os.environ["THIDUA_VAR"] = str(VAR)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
