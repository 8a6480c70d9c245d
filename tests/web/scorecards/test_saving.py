"""The door of the grid: cells typed or pasted, saved all or none, and answered so that nothing typed is lost."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories.scorecards import CROSS_DAY, SELF_DAY, World, clear, close, marks
from tests.web.scorecards.sheets import at, in_name_of, make_room
from thidua.scorecards.actions import enter_marks
from thidua.scorecards.models import Mark
from thidua.scorecards.states import Stage

pytestmark = pytest.mark.django_db


def row(key: str, text: str, **more: Any) -> dict[str, Any]:
    """One cell as the grid sends it."""
    return {"key": key, "text": text, **more}


def save(client: Client, world: World, *rows: Any, body: Any = None) -> Any:
    """Send cells as the grid does."""
    sent = {"cells": list(rows)} if body is None else body
    return client.post(at(world, "cells"), sent, content_type="application/json")


def said(answer: Any) -> dict[str, Any]:
    """What the answer says."""
    found: dict[str, Any] = json.loads(answer.content)
    return found


def entry(world: World, unit: str, leaf: str, stage: Stage = Stage.SELF) -> Any:
    """What is kept."""
    mark = world.frame.mark(unit, leaf, stage)
    return mark.entry if mark else None


def test_a_saved_cell_comes_back_with_its_revision_and_every_sum_that_moved(stand_at):
    stand_at(SELF_DAY)
    world = make_room()

    answer = save(in_name_of(world.officers["CA"]), world, row("CA:A.1:self", "4,5", revision=1))

    found = said(answer)
    by_key = {one["key"]: one for one in found["cells"] if one["key"]}
    assert answer.status_code == 200
    assert (by_key["CA:A.1:self"]["words"], by_key["CA:A.1:self"]["revision"]) == ("4,50", 2)
    assert found["said"] == "Đã lưu lúc 16:41:00"
    assert list(by_key) == ["CA:A.1:self"]
    assert {one["words"] for one in found["cells"]} >= {"4,50", "7,00", "15,00"}
    assert entry(world, "CA", "A.1") == {"points": "4.5"}


def test_one_cell_of_a_relative_criterion_moves_the_cells_of_others_when_they_may_be_seen(stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    client = in_name_of(world.head_officer)
    save(client, world, *(row(f"{unit}:A.2:cross", "10/10") for unit in ("VKS", "CA")))

    found = said(save(client, world, row("VKS:A.2:cross", "20/10", reason="Theo báo cáo")))

    assert {one["key"]: one["words"] for one in found["cells"] if one["key"]} == {"VKS:A.2:cross": "5,00"}
    assert entry(world, "CA", "A.2", Stage.CROSS) == {"target": "10", "actual": "10"}


def test_a_saved_cell_never_tells_the_hidden_marks_of_others(stand_at):
    stand_at(SELF_DAY)
    world = make_room()

    found = said(save(in_name_of(world.officers["CA"]), world, row("CA:A.2:self", "40/10")))

    assert {one["key"] for one in found["cells"]} <= {"CA:A.2:self", ""}
    units = {one["column"] // 3 for one in found["cells"]}
    assert units == {2}


def test_a_collision_is_told_with_both_versions_and_saved_again_it_is_a_choice(stand_at, language):
    stand_at(SELF_DAY)
    world = make_room()
    client = in_name_of(world.officers["CA"])
    from django.conf import settings

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    meanwhile = marks("CA", {"A.1": {"points": "3.5"}})
    enter_marks(sheet=world.sheet, stage=Stage.SELF, cells=meanwhile, actor=world.officers["CA"], at=SELF_DAY)

    met = save(client, world, row("CA:A.1:self", "4,75", revision=1, reason="Sau họp"))
    between = entry(world, "CA", "A.1")
    again = save(client, world, row("CA:A.1:self", "4,75", revision=said(met)["cells"][0]["revision"]))

    found = said(met)
    assert met.status_code == 409
    assert found["cells"] == [
        {
            "key": "CA:A.1:self",
            "where": "Ca, A.1 Phối hợp",
            "yours": {"vi": "4,75", "en": "4.75"}[language],
            "theirs": {"vi": "3,5", "en": "3.5"}[language],
            "their_reason": "",
            "who": "Cán bộ CA",
            "when": "16:41:00 20/11/2023",
            "revision": 2,
        }
    ]
    assert between == {"points": "3.5"}
    assert (again.status_code, entry(world, "CA", "A.1")) == (200, {"points": "4.75"})


def test_a_changed_value_demands_its_reason_and_only_that(stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    client = in_name_of(world.head_officer)

    asked = save(client, world, row("CA:A.1:cross", "3"))
    kept = save(client, world, row("CA:A.1:cross", "3", reason="Thiếu biên bản"))

    found = said(asked)
    assert asked.status_code == 422
    assert [(one["key"], one["reason"]) for one in found["cells"]] == [("CA:A.1:cross", True)]
    assert found["cells"][0]["what"] == "Giá trị khác với công đoạn trước: ghi lý do giảm hoặc tăng."
    assert kept.status_code == 200
    mark = world.frame.mark("CA", "A.1", Stage.CROSS)
    assert mark is not None
    assert mark.reason == "Thiếu biên bản"


@pytest.mark.parametrize(
    ("leaf", "text", "what"),
    [
        ("A.1", "abc", "“abc” không phải là số"),
        ("A.1", "1.234", "“1.234” có thể là hai số khác nhau một nghìn lần"),
        ("A.1", "9", "9 phải nằm từ 0 đến 5"),
        ("A.1", "", "Ô đã nhập thì không xóa trống được"),
        ("A.2", "5/-1", "−1"),
        ("B.1", "tuyệt vời", "“tuyệt vời”"),
        ("B.1", "chờ", "phải có lý do"),
    ],
)
def test_what_cannot_be_kept_is_named_cell_by_cell_with_what_to_do(stand_at, leaf, text, what):
    stand_at(SELF_DAY)
    world = make_room()
    before = entry(world, "CA", leaf)

    answer = save(in_name_of(world.officers["CA"]), world, row(f"CA:{leaf}:self", text))

    told = said(answer)["cells"]
    assert answer.status_code == 422
    assert {one["key"] for one in told} == {f"CA:{leaf}:self"}
    assert what in " ".join(one["what"] for one in told)
    assert entry(world, "CA", leaf) == before


def test_a_pasted_block_is_kept_whole_or_not_at_all(stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client = in_name_of(world.officers["CA"])
    block = [
        row("CA:A.1:self", "4"),
        row("CA:A.2:self", "8/10"),
        row("CA:B.1:self", "Khá"),
        row("CA:B.2:self", "3"),
    ]

    refused = save(client, world, *block[:3], row("CA:B.2:self", "-3"))
    untouched = [entry(world, "CA", leaf) for leaf in ("A.1", "A.2", "B.1")]
    kept = save(client, world, *block)

    assert refused.status_code == 422
    assert untouched == [{"points": "5"}, {"target": "10", "actual": "10"}, {"rating": "good"}]
    assert kept.status_code == 200
    assert [entry(world, "CA", leaf) for leaf in ("A.1", "A.2", "B.1", "B.2")] == [
        {"points": "4"},
        {"target": "10", "actual": "8"},
        {"rating": "fair"},
        {"count": "3"},
    ]


def test_pasting_what_is_there_says_that_nothing_changed(stand_at):
    stand_at(SELF_DAY)
    world = make_room()

    answer = save(in_name_of(world.officers["CA"]), world, row("CA:A.1:self", "5,00", revision=1))

    assert (answer.status_code, said(answer)) == (200, {"cells": [], "said": "Không có gì thay đổi."})


def test_a_block_over_cells_of_another_unit_is_refused_with_the_reason_and_tells_no_version(stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client = in_name_of(world.officers["CA"])

    answer = save(client, world, row("CA:A.1:self", "4"), row("VKS:A.1:self", "1", revision=0))

    assert answer.status_code == 403
    assert said(answer)["reasons"][0] == "Chỉ Đơn vị VKS nhập điểm tự chấm của mình."
    assert entry(world, "CA", "A.1") == {"points": "5"}


def test_a_short_text_for_a_hidden_cell_is_answered_alike_whether_something_stands_there_or_not(stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client = in_name_of(world.officers["CA"])
    full = save(client, world, row("VKS:A.2:self", "8"))
    clear(world)

    empty = save(client, world, row("VKS:A.2:self", "8"))

    assert (full.status_code, full.content) == (empty.status_code, empty.content)


def test_refusals_outside_and_in_the_wrong_state(stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    cell = row("CA:A.1:self", "4")

    found = {
        name: save(in_name_of(user), world, cell).status_code
        for name, user in {
            "nobody": None,
            "stranger": world.stranger,
            "administrator": world.administrator,
            "own unit, stage closed": world.officers["CA"],
            "auditor": world.auditor,
            "appraiser": world.appraiser,
        }.items()
    }

    assert found == {
        "nobody": 302,
        "stranger": 404,
        "administrator": 404,
        "own unit, stage closed": 403,
        "auditor": 403,
        "appraiser": 403,
    }
    assert entry(world, "CA", "A.1") == {"points": "5"}


def test_a_specialised_appraiser_saves_the_cells_of_the_office_only(stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.CROSS)
    client = in_name_of(world.appraiser)

    own = save(client, world, row("CA:B.1:appraised", "Khá", reason="Theo quyết định"))
    other = save(client, world, row("CA:A.1:appraised", "5"))

    assert (own.status_code, other.status_code) == (200, 403)
    assert list(Mark.objects.filter(stage=Stage.APPRAISED).values_list("leaf_code", flat=True)) == ["B.1"]


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        '"cells"',
        "{}",
        '{"cells": 5}',
        '{"cells": [5]}',
        '{"cells": []}',
        '{"cells": [{"key": "CA:A.1:self"}]}',
        '{"cells": [{"key": "CA:A.1:self", "text": "1"}, {"key": "CA:A.1:self", "text": "2"}]}',
        '{"cells": [{"key": "CA:Z.9:self", "text": "1"}]}',
        '{"cells": [{"key": "LA:A.1:self", "text": "1"}, {"key": "CA:A.1:cross", "text": "1"}]}',
        '{"cells": [{"key": "CA:A.1:self", "text": "1", "revision": "x"}]}',
        '{"cells": [{"key": "CA:A.1:self", "text": "1", "revision": 1e999}]}',
        '{"cells": [{"key": "CA:A.1:self", "text": "1", "revision": null}]}',
        "[" * 100_000,
        b"\xff\xfe{}",
    ],
)
def test_a_request_that_cannot_be_read_is_answered_and_nothing_is_saved(stand_at, body):
    stand_at(SELF_DAY)
    world = make_room()

    answer = save(in_name_of(world.officers["CA"]), world, body=body)

    assert answer.status_code == 400
    assert said(answer)["title"] == "Không đọc được yêu cầu; chưa có gì được lưu."
    assert entry(world, "CA", "A.1") == {"points": "5"}


def test_a_block_too_large_is_refused_whole_rather_than_cut(stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    rows = [row("CA:A.1:self", "4"), *(row(f"CA:A.1{place}:self", "4") for place in range(1500))]

    answer = save(in_name_of(world.officers["CA"]), world, *rows)

    assert answer.status_code == 400
    assert entry(world, "CA", "A.1") == {"points": "5"}


def test_saving_needs_the_token_of_the_page(stand_at):
    stand_at(SELF_DAY)
    world = make_room()
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.officers["CA"])

    assert save(client, world, row("CA:A.1:self", "4")).status_code == 403
    assert entry(world, "CA", "A.1") == {"points": "5"}


def test_an_empty_grid_takes_values_with_targets_where_none_was_registered_only_when_given(stand_at):
    from tests.factories.scorecards import make_scored_world

    stand_at(SELF_DAY)
    world = make_scored_world("TA", "VKS")
    client = in_name_of(world.officers["VKS"])

    without, with_one = (
        save(client, world, row("VKS:A.2:self", "8")),
        save(client, world, row("VKS:A.2:self", "8/10")),
    )
    later = save(client, world, row("VKS:A.2:self", "9"))

    assert (without.status_code, with_one.status_code, later.status_code) == (422, 200, 200)
    assert "“8” chưa có chỉ tiêu" in said(without)["cells"][0]["what"]
    assert entry(world, "VKS", "A.2") == {"target": "10", "actual": "9"}


def test_a_stage_reopened_takes_cells_again(stand_at):
    stand_at(CROSS_DAY)
    world = make_room(upto=Stage.SELF)
    client = in_name_of(world.officers["CA"])
    closed = save(client, world, row("CA:A.1:self", "4"))
    in_name_of(world.standing).post(at(world, "reopen", "self"), {"reason": "Nộp chậm"})

    opened = save(client, world, row("CA:A.1:self", "4"))
    close(world, Stage.SELF)

    assert (closed.status_code, opened.status_code) == (403, 200)
