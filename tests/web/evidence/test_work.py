"""A classified paper waits for the head of its unit in the list of all work, and for nobody else."""

import pytest

from tests.reports.evidence import AT, ON, frozen_year, name_one
from tests.web.evidence.pages import enter, of
from thidua.organisations.models import BlocYear
from thidua.reports.actions import confirm_reference
from thidua.reports.evidence_work import references_waiting

pytestmark = pytest.mark.django_db


def test_a_classified_paper_waits_for_the_head_of_its_unit(client, stand_at, language, max_queries):
    stand_at(AT)
    year = frozen_year()
    first, second = name_one(year), name_one(year)

    page = enter(client, year.head).get("/viec-cua-toi/").text
    assert (of("confirm", first) in page, of("confirm", second) in page) == (True, True)
    assert (
        "Xác nhận tài liệu mật 14/BC-BCH" if language == "vi" else "Answer for the classified paper"
    ) in page
    for who in ("drafter", "deputy_leader", "standing", "administrator"):
        assert references_waiting(getattr(year, who), on=ON) == ()
    with max_queries(2):
        assert len(references_waiting(year.head, on=ON)) == 2

    confirm_reference(evidence=first, actor=year.head, at=AT)
    assert [waiting.key for waiting in references_waiting(year.head, on=ON)] == [second]
    BlocYear.objects.filter(pk=year.bloc_year.pk).update(state="concluded")
    assert references_waiting(year.head, on=ON) == ()
