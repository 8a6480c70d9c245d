"""A plan in preparation: begun, its words and lines changed, sent back to the drafting table."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Max

from thidua.core.calendar import Relative, When
from thidua.core.verdict import Sentence
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.organisations.queries import name_day, unit_names
from thidua.plans.actions import acts
from thidua.plans.actions.keeping import (
    columns_of,
    line_of,
    record_act,
    record_days,
    record_revision,
)
from thidua.plans.changing import (
    LONGEST_TEXT,
    allow,
    day_of,
    line_for_change,
    owner_number,
    plan_for_change,
    said,
    year_for_change,
)
from thidua.plans.days import checked_days
from thidua.plans.drafts import ActivityDraft
from thidua.plans.errors import PlanActUnfit
from thidua.plans.models import Activity, Plan
from thidua.plans.permissions import may_draft_plan, may_read_plan, may_return_plan, may_revise_plan
from thidua.plans.queries import ActivityRow, PlanFrame, holidays_in_use, plan_frame
from thidua.plans.states import IN_PREPARATION, PlanState

MOST_LINES = 300
CODE = re.compile(r"[\w.-]+")


@action
def draft_plan(
    *,
    bloc_year: str,
    title: str,
    text: str = "",
    activities: Sequence[ActivityDraft] = (),
    based_on: str | None = None,
    change_reason: str = "",
    actor: Actor,
    at: datetime,
) -> str:
    """Begin a version of a bloc-year's plan «soạn kế hoạch» and return its key.

    With lines of its own, or with those of another version (`based_on`). Raises `PlanRefused`; `PlanActUnfit` while
    another version is in preparation, for lines that do not fit together, or without the reason a second one needs.
    """
    year, on = year_for_change(bloc_year), day_of(at)
    allow(may_draft_plan(actor, year, on=on))
    earlier = Plan.objects.filter(bloc_year_id=year.id)
    if earlier.filter(state__in=sorted(state.value for state in IN_PREPARATION)).exists():
        raise PlanActUnfit(
            Sentence(N_("Another version of this year's plan is in preparation.")),
            remedy=Sentence(N_("Go on with that one; there is one draft at a time.")),
        )
    version = 1 + (earlier.aggregate(top=Max("version"))["top"] or 0)
    reason = change_reason.strip()
    if version > 1 and not reason:
        raise PlanActUnfit(
            Sentence(N_("A new version needs a reason.")),
            where="change_reason",
            remedy=Sentence(N_("Say what led the bloc to change its plan.")),
        )
    base = _base(based_on, actor, at)
    drafts = [*activities, *(_copied(base) if base is not None else ())]
    plan = Plan(
        bloc_year_id=year.id,
        version=version,
        title=said(title, "title", Sentence(N_("The plan needs a title.")), longest=300),
        text=(text or (base.card.text if base is not None else "")).strip()[:LONGEST_TEXT],
        based_on_id=base.card.id if base is not None else None,
        change_reason=reason,
        drafted_at=at,
        drafted_by_name=actor.actor_name[:200],
        revised_at=at,
        revised_by_name=actor.actor_name[:200],
    )
    plan.save(force_insert=True)
    _unlike(drafts)
    days = checked_days(
        {draft.code: draft.when for draft in drafts},
        holidays_in_use(),
        where="activities",
        year=year.year,
    )
    owners = {key: owner_number(key, on=on) for key in {draft.owner for draft in drafts}}
    Activity.objects.bulk_create(
        line_of(plan, _worded(draft), position=place, owner=owners[draft.owner], due_on=days[draft.code])
        for place, draft in enumerate(drafts, start=1)
    )
    record_act(act=acts.DRAFTED, on=plan, actor=actor, at=at, data={"version": version})
    return str(plan.public_id)


def _base(public_id: str | None, actor: Actor, at: datetime) -> PlanFrame | None:
    if public_id is None:
        return None
    frame = plan_frame(public_id)
    if frame is None or not may_read_plan(actor, frame, on=day_of(at)).allowed:
        raise PlanActUnfit(
            Sentence(N_("The version to begin from is not there, or not this person's to read.")),
            where="based_on",
        )
    return frame


def _copied(base: PlanFrame) -> tuple[ActivityDraft, ...]:
    """The lines of another version that were not dropped; an owner is named by public key."""
    owners = {row.owner for row in base.activities if row.owner is not None}
    keys = {unit: name.public_id for unit, name in unit_names(owners, on=name_day(base.year.year)).items()}
    return tuple(
        ActivityDraft(
            row.code,
            row.title,
            row.when,
            keys[row.owner] if row.owner is not None else "",
            row.output,
            row.anchor,
            row.day_kind,
        )
        for row in base.activities
        if row.dropped_on is None
    )


def _worded(draft: ActivityDraft) -> ActivityDraft:
    """The line with its words trimmed; raises `PlanActUnfit` for one without a code or a title."""
    code = said(draft.code, "code", Sentence(N_("Every line needs a code.")), longest=20)
    if not CODE.fullmatch(code):
        raise PlanActUnfit(
            Sentence(
                N_("“{code}” is no code: letters, digits, dots and hyphens, without blanks."), {"code": code}
            ),
            where="code",
        )
    return ActivityDraft(
        code,
        said(draft.title, "title", Sentence(N_("Every line needs a title.")), longest=300),
        draft.when,
        "" if draft.anchor else draft.owner,
        "" if draft.anchor else draft.output.strip()[:300],
        draft.anchor,
        draft.counted_in,
    )


def _unlike(drafts: Sequence[ActivityDraft]) -> None:
    """Refuse a code that stands twice, and a plan nobody could read."""
    codes = [draft.code.strip() for draft in drafts]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise PlanActUnfit(
            Sentence(N_("The code {code} stands twice."), {"code": twice}),
            where="code",
            remedy=Sentence(N_("Give each line a code of its own.")),
        )
    if len(drafts) > MOST_LINES:
        raise PlanActUnfit(
            Sentence(N_("A plan holds at most {count} lines."), {"count": MOST_LINES}), where="activities"
        )


@action
def revise_plan(*, plan: str, title: str, text: str, revision: int, actor: Actor, at: datetime) -> None:
    """Change the words of a plan in preparation «sửa dự thảo».

    Raises `PlanRefused`; `PlanChangedMeanwhile` when somebody saved in between; `PlanActUnfit` without a title.
    """
    row, frame = plan_for_change(plan, revision=revision)
    allow(may_revise_plan(actor, frame, on=day_of(at)))
    row.title = said(title, "title", Sentence(N_("The plan needs a title.")), longest=300)
    row.text = text.strip()[:LONGEST_TEXT]
    record_revision(plan=row, actor=actor, at=at, fields=["title", "text"])
    record_act(act=acts.REVISED, on=row, actor=actor, at=at)


@action
def add_activity(*, plan: str, activity: ActivityDraft, actor: Actor, at: datetime) -> str:
    """Add a line to a plan in preparation «thêm việc, thêm mốc» and return its code.

    Raises `PlanRefused`; `PlanActUnfit` for a code that is taken or a day that cannot be worked out.
    """
    row, frame = plan_for_change(plan)
    on = day_of(at)
    allow(may_revise_plan(actor, frame, on=on))
    draft = _worded(activity)
    _unlike([*(_draft_of(line) for line in frame.activities), draft])
    days = checked_days(
        {**frame.whens, draft.code: draft.when}, frame.holidays, where="when", year=frame.year.year
    )
    place = 1 + max((line.position for line in frame.activities), default=0)
    line_of(row, draft, position=place, owner=owner_number(draft.owner, on=on), due_on=days[draft.code]).save(
        force_insert=True
    )
    record_revision(plan=row, actor=actor, at=at)
    record_act(act=acts.ADDED, on=row, actor=actor, at=at, data={"code": draft.code, "title": draft.title})
    return draft.code


def _draft_of(line: ActivityRow) -> ActivityDraft:
    return ActivityDraft(line.code, line.title, line.when, "", line.output, line.anchor, line.day_kind)


@action
def revise_activity(
    *, plan: str, code: str, activity: ActivityDraft, revision: int, actor: Actor, at: datetime
) -> None:
    """Change a line of a plan in preparation «sửa việc»; lines that count from it are worked out again.

    Raises `PlanRefused`; `PlanChangedMeanwhile` when somebody saved in between; `PlanActUnfit` for a code that is
    taken, or days that cannot be worked out.
    """
    row, frame = plan_for_change(plan, revision=revision)
    on = day_of(at)
    allow(may_revise_plan(actor, frame, on=on))
    line, draft = line_for_change(frame, code), _worded(activity)
    others = [_draft_of(one) for one in frame.activities if one.code != code]
    _unlike([*others, draft])
    whens = {draft.code if name == code else name: when for name, when in frame.whens.items()}
    if draft.code != code:
        whens = {name: _recoded(when, code, draft.code) for name, when in whens.items()}
    days = checked_days({**whens, draft.code: draft.when}, frame.holidays, where="when", year=frame.year.year)
    if draft.code != code:
        Activity.objects.filter(plan=row, base_code=code).update(base_code=draft.code)
    Activity.objects.filter(pk=line.id).update(
        code=draft.code,
        title=draft.title,
        output=draft.output,
        anchor=draft.anchor,
        owner_id=owner_number(draft.owner, on=on),
        **{"day_kind": draft.counted_in.value, **columns_of(draft.when)},
    )
    record_days(plan=row, days=days)
    record_revision(plan=row, actor=actor, at=at)
    record_act(
        act=acts.ACTIVITY_REVISED,
        on=row,
        actor=actor,
        at=at,
        data={"code": draft.code, "title": draft.title},
    )


def _recoded(when: When, code: str, now: str) -> When:
    """The same way to a day, when the line it counts from is called otherwise now."""
    return replace(when, base=now) if isinstance(when, Relative) and when.base == code else when


@action
def remove_activity(*, plan: str, code: str, revision: int, actor: Actor, at: datetime) -> None:
    """Take a line out of a plan in preparation «bỏ việc khỏi dự thảo».

    Raises `PlanRefused`; `PlanChangedMeanwhile`; `PlanActUnfit` while other lines count from it.
    """
    row, frame = plan_for_change(plan, revision=revision)
    allow(may_revise_plan(actor, frame, on=day_of(at)))
    line = line_for_change(frame, code)
    if hanging := list(Activity.objects.filter(plan=row, base_code=code).values_list("code", flat=True)):
        raise PlanActUnfit(
            Sentence(N_("Other lines count from it: {codes}."), {"codes": ", ".join(hanging)}),
            remedy=Sentence(N_("Let them count from another line first.")),
        )
    Activity.objects.filter(pk=line.id).delete()
    record_revision(plan=row, actor=actor, at=at)
    record_act(act=acts.REMOVED, on=row, actor=actor, at=at, data={"code": code, "title": line.title})


@action
def return_plan(*, plan: str, reason: str, actor: Actor, at: datetime) -> None:
    """Take a plan that was sent round back to the drafting table «thu hồi để soạn lại», with the reason.

    What the units answered stays. Raises `PlanRefused`; `PlanActUnfit` without a reason, or while its consultation is
    open.
    """
    row, frame = plan_for_change(plan)
    allow(may_return_plan(actor, frame, on=day_of(at)))
    words = said(reason, "reason", Sentence(N_("Returning a plan needs a reason.")))
    if row.consultations.filter(closed_at=None).exists():
        raise PlanActUnfit(
            Sentence(N_("The consultation on this plan is still open.")),
            remedy=Sentence(N_("Close it first, with a reply to each comment.")),
        )
    row.state, row.returned_reason = PlanState.DRAFTED.value, words
    record_revision(plan=row, actor=actor, at=at, fields=["state", "returned_reason"])
    record_act(act=acts.RETURNED, on=row, actor=actor, at=at, data={"reason": words})
