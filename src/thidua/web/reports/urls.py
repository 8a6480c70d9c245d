"""Addresses of reports."""

from django.urls import path

from thidua.web.reports.views import asking, filling, joint, listing, reading, receiving

app_name = "reports"
MOUNT = "bao-cao/"

urlpatterns = [
    path("", listing.ReportList.as_view(), name="list"),
    path("tep/<slug:form>/", listing.ReportFile.as_view(), name="file"),
    path("yeu-cau/<slug:bloc_year>/moi/", asking.OpenRequest.as_view(), name="open"),
    path("yeu-cau/<slug:bloc_year>/quy-dinh/", asking.Rules.as_view(), name="rules"),
    path("ky/<slug:period>/", asking.RequestPage.as_view(), name="request"),
    path("ky/<slug:period>/doi-han/", asking.MoveDeadline.as_view(), name="move"),
    path("ky/<slug:period>/don-vi/", asking.MatchMembers.as_view(), name="match"),
    path("ky/<slug:period>/dong/", asking.CloseRequest.as_view(), name="close"),
    path("ky/<slug:period>/mo-lai/", asking.ReopenRequest.as_view(), name="reopen"),
    path("ky/<slug:period>/bao-cao-chung/", joint.JointPage.as_view(), name="joint"),
    path("ky/<slug:period>/bao-cao-chung/tong-hop/", joint.ComposeJoint.as_view(), name="compose"),
    path("ky/<slug:period>/bao-cao-chung/sua/", joint.EditJoint.as_view(), name="joint_edit"),
    path("ky/<slug:period>/bao-cao-chung/ban-hanh/", joint.IssueJoint.as_view(), name="joint_issue"),
    path("<slug:report>/", reading.ReportPage.as_view(), name="report"),
    path("<slug:report>/nhap/", filling.FillReport.as_view(), name="fill"),
    path("<slug:report>/luu/", filling.SaveBoxes.as_view(), name="save"),
    path("<slug:report>/gui/", filling.SendReport.as_view(), name="send"),
    path("<slug:report>/thu-hoi/", filling.RecallReport.as_view(), name="recall"),
    path("<slug:report>/giai-trinh/", filling.ExplainReturn.as_view(), name="explain"),
    path("<slug:report>/tra-lai/", receiving.ReturnReport.as_view(), name="return"),
    path("<slug:report>/tiep-nhan/", receiving.ReceiveReport.as_view(), name="receive"),
    path("<slug:report>/thay-doi/<int:number>/", reading.Changes.as_view(), name="changes"),
]
