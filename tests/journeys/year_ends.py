"""January after: the bloc is handed to the next head with the archive, and the next year opened from the old one."""

from tests.journeys.newcomers import kwargs_of
from tests.journeys.year import DEPUTY, HEAD, KEEPER, OFFICERS, THIRD, UNITS, Story
from tests.journeys.year_promised import enter_phase


def next_year_is_opened(story: Story) -> None:
    """From the old year: members come along, head and deputy by the rotation list; then handed over and confirmed."""
    story.on(1, 26, year=2026)
    year = story.keys["year"]
    story.refused(OFFICERS[THIRD], f"/khoi-cum/nam/{year}/nam-ke-tiep/")
    keeper = story(KEEPER).open(f"/khoi-cum/nam/{year}/").go("organisations:open_next_year", year)
    keeper.send(decision_number="02/QĐ-UBND", decision_date="22/01/2026")
    after = story.keys["after"] = str(kwargs_of(keeper)["public_id"])
    assert keeper.says("2026", *(f"{name} tỉnh Tây Ninh" for name in UNITS.values()))
    # The next unit of the list heads the bloc now; nobody wrote it.
    assert keeper.says("Sở Tài chính")
    enter_phase(story, OFFICERS[HEAD], "concluded")
    head = story.head.open(f"/khoi-cum/nam/{year}/").go("organisations:handover", year)
    head.go("organisations:draw_up_handover", year).send(number="03/BB-KTH", money="0")
    minute = str(kwargs_of(head)["public_id"])
    assert head.says("Trương Thị Mỹ Lệ", "Phạm Quốc Bảo")
    head.press("organisations:confirm_handover", minute)
    assert story.waits(OFFICERS[DEPUTY], "Xác nhận biên bản bàn giao")
    taker = story.officer(DEPUTY).open(f"/khoi-cum/ban-giao/{minute}/")
    taker.press("organisations:confirm_handover", minute)
    assert taker.says("Hai bên đã xác nhận")
    assert not story.waits(OFFICERS[DEPUTY], "Xác nhận biên bản bàn giao")
    story.show("handover", taker, f"/khoi-cum/ban-giao/{minute}/")
    story.show("next-year", taker, f"/khoi-cum/nam/{after}/")
