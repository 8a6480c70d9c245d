"""Drafting a movement, changing the draft, and amending it once it is launched."""

from dataclasses import replace
from datetime import date, datetime

from thidua.campaigns.actions import acts
from thidua.campaigns.actions.keeping import (
    launched_words,
    record_act,
    record_news,
    record_targets,
    record_text,
    record_ties,
)
from thidua.campaigns.actions.running import record_launch
from thidua.campaigns.changing import (
    LONGEST_LINE,
    allow,
    checked,
    day_of,
    movement_for_change,
    parents_of,
    said,
    unmoved,
)
from thidua.campaigns.comparing import changes_between, draft_of
from thidua.campaigns.drafts import MovementDraft
from thidua.campaigns.errors import MovementUnfit
from thidua.campaigns.models import Amendment, Movement
from thidua.campaigns.permissions import (
    may_amend_movement,
    may_draft_movement,
    may_launch_movement,
    may_revise_movement,
)
from thidua.campaigns.queries.cards import MovementCard
from thidua.campaigns.queries.frames import MovementFrame, Owner, frames
from thidua.campaigns.states import Level
from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.organisations.permissions import bloc_years_visible_to
from thidua.organisations.queries import unit_name
from thidua.organisations.queries.finding import BlocYearLine, bloc_year_lines


def _owner(draft: MovementDraft, actor: Actor, on: date) -> tuple[Owner, BlocYearLine | None, int | None]:
    """Where the draft belongs; raises `MovementUnfit` when its bloc-year or unit is not there for this person."""
    if draft.level is Level.BLOC:
        seen = bloc_years_visible_to(actor, on=on).filter(public_id=draft.bloc_year)
        line = next(iter(bloc_year_lines(seen)), None)
        if line is None:
            raise MovementUnfit(Sentence(N_("There is no such bloc-year.")), where="bloc_year")
        return Owner(draft.level, line), line, None
    if draft.level is Level.UNIT:
        unit = unit_name(draft.unit, on=on)
        if unit is None:
            raise MovementUnfit(Sentence(N_("There is no such unit.")), where="unit")
        return Owner(draft.level, None, unit.public_id), None, unit.id
    return Owner(draft.level), None, None


@action
def draft_movement(
    *, draft: MovementDraft, launched_on: date | None = None, actor: Actor, at: datetime
) -> MovementCard:
    """Begin a movement «thêm phong trào»; with `launched_on`, launch it in the same act «lưu và phát động».

    Raises `MovementRefused`; `MovementUnfit` with the field when something does not fit, nothing is kept then.
    """
    on = day_of(at)
    owner, line, unit = _owner(draft, actor, on)
    allow(may_draft_movement(actor, owner, on=on))
    checked(draft)
    audit.hold()
    parents = parents_of(draft, movement=None)
    row = Movement(level=draft.level.value, bloc_year_id=line.id if line else None, unit_id=unit)
    record_text(row=row, draft=draft, actor=actor, at=at, new=True)
    record_targets(row=row, targets=draft.targets, actor=actor)
    record_ties(row=row, parents=parents, called=draft.called, actor=actor)
    frame = _frame(row)
    record_act(
        act=acts.DRAFTED, on=row, card=frame.card, actor=actor, at=at, data={"level": draft.level.value}
    )
    if launched_on is not None:
        record_launch(row=row, frame=frame, launched_on=launched_on, actor=actor, at=at)
    return _frame(row).card


@action
def revise_movement(
    *,
    movement: str,
    draft: MovementDraft,
    launched_on: date | None = None,
    revision: int | None = None,
    actor: Actor,
    at: datetime,
) -> MovementCard:
    """Change a draft «sửa dự thảo»; with `launched_on`, launch it in the same act.

    Raises `MovementRefused`, `MovementUnfit`, or `MovementChangedMeanwhile` when another saved in between.
    """
    row, frame = movement_for_change(movement)
    on = day_of(at)
    allow(may_revise_movement(actor, frame, on=on))
    unmoved(row, revision)
    _write(row, frame, draft, actor, at)
    record_act(act=acts.REVISED, on=row, card=frame.card, actor=actor, at=at, data={"revision": row.revision})
    if launched_on is not None:
        fresh = _frame(row)
        allow(may_launch_movement(actor, fresh, on=on))
        record_launch(row=row, frame=fresh, launched_on=launched_on, actor=actor, at=at)
    return _frame(row).card


@action
def amend_movement(
    *,
    movement: str,
    draft: MovementDraft,
    reason: str,
    document: str = "",
    revision: int | None = None,
    actor: Actor,
    at: datetime,
) -> MovementCard:
    """Change a launched movement «điều chỉnh»; what changed, from what to what and why stays on record.

    Units called only now are told of the movement. Raises `MovementRefused`, `MovementUnfit` (also when nothing
    changed or no reason is given), or `MovementChangedMeanwhile`.
    """
    row, frame = movement_for_change(movement)
    allow(may_amend_movement(actor, frame, on=day_of(at)))
    unmoved(row, revision)
    why = said(reason, "reason", Sentence(N_("An amendment needs a reason.")))
    before = draft_of(frame.card)
    _write(row, frame, draft, actor, at)
    after = _frame(row)
    changes = changes_between(before, draft_of(after.card), on=day_of(at))
    if not changes:
        raise MovementUnfit(Sentence(N_("Nothing was changed.")), where="reason")
    number = Amendment.objects.filter(movement=row).count() + 1
    Amendment(
        movement=row,
        number=number,
        reason=why,
        document=document.strip()[:200],
        changes=changes,
        amended_at=at,
        amended_by_name=actor.actor_name[:200],
    ).save(force_insert=True)
    record_act(
        act=acts.AMENDED,
        on=row,
        card=frame.card,
        actor=actor,
        at=at,
        data={"reason": why[:LONGEST_LINE], "number": number, "fields": sorted(changes)},
    )
    _tell_newcomers(frame, after, actor, at)
    return after.card


def _write(row: Movement, frame: MovementFrame, draft: MovementDraft, actor: Actor, at: datetime) -> None:
    """The new text and ties; level and owner stay as they are."""
    card = frame.card
    kept = replace(draft, level=card.level, bloc_year=card.bloc_year, unit=card.unit)
    checked(kept, but=row.pk)
    audit.hold()
    parents = parents_of(kept, movement=card)
    record_text(row=row, draft=kept, actor=actor, at=at)
    record_targets(row=row, targets=kept.targets, actor=actor)
    record_ties(row=row, parents=parents, called=kept.called, actor=actor)


def _tell_newcomers(before: MovementFrame, after: MovementFrame, actor: Actor, at: datetime) -> None:
    known = {one.id for one in before.audience.units}
    new = tuple(one for one in after.audience.units if one.id not in known)
    if new:
        told = MovementFrame(after.card, replace(after.audience, units=new))
        record_news(frame=told, text=launched_words(after.card), actor=actor, at=at)


def _frame(row: Movement) -> MovementFrame:
    """The row just written, as it is read."""
    return frames(Movement.objects.filter(pk=row.pk))[0]
