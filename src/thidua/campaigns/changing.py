"""What the verbs of this room stand on: a movement found and locked, drafts checked before anything is kept."""

from collections.abc import Iterable
from datetime import date, datetime

from django.apps import apps

from thidua.campaigns.drafts import MovementDraft
from thidua.campaigns.errors import LinkCloses, MovementChangedMeanwhile, MovementRefused, MovementUnfit
from thidua.campaigns.models import Activity, Movement
from thidua.campaigns.queries.called import audience_of
from thidua.campaigns.queries.cards import LOADED, MovementCard, card_of, cards, links
from thidua.campaigns.queries.frames import MovementFrame
from thidua.campaigns.rollup import closes_circle
from thidua.campaigns.states import NESTING, Level, MovementState, may_respond_to
from thidua.core.verdict import Sentence, Verdict, not_met
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_
from thidua.organisations.states import Force

MOST_ROWS = 40
LONGEST_LINE, LONGEST_TEXT = 300, 4000


def day_of(at: datetime) -> date:
    """The day of a moment in Viet Nam."""
    return at.astimezone(VIET_NAM).date()


def allow(verdict: Verdict) -> None:
    """Raise `MovementRefused` unless the verdict allows the act."""
    if not verdict.allowed:
        raise MovementRefused(verdict)


def said(text: str, where: str, asked: Sentence, *, longest: int = LONGEST_TEXT) -> str:
    """A text that must say something."""
    kept = text.strip()[:longest]
    if not kept:
        raise MovementUnfit(asked, where=where)
    return kept


def unmoved(row: "Movement | Activity", revision: int | None) -> None:
    """Refuse when somebody saved in between; None is asked by loaders that read nothing before."""
    if revision is not None and row.revision != revision:
        raise MovementChangedMeanwhile(
            Sentence(
                N_(
                    "{name} changed this in the meantime. Nothing was saved; look at the new text and save again."
                ),
                {"name": row.revised_by_name if isinstance(row, Movement) else row.written_by_name},
            ),
            revision=row.revision,
            revised_by=row.revised_by_name if isinstance(row, Movement) else row.written_by_name,
        )


@requires_transaction
def movement_for_change(public_id: str) -> tuple[Movement, MovementFrame]:
    """Lock a movement and read it; raises `MovementRefused` (as if it did not exist) when there is none."""
    rows = Movement.objects.select_for_update(no_key=True, of=("self",))
    row = rows.filter(public_id=public_id).select_related(*LOADED).first()
    if row is None:
        raise MovementRefused(not_met(N_("The movement does not reach this person."), private=True))
    card = card_of(row)
    return row, MovementFrame(card, audience_of(card))


def unit_numbers(keys: Iterable[str], where: str) -> dict[str, int]:
    """Row numbers of the units with these public keys; raises `MovementUnfit` when one is unknown."""
    wanted = set(keys)
    # Reached by the name the foreign keys use: the organisations' queries ask for one unit at a time.
    units = apps.get_model("organisations", "Unit")._default_manager
    found = dict(units.filter(public_id__in=wanted).values_list("public_id", "pk"))
    if missing := wanted - found.keys():
        raise MovementUnfit(
            Sentence(N_("There is no unit with the key {key}."), {"key": min(missing)}), where=where
        )
    return found


def checked(draft: MovementDraft, *, but: int | None = None) -> None:
    """Refuse a draft that cannot stand; `but` is the movement it is to replace."""
    said(draft.name, "name", Sentence(N_("A movement needs its name.")))
    said(draft.issuer, "issuer", Sentence(N_("Say who launches the movement.")))
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        raise MovementUnfit(
            Sentence(N_("The movement would end before it starts, on {day}."), {"day": draft.starts_on}),
            where="ends_on",
        )
    if (draft.level is Level.FORCE) is not (draft.force is not Force.NONE):
        raise MovementUnfit(
            Sentence(N_("Name the force of a force's movement, and of no other.")), where="force"
        )
    if len(draft.contents) > MOST_ROWS or len(draft.targets) > MOST_ROWS:
        raise MovementUnfit(
            Sentence(N_("At most {most} contents and {most} targets can be kept."), {"most": MOST_ROWS}),
            where="contents",
        )
    for target in draft.targets:
        if not target.name.strip() or not target.unit_of_measure.strip() or target.amount <= 0:
            raise MovementUnfit(
                Sentence(N_("A target says what, measured in what, and how much, above 0.")), where="targets"
            )
    if draft.code and Movement.objects.filter(code=draft.code).exclude(pk=but or 0).exists():
        raise MovementUnfit(
            Sentence(N_("Another movement has the code {code}."), {"code": draft.code}), where="code"
        )


def parents_of(draft: MovementDraft, *, movement: MovementCard | None) -> tuple[MovementCard, ...]:
    """The movements a draft responds to, checked: known, launched, of a higher level, never around in a circle."""
    wanted = dict.fromkeys(draft.parents)
    found = {card.public_id: card for card in cards(Movement.objects.filter(public_id__in=wanted))}
    known = links() if movement is not None and found else ()
    for key in wanted:
        upper = found.get(key)
        if upper is None or (
            upper.state in {MovementState.DRAFTED, MovementState.WITHDRAWN}
            and (movement is None or (movement.id, upper.id) not in known)
        ):
            raise MovementUnfit(
                Sentence(N_("A movement responds only to one that was launched.")), where="parents"
            )
        _fits(draft, upper)
        if movement is not None and closes_circle(known, movement.id, upper.id):
            raise LinkCloses(
                Sentence(
                    N_("{upper} already responds to this movement; the two cannot respond to each other."),
                    {"upper": upper.name},
                ),
                where="parents",
            )
    return tuple(found[key] for key in wanted)


def _fits(draft: MovementDraft, upper: MovementCard) -> None:
    """Level order; beside each other only within one bloc-year or one unit; a unit's only to its own blocs."""
    if not may_respond_to(draft.level, upper.level):
        raise MovementUnfit(
            Sentence(
                N_("{upper} stands on the same level or below: a movement responds to those above it."),
                {"upper": upper.name},
            ),
            where="parents",
        )
    beside = draft.level is upper.level and draft.level in NESTING
    if beside and (draft.bloc_year, draft.unit) != (upper.bloc_year, upper.unit):
        raise MovementUnfit(
            Sentence(N_("{upper} belongs to another bloc-year or unit."), {"upper": upper.name}),
            where="parents",
        )
    if (
        draft.level is Level.UNIT
        and upper.level is Level.BLOC
        and audience_of(upper).find(draft.unit) is None
    ):
        raise MovementUnfit(
            Sentence(N_("{upper} does not call this unit."), {"upper": upper.name}), where="parents"
        )
