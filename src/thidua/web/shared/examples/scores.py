"""The score sheet and the answers to "Vì sao?"."""

from datetime import datetime
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from markupsafe import Markup

from thidua.web.shared.examples.use import GallerySection, Say, Specimen, use
from thidua.web.shared.parts import (
    Bar,
    DiffRow,
    Explanation,
    GainItem,
    HistoryItem,
    Matrix,
    MatrixCell,
    MatrixRow,
    MatrixUnit,
    Proof,
    SheetLine,
    SheetMark,
    UnitLink,
)

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def _matrix(say: Say) -> Matrix:
    units = (("VKS", say("Viện kiểm sát", "Procuracy")), ("TA", say("Tòa án", "Court")))
    stages: tuple[Literal["self", "cross", "appraised"], ...] = ("self", "cross", "appraised")

    def cells(leaf: str, *marks: tuple[str, str, str]) -> tuple[MatrixCell, ...]:
        return tuple(
            MatrixCell(
                word,
                stage,
                key=f"{units[i][0]}:{leaf}:{stage}" if leaf else "",
                href="#why" if leaf else "",
                state="wait"
                if word == wait
                else "na"
                if word == none
                else "missing"
                if word == missing
                else "",
                change="down"
                if word < trio[0] and word[0].isdigit()
                else "up"
                if word > trio[0] and word[0].isdigit()
                else "",
                editable=bool(leaf) and stage == "cross",
                revision=1,
            )
            for i, trio in enumerate(marks)
            for stage, word in zip(stages, trio, strict=True)
        )

    wait, none, missing = say("chờ", "waiting"), say("KAD", "N/A"), say("thiếu", "missing")
    short = say("chưa đủ", "incomplete")
    return Matrix(
        say("Điểm theo chỉ tiêu và đơn vị", "Points by criterion and unit"),
        tuple(MatrixUnit(key, name, "#", mine=key == "VKS") for key, name in units),
        (say("Tự chấm", "Self"), say("Khối", "Bloc"), say("Thẩm định", "Appraised")),
        (
            MatrixRow(
                "III",
                say("Công tác thi đua, khen thưởng", "Emulation and commendation"),
                "25",
                cells("", (short, short, short), ("25,00", "25,00", "25,00")),
                "section",
            ),
            MatrixRow(
                "III.4",
                say("Hỗ trợ xã xây dựng nông thôn mới", "Support to a commune"),
                "4",
                cells("III.4", ("3,50", "3,00", "3,00"), ("4,00", "4,00", "4,00")),
            ),
            MatrixRow(
                "III.5",
                say("Điển hình tiên tiến, mô hình mới", "Exemplars, new models"),
                "5",
                cells("III.5", ("3,75", "3,75", "2,50"), ("3,75", "5,00", missing)),
            ),
            MatrixRow(
                "III.6",
                say("Phong trào chung", "Movements"),
                "3",
                cells("III.6", (wait, wait, wait), (none,) * 3),
            ),
            MatrixRow("", say("Tổng điểm", "Total"), "", cells("", (short,) * 3, ("94,75",) * 3), "total"),
        ),
        chosen="VKS:III.5:appraised",
    )


def _explanation(say: Say) -> Explanation:
    return Explanation(
        where=say("Viện kiểm sát nhân dân tỉnh, điểm thẩm định", "Provincial Procuracy, appraised mark"),
        title=say("III.5 Điển hình tiên tiến, mô hình mới", "III.5 Exemplars, new models"),
        mark=say("2,50", "2.50"),
        out_of="5",
        formula=Markup("min(5; <b>2</b> × {0}) = <b>{1}</b>").format(
            say("1,25", "1.25"), say("2,50", "2.50")
        ),
        formula_note=say(
            "Số mục được tính × điểm mỗi mục, không quá 5.", "Items counted × points each, at most 5."
        ),
        proofs=(
            Proof(
                "MET", say("Mô hình “Một giờ nghe dân”", "Model “One hour listening”"), "QĐ 201/QĐ-VKS", "#"
            ),
            Proof(
                "NOT_MET",
                say("Mô hình “Hồ sơ vụ án không giấy”", "Model “Paperless case file”"),
                say("đã tính điểm năm 2022", "already counted in 2022"),
            ),
            Proof(
                "UNKNOWN",
                say("Điển hình ở xã Phước Vinh", "Exemplar in Phước Vinh"),
                say("chưa có văn bản", "no paper yet"),
            ),
        ),
        history=(
            HistoryItem(
                say("2,50", "2.50"),
                "Huỳnh Kim Phượng",
                datetime(2024, 1, 16, 14, 5, tzinfo=HERE),
                say("một quyết định ban hành năm 2022", "one decision dates from 2022"),
            ),
            HistoryItem(say("3,75", "3.75"), "Lê Thị Thu Hằng", datetime(2023, 11, 20, 16, 41, tzinfo=HERE)),
        ),
        rules=(say("Bảng tiêu chí năm 2023 của Khối, mục III.5", "The bloc's criteria of 2023, III.5"),),
        gains=(
            GainItem(
                say("+1,25", "+1.25"),
                say(
                    "Thêm một điển hình có quyết định công nhận trong năm.",
                    "One more exemplar recognised this year.",
                ),
            ),
        ),
    )


def score_sheet(say: Say) -> GallerySection:
    """The sheet and its answers."""
    explanation = _explanation(say)
    stages = [say("Tự chấm", "Self"), say("Khối", "Bloc"), say("Thẩm định", "Appraised")]
    wait = say("chờ", "waiting")
    return GallerySection(
        say("Bảng điểm", "Score sheet"),
        (
            Specimen(
                say("Ma trận điểm", "Matrix"),
                say("Một điểm dừng Tab, mũi tên di chuyển.", "One tab stop; arrows move."),
                (
                    use(
                        "unit_links",
                        [
                            UnitLink(say("Viện kiểm sát", "Procuracy"), "#", current=True),
                            UnitLink(say("Tòa án", "Court"), "#"),
                        ],
                        say("Phiếu điểm từng đơn vị", "Sheets by unit"),
                        say(
                            "Trên điện thoại, xem từng đơn vị dễ đọc hơn:",
                            "On a phone, one unit at a time reads better:",
                        ),
                    ),
                    use(
                        "cellbar",
                        say("Viện kiểm sát, III.5, Thẩm định", "Procuracy, III.5, appraised"),
                        say("= số mục × 1,25, tối đa 5", "= items × 1.25, at most 5"),
                        call=(use("cellbar_value", "mark", say("2,50", "2.50"), "5"),),
                    ),
                    use("score_sheet", _matrix(say), id="example-sheet"),
                    use("sheet_keys"),
                    use("sheet_legend", say("2,50", "2.50")),
                    use(
                        "sign_foot",
                        [
                            (
                                say("KHỐI TRƯỞNG", "HEAD OF THE BLOC"),
                                say("Ký tên, đóng dấu", "Signature, seal"),
                            )
                        ],
                    ),
                ),
            ),
            Specimen(
                say("Vì sao?", "Why?"),
                say("Cạnh bảng, hoặc thành trang riêng.", "Beside the sheet, or a page of its own."),
                (
                    use("why_drawer", explanation, "#", level=4),
                    use(
                        "explain",
                        explanation,
                        Markup("<b>{0}</b>{1}").format(
                            say("1 mục", "1 item"),
                            say(" được tính, một mục chưa rõ.", " counts, one is unclear."),
                        ),
                    ),
                    use(
                        "try_value",
                        say("Nếu số mục là", "If the items were"),
                        "items",
                        "3",
                        say("3,75 điểm, tổng 81,75 đến 91,75", "3.75 points, total 81.75 to 91.75"),
                    ),
                ),
            ),
            Specimen(
                say("Phiếu điểm một đơn vị", "One unit's sheet"),
                "",
                (
                    use(
                        "standing",
                        say("80,50 đến 90,50", "80.50 to 90.50"),
                        say(
                            "Chưa cộng thành một số được: còn chờ I.2.", "Not one number yet: I.2 is waiting."
                        ),
                        [
                            Bar(
                                say("Mục III", "Section III"),
                                Decimal("21.5"),
                                Decimal(25),
                                say("21,50 trên 25", "21.50 of 25"),
                            )
                        ],
                    ),
                    use(
                        "unit_sheet",
                        [
                            SheetLine(
                                "I",
                                say("Chuyên môn", "Core work"),
                                "60",
                                tuple(SheetMark(say("chưa đủ", "incomplete")) for _ in stages),
                                section=True,
                            ),
                            SheetLine(
                                "I.2",
                                say("Xếp loại của cấp trên", "Rating from above"),
                                "10",
                                tuple(SheetMark(wait, "wait") for _ in stages),
                                (say("Chờ quyết định xếp loại", "Waiting for the decision"),),
                                "#",
                            ),
                            SheetLine(
                                "I.3",
                                say("Phối hợp liên ngành", "Cooperation"),
                                "5",
                                (
                                    SheetMark("4,50"),
                                    SheetMark("4,00", down=True),
                                    SheetMark("4,00", down=True),
                                ),
                                (say("Giảm 0,50: quy chế chưa sửa", "Lowered 0.50: rules not revised"),),
                                "#",
                            ),
                        ],
                        stages,
                        say("Điểm từng chỉ tiêu của Viện kiểm sát", "Points of the Procuracy by criterion"),
                    ),
                    use(
                        "reply",
                        say("III.4 Hỗ trợ xã", "III.4 Commune support"),
                        [(say("Tự chấm", "Self"), "3,50"), (say("Khối kiểm tra", "Bloc"), "3,00")],
                        "",
                        csrf="",
                        id="example-reply",
                        level=4,
                        call=(
                            use(
                                "field",
                                "answer",
                                say("Giải trình", "Explanation"),
                                kind="textarea",
                                required=True,
                                rows=3,
                            ),
                            use("button", say("Gửi", "Send"), icon_name="send"),
                        ),
                    ),
                ),
            ),
            Specimen(
                say("Đối chiếu tệp Excel", "What a file would change"),
                say("Chưa có gì được lưu cho đến khi đồng ý.", "Nothing is saved before one agrees."),
                (
                    use(
                        "excel_diff",
                        [
                            DiffRow(
                                "S9",
                                say("Thi hành án", "Enforcement"),
                                "I.3",
                                "4,00",
                                "4,25",
                                say("Cần ghi lý do", "Give a reason"),
                            ),
                            DiffRow(
                                "T9", say("Tòa án", "Court"), "I.4", "", "3,80", say("Thêm mới", "New"), "new"
                            ),
                            DiffRow(
                                "M18",
                                say("Viện kiểm sát", "Procuracy"),
                                "III.5",
                                "2,50",
                                "5,50",
                                say("Vượt tối đa 5", "Over 5"),
                                "refused",
                            ),
                        ],
                        say("Ba ô khác nhau giữa tệp và bảng điểm", "Three cells differ"),
                    ),
                ),
            ),
        ),
    )
