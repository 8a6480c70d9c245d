"""An import is previewed, then taken in whole or not at all, once, by whoever sent it, as it was sent."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from tests import cast
from tests.factories.organisations import SAYS, make_unit
from tests.organisations.books import AT, DAY, preview, statuses, take, unit_row, workbook
from thidua.accounts.models import User
from thidua.foundation.actors import SYSTEM
from thidua.foundation.acts import latest_acts
from thidua.foundation.files import path_of
from thidua.foundation.models import AuditEntry, StoredFile
from thidua.foundation.refusals import Problem, Refused
from thidua.organisations import actions
from thidua.organisations.drafts import Naming
from thidua.organisations.errors import ImportHasProblems, ImportUnfit
from thidua.organisations.models import Unit, UnitImport, UnitVersion
from thidua.organisations.permissions import may_read_import
from thidua.organisations.queries import (
    UnitName,
    unit_card,
    unit_name,
    versions_of,
)
from thidua.organisations.queries.imports import import_card, plan_of
from thidua.organisations.states import ImportState

pytestmark = pytest.mark.django_db
BEFORE = date(2024, 2, 29)


@pytest.fixture
def keeper() -> User:
    return cast.phuong()


def confirm(upload: str, actor: User) -> dict[str, int]:
    return actions.confirm_import(upload=upload, actor=actor, at=AT)


def state(upload: str) -> ImportState:
    card = import_card(upload)
    assert card is not None
    return card.state


def card_of(code: str, on: date = DAY) -> Any:
    found = unit_card(code, on=on)
    assert found is not None
    return found


def name_of(code: str, on: date = DAY) -> UnitName:
    found = unit_name(code, on=on)
    assert found is not None
    return found


class TestPreview:
    def test_a_preview_saves_no_unit_and_tells_the_ledger_what_was_sent(self, keeper: User) -> None:
        upload = preview(workbook([unit_row("SNV"), unit_row("STC", "Sở Tài chính")]), keeper)

        assert Unit.objects.count() == 0
        card = import_card(upload)
        assert card is not None
        assert (card.file_name, card.state, card.uploaded_by) == (
            "don-vi.xlsx",
            ImportState.PREVIEWED,
            keeper.actor_key,
        )
        assert card.counts == {"new": 2, "changed": 0, "unchanged": 0, "error": 0}
        (act,) = latest_acts(on_key=upload)
        assert act.name == "organisations.import_previewed"
        assert (act.data["sha256"], act.data["new"]) == (card.sha256, 2)

    def test_a_preview_with_errors_is_kept_too_so_that_each_cell_can_be_shown(self, keeper: User) -> None:
        upload = preview(workbook([unit_row("SNV", kind="nhà"), unit_row("STC", "Sở Tài chính")]), keeper)

        assert statuses(plan_of(upload, on=DAY)) == ["error", "new"]

    def test_an_unreadable_file_leaves_nothing_behind(self, keeper: User) -> None:
        acts = AuditEntry.objects.count()

        with pytest.raises(Problem):
            preview(b"PK\x03\x04 not a workbook", keeper)

        assert (UnitImport.objects.count(), StoredFile.objects.count()) == (0, 0)
        assert AuditEntry.objects.count() == acts

    @pytest.mark.parametrize("who", [cast.tri, cast.hieu, cast.stranger])
    def test_whoever_does_not_keep_the_register_uploads_nothing(self, who: Any) -> None:
        with pytest.raises(Refused):
            preview(workbook([unit_row()]), who())

        assert (UnitImport.objects.count(), StoredFile.objects.count()) == (0, 0)

    def test_the_administrator_of_accounts_keeps_the_register_too(self) -> None:
        assert take([unit_row()], cast.anh_tu())["new"] == 1


class TestConfirmUnits:
    def test_new_units_stand_where_the_file_says(self, keeper: User) -> None:
        counts = take(
            [
                unit_row("PNV", "Phòng Nội vụ", parent="SNV", since=date(2024, 1, 1)),
                unit_row(
                    "SNV",
                    "Sở Nội vụ tỉnh Tây Ninh",
                    **{"short name": "Sở Nội vụ", "in sentence": "Sở Nội vụ", "symbol": "SNV"},
                    instrument="QĐ 12/QĐ-UBND",
                    confidence="weak",
                    identifier="H53.10",
                    note="ghi chú",
                    **{"year starts": "01/10"},
                ),
            ],
            keeper,
        )

        assert counts == {"new": 2, "changed": 0, "unchanged": 0, "error": 0}
        above, below = card_of("SNV"), card_of("PNV")
        assert below.parent.code == "SNV"
        assert (above.unit.name, above.unit.short_name, above.unit.symbol) == (
            "Sở Nội vụ tỉnh Tây Ninh",
            "Sở Nội vụ",
            "SNV",
        )
        assert (above.identifier, above.year_starts, above.parent) == ("H53.10", "10-01", None)
        assert not name_of("PNV", date(2023, 12, 31)).in_force
        (version,) = versions_of(above.unit.id)
        assert (version.instrument, version.confidence.value) == ("QĐ 12/QĐ-UBND", "weak")

    def test_a_unit_of_the_file_is_found_by_words_without_diacritics(self, keeper: User) -> None:
        take([unit_row("SNV", "Sở Nội vụ")], keeper)

        assert UnitVersion.objects.get().search_key == "so noi vu"

    def test_a_change_begins_a_version_and_ends_the_one_before(self, keeper: User) -> None:
        actions.found_province(
            code="72",
            name="tỉnh Tây Ninh",
            official_code="",
            on=None,
            until=None,
            source=SAYS,
            actor=SYSTEM,
            at=AT,
        )
        make_unit("SNV", "Sở Nội vụ", province="72")
        make_unit("UBND", "Ủy ban nhân dân tỉnh")

        counts = take(
            [{"code": "SNV", "name": "Sở Nội chính", "kind": None, "parent": "UBND", "since": DAY}], keeper
        )

        assert counts["changed"] == 1
        assert (name_of("SNV", BEFORE).name, name_of("SNV").name) == ("Sở Nội vụ", "Sở Nội chính")
        assert card_of("SNV", BEFORE).parent is None
        assert card_of("SNV").parent.code == "UBND"
        assert card_of("SNV").province == card_of("SNV", BEFORE).province

    def test_facts_without_days_are_set_on_the_unit_itself(self, keeper: User) -> None:
        make_unit("CA", "Công an tỉnh")
        make_unit("SNV", "Sở Nội vụ")

        counts = take(
            [
                {"code": "CA", "name": "", "kind": "Lực lượng vũ trang", "force": "police"},
                {"code": "SNV", "name": "Sở Nội vụ", "kind": "department"},
            ],
            keeper,
        )

        assert counts == {"new": 0, "changed": 1, "unchanged": 1, "error": 0}
        assert len(versions_of(name_of("CA").id)) == 1
        assert card_of("CA").force.value == "police"

    def test_what_the_file_leaves_empty_stays_as_it_was(self, keeper: User) -> None:
        make_unit("SNV", "Sở Nội vụ", naming=Naming("Sở Nội vụ", "SNV ngắn", "Sở", "SNV"), identifier="H1")

        take([{"code": "SNV", "name": "Sở Nội chính", "kind": None, "since": DAY}], keeper)

        unit = name_of("SNV")
        assert (unit.name, unit.short_name, unit.in_sentence, unit.symbol) == (
            "Sở Nội chính",
            "SNV ngắn",
            "Sở",
            "SNV",
        )
        assert card_of("SNV").identifier == "H1"

    def test_the_confirmation_is_told_in_the_ledger(self, keeper: User) -> None:
        upload = preview(workbook([unit_row()]), keeper)
        confirm(upload, keeper)

        act = latest_acts(on_key=upload)[0]

        assert act.name == "organisations.import_confirmed"
        assert (act.data["created"], act.data["changed"], act.data["unchanged"]) == (1, 0, 0)
        assert act.actor_key == keeper.actor_key


class TestAllOrNothing:
    def test_one_bad_cell_and_no_row_is_saved(self, keeper: User) -> None:
        upload = preview(workbook([unit_row("SNV"), unit_row("STC", "Sở", parent="KHONG-CO")]), keeper)

        with pytest.raises(ImportHasProblems) as refused:
            confirm(upload, keeper)

        assert [problem.where for problem in refused.value.problems] == ["D3"]
        assert Unit.objects.count() == 0
        assert state(upload) is ImportState.PREVIEWED

    def test_a_file_that_changes_nothing_is_not_taken(self, keeper: User) -> None:
        make_unit("SNV", "Sở Nội vụ")
        upload = preview(workbook([unit_row("SNV", "Sở Nội vụ")]), keeper)

        with pytest.raises(ImportUnfit, match="change nothing") as refused:
            confirm(upload, keeper)

        assert (refused.value.where, refused.value.remedy is not None) == ("file", True)
        assert state(upload) is ImportState.PREVIEWED

    def test_the_preview_is_not_trusted_what_is_on_record_at_confirmation_counts(self, keeper: User) -> None:
        upload = preview(workbook([unit_row("SNV", "Sở Nội vụ", identifier="H1")]), keeper)
        make_unit("KHAC", "Sở khác", identifier="H1")

        with pytest.raises(ImportHasProblems):
            confirm(upload, keeper)

        assert not Unit.objects.filter(code="SNV").exists()

    def test_a_rival_at_the_very_moment_leaves_nothing_half_done(self, keeper: User) -> None:
        upload = preview(workbook([unit_row("SNV"), unit_row("STC", "Sở Tài chính")]), keeper)
        rivals = [1]

        def rival(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith('INSERT INTO "organisations_unitversion"') and rivals.pop():
                Unit.objects.create(code="STC", kind="department")
            return execute(sql, params, many, context)

        with connection.execute_wrapper(rival), pytest.raises(ImportUnfit, match="this moment") as refused:
            confirm(upload, keeper)

        assert refused.value.remedy is not None
        assert (Unit.objects.count(), UnitVersion.objects.count()) == (0, 0)
        assert state(upload) is ImportState.PREVIEWED
        assert confirm(upload, keeper)["new"] == 2


class TestOneSenderOneFileOnce:
    def test_a_second_confirmation_is_refused(self, keeper: User) -> None:
        upload = preview(workbook([unit_row()]), keeper)
        confirm(upload, keeper)

        with pytest.raises(ImportUnfit, match="settled"):
            confirm(upload, keeper)

        assert state(upload) is ImportState.CONFIRMED

    def test_a_given_up_upload_is_neither_confirmed_nor_given_up_again(self, keeper: User) -> None:
        upload = preview(workbook([unit_row()]), keeper)
        actions.abandon_import(upload=upload, actor=keeper, at=AT + timedelta(minutes=1))

        for verb in (actions.confirm_import, actions.abandon_import):
            with pytest.raises(ImportUnfit, match="settled") as refused:
                verb(upload=upload, actor=keeper, at=AT)
            assert refused.value.remedy is not None

        assert state(upload) is ImportState.ABANDONED
        assert Unit.objects.count() == 0
        assert latest_acts(on_key=upload)[0].name == "organisations.import_abandoned"

    def test_another_keeper_neither_sees_nor_confirms_nor_gives_it_up(self, keeper: User) -> None:
        upload, other = preview(workbook([unit_row()]), keeper), cast.yen()
        card = import_card(upload)
        assert card is not None

        verdict = may_read_import(other, card, on=DAY)

        assert (verdict.allowed, verdict.private) == (False, True)
        assert may_read_import(keeper, card, on=DAY).allowed
        for verb in (actions.confirm_import, actions.abandon_import):
            with pytest.raises(ImportUnfit, match="uploaded"):
                verb(upload=upload, actor=other, at=AT)
        assert state(upload) is ImportState.PREVIEWED
        assert Unit.objects.count() == 0

    def test_whoever_lost_the_role_confirms_nothing(self) -> None:
        keeper = cast.phuong()
        upload = preview(workbook([unit_row()]), keeper)
        keeper.grants.update(valid_to=date(2024, 2, 1))
        again = User.objects.get(pk=keeper.pk)

        with pytest.raises(Refused):
            confirm(upload, again)

        assert Unit.objects.count() == 0

    def test_bytes_changed_in_the_store_are_noticed(self, keeper: User) -> None:
        upload = preview(workbook([unit_row()]), keeper)
        path_of(UnitImport.objects.get().sha256).write_bytes(workbook([unit_row("XAU", "Đơn vị lạ")]))

        with pytest.raises(Problem, match="no longer matches"):
            confirm(upload, keeper)

        assert Unit.objects.count() == 0
        path_of(UnitImport.objects.get().sha256).unlink()

    def test_another_file_in_its_place_is_noticed(self, keeper: User) -> None:
        upload = preview(workbook([unit_row()]), keeper)
        preview(workbook([unit_row("XAU", "Đơn vị lạ")]), keeper, name="khac.xlsx")
        other = StoredFile.objects.get(name="khac.xlsx")
        UnitImport.objects.filter(public_id=upload).update(file=other)

        with pytest.raises(ImportUnfit, match="gone"):
            confirm(upload, keeper)

        assert Unit.objects.count() == 0

    def test_a_file_lost_from_the_store_is_said_to_be_gone(self, keeper: User) -> None:
        upload = preview(workbook([unit_row("MAT", "Đơn vị mất tệp")]), keeper)
        path_of(UnitImport.objects.get().sha256).unlink()

        with pytest.raises(ImportUnfit, match="gone") as refused:
            confirm(upload, keeper)

        assert refused.value.remedy is not None

    def test_an_unknown_upload_has_no_card_and_no_plan(self, keeper: User) -> None:
        assert import_card("khong-co") is None
        with pytest.raises(ImportUnfit, match="gone"):
            plan_of("khong-co", on=DAY)
        with pytest.raises(ImportUnfit, match="uploaded"):
            confirm("khong-co", keeper)
