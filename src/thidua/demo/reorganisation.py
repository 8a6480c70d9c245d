"""The story's reorganisation of 1 July 2025: provinces, communes and units after one another."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from thidua.demo.files import read
from thidua.demo.register import REORGANISED_ON, STANDING, account, new_unit, source
from thidua.organisations import actions
from thidua.organisations.drafts import (
    Part,
    Source,
)
from thidua.organisations.states import (
    Confidence,
    Share,
    SuccessionKind,
)


def reorganise(at: datetime) -> None:
    """The reorganisation of 1 July 2025: provinces, communes and units after one another."""
    story = read("organisations")
    who: dict[str, Any] = {"on": REORGANISED_ON, "actor": account(STANDING), "at": at}
    units = {row["code"]: row for row in story["organisations"]}
    for row in story["successions"]:
        told: dict[str, Any] = {"kind": SuccessionKind(row["type"]), "source": source(row)}
        if row["of"] == "province":
            actions.succeed_province(parts=[part(row)], successor=row["to"], **told, **who)
        elif row["of"] == "place":
            actions.succeed_place(parts=[part(row)], successor=row["to"], **told, **who)
        elif told["kind"] is SuccessionKind.ABSORB:
            new = new_unit(units[row["to"]])
            actions.absorb_unit(
                unit=row["from"],
                into=new.parent,
                as_new=new,
                share=Share(row["share"]),
                source=source(row),
                **who,
            )
        else:
            note = row.get("note") or merged_with(
                units[row["to"]].get("place", ""), units[row["from"]].get("place", "")
            )
            paper = Source(row.get("instrument") or "", Confidence(row["confidence"]), note)
            new = new_unit(units[row["to"]])
            actions.merge_units(units=[row["from"]], into=new, kind=told["kind"], source=paper, **who)
    for row in story["organisations"]:
        if row.get("valid_to") == REORGANISED_ON - timedelta(days=1) and row["kind"] == "district":
            actions.dissolve_unit(unit=row["code"], source=source(row), **who)


def part(row: Mapping[str, Any]) -> Part:
    """The predecessor of a succession, whole or in part."""
    return Part(row["from"], Share(row["share"]))


def merged_with(place: str, but: str) -> str:
    """The other places that went into the same new place, in words: their committees are not on record."""
    story = read("organisations")
    names = {row["code"]: row["name"] for row in story["places"]}
    said = [
        names[row["from"]] + (" (một phần)" if row["share"] == "part" else "")
        for row in story["successions"]
        if row["of"] == "place" and row["to"] == place and row["from"] != but
    ]
    return f"Cùng hợp nhất: {', '.join(said)}." if said else ""
