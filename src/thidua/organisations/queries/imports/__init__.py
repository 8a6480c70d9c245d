"""What a workbook of units or people would do, worked out before anything is saved."""

from thidua.organisations.queries.imports.plan import (
    ImportCard,
    ImportPlan,
    ImportRow,
    RowStatus,
    import_card,
)
from thidua.organisations.queries.imports.template import import_template
from thidua.organisations.queries.imports.uploads import plan_content, plan_of

__all__ = [
    "ImportCard",
    "ImportPlan",
    "ImportRow",
    "RowStatus",
    "import_card",
    "import_template",
    "plan_content",
    "plan_of",
]
