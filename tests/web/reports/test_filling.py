"""The form: without script and with it, two officers, a dead request, sending, taking back, explaining."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from tests.factories.accounts import make_account, make_grant
from tests.factories.reports import (
    Reporting,
    fill,
    make_plain,
    make_reporting,
    send_back,
    sent,
    told_a_year_ago,
    write,
)
from tests.pages import CheckedClient
from thidua.accounts.roles import Role
from thidua.foundation.clock import VIET_NAM
from thidua.reports.actions import close_request
from thidua.reports.boxes import Box, text_said
from thidua.reports.content import targets_by_unit
from thidua.reports.queries import fields_of
from thidua.reports.states import FieldKind, ReportState

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 6, 16, 9, 0, tzinfo=VIET_NAM)


def at(made: Reporting, name: str, unit: str = "DV3") -> str:
    return reverse(f"reports:{name}", args=(made.report(unit),))


def standing(made: Reporting, unit: str = "DV3") -> dict[str, Any]:
    return {f"{kind}-{key}": row.said for (kind, key), row in fields_of(made.place(unit).row.id).items()}


def script(client: CheckedClient, made: Reporting, *boxes: dict[str, Any], unit: str = "DV3") -> Any:
    return client.post(at(made, "save", unit), json.dumps({"boxes": boxes}), content_type="application/json")


def stamp_of(client: CheckedClient, made: Reporting) -> str:
    """The mark of what the page of sending shows."""
    found = re.search(r'name="stamp" value="([^"]*)"', client.get(at(made, "send")).text)
    assert found is not None
    return found[1]


def box(name: str, revision: int = 0, **typed: str) -> dict[str, Any]:
    return {"box": name, "revision": revision, "typed": typed}


@pytest.fixture
def made(stand_at: Callable[[datetime], datetime], client: CheckedClient) -> Reporting:
    stand_at(NOW)
    found = make_reporting()
    client.force_login(found.officer("DV2"))
    return found


@pytest.fixture
def plain(stand_at: Callable[[datetime], datetime], client: CheckedClient) -> Reporting:
    stand_at(NOW)
    found = make_plain()
    client.force_login(found.officer("DV3"))
    return found


def test_the_whole_form_is_saved_without_script(made: Reporting, client: CheckedClient) -> None:
    first, second = targets_by_unit(made.key)["DV2"]
    typed = {
        f"target-{first.key}-value": "97,5",
        f"target-{first.key}-revision": "0",
        f"target-{second.key}-value": "chừng 80",
        "leaf-A.2-entry": "4,5",
        "leaf-B.3-entry": "hai",
        "text-overview-text": "Ổn định.",
    }

    answer = client.post(at(made, "fill", "DV2"), typed)

    assert answer.status_code == 302
    kept = standing(made, "DV2")
    assert kept[f"target-{first.key}"] == {"value": "97.5"}
    assert kept[f"target-{second.key}"] == {"unread": {"value": "chừng 80"}, "lang": "vi"}
    assert kept["leaf-A.2"] == {"entry": {"points": "4.5"}}
    shown = client.get(at(made, "fill", "DV2")).text
    assert 'value="chừng 80"' in shown
    assert 'value="97,5"' in shown
    assert "102,6 % chỉ tiêu" in shown


def test_save_and_send_goes_on_to_the_paper(plain: Reporting, client: CheckedClient) -> None:
    answer = client.post(at(plain, "fill"), {"text-overview-text": "Một", "send": "1"})

    assert answer["Location"] == at(plain, "send")


def test_of_two_officers_without_script_both_texts_are_shown(plain: Reporting, client: CheckedClient) -> None:
    write(plain, "DV3", [Box(FieldKind.TEXT, "overview", text_said("Của người thứ nhất"))], at=NOW)
    other = make_account(full_name="Người thứ hai")
    make_grant(other, Role.UNIT_OFFICER, unit=plain.world.unit("DV3").public_id)
    client.force_login(other)

    answer = client.post(
        at(plain, "fill"), {"text-overview-text": "Của người thứ hai", "text-overview-revision": "0"}
    )

    assert answer.status_code == 409
    assert "Của người thứ nhất" in answer.text
    assert "Của người thứ hai" in answer.text
    assert standing(plain)["text-overview"] == {"text": "Của người thứ nhất"}


def test_script_keeps_boxes_and_hears_what_follows(made: Reporting, client: CheckedClient) -> None:
    key = targets_by_unit(made.key)["DV2"][0].key

    answer = script(
        client,
        made,
        box(f"target-{key}", value="97,5", last_value="90"),
        box("leaf-A.2", entry="khoảng bốn"),
        unit="DV2",
    ).json()

    saved = {one["box"]: one for one in answer["saved"]}
    assert saved[f"target-{key}"]["shown"] == {
        "value": "97,5 %",
        "share": "102,6 % chỉ tiêu",
        "change": "+7,5 so cùng kỳ",
        "reached": True,
    }
    assert saved[f"target-{key}"]["revision"] == 1
    assert "entry" in saved["leaf-A.2"]["errors"]
    assert answer["said"] == "Đã lưu nháp lúc 09:00:00"


def test_script_hears_of_the_other_officer_box_by_box(plain: Reporting, client: CheckedClient) -> None:
    write(plain, "DV3", [Box(FieldKind.TEXT, "overview", text_said("Của người thứ nhất"))], at=NOW)

    answer = script(
        client, plain, box("text-overview", text="Khác"), box("text-limits", text="Chỉ của tôi")
    ).json()

    assert [one["box"] for one in answer["saved"]] == ["text-limits"]
    assert answer["meanwhile"][0]["typed"] == {"text": "Của người thứ nhất"}
    assert answer["meanwhile"][0]["revision"] == 1


@pytest.mark.parametrize(
    "body",
    [
        "not json",
        "[]",
        '{"boxes": [1]}',
        '{"boxes": [{"box": "poem-x", "revision": 0, "typed": {}}]}',
        '{"boxes": [{"box": "text-", "revision": 0, "typed": {}}]}',
        '{"boxes": [{"box": "text-overview", "revision": "1", "typed": {}}]}',
        '{"boxes": [{"box": "text-overview", "revision": 0, "typed": {"text": 1}}]}',
        '{"boxes": [{"box": "leaf-Z.9", "revision": 0, "typed": {"entry": "1"}}]}',
        '{"boxes": [{"box": "text-poem", "revision": 0, "typed": {"text": "Thơ"}}]}',
    ],
)
def test_what_is_not_the_form_is_refused_and_nothing_kept(
    body: str, plain: Reporting, client: CheckedClient
) -> None:
    answer = client.post(at(plain, "save"), body, content_type="application/json")

    assert answer.status_code == 400
    assert standing(plain) == {}


def test_script_hears_that_the_period_was_closed(plain: Reporting, client: CheckedClient) -> None:
    close_request(request=plain.request, actor=plain.head, at=NOW)

    answer = script(client, plain, box("text-overview", text="Một"))

    assert answer.status_code == 403


def test_the_paper_is_named_and_the_report_goes_out(plain: Reporting, client: CheckedClient) -> None:
    fill(plain, "DV3", at=NOW)
    stamp = stamp_of(client, plain)

    answer = client.post(
        at(plain, "send"),
        {"number": "96/BC-ĐV", "dated": "15/06/2023", "signed_by": "Nguyễn Văn A", "stamp": stamp},
    )

    assert answer["Location"] == at(plain, "report")
    assert plain.place("DV3").row.state is ReportState.SENT
    assert "96/BC-ĐV" in client.get(at(plain, "report")).text


def test_an_unfinished_report_is_told_what_is_missing(plain: Reporting, client: CheckedClient) -> None:
    answer = client.post(at(plain, "send"), {"number": "1", "stamp": "0.0"})

    assert answer.status_code == 422
    assert "text-overview-text" in answer.text
    assert plain.place("DV3").row.state is ReportState.DRAFTED


def test_a_form_changed_meanwhile_is_looked_at_again(plain: Reporting, client: CheckedClient) -> None:
    fill(plain, "DV3", at=NOW)

    answer = client.post(at(plain, "send"), {"stamp": "1.1"})

    assert answer.status_code == 422
    assert 'name="stamp" value="3.3"' in answer.text


def test_a_sent_report_is_taken_back(plain: Reporting, client: CheckedClient) -> None:
    sent(plain, "DV3", at=NOW)

    answer = client.post(at(plain, "recall"))

    assert answer["Location"] == at(plain, "fill")
    assert plain.place("DV3").row.state is ReportState.DRAFTED


def test_a_return_is_explained_or_corrected(plain: Reporting, client: CheckedClient) -> None:
    sent(plain, "DV3", at=NOW)
    send_back(plain, "DV3", at=NOW)
    assert client.post(at(plain, "explain"), {"text": " "}).status_code == 422

    client.post(at(plain, "explain"), {"text": "Số đúng theo biên bản"})

    assert plain.place("DV3").row.state is ReportState.SENT
    client.force_login(plain.head)
    assert "Số đúng theo biên bản" in client.get(at(plain, "report")).text


def test_the_head_s_officer_returns_and_receives(plain: Reporting, client: CheckedClient) -> None:
    sent(plain, "DV3", at=NOW)
    client.force_login(plain.head)

    assert client.post(at(plain, "return"), {"reason": "", "version": "1"}).status_code == 422
    assert client.post(at(plain, "return"), {"reason": "Sai", "version": "9"}).status_code == 422
    client.post(at(plain, "return"), {"reason": "Sai số", "version": "1"})
    assert plain.place("DV3").row.state is ReportState.RETURNED
    write(plain, "DV3", [Box(FieldKind.TEXT, "limits", text_said("Đã sửa"), 1)], at=NOW)
    sent_again = {"number": "", "dated": "", "signed_by": "", "words": "Sửa hạn chế", "stamp": ""}
    client.force_login(plain.officer("DV3"))
    stamp = stamp_of(client, plain)
    client.post(at(plain, "send"), sent_again | {"stamp": stamp})
    client.force_login(plain.head)
    client.post(at(plain, "receive"), {"version": "1"})
    assert plain.place("DV3").row.state is ReportState.SENT
    client.post(at(plain, "receive"), {"version": "2"})
    assert plain.place("DV3").row.state is ReportState.RECEIVED
    changes = client.get(reverse("reports:changes", args=(plain.report("DV3"), 2)))
    assert "Đã sửa" in changes.text
    assert client.get(reverse("reports:changes", args=(plain.report("DV3"), 1))).status_code == 404
    assert "Còn chậm." in client.get(at(plain, "report") + "?ban=1").text
    assert client.get(at(plain, "report") + "?ban=7").status_code == 404


def test_figures_of_last_year_are_offered_and_taken_beside_what_was_typed(made, client, language):
    fill(made, "DV3", "96", "50")
    told_a_year_ago(made, "DV3")
    client.force_login(made.officer("DV3"))
    first, second = targets_by_unit(made.key)["DV3"]
    offer = {"vi": "Lấy số liệu cùng kỳ năm trước", "en": "Take last year's figures"}[language]
    assert offer in client.get(at(made, "fill")).text

    typed = {f"target-{first.key}-value": "97", "last_year": "1"}
    page = client.post(at(made, "fill"), typed, follow=True).text

    assert offer not in page
    assert {"vi": "Đã lấy 2 số liệu", "en": "2 figures of last year were taken over"}[language] in page
    said = standing(made)
    assert said[f"target-{first.key}"] == {"value": "97", "last_value": "96"}
    assert said[f"target-{second.key}"] == {"last_value": "50"}


def test_without_a_report_of_last_year_the_form_says_so(made, client, language):
    page = client.post(at(made, "fill", "DV2"), {"last_year": "1"})

    assert page.status_code == 422
    said = {"vi": "Đơn vị chưa gửi báo cáo cùng kỳ", "en": "sent no report on the same period"}[language]
    assert said in page.text
