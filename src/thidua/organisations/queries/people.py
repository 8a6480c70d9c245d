"""People and the offices they hold on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from thidua.core.text import fold
from thidua.organisations.models import Authorisation, Office, Person
from thidua.organisations.models.spans import in_force
from thidua.organisations.queries.names import names_on_days
from thidua.organisations.queries.rows import AuthorisationRow, OfficeRow, PersonCard, PersonName
from thidua.organisations.states import OfficeKind


def person_name(person: Person) -> PersonName:
    """The row of a person."""
    return PersonName(
        person.pk,
        person.public_id,
        person.code,
        person.name,
        person.title_before,
        person.rank,
        person.is_real,
    )


def held_on(on: date) -> Q:
    """Offices held on a day; one known for a single day counts for that day only."""
    return Q(known_on=on) | (Q(known_on=None) & in_force(on))


def office_rows(offices: QuerySet[Office], *, on: date) -> tuple[OfficeRow, ...]:
    """Rows of the given offices; each unit is named as of the office's last day (or `on` while it lasts)."""
    rows = list(offices.select_related("person"))
    days = {row.pk: row.known_on or min(row.valid_to or on, on) for row in rows}
    names = names_on_days((row.unit_id, days[row.pk]) for row in rows)
    return tuple(
        OfficeRow(
            row.public_id,
            person_name(row.person),
            names[row.unit_id, days[row.pk]],
            row.title,
            OfficeKind(row.kind),
            row.valid_from,
            row.valid_to,
            row.known_on,
        )
        for row in rows
    )


# The order in which people of a unit are listed.
ORDER = {kind: place for place, kind in enumerate(OfficeKind)}


def people_in_office(unit: int, *, on: date) -> tuple[OfficeRow, ...]:
    """Who held an office in the unit on the day, heads first, then by name in Vietnamese order."""
    rows = office_rows(Office.objects.filter(held_on(on), unit=unit).order_by("person__sort_key"), on=on)
    return tuple(sorted(rows, key=lambda row: ORDER[row.kind]))


def holders_of_office(
    kinds: Iterable[OfficeKind], *, on: date, units: Iterable[int] | None = None
) -> tuple[OfficeRow, ...]:
    """Who holds an office of these kinds on a day, anywhere or in these units (row numbers), in Vietnamese order."""
    rows = Office.objects.filter(held_on(on), kind__in=[kind.value for kind in kinds])
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    return office_rows(rows.order_by("person__sort_key", "pk"), on=on)


def head_of_unit(unit: int, *, on: date) -> OfficeRow | None:
    """Who headed the unit «thủ trưởng» on the day."""
    found = office_rows(Office.objects.filter(held_on(on), unit=unit, kind=OfficeKind.HEAD), on=on)
    return found[0] if found else None


def offices_of_unit(unit: int, *, on: date) -> tuple[OfficeRow, ...]:
    """Every office ever held in a unit, those held now first, then the latest."""
    rows = office_rows(Office.objects.filter(unit=unit).order_by("person__sort_key"), on=on)
    return tuple(
        sorted(
            rows, key=lambda r: (r.valid_to or r.known_on or date.max, r.valid_from or date.min), reverse=True
        )
    )


def offices_of_person(person: int, *, on: date) -> tuple[OfficeRow, ...]:
    """Every office of a person, the latest first."""
    rows = office_rows(Office.objects.filter(person=person), on=on)
    return tuple(
        sorted(
            rows, key=lambda r: (r.valid_to or r.known_on or date.max, r.valid_from or date.min), reverse=True
        )
    )


def offices_of_user(user: int, *, on: date) -> tuple[OfficeRow, ...]:
    """The offices held on a day by the person whose account this is."""
    return office_rows(Office.objects.filter(held_on(on), person__user=user), on=on)


def person(public_id: str) -> PersonName | None:
    """The person with this public key."""
    found = Person.objects.filter(public_id=public_id).first()
    return person_name(found) if found else None


def person_of_account(account: str) -> PersonName | None:
    """The person whose account this is (public key of the account); None for an account that is nobody's yet."""
    found = Person.objects.filter(user__public_id=account).first()
    return person_name(found) if found else None


def person_by_code(code: str) -> PersonName | None:
    """The person with this code."""
    found = Person.objects.filter(code=code.upper()).first()
    return person_name(found) if found else None


def people_by_codes(codes: Iterable[str]) -> dict[str, PersonName]:
    """People by their codes, in one query."""
    return {p.code: person_name(p) for p in Person.objects.filter(code__in={code.upper() for code in codes})}


def people_found(words: str, *, limit: int = 50) -> tuple[PersonName, ...]:
    """People whose name or code contains the words, with or without diacritics."""
    key = fold(words)
    if not key:
        return ()
    found = Person.objects.filter(Q(search_key__contains=key) | Q(code__iexact=words.strip())).order_by(
        "sort_key"
    )
    return tuple(person_name(p) for p in found[:limit])


def _authorisation_rows(rows: QuerySet[Authorisation]) -> tuple[AuthorisationRow, ...]:
    found = list(rows.select_related("grantor", "deputy").order_by("-issued_on", "number"))
    names = names_on_days((row.unit_id, row.issued_on) for row in found)
    return tuple(
        AuthorisationRow(
            row.public_id,
            row.number,
            names[row.unit_id, row.issued_on],
            person_name(row.grantor),
            person_name(row.deputy),
            row.scope,
            row.issued_on,
            row.valid_to,
            row.revoked_on,
            row.pk,
        )
        for row in found
    )


def authorisations_of_unit(unit: int) -> tuple[AuthorisationRow, ...]:
    """Every authorisation given in a unit's name, the latest first."""
    return _authorisation_rows(Authorisation.objects.filter(unit=unit))


def authorisations_of_person(person: int) -> tuple[AuthorisationRow, ...]:
    """Every authorisation a person gave or holds, the latest first."""
    return _authorisation_rows(Authorisation.objects.filter(Q(grantor=person) | Q(deputy=person)))


def authorised_deputies(unit: int, *, on: date) -> tuple[AuthorisationRow, ...]:
    """Authorisations of the unit in force on the day."""
    live = Authorisation.objects.filter(
        Q(revoked_on=None) | Q(revoked_on__gt=on), unit=unit, issued_on__lte=on
    )
    return _authorisation_rows(live.filter(valid_to__gte=on))


def person_card(public_id: str) -> PersonCard | None:
    """The person with this public key, as their page shows them."""
    found = Person.objects.filter(public_id=public_id).select_related("user").first()
    if found is None:
        return None
    return PersonCard(person_name(found), found.gender, found.user.public_id if found.user else "")


def people_page(
    words: str, *, on: date, offset: int = 0, limit: int = 50
) -> tuple[tuple[tuple[PersonName, tuple[OfficeRow, ...]], ...], int]:
    """People in Vietnamese order, each with the offices held on the day, and how many there are; empty words: all."""
    rows = Person.objects.all()
    if key := fold(words):
        rows = rows.filter(Q(search_key__contains=key) | Q(code__iexact=words.strip()))
    total = rows.count()
    page = list(rows.order_by("sort_key", "pk")[offset : offset + limit])
    held: dict[int, list[OfficeRow]] = {}
    for office in office_rows(Office.objects.filter(held_on(on), person__in=page).order_by("pk"), on=on):
        held.setdefault(office.person.id, []).append(office)
    return tuple((person_name(one), tuple(held.get(one.pk, ()))) for one in page), total


def office_row(public_id: str, *, on: date) -> OfficeRow | None:
    """The office with this public key."""
    return next(iter(office_rows(Office.objects.filter(public_id=public_id), on=on)), None)


def authorisation_row(public_id: str) -> AuthorisationRow | None:
    """The authorisation with this public key."""
    return next(iter(_authorisation_rows(Authorisation.objects.filter(public_id=public_id))), None)
