"""What is typed into the form, kept box by box while it is typed.

Keeping a draft is no verb of its own: a form that saves itself every few seconds would fill the ledger with noise and
make two hundred writers wait for one another at its head. The ledger is told once a day of each person who writes at
a report; every box says who saved it last and when, and what is sent is kept for good.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_
from thidua.reports.actions import acts
from thidua.reports.actions.keeping import LONGEST_LINE, allow, day_of, report_for_change
from thidua.reports.boxes import Box, same_said
from thidua.reports.errors import Meanwhile, ReportActUnfit
from thidua.reports.frames import fields_of
from thidua.reports.models import ReportField
from thidua.reports.permissions import may_fill_report
from thidua.reports.rows import FieldRow
from thidua.reports.states import PARTS, FieldKind

MOST_BOXES = 400


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of saving: new revisions by box, and the boxes another officer had saved meanwhile."""

    revisions: dict[tuple[FieldKind, str], int]
    meanwhile: tuple[Meanwhile, ...]
    at: datetime


@requires_transaction
def record_draft(*, report: str, boxes: Sequence[Box], actor: Actor, at: datetime) -> Kept:
    """Keep boxes of a report; those that another officer saved meanwhile are left as they are and told back.

    Nothing of either officer is lost: what could not be kept stays with whoever typed it, beside what stands there.
    Saving what already stands there is no collision. Raises `ReportRefused`, or `ReportActUnfit` for a box the
    report does not have.
    """
    row, place = report_for_change(report)
    allow(may_fill_report(actor, place, on=day_of(at)))
    _check(boxes)
    standing = fields_of(row.pk)
    revisions: dict[tuple[FieldKind, str], int] = {}
    meanwhile: list[Meanwhile] = []
    for box in boxes:
        found = standing.get((box.kind, box.key))
        if found is None:
            revisions[box.kind, box.key] = _first(row.pk, box, actor, at)
        elif same_said(found.said, box.said):
            revisions[box.kind, box.key] = found.revision
        elif found.revision != box.revision:
            meanwhile.append(_told(found))
        else:
            revisions[box.kind, box.key] = _again(row.pk, box, found, actor, at)
    changed = any(
        standing.get(key) is None or standing[key].revision != revision for key, revision in revisions.items()
    )
    if changed:
        row.saved_at, row.saved_by_name = at, actor.actor_name[:LONGEST_LINE]
        row.save(update_fields=["saved_at", "saved_by_name"])
        if not _wrote_today(standing.values(), actor, at):
            audit.record(
                acts.DRAFTED,
                actor=actor,
                on=row,
                data={"unit": row.code},
                at=at,
                scope=place.request.year.key,
            )
    return Kept(revisions, tuple(meanwhile), at)


def _check(boxes: Sequence[Box]) -> None:
    if len(boxes) > MOST_BOXES:
        raise ReportActUnfit(Sentence(N_("There are more boxes than a report has.")))
    for box in boxes:
        if box.kind is FieldKind.TEXT and box.key not in PARTS:
            raise ReportActUnfit(Sentence(N_("The report has no such part.")), where=box.key)


def _first(report: int, box: Box, actor: Actor, at: datetime) -> int:
    if not any(box.said.values()):
        return 0
    ReportField.objects.create(
        report_id=report,
        kind=box.kind.value,
        key=box.key,
        said=dict(box.said),
        saved_at=at,
        saved_by_key=actor.actor_key,
        saved_by_name=actor.actor_name[:LONGEST_LINE],
    )
    return 1


def _again(report: int, box: Box, found: FieldRow, actor: Actor, at: datetime) -> int:
    row = ReportField.objects.select_for_update(no_key=True).get(
        report=report, kind=box.kind.value, key=box.key
    )
    row.said, row.revision = dict(box.said), found.revision + 1
    row.saved_at, row.saved_by_key = at, actor.actor_key
    row.saved_by_name = actor.actor_name[:LONGEST_LINE]
    row.save(update_fields=["said", "revision", "saved_at", "saved_by_key", "saved_by_name"])
    return found.revision + 1


def _told(found: FieldRow) -> Meanwhile:
    return Meanwhile(
        found.kind.value, found.key, dict(found.said), found.revision, found.saved_by, found.saved_at
    )


def _wrote_today(fields: Iterable[FieldRow], actor: Actor, at: datetime) -> bool:
    return any(row.saved_by_key == actor.actor_key and day_of(row.saved_at) == day_of(at) for row in fields)
