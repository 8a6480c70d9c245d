"""The story's files, read exactly: numbers stay decimals, days stay days."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent / "data"


@cache
def read(name: str) -> dict[str, Any]:
    """One file of the story by its name without ending."""
    with (DATA / f"{name}.yaml").open(encoding="utf-8") as stream:
        found: dict[str, Any] = yaml.safe_load(stream)
    return found
