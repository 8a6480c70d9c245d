import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_spans_never_overlap"),
        ("scorecards", "0002_history_is_locked"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckMinutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("place", models.CharField(max_length=300)),
                ("held_from", models.DateField()),
                ("held_to", models.DateField()),
                ("remarks", models.TextField(blank=True)),
                ("drawn_at", models.DateTimeField()),
                ("drawn_by_key", models.CharField(max_length=80)),
                ("drawn_by_name", models.CharField(max_length=200)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minutes",
                        to="scorecards.sheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes of a cross-check",
                "ordering": ("sheet", "held_from", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("held_from__lte", models.F("held_to"))),
                        name="scorecards_minutes_days_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place", ""), _negated=True), name="scorecards_minutes_has_place"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckFinding",
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
                ("leaf_code", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("entry", models.JSONField(blank=True, null=True)),
                ("awaits", models.CharField(blank=True, default="", max_length=10)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="scorecards.checkminutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding of a cross-check",
                "ordering": ("minutes", "unit", "leaf_code"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "unit", "leaf_code"), name="scorecards_finding_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="scorecards_finding_has_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckSide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked", models.BooleanField(default=True)),
                ("team", models.JSONField(default=list)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("signed_by_key", models.CharField(blank=True, max_length=80)),
                ("signed_by_name", models.CharField(blank=True, max_length=200)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("taken_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sides",
                        to="scorecards.checkminutes",
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
                "verbose_name": "side of a cross-check",
                "ordering": ("minutes", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("minutes", "unit"), name="scorecards_checkside_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at__isnull", True), ("signed_by_name", "")),
                            models.Q(
                                ("signed_at__isnull", False), models.Q(("signed_by_name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="scorecards_checkside_signature_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_at__isnull", True),
                            models.Q(("checked", True), ("signed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="scorecards_checkside_taken_when_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisqualifierQuestion",
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
                ("body", models.CharField(max_length=200)),
                ("codes", models.JSONField(default=list)),
                ("letter", models.CharField(blank=True, max_length=120)),
                ("asked_on", models.DateField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                ("answer_number", models.CharField(blank=True, max_length=120)),
                ("named", models.JSONField(blank=True, default=list)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="scorecards.sheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "question about disqualifiers",
                "ordering": ("sheet", "asked_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "body", "asked_on"), name="scorecards_question_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="scorecards_question_has_body"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""), ("answered_at__isnull", True), ("answered_on__isnull", True)
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_on__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="scorecards_question_answer_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReAddition",
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
                ("hash", models.CharField(max_length=64)),
                ("totals", models.JSONField()),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readditions",
                        to="scorecards.sheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation of the totals",
                "ordering": ("sheet", "marked_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "hash", "author_key"), name="scorecards_readdition_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reappraisal",
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
                ("leaf_code", models.CharField(max_length=40)),
                ("stage", models.CharField(max_length=10)),
                ("held_on", models.DateField()),
                ("minutes", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField()),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scorecards.markrevision",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scorecards.markrevision",
                    ),
                ),
                (
                    "explanation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reappraisals",
                        to="scorecards.explanation",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reappraisals",
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
                "verbose_name": "second appraisal",
                "ordering": ("sheet", "marked_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("explanation__isnull", False)),
                        fields=("explanation",),
                        name="scorecards_reappraisal_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="scorecards_reappraisal_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["appraised", "cross"])),
                        name="scorecards_reappraisal_stage_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="crosscheck",
            name="reason",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="mark",
            name="source",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="markrevision",
            name="source",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="sheetitem",
            name="settled",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AddField(
            model_name="sheetitem",
            name="settled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="sheetitem",
            name="settled_by_name",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="sheetitem",
            name="settled_words",
            field=models.CharField(blank=True, default="", max_length=400),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="left_open",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="sheetitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("settled__in", ["", "agreed", "decided"])),
                name="scorecards_item_settled_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled", ""), ("settled_at__isnull", True), ("settled_words", "")),
                    models.Q(
                        models.Q(("settled", ""), _negated=True),
                        ("settled_at__isnull", False),
                        models.Q(("settled_words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="scorecards_item_settled_whole",
            ),
        ),
    ]
