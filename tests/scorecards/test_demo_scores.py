"""The story's scores, entered through the verbs, give exactly the constructed table and the totals the story names."""

import json
from pathlib import Path

import pytest

from tests import story
from thidua.foundation.checks import INVARIANTS
from thidua.scorecards import truths
from thidua.scorecards.frames import SheetFrame, sheet_frames
from thidua.scorecards.models import Sheet
from thidua.scorecards.queries import agreed_results
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import SheetState, Stage

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[1] / "core" / "scoring" / "examples"


def sheet() -> SheetFrame:
    """The story's one sheet."""
    (frame,) = sheet_frames(Sheet.objects.all())
    return frame


def totals(frame: SheetFrame, stage: Stage) -> dict[str, str]:
    """Totals of the complete units."""
    return {code: str(unit.total) for code, unit in scorecard_of(frame, stage).units.items() if unit.complete}


def test_the_agreed_result_of_the_story_is_the_constructed_table():
    story.tell()
    expected = json.loads((EXAMPLES / "R6.expected.json").read_text(encoding="utf-8"))

    (result,) = agreed_results(sheet())

    for code, unit in expected["units"].items():
        kept = result.scorecard["units"][code]
        leaves = {
            leaf: {key: scored[key] for key in ("points", "state")} for leaf, scored in kept["leaves"].items()
        }
        assert leaves == unit.pop("leaves"), code
        assert {key: kept[key] for key in unit} == unit, code
    assert {key: result.scorecard[key] for key in ("ranking", "awards", "unresolved_ties")} == {
        key: expected[key] for key in ("ranking", "awards", "unresolved_ties")
    }


def test_the_earlier_columns_have_the_totals_the_story_names():
    story.tell()
    frame = sheet()

    assert totals(frame, Stage.SELF) == {"BCHQS": "109.58", "CA": "105.00", "TA": "96.40"}
    assert totals(frame, Stage.CROSS) == {"BCHQS": "108.63", "CA": "103.50", "TA": "94.95"}


def test_the_story_can_be_stopped_while_the_appraisal_is_under_way():
    story.tell(until=story.APPRAISAL)
    frame = sheet()

    assert frame.state is SheetState.CROSS_CLOSED
    assert totals(frame, Stage.APPRAISED) == {}
    assert [one.leaf for one in frame.content.explanations if one.answered_at is None] == ["III.5"]


def test_every_truth_of_the_room_holds_over_the_story():
    story.tell()

    for name in (truths.RESULT_SAYS, truths.HISTORY_WHOLE, truths.CLOSED_STAGES):
        assert list(INVARIANTS[name]()) == []
