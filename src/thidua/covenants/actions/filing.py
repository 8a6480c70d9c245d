"""The registration paper «bản đăng ký thi đua» a unit filed with the Council: its number and its day."""

from dataclasses import dataclass
from datetime import date, datetime

from thidua.core.verdict import Sentence
from thidua.covenants.actions import acts
from thidua.covenants.actions.keeping import LONGEST_NAME, record_act, record_notice_to_head
from thidua.covenants.addresses import step_address
from thidua.covenants.changing import allow, day_of, said, version_for_change
from thidua.covenants.errors import CovenantActUnfit
from thidua.covenants.models import Covenant, Filing
from thidua.covenants.permissions import may_file_paper, units_spoken_for
from thidua.covenants.queries import CovenantFrame
from thidua.criteria.permissions import part_in
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_
from thidua.organisations.queries import member_units


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """What is said of a registration paper."""

    number: str
    filed_on: date
    note: str = ""


def _may_speak_for(frame: CovenantFrame, unit: str, actor: Actor, on: date) -> bool:
    drafts = part_in(actor, frame.year, on=on).drafts
    return (
        drafts
        or unit in part_in(actor, frame.year, on=on).units
        or unit in units_spoken_for(actor, frame, on=on)
    )


@action
def file_paper(
    *,
    version: str,
    unit: str,
    number: str,
    filed_on: date,
    note: str = "",
    reason: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Enter the registration paper a unit filed «nộp bản đăng ký»: number and day; a correction says why.

    The paper may come after the signing: it is filed with the Council, and how late it was is scored. Raises
    `CovenantRefused`; `CovenantActUnfit` for a unit the person does not speak for or that is no member, a day to come,
    a missing number, or a correction without a reason.
    """
    _row, frame = version_for_change(version)
    paper = PaperDraft(number, filed_on, note)
    name = record_paper(frame=frame, unit=unit, paper=paper, reason=reason, actor=actor, at=at)
    record_notice_to_head(
        frame=frame,
        text=Sentence(
            N_("{unit} filed its registration paper {number}."), {"unit": name, "number": number.strip()}
        ),
        address=step_address(frame.card.public_id, "thu-dang-ky"),
        actor=actor,
        at=at,
    )


@requires_transaction
def record_paper(
    *, frame: CovenantFrame, unit: str, paper: PaperDraft, reason: str, actor: Actor, at: datetime
) -> str:
    """Write a unit's paper down, or correct it; the unit's name. Several verbs share it; raises as `file_paper` does."""
    on = day_of(at)
    allow(may_file_paper(actor, frame, on=on))
    member = next((one for one in member_units(frame.year.id) if one.public_id == unit), None)
    if member is None or not _may_speak_for(frame, unit, actor, on):
        raise CovenantActUnfit(Sentence(N_("This person does not speak for that unit.")), where="unit")
    number = said(paper.number, "number", Sentence(N_("A registration paper has a number.")))[:60]
    if paper.filed_on > on:
        raise CovenantActUnfit(Sentence(N_("The day of filing is still to come.")), where="filed_on")
    covenant = Covenant.objects.select_for_update(no_key=True).get(bloc_year=frame.year.id)
    filed = Filing.objects.select_for_update(no_key=True).filter(covenant=covenant, unit_id=member.id).first()
    why = reason.strip()[:300]
    if filed is not None and not why:
        raise CovenantActUnfit(
            Sentence(N_("A paper is on record already; correcting it needs a reason.")), where="reason"
        )
    values = {
        "number": number,
        "filed_on": paper.filed_on,
        "note": paper.note.strip()[:300],
        "recorded_at": at,
        "recorded_by_name": actor.actor_name[:LONGEST_NAME],
    }
    if filed is None:
        Filing(covenant=covenant, unit_id=member.id, **values).save(force_insert=True)
    else:
        for name, value in values.items():
            setattr(filed, name, value)
        filed.save(update_fields=list(values))
    record_act(
        act=acts.FILED if filed is None else acts.CORRECTED,
        on=covenant,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"unit": member.name, "number": number, "day": paper.filed_on, "reason": why},
    )
    return member.name
