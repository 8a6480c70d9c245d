"""Verbs on units: what they keep, what they refuse, and that nothing is half done."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import make_account
from tests.factories.organisations import AT, SAYS, draft_unit, make_office, make_person, make_unit
from thidua.foundation.actors import SYSTEM
from thidua.foundation.acts import latest_acts
from thidua.foundation.clock import VIET_NAM
from thidua.foundation.refusals import Refused
from thidua.organisations import actions
from thidua.organisations.drafts import Naming, Source, VersionFacts
from thidua.organisations.errors import (
    CodeTaken,
    CodeUnfit,
    DaysOutOfOrder,
    NameMissing,
    NothingChanged,
    OfficeUnfit,
    ParentCycle,
    ReasonMissing,
    SuccessionUnfit,
    UnitChangesLater,
    UnitChangeTooEarly,
    UnitNotInForce,
    UnitsBelowRemain,
    UnitUnknown,
    VersionDaysOverlap,
    WorkingYearUnfit,
)
from thidua.organisations.models import UnitVersion
from thidua.organisations.queries import (
    UnitName,
    ancestors,
    lineage_of,
    people_in_office,
    unit_card,
    unit_name,
    unit_names,
    version_draft,
    versions_of,
)
from thidua.organisations.states import Confidence, Force, Share, SuccessionKind, UnitKind

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)
LATER = datetime(2024, 3, 1, 9, 0, tzinfo=VIET_NAM)


def rename(unit: UnitName, name: str, on: date = DAY) -> UnitName:
    return actions.rename_unit(
        unit=unit.code, naming=Naming(name), on=on, source=SAYS, actor=SYSTEM, at=LATER
    )


def move(unit: UnitName, parent: str, on: date = DAY, province: str = "") -> UnitName:
    return actions.move_unit(
        unit=unit.code, parent=parent, province=province, place="", on=on, source=SAYS, actor=SYSTEM, at=LATER
    )


def merge(*units: UnitName, code: str = "MOI", source: Source = SAYS, **changed) -> UnitName:
    return actions.merge_units(
        units=[unit.code for unit in units],
        into=draft_unit(code, "Đơn vị mới"),
        on=DAY,
        source=source,
        actor=SYSTEM,
        at=LATER,
        **changed,
    )


def dissolve(unit: UnitName, on: date = DAY) -> UnitName:
    return actions.dissolve_unit(unit=unit.code, on=on, source=SAYS, actor=SYSTEM, at=LATER)


def named(unit: UnitName, on: date) -> tuple[str, bool]:
    found = unit_names([unit.id], on=on)[unit.id]
    return found.name, found.in_force


class TestFounding:
    def test_a_unit_has_its_name_from_its_first_day(self) -> None:
        unit = make_unit("SNV", "Sở Nội vụ", on=DAY)

        assert named(unit, DAY) == ("Sở Nội vụ", True)
        assert named(unit, date(2024, 2, 29)) == ("Sở Nội vụ", False)

    def test_a_unit_without_a_first_day_was_always_there(self) -> None:
        assert named(make_unit("SNV", "Sở Nội vụ"), date(1990, 1, 1)) == ("Sở Nội vụ", True)

    def test_the_code_is_written_in_capitals_and_look_alikes_are_undone(self) -> None:
        assert make_unit("snv-1").code == "SNV-1"

    def test_the_founding_is_told_in_the_ledger(self) -> None:
        unit = make_unit("SNV", on=DAY)

        (act,) = latest_acts(on_key=unit.public_id)

        assert (act.name, act.data["from"]) == ("organisations.unit_founded", "2024-03-01")

    @pytest.mark.parametrize(
        ("changed", "error", "where"),
        [
            ({"code": "CÓ DẤU"}, CodeUnfit, "code"),
            ({"code": " "}, NameMissing, "code"),
            ({"naming": Naming("  ")}, NameMissing, "name"),
            ({"year_starts": "02-30"}, WorkingYearUnfit, "year_starts"),
            ({"parent": "KHONG-CO"}, UnitUnknown, "parent"),
            ({"province": "99"}, UnitUnknown, "province"),
            ({"place": "X-99"}, UnitUnknown, "place"),
        ],
    )
    def test_what_does_not_fit_is_refused_at_its_field(self, changed, error, where) -> None:
        with pytest.raises(error) as refused:
            actions.found_unit(
                new=draft_unit(**{"code": "SNV", **changed}), on=None, source=SAYS, actor=SYSTEM, at=AT
            )

        assert refused.value.where == where
        assert unit_name("SNV", on=DAY) is None

    def test_a_code_is_never_used_twice_whatever_its_case(self) -> None:
        make_unit("SNV")

        with pytest.raises(CodeTaken):
            make_unit("snv")

    def test_an_identifier_belongs_to_one_unit(self) -> None:
        make_unit("A", identifier="H53.01")

        with pytest.raises(CodeTaken) as refused:
            make_unit("B", identifier="H53.01")

        assert refused.value.where == "identifier"

    def test_the_superior_must_exist_on_the_first_day(self) -> None:
        make_unit("UBND", on=date(2025, 7, 1))

        with pytest.raises(UnitNotInForce):
            make_unit("SNV", on=DAY, parent="UBND")

    def test_who_does_not_keep_the_register_is_refused(self) -> None:
        with pytest.raises(Refused):
            actions.found_unit(new=draft_unit("A"), on=None, source=SAYS, actor=make_account(), at=AT)


class TestRenaming:
    def test_the_old_name_stays_for_the_days_before(self) -> None:
        unit = make_unit("A", "Cục")

        rename(unit, "Thi hành án")

        assert named(unit, date(2024, 2, 29)) == ("Cục", True)
        assert named(unit, DAY) == ("Thi hành án", True)

    def test_a_renaming_in_the_past_lasts_until_the_next(self) -> None:
        unit = make_unit("A", "Một")
        rename(unit, "Ba", date(2025, 1, 1))

        rename(unit, "Hai", date(2024, 1, 1))

        assert [named(unit, date(year, 6, 1))[0] for year in (2023, 2024, 2025)] == ["Một", "Hai", "Ba"]

    def test_nothing_changed_is_said(self) -> None:
        with pytest.raises(NothingChanged):
            rename(make_unit("A", "Một"), "Một")

    def test_a_second_change_on_one_day_is_refused(self) -> None:
        unit = make_unit("A", "Một", on=DAY)

        with pytest.raises(UnitChangeTooEarly):
            rename(unit, "Hai", DAY)

    def test_a_unit_is_not_renamed_before_it_exists(self) -> None:
        with pytest.raises(UnitNotInForce):
            rename(make_unit("A", on=date(2025, 1, 1)), "Hai")


class TestMoving:
    def test_from_the_day_it_stands_under_the_new_superior(self) -> None:
        make_unit("UBND")
        unit = make_unit("A")

        move(unit, "UBND")

        assert ancestors(unit.id, on=date(2024, 2, 29)) == ()
        assert [above.code for above in ancestors(unit.id, on=DAY)] == ["UBND"]

    def test_it_can_be_moved_to_the_top(self) -> None:
        make_unit("UBND")
        unit = make_unit("A", parent="UBND")

        move(unit, "")

        assert ancestors(unit.id, on=DAY) == ()

    def test_a_unit_never_stands_under_itself(self) -> None:
        top = make_unit("A")
        make_unit("B", parent="A")
        make_unit("C", parent="B")

        for below in ("A", "B", "C"):
            with pytest.raises(ParentCycle):
                move(top, below)

    def test_a_circle_that_would_close_later_is_refused_now(self) -> None:
        first, second = make_unit("A"), make_unit("B")
        move(second, "A", date(2025, 1, 1))

        with pytest.raises(ParentCycle):
            move(first, "B")

    def test_nothing_changed_is_said(self) -> None:
        with pytest.raises(NothingChanged):
            move(make_unit("A"), "")


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


def unit_tuple(unit: UnitName) -> tuple[UnitName, ...]:
    return (unit_names([unit.id], on=DAY)[unit.id],)


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


class TestEnding:
    def test_the_unit_ends_the_day_before(self) -> None:
        unit = make_unit("A", "Huyện")

        dissolve(unit)

        assert named(unit, date(2024, 2, 29)) == ("Huyện", True)
        assert named(unit, DAY) == ("Huyện", False)

    def test_a_unit_into_which_another_came_ends_only_after_that_day(self) -> None:
        taking = make_unit("B")
        actions.absorb_unit(unit=make_unit("A").code, into="B", on=DAY, source=SAYS, actor=SYSTEM, at=LATER)

        with pytest.raises(SuccessionUnfit):
            dissolve(taking, DAY)
        dissolve(taking, date(2024, 3, 2))

    def test_units_below_stand_in_the_way(self) -> None:
        unit = make_unit("A")
        for number in range(7):
            make_unit(f"A{number}", parent="A")

        with pytest.raises(UnitsBelowRemain) as refused:
            dissolve(unit)

        assert str(refused.value.sentence.params["below"]).endswith("…")


class TestClassifying:
    def classify(self, unit: UnitName, **changed):
        facts: dict[str, Any] = {
            "kind": UnitKind.DEPARTMENT,
            "force": Force.NONE,
            "identifier": "",
            "year_starts": "01-01",
            "year_confidence": Confidence.MEMORY,
            "year_note": "",
        }
        return actions.reclassify_unit(unit=unit.code, **(facts | changed), actor=SYSTEM, at=LATER)

    def test_facts_without_days_are_set_and_told_with_what_they_were(self) -> None:
        unit = make_unit("A")

        self.classify(unit, kind=UnitKind.FORCE, force=Force.POLICE, year_starts="11-15")

        card = unit_card("A", on=DAY)
        assert card is not None
        assert (card.kind, card.force, card.year_starts) == (UnitKind.FORCE, Force.POLICE, "11-15")
        (act, *_) = latest_acts(on_key=unit.public_id)
        assert act.data["was"] == {"kind": "department", "force": "", "year_starts": "01-01"}

    def test_nothing_changed_is_said(self) -> None:
        with pytest.raises(NothingChanged):
            self.classify(make_unit("A"))

    def test_an_identifier_of_another_unit_is_refused(self) -> None:
        make_unit("B", identifier="H53")

        with pytest.raises(CodeTaken):
            self.classify(make_unit("A"), identifier="H53")


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


class TestTheDatabaseItself:
    def test_two_versions_on_one_day_are_refused(self) -> None:
        unit = make_unit("A", on=DAY)

        with pytest.raises(IntegrityError), transaction.atomic():
            UnitVersion(
                unit_id=unit.id, name="Khác", valid_from=date(2024, 6, 1), valid_to=date(2024, 7, 1)
            ).save(force_insert=True)

    def test_a_name_is_never_rewritten_in_place(self) -> None:
        unit = make_unit("A", "Một")

        with pytest.raises(IntegrityError), transaction.atomic():
            UnitVersion.objects.filter(unit=unit.id).update(name="Hai")

        assert named(unit, DAY)[0] == "Một"
