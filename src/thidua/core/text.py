"""Vietnamese text: one spelling (NFC), one search key, and the order of a Vietnamese list."""

import re
import unicodedata
from typing import Final

_LOOKALIKES: Final = {0x00D0: "Đ", 0x00F0: "đ", 0x0189: "Đ", 0x0256: "đ"}
_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES: Final = {("a", "\u0306"): "ă", ("a", "\u0302"): "â", ("e", "\u0302"): "ê", ("o", "\u0302"): "ô"} | {
    ("o", "\u031b"): "ơ",
    ("u", "\u031b"): "ư",
}
# Two digits for each sign: digits compare alike under every collation of a database, letters do not.
_DIGIT_CODES: Final = {str(digit): str(10 + digit) for digit in range(10)}
_LETTER_CODES: Final = {letter: str(20 + place) for place, letter in enumerate(_LETTERS)}
_CODES: Final = _DIGIT_CODES | _LETTER_CODES
_GAP: Final = "01"
_END: Final = "00"
_FOREIGN: Final = "99"
_BLANKS: Final = re.compile(r"\s+")
_LINE_ENDS: Final = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# All marks that combine come after U+0300; the limit is that of the Stream-Safe Text Format (UAX #15).
_MOST_MARKS: Final = 30
_LONG_RUN: Final = re.compile(rf"[\u0300-\U0010ffff]{{{_MOST_MARKS + 1},}}")
_JOINER: Final = "\u034f"


def nfc(text: str) -> str:
    """Return the text in NFC, the one spelling that is stored and compared."""
    if text.isascii():
        return text
    safe = _LONG_RUN.sub(_stream_safe, text)
    return safe if unicodedata.is_normalized("NFC", safe) else unicodedata.normalize("NFC", safe)


def visible(text: str) -> str:
    r"""Return the text on one line, with what does not show written out (`\x1b`, `\u200b`): for terminals and logs.

    Nothing in it can move the cursor, turn the direction of writing, or look like something it is not.
    """
    line = _LINE_ENDS.sub(" ", text)
    if line.isprintable():
        return line
    return "".join(char if char.isprintable() or char == "\u00a0" else _written_out(char) for char in line)


def vietnamese(text: str) -> str:
    """Return NFC text whose look-alikes of Đ and đ (Ð U+00D0, ð U+00F0, Ɖ, ɖ) are the Vietnamese letters.

    For text coming in from files: the look-alikes are typing accidents that no search would find.
    """
    return nfc(text).translate(_LOOKALIKES)


def fold(text: str) -> str:
    """Return the search key: no diacritics, đ as d, casefolded, blanks single.

    `fold("Đặng  Thị Hoà")` equals `fold("dang thi hòa")`.
    """
    spread = _nfd(text.translate(_LOOKALIKES))
    bare = "".join(char for char in spread if not unicodedata.combining(char) and char != _JOINER)
    return _BLANKS.sub(" ", bare.replace("đ", "d").replace("Đ", "d").casefold()).strip()


def name_sort_key(name: str) -> str:
    """Return the key that sorts people's names: given name (the last word) first, then the rest.

    Letters in the order aăâbcdđeê…, tones (ngang, huyền, hỏi, ngã, sắc, nặng) only when all letters agree. The
    key holds digits alone, so that any database collation sorts it alike. Upper and lower case are equal.
    """
    words = name.split()
    if not words:
        return ""
    return title_sort_key(words[-1]) + _END + title_sort_key(" ".join(words[:-1]))


def title_sort_key(text: str) -> str:
    """Return the key that sorts titles and names of units: the whole text, letters first, then tones."""
    primary: list[str] = []
    tones: list[str] = []
    for char in _letters(text):
        letter, tone = char[0], char[1]
        if letter == " ":
            if primary and primary[-1] != _GAP:
                primary.append(_GAP)
            continue
        primary.append(_CODES.get(letter) or f"{_FOREIGN}{ord(letter):07d}")
        tones.append(tone)
    if primary and primary[-1] == _GAP:
        primary.pop()
    return "".join(primary) + _END + "".join(tones)


def _letters(text: str) -> list[tuple[str, str]]:
    """Split text into (letter, tone digit); everything that is no letter or digit is a blank."""
    found: list[tuple[str, str]] = []
    for char in _nfd(text.translate(_LOOKALIKES).casefold()):
        if unicodedata.combining(char):
            if not found:
                continue
            letter, tone = found[-1]
            if char in _TONES:
                found[-1] = (letter, _TONES[char])
            else:
                found[-1] = (_SHAPES.get((letter, char), letter), tone)
        elif char.isalnum():
            found.append((char, "0"))
        else:
            found.append((" ", "0"))
    return found


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", _LONG_RUN.sub(_stream_safe, text))


def _stream_safe(run: re.Match[str]) -> str:
    """Part marks that are piled up beyond any writing, which would take a normaliser time by their square."""
    parted: list[str] = []
    marks = 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > _MOST_MARKS:
            parted.append(_JOINER)
            marks = 1
        parted.append(char)
    return "".join(parted)


def _written_out(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
