"""Addresses every installation has: language, health, and in developer mode the gallery of parts."""

from django.conf import settings
from django.urls import URLPattern, path

from thidua.web.shared.views import ChooseLanguage, ChooseTheme, Gallery, Health

app_name = "shared"
MOUNT = ""

urlpatterns: list[URLPattern] = [
    path("ngon-ngu/", ChooseLanguage.as_view(), name="language"),
    path("giao-dien/", ChooseTheme.as_view(), name="theme"),
    path("healthz", Health.as_view(), name="health"),
]
if settings.DEBUG:
    urlpatterns.append(path("_parts/", Gallery.as_view(), name="gallery"))
