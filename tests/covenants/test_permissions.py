"""Who may do what, in which state: a table, with the predicate and the list in agreement."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.factories.covenants import (
    World,
    make_agreed,
    make_collected,
    make_composed,
    make_draft,
    make_signed,
    make_world,
    party,
    read,
    save,
    send,
)
from thidua.core.verdict import Finding, Verdict
from thidua.covenants.models import CovenantVersion
from thidua.covenants.permissions import (
    covenants_visible_to,
    led_parties,
    may_amend_covenant,
    may_begin_covenant,
    may_collect_registration,
    may_compose_text,
    may_file_paper,
    may_give_consent,
    may_open_covenants,
    may_read_covenant,
    may_read_registration,
    may_read_year,
    may_recall_registration,
    may_return_registration,
    may_return_text,
    may_save_registration,
    may_sign_covenant,
    may_witness_covenant,
    may_write_contents,
    units_spoken_for,
    years_readable_by,
)
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
SIGNS = "yynynnnn----"
WITNESSES = "yynnnyyn----"
NOBODY = "nnnnnnnn----"


def answer(verdict: Verdict) -> str:
    if verdict.allowed:
        return "y"
    return "-" if verdict.private and verdict.finding is Finding.NOT_MET else "n"


def judged(rule: Callable[..., Verdict], world: World, thing: Any) -> str:
    return "".join(answer(rule(getattr(world.year, who), thing, on=ON)) for who in PEOPLE)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (
            make_draft,
            {may_write_contents: DRAFTS, may_compose_text: NOBODY, may_give_consent: NOBODY},
        ),
        (make_collected, {may_compose_text: DRAFTS, may_sign_covenant: NOBODY, may_witness_covenant: NOBODY}),
        (make_composed, {may_give_consent: ANSWERS, may_return_text: DRAFTS, may_write_contents: NOBODY}),
        (
            make_agreed,
            {
                may_sign_covenant: SIGNS,
                may_witness_covenant: WITNESSES,
                may_return_text: DRAFTS,
                may_give_consent: NOBODY,
                may_amend_covenant: NOBODY,
            },
        ),
        (
            make_signed,
            {
                may_read_covenant: READS,
                may_amend_covenant: DRAFTS,
                may_witness_covenant: WITNESSES,
                may_return_text: NOBODY,
                may_sign_covenant: NOBODY,
                may_file_paper: ANSWERS,
            },
        ),
    ],
    ids=["drafted", "collected", "composed", "agreed", "signed"],
)
def test_who_may_take_a_version_on(
    make: Callable[[World], str], expected: dict[Callable[..., Verdict], str]
) -> None:
    world = make_world()
    frame = read(make(world))

    assert {rule: judged(rule, world, frame) for rule in expected} == expected


def test_who_may_do_what_with_the_registration_of_the_second_unit() -> None:
    world = make_world()
    version = make_draft(world)

    def asked(*rules: Callable[..., Verdict]) -> list[str]:
        pair = (read(version), party(version, "DV2"))
        return [judged(rule, world, pair) for rule in rules]

    written = asked(may_read_registration, may_save_registration, may_collect_registration)
    save(world, version, "DV2")
    send(world, version, "DV2")
    sent = asked(
        may_save_registration,
        may_recall_registration,
        may_collect_registration,
        may_return_registration,
    )

    own = "nnynnnnn----"
    assert written == [READS, own, NOBODY]
    assert sent == [NOBODY, own, DRAFTS, DRAFTS]


def test_the_year_is_read_and_begun_by_the_same_people() -> None:
    world = make_world()

    assert judged(may_read_year, world, world.year.frame) == READS
    assert judged(may_begin_covenant, world, world.year.frame) == DRAFTS


def test_the_list_shows_exactly_what_may_be_read() -> None:
    world, other = make_world(table=None), make_world("KH1", "KH2", "KH3", table=None)
    versions = [make_draft(world), make_draft(other)]
    lines = bloc_year_lines(BlocYear.objects.filter(public_id__in=[world.key, other.key]))

    for one in (world, other):
        for who in PEOPLE:
            actor = getattr(one.year, who)
            listed = set(covenants_visible_to(actor, on=ON).values_list("public_id", flat=True))
            readable = {key for key in versions if may_read_covenant(actor, read(key), on=ON).allowed}
            years = {
                read(key).year.public_id
                for key in versions
                if may_read_covenant(actor, read(key), on=ON).allowed
            }
            assert listed == readable, who
            assert years_readable_by(actor, lines, on=ON) == years, who
    assert CovenantVersion.objects.count() == 2


def test_the_room_opens_for_whom_it_is_for() -> None:
    world = make_world(table=None)

    found = "".join(answer(may_open_covenants(getattr(world.year, who), on=ON)) for who in PEOPLE)

    assert found == "yyyyyyyy-yy-"
    assert not may_open_covenants(SYSTEM, on=ON).allowed


def test_one_speaks_for_ones_own_units() -> None:
    world = make_world(table=None)
    frame = read(make_draft(world))

    assert units_spoken_for(world.year.officer, frame, on=ON) == (world.unit("DV2").public_id,)
    assert led_parties(world.year.officer, frame, on=ON) == ()
    assert led_parties(world.year.deputy_leader, frame, on=ON) == (world.unit("DV3").public_id,)
