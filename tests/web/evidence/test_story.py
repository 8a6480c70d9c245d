"""The story's evidence: filed by the units' officers on their days, one classified paper, files that really open."""

import pytest
from django.urls import reverse

from tests.story import person, tell
from thidua.demo.evidence import EARLIEST, deeds
from thidua.demo.sample_papers import sample_pdf, sample_picture
from thidua.foundation.files import PDF, kind_of
from thidua.foundation.pictures import PNG
from thidua.organisations.queries import bloc_year_of
from thidua.reports.evidence import shelves
from thidua.reports.queries.evidence import evidence_at, places_of_year

PAGE = {"issuer": "Tòa án", "number": "1/BC-TA", "day": "Ngày 01/03/2023", "title": "Báo cáo"}


@pytest.mark.django_db
def test_every_unit_has_evidence_and_lacks_a_little(client):
    tell()
    year = bloc_year_of("KNC", 2023)
    assert year is not None
    places = places_of_year(year.public_id, on=year.opened_on.replace(month=12))
    lacking = {}
    references = []
    for place in places:
        rows = evidence_at(place)
        assert all(
            row.filed_at.date() > row.issued_on for row in rows if row.issued_on and row.issued_on >= EARLIEST
        )
        assert sum(bool(row.files) for row in rows) == 4
        references += [(place.member.code, row.number, row.confirmed_by) for row in rows if row.is_reference]
        lacking[place.member.code] = sum(1 for shelf in shelves(place, rows) if not shelf.enough)

    assert len(places) == 6
    assert references[:1] == [("BCHQS", "14/BC-BCH", "Nguyễn Hoàng Ân")]
    assert len(references) == 3
    assert all(0 < number < 5 for number in lacking.values())
    client.force_login(person("phuong.hk"))
    assert client.get(reverse("evidence:unit", args=(year.public_id, "TA"))).status_code == 200


def test_sample_papers_are_real_files_and_always_the_same():
    assert kind_of(sample_pdf(**PAGE)) == PDF
    assert kind_of(sample_picture(**PAGE)) == PNG
    assert (sample_pdf(**PAGE), sample_picture(**PAGE)) == (sample_pdf(**PAGE), sample_picture(**PAGE))


def test_nothing_is_filed_before_the_table_is_frozen():
    assert min(deed.at.date() for deed in deeds()) >= EARLIEST
