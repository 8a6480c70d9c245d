"""A unit's registration: saved, collided, sent, taken back, collected, returned; and the paper that is filed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.covenants.refusals import refused, said
from tests.factories.covenants import (
    LATER,
    REGISTERED,
    SAVED,
    SENT,
    World,
    collect,
    key_of,
    make_collected,
    make_draft,
    make_signed,
    make_world,
    party,
    read,
    registration_row,
    save,
    send,
    targets,
)
from thidua.core.calendar import DayKind
from thidua.covenants.actions import (
    PaperDraft,
    collect_registration,
    file_paper,
    move_due_day,
    recall_registration,
    return_registration,
    save_registration,
    send_registration,
)
from thidua.covenants.content import AwardRow, RegistrationContent
from thidua.covenants.errors import (
    CovenantActUnfit,
    CovenantRefused,
    CovenantUnfinished,
    RegistrationChangedMeanwhile,
    RegistrationUnreadable,
)
from thidua.covenants.models import RegistrationRevision
from thidua.covenants.queries import content_of, filings_of, lateness_of_registration, saved_states
from thidua.covenants.states import AwardScope, RegistrationState
from thidua.notices.models import Notice

pytestmark = pytest.mark.django_db


def kept(version: str, code: str) -> RegistrationContent:
    return content_of(read(version).card.id).registrations[party(version, code).id]


def test_what_is_saved_is_read_back_with_keys_and_codes() -> None:
    world = make_world()
    version = make_draft(world)

    save(world, version, "DV2")

    found = kept(version, "DV2")
    assert [row.code for row in found.targets] == ["DV2-1", "DV2-2"]
    assert len({row.key for row in found.targets}) == 2
    assert replace(found, targets=()) == replace(REGISTERED, targets=())
    assert found.targets[0].baseline == Decimal("90.5")


def test_a_target_keeps_its_key_when_it_changes_and_moves_and_a_new_one_gets_the_next_code() -> None:
    world = make_world()
    version = make_draft(world)
    save(world, version, "DV2")
    first, second = kept(version, "DV2").targets
    changed = (second, replace(first, name="Tên khác"), *targets("1"))

    save(world, version, "DV2", replace(REGISTERED, targets=changed))

    found = kept(version, "DV2").targets
    assert [row.key for row in found[:2]] == [second.key, first.key]
    assert [row.code for row in found] == ["DV2-2", "DV2-1", "DV2-3"]


def test_a_draft_may_be_unfinished() -> None:
    world = make_world()
    version = make_draft(world)
    empty, unnamed = replace(targets("1")[0], name="", weight=None, target=None), RegistrationContent()

    save(world, version, "DV2", replace(unnamed, targets=(empty, replace(empty, measure="", baseline=None))))

    assert [row.measure for row in kept(version, "DV2").targets] == ["%"]


def test_what_cannot_be_kept_is_refused_with_its_place() -> None:
    world = make_world()
    version = make_draft(world)
    wrong = replace(REGISTERED, titles=(AwardRow("BK_TINH", AwardScope.COLLECTIVE, 1),), exemplars=1000)

    problem = refused(lambda: save(world, version, "DV2", wrong), RegistrationUnreadable)

    assert [one.where for one in problem.problems] == ["titles", "exemplars"]


def test_two_officers_on_one_form_both_versions_stay() -> None:
    world = make_world()
    version = make_draft(world)
    save(world, version, "DV2")
    mine = replace(REGISTERED, slogan="Của tôi")
    seen = party(version, "DV2").revision
    save(world, version, "DV2", replace(REGISTERED, slogan="Của đồng nghiệp"))

    met = refused(lambda: save(world, version, "DV2", mine, revision=seen), RegistrationChangedMeanwhile)
    save(world, version, "DV2", mine, revision=met.revision)

    assert met.revised_by == world.signers.officers["DV2"].full_name
    slogans = [state.content.slogan for state in saved_states(party(version, "DV2").id)]
    assert slogans == ["Của tôi", "Của đồng nghiệp", REGISTERED.slogan]


def test_the_same_said_twice_is_no_collision() -> None:
    world = make_world()
    version = make_draft(world)
    save(world, version, "DV2")
    content, seen = kept(version, "DV2"), party(version, "DV2").revision

    again = save(world, version, "DV2", content, revision=seen - 1)

    assert (again, RegistrationRevision.objects.count()) == (seen, 1)


def test_what_is_not_complete_is_not_sent() -> None:
    world = make_world()
    version = make_draft(world)
    save(world, version, "DV2", replace(REGISTERED, slogan="", targets=targets("6", "3.5")))

    problem = refused(lambda: send(world, version, "DV2"), CovenantUnfinished)

    assert [one.where for one in problem.problems] == ["targets", "slogan"]


def test_without_a_table_of_criteria_the_weights_cannot_be_wrong() -> None:
    world = make_world(table=None)
    version = make_draft(world)
    save(world, version, "DV2", replace(REGISTERED, targets=targets("1")))

    send(world, version, "DV2")

    assert party(version, "DV2").state is RegistrationState.SENT


def test_what_is_sent_is_taken_back_sent_again_collected_and_returned_with_a_reason() -> None:
    world = make_world()
    version = make_draft(world)
    save(world, version, "DV2")
    key, officer = key_of(version, "DV2"), world.signers.officers["DV2"]

    send(world, version, "DV2")
    recall_registration(registration=key, actor=officer, at=SENT)
    send(world, version, "DV2")
    collect(world, version, "DV2")
    return_registration(registration=key, reason="Thiếu mẫu số", actor=world.drafter, at=SENT)

    found = party(version, "DV2")
    assert (found.state, found.returned_reason) == (RegistrationState.RETURNED, "Thiếu mẫu số")
    told = Notice.objects.filter(account=officer).values_list("text", flat=True)
    assert any("Thiếu mẫu số" in str(text) for text in told)


def test_what_is_collected_is_not_written_any_more() -> None:
    world = make_world()
    version = make_collected(world)

    refused(lambda: save(world, version, "DV2", replace(REGISTERED, slogan="Khác")), CovenantRefused)
    refused(
        lambda: recall_registration(
            registration=key_of(version, "DV2"), actor=world.signers.officers["DV2"], at=LATER
        ),
        CovenantRefused,
    )


def test_what_another_saved_meanwhile_is_not_sent_unseen() -> None:
    world = make_world()
    version = make_draft(world)
    save(world, version, "DV2")
    save(world, version, "DV2", replace(REGISTERED, slogan="Khác"))
    row = registration_row(version, "DV2")

    refused(
        lambda: send_registration(
            registration=row.public_id,
            revision=row.revision - 1,
            actor=world.signers.officers["DV2"],
            at=SENT,
        ),
        RegistrationChangedMeanwhile,
    )


def test_another_unit_neither_writes_nor_collects() -> None:
    world = make_world()
    version = make_draft(world)
    save(world, version, "DV2")
    send(world, version, "DV2")
    key, stranger = key_of(version, "DV2"), world.signers.officers["DV3"]

    refused(
        lambda: save_registration(registration=key, content=REGISTERED, revision=1, actor=stranger, at=SAVED),
        CovenantRefused,
    )
    refused(lambda: collect_registration(registration=key, actor=stranger, at=SENT), CovenantRefused)


def test_returning_needs_a_reason() -> None:
    world = make_world()
    version = make_collected(world, codes=("DV2",))

    problem = refused(
        lambda: return_registration(
            registration=key_of(version, "DV2"), reason=" ", actor=world.drafter, at=SENT
        ),
        CovenantActUnfit,
    )

    assert said(problem) == "Returning a registration needs a reason."


def test_what_does_not_exist_is_refused_as_if_it_were_hidden() -> None:
    world = make_world()

    problem = refused(
        lambda: collect_registration(registration="khongco", actor=world.drafter, at=SENT), CovenantRefused
    )

    assert problem.verdict.private


def file(world: World, version: str, code: str, day: date, **changed: Any) -> None:
    fields: dict[str, Any] = {
        "version": version,
        "unit": world.unit(code).public_id,
        "number": "34/ĐK",
        "filed_on": day,
        "actor": world.signers.officers[code],
        "at": LATER,
    }
    file_paper(**(fields | changed))


@pytest.mark.parametrize(
    ("day", "late"),
    [(date(2023, 2, 26), -2), (date(2023, 2, 28), 0), (date(2023, 3, 1), 1), (date(2023, 3, 7), 7)],
)
def test_days_late_are_counted_from_the_due_day(day: date, late: int) -> None:
    world = make_world()
    version = make_draft(world)

    file(world, version, "DV3", day)

    assert [card.days_late for card in filings_of(world.key)] == [late]
    assert [one.days_late for one in lateness_of_registration(world.key)] == [None, None, late]


def test_a_due_day_that_is_moved_twice_counts_at_once_and_every_move_says_why() -> None:
    world = make_world()
    version = make_draft(world)
    file(world, version, "DV3", date(2023, 3, 7))

    for due, kind in ((date(2023, 3, 6), DayKind.CALENDAR), (date(2023, 3, 3), DayKind.WORKING)):
        move_due_day(version=version, due=due, due_kind=kind, reason="Nghỉ lễ", actor=world.drafter, at=LATER)

    # From Friday the 3rd to Tuesday the 7th are two working days.
    assert [card.days_late for card in filings_of(world.key)] == [2]
    assert read(version).card.registration_due == date(2023, 3, 3)
    with pytest.raises(CovenantActUnfit):
        move_due_day(
            version=version,
            due=date(2023, 3, 4),
            due_kind=DayKind.WORKING,
            reason="",
            actor=world.drafter,
            at=LATER,
        )
    with pytest.raises(CovenantActUnfit):
        move_due_day(
            version=version,
            due=date(2023, 3, 3),
            due_kind=DayKind.WORKING,
            reason="x",
            actor=world.drafter,
            at=LATER,
        )


def test_a_paper_that_cannot_be_kept_keeps_the_registration_from_being_sent() -> None:
    world = make_world()
    version = make_draft(world)
    save(world, version, "DV2")
    file(world, version, "DV2", date(2023, 2, 26))
    row = party(version, "DV2")

    with pytest.raises(CovenantActUnfit, match="on record already"):
        send_registration(
            registration=row.public_id,
            revision=row.revision,
            paper=PaperDraft("35/ĐK", date(2023, 2, 27)),
            actor=world.signers.officers["DV2"],
            at=LATER,
        )

    assert party(version, "DV2").state is RegistrationState.DRAFTED
    assert [card.number for card in filings_of(world.key)] == ["34/ĐK"]


def test_a_paper_is_corrected_only_with_a_reason() -> None:
    world = make_world()
    version = make_signed(world)
    file(world, version, "DV2", date(2023, 3, 7))

    refused(lambda: file(world, version, "DV2", date(2023, 3, 6), number="35/ĐK"), CovenantActUnfit)
    file(world, version, "DV2", date(2023, 3, 6), number="35/ĐK", reason="Ghi nhầm")

    assert [(card.number, card.days_late) for card in filings_of(world.key)] == [("35/ĐK", 6)]


def test_a_paper_that_does_not_fit_is_refused() -> None:
    world = make_world()
    version = make_draft(world)
    day = date(2023, 2, 28)

    refused(lambda: file(world, version, "DV2", day, number=" "), CovenantActUnfit)
    refused(lambda: file(world, version, "DV2", date(2030, 1, 1)), CovenantActUnfit)
    refused(lambda: file(world, version, "DV2", day, actor=world.signers.officers["DV3"]), CovenantActUnfit)
    refused(lambda: file(world, version, "DV2", day, unit=world.year.office.public_id), CovenantActUnfit)
    refused(lambda: file(world, version, "DV2", day, actor=world.year.auditor), CovenantRefused)


def test_the_head_unit_enters_the_paper_of_any_unit() -> None:
    world = make_world()
    version = make_draft(world)

    file(world, version, "DV2", date(2023, 2, 28), actor=world.drafter)

    assert [card.code for card in filings_of(world.key)] == ["DV2"]
