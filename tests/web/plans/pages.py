"""What the tests of these screens share: a plan in each state, addresses, the words of a page."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.urls import reverse

from tests.factories.criteria import Year, make_year
from tests.factories.plans import (
    answer,
    asked,
    make_consulted,
    make_issued,
    make_plan,
    make_text_asked,
)
from thidua.plans.drafts import CommentDraft

PEOPLE = ("drafter", "head", "officer", "standing", "auditor", "stranger", "administrator")


def at(name: str, *args: object) -> str:
    """An address of the room."""
    return reverse(f"plans:{name}", args=args)


def words(answered: Any) -> str:
    """The page as read: tags left out, blanks single."""
    text = answered.content.decode()
    main = text[text.find("<main") : text.find("</main>")] if "<main" in text else text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


@dataclass
class Field:
    """A year with a plan in a state, and a consultation with a comment."""

    year: Year
    plan: str
    sent: str
    unit: str
    comment: str

    def args(self, name: str) -> tuple[object, ...]:
        """What the address of a page names."""
        code = {"complete": "l-05", "withdraw": "l-05", "drop": "l-05"}.get(name, "KICKOFF")
        return {
            "list": (),
            "holidays": (),
            "feed": (),
            "correct_holidays": (2027,),
            "calendar": (self.year.key,),
            "draft": (self.year.key,),
            "send_text": (self.year.key,),
            **dict.fromkeys(("consultation", "minute", "minute_file", "extend", "close"), (self.sent,)),
            "answer": (self.sent, self.unit),
            "reply": (self.sent, self.comment),
            **dict.fromkeys(
                ("line", "revise_line", "remove", "move", "drop", "complete", "withdraw"), (self.plan, code)
            ),
        }.get(name, (self.plan,))


def make_field(state: str) -> Field:
    """A plan that is drafted, consulted or issued; working rules with the units, one comment given."""
    year = make_year()
    make = {"drafted": make_plan, "consulted": make_consulted, "issued": make_issued}[state]
    plan = make(year)
    sent = make_text_asked(year)
    answer(year, sent, CommentDraft("Lùi hạn", 2))
    unit = str(year.units["DV2"].public_id)
    return Field(year, plan, sent, unit, asked(sent).comments[0].public_id)
