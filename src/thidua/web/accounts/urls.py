"""Addresses of the room."""

from django.urls import path

from thidua.web.accounts.views import books, card, door, mine, powers

app_name = "accounts"
MOUNT = "tai-khoan/"

urlpatterns = [
    path("dang-nhap/", door.SignIn.as_view(), name="sign_in"),
    path("dang-nhap/ma/", door.SignInCode.as_view(), name="sign_in_code"),
    path("dang-xuat/", door.SignOut.as_view(), name="sign_out"),
    path("o-lai/", door.Stay.as_view(), name="stay"),
    path("lan-dau/", door.FirstRun.as_view(), name="first_run"),
    path("", mine.Me.as_view(), name="me"),
    path("xac-nhan/", mine.Confirm.as_view(), name="confirm"),
    path("mat-khau/", mine.Password.as_view(), name="password"),
    path("hai-buoc/", mine.Factor.as_view(), name="second_factor"),
    path("hai-buoc/bat/", mine.SetUpFactor.as_view(), name="second_factor_set_up"),
    path("hai-buoc/ma-du-phong/", mine.RenewCodes.as_view(), name="renew_codes"),
    path("hai-buoc/tat/", mine.RemoveFactor.as_view(), name="remove_factor"),
    path("phien/", mine.Sessions.as_view(), name="sessions"),
    path("phien/dong/", mine.EndSession.as_view(), name="end_session"),
    path("phien/dong-het/", mine.EndOthers.as_view(), name="end_others"),
    path("nguoi-dung/", books.Accounts.as_view(), name="users"),
    path("nguoi-dung/tai/", books.Export.as_view(), name="export"),
    path("nguoi-dung/them/", books.NewAccount.as_view(), name="new"),
    path("vai/", powers.Roles.as_view(), name="roles"),
    path("vai/yeu-cau-hai-buoc/", powers.Demand.as_view(), name="demand_factor"),
    path("vai/bo-yeu-cau-hai-buoc/", powers.Lift.as_view(), name="lift_factor"),
    path("phien-dang-mo/", powers.OpenSessions.as_view(), name="open_sessions"),
    path("phien-dang-mo/dong/", powers.EndAnySession.as_view(), name="end_any_session"),
    path("lich-su/", powers.History.as_view(), name="history"),
    path("nguoi-dung/<str:public_id>/", card.Card.as_view(), name="user"),
    path("nguoi-dung/<str:public_id>/sua/", card.Correct.as_view(), name="correct"),
    path("nguoi-dung/<str:public_id>/vai/", card.Grant.as_view(), name="grant"),
    path("nguoi-dung/<str:public_id>/vai/thu-hoi/", card.Withdraw.as_view(), name="withdraw"),
    path("nguoi-dung/<str:public_id>/ngung/", card.Deactivate.as_view(), name="deactivate"),
    path("nguoi-dung/<str:public_id>/dung-lai/", card.Reactivate.as_view(), name="reactivate"),
    path("nguoi-dung/<str:public_id>/mo-khoa/", card.Unlock.as_view(), name="unlock"),
    path("nguoi-dung/<str:public_id>/mat-khau/", card.ResetPassword.as_view(), name="reset_password"),
    path("nguoi-dung/<str:public_id>/hai-buoc/", card.ResetFactor.as_view(), name="reset_factor"),
]
