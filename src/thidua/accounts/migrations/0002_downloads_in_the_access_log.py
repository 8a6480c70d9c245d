"""The access log also tells which files were taken."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_accounts_roles_sessions_and_factors"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="accessevent",
            name="access_words_known",
        ),
        migrations.AlterField(
            model_name="accessevent",
            name="deed",
            field=models.CharField(
                choices=[
                    ("sign_in", "sign_in"),
                    ("second_step", "second_step"),
                    ("sign_out", "sign_out"),
                    ("session_end", "session_end"),
                    ("password_change", "password_change"),
                    ("first_run", "first_run"),
                    ("download", "download"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="accessevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "deed__in",
                        [
                            "sign_in",
                            "second_step",
                            "sign_out",
                            "session_end",
                            "password_change",
                            "first_run",
                            "download",
                        ],
                    ),
                    ("outcome__in", ["done", "wrong", "locked", "throttled", "not_for_screens"]),
                ),
                name="access_words_known",
            ),
        ),
    ]
