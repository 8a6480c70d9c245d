"""What the help shows, and how one gets there and back."""

import pytest
from django.urls import reverse
from markupsafe import escape

from tests.cast import stranger
from tests.pages import CheckedClient
from thidua.foundation.wording import active_language
from thidua.web.help.content import HelpPage, help_pages

pytestmark = pytest.mark.django_db


def page_of(name: str, language: str) -> tuple[str, HelpPage]:
    """Address and content of the help on a screen."""
    said = help_pages(language)[name]
    return reverse("help:page", args=(said.room, said.screen)), said


def test_every_page_of_help_opens_without_an_account(client: CheckedClient, language: str) -> None:
    stranger()

    for name in help_pages(language):
        address, said = page_of(name, language)
        answer = client.get(address)

        assert answer.status_code == 200
        assert escape(said.title) in answer.content.decode()


def test_purpose_and_steps_stand_on_the_page(client: CheckedClient, language: str) -> None:
    stranger()
    address, said = page_of("accounts:sign_in", language)

    text = client.get(address).content.decode()

    heads = ("Mục đích", "Các bước") if active_language() == "vi" else ("Purpose", "Steps")
    assert text.index(heads[0]) < text.index(said.purpose) < text.index(heads[1]) < text.index(said.steps[0])


def test_a_page_that_does_not_exist_is_not_found(client: CheckedClient) -> None:
    stranger()

    assert client.get(reverse("help:page", args=("scorecards", "nothing"))).status_code == 404


def test_the_frame_leads_to_the_help_on_the_page_and_back(client: CheckedClient) -> None:
    stranger()
    door = reverse("accounts:sign_in")

    text = client.get(f"{door}?next=/tim/").content.decode()

    href = "/tro-giup/accounts/sign_in/?tu=%2Ftai-khoan%2Fdang-nhap%2F%3Fnext%3D%2Ftim%2F"
    assert f'href="{href}"' in text
    assert f'href="{door}?next=/tim/"' in client.get(href).content.decode()


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "x"]
)
def test_no_way_back_leads_elsewhere(client: CheckedClient, back: str) -> None:
    stranger()

    text = client.get("/tro-giup/accounts/sign_in/", {"tu": back}).content.decode()

    assert f'href="{back}' not in text


def test_the_index_names_every_page_and_the_statements(client: CheckedClient, language: str) -> None:
    stranger()

    text = client.get(reverse("help:index")).content.decode()

    addresses = [page_of(name, language)[0] for name in help_pages(language)]
    missing = [
        address
        for address in (*addresses, reverse("help:privacy"), reverse("help:access"))
        if f'href="{address}"' not in text
    ]
    assert missing == []


@pytest.mark.parametrize("address", ["privacy", "access"])
def test_a_statement_says_the_numbers_of_this_installation(
    client: CheckedClient, language: str, settings, address: str
) -> None:
    stranger()
    settings.SESSION_HOURS, settings.STANDING_BODY = 7, "Cơ quan kiểm thử"

    text = client.get(reverse(f"help:{address}")).content.decode()

    assert "{" not in text.partition("<main")[2].partition("</main>")[0]
    assert "Cơ quan kiểm thử" in text
    assert address == "access" or "7 giờ" in text or "7 hours" in text


def test_the_help_can_be_read_before_there_is_any_account(client: CheckedClient) -> None:
    answer = client.get(reverse("help:page", args=("accounts", "first_run")))

    assert answer.status_code == 200


def test_the_footer_of_the_door_leads_to_help_privacy_and_accessibility(client: CheckedClient) -> None:
    stranger()

    text = client.get(reverse("accounts:sign_in")).content.decode()

    footer = text.partition("<footer")[2]
    assert all(f'href="{reverse(f"help:{name}")}"' in footer for name in ("index", "privacy", "access"))
