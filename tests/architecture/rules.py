"""The habits of the house that a parser can see. Each rule yields the lines that break it, and says what to do instead."""

import ast
from collections.abc import Callable, Iterator

from tests.architecture.source import Module, chain, decorators, functions

type Finding = tuple[int, str]
type Rule = Callable[[Module], Iterator[Finding]]

VAGUE_VERBS = ("update_", "process_", "handle_", "do_", "manage_")
VAGUE_NOUNS = ("Manager", "Helper", "Util", "Utils", "Data", "Info")
WRITES = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
QUERYSETS = {"objects", "filter", "exclude", "all", "select_for_update", "order_by"}
MAIL = {
    "send_mail",
    "send_mass_mail",
    "mail_admins",
    "mail_managers",
    "EmailMessage",
    "EmailMultiAlternatives",
}
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
REQUEST_METHODS = {"get", "post", "put", "patch", "delete"}
VIEW_LINES = 40


def verbs_are_whole(module: Module) -> Iterator[Finding]:
    """Whoever writes is a verb: keyword-only, with an actor, in one transaction that leaves a trace."""
    if not (module.in_room and module.role == "actions"):
        return
    for node in module.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        marks = decorators(node)
        if node.name.startswith("record_"):
            if "requires_transaction" not in marks:
                yield node.lineno, f"{node.name} is a building block: decorate it with @requires_transaction"
        elif "action" in marks:
            if node.args.args or node.args.posonlyargs or node.args.vararg:
                yield node.lineno, f"{node.name} takes keyword arguments only: write `def {node.name}(*, …)`"
            if "actor" not in {argument.arg for argument in node.args.kwonlyargs}:
                yield node.lineno, f"{node.name} does not say who acts: take `actor`"
        elif _writes(node):
            yield (
                node.lineno,
                f"{node.name} writes, so it is a verb: decorate it with @action, or name it record_…",
            )


def _writes(node: ast.AST) -> bool:
    return any(
        names[-1] in WRITES
        or names[-1].startswith("record")
        or (names[-1] in {"create", "update"} and QUERYSETS & set(names))
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and (names := chain(call.func))
    )


def verbs_are_words_of_the_domain(module: Module) -> Iterator[Finding]:
    """What is done is named as the domain names it."""
    if module.in_room and module.role == "actions":
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith(VAGUE_VERBS):
                yield (
                    node.lineno,
                    f"{node.name} says nothing of the domain: name what is done, as in sign_covenant",
                )


def nouns_are_words_of_the_domain(module: Module) -> Iterator[Finding]:
    """A class outside the foundation is named as the domain names it."""
    if module.room in {"foundation", "config"}:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and (
            node.name.endswith(VAGUE_NOUNS) or node.name.startswith("Base")
        ):
            yield (
                node.lineno,
                f"class {node.name}: name the thing, without Manager, Helper, Util, Data, Info or Base",
            )


def writes(module: Module) -> Iterator[Finding]:
    """Rows are written in actions and nowhere else."""
    if module.room in {"foundation", "core", "config"} or (
        module.in_room and module.role in {"actions", "models"}
    ):
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        names = chain(node.func)
        touches_rows = names[-1] in WRITES or (names[-1] in {"create", "update"} and QUERYSETS & set(names))
        if touches_rows and names[0] != "super":
            yield node.lineno, f".{names[-1]}() writes rows: only a room's actions do; call one"


def locks(module: Module) -> Iterator[Finding]:
    """What is read to be written is locked without blocking those who only point at it."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and chain(node.func)[-1:] == ["select_for_update"]:
            given = {word.arg: getattr(word.value, "value", None) for word in node.keywords}
            if given.get("no_key") is not True:
                yield node.lineno, "select_for_update(no_key=True): rows that refer to this one must not wait"


def saves(module: Module) -> Iterator[Finding]:
    """A save names what changed, so that two people's changes to one row do not undo each other."""
    if not (module.in_room and module.role == "actions"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save":
            words = {word.arg for word in node.keywords}
            if not words & {"update_fields", "force_insert"}:
                yield (
                    node.lineno,
                    "save(update_fields=[…]) for a change, save(force_insert=True) for a new row",
                )


def mail(module: Module) -> Iterator[Finding]:
    """Mail leaves through the outbox, after the transaction has been kept."""
    if module.room == "foundation":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and chain(node.func)[-1:] and chain(node.func)[-1] in MAIL:
            yield node.lineno, "mail leaves through foundation.outbox.put, so that a rollback takes it back"


def clocks(module: Module) -> Iterator[Finding]:
    """Time is passed in: below the edges nobody looks at a clock."""
    roles = {"actions", "queries", "permissions", "states", "models"}
    if not (module.room == "core" or (module.in_room and module.role in roles)):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and (names := chain(node.func)) and names[-1] in CLOCKS:
            yield node.lineno, f"{'.'.join(names)}() looks at a clock: take `at` or `on` as an argument"


def one_call(module: Module) -> Iterator[Finding]:
    """A request method makes at most one call to one action, and is short enough to be read at a glance."""
    if module.room not in {"web", "api"}:
        return
    actions = _imported_actions(module.tree)
    for node in functions(module.tree):
        calls = [
            names
            for call in ast.walk(node)
            if isinstance(call, ast.Call) and (names := chain(call.func)) and (names[0] in actions)
        ]
        if len(calls) > 1:
            said = ", ".join(".".join(names) for names in calls)
            yield node.lineno, f"{node.name} calls {len(calls)} actions ({said}): one request, one verb"
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if node.name in REQUEST_METHODS and lines > VIEW_LINES:
            yield (
                node.lineno,
                f"{node.name} has {lines} lines, at most {VIEW_LINES}: load, gate, form, call, answer",
            )


def _imported_actions(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("thidua."):
            parts = node.module.split(".")
            names |= {
                alias.asname or alias.name
                for alias in node.names
                if "actions" in parts or alias.name == "actions"
            }
    return {name for name in names if not name[0].isupper()}


def exact(module: Module) -> Iterator[Finding]:
    """The core counts exactly: no floats, and every value has a type."""
    if module.room != "core":
        return
    for node in ast.walk(module.tree):
        match node:
            case ast.Constant(value=float()):
                yield node.lineno, f"{node.value!r} is a float: write Decimal or Fraction"
            case ast.Call(func=ast.Name(id="float"), args=[ast.Constant(value="inf" | "-inf" | "nan")]):
                pass
            case ast.Call(func=ast.Name(id="float")):
                yield node.lineno, "float() loses digits: keep Decimal or Fraction"
            case ast.Name(id="Any") | ast.alias(name="Any"):
                yield node.lineno, "Any hides what a value is: name its type, or object"
            case _:
                pass


def permissions(module: Module) -> Iterator[Finding]:
    """Who may, and which rows: asked alike everywhere, and on a day."""
    if not (module.in_room and module.role == "permissions"):
        return
    for node in module.tree.body:
        if not isinstance(node, ast.FunctionDef) or not (
            node.name.startswith("may_") or node.name.endswith("_visible_to")
        ):
            continue
        if [argument.arg for argument in node.args.args[:1]] != ["actor"]:
            yield node.lineno, f"{node.name} asks of somebody: its first argument is `actor`"
        if "on" not in {argument.arg for argument in node.args.kwonlyargs}:
            yield node.lineno, f"{node.name} holds on a day: take `*, on`"
        returns = ast.unparse(node.returns) if node.returns else ""
        if node.name.startswith("may_") and returns != "Verdict":
            yield node.lineno, f"{node.name} returns a Verdict, so that a refusal can say why"


def frozen(module: Module) -> Iterator[Finding]:
    """What a query returns cannot be changed by who asked."""
    if not (module.in_room and module.role == "queries"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for mark in node.decorator_list:
                given = {
                    word.arg: getattr(word.value, "value", None) for word in getattr(mark, "keywords", ())
                }
                if chain(mark)[-1:] == ["dataclass"] and given.get("frozen") is not True:
                    yield node.lineno, f"{node.name} is what a query returns: @dataclass(frozen=True)"


def legal_terms(module: Module) -> Iterator[Finding]:
    """A room says in its first line which notion it holds, in Vietnamese too."""
    if module.in_room and module.parts[-1] == "__init__" and len(module.parts) == 2:
        first = (ast.get_docstring(module.tree) or "").partition("\n")[0]
        if "«" not in first or "»" not in first:
            yield 1, "the first line of a room's docstring carries its Vietnamese term in «guillemets»"


RULES: dict[str, Rule] = {
    "whole-verbs": verbs_are_whole,
    "domain-verbs": verbs_are_words_of_the_domain,
    "domain-nouns": nouns_are_words_of_the_domain,
    "writes": writes,
    "locks": locks,
    "saves": saves,
    "mail": mail,
    "clocks": clocks,
    "one-call": one_call,
    "exact": exact,
    "permissions": permissions,
    "frozen": frozen,
    "legal-terms": legal_terms,
}
