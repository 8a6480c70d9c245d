"""Words of these screens: states with their look, kinds of findings, places of a document."""

import re
from typing import Final

from django.utils.translation import gettext as _

from thidua.core.scoring import Change
from thidua.criteria import words
from thidua.criteria.findings import SchemeFinding
from thidua.criteria.states import SchemeState
from thidua.foundation.wording import N_
from thidua.web.shared.parts import State

STATE_LOOKS: Final = {
    SchemeState.DRAFTED: "",
    SchemeState.AGREED: "wait",
    SchemeState.FROZEN: "ok",
    SchemeState.SUPERSEDED: "old",
}
# The few kinds that deserve a word of their own; the others are "to be looked at".
FINDING_WORDS: Final = {
    "gap": N_("Uncovered"),
    "overlap": N_("Overlap"),
    "cliff": N_("Cliff"),
    "unreachable": N_("Never counts"),
    "empty_band": N_("Never counts"),
    "no_figure": N_("No figure"),
    "sum_below_max": N_("Sum"),
    "sum_above_max": N_("Sum"),
    "sum_not_content_max": N_("Sum"),
    "max_out_of_reach": N_("Out of reach"),
}
PLACES: Final = {
    "name": N_("Name"),
    "max": N_("Maximum"),
    "cap": N_("Limit"),
    "kind": N_("Way of scoring"),
    "capped": N_("Not above the maximum"),
    "direction": N_("Direction"),
    "per_item": N_("Points per item"),
    "per_event": N_("Points per event"),
    "floor": N_("Not under"),
    "events": N_("Events"),
    "missing": N_("Points when never filed"),
    "days": N_("Days counted"),
    "require": N_("Parts that must be complete"),
    "then": N_("After the target is picked"),
    "share_at_target": N_("Share for reaching the target"),
    "min_targets": N_("Fewest targets"),
    "max_targets": N_("Most targets"),
    "measure": N_("Rounding of the measure"),
    "map": N_("Ratings"),
    "not_applicable_for": N_("Does not apply to"),
    "points": N_("Points"),
    "once": N_("Only once"),
    "one_of": N_("Only the highest of"),
    "effect": N_("Effect"),
    "from": N_("From points"),
    "count": N_("How many"),
    "rank": N_("Down to rank"),
    "min_total": N_("From total"),
    "rounding": N_("Rounding of points"),
    "not_applicable": N_("A criterion that does not apply"),
    "total": N_("Sums and limits"),
    "ranking": N_("Equal totals"),
    "ties": N_("Equal totals are compared by"),
    "votes": N_("A vote decides what is left"),
    "content_max": N_("Content in all"),
    "bonus_max": N_("Bonus at most"),
    "deduction_floor": N_("Deductions not under"),
    "may_exceed_content_max": N_("The total may exceed the content in all"),
    "exclusive": N_("Counted once"),
    "parent": N_("Section it stands under"),
    "order": N_("Order"),
    "decimals": N_("Decimals"),
    "mode": N_("How"),
}
SECTIONS: Final = {
    "settings": N_("General rules"),
    "criteria": N_("Tree of criteria"),
    "bonus": N_("Bonus"),
    "deductions": N_("Deductions"),
    "disqualifiers": N_("Disqualifiers"),
    "awards": N_("Proposals for awards"),
    "bands": N_("Classes of the total"),
    "exclusive": N_("Counted once"),
}
CODED: Final = {
    "kind": words.KINDS,
    "direction": words.DIRECTIONS,
    "days": words.DAYS,
    "then": words.THEN,
    "mode": words.MODES,
    "not_applicable": words.POLICIES,
    "effect": words.EFFECTS,
}
_ROW: Final = re.compile(r"^(steps|bands|exclusive)\[(\d+)\](?:\.(\w+))?$")


def state_of(state: SchemeState) -> State:
    """The state as shown."""
    return State(_(words.STATES[state]), STATE_LOOKS[state])


def finding_word(finding: SchemeFinding) -> str:
    """The kind of a finding in a word."""
    if (said := FINDING_WORDS.get(finding.kind)) is not None:
        return _(said)
    return _("Error") if finding.error else _("To be looked at")


def place_word(change: Change) -> str:
    """The place of a change in words: `Bậc 3`, `Tối đa`."""
    if change.kind == "added":
        return _("Added")
    if change.kind == "removed":
        return _("Removed")
    if (match := _ROW.match(change.place)) is not None:
        number = int(match[2]) + 1
        if match[3] == "points":
            return _("Points of step %(number)s") % {"number": number}
        return _("Step %(number)s") % {"number": number}
    head, _dot, rest = change.place.partition(".")
    said = _(PLACES[head]) if head in PLACES else head
    if rest:
        last = rest.rsplit(".", 1)[-1]
        return f"{said}: {_(PLACES[last]) if last in PLACES else rest}"
    return said
