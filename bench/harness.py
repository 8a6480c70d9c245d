"""The harness of `make bench`: figures of this machine, beside a bare page and a bare query of the same run.

A benchmark is a function decorated with `measure`; it returns or yields what is to be timed:

    @measure("matrix page, 12 x 80", unit="page", limit_ms=60)
    def matrix_page(stage: Stage) -> Callable[[], object]:
        … make rows …
        return lambda: stage.get("/cham-diem/…/")

Times are CPU time of this process (user and system), because two cores shared with others make the clock on the wall
useless; the best of several rounds counts. A limit that is passed is shown, and the run ends with 1.
"""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROUNDS = 5
# Long enough that the resolution of the process clock is noise.
ROUND_SECONDS = 0.2


@dataclass(frozen=True)
class Benchmark:
    """One thing that is timed, against what it is held, and how often at most."""

    name: str
    against: str
    limit_ms: float | None
    most_queries: int | None
    prepare: "Callable[[Stage], Callable[[], object]]"


@dataclass(frozen=True)
class Figure:
    """What was found: CPU milliseconds of one call, and the queries it made."""

    benchmark: Benchmark
    milliseconds: float
    queries: int

    @property
    def fault(self) -> str:
        """Which limit was passed, or nothing."""
        limit, most = self.benchmark.limit_ms, self.benchmark.most_queries
        if limit is not None and self.milliseconds > limit:
            return f"over {limit:g} ms"
        return f"over {most} queries" if most is not None and self.queries > most else ""


BENCHMARKS: list[Benchmark] = []


@dataclass
class Stage:
    """What a benchmark works with: a client that is signed in or not, and the actors it made."""

    client: Client = field(default_factory=Client)

    def get(self, path: str, **headers: Any) -> HttpResponse:
        """Ask for a page; anything but 200 is an error of the benchmark."""
        answer = self.client.get(path, **headers)
        if answer.status_code != 200:
            raise AssertionError(f"{path} answered {answer.status_code}")
        return answer  # type: ignore[return-value]  # the client's answer carries more than the stub says


def measure(
    name: str, *, against: str = "page", limit_ms: float | None = None, most_queries: int | None = None
) -> Callable[[Callable[[Stage], Callable[[], object]]], Callable[[Stage], Callable[[], object]]]:
    """Register a benchmark. `against` is `page` or `query`: what its ratio is taken to."""

    def keep(prepare: Callable[[Stage], Callable[[], object]]) -> Callable[[Stage], Callable[[], object]]:
        BENCHMARKS.append(Benchmark(name, against, limit_ms, most_queries, prepare))
        return prepare

    return keep


def timed(work: Callable[[], object]) -> float:
    """CPU milliseconds of one call: the best of some rounds, each of as many calls as fill it."""
    work()
    gc.collect()
    gc.freeze()  # as the server does with what it has loaded
    calls, best = 1, float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        while True:
            started = time.process_time()
            for _ in range(calls):
                work()
            spent = time.process_time() - started
            if spent >= ROUND_SECONDS or calls > 100_000:
                break
            calls = max(calls + 1, int(calls * 1.2 * ROUND_SECONDS / max(spent, 1e-4)))
        best = min(best, spent / calls)
    return best * 1000


def counted(work: Callable[[], object]) -> int:
    """How many queries one call makes."""
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def bare_page(request: HttpRequest) -> HttpResponse:
    """What a page costs before it does anything: all middleware, no work."""
    del request
    return HttpResponse("hello")


def bare_query() -> object:
    """What a question to the database costs before it means anything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()


def run(chosen: str = "") -> list[Figure]:
    """Measure what is registered (those whose name holds `chosen`) and print a table; return the figures."""
    stage = Stage()
    yardsticks = {"page": timed(lambda: stage.get("/bare")), "query": timed(bare_query)}
    print(f"{'bare page':<52}{yardsticks['page']:>10.3f} ms")
    print(f"{'bare query':<52}{yardsticks['query']:>10.3f} ms")
    print(f"\n{'':52}{'CPU':>10}   {'ratio':>16}{'queries':>9}")
    figures = []
    for benchmark in BENCHMARKS:
        if chosen in benchmark.name:
            work = benchmark.prepare(Stage())
            figure = Figure(benchmark, timed(work), counted(work))
            ratio = f"{figure.milliseconds / yardsticks[benchmark.against]:.1f} × {benchmark.against}"
            print(
                f"{benchmark.name:<52}{figure.milliseconds:>10.2f} ms{ratio:>16}{figure.queries:>9}  {figure.fault}"
            )
            figures.append(figure)
    return figures
