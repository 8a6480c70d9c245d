import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0002_ledger_is_append_only"),
        ("organisations", "0002_spans_never_overlap"),
        ("reports", "0001_requests_reports_and_joint_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("kind", models.CharField(max_length=12)),
                ("state", models.CharField(max_length=12)),
                ("paper", models.CharField(blank=True, max_length=16)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("issuer", models.CharField(blank=True, max_length=200)),
                ("excerpt", models.TextField(blank=True)),
                ("kept_at", models.CharField(blank=True, max_length=200)),
                ("period", models.CharField(blank=True, max_length=12)),
                ("declaration", models.CharField(max_length=20)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("filed_at", models.DateTimeField()),
                ("filed_by_key", models.CharField(max_length=80)),
                ("filed_by_name", models.CharField(max_length=200)),
                ("confirmed_on", models.DateField(blank=True, null=True)),
                ("confirmed_by_key", models.CharField(blank=True, max_length=80)),
                ("confirmed_by_name", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=200)),
                ("ended_reason", models.TextField(blank=True)),
                (
                    "bloc_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.blocyear",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="reports.evidence",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "ordering": ("bloc_year", "unit", "pk"),
                "indexes": [models.Index(fields=["bloc_year", "unit"], name="reports_evidence_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["paper", "reference"])),
                        name="reports_evidence_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["kept", "named", "replaced", "withdrawn"])),
                        name="reports_evidence_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "paper__in",
                                [
                                    "",
                                    "certificate",
                                    "decision",
                                    "minutes",
                                    "notice",
                                    "other",
                                    "picture",
                                    "plan",
                                    "registration",
                                    "report",
                                    "statistics",
                                ],
                            )
                        ),
                        name="reports_evidence_paper_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kept_at", ""),
                                ("kind", "paper"),
                                models.Q(("title", ""), _negated=True),
                                models.Q(("paper", ""), _negated=True),
                            ),
                            models.Q(
                                ("excerpt", ""),
                                ("issuer", ""),
                                ("kind", "reference"),
                                ("paper", ""),
                                ("title", ""),
                                models.Q(("kept_at", ""), _negated=True),
                                models.Q(("number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_evidence_reference_tells_no_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_on__isnull", True),
                                ("kind", "paper"),
                                models.Q(("state", "named"), _negated=True),
                            ),
                            models.Q(
                                ("confirmed_on__isnull", True), ("kind", "reference"), ("state", "named")
                            ),
                            models.Q(
                                ("confirmed_on__isnull", False), ("kind", "reference"), ("state", "kept")
                            ),
                            models.Q(("kind", "reference"), ("state__in", ["replaced", "withdrawn"])),
                            _connector="OR",
                        ),
                        name="reports_evidence_reference_counts_when_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                ("ended_reason", ""),
                                ("state__in", ["kept", "named"]),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state__in", ["replaced", "withdrawn"]),
                                models.Q(("ended_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_evidence_end_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaces", models.F("pk")), _negated=True),
                        name="reports_evidence_not_its_own_heir",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("source_sha256", models.CharField(db_index=True, max_length=64)),
                ("scanned", models.BooleanField()),
                ("declared_at", models.DateTimeField()),
                ("declared_by_key", models.CharField(max_length=80)),
                ("declared_by_name", models.CharField(max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by_name", models.CharField(blank=True, max_length=200)),
                ("withdrawn_reason", models.TextField(blank=True)),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="reports.evidence",
                    ),
                ),
                (
                    "preview",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.storedfile",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of evidence",
                "ordering": ("evidence", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("evidence", "source_sha256"),
                        name="reports_evidencefile_content_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_evidencefile_withdrawal_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceLeaf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("leaf", models.CharField(max_length=40)),
                ("answers", models.CharField(blank=True, max_length=300)),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leaves",
                        to="reports.evidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion proved by evidence",
                "ordering": ("evidence", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("evidence", "leaf"), name="reports_evidenceleaf_once"),
                    models.CheckConstraint(
                        condition=models.Q(("leaf", ""), _negated=True),
                        name="reports_evidenceleaf_names_leaf",
                    ),
                ],
            },
        ),
    ]
