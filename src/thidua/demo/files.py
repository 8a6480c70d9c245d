"""The story's files, read exactly: numbers stay decimals, days stay days."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent / "data"


class Plain(yaml.SafeLoader):
    """Only `true` and `false` are truth values: a key named `on` stays a word."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@cache
def read(name: str) -> dict[str, Any]:
    """One file of the story by its name without ending."""
    with (DATA / f"{name}.yaml").open(encoding="utf-8") as stream:
        found: dict[str, Any] = yaml.load(stream, Loader=Plain)  # noqa: S506 -- a safe loader of our own
    return found
