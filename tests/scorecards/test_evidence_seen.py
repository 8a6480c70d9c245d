"""Beside the marks a person sees the papers they may read in the room of reports, and no others."""

from datetime import UTC, datetime

import pytest

from tests.factories.files import make_pdf
from tests.factories.scorecards import make_scheme, make_sheet, make_world
from thidua.reports.actions import file_evidence
from thidua.reports.evidence import LeafLink
from thidua.reports.intake import prepare
from thidua.reports.papers import Paper
from thidua.reports.permissions.evidence import reach_of
from thidua.reports.queries.evidence import evidence_place
from thidua.reports.states import PaperKind
from thidua.scorecards.permissions import part_of
from thidua.scorecards.permissions.evidence import sees_evidence
from thidua.scorecards.queries.checkers import checkers_of_year

pytestmark = pytest.mark.django_db
AT = datetime(2023, 12, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def world():
    found = make_world("TA", "VKS", "CA")
    make_scheme(found, appraised_by={"A.1": "unit"})
    return make_sheet(found)


def test_both_rooms_give_the_same_answer_for_everybody(world):
    people = [*world.officers.values(), world.leader, world.standing, world.appraiser, world.auditor]
    people += [world.administrator, world.stranger]
    answers = []
    for person in people:
        part = part_of(person, world.frame, on=AT.date())
        for unit in ("TA", "VKS", "CA"):
            place = evidence_place(world.bloc_year.public_id, unit, on=AT.date())
            assert place is not None
            reach = reach_of(person, place, on=AT.date())
            for leaf in place.leaves:
                sees = reach.own or reach.everything or leaf in reach.leaves
                assert sees_evidence(part, world.frame, unit, leaf) is sees, (person.full_name, unit, leaf)
                answers.append(sees)
    assert {True, False} == set(answers)
    assert not sees_evidence(part_of(world.auditor, world.frame, on=AT.date()), world.frame, "KHONG", "A.1")


def test_the_deputy_reads_what_it_checks(world):
    keys = {code: unit.public_id for code, unit in world.units.items()}

    assert checkers_of_year(world.bloc_year.public_id)[keys["TA"]] == {keys["VKS"]}


def test_the_cell_and_its_drawer_lead_to_the_papers(world, client, stand_at):
    stand_at(AT)
    done = file_evidence(
        bloc_year=world.bloc_year.public_id,
        unit="VKS",
        paper=Paper(PaperKind.REPORT, "Báo cáo phối hợp", "51/BC-VKS"),
        links=[LeafLink("A.1")],
        files=[prepare(make_pdf("a"), name="a.pdf")],
        declared=True,
        actor=world.officers["VKS"],
        at=AT,
    )
    address = f"/cham-diem/{world.sheet}/o/VKS/self/A.1/"
    seen = {}
    for name, person in (
        ("own", world.officers["VKS"]),
        ("standing", world.standing),
        ("other", world.officers["CA"]),
    ):
        client.force_login(person)
        answers = [client.get(address), client.get(address, {"part": "drawer"})]
        seen[name] = [f"/bao-cao/minh-chung/{done.evidence}/" in answer.text for answer in answers]

    assert seen == {"own": [True, True], "standing": [True, True], "other": [False, False]}
