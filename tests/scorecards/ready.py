"""A sheet that waits for the agreement, the last act in the ledger, and what is certain to be there."""

from tests.factories.scorecards import APPRAISAL_DAY, World, close, make_scored_world, self_score
from thidua.foundation.acts import latest_acts
from thidua.scorecards.actions import accept_marks
from thidua.scorecards.states import Stage


def there[Thing](found: Thing | None) -> Thing:
    """What was found; fails when there is nothing."""
    assert found is not None
    return found


def last_act() -> str:
    """The name of the newest entry of the ledger."""
    return latest_acts(limit=1)[0].name


def world_ready_to_agree(*codes: str) -> World:
    """Every unit scored, checked and appraised alike, all stages closed."""
    world = make_scored_world(*codes)
    self_score(world)
    close(world, Stage.SELF, Stage.CROSS)
    for code in codes:
        accept_marks(
            sheet=world.sheet,
            stage=Stage.APPRAISED,
            unit=code,
            section="",
            actor=world.standing,
            at=APPRAISAL_DAY,
        )
    close(world, Stage.APPRAISED)
    return world
