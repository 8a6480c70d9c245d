"""Signing and witnessing: the office of that day, deputies with a paper, one signature each, and the freeze."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.covenants.refusals import refused, said
from tests.factories.accounts import make_account, make_grant
from tests.factories.covenants import (
    AGREED,
    LATER,
    REGISTERED,
    SIGNED,
    TABLE,
    World,
    authorise,
    collect,
    make_agreed,
    make_collected,
    make_composed,
    make_person,
    make_signed,
    make_world,
    party,
    put_in_office,
    read,
    registration_row,
    row,
    save,
    send,
    sign,
)
from tests.factories.criteria import make_frozen
from thidua.covenants.actions import Given, witness_covenant
from thidua.covenants.errors import CovenantActUnfit, CovenantRefused, SignatoryUnfit
from thidua.covenants.findings import findings_of, targets_rule
from thidua.covenants.models import CovenantSignature, Target
from thidua.covenants.queries import content_of, signatures_of, text_of
from thidua.covenants.states import CovenantState, Manner, SignatureRole
from thidua.organisations.models import Office, Person
from thidua.organisations.states import OfficeKind

pytestmark = pytest.mark.django_db
TODAY = SIGNED.date()
YESTERDAY = TODAY - timedelta(days=1)


def head_office(world: World, code: str) -> Office:
    return Office.objects.get(person__user=world.signers.heads[code], kind=OfficeKind.HEAD)


def witness(world: World, version: str, **changed: Any) -> None:
    fields: dict[str, Any] = {
        "version": version,
        "given": Given(Manner.ON_SCREEN, TODAY),
        "content_hash": read(version).card.content_hash,
        "actor": world.witness,
        "at": SIGNED,
    }
    witness_covenant(**(fields | changed))


def test_when_all_have_signed_the_covenant_is_in_force_and_says_who_signed_as_what() -> None:
    world = make_world()
    version = make_agreed(world)

    states = [sign(world, version, code) for code in ("DV1", "DV2", "DV3")]

    card = read(version).card
    assert states == [CovenantState.AGREED, CovenantState.AGREED, CovenantState.SIGNED]
    assert (card.signed_on, card.state) == (TODAY, CovenantState.SIGNED)
    assert [(one.person_name, one.capacity, one.content_hash) for one in signatures_of(card.id)] == [
        (f"Giám đốc {code}", "Giám đốc", card.content_hash) for code in ("DV1", "DV2", "DV3")
    ]


def test_whose_office_ended_yesterday_does_not_sign_and_is_told_when_it_ended() -> None:
    world = make_world()
    version = make_agreed(world)
    office = head_office(world, "DV2")
    office.valid_to = YESTERDAY
    office.save()

    problem = refused(lambda: sign(world, version, "DV2"), SignatoryUnfit)

    assert said(problem).startswith("The office of {person} as {title} of {unit} ended on {last}")
    params = problem.sentence.params
    assert (params["last"], params["day"]) == (YESTERDAY, TODAY)


def test_what_was_signed_yesterday_on_paper_by_whose_office_ended_yesterday_counts() -> None:
    world = make_world()
    version = make_agreed(world)
    office = head_office(world, "DV2")
    office.valid_to = YESTERDAY
    office.save()
    given = Given(Manner.ON_PAPER, YESTERDAY, office.person.public_id, "12/GƯ")

    sign(world, version, "DV2", given=given, actor=world.drafter)

    (found,) = signatures_of(read(version).card.id)
    assert (found.signed_on, found.paper_number, found.manner) == (YESTERDAY, "12/GƯ", Manner.ON_PAPER)
    assert found.recorded_by == world.drafter.full_name


def test_whose_office_begins_tomorrow_does_not_sign_today() -> None:
    world = make_world()
    version = make_agreed(world)
    head_office(world, "DV2").delete()
    person = Person.objects.get(user=world.signers.heads["DV2"])
    put_in_office(person, world.unit("DV2"), "head", "Giám đốc", valid_from=TODAY + timedelta(days=1))

    problem = refused(lambda: sign(world, version, "DV2"), SignatoryUnfit)

    assert "begins on {first}" in said(problem)


def test_a_deputy_signs_only_with_an_authorisation_in_force_that_day() -> None:
    world = make_world()
    version = make_agreed(world)
    deputy = world.signers.deputies["DV2"]

    without = refused(lambda: sign(world, version, "DV2", actor=deputy), SignatoryUnfit)
    authorise(world, "DV2", valid_to=YESTERDAY)
    lapsed = refused(lambda: sign(world, version, "DV2", actor=deputy), SignatoryUnfit)
    authorise(world, "DV2", revoked_on=TODAY)
    revoked = refused(lambda: sign(world, version, "DV2", actor=deputy), SignatoryUnfit)
    paper = authorise(world, "DV2")
    sign(world, version, "DV2", actor=deputy)

    assert all("no authorisation to sign is in force" in said(one) for one in (without, lapsed, revoked))
    (found,) = signatures_of(read(version).card.id)
    assert (found.capacity, found.authorisation_number) == ("KT. Giám đốc, Phó Giám đốc", paper.number)


def test_one_units_authorisation_does_not_serve_another() -> None:
    world = make_world()
    version = make_agreed(world)
    authorise(world, "DV3")

    refused(lambda: sign(world, version, "DV2", actor=world.signers.deputies["DV2"]), SignatoryUnfit)
    refused(lambda: sign(world, version, "DV2", actor=world.signers.deputies["DV3"]), CovenantActUnfit)


def test_an_officer_does_not_sign_even_on_paper() -> None:
    world = make_world()
    version = make_agreed(world)
    officer = Person.objects.get(user=world.signers.officers["DV2"])
    given = Given(Manner.ON_PAPER, TODAY, officer.public_id, "12/GƯ")

    problem = refused(lambda: sign(world, version, "DV2", given=given, actor=world.drafter), SignatoryUnfit)

    assert "neither head nor deputy head" in said(problem)
    refused(lambda: sign(world, version, "DV2", actor=world.signers.officers["DV2"]), CovenantRefused)


def test_an_account_behind_which_nobody_stands_signs_nothing() -> None:
    world = make_world()
    version = make_agreed(world)
    nobody = make_account(full_name="Không có trong danh mục")
    make_grant(nobody, "unit_head", unit=world.unit("DV2").public_id)

    problem = refused(lambda: sign(world, version, "DV2", actor=nobody), SignatoryUnfit)

    assert said(problem).startswith("No person on record stands behind this account")


def test_a_signature_that_does_not_fit_is_refused() -> None:
    world = make_world()
    version = make_agreed(world)
    head = Person.objects.get(user=world.signers.heads["DV2"])

    def on_paper(day: date, number: str = "12/GƯ", signer: str = head.public_id) -> Given:
        return Given(Manner.ON_PAPER, day, signer, number)

    early = AGREED.date() - timedelta(days=1)
    wrong = (
        on_paper(TODAY + timedelta(days=1)),
        on_paper(early),
        on_paper(TODAY, number=" "),
        on_paper(TODAY, signer="khongco"),
        Given(Manner.ON_SCREEN, YESTERDAY),
    )
    for given in wrong:
        refused(partial(sign, world, version, "DV2", given=given, actor=world.drafter), CovenantActUnfit)
    refused(lambda: sign(world, version, "DV2", content_hash="x" * 64), CovenantActUnfit)
    refused(lambda: sign(world, version, "DV2", unit=world.year.office.public_id), CovenantActUnfit)
    sign(world, version, "DV2")
    twice = refused(lambda: sign(world, version, "DV2"), CovenantActUnfit)
    assert said(twice) == "{unit} has signed already."


def test_nobody_signs_before_all_agree_or_after_all_have_signed() -> None:
    world = make_world()
    version = make_composed(world)
    refused(lambda: sign(world, version, "DV2"), CovenantRefused)

    make_agreed(world, version)
    make_signed(world, version)

    refused(lambda: sign(world, version, "DV2", at=LATER), CovenantRefused)


def test_a_unit_that_left_before_the_signing_stops_it() -> None:
    world = make_world("DV1", "DV2", "DV3", "DV4")
    version = make_agreed(world)
    membership = world.year.bloc_year.memberships.get(unit=world.unit("DV4"))
    membership.left_on, membership.leaving_decision = YESTERDAY, "9/QĐ"
    membership.save()

    problem = refused(lambda: sign(world, version, "DV2"), CovenantActUnfit)

    assert said(problem) == "The members of the bloc changed since the text was composed."


def test_a_table_frozen_after_composing_is_checked_once_more() -> None:
    world = make_world(table=None)
    version = make_agreed(world)
    other = {**TABLE["criteria"][0], "max": 17}
    leaf = {**other["children"][0], "max": 12}
    table = {
        **TABLE,
        "total": {"content_max": 17, "may_exceed_content_max": False},
        "criteria": [{**other, "children": [leaf, other["children"][1]]}],
    }
    make_frozen(world.year, table, at=AGREED)

    problem = refused(lambda: sign(world, version, "DV2"), CovenantActUnfit)

    assert said(problem) == "{unit}: {problem}"


def test_under_another_table_a_mere_doubt_stops_no_signature() -> None:
    world = make_world(table=None)
    version = make_collected(world, codes=["DV1", "DV3"])
    save(world, version, "DV2", replace(REGISTERED, titles=(), commendations=()))
    send(world, version, "DV2")
    collect(world, version, "DV2")
    make_agreed(world, make_composed(world, version))
    make_frozen(world.year, TABLE, at=AGREED)
    rule = targets_rule(world.key, on=TODAY)
    registered = content_of(row(version).pk).registrations[party(version, "DV2").id]

    state = sign(world, version, "DV2")

    assert rule.content_hash != row(version).scheme_hash
    assert [(one.where, one.error) for one in findings_of(registered, rule)] == [("titles", False)]
    assert state is CovenantState.AGREED
    assert [one.person_name for one in signatures_of(row(version).pk)] == ["Giám đốc DV2"]


def test_a_council_member_witnesses_once() -> None:
    world = make_world()
    version = make_signed(world)

    witness(world, version)

    cards = [one for one in signatures_of(read(version).card.id) if one.role is SignatureRole.WITNESS]
    assert [(one.person_name, one.office_title) for one in cards] == [("Lâm Chí Hiếu", "Ủy viên Hội đồng")]
    refused(lambda: witness(world, version), CovenantActUnfit)


def test_only_the_council_witnesses() -> None:
    world = make_world()
    version = make_agreed(world)
    head = Person.objects.get(user=world.signers.heads["DV2"])
    paper = Given(Manner.ON_PAPER, TODAY, head.public_id, "12/GƯ")

    refused(lambda: witness(world, version, actor=world.signers.heads["DV2"]), CovenantRefused)
    refused(lambda: witness(world, version, actor=world.drafter), CovenantActUnfit)
    problem = refused(lambda: witness(world, version, actor=world.drafter, given=paper), SignatoryUnfit)
    assert "holds no office in the Council" in said(problem)
    refused(lambda: witness(world, version, content_hash="x" * 64), CovenantActUnfit)
    witness(world, version)


def test_the_head_unit_enters_a_witness_from_paper() -> None:
    world = make_world()
    version = make_agreed(world)
    leader = Person.objects.get(name="Lâm Chí Hiếu")

    witness(
        world,
        version,
        actor=world.drafter,
        given=Given(Manner.ON_PAPER, TODAY, leader.public_id, "12/GƯ"),
    )

    assert CovenantSignature.objects.get().recorded_by_key == world.drafter.actor_key


@pytest.mark.parametrize(
    "change",
    [
        {"text": "x"},
        {"content_hash": "x"},
        {"title": "x"},
        {"version": 7},
        {"state": "agreed", "signed_on": None},
    ],
    ids=str,
)
def test_the_database_refuses_to_change_a_signed_text(change: dict[str, Any]) -> None:
    version = row(make_signed(make_world()))

    with pytest.raises(DatabaseError), transaction.atomic():
        type(version).objects.filter(pk=version.pk).update(**change)


def test_the_database_refuses_to_change_what_was_composed_or_signed() -> None:
    world = make_world()
    version = make_signed(world)
    registration = registration_row(version, "DV2")
    target = Target.objects.filter(registration=registration).first()
    signature = CovenantSignature.objects.first()
    assert target is not None
    assert signature is not None

    for changes in (
        lambda: Target.objects.filter(pk=target.pk).update(name="x"),
        lambda: Target.objects.create(registration=registration, code="x", position=99),
        lambda: type(registration).objects.filter(pk=registration.pk).update(slogan="x"),
        lambda: row(version).clauses.update(text="x"),
        lambda: row(version).clauses.create(position=99, text="x"),
        lambda: registration.titles.update(count=9),
        lambda: registration.promises.update(name="x"),
        lambda: registration.commendations.update(count=9),
        lambda: registration.revisions.update(author_name="x"),
        lambda: CovenantSignature.objects.filter(pk=signature.pk).update(person_name="x"),
        lambda: CovenantSignature.objects.filter(pk=signature.pk).update(
            voided_at=datetime.now(tz=SIGNED.tzinfo), void_reason="x"
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            changes()
    assert text_of(row(version).pk)


def test_the_database_takes_no_signature_of_a_draft() -> None:
    world = make_world()
    version = row(make_composed(world))
    person = make_person(None, "Ai đó")

    with pytest.raises(DatabaseError), transaction.atomic():
        CovenantSignature.objects.create(
            version=version,
            role="party",
            unit=world.unit("DV2"),
            person=person,
            person_name="x",
            office_title="x",
            capacity="x",
            manner="on_screen",
            signed_on=TODAY,
            content_hash="x",
            recorded_at=SIGNED,
            recorded_by_key="x",
            recorded_by_name="x",
        )
