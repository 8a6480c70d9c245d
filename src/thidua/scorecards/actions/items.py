"""Counting bonuses, deductions and disqualifiers, and striking what was counted wrongly."""

from datetime import date, datetime

from thidua.core.scoring import parse_what_fits
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.changing import sheet_for_change
from thidua.scorecards.documents import Counted, column
from thidua.scorecards.errors import ItemUnfit, ReasonNeeded, ScoringRefused
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.models import SheetItem
from thidua.scorecards.permissions import may_enter_item, may_see_sheet, may_strike_item
from thidua.scorecards.scoring import scheme_of
from thidua.scorecards.states import STAGES, ItemKind


@action
def enter_item(
    *,
    sheet: str,
    unit: str,
    kind: ItemKind,
    code: str,
    record: str,
    title: str,
    number: str,
    dated: date | None,
    actor: Actor,
    at: datetime,
) -> str:
    """Count one bonus, deduction or disqualifier for a unit, resting on one record; returns the item's key.

    Raises `ScoringRefused`, or `ItemUnfit` for an unknown code, without a record, for a record counted already under
    this code or under another code of an exclusive list.
    """
    row, frame = sheet_for_change(sheet)
    verdict = may_enter_item(actor, (frame, unit, kind), on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    record = record.strip()
    _judge(frame, unit, kind, code, record)
    member = next(one for one in frame.members if one.code == unit)
    item = SheetItem.objects.create(
        sheet=row,
        unit_id=member.pk,
        kind=kind,
        code=code,
        record=record,
        title=title.strip(),
        number=number.strip(),
        dated=dated,
        author_key=actor.actor_key,
        author_name=actor.actor_name[:200],
        marked_at=at,
    )
    data = {"unit": member.short_name, "unit_code": unit, "kind": kind, "code": code, "record": record}
    record_act(row=row, scope=frame.bloc_year, name=acts.COUNTED, data=data, actor=actor, at=at)
    return str(item.public_id)


def _judge(frame: SheetFrame, unit: str, kind: ItemKind, code: str, record: str) -> None:
    if code not in frame.outline.item_names(kind):
        raise ItemUnfit(
            Sentence(N_("The table of criteria has no {code} of this kind."), {"code": code}), where="code"
        )
    if not record:
        raise ItemUnfit(
            Sentence(N_("Name the record it rests on.")),
            where="record",
            remedy=Sentence(N_("Write the number of the decision, the minutes or the event.")),
        )
    for item in frame.content.items:
        if (item.unit, item.kind, item.code, item.record) == (unit, kind, code, record):
            raise ItemUnfit(
                Sentence(N_("{record} is counted under {code} already."), {"record": record, "code": code}),
                where="record",
            )
    rows = frame.rows()
    tried = rows.counting((*rows.counted, Counted(unit, kind, code, record)))
    doubled = [
        problem.sentence
        for stage in STAGES
        for problem in parse_what_fits(column(tried, stage), scheme_of(frame))[1]
        if problem.sentence.text == "record_counted_twice"
    ]
    if doubled:
        raise ItemUnfit(doubled[0], where="record")


@action
def strike_item(*, sheet: str, item: str, reason: str, actor: Actor, at: datetime) -> None:
    """Strike a counted item «gạch bỏ» with a reason; it stays readable, and no longer counts.

    Raises `ScoringRefused`, `ItemUnfit` (no such item, or struck already), or `ReasonNeeded`.
    """
    row, frame = sheet_for_change(sheet)
    found = next((one for one in frame.content.items if one.public_id == item), None)
    if found is None:
        seen = may_see_sheet(actor, frame, on=at.date())
        if not seen.allowed:
            raise ScoringRefused(seen)
        raise ItemUnfit(Sentence(N_("This item was struck already, or is not on this sheet.")), where="item")
    verdict = may_strike_item(actor, (frame, found), on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    if not reason.strip():
        raise ReasonNeeded(Sentence(N_("Say why the item is struck.")), where="reason")
    kept = SheetItem.objects.get(sheet=row, public_id=item)
    kept.struck_at, kept.struck_by_name, kept.struck_reason = at, actor.actor_name[:200], reason.strip()
    kept.save(update_fields=["struck_at", "struck_by_name", "struck_reason"])
    names = {member.code: member.short_name for member in frame.members}
    data = {
        "unit": names[found.unit],
        "unit_code": found.unit,
        "code": found.code,
        "record": found.record,
        "reason": reason.strip(),
    }
    record_act(row=row, scope=frame.bloc_year, name=acts.STRUCK, data=data, actor=actor, at=at)
