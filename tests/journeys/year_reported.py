"""June and November: reports asked for, sent, returned, sent again, received, put together; evidence; half-year review."""

from tests.journeys.newcomers import kwargs_of
from tests.journeys.workbooks import upload
from tests.journeys.year import DEPUTY, HEAD, LEAVES, OFFICERS, REACHED, TARGETS, THIRD, UNITS, Story
from tests.journeys.year_promised import enter_phase

PARTS = {"overview-text": "Tình hình chung ổn định", "results-text": "Hoàn thành nhiệm vụ được giao"}


def half_year_is_reported(story: Story) -> None:
    """Three units send, one of them late, one returned and sent again."""
    story.on(6, 2)
    request = _asked(story, "h1")
    story.refused(OFFICERS[DEPUTY], f"/bao-cao/ky/{request}/dong/", post=True)
    story.on(6, 18)
    for unit in (HEAD, DEPUTY):
        assert story.waits(OFFICERS[unit], "Báo cáo: 6 tháng đầu năm 2025")
        if unit == DEPUTY:
            story.show("my-work", story.officer(unit))
        _written(story, unit, request, values=("50", "1"))
    _returned_and_sent_again(story, request)
    story.on(6, 23)
    assert story.waits(OFFICERS[THIRD], "Báo cáo: 6 tháng đầu năm 2025", "3 ngày quá hạn")
    _written(story, THIRD, request, values=("40", "1"))


def half_year_is_reviewed(story: Story) -> None:
    """Received, put together, edited, issued; the year goes into its half-year review."""
    story.on(6, 24)
    request = story.keys["request-h1"]
    _received(story, request)
    assert story.head.open(f"/bao-cao/ky/{request}/").says("chậm 3 ngày")
    story.show("reports", story.head)
    _joint(story, request, "11/BC-KTH")
    enter_phase(story, OFFICERS[HEAD], "half_reviewed")


def year_is_reported(story: Story) -> None:
    """The year's figures, by target and by criterion, with a paper as evidence; nothing of January is typed again."""
    story.on(10, 6)
    enter_phase(story, OFFICERS[HEAD], "launched")
    _rules(story)
    story.on(11, 3)
    request = _asked(story, "year")
    story.on(11, 17)
    for unit in UNITS:
        _proved(story, unit)
        _written(story, unit, request, values=REACHED[unit], leaves=LEAVES[unit])
    _received(story, request)
    _joint(story, request, "21/BC-KTH")


def _rules(story: Story) -> None:
    """Which criterion the lateness of reports feeds: said once."""
    year = story.keys["year"]
    story.head.open("/bao-cao/").go("reports:rules", year).send(lateness_leaf="B.3")


def _asked(story: Story, period: str) -> str:
    """A report is asked for; the period fills name and deadline."""
    year = story.keys["year"]
    head = story.head.open("/bao-cao/").go("reports:open", year)
    head.open(f"{head.path}?period={period}").send(words="Nêu rõ kết quả so với giao ước")
    request = story.keys[f"request-{period}"] = str(kwargs_of(head)["period"])
    return request


def _report(story: Story, unit: str, request: str) -> str:
    """The unit's own report behind a request."""
    officer = story.officer(unit).open(f"/bao-cao/ky/{request}/").follow(f"{UNITS[unit]} tỉnh Tây Ninh")
    return str(kwargs_of(officer)["report"])


def _written(
    story: Story,
    unit: str,
    request: str,
    *,
    values: tuple[str, str],
    leaves: dict[str, str] | None = None,
) -> None:
    """The form knows the targets of the covenant and the leaves of the table; the unit writes what was reached."""
    report = story.keys[f"report-{unit}"] = _report(story, unit, request)
    officer = story.officer(unit).go("reports:fill", report)
    assert officer.says(*TARGETS)
    form = next(officer.forms("Xem lại và gửi", "text-overview-text"))
    boxes = [
        name.removesuffix("-value")
        for name in sorted(form.names)
        if name.startswith("target-") and name.endswith("-value")
    ]
    order = sorted(boxes, key=officer.html.index)
    said = {f"{box}-value": value for box, value in zip(order, values, strict=True)}
    said |= {f"text-{name}": words for name, words in PARTS.items()}
    said |= {f"leaf-{code}-entry": entry for code, entry in (leaves or {}).items()}
    officer.send("Xem lại và gửi", **said)
    if leaves is not None and unit == THIRD:
        story.show("report", officer, f"/bao-cao/{report}/nhap/")
    officer.send("Gửi Khối trưởng", number=f"1/BC-{unit}")
    assert officer.says("Báo cáo đã gửi Khối trưởng")


def _returned_and_sent_again(story: Story, request: str) -> None:
    report = _report(story, DEPUTY, request)
    story.refused(OFFICERS[THIRD], f"/bao-cao/{report}/tra-lai/")
    head = story.head.open("/viec-cua-toi/").go("reports:report", report)
    head.go("reports:return", report).send(reason="Thiếu nguyên nhân của hạn chế")
    assert story.waits(OFFICERS[DEPUTY], "trả lại")
    officer = story.officer(DEPUTY).open(f"/bao-cao/{report}/")
    assert officer.says("Thiếu nguyên nhân của hạn chế")
    officer.go("reports:fill", report).send("Xem lại và gửi", **{"text-causes-text": "Thay đổi nhân sự"})
    officer.send("Gửi Khối trưởng", words="Bổ sung nguyên nhân")


def _received(story: Story, request: str) -> None:
    """The head takes them in; its own goes to the deputy."""
    for unit in UNITS:
        officer = story.officer(DEPUTY if unit == HEAD else HEAD)
        officer.open(f"/bao-cao/ky/{request}/").follow(f"{UNITS[unit]} tỉnh Tây Ninh")
        officer.press("reports:receive", str(kwargs_of(officer)["report"]))
        assert officer.says("Báo cáo đã được tiếp nhận")


def _joint(story: Story, request: str, number: str) -> None:
    """The bloc's report is put together from the units' rows, edited, and issued under its number."""
    head = story.head.open(f"/bao-cao/ky/{request}/").press("reports:compose", request)
    assert head.says(TARGETS[0], "Hoàn thành nhiệm vụ được giao")
    head.go("reports:joint_edit", request).send("Lưu", **{"part-overview": "Khối giữ vững nền nếp"})
    # Day and signer are those of today: only the number is typed.
    head.go("reports:joint_issue", request).send(number=number)
    assert head.says(number, "Khối giữ vững nền nếp", "Trương Thị Mỹ Lệ")
    if request == story.keys["request-h1"]:
        story.show("joint-report", head)
    third = story.officer(THIRD).open(f"/bao-cao/ky/{request}/").go("reports:joint", request)
    assert third.says(number)


def _proved(story: Story, unit: str) -> None:
    """One paper proves one criterion: filed once, with the statement that nothing in it is classified."""
    year = story.keys["year"]
    officer = story.officer(unit).open("/bao-cao/").go("evidence:list").go("evidence:unit", year, unit)
    officer.go("evidence:file", year, unit).send(
        title="Quyết định công nhận sáng kiến", number=f"5/QD-{unit}", issued_on="01/10/2025",
        leaves=["B.2"], declared="on", files=upload(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n" + unit.encode(), "qd.pdf"),
    )  # fmt: skip
    assert officer.says("Quyết định công nhận sáng kiến")
    if unit == DEPUTY:
        story.show("evidence", officer)
