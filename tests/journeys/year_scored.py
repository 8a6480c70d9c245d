"""November to January: self marks taken from the reports, cross-check by pairs, appraisal, second look, the agreed result."""

from tests.journeys.newcomers import kwargs_of
from tests.journeys.visitor import Visitor
from tests.journeys.year import DEPUTY, HEAD, KEEPER, OFFICERS, REACHED, THIRD, UNITS, Story
from tests.journeys.year_promised import enter_phase


def units_score_themselves(story: Story) -> None:
    """The reports fill the self marks; nothing is typed a second time."""
    story.on(11, 24)
    enter_phase(story, OFFICERS[HEAD], "self_scored")
    year = story.keys["year"]
    head = story.head.open("/cham-diem/").go("scorecards:openable").go("scorecards:open", year)
    head.send(period_from="01/01/2025", period_to="31/12/2025", explanation_days="7", self_marks_hidden="on")
    sheet = story.keys["sheet"] = str(kwargs_of(head)["sheet"])
    story.on(11, 26)
    for unit in UNITS:
        assert story.waits(OFFICERS[unit], "ô trống")
        officer = (
            story.officer(unit).open(f"/cham-diem/{sheet}/don-vi/{unit}/").go("scorecards:feed", sheet, unit)
        )
        offered = next(officer.forms("", "leaf")).given["leaf"]
        assert len(offered) == 6
        if unit == DEPUTY:
            story.show("figures", officer)
        officer.send(leaf=offered)
        # What was typed once, in November's report, is the unit's own mark now.
        value, _ = REACHED[unit]
        assert officer.open(f"/cham-diem/{sheet}/o/{unit}/self/A.3/").says(value)
        assert not story.waits(OFFICERS[unit], "ô trống")
    # Another unit's own marks are not shown before self-scoring is closed.
    other = story.officer(DEPUTY).open(f"/cham-diem/{sheet}/")
    assert other.says("chưa hiện")
    assert other.client.get(f"/cham-diem/{sheet}/o/{HEAD}/self/A.1/").status_code in {403, 404}
    story.refused(OFFICERS[THIRD], f"/cham-diem/{sheet}/cong-doan/self/chot/")
    story.head.open(f"/cham-diem/{sheet}/cong-doan/").go("scorecards:close", sheet, "self").send()


def units_check_each_other(story: Story) -> None:
    """Pairs by the year's turn; one visit with minutes, signed by both sides and put into the column; an explanation."""
    story.on(12, 2)
    sheet = story.keys["sheet"]
    enter_phase(story, OFFICERS[HEAD], "appraised")
    head = story.head.open(f"/cham-diem/{sheet}/kiem-tra-cheo/").go("scorecards:pairs", sheet)
    head.send("Lưu")
    _visit(story, sheet)
    _mark_down(story, sheet)
    for checker, unit in (
        (DEPUTY, HEAD),
        (THIRD, HEAD),
        (HEAD, DEPUTY),
        (HEAD, THIRD),
        (THIRD, DEPUTY),
        (DEPUTY, THIRD),
    ):
        _accept(story.officer(checker), sheet, unit)
    _explained(story, sheet)
    story.head.open(f"/cham-diem/{sheet}/cong-doan/").go("scorecards:close", sheet, "cross").send()


def _visit(story: Story, sheet: str) -> None:
    head = story.head.open(f"/cham-diem/{sheet}/kiem-tra-cheo/").go("scorecards:draw_minutes", sheet)
    head.send(
        number="01/BB-KTH", place="Sở Tài chính", sides=[HEAD, DEPUTY], checked=[DEPUTY],
        **{f"team-{HEAD}": "Trần Minh Khang; Chuyên viên", f"team-{DEPUTY}": "Lê Thị Thu Hằng; Chuyên viên"},
    )  # fmt: skip
    minutes = str(kwargs_of(head)["minutes"])
    head.go("scorecards:finding", sheet, minutes, DEPUTY).send(
        leaf="A.1", text="Chậm phối hợp một lần", entry="4,5"
    )
    for unit in (HEAD, DEPUTY):
        signer = story.leader(unit).open(f"/cham-diem/{sheet}/bien-ban/{minutes}/")
        signer.press("scorecards:sign_minutes", sheet, minutes, unit)
    head = story.head.open(f"/cham-diem/{sheet}/bien-ban/{minutes}/")
    head.press("scorecards:take_over_minutes", sheet, minutes, DEPUTY, rest="yes")
    assert head.says("đã đưa vào", "Chậm phối hợp một lần")
    story.show("minutes", head)


def _mark_down(story: Story, sheet: str) -> None:
    """A lower mark without a reason is refused, and what was typed comes back."""
    head = story.head.open(f"/cham-diem/{sheet}/o/{THIRD}/cross/A.1/")
    head.send(expect=422, says="value", points="3,5")
    assert 'value="3,5"' in head.html
    head.send(says="value", points="3,5", reason="Thiếu một cuộc phối hợp")


def _accept(visitor: Visitor, sheet: str, unit: str) -> None:
    """Take over everything else as proposed, where the page offers it."""
    visitor.open(f"/cham-diem/{sheet}/don-vi/{unit}/")
    if f'action="/cham-diem/{sheet}/don-vi/{unit}/dong-y/"' in visitor.html:
        visitor.press("scorecards:accept", sheet, unit)


def _explained(story: Story, sheet: str) -> None:
    """The unit explains, the head's officer accepts, the mark goes back."""
    third = story.officer(THIRD).open("/viec-cua-toi/").go("scorecards:cell", sheet, THIRD, "cross", "A.1")
    third.go("scorecards:explain", sheet, THIRD, "cross", "A.1").send(reason="Có biên bản số 12")
    head = story.head.open("/viec-cua-toi/").follow("Trả lời")
    head.send(accepted="yes", answer="Chấp nhận biên bản số 12")
    head.open(f"/cham-diem/{sheet}/o/{THIRD}/cross/A.1/").send(says="value", points="4")


def standing_body_appraises(story: Story) -> None:
    """Everything as proposed but one mark, which is explained and looked at a second time; a bonus; closed."""
    story.on(1, 12, year=2026)
    sheet = story.keys["sheet"]
    story.refused(OFFICERS[DEPUTY], f"/cham-diem/{sheet}/cong-doan/appraised/chot/")
    keeper = story(KEEPER).open(f"/cham-diem/{sheet}/o/{THIRD}/appraised/B.2/")
    keeper.send(says="value", count="0", reason="Quyết định ngoài kỳ")
    for unit in UNITS:
        _accept(keeper, sheet, unit)
    third = (
        story.officer(THIRD).open("/viec-cua-toi/").go("scorecards:cell", sheet, THIRD, "appraised", "B.2")
    )
    third.go("scorecards:explain", sheet, THIRD, "appraised", "B.2").send(
        reason="Quyết định ký ngày 01/10/2025"
    )
    story.on(1, 14, year=2026)
    keeper = story(KEEPER).open("/viec-cua-toi/").follow("Trả lời")
    keeper.send(accepted="yes", answer="Đúng là trong kỳ")
    keeper.open(f"/cham-diem/{sheet}/o/{THIRD}/appraised/B.2/").go(
        "scorecards:reappraise", sheet, THIRD, "appraised", "B.2"
    ).send("phúc tra", says="value", count="1", reason="Quyết định trong kỳ", minutes="02/BB-KTH")
    story.show("steps", keeper, f"/cham-diem/{sheet}/don-vi/{THIRD}/lich-su/?chi=thay-doi")
    keeper.open(f"/cham-diem/{sheet}/thuong-tru/").go("scorecards:item", sheet, HEAD, "bonus")
    keeper.send(code="T1", record="12/QĐ-UBND", title="Bằng khen", number="12/QĐ-UBND", dated="04/05/2025")
    keeper.open(f"/cham-diem/{sheet}/cong-doan/").go("scorecards:close", sheet, "appraised").send()


def result_is_agreed(story: Story) -> None:
    """The checklist is settled point by point, two people add up the totals, the meeting agrees on the ranking."""
    story.on(1, 20, year=2026)
    sheet = story.keys["sheet"]
    enter_phase(story, OFFICERS[HEAD], "reviewed")
    head = story.head.open(f"/cham-diem/{sheet}/danh-muc/")
    assert head.says("Chưa ai cộng lại tổng điểm")
    head.go("scorecards:ask", sheet).send(body="Thanh tra tỉnh", letter="7/KTH", asked_on="12/01/2026")
    _answer(story, sheet)
    for username in (KEEPER, OFFICERS[DEPUTY]):
        story(username).open(f"/cham-diem/{sheet}/danh-muc/").press("scorecards:confirm_totals", sheet)
    story.show("checklist", head, f"/cham-diem/{sheet}/danh-muc/")
    head.open(f"/cham-diem/{sheet}/").go("scorecards:result", sheet)
    head.send(agreed_on="20/01/2026", meeting="Họp bình xét")
    assert head.says("Kết quả còn nguyên vẹn", "Họp bình xét")
    story.show("result", head)
    enter_phase(story, OFFICERS[HEAD], "submitted")
    enter_phase(story, KEEPER, "decided")


def _answer(story: Story, sheet: str) -> None:
    head = story.head.open(f"/cham-diem/{sheet}/danh-muc/")
    question = next(
        href
        for _, href in head.links()
        if f"/cham-diem/{sheet}/danh-muc/hoi/" in href and href.count("/") > 5
    )
    head.open(question).send(answer="Không có trường hợp nào", answered_on="19/01/2026")
