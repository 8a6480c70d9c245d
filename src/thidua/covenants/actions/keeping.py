"""Building blocks the verbs share: rows of registrations and contents, parties, the ledger's lines, notices."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from thidua.accounts.roles import Role
from thidua.core.verdict import Sentence
from thidua.covenants.content import AwardRow, BlocContent, RegistrationContent, TargetRow
from thidua.covenants.models import (
    Clause,
    CommendationRegistered,
    CovenantVersion,
    Promise,
    Registration,
    RegistrationRevision,
    Target,
    TitleRegistered,
)
from thidua.covenants.queries import CovenantFrame, Party
from thidua.covenants.states import PromiseKind, RegistrationState
from thidua.foundation import audit
from thidua.foundation.actors import Actor
from thidua.foundation.audit import Recorded
from thidua.foundation.transactions import requires_transaction
from thidua.notices.actions import record_notice_to_units
from thidua.organisations.queries import MemberUnit

LONGEST_NAME = 200


@requires_transaction
def record_act(
    *,
    act: str,
    on: Recorded,
    bloc_year: str,
    actor: Actor,
    at: datetime,
    data: Mapping[str, object] | None = None,
) -> None:
    """Write a line of the ledger, within the scope of the bloc-year (public key)."""
    audit.record(act, actor=actor, on=on, at=at, data=data, scope=bloc_year)


@requires_transaction
def record_notice_to_head(
    *, frame: CovenantFrame, text: Sentence, address: str, actor: Actor, at: datetime
) -> None:
    """Tell the officers of the unit that heads this very year; the bloc's next head has an officer too."""
    head = frame.year.head
    record_notice_to_units(
        units=[head.public_id] if head is not None else [],
        roles=(Role.UNIT_OFFICER,),
        text=text,
        address=address,
        about=frame.card.public_id,
        actor=actor,
        at=at,
    )


@requires_transaction
def record_notice_to_parties(
    *,
    frame: CovenantFrame,
    text: Sentence,
    address: str,
    actor: Actor,
    at: datetime,
    units: Iterable[str] | None = None,
) -> None:
    """Tell those who act for the parties (or for some of them, by public key)."""
    told = [party.unit for party in frame.parties] if units is None else list(units)
    record_notice_to_units(
        units=told, text=text, address=address, about=frame.card.public_id, actor=actor, at=at
    )


@requires_transaction
def record_contents(*, version: CovenantVersion, content: BlocContent, actor: Actor, at: datetime) -> None:
    """Write the bloc's part into a draft and count the revision."""
    version.title, version.slogan, version.number = content.title, content.slogan, content.number
    version.preamble, version.undertaking = content.preamble, content.undertaking
    version.revised_at, version.revised_by_name = at, actor.actor_name[:LONGEST_NAME]
    version.revision += 1
    version.save(
        update_fields=[
            "title",
            "slogan",
            "number",
            "preamble",
            "undertaking",
            "revised_at",
            "revised_by_name",
            "revision",
        ]
    )
    Clause.objects.filter(version=version).delete()
    Clause.objects.bulk_create(
        Clause(version=version, position=place, text=row.text, leaf=row.leaf)
        for place, row in enumerate(content.clauses, start=1)
    )


@requires_transaction
def record_party(*, version: CovenantVersion, member: MemberUnit, actor: Actor) -> Registration:
    """Make a member a party with an empty registration."""
    del actor  # the verb names it
    row = Registration(version=version, unit_id=member.id, position=member.position, unit_name=member.name)
    row.save(force_insert=True)
    return row


def _target(registration: Registration, place: int, row: TargetRow) -> Target:
    return Target(
        registration=registration,
        key=row.key,
        code=row.code,
        position=place,
        name=row.name,
        measure=row.measure,
        direction=row.direction.value,
        weight=row.weight,
        baseline=row.baseline,
        target=row.target,
        decimals=row.decimals,
        numerator=row.numerator,
        denominator=row.denominator,
        deadline=row.deadline,
        secrecy=row.secrecy,
        leaf=row.leaf,
    )


def _award(row: AwardRow) -> dict[str, Any]:
    return {"code": row.code, "scope": row.scope.value, "count": row.count, "note": row.note}


@requires_transaction
def record_registration(
    *, registration: Registration, content: RegistrationContent, actor: Actor, at: datetime
) -> None:
    """Write what a unit registers, count the revision and keep the saved state."""
    registration.slogan, registration.exemplars = content.slogan, content.exemplars
    registration.revised_at, registration.revised_by_name = at, actor.actor_name[:LONGEST_NAME]
    registration.revision += 1
    registration.save(update_fields=["slogan", "exemplars", "revised_at", "revised_by_name", "revision"])
    Target.objects.filter(registration=registration).delete()
    Target.objects.bulk_create(
        _target(registration, place, row) for place, row in enumerate(content.targets, start=1)
    )
    TitleRegistered.objects.filter(registration=registration).delete()
    TitleRegistered.objects.bulk_create(
        TitleRegistered(registration=registration, **_award(row)) for row in content.titles
    )
    CommendationRegistered.objects.filter(registration=registration).delete()
    CommendationRegistered.objects.bulk_create(
        CommendationRegistered(registration=registration, **_award(row)) for row in content.commendations
    )
    Promise.objects.filter(registration=registration).delete()
    Promise.objects.bulk_create(
        Promise(registration=registration, kind=kind.value, position=place, name=name)
        for kind, names in (
            (PromiseKind.MODEL, content.models),
            (PromiseKind.EXEMPLAR, content.exemplar_names),
        )
        for place, name in enumerate(names, start=1)
    )
    RegistrationRevision(
        registration=registration,
        revision=registration.revision,
        content=content.plain(),
        author_name=actor.actor_name[:LONGEST_NAME],
        saved_at=at,
    ).save(force_insert=True)


@requires_transaction
def record_copy(
    *,
    party: Party,
    content: RegistrationContent,
    to: CovenantVersion,
    member: MemberUnit,
    actor: Actor,
    at: datetime,
) -> None:
    """Carry a party's registration over into a new version, collected as it was; keys of targets stay the same."""
    row = record_party(version=to, member=member, actor=actor)
    record_registration(registration=row, content=replace(content), actor=actor, at=at)
    row.state = RegistrationState.COLLECTED.value
    row.sent_at, row.sent_by_name = party.sent_at or at, party.sent_by or actor.actor_name[:LONGEST_NAME]
    row.collected_at, row.collected_by_name = at, actor.actor_name[:LONGEST_NAME]
    row.save(update_fields=["state", "sent_at", "sent_by_name", "collected_at", "collected_by_name"])
