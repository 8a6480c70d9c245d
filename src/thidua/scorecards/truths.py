"""Truths of the room, run by `thidua check_invariants`: what is stored can always be worked out again."""

from collections.abc import Iterator

from django.db.models import Count, F, Max

from thidua.core.scoring import parse_results, parse_scheme, score, scorecard_document
from thidua.foundation.checks import Untruth, invariant
from thidua.scorecards.exports import result_hash
from thidua.scorecards.frames import document_of
from thidua.scorecards.models import Mark, Sheet, Snapshot, StageClosing
from thidua.scorecards.states import STAGES, SheetState, is_closed

RESULT_SAYS = "an agreed result equals the result worked out from its inputs"
HISTORY_WHOLE = "every mark has all its revisions, the last one equal to it"
CLOSED_STAGES = "a closed stage has one standing closing"


@invariant(RESULT_SAYS)
def _results_say_what_they_give() -> Iterator[Untruth]:
    for row in Snapshot.objects.select_related("sheet").iterator():
        if result_hash(row.scheme_hash, row.results, row.scorecard) != row.hash:
            yield Untruth(RESULT_SAYS, row.public_id, "the hash does not match")
            continue
        scheme = parse_scheme(document_of(row.scheme_hash))
        again = scorecard_document(score(scheme, parse_results(row.results, scheme), "appraised"), scheme)
        if again != row.scorecard:
            yield Untruth(RESULT_SAYS, row.public_id, "scoring its inputs gives something else")


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
