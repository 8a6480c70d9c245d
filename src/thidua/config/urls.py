"""Every address: each screen room is mounted where it says itself."""

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
for room in settings.WEB_ROOMS:
    addresses = import_module(f"{room}.urls")
    urlpatterns.append(path(addresses.MOUNT, include(addresses)))

handler400 = "thidua.web.shared.errors.bad_request"
handler403 = "thidua.web.shared.errors.refused"
handler404 = "thidua.web.shared.errors.not_found"
handler500 = "thidua.web.shared.errors.failed"
