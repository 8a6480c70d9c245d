"""Words of these screens: states with their look, places that differ, manners of signing."""

from typing import Final

from django.utils.translation import gettext as _

from thidua.covenants.awards import award
from thidua.covenants.states import (
    AwardScope,
    ConsentAnswer,
    CovenantState,
    Direction,
    Manner,
    RegistrationState,
)
from thidua.foundation.wording import N_
from thidua.web.shared.parts import State

_STATES: Final = {
    CovenantState.DRAFTED: (N_("Draft"), ""),
    CovenantState.COMPOSED: (N_("Waiting for consent"), "wait"),
    CovenantState.AGREED: (N_("Being signed"), "live"),
    CovenantState.SIGNED: (N_("Signed"), "ok"),
    CovenantState.SUPERSEDED: (N_("Replaced"), "old"),
}
_REGISTRATIONS: Final = {
    RegistrationState.DRAFTED: (N_("Not sent"), ""),
    RegistrationState.SENT: (N_("Waiting to be collected"), "wait"),
    RegistrationState.RETURNED: (N_("Returned"), "back"),
    RegistrationState.COLLECTED: (N_("Received"), "ok"),
}
DIRECTIONS: Final = {
    Direction.HIGHER: N_("Higher is better"),
    Direction.LOWER: N_("Lower is better"),
}
ANSWERS: Final = {ConsentAnswer.AGREED: N_("Agrees"), ConsentAnswer.OBJECTED: N_("Has other ideas")}
MANNERS: Final = {
    Manner.ON_SCREEN: N_("Confirmed on the screen"),
    Manner.ON_PAPER: N_("Signed on paper"),
}
SCOPES: Final = {AwardScope.COLLECTIVE: N_("Collective"), AwardScope.INDIVIDUAL: N_("Individual")}
PLACES: Final = {
    "title": N_("Title"),
    "slogan": N_("Slogan"),
    "preamble": N_("Preamble"),
    "undertaking": N_("Undertaking"),
    "number": N_("Number"),
    "clauses": N_("Content"),
    "party": N_("Party"),
    "targets": N_("Target"),
    "titles": N_("Title registered"),
    "commendations": N_("Commendation registered"),
    "models": N_("New models"),
    "exemplars": N_("Number of exemplars"),
    "exemplar_names": N_("Exemplars by name"),
    "code": N_("Code"),
    "name": N_("Name"),
    "measure": N_("Unit of measure"),
    "direction": N_("Direction"),
    "weight": N_("Weight in points"),
    "baseline": N_("Last year's result"),
    "target": N_("Figure to reach"),
    "decimals": N_("Decimals"),
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "deadline": N_("Deadline"),
    "secrecy": N_("Note on secrecy"),
    "leaf": N_("Criterion"),
}


def state_of(state: CovenantState) -> State:
    """A version's state as shown."""
    words, look = _STATES[state]
    return State(_(words), look)


def registration_state(state: RegistrationState) -> State:
    """A registration's state as shown."""
    words, look = _REGISTRATIONS[state]
    return State(_(words), look)


def place_words(place: str) -> str:
    """A place that differs."""
    return _(PLACES[place])


def award_words(code: str) -> str:
    """The name of a title or commendation."""
    found = award(code)
    return _(found.words) if found is not None else code


def days_late_words(days: int | None) -> State:
    """How late a paper was filed."""
    if days is None:
        return State(_("Not filed"), "")
    if days > 0:
        return State(_("%(count)s days late") % {"count": days}, "late")
    if days < 0:
        return State(_("%(count)s days early") % {"count": -days}, "ok")
    return State(_("In time"), "ok")
