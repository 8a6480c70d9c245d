"""Bonus points, deductions and disqualifiers: what is counted for each unit, on which record."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.core.scoring import Scorecard
from thidua.core.verdict import Verdict
from thidua.foundation.wording import N_, render
from thidua.scorecards.actions import enter_item, strike_item
from thidua.scorecards.errors import ItemUnfit, ReasonNeeded
from thidua.scorecards.permissions import may_enter_item, may_see_sheet, may_strike_item
from thidua.scorecards.queries import ItemRow, Member, SheetFrame, leading_stage, sheet_frame, struck_items
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import ItemKind
from thidua.web.scorecards.forms import ReasonForm, TextField
from thidua.web.scorecards.views.shared import FramedScreen, SheetScreen
from thidua.web.scorecards.words import ITEM_WORDS, points_words, signed_words


class ItemForm(forms.Form):
    """One item and the record it rests on."""

    code = forms.ChoiceField(label=gettext_lazy("What is counted"))
    record = TextField(
        label=gettext_lazy("Record it rests on"),
        max_length=80,
        help_text=gettext_lazy("The number of the decision, the minutes or the event. It counts once."),
    )
    title = TextField(label=gettext_lazy("What it says"), max_length=400, required=False)
    number = TextField(label=gettext_lazy("Number and symbol of the paper"), max_length=80, required=False)
    dated = forms.DateField(
        label=gettext_lazy("Date of the paper"),
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=gettext_lazy("Written as 21/07/2023."),
    )

    def __init__(self, frame: SheetFrame, kind: ItemKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = frame.outline.item_names(kind)
        choices = [(code, f"{code} {node['name']}{_points(node)}") for code, node in names.items()]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]  # a choice field


def _points(node: Any) -> str:
    return f" ({node['points']})" if "points" in node else ""


class Items(SheetScreen):
    """What is counted beside the tree, unit by unit, and what was struck."""

    title = N_("Bonus points, deductions, disqualifiers")
    template = "scorecards/items.html"
    tab = "items"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The lists."""
        frame = self.frame
        card = scorecard_of(frame, leading_stage(frame))
        names = {
            code: node["name"] for kind in ItemKind for code, node in frame.outline.item_names(kind).items()
        }
        strikeable = {
            item.public_id
            for item in frame.content.items
            if may_strike_item(self.actor, (frame, item), on=self.on).allowed
        }
        return self.page(
            units=[self.unit(member, card) for member in frame.members],
            names=names,
            strikeable=strikeable,
            struck=struck_items(frame),
            kinds={kind: _(ITEM_WORDS[kind]) for kind in ItemKind},
            unit_names={member.code: member.short_name for member in frame.members},
            crumb_items=self.crumbs(self.sheet_crumb()),
        )

    def unit(self, member: Member, card: Scorecard) -> dict[str, Any]:
        """What is counted for one unit, what it comes to, and what this person may count for it."""
        frame, unit = self.frame, card.units[member.code]
        return {
            "member": member,
            "items": [item for item in frame.content.items if item.unit == member.code],
            "bonus": signed_words(unit.bonus),
            "deduction": points_words(unit.deduction),
            "why": [
                (one.code, one.number, points_words(one.points), one.counted, render(one.why))
                for one in (*unit.bonus_items, *unit.deduction_items)
            ],
            "blocked": unit.blockers,
            "may": [
                (kind, _(ITEM_WORDS[kind]))
                for kind in ItemKind
                if frame.outline.item_names(kind)
                and may_enter_item(self.actor, (frame, member.code, kind), on=self.on).allowed
            ],
        }


class EnterItem(FramedScreen[tuple[SheetFrame, str, ItemKind]]):
    """Count one item for a unit."""

    permission = staticmethod(may_enter_item)
    title = N_("Count an item")
    template = "scorecards/item.html"
    tab = "items"

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object[0]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[SheetFrame, str, ItemKind] | None:
        """Sheet, unit and kind."""
        frame = sheet_frame(kwargs["sheet"])
        if frame is None or frame.member(kwargs["unit"]) is None or kwargs["kind"] not in set(ItemKind):
            return None
        return frame, kwargs["unit"], ItemKind(kwargs["kind"])

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(ItemForm(self.frame, self.object[2]))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Count it."""
        frame, unit, kind = self.object
        form = ItemForm(frame, kind, request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            enter_item(
                sheet=frame.public_id,
                unit=unit,
                kind=kind,
                actor=self.actor,
                at=self.now,
                **form.cleaned_data,
            )
        except ItemUnfit as problem:
            form.add_error(problem.where if problem.where in form.fields else None, render(problem.sentence))
            return self.show(form, status=422)
        return self.done(_("The item is counted."), reverse("scorecards:items", args=(frame.public_id,)))

    def show(self, form: ItemForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        frame, unit, kind = self.object
        items = (_("Bonus, deductions"), reverse("scorecards:items", args=(frame.public_id,)))
        return self.page(
            status=status,
            form=form,
            member=frame.member(unit),
            kind_words=_(ITEM_WORDS[kind]),
            crumb_items=self.crumbs(self.sheet_crumb(), items),
        )


class StrikeItem(FramedScreen[tuple[SheetFrame, ItemRow]]):
    """Strike an item with a reason."""

    title = N_("Strike an item")
    template = "scorecards/strike.html"
    tab = "items"

    @staticmethod
    def permission(actor: Any, item: tuple[SheetFrame, ItemRow], *, on: Any) -> Verdict:
        """Whoever might have entered it; who may not read the sheet learns nothing."""
        seen = may_see_sheet(actor, item[0], on=on)
        return may_strike_item(actor, item, on=on) if seen.allowed else seen

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object[0]

    def load(self, request: HttpRequest, **kwargs: Any) -> tuple[SheetFrame, ItemRow] | None:
        """Sheet and item."""
        frame = sheet_frame(kwargs["sheet"])
        found = [item for item in frame.content.items if item.public_id == kwargs["item"]] if frame else []
        return (frame, found[0]) if frame is not None and found else None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(ReasonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Strike it."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        frame, item = self.object
        try:
            strike_item(
                sheet=frame.public_id, item=item.public_id, reason=form.cleaned_data["reason"],
                actor=self.actor, at=self.now,
            )  # fmt: skip
        except ReasonNeeded as problem:
            form.add_error("reason", render(problem.sentence))
            return self.show(form, status=422)
        return self.done(_("The item was struck."), reverse("scorecards:items", args=(frame.public_id,)))

    def show(self, form: ReasonForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        frame, item = self.object
        member: Member | None = frame.member(item.unit)
        items = (_("Bonus, deductions"), reverse("scorecards:items", args=(frame.public_id,)))
        return self.page(
            status=status,
            form=form,
            item=item,
            member=member,
            crumb_items=self.crumbs(self.sheet_crumb(), items),
        )
