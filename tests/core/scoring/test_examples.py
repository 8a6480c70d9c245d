"""The published schemes of the domain, scored to the expected figures, by function and by command."""

import json
import subprocess
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from thidua.core.loading import load_document
from thidua.core.scoring import check_scheme, parse_results, parse_scheme, score, scorecard_document

EXAMPLES = Path(__file__).parent / "examples"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in EXAMPLES.glob("*.expected.json"))


def differences(expected, actual, place=""):
    """Where an answer lacks or contradicts what is expected; texts that are numbers are compared as numbers."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            if key not in actual:
                yield f"{place}/{key} is not there"
            else:
                yield from differences(value, actual[key], f"{place}/{key}")
        return
    same = expected == actual
    if isinstance(expected, str) and isinstance(actual, str) and not same:
        try:
            same = Decimal(expected) == Decimal(actual)
        except InvalidOperation:
            same = False
    if not same:
        yield f"{place}: expected {expected!r}, got {actual!r}"


def loaded(name):
    path = EXAMPLES / name
    return load_document(path.read_bytes(), name=path.name)


def test_all_examples_are_here():
    assert NAMES == ["R1", "R2", "R3", "R4", "R5", "R5-unresolved", "R6", "R6-disqualified"]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_scores_as_expected(name):
    scheme = parse_scheme(loaded(f"{name}.scheme.yaml"))
    results = parse_results(loaded(f"{name}.results.yaml"), scheme)

    answer = scorecard_document(score(scheme, results), scheme)

    expected = json.loads((EXAMPLES / f"{name}.expected.json").read_text("utf-8"))
    assert list(differences(expected, answer)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_command_answers_the_same(name):
    command = [sys.executable, "-m", "thidua.cli", "score"]
    files = [str(EXAMPLES / f"{name}.scheme.yaml"), str(EXAMPLES / f"{name}.results.yaml")]

    done = subprocess.run([*command, *files, "--json"], capture_output=True, text=True, check=False)

    expected = json.loads((EXAMPLES / f"{name}.expected.json").read_text("utf-8"))
    assert (done.returncode, done.stderr) == (0, "")
    assert list(differences(expected, json.loads(done.stdout))) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_json_copy_of_an_example_means_the_same(name):
    written = json.dumps(loaded(f"{name}.scheme.yaml"), default=str)

    again = parse_scheme(load_document(written.encode(), name="scheme.json"))

    assert again.document == parse_scheme(loaded(f"{name}.scheme.yaml")).document


def test_the_comparison_can_fail():
    assert list(differences({"a": "1", "b": [1]}, {"a": "1.00", "b": [1]})) == []
    assert list(differences({"a": "1"}, {"a": "2"})) == ["/a: expected '1', got '2'"]
    assert list(differences({"a": {"b": None}}, {"a": {}})) == ["/a/b is not there"]


def test_the_doubts_of_the_real_schemes_are_told():
    kinds = {
        name: {
            (doubt.kind, doubt.code) for doubt in check_scheme(parse_scheme(loaded(f"{name}.scheme.yaml")))
        }
        for name in NAMES
    }

    assert {("no_figure", "P.ton"), ("cliff", "P.ton")} <= kinds["R3"]
    assert {("gap", "V.dat"), ("no_figure", "V.dat"), ("gap", "V.tyle"), ("no_figure", "V.tyle")} <= kinds[
        "R4"
    ]
    assert kinds["R6"] == {("cliff", "I.4"), ("cliff", "III.1")}
