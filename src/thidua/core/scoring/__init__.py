"""Score a bloc «chấm điểm»: a scheme and results in, a scorecard with its explanations out.

Exact decimals throughout; no database, no clock, no translation. The formats are `thidua-scheme/1`,
`thidua-results/1` and `thidua-scorecard/1`.
"""

from thidua.core.scoring.canonical import canonical_scheme
from thidua.core.scoring.checking import Doubt, check_scheme
from thidua.core.scoring.differences import Change, diff_documents, diff_schemes
from thidua.core.scoring.editing import (
    add_item,
    add_node,
    change_item,
    change_node,
    change_settings,
    move_node,
    remove_item,
    remove_node,
)
from thidua.core.scoring.faults import DocumentProblem, ResultsProblem, SchemeProblem
from thidua.core.scoring.gains import Gain, room_to_gain
from thidua.core.scoring.leaves import KINDS
from thidua.core.scoring.output import scorecard_document
from thidua.core.scoring.prospects import Range, Standing, possible_range, possible_standings
from thidua.core.scoring.results import Cell, Results, Stage, State, UnitResults
from thidua.core.scoring.results_reading import parse_cell, parse_results, parse_what_fits
from thidua.core.scoring.scheme import Group, Leaf, Scheme
from thidua.core.scoring.scheme_reading import parse_scheme, read_scheme
from thidua.core.scoring.scorecard import ItemScore, LeafScore, Scorecard, UnitScore
from thidua.core.scoring.scoring import score

__all__ = [
    "KINDS",
    "Cell",
    "Change",
    "DocumentProblem",
    "Doubt",
    "Gain",
    "Group",
    "ItemScore",
    "Leaf",
    "LeafScore",
    "Range",
    "Results",
    "ResultsProblem",
    "Scheme",
    "SchemeProblem",
    "Scorecard",
    "Stage",
    "Standing",
    "State",
    "UnitResults",
    "UnitScore",
    "add_item",
    "add_node",
    "canonical_scheme",
    "change_item",
    "change_node",
    "change_settings",
    "check_scheme",
    "diff_documents",
    "diff_schemes",
    "move_node",
    "parse_cell",
    "parse_results",
    "parse_scheme",
    "parse_what_fits",
    "possible_range",
    "possible_standings",
    "read_scheme",
    "remove_item",
    "remove_node",
    "room_to_gain",
    "score",
    "scorecard_document",
]
