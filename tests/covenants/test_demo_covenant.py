"""The story's covenant: thirty-six targets, six signatures of which two by authorised deputies, one paper a week late."""

from datetime import datetime
from decimal import Decimal

import pytest

from tests.story import tell
from thidua.covenants.queries import (
    lateness_of_registration,
    registered_targets,
    signatures_of,
    version_in_force,
    was_registered,
)
from thidua.covenants.states import Manner, SignatureRole
from thidua.covenants.truths import ALL_SIGNED, IN_OFFICE, LAST_STATE, TEXT_SAYS
from thidua.foundation.checks import INVARIANTS
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.queries import bloc_year_of

pytestmark = pytest.mark.django_db


def test_the_covenant_of_2023_is_signed_as_the_story_tells() -> None:
    tell(until=datetime(2023, 3, 8, tzinfo=VIET_NAM))

    year = bloc_year_of("KNC", 2023)
    assert year is not None
    card = version_in_force(year.public_id)
    assert card is not None
    targets = registered_targets(year.public_id)
    weights = {
        unit: sum(one.weight for one in targets if one.unit == unit)
        for unit in ("BCHQS", "BDBP", "CA", "VKS", "TA", "THADS")
    }
    signatures = signatures_of(card.id)
    assert (len(targets), {one.leaf for one in targets}, set(weights.values())) == (
        36,
        {"I.1"},
        {Decimal(40)},
    )
    assert {one.unit_code: one.days_late for one in lateness_of_registration(year.public_id)} == {
        "BCHQS": 0,
        "BDBP": -2,
        "CA": 0,
        "VKS": 0,
        "TA": 0,
        "THADS": 7,
    }
    assert {one.authorisation_number for one in signatures} == {"", "45/GUQ-BCHBP", "38/GUQ-CAT"}
    assert sum(one.manner is Manner.ON_PAPER for one in signatures) == 3
    assert [one.person_name for one in signatures if one.role is SignatureRole.WITNESS] == ["Lâm Chí Hiếu"]
    assert was_registered(year.public_id, "CA", "CO_TINH")
    assert not was_registered(year.public_id, "THADS", "CO_TINH")
    assert [
        found for name in (TEXT_SAYS, ALL_SIGNED, IN_OFFICE, LAST_STATE) for found in INVARIANTS[name]()
    ] == []
