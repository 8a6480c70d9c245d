"""Who checked whom on the sheet before this one, and what could be proposed now."""

from collections.abc import Mapping

from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.models import SheetUnit
from thidua.scorecards.pairing import Proposal, proposed_checks


def checks_before(frame: SheetFrame) -> dict[str, tuple[str, ...]]:
    """Who checked whom (by code) on the latest earlier sheet of the same bloc, by the checked unit."""
    rows = (
        SheetUnit.objects.filter(
            sheet__bloc_year__bloc__public_id=frame.bloc, sheet__period_to__lt=frame.period_from
        )
        .order_by("-sheet__period_to", "-sheet")
        .values_list("sheet", "code", "checks__checker__code")
    )
    found: dict[str, tuple[str, ...]] = {}
    latest = None
    for sheet, unit, checker in rows:
        latest = sheet if latest is None else latest
        if sheet == latest and checker:
            found[unit] = (*found.get(unit, ()), checker)
    return found


def proposal_for(frame: SheetFrame, *, before: Mapping[str, tuple[str, ...]], turn: int = 0) -> Proposal:
    """The proposal for this sheet, in the year's own turn or the one named; `before` is what `checks_before` found."""
    return proposed_checks(frame.members, year=frame.year, before=before, turn=turn)
