"""Beginning a version, and reading a file into it: what the verbs keep, what they refuse, and that a refusal leaves no trace."""

from typing import Any

import pytest

from tests.criteria.acts import refused, revise
from tests.factories.criteria import (
    DRAFTED,
    LATER,
    NOTES,
    SENT,
    SIGNED,
    SMALL,
    keep_doubts,
    make_bloc_year,
    make_draft,
    make_frozen,
    make_year,
    r6,
    read,
)
from thidua.criteria.actions import (
    agree_scheme,
    draft_scheme,
    freeze_scheme,
    import_scheme,
    write_remark,
)
from thidua.criteria.changing import inputs_of, open_findings
from thidua.criteria.documents.shape import content_hash, normal
from thidua.criteria.edits import (
    NoteInput,
    ReviseSettings,
)
from thidua.criteria.errors import (
    SchemeActUnfit,
    SchemeChangedMeanwhile,
    SchemeRefused,
    SchemeUnreadable,
)
from thidua.criteria.models import Scheme
from thidua.criteria.queries import (
    scheme_card,
    schemes_by_year,
    schemes_of_year,
    schemes_of_years,
)
from thidua.criteria.states import RemarkKind, SchemeState
from thidua.foundation.acts import latest_acts

pytestmark = pytest.mark.django_db


def test_draft_scheme_begins_empty() -> None:
    year = make_year()

    key = draft_scheme(bloc_year=year.key, name="Bảng mới", actor=year.head, at=DRAFTED)

    frame = read(key)
    assert (frame.card.version, frame.card.state, frame.card.name, frame.document["criteria"]) == (
        1,
        SchemeState.DRAFTED,
        "Bảng mới",
        [],
    )
    assert latest_acts(on_key=key)[0].name == "criteria.draft_scheme"


def test_draft_scheme_from_a_document_keeps_it_in_its_normal_form_with_its_notes() -> None:
    year = make_year()

    frame = read(make_draft(year))

    assert frame.document == normal(SMALL)
    assert frame.card.content_hash == content_hash(normal(SMALL))
    assert inputs_of(frame.notes) == NOTES


def test_draft_scheme_from_last_years_table_takes_notes_and_kept_doubts_along() -> None:
    year = make_year()
    old = make_frozen(year)
    following = make_bloc_year(year.bloc, year.units, 2024)

    key = draft_scheme(
        bloc_year=following.public_id,
        name="Bảng 2024",
        based_on=old,
        actor=year.head,
        at=DRAFTED.replace(year=2024),
    )

    frame = read(key)
    assert (frame.card.based_on, frame.card.version, frame.card.year) == (old, 1, 2024)
    assert frame.document == {**read(old).document, "name": "Bảng 2024"}
    assert inputs_of(frame.notes) == NOTES
    assert open_findings(frame) == ()


def test_draft_scheme_does_not_take_remarks_on_changes_along() -> None:
    year = make_year()
    old = make_draft(year)
    write_remark(
        scheme=old, kind=RemarkKind.CHANGE, key="criteria:A.1:max", text="x", actor=year.drafter, at=DRAFTED
    )
    keep_doubts(year, old)
    agree_scheme(scheme=old, agreed_on=SIGNED.date(), meeting="x", actor=year.head, at=SIGNED)
    freeze_scheme(scheme=old, frozen_on=SIGNED.date(), actor=year.head, at=SIGNED)

    key = draft_scheme(
        bloc_year=year.key, name="Bản 2", based_on=old, change_reason="Đổi", actor=year.head, at=LATER
    )

    assert {kind for kind, _ in read(key).remarks} == {RemarkKind.DOUBT_KEPT}


@pytest.mark.parametrize(
    ("changed", "error", "where"),
    [
        ({"bloc_year": "khongco"}, SchemeActUnfit, "bloc_year"),
        ({"based_on": "khongco"}, SchemeActUnfit, "based_on"),
        ({"document": {**SMALL, "criteria": []}}, SchemeUnreadable, None),
        ({"document": {**SMALL, "total": {"content_max": 21}}}, SchemeUnreadable, None),
    ],
    ids=["no year", "no base", "empty tree in a file", "sums of a file"],
)
def test_draft_scheme_refuses_what_cannot_be_begun_from(
    changed: dict[str, Any], error: type[Exception], where: str | None
) -> None:
    year = make_year()
    fields: dict[str, Any] = {"bloc_year": year.key, "name": "x", "actor": year.drafter, "at": DRAFTED}
    fields |= changed

    problem = refused(lambda: draft_scheme(**fields), error)

    assert getattr(problem, "where", None) == where


def test_draft_scheme_refuses_a_base_the_person_may_not_read() -> None:
    year, other = make_year(), make_year("KH1", "KH2", "KH3")
    foreign = make_frozen(other)

    problem = refused(
        lambda: draft_scheme(bloc_year=year.key, name="x", based_on=foreign, actor=year.drafter, at=DRAFTED),
        SchemeActUnfit,
    )

    assert getattr(problem, "where", "") == "based_on"


def test_draft_scheme_refuses_a_second_draft() -> None:
    year = make_year()
    make_draft(year)

    refused(lambda: make_draft(year, change_reason="Đổi"), SchemeActUnfit)


def test_draft_scheme_demands_a_reason_from_the_second_version_on() -> None:
    year = make_year()
    make_frozen(year)

    problem = refused(lambda: make_draft(year, change_reason=" ", at=LATER), SchemeActUnfit)

    assert getattr(problem, "where", "") == "change_reason"


def test_draft_scheme_refuses_whoever_may_not() -> None:
    year = make_year()

    refused(lambda: make_draft(year, actor=year.officer), SchemeRefused)


def test_import_scheme_replaces_the_draft_and_keeps_notes_of_leaves_that_stay() -> None:
    year = make_year()
    scheme = make_draft(year)
    other = {**SMALL, "criteria": [SMALL["criteria"][0]], "total": {"content_max": 12}, "exclusive": []}

    frame = import_scheme(
        scheme=scheme, document=other, notes=None, file_name="a.yaml", revision=1, actor=year.drafter, at=SENT
    )

    assert frame.document == normal(other)
    assert set(frame.notes) == {"A.2"}
    act = latest_acts(on_key=scheme)[0]
    assert (act.name, act.data["file"]) == ("criteria.import_scheme", "a.yaml")


def test_import_scheme_takes_the_notes_of_the_file_and_drops_those_without_a_leaf() -> None:
    year = make_year()
    scheme = make_draft(year)
    notes = {"I.4": NoteInput(("Quyết định",)), "ZZ": NoteInput(("Lạc",))}

    import_scheme(
        scheme=scheme, document=r6(), notes=notes, file_name="a.xlsx", revision=1, actor=year.drafter, at=SENT
    )

    assert inputs_of(read(scheme).notes) == {"I.4": NoteInput(("Quyết định",))}


def test_import_scheme_refuses_a_faulty_file_whole() -> None:
    year = make_year()
    scheme = make_draft(year)
    broken = {**SMALL, "total": {"content_max": 21}, "bonus": [{"code": "T1", "points": -2}]}

    problem = refused(
        lambda: import_scheme(
            scheme=scheme, document=broken, notes=None, file_name="a", revision=1, actor=year.drafter, at=SENT
        ),
        SchemeUnreadable,
    )

    assert isinstance(problem, SchemeUnreadable)
    assert {one.where for one in problem.problems} == {
        "total.content_max",
        "bonus[0].points",
        "exclusive[0][1]",
    }


def test_import_scheme_collides_with_any_change_in_between() -> None:
    year = make_year()
    scheme = make_draft(year)
    revise(year, scheme, ReviseSettings({"name": "Khác"}))

    refused(
        lambda: import_scheme(
            scheme=scheme, document=r6(), notes=None, file_name="a", revision=1, actor=year.drafter, at=SENT
        ),
        SchemeChangedMeanwhile,
    )


def test_import_scheme_refuses_whoever_may_not() -> None:
    year = make_year()
    scheme = make_draft(year)

    refused(
        lambda: import_scheme(
            scheme=scheme, document=r6(), notes=None, file_name="a", revision=1, actor=year.officer, at=SENT
        ),
        SchemeRefused,
    )


def test_cards_of_years() -> None:
    year, other = make_year(), make_year("KH1", "KH2", "KH3")
    first, second = make_frozen(year), make_draft(year, change_reason="Đổi", at=LATER)

    assert [card.public_id for card in schemes_of_year(year.key)] == [second, first]
    assert [card.public_id for card in schemes_of_year(year.bloc_year.pk)] == [second, first]
    found = schemes_of_years([year.key, other.key])
    assert ([card.public_id for card in found[year.key]], found[other.key]) == ([second, first], ())
    assert [card.public_id for card in schemes_by_year(Scheme.objects.all())[year.key]] == [second, first]
    assert scheme_card("khongco") is None


def test_a_card_has_a_code_to_compare_papers_by() -> None:
    year = make_year()

    card = read(make_draft(year)).card

    assert card.code == f"{card.content_hash[:4]}-{card.content_hash[4:8]}".upper()
