"""The story's tables of criteria: that of 2023 drafted, sent round, agreed and frozen; that of 2024 begun.

Everything goes through the verbs a person would use, by the people named, on their days. `until` stops the story.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from thidua.accounts.queries import User, find_username
from thidua.core.loading import load_document
from thidua.criteria.actions import (
    agree_scheme,
    circulate_draft,
    draft_scheme,
    freeze_scheme,
    give_consent,
    revise_draft,
    write_remark,
)
from thidua.criteria.changes import change_key, changes_between
from thidua.criteria.changing import inputs_of, open_findings
from thidua.criteria.documents.shape import spot_of
from thidua.criteria.edits import Edit, ListRow, NoteInput, ReviseList, ReviseNode, seen
from thidua.criteria.queries import SchemeFrame, card_in_force, document_of, scheme_frame, year_frame
from thidua.criteria.states import Appraiser, ConsentAnswer, RemarkKind
from thidua.demo.files import DATA, read
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.queries import bloc_year_of, unit_name

SCHEME_FILE = "R6.scheme.yaml"


class StoryBroken(LookupError):
    """The story names something that was not loaded before."""


def load_criteria(*, until: datetime | None = None) -> None:
    """Play the tables of 2023 and 2024 up to a moment (or to the end).

    Needs the story's organisations, bloc-years and accounts.
    """
    load_2023(until=until)
    load_2024(until=until)


def load_2023(*, until: datetime | None = None) -> None:
    """The table of 2023: drafted, circulated, answered, agreed and frozen."""
    _load_2023(read("criteria"), until)


def load_2024(*, until: datetime | None = None) -> None:
    """The draft for 2024, with its changes and who asked for them."""
    _load_2024(read("criteria")["year_2024"], until)


def _moment(said: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(said["at"])).replace(tzinfo=VIET_NAM)


def _passed(said: Mapping[str, Any], until: datetime | None) -> bool:
    return until is None or _moment(said) <= until


def _person(said: Mapping[str, Any]) -> User:
    names = {account["person"]: account["username"] for account in read("organisations")["accounts"]}
    found = find_username(names[said["by"]])
    if found is None:
        message = f"The story's account {names[said['by']]} was not loaded."
        raise StoryBroken(message)
    return found


def _act(said: Mapping[str, Any]) -> dict[str, Any]:
    """Who and when, as every verb asks."""
    return {"actor": _person(said), "at": _moment(said)}


def _year(said: Mapping[str, Any]) -> str:
    found = bloc_year_of(said["bloc"], said["year"])
    if found is None:
        message = f"The bloc-year {said['bloc']}-{said['year']} was not loaded."
        raise StoryBroken(message)
    return found.public_id


def _frame(scheme: str) -> SchemeFrame:
    found = scheme_frame(scheme)
    if found is None:
        message = f"The table {scheme} is not there."
        raise StoryBroken(message)
    return found


def _notes(said: Mapping[str, Any], on: date) -> dict[str, NoteInput]:
    """The notes beside the leaves; units are told by their codes."""
    return {
        code: NoteInput(
            tuple(note["evidence"]),
            note["measure"],
            Appraiser(note["appraiser"]),
            _unit(note["unit"], on) if "unit" in note else "",
        )
        for code, note in said.items()
    }


def _unit(code: str, on: date) -> str:
    found = unit_name(code, on=on)
    if found is None:
        raise StoryBroken(code)
    return found.public_id


def _load_2023(story: Mapping[str, Any], until: datetime | None) -> None:
    said = story["year_2023"]
    if not _passed(said["drafted"], until):
        return
    document = load_document((DATA / SCHEME_FILE).read_bytes(), name=SCHEME_FILE)
    if not isinstance(document, dict):
        raise StoryBroken(SCHEME_FILE)
    year = _year(said)
    scheme = draft_scheme(
        bloc_year=year,
        name=said["name"],
        document=document,
        notes=_notes(story["notes"], _moment(said["drafted"]).date()),
        **_act(said["drafted"]),
    )
    if _passed(said["circulated"], until):
        circulate_draft(
            scheme=scheme,
            comments_until=said["circulated"]["comments_until"],
            **_act(said["circulated"]),
        )
    _answers(scheme, year, said["consents"], until)
    _keep_doubts(scheme, said["kept"], until)
    if _passed(said["agreed"], until):
        agree_scheme(
            scheme=scheme,
            agreed_on=said["agreed"]["on"],
            meeting=said["agreed"]["meeting"],
            **_act(said["agreed"]),
        )
    if _passed(said["frozen"], until):
        freeze_scheme(scheme=scheme, frozen_on=said["frozen"]["on"], **_act(said["frozen"]))


def _answers(scheme: str, year: str, consents: list[dict[str, Any]], until: datetime | None) -> None:
    frame = year_frame(year)
    keys = {member.code: member.public_id for member in frame.members} if frame is not None else {}
    for said in consents:
        if _passed(said, until):
            give_consent(
                scheme=scheme,
                unit=keys[said["unit"]],
                answer=ConsentAnswer(said["answer"]),
                comment=said["comment"],
                **_act(said),
            )


def _keep_doubts(scheme: str, kept: list[dict[str, Any]], until: datetime | None) -> None:
    for said in kept:
        if not _passed(said, until):
            continue
        for finding in open_findings(_frame(scheme)):
            if (finding.code, finding.kind) == (said["code"], said["kind"]):
                write_remark(
                    scheme=scheme,
                    kind=RemarkKind.DOUBT_KEPT,
                    key=finding.key,
                    text=said["text"],
                    **_act(said),
                )


def _load_2024(said: Mapping[str, Any], until: datetime | None) -> None:
    if not _passed(said["drafted"], until):
        return
    base = card_in_force(
        _year({"bloc": said["bloc"], "year": said["based_on_year"]}), on=_moment(said["drafted"]).date()
    )
    if base is None:
        message = "The table of 2023 was not frozen."
        raise StoryBroken(message)
    scheme = draft_scheme(
        bloc_year=_year(said),
        name=said["name"],
        based_on=base.public_id,
        change_reason=said["reason"],
        **_act(said["drafted"]),
    )
    for edit in said["edits"]:
        if _passed(edit, until):
            _revise(scheme, _leaf_edit(scheme, edit), edit)
    if _passed(said["bonus"], until):
        _revise(scheme, _bonus_edit(scheme, said["bonus"]), said["bonus"])
    for remark in said["remarks"]:
        if _passed(remark, until):
            _explain(scheme, base.public_id, remark)


def _leaf_edit(scheme: str, said: Mapping[str, Any]) -> Edit:
    spot = spot_of(_frame(scheme).document, said["code"])
    if spot is None:
        raise StoryBroken(said["code"])
    return ReviseNode(said["code"], {**spot.node, **said["changes"]})


def _bonus_edit(scheme: str, said: Mapping[str, Any]) -> Edit:
    rows = [
        ListRow(item["code"], {**item, **said["changes"]} if item["code"] == said["code"] else item)
        for item in _frame(scheme).document["bonus"]
    ]
    return ReviseList("bonus", rows)


def _revise(scheme: str, edit: Edit, said: Mapping[str, Any]) -> None:
    frame = _frame(scheme)
    place = seen(edit, frame.document, inputs_of(frame.notes))
    revise_draft(scheme=scheme, edit=edit, revision=frame.card.revision, place_seen=place, **_act(said))


def _explain(scheme: str, base: str, said: Mapping[str, Any]) -> None:
    """Write who asked for a change and why, at the change's own place."""
    before = document_of(base) or {}
    wanted = (said.get("section", "criteria"), said["code"], said["place"])
    for change in changes_between(before, _frame(scheme).document):
        if (change.section, change.code, change.place) == wanted:
            write_remark(
                scheme=scheme,
                kind=RemarkKind.CHANGE,
                key=change_key(change),
                text=said["text"],
                asked_by=said["asked_by"],
                **_act(said),
            )
