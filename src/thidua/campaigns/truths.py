"""Truths of the room, run by `thidua check_invariants`."""

from collections.abc import Iterator

from thidua.campaigns.measures import adds_up, measure_key
from thidua.campaigns.models import Activity, ActivityCounting, ActivityFigure, Movement, MovementLink
from thidua.campaigns.queries.cards import links
from thidua.campaigns.rollup import circles
from thidua.campaigns.states import Level, MovementState, may_respond_to
from thidua.foundation.checks import Untruth, invariant

NO_CIRCLE = "no movement responds to itself, directly or around"
LEVELS = "a movement responds to movements of a level above it"
COUNTED = "every activity is counted for at least one movement"
MEASURES = "a figure's key says its measure, and rates are not added"
DRAFTS = "nobody responded to a draft"


@invariant(NO_CIRCLE)
def _no_circle() -> Iterator[Untruth]:
    for key in sorted(circles(links())):
        yield Untruth(NO_CIRCLE, f"movement {key}", "it is reached from itself")


@invariant(LEVELS)
def _levels() -> Iterator[Untruth]:
    rows = MovementLink.objects.values_list("lower__name", "lower__level", "upper__name", "upper__level")
    for lower, level, upper, above in rows:
        if not may_respond_to(Level(level), Level(above)):
            yield Untruth(LEVELS, str(lower), f"it responds to {upper}")


@invariant(COUNTED)
def _counted() -> Iterator[Untruth]:
    for title in Activity.objects.exclude(pk__in=ActivityCounting.objects.values("activity")).values_list(
        "title", flat=True
    ):
        yield Untruth(COUNTED, title, "it is counted for none")


@invariant(MEASURES)
def _measures() -> Iterator[Untruth]:
    for row in ActivityFigure.objects.iterator(chunk_size=2000):
        key = measure_key(row.measure, row.unit_of_measure)
        if row.measure_key != key or row.adds_up is not adds_up(row.unit_of_measure):
            yield Untruth(MEASURES, row.measure, f"kept under {row.measure_key}")


@invariant(DRAFTS)
def _drafts() -> Iterator[Untruth]:
    rows = Movement.objects.filter(state=MovementState.DRAFTED.value, responses__isnull=False)
    for name in rows.values_list("name", flat=True).distinct():
        yield Untruth(DRAFTS, name, "a unit responded to it")
