"""Who gets which answer from every screen of a sheet, by stage: 302 to the door, 404 for no right to know, 403 with why."""

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from tests.factories.scorecards import APPRAISAL_DAY, CROSS_DAY, REVIEW_DAY, SELF_DAY, World, marks
from tests.web.scorecards.sheets import at, cell, in_name_of, make_room, typed, words
from thidua.accounts.models import User
from thidua.scorecards.actions import enter_item, enter_marks, explain_mark
from thidua.scorecards.models import Mark, StageClosing
from thidua.scorecards.states import ItemKind, Stage

pytestmark = pytest.mark.django_db

EVERYONE = "TA VKS CA leader standing appraiser auditor"
DAYS: dict[Stage | None, datetime] = {
    None: SELF_DAY,
    Stage.SELF: CROSS_DAY,
    Stage.CROSS: APPRAISAL_DAY,
    Stage.APPRAISED: REVIEW_DAY,
}
# After which stage was closed, the screen, its arguments, and who may read it.
READ: list[tuple[Stage | None, str, tuple[str, ...], str]] = [
    *((None, name, (), EVERYONE) for name in ("matrix", "items", "checks", "ranking", "steps", "result")),
    *((None, name, (), EVERYONE) for name in ("import", "scheme")),
    *((None, "unit", (unit,), EVERYONE) for unit in ("CA", "TA")),
    *((None, "workbook", (stage,), EVERYONE) for stage in Stage),
    # Own marks are hidden from those who compete until self-scoring is closed, the appraiser included.
    (None, "cell", ("CA", "self", "A.1"), "CA standing auditor"),
    (None, "cell", ("TA", "self", "A.1"), "TA leader standing auditor"),
    (None, "cell", ("CA", "cross", "A.1"), EVERYONE),
    (None, "results", ("self",), "standing auditor"),
    (None, "scorecard", ("self",), "standing auditor"),
    (Stage.SELF, "cell", ("CA", "self", "A.1"), EVERYONE),
    (Stage.SELF, "results", ("self",), EVERYONE),
    (Stage.SELF, "scorecard", ("self",), EVERYONE),
    (Stage.SELF, "ranking", (), EVERYONE),
    (None, "close", ("self",), "TA standing"),
    (None, "close", ("cross",), ""),
    (None, "close", ("appraised",), ""),
    (None, "reopen", ("self",), ""),
    (Stage.SELF, "close", ("cross",), "TA standing"),
    (Stage.SELF, "reopen", ("self",), "TA standing"),
    (Stage.CROSS, "close", ("appraised",), "standing"),
    (Stage.CROSS, "reopen", ("cross",), "TA standing"),
    (Stage.CROSS, "reopen", ("self",), ""),
    (Stage.APPRAISED, "reopen", ("appraised",), "standing"),
    (None, "assign", ("CA",), "TA standing"),
    (Stage.CROSS, "assign", ("CA",), ""),
    (None, "item", ("CA", "bonus"), "TA CA standing"),
    (None, "item", ("CA", "deduction"), "TA standing"),
    # The head's officer never counts for the head unit itself; the deputy checks it.
    (None, "item", ("TA", "deduction"), "VKS standing"),
    (Stage.SELF, "item", ("CA", "bonus"), "TA standing"),
    (Stage.APPRAISED, "item", ("CA", "bonus"), ""),
    (Stage.SELF, "explain", ("CA", "self", "A.1"), ""),
    (Stage.APPRAISED, "vote", ("1",), "TA standing"),
]
A1: dict[str, Any] = {"points": "4", "reason": "Thiếu biên bản"}
B1: dict[str, Any] = {"rating": "fair", "reason": "Theo quyết định"}
SEND: list[tuple[Stage | None, str, tuple[str, ...], dict[str, Any], str]] = [
    (None, "cell", ("CA", "self", "A.1"), A1, "CA"),
    (None, "cell", ("TA", "self", "A.1"), A1, "TA leader"),
    (Stage.SELF, "cell", ("CA", "self", "A.1"), A1, ""),
    (Stage.SELF, "cell", ("CA", "cross", "A.1"), A1, "TA"),
    (Stage.SELF, "cell", ("VKS", "cross", "A.1"), A1, "TA"),
    (Stage.SELF, "cell", ("TA", "cross", "A.1"), A1, "VKS"),
    (Stage.CROSS, "cell", ("CA", "cross", "A.1"), A1, ""),
    (Stage.CROSS, "cell", ("CA", "appraised", "A.1"), A1, "standing"),
    # B.1 is the office's criterion: its appraiser there, and nowhere else.
    (Stage.CROSS, "cell", ("CA", "appraised", "B.1"), B1, "standing appraiser"),
    # Without a named appraiser the head unit is appraised under the deputy, too.
    (Stage.CROSS, "cell", ("TA", "appraised", "A.1"), A1, "VKS standing"),
    (Stage.APPRAISED, "cell", ("CA", "appraised", "A.1"), A1, ""),
    (Stage.SELF, "accept", ("CA",), {"section": ""}, "TA"),
    (Stage.SELF, "accept", ("TA",), {"section": ""}, "VKS"),
    (Stage.CROSS, "accept", ("CA",), {"section": "B"}, "standing appraiser"),
    (Stage.CROSS, "accept", ("CA",), {"section": "A"}, "standing"),
    (None, "close", ("self",), {}, "TA standing"),
    (None, "close", ("appraised",), {}, ""),
    (Stage.CROSS, "close", ("appraised",), {}, "standing"),
    (Stage.SELF, "reopen", ("self",), {"reason": "Nộp chậm"}, "TA standing"),
    (Stage.APPRAISED, "reopen", ("appraised",), {"reason": "Có đơn"}, "standing"),
    (Stage.APPRAISED, "reopen", ("cross",), {"reason": "Có đơn"}, ""),
    (None, "assign", ("CA",), {"checkers": "VKS"}, "TA standing"),
    (None, "adopt", (), {}, "TA standing"),
    (None, "item", ("CA", "bonus"), {"code": "T1", "record": "QD-7"}, "TA CA standing"),
    (None, "item", ("TA", "deduction"), {"code": "P1", "record": "BB-7"}, "VKS standing"),
    (None, "item", ("CA", "disqualifier"), {"code": "L1", "record": "BB-7"}, "TA standing"),
    (Stage.APPRAISED, "vote", ("1",), {"minutes": "05/BB", "votes_TA": "3", "votes_VKS": "2", "votes_CA": "1"},
     "TA standing"),
]  # fmt: skip


def people(world: World) -> dict[str, User]:
    """Everyone with a part in the bloc."""
    rest = {name: getattr(world, name) for name in ("leader", "standing", "appraiser", "auditor")}
    return world.officers | rest


def named(stage: Stage | None) -> str:
    return f"after-{stage}" if stage else "open"


@pytest.mark.parametrize("stage", [None, *Stage], ids=named)
def test_every_screen_is_read_by_those_of_the_table_and_by_nobody_else(stand_at, stage):
    stand_at(DAYS[stage])
    world = make_room(upto=stage)
    everyone = {name: in_name_of(user) for name, user in people(world).items()}
    outside = [in_name_of(None), in_name_of(world.administrator), in_name_of(world.stranger)]
    assert set(everyone) == set(EVERYONE.split())

    for when, name, args, allowed in READ:
        if when is not stage:
            continue
        path = at(world, name, *args)
        found = {who: client.get(path).status_code for who, client in everyone.items()}

        assert found == {who: 200 if who in allowed.split() else 403 for who in everyone}, path
        assert [client.get(path).status_code for client in outside] == [302, 404, 404], path


@pytest.mark.parametrize("stage", [None, *Stage], ids=named)
def test_every_form_is_taken_from_those_of_the_table_and_from_nobody_else(stand_at, stage):
    stand_at(DAYS[stage])
    world = make_room(upto=stage)
    everyone = {name: in_name_of(user) for name, user in people(world).items()}
    outside = [in_name_of(None), in_name_of(world.administrator), in_name_of(world.stranger)]

    for when, name, args, fields, allowed in SEND:
        if when is not stage:
            continue
        path = at(world, name, *args)
        if name == "cell":
            fields = typed(world, args[0], args[2], Stage(args[1]), **fields)  # noqa: PLW2901 -- with its revision
        found = {}
        for who, client in everyone.items():
            before = transaction.savepoint_create()
            found[who] = client.post(path, fields).status_code
            transaction.savepoint_rollback(before)

        assert found == {who: 302 if who in allowed.split() else 403 for who in everyone}, path
        assert [client.post(path, fields).status_code for client in outside] == [302, 404, 404], path


def test_the_door_is_where_who_has_not_signed_in_is_sent_and_comes_back_from(client):
    world = make_room()
    path = cell(world, "CA", "A.1")

    answer = client.get(path)

    assert answer["Location"] == f"{reverse('accounts:sign_in')}?next={path}"


def test_a_refusal_says_why_and_what_helps(client, stand_at, language):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    client.force_login(world.officers["CA"])

    own = client.post(cell(world, "CA", "A.1", "cross"), typed(world, "CA", "A.1", Stage.CROSS, **A1))
    closed = client.post(cell(world, "CA", "A.1"), typed(world, "CA", "A.1", Stage.SELF, **A1))

    says = {
        "vi": ("Đơn vị không tự kiểm tra, thẩm định điểm của chính mình.", "20/11/2023"),
        "en": (
            "A unit never checks or appraises its own marks.",
            "This stage was closed on 20 Nov 2023 by standing.",
        ),
    }[language]
    assert (own.status_code, closed.status_code) == (403, 403)
    assert says[0] in words(own.text)
    assert says[1] in words(closed.text)
    assert not Mark.objects.filter(stage=Stage.CROSS).exists()


def test_a_refused_form_changes_nothing(stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    before = list(Mark.objects.order_by("pk").values_list("entry", "revision"))

    for user in (world.officers["VKS"], world.standing, world.auditor, world.stranger, world.administrator):
        client = in_name_of(user)
        client.post(cell(world, "CA", "A.1"), typed(world, "CA", "A.1", Stage.SELF, **A1))
        client.post(at(world, "close", "cross"))

    assert list(Mark.objects.order_by("pk").values_list("entry", "revision")) == before
    assert not StageClosing.objects.exists()


def test_places_that_do_not_exist_are_not_found(stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client = in_name_of(world.standing)
    places = [
        reverse("scorecards:matrix", args=("khongco",)),
        at(world, "unit", "LA"),
        at(world, "assign", "LA"),
        cell(world, "CA", "Z.9"),
        cell(world, "CA", "A.1", "tham-dinh"),
        at(world, "close", "tham-dinh"),
        at(world, "item", "CA", "thuong"),
        at(world, "strike", "khongco"),
        at(world, "answer", "khongco"),
        at(world, "frozen", "khongco"),
        at(world, "vote", 1),
    ]

    assert [client.get(path).status_code for path in places] == [404] * len(places)


def test_sheets_are_opened_by_those_who_keep_the_blocs_sheets(stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    home, openable = reverse("scorecards:home"), reverse("scorecards:openable")
    one = reverse("scorecards:open", args=(world.bloc_year.public_id,))

    found = {
        who: [in_name_of(user).get(path).status_code for path in (home, openable, one)]
        for who, user in people(world).items()
    }
    outside = [
        [in_name_of(user).get(path).status_code for path in (home, openable, one)]
        for user in (None, world.administrator, world.stranger)
    ]

    assert found == {
        who: [200, 200, 200] if who in {"TA", "standing"} else [200, 403, 403] for who in people(world)
    }
    assert outside == [[302, 302, 302], [404, 404, 404], [200, 403, 404]]


def test_striking_and_answering_are_for_those_who_might_have_entered(stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    lowered = marks("CA", {"A.1": {"points": "3"}}, "Thiếu biên bản")
    enter_marks(sheet=world.sheet, stage=Stage.CROSS, cells=lowered, actor=world.head_officer, at=CROSS_DAY)
    asked = explain_mark(
        sheet=world.sheet, unit="CA", leaf="A.1", stage=Stage.CROSS, text="Đã nộp",
        actor=world.officers["CA"], at=CROSS_DAY,
    )  # fmt: skip
    enter_item(
        sheet=world.sheet, unit="CA", kind=ItemKind.DEDUCTION, code="P1", record="BB-1", title="Vắng",
        number="", dated=None, actor=world.head_officer, at=CROSS_DAY,
    )  # fmt: skip
    item = world.frame.content.items[0].public_id
    answers = {"accepted": "no", "answer": "Chưa đủ"}

    for path, fields, allowed, reads in (
        (at(world, "strike", item), {"reason": "Nhầm"}, "TA standing", "TA standing"),
        (at(world, "answer", asked), answers, "TA standing", EVERYONE),
    ):
        for who, user in people(world).items():
            client = in_name_of(user)
            before = transaction.savepoint_create()
            got, sent = client.get(path).status_code, client.post(path, fields).status_code
            transaction.savepoint_rollback(before)

            assert got == (200 if who in reads.split() else 403), (path, who)
            assert sent == (302 if who in allowed.split() else 403), (path, who)
        outside = [in_name_of(who) for who in (None, world.stranger, world.administrator)]
        assert [client.post(path, fields).status_code for client in outside] == [302, 404, 404]
