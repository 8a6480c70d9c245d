"""Addresses of evidence."""

from django.urls import path

from thidua.web.evidence.views import changes, files, filing, places, records

app_name = "evidence"
MOUNT = "bao-cao/minh-chung/"

urlpatterns = [
    path("", places.ListPage.as_view(), name="list"),
    path("nam/<slug:bloc_year>/<slug:unit>/", places.UnitPage.as_view(), name="unit"),
    path("nam/<slug:bloc_year>/<slug:unit>/nop/", filing.FilePaper.as_view(), name="file"),
    path("nam/<slug:bloc_year>/<slug:unit>/tai-lieu-mat/", filing.NameReference.as_view(), name="reference"),
    path("nam/<slug:bloc_year>/<slug:unit>/tai-het/", files.Archive.as_view(), name="archive"),
    path("tep/<slug:file>/", files.Preview.as_view(), name="preview"),
    path("tep/<slug:file>/xem/", files.Content.as_view(), name="content"),
    path("tep/<slug:file>/anh/", files.Picture.as_view(), name="picture"),
    path("tep/<slug:file>/tai/", files.Download.as_view(), name="download"),
    path("tep/<slug:file>/rut/", files.WithdrawFile.as_view(), name="withdraw_file"),
    path("<slug:key>/", records.RecordPage.as_view(), name="record"),
    path("<slug:key>/sua/", changes.Correct.as_view(), name="correct"),
    path("<slug:key>/them-tep/", changes.AddFiles.as_view(), name="add"),
    path("<slug:key>/dung-them/", changes.UseForMore.as_view(), name="link"),
    path("<slug:key>/thay/", changes.Replace.as_view(), name="replace"),
    path("<slug:key>/rut/", records.Withdraw.as_view(), name="withdraw"),
    path("<slug:key>/xac-nhan/", records.Confirm.as_view(), name="confirm"),
]
