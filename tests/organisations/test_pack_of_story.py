"""The story's handovers: what every room laid into the pack, and that it is whole."""

import hashlib
import io
import json
import zipfile

import pytest

from tests.story import person, tell
from thidua.foundation.checks import untruths
from thidua.foundation.files import content_at
from thidua.organisations.handover import FOLDERS, parts_in_order
from thidua.organisations.queries import bloc_year_of, handovers_of
from thidua.organisations.readiness import readiness
from thidua.organisations.states import HandoverState, YearState

pytestmark = pytest.mark.django_db


def test_the_story_hands_over_twice_and_the_packs_are_whole():
    tell()
    for year, number, parts in (
        (2022, "01/BB-KNC", {"nam-thi-dua", "nhat-ky", "danh-ba"}),
        (2023, "08/BB-KNC", None),
    ):
        card = bloc_year_of("KNC", year)
        assert card is not None
        (minute,) = handovers_of(card, on=card.decision_date)
        assert (minute.number, minute.state) == (number, HandoverState.COMPLETED)
        with zipfile.ZipFile(io.BytesIO(content_at(minute.pack_sha256, name=minute.pack_name))) as archive:
            said = json.loads(archive.read("manifest.json"))
            for one in said["files"]:
                assert hashlib.sha256(archive.read(one["name"])).hexdigest() == one["sha256"]
        found = {one["name"].partition("/")[0][3:] for one in said["files"]}
        assert found >= (parts or set(FOLDERS.values()))
    assert {part.key for part in parts_in_order()} >= {
        "plan",
        "movements",
        "criteria",
        "covenant",
        "reports",
        "scores",
    }
    card = bloc_year_of("KNC", 2023)
    assert card is not None
    asked = {
        state: [one.finding.name for one in readiness(card, state, on=card.decision_date)]
        for state in YearState
    }
    assert asked[YearState.SIGNED] == ["MET", "MET"]
    assert asked[YearState.REVIEWED] == asked[YearState.SUBMITTED] == asked[YearState.ARCHIVED] == ["MET"]
    assert person("khang.tm").email
    assert untruths() == ()
