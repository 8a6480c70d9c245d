"""After each journey every declared truth of the house must still hold."""

from collections.abc import Iterator

import pytest

from thidua.foundation.checks import untruths


@pytest.fixture(autouse=True)
def _truths_hold_at_the_end(db: None) -> Iterator[None]:
    yield
    found = [f"{untruth.invariant}: {untruth.on}: {untruth.detail}" for untruth in untruths()]
    assert not found, "\n".join(["", *found])
