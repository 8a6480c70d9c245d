"""Fields, filters, tables, dialogs."""

from django import forms
from markupsafe import Markup

from thidua.web.shared.examples.use import GallerySection, Say, Specimen, Use, use
from thidua.web.shared.parts import Pager


def _example_form(say: Say) -> forms.Form:
    """A form with every kind of control, filled in with mistakes."""

    class ExampleForm(forms.Form):
        title = forms.CharField(
            label=say("Tên mô hình", "Name of the model"),
            help_text=say("Tên ngắn, người ngoài ngành đọc hiểu.", "A short name an outsider understands."),
        )
        points = forms.CharField(
            label=say("Điểm đề nghị", "Points asked for"),
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )
        field = forms.ChoiceField(
            label=say("Lĩnh vực", "Field"),
            choices=[
                ("a", say("Cải cách hành chính", "Administrative reform")),
                ("b", say("Chuyển đổi số", "Digital")),
            ],
        )
        signing = forms.ChoiceField(
            label=say("Hình thức ký", "Way of signing"),
            choices=[("digital", say("Chữ ký số", "Digital")), ("paper", say("Ký trên giấy", "On paper"))],
            widget=forms.RadioSelect,
        )
        units = forms.MultipleChoiceField(
            label=say("Không áp dụng cho", "Not applied to"),
            required=False,
            choices=[("CA", say("Công an tỉnh", "Provincial Police")), ("TA", say("Tòa án", "The Court"))],
            widget=forms.CheckboxSelectMultiple,
        )
        reason = forms.CharField(label=say("Lý do", "Reason"), widget=forms.Textarea(attrs={"rows": 3}))
        checked = forms.BooleanField(
            label=say("Tôi đã đối chiếu với bản giấy", "I have compared it with the paper")
        )

    return ExampleForm(
        {
            "title": say("Một giờ nghe dân", "One hour listening"),
            "points": "5,5",
            "day": "31/06/2023",
            "field": "a",
            "units": ["CA"],
        },
        auto_id="example_%s",
    )


def fields(say: Say) -> GallerySection:
    """Fields of every kind."""
    signing = [
        ("digital", say("Chữ ký số", "Digital signature")),
        (
            "paper",
            say("Ký trên giấy", "On paper"),
            say("Tải bản quét, ghi số văn bản", "Upload the scan, give its number"),
        ),
    ]
    return GallerySection(
        say("Biểu nhập", "Forms"),
        (
            Specimen(
                say("Ô nhập", "Fields"),
                say("Nhãn, gợi ý, lỗi, rồi ô.", "Label, hint, error, then the box."),
                (
                    use(
                        "field",
                        "model",
                        say("Tên mô hình", "Name of the model"),
                        say("Một giờ nghe dân", "One hour listening"),
                        hint=say(
                            "Tên ngắn, người ngoài ngành đọc hiểu.", "A short name an outsider understands."
                        ),
                        required=True,
                    ),
                    use(
                        "field",
                        "issued",
                        say("Ngày ban hành", "Date of issue"),
                        "31/06/2023",
                        kind="date",
                        errors=[
                            say(
                                "Ngày 31/06/2023 không có. Tháng 6 có 30 ngày.",
                                "31 June 2023 does not exist.",
                            )
                        ],
                    ),
                    use(
                        "field",
                        "checked",
                        say("Điểm Khối kiểm tra", "Bloc's mark"),
                        "3,75",
                        kind="number",
                        readonly=True,
                    ),
                    use(
                        "field",
                        "cases",
                        say("Số vụ đã giải quyết", "Cases settled"),
                        "412",
                        kind="integer",
                        unit=say("vụ", "cases"),
                    ),
                    use(
                        "field",
                        "signing",
                        say("Hình thức ký", "Way of signing"),
                        "digital",
                        kind="radio",
                        choices=signing,
                    ),
                    use(
                        "field",
                        "na",
                        say("Không áp dụng cho", "Not applied to"),
                        ["CA"],
                        kind="checkboxes",
                        choices=[
                            ("CA", say("Công an tỉnh", "Provincial Police")),
                            ("TA", say("Tòa án", "The Court")),
                        ],
                    ),
                    use(
                        "field",
                        "agree",
                        say("Tôi đã đối chiếu với bản giấy", "I have compared it"),
                        False,
                        kind="checkbox",
                    ),
                    use(
                        "field",
                        "appraiser",
                        say("Ai thẩm định", "Who appraises"),
                        "SNV",
                        kind="select",
                        choices=[
                            ("SNV", say("Sở Nội vụ", "Department of Home Affairs")),
                            ("KT", say("Khối trưởng", "Head unit")),
                        ],
                        first=say("Chọn một cơ quan", "Choose a body"),
                    ),
                    use(
                        "field",
                        "secret",
                        say("Mật khẩu", "Password"),
                        kind="password",
                        autocomplete="current-password",
                    ),
                    use("field", "why", say("Lý do", "Reason"), kind="textarea", rows=3),
                    use(
                        "field",
                        "evidence",
                        say("Minh chứng", "Evidence"),
                        kind="file",
                        hint=say(
                            "Văn bản mật chỉ ghi số, không tải lên.",
                            "Classified papers: give the number only, do not upload.",
                        ),
                    ),
                ),
            ),
            Specimen(
                say("Biểu của Django, có lỗi", "A Django form with errors"),
                say(
                    "Tóm tắt ở đầu, mỗi dòng dẫn tới đúng ô.", "A summary on top; each line leads to its box."
                ),
                (use("error_summary", _example_form(say), level=4), use("form_fields", _example_form(say))),
            ),
            Specimen(
                say("Lọc", "Filters"),
                "",
                (
                    use(
                        "filters",
                        say("Lọc việc", "Filter tasks"),
                        clear="#",
                        call=(
                            use("filter_text", "q", say("Tìm", "Find")),
                            use(
                                "filter_select",
                                "year",
                                say("Năm thi đua", "Emulation year"),
                                [("2023", "2023"), ("2024", "2024")],
                            ),
                            use(
                                "filter_select",
                                "state",
                                say("Trạng thái", "State"),
                                [("", say("Tất cả", "All"))],
                            ),
                        ),
                    ),
                ),
            ),
            Specimen(
                say("Thanh lưu", "Save bar"),
                say("Luôn thấy ở chân biểu dài.", "Always in sight at the foot of a long form."),
                (
                    use(
                        "save_bar",
                        Markup('<span class="save-state">{}</span>').format(
                            say("2 chỗ chưa lưu", "2 changes not saved")
                        ),
                        call=(use("button", say("Lưu", "Save")), use("button", say("Gửi", "Send"))),
                    ),
                ),
            ),
        ),
    )


def _table(say: Say) -> Use:
    total, state, view = say("Tổng điểm", "Total"), say("Trạng thái", "State"), say("Xem", "View")

    def row(
        number: int, unit: str, mark: str, word: str, kind: str, *, mine: bool = False
    ) -> tuple[Use | str, ...]:
        return (
            Markup('<tr class="is-me">') if mine else Markup("<tr>"),
            use("no", number),
            use("row_head", unit, say("Khối Nội chính", "Internal-Affairs Bloc"), "#"),
            use("td", total, mark, num=True),
            use("td", state, call=(use("state", word, kind),)),
            use("td_do", call=(use("link_button", view, "#", small=True, more=unit),)),
            Markup("</tr>"),
        )

    return use(
        "table",
        say("Hàng của đơn vị mình có vạch xanh ở đầu", "The row of one's own unit has a blue edge"),
        stack="phone",
        show_caption=True,
        call=(
            Markup("<thead><tr>"),
            use("th_no"),
            use("th", say("Đơn vị", "Unit")),
            use("sort_th", total, "#", "descending", num=True),
            use("th", state),
            use("th_do"),
            Markup("</tr></thead><tbody>"),
            *row(1, say("Công an tỉnh", "Provincial Police"), "103,50", say("Đã duyệt", "Approved"), "ok"),
            *row(
                2,
                say("Tòa án nhân dân tỉnh", "Provincial Court"),
                "94,75",
                say("Chờ duyệt", "Waiting"),
                "wait",
                mine=True,
            ),
            Markup("</tbody>"),
        ),
    )


def tables(say: Say) -> GallerySection:
    """Tables and dialogs."""
    return GallerySection(
        say("Bảng, hộp thoại", "Tables, dialogs"),
        (
            Specimen(
                say("Bảng", "Tables"),
                say("Thành từng bản ghi trên điện thoại.", "Records on a phone."),
                (
                    _table(say),
                    use(
                        "table_foot",
                        say(
                            "2 trên 43 đơn vị, tính đến 09:20 ngày 22/01/2024",
                            "2 of 43 units, as of 09:20 on 22 Jan 2024",
                        ),
                        call=(Markup('<a href="#">{}</a>').format(say("Tải Excel", "Download Excel")),),
                    ),
                    use("pager", Pager.of(4, 22, {"q": "noi chinh"})),
                ),
            ),
            Specimen(
                say("Hỏi lại trước khi làm", "Asking before doing"),
                say("Kết thúc bằng Hủy thao tác, Đồng ý.", "Ends with Cancel the operation, Agree."),
                (
                    use(
                        "button",
                        say("Công bố", "Publish"),
                        type="button",
                        attrs={"data-opens": "publish-dialog"},
                    ),
                    use(
                        "dialog",
                        "publish-dialog",
                        say("Công bố kết quả xếp hạng?", "Publish the ranking?"),
                        say(
                            "Sau khi công bố, bảng điểm không sửa được nữa. Muốn đính chính phải ra bản mới có lý do.",
                            "Once published, the sheet cannot be changed. A correction is a new version with a reason.",
                        ),
                        csrf="",
                        level=4,
                    ),
                ),
            ),
        ),
    )
