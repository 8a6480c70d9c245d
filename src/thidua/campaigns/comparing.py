"""A movement as the draft it would be typed from, and the words of what an amendment changed."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Final

from thidua.campaigns.drafts import MovementDraft, TargetDraft
from thidua.campaigns.models import Movement, MovementCall
from thidua.campaigns.queries.cards import MovementCard, TargetRow, targets_of
from thidua.foundation.wording import N_
from thidua.organisations.queries.keys import units_by_keys

# Names of the fields as an amendment tells them.
FIELD_WORDS: Final = {
    "code": N_("Code"),
    "kind": N_("Kind"),
    "name": N_("Name"),
    "slogan": N_("Slogan"),
    "issuer": N_("Launched by"),
    "document_number": N_("Number and symbol of the paper"),
    "document_date": N_("Date of the paper"),
    "starts_on": N_("From day"),
    "ends_on": N_("Until day"),
    "period_note": N_("Note on the period"),
    "subjects": N_("Subjects"),
    "contents": N_("Contents"),
    "awards": N_("Awards"),
    "targets": N_("Targets"),
    "parents": N_("Responds to"),
    "called": N_("Units called"),
    "force": N_("Force"),
    "confidence": N_("How well it is known"),
    "confidence_note": N_("Note on what is known"),
}


def draft_of(card: MovementCard) -> MovementDraft:
    """The draft from which the movement could be typed again."""
    parents = Movement.objects.filter(links_down__lower=card.id).order_by("pk")
    called = MovementCall.objects.filter(movement=card.id).order_by("pk")
    return MovementDraft(
        level=card.level,
        kind=card.kind,
        name=card.name,
        issuer=card.issuer,
        starts_on=card.starts_on,
        ends_on=card.ends_on,
        slogan=card.slogan,
        document_number=card.document_number,
        document_date=card.document_date,
        period_note=card.period_note,
        subjects=card.subjects,
        awards=card.awards,
        bloc_year=card.bloc_year,
        unit=card.unit,
        force=card.force,
        code=card.code,
        contents=card.contents,
        targets=tuple(_target(row) for row in targets_of(card.id)),
        parents=tuple(parents.values_list("public_id", flat=True)),
        called=tuple(called.values_list("unit__public_id", flat=True)),
        confidence=card.confidence,
        confidence_note=card.confidence_note,
        illustrative=card.illustrative,
    )


def _target(row: TargetRow) -> TargetDraft:
    return TargetDraft(row.name, row.unit_of_measure, row.amount.normalize(), row.counts)


def changes_between(before: MovementDraft, after: MovementDraft, *, on: date) -> dict[str, list[str]]:
    """Fields that differ, each with its words before and after."""
    found = {}
    for name in (field.name for field in fields(MovementDraft)):
        was, now = getattr(before, name), getattr(after, name)
        if name in FIELD_WORDS and was != now:
            found[name] = [_words(name, was, on), _words(name, now, on)]
    return found


def _words(name: str, value: object, on: date) -> str:
    """A value as text that stays readable when the records it names have changed."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if name == "targets" and isinstance(value, tuple):
        return "\n".join(f"{one.name}: {_plain(one.amount)} {one.unit_of_measure}" for one in value)
    if name == "parents" and isinstance(value, tuple):
        names = (
            Movement.objects.filter(public_id__in=value).order_by("sort_key").values_list("name", flat=True)
        )
        return "\n".join(names)
    if name == "called" and isinstance(value, tuple):
        return "\n".join(unit.name for unit in units_by_keys(value, on=on).values())
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def _plain(amount: Decimal) -> str:
    return format(amount.normalize(), "f")
