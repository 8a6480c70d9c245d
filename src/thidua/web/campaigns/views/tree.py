"""The tree of movements, drawn from above to below; behind it the same as a table."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from thidua.campaigns.permissions import may_open_campaigns, movements_visible_to
from thidua.campaigns.queries import MovementFilter, Node, graph, narrowed, nodes_of
from thidua.campaigns.rollup import Link
from thidua.campaigns.states import Level
from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_
from thidua.web.campaigns.views.shared import room_crumb
from thidua.web.campaigns.words import LEVEL_WORDS, span, state_of
from thidua.web.shared.at_hand import bloc_year_at_hand
from thidua.web.shared.parts import OrgNode

MOST_ROOTS = 200


class Tree(Screen[NoObject]):
    """The movements of a year, each under those it responds to."""

    permission = staticmethod(may_open_campaigns)
    title = N_("Tree of movements")
    template = "campaigns/tree.html"
    menu = "campaigns"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The tree and the table."""
        at_hand = bloc_year_at_hand(request)
        typed = request.GET.get("year", "")
        year = (
            int(typed) if typed.isdecimal() and len(typed) == 4 else at_hand.year if at_hand else self.on.year
        )
        seen = movements_visible_to(self.actor, on=self.on)
        rows = narrowed(seen, MovementFilter(year=year), on=self.on).order_by("starts_on", "sort_key", "pk")
        nodes = {node.id: node for node in nodes_of(rows)}
        links = tuple(link for link in graph().links if link[0] in nodes and link[1] in nodes)
        return self.page(
            year=year,
            years=[(str(one), str(one)) for one in range(max(self.on.year, year), 2015, -1)],
            roots=draw(nodes, links, on=self.on),
            table=[(node, [nodes[up] for low, up in links if low == node.id]) for node in by_level(nodes)],
            levels=LEVEL_WORDS,
            says={"span": span, "state": lambda node: state_of(node, self.on)},
            crumbs=[room_crumb()],
        )


def by_level(nodes: dict[int, Node]) -> list[Node]:
    """From above to below."""
    order = list(Level)
    return sorted(nodes.values(), key=lambda node: order.index(node.level))


def draw(nodes: dict[int, Node], links: tuple[Link, ...], *, on: date) -> tuple[OrgNode, ...]:
    """The tree as nested nodes: a movement under several others is drawn under each, its own branch only once."""
    below: dict[int, list[int]] = {}
    lower = set[int]()
    for low, up in links:
        below.setdefault(up, []).append(low)
        lower.add(low)
    drawn = set[int]()

    def node(key: int) -> OrgNode:
        one = nodes[key]
        again = key in drawn
        drawn.add(key)
        state = state_of(one, on)
        words = [gettext(LEVEL_WORDS[one.level]), span(one.starts_on, one.ends_on)]
        if again and key in below:
            words.append(gettext("its branch stands above"))
        return OrgNode(
            name=one.name,
            since=", ".join(words),
            href=reverse("campaigns:movement", args=(one.public_id,)),
            state=state,
            bloc=one.level in {Level.NATIONAL, Level.PROVINCE},
            children=() if again else tuple(children(key)),
        )

    def children(key: int) -> Iterator[OrgNode]:
        for low in below.get(key, ()):
            yield node(low)

    roots = [one.id for one in by_level(nodes) if one.id not in lower]
    return tuple(node(key) for key in roots[:MOST_ROOTS])
