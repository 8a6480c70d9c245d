"""After each journey every declared truth of the house must still hold."""

from collections.abc import Iterator

import pytest

from thidua.foundation.checks import untruths


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--pictures`: let a real Chromium take pictures of the year's story."""
    parser.addoption(
        "--pictures", default=None, help="folder for the pictures of tests/journeys/test_a_year.py"
    )


@pytest.fixture(autouse=True)
def _truths_hold_at_the_end(db: None) -> Iterator[None]:
    yield
    found = [f"{untruth.invariant}: {untruth.on}: {untruth.detail}" for untruth in untruths()]
    assert not found, "\n".join(["", *found])
