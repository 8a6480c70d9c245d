"""Which page opens for whom, in both languages, and how often it asks the database."""

import pytest

from tests.factories.campaigns import NOW
from tests.web.campaigns.room import in_name_of, make_room

pytestmark = pytest.mark.django_db

PEOPLE = ("standing", "auditor", "head", "B", "D", "stranger", "administrator")
ROOM = [200, 200, 200, 200, 200, 404, 404]
BLOC = [200, 200, 200, 200, 404, 404, 404]
HEAD = [403, 403, 200, 403, 404, 404, 404]
DRAFT = [403, 403, 200, 404, 404, 404, 404]
STANDING = [200, 403, 403, 403, 403, 404, 404]
OF_B = [403, 403, 403, 200, 404, 404, 404]
# Screen: movement (or nothing), more of the address, status by person.
PAGES: dict[str, tuple[str, tuple[str, ...], list[int]]] = {
    "list": ("", (), ROOM),
    "file": ("", ("xlsx",), ROOM),
    "tree": ("", (), ROOM),
    "new": ("", (), ROOM),
    "reference": ("", (), STANDING),
    "draft": ("", ("province",), STANDING),
    "movement": ("bloc", (), BLOC),
    "units_file": ("bloc", ("csv",), BLOC),
    "activities": ("bloc", (), BLOC),
    "activities_file": ("bloc", ("csv",), BLOC),
    "history": ("bloc", (), BLOC),
    "amend": ("bloc", (), HEAD),
    "review": ("bloc", (), HEAD),
    "close": ("bloc", (), HEAD),
    "withdraw": ("bloc", (), HEAD),
    "revise": ("draft", (), DRAFT),
    "launch": ("draft", (), DRAFT),
    "activity": ("", (), BLOC),
    "activity_correct": ("", (), OF_B),
    "activity_strike": ("", (), OF_B),
    "gatherings": ("", (), [200, 200, 200, 200, 404, 404, 404]),
    "roll_file": ("", ("csv",), [200, 200, 200, 200, 404, 404, 404]),
    "gathering_new": ("", (), HEAD),
    "gathering": ("", (), HEAD),
    "gathering_strike": ("", (), HEAD),
}


def test_a_page_opens_for_whom_it_is_for(stand_at) -> None:
    stand_at(NOW)
    room = make_room()
    world = room.world
    browsers = {who: in_name_of(world.officers.get(who) or world.people.get(who)) for who in PEOPLE}

    found = {
        name: [browsers[who].get(room.at(name, card, *more)).status_code for who in PEOPLE]
        for name, (card, more, _) in PAGES.items()
    }

    assert found == {name: expected for name, (_, _, expected) in PAGES.items()}


def test_forms_of_a_unit_open_for_that_unit_and_refuse_the_wrong_state(stand_at) -> None:
    stand_at(NOW)
    room = make_room()
    b = room.world.key("B")
    browsers = {who: in_name_of(room.world.officers.get(who) or room.world.people.get(who)) for who in PEOPLE}

    def statuses(name: str, card: str) -> list[int]:
        return [browsers[who].get(room.at(name, card, b)).status_code for who in PEOPLE]

    assert statuses("respond", "bloc") == OF_B
    assert statuses("activity_new", "bloc") == OF_B
    assert statuses("respond", "draft") == [403, 403, 403, 404, 404, 404, 404]
    head = browsers["head"]
    wrong = {name: head.get(room.at(name, "bloc")).status_code for name in ("revise", "launch")}
    wrong |= {name: head.get(room.at(name, "draft")).status_code for name in ("amend", "review", "close")}
    assert set(wrong.values()) == {403}


@pytest.mark.parametrize(
    "address", ["/phong-trao/bcdfghjkmnpq/", "/phong-trao/them/sky/", "/phong-trao/tep/pdf/"]
)
def test_what_is_not_there_is_not_found(address: str) -> None:
    room = make_room()

    assert in_name_of(room.world.standing).get(address).status_code == 404


@pytest.mark.parametrize(
    ("who", "name", "card", "more"),
    [
        ("head", "list", "", ()),
        ("head", "tree", "", ()),
        ("head", "new", "", ()),
        ("head", "movement", "bloc", ()),
        ("B", "movement", "province", ()),
        ("head", "movement", "draft", ()),
        ("B", "activities", "bloc", ()),
        ("B", "activity", "", ()),
        ("B", "activity_correct", "", ()),
        ("B", "activity_strike", "", ()),
        ("head", "history", "bloc", ()),
        ("head", "revise", "draft", ()),
        ("head", "amend", "bloc", ()),
        ("head", "launch", "draft", ()),
        ("head", "review", "bloc", ()),
        ("head", "close", "bloc", ()),
        ("head", "withdraw", "bloc", ()),
        ("head", "gatherings", "", ()),
        ("head", "gathering_new", "", ()),
        ("head", "gathering", "", ()),
        ("head", "gathering_strike", "", ()),
        ("standing", "reference", "", ()),
        ("standing", "draft", "", ("national",)),
        ("standing", "draft", "", ("force",)),
        ("B", "respond", "bloc", ("B",)),
        ("B", "activity_new", "bloc", ("B",)),
    ],
)
def test_pages_owe_their_readers_nothing_in_both_languages(
    client, language, stand_at, who, name, card, more
) -> None:
    stand_at(NOW)
    room = make_room()
    world = room.world
    client.force_login(world.officers.get(who) or world.people[who])

    answer = client.get(room.at(name, card, *(world.key("B") if one == "B" else one for one in more)))

    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


COUNTED = [
    ("head", "list", "", 12),
    ("head", "movement", "bloc", 12),
    ("B", "activities", "bloc", 12),
    ("head", "gatherings", "", 12),
    ("head", "history", "bloc", 12),
    ("head", "tree", "", 12),
]


@pytest.mark.parametrize("codes", [("A", "B"), ("A", "B", "C", "F", "G", "H")])
@pytest.mark.parametrize(("who", "name", "card", "most"), COUNTED)
def test_pages_ask_as_often_for_six_units_as_for_two(
    client, stand_at, max_queries, codes, who, name, card, most
) -> None:
    stand_at(NOW)
    room = make_room(*codes, done=len(codes))
    client.force_login(room.world.officers.get(who) or room.world.people[who])
    client.get(room.at(name, card))

    with max_queries(most):
        client.get(room.at(name, card))
