"""Drawings of numbers."""

from decimal import Decimal

from thidua.web.shared.examples.use import GallerySection, Say, Specimen, use
from thidua.web.shared.parts import (
    Axis,
    Bar,
    HeatCell,
    HeatColumn,
    HeatGroup,
    HeatRow,
    Line,
    LineChart,
    Ranking,
    RankRow,
)

MONTHS = tuple(f"{month:02}" for month in range(1, 13))
THIS_YEAR = tuple(Decimal(value) for value in (8, 16, 25, 34, 43, 52, 58, 65, 71, 77, 82, 87))
LAST_YEAR = tuple(Decimal(value) for value in (9, 16, 24, 30, 37, 44, 52, 58, 64, 71, 77, 83))


def _units(say: Say) -> tuple[str, ...]:
    return (
        say("Bộ Chỉ huy Quân sự tỉnh", "Provincial Military Command"),
        say("Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "Provincial Border Guard Command"),
        say("Công an tỉnh", "Provincial Police"),
        say("Viện kiểm sát nhân dân tỉnh", "Provincial Procuracy"),
        say("Tòa án nhân dân tỉnh", "Provincial Court"),
        say("Cục Thi hành án dân sự tỉnh", "Provincial Civil Enforcement"),
    )


def charts(say: Say) -> GallerySection:
    """A chart is a table first."""
    units = _units(say)
    wait, none = say("chờ", "waiting"), say("KAD", "N/A")

    def heat(unit: str, *values: int | None, total: int) -> HeatRow:
        cells = tuple(
            HeatCell(None, none, waiting=False)
            if value == -1
            else HeatCell(value, wait, "#" if value is not None else "")
            for value in values
        )
        return HeatRow(unit, cells, HeatCell(total))

    groups = (
        HeatGroup(
            say("I. Chuyên môn", "I. Core work"),
            (
                HeatColumn("1", say("Chỉ tiêu đã đăng ký", "Registered targets")),
                HeatColumn("2", say("Xếp loại của cấp trên", "Rating from above")),
            ),
        ),
        HeatGroup(
            say("II. Xây dựng Đảng", "II. Party building"),
            (
                HeatColumn("1", say("Xếp loại tổ chức đảng", "Party cell rating")),
                HeatColumn("2", say("Văn hóa công sở", "Office conduct")),
            ),
        ),
    )
    settled = ("1", units[0], "108.63", "108.63", say("dẫn đầu", "first"), False)
    ranks = (
        settled,
        ("2", units[2], "103.50", "103.50", say("kém hạng trên 5,13", "5.13 behind"), False),
        ("3–4", units[1], "83.58", "94.11", say("chưa phân định", "undecided"), True),
        ("3–4", units[3], "81.75", "91.75", say("chưa phân định", "undecided"), True),
    )
    axis = Axis(Decimal(60), Decimal(110), Decimal(10))
    year = LineChart.of(
        say(
            "Từ 8 phần trăm tháng 1 lên 87 phần trăm tháng 12, cao hơn năm 2022 từ tháng 4",
            "From 8 percent in January to 87 in December, above 2022 from April on",
        ),
        (Line(LAST_YEAR, last_year=True), Line(THIS_YEAR)),
        MONTHS,
    )
    return GallerySection(
        say("Biểu đồ", "Charts"),
        (
            Specimen(
                say("Bảng nhiệt", "Heat table"),
                say("Đậm dần một sắc; số luôn ở trong ô.", "One hue; the number is always in the cell."),
                (
                    use(
                        "heat_table",
                        groups,
                        (
                            heat(units[0], 98, 100, 90, -1, total=99),
                            heat(units[1], 95, None, 83, 80, total=91),
                            heat(units[5], 84, 60, None, 50, total=76),
                        ),
                        say(
                            "Phần trăm điểm tối đa theo đơn vị và chỉ tiêu",
                            "Percent of the maximum by unit and criterion",
                        ),
                    ),
                ),
            ),
            Specimen(
                say("Xếp hạng", "Ranking"),
                say("Chấm là đã chốt, dải là còn có thể đổi.", "A dot is settled, a band still open."),
                (
                    use(
                        "ranking",
                        Ranking.of(
                            [
                                RankRow(
                                    rank,
                                    unit,
                                    Decimal(low),
                                    Decimal(high),
                                    gap,
                                    undecided=open_,
                                    mine=rank == "2",
                                )
                                for rank, unit, low, high, gap, open_ in ranks
                            ]
                        ),
                        say("Xếp hạng tạm tính", "Provisional ranking"),
                    ),
                    use(
                        "key",
                        [
                            ("dot", say("điểm đã chốt", "settled")),
                            ("open", say("bản trước", "version before")),
                            ("range", say("khoảng còn có thể đổi", "still open")),
                            ("target", say("chỉ tiêu", "target")),
                            ("soft", say("chưa đạt, hoặc còn chờ", "not met, or waiting")),
                        ],
                    ),
                ),
            ),
            Specimen(
                say("Thanh, đường", "Bars, lines"),
                say("Số viết ngoài hình.", "Numbers stand outside the drawing."),
                (
                    use(
                        "bars",
                        [
                            Bar(units[2], Decimal(57), Decimal(100), "57 %", target=Decimal(50)),
                            Bar(units[3], Decimal(49), Decimal(100), "49 %", target=Decimal(50)),
                            Bar(
                                say("Mục I, còn chờ 10 điểm", "Section I, 10 points waiting"),
                                Decimal(45),
                                Decimal(60),
                                say("45,00 trên 60", "45.00 of 60"),
                                waiting=Decimal(10),
                            ),
                        ],
                    ),
                    use("strip", axis, value=Decimal("95.2"), before=Decimal("97.3"), label="97,3 → 95,2"),
                    use(
                        "line_chart",
                        year,
                        say("Nét liền 2023, nét đứt 2022, phần trăm", "Solid 2023, dashed 2022, percent"),
                    ),
                    use("spark", Line(THIS_YEAR), year.axis),
                ),
            ),
        ),
    )
