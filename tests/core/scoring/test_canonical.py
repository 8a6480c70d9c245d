"""One writing for one meaning, whatever wrote the file."""

import yaml

from tests.core.scoring.making import leaf, scheme_doc
from thidua.core.loading import load_document
from thidua.core.scoring import canonical_scheme, parse_results, parse_scheme, score, scorecard_document

SCHEME = """
format: thidua-scheme/1
rounding: {decimals: 2}
total: {content_max: 20, may_exceed_content_max: no}
ranking: {votes: yes}
bonus: [{code: "1.10", points: 1.0, once: on}]
criteria:
  - {code: A, max: 10.0, kind: dated, steps: [{until: 2022-02-28, points: 10}]}
  - {code: B, max: 10, kind: step, steps: [{when: "90 <= x", points: 7.5}, {when: "90 > x", points: 0}]}
"""
RESULTS = """
format: thidua-results/1
period: {from: 2022-01-01, to: 2022-12-31}
units: {CA: {leaves: {A: {date: 2022-02-01}, B: {x: 90.1}}, bonus: {"1.10": 1}}}
"""


def test_what_another_reader_of_yaml_gives_means_the_same():
    own = [load_document(text.encode(), name="a.yaml") for text in (SCHEME, RESULTS)]
    theirs = [yaml.safe_load(text) for text in (SCHEME, RESULTS)]

    schemes = [parse_scheme(documents[0]) for documents in (own, theirs)]
    cards = [
        scorecard_document(score(scheme, parse_results(documents[1], scheme)), scheme)
        for scheme, documents in zip(schemes, (own, theirs), strict=True)
    ]

    assert schemes[0].document == schemes[1].document
    assert cards[0] == cards[1]


def test_words_for_truth_and_ways_to_write_numbers_do_not_matter():
    written = canonical_scheme({"votes": "Yes", "capped": "off", "max": "1e1", "code": "1e1", "x": ["+.50"]})

    assert written == {"votes": True, "capped": False, "max": "10", "code": "1e1", "x": ["0.5"]}


def test_what_does_not_fit_yet_stays_as_it_is_in_a_draft():
    steps = [{"when": "trên 90", "points": "nhiều"}, {"when": 5, "points": None}]
    draft = scheme_doc(leaf("step", 10, steps=steps))

    written = canonical_scheme(draft)

    assert written["criteria"] == [
        {"code": "A", "max": "10", "kind": "step", "steps": [steps[0], {"when": "5", "points": None}]}
    ]
