"""What tests of the screens share: addresses, a room with movements in every state, plain browsers."""

import re
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from tests.factories.campaigns import (
    NOW,
    World,
    gathering,
    make_activity,
    make_movement,
    make_world,
    respond,
    target,
)
from thidua.accounts.models import User
from thidua.campaigns import actions
from thidua.campaigns.queries import ActivityRow, MovementCard, gatherings_of
from thidua.campaigns.states import Level


@dataclass
class Room:
    """The world with movements by name, one activity, one gathering."""

    world: World
    cards: dict[str, MovementCard] = field(default_factory=dict)
    activity: ActivityRow | None = None
    gathering: str = ""

    def at(self, name: str, card: str = "", *args: str) -> str:
        """The address of a screen of a movement (by its name here), of the activity, or of the roll."""
        if card:
            return reverse(f"campaigns:{name}", args=(self.cards[card].public_id, *args))
        if name.startswith("activity"):
            assert self.activity is not None
            return reverse(f"campaigns:{name}", args=(self.activity.public_id,))
        if name in {"gathering", "gathering_strike"}:
            return reverse(f"campaigns:{name}", args=(self.gathering,))
        if name in {"gatherings", "gathering_new", "roll_file"}:
            return reverse(f"campaigns:{name}", args=(self.world.year.public_id, *args))
        return reverse(f"campaigns:{name}", args=args)


def make_room(*codes: str, done: int = 1) -> Room:
    """A province's movement, the bloc's of the year with a target, a draft; responses, activities, a roll."""
    world = make_world(*codes)
    room = Room(world)
    province = room.cards["province"] = make_movement(
        world, Level.PROVINCE, name="Tỉnh chung tay vì người nghèo"
    )
    room.cards["bloc"] = make_movement(
        world,
        parents=(province.public_id,),
        name="Phong trào của khối",
        targets=(target(counts="Quà tặng"), target("Đội dự thi", "đội", 6)),
    )
    room.cards["draft"] = make_movement(world, name="Dự thảo của khối", launched=False)
    respond(world, room.cards["bloc"], "B", document_number="21/KH-B", slogan="Kỷ cương")
    for _ in range(done):
        room.activity = make_activity(
            world, "B", room.cards["bloc"], figures={("Quà tặng", "suất"): "30", ("Tỷ lệ khá", "%"): "84.5"}
        )
    actions.enter_gathering(
        bloc_year=world.year.public_id,
        draft=gathering(world, away={"B": "Trực sẵn sàng chiến đấu"}),
        actor=world.head,
        at=NOW,
    )
    room.gathering = gatherings_of(world.year.public_id)[0].public_id
    return room


def in_name_of(user: User | None) -> Client:
    """A plain browser of this person; None has not signed in."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def rows(prefix: str, *filled: dict[str, str]) -> dict[str, str]:
    """What a table of inputs sends."""
    sent = {
        f"{prefix}-TOTAL_FORMS": str(len(filled) + 1),
        f"{prefix}-INITIAL_FORMS": "0",
        f"{prefix}-MIN_NUM_FORMS": "0",
        f"{prefix}-MAX_NUM_FORMS": "43",
    }
    for place, row in enumerate(filled):
        sent |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return sent


def words(html: str) -> str:
    """The text of a page, without its tags, as one line."""
    shown = re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())
