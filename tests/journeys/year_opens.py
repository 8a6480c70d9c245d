"""January: units and people on record, the year opened by decision, plan, calendar, movement."""

from tests.journeys.newcomers import first_administrator, give_role, kwargs_of, newcomer, take_in, tie_account
from tests.journeys.workbooks import filled, upload
from tests.journeys.year import (
    AUDITOR,
    BLOC,
    DEPUTY,
    HEAD,
    KEEPER,
    LEADERS,
    OFFICERS,
    PEOPLE,
    SECRETARY,
    THIRD,
    UNITS,
    Story,
)
from thidua.organisations.states import ImportKind

SINCE = "01/01/2025"


def people_come(story: Story) -> None:
    """The administrator gives accounts and roles; the standing body keeps units, people and the bloc."""
    story.on(1, 6)
    admin = first_administrator()
    for name, (full_name, _, _) in PEOPLE.items():
        newcomer(admin, name, full_name)
    give_role(admin, KEEPER, PEOPLE[KEEPER][0], "standing_officer", since=SINCE)
    units = [
        {"code": code, "name": f"{name} tỉnh Tây Ninh", "short_name": name, "kind": "department"}
        for code, name in UNITS.items()
    ]
    units.append({"code": "HDTDKT", "name": "Hội đồng Thi đua – Khen thưởng tỉnh", "kind": "council"})
    keeper = story(KEEPER)
    keeper.open("/khoi-cum/don-vi/").go("organisations:imports")
    wrong = filled(ImportKind.UNITS, [{**units[0], "kind": "vương quốc"}])
    keeper.send(kind="units", file=upload(wrong, "don-vi.xlsx"))
    assert keeper.says("F2")
    take_in(keeper, ImportKind.UNITS, units)
    _offices(story)
    _bloc_and_year(story)
    for name, (full_name, role, unit) in PEOPLE.items():
        if name != KEEPER:
            give_role(admin, name, full_name, role, since=SINCE, unit=unit)
    assistant = OFFICERS[HEAD]
    give_role(admin, assistant, PEOPLE[assistant][0], "bloc_head_officer", since=SINCE, bloc=BLOC)


def _offices(story: Story) -> None:
    """Whoever signs is on record with an office, and with the account they sign in with."""
    keeper = story(KEEPER)
    rows = [
        {"code": f"GD-{unit}", "name": PEOPLE[name][0], "unit": unit, "title": "Giám đốc", "kind": "head"}
        for unit, name in LEADERS.items()
    ]
    witness = {"code": "UV-1", "name": PEOPLE[SECRETARY][0], "unit": "HDTDKT", "title": "Ủy viên Hội đồng"}
    rows.append({**witness, "kind": "council_member"})
    take_in(keeper, ImportKind.PEOPLE, [{**row, "since": SINCE} for row in rows])
    for name in (*LEADERS.values(), SECRETARY):
        tie_account(keeper, PEOPLE[name][0], name)


def _bloc_and_year(story: Story) -> None:
    keeper = story(KEEPER)
    keeper.open("/khoi-cum/").go("organisations:found_bloc")
    keeper.send(name=BLOC, short_name="KTH", code="KTH", level="province")
    bloc = str(kwargs_of(keeper)["public_id"])
    keeper.go("organisations:set_rotation", bloc).send(units="\n".join(UNITS), adopted_on="03/01/2025")
    keeper.open(f"/khoi-cum/khoi/{bloc}/").go("organisations:open_year", bloc).send(
        year="2025", decision_number="01/QĐ-UBND", decision_date="03/01/2025", members="\n".join(UNITS),
        head=HEAD, deputy=DEPUTY,
    )  # fmt: skip
    assert keeper.says(*(f"{name} tỉnh Tây Ninh" for name in UNITS.values()))
    story.keys["year"] = str(kwargs_of(keeper)["public_id"])
    story.show("decision", keeper)
    for unit in UNITS:
        story.keys[unit] = _unit_key(story, unit)


def _unit_key(story: Story, unit: str) -> str:
    keeper = story(KEEPER).open(f"/khoi-cum/don-vi/?words={unit}").follow(f"{UNITS[unit]} tỉnh Tây Ninh")
    return str(kwargs_of(keeper)["public_id"])


def plan_is_issued(story: Story) -> None:
    """Drafted by the head, sent round, answered, replied to, issued; then everyone sees the calendar."""
    story.on(1, 8)
    year = story.keys["year"]
    story.refused(OFFICERS[THIRD], f"/ke-hoach/nam/{year}/soan/")
    head = story.head.open("/khoi-cum/").go("plans:list").go("plans:draft", year)
    head.send(text="Mục đích: thi đua thiết thực\nYêu cầu: báo cáo đúng hạn")
    plan = story.keys["plan"] = str(kwargs_of(head)["plan"])
    head.go("plans:add", plan).send(
        code="HOI-NGHI", title="Hội nghị ký giao ước", way="fixed", day="14/02/2025", owner=story.keys[HEAD]
    )
    head.go("plans:add", plan).send(title="Báo cáo 6 tháng", way="fixed", day="20/06/2025")
    head.go("plans:add", plan).send(
        title="Thu đăng ký thi đua",
        way="before",
        base="HOI-NGHI",
        days="5",
        kind="working",
        owner=story.keys[HEAD],
    )
    head.go("plans:send", plan).send(answers_until="15/01/2025")
    consultation = str(kwargs_of(head)["consultation"])
    for unit in (DEPUTY, THIRD):
        assert story.waits(OFFICERS[unit], "Cho ý kiến")
        officer = story.officer(unit).go("plans:answer", consultation, story.keys[unit])
        if unit == DEPUTY:
            officer.send(kind="agreed")
        else:
            officer.send(kind="commented", **{"comment-2": "Thêm: chậm thì nêu lý do"})
        assert not story.waits(OFFICERS[unit], "Cho ý kiến")
    story.on(1, 16)
    assert story.waits(OFFICERS[HEAD], "ý kiến")
    head = story.head.open(f"/ke-hoach/lay-y-kien/{consultation}/").follow("Trả lời")
    head.send(reply="taken", words="Đã bổ sung")
    story.show("comments", head)
    head.go("plans:close", consultation).send(conclusion="Thống nhất nội dung kế hoạch")
    head.open(f"/ke-hoach/{plan}/").go("plans:issue", plan).send(number="02/KH-KTH")
    assert head.says("02/KH-KTH")
    story.show("plan", head)
    third = story.officer(THIRD).open("/ke-hoach/").go("plans:calendar", year)
    # Five working days before the conference; the New Year's days of January are shown on the way.
    assert third.says("Tết Nguyên đán (mùng 1)")
    third.follow("Tháng sau")
    story.show("calendar", third)
    assert third.says("Hội nghị ký giao ước", "07/02/2025 Thứ Sáu l-03 Thu đăng ký")
    assert story.told(OFFICERS[THIRD], "02/KH-KTH")


def movement_is_launched(story: Story) -> None:
    """Saved and launched in one act; each unit responds and tells what it did."""
    story.on(1, 20)
    head = (
        story.head.open("/phong-trao/")
        .go("campaigns:new")
        .go("campaigns:draft_below", "bloc", story.keys["year"])
    )
    head.send(
        "Lưu và phát động", name="Cải cách hành chính, phục vụ Nhân dân", slogan="Đúng hạn, thân thiện",
        document_number="03/KH-KTH", document_date="20/01/2025", starts_on="20/01/2025", ends_on="31/12/2025", contents="Giảm thời gian giải quyết hồ sơ",
        **{"targets-0-name": "Buổi tuyên truyền", "targets-0-amount": "10", "targets-0-unit_of_measure": "buổi",
           "targets-0-counts": "buổi tuyên truyền"},
    )  # fmt: skip
    movement = story.keys["movement"] = str(kwargs_of(head)["movement"])
    story.refused(AUDITOR, f"/phong-trao/{movement}/sua/")
    for number, unit in enumerate(UNITS, start=1):
        assert story.waits(OFFICERS[unit], "Cải cách hành chính, phục vụ Nhân dân")
        officer = story.officer(unit).open(f"/phong-trao/{movement}/")
        officer.go("campaigns:respond", movement, story.keys[unit]).send(undertakes=f"{number} buổi mỗi quý")
        assert not story.waits(OFFICERS[unit], "Hưởng ứng")
    story.on(3, 10)
    third = story.officer(THIRD).open(f"/phong-trao/{movement}/")
    third.go("campaigns:activity_new", movement, story.keys[THIRD]).send(
        title="Tuyên truyền tại xã", **{"figures-0-measure": "buổi tuyên truyền", "figures-0-amount": "4",
        "figures-0-unit_of_measure": "buổi"},
    )  # fmt: skip
    head = story.head.open(f"/phong-trao/{movement}/")
    assert head.says("Tuyên truyền tại xã", *(f"{name} tỉnh Tây Ninh" for name in UNITS.values()))
    story.show("movement", head)
