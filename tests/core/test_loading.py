"""Files are loaded exactly, and nothing in one can do more than be refused."""

import json
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.loading import MAX_BYTES, DocumentUnreadable, load_document
from thidua.core.numbers import NumberUnreadable, read_exact
from thidua.core.scoring.reading import code_of
from thidua.core.wording import sentence as worded


def yaml(text):
    return load_document(text.encode(), name="a.yaml")


def refused(data, name="a.yaml"):
    with pytest.raises(DocumentUnreadable) as problem:
        load_document(data if isinstance(data, bytes) else data.encode(), name=name)
    return problem.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", {"a": Decimal(1)}),
        ("a: 7.10", {"a": Decimal("7.10")}),
        ("a: -0.5", {"a": Decimal("-0.5")}),
        ("a: 0.1", {"a": Decimal("0.1")}),
        ("a: .5", {"a": ".5"}),
        ("a: 5.", {"a": "5."}),
        ("a: +5", {"a": "+5"}),
        ("a: .", {"a": "."}),
        ("a: 1e3", {"a": "1e3"}),
        ("a: '1'", {"a": "1"}),
        ('a: "95 <= x"', {"a": "95 <= x"}),
        ("a: 010", {"a": "010"}),
        ("a: 0x10", {"a": "0x10"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: .nan", {"a": ".nan"}),
        ("a: 2023-07-21", {"a": "2023-07-21"}),
        ("a: true", {"a": True}),
        ("a: no", {"a": "no"}),
        ("a: ON", {"a": "ON"}),
        ("a:", {"a": None}),
        ("a: ~", {"a": None}),
        ("27: x", {"27": "x"}),
        ("1.10: x", {"1.10": "x"}),
        ("NO: x", {"NO": "x"}),
        ("true: x", {"true": "x"}),
        ("[a, [b, 2], {c: d}]", ["a", ["b", Decimal(2)], {"c": "d"}]),
        ("a: &x [1]\nb: *x", {"a": [Decimal(1)], "b": [Decimal(1)]}),
        ("a: &x k\nb: {*x : 1}", {"a": "k", "b": {"k": Decimal(1)}}),
        ("a: |\n  hai\n  dòng\n", {"a": "hai\ndòng\n"}),
        ("# only a comment\na: 1", {"a": Decimal(1)}),
        ("a: ! x", {"a": "x"}),
        ("'<<': x", {"<<": "x"}),
        ("&k a: 1\nb: *k", {"a": Decimal(1), "b": "a"}),
    ],
)
def test_yaml_keeps_numbers_codes_and_words_as_written(text, value):
    assert yaml(text) == value


def test_a_byte_order_mark_does_not_matter():
    assert load_document(b"\xef\xbb\xbfa: 1", name="A.YML") == {"a": Decimal(1)}


def test_spread_text_is_joined_in_keys_and_values():
    spread = unicodedata.normalize("NFD", "Tây Ninh")

    assert yaml(f"{spread}: {spread}") == {"Tây Ninh": "Tây Ninh"}
    assert load_document(json.dumps({spread: [spread]}).encode(), name="a.json") == {"Tây Ninh": ["Tây Ninh"]}


def test_json_numbers_are_exact():
    document = load_document(b'{"a": 0.10, "b": 3, "c": "0.10", "d": [true, null]}', name="a.json")

    assert document == {"a": Decimal("0.10"), "b": Decimal(3), "c": "0.10", "d": [True, None]}
    assert str(document["a"]) == "0.10"


BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{level}: &a{level} [{','.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 8)
)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "file_empty", None),
        ("  \n\n", "file_empty", None),
        ("a: 1\na: 2", "key_twice", 2),
        ("a: {b: 1, b: 2}", "key_twice", 1),
        ("a: [1", "yaml_broken", 2),
        ("a: 1\n b: 2", "yaml_broken", 2),
        ("a: 1\n---\nb: 2", "yaml_several", 2),
        ("a: !!python/object/apply:os.system ['true']", "yaml_tag", 1),
        ("a: !!float 1", "yaml_tag", 1),
        ("a: !mine x", "yaml_tag", 1),
        ("a: *nothing", "yaml_alias_unknown", 1),
        ("a: &a [*a]", "yaml_alias_unknown", 1),
        ("? [a]\n: 1", "yaml_key_not_text", 1),
        ("a: &x [1]\n? *x\n: 1", "yaml_key_not_text", 2),
        ("a: &x {b: 1}\nc:\n  <<: *x", "yaml_merge", 3),
        ("[" * 60 + "]" * 60, "document_too_deep", 1),
        ("[" * 200_000, "document_too_deep", 1),
        (BOMB, "document_too_big", 6),
        ("a: 1\nb: \x07", "text_control", 2),
        ("a: \ufffe", "yaml_broken", None),
    ],
)
def test_broken_or_hostile_yaml_is_refused_with_its_line(text, code, line):
    problem = refused(text)

    assert problem.sentence.text == code
    assert problem.line == line
    assert worded(problem.sentence, "vi")
    assert worded(problem.sentence, "en")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "json_broken"),
        ("[1,]", "json_broken"),
        ('{"a": 1, "a": 2}', "key_twice"),
        ('{"a": "\\ud800"}', "text_not_unicode"),
        ("[" * 60 + "]" * 60, "document_too_deep"),
        ("[" * 200_000, "document_too_deep"),
        ('{"a":' * 100_000, "document_too_deep"),
    ],
)
def test_broken_or_hostile_json_is_refused(text, code):
    assert refused(text, "a.json").sentence.text == code


@pytest.mark.parametrize("text", ["NaN", "-Infinity", "1" * 5000, "1e99999", "1" + "0" * 100])
def test_a_number_that_is_none_stays_a_text_for_its_reader_to_refuse(text):
    document = load_document(f'{{"a": {text}}}'.encode(), name="a.json")

    assert document == {"a": text}
    with pytest.raises(NumberUnreadable):
        read_exact(text)


NUMBERS = st.from_regex(
    r"[-+]?([0-9]{1,6}(\.[0-9]{0,6})?|\.[0-9]{1,6})([eE][-+]?[0-9]{1,2})?", fullmatch=True
)


@given(NUMBERS, st.sampled_from(["{}: 0", "- {}", "[{}]"]))
def test_a_number_can_be_a_code_and_a_code_a_number(text, where):
    document = yaml(where.format(text))

    found = next(iter(document))
    assert code_of(found) == text
    try:
        exact = read_exact(text)
    except NumberUnreadable as problem:
        assert problem.sentence.text == "number_too_long"  # noqa: PT017 -- only some are out of bounds
    else:
        assert read_exact(found) == exact == Decimal(text)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"a: 1", "scheme.txt", "file_ending_unknown"),
        (b"a: 1", "scheme", "file_ending_unknown"),
        ("a: Tây Ninh".encode("utf-16"), "a.yaml", "file_not_utf8"),
        ("a: Tây Ninh".encode("cp1258", "replace"), "a.yaml", "file_not_utf8"),
        (b"a: " + b"x" * MAX_BYTES, "a.yaml", "file_too_big"),
    ],
)
def test_what_is_no_text_file_is_refused(data, name, code):
    assert refused(data, name).sentence.text == code


def test_the_place_of_a_wrong_byte_is_its_line():
    problem = refused(b"a: 1\nb: \xff\n")

    assert problem.place == "line 2"
    assert refused("", "a.yaml").place == "(file)"
    assert refused("a: 1\n b: 2").place == "line 2, column 3"


@given(st.text(max_size=200), st.sampled_from(["a.yaml", "a.json"]))
def test_no_text_does_more_than_be_refused(text, name):
    try:
        load_document(text.encode("utf-8", "surrogatepass"), name=name)
    except DocumentUnreadable as problem:
        said = worded(problem.sentence, "en")
        assert said, problem  # noqa: PT017 -- a text may be good or bad here


@given(st.binary(max_size=200), st.sampled_from(["a.yaml", "a.json"]))
def test_no_bytes_do_more_than_be_refused(data, name):
    try:
        load_document(data, name=name)
    except DocumentUnreadable as problem:
        said = worded(problem.sentence, "vi")
        assert said, problem  # noqa: PT017 -- bytes may be good or bad here
