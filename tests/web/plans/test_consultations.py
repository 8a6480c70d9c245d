"""Drafts on the screen: sent, answered passage by passage, replied to, closed, told in a minute."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.factories.criteria import Year, make_year
from tests.factories.plans import answer, asked, close, key_of, make_text_asked, reply
from tests.pages import CheckedClient
from tests.web.plans.pages import at, words
from thidua.foundation.clock import VIET_NAM
from thidua.plans.drafts import CommentDraft
from thidua.plans.queries import consultations_of_year
from thidua.plans.states import ConsultationState, Reply

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 1, 16, 9, 0, tzinfo=VIET_NAM)


@pytest.fixture
def year(client: CheckedClient, stand_at: Callable[[datetime], datetime]) -> Year:
    stand_at(NOW)
    made = make_year()
    client.force_login(made.drafter)
    return made


def test_any_draft_is_sent_round(year: Year, client: CheckedClient) -> None:
    typed = {
        "kind": "working_rules",
        "title": "Quy chế",
        "text": "Điều 1.\nĐiều 2.",
        "answers_until": "20/01/2023",
    }

    wrong = client.post(at("send_text", year.key), typed | {"answers_until": "10/01/2023"})
    answered = client.post(at("send_text", year.key), typed)

    (frame,) = consultations_of_year(year.key)
    assert wrong.status_code == 422
    assert answered.headers["Location"] == at("consultation", frame.public_id)
    assert frame.passages == ("Điều 1.", "Điều 2.")


def test_a_unit_answers_passage_by_passage_and_sees_its_answer_again(
    year: Year, client: CheckedClient
) -> None:
    sent = make_text_asked(year)
    client.force_login(year.officer)
    address = at("answer", sent, key_of(year, "DV2"))

    undecided = client.post(address, {"revision": "0", "comment-1": "Đã gõ"})
    empty = client.post(address, {"revision": "0", "kind": "commented"})
    client.post(address, {"revision": "0", "kind": "commented", "comment-2": "Lùi hạn", "comment-0": "Tốt"})
    again = client.get(address)
    stale = client.post(address, {"revision": "x", "kind": "agreed"})

    assert (undecided.status_code, empty.status_code, stale.status_code) == (422, 422, 422)
    assert "Đã gõ" in undecided.content.decode()
    assert "Lùi hạn" in again.content.decode()
    assert [(one.passage, one.text) for one in asked(sent).comments] == [(0, "Tốt"), (2, "Lùi hạn")]


def test_a_comment_gets_its_reply(year: Year, client: CheckedClient) -> None:
    sent = make_text_asked(year)
    answer(year, sent, CommentDraft("Lùi hạn", 2))
    comment = asked(sent).comments[0].public_id

    page = client.get(at("reply", sent, comment))
    refused = client.post(at("reply", sent, comment), {"reply": "not_taken", "words": ""})
    client.post(at("reply", sent, comment), {"reply": "not_taken", "words": "Giữ hạn"})

    assert "Điều 2. Báo cáo." in words(page)
    assert refused.status_code == 422
    assert asked(sent).comments[0].reply is Reply.NOT_TAKEN
    assert "Giữ hạn" in words(client.get(at("consultation", sent)))


def test_why_it_cannot_be_closed_yet_is_told(year: Year, client: CheckedClient) -> None:
    sent = make_text_asked(year)
    answer(year, sent, CommentDraft("Lùi hạn", 2))

    page = words(client.get(at("consultation", sent)))
    refused = client.post(at("close", sent), {"conclusion": ""})

    assert "Còn ý kiến chưa được trả lời." in page
    assert "Chưa hết hạn góp ý và chưa đủ đơn vị trả lời." in page
    assert refused.status_code == 403


def test_it_is_given_more_time_and_closed_with_its_minute(
    year: Year, client: CheckedClient, stand_at: Callable[[datetime], datetime]
) -> None:
    sent = make_text_asked(year)
    answer(year, sent, CommentDraft("Lùi hạn", 2))
    reply(year, sent, words="Tiếp thu")
    client.post(at("extend", sent), {"answers_until": "25/01/2023", "reason": "Đơn vị xin thêm"})
    stand_at(NOW.replace(day=27))
    client.force_login(year.drafter)
    client.post(at("close", sent), {"conclusion": "Tiếp thu một ý kiến"})

    page = words(client.get(at("minute", sent)))
    assert asked(sent).state is ConsultationState.CLOSED
    for part in ("Tiếp thu một ý kiến", "Lùi hạn", "Không có ý kiến", "25/01/2023"):
        assert part in page


def test_the_minute_leaves_as_excel_with_the_silent_too(year: Year, client: CheckedClient) -> None:
    sent = make_text_asked(year)
    answer(year, sent, CommentDraft("=Lùi hạn", 2))
    reply(year, sent)
    close(year, sent)

    answered: Any = client.get(at("minute_file", sent))

    rows = CalamineWorkbook.from_filelike(BytesIO(answered.content)).get_sheet_by_index(0).to_python()
    told = [(row[1], row[2], row[6]) for row in rows if row[0] in {1.0, 2.0}]
    assert told == [("Đơn vị DV2", "Có ý kiến", "=Lùi hạn"), ("Đơn vị DV3", "Không có ý kiến", "")]


def test_what_waits_stands_in_the_list_of_work(year: Year, client: CheckedClient, language: str) -> None:
    make_text_asked(year)
    client.force_login(year.officer)

    page = words(client.get("/viec-cua-toi/"))

    assert "Quy chế" in page
    assert ("đơn vị DV2" in page, language in {"vi", "en"}) == (True, True)
