"""Units in time: the tree of a day, search, the file of one unit, the list as a file."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from thidua.foundation.gate import NoObject, Screen
from thidua.foundation.wording import N_, render
from thidua.organisations.permissions import (
    may_authorise_deputy,
    may_keep_units,
    may_read_units,
)
from thidua.organisations.queries import (
    Branch,
    SuccessionRow,
    UnitCard,
    UnitFile,
    days_of_change,
    register_lines,
    tree_of,
    unit_card,
    unit_file,
    units_found,
)
from thidua.organisations.states import (
    CONFIDENCE_WORDS,
    FORCE_WORDS,
    OFFICE_WORDS,
    SHARE_WORDS,
    SUCCESSION_WORDS,
    UNIT_KIND_WORDS,
    Confidence,
    UnitKind,
)
from thidua.web.organisations.views.base import asked_day, asked_page, asked_words, register_tabs
from thidua.web.organisations.words import (
    came_from,
    confidence_state,
    role_in_bloc,
    span,
    succession_state,
)
from thidua.web.shared.at_hand import bloc_years_of
from thidua.web.shared.exporting import FORMS, attached, csv_lines, workbook
from thidua.web.shared.jinja import day
from thidua.web.shared.parts import (
    AsOfJump,
    OrgNode,
    Pager,
    SuccessionEdge,
    SuccessionGraph,
    SuccessionNode,
)

PAGE = 40
BELOW = 60
NOTABLE = date(2023, 7, 21)


class Units(Screen[NoObject]):
    """The tree of units on a day, or those found by words."""

    permission = staticmethod(may_read_units)
    title = N_("Units in time")
    template = "organisations/units.html"
    menu = "lists"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One branch of the tree, or one page of what was found."""
        on, typed, wrong = asked_day(request, self.on)
        words, kind = asked_words(request), request.GET.get("kind", "")
        kind = kind if kind in {*UnitKind} else ""
        kept = {"on": typed} if request.GET.get("on") else {}
        context = self._found(request, on, words, kind) if words or kind else self._tree(request, on, kept)
        return self.page(
            on=on,
            typed=typed,
            wrong=wrong,
            words=words,
            kind=kind,
            kinds=[(key.value, render(said)) for key, said in UNIT_KIND_WORDS.items()],
            jumps=self._jumps(on),
            tabs=register_tabs("units"),
            keeping=may_keep_units(self.actor, on=self.on),
            kept=kept,
            export=f"{reverse('organisations:units_export')}?{urlencode(kept)}",
            **context,
        )

    def _found(self, request: HttpRequest, on: date, words: str, kind: str) -> dict[str, Any]:
        number = asked_page(request)
        units, total = units_found(words, on=on, kind=kind, offset=(number - 1) * PAGE, limit=PAGE)
        return {
            "units": units,
            "total": total,
            "start": (number - 1) * PAGE,
            "pager": Pager.of(number, max(1, -(-total // PAGE)), request.GET),
            "span": span,
        }

    def _tree(self, request: HttpRequest, on: date, kept: dict[str, str]) -> dict[str, Any]:
        under = request.GET.get("under", "")
        top = unit_card(under, on=on) if under else None
        number = asked_page(request)
        tree = tree_of(
            on=on, below=top.unit.id if top else None, offset=(number - 1) * PAGE, limit=PAGE, inner=BELOW
        )
        address = reverse("organisations:unit", args=["KEY"])
        return {
            "top": top,
            "nodes": tuple(_node(row, kept, address) for row in tree.nodes),
            "all": tree.all,
            "changes": tuple(
                (row, succession_state(row), confidence_state(row.confidence)) for row in tree.changes
            ),
            "pager": Pager.of(number, max(1, -(-tree.here // PAGE)), request.GET),
        }

    def _jumps(self, on: date) -> list[AsOfJump]:
        here = reverse("organisations:units")
        days = sorted(
            {
                NOTABLE,
                *(d for change in days_of_change(limit=2) for d in (change - timedelta(days=1), change)),
            }
        )
        jumps = [AsOfJump(day(one), f"{here}?on={one:%d/%m/%Y}", one == on) for one in days]
        return [*jumps, AsOfJump(gettext("Today"), here, on == self.on)]


def _node(row: Branch, kept: dict[str, str], address: str) -> OrgNode:
    """A unit with its units below; what does not fit is reached by a link."""
    children = [_node(child, kept, address) for child in row.children]
    if (missing := row.below - len(children)) > 0:
        more = ngettext("%(count)s unit below", "%(count)s units below", missing) % {"count": missing}
        where = urlencode({**kept, "under": row.unit.public_id})
        children.append(OrgNode(more, href=f"{reverse('organisations:units')}?{where}"))
    since = span(row.unit.valid_from, row.unit.valid_to)
    if row.origins:
        since = f"{since}, {gettext('before: %(units)s') % {'units': came_from(row.origins)}}"
    href = address.replace("KEY", row.unit.public_id)
    return OrgNode(
        row.unit.name,
        since=since,
        href=f"{href}?{urlencode(kept)}" if kept else href,
        state=succession_state(row.origins[-1]) if row.origins else None,
        children=tuple(children),
    )


class UnitsExport(Screen[NoObject]):
    """The register of a day as a file."""

    permission = staticmethod(may_read_units)
    title = N_("Units in time")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Excel or CSV."""
        form = request.GET.get("format", "xlsx")
        if form not in FORMS:
            return HttpResponseBadRequest()
        on, _typed, _wrong = asked_day(request, self.on)
        heads = [
            gettext("No."), gettext("Code"), gettext("Full name of the unit"), gettext("Short name"), gettext("Kind of unit"),
            gettext("Superior"), gettext("Province"), gettext("From day"), gettext("To day"),
            gettext("Paper it stands on"), gettext("How well it is known"),
        ]  # fmt: skip
        rows = [
            [
                number,
                line.code,
                line.name,
                line.short_name,
                render(UNIT_KIND_WORDS[line.kind]),
                line.parent,
                line.province,
                line.valid_from,
                line.valid_to,
                line.instrument,
                render(CONFIDENCE_WORDS[line.confidence]),
            ]
            for number, line in enumerate(register_lines(on=on), start=1)
        ]
        name = f"don-vi-{on:%Y-%m-%d}"
        if form == "csv":
            return attached("".join(csv_lines(heads, rows)), name=name, form=form)
        notes = [gettext("Units as they were on %(day)s") % {"day": day(on)}]
        widths = (6, 16, 48, 24, 24, 16, 20, 12, 12, 30, 20)
        return attached(
            workbook(gettext("Units"), heads, rows, widths=widths, notes=notes), name=name, form=form
        )


class UnitPage(Screen[UnitFile]):
    """The file of a unit: its names, who came before and after, people, blocs."""

    permission = staticmethod(may_read_units)
    title = N_("Unit")
    template = "organisations/unit.html"
    menu = "lists"

    def load(self, request: HttpRequest, **kwargs: Any) -> UnitFile | None:
        """The unit, as of the day asked for."""
        on, _typed, _wrong = asked_day(request, self.on)
        return unit_file(str(kwargs["public_id"]), on=on)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        on, typed, wrong = asked_day(request, self.on)
        file = self.object
        return self.page(
            file=file,
            card=file.card,
            on=on,
            typed=typed,
            wrong=wrong,
            keeping=may_keep_units(self.actor, on=self.on),
            authorising=may_authorise_deputy(self.actor, file.card, on=self.on),
            graph=_graph(file.card, file.lineage),
            confidence_state=confidence_state,
            span=span,
            role_in_bloc=role_in_bloc,
            words={
                "kind": UNIT_KIND_WORDS,
                "force": FORCE_WORDS,
                "office": OFFICE_WORDS,
                "share": SHARE_WORDS,
                "succession": SUCCESSION_WORDS,
            },
            working_year=_working_year(file.card),
            readable=frozenset(line.public_id for line in bloc_years_of(request)),
        )


def _working_year(card: UnitCard) -> str:
    month, _dash, first = card.year_starts.partition("-")
    if (month, first) == ("01", "01"):
        return gettext("the calendar year")
    last = date(2001, int(month), int(first)) - timedelta(days=1)
    return gettext("from %(first)s to %(last)s") % {"first": f"{first}/{month}", "last": f"{last:%d/%m}"}


def _graph(card: UnitCard, lineage: tuple[SuccessionRow, ...]) -> SuccessionGraph | None:
    """Who carries on whom, drawn; None when the unit stands alone."""
    if not lineage:
        return None
    nodes: dict[str, SuccessionNode] = {}
    for row in lineage:
        for name in (row.predecessor, row.successor):
            nodes[name.code] = SuccessionNode(
                name.code, name.name, name.code, since=name.valid_from, until=name.valid_to
            )
    edges = [
        SuccessionEdge(
            row.predecessor.code,
            row.successor.code,
            doubtful=row.confidence is not Confidence.CONFIRMED,
        )
        for row in lineage
    ]
    last = lineage[-1]
    says = gettext("%(before)s was followed by %(after)s on %(day)s") % {
        "before": last.predecessor.name,
        "after": last.successor.name,
        "day": day(last.happened_on),
    }
    del card
    return SuccessionGraph.of(says, tuple(nodes.values()), edges)
