"""Who checks whom: one unit at a time, or the whole bloc at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.changing import sheet_for_change
from thidua.scorecards.errors import ChecksChangedMeanwhile, ChecksUnfit, ScoringRefused, SheetUnfit
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.models import CrossCheck, Sheet, SheetUnit
from thidua.scorecards.permissions import may_assign_checkers
from thidua.scorecards.rows import Member, checks_print
from thidua.scorecards.states import UnitRole

type Checks = Mapping[str, Sequence[str]]
type Reasons = Mapping[tuple[str, str], str]


@action
def assign_checkers(
    *,
    sheet: str,
    unit: str,
    checkers: Sequence[str],
    reason: str = "",
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> tuple[str, ...]:
    """Assign the members (by code) that check a unit «phân công kiểm tra chéo»; returns them in the bloc's order.

    `reason` says why these; `seen` is the unit's `checks_print` as the person saw it. Raises `ScoringRefused`,
    `ChecksChangedMeanwhile`, or `SheetUnfit` for a unit that is not a member, that would check itself, or when nobody
    would check the head unit.
    """
    row, frame = sheet_for_change(sheet)
    verdict = may_assign_checkers(actor, frame, on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    codes = {member.code for member in frame.members}
    if unit not in codes or not set(checkers) <= codes - {unit}:
        raise SheetUnfit(Sentence(N_("Only members check members, and no unit checks itself.")), where=unit)
    head = frame.head
    if head is not None and head.code == unit and not checkers:
        raise SheetUnfit(
            Sentence(N_("The head unit must be checked by another member.")),
            where=unit,
            remedy=Sentence(N_("Name the deputy unit, or another member.")),
        )
    chosen = tuple(member.code for member in frame.members if member.code in checkers)
    _refuse_unseen([member for member in frame.members if member.code == unit], seen, {unit: chosen})
    why = {(unit, code): reason.strip() for code in chosen}
    record_checks(row=row, checks={unit: chosen}, reasons=why)
    names = {member.code: member.short_name for member in frame.members}
    data = {
        "unit": names[unit],
        "checkers": ", ".join(names[code] for code in chosen),
        "unit_code": unit,
        "codes": chosen,
        "reason": reason.strip(),
    }
    record_act(row=row, scope=frame.bloc_year, name=acts.ASSIGNED, data=data, actor=actor, at=at)
    return chosen


@action
def assign_whole_bloc(
    *,
    sheet: str,
    checks: Checks,
    reasons: Reasons,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> dict[str, tuple[str, ...]]:
    """Assign who checks whom for the whole bloc at once; `reasons` says why, by (checked unit, checking unit).

    Replaces every assignment of the sheet; `seen` is its `checks_print` as the person saw it. Raises `ScoringRefused`,
    `ChecksChangedMeanwhile` when it is another by now, or `ChecksUnfit` unless every member is checked by others, and
    the head unit by the deputy and one more wherever there are so many.
    """
    row, frame = sheet_for_change(sheet)
    verdict = may_assign_checkers(actor, frame, on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    _judge(frame, checks)
    chosen = {
        member.code: tuple(other.code for other in frame.members if other.code in checks[member.code])
        for member in frame.members
    }
    _refuse_unseen(frame.members, seen, chosen)
    record_checks(row=row, checks=chosen, reasons=reasons)
    data = {
        "count": len(chosen),
        "checks": {unit: list(codes) for unit, codes in chosen.items()},
        "reasons": {f"{unit} ← {checker}": why for (unit, checker), why in reasons.items() if why},
    }
    record_act(row=row, scope=frame.bloc_year, name=acts.PAIRED, data=data, actor=actor, at=at)
    return chosen


def _refuse_unseen(
    members: Sequence[Member], seen: str | None, chosen: Mapping[str, tuple[str, ...]]
) -> None:
    """Refuse to overwrite what somebody assigned since it was read, unless it is the same."""
    same = all(set(member.checked_by) == set(chosen[member.code]) for member in members)
    if seen is not None and seen != checks_print(members) and not same:
        raise ChecksChangedMeanwhile(
            Sentence(N_("Somebody else assigned who checks whom in the meantime; nothing was saved."))
        )


def _judge(frame: SheetFrame, checks: Checks) -> None:
    codes = {member.code for member in frame.members}
    for unit, checkers in checks.items():
        if unit not in codes or not set(checkers) <= codes - {unit}:
            raise ChecksUnfit(
                Sentence(N_("Only members check members, and no unit checks itself.")), where=unit
            )
    for member in frame.members:
        if not checks.get(member.code) and len(codes) > 1:
            raise ChecksUnfit(
                Sentence(N_("Nobody would check {unit}."), {"unit": member.in_sentence}),
                where=member.code,
                remedy=Sentence(N_("Choose at least one other member.")),
            )
    head = frame.head
    deputy = next((member for member in frame.members if member.role is UnitRole.DEPUTY), None)
    others, named = len(codes) - 1, set(checks[head.code]) if head is not None else codes
    if (deputy is not None and deputy.code not in named) or len(named) < min(others, HEAD_CHECKERS):
        raise ChecksUnfit(
            Sentence(N_("The head unit is checked by the deputy and at least one more unit.")),
            where=head.code if head is not None else "",
            remedy=Sentence(N_("The head competes too: two others look at its marks.")),
        )


HEAD_CHECKERS = 2


@requires_transaction
def record_checks(*, row: Sheet, checks: Checks, reasons: Reasons) -> None:
    """Write assignments in place of those the named units had; several verbs share it."""
    rows = {one.code: one for one in SheetUnit.objects.filter(sheet=row)}
    CrossCheck.objects.filter(member__in=[rows[unit] for unit in checks]).delete()
    CrossCheck.objects.bulk_create(
        CrossCheck(member=rows[unit], checker=rows[code], reason=reasons.get((unit, code), ""))
        for unit, codes in checks.items()
        for code in codes
    )
