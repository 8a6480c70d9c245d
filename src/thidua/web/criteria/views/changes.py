"""«So với bản trước» and «Ảnh hưởng»: what differs, who asked for it, and what it does to every unit."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from thidua.core.scoring import Change
from thidua.criteria.actions import write_remark
from thidua.criteria.changes import change_key, changes_between
from thidua.criteria.effects import LeafEffect, SchemeEffect, UnitEffect, effect_of, results_near
from thidua.criteria.errors import SchemeActUnfit
from thidua.criteria.states import RemarkKind
from thidua.foundation.wording import N_, render
from thidua.web.criteria.describing import value_words
from thidua.web.criteria.present import node_address, said
from thidua.web.criteria.views.shared import RevisingScreen, SchemeScreen, told
from thidua.web.criteria.words import SECTIONS, place_word
from thidua.web.shared import parts
from thidua.web.shared.exporting import attached, workbook


def change_words(change: Change) -> dict[str, str]:
    """A change as a row: place, before, after."""
    key = change.place.rsplit(".", 1)[-1].partition("[")[0]
    return {
        "code": change.code or _(SECTIONS.get(change.section, change.section)),
        "place": place_word(change),
        "before": "" if change.before is None else value_words(key, change.before),
        "after": "" if change.after is None else value_words(key, change.after),
        "key": change_key(change),
    }


class ComparingScreen(SchemeScreen):
    """A screen that looks at two versions."""

    def base_words(self) -> str:
        """That version in a few words."""
        card = self.frame.origin
        if card is None:
            return ""
        if card.bloc_year == self.frame.year.public_id:
            return _("version %(version)s") % {"version": card.version}
        return _("version %(version)s of %(year)s") % {"version": card.version, "year": card.year}

    def own_words(self) -> str:
        """This version in a few words, told apart from one of another year."""
        card, base = self.frame.card, self.frame.origin
        if base is None or base.bloc_year == card.bloc_year:
            return _("version %(version)s") % {"version": card.version}
        return _("version %(version)s of %(year)s") % {"version": card.version, "year": card.year}


class ChangesPage(ComparingScreen):
    """Every place that differs, with who asked for it and why."""

    title = N_("Against the version before")
    template = "criteria/changes.html"
    tab = "changes"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The differences."""
        rows = []
        for change in changes_between(self.base, self.frame.document) if self.base is not None else ():
            row: dict[str, Any] = dict(change_words(change))
            remark = self.frame.remark(RemarkKind.CHANGE, row["key"])
            row["why"] = remark.text if remark is not None else ""
            row["asked_by"] = remark.asked_by if remark is not None else ""
            row["href"] = f"{self.address('explain')}?{urlencode({'key': row['key']})}"
            rows.append(row)
        return self.page(rows=rows, has_base=self.base is not None, base_words=self.base_words())


class ExplainChange(RevisingScreen):
    """Write who asked for a change and why."""

    own_heading = True
    title = N_("Who asked for it, and why")
    template = "criteria/explain.html"
    tab = "changes"

    def change(self, key: str) -> Change | None:
        """The change at a place."""
        found = changes_between(self.base, self.frame.document) if self.base is not None else ()
        return next((change for change in found if change_key(change) == key), None)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The change and two boxes."""
        key = request.GET.get("key", "")
        remark = self.frame.remark(RemarkKind.CHANGE, key)
        return self.show(key, remark.text if remark else "", remark.asked_by if remark else "")

    def show(
        self, key: str, text: str, asked_by: str, errors: list[tuple[str, str]] | None = None
    ) -> HttpResponse:
        """The form."""
        change = self.change(key)
        return self.page(
            status=422 if errors else 200,
            key=key,
            change=change_words(change) if change is not None else None,
            text=text,
            asked_by=asked_by,
            errors=errors or [],
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        key, text, asked = (request.POST.get(name, "") for name in ("key", "text", "asked_by"))
        if self.change(key) is None:
            return self.show(key, text, asked)
        try:
            write_remark(
                scheme=self.key,
                kind=RemarkKind.CHANGE,
                key=key,
                text=text,
                asked_by=asked,
                actor=self.actor,
                at=self.now,
            )
        except SchemeActUnfit as unfit:
            return self.show(key, text, asked, told(unfit))
        return self.done(_("The reason was written down."), self.address("changes"))


def leaf_words(leaf: LeafEffect) -> str:
    """What happened to one leaf: `III.5: 4 thay vì 5`."""
    names = {"bonus": _("Bonus"), "deduction": _("Deductions")}
    code = names.get(leaf.code, leaf.code)
    if leaf.after is None:
        return _("%(code)s is no longer there (%(before)s)") % {"code": code, "before": said(leaf.before)}
    if leaf.waits:
        return _("%(code)s now has to wait") % {"code": code}
    if leaf.before is None:
        return _("%(code)s is new: %(after)s") % {"code": code, "after": said(leaf.after)}
    return _("%(code)s: now %(after)s instead of %(before)s") % {
        "code": code,
        "after": said(leaf.after),
        "before": said(leaf.before),
    }


def why_words(unit: UnitEffect) -> str:
    """Which leaves do it, in one line."""
    told_leaves = [leaf_words(leaf) for leaf in unit.leaves]
    if not told_leaves:
        return _("Nothing changes.") if not unit.change else _("What does not apply is scaled differently.")
    return "; ".join(told_leaves)


class EffectsPage(ComparingScreen):
    """What the version does to every unit, on the latest results there are."""

    title = N_("Effects")
    template = "criteria/effects.html"
    tab = "effects"

    def effect(self) -> SchemeEffect | None:
        """The effect, where there are two versions, both without errors, and results."""
        if self.base is None:
            return None
        results = results_near(self.frame, actor=self.actor, on=self.on)
        return None if results is None else effect_of(self.base, self.frame.document, results)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The table of effects, or why there is none."""
        effect = self.effect()
        if effect is not None and request.GET.get("tep") == "xlsx":
            return self.workbook(effect)
        return self.page(
            missing="" if effect is not None else self.missing(),
            said=render(effect.said) if effect is not None else "",
            effect=parts.Effect.of([row_of(unit) for unit in effect.units]) if effect is not None else None,
            ranks=rank_rows(effect) if effect is not None else [],
            details=self.details(effect) if effect is not None else [],
            misfits=sorted({render(one.sentence) for one in effect.misfits})[:10]
            if effect is not None
            else [],
            before_head=capfirst(self.base_words()) or _("Before"),
            after_head=capfirst(self.own_words()),
        )

    def missing(self) -> str:
        """Why no effect can be shown."""
        if self.base is None:
            return _("This version was not made from another one, so there is nothing to compare it with.")
        if self.open_errors():
            return _("The table still has errors. Mend them first; then its effect can be worked out.")
        return _(
            "There are no results yet to try the table on. They come from the score sheet of the year, or of the year before."
        )

    def open_errors(self) -> bool:
        """Whether errors are left."""
        return any(finding.error for finding in self.findings)

    def details(self, effect: SchemeEffect) -> list[Mapping[str, Any]]:
        """For each unit that is touched, the reasons leaf by leaf."""
        return [
            {
                "unit": unit.name,
                "rows": [
                    {
                        "code": leaf.code,
                        "href": node_address(self.key, leaf.code)
                        if leaf.code not in {"bonus", "deduction"}
                        else "",
                        "words": leaf_words(leaf),
                        "why": render(leaf.why) if leaf.why is not None else "",
                    }
                    for leaf in unit.leaves
                ],
            }
            for unit in effect.units
            if unit.leaves
        ]

    def workbook(self, effect: SchemeEffect) -> HttpResponse:
        """The table as Excel."""
        heads = [
            _("Unit"),
            _("Before, at least"),
            _("Before, at most"),
            _("After, at least"),
            _("After, at most"),
            _("Change"),
            _("Why"),
        ]
        rows = [
            [
                unit.name,
                said(unit.before.low),
                said(unit.before.high),
                said(unit.after.low),
                said(unit.after.high),
                said(unit.change),
                why_words(unit),
            ]
            for unit in effect.units
        ]
        content = workbook(
            _("Effects"), heads, rows, widths=(40, 14, 14, 14, 14, 12, 80), notes=[render(effect.said)]
        )
        return attached(
            content, name=f"anh-huong-{self.frame.year.year}-ban-{self.frame.card.version}", form="xlsx"
        )


def row_of(unit: UnitEffect) -> parts.EffectRow:
    """A row for the part `effect_table`."""
    return parts.EffectRow(
        unit.name,
        (unit.before.low, unit.before.high),
        (unit.after.low, unit.after.high),
        why_words(unit),
        complete=not unit.stalls,
    )


def rank_rows(effect: SchemeEffect) -> list[dict[str, str]]:
    """Units whose rank changes."""
    return [
        {"unit": unit.name, "before": str(unit.rank_before), "after": str(unit.rank_after)}
        for unit in effect.units
        if unit.rank_before is not None
        and unit.rank_after is not None
        and unit.rank_before != unit.rank_after
    ]
