"""What the checker sees in a table: errors that stop it from being agreed, and doubts to mend or to keep with a word.

A draft may be saved while its sums do not fit yet or a heading is still empty; everything else that is wrong is
refused at the door. Doubts are told for such a draft too: its sums are taken as if they fitted.
"""

import copy
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from thidua.core.scoring import Doubt, Scheme, SchemeProblem, check_scheme, read_scheme
from thidua.core.verdict import Sentence
from thidua.core.wording import sentence as worded
from thidua.criteria.documents.shape import is_group, node_at

# What an unfinished draft may have: sums that do not fit, a heading or a tree with nothing in it.
UNFINISHED: Final = frozenset({"sum_above_max", "sum_not_content_max", "list_empty"})
_ITEM: Final = re.compile(r"(bonus|deductions|disqualifiers|awards|bands)\[(\d+)\]")
_SUMS: Final = frozenset({"sum_below_max"})


@dataclass(frozen=True, slots=True)
class SchemeFinding:
    """One thing seen: an error or a doubt, at a node or item (`code`; empty for the table as a whole).

    `key` stays the same as long as the same is seen at the same place, so that a word why a doubt is kept holds for
    exactly that. `fix` names the band (from 0) and the expression that would mend it.
    """

    kind: str
    code: str
    path: str
    sentence: Sentence
    error: bool
    key: str
    fix: Mapping[str, object] | None = None


def hard_problems(document: Mapping[str, object]) -> tuple[SchemeProblem, ...]:
    """What may not even stand in a draft."""
    return tuple(problem for problem in read_scheme(document)[1] if not unfinished(problem))


def unfinished(problem: SchemeProblem) -> bool:
    """Whether a problem only says that the draft is not finished."""
    return problem.sentence.text in UNFINISHED and (
        problem.sentence.text != "list_empty" or problem.path.endswith(("children", "criteria", "(document)"))
    )


def findings_of(document: Mapping[str, Any]) -> tuple[SchemeFinding, ...]:
    """Everything seen, errors first, each in the order of the table."""
    scheme, problems = read_scheme(document)
    errors = tuple(_error(document, problem) for problem in problems)
    return (*errors, *(_doubt(doubt) for doubt in _doubts(document, scheme, problems)))


def _doubts(
    document: Mapping[str, Any], scheme: Scheme | None, problems: tuple[SchemeProblem, ...]
) -> Iterator[Doubt]:
    if scheme is not None:
        yield from check_scheme(scheme)
        return
    if not all(unfinished(problem) for problem in problems):
        return
    fitted, _ = read_scheme(_fitted(document))
    if fitted is not None:
        yield from (doubt for doubt in check_scheme(fitted) if doubt.kind not in _SUMS)


def _fitted(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with its sums made to fit; an empty heading counts as a leaf marked directly."""
    made: dict[str, Any] = copy.deepcopy(dict(document))

    def fit(rows: list[dict[str, Any]]) -> Decimal:
        whole = Decimal(0)
        for row in rows:
            if is_group(row) and not row["children"]:
                del row["children"]
                row["kind"] = "direct"
                row.pop("cap", None)
            elif is_group(row):
                inside = fit(row["children"])
                row["max"] = str(max(inside, Decimal(str(row["max"]))))
            whole += Decimal(str(row["max"]))
        return whole

    whole = fit(made.get("criteria") or [])
    made["total"] = {**made.get("total", {}), "content_max": str(whole)}
    return made


def _error(document: Mapping[str, Any], problem: SchemeProblem) -> SchemeFinding:
    code = str(problem.sentence.params.get("code") or "")
    node = node_at(document, problem.path)
    if node is not None:
        code = str(node.get("code") or code)
    elif (match := _ITEM.match(problem.path)) is not None:
        rows = document.get(match[1]) or []
        row = rows[int(match[2])] if int(match[2]) < len(rows) else {}
        code = str(row.get("code") or row.get("name") or code) if isinstance(row, dict) else code
    kind = problem.sentence.text
    return SchemeFinding(
        kind, code, problem.path, problem.sentence, error=True, key=_key(kind, code, problem.sentence)
    )


def _doubt(doubt: Doubt) -> SchemeFinding:
    key = _key(doubt.kind, doubt.code, doubt.sentence)
    return SchemeFinding(
        doubt.kind, doubt.code, doubt.path, doubt.sentence, error=False, key=key, fix=doubt.fix
    )


def _key(kind: str, code: str, sentence: Sentence) -> str:
    said = json.dumps([sentence.text, worded(sentence, "en")], ensure_ascii=False)
    return f"{kind}:{code[:64]}:{hashlib.sha256(said.encode()).hexdigest()[:16]}"
