import django.db.models.deletion
from django.db import migrations, models

import thidua.foundation.models.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("criteria", "0002_frozen_content_is_locked"),
        ("organisations", "0002_spans_never_overlap"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("state", models.CharField(default="opened", max_length=12)),
                ("explanation_days", models.PositiveSmallIntegerField(default=7)),
                ("self_marks_hidden", models.BooleanField(default=True)),
                (
                    "stamp",
                    models.CharField(default=thidua.foundation.models.records.new_public_id, max_length=16),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by_key", models.CharField(max_length=80)),
                ("opened_by_name", models.CharField(max_length=200)),
                (
                    "bloc_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.blocyear",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="criteria.scheme"
                    ),
                ),
            ],
            options={
                "verbose_name": "score sheet",
                "ordering": ("-period_to", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bloc_year", "period_from", "period_to"), name="scorecards_sheet_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_from__lte", models.F("period_to"))),
                        name="scorecards_sheet_period_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["agreed", "appraised", "cross_closed", "opened", "self_closed"])
                        ),
                        name="scorecards_sheet_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("author_key", models.CharField(max_length=80)),
                ("author_name", models.CharField(max_length=200)),
                ("marked_at", models.DateTimeField()),
                ("entry", models.JSONField()),
                ("awaits", models.CharField(blank=True, default="", max_length=10)),
                ("reason", models.TextField(blank=True)),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("leaf_code", models.CharField(max_length=40)),
                ("stage", models.CharField(max_length=10)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="scorecards.sheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "mark",
                "ordering": ("sheet", "unit", "leaf_code", "stage"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "unit", "leaf_code", "stage"), name="scorecards_mark_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["appraised", "cross", "self"])),
                        name="scorecards_mark_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("awaits__in", ["", "evidence", "superior"])),
                        name="scorecards_mark_awaits_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)), name="scorecards_mark_revision_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("leaf_code", models.CharField(max_length=40)),
                ("stage", models.CharField(max_length=10)),
                ("revision", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by_key", models.CharField(max_length=80)),
                ("asked_by_name", models.CharField(max_length=200)),
                ("answer_by", models.DateField()),
                ("answer", models.TextField(blank=True)),
                ("accepted", models.BooleanField(null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="explanations",
                        to="scorecards.sheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "explanation",
                "ordering": ("sheet", "asked_at"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("sheet", "unit", "leaf_code", "stage"),
                        name="scorecards_explanation_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["appraised", "cross", "self"])),
                        name="scorecards_explanation_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted__isnull", True), ("answer", ""), ("answered_at__isnull", True)
                            ),
                            models.Q(
                                ("accepted__isnull", False),
                                ("answered_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="scorecards_explanation_answer_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("author_key", models.CharField(max_length=80)),
                ("author_name", models.CharField(max_length=200)),
                ("marked_at", models.DateTimeField()),
                ("kind", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=40)),
                ("record", models.CharField(max_length=80)),
                ("title", models.CharField(blank=True, max_length=400)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("dated", models.DateField(blank=True, null=True)),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
                ("struck_by_name", models.CharField(blank=True, max_length=200)),
                ("struck_reason", models.TextField(blank=True)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="scorecards.sheet",
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
                "verbose_name": "bonus, deduction or disqualifier",
                "ordering": ("sheet", "unit", "kind", "code", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at__isnull", True)),
                        fields=("sheet", "unit", "kind", "code", "record"),
                        name="scorecards_item_record_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["bonus", "deduction", "disqualifier"])),
                        name="scorecards_item_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("record", ""), _negated=True), name="scorecards_item_has_record"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at__isnull", True), ("struck_reason", "")),
                            models.Q(
                                ("struck_at__isnull", False), models.Q(("struck_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="scorecards_item_struck_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("role", models.CharField(default="member", max_length=8)),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=300)),
                ("short_name", models.CharField(max_length=120)),
                ("in_sentence", models.CharField(max_length=300)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="scorecards.sheet",
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
                "verbose_name": "unit on a score sheet",
                "ordering": ("sheet", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "unit"), name="scorecards_sheetunit_once"),
                    models.UniqueConstraint(fields=("sheet", "code"), name="scorecards_sheetunit_code_once"),
                    models.UniqueConstraint(
                        fields=("sheet", "position"), name="scorecards_sheetunit_position_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "member"), _negated=True),
                        fields=("sheet", "role"),
                        name="scorecards_sheetunit_one_head",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["deputy", "head", "member"])),
                        name="scorecards_sheetunit_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CrossCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "checker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="scorecards.sheetunit",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="scorecards.sheetunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "cross-check assignment",
                "ordering": ("member", "checker"),
                "constraints": [
                    models.UniqueConstraint(fields=("member", "checker"), name="scorecards_crosscheck_once"),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("checker")), _negated=True),
                        name="scorecards_crosscheck_not_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("stage", models.CharField(default="appraised", max_length=10)),
                ("scheme_hash", models.CharField(max_length=64)),
                ("results", models.JSONField()),
                ("scorecard", models.JSONField()),
                ("hash", models.CharField(max_length=64)),
                ("agreed_on", models.DateField()),
                ("meeting", models.CharField(max_length=300)),
                ("reason", models.TextField(blank=True)),
                ("taken_at", models.DateTimeField()),
                ("taken_by_name", models.CharField(max_length=200)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="scorecards.sheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreed result",
                "ordering": ("sheet", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "number"), name="scorecards_snapshot_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="scorecards_snapshot_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="scorecards_snapshot_later_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("meeting", ""), _negated=True),
                        name="scorecards_snapshot_has_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["appraised", "cross", "self"])),
                        name="scorecards_snapshot_stage_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageClosing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=10)),
                ("closed_at", models.DateTimeField()),
                ("closed_by_name", models.CharField(max_length=200)),
                ("cells", models.PositiveIntegerField()),
                ("without_value", models.PositiveIntegerField()),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_by_name", models.CharField(blank=True, max_length=200)),
                ("reopened_reason", models.TextField(blank=True)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closings",
                        to="scorecards.sheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "closing of a stage",
                "ordering": ("sheet", "closed_at"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_at__isnull", True)),
                        fields=("sheet", "stage"),
                        name="scorecards_closing_one_standing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["appraised", "cross", "self"])),
                        name="scorecards_closing_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reopened_at__isnull", True), ("reopened_reason", "")),
                            models.Q(
                                ("reopened_at__isnull", False),
                                models.Q(("reopened_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="scorecards_closing_reopened_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TieVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("author_key", models.CharField(max_length=80)),
                ("author_name", models.CharField(max_length=200)),
                ("marked_at", models.DateTimeField()),
                ("place", models.PositiveSmallIntegerField()),
                ("votes", models.PositiveSmallIntegerField()),
                ("minutes", models.CharField(max_length=200)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tie_votes",
                        to="scorecards.sheet",
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
                "verbose_name": "vote on a tie",
                "ordering": ("sheet", "place", "unit"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "place", "unit"), name="scorecards_tievote_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1)), name="scorecards_tievote_place_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes", ""), _negated=True),
                        name="scorecards_tievote_has_minutes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarkRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("author_key", models.CharField(max_length=80)),
                ("author_name", models.CharField(max_length=200)),
                ("marked_at", models.DateTimeField()),
                ("entry", models.JSONField()),
                ("awaits", models.CharField(blank=True, default="", max_length=10)),
                ("reason", models.TextField(blank=True)),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("revision", models.PositiveIntegerField()),
                ("accepted", models.BooleanField(default=False)),
                (
                    "mark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="scorecards.mark",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision of a mark",
                "ordering": ("mark", "-revision"),
                "constraints": [
                    models.UniqueConstraint(fields=("mark", "revision"), name="scorecards_revision_once")
                ],
            },
        ),
    ]
