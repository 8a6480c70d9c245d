"""Taking in the reference list: what is new is added and launched, what nobody edited is refreshed, the rest is left."""

from dataclasses import replace
from datetime import datetime

from thidua.campaigns.actions import acts
from thidua.campaigns.actions.keeping import record_act, record_targets, record_text, record_ties
from thidua.campaigns.changing import allow, checked, day_of, parents_of
from thidua.campaigns.models import Movement, TakeIn
from thidua.campaigns.permissions import may_take_in_movements
from thidua.campaigns.queries.cards import movement_card
from thidua.campaigns.reference import Entry, Fate, Plan, TakenIn, plans, reference_list
from thidua.campaigns.states import ONCE_LAUNCHED, MovementState
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction


@action
def take_in_movements(*, actor: Actor, at: datetime, entries: tuple[Entry, ...] | None = None) -> TakenIn:
    """Take in the reference list «cập nhật danh mục phong trào»; again takes nothing twice.

    A movement that begins after the day is left for later; one that somebody edited is left as it is. Nobody is told:
    these movements were launched long ago. Raises `MovementRefused`.
    """
    on = day_of(at)
    allow(may_take_in_movements(actor, on=on))
    audit.hold()
    todo = plans(on=on, entries=entries)
    for plan in todo:
        if plan.fate in {Fate.ADDED, Fate.REFRESHED}:
            record_entry(plan=plan, actor=actor, at=at)
    fates = [plan.fate for plan in todo]
    done = TakenIn(fates.count(Fate.ADDED), fates.count(Fate.REFRESHED), fates.count(Fate.EDITED))
    row = TakeIn(
        file_hash=reference_list()[0],
        added=done.added,
        refreshed=done.refreshed,
        left=done.left,
        taken_at=at,
        taken_by_name=actor.actor_name[:200],
    )
    row.save(force_insert=True)
    data = {"added": done.added, "refreshed": done.refreshed, "left": done.left}
    record_act(act=acts.TAKEN_IN, on=row, card=None, actor=actor, at=at, data=data)
    return done


@requires_transaction
def record_entry(*, plan: Plan, actor: Actor, at: datetime) -> None:
    """Write one entry of the list: a movement that is launched, with the hash of what was taken in."""
    entry = plan.entry
    uppers = Movement.objects.filter(source_key__in=entry.parents, state__in=sorted(ONCE_LAUNCHED)).order_by(
        "pk"
    )
    draft = replace(entry.draft, parents=tuple(uppers.values_list("public_id", flat=True)))
    known = plan.movement
    checked(draft, but=known.id if known else None)
    parents = parents_of(draft, movement=known)
    if known is None:
        row = Movement(level=draft.level.value, source_key=entry.key, source_hash=entry.hash)
        row.state, row.launched_on = MovementState.LAUNCHED.value, draft.starts_on
        record_text(row=row, draft=draft, actor=actor, at=at, new=True)
    else:
        row = Movement.objects.select_for_update(no_key=True).get(pk=known.id)
        row.source_hash = entry.hash
        record_text(row=row, draft=draft, actor=actor, at=at)
        row.save(update_fields=["source_hash"])
    record_targets(row=row, targets=draft.targets, actor=actor)
    record_ties(row=row, parents=parents, called=(), actor=actor)
    card = movement_card(row.public_id)
    act = acts.LAUNCHED if known is None else acts.REVISED
    said = {"day": row.launched_on} if known is None else {"revision": row.revision}
    record_act(act=act, on=row, card=card, actor=actor, at=at, data=said)
