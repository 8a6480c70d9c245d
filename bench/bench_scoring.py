"""Time the scoring of blocs and print it as ratios to a plain Python loop on the same machine in the same run.

    python bench/bench_scoring.py [--repeat 20]

A bloc is 12 units by 80 leaves of every kind, with bonus, deductions and ties. "recompute" is `score` on results
already parsed, "from documents" also parses them. The baseline touches every cell once: it multiplies, divides and
sums the same number of floats in a dictionary.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from decimal import Decimal

from thidua.core.scoring import Results, Scheme, parse_results, parse_scheme, possible_standings, score

UNITS, LEAVES, BLOCS = 12, 80, 60
STEPS = [
    {"when": "x >= 90", "points": "1"},
    {"when": "80 <= x < 90", "points": "0.8"},
    {"when": "x < 80", "points": "0"},
]
KINDS: list[dict[str, object]] = [
    {"kind": "pass_fail"},
    {"kind": "direct"},
    {"kind": "proportional"},
    {"kind": "proportional", "direction": "lower", "capped": False},
    {"kind": "completion"},
    {"kind": "step", "steps": STEPS},
    {"kind": "lateness", "steps": [{"when": "d <= 0", "points": "1"}, {"when": "d > 0", "points": "0.5"}]},
    {"kind": "dated", "steps": [{"until": "2023-02-28", "points": "1"}], "require": 2},
    {"kind": "count", "per_item": "0.25"},
    {"kind": "deduct_per_event", "per_event": "0.25", "events": {"late": 1, "missing": 2}},
    {"kind": "deduct_step", "steps": [{"when": "x <= 5", "points": 0}, {"when": "x > 5", "points": "-0.5"}]},
    {"kind": "banded_target", "then": "proportional", "bands": [{"when": "n >= 0", "target": 75}]},
    {"kind": "external", "map": {"good": 1, "fair": "0.5"}},
    {"kind": "relative_to_leader", "share_at_target": "0.5"},
    {"kind": "unit_targets"},
]


def scheme_document() -> dict[str, object]:
    """A scheme of 80 leaves in 8 groups."""
    leaves = [
        {"code": f"{place // 10}.{place % 10}", "max": 1, **KINDS[place % len(KINDS)]}
        for place in range(LEAVES)
    ]
    groups = [
        {"code": str(place), "max": 10, "children": leaves[place * 10 : place * 10 + 10]}
        for place in range(LEAVES // 10)
    ]
    return {
        "format": "thidua-scheme/1",
        "rounding": {"decimals": 2},
        "total": {"content_max": LEAVES, "bonus_max": 5, "deduction_floor": -5},
        "ranking": {"ties": ["0", "deductions"], "votes": True},
        "criteria": groups,
        "bonus": [{"code": "T1", "points": 1}],
        "deductions": [{"code": "X1", "points": -1}],
    }


def entry(kind: str, rng: random.Random) -> dict[str, object]:
    """One entry of a kind."""
    target, actual = rng.randint(50, 100), f"{rng.randint(300, 1200) / 10}"
    entries: dict[str, dict[str, object]] = {
        "pass_fail": {"achieved": rng.random() < 0.8},
        "direct": {"points": f"0.{rng.randint(0, 99):02d}"},
        "proportional": {"target": target, "actual": actual},
        "completion": {"percent": rng.randint(0, 110)},
        "step": {"x": actual},
        "lateness": {"days_late": rng.randint(-2, 9)},
        "dated": {"date": "2023-02-20", "parts": rng.randint(1, 3)},
        "count": {"count": rng.randint(0, 6)},
        "deduct_per_event": {"events": {"late": rng.randint(0, 3)}},
        "deduct_step": {"x": rng.randint(0, 10)},
        "banded_target": {"n": rng.randint(1, 9000), "actual": actual},
        "external": {"rating": rng.choice(["good", "fair"])},
        "relative_to_leader": {"target": target, "actual": actual},
        "unit_targets": {
            "targets": [
                {"name": str(place), "weight": "0.25", "target": 90, "actual": rng.randint(60, 100)}
                for place in range(4)
            ]
        },
    }
    return entries[kind]


def results_document(seed: int) -> dict[str, object]:
    """Results of 12 units, by a seed."""
    rng = random.Random(seed)
    units = {
        f"U{unit:02d}": {
            "leaves": {
                f"{place // 10}.{place % 10}": entry(str(KINDS[place % len(KINDS)]["kind"]), rng)
                for place in range(LEAVES)
            },
            "bonus": {"T1": rng.randint(0, 3)},
            "deductions": {"X1": rng.randint(0, 2)},
        }
        for unit in range(UNITS)
    }
    return {"format": "thidua-results/1", "units": units}


def baseline() -> float:
    """Touch as many cells in plain Python as a bloc has."""
    total = 0.0
    for unit in range(UNITS):
        cells = {leaf: 1.0 * (leaf + unit) / 75.0 for leaf in range(LEAVES)}
        total += sum(round(value, 2) for value in cells.values())
    return total


def milliseconds(work: Callable[[], object], repeat: int) -> tuple[float, float]:
    """The least and the median CPU time of one run: waiting for others on the machine is left out."""
    times: list[float] = []
    for _ in range(repeat):
        start = time.thread_time()
        work()
        times.append((time.thread_time() - start) * 1000)
    return min(times), statistics.median(times)


def recompute_all(scheme: Scheme, parsed: list[Results]) -> None:
    """Score bloc after bloc, keeping none, as a night's recomputation would store each and go on."""
    for results in parsed:
        score(scheme, results)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=20)
    repeat = parser.parse_args().repeat
    scheme = parse_scheme(scheme_document())
    documents = [results_document(seed) for seed in range(BLOCS)]
    parsed = [parse_results(document, scheme) for document in documents]
    plain, _ = milliseconds(baseline, repeat)
    rows: list[tuple[str, Callable[[], object], int, float | None]] = [
        ("parse the scheme", lambda: parse_scheme(scheme_document()), repeat, None),
        ("parse the results of one bloc", lambda: parse_results(documents[0], scheme), repeat, None),
        ("recompute one bloc", lambda: score(scheme, parsed[0]), repeat, 5.0),
        ("one bloc from documents", lambda: score(scheme, parse_results(documents[0], scheme)), repeat, None),
        (
            "possible totals and places of one bloc",
            lambda: possible_standings(scheme, parsed[0]),
            repeat,
            None,
        ),
        ("recompute 60 blocs", lambda: recompute_all(scheme, parsed), max(3, repeat // 5), 250.0),
    ]
    print(f"{UNITS} units × {LEAVES} leaves; baseline loop {plain:.3f} ms (CPU time: least and median)")
    for name, work, times, limit in rows:
        least, middle = milliseconds(work, times)
        verdict = "" if limit is None else f"  limit {limit:g} ms: {'kept' if middle <= limit else 'MISSED'}"
        print(f"{name:40}{least:9.2f}{middle:9.2f} ms{least / plain:8.1f} × baseline{verdict}")
    assert isinstance(score(scheme, parsed[0]).units["U00"].total, Decimal)  # noqa: S101 -- what was timed is exact


if __name__ == "__main__":
    main()
