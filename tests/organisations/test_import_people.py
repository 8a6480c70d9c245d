"""People and their offices from Excel: what each row would do, and what stands in its way, cell by cell."""

from datetime import date
from typing import Any

import pytest

from tests import cast
from tests.factories.organisations import make_office, make_person, make_unit
from tests.organisations.books import DAY, complaints, person_row, plan, statuses, take
from thidua.accounts.models import User
from thidua.organisations.errors import ImportUnfit
from thidua.organisations.models import Office, Person
from thidua.organisations.queries import head_of_unit, offices_of_person, people_in_office, person_card

pytestmark = pytest.mark.django_db
BEFORE = date(2024, 2, 29)
HEADS = ("code", "name", "gender", "rank", "unit", "title", "kind", "since", "until", "instrument")


@pytest.fixture
def keeper() -> User:
    return cast.phuong()


class TestConfirmPeople:
    def test_people_take_their_offices(self, keeper: User) -> None:
        make_unit("SNV", "Sở Nội vụ")

        counts = take(
            [
                person_row(
                    gender="nữ", unit="SNV", title="Giám đốc", kind="head", since="01/03/2021", rank="Tiến sĩ"
                ),
                person_row(unit="SNV", title="Bí thư", kind="staff", since=DAY, instrument="QĐ 5"),
                person_row("CB-2", "Trần Văn Bình", **{"title before": "ông"}),
            ],
            keeper,
            "people",
        )

        assert counts == {"new": 2, "changed": 1, "unchanged": 0, "error": 0}
        person = person_card(Person.objects.get(code="CB-1").public_id)
        assert person is not None
        assert (person.gender, person.person.rank) == ("female", "Tiến sĩ")
        held = offices_of_person(person.person.id, on=DAY)
        assert sorted((row.title, row.valid_from) for row in held) == [
            ("Bí thư", DAY),
            ("Giám đốc", date(2021, 3, 1)),
        ]
        assert Person.objects.get(code="CB-2").search_key == "tran van binh"

    def test_an_office_ends_and_the_next_head_follows_in_one_file(self, keeper: User) -> None:
        unit = make_unit("SNV", "Sở Nội vụ")
        take([person_row(unit="SNV", title="Giám đốc", kind="head", since="01/03/2021")], keeper, "people")

        counts = take(
            [
                person_row(unit="SNV", title="Giám đốc", kind="head", since="01/03/2021", until="29/02/2024"),
                person_row("CB-2", "Trần Văn Bình", unit="SNV", title="Giám đốc", kind="head", since=DAY),
            ],
            keeper,
            "people",
        )

        assert counts == {"new": 1, "changed": 1, "unchanged": 0, "error": 0}
        before, after = head_of_unit(unit.id, on=BEFORE), head_of_unit(unit.id, on=DAY)
        assert before is not None
        assert after is not None
        assert (before.person.name, after.person.name) == ("Nguyễn Văn An", "Trần Văn Bình")
        assert len(people_in_office(unit.id, on=DAY)) == 1

    def test_each_row_of_a_person_adds_what_it_says(self, keeper: User) -> None:
        make_person("Nguyễn Văn An", code="CB-1", rank="Thạc sĩ")

        take(
            [
                person_row(gender="nam"),
                person_row(rank="Tiến sĩ"),
                person_row("CB-2", "Trần Văn Bình", gender="male"),
                person_row("CB-2", "Trần Văn Bình", rank="Cử nhân"),
            ],
            keeper,
            "people",
        )

        told = [(p.code, p.gender, p.rank) for p in Person.objects.order_by("code")]
        assert told == [("CB-1", "male", "Tiến sĩ"), ("CB-2", "male", "Cử nhân")]

    def test_the_same_file_twice_changes_nothing(self, keeper: User) -> None:
        make_unit("SNV", "Sở Nội vụ")
        rows = [person_row(unit="SNV", title="Giám đốc", kind="head", since="01/03/2021", gender="nam")]
        take(rows, keeper, "people")

        with pytest.raises(ImportUnfit, match="change nothing"):
            take(rows, keeper, "people")

        assert Office.objects.count() == 1


def office(code: str = "CB-1", name: str = "Nguyễn Văn An", **changed: Any) -> dict[str, Any]:
    return person_row(code, name, **{"unit": "SNV", "title": "Giám đốc", "kind": "head", **changed})


class TestWhatStandsInTheWay:
    @pytest.mark.parametrize(
        ("changed", "where", "words"),
        [
            ({"code": ""}, "A2", "This cell must be filled in."),
            ({"code": "CÓ DẤU"}, "A2", "“{code}” cannot be a code."),
            ({"name": ""}, "B2", "This cell must be filled in."),
            ({"name": "A" * 121}, "B2", "The text has {count} characters; at most {most} are taken."),
            ({"gender": "khác"}, "C2", "“{word}” is not in the list."),
            ({"unit": ""}, "E2", "This cell must be filled in."),
            ({"unit": "KHONG-CO"}, "E2", "There is no unit with the code {code}."),
            ({"title": ""}, "F2", "This cell must be filled in."),
            ({"kind": ""}, "G2", "This cell must be filled in."),
            ({"kind": "trùm"}, "G2", "“{word}” is not in the list."),
            ({"since": "đầu năm"}, "H2", "“{text}” is not a day that exists."),
            ({"since": "01/01/1999"}, "H2", "{unit} did not exist on {day}."),
            ({"until": "31/02/2024"}, "I2", "“{text}” is not a day that exists."),
            ({"since": DAY, "until": BEFORE}, "I2", "The last day is before the first."),
        ],
    )
    def test_each_bad_cell_is_named(
        self, keeper: User, changed: dict[str, Any], where: str, words: str
    ) -> None:
        make_unit("SNV", "Sở Nội vụ", on=date(2000, 1, 1))

        found = plan([{**office(), **changed}], keeper, "people", heads=HEADS)

        assert [(place, text) for place, text, _remedy in complaints(found)] == [(where, words)]
        assert statuses(found) == ["error"]

    def test_a_code_belongs_to_one_name_on_record_and_in_the_file(self, keeper: User) -> None:
        make_person("Nguyễn Văn An", code="CB-1")

        found = plan(
            [
                person_row(name="Trần Văn Bình"),
                person_row("CB-2", "Lê Thị Cúc"),
                person_row("CB-2", "Lê Thị Dung"),
            ],
            keeper,
            "people",
        )

        belongs = "The code {code} belongs to {person}."
        assert complaints(found) == [("B2", belongs, True), ("B4", belongs, True)]

    def test_rows_that_contradict_each_other_are_refused(self, keeper: User) -> None:
        rows = [person_row(rank="Thạc sĩ"), person_row(rank="Tiến sĩ"), person_row(rank="Thạc sĩ")]

        found = plan(rows, keeper, "people")

        assert complaints(found) == [("C3", "Another row says “{value}” of the same person.", True)]

    def test_a_unit_has_one_head_at_a_time(self, keeper: User) -> None:
        unit = make_unit("SNV", "Sở Nội vụ")
        make_unit("STC", "Sở Tài chính")
        make_office(make_person("Phạm Văn Cũ"), unit, "head", since=date(2020, 1, 1))
        rows = [
            office(since=DAY),
            office(unit="STC", since=DAY),
            office("CB-2", "Trần Văn Bình", unit="STC", since=DAY),
        ]

        found = plan(rows, keeper, "people", heads=HEADS)

        sits = "{person} is head of {unit} on those days."
        assert complaints(found) == [("G2", sits, True), ("G4", sits, True)]
        assert [problem.sentence.params["person"] for problem in found.problems] == [
            "Phạm Văn Cũ",
            "Nguyễn Văn An",
        ]

    @pytest.mark.parametrize(("since", "where"), [(DAY, "H2"), (None, "F2")])
    def test_the_same_office_is_not_held_twice_on_one_day(
        self, keeper: User, since: date | None, where: str
    ) -> None:
        unit = make_unit("SNV", "Sở Nội vụ")
        person = make_person("Nguyễn Văn An", code="CB-1")
        make_office(person, unit, "staff", title="Giám đốc", since=date(2020, 1, 1))

        found = plan([office(kind="staff", since=since)], keeper, "people", heads=HEADS)

        assert complaints(found) == [(where, "{person} holds this office on those days already.", True)]

    def test_an_office_that_begins_in_the_file_does_not_end_in_it_again(self, keeper: User) -> None:
        make_unit("SNV", "Sở Nội vụ")
        rows = [office(since=BEFORE), office(since=BEFORE, until=DAY)]

        found = plan(rows, keeper, "people", heads=HEADS)

        assert complaints(found) == [("H3", "{person} holds this office on those days already.", True)]

    def test_an_office_that_ended_stays_ended(self, keeper: User) -> None:
        unit = make_unit("SNV", "Sở Nội vụ")
        person = make_person("Nguyễn Văn An", code="CB-1")
        make_office(person, unit, "head", title="Giám đốc", since=date(2020, 1, 1), until=BEFORE)

        found = plan([office(since=date(2020, 1, 1))], keeper, "people")

        assert statuses(found) == ["unchanged"]


class TestWhatIsShown:
    def test_before_and_after_are_shown_for_what_changes(self, keeper: User) -> None:
        unit = make_unit("SNV", "Sở Nội vụ")
        person = make_person("Nguyễn Văn An", code="CB-1", rank="Thạc sĩ")
        make_office(person, unit, "head", title="Giám đốc", since=date(2020, 1, 1))
        rows = [
            office(since=date(2020, 1, 1), until=BEFORE, rank="Tiến sĩ"),
            office(title="Bí thư", kind="staff"),
        ]

        found = plan(rows, keeper, "people")

        assert [[(was, now) for _head, was, now in row.changes] for row in found.rows] == [
            [("Thạc sĩ", "Tiến sĩ"), ("", "29/02/2024")],
            [("", "Bí thư, SNV")],
        ]
        assert statuses(found) == ["changed", "changed"]
