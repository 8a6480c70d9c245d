"""Truths of the room, run by `thidua check_invariants`: what was signed can always be worked out again from its rows."""

from collections import defaultdict
from collections.abc import Iterator

from thidua.covenants.composing import as_text, compose, text_hash
from thidua.covenants.models import CovenantSignature, CovenantVersion, Registration, RegistrationRevision
from thidua.covenants.queries import content_of, parties_of
from thidua.covenants.states import UNCHANGEABLE, WITH_TEXT, SignatureRole
from thidua.foundation.checks import Untruth, invariant
from thidua.organisations.queries import member_units, offices_of_person

TEXT_SAYS = "a covenant's text is composed from its rows, and its hash is that of every signature"
ALL_SIGNED = "a covenant in force is signed by all its parties, which are the members of that day"
IN_OFFICE = "whoever signed a covenant held an office in the unit that day"
LAST_STATE = "a registration is as it was last saved"


def _with_text() -> Iterator[CovenantVersion]:
    rows = CovenantVersion.objects.filter(state__in=[state.value for state in WITH_TEXT])
    yield from rows.select_related("covenant__bloc_year").order_by("pk").iterator(chunk_size=200)


@invariant(TEXT_SAYS)
def _texts_say_what_the_rows_say() -> Iterator[Untruth]:
    signatures: defaultdict[int, set[str]] = defaultdict(set)
    for version, said in CovenantSignature.objects.filter(voided_at=None).values_list(
        "version", "content_hash"
    ):
        signatures[version].add(said)
    for row in _with_text():
        paper = compose(
            content_of(row.pk),
            parties_of(row.pk),
            bloc=row.bloc_name,
            letterhead=row.letterhead,
            year=row.covenant.bloc_year.year,
        )
        if as_text(paper) != row.text:
            yield Untruth(TEXT_SAYS, row.public_id, "the rows give another text")
        if text_hash(row.text) != row.content_hash:
            yield Untruth(TEXT_SAYS, row.public_id, "the hash does not match the text")
        if signatures[row.pk] - {row.content_hash}:
            yield Untruth(TEXT_SAYS, row.public_id, "a signature is of another text")


@invariant(ALL_SIGNED)
def _all_parties_have_signed() -> Iterator[Untruth]:
    standing: defaultdict[int, set[int]] = defaultdict(set)
    signed = CovenantSignature.objects.filter(voided_at=None, role=SignatureRole.PARTY.value)
    for version, unit in signed.values_list("version", "unit"):
        standing[version].add(unit)
    for row in _with_text():
        if row.state not in {state.value for state in UNCHANGEABLE}:
            continue
        parties = {party.unit_id for party in parties_of(row.pk)}
        if standing[row.pk] != parties:
            yield Untruth(ALL_SIGNED, row.public_id, "not every party has signed")
        members = {member.id for member in member_units(row.covenant.bloc_year_id, on=row.signed_on)}
        if members != parties:
            yield Untruth(ALL_SIGNED, row.public_id, f"the parties are not the members of {row.signed_on}")


@invariant(IN_OFFICE)
def _signatories_held_office() -> Iterator[Untruth]:
    rows = CovenantSignature.objects.filter(voided_at=None, role=SignatureRole.PARTY.value)
    for row in rows.select_related("unit").order_by("pk"):
        held = any(
            office.unit.id == row.unit_id
            and (office.valid_from is None or office.valid_from <= row.signed_on)
            and (office.valid_to is None or office.valid_to >= row.signed_on)
            for office in offices_of_person(row.person_id, on=row.signed_on)
        )
        if not held:
            yield Untruth(IN_OFFICE, row.public_id, f"{row.person_name}, {row.unit}, {row.signed_on}")


@invariant(LAST_STATE)
def _registrations_are_as_saved() -> Iterator[Untruth]:
    last: dict[int, tuple[int, object]] = {}
    rows = RegistrationRevision.objects.order_by("registration", "revision")
    for registration, revision, content in rows.values_list("registration", "revision", "content"):
        last[registration] = (revision, _without_leaves(content))
    for version in Registration.objects.values_list("version", flat=True).distinct():
        said = content_of(version).registrations
        keys = Registration.objects.filter(version=version).values_list("pk", "public_id", "revision")
        for number, public_id, revision in keys:
            now = (revision, _without_leaves(said[number].plain())) if revision else None
            if now != last.get(number):
                yield Untruth(LAST_STATE, public_id, f"revision {revision} says something else")


def _without_leaves(content: dict[str, object]) -> dict[str, object]:
    """The leaf of a target is filled in when the text is composed."""
    targets = content["targets"]
    rows = targets if isinstance(targets, list) else []
    return {**content, "targets": [{**row, "leaf": ""} for row in rows]}
