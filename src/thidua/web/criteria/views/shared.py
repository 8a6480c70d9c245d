"""What the screens of one version share: the version, what is seen in it, tabs, addresses, answers."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.core.verdict import Verdict
from thidua.criteria.changes import change_count
from thidua.criteria.changing import inputs_of
from thidua.criteria.edits import Edit, NoteInput, seen
from thidua.criteria.findings import SchemeFinding, findings_of
from thidua.criteria.permissions import may_read_scheme, may_read_year, may_revise_draft
from thidua.criteria.queries import NamedMember, SchemeFrame, named_members, scheme_frame
from thidua.criteria.states import RemarkKind
from thidua.foundation.gate import Screen
from thidua.foundation.refusals import Problems, ThiduaError
from thidua.foundation.wording import render
from thidua.web.criteria.present import counts, flag_of
from thidua.web.criteria.words import state_of
from thidua.web.shared import parts
from thidua.web.shared.addresses import fixed_address


class SchemeScreen(Screen[SchemeFrame]):
    """A screen of one version, open to whoever may read it."""

    permission = staticmethod(may_read_scheme)
    menu = "scores"
    tab: ClassVar[str] = "tree"
    # Forms that take the version one step on are headed by what they do, the sister pages by the version.
    own_heading: ClassVar[bool] = False

    def load(self, request: HttpRequest, **kwargs: Any) -> SchemeFrame | None:
        """The version the address names."""
        return scheme_frame(kwargs["scheme"])

    @property
    def frame(self) -> SchemeFrame:
        """The version."""
        return self.object

    @property
    def key(self) -> str:
        """Its key in addresses."""
        return self.frame.card.public_id

    @cached_property
    def revising(self) -> Verdict:
        """Whether this person may change it now."""
        return may_revise_draft(self.actor, self.frame, on=self.on)

    @cached_property
    def findings(self) -> tuple[SchemeFinding, ...]:
        """Everything the checker sees."""
        return findings_of(self.frame.document)

    @cached_property
    def kept(self) -> dict[str, str]:
        """Why doubts are kept, by the key of the finding."""
        return {
            key: remark.text
            for (kind, key), remark in self.frame.remarks.items()
            if kind is RemarkKind.DOUBT_KEPT
        }

    @cached_property
    def open(self) -> tuple[SchemeFinding, ...]:
        """What stands in the way of agreement."""
        return tuple(finding for finding in self.findings if finding.error or finding.key not in self.kept)

    @property
    def base(self) -> Mapping[str, Any] | None:
        """The document of the version this one was made from."""
        return self.frame.base

    @cached_property
    def members(self) -> tuple[NamedMember, ...]:
        """The member units with their names."""
        return named_members(self.frame.year)

    @cached_property
    def notes(self) -> dict[str, NoteInput]:
        """Notes as edits carry them."""
        return inputs_of(self.frame.notes)

    def seen(self, edit: Edit) -> str:
        """How the place of an edit looks now."""
        return seen(edit, self.frame.document, self.notes)

    def version_words(self) -> str:
        """The version's own title."""
        return _("Table of criteria, version %(version)s") % {"version": self.frame.card.version}

    def heading(self) -> str:
        """The page's one heading."""
        return _(self.title) if self.own_heading else self.version_words()

    def tabs(self) -> tuple[parts.Tab, ...]:
        """The sister pages."""
        changes = change_count(self.base, self.frame.document) if self.base is not None else None
        tabs = (
            ("tree", _("Tree of criteria"), "criteria:scheme", None),
            ("rules", _("Bonus, deductions, conditions"), "criteria:rules", None),
            ("changes", _("Against the version before"), "criteria:changes", changes),
            ("effects", _("Effects"), "criteria:effects", None),
            ("versions", _("Versions"), "criteria:versions", None),
        )
        return tuple(
            parts.Tab(label, reverse(name, args=(self.key,)), key == self.tab, count)
            for key, label, name, count in tabs
        )

    def crumbs(self) -> list[tuple[str, str]]:
        """The way here; an office that only appraises has no page of the year to come from."""
        year = self.frame.year
        way = [*scores_crumb(), (_("Tables of criteria"), reverse("criteria:home"))]
        if may_read_year(self.actor, year, on=self.on).allowed:
            way.append((f"{year.short_name}, {year.year}", reverse("criteria:year", args=(year.public_id,))))
        return way

    def page(self, template: str = "", *, status: int = 200, **context: Any) -> HttpResponse:
        """Render with what every page of a version shows."""
        # What is frozen has nothing open: it was looked through when the bloc agreed.
        still_open = self.open if self.frame.card.editable else ()
        errors, doubts = counts(still_open)
        shared = {
            "frame": self.frame,
            "card": self.frame.card,
            "tabs": self.tabs(),
            "crumb_items": self.crumbs(),
            "state": state_of(self.frame.card.state),
            "revising": self.revising,
            "open_errors": errors,
            "open_doubts": doubts,
            "open_words": flag_of(still_open),
            "version_title": self.version_words(),
            "page_title": self.heading(),
        }
        return super().page(template, status=status, **{**shared, **context})

    def done(self, words: str, where: str) -> HttpResponse:
        """Say that it is kept, and go on."""
        messages.success(self.request, words)
        return HttpResponseRedirect(where)

    def address(self, name: str, *args: str) -> str:
        """An address within this version."""
        return reverse(f"criteria:{name}", args=(self.key, *args))


class RevisingScreen(SchemeScreen):
    """A screen that changes a draft; whoever may only read is told why not."""

    permission = staticmethod(may_revise_draft)

    def revision(self, request: HttpRequest) -> int:
        """The revision the form was made from."""
        text = request.POST.get("revision", "")
        return int(text) if text.isdigit() else 0


def scores_crumb() -> list[tuple[str, str]]:
    """The room of scores, which tables of criteria belong to, where this installation has it."""
    href = fixed_address("scorecards:home")
    return [(_("Scoring, ranking"), href)] if href else []


def told(problem: ThiduaError) -> list[tuple[str, str]]:
    """A refusal as lines of an error summary: one for each problem, without a box to jump to."""
    if isinstance(problem, Problems) and problem.problems:
        return [("", render(one.sentence)) for one in problem.problems]
    remedy = getattr(problem, "remedy", None)
    said = render(problem.sentence)
    return [
        (
            f"id_{getattr(problem, 'where', '')}" if getattr(problem, "where", "") else "",
            f"{said} {render(remedy)}" if remedy else said,
        )
    ]
