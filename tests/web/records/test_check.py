"""Checking the whole from a screen, and taking the ledger along as a file."""

from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.factories.accounts import make_account, make_grant
from tests.factories.scorecards import FULL, SELF_DAY, make_scored_world, self_score
from tests.web.records.acting import read, say, spoil
from thidua.accounts.roles import Role
from thidua.foundation import verification
from thidua.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(stand_at):
    stand_at(SELF_DAY + timedelta(hours=1))


def test_the_check_is_run_by_the_auditor_and_its_result_stays(client, language):
    world = make_scored_world("AA", "BB")
    count = AuditEntry.objects.count()
    before = read(client, world.auditor, "/nhat-ky/kiem-tra/")

    answer = client.post("/nhat-ky/kiem-tra/", follow=True)

    assert {"vi": "chưa được kiểm tra", "en": "has not been checked"}[language] in before
    assert {"vi": f"Toàn bộ {count} dòng khớp nhau", "en": f"All {count} entries fit"}[
        language
    ] in answer.text
    assert AuditEntry.objects.latest("seq").name == "ledger.checked"
    assert {"vi": f"Toàn bộ {count} dòng khớp nhau", "en": f"All {count} entries fit"}[language] in read(
        client, world.auditor
    )


def test_a_long_ledger_is_checked_in_steps_with_progress(client):
    user = make_account()
    make_grant(user, Role.AUDITOR)
    for number in range(6):
        say(f"Lượt {number}")
    verification.check_ledger(actor=user, at=SELF_DAY, step=5)

    page = read(client, user, "/nhat-ky/kiem-tra/")
    answer = client.post("/nhat-ky/kiem-tra/", follow=True).text

    total = AuditEntry.objects.filter(name=verification.CHECKED).earliest("seq").data["total"]
    assert f"Dòng 1 đến 5 trên {total} khớp nhau; chưa kiểm tra hết" in page
    assert f'max="{total}" value="5"' in page
    assert "Kiểm tra tiếp" in page
    assert f"Toàn bộ {total + 1} dòng khớp nhau" in answer


def test_a_broken_ledger_is_named_with_the_way_to_the_entry(client, language):
    user = make_account()
    make_grant(user, Role.AUDITOR)
    entry = say("Một")
    say("Hai")
    spoil(entry.seq)
    client.force_login(user)

    page = client.post("/nhat-ky/kiem-tra/", follow=True).text

    assert {"vi": f"Dòng {entry.seq} không khớp", "en": f"Entry {entry.seq} does not fit"}[language] in page
    assert {"vi": "Nội dung không khớp mã kiểm tra", "en": "Its content does not match its hash"}[
        language
    ] in page
    assert f'href="/nhat-ky/{entry.seq}/"' in page


def test_nobody_else_runs_a_check(client):
    world = make_scored_world("AA", "BB")
    count = AuditEntry.objects.count()

    for user, expected in ((world.head_officer, 403), (world.administrator, 403), (world.standing, 404)):
        client.force_login(user)
        assert client.post("/nhat-ky/kiem-tra/").status_code == expected

    assert AuditEntry.objects.filter(name__startswith="ledger.").count() == 0
    assert AuditEntry.objects.count() == count


def test_the_csv_holds_what_is_filtered_and_no_formula(client):
    user = make_account()
    make_grant(user, Role.AUDITOR)
    say("Một", reason="=1+1")
    say("Hai")
    client.force_login(user)

    answer = client.get("/nhat-ky/nhat-ky.csv?kind=test.")

    rows = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"] == 'attachment; filename="nhat-ky-2023-11-20.csv"'
    assert rows[0].startswith("Dòng,Lúc xảy ra,Lúc ghi,Ai,")
    assert len(rows) == 3
    assert "'=1+1" in rows[2]
    assert "'=Đồ vật" in rows[1]


def test_the_workbook_holds_the_reach_of_its_reader(client):
    world, other = make_scored_world("AA", "BB"), make_scored_world("CC", "DD")
    self_score(other, FULL)
    client.force_login(world.head_officer)

    answer = client.get("/nhat-ky/nhat-ky.xlsx")

    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert "Cán bộ AA" in str(sheet[0][0])
    assert sheet[2][0] == "Dòng"
    assert [row[3] for row in sheet[3:]] == ["Cán bộ AA"]
    assert client.get("/nhat-ky/nhat-ky.pdf").status_code == 404


@pytest.mark.parametrize("codes", [("AA",), ("AA", "BB", "CC", "DD", "EE", "FF")])
@pytest.mark.parametrize("path", ["/nhat-ky/", "/nhat-ky/?words=diem&who=can", "/nhat-ky/kiem-tra/", "entry"])
@pytest.mark.parametrize("who", ["auditor", "head_officer"])
def test_pages_ask_the_database_equally_often_for_one_unit_and_six(client, codes, path, who, max_queries):
    world = make_scored_world(*codes)
    self_score(world)
    if who == "head_officer" and "kiem-tra" in path:
        path = "/nhat-ky/?since=2023-01-01"
    address = f"/nhat-ky/{AuditEntry.objects.latest('seq').seq}/" if path == "entry" else path
    read(client, getattr(world, who), address)

    with max_queries(12):
        assert client.get(address).status_code == 200
