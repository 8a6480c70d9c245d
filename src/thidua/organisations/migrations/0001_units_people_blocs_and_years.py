import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("foundation", "0002_ledger_is_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("search_key", models.CharField(db_index=True, editable=False, max_length=400)),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=800)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("title_before", models.CharField(blank=True, max_length=40)),
                ("gender", models.CharField(blank=True, max_length=8)),
                ("rank", models.CharField(blank=True, max_length=80)),
                ("is_real", models.BooleanField(default=False)),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="person_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gender__in", ("", "male", "female"))), name="person_gender_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_real", False), ("user", None), _connector="OR"),
                        name="real_person_has_no_account",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Province",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("search_key", models.CharField(db_index=True, editable=False, max_length=400)),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=800)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("instrument", models.CharField(blank=True, max_length=300)),
                ("confidence", models.CharField(default="confirmed", max_length=12)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("code", models.CharField(max_length=20, unique=True)),
                ("official_code", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=120)),
            ],
            options={
                "verbose_name": "province",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="province_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["confirmed", "weak", "memory", "invented"])),
                        name="province_confidence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="province_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("search_key", models.CharField(db_index=True, editable=False, max_length=400)),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=800)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("instrument", models.CharField(blank=True, max_length=300)),
                ("confidence", models.CharField(default="confirmed", max_length=12)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("official_code", models.CharField(blank=True, max_length=10)),
                ("name", models.CharField(max_length=120)),
                ("district", models.CharField(blank=True, max_length=120)),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="organisations.province",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="place_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["confirmed", "weak", "memory", "invented"])),
                        name="place_confidence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="place_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("instrument", models.CharField(blank=True, max_length=300)),
                ("confidence", models.CharField(default="confirmed", max_length=12)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("kind", models.CharField(max_length=8)),
                ("share", models.CharField(default="whole", max_length=8)),
                ("happened_on", models.DateField()),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="organisations.place",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="organisations.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "place succession",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor"), name="one_place_succession_per_pair"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="no_place_onto_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["rename", "merge", "split", "absorb"])),
                        name="place_succession_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share__in", ["whole", "part"])),
                        name="place_succession_share_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["confirmed", "weak", "memory", "invented"])),
                        name="place_succession_confidence_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvinceSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("instrument", models.CharField(blank=True, max_length=300)),
                ("confidence", models.CharField(default="confirmed", max_length=12)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("kind", models.CharField(max_length=8)),
                ("share", models.CharField(default="whole", max_length=8)),
                ("happened_on", models.DateField()),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="organisations.province",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="organisations.province",
                    ),
                ),
            ],
            options={
                "verbose_name": "province succession",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor"), name="one_province_succession_per_pair"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="no_province_onto_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["rename", "merge", "split", "absorb"])),
                        name="province_succession_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share__in", ["whole", "part"])),
                        name="province_succession_share_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["confirmed", "weak", "memory", "invented"])),
                        name="province_succession_confidence_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("kind", models.CharField(max_length=24)),
                ("force", models.CharField(blank=True, max_length=8)),
                ("identifier", models.CharField(blank=True, max_length=40)),
                ("year_starts", models.CharField(default="01-01", max_length=5)),
                ("year_confidence", models.CharField(default="memory", max_length=12)),
                ("year_note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "unit",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "central",
                                    "ministry",
                                    "military_region",
                                    "service_command",
                                    "general_department",
                                    "people_committee",
                                    "people_council",
                                    "council",
                                    "department",
                                    "division",
                                    "party_committee",
                                    "front_body",
                                    "school",
                                    "public_service_unit",
                                    "enterprise",
                                    "force",
                                    "justice",
                                    "district",
                                    "commune",
                                    "other",
                                ],
                            )
                        ),
                        name="unit_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("force__in", ["", "army", "police"])), name="unit_force_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_confidence__in", ["confirmed", "weak", "memory", "invented"])
                        ),
                        name="unit_year_confidence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="unit_has_code"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("identifier", ""), _negated=True),
                        fields=("identifier",),
                        name="unit_identifier_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bloc",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("search_key", models.CharField(db_index=True, editable=False, max_length=400)),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=800)),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(max_length=80)),
                ("level", models.CharField(max_length=12)),
                ("symbol_suffix", models.CharField(blank=True, max_length=20)),
                ("letterhead", models.CharField(blank=True, max_length=300)),
                ("instrument", models.CharField(blank=True, max_length=300)),
                (
                    "set_up_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "emulation bloc",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["region", "province", "locality", "sector", "internal"])
                        ),
                        name="bloc_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("code", ""), _negated=True)
                        ),
                        name="bloc_has_name_and_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BlocYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(max_length=80)),
                ("state", models.CharField(default="drafted", max_length=16)),
                ("decision_number", models.CharField(max_length=60)),
                ("decision_date", models.DateField()),
                ("decision_subject", models.CharField(blank=True, max_length=300)),
                ("decision_signer", models.CharField(blank=True, max_length=200)),
                ("opened_on", models.DateField()),
                ("history_only", models.BooleanField(default=False)),
                ("illustrative", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=400)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="years",
                        to="organisations.bloc",
                    ),
                ),
            ],
            options={
                "verbose_name": "bloc-year",
                "constraints": [
                    models.UniqueConstraint(fields=("bloc", "year"), name="one_year_per_bloc"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "drafted",
                                    "consulted",
                                    "signed",
                                    "launched",
                                    "half_reviewed",
                                    "self_scored",
                                    "appraised",
                                    "reviewed",
                                    "submitted",
                                    "decided",
                                    "concluded",
                                    "archived",
                                ],
                            )
                        ),
                        name="bloc_year_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision_number", ""), _negated=True),
                        name="bloc_year_has_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1948), ("year__lte", 2200)),
                        name="bloc_year_plausible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=16)),
                ("entered_on", models.DateField()),
                ("left_on", models.DateField(blank=True, null=True)),
                ("went_back", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("entered_by", models.CharField(max_length=80)),
                (
                    "bloc_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phases",
                        to="organisations.blocyear",
                    ),
                ),
            ],
            options={
                "verbose_name": "phase",
                "ordering": ["entered_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_on", None)), fields=("bloc_year",), name="one_open_phase"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entered_on__isnull", True),
                            ("left_on__isnull", True),
                            ("left_on__gte", models.F("entered_on")),
                            _connector="OR",
                        ),
                        name="phase_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("went_back", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="going_back_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "drafted",
                                    "consulted",
                                    "signed",
                                    "launched",
                                    "half_reviewed",
                                    "self_scored",
                                    "appraised",
                                    "reviewed",
                                    "submitted",
                                    "decided",
                                    "concluded",
                                    "archived",
                                ],
                            )
                        ),
                        name="phase_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RotationList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("adopted_on", models.DateField()),
                ("replaced_on", models.DateField(blank=True, null=True)),
                ("skip_rule", models.CharField(blank=True, max_length=400)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rotations",
                        to="organisations.bloc",
                    ),
                ),
            ],
            options={
                "verbose_name": "rotation list",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_on", None)), fields=("bloc",), name="one_rotation_list"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adopted_on__isnull", True),
                            ("replaced_on__isnull", True),
                            ("replaced_on__gte", models.F("adopted_on")),
                            _connector="OR",
                        ),
                        name="rotation_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RotationTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "rotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="organisations.rotationlist",
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
                "verbose_name": "rotation turn",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("rotation", "position"), name="one_unit_per_turn"),
                    models.UniqueConstraint(fields=("rotation", "unit"), name="one_turn_per_unit"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RotationTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("skipped", models.BooleanField(default=False)),
                ("planned", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=400)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="organisations.bloc",
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "rotation term",
                "ordering": ["year", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("skipped", False)),
                        fields=("bloc", "year"),
                        name="one_term_per_year",
                    ),
                    models.UniqueConstraint(
                        fields=("bloc", "year", "head"), name="one_term_per_year_and_unit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("skipped", False), models.Q(("note", ""), _negated=True), _connector="OR"
                        ),
                        name="skipped_turn_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("title", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=24)),
                ("known_on", models.DateField(blank=True, null=True)),
                ("instrument", models.CharField(blank=True, max_length=300)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="organisations.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "office",
                "indexes": [models.Index(fields=["unit", "kind"], name="office_by_unit_and_kind")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="office_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "head",
                                    "deputy",
                                    "officer",
                                    "staff",
                                    "leader",
                                    "council_vice_chair",
                                    "council_member",
                                    "council_secretary",
                                    "standing_officer",
                                    "specialised_appraiser",
                                    "auditor",
                                    "editor",
                                    "system_admin",
                                    "judge",
                                    "commune_contact",
                                ],
                            )
                        ),
                        name="office_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="office_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("known_on", None),
                            models.Q(("valid_from", None), ("valid_to", None)),
                            _connector="OR",
                        ),
                        name="office_known_on_one_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "head"), ("known_on", None), ("valid_to", None)),
                        fields=("unit",),
                        name="one_sitting_head",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("joined_on", models.DateField()),
                ("left_on", models.DateField(blank=True, null=True)),
                ("decision", models.CharField(max_length=300)),
                ("leaving_decision", models.CharField(blank=True, max_length=300)),
                ("year_from", models.DateField()),
                ("year_to", models.DateField()),
                ("year_confidence", models.CharField(default="memory", max_length=12)),
                ("year_note", models.CharField(blank=True, max_length=300)),
                (
                    "bloc_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organisations.blocyear",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_on", None)),
                        fields=("bloc_year", "unit"),
                        name="one_open_membership_per_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joined_on__isnull", True),
                            ("left_on__isnull", True),
                            ("left_on__gte", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="membership_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year_to__gt", models.F("year_from"))),
                        name="reporting_year_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision", ""), _negated=True), name="membership_has_decision"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("leaving_decision", ""), ("left_on", None)),
                            models.Q(
                                ("left_on__isnull", False), models.Q(("leaving_decision", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="leaving_has_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_confidence__in", ["confirmed", "weak", "memory", "invented"])
                        ),
                        name="membership_confidence_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("number", models.CharField(max_length=60)),
                ("scope", models.CharField(max_length=300)),
                ("issued_on", models.DateField()),
                ("valid_to", models.DateField()),
                ("revoked_on", models.DateField(blank=True, null=True)),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorisations_held",
                        to="organisations.person",
                    ),
                ),
                (
                    "grantor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorisations_given",
                        to="organisations.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorisations",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "authorisation",
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "number"), name="one_authorisation_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(("grantor", models.F("deputy")), _negated=True),
                        name="authorised_is_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="authorisation_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on__isnull", True),
                            ("revoked_on__isnull", True),
                            ("revoked_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="authorisation_revoked_after_issue",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope", ""), _negated=True), name="authorisation_has_scope"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("kind", models.CharField(max_length=8)),
                ("state", models.CharField(default="previewed", max_length=12)),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_by", models.CharField(max_length=80)),
                ("uploaded_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("counts", models.JSONField(default=dict)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit import",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["units", "people"])), name="import_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["previewed", "confirmed", "abandoned"])),
                        name="import_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("state", "previewed")),
                            models.Q(
                                models.Q(("state", "previewed"), _negated=True), ("settled_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="import_settled_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("instrument", models.CharField(blank=True, max_length=300)),
                ("confidence", models.CharField(default="confirmed", max_length=12)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("kind", models.CharField(max_length=8)),
                ("share", models.CharField(default="whole", max_length=8)),
                ("happened_on", models.DateField()),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="organisations.unit",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit succession",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor", "happened_on"), name="one_succession_per_pair"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="no_succession_onto_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["rename", "merge", "split", "absorb"])),
                        name="unit_succession_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share__in", ["whole", "part"])),
                        name="unit_succession_share_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["confirmed", "weak", "memory", "invented"])),
                        name="unit_succession_confidence_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("search_key", models.CharField(db_index=True, editable=False, max_length=400)),
                ("sort_key", models.CharField(db_index=True, editable=False, max_length=800)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("instrument", models.CharField(blank=True, max_length=300)),
                ("confidence", models.CharField(default="confirmed", max_length=12)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(blank=True, max_length=80)),
                ("in_sentence", models.CharField(blank=True, max_length=200)),
                ("symbol", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions_below",
                        to="organisations.unit",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.place",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.province",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="organisations.unitversion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit version",
                "indexes": [models.Index(fields=["parent", "valid_from"], name="unit_version_by_parent")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="unit_version_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["confirmed", "weak", "memory", "invented"])),
                        name="unit_version_confidence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="unit_version_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("unit")), _negated=True),
                            _connector="OR",
                        ),
                        name="unit_version_not_its_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces__isnull", True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="correction_has_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None), ("withdrawn_at", None)),
                        fields=("unit",),
                        name="one_open_unit_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearLead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=8)),
                ("basis", models.CharField(max_length=12)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("instrument", models.CharField(blank=True, max_length=300)),
                (
                    "bloc_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="organisations.blocyear",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "bloc lead",
                "ordering": ["since", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("bloc_year", "role"),
                        name="one_open_lead_per_role",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("bloc_year", "unit"),
                        name="one_open_role_per_leading_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="lead_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["head", "deputy"])), name="lead_role_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["decision", "rotation", "acclaimed", "elected"])),
                        name="lead_basis_known",
                    ),
                ],
            },
        ),
    ]
