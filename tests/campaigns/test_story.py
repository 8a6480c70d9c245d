"""The demonstration's movements: the counts and attendance the story tells."""

from datetime import date

import pytest

from tests.story import APPRAISAL, tell
from thidua.campaigns.models import Activity, MovementResponse
from thidua.campaigns.queries import attendance_of, movement_by_code, movement_frame, picture_of, reviews_of
from thidua.campaigns.states import MovementState
from thidua.foundation.checks import untruths
from thidua.organisations.queries import bloc_year_of

pytestmark = pytest.mark.django_db


def test_the_year_is_lived_through_the_verbs() -> None:
    tell(until=APPRAISAL)
    on = APPRAISAL.date()
    year = bloc_year_of("KNC", 2023)
    card = movement_by_code("K-2023")
    assert year is not None
    assert card is not None
    frame = movement_frame(card.public_id)
    assert frame is not None

    picture = picture_of(frame, None, on=on)

    assert card.state is MovementState.REVIEWED
    assert [review.held_on for review in reviews_of(card.id)] == [date(2023, 7, 21)]
    assert picture.responded == 6
    # Activities of the year's movement and of its two campaigns: hd-03, -09, -13, -16, -17, -23, -24.
    assert picture.total.count == 7
    assert MovementResponse.objects.count() == 22
    assert Activity.objects.count() == 24
    found = attendance_of(year.public_id)
    assert [row.code for row in found.counted] == ["A1", "A2", "A3", "A4", "A5"]
    assert {code: (one.attended, one.hosted, one.unexcused) for code, one in found.units.items()} == {
        "BCHQS": (5, ("A2",), ()),
        "BDBP": (4, (), ()),
        "CA": (5, ("A1", "A3", "A5"), ("B2",)),
        "VKS": (5, (), ()),
        "TA": (5, ("A4",), ()),
        "THADS": (3, (), ("B1",)),
    }
    assert untruths() == ()
