"""Evidence «minh chứng»: papers with their files, classified papers by number and place, and what each proves."""

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import NFCCharField, NFCTextField, Record
from thidua.reports.models.reports import one_of
from thidua.reports.states import EVIDENCE_ENDED, EvidenceKind, EvidenceState, PaperKind

_ENDED = sorted(state.value for state in EVIDENCE_ENDED)
_LIVE = sorted(state.value for state in EvidenceState if state not in EVIDENCE_ENDED)


class Evidence(Record):
    """One paper that proves something of a unit's year «minh chứng».

    A `paper` has a title and mostly files. A `reference` is a classified paper «tài liệu mật»: only its number and the
    place where it is kept, never its title, an excerpt or a file; it counts once the head of the unit confirms it.
    `period` is the code of the reporting period (empty: the whole year). `declaration` is the wording under which the
    officer stated that nothing classified is in it. What is replaced or withdrawn stays.
    """

    bloc_year = models.ForeignKey("organisations.BlocYear", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    paper = models.CharField(max_length=16, blank=True)
    title = NFCCharField(max_length=300, blank=True)
    number = NFCCharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issuer = NFCCharField(max_length=200, blank=True)
    excerpt = NFCTextField(blank=True)
    kept_at = NFCCharField(max_length=200, blank=True)
    period = models.CharField(max_length=12, blank=True)
    declaration = models.CharField(max_length=20)
    revision = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    filed_at = models.DateTimeField()
    filed_by_key = models.CharField(max_length=80)
    filed_by_name = NFCCharField(max_length=200)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by_key = models.CharField(max_length=80, blank=True)
    confirmed_by_name = NFCCharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = NFCCharField(max_length=200, blank=True)
    ended_reason = NFCTextField(blank=True)

    class Meta:
        """A classified paper tells its number and its place and nothing else; the end has a moment and a reason."""

        verbose_name = "evidence"
        ordering = ("bloc_year", "unit", "pk")
        indexes = (models.Index(fields=("bloc_year", "unit"), name="reports_evidence_place"),)
        constraints = (
            models.CheckConstraint(
                condition=one_of("kind", EvidenceKind), name="reports_evidence_kind_known"
            ),
            models.CheckConstraint(
                condition=one_of("state", EvidenceState), name="reports_evidence_state_known"
            ),
            models.CheckConstraint(
                condition=one_of("paper", PaperKind, blank=True), name="reports_evidence_paper_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.PAPER.value, kept_at="") & ~Q(title="") & ~Q(paper="")
                | Q(kind=EvidenceKind.REFERENCE.value, title="", paper="", issuer="", excerpt="")
                & ~Q(kept_at="")
                & ~Q(number=""),
                name="reports_evidence_reference_tells_no_more",
            ),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.PAPER.value, confirmed_on__isnull=True)
                & ~Q(state=EvidenceState.NAMED.value)
                | Q(
                    kind=EvidenceKind.REFERENCE.value,
                    state=EvidenceState.NAMED.value,
                    confirmed_on__isnull=True,
                )
                | Q(
                    kind=EvidenceKind.REFERENCE.value,
                    state=EvidenceState.KEPT.value,
                    confirmed_on__isnull=False,
                )
                | Q(kind=EvidenceKind.REFERENCE.value, state__in=_ENDED),
                name="reports_evidence_reference_counts_when_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_LIVE, ended_at__isnull=True, ended_reason="")
                | Q(state__in=_ENDED, ended_at__isnull=False) & ~Q(ended_reason=""),
                name="reports_evidence_end_has_reason",
            ),
            models.CheckConstraint(condition=~Q(replaces=F("pk")), name="reports_evidence_not_its_own_heir"),
        )

    def __str__(self) -> str:
        return str(self.title or self.number)


class EvidenceLeaf(models.Model):
    """One criterion a record proves; `answers` is the kind of paper of the table of criteria that it answers."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="leaves")
    leaf = NFCCharField(max_length=40)
    answers = NFCCharField(max_length=300, blank=True)

    class Meta:
        """A criterion once."""

        verbose_name = "criterion proved by evidence"
        ordering = ("evidence", "pk")
        constraints = (
            models.UniqueConstraint(fields=("evidence", "leaf"), name="reports_evidenceleaf_once"),
            models.CheckConstraint(condition=~Q(leaf=""), name="reports_evidenceleaf_names_leaf"),
        )

    def __str__(self) -> str:
        return str(self.leaf)


class EvidenceFile(Record):
    """One file of a record; `source_sha256` is the hash of what was sent, before a picture was cleaned.

    `declared_*` is who stated that nothing classified is in it, and when.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files")
    stored = models.ForeignKey("foundation.StoredFile", on_delete=models.PROTECT, related_name="+")
    preview = models.ForeignKey(
        "foundation.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_sha256 = models.CharField(max_length=64, db_index=True)
    scanned = models.BooleanField()
    declared_at = models.DateTimeField()
    declared_by_key = models.CharField(max_length=80)
    declared_by_name = NFCCharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = NFCCharField(max_length=200, blank=True)
    withdrawn_reason = NFCTextField(blank=True)

    class Meta:
        """The same content once while it counts; a withdrawal has a reason."""

        verbose_name = "file of evidence"
        ordering = ("evidence", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("evidence", "source_sha256"),
                condition=Q(withdrawn_at__isnull=True),
                name="reports_evidencefile_content_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="reports_evidencefile_withdrawal_has_reason",
            ),
        )

    def __str__(self) -> str:
        return str(self.stored)
