"""Whom a movement asks: the units it calls, each from the day it belongs to the day it leaves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.apps import apps

from thidua.campaigns.models import Movement, MovementCall
from thidua.campaigns.queries.cards import MovementCard
from thidua.campaigns.states import Level
from thidua.organisations.states import Force, LeadRole


@dataclass(frozen=True, slots=True)
class Called:
    """A unit a movement asks, and from when to when it belongs to those who are asked."""

    id: int
    public_id: str
    code: str
    since: date | None = None
    until: date | None = None

    def belongs_on(self, on: date) -> bool:
        """Whether the unit belongs on the day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Audience:
    """Everyone a movement concerns. `heads` are public keys of the units that head or headed its bloc-year."""

    units: tuple[Called, ...] = ()
    heads: frozenset[str] = frozenset()

    def find(self, public_id: str) -> Called | None:
        """The unit with a public key, if it is asked."""
        return next((one for one in self.units if one.public_id == public_id), None)


_YEAR = (
    "pk",
    "bloc_year__memberships__unit_id",
    "bloc_year__memberships__unit__public_id",
    "bloc_year__memberships__unit__code",
    "bloc_year__memberships__joined_on",
    "bloc_year__memberships__left_on",
    "bloc_year__memberships__position",
    "bloc_year__leads__role",
    "bloc_year__leads__unit__public_id",
    "calls__unit_id",
)


def concerned(one: Called, card: MovementCard) -> bool:
    """Whether the unit belonged at any time while the movement ran: who left before or joined after is not asked."""
    return (card.ends_on is None or one.since is None or one.since <= card.ends_on) and (
        one.until is None or one.until >= card.asked_from
    )


def audiences(cards: Iterable[MovementCard]) -> dict[int, Audience]:
    """The audience of each movement: at most three queries whatever their number."""
    wanted = {card.id: card for card in cards}
    blocs = [key for key, card in wanted.items() if card.level is Level.BLOC]
    members, heads, among = _members(blocs)
    named = _named([key for key in wanted if key not in blocs])
    forces = _forces({card.force for card in wanted.values() if card.force})
    found = {}
    for key, card in wanted.items():
        if card.level is Level.BLOC:
            names = among.get(key)
            units = [one for one in members.get(key, ()) if not names or one.id in names]
        elif card.level is Level.FORCE and key not in named:
            units = list(forces.get(card.force, ()))
        else:
            units = list(named.get(key, ()))
        found[key] = Audience(
            tuple(one for one in units if concerned(one, card)), heads.get(key, frozenset[str]())
        )
    return found


def audience_of(card: MovementCard) -> Audience:
    """The audience of one movement."""
    return audiences([card])[card.id]


def _named(wanted: list[int]) -> dict[int, tuple[Called, ...]]:
    """Units called by name."""
    if not wanted:
        return {}
    found: defaultdict[int, list[Called]] = defaultdict(list)
    rows = MovementCall.objects.filter(movement__in=wanted).order_by("pk")
    for movement, unit, key, code in rows.values_list(
        "movement_id", "unit_id", "unit__public_id", "unit__code"
    ):
        found[movement].append(Called(unit, key, code))
    return {key: tuple(units) for key, units in found.items()}


def _members(
    movements: list[int],
) -> tuple[dict[int, tuple[Called, ...]], dict[int, frozenset[str]], dict[int, frozenset[int]]]:
    """Members and heads of the bloc-years of these movements, and whom they call by name; every triple is a row."""
    if not movements:
        return {}, {}, {}
    units: defaultdict[int, dict[int, Called]] = defaultdict(dict)
    heads: defaultdict[int, set[str]] = defaultdict(set)
    among: defaultdict[int, set[int]] = defaultdict(set)
    rows = Movement.objects.filter(pk__in=movements)
    order = ("pk", "bloc_year__memberships__position", "bloc_year__memberships__joined_on")
    for key, unit, public, code, since, until, _place, role, lead, called in rows.order_by(
        *order
    ).values_list(*_YEAR):
        if unit is not None:
            # Whoever left and came back is asked from the first day to the last.
            first = units[key][unit].since if unit in units[key] else since
            units[key][unit] = Called(unit, public, code, first, until)
        if role == LeadRole.HEAD and lead:
            heads[key].add(lead)
        if called is not None:
            among[key].add(called)
    return (
        {key: tuple(spans.values()) for key, spans in units.items()},
        {key: frozenset(found) for key, found in heads.items()},
        {key: frozenset(found) for key, found in among.items()},
    )


def _forces(forces: set[Force]) -> dict[Force, tuple[Called, ...]]:
    """Units of a force that belong to a bloc of the province: those the province's emulation reaches."""
    if not forces:
        return {}
    found: defaultdict[Force, list[Called]] = defaultdict(list)
    # The rows the calls point at, reached by their name: no query of the organisations' own asks by force.
    units = apps.get_model("organisations", "Unit")._default_manager
    rows = units.filter(force__in=sorted(forces), memberships__isnull=False).order_by("pk").distinct()
    for key, public, code, force in rows.values_list("pk", "public_id", "code", "force"):
        found[Force(force)].append(Called(key, public, code))
    return {force: tuple(units) for force, units in found.items()}
