"""The code as data: every module of the package parsed once, with the suppressions written in it.

A rule that must be broken somewhere is suppressed on its line, with a reason:

    entry.save(force_insert=True)  # house: writes -- the ledger writes itself, in the transaction of the verb
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "thidua"
# Not rooms: floors that hold no table of the domain.
FLOORS = {"core", "foundation", "web", "api", "config", "demo"}
SUPPRESSED = re.compile(r"#\s*house:\s*([a-z-]+)\s*(?:--\s*(\S.*))?$")


@dataclass(frozen=True, order=True)
class Fault:
    """A line that breaks a rule, and what to do about it."""

    place: str
    message: str

    def __str__(self) -> str:
        """Place and message, as a compiler would print them."""
        return f"{self.place}: {self.message}"


@dataclass(frozen=True)
class Module:
    """One Python file of the package."""

    path: Path
    parts: tuple[str, ...]
    text: str
    tree: ast.Module
    comments: dict[int, str] = field(default_factory=dict)

    @property
    def room(self) -> str:
        """The first folder under the package: a floor or a room."""
        return self.parts[0]

    @property
    def role(self) -> str:
        """What a module is in its room: `actions`, `queries`, … also for the modules of a package of that name."""
        return self.parts[1] if len(self.parts) > 1 else ""

    @property
    def in_room(self) -> bool:
        """Whether it belongs to a room of the domain."""
        return self.room not in FLOORS and len(self.parts) > 1

    def place(self, line: int) -> str:
        """Where a line stands."""
        return f"{self.path}:{line}"

    def suppresses(self, rule: str, line: int) -> bool:
        """Whether the line says, with a reason, that it must break the rule."""
        found = SUPPRESSED.search(self.comments.get(line, ""))
        return found is not None and found[1] == rule and bool(found[2])


def parse(text: str, path: str) -> Module:
    """A module from its text; `path` is relative to the package, as in `covenants/actions.py`."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}
    shown = Path("src/thidua") / path
    return Module(shown, Path(path).with_suffix("").parts, text, ast.parse(text), comments)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package except migrations, which are frozen history."""
    return tuple(
        parse(path.read_text(encoding="utf-8"), str(path.relative_to(PACKAGE)))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts
    )


def chain(node: ast.expr) -> list[str]:
    """The names along a chain of attributes and calls: `Unit.objects.filter(…).update` -> Unit, objects, filter, update."""
    names: list[str] = []
    while True:
        match node:
            case ast.Attribute(value=inner, attr=name):
                names.append(name)
                node = inner
            case ast.Call(func=inner) | ast.Subscript(value=inner):
                node = inner
            case ast.Name(id=name):
                return [name, *names[::-1]]
            case _:
                return names[::-1]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def decorators(node: ast.FunctionDef) -> set[str]:
    """The last names of a function's decorators."""
    return {names[-1] for decorator in node.decorator_list if (names := chain(decorator))}
