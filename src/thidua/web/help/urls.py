"""Addresses of help."""

from django.urls import path

from thidua.web.help import views

app_name = "help"
MOUNT = "tro-giup/"

urlpatterns = [
    path("", views.Index.as_view(), name="index"),
    path("quyen-rieng-tu/", views.Privacy.as_view(), name="privacy"),
    path("kha-nang-tiep-can/", views.Access.as_view(), name="access"),
    path("<slug:room>/<slug:screen>/", views.Page.as_view(), name="page"),
]
