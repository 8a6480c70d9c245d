"""A unit's form: rows without script, what cannot be read, two officers, saving by itself, Excel, and the steps after."""

from dataclasses import replace
from typing import Any

import pytest

from tests.factories.covenants import (
    REGISTERED,
    SENT,
    World,
    key_of,
    make_collected,
    make_draft,
    make_world,
    party,
    save,
    send,
)
from tests.pages import CheckedClient
from tests.web.covenants.pages import at, boxes, kept, words
from thidua.covenants.queries import filings_of, saved_states
from thidua.covenants.states import RegistrationState
from thidua.covenants.workbook import read_targets, write_targets

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def version(world: World) -> str:
    return make_draft(world)


def test_what_is_typed_is_saved_and_shown_again(
    client: CheckedClient, language: str, world: World, version: str
) -> None:
    client.force_login(world.signers.officers["DV2"])
    address = at("registration", key_of(version, "DV2"))
    opened = client.get(address)

    answer = client.post(address, boxes(REGISTERED, 0))

    assert opened.status_code == 200
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert [row.name for row in kept(version, "DV2").targets] == ["Chỉ tiêu 1", "Chỉ tiêu 2"]
    shown = client.get(address).content.decode()
    assert ('value="90,5"' if language == "vi" else 'value="90.5"') in shown


def test_rows_are_added_moved_and_dropped_without_script_and_nothing_is_saved(
    client: CheckedClient, world: World, version: str
) -> None:
    client.force_login(world.signers.officers["DV2"])
    address = at("registration", key_of(version, "DV2"))
    typed = boxes(REGISTERED, 0)

    added = client.post(address, {**typed, "add": "1"}).content.decode()
    moved = client.post(address, {**typed, "up": "1"}).content.decode()
    dropped = client.post(address, {**typed, "drop": "0"}).content.decode()

    assert 'name="target-2-name"' in added
    assert 'name="target-0-name" value="Chỉ tiêu 2"' in moved
    assert 'name="target-1-name" value="Chỉ tiêu 1"' in moved
    assert 'name="target-0-name" value="Chỉ tiêu 2"' in dropped
    assert 'name="target-1-name"' not in dropped
    assert party(version, "DV2").revision == 0


def test_what_cannot_be_read_stays_as_it_was_typed(client: CheckedClient, world: World, version: str) -> None:
    client.force_login(world.signers.officers["DV2"])
    typed = {
        **boxes(REGISTERED, 0),
        "target-0-weight": "sáu",
        "target-1-deadline": "31/02/2023",
        "title-CO_TINH-collective": "1,5",
    }

    answer = client.post(at("registration", key_of(version, "DV2")), typed)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="sáu"' in text
    assert 'value="31/02/2023"' in text
    assert 'href="#id_target-0-weight"' in text
    assert party(version, "DV2").revision == 0


def test_what_may_not_be_kept_is_refused_with_its_place(
    client: CheckedClient, world: World, version: str
) -> None:
    client.force_login(world.signers.officers["DV2"])
    typed = {**boxes(REGISTERED, 0), "target-0-target": "95,25"}

    answer = client.post(at("registration", key_of(version, "DV2")), typed)

    assert answer.status_code == 422
    assert "nhiều hơn 1 chữ số thập phân" in words(answer)


def test_two_officers_see_both_versions_and_nothing_is_lost(
    client: CheckedClient, language: str, world: World, version: str
) -> None:
    save(world, version, "DV2", replace(REGISTERED, slogan="Của đồng nghiệp"))
    client.force_login(world.signers.officers["DV2"])
    address = at("registration", key_of(version, "DV2"))
    mine = boxes(replace(kept(version, "DV2"), slogan="Của tôi"), 0)

    met = client.post(address, mine)
    after = client.post(address, {**mine, "revision": "1"})

    assert (met.status_code, after.status_code) == (409, 302)
    assert "Của đồng nghiệp" in words(met)
    assert 'value="Của tôi"' in met.content.decode()
    assert kept(version, "DV2").slogan == "Của tôi"
    slogans = [state.content.slogan for state in saved_states(party(version, "DV2").id)]
    assert slogans == ["Của tôi", "Của đồng nghiệp"]
    history = words(client.get(at("history", key_of(version, "DV2"))))
    assert "Của đồng nghiệp" in history


def test_a_script_saves_and_is_given_keys_or_told_why_not(
    client: CheckedClient, world: World, version: str
) -> None:
    client.force_login(world.signers.officers["DV2"])
    address = at("registration", key_of(version, "DV2"))
    quiet: dict[str, Any] = {"headers": {"X-Autosave": "1"}}

    first = client.post(address, boxes(REGISTERED, 0), **quiet)
    unread = client.post(address, {**boxes(REGISTERED, 1), "target-0-weight": "x"}, **quiet)
    met = client.post(address, boxes(replace(REGISTERED, slogan="Khác"), 0), **quiet)

    said = first.json()
    assert (first.status_code, said["revision"]) == (200, 1)
    assert [row["code"] for row in said["rows"]] == ["DV2-1", "DV2-2"]
    assert (unread.status_code, met.status_code) == (422, 409)


def test_it_is_sent_only_when_complete(client: CheckedClient, world: World, version: str) -> None:
    save(world, version, "DV2", replace(REGISTERED, slogan=""))
    client.force_login(world.signers.officers["DV2"])
    address = at("send", key_of(version, "DV2"))

    missing = client.get(address)
    refused = client.post(address, {"revision": "1"})
    save(world, version, "DV2")
    client.get(address)
    sent = client.post(address, {"revision": "2"})

    assert "khẩu hiệu hành động" in words(missing)
    assert (refused.status_code, sent.status_code) == (422, 302)
    assert party(version, "DV2").state is RegistrationState.SENT


def test_the_paper_goes_with_the_registration_in_one_form(
    client: CheckedClient, world: World, version: str, language: str
) -> None:
    save(world, version, "DV2")
    client.force_login(world.signers.officers["DV2"])
    address = at("send", key_of(version, "DV2"))
    boxes = {"revision": "1", "number": "34/ĐK", "filed_on": f"{SENT:%d/%m/%Y}", "note": ""}

    form = client.get(address)
    wrong = [
        client.post(address, boxes | changed)
        for changed in ({"filed_on": ""}, {"filed_on": "31/12/2099"}, {"number": "", "note": "Gửi sau"})
    ]
    nothing = (filings_of(world.key), party(version, "DV2").state)
    sent = client.post(address, boxes)

    assert 'name="number"' in form.content.decode()
    assert [answer.status_code for answer in wrong] == [422, 422, 422]
    assert all("34/ĐK" in answer.content.decode() for answer in wrong[:2])
    assert nothing == ((), RegistrationState.DRAFTED)
    assert sent.status_code == 302
    assert [(card.code, card.number, card.filed_on) for card in filings_of(world.key)] == [
        ("DV2", "34/ĐK", SENT.date())
    ]
    said = "và đã ghi nhận" if language == "vi" else "and its paper was entered"
    assert said in client.get(sent.headers["Location"]).content.decode()


def test_a_paper_on_record_is_shown_and_not_asked_for_again(
    client: CheckedClient, world: World, version: str
) -> None:
    save(world, version, "DV2")
    client.force_login(world.signers.officers["DV2"])
    address = at("send", key_of(version, "DV2"))
    client.post(
        at("paper", version, world.unit("DV2").public_id), {"number": "9/ĐK", "filed_on": f"{SENT:%d/%m/%Y}"}
    )

    form = client.get(address)
    sent = client.post(address, {"revision": "1", "number": "10/ĐK", "filed_on": f"{SENT:%d/%m/%Y}"})

    assert "9/ĐK" in words(form)
    assert 'name="number"' not in form.content.decode()
    assert sent.status_code == 302
    assert [card.number for card in filings_of(world.key)] == ["9/ĐK"]


def test_the_head_unit_collects_or_returns_with_a_reason(
    client: CheckedClient, world: World, version: str
) -> None:
    save(world, version, "DV2")
    send(world, version, "DV2")
    client.force_login(world.drafter)
    key = key_of(version, "DV2")

    without = client.post(at("return", key), {"reason": " "})
    client.get(at("return", key))
    client.get(at("collect", key))
    collected = client.post(at("collect", key))
    returned = client.post(at("return", key), {"reason": "Thiếu tử số"})

    assert [one.status_code for one in (without, collected, returned)] == [422, 302, 302]
    assert "Thiếu tử số" in words(client.get(at("registrations", version)))


def test_a_unit_takes_back_what_it_sent(client: CheckedClient, world: World, version: str) -> None:
    save(world, version, "DV2")
    send(world, version, "DV2")
    client.force_login(world.signers.officers["DV2"])
    key = key_of(version, "DV2")

    reading = client.get(at("registration", key))
    client.get(at("recall", key))
    client.post(at("recall", key))

    assert "Thu hồi" in words(reading)
    assert party(version, "DV2").state is RegistrationState.DRAFTED


def upload(content: bytes) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return {"file": SimpleUploadedFile("chi-tieu.xlsx", content)}


def sealed_of(answer: Any) -> str:
    import re

    found = re.search(r'name="sealed" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_targets_go_to_excel_and_back_with_a_look_before(
    client: CheckedClient, world: World, version: str
) -> None:
    save(world, version, "DV2")
    client.force_login(world.signers.officers["DV2"])
    key, before = key_of(version, "DV2"), kept(version, "DV2")
    book = client.get(at("workbook", key)).content
    read = read_targets(book, name="x.xlsx", before=before.targets).targets
    changed = write_targets("DV2", 2023, (replace(read[0], name="Tên mới"), read[1]))

    client.get(at("import", key))
    same = client.post(at("import", key), upload(book))
    preview = client.post(at("import", key), upload(changed))
    untouched = kept(version, "DV2")
    taken = client.post(at("confirm", key), {"sealed": sealed_of(preview), "revision": "1"})

    assert read == before.targets
    assert "không thay đổi gì" in words(same)
    assert "Tên mới" in words(preview)
    assert untouched == before
    assert taken.status_code == 302
    assert [row.name for row in kept(version, "DV2").targets] == ["Tên mới", "Chỉ tiêu 2"]
    assert [row.key for row in kept(version, "DV2").targets] == [row.key for row in before.targets]


def test_a_file_that_cannot_be_taken_or_a_comparison_that_is_old_keeps_nothing(
    client: CheckedClient, world: World, version: str
) -> None:
    save(world, version, "DV2")
    client.force_login(world.signers.officers["DV2"])
    key, before = key_of(version, "DV2"), kept(version, "DV2")
    changed = write_targets("DV2", 2023, (replace(before.targets[0], name="Tên mới"),))
    preview = client.post(at("import", key), upload(changed))

    nothing = client.post(at("import", key), {})
    broken = client.post(at("import", key), upload(b"PK\x03\x04"))
    forged = client.post(at("confirm", key), {"sealed": "x", "revision": "1"})
    save(world, version, "DV2", replace(REGISTERED, slogan="Khác"))
    stale = client.post(at("confirm", key), {"sealed": sealed_of(preview), "revision": "1"})

    assert [one.status_code for one in (nothing, broken, forged, stale)] == [422, 422, 422, 409]
    assert len(kept(version, "DV2").targets) == 2


def test_a_colleague_of_another_unit_reads_but_does_not_write(client: CheckedClient, world: World) -> None:
    version = make_collected(world)
    client.force_login(world.signers.officers["DV3"])
    address = at("registration", key_of(version, "DV2"))

    read = client.get(address)
    written = client.post(address, boxes(REGISTERED, 1))

    assert read.status_code == 200
    assert "<form" not in read.content.decode().partition("<main")[2].partition("</main>")[0]
    assert written.status_code in {302, 403}
    assert party(version, "DV2").revision == 1
