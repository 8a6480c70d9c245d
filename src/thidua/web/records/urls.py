"""Addresses of the ledger."""

from django.urls import path

from thidua.web.records import views

app_name = "records"
MOUNT = "nhat-ky/"

urlpatterns = [
    path("", views.Ledger.as_view(), name="ledger"),
    path("<int:seq>/", views.Entry.as_view(), name="entry"),
    path("kiem-tra/", views.CheckLedger.as_view(), name="check"),
    path("nhat-ky.<str:form>", views.ExportLedger.as_view(), name="export"),
]
