"""The covenant's own pages: commitments, paper, consent, signing, versions; begun, written, composed, amended."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.covenants import (
    AGREED,
    COMPOSED,
    LATER,
    SIGNED,
    World,
    authorise,
    make_agreed,
    make_collected,
    make_composed,
    make_draft,
    make_signed,
    make_world,
    party,
    read,
    row,
    sign,
)
from tests.pages import CheckedClient
from tests.web.covenants.pages import at, words
from thidua.covenants import progress
from thidua.covenants.actions import amend_covenant
from thidua.covenants.models import Covenant
from thidua.covenants.progress import TargetProgress
from thidua.covenants.queries import content_of, registered_targets, signatures_of
from thidua.covenants.states import CovenantState
from thidua.foundation.sheets import read_workbook
from thidua.organisations.models import Office, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_the_head_units_officer_begins_a_covenant_and_writes_its_contents(
    client: CheckedClient, language: str, world: World, stand_at: object
) -> None:
    stand_at(SIGNED)  # type: ignore[operator]  # the fixture is a function
    client.force_login(world.drafter)
    assert client.get(at("list")).status_code == 200
    assert client.get(at("begin", world.key)).status_code == 200

    wrong = client.post(at("begin", world.key), {"title": "x", "due": "31/02/2023", "kind": "calendar"})
    kindless = client.post(at("begin", world.key), {"title": "x", "due": "28/02/2023", "kind": ""})
    begun = client.post(at("begin", world.key), {"title": "Giao ước", "due": "28/02/2023", "kind": "working"})

    version = Covenant.objects.get().versions.get().public_id
    assert [one.status_code for one in (wrong, kindless, begun)] == [422, 422, 302]
    assert begun["Location"] == at("contents", version)
    typed = {
        "title": "Giao ước",
        "slogan": "Đoàn kết",
        "preamble": "",
        "undertaking": "",
        "number": "",
        "revision": "1",
        "clause-0-text": "Điều một",
        "clause-0-leaf": "A.1",
        "clause-1-text": "Điều hai",
        "clause-1-leaf": "",
    }
    assert client.get(at("contents", version)).status_code == 200
    added = client.post(at("contents", version), {**typed, "add": "1"})
    moved = client.post(at("contents", version), {**typed, "up": "1"}).content.decode()
    dropped = client.post(at("contents", version), {**typed, "drop": "0"}).content.decode()
    untitled = client.post(at("contents", version), {**typed, "title": ""})
    saved = client.post(at("contents", version), typed)
    met = client.post(at("contents", version), {**typed, "slogan": "Khác"})

    assert 'name="clause-2-text"' in added.content.decode()
    assert moved.index("Điều hai") < moved.index("Điều một")
    assert "Điều một" not in dropped
    assert [one.status_code for one in (untitled, saved, met)] == [422, 302, 409]
    assert [one.text for one in content_of(row(version).pk).bloc.clauses] == ["Điều một", "Điều hai"]


def test_the_text_is_composed_read_agreed_to_and_open_for_signature(
    client: CheckedClient, world: World, stand_at: object
) -> None:
    stand_at(AGREED)  # type: ignore[operator]  # the fixture is a function
    version = make_collected(world)
    client.force_login(world.drafter)
    draft = client.get(at("text", version))
    assert client.get(at("compose", version)).status_code == 200
    composed = client.post(at("compose", version))
    content_hash = read(version).card.content_hash

    answers = []
    for code in ("DV1", "DV2", "DV3"):
        client.force_login(world.signers.officers[code])
        client.get(at("consent", version))
        typed = {"unit": party(version, code).unit, "comment": "", "content_hash": content_hash}
        answers += [
            client.post(at("consent", version), {**typed, "answer": ""}).status_code,
            client.post(at("consent", version), {**typed, "answer": "objected"}).status_code,
            client.post(at("consent", version), {**typed, "answer": "agreed"}).status_code,
        ]
    closed = client.get(at("consent", version))

    assert "Chưa tạo văn bản" in words(draft)
    assert composed["Location"] == at("text", version)
    assert answers == [422, 422, 302] * 3
    assert read(version).card.state is CovenantState.AGREED
    assert closed.status_code == 200
    assert "<form method" not in words(closed)
    assert "PHỤ LỤC 1. CHỈ TIÊU ĐĂNG KÝ" in words(client.get(at("text", version)))


def test_signatures_are_shown_as_what_they_are(
    client: CheckedClient, language: str, world: World, stand_at: object
) -> None:
    stand_at(SIGNED)  # type: ignore[operator]  # the fixture is a function
    version = make_agreed(world)
    card = read(version).card
    typed = {"unit": party(version, "DV1").unit, "manner": "on_screen", "content_hash": card.content_hash}
    paper = authorise(world, "DV2")

    client.force_login(world.signers.heads["DV1"])
    client.get(at("sign", version))
    first = client.post(at("sign", version), typed)
    client.force_login(world.drafter)
    deputy = Person.objects.get(user=world.signers.deputies["DV2"])
    entered = {
        **typed,
        "unit": party(version, "DV2").unit,
        "manner": "on_paper",
        "signer": deputy.public_id,
        "paper_number": "12/GƯ",
    }
    client.get(at("sign", version))
    dayless = client.post(at("sign", version), {**entered, "signed_on": ""})
    second = client.post(at("sign", version), {**entered, "signed_on": "24/02/2023"})
    sign(world, version, "DV3")
    client.force_login(world.witness)
    client.get(at("witness", version))
    witnessed = client.post(at("witness", version), typed)

    shown = words(client.get(at("signatures", version)))
    assert [one.status_code for one in (first, dayless, second, witnessed)] == [302, 422, 302, 302]
    assert len(signatures_of(card.id)) == 4
    assert shown.count("Ghi nhận, chưa phải chữ ký số" if language == "vi" else "not a digital") == 4
    assert paper.number in shown
    assert "KT. Giám đốc" in shown


def test_whose_office_ended_yesterday_is_told_so_before_and_after_trying(
    client: CheckedClient, world: World, stand_at: object
) -> None:
    stand_at(SIGNED)  # type: ignore[operator]  # the fixture is a function
    version = make_agreed(world)
    office = Office.objects.get(person__user=world.signers.heads["DV2"])
    office.valid_to = date(2023, 2, 23)
    office.save()
    client.force_login(world.signers.heads["DV2"])
    typed = {
        "unit": party(version, "DV2").unit,
        "manner": "on_screen",
        "content_hash": read(version).card.content_hash,
    }

    opened = client.get(at("sign", version))
    tried = client.post(at("sign", version), typed)

    assert tried.status_code == 422
    assert "thôi chức Giám đốc" in words(opened)
    assert "23/02/2023" in words(tried)


def test_commitments_show_what_the_reports_say(
    client: CheckedClient, language: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = make_signed(world)
    first, second = [one.key for one in registered_targets(world.key) if one.unit == "DV2"]
    figures = {
        first: TargetProgress(Decimal("47.5"), Decimal("96.9"), Decimal(6)),
        second: TargetProgress(Decimal("40.1")),
    }
    monkeypatch.setattr(progress, "PROGRESS", [lambda _year: figures])
    client.force_login(world.signers.officers["DV2"])

    shown = words(client.get(at("covenant", version)))
    other = words(client.get(at("covenant", version), {"unit": "DV3"}))
    (grid,) = read_workbook(client.get(at("excel", version)).content, name="x.xlsx")

    mark = "," if language == "vi" else "."
    assert f"47{mark}5" in shown
    assert "102 %" in shown
    assert f"6{mark}00" in shown
    assert f"47{mark}5" not in other
    assert len(grid.rows) == 2 + 1 + 6


def test_an_amendment_is_begun_and_shown_against_the_version_before(
    client: CheckedClient, language: str, world: World, stand_at: object
) -> None:
    stand_at(LATER)  # type: ignore[operator]  # the fixture is a function
    version = make_signed(world)
    client.force_login(world.drafter)
    client.get(at("amend", version))
    without = client.post(at("amend", version), {"reason": ""})
    begun = client.post(at("amend", version), {"reason": "Tăng chỉ tiêu"})
    second = Covenant.objects.get().versions.get(version=2)
    second.clauses.filter(position=1).update(text="Nội dung sửa")

    shown = words(client.get(at("versions", second.public_id)))

    assert [one.status_code for one in (without, begun)] == [422, 302]
    assert "Tăng chỉ tiêu" in shown
    assert "Nội dung sửa (A.1)" in shown
    assert client.get(at("versions", version)).status_code == 200


def test_a_text_is_returned_with_a_reason_that_every_page_shows(
    client: CheckedClient, world: World, stand_at: object
) -> None:
    stand_at(LATER)  # type: ignore[operator]  # the fixture is a function
    version = make_agreed(world)
    sign(world, version, "DV2")
    client.force_login(world.drafter)
    client.get(at("return_text", version))

    without = client.post(at("return_text", version), {"reason": " "})
    returned = client.post(at("return_text", version), {"reason": "Sai số liệu"})

    assert [one.status_code for one in (without, returned)] == [422, 302]
    assert "Sai số liệu" in words(client.get(at("covenant", version)))
    assert "Chữ ký không còn giá trị" in words(client.get(at("signatures", version)))


def test_papers_and_due_days_are_entered(client: CheckedClient, world: World, stand_at: object) -> None:
    stand_at(LATER)  # type: ignore[operator]  # the fixture is a function
    version = make_draft(world)
    client.force_login(world.drafter)
    address = at("paper", version, party(version, "DV2").unit)
    typed = {"number": "34/ĐK", "filed_on": "07/03/2023", "note": "Gửi chậm", "reason": ""}

    client.get(address)
    dayless = client.post(address, {**typed, "filed_on": "x"})
    filed = client.post(address, typed)
    again = client.post(address, typed)
    late = words(client.get(at("registrations", version)))
    client.get(at("due", version))
    unmoved = client.post(at("due", version), {"due": "05/03/2023", "kind": "calendar", "reason": ""})
    moved = client.post(at("due", version), {"due": "05/03/2023", "kind": "calendar", "reason": "Nghỉ lễ"})

    assert [one.status_code for one in (dayless, filed, again, unmoved, moved)] == [422, 302, 422, 422, 302]
    assert "Chậm 7 ngày" in late
    assert "Chậm 2 ngày" in words(client.get(at("registrations", version)))
    assert client.get(at("paper", version, world.year.office.public_id)).status_code == 404


def test_parties_are_matched_with_members(client: CheckedClient, world: World, stand_at: object) -> None:
    stand_at(COMPOSED)  # type: ignore[operator]  # the fixture is a function
    version = make_draft(world)
    client.force_login(world.drafter)
    fitting = client.get(at("match", version))
    nothing = client.post(at("match", version))
    member = world.year.bloc_year.memberships.get(unit=world.unit("DV3"))
    member.left_on, member.leaving_decision = date(2023, 2, 1), "9/QĐ"
    member.save()

    shown = client.get(at("match", version))
    matched = client.post(at("match", version))

    assert "Không có gì thay đổi" in words(fitting)
    assert "Đơn vị DV3" in words(shown)
    assert [one.status_code for one in (nothing, matched)] == [422, 302]
    assert [one.code for one in read(version).parties] == ["DV1", "DV2"]


def test_a_text_that_its_rows_no_longer_give_is_said_to_be_broken(
    client: CheckedClient, world: World
) -> None:
    version = make_signed(world)
    row(version).registrations.get(unit__code="DV2").targets.filter(position=1).delete()
    client.force_login(world.drafter)

    assert "không còn khớp với văn bản đã ký" in words(client.get(at("text", version)))


def test_what_is_missing_for_composing_is_listed(client: CheckedClient, world: World) -> None:
    version = make_draft(world)
    client.force_login(world.drafter)

    early = client.get(at("compose", version))
    make_collected(world, version)
    row(version).clauses.all().delete()
    listed = client.get(at("compose", version))
    refused = client.post(at("compose", version))

    assert early.status_code == 403
    assert "Giao ước chưa có nội dung" in words(listed)
    assert refused.status_code == 422


def test_an_amended_draft_is_made_of_the_same_parties(world: World) -> None:
    version = make_signed(world, make_agreed(world, make_composed(world)))

    second = amend_covenant(version=version, reason="Bổ sung", actor=world.drafter, at=LATER)

    assert [one.code for one in read(second).parties] == ["DV1", "DV2", "DV3"]
