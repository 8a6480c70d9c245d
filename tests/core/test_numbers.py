"""Numbers as people write them, never a thousand times too large."""

import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.numbers import NumberUnreadable, parse_decimal, plain, read_exact
from thidua.core.wording import number


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("7", "7"),
        ("1,5", "1.5"),
        ("1234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234", "1234"),
        ("12 345 678.25", "12345678.25"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1234.567", "1234.567"),
        ("1.2345", "1.2345"),
        (" 7,22 ", "7.22"),
        ("\u22125,5", "-5.5"),
        ("- 5", "-5"),
        ("+3", "3"),
        ("1.5e3", "1500"),
        ("-0", "0"),
        (7, "7"),
        (0.1, "0.1"),
        (1e-07, "0.0000001"),
        (Decimal("7.220"), "7.22"),
    ],
)
def test_what_is_beyond_doubt_is_read(written, exact):
    assert parse_decimal(written) == Decimal(exact)


@pytest.mark.parametrize("written", ["1.234", "1,234", "-12.345", "999,000"])
def test_what_may_be_two_numbers_a_thousand_times_apart_is_refused(written):
    with pytest.raises(NumberUnreadable) as refused:
        parse_decimal(written)

    assert refused.value.sentence.text == "number_ambiguous"
    assert refused.value.sentence.params == {"text": written}


@pytest.mark.parametrize(
    ("written", "exact"),
    [("1.234", "1234"), ("1,234", "1.234"), ("0.125", "0.125"), ("1.5", "1.5"), ("1.234,5", "1234.5")],
)
def test_stated_vietnamese_writing_settles_it(written, exact):
    assert parse_decimal(written, grouping=True) == Decimal(exact)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "number_empty"),
        ("  ", "number_empty"),
        ("abc", "number_not_one"),
        ("85%", "number_not_one"),
        ("5.", "number_not_one"),
        (".5", "number_not_one"),
        ("1..5", "number_not_one"),
        ("--5", "number_not_one"),
        ("１２", "number_not_one"),
        ("1_000", "number_not_one"),
        ("0x10", "number_not_one"),
        ("nan", "number_not_finite"),
        ("-Infinity", "number_not_finite"),
        ("1.2.3", "number_bad_groups"),
        ("12 34", "number_bad_groups"),
        ("1.234,567.8", "number_mixed_marks"),
        ("1.234.56,7", "number_bad_groups"),
        ("1.234 5", "number_mixed_marks"),
        ("1e99", "number_too_long"),
        ("1e", "number_not_one"),
        ("1.5e3e", "number_not_one"),
        ("1" * 19, "number_too_long"),
        ("1" * 500, "number_too_long"),
        ("0." + "0" * 21 + "1", "number_too_long"),
        (float("nan"), "number_not_finite"),
        (float("inf"), "number_not_finite"),
        (Decimal("sNaN"), "number_not_finite"),
        (Decimal("1E+500"), "number_too_long"),
        (10**18, "number_too_long"),
        (True, "number_is_truth_value"),
        (None, "number_not_one"),
        ([1], "number_not_scalar"),
        ({"a": 1}, "number_not_scalar"),
        (1.5e-7j, "number_not_one"),
    ],
)
def test_the_rest_is_refused_with_its_reason(written, code):
    with pytest.raises(NumberUnreadable) as refused:
        parse_decimal(written)

    assert refused.value.sentence.text == code


def test_a_refusal_never_quotes_a_whole_book():
    with pytest.raises(NumberUnreadable) as refused:
        parse_decimal("x" * 10_000)

    assert len(str(refused.value)) < 100


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("1.234", "1.234"),
        ("7.22", "7.22"),
        ("-1e2", "-100"),
        ("05", "5"),
        ("5.", "5"),
        (".5", "0.5"),
        ("+.5E1", "5"),
        (" 7.5 ", "7.5"),
        ("\u22121", "-1"),
        ("7." + "0" * 20, "7"),
        (Decimal("7.50"), "7.50"),
        (Decimal("1E+3"), "1000"),
        (7, "7"),
        (0.1, "0.1"),
    ],
)
def test_in_files_the_point_is_the_decimal_mark(written, exact):
    assert read_exact(written) == Decimal(exact)


@pytest.mark.parametrize(
    "written", ["7,22", "1,234.5", "1 234", "", "nan", "Infinity", "1_000", ".", "5.e", "²"]
)
def test_in_files_nothing_else_is(written):
    with pytest.raises(NumberUnreadable):
        read_exact(written)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("4." + "0" * 70, "number_too_long"),
        ("9" * 5000, "number_too_long"),
        (Decimal("0." + "1" * 21), "number_too_long"),
        (Decimal("NaN"), "number_not_finite"),
        (["4.5"], "number_not_scalar"),
        (True, "number_is_truth_value"),
        ("85%", "number_not_one"),
    ],
)
def test_what_a_file_may_not_hold_is_refused_for_its_own_reason(value, code):
    with pytest.raises(NumberUnreadable) as refused:
        read_exact(value)

    assert refused.value.sentence.text == code
    assert "Decimal" not in str(refused.value)


def test_a_comma_in_a_file_is_answered_with_the_remedy():
    with pytest.raises(NumberUnreadable) as refused:
        read_exact("7,22")

    assert refused.value.sentence.text == "number_decimal_comma"


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("54.10", "54.1"),
        ("10", "10"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("0.000", "0"),
        ("-0", "0"),
        ("-1.50", "-1.5"),
    ],
)
def test_plain_strings_have_no_exponent_and_no_trailing_zeros(exact, text):
    assert plain(Decimal(exact)) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_what_is_shown_in_vietnamese_reads_back_as_the_same_number(exact):
    assert parse_decimal(number(exact, "vi"), grouping=True) == exact


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6))
def test_plain_strings_read_back_as_the_same_number(exact):
    assert read_exact(plain(exact)) == exact


@given(st.text(max_size=30) | st.floats() | st.integers() | st.decimals())
def test_reading_gives_a_finite_number_or_a_refusal(value):
    for read in (parse_decimal, read_exact):
        try:
            exact = read(value)
        except NumberUnreadable:
            continue
        assert exact.is_finite()
        assert exact.adjusted() < 18


@given(st.text(alphabet="0123456789.,", min_size=1, max_size=12))
def test_without_a_hint_no_reading_is_wrong_by_a_thousand(text):
    try:
        exact = parse_decimal(text)
    except NumberUnreadable:
        return

    digits = text.replace(".", "").replace(",", "")
    marks = [place for place, char in enumerate(text) if char in ".,"]
    if len(marks) == 1:  # one mark alone was read as the decimal mark: it cannot have been meant as a group
        after = len(text) - marks[0] - 1
        assert exact * 10**after == int(digits)
        assert after != 3 or text[0] == "0" or marks[0] > 3


def test_huge_ints_do_not_trip_over_the_digit_limit():
    limit = sys.get_int_max_str_digits()

    with pytest.raises(NumberUnreadable):
        read_exact(10 ** (limit + 10))
