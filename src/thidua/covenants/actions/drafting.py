"""Beginning a year's covenant, its due day, the bloc's contents, who is party, and amendments."""

from datetime import date, datetime

from thidua.core.calendar import DayKind
from thidua.core.verdict import Sentence
from thidua.covenants.actions import acts
from thidua.covenants.actions.keeping import (
    LONGEST_NAME,
    record_act,
    record_contents,
    record_copy,
    record_notice_to_parties,
    record_party,
)
from thidua.covenants.addresses import version_address
from thidua.covenants.changing import allow, day_of, members_on, said, version_for_change
from thidua.covenants.checking import bloc_problems, tidy_bloc
from thidua.covenants.content import BlocContent
from thidua.covenants.errors import (
    ContentsChangedMeanwhile,
    CovenantActUnfit,
    RegistrationUnreadable,
)
from thidua.covenants.models import Covenant, CovenantVersion, Registration, RegistrationRevision
from thidua.covenants.permissions import may_amend_covenant, may_begin_covenant, may_write_contents
from thidua.covenants.queries import CovenantFrame, content_of, frame_of
from thidua.covenants.states import IN_PREPARATION
from thidua.criteria.queries import YearFrame, bare_year_frame
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action, requires_transaction
from thidua.foundation.wording import N_


def _year(bloc_year: str) -> YearFrame:
    year = bare_year_frame(bloc_year)
    if year is None:
        raise CovenantActUnfit(Sentence(N_("There is no such bloc-year.")), where="bloc_year")
    return year


@action
def begin_covenant(
    *,
    bloc_year: str,
    content: BlocContent,
    registration_due: date,
    due_kind: DayKind = DayKind.CALENDAR,
    actor: Actor,
    at: datetime,
) -> str:
    """Begin a bloc-year's covenant «mở đăng ký, soạn giao ước» and return the key of its first version.

    Its parties are the members of the day, each with an empty registration. Raises `CovenantRefused`;
    `CovenantActUnfit` when the year has a covenant already, or no members; `RegistrationUnreadable` for texts that
    cannot be kept.
    """
    year = _year(bloc_year)
    on = day_of(at)
    allow(may_begin_covenant(actor, year, on=on))
    if Covenant.objects.filter(bloc_year_id=year.id).exists():
        raise CovenantActUnfit(
            Sentence(N_("This year has a covenant already.")),
            where="bloc_year",
            remedy=Sentence(N_("Go on with that one; an amendment is a new version of it.")),
        )
    covenant = Covenant(
        bloc_year_id=year.id,
        registration_due=registration_due,
        due_kind=due_kind.value,
        begun_at=at,
        begun_by_name=actor.actor_name[:LONGEST_NAME],
    )
    covenant.save(force_insert=True)
    version = record_version(covenant=covenant, number=1, base=None, reason="", actor=actor, at=at)
    record_checked_contents(version=version, content=content, actor=actor, at=at)
    frame = frame_of(version)
    members = members_on(frame, on)
    if not members:
        raise CovenantActUnfit(Sentence(N_("The bloc has no members on that day.")), where="bloc_year")
    for member in members:
        record_party(version=version, member=member, actor=actor)
    record_act(
        act=acts.BEGUN,
        on=version,
        bloc_year=year.public_id,
        actor=actor,
        at=at,
        data={"due": registration_due, "kind": due_kind.value, "parties": [one.code for one in members]},
    )
    record_call(frame=frame_of(version), due=registration_due, actor=actor, at=at)
    return str(version.public_id)


@requires_transaction
def record_call(*, frame: CovenantFrame, due: date, actor: Actor, at: datetime) -> None:
    """Ask the parties for their registrations."""
    record_notice_to_parties(
        frame=frame,
        text=Sentence(
            N_("{bloc} asks its units to register for the covenant of {year}; papers are due on {due}."),
            {"bloc": frame.year.name, "year": frame.year.year, "due": due},
        ),
        address=version_address(frame.card.public_id),
        actor=actor,
        at=at,
    )


@requires_transaction
def record_version(
    *,
    covenant: Covenant,
    number: int,
    base: CovenantVersion | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> CovenantVersion:
    """A new draft version."""
    version = CovenantVersion(
        covenant=covenant,
        version=number,
        title=base.title if base is not None else "…",
        based_on=base,
        change_reason=reason,
        drafted_at=at,
        drafted_by_name=actor.actor_name[:LONGEST_NAME],
        revised_at=at,
        revised_by_name=actor.actor_name[:LONGEST_NAME],
        revision=0,
    )
    version.save(force_insert=True)
    return version


@requires_transaction
def record_checked_contents(
    *, version: CovenantVersion, content: BlocContent, actor: Actor, at: datetime
) -> None:
    """Write the bloc's part if it can be kept; raises `RegistrationUnreadable`."""
    clean = tidy_bloc(content)
    if problems := bloc_problems(clean):
        raise RegistrationUnreadable(Sentence(N_("This cannot be kept; nothing was saved.")), problems)
    record_contents(version=version, content=clean, actor=actor, at=at)


@action
def move_due_day(
    *,
    version: str,
    due: date,
    due_kind: DayKind,
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Move the day until which registration papers are filed «lùi hạn nộp», for all units alike, with the reason.

    Days late are worked out against the new day at once. Raises `CovenantRefused`, `CovenantActUnfit`.
    """
    row, frame = version_for_change(version)
    allow(may_begin_covenant(actor, frame.year, on=day_of(at)))
    why = said(reason, "reason", Sentence(N_("Moving a due day needs a reason.")))
    covenant = Covenant.objects.select_for_update(no_key=True).get(pk=row.covenant_id)
    was = covenant.registration_due
    if (was, covenant.due_kind) == (due, due_kind.value):
        raise CovenantActUnfit(Sentence(N_("That is the due day already.")), where="due")
    covenant.registration_due, covenant.due_kind = due, due_kind.value
    covenant.save(update_fields=["registration_due", "due_kind"])
    record_act(
        act=acts.DUE_MOVED,
        on=covenant,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"was": was, "due": due, "kind": due_kind.value, "reason": why},
    )
    record_notice_to_parties(
        frame=frame,
        text=Sentence(
            N_("The due day of registration papers of {bloc} was moved to {due}: {reason}"),
            {"bloc": frame.year.name, "due": due, "reason": why},
        ),
        address=version_address(frame.card.public_id),
        actor=actor,
        at=at,
    )


@action
def write_contents(*, version: str, content: BlocContent, revision: int, actor: Actor, at: datetime) -> int:
    """Write the bloc's part of a draft «soạn nội dung giao ước» and return the new revision.

    Raises `CovenantRefused`; `RegistrationUnreadable`; `ContentsChangedMeanwhile` when another officer saved
    something else since the form was opened.
    """
    row, frame = version_for_change(version)
    allow(may_write_contents(actor, frame, on=day_of(at)))
    clean = tidy_bloc(content)
    if revision != row.revision and clean != content_of(row.pk).bloc:
        raise ContentsChangedMeanwhile(
            Sentence(N_("{person} saved the contents in the meantime."), {"person": row.revised_by_name}),
            revision=row.revision,
            revised_by=row.revised_by_name,
        )
    record_checked_contents(version=row, content=clean, actor=actor, at=at)
    record_act(
        act=acts.WRITTEN,
        on=row,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"revision": row.revision, "clauses": len(clean.clauses)},
    )
    return row.revision


@action
def match_members(*, version: str, actor: Actor, at: datetime) -> None:
    """Make the parties of a draft the members of the day «cập nhật thành viên».

    A unit that joined gets an empty registration; one that left is no party any more (what it had registered in this
    draft is kept in the ledger; in earlier versions it stays a party for ever). Raises `CovenantRefused`;
    `CovenantActUnfit` when nothing would change.
    """
    row, frame = version_for_change(version, with_parties=True)
    allow(may_write_contents(actor, frame, on=day_of(at)))
    members = {member.id: member for member in members_on(frame, day_of(at))}
    parties = {party.unit_id: party for party in frame.parties}
    joined = [member for key, member in members.items() if key not in parties]
    left = [party for key, party in parties.items() if key not in members]
    if not joined and not left:
        raise CovenantActUnfit(Sentence(N_("The parties are the members of today already.")))
    content = content_of(row.pk)
    for party in left:
        RegistrationRevision.objects.filter(registration=party.id).delete()
        Registration.objects.filter(pk=party.id).delete()
    for member in joined:
        record_party(version=row, member=member, actor=actor)
    record_act(
        act=acts.MATCHED,
        on=row,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={
            "joined": ", ".join(member.name for member in joined) or "–",
            "left": ", ".join(party.name for party in left) or "–",
            "dropped": [content.registrations[party.id].plain() for party in left],
        },
    )


@action
def amend_covenant(*, version: str, reason: str, actor: Actor, at: datetime) -> str:
    """Begin an amendment «sửa đổi, bổ sung giao ước» of the version in force and return the new version's key.

    Everything is carried over: contents, and the registrations of the units that are still members, collected as they
    were; a unit that joined has an empty one, a unit that left stays in the version before. The version in force stays
    in force until all parties have agreed and signed again. Raises `CovenantRefused`; `CovenantActUnfit` without a
    reason or while another version is in preparation.
    """
    row, frame = version_for_change(version)
    on = day_of(at)
    allow(may_amend_covenant(actor, frame, on=on))
    why = said(reason, "reason", Sentence(N_("An amendment needs a reason.")))
    rows = CovenantVersion.objects.filter(covenant_id=row.covenant_id)
    if rows.filter(state__in=[state.value for state in IN_PREPARATION]).exists():
        raise CovenantActUnfit(
            Sentence(N_("Another version of this covenant is in preparation.")),
            remedy=Sentence(N_("Go on with that one; there is one draft at a time.")),
        )
    last = max(rows.values_list("version", flat=True))
    made = record_version(covenant=row.covenant, number=last + 1, base=row, reason=why, actor=actor, at=at)
    content = content_of(row.pk)
    record_contents(version=made, content=content.bloc, actor=actor, at=at)
    for member in members_on(frame, on):
        party = frame.party(member.public_id)
        if party is None:
            record_party(version=made, member=member, actor=actor)
        else:
            registered = content.registrations[party.id]
            record_copy(party=party, content=registered, to=made, member=member, actor=actor, at=at)
    record_act(
        act=acts.AMENDED,
        on=made,
        bloc_year=frame.year.public_id,
        actor=actor,
        at=at,
        data={"version": made.version, "reason": why},
    )
    record_notice_to_parties(
        frame=frame_of(made),
        text=Sentence(
            N_("{bloc} amends its covenant of {year}: {reason}"),
            {"bloc": frame.year.name, "year": frame.year.year, "reason": why},
        ),
        address=version_address(made.public_id),
        actor=actor,
        at=at,
    )
    return str(made.public_id)
