"""Units coming after one another: merged, split, absorbed."""

from datetime import date

import pytest

from tests.factories.organisations import SAYS, draft_unit, make_office, make_person, make_unit
from tests.organisations.steps import DAY, LATER, dissolve, merge, named, rename
from thidua.foundation.actors import SYSTEM
from thidua.organisations import actions
from thidua.organisations.drafts import Source
from thidua.organisations.errors import (
    OfficeUnfit,
    SuccessionUnfit,
    UnitChangesLater,
    UnitNotInForce,
    UnitsBelowRemain,
    UnitUnknown,
)
from thidua.organisations.queries import (
    UnitName,
    ancestors,
    lineage_of,
    people_in_office,
    unit_names,
)
from thidua.organisations.states import Confidence, Share, SuccessionKind

pytestmark = pytest.mark.django_db


def unit_tuple(unit: UnitName) -> tuple[UnitName, ...]:
    return (unit_names([unit.id], on=DAY)[unit.id],)


class TestMerging:
    def test_the_old_units_end_and_the_new_one_carries_them_on(self) -> None:
        first, second = make_unit("A", "Cục A"), make_unit("B", "Cục B")

        new = merge(first, second)

        assert named(first, DAY) == ("Cục A", False)
        assert named(new, DAY) == ("Đơn vị mới", True)
        assert [(row.predecessor.code, row.share, row.kind) for row in lineage_of(new.id)] == [
            ("A", Share.WHOLE, SuccessionKind.MERGE),
            ("B", Share.WHOLE, SuccessionKind.MERGE),
        ]

    def test_units_below_follow_and_keep_their_names(self) -> None:
        first, second = make_unit("A"), make_unit("B")
        below = make_unit("A1", "Phòng", parent="A")

        new = merge(first, second)

        assert ancestors(below.id, on=DAY) == unit_tuple(new)
        assert named(below, DAY) == ("Phòng", True)

    def test_offices_end_with_their_unit(self) -> None:
        first, second = make_unit("A"), make_unit("B")
        make_office(make_person(), first, "head", since=date(2020, 1, 1))

        merge(first, second)

        assert len(people_in_office(first.id, on=date(2024, 2, 29))) == 1
        assert people_in_office(first.id, on=DAY) == ()

    def test_an_office_that_begins_later_stands_in_the_way(self) -> None:
        first, second = make_unit("A"), make_unit("B")
        make_office(make_person(), first, since=date(2024, 6, 1))

        with pytest.raises(OfficeUnfit):
            merge(first, second)

        assert named(second, DAY)[1]

    def test_one_unit_alone_needs_the_others_in_the_note(self) -> None:
        unit = make_unit("A")

        with pytest.raises(SuccessionUnfit):
            merge(unit)

        new = merge(unit, source=Source("1682/NQ", Confidence.CONFIRMED, "Cùng hợp nhất: phường Ninh Thạnh"))
        assert named(new, DAY)[1]

    def test_a_unit_can_go_on_alone_as_a_new_one(self) -> None:
        unit = make_unit("A")

        new = merge(unit, kind=SuccessionKind.RENAME)

        assert [row.kind for row in lineage_of(new.id)] == [SuccessionKind.RENAME]

    @pytest.mark.parametrize("kind", [SuccessionKind.RENAME, SuccessionKind.SPLIT])
    def test_other_kinds_do_not_fit_several_units(self, kind: SuccessionKind) -> None:
        with pytest.raises(SuccessionUnfit):
            merge(make_unit("A"), make_unit("B"), kind=kind)

    def test_a_unit_that_still_changes_later_cannot_end_now(self) -> None:
        first, second = make_unit("A"), make_unit("B")
        rename(first, "Tên sau", date(2025, 1, 1))

        with pytest.raises(UnitChangesLater):
            merge(first, second)

    def test_a_unit_that_has_ended_is_not_merged_again(self) -> None:
        first, second, third = make_unit("A"), make_unit("B"), make_unit("C")
        dissolve(first, date(2024, 1, 1))

        with pytest.raises(UnitNotInForce):
            merge(first, second)
        assert named(third, DAY)[1]

    def test_an_unknown_unit_is_named(self) -> None:
        with pytest.raises(UnitUnknown):
            actions.merge_units(
                units=["A", "B"], into=draft_unit("C"), on=DAY, source=SAYS, actor=SYSTEM, at=LATER
            )


class TestSplitting:
    def split(self, unit: UnitName, *successors, remains: bool = False):
        return actions.split_unit(
            unit=unit.code,
            successors=successors,
            remains=remains,
            on=DAY,
            source=SAYS,
            actor=SYSTEM,
            at=LATER,
        )

    def test_each_part_goes_to_a_successor_marked_as_a_part(self) -> None:
        unit, known = make_unit("A"), make_unit("B")

        self.split(unit, draft_unit("C"), "B")

        assert [(row.successor.code, row.share) for row in lineage_of(unit.id)] == [
            ("C", Share.PART),
            ("B", Share.PART),
        ]
        assert not named(unit, DAY)[1]
        assert named(known, DAY)[1]

    def test_the_unit_may_go_on_with_the_rest(self) -> None:
        unit = make_unit("A")

        self.split(unit, draft_unit("C"), remains=True)

        assert named(unit, DAY)[1]

    @pytest.mark.parametrize("successors", [(), (draft_unit("C"),)])
    def test_one_part_is_no_split(self, successors) -> None:
        with pytest.raises(SuccessionUnfit):
            self.split(make_unit("A"), *successors)

    def test_a_part_goes_neither_back_nor_twice_to_one_unit(self) -> None:
        unit = make_unit("A")
        make_unit("B")

        for wrong in (("A", "B"), ("B", "B")):
            with pytest.raises(SuccessionUnfit):
                self.split(unit, *wrong)

    def test_units_below_must_be_placed_first(self) -> None:
        unit = make_unit("A")
        make_unit("A1", "Phòng một", parent="A")

        with pytest.raises(UnitsBelowRemain) as refused:
            self.split(unit, draft_unit("C"), draft_unit("D"))

        assert refused.value.sentence.params["below"] == "Phòng một"


class TestAbsorbing:
    def absorb(self, unit: UnitName, into: str, **changed):
        return actions.absorb_unit(
            unit=unit.code, into=into, on=DAY, source=SAYS, actor=SYSTEM, at=LATER, **changed
        )

    def test_the_whole_unit_ends_and_what_stood_below_follows(self) -> None:
        unit, taking = make_unit("A"), make_unit("B")
        below = make_unit("A1", parent="A")

        self.absorb(unit, "B")

        assert not named(unit, DAY)[1]
        assert ancestors(below.id, on=DAY) == unit_tuple(taking)

    def test_it_may_go_on_as_a_board_of_the_absorbing_unit(self) -> None:
        unit = make_unit("BDBP")
        make_unit("BCHQS")

        board = self.absorb(unit, "BCHQS", as_new=draft_unit("BDBP-2025", "Ban Chỉ huy", parent="BCHQS"))

        assert board.name == "Ban Chỉ huy"
        assert [row.successor.code for row in lineage_of(unit.id)] == ["BDBP-2025"]

    def test_a_part_leaves_the_unit_in_force(self) -> None:
        unit = make_unit("A")
        make_unit("B")

        self.absorb(unit, "B", share=Share.PART)

        assert named(unit, DAY)[1]

    def test_the_same_part_is_not_recorded_twice(self) -> None:
        unit = make_unit("A")
        make_unit("B")
        self.absorb(unit, "B", share=Share.PART)

        with pytest.raises(SuccessionUnfit):
            self.absorb(unit, "B", share=Share.PART)

    def test_neither_itself_nor_a_unit_below_can_absorb_it(self) -> None:
        unit = make_unit("A")
        make_unit("A1", parent="A")

        for into in ("A", "A1"):
            with pytest.raises(SuccessionUnfit):
                self.absorb(unit, into)
