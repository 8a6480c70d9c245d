"""What this room proves of the lines of a plan: reports that were sent."""

from collections.abc import Iterator

from thidua.core.text import fold
from thidua.core.verdict import Sentence
from thidua.foundation.wording import N_
from thidua.plans.proofs import PROVERS, Proof
from thidua.plans.queries import ActivityRow
from thidua.reports.models import Report

# A line that does not speak of a report («báo cáo»), folded, is done by none.
REPORT = "bao cao"


def reports_sent(bloc_year: str, row: ActivityRow) -> Iterator[Proof]:
    """Each report of the year that was filed, on the day it counts from."""
    if REPORT not in fold(f"{row.title} {row.output}"):
        return
    filed = Report.objects.filter(request__bloc_year__public_id=bloc_year).filter(filed_on__isnull=False)
    columns = filed.order_by("filed_on", "pk").values_list("unit__public_id", "filed_on", "request__name")
    for unit, day, name in columns:
        if day is not None:
            said = Sentence(N_("{report} was sent on {day}."), {"report": name, "day": day})
            yield Proof(unit, day, said, name)


PROVERS["reports"] = reports_sent
