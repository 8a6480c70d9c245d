"""What a person is on a score sheet on a day, and which sheets and marks that lets them read."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from thidua.accounts.queries import roles_of
from thidua.core.verdict import Verdict, met, not_met
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.models import Sheet
from thidua.scorecards.states import Stage, is_closed

OFFICER: Final = "unit_officer"
LEADERS: Final = frozenset({"unit_head", "unit_deputy"})
HEAD_OFFICER: Final = "bloc_head_officer"
STANDING: Final = "standing_officer"
APPRAISER: Final = "specialised_appraiser"
READERS: Final = frozenset({STANDING, "council_secretary", "council_member", "auditor"})


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part on one sheet: whose officer or leader (member codes), and what beside that.

    `head_officer` assists the head unit of this very year; `appraises` are the keys of the offices whose
    specialised appraiser the person is.
    """

    officer_of: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    head_officer: bool = False
    standing: bool = False
    reads_all: bool = False
    appraises: frozenset[str] = frozenset()

    @property
    def own(self) -> frozenset[str]:
        """The units the person belongs to."""
        return self.officer_of | self.leads

    @property
    def sees(self) -> bool:
        """Whether the person may read the sheet at all."""
        return bool(self.own or self.appraises) or self.head_officer or self.reads_all


def part_of(actor: Actor, frame: SheetFrame, *, on: date) -> Part:
    """The part of a person on a sheet that day. A system administrator has none."""
    codes = {member.public_id: member.code for member in frame.members}
    named = {duty.appraiser_unit for duty in frame.duties.values() if duty.appraiser_unit}
    officer, leads, appraises = set[str](), set[str](), set[str]()
    assists = standing = reads = False
    for held in roles_of(actor, on=on):
        role, scope = str(held.role), held.scope_key
        if role == OFFICER and scope in codes:
            officer.add(codes[scope])
        elif role in LEADERS and scope in codes:
            leads.add(codes[scope])
        elif role == APPRAISER and scope in named:
            appraises.add(scope)
        assists = assists or (role == HEAD_OFFICER and scope == frame.bloc)
        standing = standing or role == STANDING
        reads = reads or (role in READERS and scope in {"", frame.bloc})
    head = frame.head
    # Two heads are active at once in the first quarter, each on its own year: the bloc's role alone is not enough.
    assists = assists and head is not None and head.code in officer | leads
    return Part(frozenset(officer), frozenset(leads), assists, standing, reads, frozenset(appraises))


def only_reads(actor: Actor, *, on: date) -> bool:
    """Whether no role of the person marks before the appraisal: the standing body, the Council and auditors read."""
    marks = {OFFICER, HEAD_OFFICER, APPRAISER, *LEADERS}
    return not any(str(held.role) in marks for held in roles_of(actor, on=on))


def sheets_visible_to(actor: Actor, *, on: date) -> QuerySet[Sheet]:
    """The sheets a person may read that day: `may_see_sheet` as rows."""
    units, read, offices = set[str](), set[str](), set[str]()
    for held in roles_of(actor, on=on):
        role, scope = str(held.role), held.scope_key
        if role in READERS and not scope:
            return Sheet.objects.all()
        if role in READERS:
            read.add(scope)
        elif role == OFFICER or role in LEADERS:
            units.add(scope)
        elif role == APPRAISER:
            offices.add(scope)
    member = Q(units__unit__public_id__in=units)
    appraises = Q(scheme__leaf_notes__appraiser_unit__public_id__in=offices)
    return Sheet.objects.filter(member | Q(bloc_year__bloc__public_id__in=read) | appraises).distinct()


def may_see_sheet(actor: Actor, frame: SheetFrame, *, on: date) -> Verdict:
    """Read a score sheet «xem bảng điểm»: members, the standing body, the Council, auditors, its appraisers."""
    if part_of(actor, frame, on=on).sees:
        return met(N_("The sheet belongs to a bloc this person works in."))
    return not_met(N_("The sheet belongs to a bloc this person has no part in."), private=True)


def may_open_scores(actor: Actor, *, on: date) -> Verdict:
    """Open the room «Chấm điểm, xếp hạng»: whoever holds a role that reads or writes marks."""
    known = {OFFICER, HEAD_OFFICER, APPRAISER, *LEADERS, *READERS}
    if any(str(held.role) in known for held in roles_of(actor, on=on)):
        return met(N_("This person has a part in scoring."))
    return not_met(N_("This account has no part in scoring."), private=True)


def sees_marks(part: Part, frame: SheetFrame, unit: str, stage: Stage) -> bool:
    """Whether the marks of one unit at one stage may be read; the field-level rule, cheap enough for every cell."""
    if stage is not Stage.SELF or unit in part.own or part.reads_all:
        return True
    return not frame.self_marks_hidden or is_closed(frame.state, Stage.SELF)


def may_see_marks(actor: Actor, place: tuple[SheetFrame, str, Stage], *, on: date) -> Verdict:
    """Read one unit's marks of one stage «xem điểm của đơn vị».

    A unit always reads its own. While units score themselves their marks are hidden from one another, the head
    unit included, because all of them compete; the standing body, the Council and auditors do not compete.
    """
    frame, unit, stage = place
    part = part_of(actor, frame, on=on)
    if not part.sees:
        return not_met(N_("The sheet belongs to a bloc this person has no part in."), private=True)
    if sees_marks(part, frame, unit, stage):
        return met(N_("The marks may be read."))
    return not_met(
        N_("Units do not see one another's own marks while they are still being entered."),
        remedy=N_("They can be read as soon as self-scoring is closed."),
    )
