"""What has happened and what comes; reading a file in; settings, accounts, ledger."""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from thidua.web.shared.examples.use import GallerySection, Say, Specimen, use
from thidua.web.shared.parts import (
    Act,
    CellError,
    ChainEntry,
    CheckResult,
    DueItem,
    GridCell,
    GridPreview,
    GridRow,
    ImportStep,
    Lockout,
    Phases,
    RoleRow,
    Setting,
    SignIn,
)

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def _at(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2024, 1, day, hour, minute, second, tzinfo=HERE)


def progress(say: Say) -> GallerySection:
    """Phases, tasks, acts."""
    steps = [
        (say("Dự thảo", "Drafting"), say("từ 10/01", "from 10 Jan")),
        (say("Lấy ý kiến", "Consultation"), say("đến 17/02", "to 17 Feb")),
        (say("Ký giao ước", "Signing"), say("24/02", "24 Feb")),
        (say("Thực hiện", "Carrying out"), say("từ 24/02", "from 24 Feb")),
        (say("Sơ kết", "Mid-year review"), say("21/07", "21 Jul")),
        (say("Tự chấm", "Self-scoring"), say("đến 20/11", "to 20 Nov")),
        (say("Thẩm định", "Appraisal"), say("đến 20/02/2024", "to 20 Feb 2024")),
        (say("Bình xét", "Deliberation"), say("11/03/2024", "11 Mar 2024")),
        (say("Trình Hội đồng", "To the Council"), say("đến 20/03/2024", "to 20 Mar 2024")),
        (say("Quyết định", "Decision"), say("chưa có ngày", "no date yet")),
        (say("Tổng kết, bàn giao", "Closing, handover"), say("chưa có ngày", "no date yet")),
        (say("Lưu trữ", "Archive"), say("sau bàn giao", "after handover")),
    ]
    return GallerySection(
        say("Diễn tiến", "Progress"),
        (
            Specimen(
                say("Giai đoạn", "Phases"),
                say("Chữ và ngày nói, màu chỉ giúp.", "Words and dates carry it; colour helps."),
                (use("phases", Phases.of(steps, 6, all_href="#")),),
            ),
            Specimen(
                say("Việc đến hạn", "Tasks due"),
                say("Mỗi dòng mở đúng một biểu.", "Each line opens the one form needed."),
                (
                    use(
                        "due_list",
                        [
                            DueItem(
                                say("Nhắc gửi lại minh chứng III.5", "Ask again for evidence III.5"),
                                say(
                                    "Thiếu quyết định công nhận mô hình",
                                    "The decision recognising the model is missing",
                                ),
                                -2,
                                "#",
                                say("Nhắc đơn vị", "Remind"),
                            ),
                            DueItem(
                                say("Kiểm tra phần Hỗ trợ xã", "Check commune support"),
                                say("Hạn 24/01/2024", "Due 24 Jan 2024"),
                                2,
                                "#",
                                say("Kiểm tra", "Check"),
                            ),
                            DueItem(
                                say("Chờ xếp loại của cấp trên", "Waiting for the rating from above"),
                                say("Nộp khi nhận được", "Hand in when received"),
                                None,
                                "#",
                                say("Nộp", "Hand in"),
                            ),
                        ],
                    ),
                ),
            ),
            Specimen(
                say("Diễn biến mới nhất", "Latest acts"),
                "",
                (
                    use(
                        "acts",
                        [
                            Act(
                                _at(22, 9, 14),
                                say("Sở Nội vụ", "Home Affairs"),
                                say("thẩm định mục III của Tòa án", "appraised section III of the Court"),
                                "#",
                            ),
                            Act(
                                _at(22, 8, 40),
                                say("Viện kiểm sát", "Procuracy"),
                                say("gửi giải trình III.5", "explained III.5"),
                            ),
                        ],
                    ),
                ),
            ),
        ),
    )


def intake(say: Say) -> GallerySection:
    """Reading a file in."""
    preview = GridPreview(
        say("Trang tính Tự chấm, hàng 5 đến 7", "Sheet Tự chấm, rows 5 to 7"),
        ("A", "B", "C", "D"),
        (
            GridRow(
                5,
                (
                    GridCell("A5", say("STT", "No.")),
                    GridCell("B5", say("Đơn vị", "Unit")),
                    GridCell("C5", say("Mã chỉ tiêu", "Criterion")),
                    GridCell("D5", say("Điểm tự chấm", "Self mark")),
                ),
                names=True,
            ),
            GridRow(
                6,
                (
                    GridCell("A6", "1", number=True),
                    GridCell("B6", say("Viện KSND tỉnh", "Prov. Procuracy"), kind="doubt"),
                    GridCell("C6", "III.5"),
                    GridCell("D6", say("5,50", "5.50"), kind="bad", number=True),
                ),
            ),
            GridRow(
                7,
                (
                    GridCell("A7", ""),
                    GridCell("B7", say("Cộng", "Sum")),
                    GridCell("C7", ""),
                    GridCell("D7", say("34,65", "34.65"), number=True),
                ),
                outside=True,
            ),
        ),
        note=say("Hàng 7 nằm ngoài vùng nên bỏ qua.", "Row 7 lies outside and is left out."),
    )
    errors = [
        CellError(
            "D6",
            say("5,50 vượt điểm tối đa 5 của III.5", "5.50 is over the maximum 5 of III.5"),
            say("Sửa trong tệp, hoặc bỏ hàng 6", "Correct it in the file, or leave out row 6"),
        ),
        CellError(
            "B6",
            say("Đọc là Viện kiểm sát nhân dân tỉnh", "Read as Provincial Procuracy"),
            say("Xem có đúng không", "See whether that is right"),
            doubt=True,
        ),
    ]
    labels = [
        say("Chọn tệp", "Choose the file"),
        say("Xem trước, sửa lỗi", "Preview, correct"),
        say("Nhập", "Take in"),
    ]
    return GallerySection(
        say("Nhập tệp", "Reading a file in"),
        (
            Specimen(
                say("Bước, lỗi theo ô, tệp như đọc được", "Steps, errors by cell, the file as read"),
                say("Địa chỉ ô như trong Excel.", "Cell addresses as in Excel."),
                (
                    use("import_steps", ImportStep.of(labels, 1)),
                    use("cell_errors", errors, level=4),
                    use("grid_preview", preview),
                    use(
                        "cell_error_table",
                        errors,
                        say("Lỗi và chỗ cần xem, theo ô", "Errors and doubts, by cell"),
                    ),
                ),
            ),
        ),
    )


def system(say: Say) -> GallerySection:
    """Settings, accounts, ledger."""
    control = Markup(
        '<span class="input-pair"><label class="sr" for="set-days">{0}</label>'
        '<input id="set-days" name="days" inputmode="numeric" value="7"><span>{1}</span></span>'
    ).format(say("Số ngày được giải trình", "Days to explain"), say("ngày", "days"))
    no_one = ("", "", "")
    return GallerySection(
        say("Hệ thống", "System"),
        (
            Specimen(
                say("Cài đặt", "Settings"),
                say("Giá trị, từ đâu, ai đặt.", "The value, where from, who set it."),
                (
                    use(
                        "settings",
                        [
                            Setting(
                                say("Giải trình trong", "Explain within"),
                                control,
                                say("Quy chế Khối 2023, Điều 14.", "Bloc rules 2023, Article 14."),
                                note=say("Kể từ khi điểm bị giảm", "From the day the mark was lowered"),
                                changing=say("Đang đổi: 5 thành 7", "Changing: 5 to 7"),
                            )
                        ],
                    ),
                ),
            ),
            Specimen(
                say("Vai và quyền", "Roles and powers"),
                say("Quản trị không có quyền nghiệp vụ.", "The administrator has no business power."),
                (
                    use(
                        "role_matrix",
                        [say("Đọc", "Read"), say("Nhập, gửi", "Enter, send"), say("Tài khoản", "Accounts")],
                        [
                            RoleRow(
                                say("Cán bộ thi đua đơn vị", "Unit officer"),
                                (say("đơn vị mình", "own unit"), say("đơn vị mình", "own unit"), ""),
                            ),
                            RoleRow(
                                say("Quản trị", "Administrator"),
                                (*no_one[:2], say("cả tỉnh", "the province")),
                            ),
                        ],
                        say("Vai và quyền", "Roles and powers"),
                    ),
                ),
            ),
            Specimen(
                say("Phiên, khóa", "Sessions, lockout"),
                "",
                (
                    use(
                        "sign_ins",
                        [
                            SignIn(
                                "Trần Minh Khang",
                                say("Máy tính, Chrome 109", "Computer, Chrome 109"),
                                "10.2.0.7",
                                _at(22, 8, 2),
                                _at(22, 9, 20),
                                this_one=True,
                            ),
                            SignIn(
                                "Trần Minh Khang",
                                say("Điện thoại, Chrome", "Phone, Chrome"),
                                "10.9.1.4",
                                _at(22, 7, 31),
                                _at(22, 7, 38),
                                end_url="#",
                                key="s2",
                            ),
                        ],
                        say("Phiên đang mở", "Open sessions"),
                        csrf="",
                    ),
                    use(
                        "lockout",
                        Lockout("van.dtb", 5, _at(22, 7, 43), _at(22, 8, 13), unlock_url="#"),
                        csrf="",
                        help_words=say(
                            "Quản trị mở khóa được ngay.", "An administrator can unlock it at once."
                        ),
                    ),
                ),
            ),
            Specimen(
                say("Sổ nhật ký", "Ledger"),
                say("Chỉ thêm, không xóa.", "Only added to, never erased."),
                (
                    use(
                        "check_result",
                        CheckResult(
                            "ok",
                            say("Toàn bộ 1.519 dòng khớp nhau", "All 1,519 lines agree"),
                            say(
                                "Kiểm tra lúc 02:00:11 ngày 22/01/2024.",
                                "Checked at 02:00:11 on 22 Jan 2024.",
                            ),
                            ((say("Gốc đêm qua", "Last night's root"), "b7e2 90ac … 6a09"),),
                        ),
                    ),
                    use("check_result", CheckResult("old", say("Đã được thay thế", "Since replaced"))),
                    use(
                        "check_result",
                        CheckResult("no", say("Dòng 1.204 không khớp", "Line 1,204 does not agree")),
                        call=(use("link_button", say("Xem dòng 1.204", "View line 1,204"), "#"),),
                    ),
                    use(
                        "audit_chain",
                        [
                            ChainEntry(
                                1519,
                                _at(22, 9, 20, 14),
                                "Trần Minh Khang",
                                say("lưu 1 ô điểm", "saved 1 mark"),
                                "9c41 e07a 55d2 … 10bf",
                                say("I.3 của Tòa án: 4,50 thành 5,00", "I.3 of the Court: 4.50 to 5.00"),
                                "#",
                            ),
                            ChainEntry(
                                1518,
                                _at(22, 9, 14, 2),
                                "Huỳnh Kim Phượng",
                                say("thẩm định mục III của Tòa án", "appraised section III of the Court"),
                                "77aa 0b19 c3e4 … f2d8",
                            ),
                        ],
                    ),
                ),
            ),
        ),
    )
