import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisations", "0002_spans_never_overlap"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("reason", models.TextField()),
                ("note", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("corrected_at", models.DateTimeField()),
                ("corrected_by_name", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "calendar year",
                "ordering": ("year",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1948), ("year__lte", 2200)),
                        name="plan_year_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="plan_year_corrected_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("version", models.PositiveSmallIntegerField()),
                ("state", models.CharField(default="drafted", max_length=12)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("change_reason", models.TextField(blank=True)),
                ("returned_reason", models.TextField(blank=True)),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by_name", models.CharField(max_length=200)),
                ("revised_at", models.DateTimeField()),
                ("revised_by_name", models.CharField(max_length=200)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("signer_name", models.CharField(blank=True, max_length=200)),
                ("signer_title", models.CharField(blank=True, max_length=200)),
                ("superseded_on", models.DateField(blank=True, null=True)),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
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
                "verbose_name": "plan",
                "ordering": ("bloc_year", "version"),
                "constraints": [
                    models.UniqueConstraint(fields=("bloc_year", "version"), name="plan_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["consulted", "drafted"])),
                        fields=("bloc_year",),
                        name="plan_one_in_preparation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "issued")), fields=("bloc_year",), name="plan_one_issued"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["consulted", "drafted", "issued", "superseded"])),
                        name="plan_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="plan_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1), models.Q(("change_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="plan_later_version_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("issued_on__isnull", False),
                                ("state__in", ["issued", "superseded"]),
                                models.Q(("number", ""), _negated=True),
                                models.Q(("signer_name", ""), _negated=True),
                            ),
                            models.Q(
                                ("issued_on__isnull", True),
                                ("number", ""),
                                ("signer_name", ""),
                                ("state__in", ["consulted", "drafted"]),
                            ),
                            _connector="OR",
                        ),
                        name="plan_issued_has_number_day_signer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "superseded"),
                                ("superseded_on__gte", models.F("issued_on")),
                                ("superseded_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "superseded"), _negated=True),
                                ("superseded_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_superseded_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("code", models.CharField(max_length=20)),
                ("position", models.PositiveSmallIntegerField()),
                ("anchor", models.BooleanField(default=False)),
                ("title", models.CharField(max_length=300)),
                ("output", models.CharField(blank=True, max_length=300)),
                ("day", models.DateField(blank=True, null=True)),
                ("base_code", models.CharField(blank=True, max_length=20)),
                ("offset", models.SmallIntegerField(default=0)),
                ("day_kind", models.CharField(default="calendar", max_length=8)),
                ("roll", models.CharField(default="keep", max_length=8)),
                ("due_on", models.DateField()),
                ("planned_on", models.DateField()),
                ("dropped_on", models.DateField(blank=True, null=True)),
                ("dropped_reason", models.TextField(blank=True)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity of a plan",
                "ordering": ("plan", "position", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "code"), name="plan_activity_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("day_kind__in", ["calendar", "working"])),
                        name="plan_activity_day_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("roll__in", ["keep", "next", "previous"])),
                        name="plan_activity_roll_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("title", ""), _negated=True)
                        ),
                        name="plan_activity_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("base_code", ""), ("day__isnull", False), ("offset", 0)),
                            models.Q(("day__isnull", True), models.Q(("base_code", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="plan_activity_one_way_to_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("anchor", False),
                            models.Q(("output", ""), ("owner__isnull", True)),
                            _connector="OR",
                        ),
                        name="plan_anchor_has_no_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped_on__isnull", True), ("dropped_reason", "")),
                            models.Q(
                                ("dropped_on__isnull", False), models.Q(("dropped_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="plan_activity_dropped_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("kind", models.CharField(max_length=16)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField()),
                ("state", models.CharField(default="opened", max_length=8)),
                ("opened_at", models.DateTimeField()),
                ("opened_by_name", models.CharField(max_length=200)),
                ("answers_until", models.DateField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by_name", models.CharField(blank=True, max_length=200)),
                ("conclusion", models.TextField(blank=True)),
                (
                    "bloc_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.blocyear",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation on a draft",
                "ordering": ("opened_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["other", "plan", "working_rules"])),
                        name="plan_consultation_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["closed", "opened"])),
                        name="plan_consultation_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="plan_consultation_has_something_to_read",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "plan"), ("plan__isnull", False)),
                            models.Q(models.Q(("kind", "plan"), _negated=True), ("plan__isnull", True)),
                            _connector="OR",
                        ),
                        name="plan_consultation_names_its_plan",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "opened")),
                        fields=("plan",),
                        name="plan_consultation_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("closed_by_name", ""), ("state", "opened")
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", "closed"),
                                models.Q(("closed_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_consultation_closed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("given_at", models.DateTimeField()),
                ("given_by_name", models.CharField(max_length=200)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="plans.consultation",
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
                "verbose_name": "answer to a draft",
                "ordering": ("consultation", "unit"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consultation", "unit"), name="plan_answer_once_per_unit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["agreed", "commented"])),
                        name="plan_answer_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("passage", models.PositiveSmallIntegerField(default=0)),
                ("quoted", models.TextField(blank=True)),
                ("text", models.TextField()),
                ("reply", models.CharField(blank=True, default="", max_length=12)),
                ("reply_words", models.TextField(blank=True)),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                ("replied_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="plans.consultationanswer",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a draft",
                "ordering": ("answer", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "position"), name="plan_comment_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reply__in", ["", "not_taken", "taken"])),
                        name="plan_comment_reply_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="plan_comment_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at__isnull", True), ("replied_by_name", ""), ("reply", "")),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                ("replied_at__isnull", False),
                                models.Q(("replied_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_comment_replied_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reply", "not_taken"), _negated=True),
                            models.Q(("reply_words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_comment_not_taken_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.DateField()),
                ("now", models.DateField()),
                ("cause", models.CharField(max_length=20)),
                ("reason", models.TextField()),
                ("moved_at", models.DateTimeField()),
                ("moved_by_name", models.CharField(max_length=200)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="plans.activity"
                    ),
                ),
            ],
            options={
                "verbose_name": "move of a day",
                "ordering": ("moved_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("was", models.F("now")), _negated=True), name="plan_move_moves"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="plan_move_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("turn", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField()),
                ("renewed_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("turn__gte", 1)), name="plan_feed_turn_from_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("kind", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=200)),
                ("known", models.CharField(max_length=12)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="plans.calendaryear",
                    ),
                ),
            ],
            options={
                "verbose_name": "special day",
                "ordering": ("day",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["compensation", "exchanged", "holiday", "worked"])),
                        name="plan_special_day_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("known__in", ["confirmed", "unconfirmed"])),
                        name="plan_special_day_known_how_well",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="plan_special_day_named"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Completion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("done_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_name", models.CharField(max_length=200)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completions",
                        to="plans.activity",
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
                "verbose_name": "completed part of an activity",
                "ordering": ("activity", "unit"),
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "unit"), name="plan_completion_once_per_unit")
                ],
            },
        ),
    ]
