"""The minutes of a visit «biên bản kiểm tra chéo»: drawn up, signed by every side, put into the cross column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from thidua.core.scoring import ResultsProblem, parse_cell
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.cells import Change, MarkInput, change_of, record_marks
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.actions.marks import acceptable
from thidua.scorecards.changing import sheet_for_change
from thidua.scorecards.documents import Entry, exact
from thidua.scorecards.errors import MarksUnchanged, MinutesUnfit, ReasonNeeded, ScoringRefused
from thidua.scorecards.frames import MarkRow, SheetFrame
from thidua.scorecards.models import CheckFinding, CheckMinutes, CheckSide
from thidua.scorecards.permissions import (
    Visit,
    may_draw_minutes,
    may_note_finding,
    may_see_sheet,
    may_sign_minutes,
    may_take_over_minutes,
    part_of,
)
from thidua.scorecards.rows import MinutesRow, TeamMember
from thidua.scorecards.scoring import scheme_of
from thidua.scorecards.states import Stage

MOST_PEOPLE = 12


@dataclass(frozen=True, slots=True)
class SideInput:
    """A unit at the visit, by its code: whether it was checked, and who of it took part."""

    unit: str
    team: tuple[TeamMember, ...]
    checked: bool = True


@action
def draw_minutes(
    *,
    sheet: str,
    number: str,
    place: str,
    held_from: date,
    held_to: date,
    remarks: str,
    sides: Sequence[SideInput],
    actor: Actor,
    at: datetime,
) -> str:
    """Draw up the minutes of a visit «lập biên bản» and return their key; its sides then read and sign them.

    Raises `ScoringRefused`, or `MinutesUnfit` without a place, with days that do not fit, fewer than two sides, a side
    without people, or when nobody was checked.
    """
    row, frame = sheet_for_change(sheet)
    ScoringRefused.unless(may_draw_minutes(actor, frame, on=at.date()))
    _judge(frame, place, held_from, held_to, sides, at.date())
    part = part_of(actor, frame, on=at.date())
    if not (part.head_officer or part.standing or part.officer_of & {side.unit for side in sides}):
        raise MinutesUnfit(
            Sentence(N_("Only those who took part in the visit write its minutes.")), where="sides"
        )
    minutes = CheckMinutes.objects.create(
        sheet=row,
        number=number.strip(),
        place=place.strip(),
        held_from=held_from,
        held_to=held_to,
        remarks=remarks.strip(),
        drawn_at=at,
        drawn_by_key=actor.actor_key,
        drawn_by_name=actor.actor_name[:200],
    )
    units = {member.code: member for member in frame.members}
    CheckSide.objects.bulk_create(
        CheckSide(
            minutes=minutes,
            unit_id=units[side.unit].pk,
            checked=side.checked,
            team=[{"name": one.name.strip(), "office": one.office.strip()} for one in side.team],
        )
        for side in sides
    )
    data = {
        "units": ", ".join(units[side.unit].short_name for side in sides),
        "day": held_to,
        "place": place.strip(),
        "codes": [side.unit for side in sides],
    }
    record_act(row=row, scope=frame.bloc_year, name=acts.DRAWN, data=data, actor=actor, at=at)
    return str(minutes.public_id)


def _judge(
    frame: SheetFrame, place: str, held_from: date, held_to: date, sides: Sequence[SideInput], on: date
) -> None:
    codes = [side.unit for side in sides]
    known = {member.code for member in frame.members}
    if not place.strip():
        raise MinutesUnfit(Sentence(N_("Say where the visit took place.")), where="place")
    if held_to < held_from or held_to > on:
        raise MinutesUnfit(
            Sentence(N_("The visit cannot end before it begins, nor after today.")), where="held_to"
        )
    if len(set(codes)) != len(codes) or len(codes) < 2 or not set(codes) <= known:
        raise MinutesUnfit(Sentence(N_("A visit has at least two member units, each once.")), where="sides")
    for side in sides:
        if not 0 < len(side.team) <= MOST_PEOPLE or any(not one.name.strip() for one in side.team):
            raise MinutesUnfit(
                Sentence(N_("Name at least one person of {unit}."), {"unit": side.unit}),
                where=f"team-{side.unit}",
                remedy=Sentence(N_("Write one person a line: name; office.")),
            )
    if not any(side.checked for side in sides):
        raise MinutesUnfit(Sentence(N_("Say which unit was checked.")), where="sides")


def _visit(frame: SheetFrame, minutes: str, unit: str, actor: Actor, on: date) -> tuple[Visit, MinutesRow]:
    found = frame.minutes(minutes)
    if found is None:
        seen = may_see_sheet(actor, frame, on=on)
        if not seen.allowed:
            raise ScoringRefused(seen)
        raise MinutesUnfit(Sentence(N_("There are no such minutes on this sheet.")))
    return Visit(frame, found, unit), found


@action
def note_finding(
    *,
    sheet: str,
    minutes: str,
    unit: str,
    leaf: str,
    text: str,
    entry: Entry | None,
    awaits: str,
    actor: Actor,
    at: datetime,
) -> bool:
    """Write what was found on one criterion of a unit, with the input it proposes (None: as the unit says).

    Writing again replaces it. Signatures given before no longer hold, because what was signed has changed; returns
    whether there were any. Raises `ScoringRefused`, `MinutesUnfit`, or `ReasonNeeded` without words.
    """
    row, frame = sheet_for_change(sheet)
    visit, found = _visit(frame, minutes, unit, actor, at.date())
    verdict = may_note_finding(actor, visit, on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    known = frame.leaf(leaf)
    if known is None or unit in known.not_applicable_for:
        raise MinutesUnfit(
            Sentence(N_("The table of criteria has no criterion {leaf} for this unit."), {"leaf": leaf}),
            where="leaf",
        )
    if not text.strip():
        raise ReasonNeeded(Sentence(N_("Write what was found.")), where="text")
    proposed: dict[str, Any] | None = None
    if entry is not None:
        proposed = exact(entry)
        try:
            parse_cell(scheme_of(frame).leaves[leaf], proposed)
        except ResultsProblem as problem:
            raise MinutesUnfit(problem.sentence, where="entry") from problem
    kept = CheckMinutes.objects.get(sheet=row, public_id=minutes)
    member = next(one for one in frame.members if one.code == unit)
    CheckFinding.objects.update_or_create(
        minutes=kept,
        unit_id=member.pk,
        leaf_code=leaf,
        defaults={
            "text": text.strip(),
            "entry": proposed,
            "awaits": awaits if proposed is not None and proposed.get("state") == "pending" else "",
            "author_key": actor.actor_key,
            "author_name": actor.actor_name[:200],
            "marked_at": at,
        },
    )
    before = found.finding(unit, leaf)
    data = {
        "unit": member.short_name,
        "unit_code": unit,
        "leaf": leaf,
        "was": None if before is None else {"text": before.text, "entry": before.entry},
        "now": {"text": text.strip(), "entry": proposed},
    }
    gone = _drop_signatures(kept, found)
    record_act(row=row, scope=frame.bloc_year, name=acts.FOUND, data=data, actor=actor, at=at)
    return gone


@action
def withdraw_finding(
    *, sheet: str, minutes: str, unit: str, leaf: str, reason: str, actor: Actor, at: datetime
) -> bool:
    """Take a finding out of the minutes again, with a reason; returns whether signatures fell with it.

    Raises `ScoringRefused`, `MinutesUnfit` when there is no such finding, or `ReasonNeeded`.
    """
    row, frame = sheet_for_change(sheet)
    visit, found = _visit(frame, minutes, unit, actor, at.date())
    verdict = may_note_finding(actor, visit, on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    finding = found.finding(unit, leaf)
    if finding is None:
        raise MinutesUnfit(Sentence(N_("There is no such finding in these minutes.")), where="leaf")
    if not reason.strip():
        raise ReasonNeeded(Sentence(N_("Say why the finding is taken out.")), where="reason")
    kept = CheckMinutes.objects.get(sheet=row, public_id=minutes)
    member = next(one for one in frame.members if one.code == unit)
    CheckFinding.objects.filter(minutes=kept, unit_id=member.pk, leaf_code=leaf).delete()
    gone = _drop_signatures(kept, found)
    data = {
        "unit": member.short_name,
        "unit_code": unit,
        "leaf": leaf,
        "was": {"text": finding.text, "entry": finding.entry},
        "reason": reason.strip(),
    }
    record_act(row=row, scope=frame.bloc_year, name=acts.UNFOUND, data=data, actor=actor, at=at)
    return gone


def _drop_signatures(kept: CheckMinutes, found: MinutesRow) -> bool:
    """What was signed has changed: signatures fall, except of a unit whose findings are in the column already."""
    if not any(side.signed_at is not None for side in found.sides):
        return False
    for side in CheckSide.objects.filter(minutes=kept, signed_at__isnull=False, taken_at=None):
        side.signed_at, side.signed_by_key, side.signed_by_name = None, "", ""
        side.save(update_fields=["signed_at", "signed_by_key", "signed_by_name"])
    return True


@action
def sign_minutes(*, sheet: str, minutes: str, unit: str, seen: str, actor: Actor, at: datetime) -> bool:
    """Sign the minutes for one side «ký biên bản»; returns whether every side has signed now.

    `seen` is the print of what was read (`MinutesRow.print`): when a finding changed meanwhile, nothing is signed. Raises
    `ScoringRefused` or `MinutesUnfit`.
    """
    row, frame = sheet_for_change(sheet)
    visit, found = _visit(frame, minutes, unit, actor, at.date())
    verdict = may_sign_minutes(actor, visit, on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    if seen != found.print:
        raise MinutesUnfit(
            Sentence(N_("The minutes changed since they were read; read them again before signing."))
        )
    member = next(one for one in frame.members if one.code == unit)
    side = CheckSide.objects.get(minutes__sheet=row, minutes__public_id=minutes, unit_id=member.pk)
    side.signed_at, side.signed_by_key, side.signed_by_name = at, actor.actor_key, actor.actor_name[:200]
    side.save(update_fields=["signed_at", "signed_by_key", "signed_by_name"])
    data = {"unit": member.short_name, "unit_code": unit, "print": seen, "day": found.held_to}
    record_act(row=row, scope=frame.bloc_year, name=acts.SIGNED, data=data, actor=actor, at=at)
    return all(one.signed_at is not None or one.unit == unit for one in found.sides)


@action
def take_over_minutes(
    *, sheet: str, minutes: str, unit: str, rest_as_proposed: bool, actor: Actor, at: datetime
) -> tuple[MarkRow, ...]:
    """Put the findings on a unit into the cross column «đưa vào cột Khối kiểm tra», each with its words as the reason.

    With `rest_as_proposed` the unit's other cells that have no mark yet are taken over as the unit proposed them.
    Raises `ScoringRefused`, `MarksUnfit` (a finding no longer fits) or `MarksUnchanged`.
    """
    row, frame = sheet_for_change(sheet)
    visit, found = _visit(frame, minutes, unit, actor, at.date())
    verdict = may_take_over_minutes(actor, visit, on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    changes = _changes(frame, found, unit)
    part = part_of(actor, frame, on=at.date())
    if rest_as_proposed:
        named = {change.leaf for change in changes}
        accepted, _ = acceptable(frame, part, Stage.CROSS, unit)
        changes += [change for change in accepted if change.leaf not in named]
    if not changes:
        raise MarksUnchanged(Sentence(N_("There is nothing left to take over here.")))
    member = next(one for one in frame.members if one.code == unit)
    side = CheckSide.objects.get(minutes__sheet=row, minutes__public_id=minutes, unit_id=member.pk)
    side.taken_at, side.taken_by_name = at, actor.actor_name[:200]
    side.save(update_fields=["taken_at", "taken_by_name"])
    return record_marks(
        row=row,
        frame=frame,
        stage=Stage.CROSS,
        changes=changes,
        actor=actor,
        at=at,
        name=acts.TAKEN,
        more={"minutes": minutes},
    )


def _changes(frame: SheetFrame, found: MinutesRow, unit: str) -> list[Change]:
    changes = []
    for finding in found.findings:
        if finding.unit != unit or finding.entry is None:
            continue
        source: Mapping[str, Any] = {"from": "minutes", "key": found.public_id}
        cell = MarkInput(unit, finding.leaf, finding.entry, finding.text, finding.awaits, None, None, source)
        changes.append(change_of(frame, Stage.CROSS, cell))
    return [change for change in changes if change is not None]
