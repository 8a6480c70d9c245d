"""February: criteria agreed and frozen; each unit promises, the covenant is composed, signed and witnessed."""

import yaml

from tests.journeys.newcomers import kwargs_of
from tests.journeys.workbooks import upload
from tests.journeys.year import (
    BLOC,
    DEPUTY,
    HEAD,
    LEADERS,
    OFFICERS,
    PROMISED,
    SCHEME,
    SECRETARY,
    TARGETS,
    THIRD,
    UNITS,
    Story,
)


def enter_phase(story: Story, username: str, state: str, *, reason: str = "") -> None:
    """The year goes on: everything that is asked for is met, or a reason is given."""
    year = story.keys["year"]
    visitor = story(username).open(f"/khoi-cum/nam/{year}/").go("organisations:enter_phase", year)
    visitor.send(state=state, reason=reason)
    assert visitor.path == f"/khoi-cum/nam/{year}/", visitor.words()[:900]


def criteria_are_frozen(story: Story) -> None:
    """Drafted from a file, doubts kept with reasons, sent round, agreed by all, frozen."""
    story.on(1, 22)
    year = story.keys["year"]
    enter_phase(story, OFFICERS[HEAD], "consulted")
    head = story.head.open("/tieu-chi/").go("criteria:year", year).go("criteria:draft", year)
    head.send(name=SCHEME["name"])
    scheme = story.keys["scheme"] = str(kwargs_of(head)["scheme"])
    head.go("criteria:import", scheme)
    broken = yaml.safe_dump({**SCHEME, "criteria": "không có"}, allow_unicode=True)
    head.send(expect=422, file=upload(broken.encode(), "bang.yaml"))
    head.send(file=upload(yaml.safe_dump(SCHEME, allow_unicode=True).encode(), "bang.yaml"))
    head.press("criteria:confirm", scheme)
    _keep_doubts(story, scheme)
    story.refused(OFFICERS[DEPUTY], f"/tieu-chi/{scheme}/gui/")
    head.go("criteria:circulate", scheme).send(comments_until="31/01/2025")
    for unit in UNITS:
        officer = story.officer(unit).open("/viec-cua-toi/")
        officer.go("criteria:consent", scheme).send(answer="agreed", comment="Nhất trí")
    story.on(2, 4)
    head = story.head.open(f"/tieu-chi/{scheme}/cac-ban/")
    assert head.says("3 trên 3 đơn vị đồng ý")
    head.go("criteria:agree", scheme).send(agreed_on="04/02/2025", meeting="Họp Khối")
    head.open(f"/tieu-chi/{scheme}/cac-ban/").go("criteria:freeze", scheme).send(frozen_on="04/02/2025")
    assert head.open(f"/tieu-chi/{scheme}/").says("không sửa được nữa")
    story.show("criteria", head)


def _keep_doubts(story: Story, scheme: str) -> None:
    head = story.head
    while doubts := [href for _, href in head.open(f"/tieu-chi/{scheme}/").links() if "/giu/" in href]:
        head.open(doubts[0]).send(text="Khối đã bàn và giữ như vậy")


def covenant_is_signed(story: Story) -> None:
    """Registered by each unit, collected, composed, agreed to, signed by three heads, witnessed by the Council."""
    story.on(2, 5)
    year = story.keys["year"]
    story.refused(OFFICERS[DEPUTY], f"/giao-uoc/nam/{year}/")
    head = story.head.open("/giao-uoc/").go("covenants:begin", year)
    head.send(title=f"Giao ước thi đua {BLOC} năm 2025", due="07/02/2025")
    version = story.keys["covenant"] = str(kwargs_of(head)["version"])
    head.send("Lưu", **{"clause-0-text": "Giải quyết hồ sơ đúng hạn", "clause-1-text": "Đẩy mạnh sáng kiến"})
    for unit in UNITS:
        _register(story, version, unit)
    _collect(story, version)
    head = story.head.open(f"/giao-uoc/{version}/thu-dang-ky/")
    story.show("registrations", head)
    head.go("covenants:compose", version).send("Tạo văn bản")
    assert head.says("Giải quyết hồ sơ đúng hạn", TARGETS[0])
    for unit in UNITS:
        assert story.waits(OFFICERS[unit], "về văn bản giao ước")
        officer = story.officer(unit).go("covenants:consent", version)
        officer.send(answer="agreed")
    _sign(story, version)


def _register(story: Story, version: str, unit: str) -> None:
    """Two targets, whose weights make up the leaf of the table; what is missing is said before it is sent."""
    officer = story.officer(unit).open("/viec-cua-toi/")
    registration = next(href for _, href in officer.links() if href.startswith("/giao-uoc/dang-ky/"))
    officer.open(registration)
    key = str(kwargs_of(officer)["registration"])
    rows = {"slogan": f"{UNITS[unit]} thi đua"}
    for place, (name, weight) in enumerate(zip(TARGETS, ("6", "4"), strict=True)):
        rows |= {
            f"target-{place}-name": name,
            f"target-{place}-measure": "%" if place == 0 else "sáng kiến",
            f"target-{place}-weight": weight,
            f"target-{place}-target": PROMISED[unit][place],
            f"target-{place}-decimals": "1" if place == 0 else "0",
        }
    officer.send("Lưu", **rows, **{"title-CO_TINH-collective": "1"})
    officer.go("covenants:send", key).send("Gửi")
    story.keys[f"registration-{unit}"] = key
    officer.open(f"/giao-uoc/{version}/thu-dang-ky/").go("covenants:paper", version, story.keys[unit])
    officer.send(number=f"7/DK-{unit}", filed_on="05/02/2025")


def _collect(story: Story, version: str) -> None:
    """One is returned with a reason and sent again; then all are taken in."""
    third = story.keys[f"registration-{THIRD}"]
    head = story.head.open("/viec-cua-toi/").open(f"/giao-uoc/dang-ky/{third}/")
    head.go("covenants:return", third).send(reason="Chỉ tiêu sáng kiến còn thấp")
    assert story.waits(OFFICERS[THIRD], "Đăng ký chỉ tiêu", "Bị trả lại")
    officer = story.officer(THIRD).open(f"/giao-uoc/dang-ky/{third}/")
    assert officer.says("Chỉ tiêu sáng kiến còn thấp")
    story.show("registration", officer)
    officer.send("Lưu", **{"target-1-target": "3"})
    officer.go("covenants:send", third).send("Gửi")
    for unit in UNITS:
        key = story.keys[f"registration-{unit}"]
        head.open(f"/giao-uoc/{version}/thu-dang-ky/").go("covenants:registration", key)
        head.go("covenants:collect", key).send("Tiếp nhận")


def _sign(story: Story, version: str) -> None:
    story.on(2, 14)
    # An officer signs for nobody; the head signs for the own unit only.
    story.refused(OFFICERS[THIRD], f"/giao-uoc/{version}/ky/")
    for unit in UNITS:
        assert story.waits(LEADERS[unit], "Ký giao ước")
        leader = story.leader(unit).go("covenants:sign", version)
        assert leader.says("Giám đốc")
        leader.send("Ký", unit=story.keys[unit])
        assert not story.waits(LEADERS[unit], "Ký giao ước")
    witness = story(SECRETARY).open("/giao-uoc/").go("covenants:covenant", version)
    witness.open(f"/giao-uoc/{version}/chu-ky/").go("covenants:witness", version).send("Chứng kiến")
    assert witness.says("Ủy viên Hội đồng")
    story.show("signatures", witness)
    year = story.keys["year"]
    head = story.head.open(f"/khoi-cum/nam/{year}/").go("organisations:confirm_leads", year)
    head.send(basis="elected", instrument="Biên bản hội nghị ngày 14/02/2025")
    assert story.waits(OFFICERS[HEAD], "Đã đủ các điều kiện")
    enter_phase(story, OFFICERS[HEAD], "signed")
    enter_phase(story, OFFICERS[HEAD], "launched")
