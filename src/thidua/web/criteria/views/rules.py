"""«Thưởng, trừ, điều kiện»: the lists beside the tree, each with a form of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.criteria.actions import revise_draft
from thidua.criteria.edits import Edit, ReviseList
from thidua.criteria.errors import SchemeChangedMeanwhile, SchemeUnreadable
from thidua.criteria.queries import SchemeFrame
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_, render
from thidua.web.criteria.describing import rule_pairs, value_words
from thidua.web.criteria.rows import (
    LEADS,
    LISTS,
    SPARE_ROWS,
    FormRow,
    read_rows,
    rows_of,
    rows_sent,
    sort_out,
)
from thidua.web.criteria.views.shared import RevisingScreen, SchemeScreen
from thidua.web.criteria.words import SECTIONS


class RulesPage(SchemeScreen):
    """Everything beside the tree, as it is."""

    title = N_("Bonus, deductions, conditions")
    template = "criteria/rules.html"
    tab = "rules"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The lists and the rules."""
        document = self.frame.document
        lists = [
            {
                "key": section,
                "title": _(SECTIONS[section]),
                "lead": _(LEADS[section]),
                "heads": [(box.key, _(box.label), box.kind == "number") for box in boxes],
                "rows": [
                    {
                        box.key: value_words(box.key, item[box.key]) if box.key in item else _(box.otherwise)
                        for box in boxes
                    }
                    for item in document.get(section) or []
                ],
            }
            for section, boxes in LISTS.items()
        ]
        around = [finding for finding in self.open if not finding.path.startswith("criteria")]
        return self.page(
            lists=lists, rules=rule_pairs(document), around=[render(one.sentence) for one in around]
        )


class RevisePart(RevisingScreen):
    """A form that writes one part beside the tree anew."""

    tab = "rules"

    def keep(self, request: HttpRequest, edit: Edit) -> tuple[str, tuple[Problem, ...]]:
        """Save; what came in between, and what does not fit."""
        try:
            revise_draft(
                scheme=self.key,
                edit=edit,
                revision=self.revision(request),
                place_seen=str(request.POST.get("seen", "")),
                actor=self.actor,
                at=self.now,
            )
        except SchemeUnreadable as unfit:
            return "", unfit.problems
        except SchemeChangedMeanwhile as met:
            return render(met.sentence), ()
        return "", ()


class ListPage(RevisePart):
    """One list beside the tree."""

    own_heading = True
    title = N_("Bonus, deductions, conditions")
    template = "criteria/list.html"

    def load(self, request: HttpRequest, **kwargs: Any) -> SchemeFrame | None:
        """The version, for a list there is."""
        return super().load(request, **kwargs) if kwargs["part"] in LISTS else None

    @property
    def section(self) -> str:
        """Which list."""
        return str(self.kwargs["part"])

    def heading(self) -> str:
        """The list's name."""
        return _(SECTIONS[self.section])

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list as it is, with rows to fill in."""
        return self.show(rows_of(self.frame.document, self.section))

    def show(
        self,
        rows: Sequence[FormRow],
        *,
        errors: Mapping[str, str] | None = None,
        general: Sequence[str] = (),
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """The form."""
        boxes = LISTS[self.section]
        blank = FormRow("", {box.key: "excluded" if box.key == "effect" else "" for box in boxes})
        spare = sum(row.empty for row in rows)
        context = {
            "revision": self.frame.card.revision,
            "place_seen": self.seen(ReviseList(self.section, ())),
            **more,
        }
        return self.page(
            status=status,
            section=self.section,
            lead=_(LEADS[self.section]),
            boxes=[
                {
                    "key": box.key,
                    "label": _(box.label),
                    "kind": box.kind,
                    "needed": box.needed,
                    "hint": _(box.hint) if box.hint else "",
                    "choices": [(key, _(said)) for key, said in (box.choices or {}).items()],
                }
                for box in boxes
            ],
            rows=[*rows, *([blank] * max(0, SPARE_ROWS - spare))],
            errors=dict(errors or {}),
            summary=[*(("", said) for said in general), *(errors or {}).items()],
            **context,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Obey a row's button, or save the list."""
        rows = rows_sent(request.POST, self.section)
        sent: dict[str, Any] = {
            "revision": self.revision(request),
            "place_seen": request.POST.get("seen", ""),
        }
        if any(name in request.POST for name in ("drop", "up", "down", "add")):
            extra = (
                [FormRow("", {box.key: "" for box in LISTS[self.section]})] * 3
                if "add" in request.POST
                else []
            )
            return self.show([*rows, *extra], **sent)
        found, errors, places = read_rows(rows, self.section)
        if errors:
            return self.show(rows, errors=errors, status=422, **sent)
        between, problems = self.keep(request, ReviseList(self.section, found))
        if between:
            said = _("%(said)s The list that is saved stands below the form; saving again replaces it.") % {
                "said": between
            }
            theirs = rows_of(self.frame.document, self.section)
            return self.show(rows, general=[said], status=409, theirs=theirs)
        if problems:
            boxes, general = sort_out(problems, self.section, places)
            return self.show(rows, errors=boxes, general=general, status=422, **sent)
        return self.done(_("The list was saved."), self.address("rules"))
