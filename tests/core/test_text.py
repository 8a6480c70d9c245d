"""Vietnamese text: search keys and the order of a list."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.text import fold, name_sort_key, nfc, title_sort_key, vietnamese, visible

NAMES = [
    "Lê An",
    "Phạm An",
    "Trần Thị An",
    "Nguyễn Án",
    "Ngô Ăn",
    "Bùi Ân",
    "Cao Bằng",
    "Hồ Dần",
    "Lê Thị Dung",
    "Đào Đào",
    "Trần Văn Đức",
    "Vũ Êm",
    "Đỗ Giang",
    "Đặng Hòa",
    "Tạ Oanh",
    "Lý Ông",
    "Mai Ơn",
    "Trương Ui",
    "Hà Ư",
    "Phan Yên",
]


def test_names_sort_by_given_name_then_by_the_rest():
    shuffled = NAMES[:]
    random.Random(7).shuffle(shuffled)

    assert sorted(shuffled, key=name_sort_key) == NAMES


def test_tones_count_only_when_all_letters_agree():
    words = ["ma", "mà", "mả", "mã", "má", "mạ", "mạc", "mà ra", "mb"]

    backwards = words[::-1]

    assert sorted(backwards, key=title_sort_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mà ra",
        "mạc",
        "mb",
    ]


def test_the_letters_follow_the_vietnamese_alphabet():
    letters = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

    backwards = letters[::-1]

    assert "".join(sorted(backwards, key=title_sort_key)) == letters


def test_digits_come_before_letters_and_marks_do_not_count():
    assert sorted(["Khối B", "Khối 2", "Khối – 10", "“Khối A”"], key=title_sort_key) == [
        "Khối – 10",
        "Khối 2",
        "“Khối A”",
        "Khối B",
    ]


def test_case_and_spelling_form_do_not_matter():
    assert name_sort_key("Trần Văn Đức") == name_sort_key("TRẦN  văn đức")
    assert name_sort_key("Đức") == name_sort_key(unicodedata.normalize("NFD", "Đức"))
    assert name_sort_key("Ðức") == name_sort_key("Đức")
    assert name_sort_key("") == ""


@given(st.text(max_size=20))
def test_keys_hold_digits_alone_so_that_every_database_sorts_them_alike(text):
    key = name_sort_key(text)

    assert key == "" or (key.isascii() and key.isdigit())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Hoà", "dang thi hoa"),
        ("Ðức", "duc"),
        ("ð", "d"),
        ("BÀU  NĂNG\t", "bau nang"),
        ("Ứng Ửng ưng", "ung ung ung"),
        ("", ""),
    ],
)
def test_the_search_key_has_no_marks(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_nfc_joins_what_was_spread_and_leaves_look_alikes_to_imports():
    spread = unicodedata.normalize("NFD", "Tây Ninh")

    assert nfc(spread) == "Tây Ninh"
    assert nfc("Ðức") == "Ðức"
    assert vietnamese("Ðức ðã") == "Đức đã"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Công an tỉnh – 85,5\u00a0%", "Công an tỉnh – 85,5\u00a0%"),
        ("hai\r\ndòng\tvà\u2028ba", "hai dòng và ba"),
        ("\x1b[31mđỏ", "\\x1b[31mđỏ"),
        ("\x9b2J\u202enược\u200b", "\\x9b2J\\u202enược\\u200b"),
        ("\x1b\u00a0", "\\x1b\u00a0"),
        ("", ""),
    ],
)
def test_what_does_not_show_is_written_out(text, shown):
    assert visible(text) == shown


@given(st.text())
def test_nothing_a_terminal_obeys_is_left(text):
    assert visible(text).replace("\u00a0", " ").isprintable()


def test_marks_piled_up_are_parted_and_cost_no_time():
    tower = "a" + "\u0301\u0323" * 50_000

    spelled = nfc(tower)

    assert spelled.startswith("\u1ea1")
    assert unicodedata.is_normalized("NFC", spelled)
    assert nfc(spelled) == spelled
    assert fold(tower) == "a"
    assert title_sort_key(tower)


@given(st.text(alphabet="aăêơuAĐ nghx\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b", max_size=30))
def test_ordinary_text_is_in_nfc_and_nothing_else(text):
    assert nfc(text) == unicodedata.normalize("NFC", text)


def test_a_mark_without_a_letter_sorts_as_nothing():
    assert title_sort_key("\u0301an") == title_sort_key("an")
