"""One answer type for permissions, workflow and law."""

import pytest

from thidua.core.verdict import Finding, Sentence, Verdict, met, not_met, unknown

YES, NO, PERHAPS = met("yes"), not_met("no", remedy="help"), unknown("perhaps")


@pytest.mark.parametrize(
    ("parts", "finding"),
    [
        ((YES, YES), Finding.MET),
        ((YES, PERHAPS), Finding.UNKNOWN),
        ((PERHAPS, YES), Finding.UNKNOWN),
        ((YES, NO), Finding.NOT_MET),
        ((PERHAPS, NO), Finding.NOT_MET),
        ((NO, PERHAPS), Finding.NOT_MET),
    ],
)
def test_failure_outweighs_doubt_outweighs_success(parts, finding):
    joined = Verdict.all_of(*parts)

    assert joined.finding is finding
    assert joined.allowed is (finding is Finding.MET)


def test_a_verdict_is_no_condition():
    with pytest.raises(TypeError, match="allowed"):
        bool(YES)


def test_reasons_are_the_unmet_tips_failures_first():
    joined = Verdict.all_of(YES, PERHAPS, Verdict.all_of(YES, NO))

    assert joined.reasons() == (NO, PERHAPS)
    assert YES.reasons() == ()


def test_the_deciding_verdict_gives_sentence_remedy_and_citations():
    cited = not_met("late", cites=("Luật 06/2022/QH15",), remedy="ask")

    joined = Verdict.all_of(YES, cited, NO)

    assert joined.sentence == Sentence("late")
    assert joined.cites == ("Luật 06/2022/QH15",)
    assert joined.remedy == Sentence("ask")
    assert joined.parts == (YES, cited, NO)


@pytest.mark.parametrize(
    ("parts", "private"),
    [
        ((not_met("stranger", private=True), NO), True),
        ((NO, not_met("stranger", private=True)), True),
        ((YES, NO), False),
        ((YES, YES), False),
    ],
)
def test_no_right_to_know_survives_joining(parts, private):
    assert Verdict.all_of(*parts).private is private


def test_one_verdict_stays_itself_and_none_is_a_mistake():
    assert Verdict.all_of(NO) is NO
    with pytest.raises(ValueError, match="at least one"):
        Verdict.all_of()


def test_sentences_are_equal_by_text_and_values():
    assert Sentence("a", {"n": 1}) == Sentence("a", {"n": 1})
    assert Sentence("a", {"n": 1}) != Sentence("a", {"n": 2})
    assert len({Sentence("a", {"n": [1]}), Sentence("a", {"n": [1]})}) == 1
