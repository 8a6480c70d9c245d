"""Every sentence of the core exists in both languages, and the core says nothing else."""

import ast
import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

import thidua.core
from thidua.core.verdict import Sentence
from thidua.core.wording import date, knows, number, percent, sentence
from thidua.core.wording.tables import PARTS, SENTENCES

CORE = Path(thidua.core.__path__[0])
PLACE = re.compile(r"\{([a-z_]+)(?:\|[^{}]*)?\}")
# Codes that are put together out of parts, with every value the parts can have.
BUILT = {
    *(f"state_{state}_because" for state in ("not_applicable", "not_submitted", "pending")),
    *(f"content_sum_{policy}" for policy in ("rescale", "full", "zero")),
    *(f"why_{when}{days}" for when in ("late", "early", "on_time") for days in ("", "_working")),
    *(f"change_{kind}" for kind in ("added", "removed", "moved", "reordered", "changed")),
    *(f"label_stage_{stage}" for stage in ("self", "appraised")),
    *(
        f"label_{column}"
        for column in ("rank", "unit", "content", "bonus", "deduction", "total", "code", "points", "why")
    ),
}


def constants(node):
    """The text constants an expression can give, through `a if c else b`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def numbers_of_a_reason(node):
    """Whether an expression is what stands beside the code of a reason."""
    return isinstance(node, ast.Dict) or (isinstance(node, ast.Name) and node.id == "params")


def said():
    """(code, file) of every code the core says: where sentences, faults and reasons are made."""
    for path in sorted(CORE.rglob("*.py")):
        if "wording" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            places = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {
                    "Sentence": 0,
                    "fault": 0,
                    "NumberUnreadable": 0,
                    "_problem": 0,
                    "_said": 0,
                    "Improvement": 1,
                }.get(node.func.id)
                if place is not None and len(node.args) > place:
                    places = [node.args[place]]
            elif isinstance(node, ast.Assign) and any(
                getattr(target, "id", "") in {"code", "said_code"} for target in node.targets
            ):
                places = [node.value]
            elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and numbers_of_a_reason(node.elts[1]):
                places = [node.elts[0]]
            for code in (code for place in places for code in constants(place)):
                yield code, path.name


SAID = sorted(set(said()))


def literals():
    """Every text constant of the core and of its command, outside the tables."""
    for path in (*CORE.rglob("*.py"), CORE.parent / "cli.py"):
        if "wording" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_the_search_for_codes_finds_them():
    assert len(SAID) > 150
    assert ("why_ratio", "ratios.py") in SAID


@pytest.mark.parametrize(("code", "file"), SAID)
def test_what_the_core_says_has_its_sentence(code, file):
    assert knows(code), f"{file} says {code}, which no table words"


@pytest.mark.parametrize("code", sorted(BUILT))
def test_codes_put_together_have_their_sentence(code):
    assert knows(code)


def test_no_sentence_waits_for_someone_to_say_it():
    spoken = set(literals()) | BUILT

    assert sorted(code for code in SENTENCES if code not in spoken) == []


def test_a_code_stands_in_one_table():
    assert sum(len(part) for part in PARTS) == len(SENTENCES)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_languages_name_the_same_values(code):
    vietnamese, english = SENTENCES[code]

    assert vietnamese.strip()
    assert english.strip()
    # English also asks a number which form a word takes; that number is named elsewhere in the sentence or is `max`.
    assert set(PLACE.findall(vietnamese)) == set(PLACE.findall(english))


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_vietnamese_is_not_english(code):
    vietnamese, english = SENTENCES[code]
    letters = re.sub(r"\{[^}]*\}", "", english)

    if re.search(r"[a-z]{3}", letters.replace("leaf", "")) and code not in SAME:
        assert vietnamese != english
        assert re.search(
            r"[àáảãạăắằẳẵặâấầẩẫậèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵđ]", vietnamese.lower()
        )


# Sentences that are mere arithmetic or a word that needs no mark.
SAME = {"yes", "no"}


@pytest.mark.parametrize(
    ("value", "lang", "decimals", "written"),
    [
        ("7.22", "vi", None, "7,22"),
        ("7.22", "en", None, "7.22"),
        ("1234567.5", "vi", None, "1.234.567,5"),
        ("1234567.5", "en", None, "1,234,567.5"),
        ("54.10", "vi", None, "54,1"),
        ("2.5", "vi", 2, "2,50"),
        ("0.125", "vi", 2, "0,13"),
        ("-0.125", "en", 2, "−0.13"),
        ("-0.001", "vi", 2, "0,00"),
        ("9.995", "vi", 2, "10,00"),
        ("0", "vi", None, "0"),
        (1234, "vi", 0, "1.234"),
        (Decimal("1E+3"), "vi", None, "1.000"),
        ("999.5", "en", 0, "1,000"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(value, lang, decimals, written):
    assert number(value, lang, decimals) == written


def test_days_and_percentages_too():
    day = dt.date(2023, 7, 21)

    assert (date(day, "vi"), date(day, "en")) == ("21/07/2023", "21 Jul 2023")
    assert (percent("85.5", "vi"), percent("85.5", "en")) == ("85,5\u00a0%", "85.5%")


def test_a_sentence_fills_numbers_lists_days_and_sentences():
    inner = Sentence(
        "interval_between", {"variable": "x", "low": Decimal("79.5"), "first": "≤", "second": "<", "high": 80}
    )

    assert sentence(Sentence("doubt_gap", {"gap": inner}), "vi").startswith("Hở: khoảng 79,5 ≤ x < 80 không")
    parts = (Decimal("58.5"), Decimal(14))
    said_sum = Sentence("content_sum", {"parts": parts, "points": Decimal("72.5"), "max": Decimal(100)})
    assert sentence(said_sum, "vi") == "Cộng các mục: 58,5 + 14 = 72,5 trên 100 điểm"
    ratings = Sentence("rating_unknown", {"rating": "a", "ratings": ["b", "c"]})
    assert sentence(ratings, "en") == "there is no rating “a”; the ratings are: b, c"
    issued = Sentence("gain_issue_by", {"until": dt.date(2022, 2, 28), "points": Decimal(1)})
    assert sentence(issued, "vi") == "Ban hành không muộn hơn 28/02/2022: 1 điểm"


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 error"), (2, "2 errors"), (Decimal(1), "1 error"), (0, "0 errors")]
)
def test_english_counts_in_the_right_number(count, said):
    assert sentence(Sentence("check_errors", {"count": count}), "en") == said


def test_an_unknown_code_is_a_mistake():
    assert not knows("nonsense")
    with pytest.raises(KeyError):
        sentence(Sentence("nonsense"), "vi")
