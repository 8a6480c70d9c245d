"""Addresses of notices and of the mail."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from thidua.web.notices import mailing, views

app_name = "notices"
MOUNT = "thong-bao/"

urlpatterns = [
    path("", views.Notices.as_view(), name="list"),
    path("da-doc/", views.ReadAll.as_view(), name="read_all"),
    path("thu/", mailing.MailSettings.as_view(), name="mail"),
    # Mail programs press the button themselves (RFC 8058) and have no token of ours; the signed address is the proof.
    path("thu/ngung/<str:token>/", csrf_exempt(mailing.StopMail.as_view()), name="stop"),
    path("hop-thu/", mailing.Mailbox.as_view(), name="mailbox"),
    path("hop-thu/<str:name>/", mailing.KeptMailPage.as_view(), name="mail_page"),
    path("hop-thu/<str:name>.eml", mailing.KeptMailFile.as_view(), name="mail_file"),
    path("<str:public_id>/xem/", views.OpenNotice.as_view(), name="open"),
]
