"""Addresses of plans, consultations, the calendar and holidays."""

from django.urls import path

from thidua.web.plans.views import (
    calendar,
    consultations,
    drafting,
    feeds,
    files,
    holidays,
    home,
    lines,
    plans,
    running,
    sending,
)

app_name = "plans"
MOUNT = "ke-hoach/"

urlpatterns = [
    path("", home.Home.as_view(), name="list"),
    path("lich/<slug:bloc_year>/", calendar.CalendarPage.as_view(), name="calendar"),
    path("nam/<slug:bloc_year>/soan/", drafting.DraftPlan.as_view(), name="draft"),
    path("nam/<slug:bloc_year>/lay-y-kien/", sending.SendText.as_view(), name="send_text"),
    path("ngay-nghi/", holidays.Holidays.as_view(), name="holidays"),
    path("ngay-nghi/<int:year>/", holidays.CorrectHolidays.as_view(), name="correct_holidays"),
    path("lich-rieng/", feeds.FeedPage.as_view(), name="feed"),
    path("lich-rieng/mo/", feeds.OpenFeed.as_view(), name="open_feed"),
    path("lich-rieng/doi/", feeds.RenewFeed.as_view(), name="renew_feed"),
    path("lich-rieng/dong/", feeds.CloseFeed.as_view(), name="close_feed"),
    path("lich-rieng/<slug:feed>/<slug:secret>.ics", feeds.FeedFile.as_view(), name="feed_file"),
    path("lay-y-kien/<slug:consultation>/", consultations.ConsultationPage.as_view(), name="consultation"),
    path(
        "lay-y-kien/<slug:consultation>/tra-loi/<slug:unit>/",
        consultations.GiveAnswer.as_view(),
        name="answer",
    ),
    path(
        "lay-y-kien/<slug:consultation>/y-kien/<slug:comment>/",
        consultations.ReplyToComment.as_view(),
        name="reply",
    ),
    path("lay-y-kien/<slug:consultation>/gia-han/", sending.Extend.as_view(), name="extend"),
    path("lay-y-kien/<slug:consultation>/chot/", sending.Close.as_view(), name="close"),
    path("lay-y-kien/<slug:consultation>/tong-hop/", consultations.Minute.as_view(), name="minute"),
    path("lay-y-kien/<slug:consultation>/tong-hop/tai/", files.MinuteFile.as_view(), name="minute_file"),
    path("<slug:plan>/", plans.PlanPage.as_view(), name="plan"),
    path("<slug:plan>/tai/", files.PlanFile.as_view(), name="file"),
    path("<slug:plan>/noi-dung/", drafting.RevisePlan.as_view(), name="revise"),
    path("<slug:plan>/thu-hoi/", drafting.ReturnPlan.as_view(), name="return"),
    path("<slug:plan>/lay-y-kien/", sending.SendPlan.as_view(), name="send"),
    path("<slug:plan>/ban-hanh/", running.IssuePlan.as_view(), name="issue"),
    path("<slug:plan>/tinh-lai/", running.RecountPlan.as_view(), name="recount"),
    path("<slug:plan>/viec/", lines.AddLine.as_view(), name="add"),
    path("<slug:plan>/viec/<str:code>/", plans.LinePage.as_view(), name="line"),
    path("<slug:plan>/viec/<str:code>/sua/", lines.ReviseLine.as_view(), name="revise_line"),
    path("<slug:plan>/viec/<str:code>/bo/", lines.RemoveLine.as_view(), name="remove"),
    path("<slug:plan>/viec/<str:code>/doi/", lines.MoveLine.as_view(), name="move"),
    path("<slug:plan>/viec/<str:code>/thoi/", running.DropLine.as_view(), name="drop"),
    path("<slug:plan>/viec/<str:code>/xong/", running.CompleteLine.as_view(), name="complete"),
    path("<slug:plan>/viec/<str:code>/huy/", running.WithdrawLine.as_view(), name="withdraw"),
]
