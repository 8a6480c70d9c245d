"""Adding to the tree, removing from it, putting it in order."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.criteria.actions import revise_draft
from thidua.criteria.documents.shape import is_group, spot_of, spots
from thidua.criteria.edits import AddNode, MoveNode, NoteInput, RemoveNode, mentions_of
from thidua.criteria.errors import SchemeChangedMeanwhile, SchemeUnreadable
from thidua.criteria.permissions import may_revise_draft
from thidua.foundation.wording import N_, render
from thidua.web.criteria.present import node_address
from thidua.web.criteria.reading import read_typed
from thidua.web.criteria.typed import Typed
from thidua.web.criteria.views.node import STAYING, NodeForm, NodePage, sort_out
from thidua.web.criteria.views.tree import BuilderScreen

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class AddNodePage(NodeForm):
    """A new heading or leaf."""

    permission = staticmethod(may_revise_draft)
    title = N_("Add to the tree of criteria")

    def places(self) -> list[tuple[str, str]]:
        """The headings it may stand under."""
        headings = [spot.node for spot in spots(self.frame.document) if is_group(spot.node)]
        return [
            ("", _("At the top")),
            *((str(node["code"]), f"{node['code']} {node.get('name', '')}") for node in headings),
        ]

    def wanted(self, request: HttpRequest) -> tuple[bool, str]:
        """Whether a heading is wanted, and under which heading."""
        asked = request.POST if request.method == "POST" else request.GET
        under = asked.get("under", "")
        return asked.get("what") == "group", under if under in dict(self.places()) else ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form with a code proposed."""
        group, under = self.wanted(request)
        blank = Typed.blank(group=group)
        typed = Typed(group, {**blank.fields, "code": next_code(self.frame.document, under, group=group)})
        return self.render_form(typed, under)

    def render_form(
        self, typed: Typed, under: str, errors: Mapping[str, str] | None = None, general: Sequence[str] = ()
    ) -> HttpResponse:
        """The form."""
        read = read_typed(typed)
        failed = bool(errors or general)
        return self.show(
            typed,
            findings=() if failed else self.candidate(read, AddNode(under, read.node)),
            saved=False,
            errors=errors,
            general=general,
            status=422 if failed else 200,
            above="",
            heading=_("New section") if typed.group else _("New criterion"),
            code="",
            revision=self.frame.card.revision,
            place_seen="",
            is_new=True,
            places=self.places(),
            under=under,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Obey a row's button, or add it."""
        group, under = self.wanted(request)
        typed, wrong = self.settled(Typed.from_post(request.POST, group=group))
        if mend := request.POST.get("mend"):
            band, _bar, when = mend.partition("|")
            typed = typed.mended(int(band) if band.isdigit() else -1, when)
        read = read_typed(typed)
        if any(name in request.POST for name in STAYING):
            return self.render_form(typed, under)
        if read.errors or wrong:
            return self.render_form(typed, under, {**read.errors, **wrong})
        node = {**read.node, "children": []} if group else read.node
        edit = AddNode(under, node, NoteInput() if group else read.note)
        try:
            revise_draft(
                scheme=self.key,
                edit=edit,
                revision=0,
                place_seen=self.seen(edit),
                actor=self.actor,
                at=self.now,
            )
        except SchemeUnreadable as unfit:
            return self.render_form(typed, under, *sort_out(unfit.problems, typed))
        code = str(node["code"])
        where = (
            f"{self.address('add')}?what={'group' if group else 'leaf'}&under={under}"
            if "more" in request.POST
            else node_address(self.key, code)
        )
        return self.done(_("%(code)s was added.") % {"code": code}, where)


def next_code(document: Mapping[str, Any], under: str, *, group: bool) -> str:
    """A code to propose: after I.1 and I.2 comes I.3, after I and II comes III; empty where no order is seen."""
    spot = spot_of(document, under) if under else None
    rows = document.get("criteria") or [] if spot is None else spot.node["children"]
    taken = {str(one.node.get("code")) for one in spots(document)}
    series = [f"{under}.{number}" for number in range(1, 100)] if under else list(ROMAN)
    if not group and not under:
        series = [str(number) for number in range(1, 100)]
    if rows and not any(str(row.get("code")) in series for row in rows):
        return ""
    return next((code for code in series if code not in taken), "")


class RemoveNodePage(NodePage):
    """«Bỏ»: what goes with it is shown first."""

    own_heading = True
    permission = staticmethod(may_revise_draft)
    title = N_("Remove from the tree of criteria")
    template = "criteria/remove.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What would go."""
        return self.ask()

    def ask(self, said: str = "", *, status: int = 200) -> HttpResponse:
        """The question."""
        spot = self.spot
        below = [
            {"code": one.node.get("code", ""), "name": one.node.get("name", "")}
            for one in spots({"criteria": [spot.node]})
        ][1:]
        mentions = {"ties": _("Equal totals are compared by"), "exclusive": _("Counted once")}
        return self.page(
            status=status,
            said=said,
            below=below,
            mentions=[mentions[name] for name in mentions_of(self.frame.document, self.code)],
            **self.context(),
            remove_seen=self.seen(RemoveNode(self.code)),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remove it."""
        revision = request.POST.get("revision", "")
        try:
            revise_draft(
                scheme=self.key,
                edit=RemoveNode(self.code),
                revision=int(revision) if revision.isdigit() else 0,
                place_seen=request.POST.get("seen", ""),
                actor=self.actor,
                at=self.now,
            )
        except SchemeChangedMeanwhile as met:
            return self.ask(render(met.sentence), status=409)
        return self.done(_("%(code)s was removed.") % {"code": self.code}, self.address("scheme"))


class OrderPage(BuilderScreen):
    """«Đổi thứ tự»: every node with buttons to move it."""

    own_heading = True
    permission = staticmethod(may_revise_draft)
    title = N_("Order of the tree of criteria")
    template = "criteria/order.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The tree as a list."""
        return self.show()

    def show(self, said: str = "", *, status: int = 200) -> HttpResponse:
        """The list."""
        rows = [
            {
                "code": str(spot.node.get("code")),
                "name": str(spot.node.get("name", "")),
                "depth": len(spot.above),
                "group": is_group(spot.node),
                "first": spot.place == 0,
                "last": spot.place == len(spot.siblings) - 1,
                "under": spot.parent_code,
            }
            for spot in spots(self.frame.document)
        ]
        headings = [(row["code"], f"{row['code']} {row['name']}") for row in rows if row["group"]]
        return self.page(
            status=status,
            said=said,
            rows=rows,
            headings=[("", _("At the top")), *headings],
            revision=self.frame.card.revision,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Move one node: `up`, `down`, or under another heading."""
        edit = self.wanted(request)
        if edit is None:
            return self.show(_("Choose a row and where it goes."), status=422)
        revision = request.POST.get("revision", "")
        try:
            revise_draft(
                scheme=self.key,
                edit=edit,
                revision=int(revision) if revision.isdigit() else 0,
                place_seen="",
                actor=self.actor,
                at=self.now,
            )
        except SchemeChangedMeanwhile as met:
            return self.show(
                _("%(said)s The list is now as it is saved; move again.") % {"said": render(met.sentence)},
                status=409,
            )
        except SchemeUnreadable as unfit:
            return self.show(" ".join(render(one.sentence) for one in unfit.problems), status=422)
        return self.done(_("%(code)s was moved.") % {"code": edit.code}, self.address("order"))

    def wanted(self, request: HttpRequest) -> MoveNode | None:
        """The move that was asked for."""
        code = request.POST.get("code", "")
        spot = spot_of(self.frame.document, code)
        if spot is None:
            return None
        if (step := {"up": -1, "down": 1}.get(request.POST.get("move", ""))) is not None:
            return MoveNode(code, spot.parent_code, min(max(spot.place + step, 0), len(spot.siblings) - 1))
        under = request.POST.get("under", spot.parent_code)
        return None if under == spot.parent_code else MoveNode(code, under, 10_000)
