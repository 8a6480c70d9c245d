"""Who may do what, in which state: a table, with the predicate and the list in agreement."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.factories.criteria import (
    SENT,
    make_agreed,
    make_circulated,
    make_draft,
    make_frozen,
    make_unit,
    make_year,
    read,
)
from thidua.core.verdict import Finding, Verdict
from thidua.criteria.edits import NoteInput
from thidua.criteria.models import Scheme
from thidua.criteria.permissions import (
    may_agree_scheme,
    may_draft_scheme,
    may_freeze_scheme,
    may_give_consent,
    may_open_criteria,
    may_read_scheme,
    may_read_year,
    may_return_to_draft,
    may_revise_draft,
    schemes_visible_to,
    units_spoken_for,
    years_readable_by,
)
from thidua.criteria.states import Appraiser
from thidua.foundation.actors import SYSTEM
from thidua.organisations.models import BlocYear
from thidua.organisations.queries.finding import bloc_year_lines

pytestmark = pytest.mark.django_db

ON = date(2023, 3, 1)
PEOPLE = (
    "drafter",
    "head",
    "officer",
    "deputy_leader",
    "standing",
    "secretary",
    "member_of_council",
    "auditor",
    "appraiser",
    "stranger",
    "other_head",
    "administrator",
)
# y: may · n: may not, and is told why · -: does not exist for this person
READS = "yyyyyyyy----"
DRAFTS = "yynnnnnn----"
ANSWERS = "yyyynnnn----"


def answer(verdict: Verdict) -> str:
    if verdict.allowed:
        return "y"
    return "-" if verdict.private and verdict.finding is Finding.NOT_MET else "n"


def judged(rule: Callable[..., Verdict], year: Any, thing: Any) -> str:
    return "".join(answer(rule(getattr(year, who), thing, on=ON)) for who in PEOPLE)


@pytest.mark.parametrize("make", [make_draft, make_agreed, make_frozen])
def test_who_reads_a_version(make: Callable[..., str]) -> None:
    year = make_year()
    scheme = make(year)

    assert judged(may_read_scheme, year, read(scheme)) == READS


@pytest.mark.parametrize("make", [make_draft, make_frozen])
def test_the_list_shows_exactly_what_may_be_read(make: Callable[..., str]) -> None:
    year, other = make_year(), make_year("KH1", "KH2", "KH3")
    schemes = [make(year), make(other)]

    for world in (year, other):
        for who in PEOPLE:
            actor = getattr(world, who)
            listed = set(schemes_visible_to(actor, on=ON).values_list("public_id", flat=True))
            readable = {key for key in schemes if may_read_scheme(actor, read(key), on=ON).allowed}
            assert listed == readable, who


def test_the_list_of_years_shows_exactly_those_whose_tables_may_be_read() -> None:
    year, other = make_year(), make_year("KH1", "KH2", "KH3")
    frames = {frame.public_id: frame for frame in (year.frame, other.frame)}
    lines = bloc_year_lines(BlocYear.objects.filter(public_id__in=frames))

    for world in (year, other):
        for who in PEOPLE:
            actor = getattr(world, who)
            readable = {key for key in frames if may_read_year(actor, frames[key], on=ON).allowed}
            assert years_readable_by(actor, lines, on=ON) == readable, who


def test_who_begins_a_version() -> None:
    year = make_year()

    assert judged(may_draft_scheme, year, year.frame) == DRAFTS


@pytest.mark.parametrize(
    ("make", "revise", "agree", "give_back", "freeze"),
    [
        (make_draft, DRAFTS, DRAFTS, "nnnnnnnn----", "nnnnnnnn----"),
        (make_agreed, "nnnnnnnn----", "nnnnnnnn----", DRAFTS, DRAFTS),
        (make_frozen, "nnnnnnnn----", "nnnnnnnn----", "nnnnnnnn----", "nnnnnnnn----"),
    ],
)
def test_who_moves_a_version_on(
    make: Callable[..., str], revise: str, agree: str, give_back: str, freeze: str
) -> None:
    year = make_year()
    frame = read(make(year))

    rules = (may_revise_draft, may_agree_scheme, may_return_to_draft, may_freeze_scheme)
    assert [judged(rule, year, frame) for rule in rules] == [revise, agree, give_back, freeze]


def test_who_answers_to_a_draft_sent_round() -> None:
    year = make_year()

    assert judged(may_give_consent, year, read(make_circulated(year))) == ANSWERS


@pytest.mark.parametrize("make", [make_draft, make_agreed, make_frozen])
def test_nobody_answers_before_it_is_sent_or_after_it_is_agreed(make: Callable[..., str]) -> None:
    year = make_year()

    assert judged(may_give_consent, year, read(make(year))) == "nnnnnnnn----"


def test_a_concluded_year_begins_no_version() -> None:
    year = make_year()
    year.bloc_year.state = "concluded"
    year.bloc_year.save(update_fields=["state"])

    assert judged(may_draft_scheme, year, year.frame) == "nnnnnnnn----"


def test_a_year_without_a_head_is_drafted_by_nobody() -> None:
    year = make_year()
    year.bloc_year.leads.all().delete()

    assert judged(may_draft_scheme, year, year.frame) == "nnnnnnnn----"


def test_the_role_of_the_bloc_alone_does_not_draft_another_years_table() -> None:
    year = make_year()
    head = year.bloc_year.leads.get(role="head")
    head.unit = year.units["DV3"]
    head.save(update_fields=["unit"])

    assert answer(may_draft_scheme(year.drafter, year.frame, on=ON)) == "n"


def test_an_office_named_as_appraiser_reads_that_version_only() -> None:
    year = make_year()
    notes = {"A.1": NoteInput((), "", Appraiser.UNIT, year.office.public_id)}
    named = make_frozen(year, notes=notes)
    other = make_draft(year, notes={}, change_reason="Đổi", at=SENT)

    assert judged(may_read_scheme, year, read(named)) == "yyyyyyyyy---"
    assert judged(may_read_scheme, year, read(other)) == READS
    assert list(schemes_visible_to(year.appraiser, on=ON).values_list("public_id", flat=True)) == [named]


def test_who_opens_the_room() -> None:
    year = make_year()

    said = "".join(answer(may_open_criteria(getattr(year, who), on=ON)) for who in PEOPLE)

    assert said == "yyyyyyyyyyy-"


def test_a_person_speaks_for_the_units_they_hold_a_role_in() -> None:
    year = make_year()
    outside = make_unit("LA")

    assert units_spoken_for(year.officer, year.frame, on=ON) == (year.units["DV2"].public_id,)
    assert units_spoken_for(year.standing, year.frame, on=ON) == ()
    assert outside.public_id not in units_spoken_for(year.drafter, year.frame, on=ON)


def test_the_system_has_no_part() -> None:
    year = make_year()
    frame = read(make_draft(year))

    assert answer(may_read_scheme(SYSTEM, frame, on=ON)) == "-"
    assert schemes_visible_to(SYSTEM, on=ON).count() == 0
    assert Scheme.objects.count() == 1


def test_a_role_that_has_ended_reads_nothing() -> None:
    year = make_year()
    frame = read(make_draft(year))

    assert answer(may_read_scheme(year.officer, frame, on=date(2010, 1, 1))) == "-"
