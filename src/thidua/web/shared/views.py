"""Screens that belong to no room."""

from importlib import import_module

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language

from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_


def _way_back(request: HttpRequest) -> str:
    """The page to return to; a foreign address is never followed."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if safe else "/"


class ChooseTheme(Screen[NoObject]):
    """Remember light, dark or the device's own in a cookie and go back to the page."""

    public = "Choosing a theme shows nothing and changes only the reader's own cookie."
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set or clear the cookie."""
        answer = HttpResponseRedirect(_way_back(request))
        theme = request.POST.get("theme", "")
        if theme in {"light", "dark"}:
            answer.set_cookie(
                "thidua_theme",
                theme,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.HTTPS,
                samesite="Lax",
            )
        else:
            answer.delete_cookie("thidua_theme", samesite="Lax")
        return answer


class ChooseLanguage(Screen[NoObject]):
    """Remember the reader's language in a cookie and go back to the page."""

    public = "Choosing a language shows nothing and changes only the reader's own cookie."
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set the cookie; an unknown language or a foreign address is ignored."""
        language = request.POST.get("language", "")
        answer = HttpResponseRedirect(_way_back(request))
        if check_for_language(language) and language in dict(settings.LANGUAGES):
            answer.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.HTTPS,
                samesite="Lax",
            )
        return answer


class Health(Screen[NoObject]):
    """For the watchman of the server: the database answers."""

    public = "It tells only that the service is up."

    def get(self, request: HttpRequest) -> HttpResponse:
        """200 with `ok`."""
        del request
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return JsonResponse({"ok": True})


class Gallery(Screen[NoObject]):
    """Every part of the design system with its examples; only in developer mode."""

    public = "Exists only in developer mode and shows invented examples."
    title = N_("Parts")
    template = "shared/gallery.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The gallery."""
        del request
        gallery = import_module("thidua.web.shared.gallery")
        return self.page(sections=gallery.gallery_sections(), icons=gallery.icon_names())
