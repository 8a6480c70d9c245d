"""What is doubtful about a scheme that can be used: «điều cần xem» beside the tree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from thidua.core.scoring.exact import exactly
from thidua.core.scoring.faults import written_path
from thidua.core.scoring.scheme import Group, Leaf, Scheme
from thidua.core.verdict import Sentence


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that someone should look at before the scheme is agreed; it does not stop scoring.

    `kind` is a stable word (`gap`, `overlap`, `cliff`, `unreachable`, …), `code` the node it concerns (empty for
    the scheme as a whole), `path` the place in the document. `fix`, where one is plain, names the band (from 0)
    and the expression that would mend it.
    """

    kind: str
    code: str
    path: str
    sentence: Sentence
    fix: Mapping[str, object] | None = None


@exactly
def check_scheme(scheme: Scheme) -> tuple[Doubt, ...]:
    """Return the doubts about a scheme, in the order of its tree."""
    return (*_tree(scheme), *_around(scheme))


def _tree(scheme: Scheme) -> Iterator[Doubt]:
    nodes: list[Leaf | Group] = [*scheme.leaves.values(), *scheme.groups.values()]
    for node in sorted(nodes, key=lambda node: tuple(step for step in node.path if isinstance(step, int))):
        if isinstance(node, Leaf):
            yield from _leaf(node)
        else:
            yield from _group(node)


def _leaf(leaf: Leaf) -> Iterator[Doubt]:
    for concern in leaf.rule.concerns():
        path = written_path((*leaf.path, *concern.where))
        yield Doubt(concern.kind, leaf.code, path, concern.sentence, concern.fix)
    if not leaf.max and leaf.rule.span()[0] >= 0:
        path = written_path((*leaf.path, "max"))
        yield Doubt("no_points", leaf.code, path, Sentence("doubt_leaf_no_points"))


def _group(group: Group) -> Iterator[Doubt]:
    inside = sum((child.max for child in group.children), Decimal(0))
    path = written_path((*group.path, "max"))
    if inside < group.max:
        said = Sentence("doubt_sum_below_max", {"sum": inside, "max": group.max})
        yield Doubt("sum_below_max", group.code, path, said)
    if group.cap is not None and group.cap < min(group.max, inside):
        said = Sentence("doubt_cap_below_max", {"cap": group.cap, "max": group.max})
        yield Doubt("cap_below_max", group.code, written_path((*group.path, "cap")), said)


def _around(scheme: Scheme) -> Iterator[Doubt]:
    most = scheme.total.content_max + _most_bonus(scheme)
    if not scheme.total.may_exceed_content_max:
        most = min(most, scheme.total.content_max)
    starts: dict[Decimal, str] = {}
    for band in scheme.bands:
        if band.start in starts:
            said = Sentence(
                "doubt_class_twice", {"name": band.name, "other": starts[band.start], "start": band.start}
            )
            yield Doubt("unreachable", "", "bands", said)
        starts.setdefault(band.start, band.name)
        if band.start > most:
            said = Sentence(
                "doubt_class_out_of_reach", {"name": band.name, "start": band.start, "most": most}
            )
            yield Doubt("unreachable", "", "bands", said)
    for place, award in enumerate(scheme.awards):
        path = written_path(("awards", place))
        if award.min_total is not None and award.min_total > most:
            params = {"code": award.code, "start": award.min_total, "most": most}
            yield Doubt("unreachable", award.code, path, Sentence("doubt_award_out_of_reach", params))
        if award.rank is not None and award.rank < award.count:
            said = Sentence(
                "doubt_award_places", {"code": award.code, "count": award.count, "rank": award.rank}
            )
            yield Doubt("award_places", award.code, path, said)
    yield from _bonus(scheme)
    if not scheme.ranking.ties and not scheme.ranking.votes:
        yield Doubt("ties_open", "", "ranking", Sentence("doubt_ties_open"))


def _most_bonus(scheme: Scheme) -> Decimal:
    """Return the most bonus there can be; items without a limit count as often as the clip allows."""
    if scheme.total.bonus_max is not None:
        return scheme.total.bonus_max
    if any(item.points and not item.once and item.cap is None for item in scheme.bonus.values()):
        return Decimal("Infinity")
    return sum(
        (item.points if item.once else item.cap or Decimal(0) for item in scheme.bonus.values()), Decimal(0)
    )


def _bonus(scheme: Scheme) -> Iterator[Doubt]:
    for place, item in enumerate(scheme.bonus.values()):
        if item.cap is not None and item.cap < item.points:
            path = written_path(("bonus", place, "cap"))
            params = {"cap": item.cap, "each": item.points}
            yield Doubt("cap_below_item", item.code, path, Sentence("doubt_bonus_cap", params))
    shares = [item.one_of for item in scheme.bonus.values() if item.one_of]
    for place, item in enumerate(scheme.bonus.values()):
        if item.one_of and shares.count(item.one_of) == 1:
            path = written_path(("bonus", place, "one_of"))
            yield Doubt(
                "one_of_alone", item.code, path, Sentence("doubt_one_of_alone", {"word": item.one_of})
            )
    for place, codes in enumerate(scheme.exclusive):
        for code in codes:
            leaf = scheme.leaves.get(code)
            if code in scheme.groups or (leaf is not None and "count" not in leaf.rule.entry_keys):
                path = written_path(("exclusive", place))
                yield Doubt("no_records", code, path, Sentence("doubt_exclusive_no_records", {"code": code}))
