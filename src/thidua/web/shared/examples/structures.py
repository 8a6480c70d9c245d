"""The criteria builder, and units in time."""

from datetime import date
from decimal import Decimal

from markupsafe import Markup

from thidua.web.shared.examples.use import GallerySection, Say, Specimen, use
from thidua.web.shared.parts import (
    AsOfJump,
    BandDrawing,
    BandMark,
    BandRow,
    Effect,
    EffectRow,
    FindingItem,
    OrgNode,
    SchemeGroup,
    SchemeLeaf,
    State,
    StepBand,
    SuccessionEdge,
    SuccessionGraph,
    SuccessionNode,
)

MERGED = date(2025, 7, 1)
LAST_DAY = date(2025, 6, 30)


def _n(text: str) -> Decimal:
    return Decimal(text)


def schemes(say: Say) -> GallerySection:
    """Tree, bands, findings."""
    tree = [
        SchemeGroup(
            "I",
            say("Thực hiện nhiệm vụ chuyên môn", "Core work"),
            "9",
            say("trên 9", "of 9"),
            leaves=(
                SchemeLeaf(
                    "I.3",
                    say("Phối hợp liên ngành", "Cooperation"),
                    say("Chấm trực tiếp", "Direct"),
                    "5",
                    "#",
                ),
                SchemeLeaf(
                    "I.4",
                    say("Cải cách hành chính, chuyển đổi số", "Administrative reform"),
                    say("Bậc thang", "Steps"),
                    "4",
                    "#",
                    current=True,
                    flag=say("1 lỗi, 2 điều cần xem", "1 error, 2 doubts"),
                    was="5",
                ),
            ),
        )
    ]
    bands = (
        StepBand(None, _n("65"), _n("1")),
        StepBand(_n("65"), _n("79"), _n("3")),
        StepBand(_n("80"), _n("90"), _n("4")),
        StepBand(_n("90"), None, _n("5")),
    )
    marks = (
        BandMark("A", "gap", _n("79"), _n("80")),
        BandMark("B", "overlap", _n("90"), _n("90")),
        BandMark("C", "cliff", _n("65"), _n("65")),
    )
    fix = Markup('<button class="button button--small" type="button">{}</button>').format(
        say("Sửa bậc 3", "Mend step 3")
    )
    return GallerySection(
        say("Bộ tiêu chí", "Criteria"),
        (
            Specimen(
                say("Cây tiêu chí", "Tree"),
                say(
                    "Mục đang sửa có vạch đỏ; lỗi nói ngay ở lá.",
                    "The chosen leaf has a red edge; errors are told at the leaf.",
                ),
                (use("scheme_tree", tree, say("9 trên 9", "9 of 9")),),
            ),
            Specimen(
                say("Trang sửa cây", "The builder"),
                "",
                (
                    use(
                        "builder",
                        say("Cây tiêu chí", "The tree"),
                        Markup('<p class="muted">{}</p>').format(say("Cây ở đây", "The tree goes here")),
                        call=(
                            use(
                                "field_row",
                                call=(
                                    use(
                                        "field",
                                        "max",
                                        say("Điểm tối đa", "Maximum"),
                                        "5",
                                        kind="number",
                                        required=True,
                                    ),
                                    use(
                                        "field",
                                        "measure",
                                        say("Số đo", "Measure"),
                                        say("Chỉ số, %", "Index, %"),
                                        short=True,
                                    ),
                                ),
                            ),
                            use(
                                "band_rows",
                                [BandRow("90", "le", "", "", "5"), BandRow("80", "le", "90", "le", "4")],
                                say("Các bậc của I.4, xét từ trên xuống", "Steps of I.4, from the top"),
                            ),
                        ),
                    ),
                ),
            ),
            Specimen(
                say("Bậc và chỗ hở", "Steps and gaps"),
                say(
                    "Vẽ đúng tỷ lệ; chữ cái nối hình với lời.", "To scale; a letter joins drawing and words."
                ),
                (
                    use(
                        "step_bands",
                        BandDrawing.of(
                            say(
                                "Bốn bậc, hở ở 79 đến 80, chồng ở 90, vách ở 65",
                                "Four steps, gap 79 to 80, overlap 90, cliff 65",
                            ),
                            say("Điểm theo chỉ số, phần trăm", "Points by index, percent"),
                            bands,
                            marks,
                        ),
                    ),
                    use(
                        "findings",
                        [
                            FindingItem(
                                say("Hở", "Gap"),
                                say("từ 79 đến dưới 80 không có bậc nào.", "no step from 79 to below 80."),
                                "A",
                                error=True,
                                fix=fix,
                            ),
                            FindingItem(
                                say("Chồng", "Overlap"),
                                say("đúng 90 thuộc hai bậc.", "exactly 90 is in two steps."),
                                "B",
                            ),
                            FindingItem(
                                say("Vách", "Cliff"),
                                say("64,9 được 1, 65 được 3.", "64.9 gives 1, 65 gives 3."),
                                "C",
                            ),
                        ],
                    ),
                    use("findings", []),
                ),
            ),
            Specimen(
                say("Ảnh hưởng của bản mới", "Effect of a new version"),
                "",
                (
                    use(
                        "effect_table",
                        Effect.of(
                            [
                                EffectRow(
                                    say("Bộ Chỉ huy Quân sự tỉnh", "Military Command"),
                                    (_n("108.63"), _n("108.63")),
                                    (_n("107.58"), _n("107.58")),
                                    say("III.5: 4,00 thay vì 5,00", "III.5: 4.00 instead of 5.00"),
                                ),
                                EffectRow(
                                    say("Cục Thi hành án dân sự tỉnh", "Civil Enforcement"),
                                    (_n("68"), _n("74")),
                                    (_n("64.57"), _n("75.57")),
                                    say(
                                        "I.4 rơi vào chỗ hở A nên phải chờ", "I.4 falls into gap A and waits"
                                    ),
                                    complete=False,
                                ),
                            ]
                        ),
                        say("Tổng điểm theo hai bản", "Totals under both versions"),
                        say("Theo bản 1", "Version 1"),
                        say("Theo bản 2", "Version 2"),
                    ),
                ),
            ),
        ),
    )


def units(say: Say) -> GallerySection:
    """Units in time."""
    since = say("từ 01/07/2025", "since 1 Jul 2025")
    tree = [
        OrgNode(
            say("Ủy ban nhân dân tỉnh", "Provincial People's Committee"),
            children=(
                OrgNode(
                    say("Khối Thi đua Nội chính", "Internal-Affairs Bloc"),
                    say("năm 2025", "2025"),
                    bloc=True,
                    children=(
                        OrgNode(
                            say("Thi hành án dân sự tỉnh", "Civil Enforcement"),
                            since,
                            "#",
                            State(say("Đổi tên", "Renamed"), "", "refresh-cw"),
                        ),
                    ),
                ),
                OrgNode(
                    say("Huyện Dương Minh Châu", "Dương Minh Châu district"),
                    say("đến 30/06/2025", "until 30 Jun 2025"),
                    off=True,
                    state=State(say("Hết hiệu lực", "No longer in force"), "old"),
                ),
            ),
        )
    ]
    graph = SuccessionGraph.of(
        say(
            "Hai cục hợp nhất thành Thi hành án dân sự tỉnh Tây Ninh ngày 01/07/2025",
            "Two offices merged into Civil Enforcement of Tây Ninh on 1 Jul 2025",
        ),
        [
            SuccessionNode(
                "tn",
                "Cục THADS tỉnh Tây Ninh",
                say("Khối Nội chính Tây Ninh", "Bloc of Tây Ninh"),
                until=LAST_DAY,
            ),
            SuccessionNode(
                "la",
                "Cục THADS tỉnh Long An",
                say("Khối Nội chính Long An", "Bloc of Long An"),
                until=LAST_DAY,
            ),
            SuccessionNode(
                "new", "THADS tỉnh Tây Ninh", say("tỉnh Tây Ninh mới", "the new province"), since=MERGED
            ),
        ],
        [SuccessionEdge("tn", "new"), SuccessionEdge("la", "new", doubtful=True)],
    )
    return GallerySection(
        say("Đơn vị theo thời gian", "Units in time"),
        (
            Specimen(
                say("Tại ngày, cây đơn vị", "As of a day, the tree"),
                say(
                    "Theo ngày; tên cũ gạch nhưng còn đọc được.",
                    "By day; an old name is struck but readable.",
                ),
                (
                    use(
                        "as_of",
                        "01/07/2025",
                        jumps=[AsOfJump("30/06/2025", "#"), AsOfJump("01/07/2025", "#", current=True)],
                    ),
                    use("unit_tree", tree, say("Cây đơn vị ngày 01/07/2025", "The tree on 1 Jul 2025")),
                ),
            ),
            Specimen(
                say("Ai kế tục ai", "Who carries on whom"),
                say("Thời gian từ trái sang phải.", "Time goes from left to right."),
                (use("succession_graph", graph),),
            ),
        ),
    )
