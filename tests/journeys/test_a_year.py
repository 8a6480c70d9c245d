"""A new bloc of three units goes from the decision to a closed, ranked year and into the next, by what the pages offer.

Each step is taken by the right role, and what was typed once is never typed again: the covenant's targets stand in the
report's form, the report's figures become self marks, and the ranking is worked out from them.

With `--pictures FOLDER` a real Chromium takes a picture at every turn of the story (docs/tutorials/a-year.md).
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.journeys import year_ends, year_opens, year_promised, year_reported, year_scored
from tests.journeys.pictures import camera
from tests.journeys.year import AUDITOR, HEAD, KEEPER, OFFICERS, REACHED, THIRD, UNITS, Story

STEPS: tuple[Callable[[Story], None], ...] = (
    year_opens.people_come,
    year_opens.plan_is_issued,
    year_opens.movement_is_launched,
    year_promised.criteria_are_frozen,
    year_promised.covenant_is_signed,
    year_reported.half_year_is_reported,
    year_reported.half_year_is_reviewed,
    year_reported.year_is_reported,
    year_scored.units_score_themselves,
    year_scored.units_check_each_other,
    year_scored.standing_body_appraises,
    year_scored.result_is_agreed,
    year_ends.next_year_is_opened,
)


@pytest.fixture
def story(stand_at: Any, settings: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    """The story at its beginning, with a camera when pictures are asked for."""
    settings.VAR = tmp_path
    folder = request.config.getoption("--pictures", default=None)
    if not folder:
        yield Story(stand_at)
        return
    with camera(Path(folder)) as taking:
        yield Story(stand_at, show=taking.take)


def test_a_new_bloc_goes_from_the_decision_to_a_closed_ranked_year(story: Story) -> None:
    for step in STEPS:
        step(story)

    _the_ranking_follows_from_the_reports(story)
    _the_result_stays_as_it_was_agreed(story)
    _the_ledger_holds(story)


def _the_ranking_follows_from_the_reports(story: Story) -> None:
    sheet = story.keys["sheet"]
    card = _document(story, "phieu-diem")
    totals = {unit: (one["rank"], one["total"]) for unit, one in card["units"].items()}
    assert totals == {"SNV": (1, "28.75"), "STC": (2, "28"), "STP": (3, "18.02")}
    assert card["awards"] == {"flag": [HEAD]}
    # 6 × 90/95 + 4 × 1/3 of what was promised; half a point less for the report that came three days late.
    leaves = card["units"][THIRD]["leaves"]
    assert (leaves["A.3"]["points"], leaves["B.3"]["points"]) == ("7.02", "1.5")
    given = _document(story, "ket-qua")["units"]
    for unit in UNITS:
        targets = given[unit]["leaves"]["A.3"]["targets"]
        assert [str(one["actual"]).replace(".", ",") for one in targets] == list(REACHED[unit])
    # The page of the mark leads to the report it was typed into.
    cell = story(OFFICERS[THIRD]).open(f"/cham-diem/{sheet}/o/{THIRD}/self/A.3/")
    report = f"/bao-cao/{story.keys[f'report-{THIRD}']}/"
    assert any(href.startswith(report) for _, href in cell.links())


def _document(story: Story, kind: str) -> dict[str, Any]:
    answer = story(KEEPER).client.get(f"/cham-diem/{story.keys['sheet']}/tep/{kind}/appraised/")
    found: dict[str, Any] = json.loads(answer.content)
    return found


def _the_result_stays_as_it_was_agreed(story: Story) -> None:
    sheet = story.keys["sheet"]
    auditor = story(AUDITOR).open(f"/cham-diem/{sheet}/ket-qua/").follow("Mở")
    assert auditor.says("Kết quả còn nguyên vẹn", "Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp")
    story.refused(OFFICERS[HEAD], f"/cham-diem/{sheet}/cong-doan/appraised/mo-lai/")
    call_command("results", "verify")


def _the_ledger_holds(story: Story) -> None:
    checked = story(AUDITOR).open("/nhat-ky/").go("records:check").send()
    assert checked.says("mọi dòng đều khớp")
    call_command("audit", "verify")
    call_command("check_invariants")
