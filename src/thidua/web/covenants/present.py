"""What the templates show: rows of commitments, differences, signatures, all as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from thidua.covenants.content import RegistrationContent, TargetRow
from thidua.covenants.differences import Difference
from thidua.covenants.progress import NONE, TargetProgress
from thidua.covenants.queries import Party, SignatureCard
from thidua.covenants.states import Direction, Manner, SignatureRole
from thidua.web.covenants.words import DIRECTIONS, award_words, place_words
from thidua.web.shared.jinja import day, number

FULL = Decimal(100)
# Where the tick of the target stands on the strip, so that what goes beyond it can still be seen.
TARGET_AT = Decimal(87)


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A line of the living covenant: what was promised, what is reached, how much of the target that is."""

    code: str
    name: str
    note: str
    weight: str
    baseline: str
    target: str
    half_year: str
    year: str
    percent: str
    bar: str
    met: bool
    points: str


def _figure(value: Decimal | None, decimals: int) -> str:
    return "–" if value is None else number(value, decimals)


def share_of_target(row: TargetRow, value: Decimal | None) -> Decimal | None:
    """How much of its target a value is, in percent; for "lower is better" the target over the value."""
    if value is None or row.target is None:
        return None
    over, under = (value, row.target) if row.direction is Direction.HIGHER else (row.target, value)
    if not under:
        return FULL if over >= under and row.direction is Direction.LOWER and not value else None
    return FULL * over / under


def commitment(row: TargetRow, progress: TargetProgress) -> CommitmentRow:
    """A target with what the reports say of it."""
    value = progress.year if progress.year is not None else progress.half_year
    share = share_of_target(row, progress.year)
    shown = share_of_target(row, value)
    width = min(Decimal(99), (shown or Decimal(0)) * TARGET_AT / FULL)
    note = f"{row.measure}, {_(DIRECTIONS[row.direction]).lower()}" if row.measure else ""
    return CommitmentRow(
        row.code,
        row.name,
        note + (f". {row.secrecy}" if row.secrecy else ""),
        "–" if row.weight is None else number(row.weight),
        _figure(row.baseline, row.decimals),
        _figure(row.target, row.decimals),
        _figure(progress.half_year, row.decimals),
        _figure(progress.year, row.decimals),
        "–" if share is None else f"{number(share.quantize(Decimal(1), ROUND_HALF_UP))} %",
        f"{width.quantize(Decimal('0.1'))}%" if shown is not None else "",
        share is not None and share >= FULL,
        "–" if progress.points is None else number(progress.points, 2),
    )


def commitments(
    content: RegistrationContent, progress: Mapping[str, TargetProgress]
) -> tuple[CommitmentRow, ...]:
    """A unit's targets with their progress."""
    return tuple(commitment(row, progress.get(row.key, NONE)) for row in content.targets)


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A place that differs, in words."""

    unit: str
    row: str
    place: str
    before: str
    after: str


def _said(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Direction):
        return _(DIRECTIONS[value])
    if isinstance(value, Decimal):
        return number(value)
    return day(value) if isinstance(value, date) else str(value)


def difference_rows(
    found: Iterable[Difference], names: Mapping[str, str] | None = None
) -> tuple[DifferenceRow, ...]:
    """Differences in words; `names` are the units' names by code."""
    return tuple(
        DifferenceRow(
            (names or {}).get(one.unit, one.unit),
            award_words(one.row) if one.place in {"titles", "commendations"} else one.row,
            place_words(one.place),
            _said(one.before),
            _said(one.after),
        )
        for one in found
    )


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A block of signature: shown as what it is."""

    unit: str
    capacity: tuple[str, ...]
    name: str
    how: str
    icon: str
    look: str


def signature_row(unit: str, card: SignatureCard | None) -> SignatureRow:
    """A party's block, signed or still empty."""
    if card is None:
        return SignatureRow(unit, (), "", _("Not signed yet"), "clock", "wait")
    parts = [day(card.signed_on)]
    if card.manner is Manner.ON_PAPER:
        parts.append(_("on paper, number %(number)s") % {"number": card.paper_number})
    else:
        parts.append(_("confirmed on the screen"))
    if card.authorisation_number:
        parts.append(_("by authorisation %(number)s") % {"number": card.authorisation_number})
    how = _("Recorded, not a digital signature: %(how)s") % {"how": ", ".join(parts)}
    icon, look = ("file-text", "paper") if card.manner is Manner.ON_PAPER else ("pen-line", "")
    lines = tuple(line.strip() for line in card.capacity.split(",") if line.strip())
    return SignatureRow(unit, lines, card.person_name, how, icon, look)


def signature_rows(
    parties: Iterable[Party], cards: Iterable[SignatureCard]
) -> tuple[tuple[SignatureRow, ...], SignatureRow | None]:
    """The parties' blocks in the order of signing, and the witness's."""
    found = list(cards)
    by_unit = {card.unit: card for card in found if card.role is SignatureRole.PARTY}
    witness = next((card for card in found if card.role is SignatureRole.WITNESS), None)
    rows = tuple(signature_row(party.name, by_unit.get(party.unit)) for party in parties)
    return rows, signature_row(_("Witness for the Council"), witness) if witness is not None else None
