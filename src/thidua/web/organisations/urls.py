"""Addresses of the room."""

from django.urls import path

from thidua.web.organisations.views import blocs, imports, people, places, unit_verbs, units, years

app_name = "organisations"
MOUNT = "khoi-cum/"

urlpatterns = [
    path("", blocs.Blocs.as_view(), name="blocs"),
    path("them/", blocs.FoundBloc.as_view(), name="found_bloc"),
    path("khoi/<str:public_id>/", blocs.BlocPage.as_view(), name="bloc"),
    path("khoi/<str:public_id>/mo-nam/", blocs.OpenYear.as_view(), name="open_year"),
    path("khoi/<str:public_id>/luan-phien/", blocs.SetRotation.as_view(), name="set_rotation"),
    path("khoi/<str:public_id>/nhiem-ky/", blocs.SettleTerm.as_view(), name="settle_term"),
    path("nam/<str:public_id>/", years.YearPage.as_view(), name="bloc_year"),
    path("nam/<str:public_id>/giai-doan/", years.EnterPhase.as_view(), name="enter_phase"),
    path("nam/<str:public_id>/dieu-hanh/", years.NameLead.as_view(), name="name_lead"),
    path("nam/<str:public_id>/thanh-vien/", years.AdmitMember.as_view(), name="admit_member"),
    path(
        "nam/<str:public_id>/thanh-vien/<str:unit>/thoi/",
        years.ReleaseMember.as_view(),
        name="release_member",
    ),
    path("don-vi/", units.Units.as_view(), name="units"),
    path("don-vi/tai/", units.UnitsExport.as_view(), name="units_export"),
    path("don-vi/them/", unit_verbs.FoundUnit.as_view(), name="found_unit"),
    path("don-vi/<str:public_id>/", units.UnitPage.as_view(), name="unit"),
    path("don-vi/<str:public_id>/doi-ten/", unit_verbs.RenameUnit.as_view(), name="rename_unit"),
    path("don-vi/<str:public_id>/chuyen/", unit_verbs.MoveUnit.as_view(), name="move_unit"),
    path("don-vi/<str:public_id>/hop-nhat/", unit_verbs.MergeUnits.as_view(), name="merge_units"),
    path("don-vi/<str:public_id>/sap-nhap/", unit_verbs.AbsorbUnit.as_view(), name="absorb_unit"),
    path("don-vi/<str:public_id>/chia-tach/", unit_verbs.SplitUnit.as_view(), name="split_unit"),
    path("don-vi/<str:public_id>/giai-the/", unit_verbs.DissolveUnit.as_view(), name="dissolve_unit"),
    path("don-vi/<str:public_id>/phan-loai/", unit_verbs.ReclassifyUnit.as_view(), name="reclassify_unit"),
    path(
        "don-vi/<str:public_id>/dinh-chinh/<str:version>/",
        unit_verbs.CorrectVersion.as_view(),
        name="correct_version",
    ),
    path("don-vi/<str:public_id>/uy-quyen/", people.Authorise.as_view(), name="authorise"),
    path("uy-quyen/<str:public_id>/thu-hoi/", people.Revoke.as_view(), name="revoke"),
    path("nguoi/", people.People.as_view(), name="people"),
    path("nguoi/them/", people.RegisterPerson.as_view(), name="register_person"),
    path("nguoi/<str:public_id>/", people.PersonPage.as_view(), name="person"),
    path("nguoi/<str:public_id>/dinh-chinh/", people.CorrectPerson.as_view(), name="correct_person"),
    path("nguoi/<str:public_id>/chuc-vu/", people.Appoint.as_view(), name="appoint"),
    path("chuc-vu/<str:public_id>/thoi/", people.EndOffice.as_view(), name="end_office"),
    path("nhap/", imports.Imports.as_view(), name="imports"),
    path("nhap/mau/<str:kind>/", imports.ImportTemplate.as_view(), name="import_template"),
    path("nhap/<str:public_id>/", imports.Preview.as_view(), name="import"),
    path("nhap/<str:public_id>/nhan/", imports.ConfirmImport.as_view(), name="confirm_import"),
    path("nhap/<str:public_id>/bo/", imports.AbandonImport.as_view(), name="abandon_import"),
    path("dia-danh/", places.Places.as_view(), name="places"),
]
