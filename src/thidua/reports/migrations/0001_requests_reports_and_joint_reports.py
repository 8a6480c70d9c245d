import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_spans_never_overlap"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("kind", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=200)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("due", models.DateField()),
                ("data_until", models.DateField(blank=True, null=True)),
                ("asks_figures", models.BooleanField(default=True)),
                ("words", models.TextField(blank=True)),
                ("state", models.CharField(default="opened", max_length=8)),
                ("opened_at", models.DateTimeField()),
                ("opened_by_key", models.CharField(max_length=80)),
                ("opened_by_name", models.CharField(max_length=200)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "bloc_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.blocyear",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for reports",
                "ordering": ("bloc_year", "due", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("bloc_year", "code"), name="reports_request_period_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["ad_hoc", "half_year", "month", "quarter", "year"])),
                        name="reports_request_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_from__lte", models.F("period_to"))),
                        name="reports_request_period_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("code", ""), _negated=True)
                        ),
                        name="reports_request_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "opened")),
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            _connector="OR",
                        ),
                        name="reports_request_closed_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=300)),
                ("short_name", models.CharField(max_length=120)),
                ("in_sentence", models.CharField(max_length=300)),
                ("asked_from", models.DateField()),
                ("asked_to", models.DateField()),
                ("state", models.CharField(default="drafted", max_length=10)),
                ("versions_sent", models.PositiveSmallIntegerField(default=0)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                ("saved_by_name", models.CharField(blank=True, max_length=200)),
                ("filed_on", models.DateField(blank=True, null=True)),
                ("returned_reason", models.TextField(blank=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("days_late", models.SmallIntegerField(blank=True, null=True)),
                ("counts_as", models.CharField(blank=True, max_length=8)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="reports.reportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "ordering": ("request", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("request", "unit"), name="reports_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drafted", "received", "released", "returned", "sent"])
                        ),
                        name="reports_report_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counts_as__in", ["", "late", "missing", "on_time"])),
                        name="reports_report_counts_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_from__lte", models.F("asked_to"))),
                        name="reports_report_asked_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("filed_on__isnull", False), ("state__in", ["received", "returned", "sent"])
                            ),
                            models.Q(
                                models.Q(("state__in", ["received", "returned", "sent"]), _negated=True),
                                ("filed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_report_filed_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("days_late__isnull", False),
                                ("received_on__isnull", False),
                                ("state", "received"),
                                models.Q(("counts_as", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "received"), _negated=True),
                                ("counts_as", ""),
                                ("days_late__isnull", True),
                                ("received_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_report_received_is_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), models.Q(("returned_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "returned"), _negated=True), ("returned_reason", "")),
                            _connector="OR",
                        ),
                        name="reports_report_returned_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JointReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("state", models.CharField(default="drafted", max_length=8)),
                ("title", models.CharField(max_length=300)),
                ("sections", models.JSONField(default=dict)),
                ("ties", models.JSONField(blank=True, default=list)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("source_hash", models.CharField(max_length=64)),
                ("composed_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField()),
                ("edited_by_key", models.CharField(max_length=80)),
                ("edited_by_name", models.CharField(max_length=200)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("dated", models.DateField(blank=True, null=True)),
                ("signed_by", models.CharField(blank=True, max_length=200)),
                ("office", models.CharField(blank=True, max_length=200)),
                ("document", models.JSONField(blank=True, null=True)),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                ("issued_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint",
                        to="reports.reportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "joint report",
                "ordering": ("request",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drafted", "issued"])),
                        name="reports_joint_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dated__isnull", True), ("hash", ""), ("number", ""), ("state", "drafted")
                            ),
                            models.Q(
                                ("dated__isnull", False),
                                ("issued_at__isnull", False),
                                ("state", "issued"),
                                models.Q(("number", ""), _negated=True),
                                models.Q(("hash", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_joint_issued_has_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadlineMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.DateField()),
                ("due", models.DateField()),
                ("reason", models.TextField()),
                ("moved_at", models.DateTimeField()),
                ("moved_by_key", models.CharField(max_length=80)),
                ("moved_by_name", models.CharField(max_length=200)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="reports.reportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "move of a deadline",
                "ordering": ("request", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("was", models.F("due")), _negated=True),
                        ),
                        name="reports_move_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("remind_days", models.JSONField(blank=True, default=list)),
                ("overdue_every", models.PositiveSmallIntegerField(default=3)),
                ("day_kind", models.CharField(default="calendar", max_length=8)),
                ("missing_after", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("resent_counts", models.BooleanField(default=False)),
                ("lateness_leaf", models.CharField(blank=True, max_length=40)),
                ("registration_leaf", models.CharField(blank=True, max_length=40)),
                ("set_at", models.DateTimeField()),
                ("set_by_name", models.CharField(max_length=200)),
                (
                    "bloc_year",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.blocyear",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of reports",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("day_kind__in", ["calendar", "working"])),
                        name="reports_rules_day_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("text", models.TextField(blank=True)),
                ("taken_at", models.DateTimeField()),
                ("taken_by_key", models.CharField(max_length=80)),
                ("taken_by_name", models.CharField(max_length=200)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="reports.report"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a report",
                "ordering": ("report", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "asked_again",
                                    "explained",
                                    "recalled",
                                    "received",
                                    "released",
                                    "returned",
                                    "sent",
                                ],
                            )
                        ),
                        name="reports_step_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["returned", "explained"]), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reports_step_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("hash", models.CharField(max_length=64)),
                ("paper_number", models.CharField(blank=True, max_length=60)),
                ("paper_date", models.DateField(blank=True, null=True)),
                ("signed_by", models.CharField(blank=True, max_length=200)),
                ("sent_at", models.DateTimeField()),
                ("sent_by_key", models.CharField(max_length=80)),
                ("sent_by_name", models.CharField(max_length=200)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "sent version of a report",
                "ordering": ("report", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="reports_version_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="reports_version_number_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("key", models.CharField(max_length=60)),
                ("said", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                ("saved_by_key", models.CharField(max_length=80)),
                ("saved_by_name", models.CharField(max_length=200)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fields",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "field of a report",
                "ordering": ("report", "kind", "key"),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "kind", "key"), name="reports_field_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["leaf", "target", "text"])),
                        name="reports_field_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)), name="reports_field_revision_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due", models.DateField()),
                ("days", models.SmallIntegerField()),
                ("sent_at", models.DateTimeField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of a report",
                "ordering": ("report", "due", "-days"),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "due", "days"), name="reports_reminder_once")
                ],
            },
        ),
    ]
