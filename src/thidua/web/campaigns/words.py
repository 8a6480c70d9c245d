"""How the room's facts are said on screen: levels, kinds, states, periods, amounts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from thidua.campaigns.queries import MovementCard, Node
from thidua.campaigns.states import (
    GatheringKind,
    Level,
    MovementKind,
    Presence,
    ReviewKind,
    Stage,
    stage_of,
)
from thidua.foundation.wording import N_, render
from thidua.organisations.states import CONFIDENCE_WORDS, FORCE_WORDS, Confidence, Force
from thidua.web.shared.jinja import day, number
from thidua.web.shared.parts import State

LEVEL_WORDS: Final[Mapping[Level, str]] = {
    Level.NATIONAL: N_("National"),
    Level.FORCE: N_("Force"),
    Level.BRANCH: N_("Branch"),
    Level.PROVINCE: N_("Province"),
    Level.BLOC: N_("Bloc"),
    Level.UNIT: N_("Unit"),
}
KIND_WORDS: Final[Mapping[MovementKind, str]] = {
    MovementKind.REGULAR: N_("Regular"),
    MovementKind.CAMPAIGN: N_("Campaign"),
    MovementKind.THEMATIC: N_("Thematic"),
}
STAGE_WORDS: Final[Mapping[Stage, str]] = {
    Stage.DRAFTED: N_("Draft"),
    Stage.RUNNING: N_("Running"),
    Stage.REVIEWED: N_("Interim review held"),
    Stage.OVER: N_("Period over"),
    Stage.CLOSED: N_("Final review held"),
    Stage.WITHDRAWN: N_("Withdrawn"),
}
_LOOKS: Final = {
    Stage.DRAFTED: "",
    Stage.RUNNING: "live",
    Stage.REVIEWED: "live",
    Stage.OVER: "wait",
    Stage.CLOSED: "ok",
    Stage.WITHDRAWN: "old",
}
REVIEW_WORDS: Final[Mapping[ReviewKind, str]] = {
    ReviewKind.INTERIM: N_("Interim review"),
    ReviewKind.FINAL: N_("Final review"),
}
GATHERING_WORDS: Final[Mapping[GatheringKind, str]] = {
    GatheringKind.COUNTED: N_("Activity that counts"),
    GatheringKind.PREPARATORY: N_("Preparatory meeting"),
}
PRESENCE_WORDS: Final[Mapping[Presence, str]] = {
    Presence.PRESENT: N_("Present"),
    Presence.EXCUSED: N_("Absent with a reason"),
    Presence.ABSENT: N_("Absent without a reason"),
}
_PRESENCE_LOOKS: Final = {Presence.PRESENT: "ok", Presence.EXCUSED: "wait", Presence.ABSENT: "late"}
_CONFIDENCE_LOOKS: Final = {
    Confidence.CONFIRMED: "ok",
    Confidence.WEAK: "wait",
    Confidence.MEMORY: "wait",
    Confidence.INVENTED: "old",
}


def state_of(movement: MovementCard | Node, on: date) -> State:
    """Where a movement stands on a day, in words with its look."""
    stage = stage_of(movement.state, movement.ends_on, on=on)
    return State(gettext(STAGE_WORDS[stage]), _LOOKS[stage])


def confidence_of(known: Confidence) -> State:
    """How well a movement is known, in words with its look."""
    return State(render(CONFIDENCE_WORDS[known]), _CONFIDENCE_LOOKS[known])


def presence_of(presence: Presence) -> State:
    """Whether a unit came, in words with its look."""
    return State(gettext(PRESENCE_WORDS[presence]), _PRESENCE_LOOKS[presence])


def span(first: date, last: date | None) -> str:
    """From when to when; a movement without an end is said to have none."""
    if last is None:
        return gettext("from %(day)s, no end set") % {"day": day(first)}
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        same = first.year == last.year
        return str(first.year) if same else f"{first.year} – {last.year}"
    return f"{day(first)} – {day(last)}"


def paper(card: MovementCard | Node) -> str:
    """The issuing paper: `02/KH-KNC, 24/02/2023`; empty without one."""
    dated = getattr(card, "document_date", None)
    return ", ".join(part for part in (card.document_number, day(dated)) if part)


def change_words(field: str, text: str) -> str:
    """What an amendment kept of a field, as people read it: days and codes in words."""
    if field == "kind" and text in [*MovementKind]:
        return gettext(KIND_WORDS[MovementKind(text)])
    if field == "confidence" and text in [*Confidence]:
        return render(CONFIDENCE_WORDS[Confidence(text)])
    if field == "force" and text in [*Force]:
        return render(FORCE_WORDS[Force(text)])
    if field.endswith(("_on", "_date")) and text:
        return day(date.fromisoformat(text))
    return text or gettext("nothing")


def amount(value: Decimal) -> str:
    """A figure without idle noughts behind the mark."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return number(plain if isinstance(exponent, int) and exponent < 0 else plain.quantize(Decimal(1)))


def percent(value: Decimal) -> str:
    """A share in whole percent."""
    return f"{number(value.quantize(Decimal(1)))} %"
