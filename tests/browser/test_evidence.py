"""Evidence in a real browser: dropped, sent with progress, looked at in its frame; by keyboard, and on a telephone."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.browser.conftest import Complaints
from tests.factories.files import make_pdf, make_picture
from tests.reports.evidence import a_file, file_one, frozen_year, name_one, record
from tests.web.evidence.pages import of, of_unit
from thidua.reports.intake import prepare
from thidua.reports.models import Evidence

type Check = Callable[[Page], None]
type Fits = Callable[[Page, int], None]
type Enter = Callable[[object], None]

DROP = """([box, name, words]) => {
  const moved = new DataTransfer();
  moved.items.add(new File([words], name, { type: "application/pdf" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    box.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: moved }));
  }
}"""


def chosen(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_every_page_can_be_read_by_everyone_and_on_a_telephone(
    page: Page, axe: Check, fits: Fits, enter: Enter
) -> None:
    year = frozen_year()
    picture = prepare(make_picture("PNG", size=(900, 500)), name="Ảnh chụp.png")
    key = file_one(year, files=[picture, a_file()]).evidence
    named = name_one(year)
    enter(year.head)
    for address in (
        "/bao-cao/minh-chung/",
        of_unit(year),
        of_unit(year, "file") + "?leaf=A.2&ask=0",
        of_unit(year, "reference"),
        of("record", key),
        of("preview", record(key).files[0].key),
        of("replace", key),
        of("confirm", named),
    ):
        page.goto(address)

        expect(page.locator("h1")).to_have_count(1)
        axe(page)
        fits(page, 375)


def test_files_are_dropped_and_chosen_told_apart_and_sent(page: Page, axe: Check, enter: Enter) -> None:
    year = frozen_year()
    enter(year.drafter)
    page.goto(of_unit(year, "file") + "?leaf=A.1")
    box = page.locator("[data-drop]")

    page.evaluate(DROP, [box.element_handle(), "Kéo vào.pdf", make_pdf("keo").decode("latin-1")])
    page.evaluate(DROP, [box.element_handle(), "Thừa.pdf", "x"])
    expect(box.locator(".files__item")).to_have_count(2)
    axe(page)
    box.get_by_role("button", name="Thừa.pdf").press("Enter")
    expect(box.locator(".files__item")).to_have_count(1)
    page.get_by_label("Trích yếu").fill("Báo cáo kéo vào")
    page.get_by_label("Tôi đã kiểm tra").check()
    page.locator("main form[data-upload] button[type=submit]").press("Enter")

    page.wait_for_url("**/bao-cao/minh-chung/*/")
    expect(page.get_by_role("link", name="Kéo vào.pdf", exact=True)).to_be_visible()
    expect(page.get_by_text("Đã nộp minh chứng.")).to_be_visible()
    assert Evidence.objects.get().files.count() == 1


def test_what_is_too_large_is_said_before_it_is_sent_and_a_refusal_keeps_the_form(
    page: Page, enter: Enter, complaints: Complaints
) -> None:
    year = frozen_year()
    key = file_one(year, files=[]).evidence
    enter(year.drafter)
    page.goto(of("add", key))
    errors = page.locator("[data-drop-errors]")
    page.locator("[data-drop]").evaluate("box => { box.dataset.most = '1000'; }")

    page.set_input_files("#id_files", [chosen("phim.mp4", bytes(2000))])
    expect(errors).to_contain_text("phim.mp4 lớn hơn 20 MB")
    page.get_by_label("Tôi đã kiểm tra").check()
    page.locator("main form[data-upload] button[type=submit]").click()
    expect(errors).to_contain_text("phim.mp4 lớn hơn 20 MB")

    page.set_input_files("#id_files", [chosen("Báo cáo.pdf", b"MZ" + bytes(300))])
    page.locator("main form[data-upload] button[type=submit]").click()
    expect(errors).to_contain_text("là một chương trình")
    assert [one[:4] for one in complaints.heard] == ["422 "]
    complaints.heard.clear()
    expect(page.get_by_label("Tôi đã kiểm tra")).to_be_checked()
    assert Evidence.objects.get().files.count() == 0


def test_a_pdf_opens_in_the_frame_and_a_picture_is_small(page: Page, enter: Enter) -> None:
    year = frozen_year()
    wide = prepare(make_picture("JPEG", size=(2800, 700), gps=True), name="rong.jpg")
    files = record(file_one(year, files=[a_file(), wide]).evidence).files
    enter(year.auditor)

    with page.expect_response(lambda answer: answer.url.endswith("/xem/")) as waited:
        page.goto(of("preview", files[0].key))
    assert waited.value.status == 200
    assert page.locator("iframe.shown").bounding_box()["height"] > 400  # type: ignore[index]  # it is there
    page.goto(of("preview", files[1].key))
    expect(page.locator("img.shown")).to_have_js_property("naturalWidth", 1400)


def test_the_form_works_without_script(context: BrowserContext, live_server: object, enter: Enter) -> None:
    year = frozen_year()
    enter(year.drafter)
    assert context.browser is not None
    plain = context.browser.new_context(
        base_url=str(live_server),
        java_script_enabled=False,
        locale="vi-VN",
        storage_state=context.storage_state(),
    )
    page = plain.new_page()

    page.goto(of_unit(year, "file") + "?leaf=A.1")
    page.get_by_label("Trích yếu").fill("Không có script")
    page.set_input_files("#id_files", [chosen("a.pdf", make_pdf("a")), chosen("b.pdf", make_pdf("b"))])
    page.get_by_label("Tôi đã kiểm tra").check()
    page.locator("main form[data-upload] button[type=submit]").click()

    expect(page.get_by_role("link", name="b.pdf", exact=True)).to_be_visible()
    plain.close()
    assert Evidence.objects.get().files.count() == 2
