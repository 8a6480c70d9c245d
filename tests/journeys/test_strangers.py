"""Whoever has no part in the bloc's year 2023 tries every address of its records: nothing is told, nothing is done."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import story
from tests.cast import stranger
from tests.factories.accounts import PASSWORD as OWN_PASSWORD
from tests.journeys.atlas import Place, places
from tests.journeys.visitor import Visitor
from thidua.covenants.models import Target
from thidua.criteria.models import Scheme
from thidua.demo.accounts import PASSWORD
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import AuditEntry
from thidua.plans.models import ConsultationComment
from thidua.reports.models import Evidence, ReportField
from thidua.scorecards.models import Explanation, Mark, Snapshot

# Who may is decided above the database, and each gate is asked on both in its own room's tests.
pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="asks for every address there is, on SQLite alone"
)


NOW = datetime(2024, 4, 22, 9, 0, tzinfo=VIET_NAM)
FIELD = {"criteria", "scorecards", "covenants", "reports", "evidence"}
# A text shorter than this may stand somewhere by chance.
LONG = 20
# Where everyone who has signed in may go; what they see there is their own.
OPEN_TO_ALL = {
    "desk:overview", "desk:my_work", "desk:my_work_file", "desk:search",
    "accounts:me", "accounts:confirm", "accounts:password", "accounts:second_factor", "accounts:second_factor_set_up",
    "accounts:renew_codes", "accounts:remove_factor", "accounts:sessions", "accounts:end_session",
    "accounts:end_others",
    "notices:list", "notices:open", "notices:read_all", "notices:mail",
}  # fmt: skip


@pytest.fixture
def told(stand_at: Callable[[datetime], datetime]) -> list[Place]:
    """The story, and its addresses."""
    story.tell()
    stand_at(NOW)
    return places()


def secrets() -> Iterator[str]:
    """What nobody outside the bloc reads: names of criteria, reasons, explanations, the agreed totals."""
    for scheme in Scheme.objects.all():
        for section in scheme.document["criteria"]:
            yield from (leaf["name"] for leaf in section["children"])
    yield from Mark.objects.exclude(reason="").values_list("reason", flat=True)
    yield from Explanation.objects.values_list("text", flat=True)
    yield from Snapshot.objects.values_list("meeting", flat=True)
    yield from Target.objects.values_list("name", flat=True)
    yield from ConsultationComment.objects.values_list("text", flat=True)
    yield from Evidence.objects.exclude(number="").values_list("number", flat=True)
    for said in ReportField.objects.filter(kind="text").values_list("said", flat=True):
        yield from (text for text in said.values() if isinstance(text, str) and len(text) > LONG)


def leaks(answer: Any, kept: list[str]) -> list[str]:
    """Secrets in an answer, whatever it is."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode("utf-8", "replace")
    return [one for one in kept if one in text]


def asked(client: Client, place: Place) -> Iterator[tuple[str, Any]]:
    """Every way to ask for an address."""
    if place.reads:
        yield "GET", client.get(place.path)
    if place.writes:
        yield (
            "POST",
            client.post(
                place.path, {"reason": "x", "text": "x", "says": "value", "points": "1", "revision": "0"}
            ),
        )


def test_without_an_account_every_address_leads_to_the_door(told: list[Place]) -> None:
    client, kept, wrong = Visitor().client, list(secrets()), []

    for place in told:
        if place.view.public:
            continue
        for way, answer in asked(client, place):
            to_the_door = answer.status_code == 302 and answer.headers["Location"].startswith(
                reverse("accounts:sign_in")
            )
            if not to_the_door or leaks(answer, kept):
                wrong.append(f"{way} {place.name}: {answer.status_code}")

    assert not wrong, "\n".join(["", *wrong])


def tried(visitor: Visitor, told: list[Place]) -> Iterator[tuple[Place, str, Any]]:
    """Every address that is not for all, asked in every way."""
    for place in told:
        if not place.view.public and place.name not in OPEN_TO_ALL:
            for way, answer in asked(visitor.client, place):
                yield place, way, answer


def test_an_account_without_a_role_learns_nothing(told: list[Place]) -> None:
    user = stranger()
    visitor = Visitor().sign_in(user.username, OWN_PASSWORD)
    kept, before = list(secrets()), AuditEntry.objects.count()

    wrong = [
        f"{way} {place.name}: {answer.status_code}"
        for place, way, answer in tried(visitor, told)
        if answer.status_code != 404 or leaks(answer, kept)
    ]

    assert not wrong, "\n".join(["", *wrong])
    assert AuditEntry.objects.count() == before


# Lists that show everyone their own, and the register of units and people, which all who work in the field may read.
LISTS = {
    "criteria:home", "criteria:template", "desk:choose", "records:ledger", "records:export",
    "scorecards:home", "scorecards:openable",
    "organisations:blocs", "organisations:units", "organisations:units_export", "organisations:unit",
    "organisations:people", "organisations:person", "organisations:places",
    "campaigns:list", "campaigns:file", "campaigns:tree", "campaigns:new", "covenants:list", "evidence:list",
    "plans:list", "plans:holidays", "plans:feed", "reports:list", "reports:file",
    # What a unit did for a movement of the whole province is read by all who take part in that movement.
    "campaigns:activity",
}  # fmt: skip
# Verbs of those who keep that register: another officer may know of them, and is told who may.
KEPT_BY_OTHERS = {"organisations", "records"}
TOLD_WHO_MAY = {
    "campaigns:reference", "campaigns:activity_correct", "campaigns:activity_strike", "plans:correct_holidays",
}  # fmt: skip
# The address of one's own calendar: opened, renewed and closed by everyone for themselves.
OWN = {"plans:open_feed", "plans:renew_feed", "plans:close_feed"}


def test_the_officer_of_another_bloc_learns_nothing_of_this_one(told: list[Place]) -> None:
    visitor = Visitor().sign_in("van.dtc", PASSWORD)
    kept, before, wrong = list(secrets()), AuditEntry.objects.count(), []

    for place, way, answer in tried(visitor, [place for place in told if place.name not in OWN]):
        allowed = {404}
        if place.room in KEPT_BY_OTHERS or place.name in TOLD_WHO_MAY:
            allowed |= {403}
        if place.name in LISTS:
            allowed |= {200}
        reasons = answer.status_code != 403 or "reasons__item" in answer.content.decode()
        if answer.status_code not in allowed or not reasons or leaks(answer, kept):
            wrong.append(f"{way} {place.name}: {answer.status_code} {leaks(answer, kept)[:2]}")

    assert not wrong, "\n".join(["", *wrong])
    assert AuditEntry.objects.count() == before


def test_the_administrator_has_no_part_in_scoring(told: list[Place], settings: Any) -> None:
    settings.PASSWORD_DAYS_ADMIN = 0  # the password of the story has aged
    visitor = Visitor().sign_in("quan.tri", PASSWORD)
    kept, before, wrong = list(secrets()), AuditEntry.objects.count(), []

    for place, way, answer in tried(visitor, [place for place in told if place.room != "accounts"]):
        if (place.room in FIELD and answer.status_code != 404) or leaks(answer, kept):
            wrong.append(f"{way} {place.name}: {answer.status_code} {leaks(answer, kept)[:2]}")

    assert not wrong, "\n".join(["", *wrong])
    assert AuditEntry.objects.count() == before


def test_an_auditor_changes_nothing(told: list[Place]) -> None:
    visitor = Visitor().sign_in("tri.tm", PASSWORD)
    before, wrong = AuditEntry.objects.count(), []

    for place, way, answer in tried(visitor, [place for place in told if place.name not in OWN]):
        if answer.status_code >= 500 or (way == "POST" and AuditEntry.objects.count() != before):
            if place.name == "records:check":  # theirs, and itself an act
                before += 1
                continue
            wrong.append(f"{way} {place.name}: {answer.status_code}")

    assert not wrong, "\n".join(["", *wrong])
