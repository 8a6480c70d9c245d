"""What the verbs of this room stand on: a version found and locked, what it lacks, its notes as edits carry them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from thidua.core.scoring import SchemeProblem, read_scheme
from thidua.core.verdict import Sentence, not_met
from thidua.criteria.edits import NoteInput
from thidua.criteria.errors import SchemeActUnfit, SchemeRefused, SchemeUnreadable
from thidua.criteria.findings import SchemeFinding, findings_of, hard_problems
from thidua.criteria.models import Scheme
from thidua.criteria.queries import LOADED, LeafNoteCard, SchemeFrame, frame_of
from thidua.criteria.states import RemarkKind
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import Problem
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_
from thidua.organisations.queries import unit_card


def day_of(at: datetime) -> date:
    """The day of a moment in Viet Nam."""
    return at.astimezone(VIET_NAM).date()


@requires_transaction
def scheme_for_change(public_id: str) -> tuple[Scheme, SchemeFrame]:
    """Lock a version and read it; raises `SchemeRefused` (as if it did not exist) when there is none."""
    rows = Scheme.objects.select_for_update(no_key=True, of=("self",))
    row = rows.filter(public_id=public_id).select_related(*LOADED).first()
    if row is None:
        raise SchemeRefused(
            not_met(N_("The table belongs to a bloc this person has no part in."), private=True)
        )
    return row, frame_of(row)


def inputs_of(notes: Mapping[str, LeafNoteCard]) -> dict[str, NoteInput]:
    """Notes as kept, in the form in which edits carry them."""
    return {
        code: NoteInput(note.evidence, note.measure, note.appraiser, note.appraiser_unit or "")
        for code, note in notes.items()
    }


def unit_number(note: NoteInput, *, on: date) -> int | None:
    """The row number of the unit a note names as appraiser; raises `SchemeActUnfit` when there is none."""
    if not note.appraiser_unit:
        return None
    card = unit_card(note.appraiser_unit, on=on)
    if card is None:
        raise SchemeActUnfit(
            Sentence(N_("There is no unit with the key {key}."), {"key": note.appraiser_unit}),
            where="appraiser_unit",
        )
    return card.unit.id


def _problems(problems: tuple[SchemeProblem, ...]) -> tuple[Problem, ...]:
    return tuple(Problem(problem.sentence, where=problem.path) for problem in problems)


def unfit(*problems: SchemeProblem) -> SchemeUnreadable:
    """The refusal of a change that does not fit, with each place."""
    return SchemeUnreadable(
        Sentence(N_("This does not fit into a table of criteria; nothing was saved.")), _problems(problems)
    )


def refuse_unfit(document: Mapping[str, Any]) -> None:
    """Refuse what may not even stand in a draft; raises `SchemeUnreadable`."""
    if problems := hard_problems(document):
        raise unfit(*problems)


def refuse_faulty(document: Mapping[str, Any]) -> None:
    """Refuse a file that does not hold together as a whole, telling every fault; raises `SchemeUnreadable`."""
    if problems := read_scheme(document)[1]:
        raise SchemeUnreadable(
            Sentence(N_("The file does not hold a table of criteria that can be used; nothing was saved.")),
            _problems(problems),
        )


def open_findings(frame: SchemeFrame) -> tuple[SchemeFinding, ...]:
    """What stands in the way of agreement: errors, and doubts without a word why they are kept."""
    return tuple(
        finding
        for finding in findings_of(frame.document)
        if finding.error or frame.remark(RemarkKind.DOUBT_KEPT, finding.key) is None
    )
