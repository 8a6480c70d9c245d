"""The smallest application that can be served, and what serves it in the tests of `serving`."""

import sys
from collections.abc import Callable, Iterable

from thidua.config import serving


def application(
    environ: dict[str, object], start: Callable[[str, list[tuple[str, str]]], object]
) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


if __name__ == "__main__":
    serving.APPLICATION = "tests.config.hello:application"
    serving.serve(
        "127.0.0.1",
        int(sys.argv[1]),
        1,
        with_worker=False,
        announce=lambda address: print(address, flush=True),
    )
