"""Tables of the room."""

from thidua.reports.models.evidence import Evidence, EvidenceFile, EvidenceLeaf
from thidua.reports.models.joint import JointReport
from thidua.reports.models.reports import (
    DeadlineMove,
    Report,
    ReportField,
    ReportReminder,
    ReportRequest,
    ReportRules,
    ReportStep,
    ReportVersion,
)

__all__ = [
    "DeadlineMove",
    "Evidence",
    "EvidenceFile",
    "EvidenceLeaf",
    "JointReport",
    "Report",
    "ReportField",
    "ReportReminder",
    "ReportRequest",
    "ReportRules",
    "ReportStep",
    "ReportVersion",
]
