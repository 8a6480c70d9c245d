"""What the parties answer to the composed text, and who signed it."""

from django.db import models
from django.db.models import Q

from thidua.covenants.models.versions import CovenantVersion, values
from thidua.covenants.states import ConsentAnswer, Manner, SignatureRole
from thidua.foundation.models import NFCCharField, NFCTextField, Record


class CovenantConsent(models.Model):
    """What a party answered to the composed text «đồng thuận»; it counts for exactly the text with this hash."""

    version = models.ForeignKey(CovenantVersion, on_delete=models.PROTECT, related_name="consents")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    answer = models.CharField(max_length=12)
    comment = NFCTextField(blank=True)
    given_at = models.DateTimeField()
    given_by_name = NFCCharField(max_length=200)

    class Meta:
        """The party's present answer; an objection says why."""

        verbose_name = "consent to a covenant"
        ordering = ("version", "unit")
        constraints = (
            models.UniqueConstraint(fields=("version", "unit"), name="covenants_consent_once"),
            models.CheckConstraint(
                condition=Q(answer__in=values(ConsentAnswer)), name="covenants_consent_answer_known"
            ),
            models.CheckConstraint(
                condition=Q(answer=ConsentAnswer.AGREED.value) | ~Q(comment=""),
                name="covenants_consent_objection_has_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} – {self.version}"


class CovenantSignature(Record):
    """A signature recorded «chữ ký ghi nhận»: who, in what office that day, how, when, on what text.

    It is a record, not a cryptographic signature. A party's signature names its unit and the office in which the
    person signed, and the authorisation when a deputy signed for the head; the Council's witness names no unit.
    Returning the text voids it; nothing is deleted.
    """

    version = models.ForeignKey(CovenantVersion, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=8)
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    person_name = NFCCharField(max_length=200)
    office_title = NFCCharField(max_length=200)
    capacity = NFCCharField(max_length=400)
    authorisation = models.ForeignKey(
        "organisations.Authorisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    authorisation_number = NFCCharField(max_length=60, blank=True)
    manner = models.CharField(max_length=12)
    paper_number = NFCCharField(max_length=60, blank=True)
    signed_on = models.DateField()
    content_hash = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by_key = models.CharField(max_length=80)
    recorded_by_name = NFCCharField(max_length=200)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = NFCTextField(blank=True)

    class Meta:
        """One standing signature per party, one witness; paper has its number."""

        verbose_name = "signature of a covenant"
        ordering = ("version", "recorded_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "unit"),
                condition=Q(voided_at__isnull=True, role=SignatureRole.PARTY.value),
                name="covenants_signature_once",
            ),
            models.UniqueConstraint(
                fields=("version",),
                condition=Q(voided_at__isnull=True, role=SignatureRole.WITNESS.value),
                name="covenants_one_witness",
            ),
            models.CheckConstraint(
                condition=Q(role=SignatureRole.PARTY.value, unit__isnull=False)
                | Q(role=SignatureRole.WITNESS.value, unit__isnull=True, authorisation__isnull=True),
                name="covenants_party_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(authorisation__isnull=True, authorisation_number="")
                | (Q(authorisation__isnull=False) & ~Q(authorisation_number="")),
                name="covenants_authorisation_has_number",
            ),
            models.CheckConstraint(
                condition=Q(manner=Manner.ON_SCREEN.value, paper_number="")
                | (Q(manner=Manner.ON_PAPER.value) & ~Q(paper_number="")),
                name="covenants_paper_has_number",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="covenants_void_has_reason",
            ),
            models.CheckConstraint(condition=~Q(content_hash=""), name="covenants_signature_of_a_text"),
        )

    def __str__(self) -> str:
        return self.person_name
