"""Addresses of notices."""

from django.urls import path

from thidua.web.notices import views

app_name = "notices"
MOUNT = "thong-bao/"

urlpatterns = [
    path("", views.Notices.as_view(), name="list"),
    path("da-doc/", views.ReadAll.as_view(), name="read_all"),
    path("<str:public_id>/xem/", views.OpenNotice.as_view(), name="open"),
]
