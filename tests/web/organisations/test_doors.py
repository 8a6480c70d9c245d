"""Who may open which screen, and who may send it: one table, both methods, both languages."""

from typing import Any

import pytest
from django.urls import reverse

from tests.web.organisations.field import NOW, Field, make_field
from thidua.organisations import actions
from thidua.organisations.models import BlocYear, Membership, Unit, UnitVersion
from thidua.web.organisations.urls import urlpatterns

pytestmark = pytest.mark.django_db

EVERYONE = ("administrator", "standing", "bloc", "unit", "elsewhere", "auditor", "stranger")
# What each person is answered, in the order of EVERYONE: the person may (✓), may not but may know (3), may not know (4).
REGISTER = "✓✓✓✓✓✓4"
KEEPING = "✓✓33334"
OWN_UNIT = "3✓3✓334"
BLOCS = "✓✓✓✓✓✓4"
BLOC = "✓✓✓✓4✓4"
BLOC_KEEPING = "3✓33334"
BLOC_OPENING = "3✓✓3434"
YEAR_DIRECTING = "3✓✓3434"
YEAR_KEEPING = "3✓33434"
SENDER = "4✓33334"

SCREENS = {
    "blocs": BLOCS,
    "bloc": BLOC,
    "bloc_year": BLOC,
    "units": REGISTER,
    "units_export": REGISTER,
    "unit": REGISTER,
    "people": REGISTER,
    "person": REGISTER,
    "places": REGISTER,
    "year_history": BLOC,
    "import": SENDER,
    "import_template": KEEPING,
}
FORMS = {
    "found_bloc": BLOC_KEEPING,
    "open_year": BLOC_OPENING,
    "set_rotation": BLOC_OPENING,
    "settle_term": BLOC_OPENING,
    "enter_phase": YEAR_DIRECTING,
    "rename_bloc": YEAR_KEEPING,
    "confirm_leads": YEAR_DIRECTING,
    "open_next_year": BLOC_OPENING,
    "name_lead": YEAR_KEEPING,
    "admit_member": YEAR_KEEPING,
    "release_member": YEAR_KEEPING,
    "imports": KEEPING,
    "found_unit": KEEPING,
    "rename_unit": KEEPING,
    "move_unit": KEEPING,
    "merge_units": KEEPING,
    "absorb_unit": KEEPING,
    "split_unit": KEEPING,
    "dissolve_unit": KEEPING,
    "reclassify_unit": KEEPING,
    "correct_version": KEEPING,
    "authorise": OWN_UNIT,
    "revoke": OWN_UNIT,
    "register_person": KEEPING,
    "correct_person": KEEPING,
    "tie_account": KEEPING,
    "appoint": KEEPING,
    "end_office": KEEPING,
}
BUTTONS = {"abandon_import": SENDER, "confirm_import": SENDER}
# A handover needs two years and two heads: its addresses are asked in `test_handover`.
BETWEEN_YEARS = {
    "handover",
    "take_pack",
    "draw_up_handover",
    "minute",
    "confirm_handover",
    "kept_pack",
    "withdraw_handover",
}


def table(rows: dict[str, str], *, may: int) -> dict[str, dict[str, int]]:
    """The statuses each person is to be answered, `may` where the person may."""
    meant = {"✓": may, "3": 403, "4": 404}
    return {
        name: {who: meant[mark] for who, mark in zip(EVERYONE, marks, strict=True)}
        for name, marks in rows.items()
    }


@pytest.fixture
def field(stand_at: Any) -> Field:
    stand_at(NOW)
    return make_field()


def answers(client: Any, field: Field, names: Any, method: str, data: Any = None) -> Any:
    """The status each person is answered at each address."""
    found: dict[str, dict[str, int]] = {name: {} for name in names}
    for who in EVERYONE:
        client.force_login(field.who[who])
        for name in names:
            found[name][who] = getattr(client, method)(field.at(name), data or {}).status_code
    return found


def test_the_table_names_every_address() -> None:
    assert {*SCREENS, *FORMS, *BUTTONS, *BETWEEN_YEARS} == {pattern.name for pattern in urlpatterns}


def test_each_screen_opens_to_whom_it_should(client: Any, language: str, field: Field) -> None:
    rows = SCREENS | FORMS

    assert answers(client, field, rows, "get") == table(rows, may=200)


def test_each_form_takes_from_whom_it_should_and_says_what_is_missing(
    client: Any, language: str, field: Field
) -> None:
    assert answers(client, field, FORMS, "post") == table(FORMS, may=422)


def test_screens_that_only_show_take_nothing(client: Any, field: Field) -> None:
    assert answers(client, field, SCREENS, "post") == table(SCREENS, may=405)


def test_buttons_have_no_page_of_their_own(client: Any, field: Field) -> None:
    assert answers(client, field, BUTTONS, "get") == table(BUTTONS, may=405)


def test_only_the_sender_settles_an_upload(client: Any, field: Field) -> None:
    found = answers(client, field, BUTTONS, "post")

    assert found["abandon_import"] == table(BUTTONS, may=302)["abandon_import"]
    assert not Unit.objects.filter(code="MOI").exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_is_not_signed_in_is_sent_to_the_door(client: Any, field: Field, method: str) -> None:
    for name in (*SCREENS, *FORMS, *BUTTONS):
        address = field.at(name)

        answer = getattr(client, method)(address)

        assert answer.status_code == 302
        assert answer.url == f"{reverse('accounts:sign_in')}?next={address}"


def test_a_record_that_does_not_exist_is_not_found(client: Any, field: Field) -> None:
    client.force_login(field.who["standing"])
    named = [name for name in (*SCREENS, *FORMS, *BUTTONS) if name in field.keys]

    for name in named:
        strange = reverse(f"organisations:{name}", args=["khong-co", *field.keys[name][1:]])
        assert client.get(strange).status_code == 404, name


class TestTheRightPersonAtTheWrongTime:
    def test_after_the_decision_members_stand_as_they_were(self, client: Any, field: Field) -> None:
        BlocYear.objects.filter(public_id=field.year.public_id).update(state="decided")
        client.force_login(field.who["standing"])

        for name in ("name_lead", "admit_member", "release_member"):
            assert client.get(field.at(name)).status_code == 403
            assert client.post(field.at(name), {}).status_code == 403

    def test_the_reason_is_said_in_the_readers_language(
        self, client: Any, language: str, field: Field
    ) -> None:
        BlocYear.objects.filter(public_id=field.year.public_id).update(state="decided")
        client.force_login(field.who["standing"])

        page = client.get(field.at("name_lead")).text

        said = {
            "vi": "Kết quả của năm đã có quyết định: thành viên giữ nguyên.",
            "en": "The year&#39;s results are decided: its members stand as they were.",
        }[language]
        assert said in page

    def test_a_member_that_left_is_not_released_again(self, client: Any, field: Field) -> None:
        Membership.objects.filter(unit__code="C").update(left_on="2023-06-30", leaving_decision="9/QĐ")
        client.force_login(field.who["standing"])

        assert client.get(field.at("release_member")).status_code == 404

    def test_a_withdrawn_version_is_not_corrected_again(self, client: Any, field: Field) -> None:
        UnitVersion.objects.filter(unit__code="B").update(withdrawn_at=NOW)
        client.force_login(field.who["standing"])

        assert client.get(field.at("correct_version")).status_code == 404

    def test_a_submitted_year_is_not_moved_by_the_bloc(self, client: Any, field: Field) -> None:
        BlocYear.objects.filter(public_id=field.year.public_id).update(state="submitted")
        client.force_login(field.who["bloc"])

        answer = client.post(
            field.at("enter_phase"), {"state": "decided", "since": "01/03/2024", "reason": ""}
        )

        assert answer.status_code == 403
        assert BlocYear.objects.get(public_id=field.year.public_id).state == "submitted"

    def test_a_settled_upload_is_not_confirmed(self, client: Any, language: str, field: Field) -> None:
        sender = field.who["standing"]
        actions.abandon_import(upload=field.keys["import"][0], actor=sender, at=NOW)
        client.force_login(sender)

        answer = client.post(field.at("confirm_import"), follow=True)

        assert answer.redirect_chain == [(field.at("import"), 302)]
        said = {"vi": "Tệp này đã xử lý xong", "en": "This upload is settled already."}[language]
        assert said in answer.text
        assert not Unit.objects.filter(code="MOI").exists()
