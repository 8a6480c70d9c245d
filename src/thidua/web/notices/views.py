"""Screens of notices."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from thidua.foundation.gate import NoObject, Screen, signed_in
from thidua.foundation.wording import N_
from thidua.notices.permissions import notices_visible_to
from thidua.notices.queries import NoticeLine, count_of, line_of, lines_of
from thidua.notices.reading import read_notices
from thidua.web.shared.bell import bell_at
from thidua.web.shared.parts import Counter, Pager

SIZE: Final = 30


class Notices(Screen[NoObject]):
    """«Thông báo»: what the person has been told, the newest first."""

    permission = staticmethod(signed_in)
    title = N_("Notices")
    template = "notices/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page of them, all or only the unread."""
        unread_only = request.GET.get("only") == "unread"
        rows = notices_visible_to(self.actor, on=self.on)
        total, unread = count_of(rows), bell_at(request).unread
        shown = rows.filter(read_at=None) if unread_only else rows
        pages = max(1, -(-(unread if unread_only else total) // SIZE))
        asked = request.GET.get("page", "")
        number = min(int(asked), pages) if asked.isdecimal() and asked != "0" and len(asked) < 7 else 1
        return self.page(
            lines=lines_of(shown, first=(number - 1) * SIZE, size=SIZE),
            pager=Pager.of(number, pages, request.GET),
            counters=(
                Counter(gettext("All"), total, reverse("notices:list"), current=not unread_only),
                Counter(gettext("Not read yet"), unread, "?only=unread", current=unread_only),
            ),
            total=total,
            unread=unread,
        )


class OpenNotice(Screen[NoticeLine]):
    """Mark one notice as read and go to the page it is about."""

    permission = staticmethod(signed_in)
    title = N_("Notices")
    http_method_names = ("post",)

    def load(self, request: HttpRequest, **kwargs: Any) -> NoticeLine | None:
        """The notice, if it is the person's own."""
        found = notices_visible_to(self.actor, on=self.on).filter(public_id=kwargs["public_id"]).first()
        return line_of(found) if found is not None else None

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark it and go there."""
        read_notices(notices=[self.object.public_id], actor=self.actor, at=self.now)
        return HttpResponseRedirect(self.object.address)


class ReadAll(Screen[NoObject]):
    """Mark every notice of one's own as read."""

    permission = staticmethod(signed_in)
    title = N_("Notices")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark them and show the list."""
        count = read_notices(notices=None, actor=self.actor, at=self.now)
        said = ngettext(
            "%(count)d notice was marked as read.", "%(count)d notices were marked as read.", count
        )
        messages.success(request, said % {"count": count})
        return HttpResponseRedirect(reverse("notices:list"))
