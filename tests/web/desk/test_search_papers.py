"""Search finds movements, plans, covenants, reports and evidence, and only those one may read."""

import re
from datetime import datetime

import pytest

from tests.factories.plans import make_issued
from tests.factories.reports import Reporting, make_reporting
from tests.reports.evidence import file_one
from thidua.campaigns.actions import draft_movement
from thidua.campaigns.drafts import MovementDraft
from thidua.campaigns.states import Level, MovementKind
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.finding import found_among
from thidua.plans.finding import findable_plans

pytestmark = pytest.mark.django_db
LATER = datetime(2023, 6, 20, 9, 0, tzinfo=VIET_NAM)


@pytest.fixture
def made(stand_at):
    """A year with one of everything."""
    stand_at(LATER)
    found = make_reporting()
    year = found.world.year
    make_issued(year)
    file_one(year)
    draft = MovementDraft(
        level=Level.BLOC,
        kind=MovementKind.REGULAR,
        name="Phong trào Đẩy mạnh cải cách",
        issuer="Khối thử",
        starts_on=LATER.date(),
        ends_on=None,
        document_number="02/KH-K",
        document_date=LATER.date(),
        contents=("Cải cách",),
        bloc_year=year.key,
    )
    draft_movement(draft=draft, launched_on=LATER.date(), actor=year.drafter, at=LATER)
    return found


def groups(client, person, words: str) -> dict[str, int]:
    client.force_login(person)
    page = client.get("/tim/", {"q": words}).text
    return {
        name: int(number) for name, number in re.findall(r"<h2[^>]*>\s*([^<(]+?) \((\d+)\)", page) if name
    }


@pytest.mark.parametrize(
    ("words", "kind", "href"),
    [
        ("day manh CAI CACH", "Phong trào thi đua", "/phong-trao/"),
        ("ke hoach", "Kế hoạch", "/ke-hoach/"),
        ("giao uoc thi dua", "Giao ước", "/giao-uoc/"),
        ("45/BC-DV1", "Minh chứng", "/bao-cao/minh-chung/"),
    ],
)
def test_a_paper_is_found_by_title_or_number_with_and_without_diacritics(
    made: Reporting, client, words, kind, href
):
    year = made.world.year
    found = groups(client, year.drafter, words)

    assert found[kind] >= 1
    assert f'href="{href}' in client.get("/tim/", {"q": words}).text
    assert groups(client, year.standing, words)[kind] == found[kind]
    for person in (year.stranger, year.other_head, year.administrator):
        assert kind not in groups(client, person, words)


def test_a_report_is_found_in_both_languages(made: Reporting, client, language):
    name = made.frame.name
    found = groups(client, made.world.year.drafter, name)

    assert found[{"vi": "Báo cáo", "en": "Reports"}[language]] == 1


def test_evidence_of_a_unit_is_not_found_by_another(made: Reporting, client):
    year = made.world.year

    assert "Minh chứng" not in groups(client, year.officer, "45/BC-DV1")
    assert groups(client, year.head, "45/BC-DV1") == {"Minh chứng": 1}


def test_a_year_alone_names_no_paper_but_narrows_one_down(made: Reporting, client):
    person = made.world.year.drafter

    assert "Minh chứng" not in groups(client, person, "2023")
    assert groups(client, person, "cai cach 2023") == {"Phong trào thi đua": 1}
    assert groups(client, person, "cai cach 2022") == {}


def test_everything_is_asked_for_in_twelve_queries(made: Reporting, client, max_queries):
    for person in (made.world.year.drafter, made.world.year.auditor):
        client.force_login(person)
        client.get("/tim/", {"q": "thi đua"})
        with max_queries(12):
            client.get("/tim/", {"q": "thi đua"})


def test_one_room_alone_is_looked_through_too(made: Reporting):
    person = made.world.year.drafter
    plans = findable_plans(person, on=LATER.date())

    assert [one.kind for one in found_among([plans], "kế hoạch")] == ["plan"]
    assert found_among([plans], " ") == found_among([], "x") == ()
