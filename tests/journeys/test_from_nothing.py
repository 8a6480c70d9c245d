"""From an empty installation to an agreed result, by what the pages offer, each person by their own hand."""

from datetime import datetime
from typing import Any

import yaml
from django.core.management import call_command
from django.urls import resolve

from tests.factories.scorecards import SMALL
from tests.journeys.visitor import Visitor
from tests.journeys.workbooks import filled, upload
from thidua.accounts.codes import code_at
from thidua.accounts.queries import first_run_token
from thidua.foundation import clock
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.states import ImportKind

PASSWORD = "bon-mua-lua-chin-vang"
UNITS = {"SNV": "Sở Nội vụ", "STC": "Sở Tài chính", "STP": "Sở Tư pháp"}
HEAD, DEPUTY, THIRD = UNITS
ACCOUNTS = {
    "thuong.truc": ("standing_officer", ""),
    "can.bo.snv": ("unit_officer", HEAD),
    "can.bo.stc": ("unit_officer", DEPUTY),
    "can.bo.stp": ("unit_officer", THIRD),
    "thanh.tra": ("auditor", ""),
}
OFFICERS = {unit: name for name, (_, unit) in ACCOUNTS.items() if unit}
OWN = {
    HEAD: {"A.1": {"points": "4,5"}, "A.2": {"actual": "90", "target": "100"}, "B.1": {"rating": "good"}},
    DEPUTY: {"A.1": {"points": "5"}, "A.2": {"actual": "100", "target": "100"}, "B.1": {"rating": "good"}},
    THIRD: {"A.1": {"points": "4"}, "A.2": {"actual": "60", "target": "100"}, "B.1": {"rating": "fair"}},
}


def at(month: int, day: int, hour: int = 8, year: int = 2025) -> datetime:
    """A moment of the story."""
    return datetime(year, month, day, hour, tzinfo=VIET_NAM)


def kwargs_of(visitor: Visitor) -> dict[str, Any]:
    """The keys in the address of the page a person stands on."""
    return resolve(visitor.path.partition("?")[0]).kwargs


def newcomer(admin: Visitor, username: str) -> Visitor:
    """The administrator opens an account; its person chooses a password of their own."""
    admin.open("/tai-khoan/nguoi-dung/").go("accounts:new")
    admin.send(full_name=f"Người {username}", username=username, account_type="operational")
    one_time = admin.html.partition('<p class="secret">')[2].partition("</p>")[0]
    assert one_time
    person = Visitor().sign_in(username, one_time)
    person.send(password=PASSWORD, again=PASSWORD)
    return person


def test_a_bloc_is_scored_from_an_empty_installation_on(stand_at, settings, tmp_path) -> None:
    settings.VAR = tmp_path
    stand_at(at(1, 6))
    admin = _first_administrator()
    people = {name: newcomer(admin, name) for name in ACCOUNTS}
    _give_role(admin, "thuong.truc", "standing_officer")
    year = _bloc_with_year(people["thuong.truc"])
    for name, (role, unit) in ACCOUNTS.items():
        if name != "thuong.truc":
            _give_role(admin, name, role, unit=unit)
    _give_role(admin, "can.bo.snv", "bloc_head_officer", bloc="Khối Tổng hợp")

    scheme = _table_of_criteria(stand_at, year)
    sheet = _scored(stand_at, year, scheme)
    _agreed(stand_at, sheet)
    _verified(stand_at)


def _first_administrator() -> Visitor:
    admin = Visitor().open("/")
    assert admin.path == "/tai-khoan/lan-dau/"
    token = first_run_token()
    admin.send(
        expect=422, token="sai", username="quan.tri", full_name="Quản Trị", password=PASSWORD, again=PASSWORD
    )
    admin.send(token=token, username="quan.tri", full_name="Quản Trị", password=PASSWORD, again=PASSWORD)
    # The second step is demanded of administrators: nothing else opens before it is set up.
    assert admin.open("/tai-khoan/nguoi-dung/").path.startswith("/tai-khoan/hai-buoc/bat/")
    secret = admin.html.partition('<p class="secret">')[2].partition("</p>")[0].replace(" ", "")
    admin.send(code=code_at(secret, clock.now()))
    assert admin.html.count("<li>") >= 10
    return admin.open("/")


def _give_role(admin: Visitor, username: str, role: str, *, unit: str = "", bloc: str = "") -> None:
    admin.open(f"/tai-khoan/nguoi-dung/?words={username}").follow(f"Người {username}")
    admin.go("accounts:grant", kwargs_of(admin)["public_id"])
    form = next(admin.forms("", "role"))
    chosen: dict[str, Any] = {
        name: next(value for value, said in form.choices[name].items() if f"({code})" in said or said == code)
        for name, code in (("unit", unit), ("bloc", bloc))
        if code
    }
    admin.send(role=role, valid_from="01/01/2025", **chosen)


def _bloc_with_year(keeper: Visitor) -> str:
    rows = [
        {"code": code, "name": f"{name} tỉnh Tây Ninh", "short_name": name, "kind": "department"}
        for code, name in UNITS.items()
    ]
    keeper.open("/khoi-cum/don-vi/").go("organisations:imports")
    wrong = filled(ImportKind.UNITS, [{**rows[0], "kind": "vương quốc"}])
    keeper.send(kind="units", file=upload(wrong, "don-vi.xlsx"))
    assert keeper.says("F2")
    keeper.open("/khoi-cum/nhap/").send(
        kind="units", file=upload(filled(ImportKind.UNITS, rows), "don-vi.xlsx")
    )
    assert keeper.says(*(f"{name} tỉnh Tây Ninh" for name in UNITS.values()))
    keeper.press("organisations:confirm_import", kwargs_of(keeper)["public_id"])
    keeper.open("/khoi-cum/").go("organisations:found_bloc")
    keeper.send(name="Khối Tổng hợp", short_name="KTH", code="KTH", level="province")
    keeper.go("organisations:open_year", kwargs_of(keeper)["public_id"])
    keeper.send(
        year="2025", decision_number="01/QĐ-UBND", decision_date="03/01/2025", members="\n".join(UNITS),
        head=HEAD, deputy=DEPUTY,
    )  # fmt: skip
    assert keeper.says(*(f"{name} tỉnh Tây Ninh" for name in UNITS.values()))
    return str(kwargs_of(keeper)["public_id"])


def _person(name: str) -> Visitor:
    return Visitor().sign_in(name, PASSWORD)


def _table_of_criteria(stand_at: Any, year: str) -> str:
    stand_at(at(1, 20))
    officer = _person("can.bo.snv").open("/tieu-chi/").go("criteria:year", year).go("criteria:draft", year)
    officer.send(name="Bảng điểm Khối Tổng hợp 2025")
    scheme = str(kwargs_of(officer)["scheme"])
    officer.go("criteria:import", scheme)
    broken = yaml.safe_dump({**SMALL, "criteria": "không có"}, allow_unicode=True)
    officer.send(expect=422, file=upload(broken.encode(), "bang.yaml"))
    officer.send(file=upload(yaml.safe_dump(SMALL, allow_unicode=True).encode(), "bang.yaml"))
    officer.press("criteria:confirm", scheme)
    assert officer.open(f"/tieu-chi/{scheme}/").says("Phối hợp", "So với đơn vị dẫn đầu", "Điển hình")
    _keep_doubts(officer, scheme)
    officer.go("criteria:circulate", scheme).send(comments_until="31/01/2025")
    for name in OFFICERS.values():
        unit = _person(name).open("/viec-cua-toi/")
        unit.go("criteria:consent", scheme).send(answer="agreed", comment="Nhất trí")
    stand_at(at(2, 14))
    officer = _person("can.bo.snv").open(f"/tieu-chi/{scheme}/cac-ban/")
    assert officer.says("3 trên 3 đơn vị đồng ý")
    officer.go("criteria:agree", scheme).send(agreed_on="14/02/2025", meeting="Hội nghị ký giao ước")
    officer.open(f"/tieu-chi/{scheme}/cac-ban/").go("criteria:freeze", scheme).send(frozen_on="14/02/2025")
    assert officer.open(f"/tieu-chi/{scheme}/").says("không sửa được nữa")
    return scheme


def _keep_doubts(officer: Visitor, scheme: str) -> None:
    while True:
        officer.open(f"/tieu-chi/{scheme}/")
        doubts = [href for _, href in officer.links() if "/giu/" in href]
        if not doubts:
            return
        officer.open(doubts[0]).send(text="Khối đã bàn và giữ như vậy")


def _mark(visitor: Visitor, sheet: str, unit: str, stage: str, leaf: str, **values: Any) -> Visitor:
    """Enter one cell from the unit's sheet."""
    visitor.open(f"/cham-diem/{sheet}/don-vi/{unit}/")
    return visitor.open(f"/cham-diem/{sheet}/o/{unit}/{stage}/{leaf}/").send(says="value", **values)


def _scored(stand_at: Any, year: str, scheme: str) -> str:
    stand_at(at(11, 3))
    officer = _person("can.bo.snv").open("/cham-diem/").go("scorecards:openable").go("scorecards:open", year)
    officer.send(
        period_from="01/01/2025", period_to="31/12/2025", explanation_days="7", self_marks_hidden="on"
    )
    sheet = str(kwargs_of(officer)["sheet"])
    _self_scored(stand_at, sheet)
    _cross_checked(stand_at, sheet)
    _appraised(stand_at, sheet)
    return sheet


def _self_scored(stand_at: Any, sheet: str) -> None:
    stand_at(at(11, 10))
    for unit, name in OFFICERS.items():
        person = _person(name)
        assert person.open("/viec-cua-toi/").says("Còn 4 ô trống")
        for leaf, entry in OWN[unit].items():
            _mark(person, sheet, unit, "self", leaf, **entry)
        _mark(person, sheet, unit, "self", "B.2", count="1")
    # Another unit's own mark is not shown before self-scoring is closed.
    other = _person(OFFICERS[DEPUTY]).open(f"/cham-diem/{sheet}/")
    assert other.says("chưa hiện")
    assert other.client.get(f"/cham-diem/{sheet}/o/{HEAD}/self/A.1/").status_code in {403, 404}
    officer = _person("can.bo.snv").open(f"/cham-diem/{sheet}/cong-doan/")
    officer.go("scorecards:close", sheet, "self").send()


def _cross_checked(stand_at: Any, sheet: str) -> None:
    stand_at(at(12, 1))
    head = _person("can.bo.snv").open(f"/cham-diem/{sheet}/kiem-tra-cheo/")
    # A lower mark without a reason is refused, and what was typed comes back.
    cell = f"/cham-diem/{sheet}/o/{THIRD}/cross/A.1/"
    head.open(cell).send(expect=422, says="value", points="3,5")
    assert 'value="3,5"' in head.html
    head.send(says="value", points="3,5", reason="Thiếu một cuộc phối hợp")
    _accept(head, sheet, DEPUTY, THIRD)
    _accept(_person(OFFICERS[DEPUTY]), sheet, HEAD)
    third = _person(OFFICERS[THIRD]).open("/viec-cua-toi/")
    third.go("scorecards:cell", sheet, THIRD, "cross", "A.1").go(
        "scorecards:explain", sheet, THIRD, "cross", "A.1"
    ).send(reason="Có biên bản số 12")
    head = _person("can.bo.snv").open("/viec-cua-toi/").follow("Trả lời")
    head.send(accepted="yes", answer="Chấp nhận biên bản số 12")
    _mark(head, sheet, THIRD, "cross", "A.1", points="4")
    head.open(f"/cham-diem/{sheet}/cong-doan/").go("scorecards:close", sheet, "cross").send()


def _accept(visitor: Visitor, sheet: str, *units: str) -> None:
    """Take over everything else as proposed."""
    for unit in units:
        visitor.open(f"/cham-diem/{sheet}/don-vi/{unit}/").press("scorecards:accept", sheet, unit)


def _appraised(stand_at: Any, sheet: str) -> None:
    stand_at(at(1, 12, year=2026))
    standing = _person("thuong.truc")
    _accept(standing, sheet, *UNITS)
    standing.open(f"/cham-diem/{sheet}/thuong-tru/").go("scorecards:item", sheet, HEAD, "bonus")
    standing.send(code="T1", record="12/QĐ-UBND", title="Bằng khen", number="12/QĐ-UBND", dated="04/05/2025")
    standing.open(f"/cham-diem/{sheet}/cong-doan/").go("scorecards:close", sheet, "appraised").send()
    standing.open(f"/cham-diem/{sheet}/xep-hang/")
    assert standing.says("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp")


def _agreed(stand_at: Any, sheet: str) -> None:
    stand_at(at(1, 20, year=2026))
    officer = _person("can.bo.snv").open(f"/cham-diem/{sheet}/").go("scorecards:result", sheet)
    assert officer.says("Chưa ai cộng lại tổng điểm")
    for username in ("thuong.truc", OFFICERS[DEPUTY]):
        _person(username).open(f"/cham-diem/{sheet}/danh-muc/").press("scorecards:confirm_totals", sheet)
    officer.go("scorecards:result", sheet)
    officer.send(agreed_on="20/01/2026", meeting="Họp bình xét", left_open="Hội nghị thống nhất để lại")
    assert officer.says("Kết quả còn nguyên vẹn", "Họp bình xét")


def _verified(stand_at: Any) -> None:
    auditor = _person("thanh.tra").open("/nhat-ky/").go("records:check").send()
    assert auditor.says("mọi dòng đều khớp")
    call_command("audit", "verify")
