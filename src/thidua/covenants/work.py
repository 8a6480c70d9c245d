"""What waits for a person in the covenants «việc đang chờ», over all years they have a part in: six queries in all."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q

from thidua.accounts.queries import roles_of
from thidua.accounts.roles import Role
from thidua.covenants.models import (
    CovenantConsent,
    CovenantSignature,
    CovenantVersion,
    Filing,
    Registration,
)
from thidua.covenants.permissions import WITNESSES, covenants_visible_to
from thidua.covenants.queries import Party, VersionCard, version_cards
from thidua.covenants.queries.frames import party_of
from thidua.covenants.states import (
    IN_PREPARATION,
    WITH_THE_UNIT,
    ConsentAnswer,
    CovenantState,
    RegistrationState,
    SignatureRole,
)
from thidua.criteria.permissions import LEADERS, OVER, UNIT_ROLES
from thidua.foundation.actors import Actor
from thidua.organisations.queries.finding import BlocYearLine


class WorkKind(StrEnum):
    """What is to be done."""

    WRITE = "write"
    COLLECT = "collect"
    COMPOSE = "compose"
    CONSENT = "consent"
    SIGN = "sign"
    WITNESS = "witness"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: in which version, for which party, until when."""

    kind: WorkKind
    version: str
    name: str
    year: int
    party: Party | None = None
    due: date | None = None
    returned: bool = False
    bloc_year: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """The person's part, from their roles alone."""

    units: frozenset[str]
    led: frozenset[str]
    assisted: frozenset[str]
    witnesses: frozenset[str]

    def drafts(self, line: BlocYearLine) -> bool:
        """Whether they work for the unit that heads this year."""
        return bool(line.heads & self.led) or (line.bloc in self.assisted and bool(line.heads & self.units))


@dataclass(slots=True)
class _Read:
    """Everything the versions need, each kind read once."""

    parties: defaultdict[int, list[Party]] = field(default_factory=lambda: defaultdict(list))
    agreed: defaultdict[int, set[tuple[int, str]]] = field(default_factory=lambda: defaultdict(set))
    signed: defaultdict[int, set[int | None]] = field(default_factory=lambda: defaultdict(set))
    filed: set[tuple[str, int]] = field(default_factory=set)


def _part(actor: Actor, on: date) -> _Part:
    held = roles_of(actor, on=on)
    return _Part(
        frozenset(one.scope_key for one in held if one.role in UNIT_ROLES),
        frozenset(one.scope_key for one in held if one.role in LEADERS),
        frozenset(one.scope_key for one in held if one.role is Role.BLOC_HEAD_OFFICER),
        frozenset(one.scope_key for one in held if one.role in WITNESSES),
    )


def waiting_covenants(actor: Actor, years: tuple[BlocYearLine, ...], *, on: date) -> tuple[Waiting, ...]:
    """Everything that waits for a person among these bloc-years, what is due soonest first."""
    part = _part(actor, on)
    going = {line.public_id: line for line in years if line.state not in OVER and not line.history_only}
    if not going or not (part.units or part.assisted or part.witnesses):
        return ()
    states = [*(state.value for state in IN_PREPARATION), CovenantState.SIGNED.value]
    rows = covenants_visible_to(actor, on=on).filter(
        state__in=states, covenant__bloc_year__public_id__in=going
    )
    cards = version_cards(CovenantVersion.objects.filter(pk__in=rows.values("pk")).order_by("pk"))
    if not cards:
        return ()
    read = _read(cards)
    found = [item for card in cards for item in _of(card, going[card.bloc_year], part, read)]
    return tuple(sorted(found, key=lambda item: (item.due or date.max, item.kind)))


def _read(cards: tuple[VersionCard, ...]) -> _Read:
    keys = [card.id for card in cards]
    read = _Read()
    for row in Registration.objects.filter(version__in=keys).select_related("unit").order_by("position"):
        read.parties[row.version_id].append(party_of(row))
    consents = CovenantConsent.objects.filter(version__in=keys, answer=ConsentAnswer.AGREED.value)
    for version, unit, content_hash in consents.values_list("version", "unit", "content_hash"):
        read.agreed[version].add((unit, content_hash))
    signatures = CovenantSignature.objects.filter(version__in=keys, voided_at=None)
    for version, role, unit in signatures.values_list("version", "role", "unit"):
        read.signed[version].add(None if role == SignatureRole.WITNESS.value else unit)
    filings = Filing.objects.filter(Q(covenant__public_id__in={card.covenant for card in cards}))
    read.filed = set(filings.values_list("covenant__public_id", "unit"))
    return read


def _item(card: VersionCard, kind: WorkKind, party: Party | None = None, due: date | None = None) -> Waiting:
    returned = party is not None and party.state is RegistrationState.RETURNED
    return Waiting(kind, card.public_id, card.bloc_name, card.year, party, due, returned, card.bloc_year)


def _of(card: VersionCard, line: BlocYearLine, part: _Part, read: _Read) -> Iterator[Waiting]:
    parties, drafts = read.parties[card.id], part.drafts(line)
    if card.state is CovenantState.DRAFTED:
        yield from _of_draft(card, parties, part, drafts=drafts)
    elif card.state is CovenantState.COMPOSED:
        for party in parties:
            if party.unit in part.units and (party.unit_id, card.content_hash) not in read.agreed[card.id]:
                yield _item(card, WorkKind.CONSENT, party)
    elif card.state is CovenantState.AGREED:
        for party in parties:
            if party.unit in part.led and party.unit_id not in read.signed[card.id]:
                yield _item(card, WorkKind.SIGN, party)
    opened = card.state in {CovenantState.AGREED, CovenantState.SIGNED}
    if opened and None not in read.signed[card.id] and part.witnesses & {"", line.bloc}:
        yield _item(card, WorkKind.WITNESS)
    if card.version == 1 or card.state is CovenantState.SIGNED:
        for party in parties:
            asked = party.unit in part.units and party.state in {
                RegistrationState.SENT,
                RegistrationState.COLLECTED,
            }
            if asked and (card.covenant, party.unit_id) not in read.filed:
                yield _item(card, WorkKind.FILE, party, card.registration_due)


def _of_draft(card: VersionCard, parties: list[Party], part: _Part, *, drafts: bool) -> Iterator[Waiting]:
    for party in parties:
        if party.unit in part.units and party.state in WITH_THE_UNIT:
            yield _item(card, WorkKind.WRITE, party, card.registration_due)
        if drafts and party.state is RegistrationState.SENT:
            yield _item(card, WorkKind.COLLECT, party)
    if drafts and parties and all(party.state is RegistrationState.COLLECTED for party in parties):
        yield _item(card, WorkKind.COMPOSE)
