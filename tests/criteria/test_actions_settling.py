"""Remarks, sending round, answers, agreement, return, freezing: what the verbs keep, what they refuse, and that a refusal leaves no trace."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.criteria.acts import node, refused, revise
from tests.factories.criteria import (
    LATER,
    SENT,
    SIGNED,
    Year,
    keep_doubts,
    make_agreed,
    make_circulated,
    make_draft,
    make_frozen,
    make_year,
    read,
)
from thidua.criteria.actions import (
    agree_scheme,
    circulate_draft,
    freeze_scheme,
    give_consent,
    return_to_draft,
    write_remark,
)
from thidua.criteria.edits import (
    ReviseNode,
    ReviseSettings,
)
from thidua.criteria.errors import (
    SchemeActUnfit,
    SchemeRefused,
    SchemeUnfinished,
)
from thidua.criteria.models import Consent
from thidua.criteria.queries import (
    card_in_force,
    consents_of,
    scheme_in_force,
)
from thidua.criteria.states import ConsentAnswer, RemarkKind, SchemeState
from thidua.foundation.acts import latest_acts

pytestmark = pytest.mark.django_db


def test_write_remark_replaces_the_earlier_word() -> None:
    year = make_year()
    scheme = make_draft(year)
    key = "criteria:A.1:max"
    for text in ("Một", " Hai "):
        write_remark(
            scheme=scheme,
            kind=RemarkKind.CHANGE,
            key=key,
            text=text,
            asked_by="CA",
            actor=year.drafter,
            at=SENT,
        )

    remark = read(scheme).remark(RemarkKind.CHANGE, key)
    assert remark is not None
    assert (remark.text, remark.asked_by, remark.author) == ("Hai", "CA", "Trần Minh Khang")
    assert latest_acts(on_key=scheme)[0].data["place"] == "A.1"


@pytest.mark.parametrize(("key", "place"), [("loose", "loose"), ("gap::x", "…")])
def test_write_remark_names_a_place_in_the_ledger_whatever_the_key(key: str, place: str) -> None:
    year = make_year()
    scheme = make_draft(year)

    write_remark(scheme=scheme, kind=RemarkKind.CHANGE, key=key, text="x", actor=year.drafter, at=SENT)

    assert latest_acts(on_key=scheme)[0].data["place"] == place


def test_write_remark_needs_words() -> None:
    year = make_year()
    scheme = make_draft(year)

    refused(
        lambda: write_remark(
            scheme=scheme, kind=RemarkKind.CHANGE, key="k", text="  ", actor=year.drafter, at=SENT
        ),
        SchemeActUnfit,
    )


def test_circulate_draft_sends_the_revision_it_has() -> None:
    year = make_year()
    scheme = make_circulated(year)
    card = read(scheme).card
    assert (card.circulated_revision, card.circulated_as_it_is, card.comments_until) == (
        1,
        True,
        date(2023, 2, 10),
    )

    revise(year, scheme, ReviseSettings({"name": "Khác"}))

    assert not read(scheme).card.circulated_as_it_is


def test_circulate_draft_needs_no_last_day() -> None:
    year = make_year()
    scheme = make_draft(year)

    circulate_draft(scheme=scheme, comments_until=None, actor=year.drafter, at=SENT)

    assert read(scheme).card.comments_until is None


def test_circulate_draft_refuses_errors_but_not_doubts() -> None:
    year = make_year()
    scheme = make_draft(year)
    revise(year, scheme, ReviseNode("A.1", {**node(scheme, "A.1"), "max": "9"}))

    refused(
        lambda: circulate_draft(scheme=scheme, comments_until=None, actor=year.drafter, at=SENT),
        SchemeUnfinished,
    )


def test_circulate_draft_refuses_a_day_that_has_passed() -> None:
    year = make_year()
    scheme = make_draft(year)

    refused(
        lambda: circulate_draft(
            scheme=scheme, comments_until=SENT.date() - timedelta(days=1), actor=year.drafter, at=SENT
        ),
        SchemeActUnfit,
    )


def answer(year: Year, scheme: str, who: str, unit: str, said: ConsentAnswer, comment: str = "") -> None:
    give_consent(
        scheme=scheme,
        unit=year.units[unit].public_id,
        answer=said,
        comment=comment,
        actor=getattr(year, who),
        at=SENT,
    )


def test_give_consent_keeps_the_last_answer_and_what_it_answered_to() -> None:
    year = make_year()
    scheme = make_circulated(year)
    answer(year, scheme, "officer", "DV2", ConsentAnswer.OBJECTED, "I.4 chưa rõ")
    revise(year, scheme, ReviseSettings({"name": "Khác"}))
    answer(year, scheme, "officer", "DV2", ConsentAnswer.AGREED)

    kept = consents_of(scheme)[year.units["DV2"].public_id]
    assert (kept.answer, kept.comment, kept.revision) == (ConsentAnswer.AGREED, "", 2)
    assert Consent.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "unit", "said", "comment", "error"),
    [
        ("officer", "DV3", ConsentAnswer.AGREED, "", SchemeActUnfit),
        ("officer", "DV2", ConsentAnswer.OBJECTED, " ", SchemeActUnfit),
        ("standing", "DV2", ConsentAnswer.AGREED, "", SchemeRefused),
    ],
)
def test_give_consent_refuses(
    who: str, unit: str, said: ConsentAnswer, comment: str, error: type[Exception]
) -> None:
    year = make_year()
    scheme = make_circulated(year)

    refused(lambda: answer(year, scheme, who, unit, said, comment), error)


def test_give_consent_refuses_a_unit_that_is_no_member() -> None:
    year = make_year()
    scheme = make_circulated(year)

    refused(
        lambda: give_consent(
            scheme=scheme,
            unit=year.office.public_id,
            answer=ConsentAnswer.AGREED,
            comment="",
            actor=year.officer,
            at=SENT,
        ),
        SchemeActUnfit,
    )


def test_agree_scheme_records_day_and_meeting() -> None:
    year = make_year()
    scheme = make_agreed(year)

    card = read(scheme).card
    assert (card.state, card.agreed_on, card.meeting) == (
        SchemeState.AGREED,
        SIGNED.date(),
        "Hội nghị triển khai",
    )


def test_agree_scheme_refuses_while_something_is_open() -> None:
    year = make_year()
    scheme = make_draft(year)
    steps = [{"when": "x >= 90", "points": 7}, {"when": "x < 80", "points": 3}]
    revise(year, scheme, ReviseNode("A.2", {**node(scheme, "A.2"), "steps": steps}))

    problem = refused(
        lambda: agree_scheme(scheme=scheme, agreed_on=SENT.date(), meeting="x", actor=year.head, at=SENT),
        SchemeUnfinished,
    )

    assert isinstance(problem, SchemeUnfinished)
    assert [one.sentence.text for one in problem.problems] == ["doubt_gap"]


@pytest.mark.parametrize(
    ("day", "meeting", "where"), [(SIGNED.date(), "  ", "meeting"), (LATER.date(), "x", "agreed_on")]
)
def test_agree_scheme_needs_a_meeting_and_a_day_that_has_come(day: date, meeting: str, where: str) -> None:
    year = make_year()
    scheme = make_draft(year)
    keep_doubts(year, scheme)

    problem = refused(
        lambda: agree_scheme(scheme=scheme, agreed_on=day, meeting=meeting, actor=year.head, at=SIGNED),
        SchemeActUnfit,
    )

    assert getattr(problem, "where", "") == where


def test_return_to_draft_says_why_and_opens_the_draft_again() -> None:
    year = make_year()
    scheme = make_agreed(year)

    return_to_draft(scheme=scheme, reason=" Sai điểm mục A ", actor=year.head, at=SIGNED)

    card = read(scheme).card
    assert (card.state, card.agreed_on, card.meeting, card.returned_reason) == (
        SchemeState.DRAFTED,
        None,
        "",
        "Sai điểm mục A",
    )


def test_return_to_draft_needs_a_reason() -> None:
    year = make_year()
    scheme = make_agreed(year)

    refused(lambda: return_to_draft(scheme=scheme, reason=" ", actor=year.head, at=SIGNED), SchemeActUnfit)


def test_return_to_draft_refuses_a_frozen_version() -> None:
    year = make_year()
    scheme = make_frozen(year)

    refused(lambda: return_to_draft(scheme=scheme, reason="x", actor=year.head, at=LATER), SchemeRefused)


def test_freeze_scheme_puts_the_version_in_force() -> None:
    year = make_year()
    scheme = make_frozen(year)

    found = scheme_in_force(year.key, SIGNED.date())
    assert found is not None
    assert (found.public_id, found.version, sorted(found.scheme.leaves)) == (
        scheme,
        1,
        ["A.1", "A.2", "B.1", "B.2"],
    )
    assert set(found.notes) == {"A.2"}
    assert scheme_in_force(year.bloc_year.pk, SIGNED.date()) == found
    assert scheme_in_force(year.key, SIGNED.date() - timedelta(days=1)) is None


def test_freeze_scheme_supersedes_the_version_before_on_the_same_day() -> None:
    year = make_year()
    first = make_frozen(year)
    second = make_frozen(year, at=LATER, change_reason="Đổi")

    one, two = read(first).card, read(second).card
    assert (one.state, one.superseded_on, two.state, two.frozen_on) == (
        SchemeState.SUPERSEDED,
        LATER.date(),
        SchemeState.FROZEN,
        LATER.date(),
    )
    in_force = [card_in_force(year.key, on=day) for day in (SIGNED.date(), LATER.date())]
    assert [card.public_id for card in in_force if card is not None] == [first, second]
    assert {act.name for act in latest_acts(on_key=first, limit=1)} == {"criteria.supersede_scheme"}


@pytest.mark.parametrize("day", [SIGNED.date() - timedelta(days=1), SIGNED.date() + timedelta(days=1)])
def test_freeze_scheme_refuses_a_day_before_agreement_or_to_come(day: date) -> None:
    year = make_year()
    scheme = make_agreed(year)

    refused(lambda: freeze_scheme(scheme=scheme, frozen_on=day, actor=year.head, at=SIGNED), SchemeActUnfit)


def test_freeze_scheme_refuses_a_day_before_the_version_in_force() -> None:
    year = make_year()
    make_frozen(year, at=LATER)
    scheme = make_draft(year, change_reason="Đổi", at=LATER)
    keep_doubts(year, scheme, at=LATER)
    agree_scheme(scheme=scheme, agreed_on=SIGNED.date(), meeting="x", actor=year.head, at=LATER)

    refused(
        lambda: freeze_scheme(scheme=scheme, frozen_on=SIGNED.date(), actor=year.head, at=LATER),
        SchemeActUnfit,
    )


@pytest.mark.parametrize("make", [make_draft, make_frozen])
def test_freeze_scheme_refuses_what_was_not_agreed(make: Callable[..., str]) -> None:
    year = make_year()
    scheme = make(year)

    refused(
        lambda: freeze_scheme(scheme=scheme, frozen_on=SIGNED.date(), actor=year.head, at=LATER),
        SchemeRefused,
    )
