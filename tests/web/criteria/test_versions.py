"""From draft to frozen on screen: sent round, answered, agreed, returned, frozen; a bad box keeps what was typed."""

from datetime import date
from typing import Any

import pytest

from tests.criteria.acts import revise
from tests.factories.criteria import (
    Year,
    keep_doubts,
    make_agreed,
    make_circulated,
    make_draft,
    make_frozen,
    make_year,
    read,
)
from tests.pages import CheckedClient
from tests.web.criteria.pages import LEAF, STEPS, at, send_node, value_of, words
from thidua.criteria.actions import draft_scheme, give_consent, return_to_draft
from thidua.criteria.edits import ReviseNode
from thidua.criteria.states import ConsentAnswer, SchemeState
from thidua.foundation.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(client: CheckedClient) -> Year:
    """A year whose drafter is signed in and reads Vietnamese."""
    made = make_year()
    client.force_login(made.drafter)
    client.speak("vi")
    return made


def second(year: Year) -> str:
    """A second version, made from the one in force."""
    base = make_frozen(year)
    return draft_scheme(
        bloc_year=year.key,
        name="Bảng thứ hai",
        based_on=base,
        change_reason="Tổ giúp việc đề nghị",
        actor=year.drafter,
        at=now(),
    )


def unfinished(year: Year) -> str:
    """A draft whose sums do not fit."""
    scheme = make_draft(year)
    node = {"code": "A.1", "name": "Phối hợp", "max": "9", "kind": "direct"}
    revise(year, scheme, ReviseNode("A.1", node))
    return scheme


def answer_for(
    year: Year, scheme: str, who: str, unit: str, answer: ConsentAnswer, comment: str = ""
) -> None:
    give_consent(
        scheme=scheme,
        unit=str(year.units[unit].public_id),
        answer=answer,
        comment=comment,
        actor=getattr(year, who),
        at=now(),
    )


def test_a_draft_is_sent_round_until_a_day(client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)

    before = words(client.get(at("versions", scheme)))
    answer = client.post(at("circulate", scheme), {"comments_until": "31/12/2099"})
    after = words(client.get(at("versions", scheme)))

    assert answer.status_code == 302
    assert "Chưa gửi lấy ý kiến" in before
    assert read(scheme).card.comments_until == date(2099, 12, 31)
    assert "31/12/2099" in after
    assert "Ghi nhận thống nhất" in after


@pytest.mark.parametrize(
    ("typed", "box"), [("31/02/2099", "comments_until"), ("01/01/2001", "comments_until")]
)
def test_a_bad_last_day_keeps_what_was_typed(typed: str, box: str, client: CheckedClient, year: Year) -> None:
    scheme = make_draft(year)

    answer = client.post(at("circulate", scheme), {"comments_until": typed})

    assert answer.status_code == 422
    assert f'href="#id_{box}"' in answer.content.decode()
    assert value_of(answer, box) == typed
    assert read(scheme).card.circulated_at is None


def test_errors_stop_a_draft_from_being_sent(client: CheckedClient, year: Year) -> None:
    scheme = unfinished(year)

    shown = client.get(at("circulate", scheme))
    answer = client.post(at("circulate", scheme), {"comments_until": ""})

    assert "Lỗi phải sửa trước" in words(shown)
    assert answer.status_code == 422
    assert read(scheme).card.circulated_at is None


def test_a_draft_changed_after_it_was_sent_asks_to_be_sent_again(client: CheckedClient, year: Year) -> None:
    scheme = make_circulated(year)
    send_node(client, scheme, "A.2", {**LEAF, **STEPS, "name": "Tên khác"})

    page = words(client.get(at("versions", scheme)))

    assert "hãy gửi lại để các đơn vị xem đúng bản hiện nay" in page


def test_a_unit_answers_and_may_change_its_answer(client: CheckedClient, year: Year) -> None:
    scheme = make_circulated(year)
    client.force_login(year.officer)
    unit = str(year.units["DV2"].public_id)

    first = client.post(
        at("consent", scheme), {"unit": unit, "answer": "objected", "comment": "III.5 nên 1 điểm"}
    )
    shown = client.get(at("consent", scheme))
    page = words(client.get(at("versions", scheme)))
    client.post(at("consent", scheme), {"unit": unit, "answer": "agreed", "comment": ""})

    assert first.status_code == 302
    assert "III.5 nên 1 điểm" in shown.content.decode()
    assert "III.5 nên 1 điểm" in page
    assert "Lê Thị Thu Hằng" in page
    assert read(scheme).consents[unit].answer is ConsentAnswer.AGREED


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"answer": "", "comment": "Ý riêng"}, 'href="#id_answer_0"'),
        ({"answer": "objected", "comment": ""}, 'href="#id_comment"'),
        ({"unit": "khongco", "answer": "agreed", "comment": "Ý riêng"}, 'href="#id_unit"'),
    ],
    ids=["no answer", "no words", "another unit"],
)
def test_an_answer_that_cannot_be_taken_stays_in_its_boxes(
    typed: dict[str, str], said: str, client: CheckedClient, year: Year
) -> None:
    scheme = make_circulated(year)
    client.force_login(year.officer)

    answer = client.post(at("consent", scheme), {"unit": str(year.units["DV2"].public_id), **typed})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert typed["comment"] in answer.content.decode()
    assert not read(scheme).consents


def test_an_answer_to_an_earlier_state_of_the_draft_is_marked(client: CheckedClient, year: Year) -> None:
    scheme = make_circulated(year)
    answer_for(year, scheme, "officer", "DV2", ConsentAnswer.AGREED)
    send_node(client, scheme, "A.2", {**LEAF, **STEPS, "name": "Tên khác"})

    assert "cho dự thảo trước khi sửa" in words(client.get(at("versions", scheme)))


@pytest.mark.parametrize("make", [make_draft, make_agreed])
def test_whoever_may_not_answer_now_reads_why(make: Any, client: CheckedClient, year: Year) -> None:
    scheme = make(year)
    client.force_login(year.officer)

    answer = client.get(at("consent", scheme))

    assert "Hiện không cho ý kiến được" in words(answer)
    assert '<form class="stack"' not in answer.content.decode()


def test_the_blocs_agreement_is_recorded_with_what_the_units_said(client: CheckedClient, year: Year) -> None:
    scheme = make_circulated(year)
    keep_doubts(year, scheme)
    answer_for(year, scheme, "officer", "DV2", ConsentAnswer.AGREED)
    answer_for(year, scheme, "deputy_leader", "DV3", ConsentAnswer.OBJECTED, "Bậc A.2 quá thấp")

    shown = words(client.get(at("agree", scheme)))
    answer = client.post(at("agree", scheme), {"agreed_on": "24/02/2023", "meeting": "Hội nghị ký giao ước"})

    card = read(scheme).card
    assert "1 trên 3 đơn vị đồng ý" in shown
    assert "Bậc A.2 quá thấp" in shown
    assert "Đơn vị DV1" in shown
    assert answer.status_code == 302, words(answer)
    assert (card.state, card.agreed_on, card.meeting) == (
        SchemeState.AGREED,
        date(2023, 2, 24),
        "Hội nghị ký giao ước",
    )


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"agreed_on": "", "meeting": "Hội nghị"}, "agreed_on"),
        ({"agreed_on": "24-13-2023", "meeting": "Hội nghị"}, "agreed_on"),
        ({"agreed_on": "01/01/2999", "meeting": "Hội nghị"}, "agreed_on"),
        ({"agreed_on": "24/02/2023", "meeting": "  "}, "meeting"),
    ],
    ids=["no day", "no such day", "still to come", "no meeting"],
)
def test_an_agreement_that_cannot_be_taken_keeps_what_was_typed(
    typed: dict[str, str], box: str, client: CheckedClient, year: Year
) -> None:
    scheme = make_circulated(year)
    keep_doubts(year, scheme)

    answer = client.post(at("agree", scheme), typed)

    assert answer.status_code == 422
    assert f'href="#id_{box}"' in answer.content.decode()
    assert value_of(answer, "agreed_on") == typed["agreed_on"]
    assert value_of(answer, "meeting") == typed["meeting"].strip()
    assert read(scheme).card.state is SchemeState.DRAFTED


def test_what_is_open_stands_in_the_way_of_agreement(client: CheckedClient, year: Year) -> None:
    scheme = unfinished(year)

    shown = client.get(at("agree", scheme))
    answer = client.post(at("agree", scheme), {"agreed_on": "24/02/2023", "meeting": "Hội nghị"})

    assert "Còn phải xử lý" in words(shown)
    assert '<form class="stack"' not in shown.content.decode()
    assert answer.status_code == 422
    assert read(scheme).card.state is SchemeState.DRAFTED


def test_an_agreed_version_is_returned_with_a_reason(client: CheckedClient, year: Year) -> None:
    scheme = make_agreed(year)

    empty = client.post(at("return", scheme), {"reason": " "})
    answer = client.post(at("return", scheme), {"reason": "Thiếu minh chứng ở A.2"})

    assert empty.status_code == 422
    assert 'href="#id_reason"' in empty.content.decode()
    assert answer.status_code == 302
    assert "Thiếu minh chứng ở A.2" in words(client.get(at("scheme", scheme)))
    assert read(scheme).card.state is SchemeState.DRAFTED


def test_an_agreed_version_is_frozen_as_of_a_day(client: CheckedClient, year: Year) -> None:
    scheme = make_agreed(year)

    answer = client.post(at("freeze", scheme), {"frozen_on": "24/02/2023"})

    assert answer.status_code == 302
    assert read(scheme).card.frozen_on == date(2023, 2, 24)
    assert "Từ 24/02/2023" in words(client.get(at("versions", scheme)))


@pytest.mark.parametrize("typed", ["", "hôm nay", "01/01/2999", "01/01/2023"])
def test_a_day_of_freezing_that_cannot_be_taken_stays_in_its_box(
    typed: str, client: CheckedClient, year: Year
) -> None:
    scheme = make_agreed(year)

    answer = client.post(at("freeze", scheme), {"frozen_on": typed})

    assert answer.status_code == 422
    assert 'href="#id_frozen_on"' in answer.content.decode()
    assert value_of(answer, "frozen_on") == typed
    assert read(scheme).card.state is SchemeState.AGREED


def test_freezing_a_second_version_says_what_it_supersedes(client: CheckedClient, year: Year) -> None:
    scheme = second(year)
    today = f"{now():%d/%m/%Y}"
    client.post(at("agree", scheme), {"agreed_on": today, "meeting": "Hội nghị bổ sung"})

    shown = words(client.get(at("freeze", scheme)))
    answer = client.post(at("freeze", scheme), {"frozen_on": today})
    page = words(client.get(at("versions", scheme)))

    assert "24/02/2023" in shown
    assert answer.status_code == 302, words(answer)
    assert f"24/02/2023 đến {today}" in page


def test_a_frozen_version_offers_the_next_one(client: CheckedClient, year: Year) -> None:
    frozen = make_frozen(year)

    page = client.get(at("versions", frozen)).content.decode()

    assert at("draft", year.key) in page
    assert at("agree", frozen) not in page
    assert at("return", frozen) not in page


def test_a_returned_version_may_be_mended_again(client: CheckedClient, year: Year) -> None:
    scheme = make_agreed(year)
    return_to_draft(scheme=scheme, reason="Sửa A.2", actor=year.drafter, at=now())

    answer = send_node(client, scheme, "A.2", {**LEAF, **STEPS, "name": "Đã sửa"})

    assert answer.status_code == 302
    assert read(scheme).card.revision == 2
