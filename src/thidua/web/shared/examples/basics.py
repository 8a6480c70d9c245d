"""Frame, things one presses, states and numbers, notices."""

from markupsafe import Markup

from thidua.core.verdict import Sentence, Verdict, met, not_met, unknown
from thidua.web.shared.examples.use import GallerySection, Say, Specimen, use
from thidua.web.shared.parts import CollisionSide, ContentsItem, Counter, Fact, State, Tab


def frame(say: Say) -> GallerySection:
    """Heads, sections, ways between pages."""
    return GallerySection(
        say("Khung trang", "The page's frame"),
        (
            Specimen(
                say("Tab, đường dẫn", "Tabs, breadcrumb"),
                say("Tab nối các trang cùng một đối tượng.", "Tabs join the pages of one record."),
                (
                    use("crumbs", [(say("Chấm điểm, xếp hạng", "Scoring, ranking"), "#")]),
                    use(
                        "tabs",
                        [
                            Tab(say("Cả Khối", "Whole bloc"), "#", current=True),
                            Tab(say("Đơn vị tôi", "My unit"), "#"),
                            Tab(say("Giải trình", "Explanations"), "#", count=2),
                        ],
                        say("Phần của bảng điểm", "Parts of the score sheet"),
                    ),
                ),
            ),
            Specimen(
                say("Mục lục trang dài", "Contents of a long page"),
                "",
                (
                    use(
                        "contents",
                        [
                            ContentsItem("1", say("Số liệu", "Figures"), "#", icon="circle-check"),
                            ContentsItem("2", say("Kết quả nổi bật", "Highlights"), "#", current=True),
                            ContentsItem("3", say("Minh chứng", "Evidence"), "#", icon="triangle-alert"),
                        ],
                        say("Các phần của báo cáo", "Parts of the report"),
                    ),
                    use(
                        "walk",
                        "#",
                        say("III.4 Hỗ trợ xã", "III.4 Commune support"),
                        "#",
                        say("III.6 Phong trào chung", "III.6 Common movements"),
                    ),
                ),
            ),
        ),
    )


def controls(say: Say) -> GallerySection:
    """Buttons, states, deadlines, numbers."""
    return GallerySection(
        say("Hành động và trạng thái", "Actions and states"),
        (
            Specimen(
                say("Nút", "Buttons"),
                say(
                    "Một nút chính mỗi trang. Nút mờ phải nói vì sao.",
                    "One primary a page. A dimmed button says why.",
                ),
                (
                    use("button", say("Lưu", "Save"), kind="primary"),
                    use("button", say("Trả lại", "Return")),
                    use("button", say("Thu hồi", "Withdraw"), kind="danger"),
                    use("button", say("Bỏ lọc", "Clear filters"), kind="quiet"),
                    use(
                        "button",
                        say("Nhắc", "Remind"),
                        small=True,
                        more=say("Công an tỉnh", "Provincial Police"),
                    ),
                    use("link_button", say("Tải Excel", "Download Excel"), "#", icon_name="file-spreadsheet"),
                    use("button", say("Đang ghim", "Pinned"), type="button", pressed=True),
                    use(
                        "button",
                        say("Công bố", "Publish"),
                        id="publish",
                        icon_name="stamp",
                        because=say(
                            "Chưa công bố được: còn 4 ô chưa có điểm thẩm định.",
                            "Cannot be published yet: 4 cells have no appraised mark.",
                        ),
                    ),
                    use(
                        "post_button",
                        say("Đóng phiên", "End session"),
                        "",
                        csrf="",
                        small=True,
                        confirm=say(
                            "Phiên trên điện thoại sẽ phải đăng nhập lại.",
                            "The phone will have to sign in again.",
                        ),
                        confirm_title=say("Đóng phiên này?", "End this session?"),
                    ),
                    use("print_button"),
                ),
                row=True,
            ),
            Specimen(
                say("Trạng thái", "States"),
                say("Hình, chữ, rồi mới đến màu.", "Shape, word, and only then colour."),
                (
                    use("state", say("Chưa gửi", "Not sent")),
                    use("state", say("Chờ duyệt", "Waiting for approval"), "wait"),
                    use("state", say("Bị trả lại", "Returned"), "back"),
                    use("state", say("Đã tiếp nhận", "Received"), "live"),
                    use("state", State(say("Chờ xét khen thưởng", "Waiting for the council"), "wait")),
                    use("state", say("Đã khen thưởng", "Awarded"), "honour"),
                    use("state", say("Từ chối", "Refused"), "refused"),
                    use("state", say("Đã duyệt", "Approved"), "ok"),
                    use("state", say("Đã ký", "Signed"), "ok", "signature"),
                    use("state", say("Đã công bố", "Published"), "public"),
                    use("state", say("Quá hạn", "Overdue"), "late"),
                    use("state", say("Đã chốt", "Frozen"), "locked"),
                    use("state", say("Hết hiệu lực", "No longer in force"), "old"),
                ),
                row=True,
            ),
            Specimen(
                say("Hạn", "Deadlines"),
                "",
                (use("due", -2), use("due", 0), use("due", 2), use("due", 14)),
                row=True,
            ),
            Specimen(
                say("Lưu", "Saving"),
                say("Luôn nói giờ.", "Always says the time."),
                (
                    use("save_state", "saved", say("Đã lưu lúc 09:20:14", "Saved at 09:20:14")),
                    use("save_state", "saving"),
                    use("save_state", "offline"),
                ),
                row=True,
            ),
            Specimen(
                say("Con số", "Numbers"),
                say("Số trước, lời sau.", "The number first, then the words."),
                (
                    use(
                        "facts",
                        [
                            Fact(
                                "72", say("ô đã thẩm định", "cells appraised"), say("trên 76", "of 76"), "#"
                            ),
                            Fact("3", say("ô chờ cấp trên", "cells waiting for a higher body")),
                            Fact("1", say("giải trình chưa trả lời", "explanation not answered")),
                        ],
                        row=True,
                    ),
                    use(
                        "counters",
                        [
                            Counter(say("Tất cả", "All"), 5, "#", current=True),
                            Counter(say("Quá hạn", "Overdue"), 1, "#", late=True),
                            Counter(say("Trong 7 ngày", "Within 7 days"), 2, "#"),
                        ],
                        say("Việc theo hạn", "Tasks by deadline"),
                    ),
                    use(
                        "pairs",
                        [
                            (
                                say("Thủ trưởng", "Head"),
                                say("Phan Văn Lộc, từ 01/07/2025", "Phan Văn Lộc, since 1 Jul 2025"),
                            ),
                            (say("Khối", "Bloc"), say("Khối Thi đua Nội chính", "Internal-Affairs Bloc")),
                        ],
                    ),
                ),
            ),
        ),
    )


def _signing(say: Say) -> Verdict:
    return Verdict.all_of(
        met(
            say(
                "Giao ước đang mở ký, đến hết 28/02/2023.",
                "The covenant is open for signing until 28 Feb 2023.",
            )
        ),
        met(say("Đơn vị chưa ký.", "The unit has not signed.")),
        not_met(
            say(
                "Người đang đăng nhập không phải thủ trưởng và chưa có giấy ủy quyền còn hiệu lực.",
                "The person signed in is not the head and holds no authorisation in force.",
            ),
            remedy=Sentence(
                say(
                    "Người ký được: Đại tá Phạm Quốc Bảo, Phó Giám đốc (giấy ủy quyền số 45/GUQ).",
                    "Who can sign: Colonel Phạm Quốc Bảo, Deputy Director (authorisation 45/GUQ).",
                )
            ),
            cites=(say("Quy chế hoạt động của Khối, mục ký giao ước", "The bloc's rules, on signing"),),
        ),
        unknown(
            say(
                "Chưa rõ con dấu của đơn vị đã đổi tên.", "It is not known whether the seal has the new name."
            )
        ),
    )


def notices(say: Say) -> GallerySection:
    """What the system says."""
    keep_mine = Markup('<button class="button" type="button">{}</button>').format(
        say("Giữ bản của mình", "Keep my version")
    )
    keep_theirs = Markup('<button class="button" type="button">{}</button>').format(
        say("Lấy bản đang lưu", "Take the saved version")
    )
    return GallerySection(
        say("Thông báo", "Notices"),
        (
            Specimen(
                say("Thông báo", "Notices"),
                "",
                (
                    use(
                        "notice",
                        say("Luật đổi từ 01/07/2025", "The law changes on 1 Jul 2025"),
                        body=say(
                            "Hồ sơ nhận trước ngày này xét theo luật cũ.",
                            "Dossiers received before are judged by the old law.",
                        ),
                    ),
                    use("notice", say("Đã trình Sở Nội vụ", "Submitted to the Department"), kind="ok"),
                    use(
                        "notice",
                        say("Một chỉ tiêu chờ kết quả của cấp trên", "One criterion waits for a higher body"),
                        kind="warn",
                        body=say("Tổng điểm chưa cộng được.", "The total cannot be added up yet."),
                    ),
                    use(
                        "notice",
                        say("Tệp không đọc được", "The file cannot be read"),
                        kind="err",
                        body=say(
                            "Cột D thiếu. Tải lại mẫu và dán số liệu vào.",
                            "Column D is missing. Download the template again.",
                        ),
                    ),
                ),
            ),
            Specimen(
                say("Trang trống, tìm không thấy", "Nothing here, nothing found"),
                say(
                    "Nói cái gì sẽ ở đây và mời bước đầu tiên.",
                    "Says what comes here and offers the first step.",
                ),
                (
                    use(
                        "empty",
                        say("Chưa có cam kết nào", "No undertaking yet"),
                        say(
                            "Cam kết của sáu đơn vị sẽ hiện ở đây.",
                            "The undertakings of six units will appear here.",
                        ),
                        level=4,
                        call=(use("link_button", say("Thêm mới", "Add"), "#", icon_name="plus"),),
                    ),
                ),
            ),
            Specimen(
                say("Bị từ chối, có lý do", "Refused, with reasons"),
                say(
                    "Cả điều đã đạt lẫn chưa đạt, ai làm được thay.",
                    "What is met, what is not, who can do it.",
                ),
                (
                    use(
                        "refusal",
                        _signing(say),
                        say("Chưa ký được giao ước này", "This covenant cannot be signed yet"),
                        say("Hiện còn một điều kiện chưa đạt.", "One condition is not met."),
                        level=4,
                        call=(use("link_button", say("Quay lại", "Back"), "#"),),
                    ),
                ),
            ),
            Specimen(
                say("Hai người cùng sửa", "Two people at once"),
                say("Hiện cả hai bản, không tự ghi đè.", "Both versions, nothing overwritten."),
                (
                    use(
                        "collision",
                        say(
                            "Lê Thị Thu Hằng đã sửa ô này trong lúc đang gõ",
                            "Lê Thị Thu Hằng changed this cell meanwhile",
                        ),
                        say("Chưa có gì bị mất. Chọn bản giữ lại.", "Nothing is lost. Choose which to keep."),
                        [
                            CollisionSide(
                                say("Bản đang gõ", "The version being typed"),
                                say("Gõ lúc 09:18, chưa lưu", "Typed at 09:18, not saved"),
                                say("3,50", "3.50"),
                                mine=True,
                                button=keep_mine,
                            ),
                            CollisionSide(
                                say("Bản đang lưu", "The saved version"),
                                "Lê Thị Thu Hằng, 09:19",
                                say("3,00", "3.00"),
                                was=say("3,25", "3.25"),
                                button=keep_theirs,
                            ),
                        ],
                        level=4,
                    ),
                ),
            ),
        ),
    )
