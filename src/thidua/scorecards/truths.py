"""Truths of the room, run by `thidua check_invariants`: what is stored can always be worked out again."""

from collections.abc import Iterator

from django.db.models import Count, F, Max

from thidua.foundation.checks import Untruth, invariant
from thidua.scorecards.models import Mark, Reappraisal, Sheet, Snapshot, StageClosing
from thidua.scorecards.queries import fault_of
from thidua.scorecards.states import STAGES, SheetState, is_closed

RESULT_SAYS = "an agreed result equals the result worked out from its inputs"
HISTORY_WHOLE = "every mark has all its revisions, the last one equal to it"
CLOSED_STAGES = "a closed stage has one standing closing"
LOOKED_TWICE = "a second appraisal joins two entries of the history of its own cell"


@invariant(RESULT_SAYS)
def _results_say_what_they_give() -> Iterator[Untruth]:
    for row in Snapshot.objects.select_related("sheet").iterator():
        if fault := fault_of(row):
            yield Untruth(RESULT_SAYS, row.public_id, fault)


@invariant(HISTORY_WHOLE)
def _history_is_whole() -> Iterator[Untruth]:
    counted = Mark.objects.annotate(number=Count("revisions"), last=Max("revisions__revision"))
    for mark in counted.exclude(number=F("revision"), last=F("revision")).iterator():
        yield Untruth(HISTORY_WHOLE, str(mark.pk), f"{mark.revision} revisions are expected")


@invariant(CLOSED_STAGES)
def _closed_stages_have_closings() -> Iterator[Untruth]:
    standing: dict[int, set[str]] = {}
    for sheet, stage in StageClosing.objects.filter(reopened_at=None).values_list("sheet", "stage"):
        standing.setdefault(sheet, set()).add(stage)
    for sheet, key, state in Sheet.objects.values_list("pk", "public_id", "state"):
        stages, due = standing.get(sheet, set()), {s.value for s in STAGES if is_closed(SheetState(state), s)}
        if stages != due:
            yield Untruth(CLOSED_STAGES, key, f"closed: {sorted(stages)}, by its state: {sorted(due)}")


@invariant(LOOKED_TWICE)
def _reappraisals_join_their_own_cell() -> Iterator[Untruth]:
    rows = Reappraisal.objects.select_related("before__mark", "after__mark")
    for row in rows.iterator():
        place = (row.sheet_id, row.unit_id, row.leaf_code)
        for kept in (row.before.mark, row.after.mark):
            if (kept.sheet_id, kept.unit_id, kept.leaf_code) != place:
                yield Untruth(LOOKED_TWICE, row.public_id, "it joins another cell")
