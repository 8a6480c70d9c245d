"""Screens of the mail: how one is written to, the link that stops it, and the demonstration's mailbox."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from thidua.accounts.queries import User
from thidua.foundation.gate import NO_OBJECT, NoObject, Screen, signed_in
from thidua.foundation.mailbox import KeptMail, kept_mail, mail_file, mail_named
from thidua.foundation.wording import N_, active_language
from thidua.notices.actions import choose_digest, stop_digest
from thidua.notices.permissions import may_choose_digest
from thidua.notices.queries import DigestChoice, digest_of, digest_owner
from thidua.web.notices.digest import NEW, digest_in, lines_of, subject_of, told_to
from thidua.web.notices.forms import DigestForm


class MailSettings(Screen[DigestChoice]):
    """«Thư tổng hợp»: how often one is written to, and what the mail would say now."""

    permission = staticmethod(signed_in)
    title = N_("Mail of what waits")
    template = "notices/mail.html"

    def load(self, request: HttpRequest, **kwargs: Any) -> DigestChoice | None:
        """What the person chose last."""
        return digest_of(self.actor)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, and the mail as it would be now."""
        return self._page(DigestForm.showing(self.object))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the choice."""
        form = DigestForm.showing(self.object, request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        choose_digest(**form.cleaned_data, actor=cast("User", self.actor), at=self.now)
        messages.success(request, gettext("Your choice was saved."))
        return HttpResponseRedirect(reverse("notices:mail"))

    def _page(self, form: DigestForm, *, status: int = 200) -> HttpResponse:
        person = cast("User", self.actor)
        with translation.override(self.object.language if self.object.public_id else active_language()):
            told = told_to(person, since=self.now - NEW)
            subject = "" if told.nothing else subject_of(told, on=self.on)
            body = "" if told.nothing else "\n".join(lines_of(person, told, foot=(), on=self.on))
        return self.page(
            form=form,
            choice=self.object,
            may=may_choose_digest(self.actor, on=self.on),
            email=person.email,
            subject=subject,
            body=body.removesuffix("-- ").rstrip(),
            mailbox=settings.DEMO,
            status=status,
        )


class StopMail(Screen[User]):
    """The link in the mail that stops it: asked once more on the page, done at once for a mail program."""

    public = "The signed address in the mail proves that its reader got the mail."
    title = N_("Stop the mail")
    template = "notices/stop.html"

    def load(self, request: HttpRequest, **kwargs: Any) -> User | None:
        """Whose mail it is; nobody's when the address was not signed here."""
        self.digest = digest_in(kwargs["token"])
        return digest_owner(self.digest) if self.digest else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask once more: programs that look into mail open its links."""
        return self.page(done=False, email=self.object.email, token=self.kwargs["token"])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Stop it."""
        stop_digest(digest=self.digest, actor=self.object, at=self.now)
        return self.page(done=True, email=self.object.email, token=self.kwargs["token"])


class _Demonstration[T](Screen[T]):
    """Screens of the demonstration's mailbox, which do not exist anywhere else."""

    public = "Exists only in the demonstration, where all mail is invented."
    http_method_names = ("get",)


class Mailbox(_Demonstration[NoObject]):
    """Every mail the demonstration has written."""

    title = N_("Mailbox of the demonstration")
    template = "notices/mailbox.html"

    def load(self, request: HttpRequest, **kwargs: Any) -> NoObject | None:
        """Only in the demonstration."""
        return NO_OBJECT if settings.DEMO else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest first."""
        return self.page(mails=kept_mail())


class KeptMailPage(_Demonstration[KeptMail]):
    """One mail of the demonstration, as its reader sees it."""

    title = N_("Mail")
    template = "notices/mail_page.html"

    def load(self, request: HttpRequest, **kwargs: Any) -> KeptMail | None:
        """The mail of that name, in the demonstration."""
        return mail_named(kwargs["name"]) if settings.DEMO else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The mail."""
        return self.page(mail=self.object)


class KeptMailFile(_Demonstration[bytes]):
    """One mail of the demonstration as a file for a mail program."""

    title = N_("Mail")

    def load(self, request: HttpRequest, **kwargs: Any) -> bytes | None:
        """The file of that name, in the demonstration."""
        return mail_file(kwargs["name"]) if settings.DEMO else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        answer = HttpResponse(self.object, content_type="message/rfc822")
        answer["Content-Disposition"] = f'attachment; filename="{self.kwargs["name"]}.eml"'
        return answer
