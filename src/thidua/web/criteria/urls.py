"""Addresses of tables of criteria."""

from django.urls import path

from thidua.web.criteria.views import changes, files, growing, home, node, rules, settings, tree, versions

app_name = "criteria"
MOUNT = "tieu-chi/"

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("mau-excel/", files.Template.as_view(), name="template"),
    path("nam/<slug:bloc_year>/", home.YearPage.as_view(), name="year"),
    path("nam/<slug:bloc_year>/soan/", home.DraftScheme.as_view(), name="draft"),
    path("<slug:scheme>/", tree.SchemePage.as_view(), name="scheme"),
    path("<slug:scheme>/them/", growing.AddNodePage.as_view(), name="add"),
    path("<slug:scheme>/thu-tu/", growing.OrderPage.as_view(), name="order"),
    path("<slug:scheme>/giu/", tree.KeepDoubt.as_view(), name="keep"),
    path("<slug:scheme>/muc/<path:code>/bo/", growing.RemoveNodePage.as_view(), name="remove"),
    path("<slug:scheme>/muc/<path:code>/", node.NodePage.as_view(), name="node"),
    path("<slug:scheme>/quy-tac/", rules.RulesPage.as_view(), name="rules"),
    path("<slug:scheme>/quy-tac/chung/", settings.RulesForm.as_view(), name="settings"),
    path("<slug:scheme>/quy-tac/<slug:part>/", rules.ListPage.as_view(), name="list"),
    path("<slug:scheme>/khac/", changes.ChangesPage.as_view(), name="changes"),
    path("<slug:scheme>/khac/ly-do/", changes.ExplainChange.as_view(), name="explain"),
    path("<slug:scheme>/anh-huong/", changes.EffectsPage.as_view(), name="effects"),
    path("<slug:scheme>/cac-ban/", versions.VersionsPage.as_view(), name="versions"),
    path("<slug:scheme>/gui/", versions.Circulate.as_view(), name="circulate"),
    path("<slug:scheme>/y-kien/", versions.GiveConsent.as_view(), name="consent"),
    path("<slug:scheme>/thong-nhat/", versions.Agree.as_view(), name="agree"),
    path("<slug:scheme>/tra-lai/", versions.ReturnToDraft.as_view(), name="return"),
    path("<slug:scheme>/chot/", versions.Freeze.as_view(), name="freeze"),
    path("<slug:scheme>/tep/yaml/", files.Export.as_view(), {"form": "yaml"}, name="yaml"),
    path("<slug:scheme>/tep/json/", files.Export.as_view(), {"form": "json"}, name="json"),
    path("<slug:scheme>/tep/xlsx/", files.Export.as_view(), {"form": "xlsx"}, name="xlsx"),
    path("<slug:scheme>/nhap/", files.Import.as_view(), name="import"),
    path("<slug:scheme>/nhap/dong-y/", files.ConfirmImport.as_view(), name="confirm"),
]
