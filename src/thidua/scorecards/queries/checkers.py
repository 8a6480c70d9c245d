"""Who checks whom in a bloc-year, as the room of reports asks: its evidence is read by those assigned to check it."""

from thidua.scorecards.models import CrossCheck


def checkers_of_year(bloc_year: str) -> dict[str, frozenset[str]]:
    """The units assigned to check each unit of a bloc-year, all by public key."""
    found: dict[str, frozenset[str]] = {}
    pairs = CrossCheck.objects.filter(member__sheet__bloc_year__public_id=bloc_year).order_by()
    for unit, checker in pairs.values_list("member__unit__public_id", "checker__unit__public_id"):
        found[unit] = found.get(unit, frozenset()) | {checker}
    return found
