"""Addresses of the desk."""

from django.urls import path

from thidua.web.desk import views

app_name = "desk"
MOUNT = ""

urlpatterns = [
    path("", views.Overview.as_view(), name="overview"),
    path("chon-khoi/", views.ChooseBlocYear.as_view(), name="choose"),
    path("viec-cua-toi/", views.MyWork.as_view(), name="my_work"),
    path("viec-cua-toi.<str:form>", views.MyWorkFile.as_view(), name="my_work_file"),
    path("tong-quan.<str:form>", views.OverviewFile.as_view(), name="overview_file"),
    path("tim/", views.Search.as_view(), name="search"),
]
