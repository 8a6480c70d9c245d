"""The story's evidence of 2023: papers filed by the units' officers a day after they were written, some with a file.

One classified paper is named by number and place, and the head of the unit answers for it. Everything goes through the
verbs a person would use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from thidua.accounts.queries import User, find_username
from thidua.demo.files import read
from thidua.demo.sample_papers import sample_pdf, sample_picture
from thidua.foundation.clock import VIET_NAM
from thidua.organisations.queries import bloc_year_of, unit_name
from thidua.reports.actions import confirm_reference, file_evidence, name_reference
from thidua.reports.evidence import LeafLink
from thidua.reports.intake import Prepared, prepare
from thidua.reports.papers import Paper, Reference
from thidua.reports.states import PaperKind

# Of each unit, the first paper of these criteria comes with a file; attendance is a picture.
WITH_PDF = ("I.1", "III.1", "III.4")
WITH_PICTURE = ("III.3",)
EARLIEST = date(2023, 2, 27)
KINDS = (
    ("Báo cáo", PaperKind.REPORT),
    ("Thông báo", PaperKind.NOTICE),
    ("Quyết định", PaperKind.DECISION),
    ("Biên bản", PaperKind.MINUTES),
    ("Thống kê", PaperKind.STATISTICS),
    ("Bản đăng ký", PaperKind.REGISTRATION),
    ("Giấy xác nhận", PaperKind.CERTIFICATE),
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that happens at a moment."""

    at: datetime
    does: Any


def deeds() -> Iterator[Deed]:
    """Everything that is filed, in no order."""
    for unit in read("reports_2023")["units"]:
        seen: set[str] = set()
        for place, paper in enumerate(unit["evidence"]):
            first = paper["leaf"] not in seen
            seen.add(paper["leaf"])
            at = _moment(max(paper["date"] + timedelta(days=1), EARLIEST), time(9, 10 + place))
            yield Deed(at, partial(_file, unit["unit"], paper, at, with_file=first))
        for reference in unit["classified_references"]:
            at = _moment(reference["confirmed_on"], time(8, 30))
            yield Deed(at, partial(_name, unit["unit"], reference, at))


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIET_NAM)


def _year() -> str:
    found = bloc_year_of("KNC", 2023)
    if found is None:
        message = "The story's bloc-year was not loaded."
        raise LookupError(message)
    return found.public_id


def _account(username: str) -> User:
    found = find_username(username)
    if found is None:
        message = f"The story's account {username} was not loaded."
        raise LookupError(message)
    return found


def _officer(unit: str, on: date) -> User:
    """The unit's officer of that day; between two officers, the next one."""
    story = read("organisations")
    offices = {
        person["id"]: [office["org"] for office in person.get("offices", ())] for person in story["people"]
    }
    known = [
        (account.get("active_to", date.max), account["username"])
        for account in story["accounts"]
        if "unit_officer" in account["roles"] and unit in offices.get(account["person"], ())
    ]
    return _account(next(name for until, name in sorted(known) if on <= until))


def _file(unit: str, said: Mapping[str, Any], at: datetime, *, with_file: bool) -> None:
    title, number, day = said["title"], said["number"], said["date"]
    kind = next((kind for word, kind in KINDS if title.startswith(word)), PaperKind.OTHER)
    file_evidence(
        bloc_year=_year(),
        unit=unit,
        paper=Paper(kind, title, number, day, period=said["period"]),
        links=[LeafLink(said["leaf"])],
        files=_files(unit, said) if with_file else (),
        declared=True,
        actor=_officer(unit, at.date()),
        at=at,
    )


def _files(unit: str, said: Mapping[str, Any]) -> tuple[Prepared, ...]:
    found = unit_name(unit, on=said["date"])
    page = {
        "issuer": found.name if found is not None else unit,
        "number": said["number"],
        "day": f"Ngày {said['date']:%d/%m/%Y}",
        "title": said["title"],
    }
    stem = said["number"].replace("/", "-")
    if said["leaf"] in WITH_PDF:
        return (prepare(sample_pdf(**page), name=f"{stem}.pdf"),)
    if said["leaf"] in WITH_PICTURE:
        return (prepare(sample_picture(**page), name=f"Ảnh chụp {stem}.png"),)
    return ()


def _name(unit: str, said: Mapping[str, Any], at: datetime) -> None:
    key = name_reference(
        bloc_year=_year(),
        unit=unit,
        reference=Reference(said["number"], said["kept_at"], period="year"),
        links=[LeafLink(said["leaf"])],
        actor=_officer(unit, at.date()),
        at=at,
    )
    people = {account["person"]: account["username"] for account in read("organisations")["accounts"]}
    confirm_reference(evidence=key, actor=_account(people[said["confirmed_by"]]), at=at + timedelta(hours=6))
