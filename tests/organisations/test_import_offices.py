"""Excel imports of people and their offices."""

from datetime import date

import pytest

from tests.factories.organisations import make_office, make_person, make_unit
from tests.organisations.workbooks import ON, people, plan, problems, take
from thidua.organisations.errors import ImportHasProblems
from thidua.organisations.models import Office, Person
from thidua.organisations.queries import (
    people_in_office,
    person_by_code,
)
from thidua.organisations.states import ImportKind

pytestmark = pytest.mark.django_db


class TestPeople:
    PERSON = ("CB-1", "Nguyễn Văn An", "A", "Giám đốc", "head", "01/01/2020", None)

    def test_people_and_their_offices_come_in_together(self) -> None:
        unit = make_unit("A")

        counts = take(
            people(self.PERSON, ("CB-1", "Nguyễn Văn An", "A", "Ủy viên", "council_member", None, None)),
            ImportKind.PEOPLE,
        )

        assert counts["new"] + counts["changed"] == 2
        assert Person.objects.count() == 1
        assert [row.title for row in people_in_office(unit.id, on=ON)] == ["Giám đốc", "Ủy viên"]

    def test_a_person_may_come_without_office_and_with_facts(self) -> None:
        heads = ("Mã người", "Họ và tên người", "Danh xưng", "Giới tính", "Cấp bậc, học hàm, học vị")

        take(people(("CB-1", "Trần Thị Ba", "bà", "Nữ", "Thạc sĩ"), heads=heads), ImportKind.PEOPLE)

        who = person_by_code("CB-1")
        assert who is not None
        assert (who.title_before, who.rank) == ("bà", "Thạc sĩ")

    def test_facts_of_a_known_person_are_changed(self) -> None:
        make_person("Trần Thị Ba", code="CB-1")
        heads = ("Mã người", "Họ và tên người", "Cấp bậc, học hàm, học vị")
        content = people(("CB-1", "Trần Thị Ba", "Tiến sĩ"), heads=heads)

        assert take(content, ImportKind.PEOPLE)["changed"] == 1
        assert plan(content, ImportKind.PEOPLE).counts["unchanged"] == 1

    def test_the_end_of_an_office_held_is_taken_in(self) -> None:
        who, unit = make_person("Nguyễn Văn An", code="CB-1"), make_unit("A")
        make_office(who, unit, "head", "Giám đốc", since=date(2020, 1, 1))
        content = people((*self.PERSON[:6], "31/12/2023"))

        assert take(content, ImportKind.PEOPLE)["changed"] == 1
        assert people_in_office(unit.id, on=ON) == ()
        assert plan(content, ImportKind.PEOPLE).counts["unchanged"] == 1
        assert plan(people(self.PERSON), ImportKind.PEOPLE).counts["unchanged"] == 1

    @pytest.mark.parametrize(
        ("row", "where", "says"),
        [
            ((None, "An", *PERSON[2:]), "A2", "This cell must be filled in."),
            (("CB-1", None, *PERSON[2:]), "B2", "This cell must be filled in."),
            (("CB-2", "Tên khác", *PERSON[2:]), "B2", "The code {code} belongs to {person}."),
            (("CB-1", "An", None, "Giám đốc", "head", None, None), "C2", "This cell must be filled in."),
            (
                ("CB-1", "An", "X", "Giám đốc", "head", None, None),
                "C2",
                "There is no unit with the code {code}.",
            ),
            (("CB-1", "An", "A", None, "head", None, None), "D2", "This cell must be filled in."),
            (("CB-1", "An", "A", "Giám đốc", "vua", None, None), "E2", "“{word}” is not in the list."),
            (
                ("CB-1", "An", "A", "Giám đốc", "deputy", "01/01/2023", "01/01/2022"),
                "G2",
                "The last day is before the first.",
            ),
            (
                ("CB-1", "An", "A", "Phó", "deputy", "01/01/2010", None),
                "F2",
                "{unit} did not exist on {day}.",
            ),
            (
                ("CB-2", "Lê Văn Cũ", "A", "Trưởng", "head", "01/01/2022", None),
                "E2",
                "{person} is head of {unit} on those days.",
            ),
            (
                ("CB-2", "Lê Văn Cũ", "A", "Ủy viên", "staff", "01/01/2022", None),
                "F2",
                "{person} holds this office on those days already.",
            ),
        ],
    )
    def test_a_row_that_does_not_fit_names_its_cell(self, row, where, says) -> None:
        unit = make_unit("A", on=date(2015, 1, 1))
        make_office(make_person("Phạm Văn Sếp"), unit, "head", since=date(2021, 1, 1))
        make_office(make_person("Lê Văn Cũ", code="CB-2"), unit, "staff", "Ủy viên", since=date(2021, 1, 1))

        found = problems(people(row), ImportKind.PEOPLE)

        assert (where, says) in found
        with pytest.raises(ImportHasProblems):
            take(people(row), ImportKind.PEOPLE)
        assert Office.objects.count() == 2

    def test_two_heads_in_one_file_are_found(self) -> None:
        make_unit("A")

        found = problems(
            people(self.PERSON, ("CB-2", "Lê B", "A", "Quyền Giám đốc", "head", "01/06/2020", None)),
            ImportKind.PEOPLE,
        )

        assert found == [("E3", "{person} is head of {unit} on those days.")]

    def test_an_unknown_gender_is_refused(self) -> None:
        heads = ("Mã người", "Họ và tên người", "Giới tính")

        assert problems(people(("CB-1", "An", "khác"), heads=heads), ImportKind.PEOPLE) == [
            ("C2", "“{word}” is not in the list.")
        ]
