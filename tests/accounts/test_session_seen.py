"""What a person does keeps their session awake, and is noted on the account every few minutes."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from tests.factories.accounts import make_account
from thidua.accounts.actions import Visitor, record_session_seen
from thidua.accounts.models import User, WorkSession
from thidua.accounts.signing_in import close_session, open_session
from thidua.accounts.states import SessionEnding
from thidua.foundation.clock import VIET_NAM

pytestmark = pytest.mark.django_db
NOON = datetime(2023, 7, 21, 12, 0, tzinfo=VIET_NAM)


def opened(user: User) -> str:
    return open_session(user=user, visitor=Visitor(), second_factor=False, at=NOON).public_id


def seen(user: User, session: str, at: datetime) -> None:
    with transaction.atomic():
        record_session_seen(actor=User.objects.get(pk=user.pk), public_id=session, at=at)


def times(user: User, session: str) -> tuple[datetime, datetime | None]:
    """When the session, and when the account, was last seen."""
    row = WorkSession.objects.get(public_id=session)
    return row.last_seen, User.objects.get(pk=user.pk).last_seen


@pytest.mark.parametrize(
    ("later", "noted"),
    [
        (timedelta(minutes=1), False),
        (timedelta(minutes=5), False),
        (timedelta(minutes=5, seconds=1), True),
        (timedelta(hours=1), True),
    ],
)
def test_the_session_is_seen_at_once_and_the_account_every_five_minutes(
    later: timedelta, noted: bool
) -> None:
    user = make_account()
    session = opened(user)

    seen(user, session, NOON + later)

    assert times(user, session) == (NOON + later, NOON + later if noted else NOON)


def test_an_account_never_seen_before_is_noted() -> None:
    user = make_account()
    session = opened(user)
    User.objects.filter(pk=user.pk).update(last_seen=None)

    seen(user, session, NOON + timedelta(minutes=1))

    assert times(user, session)[1] == NOON + timedelta(minutes=1)


def test_only_that_session_of_that_person_is_kept_awake() -> None:
    user, other = make_account(), make_account()
    session, second, theirs = opened(user), opened(user), opened(other)

    seen(user, session, NOON + timedelta(minutes=1))
    seen(user, theirs, NOON + timedelta(minutes=2))

    assert [times(user, one)[0] for one in (session, second, theirs)] == [
        NOON + timedelta(minutes=1),
        NOON,
        NOON,
    ]


def test_a_session_that_is_over_is_not_woken() -> None:
    user = make_account()
    session = opened(user)
    close_session(user=user, public_id=session, why=SessionEnding.SIGNED_OUT, visitor=Visitor(), at=NOON)

    seen(user, session, NOON + timedelta(minutes=1))

    assert times(user, session)[0] == NOON
