"""Typing errors: withdrawn and replaced, and days that stay whole."""

from datetime import date
from typing import Any

import pytest

from tests.factories.organisations import SAYS, make_office, make_person, make_unit
from tests.organisations.steps import DAY, LATER, dissolve, merge, named, rename
from thidua.foundation.actors import SYSTEM
from thidua.organisations import actions
from thidua.organisations.drafts import Naming, Source, VersionFacts
from thidua.organisations.errors import (
    DaysOutOfOrder,
    NothingChanged,
    ParentCycle,
    ReasonMissing,
    SuccessionUnfit,
    UnitUnknown,
    VersionDaysOverlap,
)
from thidua.organisations.queries import (
    UnitName,
    ancestors,
    people_in_office,
    version_draft,
    versions_of,
)

pytestmark = pytest.mark.django_db


class TestCorrecting:
    def correct(self, unit: UnitName, reason: str = "Gõ sai", place: int = 0, **changed):
        version = versions_of(unit.id)[place]
        facts: dict[str, Any] = {
            "naming": Naming(version.name, version.short_name, version.in_sentence, version.symbol),
            "parent": version.parent.code if version.parent else "",
            "valid_from": version.valid_from,
            "valid_to": version.valid_to,
            "source": Source(version.instrument, version.confidence, version.note),
        }
        return actions.correct_unit_version(
            version=version.public_id,
            facts=VersionFacts(**(facts | changed)),
            reason=reason,
            actor=SYSTEM,
            at=LATER,
        )

    def test_the_wrong_version_is_withdrawn_and_kept_with_the_reason(self) -> None:
        unit = make_unit("A", "Toà án")

        self.correct(unit, "Viết theo con dấu", naming=Naming("Tòa án"))

        right, wrong = versions_of(unit.id)
        assert (right.name, right.withdrawn) == ("Tòa án", False)
        assert (wrong.name, wrong.withdrawn, wrong.reason) == ("Toà án", True, "Viết theo con dấu")
        assert named(unit, DAY) == ("Tòa án", True)

    def test_a_first_day_moves_the_end_of_the_version_before(self) -> None:
        unit = make_unit("A", "Một")
        rename(unit, "Hai", DAY)

        self.correct(unit, valid_from=date(2024, 3, 5))

        assert named(unit, date(2024, 3, 4)) == ("Một", True)
        assert named(unit, date(2024, 3, 5)) == ("Hai", True)

    def test_a_last_day_can_be_taken_back(self) -> None:
        unit = make_unit("A")
        dissolve(unit)

        self.correct(unit, valid_to=None)

        assert named(unit, DAY)[1]

    @pytest.mark.parametrize(
        ("place", "changed"),
        [
            (0, {"valid_from": None}),
            (0, {"valid_from": date(2022, 6, 1)}),
            (1, {"valid_to": date(2024, 1, 1)}),
        ],
    )
    def test_days_that_would_overlap_or_leave_a_gap_are_refused(self, place, changed) -> None:
        unit = make_unit("A", "Một", on=date(2022, 6, 1))
        rename(unit, "Hai", DAY)

        with pytest.raises(VersionDaysOverlap):
            self.correct(unit, place=place, **changed)

        assert len(versions_of(unit.id)) == 2

    def test_offices_follow_a_last_day_that_is_corrected(self) -> None:
        unit = make_unit("A")
        make_office(make_person("B"), unit, since=date(2020, 1, 1))
        dissolve(unit)

        self.correct(unit, valid_to=date(2024, 2, 10))

        assert people_in_office(unit.id, on=date(2024, 2, 11)) == ()

    def test_a_unit_in_force_is_not_ended_by_a_correction(self) -> None:
        with pytest.raises(SuccessionUnfit):
            self.correct(make_unit("A"), valid_to=DAY)

    def test_a_first_day_after_another_unit_came_in_is_refused(self) -> None:
        unit, taking = make_unit("A"), make_unit("B", on=date(2020, 1, 1))
        actions.absorb_unit(unit=unit.code, into="B", on=DAY, source=SAYS, actor=SYSTEM, at=LATER)

        with pytest.raises(SuccessionUnfit):
            self.correct(taking, valid_from=date(2024, 6, 1))

    def test_a_last_day_before_a_succession_stays(self) -> None:
        unit, other = make_unit("A"), make_unit("B")
        merge(unit, other)

        with pytest.raises(VersionDaysOverlap):
            self.correct(unit, valid_to=date(2024, 6, 1))

    def test_the_first_day_of_a_successor_stays(self) -> None:
        new = merge(make_unit("A"), make_unit("B"))

        with pytest.raises(SuccessionUnfit):
            self.correct(new, valid_from=date(2024, 4, 1))

    def test_without_neighbours_the_first_day_is_free(self) -> None:
        unit = make_unit("A", on=DAY)

        self.correct(unit, valid_from=date(2020, 1, 1))

        assert named(unit, date(2020, 1, 1))[1]

    def test_the_superior_can_be_corrected_but_not_into_a_circle(self) -> None:
        unit, below = make_unit("A"), make_unit("B", parent="A")

        self.correct(below, parent="")
        assert ancestors(below.id, on=DAY) == ()
        with pytest.raises(ParentCycle):
            self.correct(unit, parent="A")

    @pytest.mark.parametrize(
        ("reason", "changed", "error"),
        [
            (" ", {"naming": Naming("B")}, ReasonMissing),
            ("Gõ sai", {}, NothingChanged),
            ("Gõ sai", {"valid_from": DAY, "valid_to": date(2020, 1, 1)}, DaysOutOfOrder),
        ],
    )
    def test_what_does_not_fit_is_refused(self, reason, changed, error) -> None:
        with pytest.raises(error):
            self.correct(make_unit("A"), reason, **changed)

    def test_a_withdrawn_version_is_not_corrected_again(self) -> None:
        unit = make_unit("A", "Một")
        old = versions_of(unit.id)[0].public_id
        self.correct(unit, naming=Naming("Hai"))

        with pytest.raises(UnitUnknown):
            actions.correct_unit_version(
                version=old, facts=VersionFacts(Naming("Ba")), reason="x", actor=SYSTEM, at=LATER
            )
        assert version_draft(unit.public_id, version=old, on=DAY) is None
