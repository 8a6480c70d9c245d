"""The builder: the tree with what is seen in it, and words why a doubt is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from markupsafe import Markup

from thidua.criteria.actions import write_remark
from thidua.criteria.documents.shape import spot_of
from thidua.criteria.errors import SchemeActUnfit
from thidua.criteria.findings import SchemeFinding
from thidua.criteria.states import RemarkKind
from thidua.foundation.wording import N_, render
from thidua.web.criteria.present import Tree, finding_items, node_address
from thidua.web.criteria.views.shared import RevisingScreen, SchemeScreen, told


class BuilderScreen(SchemeScreen):
    """A page with the tree at its left."""

    title = N_("Tree of criteria")

    def tree_context(self, current: str = "") -> dict[str, Any]:
        """What the tree shows."""
        tree = Tree(self.frame, self.open, base=self.base, current=current)
        total, fits = tree.total()
        return {"groups": tree.groups(), "tree_total": total, "tree_fits": fits}

    def way_out(self, finding: SchemeFinding) -> Markup:
        """The link from a finding to where it is mended, or kept with a word."""
        if finding.error or not self.revising.allowed:
            if not finding.code or not self.frame_has(finding.code):
                return Markup("")
            return _link(node_address(self.key, finding.code), _("Open"), finding.code)
        words = _("Change the reason") if finding.key in self.kept else _("Keep, with a reason")
        return _link(self.keep_address(finding), words, finding.code)

    def keep_address(self, finding: SchemeFinding) -> str:
        """The page where a doubt is kept with a word."""
        return f"{self.address('keep')}?{urlencode({'key': finding.key})}"

    def frame_has(self, code: str) -> bool:
        """Whether the code is a node of the tree."""
        return spot_of(self.frame.document, code) is not None


def _link(href: str, words: str, more: str = "") -> Markup:
    """A small button that is a link."""
    sr = Markup(' <span class="sr">{more}</span>').format(more=more) if more else ""
    return Markup('<a class="button button--small" href="{href}">{words}{sr}</a>').format(
        href=href, words=words, sr=sr
    )


class SchemePage(BuilderScreen):
    """A version: its tree, and everything seen in it."""

    template = "criteria/scheme.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The tree."""
        fixes = {finding.key: self.way_out(finding) for finding in self.findings}
        items = finding_items(self.findings, fixes=fixes, kept=self.kept, with_codes=True)
        return self.page(findings=items, **self.tree_context())


class KeepDoubt(RevisingScreen):
    """«Giữ, ghi lý do»: a doubt is kept on purpose, and everyone can read why."""

    own_heading = True
    title = N_("Keep what is doubtful, with a reason")
    template = "criteria/keep.html"

    def finding(self, request: HttpRequest) -> SchemeFinding | None:
        """The doubt the address names, if it is still seen."""
        key = request.POST.get("key") or request.GET.get("key", "")
        return next((one for one in self.findings if one.key == key and not one.error), None)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The doubt and a box for the reason."""
        return self.show(self.finding(request), self.kept.get(request.GET.get("key", ""), ""))

    def show(
        self, finding: SchemeFinding | None, text: str, errors: list[tuple[str, str]] | None = None
    ) -> HttpResponse:
        """The page."""
        words = render(finding.sentence) if finding is not None else ""
        return self.page(
            status=422 if errors else 200, finding=finding, words=words, text=text, errors=errors or []
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        finding = self.finding(request)
        if finding is None:
            return self.show(None, "")
        text = request.POST.get("text", "")
        try:
            write_remark(
                scheme=self.key,
                kind=RemarkKind.DOUBT_KEPT,
                key=finding.key,
                text=text,
                actor=self.actor,
                at=self.now,
            )
        except SchemeActUnfit as unfit:
            return self.show(finding, text, told(unfit))
        where = node_address(self.key, finding.code) if finding.code else self.address("scheme")
        return self.done(_("The reason was written down."), where)
