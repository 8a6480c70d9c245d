"""Who should head the bloc next by the rotation list, and which turns are passed over for which reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.core.verdict import Sentence
from thidua.organisations.models import BlocYear, Membership, UnitSuccession, YearLead
from thidua.organisations.queries.blocs import rotations_of, terms_of
from thidua.organisations.queries.rotation_rows import heads_of, in_turn
from thidua.organisations.queries.rows import TermRow, UnitName
from thidua.organisations.states import LeadRole, SuccessionKind

# A unit that came out of a merger so lately is given time to settle.
SETTLING = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ProposedTurn:
    """A place of the list in the order in which turns come; `skipped` says why the turn is passed over."""

    unit: UnitName
    skipped: Sentence | None


@dataclass(frozen=True, slots=True)
class LeadProposal:
    """Head and deputy of a coming year by the rotation list; empty where there is no list."""

    year: int
    head: UnitName | None
    deputy: UnitName | None
    turns: tuple[ProposedTurn, ...]

    @property
    def passed_over(self) -> tuple[ProposedTurn, ...]:
        """The turns passed over before head and deputy were found."""
        last = self.deputy or self.head
        found = []
        for turn in self.turns:
            if last is not None and turn.unit.id == last.id:
                break
            if turn.skipped is not None:
                found.append(turn)
        return tuple(found)


def proposal_of(bloc: int, *, year: int, on: date) -> LeadProposal:
    """Head and deputy of `year`: the next two on the present list whose turns are not passed over.

    Everyone known to have headed counts: from the terms recorded and from the years' own heads.

    A turn is passed over when the unit does not exist any more, does not belong to the bloc's newest year before, came
    out of a merger within a year, heads another bloc in that year, or when it is on record (under discipline, or for
    any reason the members agreed on).
    """
    present = next((one for one in rotations_of(bloc, on=on) if one.replaced_on is None), None)
    if present is None:
        return LeadProposal(year, None, None, ())
    terms = terms_of(bloc)
    units = in_turn([turn.unit for turn in present.turns], terms, heads_of(bloc), year)
    reasons = _reasons(bloc, units, terms, year, on)
    turns = tuple(ProposedTurn(unit, reasons.get(unit.id)) for unit in units)
    free = [turn.unit for turn in turns if turn.skipped is None]
    return LeadProposal(year, free[0] if free else None, free[1] if len(free) > 1 else None, turns)


def _reasons(
    bloc: int, units: list[UnitName], terms: tuple[TermRow, ...], year: int, on: date
) -> Mapping[int, Sentence]:
    """For each unit whose turn is passed over, why; what is on record speaks first."""
    numbers = [unit.id for unit in units]
    found: dict[int, Sentence] = {}
    newest = BlocYear.objects.filter(bloc=bloc, year__lt=year).order_by("-year").values("pk")[:1]
    members = set(
        Membership.objects.filter(bloc_year__in=newest, left_on=None).values_list("unit", flat=True)
    )
    for unit in units:
        if members and unit.id not in members:
            found[unit.id] = Sentence("It no longer belongs to the bloc.")
        if not unit.in_force:
            found[unit.id] = Sentence("The unit no longer exists.")
    joined = UnitSuccession.objects.filter(
        successor__in=numbers,
        kind__in=[SuccessionKind.MERGE.value, SuccessionKind.ABSORB.value],
        happened_on__gt=on - SETTLING,
        happened_on__lte=on,
    )
    for link in joined:
        found[link.successor_id] = Sentence("It came out of a merger on {day}.", {"day": link.happened_on})
    elsewhere = YearLead.objects.filter(
        unit__in=numbers, role=LeadRole.HEAD.value, until=None, bloc_year__year=year
    ).exclude(bloc_year__bloc=bloc)
    for lead in elsewhere.select_related("bloc_year"):
        found[lead.unit_id] = Sentence(
            "It heads another bloc that year: {bloc}.", {"bloc": lead.bloc_year.name}
        )
    for term in terms:
        if term.year == year and term.skipped:
            found[term.head.id] = Sentence("Recorded: {note}", {"note": term.note})
    return found
