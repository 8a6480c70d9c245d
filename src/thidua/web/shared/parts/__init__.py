"""Parameters of the parts: frozen rows that screens fill and macros only read."""

from thidua.web.shared.parts.admin import ChainEntry, CheckResult, Lockout, RoleRow, Setting, SignIn
from thidua.web.shared.parts.charts import (
    Axis,
    Bar,
    HeatCell,
    HeatColumn,
    HeatGroup,
    HeatRow,
    Line,
    LineChart,
    Ranking,
    RankRow,
)
from thidua.web.shared.parts.intake import CellError, GridCell, GridPreview, GridRow
from thidua.web.shared.parts.page import (
    CollisionSide,
    ContentsItem,
    Counter,
    Fact,
    PageLink,
    Pager,
    State,
    Tab,
)
from thidua.web.shared.parts.progress import Act, DueItem, ImportStep, Phases, PhaseStep
from thidua.web.shared.parts.schemes import (
    BandDrawing,
    BandMark,
    BandRow,
    Effect,
    EffectRow,
    FindingItem,
    SchemeGroup,
    SchemeLeaf,
    StepBand,
)
from thidua.web.shared.parts.scores import (
    DiffRow,
    Explanation,
    GainItem,
    HistoryItem,
    Matrix,
    MatrixCell,
    MatrixRow,
    MatrixUnit,
    Proof,
    SheetLine,
    SheetMark,
    UnitLink,
)
from thidua.web.shared.parts.units import AsOfJump, OrgNode, SuccessionEdge, SuccessionGraph, SuccessionNode

__all__ = [
    "Act", "AsOfJump", "Axis", "BandDrawing", "BandMark", "BandRow", "Bar", "CellError", "ChainEntry", "CheckResult",
    "CollisionSide", "ContentsItem", "Counter", "DiffRow", "DueItem", "Effect", "EffectRow", "Explanation", "Fact",
    "FindingItem", "GainItem", "GridCell", "GridPreview", "GridRow", "HeatCell", "HeatColumn", "HeatGroup", "HeatRow",
    "HistoryItem", "ImportStep", "Line", "LineChart", "Lockout", "Matrix", "MatrixCell", "MatrixRow", "MatrixUnit",
    "OrgNode", "PageLink", "Pager", "PhaseStep", "Phases", "Proof", "RankRow", "Ranking", "RoleRow", "SchemeGroup",
    "SchemeLeaf", "Setting", "SheetLine", "SheetMark", "SignIn", "State", "StepBand", "SuccessionEdge",
    "SuccessionGraph", "SuccessionNode", "Tab", "UnitLink",
]  # fmt: skip
