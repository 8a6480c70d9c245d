"""Mail into files, and the table of mailers."""

from pathlib import Path

import pytest
from django.core.mail import EmailMessage

from thidua.config.env import SettingUnreadable, env
from thidua.config.mail import mailers
from thidua.foundation.mailbox import FileMailbox, kept_mail, mail_file, mail_named


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.MAIL_FOLDER = found = Path(tmp_path) / "mail"
    return found


def test_each_mail_is_a_file_that_reads_as_it_was_written(folder):
    box = FileMailbox(str(folder), alias="default")
    body = "Còn 4 ô trống.\nhttp://127.0.0.1:8000/viec-cua-toi/\n"
    mails = [EmailMessage(f"Việc {n}", body, to=["a@example.test"], headers={"X-A": "b"}) for n in (1, 2)]

    assert box.send_messages(mails) == 2

    kept = kept_mail()
    assert sorted(mail.subject for mail in kept) == ["Việc 1", "Việc 2"]
    assert kept[0].body == body
    assert kept[0].to == "a@example.test"
    assert mail_named(kept[0].name) == kept[0]
    assert b"X-A: b" in (mail_file(kept[0].name) or b"")


@pytest.mark.parametrize(
    "name", ["", "../secret", "20260302-080000-bcdfghjkmnpq", "20260302-080000-BCD/..xxxx"]
)
def test_no_other_file_can_be_asked_for(folder, name):
    assert mail_named(name) is None
    assert mail_file(name) is None
    assert kept_mail() == ()


def test_a_server_that_is_named_is_used_as_said(monkeypatch):
    said = {
        "THIDUA_MAIL_SECURITY": "starttls",
        "THIDUA_MAIL_PORT": "587",
        "THIDUA_MAIL_USER": "thidua",
        "THIDUA_MAIL_PASSWORD": "x",
    }
    monkeypatch.setattr(env, "source", said.get)

    options = mailers("mail.example.test", Path("mail"))["default"]["OPTIONS"]

    assert (options["host"], options["port"], options["use_tls"], options["use_ssl"]) == (
        "mail.example.test",
        587,
        True,
        False,
    )
    monkeypatch.setattr(env, "source", {"THIDUA_MAIL_SECURITY": "ssl3"}.get)
    with pytest.raises(SettingUnreadable, match="starttls"):
        mailers("mail.example.test", Path("mail"))
