"""What the verbs of this room stand on: rows found and locked, texts that must say something, parties as they are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from thidua.core.verdict import Sentence, Verdict, not_met
from thidua.covenants.content import RegistrationContent, TargetRow
from thidua.covenants.errors import CovenantActUnfit, CovenantRefused
from thidua.covenants.models import CovenantVersion, Registration
from thidua.covenants.queries import LOADED, CovenantFrame, Party, frame_of
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.models import new_public_id
from thidua.foundation.transactions import requires_transaction
from thidua.foundation.wording import N_
from thidua.organisations.queries import MemberUnit, member_units

LONGEST_TEXT = 4000


def day_of(at: datetime) -> date:
    """The day of a moment in Viet Nam."""
    return at.astimezone(VIET_NAM).date()


def allow(verdict: Verdict) -> None:
    """Raise `CovenantRefused` unless the verdict allows the act."""
    if not verdict.allowed:
        raise CovenantRefused(verdict)


def said(text: str, where: str, asked: Sentence) -> str:
    """A text that must say something; raises `CovenantActUnfit`."""
    kept = text.strip()[:LONGEST_TEXT]
    if not kept:
        raise CovenantActUnfit(asked, where=where)
    return kept


def unseen() -> CovenantRefused:
    """The refusal for what is not there, or not this person's to know."""
    return CovenantRefused(
        not_met(N_("The covenant belongs to a bloc this person has no part in."), private=True)
    )


@requires_transaction
def version_for_change(
    public_id: str, *, with_parties: bool = False
) -> tuple[CovenantVersion, CovenantFrame]:
    """Lock a version and read it; raises `CovenantRefused` (as if it did not exist) when there is none.

    `with_parties` locks the registrations too: what is collected cannot be returned while the text is composed.
    """
    rows = CovenantVersion.objects.select_for_update(no_key=True, of=("self",))
    row = rows.filter(public_id=public_id).select_related(*LOADED).first()
    if row is None:
        raise unseen()
    if with_parties:
        locked = Registration.objects.select_for_update(no_key=True).filter(version=row).order_by("pk")
        list(locked.values_list("pk"))
    return row, frame_of(row)


@requires_transaction
def registration_for_change(public_id: str) -> tuple[Registration, CovenantFrame, Party]:
    """Lock a registration, then read its version; the version's state is read after the lock, in the same order for all."""
    locked = Registration.objects.select_for_update(no_key=True, of=("self",))
    row = locked.filter(public_id=public_id).select_related("unit").first()
    if row is None:
        raise unseen()
    version = CovenantVersion.objects.select_related(*LOADED).get(pk=row.version_id)
    frame = frame_of(version)
    party = next(one for one in frame.parties if one.id == row.pk)
    return row, frame, party


def members_on(frame: CovenantFrame, on: date) -> tuple[MemberUnit, ...]:
    """The members of the bloc-year on a day, in the order of the decision."""
    return member_units(frame.year.id, on=on)


def parties_fit(frame: CovenantFrame, on: date) -> bool:
    """Whether the parties are exactly the members of the day: a covenant lists those and no others."""
    return {party.unit_id for party in frame.parties} == {member.id for member in members_on(frame, on)}


def numbered(content: RegistrationContent, *, before: Iterable[TargetRow], unit: str) -> RegistrationContent:
    """The content with a key and a code for every target: known ones keep theirs, new ones get the next number.

    A row that names no key but the code of a known target is that target: a file that was filled in knows only codes.
    """
    known = {row.key: row for row in before}
    by_code = {row.code.casefold(): row for row in before if row.code}
    used = [*by_code, *(row.code.casefold() for row in content.targets if row.code)]
    prefix = f"{unit}-".casefold()
    tails = (code.removeprefix(prefix) for code in used if code.startswith(prefix))
    number = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
    taken: set[str] = set()
    rows = []
    for row in content.targets:
        old = known.get(row.key) or by_code.get(row.code.casefold())
        key = old.key if old is not None and old.key not in taken else new_public_id()
        taken.add(key)
        code = row.code or (old.code if old is not None and old.key == key else "")
        if not code:
            number += 1
            code = f"{unit}-{number}"
        rows.append(replace(row, key=key, code=code))
    return replace(content, targets=tuple(rows))
