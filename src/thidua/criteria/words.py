"""The words for the codes of a document: kinds of leaves, ways of rounding, offices, states. Message ids of gettext."""

from typing import Final

from thidua.criteria.states import Appraiser, ConsentAnswer, SchemeState
from thidua.foundation.wording import N_

KINDS: Final = {
    "pass_fail": N_("Met or not met"),
    "direct": N_("Marked directly"),
    "proportional": N_("In proportion"),
    "completion": N_("By completion rate"),
    "step": N_("Step table"),
    "lateness": N_("Steps by days late"),
    "dated": N_("By day of issue"),
    "count": N_("Count, with a limit"),
    "deduct_per_event": N_("Deducted per event"),
    "deduct_step": N_("Deducted by steps"),
    "banded_target": N_("Target by size"),
    "external": N_("By the superior's rating"),
    "relative_to_leader": N_("Against the leading unit"),
    "unit_targets": N_("By the unit's own registered targets"),
}
MODES: Final = {
    "half_up": N_("half away from zero"),
    "half_even": N_("half to even"),
    "half_down": N_("half towards zero"),
    "up": N_("always away from zero"),
    "down": N_("always towards zero"),
    "ceiling": N_("always up"),
    "floor": N_("always down"),
}
POLICIES: Final = {
    "rescale": N_("Left out, the rest is scaled up"),
    "full": N_("Full marks"),
    "zero": N_("No points"),
}
DIRECTIONS: Final = {"higher": N_("Higher is better"), "lower": N_("Lower is better")}
DAYS: Final = {"calendar": N_("calendar days"), "working": N_("working days")}
THEN: Final = {"proportional": N_("in proportion"), "met": N_("met or not met")}
EFFECTS: Final = {"excluded": N_("Excluded"), "suspended": N_("Suspended")}
YES_NO: Final = {"true": N_("Yes"), "false": N_("No")}
APPRAISERS: Final[dict[str, str]] = {
    Appraiser.BLOC_HEAD: N_("Bloc head"),
    Appraiser.BLOC_DEPUTY: N_("Deputy bloc head"),
    Appraiser.STANDING_BODY: N_("Standing body of the Council"),
    Appraiser.UNIT: N_("A named unit"),
}
STATES: Final = {
    SchemeState.DRAFTED: N_("Draft"),
    SchemeState.AGREED: N_("Agreed"),
    SchemeState.FROZEN: N_("Frozen"),
    SchemeState.SUPERSEDED: N_("Superseded"),
}
ANSWERS: Final = {ConsentAnswer.AGREED: N_("Agrees"), ConsentAnswer.OBJECTED: N_("Has other ideas")}
TIE_BY_DEDUCTIONS: Final = N_("fewer deductions")
NO_FIGURE: Final = N_("no figure")
