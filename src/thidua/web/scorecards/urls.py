"""Addresses of scoring."""

from django.urls import path

from thidua.web.scorecards.views import (
    cell,
    checks,
    files,
    items,
    matrix,
    minutes,
    pairs,
    ranking,
    readiness,
    results,
    stages,
    steps,
    unit,
)

app_name = "scorecards"
MOUNT = "cham-diem/"

urlpatterns = [
    path("", stages.Home.as_view(), name="home"),
    path("mo/", stages.OpenList.as_view(), name="openable"),
    path("mo/<slug:bloc_year>/", stages.OpenSheet.as_view(), name="open"),
    path("<slug:sheet>/", matrix.SheetMatrix.as_view(), name="matrix"),
    path("<slug:sheet>/o/", matrix.SaveCells.as_view(), name="cells"),
    path(
        "<slug:sheet>/o/<str:unit>/<slug:stage>/<path:leaf>/giai-trinh/",
        cell.ExplainMark.as_view(),
        name="explain",
    ),
    path(
        "<slug:sheet>/o/<str:unit>/<slug:stage>/<path:leaf>/phuc-tra/",
        steps.ReappraiseMark.as_view(),
        name="reappraise",
    ),
    path("<slug:sheet>/o/<str:unit>/<slug:stage>/<path:leaf>/", cell.CellPage.as_view(), name="cell"),
    path("<slug:sheet>/don-vi/<str:unit>/", unit.UnitSheet.as_view(), name="unit"),
    path("<slug:sheet>/dong-y/", unit.AcceptAll.as_view(), name="accept_all"),
    path("<slug:sheet>/don-vi/<str:unit>/lich-su/", steps.UnitHistory.as_view(), name="history"),
    path("<slug:sheet>/don-vi/<str:unit>/dong-y/", unit.AcceptMarks.as_view(), name="accept"),
    path("<slug:sheet>/thuong-tru/", items.Items.as_view(), name="items"),
    path("<slug:sheet>/thuong-tru/gach/<slug:item>/", items.StrikeItem.as_view(), name="strike"),
    path("<slug:sheet>/thuong-tru/<str:unit>/<slug:kind>/", items.EnterItem.as_view(), name="item"),
    path("<slug:sheet>/kiem-tra-cheo/", checks.Checks.as_view(), name="checks"),
    path("<slug:sheet>/phan-cong/", pairs.AssignBloc.as_view(), name="pairs"),
    path("<slug:sheet>/bien-ban/lap/", minutes.DrawMinutes.as_view(), name="draw_minutes"),
    path("<slug:sheet>/bien-ban/<slug:minutes>/", minutes.MinutesPage.as_view(), name="minutes"),
    path(
        "<slug:sheet>/bien-ban/<slug:minutes>/ky/<str:unit>/",
        minutes.SignMinutes.as_view(),
        name="sign_minutes",
    ),
    path(
        "<slug:sheet>/bien-ban/<slug:minutes>/dua-vao/<str:unit>/",
        minutes.TakeOverMinutes.as_view(),
        name="take_over_minutes",
    ),
    path(
        "<slug:sheet>/bien-ban/<slug:minutes>/phat-hien/<str:unit>/",
        minutes.NoteFinding.as_view(),
        name="finding",
    ),
    path(
        "<slug:sheet>/bien-ban/<slug:minutes>/bo-phat-hien/<str:unit>/<path:leaf>/",
        minutes.WithdrawFinding.as_view(),
        name="withdraw_finding",
    ),
    path("<slug:sheet>/kiem-tra-cheo/<str:unit>/", checks.AssignCheckers.as_view(), name="assign"),
    path("<slug:sheet>/giai-trinh/<slug:explanation>/", checks.AnswerExplanation.as_view(), name="answer"),
    path("<slug:sheet>/xep-hang/", ranking.RankingPage.as_view(), name="ranking"),
    path("<slug:sheet>/xep-hang/phieu/<int:place>/", ranking.EnterVote.as_view(), name="vote"),
    path("<slug:sheet>/cong-doan/", stages.Steps.as_view(), name="steps"),
    path("<slug:sheet>/cong-doan/tieu-chi/", stages.AdoptScheme.as_view(), name="adopt"),
    path("<slug:sheet>/cong-doan/<slug:stage>/chot/", stages.CloseStage.as_view(), name="close"),
    path("<slug:sheet>/cong-doan/<slug:stage>/mo-lai/", stages.ReopenStage.as_view(), name="reopen"),
    path("<slug:sheet>/danh-muc/", readiness.Checklist.as_view(), name="checklist"),
    path("<slug:sheet>/danh-muc/cong-lai/", readiness.ConfirmTotals.as_view(), name="confirm_totals"),
    path("<slug:sheet>/danh-muc/hoi/", readiness.AskBody.as_view(), name="ask"),
    path("<slug:sheet>/danh-muc/hoi/<slug:question>/", readiness.HearBody.as_view(), name="hear"),
    path(
        "<slug:sheet>/danh-muc/diem-tru/<slug:item>/<slug:how>/",
        readiness.SettleDeduction.as_view(),
        name="settle",
    ),
    path("<slug:sheet>/ket-qua/", results.Result.as_view(), name="result"),
    path("<slug:sheet>/ket-qua/<slug:result>/", results.FrozenResult.as_view(), name="frozen"),
    path("<slug:sheet>/excel/<slug:stage>/", files.Workbook.as_view(), name="workbook"),
    path("<slug:sheet>/nhap/", files.ImportSheet.as_view(), name="import"),
    path("<slug:sheet>/nhap/dong-y/", files.ConfirmImport.as_view(), name="confirm"),
    path("<slug:sheet>/tep/tieu-chi/", files.SchemeDocument.as_view(), name="scheme"),
    path(
        "<slug:sheet>/tep/ket-qua/<slug:stage>/",
        files.Document.as_view(),
        {"kind": "ket-qua"},
        name="results",
    ),
    path(
        "<slug:sheet>/tep/phieu-diem/<slug:stage>/",
        files.Document.as_view(),
        {"kind": "phieu-diem"},
        name="scorecard",
    ),
]
