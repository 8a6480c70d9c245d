"""Holidays set by the office, and calendar addresses opened, renewed and closed."""

from datetime import datetime

from thidua.accounts.queries import User
from thidua.core.verdict import Sentence
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.plans.actions import acts
from thidua.plans.changing import allow, changed_meanwhile, day_of, said
from thidua.plans.drafts import YearDraft
from thidua.plans.errors import PlanActUnfit
from thidua.plans.models import CalendarDay, CalendarFeed, CalendarYear
from thidua.plans.permissions import may_correct_holidays, may_keep_feed

MOST_DAYS = 60


@action
def correct_holidays(*, calendar: YearDraft, reason: str, revision: int, actor: Actor, at: datetime) -> None:
    """Set the holidays of a year «sửa ngày nghỉ lễ, tết»: all its days, in place of those that stood.

    Plans keep the days they have until somebody works them out again. `revision` is the one the person saw, 0 for the
    shipped year. Raises `PlanRefused`; `PlanChangedMeanwhile`; `PlanActUnfit` without a reason, for a day of another
    year, a day twice, or none at all.
    """
    allow(may_correct_holidays(actor, on=day_of(at)))
    words = said(reason, "reason", Sentence(N_("Say on which paper the days stand.")))
    _fitting(calendar)
    rows = CalendarYear.objects.select_for_update(no_key=True)
    row = rows.filter(year=calendar.year).first()
    if revision != (0 if row is None else row.revision):
        raise changed_meanwhile(row.revision if row else 0, row.corrected_by_name if row else "")
    fields = {
        "reason": words,
        "note": calendar.note.strip()[:2000],
        "revision": revision + 1,
        "corrected_at": at,
        "corrected_by_name": actor.actor_name[:200],
    }
    row, _ = CalendarYear.objects.update_or_create(year=calendar.year, defaults=fields)
    row.days.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            calendar=row,
            day=one.day,
            kind=one.kind.value,
            name=one.name.strip()[:200],
            known=one.known.value,
            source=one.source.strip()[:300],
        )
        for one in calendar.days
    )
    told = {
        "reason": words,
        "days": [f"{one.day.isoformat()} {one.kind} {one.name}" for one in calendar.days],
    }
    audit.record(acts.HOLIDAYS, actor=actor, on=row, at=at, data=told)


def _fitting(calendar: YearDraft) -> None:
    days = [one.day for one in calendar.days]
    if not 1948 <= calendar.year <= 2200:
        raise PlanActUnfit(Sentence(N_("There is no such year here.")), where="days")
    if not days or len(days) > MOST_DAYS:
        raise PlanActUnfit(
            Sentence(N_("A year has between one and {count} special days."), {"count": MOST_DAYS}),
            where="days",
        )
    other = next((day for day in days if day.year != calendar.year), None)
    if other is not None:
        raise PlanActUnfit(Sentence(N_("{day} belongs to another year."), {"day": other}), where="days")
    twice = next((day for day in days if days.count(day) > 1), None)
    if twice is not None:
        raise PlanActUnfit(Sentence(N_("{day} stands twice."), {"day": twice}), where="days")
    if any(not one.name.strip() for one in calendar.days):
        raise PlanActUnfit(Sentence(N_("Every special day has a name.")), where="days")


@action
def open_feed(*, user: User, at: datetime, actor: Actor) -> str:
    """Open a person's own calendar address «địa chỉ lịch riêng» and return its key; a closed one opens with a new secret.

    Raises `PlanRefused`, or `PlanActUnfit` for somebody else's or one that is open.
    """
    row = _feed_of(user, actor, at)
    if row is None:
        row = CalendarFeed(user=user, opened_at=at, renewed_at=at)
        row.save(force_insert=True)
    elif row.closed_at is None:
        raise PlanActUnfit(Sentence(N_("The address is open already.")))
    else:
        row.closed_at, row.renewed_at, row.turn = None, at, row.turn + 1
        row.save(update_fields=["closed_at", "renewed_at", "turn"])
    audit.record(acts.FEED_OPENED, actor=actor, on=row, at=at)
    return str(row.public_id)


def _feed_of(user: User, actor: Actor, at: datetime) -> CalendarFeed | None:
    allow(may_keep_feed(actor, on=day_of(at)))
    if actor.actor_key != user.actor_key:
        raise PlanActUnfit(Sentence(N_("A calendar address is opened by its own person.")))
    return CalendarFeed.objects.select_for_update(no_key=True).filter(user=user).first()


def _open_feed_of(user: User, actor: Actor, at: datetime) -> CalendarFeed:
    row = _feed_of(user, actor, at)
    if row is None or row.closed_at is not None:
        raise PlanActUnfit(Sentence(N_("There is no open address.")))
    return row


@action
def renew_feed(*, user: User, actor: Actor, at: datetime) -> None:
    """Give a person a new calendar address «đổi địa chỉ»; the old one is no longer found.

    Raises `PlanRefused`, or `PlanActUnfit` when there is none.
    """
    row = _open_feed_of(user, actor, at)
    row.turn, row.renewed_at = row.turn + 1, at
    row.save(update_fields=["turn", "renewed_at"])
    audit.record(acts.FEED_RENEWED, actor=actor, on=row, at=at)


@action
def close_feed(*, user: User, actor: Actor, at: datetime) -> None:
    """Close a person's calendar address «đóng địa chỉ»; nothing answers there any more.

    Raises `PlanRefused`, or `PlanActUnfit` when there is none.
    """
    row = _open_feed_of(user, actor, at)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    audit.record(acts.FEED_CLOSED, actor=actor, on=row, at=at)
