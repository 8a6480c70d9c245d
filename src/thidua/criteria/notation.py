"""Short notation «cách ghi»: one cell's input as people type it into a grid or an Excel cell.

`4,5` for points given, `46,9/50` for actual over target, `DH-01; DH-02` for records, `KAD`, `chờ: lý do` … A leaf's
kind decides how a text is read. Both languages are understood; diacritics may be left out. Nothing is guessed: what
cannot be read is refused with the way it is written.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from thidua.core import wording
from thidua.core.numbers import NumberUnreadable, parse_decimal, plain
from thidua.core.text import fold
from thidua.core.verdict import Sentence
from thidua.criteria.errors import NotationUnreadable
from thidua.criteria.leaves import Leaf
from thidua.criteria.states import Awaits
from thidua.foundation.wording import N_

type Entry = Mapping[str, Any]
WORDS: dict[str, tuple[str, str]] = {
    "met": ("đạt", "met"),
    "not_met": ("không đạt", "not met"),
    "missing": ("không nộp", "never filed"),
    "not_applicable": ("KAD", "N/A"),
    "waiting": ("chờ", "waiting"),
    "unproved": ("thiếu", "no evidence"),
}
_ALSO: dict[str, str] = {
    "dat": "met",
    "met": "met",
    "yes": "met",
    "co": "met",
    "khong dat": "not_met",
    "not met": "not_met",
    "no": "not_met",
    "khong": "not_met",
    "khong nop": "missing",
    "never filed": "missing",
    "missing": "missing",
    "kad": "not_applicable",
    "n/a": "not_applicable",
    "na": "not_applicable",
    "khong ap dung": "not_applicable",
    "not applicable": "not_applicable",
    "cho": "waiting",
    "waiting": "waiting",
    "thieu": "unproved",
    "no evidence": "unproved",
    "thieu minh chung": "unproved",
}
RATINGS: dict[str, tuple[str, str]] = {
    "hoan_thanh_xuat_sac": ("Hoàn thành xuất sắc", "Excellent completion"),
    "hoan_thanh_tot": ("Hoàn thành tốt", "Good completion"),
    "hoan_thanh": ("Hoàn thành", "Completed"),
    "khong_hoan_thanh": ("Không hoàn thành", "Not completed"),
    "excellent": ("Xuất sắc", "Excellent"),
    "good": ("Tốt", "Good"),
    "fair": ("Khá", "Fair"),
    "average": ("Trung bình", "Average"),
    "weak": ("Yếu", "Weak"),
}
EVENTS: dict[str, tuple[str, str]] = {"late": ("chậm", "late"), "missing": ("thiếu", "missing")}
# How a text for each kind is written; shown beside the box and as the remedy of every refusal.
HINTS: dict[str, str] = {
    "pass_fail": N_("Write “met” or “not met”."),
    "direct": N_("Write the points given, for example 4.5."),
    "proportional": N_("Write result/target, for example 46.9/50."),
    "relative_to_leader": N_("Write result/target, for example 46.9/50."),
    "completion": N_("Write the percentage completed, for example 85."),
    "step": N_("Write the figure, for example 97.4."),
    "deduct_step": N_("Write the figure, for example 97.4."),
    "lateness": N_("Write the days late (0 when on time), or “never filed”."),
    "dated": N_(
        "Write the day and the number of complete parts, for example 25/02/2023; 3, or “never filed”."
    ),
    "count": N_("Write a number, or the record numbers separated by semicolons: DH-01; DH-02."),
    "deduct_per_event": N_("Write how many times, or by kind: late 1; missing 2."),
    "banded_target": N_("Write the workload and the result, for example 7000; 74.5."),
    "external": N_("Write the rating, for example “Good completion”."),
    "unit_targets": N_(
        "Write the results of the registered targets in their order, separated by semicolons."
    ),
}
_THREE_DECIMALS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_SIGNALS = re.compile(r"^\s*([^:]+?)\s*(?::\s*(.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Read:
    """What a text says: the entry, what it waits for, the reason written with it."""

    entry: dict[str, Any]
    awaits: Awaits = Awaits.NOTHING
    reason: str = ""


def spoken(pair: tuple[str, str], lang: str) -> str:
    """The word of a pair in a language."""
    return pair[0] if lang == "vi" else pair[1]


def rating_words(code: str, lang: str) -> str:
    """A rating in words; one the product does not know is shown as written in the table, without underscores."""
    return spoken(RATINGS[code], lang) if code in RATINGS else code.replace("_", " ")


def event_words(code: str, lang: str) -> str:
    """A kind of event in words."""
    return spoken(EVENTS[code], lang) if code in EVENTS else code.replace("_", " ")


# --- Writing


def write(leaf: Leaf, entry: Entry | None, *, lang: str, awaits: str = "", reason: str = "") -> str:
    """The notation of an entry; empty when there is none."""
    if entry is None:
        return ""
    state = entry.get("state")
    if state == "not_applicable":
        return _signal("not_applicable", reason, lang)
    if state == "pending":
        return _signal("unproved" if awaits == Awaits.EVIDENCE else "waiting", reason, lang)
    return _value(leaf, entry, lang)


def _signal(word: str, reason: str, lang: str) -> str:
    said = spoken(WORDS[word], lang)
    return f"{said}: {reason}" if reason else said


def _value(leaf: Leaf, entry: Entry, lang: str) -> str:  # noqa: C901 -- one line for each kind of leaf
    if entry.get("missing") is True:
        return spoken(WORDS["missing"], lang)
    match leaf.kind:
        case "pass_fail":
            return spoken(WORDS["met" if entry["achieved"] is True else "not_met"], lang)
        case "direct":
            return _number(entry["points"], lang)
        case "proportional" | "relative_to_leader":
            return f"{_number(entry['actual'], lang)}/{_number(entry['target'], lang)}"
        case "completion":
            return _number(entry["percent"], lang)
        case "step" | "deduct_step":
            return _number(entry["x"], lang)
        case "lateness":
            return _number(entry["days_late"], lang)
        case "dated":
            day = wording.date(date.fromisoformat(str(entry["date"])), lang)
            return f"{day}; {_number(entry['parts'], lang)}" if "parts" in entry else day
        case "count":
            return _counted(entry["count"], lang)
        case "deduct_per_event":
            if "events" in entry:
                return "; ".join(
                    f"{event_words(str(kind), lang)} {_number(times, lang)}"
                    for kind, times in entry["events"].items()
                )
            return _counted(entry["count"], lang)
        case "banded_target":
            return f"{_number(entry['n'], lang)}; {_number(entry['actual'], lang)}"
        case "external":
            return rating_words(str(entry["rating"]), lang)
        case "unit_targets":
            return "; ".join(_number(target["actual"], lang) for target in entry["targets"])
    message = f"{leaf.kind} has no notation."
    raise ValueError(message)


def figure(number: Decimal, lang: str) -> str:
    """A figure that reads back as itself: thousands are not grouped, and three decimals get a fourth.

    `1.234` may mean two numbers a thousand times apart, so what is written for editing never looks like it.
    """
    text = plain(number)
    if _THREE_DECIMALS.fullmatch(text):
        text += "0"
    return text.replace(".", ",") if lang == "vi" else text


def _number(value: object, lang: str) -> str:
    return figure(Decimal(str(value)), lang)


def _counted(value: object, lang: str) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(str(record) for record in value) or "0"
    return _number(value, lang)


# --- Reading


def read(leaf: Leaf, text: str, *, base: Entry | None = None) -> Read | None:
    """Read a text for a leaf; None when it is empty. `base` is an entry whose registered targets are kept.

    Raises `NotationUnreadable` with the reason and the way it is written.
    """
    text = text.strip()
    if not text:
        return None
    if (signal := _read_signal(text)) is not None:
        return signal
    try:
        return Read(_read_value(leaf, text, base))
    except NumberUnreadable as problem:
        raise _unreadable(leaf, problem.sentence) from problem


def _read_signal(text: str) -> Read | None:
    match = _SIGNALS.match(text)
    if match is None:
        return None
    word, reason = _ALSO.get(fold(match[1])), (match[2] or "").strip()
    if word == "not_applicable":
        return Read({"state": "not_applicable"}, reason=reason)
    if word == "waiting":
        return Read({"state": "pending"}, Awaits.SUPERIOR, reason)
    if word == "unproved":
        return Read({"state": "pending"}, Awaits.EVIDENCE, reason)
    return None


def _read_value(leaf: Leaf, text: str, base: Entry | None) -> dict[str, Any]:  # noqa: C901 -- one line for each kind of leaf
    word = _ALSO.get(fold(text))
    match leaf.kind:
        case "pass_fail" if word in {"met", "not_met"}:
            return {"achieved": word == "met"}
        case "direct":
            return {"points": _exact(text)}
        case "proportional" | "relative_to_leader":
            return _read_rate(leaf, text, base)
        case "completion":
            return {"percent": _exact(text.removesuffix("%"))}
        case "step" | "deduct_step":
            return {"x": _exact(text.removesuffix("%"))}
        case "lateness" | "dated" if word == "missing":
            return {"missing": True}
        case "lateness":
            return {"days_late": _exact(text)}
        case "dated":
            return _read_dated(leaf, text)
        case "count":
            return {"count": _read_count(text)}
        case "deduct_per_event":
            return _read_events(leaf, text)
        case "banded_target":
            return dict(zip(("n", "actual"), _exactly(leaf, text, 2), strict=True))
        case "external":
            return {"rating": _read_rating(leaf, text)}
        case "unit_targets":
            return _read_targets(leaf, text, base)
    raise _unreadable(leaf, Sentence(N_("“{text}” cannot be read for this criterion."), {"text": text}))


def _exact(text: str) -> str:
    return plain(parse_decimal(text))


def _pieces(text: str, marks: str = ";") -> list[str]:
    return [piece.strip() for piece in re.split(f"[{marks}]", text) if piece.strip()]


def _exactly(leaf: Leaf, text: str, count: int) -> list[str]:
    pieces = _pieces(text)
    if len(pieces) != count:
        raise _unreadable(
            leaf,
            Sentence(
                N_("“{text}” holds {found} figures; {count} are needed."),
                {"text": text, "found": len(pieces), "count": count},
            ),
        )
    return [_exact(piece) for piece in pieces]


def _read_rate(leaf: Leaf, text: str, base: Entry | None) -> dict[str, Any]:
    actual, slash, target = text.partition("/")
    if slash:
        return {"target": _exact(target), "actual": _exact(actual)}
    if base is not None and "target" in base:
        return {"target": base["target"], "actual": _exact(text)}
    raise _unreadable(leaf, Sentence(N_("“{text}” has no target."), {"text": text}))


def _read_dated(leaf: Leaf, text: str) -> dict[str, Any]:
    pieces = _pieces(text)
    match = _DAY.fullmatch(pieces[0]) if pieces else None
    try:
        day = (
            date(int(match[3]), int(match[2]), int(match[1]))
            if match
            else datetime.fromisoformat(pieces[0]).date()
        )
    except (ValueError, IndexError) as problem:
        raise _unreadable(leaf, Sentence(N_("“{text}” is not a day."), {"text": text})) from problem
    entry: dict[str, Any] = {"date": day.isoformat()}
    if len(pieces) > 1:
        entry["parts"] = _exact(pieces[1])
    return entry


def _read_count(text: str) -> str | list[str]:
    if any(char.isalpha() for char in text):
        return _pieces(text, ";,")
    return _exact(text)


def _read_events(leaf: Leaf, text: str) -> dict[str, Any]:
    weights = leaf.params.get("events")
    if not isinstance(weights, Mapping) or not any(char.isalpha() for char in text):
        return {"count": _read_count(text)}
    names = {fold(name): code for code in weights for name in (code, *EVENTS.get(code, ()))}
    events: dict[str, str] = {}
    for piece in _pieces(text, ";,"):
        name, _, times = piece.rpartition(" ")
        code = names.get(fold(name))
        if code is None:
            raise _unreadable(
                leaf, Sentence(N_("“{text}” is not a kind of event of this criterion."), {"text": piece})
            )
        events[code] = _exact(times)
    return {"events": events}


def _read_rating(leaf: Leaf, text: str) -> str:
    ratings: Sequence[str] = list(leaf.params.get("map", {}))
    known = {
        fold(name): code
        for code in ratings
        for name in (code, code.replace("_", " "), *RATINGS.get(code, ()))
    }
    found = known.get(fold(text))
    if found is None:
        offered = ", ".join(rating_words(code, "vi") for code in ratings)
        raise _unreadable(
            leaf,
            Sentence(
                N_("“{text}” is not a rating of this criterion: {ratings}."),
                {"text": text, "ratings": offered},
            ),
        )
    return found


def _read_targets(leaf: Leaf, text: str, base: Entry | None) -> dict[str, Any]:
    targets = list((base or {}).get("targets", ()))
    if not targets:
        raise _unreadable(
            leaf, Sentence(N_("This unit has no registered targets yet; open the cell to enter them."))
        )
    actuals = _exactly(leaf, text, len(targets))
    return {
        "targets": [{**target, "actual": actual} for target, actual in zip(targets, actuals, strict=True)]
    }


def _unreadable(leaf: Leaf, why: Sentence) -> NotationUnreadable:
    return NotationUnreadable(why, where=leaf.code, remedy=Sentence(HINTS[leaf.kind]))
