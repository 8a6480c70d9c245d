"""Beginning, writing, composing, consenting, returning, amending; units that join and leave within the year."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.covenants.refusals import refused, said
from tests.factories.covenants import (
    AGREED,
    BEGUN,
    BLOC,
    COMPOSED,
    LATER,
    REGISTERED,
    World,
    collect,
    consent,
    key_of,
    make_agreed,
    make_collected,
    make_composed,
    make_draft,
    make_signed,
    make_world,
    party,
    read,
    row,
    save,
    send,
    sign,
)
from tests.factories.criteria import make_unit
from thidua.covenants.actions import (
    amend_covenant,
    begin_covenant,
    compose_text,
    match_members,
    return_registration,
    return_to_drafting,
    write_contents,
)
from thidua.covenants.composing import text_hash
from thidua.covenants.content import BlocContent, ClauseRow
from thidua.covenants.errors import (
    ContentsChangedMeanwhile,
    CovenantActUnfit,
    CovenantRefused,
    CovenantUnfinished,
    RegistrationUnreadable,
)
from thidua.covenants.queries import (
    content_of,
    registered_targets,
    signatures_of,
    text_of,
    version_in_force,
    versions_of_year,
)
from thidua.covenants.states import ConsentAnswer, CovenantState, RegistrationState
from thidua.covenants.truths import ALL_SIGNED, IN_OFFICE, LAST_STATE, TEXT_SAYS
from thidua.foundation.checks import INVARIANTS
from thidua.organisations.models import Membership

pytestmark = pytest.mark.django_db


def untrue() -> list[str]:
    """What contradicts this room's truths."""
    return [
        found.detail
        for name in (TEXT_SAYS, ALL_SIGNED, IN_OFFICE, LAST_STATE)
        for found in INVARIANTS[name]()
    ]


def join(world: World, code: str, day: date) -> None:
    unit = make_unit(code)
    world.year.units[code] = unit
    Membership.objects.create(
        bloc_year=world.year.bloc_year,
        unit=unit,
        position=9,
        joined_on=day,
        decision="9/QĐ",
        year_from=date(2023, 1, 1),
        year_to=date(2023, 12, 31),
    )


def leave(world: World, code: str, day: date) -> None:
    found = Membership.objects.get(unit=world.unit(code))
    found.left_on, found.leaving_decision = day, "9/QĐ"
    found.save()


def test_a_covenant_begins_with_the_members_of_the_day() -> None:
    world = make_world()
    leave(world, "DV3", BEGUN.date() - timedelta(days=1))

    version = make_draft(world)

    frame = read(version)
    assert [one.code for one in frame.parties] == ["DV1", "DV2"]
    assert {one.state for one in frame.parties} == {RegistrationState.DRAFTED}
    assert frame.card.registration_due == date(2023, 2, 28)


def test_a_year_has_one_covenant_begun_by_the_head_unit() -> None:
    world = make_world()

    refused(lambda: make_draft(world, actor=world.signers.officers["DV2"]), CovenantRefused)
    refused(lambda: make_draft(world, bloc_year="khongco"), CovenantActUnfit)
    refused(lambda: make_draft(world, replace(BLOC, title=" ")), RegistrationUnreadable)
    make_draft(world)
    problem = refused(lambda: make_draft(world), CovenantActUnfit)
    assert said(problem) == "This year has a covenant already."


def test_two_officers_on_the_contents_meet() -> None:
    world = make_world()
    version = make_draft(world)
    seen = read(version).card.revision
    theirs = replace(BLOC, slogan="Của họ")
    write_contents(version=version, content=theirs, revision=seen, actor=world.year.head, at=BEGUN)

    met = refused(
        lambda: write_contents(
            version=version,
            content=replace(BLOC, slogan="Của tôi"),
            revision=seen,
            actor=world.drafter,
            at=BEGUN,
        ),
        ContentsChangedMeanwhile,
    )

    assert met.revised_by == world.year.head.full_name
    assert content_of(row(version).pk).bloc.slogan == "Của họ"


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (replace(BLOC, title=""), "title"),
        (replace(BLOC, slogan="x" * 301), "slogan"),
        (replace(BLOC, preamble="x" * 4001), "preamble"),
        (replace(BLOC, clauses=(ClauseRow("x" * 4001),)), "clause-0-text"),
        (replace(BLOC, clauses=(ClauseRow("x", "y" * 41),)), "clause-0-leaf"),
    ],
    ids=["title", "slogan", "preamble", "clause", "leaf"],
)
def test_contents_that_cannot_be_kept_are_refused(content: BlocContent, where: str) -> None:
    world = make_world()
    version = make_draft(world)

    problem = refused(
        lambda: write_contents(
            version=version,
            content=content,
            revision=read(version).card.revision,
            actor=world.drafter,
            at=BEGUN,
        ),
        RegistrationUnreadable,
    )

    assert [one.where for one in problem.problems] == [where]


def test_the_same_rows_give_the_same_text_to_the_letter() -> None:
    world = make_world()
    version = make_composed(world)
    first = text_of(row(version).pk)
    return_to_drafting(version=version, reason="Xem lại", actor=world.drafter, at=COMPOSED)

    make_composed(world, version)

    card = read(version).card
    assert text_of(row(version).pk) == first
    assert card.content_hash == text_hash(first)
    assert "DV2-1 | Chỉ tiêu 1 | % | cao hơn là tốt | 6 | 90,5 | 95,0 | 31/12/2023 | " in first
    assert "Danh hiệu thi đua: Cờ thi đua của tỉnh: 1 tập thể; Chiến sĩ thi đua cơ sở: 3 cá nhân" in first
    assert untrue() == []


def test_nothing_is_composed_before_everything_is_there() -> None:
    world = make_world()
    version = make_draft(world, replace(BLOC, clauses=()))

    refused(lambda: compose_text(version=version, actor=world.drafter, at=COMPOSED), CovenantRefused)
    make_collected(world, version)
    problem = refused(
        lambda: compose_text(version=version, actor=world.drafter, at=COMPOSED), CovenantUnfinished
    )
    assert [one.where for one in problem.problems] == ["clauses"]


def test_an_objection_says_why_and_keeps_the_covenant_from_signature() -> None:
    world = make_world()
    version = make_composed(world)
    for code in ("DV1", "DV2"):
        consent(world, version, code)

    refused(lambda: consent(world, version, "DV3", answer=ConsentAnswer.OBJECTED), CovenantActUnfit)
    after = consent(world, version, "DV3", answer=ConsentAnswer.OBJECTED, comment="Sửa điều 2")
    still = consent(world, version, "DV3")

    assert (after, still) == (CovenantState.COMPOSED, CovenantState.AGREED)


def test_consent_is_given_to_the_text_that_was_read_for_ones_own_unit() -> None:
    world = make_world()
    version = make_composed(world)

    refused(lambda: consent(world, version, "DV2", content_hash="x"), CovenantActUnfit)
    refused(lambda: consent(world, version, "DV2", actor=world.signers.officers["DV3"]), CovenantActUnfit)
    refused(lambda: consent(world, version, "DV2", actor=world.year.auditor), CovenantRefused)


def test_a_text_that_is_returned_voids_signatures_and_needs_consent_anew() -> None:
    world = make_world()
    version = make_agreed(world)
    sign(world, version, "DV1")
    refused(
        lambda: return_to_drafting(version=version, reason=" ", actor=world.drafter, at=LATER),
        CovenantActUnfit,
    )

    return_to_drafting(version=version, reason="Sai chỉ tiêu", actor=world.drafter, at=LATER)
    return_registration(registration=key_of(version, "DV2"), reason="Sửa", actor=world.drafter, at=LATER)
    save(world, version, "DV2", replace(REGISTERED, slogan="Khẩu hiệu mới"), at=LATER)
    send(world, version, "DV2", at=LATER)
    collect(world, version, "DV2", at=LATER)
    make_composed(world, version, at=LATER)
    refused(lambda: sign(world, version, "DV1", at=LATER), CovenantRefused)
    make_agreed(world, version, at=LATER)
    make_signed(world, version, at=LATER)

    number = row(version).pk
    assert len(signatures_of(number)) == 3
    assert [one.void_reason for one in signatures_of(number, voided=True) if one.voided_at] == [
        "Sai chỉ tiêu"
    ]
    assert untrue() == []


def test_a_signed_covenant_does_not_go_back() -> None:
    world = make_world()
    version = make_signed(world)

    refused(
        lambda: return_to_drafting(version=version, reason="x", actor=world.drafter, at=LATER),
        CovenantRefused,
    )


def test_an_amendment_carries_everything_over_and_the_old_version_holds_until_all_sign_again() -> None:
    world = make_world()
    first = make_signed(world)
    keys = [one.key for one in registered_targets(world.key)]
    refused(lambda: amend_covenant(version=first, reason="", actor=world.drafter, at=LATER), CovenantActUnfit)

    second = amend_covenant(version=first, reason="Tăng chỉ tiêu", actor=world.drafter, at=LATER)
    problem = refused(
        lambda: amend_covenant(version=first, reason="Nữa", actor=world.drafter, at=LATER), CovenantActUnfit
    )
    meanwhile = version_in_force(world.key)
    make_composed(world, second, at=LATER)
    make_agreed(world, second, at=LATER)
    make_signed(world, second, at=LATER)

    assert said(problem) == "Another version of this covenant is in preparation."
    assert meanwhile is not None
    assert meanwhile.public_id == first
    assert [card.state for card in versions_of_year(world.key)] == [
        CovenantState.SIGNED,
        CovenantState.SUPERSEDED,
    ]
    assert [one.key for one in registered_targets(world.key)] == keys
    before = version_in_force(world.key, on=date(2023, 3, 1))
    assert before is not None
    assert before.public_id == first
    assert untrue() == []


def test_a_unit_that_leaves_stays_in_history_and_one_that_joins_registers() -> None:
    world = make_world()
    first = make_signed(world)
    leave(world, "DV3", LATER.date() - timedelta(days=2))
    join(world, "DV9", LATER.date() - timedelta(days=1))

    second = amend_covenant(version=first, reason="Kiện toàn khối", actor=world.drafter, at=LATER)

    assert [one.code for one in read(first).parties] == ["DV1", "DV2", "DV3"]
    assert [(one.code, one.state) for one in read(second).parties] == [
        ("DV1", RegistrationState.COLLECTED),
        ("DV2", RegistrationState.COLLECTED),
        ("DV9", RegistrationState.DRAFTED),
    ]
    assert untrue() == []


def test_the_parties_of_a_draft_are_matched_with_the_members() -> None:
    world = make_world()
    version = make_collected(world)
    refused(lambda: match_members(version=version, actor=world.drafter, at=COMPOSED), CovenantActUnfit)
    leave(world, "DV3", COMPOSED.date() - timedelta(days=2))
    join(world, "DV9", COMPOSED.date() - timedelta(days=1))

    problem = refused(
        lambda: compose_text(version=version, actor=world.drafter, at=COMPOSED), CovenantUnfinished
    )
    match_members(version=version, actor=world.drafter, at=COMPOSED)

    assert "parties" in {one.where for one in problem.problems}
    assert [one.code for one in read(version).parties] == ["DV1", "DV2", "DV9"]
    assert party(version, "DV1").state is RegistrationState.COLLECTED


def test_a_year_that_is_over_keeps_its_covenant() -> None:
    world = make_world()
    version = make_signed(world)
    world.year.bloc_year.state = "concluded"
    world.year.bloc_year.save()

    refused(
        lambda: amend_covenant(version=version, reason="x", actor=world.drafter, at=LATER), CovenantRefused
    )


def test_a_row_removed_past_the_product_is_found() -> None:
    world = make_world()
    version = make_signed(world)

    row(version).registrations.get(unit__code="DV2").targets.filter(position=1).delete()

    assert "the rows give another text" in untrue()


def test_a_signature_removed_past_the_product_is_found() -> None:
    world = make_world()
    version = make_signed(world)

    row(version).signatures.filter(unit__code="DV2").delete()

    assert "not every party has signed" in untrue()


def test_nobody_begins_a_covenant_for_a_year_without_members() -> None:
    world = make_world()
    Membership.objects.filter(bloc_year=world.year.bloc_year).update(joined_on=date(2023, 6, 1))

    refused(
        lambda: begin_covenant(
            bloc_year=world.key,
            content=BLOC,
            registration_due=date(2023, 2, 28),
            actor=world.drafter,
            at=AGREED,
        ),
        CovenantActUnfit,
    )
