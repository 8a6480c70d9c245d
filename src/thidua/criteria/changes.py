"""What differs between two versions, each place with a key by which a remark holds on to it."""

from collections.abc import Mapping
from typing import Any

from thidua.core.scoring import Change, diff_documents


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes from one document to another, both in their normal form."""
    return diff_documents(before, after)


def change_count(before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """How many places differ."""
    return len(changes_between(before, after))


def change_key(change: Change) -> str:
    """The key of a change's place: it holds as long as the place differs, whatever the values are."""
    return f"{change.section}:{change.code}:{change.place or change.kind}"[:200]
