"""Scoring without a database: one bloc of 12 units by 80 leaves, and 60 of them. `bench_scoring.py` alone tells more."""

from collections.abc import Callable

from bench.bench_scoring import BLOCS, results_document, scheme_document
from bench.harness import Stage, measure
from thidua.core.scoring import parse_results, parse_scheme, score


@measure("recompute one bloc, 12 × 80", limit_ms=5)
def one_bloc(stage: Stage) -> Callable[[], object]:
    """All leaves, totals, ranks and explanations of one bloc."""
    del stage
    scheme = parse_scheme(scheme_document())
    results = parse_results(results_document(1), scheme)
    return lambda: score(scheme, results)


@measure("recompute 60 blocs", limit_ms=250)
def sixty_blocs(stage: Stage) -> Callable[[], object]:
    """A province's blocs, one after another."""
    del stage
    scheme = parse_scheme(scheme_document())
    blocs = [parse_results(results_document(seed), scheme) for seed in range(BLOCS)]
    return lambda: [score(scheme, results) for results in blocs]
