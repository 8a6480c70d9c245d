import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scheme",
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
                ("name", models.CharField(max_length=300)),
                ("document", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("change_reason", models.TextField(blank=True)),
                ("returned_reason", models.TextField(blank=True)),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by_name", models.CharField(max_length=200)),
                ("revised_at", models.DateTimeField()),
                ("revised_by_name", models.CharField(max_length=200)),
                ("circulated_at", models.DateTimeField(blank=True, null=True)),
                ("circulated_revision", models.PositiveIntegerField(blank=True, null=True)),
                ("comments_until", models.DateField(blank=True, null=True)),
                ("agreed_on", models.DateField(blank=True, null=True)),
                ("meeting", models.CharField(blank=True, max_length=300)),
                ("frozen_on", models.DateField(blank=True, null=True)),
                ("superseded_on", models.DateField(blank=True, null=True)),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="criteria.scheme",
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
                "verbose_name": "table of criteria",
                "ordering": ("bloc_year", "version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bloc_year", "version"), name="criteria_scheme_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["agreed", "drafted"])),
                        fields=("bloc_year",),
                        name="criteria_scheme_one_in_preparation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "frozen")),
                        fields=("bloc_year",),
                        name="criteria_scheme_one_frozen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["agreed", "drafted", "frozen", "superseded"])),
                        name="criteria_scheme_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="criteria_scheme_version_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1), models.Q(("change_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="criteria_scheme_later_version_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed_on__isnull", False),
                                ("state__in", ["agreed", "frozen", "superseded"]),
                                models.Q(("meeting", ""), _negated=True),
                            ),
                            models.Q(("agreed_on__isnull", True), ("meeting", ""), ("state", "drafted")),
                            _connector="OR",
                        ),
                        name="criteria_scheme_agreed_has_day_and_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("frozen_on__gte", models.F("agreed_on")),
                                ("frozen_on__isnull", False),
                                ("state__in", ["frozen", "superseded"]),
                            ),
                            models.Q(("frozen_on__isnull", True), ("state__in", ["agreed", "drafted"])),
                            _connector="OR",
                        ),
                        name="criteria_scheme_frozen_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "superseded"),
                                ("superseded_on__gte", models.F("frozen_on")),
                                ("superseded_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "superseded"), _negated=True),
                                ("superseded_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="criteria_scheme_superseded_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("circulated_at__isnull", True), ("circulated_revision__isnull", True)),
                            models.Q(
                                ("circulated_at__isnull", False), ("circulated_revision__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="criteria_scheme_circulated_has_revision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("asked_by", models.CharField(blank=True, max_length=200)),
                ("author_name", models.CharField(max_length=200)),
                ("written_at", models.DateTimeField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="criteria.scheme",
                    ),
                ),
            ],
            options={
                "verbose_name": "remark on a table of criteria",
                "ordering": ("scheme", "kind", "key"),
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "kind", "key"), name="criteria_remark_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["change", "doubt_kept"])),
                        name="criteria_remark_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="criteria_remark_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeafNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("evidence", models.TextField(blank=True)),
                ("measure", models.CharField(blank=True, max_length=120)),
                ("appraiser", models.CharField(blank=True, max_length=16)),
                (
                    "appraiser_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leaf_notes",
                        to="criteria.scheme",
                    ),
                ),
            ],
            options={
                "verbose_name": "note on a criterion",
                "ordering": ("scheme", "code"),
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "code"), name="criteria_leafnote_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("appraiser__in", ["", "bloc_deputy", "bloc_head", "standing_body", "unit"])
                        ),
                        name="criteria_leafnote_appraiser_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("appraiser", "unit"), ("appraiser_unit__isnull", False)),
                            models.Q(
                                models.Q(("appraiser", "unit"), _negated=True),
                                ("appraiser_unit__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="criteria_leafnote_unit_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("answer", models.CharField(max_length=12)),
                ("comment", models.TextField(blank=True)),
                ("given_at", models.DateTimeField()),
                ("given_by_name", models.CharField(max_length=200)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="criteria.scheme",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent to a table of criteria",
                "ordering": ("scheme", "unit"),
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "unit"), name="criteria_consent_once"),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["agreed", "objected"])),
                        name="criteria_consent_answer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", "agreed"), models.Q(("comment", ""), _negated=True), _connector="OR"
                        ),
                        name="criteria_consent_objection_has_words",
                    ),
                ],
            },
        ),
    ]
