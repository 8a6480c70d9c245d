"""What this room lays into the handover pack: the bloc-year, its ledger, the contacts of its members."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext

from thidua.core.verdict import Sentence, Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.acts import Act, latest_acts
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.wording import N_, Word, render
from thidua.organisations.handover import PackFile, contributes, table
from thidua.organisations.models import Office
from thidua.organisations.permissions import may_take_contacts
from thidua.organisations.queries import BlocYearCard, bloc_year, leads_of, member_units, phases_of
from thidua.organisations.queries.people import held_on
from thidua.organisations.states import (
    BASIS_WORDS,
    LEAD_WORDS,
    OFFICE_WORDS,
    STATE_WORDS,
    LeadRole,
    OfficeKind,
)

MOST_ACTS = 100_000
_PHASES = {state.value: words.text for state, words in STATE_WORDS.items()}


def _card(key: str) -> BlocYearCard:
    found = bloc_year(key)
    if found is None:
        message = f"No bloc-year has the key {key}."
        raise LookupError(message)
    return found


@contributes("year", N_("The bloc-year: members, heads, phases"), place=10)
def year_part(key: str, on: date) -> Iterable[PackFile]:
    """Members by decision, heads and deputies, phases."""
    card = _card(key)
    members = table(
        (
            gettext("Code"),
            gettext("Unit"),
            gettext("Role"),
            gettext("First day"),
            gettext("Last day"),
            gettext("Reporting year from"),
            gettext("Reporting year to"),
            gettext("Decision"),
        ),
        (
            (
                one.code,
                one.name,
                _role(one.role),
                one.joined_on,
                one.left_on,
                one.year_from,
                one.year_to,
                one.decision,
            )
            for one in member_units(card.id)
        ),
    )
    leads = table(
        (
            gettext("Role"),
            gettext("Unit"),
            gettext("First day"),
            gettext("Last day"),
            gettext("Ground"),
            gettext("Paper"),
        ),
        (
            (
                render(LEAD_WORDS[one.role]),
                one.unit.name,
                one.since,
                one.until,
                render(BASIS_WORDS[one.basis]),
                one.instrument,
            )
            for one in leads_of(card.id, on=on)
        ),
    )
    phases = table(
        (gettext("Phase"), gettext("First day"), gettext("Last day"), gettext("Reason")),
        (
            (render(STATE_WORDS[one.state]), one.entered_on, one.left_on, one.reason)
            for one in phases_of(card.id)
        ),
    )
    return (
        PackFile("thanh-vien.csv", members, gettext("Members of the bloc")),
        PackFile("khoi-truong-khoi-pho.csv", leads, gettext("Heads and deputies of the bloc")),
        PackFile("giai-doan.csv", phases, gettext("Phases of the year")),
    )


def _role(role: str) -> str:
    return render(LEAD_WORDS[LeadRole(role)]) if role != "member" else gettext("Member")


@contributes("ledger", N_("Extract of the ledger"), place=80)
def ledger_part(key: str, on: date) -> Iterable[PackFile]:
    """Every act within the bloc-year, oldest first, with the hash that chains it."""
    del on
    acts = reversed(latest_acts(scope=key, limit=MOST_ACTS))
    heads = (
        gettext("Entry"),
        gettext("When"),
        gettext("Who"),
        gettext("What was done"),
        gettext("Reason"),
        "SHA-256",
    )
    return (
        PackFile(
            "so-nhat-ky.csv", table(heads, (_act_row(act) for act in acts)), gettext("Extract of the ledger")
        ),
    )


def _act_row(act: Act) -> tuple[str | int, ...]:
    said = act.sentence
    phase = said.params.get("phase")
    worded = {**said.params, "phase": Word(_PHASES[phase])} if phase in _PHASES else said.params
    when = f"{act.at.astimezone(VIET_NAM):%d/%m/%Y %H:%M}"
    return (
        act.seq,
        when,
        act.actor_name,
        render(Sentence(said.text, worded)),
        str(act.data.get("reason", "")),
        act.hash,
    )


def _may_take(actor: Actor, card: BlocYearCard, on: date) -> Verdict:
    return may_take_contacts(actor, card, on=on)


@contributes("contacts", N_("Contacts of the member units"), place=90, may=_may_take)
def contacts_part(key: str, on: date) -> Iterable[PackFile]:
    """Heads, deputies and emulation officers of the members, with their mail addresses."""
    heads = (
        gettext("Unit"),
        gettext("Name"),
        gettext("Office"),
        gettext("Kind of office"),
        gettext("Official mail address"),
    )
    return (
        PackFile(
            "danh-ba.csv", table(heads, _contacts(_card(key), on)), gettext("Contacts of the member units")
        ),
    )


def _contacts(card: BlocYearCard, on: date) -> Iterator[tuple[str, ...]]:
    members = {one.id: one.short_name for one in member_units(card.id)}
    kinds = [OfficeKind.HEAD, OfficeKind.DEPUTY, OfficeKind.OFFICER]
    rows = Office.objects.filter(held_on(on), unit__in=members, kind__in=kinds)
    places = list(members)
    found = sorted(
        rows.select_related("person", "person__user"),
        key=lambda row: (places.index(row.unit_id), kinds.index(OfficeKind(row.kind)), row.person.sort_key),
    )
    for row in found:
        user = row.person.user
        name = f"{row.person.rank} {row.person.name}".strip()
        yield (
            members[row.unit_id],
            name,
            row.title,
            render(OFFICE_WORDS[OfficeKind(row.kind)]),
            user.email if user else "",
        )
