"""The room's front page, a year's tables, and beginning a version."""

import pytest

from tests.factories.criteria import SMALL, Year, make_bloc_year, make_draft, make_frozen, make_year, read
from tests.pages import CheckedClient
from tests.web.criteria.pages import at, chosen_of, value_of, words
from thidua.criteria.documents.shape import content_hash, normal
from thidua.criteria.models import Scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(client: CheckedClient) -> Year:
    """A year whose drafter is signed in and reads Vietnamese."""
    made = make_year()
    client.force_login(made.drafter)
    client.speak("vi")
    return made


def begin(client: CheckedClient, year: Year, **typed: str) -> str:
    """Begin a version; its key."""
    answer = client.post(
        at("draft", year.key), {"name": "Bảng mới", "based_on": "", "change_reason": "", **typed}
    )
    assert answer.status_code == 302, words(answer)
    return str(Scheme.objects.latest("pk").public_id)


def test_the_front_page_lists_years_with_their_versions(client: CheckedClient, year: Year) -> None:
    frozen = make_frozen(year)

    page = client.get(at("home"))

    assert at("year", year.key) in page.content.decode()
    assert at("scheme", frozen) in page.content.decode()


def test_a_stranger_to_every_bloc_finds_no_room(client: CheckedClient, year: Year) -> None:
    client.force_login(year.administrator)

    assert client.get(at("home")).status_code == 404


def test_a_year_without_a_table_offers_to_begin_one(client: CheckedClient, year: Year) -> None:
    page = client.get(at("year", year.key))

    assert at("draft", year.key) in page.content.decode()


def test_only_the_drafting_unit_is_offered_to_begin(client: CheckedClient, year: Year) -> None:
    client.force_login(year.officer)

    assert at("draft", year.key) not in client.get(at("year", year.key)).content.decode()


def test_an_empty_table_is_begun(client: CheckedClient, year: Year) -> None:
    scheme = begin(client, year, name=" Bảng mới ")

    frame = read(scheme)
    assert (frame.card.version, frame.card.name) == (1, "Bảng mới")
    assert not frame.document.get("criteria")
    assert client.get(at("scheme", scheme)).status_code == 200


def test_next_years_table_begins_from_this_years(client: CheckedClient, year: Year) -> None:
    base = make_frozen(year)
    after = make_bloc_year(year.bloc, year.units, 2024)

    form = client.get(at("draft", str(after.public_id)))
    answer = client.post(
        at("draft", str(after.public_id)),
        {"name": value_of(form, "name"), "based_on": base, "change_reason": ""},
    )

    assert chosen_of(form, "based_on") == base
    assert "2024" in value_of(form, "name")
    assert answer.status_code == 302, words(answer)
    scheme = read(str(Scheme.objects.latest("pk").public_id))
    assert scheme.card.based_on == base
    assert content_hash({**scheme.document, "name": SMALL["name"]}) == content_hash(normal(SMALL))


@pytest.mark.parametrize(
    ("typed", "box"),
    [({"name": " ", "change_reason": "Lý do"}, "name"), ({"name": "Bảng thứ hai"}, "change_reason")],
    ids=["no name", "no reason"],
)
def test_what_cannot_be_begun_keeps_what_was_typed(
    typed: dict[str, str], box: str, client: CheckedClient, year: Year
) -> None:
    base = make_frozen(year)
    sent = {"name": "", "based_on": base, "change_reason": "", **typed}

    answer = client.post(at("draft", year.key), sent)

    assert answer.status_code == 422
    assert f'href="#id_{box}"' in answer.content.decode()
    assert sent["name"].strip() in answer.content.decode()
    assert sent["change_reason"] in answer.content.decode()
    assert chosen_of(answer, "based_on") == base
    assert Scheme.objects.count() == 1


def test_a_second_draft_beside_the_first_is_refused(client: CheckedClient, year: Year) -> None:
    make_draft(year)

    answer = client.post(at("draft", year.key), {"name": "Nữa", "based_on": "", "change_reason": "Lý do"})

    assert answer.status_code == 422
    assert Scheme.objects.count() == 1


def test_a_version_of_another_bloc_is_no_base(client: CheckedClient, year: Year) -> None:
    other = make_year("U1", "U2", "U3")
    foreign = make_frozen(other)

    form = client.get(at("draft", year.key))
    answer = client.post(at("draft", year.key), {"name": "Bảng", "based_on": foreign, "change_reason": ""})

    assert foreign not in form.content.decode()
    assert answer.status_code == 422
