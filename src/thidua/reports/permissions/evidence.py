"""Who reads a unit's evidence, who files, corrects and withdraws it, who answers for a classified paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from thidua.accounts.queries import roles_of
from thidua.accounts.roles import Role
from thidua.core.text import fold
from thidua.core.verdict import Sentence, Verdict, met, not_met
from thidua.criteria.permissions import part_in, schemes_visible_to
from thidua.foundation.actors import Actor
from thidua.foundation.wording import N_
from thidua.organisations.queries import AuthorisationRow, authorised_deputies, person_of_account
from thidua.organisations.states import YearState
from thidua.reports.checkers import checkers_in
from thidua.reports.evidence import EvidencePlace, EvidenceRow, FileRow
from thidua.reports.models import Evidence
from thidua.reports.queries.evidence import places_of_year
from thidua.reports.states import EvidenceKind, EvidenceState

READERS = frozenset({Role.STANDING_OFFICER, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.AUDITOR})
UNIT_ROLES = frozenset({Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.UNIT_DEPUTY})
# How the scope of an authorisation names classified papers («tài liệu mật», «văn bản mật», «bí mật nhà nước»), folded.
ON_SECRETS = ("tai lieu mat", "van ban mat", "bi mat nha nuoc", "classified")
OVER = frozenset({YearState.CONCLUDED, YearState.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a person sees into a unit's evidence: the unit's own people, all of it, or some criteria only."""

    own: bool = False
    everything: bool = False
    leaves: frozenset[str] = frozenset()

    @property
    def sees(self) -> bool:
        """Whether anything may be seen."""
        return self.own or self.everything or bool(self.leaves)

    def covers(self, row: EvidenceRow) -> bool:
        """Whether one record may be seen."""
        return self.own or self.everything or any(link.leaf in self.leaves for link in row.leaves)


def reach_of(
    actor: Actor, place: EvidencePlace, *, on: date, checkers: Mapping[str, frozenset[str]] | None = None
) -> Reach:
    """The reach of a person that day; `checkers` are those of the year, for whoever asks of several units.

    The unit itself; the head unit's officer; the units assigned to check it; the standing body, the Council and
    auditors; a specialised appraiser for the criteria its office appraises. Other members compete and see nothing.
    """
    unit = place.member.public_id
    part = part_in(actor, place.year, on=on)
    if unit in part.units:
        return Reach(own=True)
    offices, reads = set[str](), False
    for held in roles_of(actor, on=on):
        reads = reads or (held.role in READERS and held.scope_key in {"", place.year.bloc})
        if held.role is Role.SPECIALISED_APPRAISER:
            offices.add(held.scope_key)
    if reads or part.drafts:
        return Reach(everything=True)
    if part.units:
        known = checkers_in(place.year.public_id) if checkers is None else checkers
        if known.get(unit, frozenset()) & part.units:
            return Reach(everything=True)
    return Reach(leaves=frozenset(code for code, ask in place.leaves.items() if ask.office in offices))


def may_open_evidence(actor: Actor, *, on: date) -> Verdict:
    """Open the list of evidence «minh chứng»: whoever files it or reads it somewhere."""
    known = READERS | UNIT_ROLES | {Role.BLOC_HEAD_OFFICER, Role.SPECIALISED_APPRAISER}
    if any(held.role in known for held in roles_of(actor, on=on)):
        return met(N_("This person has a part in evidence."))
    return not_met(N_("This account has no part in evidence."), private=True)


def may_read_evidence(actor: Actor, place: EvidencePlace, *, on: date) -> Verdict:
    """Read a unit's evidence «xem minh chứng của đơn vị»; an appraiser sees that of its criteria."""
    if reach_of(actor, place, on=on).sees:
        return met(N_("This person may read the unit's evidence."))
    return not_met(N_("The evidence belongs to a unit this person has no part in."), private=True)


def may_read_record(actor: Actor, found: tuple[EvidencePlace, EvidenceRow], *, on: date) -> Verdict:
    """Read one record and download its files «xem, tải minh chứng»."""
    place, row = found
    if reach_of(actor, place, on=on).covers(row):
        return met(N_("This person may read the unit's evidence."))
    return not_met(N_("The evidence belongs to a unit this person has no part in."), private=True)


def _own(actor: Actor, place: EvidencePlace, on: date) -> Verdict:
    reading = may_read_evidence(actor, place, on=on)
    if not reading.allowed:
        return reading
    if reach_of(actor, place, on=on).own:
        return met(N_("It is the evidence of this person's own unit."))
    return not_met(
        Sentence(N_("Only {unit} files its own evidence."), {"unit": place.member.in_sentence}),
        remedy=N_("Say in the mark or in the returned report what is missing."),
    )


def _goes_on(place: EvidencePlace) -> Verdict:
    if place.year.state in OVER:
        return not_met(N_("The bloc's year is concluded: its evidence stays as it is."))
    return met(N_("The bloc's year goes on."))


def may_file_evidence(actor: Actor, place: EvidencePlace, *, on: date) -> Verdict:
    """File evidence or name a classified paper «nộp minh chứng»: the unit's officer and leaders, while the year goes on."""
    frozen = (
        met(N_("The table of criteria is frozen."))
        if place.scheme
        else not_met(
            N_("Evidence is filed by criterion, and this year has no frozen table of criteria yet."),
            remedy=N_("Wait until the bloc has agreed and frozen it."),
        )
    )
    return Verdict.all_of(_own(actor, place, on), _goes_on(place), frozen)


def _live(row: EvidenceRow) -> Verdict:
    if row.state is EvidenceState.REPLACED:
        return not_met(
            N_("This record was replaced by another one."), remedy=N_("Open the one in its place.")
        )
    if row.state is EvidenceState.WITHDRAWN:
        return not_met(N_("This record was withdrawn."), remedy=N_("File the paper again."))
    return met(N_("The record counts or waits to."))


def may_change_evidence(actor: Actor, found: tuple[EvidencePlace, EvidenceRow], *, on: date) -> Verdict:
    """Correct, add to, or replace a paper's record «sửa, bổ sung, thay minh chứng»: the unit itself."""
    place, row = found
    paper = (
        met(N_("The record is of a paper."))
        if row.kind is EvidenceKind.PAPER
        else not_met(
            N_("What the unit head answers for is not corrected."),
            remedy=N_("Withdraw it and name the paper again."),
        )
    )
    return Verdict.all_of(may_file_evidence(actor, place, on=on), _live(row), paper)


def may_withdraw_evidence(actor: Actor, found: tuple[EvidencePlace, EvidenceRow], *, on: date) -> Verdict:
    """Withdraw a record «thu hồi minh chứng», with a reason; it stays readable: the unit itself."""
    place, row = found
    return Verdict.all_of(_own(actor, place, on), _goes_on(place), _live(row))


def may_withdraw_file(
    actor: Actor, found: tuple[EvidencePlace, EvidenceRow, FileRow], *, on: date
) -> Verdict:
    """Withdraw one file «thu hồi tệp»: the unit itself, while the file counts."""
    place, row, file = found
    present = (
        met(N_("The file counts."))
        if file.withdrawn_at is None
        else not_met(N_("This file was withdrawn already."))
    )
    return Verdict.all_of(may_withdraw_evidence(actor, (place, row), on=on), present)


def may_confirm_reference(actor: Actor, found: tuple[EvidencePlace, EvidenceRow], *, on: date) -> Verdict:
    """Answer for a classified paper «xác nhận tài liệu mật»: whoever heads the unit that day, or its authorised deputy."""
    place, row = found
    waits = (
        met(N_("The reference waits for the unit head's word."))
        if row.state is EvidenceState.NAMED
        else not_met(N_("The reference does not wait for a word."))
    )
    return Verdict.all_of(_own(actor, place, on), _answers(actor, place, on), waits, _goes_on(place))


def _answers(actor: Actor, place: EvidencePlace, on: date) -> Verdict:
    """Whether a person speaks for the unit: as its head, or as a deputy with a written authorisation in force."""
    here = {held.role for held in roles_of(actor, on=on) if held.scope_key == place.member.public_id}
    if Role.UNIT_HEAD in here:
        return met(N_("This person heads the unit today."))
    paper = authorisation_in(actor, place.member.id, on=on) if Role.UNIT_DEPUTY in here else None
    if paper is not None:
        words = N_("The deputy head answers by authorisation {number} of {day}: {scope}")
        said = {"number": paper.number, "day": paper.issued_on, "scope": paper.scope}
        return met(Sentence(words, said))
    return not_met(
        Sentence(
            N_("Only the head of {unit}, or an authorised deputy, answers for a classified paper."),
            {"unit": place.member.in_sentence},
        ),
        remedy=N_(
            "Ask the head of the unit to confirm it; a deputy needs an authorisation on record that names classified papers."
        ),
    )


def authorisation_in(actor: Actor, unit: int, *, on: date) -> AuthorisationRow | None:
    """The written authorisation «giấy ủy quyền» by which this person speaks for a unit's head on classified papers.

    Of the unit (row number), in force that day. Its scope must name such papers: who may sign the covenant or attend a
    conference does not answer for secrets by that.
    """
    person = person_of_account(actor.actor_key.removeprefix("user:"))
    if person is None:
        return None
    papers = authorised_deputies(unit, on=on)
    mine = [paper for paper in papers if paper.deputy.id == person.id]
    return next((paper for paper in mine if any(words in fold(paper.scope) for words in ON_SECRETS)), None)


@dataclass(frozen=True, slots=True)
class YearLine:
    """A bloc-year to choose."""

    public_id: str
    name: str
    year: int


def years_with_evidence(actor: Actor, *, on: date) -> tuple[YearLine, ...]:
    """The bloc-years with a frozen table in which a person may read some unit's evidence, the newest first."""
    rows = schemes_visible_to(actor, on=on).exclude(frozen_on=None).order_by()
    names = ("bloc_year__public_id", "bloc_year__name", "bloc_year__year")
    found = {YearLine(*line) for line in rows.values_list(*names)}
    return tuple(sorted(found, key=lambda one: (-one.year, one.name)))


def evidence_visible_to(actor: Actor, *, on: date) -> QuerySet[Evidence]:
    """The records a person may read that day: `may_read_record` as rows."""
    known = schemes_visible_to(actor, on=on).values("bloc_year")
    years = Evidence.objects.filter(bloc_year__in=known).values_list("bloc_year__public_id", flat=True)
    seen = Q(pk__in=[])
    for key in sorted(set(years)):
        checkers = checkers_in(key)
        for place in places_of_year(key, on=on):
            reach = reach_of(actor, place, on=on, checkers=checkers)
            here = Q(bloc_year=place.year.id, unit=place.member.id)
            if reach.own or reach.everything:
                seen |= here
            elif reach.leaves:
                seen |= here & Q(leaves__leaf__in=reach.leaves)
    return Evidence.objects.filter(seen).distinct()
