"""A field's words belong to it: label, hint and error reach whoever cannot see where they stand."""

from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import engines
from django.utils import translation

from thidua.web.shared.fields import DayField, NumberField


class Elements(HTMLParser):
    """All elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def first(self, tag: str, **given: str) -> dict[str, str]:
        return next(found for name, found in self.found if name == tag and given.items() <= found.items())


class SampleForm(forms.Form):
    points = NumberField(label="Điểm", help_text="Chỉ ghi số.", at_most=5, decimals=2)
    day = DayField(label="Ngày")
    way = forms.ChoiceField(label="Cách", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Đã đối chiếu")
    secret = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def _render(source: str, **context: object) -> Elements:
    head = '{% import "shared/parts.html" as parts %}'
    with translation.override("vi"):
        return Elements(engines["jinja2"].from_string(head + source).render(context))


def test_form_field_joins_hint_and_error_to_the_control() -> None:
    page = _render("{{ parts.form_field(form.points) }}", form=SampleForm({"points": "5,5"}))

    control = page.first("input")
    ids = {given["id"] for _tag, given in page.found if "id" in given}
    assert (control["aria-describedby"].split(), control["aria-invalid"]) == (
        ["id_points_helptext", "id_points_error"],
        "true",
    )
    assert {*control["aria-describedby"].split(), page.first("label")["for"]} <= ids


def test_form_field_of_a_valid_form_says_nothing_of_errors() -> None:
    page = _render("{{ parts.form_field(form.points) }}", form=SampleForm({"points": "4,5"}))

    assert ("aria-invalid" in page.first("input"), page.first("input")["aria-describedby"]) == (
        False,
        "id_points_helptext",
    )


def test_form_field_groups_choices_under_their_question() -> None:
    page = _render("{{ parts.form_field(form.way) }}", form=SampleForm({"way": ""}))

    assert page.first("fieldset")["aria-describedby"] == "id_way_error"
    assert [given["type"] for tag, given in page.found if tag == "input"] == ["radio", "radio"]


def test_form_fields_keep_hidden_fields_without_a_label() -> None:
    page = _render("{{ parts.form_fields(form) }}", form=SampleForm())

    assert page.first("input", name="token")["type"] == "hidden"
    assert [given.get("for") for tag, given in page.found if tag == "label"] == [
        "id_points",
        "id_day",
        None,
        None,
        None,
        "id_secret",
    ]


def test_error_summary_leads_to_the_fields_and_is_silent_without_errors() -> None:
    bad = _render("{{ parts.error_summary(form) }}", form=SampleForm({"points": "9", "secret": "x"}))
    good = _render("{{ parts.error_summary(form) }}", form=SampleForm())

    assert [given["href"] for tag, given in bad.found if tag == "a"] == [
        "#id_points",
        "#id_day",
        "#id_way",
        "#id_agreed",
    ]
    assert good.found == []


def test_field_never_writes_a_password_back() -> None:
    page = _render('{{ parts.field("secret", "Mật khẩu", "hunter2", kind="password") }}')

    assert "value" not in page.first("input")


def test_field_escapes_what_was_typed() -> None:
    page = _render('{{ parts.field("a", "A", value) }}', value='"><script>')

    assert page.first("input")["value"] == '"><script>'
    assert [tag for tag, _given in page.found if tag == "script"] == []


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("vi", "3,75", "3.75"),
        ("vi", "1.234,5", "1234.5"),
        ("vi", "1.234", "1234"),
        ("en", "3.75", "3.75"),
        ("en", "1,234.5", "1234.5"),
        ("vi", "−2", "-2"),
    ],
)
def test_number_field_reads_what_people_write(language: str, typed: str, number: str) -> None:
    with translation.override(language):
        assert NumberField().clean(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("bốn", "unreadable"),
        ("5,01", "too_large"),
        ("-1", "too_small"),
        ("1,125", "too_fine"),
        ("", "required"),
    ],
)
def test_number_field_says_what_is_wrong(typed: str, code: str) -> None:
    field = NumberField(at_least=0, at_most=5, decimals=2)

    with translation.override("vi"), pytest.raises(ValidationError) as caught:
        field.clean(typed)

    assert caught.value.code == code


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("number", ["3.75", "1.234", "-0.125", "1234567.891", "40", "12345"])
def test_number_field_reads_back_what_it_shows(language: str, number: str) -> None:
    field = NumberField()

    with translation.override(language):
        assert field.clean(field.prepare_value(Decimal(number))) == Decimal(number)


@pytest.mark.parametrize("typed", ["21/07/2023", "21-07-2023", "2023-07-21", " 21/07/2023 "])
def test_day_field_reads_days(typed: str) -> None:
    assert DayField().clean(typed).isoformat() == "2023-07-21"


def test_day_field_repeats_the_day_that_does_not_exist() -> None:
    with translation.override("vi"), pytest.raises(ValidationError) as caught:
        DayField().clean("31/06/2023")

    assert "31/06/2023" in caught.value.messages[0]
