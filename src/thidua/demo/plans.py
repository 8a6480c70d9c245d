"""The story's plans: drafted, sent round, answered, issued, done line by line and moved, each by the person and on the day told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from thidua.core.calendar import Absolute, DayKind, Relative, Roll, When
from thidua.demo.files import read
from thidua.demo.register import account
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.queries import bloc_year_of, unit_name
from thidua.plans import actions
from thidua.plans.drafts import ActivityDraft, CommentDraft
from thidua.plans.queries import (
    ConsultationFrame,
    PlanFrame,
    consultations_of_year,
    plan_frame,
    plans_of_year,
)
from thidua.plans.states import AnswerKind, DraftKind, Reply

HEAD_2023 = "p15"
# Of whom an activity that names everybody is owed, and who writes for whom.
OFFICERS = {"BCHQS": "p03", "BDBP": "p06", "CA": "p09", "VKS": "p12", "TA": "p15", "THADS": "p19"}
NEW_OFFICER_AT_THADS, SINCE = "p20", date(2023, 9, 25)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that happens at a moment."""

    at: datetime
    does: Callable[[], object]


def deeds() -> Iterator[Deed]:
    """Everything that happens to the story's plans."""
    story = read("plans")
    first, second = story["year_2023"], story["year_2024"]
    lines = _lines_2023(first)
    yield Deed(_at(first["drafted"]), partial(_draft, first, lines))
    yield from _consulting(first, first["consulted"], DraftKind.PLAN)
    yield from _consulting(first, first["rules"], DraftKind.WORKING_RULES)
    yield Deed(_at(first["issued"]), partial(_issue, first))
    for move in first["moves"]:
        yield Deed(_at(move), partial(_move, first, move))
    yield from _work(first)
    yield Deed(_at(second["drafted"]), partial(_draft, second, [_line(one) for one in second["lines"]]))
    yield from _consulting(second, second["consulted"], DraftKind.PLAN)


def _at(said: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(said["at"]).replace(tzinfo=VIET_NAM)


def _username(person: str) -> str:
    name: str = next(row["username"] for row in read("organisations")["accounts"] if row["person"] == person)
    return name


def _who(said: Mapping[str, Any]) -> dict[str, Any]:
    """Who and when, as every verb asks."""
    return {"actor": account(_username(said["by"])), "at": _at(said)}


def _year(said: Mapping[str, Any]) -> str:
    found = bloc_year_of(said["bloc"], said["year"])
    if found is None:
        message = f"The bloc-year {said['bloc']}-{said['year']} was not loaded."
        raise LookupError(message)
    return found.public_id


def _when(said: Mapping[str, Any]) -> When:
    rule = Roll(said.get("roll", "keep"))
    if "absolute" in said:
        return Absolute(said["absolute"], rule)
    sign, base = (1, said["after"]) if "after" in said else (-1, said["before"])
    return Relative(base, sign * said["days"], DayKind(said.get("kind", "calendar")), rule)


def _line(said: Mapping[str, Any]) -> ActivityDraft:
    owner = said.get("owner", "")
    return ActivityDraft(
        said["id"],
        said["title"],
        _when(said["due"]),
        "" if owner == "all" else owner,
        said.get("output", ""),
        anchor=said.get("anchor", False),
    )


def _lines_2023(said: Mapping[str, Any]) -> list[ActivityDraft]:
    """Anchors and activities of the calendar; where a day was moved later, the day first planned."""
    calendar = read("calendar_2023")
    anchors = [
        ActivityDraft(one["code"], one["title"], Absolute(one["date"]), anchor=True)
        for one in calendar["anchors"]
    ]
    planned = said["planned"]
    rows = [
        _line({**one, "due": {"absolute": planned[one["id"]]}} if one["id"] in planned else one)
        for one in calendar["activities"]
    ]
    return [*anchors, *rows]


def _key(said: Mapping[str, Any]) -> str:
    return plans_of_year(_year(said))[0].public_id


def _plan(said: Mapping[str, Any]) -> PlanFrame:
    frame = plan_frame(_key(said))
    if frame is None:
        message = f"The plan of {said['year']} was not loaded."
        raise LookupError(message)
    return frame


def _draft(said: Mapping[str, Any], lines: list[ActivityDraft]) -> None:
    actions.draft_plan(
        bloc_year=_year(said),
        title=said["title"],
        text=said["text"],
        activities=lines,
        **_who(said["drafted"]),
    )


def _consulting(year: Mapping[str, Any], said: Mapping[str, Any], kind: DraftKind) -> Iterator[Deed]:
    yield Deed(_at(said["opened"]), partial(_open, year, said, kind))
    for answer in said["answers"]:
        yield Deed(_at(answer), partial(_answer, year, kind, answer))
    for reply in said.get("replies", ()):
        yield Deed(_at(reply), partial(_reply, year, kind, reply))
    if "closed" in said:
        yield Deed(_at(said["closed"]), partial(_close, year, kind, said["closed"]))


def _open(year: Mapping[str, Any], said: Mapping[str, Any], kind: DraftKind) -> None:
    key = _year(year)
    if kind is DraftKind.PLAN:
        given: dict[str, Any] = {"plan": _plan(year).card.public_id}
    else:
        chapters = read("bloc_years")["working_rules_2023"]["chapters"]
        words = "\n".join(f"{one['title']}. {one['text']}" for one in chapters)
        given = {"title": said["title"], "text": words}
    actions.open_consultation(
        bloc_year=key, kind=kind, answers_until=said["opened"]["until"], **given, **_who(said["opened"])
    )


def _asked(year: Mapping[str, Any], kind: DraftKind) -> ConsultationFrame:
    return next(one for one in consultations_of_year(_year(year)) if one.kind is kind)


def _passage(frame: ConsultationFrame, line: str) -> int:
    """The number of the passage that begins so; 0 for the whole."""
    if not line:
        return 0
    return next(place for place, words in enumerate(frame.passages, start=1) if words.startswith(line))


def _answer(year: Mapping[str, Any], kind: DraftKind, said: Mapping[str, Any]) -> None:
    frame = _asked(year, kind)
    comments = [CommentDraft(one["text"], _passage(frame, one["line"])) for one in said.get("comments", ())]
    unit = next(member for member in frame.year.members if member.code == said["unit"])
    actions.give_answer(
        consultation=frame.public_id,
        unit=unit.public_id,
        kind=AnswerKind(said["answer"]),
        comments=comments,
        **_who(said),
    )


def _reply(year: Mapping[str, Any], kind: DraftKind, said: Mapping[str, Any]) -> None:
    frame = _asked(year, kind)
    unit = next(member.id for member in frame.year.members if member.code == said["unit"])
    place = _passage(frame, said["line"])
    comment = next(one for one in frame.comments if (one.unit, one.passage) == (unit, place))
    actions.reply_to_comment(
        consultation=frame.public_id,
        comment=comment.public_id,
        reply=Reply(said["reply"]),
        words=said["words"],
        **_who({**said, "by": HEAD_2023}),
    )


def _close(year: Mapping[str, Any], kind: DraftKind, said: Mapping[str, Any]) -> None:
    frame = _asked(year, kind)
    actions.close_consultation(consultation=frame.public_id, conclusion=said["conclusion"], **_who(said))


def _issue(said: Mapping[str, Any]) -> None:
    years = read("bloc_years")["years"]
    papers = [paper for year in years for paper in year.get("documents", ())]
    paper = next(one for one in papers if one["id"] == said["issued"]["document"])
    people = {person["id"]: person for person in read("organisations")["people"]}
    signer = people[paper["signer"]]
    actions.issue_plan(
        plan=_plan(said).card.public_id,
        number=paper["number"],
        issued_on=paper["date"],
        signer_name=signer["name"],
        signer_title=signer["offices"][0]["title"],
        **_who(said["issued"]),
    )


def _move(year: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    frame = _plan(year)
    row = frame.activity(said["line"])
    if row is None:
        raise LookupError(said["line"])
    actions.move_activity(
        plan=frame.card.public_id,
        code=row.code,
        when=Absolute(said["to"]),
        reason=said["reason"],
        seen=row.due_on,
        **_who(said),
    )


def _work(said: Mapping[str, Any]) -> Iterator[Deed]:
    """Each line done on its day by whoever had to; what was done before the plan was issued is recorded with it."""
    issued = _at(said["issued"])
    for one in read("calendar_2023")["activities"]:
        parts = said["parts"].get(one["id"], {"day": one["done_on"], "late": {}})
        units = tuple(OFFICERS) if one["owner"] == "all" else (one["owner"],)
        for unit in units:
            day = parts["late"].get(unit, parts["day"])
            note = one.get("note", "") if unit in parts["late"] else ""
            at = max(datetime.combine(day, time(16, 30), VIET_NAM), issued + timedelta(minutes=10))
            yield Deed(at, partial(_complete, said, one["id"], unit, day, note, at))


def _complete(year: Mapping[str, Any], line: str, unit: str, day: date, note: str, at: datetime) -> None:
    person = OFFICERS.get(unit, HEAD_2023)
    if unit == "THADS" and day > date(2023, 8, 31):
        person = NEW_OFFICER_AT_THADS if day >= SINCE else HEAD_2023
    named = unit_name(unit, on=day)
    if named is None:
        raise LookupError(unit)
    actions.complete_activity(
        plan=_key(year),
        code=line,
        unit=named.public_id,
        done_on=day,
        note=note,
        actor=account(_username(person)),
        at=at,
    )
