"""People and the offices they hold «người, chức vụ»."""

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import NFCCharField, Record, SortedName
from thidua.organisations.models.spans import Span, in_order, one_of
from thidua.organisations.models.units import Unit
from thidua.organisations.states import OfficeKind

GENDERS = ("", "male", "female")


class Person(Record, SortedName):
    """A person «người» met in offices, signatures or awards; an account is something else and may be missing.

    `is_real` marks a real public person in a set of invented ones, of whom nothing may be made up.
    """

    PERSON = True

    code = models.CharField(max_length=40, unique=True)
    name = NFCCharField(max_length=120)
    title_before = NFCCharField(max_length=40, blank=True)
    gender = models.CharField(max_length=8, blank=True)
    rank = NFCCharField(max_length=80, blank=True)
    is_real = models.BooleanField(default=False)
    user = models.OneToOneField(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="person", db_constraint=True
    )

    class Meta:
        """Codes are unique; a real person of the illustration has no account."""

        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_name"),
            models.CheckConstraint(condition=Q(gender__in=GENDERS), name="person_gender_known"),
            models.CheckConstraint(
                condition=Q(is_real=False) | Q(user=None), name="real_person_has_no_account"
            ),
        ]
        verbose_name = "person"

    def __str__(self) -> str:
        """The name."""
        return str(self.name)


class Office(Record, Span):
    """An office «chức vụ» held in a unit from one day to another.

    `known_on` is set when the office is known for one day only (a name in a news item): nothing is claimed for
    other days.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="offices")
    title = NFCCharField(max_length=200)
    kind = models.CharField(max_length=24)
    known_on = models.DateField(null=True, blank=True)
    instrument = NFCCharField(max_length=300, blank=True)

    class Meta:
        """One head of a unit at a time (exclusion in the migration); the same office of a person never twice."""

        constraints = [
            in_order("office_days_in_order"),
            one_of("kind", OfficeKind, name="office_kind_known"),
            models.CheckConstraint(condition=~Q(title=""), name="office_has_title"),
            models.CheckConstraint(
                condition=Q(known_on=None) | Q(valid_from=None, valid_to=None), name="office_known_on_one_day"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(kind=OfficeKind.HEAD.value, valid_to=None, known_on=None),
                name="one_sitting_head",
            ),
        ]
        indexes = [models.Index(fields=["unit", "kind"], name="office_by_unit_and_kind")]
        verbose_name = "office"

    def __str__(self) -> str:
        """The title."""
        return str(self.title)


class Authorisation(Record):
    """A written authorisation «giấy ủy quyền»: the head lets a deputy attend or sign in the unit's name."""

    number = NFCCharField(max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="authorisations")
    grantor = models.ForeignKey(Person, models.PROTECT, related_name="authorisations_given")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="authorisations_held")
    scope = NFCCharField(max_length=300)
    issued_on = models.DateField()
    valid_to = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        """Numbered once per unit; to another person; it ends."""

        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_authorisation_per_number"),
            models.CheckConstraint(condition=~Q(grantor=F("deputy")), name="authorised_is_another_person"),
            in_order("authorisation_days_in_order", first="issued_on"),
            in_order("authorisation_revoked_after_issue", first="issued_on", last="revoked_on"),
            models.CheckConstraint(condition=~Q(scope=""), name="authorisation_has_scope"),
        ]
        verbose_name = "authorisation"

    def __str__(self) -> str:
        """Its number."""
        return str(self.number)
