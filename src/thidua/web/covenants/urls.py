"""Addresses of covenants."""

from django.urls import path

from thidua.web.covenants.views import (
    commitments,
    files,
    filing,
    home,
    preparing,
    registration,
    registrations,
    settling,
    signing,
    texts,
)

app_name = "covenants"
MOUNT = "giao-uoc/"

urlpatterns = [
    path("", home.Home.as_view(), name="list"),
    path("nam/<slug:bloc_year>/", home.BeginCovenant.as_view(), name="begin"),
    path("dang-ky/<slug:registration>/", registration.RegistrationPage.as_view(), name="registration"),
    path("dang-ky/<slug:registration>/gui/", registrations.SendRegistration.as_view(), name="send"),
    path("dang-ky/<slug:registration>/thu-hoi/", registrations.RecallRegistration.as_view(), name="recall"),
    path(
        "dang-ky/<slug:registration>/tiep-nhan/", registrations.CollectRegistration.as_view(), name="collect"
    ),
    path("dang-ky/<slug:registration>/tra-lai/", registrations.ReturnRegistration.as_view(), name="return"),
    path("dang-ky/<slug:registration>/lich-su/", registration.SavedStates.as_view(), name="history"),
    path("dang-ky/<slug:registration>/excel/", files.RegistrationWorkbook.as_view(), name="workbook"),
    path("dang-ky/<slug:registration>/nhap/", files.ImportRegistration.as_view(), name="import"),
    path("dang-ky/<slug:registration>/nhap/dong-y/", files.ConfirmImport.as_view(), name="confirm"),
    path("<slug:version>/", commitments.Commitments.as_view(), name="covenant"),
    path("<slug:version>/excel/", commitments.CommitmentsWorkbook.as_view(), name="excel"),
    path("<slug:version>/van-ban/", texts.TextPage.as_view(), name="text"),
    path("<slug:version>/chu-ky/", signing.Signatures.as_view(), name="signatures"),
    path("<slug:version>/cac-ban/", texts.Versions.as_view(), name="versions"),
    path("<slug:version>/thu-dang-ky/", registrations.Registrations.as_view(), name="registrations"),
    path("<slug:version>/noi-dung/", preparing.Contents.as_view(), name="contents"),
    path("<slug:version>/thanh-vien/", preparing.MatchMembers.as_view(), name="match"),
    path("<slug:version>/han-nop/", filing.DueDay.as_view(), name="due"),
    path("<slug:version>/ban-dang-ky/<slug:unit>/", filing.FilePaper.as_view(), name="paper"),
    path("<slug:version>/tao-van-ban/", settling.Compose.as_view(), name="compose"),
    path("<slug:version>/y-kien/", settling.GiveConsent.as_view(), name="consent"),
    path("<slug:version>/tra-lai/", settling.ReturnText.as_view(), name="return_text"),
    path("<slug:version>/ky/", signing.Sign.as_view(), name="sign"),
    path("<slug:version>/chung-kien/", signing.Witness.as_view(), name="witness"),
    path("<slug:version>/sua-doi/", settling.Amend.as_view(), name="amend"),
]
