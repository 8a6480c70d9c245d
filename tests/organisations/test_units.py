"""Verbs on one unit: what they keep, what they refuse, and that nothing is half done."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import make_account
from tests.factories.organisations import AT, SAYS, draft_unit, make_unit
from tests.organisations.steps import DAY, LATER, dissolve, move, named, rename
from thidua.foundation.actors import SYSTEM
from thidua.foundation.acts import latest_acts
from thidua.foundation.refusals import Refused
from thidua.organisations import actions
from thidua.organisations.drafts import Naming
from thidua.organisations.errors import (
    CodeTaken,
    CodeUnfit,
    NameMissing,
    NothingChanged,
    ParentCycle,
    SuccessionUnfit,
    UnitChangeTooEarly,
    UnitNotInForce,
    UnitsBelowRemain,
    UnitUnknown,
    WorkingYearUnfit,
)
from thidua.organisations.models import UnitVersion
from thidua.organisations.queries import (
    UnitName,
    ancestors,
    unit_card,
    unit_name,
)
from thidua.organisations.states import Confidence, Force, UnitKind

pytestmark = pytest.mark.django_db


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
