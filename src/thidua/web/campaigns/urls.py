"""Addresses of movements."""

from django.urls import path

from thidua.web.campaigns.views import (
    activities,
    gatherings,
    home,
    keeping,
    movement,
    responses,
    reviewing,
    tree,
)

app_name = "campaigns"
MOUNT = "phong-trao/"

urlpatterns = [
    path("", home.Movements.as_view(), name="list"),
    path("tep/<slug:form>/", home.MovementsFile.as_view(), name="file"),
    path("cay/", tree.Tree.as_view(), name="tree"),
    path("danh-muc/", home.Reference.as_view(), name="reference"),
    path("them/", keeping.ChooseOwner.as_view(), name="new"),
    path("them/<slug:level>/", keeping.NewMovement.as_view(), name="draft"),
    path("them/<slug:level>/<slug:owner>/", keeping.NewMovement.as_view(), name="draft_below"),
    path("diem-danh/<slug:bloc_year>/", gatherings.Gatherings.as_view(), name="gatherings"),
    path(
        "diem-danh/<slug:bloc_year>/tep/<slug:form>/", gatherings.GatheringsFile.as_view(), name="roll_file"
    ),
    path("diem-danh/<slug:bloc_year>/them/", gatherings.NewGathering.as_view(), name="gathering_new"),
    path("diem-danh/sua/<slug:gathering>/", gatherings.CorrectGathering.as_view(), name="gathering"),
    path("diem-danh/gach/<slug:gathering>/", gatherings.StrikeGathering.as_view(), name="gathering_strike"),
    path("hoat-dong/<slug:activity>/", activities.ActivityPage.as_view(), name="activity"),
    path("hoat-dong/<slug:activity>/sua/", activities.CorrectActivity.as_view(), name="activity_correct"),
    path("hoat-dong/<slug:activity>/gach/", activities.StrikeActivity.as_view(), name="activity_strike"),
    path("<slug:movement>/", movement.MovementPage.as_view(), name="movement"),
    path("<slug:movement>/don-vi/<slug:form>/", movement.UnitsFile.as_view(), name="units_file"),
    path("<slug:movement>/hoat-dong/", activities.Activities.as_view(), name="activities"),
    path(
        "<slug:movement>/hoat-dong/tep/<slug:form>/",
        activities.ActivitiesFile.as_view(),
        name="activities_file",
    ),
    path(
        "<slug:movement>/hoat-dong/them/<slug:unit>/", activities.NewActivity.as_view(), name="activity_new"
    ),
    path("<slug:movement>/dien-bien/", movement.History.as_view(), name="history"),
    path("<slug:movement>/huong-ung/<slug:unit>/", responses.Respond.as_view(), name="respond"),
    path("<slug:movement>/sua/", keeping.ReviseMovement.as_view(), name="revise"),
    path("<slug:movement>/dieu-chinh/", keeping.AmendMovement.as_view(), name="amend"),
    path("<slug:movement>/phat-dong/", keeping.LaunchMovement.as_view(), name="launch"),
    path("<slug:movement>/thu-hoi/", keeping.WithdrawMovement.as_view(), name="withdraw"),
    path("<slug:movement>/so-ket/", reviewing.ReviewMovement.as_view(), name="review"),
    path("<slug:movement>/tong-ket/", reviewing.CloseMovement.as_view(), name="close"),
]
