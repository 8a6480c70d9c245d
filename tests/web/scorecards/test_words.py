"""Sentences of the scoring core as they are said here."""

from thidua.core.verdict import Sentence
from thidua.web.scorecards.words import reason_words


def test_a_rating_is_said_in_words_not_by_its_code(language):
    said = reason_words(Sentence("gain_rating", {"rating": "hoan_thanh_tot", "points": "8"}))

    assert {"vi": "“Hoàn thành tốt”", "en": "“Good completion”"}[language] in said


def test_other_sentences_are_said_as_the_core_says_them(language):
    plain = Sentence("gain_no_event", {"number": 2, "points": "5"})

    assert {"vi": "Không", "en": "No event"}[language] in reason_words(plain)
