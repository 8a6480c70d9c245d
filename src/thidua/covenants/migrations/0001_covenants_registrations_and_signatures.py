import django.db.models.deletion
from django.db import migrations, models

import thidua.foundation.models.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_spans_never_overlap"),
    ]

    operations = [
        migrations.CreateModel(
            name="Covenant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("registration_due", models.DateField()),
                ("due_kind", models.CharField(default="calendar", max_length=8)),
                ("begun_at", models.DateTimeField()),
                ("begun_by_name", models.CharField(max_length=200)),
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
                "verbose_name": "emulation covenant",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_kind__in", ["calendar", "working"])),
                        name="covenants_covenant_due_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CovenantVersion",
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
                ("slogan", models.CharField(blank=True, max_length=300)),
                ("preamble", models.TextField(blank=True)),
                ("undertaking", models.TextField(blank=True)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("change_reason", models.TextField(blank=True)),
                ("returned_reason", models.TextField(blank=True)),
                ("bloc_name", models.CharField(blank=True, max_length=300)),
                ("letterhead", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                ("scheme_hash", models.CharField(blank=True, max_length=64)),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by_name", models.CharField(max_length=200)),
                ("revised_at", models.DateTimeField()),
                ("revised_by_name", models.CharField(max_length=200)),
                ("composed_at", models.DateTimeField(blank=True, null=True)),
                ("composed_by_name", models.CharField(blank=True, max_length=200)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("signed_on", models.DateField(blank=True, null=True)),
                ("superseded_on", models.DateField(blank=True, null=True)),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="covenants.covenantversion",
                    ),
                ),
                (
                    "covenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="covenants.covenant",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a covenant",
                "ordering": ("covenant", "version"),
                "constraints": [
                    models.UniqueConstraint(fields=("covenant", "version"), name="covenants_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["agreed", "composed", "drafted"])),
                        fields=("covenant",),
                        name="covenants_version_one_in_preparation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "signed")),
                        fields=("covenant",),
                        name="covenants_version_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["agreed", "composed", "drafted", "signed", "superseded"])
                        ),
                        name="covenants_version_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="covenants_version_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="covenants_version_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1), models.Q(("change_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="covenants_later_version_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("composed_at__isnull", False),
                                ("state__in", ["agreed", "composed", "signed", "superseded"]),
                                models.Q(("text", ""), _negated=True),
                                models.Q(("content_hash", ""), _negated=True),
                            ),
                            models.Q(
                                ("composed_at__isnull", True),
                                ("content_hash", ""),
                                ("state", "drafted"),
                                ("text", ""),
                            ),
                            _connector="OR",
                        ),
                        name="covenants_composed_has_text_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("state__in", ["agreed", "signed", "superseded"]),
                            ),
                            models.Q(("agreed_at__isnull", True), ("state__in", ["composed", "drafted"])),
                            _connector="OR",
                        ),
                        name="covenants_agreed_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_on__isnull", False), ("state__in", ["signed", "superseded"])),
                            models.Q(
                                ("signed_on__isnull", True), ("state__in", ["agreed", "composed", "drafted"])
                            ),
                            _connector="OR",
                        ),
                        name="covenants_signed_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "superseded"),
                                ("superseded_on__gte", models.F("signed_on")),
                                ("superseded_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "superseded"), _negated=True),
                                ("superseded_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="covenants_superseded_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CovenantSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("role", models.CharField(max_length=8)),
                ("person_name", models.CharField(max_length=200)),
                ("office_title", models.CharField(max_length=200)),
                ("capacity", models.CharField(max_length=400)),
                ("authorisation_number", models.CharField(blank=True, max_length=60)),
                ("manner", models.CharField(max_length=12)),
                ("paper_number", models.CharField(blank=True, max_length=60)),
                ("signed_on", models.DateField()),
                ("content_hash", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_key", models.CharField(max_length=80)),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.TextField(blank=True)),
                (
                    "authorisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.authorisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="covenants.covenantversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature of a covenant",
                "ordering": ("version", "recorded_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("role", "party"), ("voided_at__isnull", True)),
                        fields=("version", "unit"),
                        name="covenants_signature_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "witness"), ("voided_at__isnull", True)),
                        fields=("version",),
                        name="covenants_one_witness",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "party"), ("unit__isnull", False)),
                            models.Q(
                                ("authorisation__isnull", True), ("role", "witness"), ("unit__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="covenants_party_has_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("authorisation__isnull", True), ("authorisation_number", "")),
                            models.Q(
                                ("authorisation__isnull", False),
                                models.Q(("authorisation_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="covenants_authorisation_has_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("manner", "on_screen"), ("paper_number", "")),
                            models.Q(("manner", "on_paper"), models.Q(("paper_number", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="covenants_paper_has_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(
                                ("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="covenants_void_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("content_hash", ""), _negated=True),
                        name="covenants_signature_of_a_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CovenantConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content_hash", models.CharField(max_length=64)),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="covenants.covenantversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent to a covenant",
                "ordering": ("version", "unit"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "unit"), name="covenants_consent_once"),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["agreed", "objected"])),
                        name="covenants_consent_answer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", "agreed"), models.Q(("comment", ""), _negated=True), _connector="OR"
                        ),
                        name="covenants_consent_objection_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("leaf", models.CharField(blank=True, max_length=40)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="covenants.covenantversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "content of a covenant",
                "ordering": ("version", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "position"), name="covenants_clause_position_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="covenants_clause_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1)), name="covenants_clause_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("number", models.CharField(max_length=60)),
                ("filed_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_name", models.CharField(max_length=200)),
                (
                    "covenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="covenants.covenant",
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
                "verbose_name": "registration paper",
                "constraints": [
                    models.UniqueConstraint(fields=("covenant", "unit"), name="covenants_filing_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="covenants_filing_has_number"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("unit_name", models.CharField(max_length=300)),
                ("state", models.CharField(default="drafted", max_length=12)),
                ("slogan", models.CharField(blank=True, max_length=300)),
                ("exemplars", models.PositiveSmallIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("returned_reason", models.TextField(blank=True)),
                ("revised_at", models.DateTimeField(blank=True, null=True)),
                ("revised_by_name", models.CharField(blank=True, max_length=200)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("sent_by_name", models.CharField(blank=True, max_length=200)),
                ("collected_at", models.DateTimeField(blank=True, null=True)),
                ("collected_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="covenants.covenantversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "registration of a unit",
                "ordering": ("version", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "unit"), name="covenants_registration_once"),
                    models.UniqueConstraint(
                        fields=("version", "position"), name="covenants_party_position_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["collected", "drafted", "returned", "sent"])),
                        name="covenants_registration_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state__in", ["collected", "sent"])),
                            models.Q(("sent_at__isnull", True), ("state__in", ["drafted", "returned"])),
                            _connector="OR",
                        ),
                        name="covenants_sent_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("collected_at__isnull", False), ("state", "collected")),
                            models.Q(
                                models.Q(("state", "collected"), _negated=True),
                                ("collected_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="covenants_collected_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("returned_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="covenants_returned_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=300)),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="covenants.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "promised model or exemplar",
                "ordering": ("registration", "kind", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("registration", "kind", "position"), name="covenants_promise_place_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["exemplar", "model"])),
                        name="covenants_promise_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="covenants_promise_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommendationRegistered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16)),
                ("scope", models.CharField(max_length=12)),
                ("count", models.PositiveIntegerField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commendations",
                        to="covenants.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "registered commendation",
                "ordering": ("registration", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("registration", "code", "scope"), name="covenants_commendation_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "BK_BO",
                                    "BK_QK",
                                    "BK_TINH",
                                    "BK_TTG",
                                    "GK",
                                    "HCBVTQ_1",
                                    "HCBVTQ_2",
                                    "HCBVTQ_3",
                                    "HCLD_1",
                                    "HCLD_2",
                                    "HCLD_3",
                                ],
                            )
                        ),
                        name="covenants_commendation_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["collective", "individual"])),
                        name="covenants_commendation_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="covenants_commendation_for_somebody"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("author_name", models.CharField(max_length=200)),
                ("saved_at", models.DateTimeField()),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="covenants.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved state of a registration",
                "ordering": ("registration", "revision"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("registration", "revision"), name="covenants_revision_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                (
                    "key",
                    models.CharField(default=thidua.foundation.models.records.new_public_id, max_length=12),
                ),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(blank=True, max_length=300)),
                ("measure", models.CharField(blank=True, max_length=60)),
                ("direction", models.CharField(default="higher", max_length=8)),
                ("weight", models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True)),
                ("baseline", models.DecimalField(blank=True, decimal_places=4, max_digits=22, null=True)),
                ("target", models.DecimalField(blank=True, decimal_places=4, max_digits=22, null=True)),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
                ("numerator", models.CharField(blank=True, max_length=120)),
                ("denominator", models.CharField(blank=True, max_length=120)),
                ("deadline", models.DateField(blank=True, null=True)),
                ("secrecy", models.CharField(blank=True, max_length=300)),
                ("leaf", models.CharField(blank=True, max_length=40)),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="covenants.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "registered target",
                "ordering": ("registration", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("registration", "key"), name="covenants_target_key_once"),
                    models.UniqueConstraint(
                        fields=("registration", "code"), name="covenants_target_code_once"
                    ),
                    models.UniqueConstraint(
                        fields=("registration", "position"), name="covenants_target_place_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["higher", "lower"])),
                        name="covenants_target_direction_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__isnull", True), ("weight__gt", 0), _connector="OR"),
                        name="covenants_target_weight_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__isnull", True), ("target__gte", 0), _connector="OR"),
                        name="covenants_target_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decimals__lte", 4)), name="covenants_target_decimals_few"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TitleRegistered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16)),
                ("scope", models.CharField(max_length=12)),
                ("count", models.PositiveIntegerField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="titles",
                        to="covenants.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "registered title",
                "ordering": ("registration", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("registration", "code"), name="covenants_title_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "CO_BO",
                                    "CO_CP",
                                    "CO_QK",
                                    "CO_TINH",
                                    "CSTDCS",
                                    "CSTDTQ",
                                    "CSTD_BO",
                                    "CSTD_CAND",
                                    "CSTD_TINH",
                                    "CSTD_TOANQUAN",
                                    "CSTT",
                                    "DVQT",
                                    "DVTT",
                                    "LDTT",
                                    "TTLDTT",
                                    "TTLDXS",
                                ],
                            )
                        ),
                        name="covenants_title_is_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["collective", "individual"])),
                        name="covenants_title_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="covenants_title_for_somebody"
                    ),
                ],
            },
        ),
    ]
