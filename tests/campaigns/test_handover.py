"""What the room lays into the handover pack: movements, targets, responses, activities, reviews, attendance."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests.factories.campaigns import (
    DAY,
    NOW,
    gathering,
    make_activity,
    make_movement,
    make_world,
    respond,
    target,
)
from thidua.campaigns import actions
from thidua.campaigns.drafts import ReviewDraft
from thidua.campaigns.handover import movements_part
from thidua.campaigns.states import Level

pytestmark = pytest.mark.django_db


def laid(world: Any) -> dict[str, list[list[str]]]:
    """The rows of each file, without its heads."""
    return {
        file.name: list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))[1:]
        for file in movements_part(world.year.public_id, DAY)
    }


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ("Đã sơ kết", "Sơ kết", "Vắng có lý do", "2,5")),
        ("en", ("Interim review held", "Interim review", "Absent with a reason", "2.5")),
    ],
)
def test_the_movements_of_the_year_go_into_the_pack_with_everything_done(language, words):
    world = make_world()
    province = make_movement(world, Level.PROVINCE, name="Tỉnh")
    card = make_movement(
        world, name="Năm", targets=(target(counts="quà tặng"),), parents=(province.public_id,)
    )
    make_movement(world, name="Đợt", launched=False)
    respond(world, card, "B", document_number="7/KH-B")
    make_activity(world, "B", card, figures={("Quà tặng", "suất"): "2.5"})
    actions.review_movement(
        movement=card.public_id,
        review=ReviewDraft(DAY, "Xong một nửa", reached={1: Decimal(20)}),
        actor=world.head,
        at=NOW,
    )
    actions.enter_gathering(
        bloc_year=world.year.public_id, draft=gathering(world, away={"C": "Trực"}), actor=world.head, at=NOW
    )

    with translation.override(language):
        files = laid(world)

    state, review, away, amount = words
    assert [row[0] for row in files["phong-trao.csv"]] == ["Năm", "Đợt"]
    assert (files["phong-trao.csv"][0][6], files["phong-trao.csv"][0][9]) == (state, "1")
    assert files["chi-tieu-phong-trao.csv"] == [["Năm", "Suất quà", "suất", "60", amount]]
    assert ["Năm", "Đơn vị B", "10/05/2023", "7/KH-B", "", "Làm một việc thật", "1"] in files["huong-ung.csv"]
    assert len(files["huong-ung.csv"]) == 6
    assert files["hoat-dong.csv"] == [
        ["10/05/2023", "Đơn vị B", "Ngày chủ nhật giúp dân", "", "Năm", f"Quà tặng: {amount} suất", ""]
    ]
    assert [row[:3] for row in files["so-ket-tong-ket.csv"]] == [["Năm", review, "10/05/2023"]]
    assert ["10/05/2023", "Hội thao của khối", "Đơn vị C", away, "Trực"] in files["diem-danh.csv"]


def test_a_year_without_movements_lays_nothing_in():
    assert laid(make_world()) == {}
