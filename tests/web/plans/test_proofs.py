"""A line whose work is on record already is completed by one press, with the day on record."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories.plans import make_issued, read
from tests.factories.reports import Reporting, make_reporting, sent
from tests.pages import CheckedClient
from tests.web.plans.pages import at, words
from thidua.core.calendar import Absolute
from thidua.core.verdict import Sentence
from thidua.covenants.actions import file_paper
from thidua.covenants.queries import versions_of_year
from thidua.foundation.clock import VIET_NAM
from thidua.plans import proofs
from thidua.plans.drafts import ActivityDraft
from thidua.plans.proofs import Proof, proofs_for
from thidua.plans.queries import ActivityRow

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 6, 25, 9, 0, tzinfo=VIET_NAM)
SENT_ON = "19/06/2023"


@pytest.fixture
def made(stand_at) -> Reporting:
    """A year that asked for half-year reports; DV2 has sent its own; the plan asks for it and for something else."""
    stand_at(NOW)
    found = make_reporting()
    sent(found, "DV2")
    return found


def version_of(made: Reporting) -> str:
    """The covenant in force."""
    return versions_of_year(made.world.key)[0].public_id


def planned(made: Reporting, title: str = "Báo cáo 6 tháng của đơn vị") -> str:
    lines = (
        ActivityDraft("l-01", title, Absolute(date(2023, 6, 20))),
        ActivityDraft("l-02", "Hội thao của Khối", Absolute(date(2023, 6, 20))),
    )
    return make_issued(made.world.year, activities=lines)


def proved(made: Reporting, plan: str, code: str = "l-01") -> dict[str, list[Sentence]]:
    """What is known of each unit for a line, by the unit's code."""
    row = read(plan).activity(code)
    assert isinstance(row, ActivityRow)
    units = {unit.public_id: name for name, unit in made.world.year.units.items()}
    found = proofs_for(made.world.key, row, units)
    return {units[key]: [one.said for one in known] for key, known in found.items() if known}


def test_a_report_that_was_sent_completes_its_line_in_one_press(
    made: Reporting, client: CheckedClient, language: str, max_queries: Callable[[int], Any]
) -> None:
    plan = planned(made)
    client.force_login(made.world.signers.officers["DV2"])

    client.get(at("line", plan, "l-01"))
    with max_queries(12):
        page = client.get(at("line", plan, "l-01"))
    form = client.get(at("complete", plan, "l-01")).text
    said = {"vi": f"đã gửi ngày {SENT_ON}", "en": "was sent on 19 Jun 2023"}[language]
    unit = made.world.year.units["DV2"]
    done = client.post(
        at("complete", plan, "l-01"), {"unit": unit.public_id, "done_on": SENT_ON, "note": "Đã gửi"}
    )

    assert said in words(page)
    assert f'name="done_on" value="{SENT_ON}"' in page.text
    assert f'value="{SENT_ON}"' in form
    assert said in form
    assert done.status_code == 302
    part = read(plan).activity("l-01").completion(unit.pk)  # type: ignore[union-attr]  # it is there
    assert part is not None
    assert part.done_on == date(2023, 6, 19)
    assert said not in words(client.get(at("line", plan, "l-01"))).replace(part.note, "")


def test_only_what_fits_the_words_and_the_day_is_proposed_and_only_to_the_unit(
    made: Reporting, client: CheckedClient
) -> None:
    plan = planned(made)

    assert list(proved(made, plan)) == ["DV2"]
    assert proved(made, plan, "l-02") == {}
    client.force_login(made.world.signers.officers["DV3"])
    assert "đã gửi ngày" not in words(client.get(at("line", plan, "l-01")))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Nộp bản đăng ký thi đua", "The registration paper {number} was filed on {day}."),
        ("Hội nghị ký kết giao ước thi đua", "The covenant was signed on {day}."),
    ],
)
def test_registration_papers_and_signatures_are_known_too(made: Reporting, monkeypatch, title, text) -> None:
    monkeypatch.setattr(proofs, "NEAR", proofs.NEAR * 3)
    file_paper(
        version=version_of(made),
        unit=str(made.world.unit("DV3").public_id),
        number="34/ĐK",
        filed_on=date(2023, 3, 1),
        actor=made.world.signers.officers["DV3"],
        at=NOW,
    )

    found = proved(made, planned(made, title))

    assert text in [said.text for said in found["DV3"]]


def test_an_act_far_from_the_day_is_not_proposed(made: Reporting, monkeypatch) -> None:
    plan, unit = planned(made), str(made.world.unit("DV1").public_id)
    name = "Báo cáo sơ kết 6 tháng đầu năm 2023"
    given = [
        Proof(unit, date(2022, 6, 20), Sentence("x"), name),
        Proof(unit, date(2023, 6, 2), Sentence("y"), name),
    ]
    monkeypatch.setattr(proofs, "PROVERS", {"test": lambda _year, _row: given})

    assert proved(made, plan) == {"DV1": [Sentence("y")]}
    row = read(plan).activity("l-01")
    assert row is not None
    assert proofs_for(made.world.key, row, []) == {}
