"""Search: with and without diacritics, by the names of other days, and only what one may know of."""

from datetime import date, datetime

import pytest

from tests.factories.accounts import make_account, make_administrator, make_grant
from tests.factories.scorecards import SELF_DAY, make_scored_world
from thidua.accounts.roles import Role
from thidua.organisations.models import Office, Person, Unit, UnitVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_2026(stand_at):
    stand_at(datetime(2026, 3, 2, 9, 0, tzinfo=SELF_DAY.tzinfo))


@pytest.fixture
def border() -> Unit:
    """A unit that was renamed in 2025."""
    unit = Unit.objects.create(code="BDBP", kind="force")
    for name, short, first, last in (
        ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh Tây Ninh", "BĐBP", None, date(2025, 6, 30)),
        ("Ban Chỉ huy Bộ đội Biên phòng", "BCH Biên phòng", date(2025, 7, 1), None),
    ):
        UnitVersion.objects.create(unit=unit, name=name, short_name=short, valid_from=first, valid_to=last)
    return unit


@pytest.fixture
def reader():
    user = make_account()
    make_grant(user, Role.COUNCIL_MEMBER)
    return user


def found(client, user, words: str) -> str:
    client.force_login(user)
    answer = client.get("/tim/", {"q": words})
    assert answer.status_code == 200
    return str(answer.text)


@pytest.mark.parametrize("words", ["Biên phòng", "bien phong", "phong bien", "BAN CHI HUY", "bdbp"])
def test_a_unit_is_found_with_and_without_diacritics_in_any_order(client, border, reader, words):
    page = found(client, reader, words)

    assert "Đơn vị (1)" in page
    assert "Ban Chỉ huy Bộ đội Biên phòng" in page


def test_a_unit_is_found_by_its_name_of_another_day_and_the_page_says_so(client, border, reader, language):
    page = found(client, reader, "bộ chỉ huy tây ninh")

    old = "Bộ Chỉ huy Bộ đội Biên phòng tỉnh Tây Ninh"
    said = {
        "vi": f"khớp tên thời kỳ khác: {old} (đến 30/06/2025)",
        "en": f"found by its name of another day: {old} (until 30 Jun 2025)",
    }[language]
    assert said in page
    assert "Ban Chỉ huy Bộ đội Biên phòng" in page


@pytest.mark.parametrize(
    ("words", "why"),
    [("ban chi huy", "khớp tên"), ("bch", "khớp tên gọi tắt: BCH Biên phòng"), ("BDBP", "khớp mã")],
)
def test_the_reason_names_what_matched(client, border, reader, words, why):
    assert f"<span>{why}</span>" in found(client, reader, words)


def test_people_are_found_with_d_and_their_offices_of_today(client, reader):
    unit = Unit.objects.create(code="CA", kind="force")
    UnitVersion.objects.create(unit=unit, name="Công an tỉnh", short_name="Công an")
    dang = Person.objects.create(code="p1", name="Đặng Thị Hoà")
    Person.objects.create(code="p2", name="Lê Văn Tám")
    Office.objects.create(person=dang, unit=unit, title="Phó phòng", kind="staff", valid_to=date(2020, 1, 1))
    Office.objects.create(
        person=dang, unit=unit, title="Trưởng phòng", kind="staff", valid_from=date(2020, 1, 2)
    )

    page = found(client, reader, "dang thi hoa")

    assert "Người (1)" in page
    assert "Đặng Thị Hoà" in page
    assert "Trưởng phòng, Công an" in page
    assert "Phó phòng" not in page


def test_blocs_and_criteria_of_a_member_are_found_and_of_other_blocs_are_not(client, language):
    world, other = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")

    page = found(client, world.officers["AA"], "xep loai")
    bloc = found(client, world.officers["AA"], "khoi thu 2023")
    everyone = found(client, other.auditor, "xep loai")

    assert {"vi": "Tiêu chí (1)", "en": "Criteria (1)"}[language] in page
    assert "B.1 Xếp loại" in page
    assert {"vi": "Khối, cụm thi đua (1)", "en": "Blocs and clusters (1)"}[language] in bloc
    assert {"vi": "Tiêu chí (2)", "en": "Criteria (2)"}[language] in everyone


def test_whoever_may_not_read_a_register_is_told_nothing_of_it(client, border):
    world = make_scored_world("AA", "BB")
    contestant = make_account()
    make_grant(contestant, Role.CONTESTANT)

    assert "Biên phòng" not in found(client, contestant, "bien phong").replace('value="bien phong"', "")
    assert "B.1 Xếp loại" not in found(client, make_administrator(), "xep loai")
    assert "B.1 Xếp loại" not in found(client, world.stranger, "xep loai")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "Gõ tên, một phần tên, mã hoặc năm."),
        ("b", "Gõ ít nhất hai chữ"),
        ("không có gì", "Không có kết quả cho “không có gì”"),
        ("<b>", "Không có kết quả cho “&lt;b&gt;”"),
        ("%_", "Không có kết quả cho “%_”"),
    ],
)
def test_no_result_says_what_was_looked_for(client, reader, border, words, says):
    assert says in found(client, reader, words)


def test_more_hits_than_shown_are_counted(client, reader):
    for number in range(14):
        unit = Unit.objects.create(code=f"SO-{number}", kind="department")
        UnitVersion.objects.create(unit=unit, name=f"Sở thứ {number}")

    page = found(client, reader, "so thu")

    assert "Đơn vị (14)" in page
    assert page.count("Sở thứ") == 10
    assert "Còn 4 kết quả nữa" in page


@pytest.mark.parametrize("codes", [("AA",), ("AA", "BB", "CC", "DD", "EE", "FF")])
def test_the_page_asks_the_database_equally_often_for_one_unit_and_six(client, codes, max_queries):
    world = make_scored_world(*codes)
    Person.objects.create(code="p1", name="Đơn Văn Vị")
    found(client, world.head_officer, "đơn vị")

    with max_queries(12):
        page = client.get("/tim/", {"q": "đơn vị"}).text

    assert "Người (1)" in page
