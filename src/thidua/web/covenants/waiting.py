"""What waits for a person in the covenants, worded for the one list of work."""

from collections.abc import Mapping
from typing import Final, cast

from django.http import HttpRequest
from django.urls import reverse

from thidua.core.verdict import Sentence
from thidua.covenants.work import Waiting, WorkKind, waiting_covenants
from thidua.foundation import clock
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.web.shared import work
from thidua.web.shared.at_hand import years_within
from thidua.web.shared.memory import Scopes
from thidua.web.shared.work import WorkItem
from thidua.web.shared.work import WorkKind as Kind

_YEAR: Final = N_("{name}, {year}")
# Kind of the room: kind of work, what is to be done, why, the page that settles it.
_WORDS: Final[Mapping[WorkKind, tuple[Kind, str, str, str]]] = {
    WorkKind.WRITE: (
        work.REGISTER_TARGETS,
        N_("Register the targets of {unit}"),
        N_("The covenant is being prepared. {year}"),
        "registration",
    ),
    WorkKind.COLLECT: (
        work.COLLECT_REGISTRATION,
        N_("Collect the registration of {unit}"),
        N_("The unit has sent it. {year}"),
        "registration",
    ),
    WorkKind.COMPOSE: (
        work.COMPOSE_COVENANT,
        N_("Compose the text of the covenant"),
        N_("Every registration is collected. {year}"),
        "compose",
    ),
    WorkKind.CONSENT: (
        work.AGREE_COVENANT,
        N_("Give the consent of {unit} to the covenant"),
        N_("The text is composed. {year}"),
        "consent",
    ),
    WorkKind.SIGN: (
        work.SIGN_COVENANT,
        N_("Sign the covenant for {unit}"),
        N_("All parties have agreed. {year}"),
        "sign",
    ),
    WorkKind.WITNESS: (
        work.WITNESS_COVENANT,
        N_("Witness the covenant"),
        N_("The parties are signing, or have signed. {year}"),
        "witness",
    ),
    WorkKind.FILE: (
        work.FILE_PAPER,
        N_("File the registration paper of {unit}"),
        N_("Days late are scored. {year}"),
        "paper",
    ),
}
_RETURNED: Final = N_("It was returned to the unit. {year}")


def covenant_work(request: HttpRequest, within: Scopes) -> tuple[WorkItem, ...]:
    """Registrations to write and collect, texts to agree to, sign and witness, papers to file."""
    actor = cast("Actor", request.user)
    years = years_within(request, within)
    return tuple(_item(one) for one in waiting_covenants(actor, years, on=clock.today()))


def _item(one: Waiting) -> WorkItem:
    kind, title, why, page = _WORDS[one.kind]
    params: dict[str, object] = {
        "unit": one.party.name if one.party else "",
        "year": Sentence(_YEAR, {"name": one.name, "year": one.year}),
    }
    return WorkItem(
        key=f"covenant:{one.kind}:{one.version}:{one.party.code if one.party else ''}",
        kind=kind,
        title=Sentence(title, params),
        why=Sentence(_RETURNED if one.returned else why, params),
        href=_door(one, page),
        due_on=one.due,
        unit=one.party.name if one.party else "",
        scope=one.bloc_year,
    )


def _door(one: Waiting, page: str) -> str:
    if page == "registration" and one.party is not None:
        return reverse("covenants:registration", args=(one.party.public_id,))
    if page == "paper" and one.party is not None:
        return reverse("covenants:paper", args=(one.version, one.party.unit))
    return reverse(f"covenants:{page}", args=(one.version,))
