"""What tests of the door share."""

from datetime import datetime

from django.urls import reverse

from tests.factories.accounts import PASSWORD
from thidua.accounts.models import User
from thidua.foundation.clock import VIET_NAM

NOON = datetime(2023, 7, 21, 12, 0, tzinfo=VIET_NAM)
SIGN_IN = "/tai-khoan/dang-nhap/"
HOME = "/tai-khoan/"


def sign_in(client, user: User, password: str = PASSWORD, **more):
    """Type name and password at the door."""
    return client.post(SIGN_IN, {"username": user.username, "password": password, **more})


def signed_in(client) -> bool:
    """Whether the client's own account page opens."""
    return bool(client.get(reverse("accounts:me")).status_code == 200)
