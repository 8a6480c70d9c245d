"""What stands in the way of composing a covenant's text."""

from datetime import datetime

from thidua.core.verdict import Sentence
from thidua.covenants.changing import day_of, parties_fit
from thidua.covenants.findings import findings_of, targets_rule
from thidua.covenants.queries import CovenantContent, CovenantFrame
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_


def text_problems(frame: CovenantFrame, content: CovenantContent, *, at: datetime) -> tuple[Problem, ...]:
    """No contents, parties that are not the members, registrations with errors: each with its place."""
    on = day_of(at)
    found: list[Problem] = []
    if not content.bloc.clauses:
        found.append(Problem(Sentence(N_("The covenant has no contents yet.")), where="clauses"))
    if not parties_fit(frame, on):
        found.append(
            Problem(
                Sentence(N_("The parties are not the members of today.")),
                where="parties",
                remedy=Sentence(N_("Match the parties with the members first.")),
            )
        )
    rule = targets_rule(frame.year.public_id, on=on)
    for party in frame.parties:
        for one in findings_of(content.registrations[party.id], rule):
            if one.error:
                said = Sentence(N_("{unit}: {problem}"), {"unit": party.name, "problem": one.sentence})
                found.append(Problem(said, where=party.unit))
    return tuple(found)
