"""Blocs and clusters «khối, cụm thi đua», their years, members, heads, phases and rotation."""

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import NFCCharField, Record, SortedName
from thidua.organisations.models.spans import in_order, one_of
from thidua.organisations.models.units import Unit
from thidua.organisations.states import BlocLevel, Confidence, LeadBasis, LeadRole, YearState


class Bloc(Record, SortedName):
    """A bloc or cluster «khối thi đua, cụm thi đua», set up by a decision."""

    code = models.CharField(max_length=20, unique=True)
    name = NFCCharField(max_length=200)
    short_name = NFCCharField(max_length=80)
    level = models.CharField(max_length=12)
    set_up_by = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    symbol_suffix = models.CharField(max_length=20, blank=True)
    letterhead = NFCCharField(max_length=300, blank=True)
    instrument = NFCCharField(max_length=300, blank=True)

    class Meta:
        """Codes are unique."""

        constraints = [
            one_of("level", BlocLevel, name="bloc_level_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="bloc_has_name_and_code"),
        ]
        verbose_name = "emulation bloc"

    def __str__(self) -> str:
        """Its name."""
        return str(self.name)


class BlocYear(Record):
    """A bloc in one emulation year «khối theo năm»: the name and the members the year's decision gave it.

    `history_only` marks a past year entered for the record, without the acts that led through it. `illustrative`
    marks invented data, shown as such.
    """

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    name = NFCCharField(max_length=200)
    short_name = NFCCharField(max_length=80)
    state = models.CharField(max_length=16, default=YearState.DRAFTED.value)
    decision_number = NFCCharField(max_length=60)
    decision_date = models.DateField()
    decision_subject = NFCCharField(max_length=300, blank=True)
    decision_signer = NFCCharField(max_length=200, blank=True)
    opened_on = models.DateField()
    history_only = models.BooleanField(default=False)
    illustrative = models.BooleanField(default=False)
    note = NFCCharField(max_length=400, blank=True)

    class Meta:
        """One per bloc and year; always by a numbered decision."""

        constraints = [
            models.UniqueConstraint(fields=["bloc", "year"], name="one_year_per_bloc"),
            one_of("state", YearState, name="bloc_year_state_known"),
            models.CheckConstraint(condition=~Q(decision_number=""), name="bloc_year_has_decision"),
            models.CheckConstraint(condition=Q(year__gte=1948, year__lte=2200), name="bloc_year_plausible"),
        ]
        verbose_name = "bloc-year"

    def __str__(self) -> str:
        """Name and year."""
        return f"{self.name}, {self.year}"


class Membership(models.Model):
    """A unit's membership in a bloc-year «thành viên khối», by decision, with the unit's own reporting year."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    position = models.PositiveSmallIntegerField()
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    decision = NFCCharField(max_length=300)
    leaving_decision = NFCCharField(max_length=300, blank=True)
    year_from = models.DateField()
    year_to = models.DateField()
    year_confidence = models.CharField(max_length=12, default=Confidence.MEMORY.value)
    year_note = NFCCharField(max_length=300, blank=True)

    class Meta:
        """A unit is in a bloc-year once at a time; it leaves by a decision too."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "unit"], condition=Q(left_on=None), name="one_open_membership_per_unit"
            ),
            in_order("membership_days_in_order", first="joined_on", last="left_on"),
            models.CheckConstraint(condition=Q(year_to__gt=F("year_from")), name="reporting_year_in_order"),
            models.CheckConstraint(condition=~Q(decision=""), name="membership_has_decision"),
            models.CheckConstraint(
                condition=Q(left_on=None, leaving_decision="")
                | (Q(left_on__isnull=False) & ~Q(leaving_decision="")),
                name="leaving_has_decision",
            ),
            one_of("year_confidence", Confidence, name="membership_confidence_known"),
        ]
        verbose_name = "membership"

    def __str__(self) -> str:
        """Unit and year."""
        return f"{self.unit} / {self.bloc_year}"


class YearLead(models.Model):
    """The unit that heads or deputises in a bloc-year «Khối trưởng, Khối phó», from one day to another."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="leads")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="leads")
    role = models.CharField(max_length=8)
    basis = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    instrument = NFCCharField(max_length=300, blank=True)

    class Meta:
        """One head and one deputy at a time."""

        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "role"], condition=Q(until=None), name="one_open_lead_per_role"
            ),
            models.UniqueConstraint(
                fields=["bloc_year", "unit"], condition=Q(until=None), name="one_open_role_per_leading_unit"
            ),
            in_order("lead_days_in_order", first="since", last="until"),
            one_of("role", LeadRole, name="lead_role_known"),
            one_of("basis", LeadBasis, name="lead_basis_known"),
        ]
        verbose_name = "bloc lead"

    def __str__(self) -> str:
        """Unit and role."""
        return f"{self.unit} ({self.role})"


class Phase(models.Model):
    """A phase «giai đoạn» of a bloc-year: the state it was in, from one day to another.

    `reason` is set when the year went back to an earlier state, which takes an act with author and reason.
    """

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="phases")
    state = models.CharField(max_length=16)
    entered_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    went_back = models.BooleanField(default=False)
    reason = NFCCharField(max_length=400, blank=True)
    entered_by = models.CharField(max_length=80)

    class Meta:
        """One phase at a time; going back has a reason."""

        ordering = ["entered_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc_year"], condition=Q(left_on=None), name="one_open_phase"),
            in_order("phase_days_in_order", first="entered_on", last="left_on"),
            models.CheckConstraint(
                condition=Q(went_back=False) | ~Q(reason=""), name="going_back_has_reason"
            ),
            one_of("state", YearState, name="phase_state_known"),
        ]
        verbose_name = "phase"

    def __str__(self) -> str:
        """State and first day."""
        return f"{self.state} {self.entered_on}"


class RotationList(models.Model):
    """The order in which members head a bloc «danh sách luân phiên», as adopted; a newer list replaces it."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="rotations")
    adopted_on = models.DateField()
    replaced_on = models.DateField(null=True, blank=True)
    skip_rule = NFCCharField(max_length=400, blank=True)

    class Meta:
        """One list at a time."""

        constraints = [
            models.UniqueConstraint(fields=["bloc"], condition=Q(replaced_on=None), name="one_rotation_list"),
            in_order("rotation_days_in_order", first="adopted_on", last="replaced_on"),
        ]
        verbose_name = "rotation list"

    def __str__(self) -> str:
        """Bloc and day."""
        return f"{self.bloc} {self.adopted_on}"


class RotationTurn(models.Model):
    """One place in a rotation list «lượt luân phiên»."""

    rotation = models.ForeignKey(RotationList, models.PROTECT, related_name="turns")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        """A place has one unit, a unit one place."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rotation", "position"], name="one_unit_per_turn"),
            models.UniqueConstraint(fields=["rotation", "unit"], name="one_turn_per_unit"),
        ]
        verbose_name = "rotation turn"

    def __str__(self) -> str:
        """Place and unit."""
        return f"{self.position}. {self.unit}"


class RotationTerm(models.Model):
    """Who headed, or is planned to head, a bloc in a year «nhiệm kỳ Khối trưởng»; a skipped turn says why."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="terms")
    year = models.PositiveSmallIntegerField()
    head = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    skipped = models.BooleanField(default=False)
    planned = models.BooleanField(default=False)
    note = NFCCharField(max_length=400, blank=True)

    class Meta:
        """One head per year; a skipped turn has its reason."""

        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "year"], condition=Q(skipped=False), name="one_term_per_year"
            ),
            models.UniqueConstraint(fields=["bloc", "year", "head"], name="one_term_per_year_and_unit"),
            models.CheckConstraint(condition=Q(skipped=False) | ~Q(note=""), name="skipped_turn_has_reason"),
        ]
        verbose_name = "rotation term"

    def __str__(self) -> str:
        """Year and head."""
        return f"{self.year}: {self.head}"
