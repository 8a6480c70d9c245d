"""Forms of scoring: one cell by its kind, an item beside the tree, reasons, votes."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.core.numbers import NumberUnreadable, parse_decimal, plain
from thidua.core.text import nfc
from thidua.criteria.leaves import Leaf
from thidua.criteria.notation import event_words, figure, rating_words
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import active_language, render
from thidua.scorecards.errors import MarkUnfit, ReasonMissing
from thidua.scorecards.states import Awaits
from thidua.web.scorecards.words import plain_words

MOST_TARGETS = 12
VALUE, SUPERIOR, EVIDENCE, SPARED = "value", "superior", "evidence", "not_applicable"


class ExactField(forms.CharField):
    """A number as people write it, decimal comma or point; kept as exact text."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """The number as plain text; refuses what could mean two numbers, and says how to write it."""
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return plain(parse_decimal(text))
        except NumberUnreadable as problem:
            raise forms.ValidationError(render(problem.sentence)) from problem

    def prepare_value(self, value: Any) -> Any:
        """Show a kept number in the reader's way; what was typed stays as typed."""
        return figure(value, active_language()) if isinstance(value, Decimal) else value


class TextField(forms.CharField):
    """Words of a person, in one normal form."""

    def to_python(self, value: Any) -> Any:
        """NFC."""
        return nfc(super().to_python(value) or "")


class ReasonForm(forms.Form):
    """One reason in words."""

    reason = TextField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class EntryForm(forms.Form):
    """The input of one cell: what the leaf's kind asks for, or the state it is in, with reason and papers.

    Nothing here computes points: an input is read, and the scoring core judges whether it fits.
    """

    says = forms.ChoiceField(
        label=gettext_lazy("What the cell says"), widget=forms.RadioSelect, initial=VALUE
    )
    reason = TextField(
        label=gettext_lazy("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    papers = TextField(
        label=gettext_lazy("Evidence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=8000,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, leaf: Leaf, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaf = leaf
        self.fields["says"].choices = [  # type: ignore[attr-defined]  # a choice field
            (VALUE, _("A value")),
            (SUPERIOR, _("Waiting for a result from above")),
            (EVIDENCE, _("Evidence is missing")),
            (SPARED, _("Does not apply to the unit")),
        ]
        self.value_names = tuple(_value_fields(leaf))
        self.fields.update(_value_fields(leaf))

    @property
    def value_fields(self) -> list[Any]:
        """The bound fields of the value itself."""
        return [self[name] for name in self.value_names]

    def clean(self) -> dict[str, Any]:
        """A value needs its figures; a state needs its reason."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("says") == VALUE:
            for name in self.value_names:
                field = self.fields[name]
                if (
                    getattr(field, "wanted", False)
                    and given.get(name) in {"", None}
                    and name not in self.errors
                ):
                    self.add_error(name, _("Enter this figure, or say what the cell waits for."))
        elif not given.get("reason"):
            self.add_error("reason", _("A cell that waits or does not apply needs its reason."))
        return given

    def entry(self) -> dict[str, Any]:
        """The input in the form of a results file."""
        said = self.cleaned_data["says"]
        if said == SPARED:
            return {"state": "not_applicable"}
        if said != VALUE:
            return {"state": "pending"}
        return _entry(self.leaf, self.cleaned_data)

    def add_problem(self, problem: Problem) -> None:
        """Show what a verb refused at the field it is about, so that the summary leads there."""
        words = render(problem.sentence)
        self.add_error("reason" if isinstance(problem, ReasonMissing) else self._field_of(problem), words)

    def _field_of(self, problem: Problem) -> str | None:
        """The field a place inside the input was typed in: `points`, `events.late`, `targets[0].weight`."""
        path = problem.path if isinstance(problem, MarkUnfit) else ""
        head, *rest = re.split(r"[.\[\]]+", path)
        if head == "targets" and len(rest) > 1 and rest[0].isdigit():
            head = f"{rest[1]}_{int(rest[0]) + 1}"
        elif head == "events" and rest:
            kinds = [str(kind) for kind in self.leaf.params.get("events") or ()]
            head = f"event_{kinds.index(rest[0])}" if rest[0] in kinds else ""
        named = head if head in self.value_names else next(iter(self.value_names), None)
        return named if self.cleaned_data.get("says") == VALUE else None

    def awaits(self) -> str:
        """What a pending cell waits for."""
        return {SUPERIOR: Awaits.SUPERIOR, EVIDENCE: Awaits.EVIDENCE}.get(
            self.cleaned_data["says"], Awaits.NOTHING
        )

    def evidence(self) -> tuple[dict[str, str], ...]:
        """Papers, one a line: `number; date; title`."""
        papers = []
        for line in self.cleaned_data["papers"].splitlines():
            parts = [part.strip() for part in line.split(";", 2)]
            if any(parts):
                papers.append(dict(zip(("number", "date", "title"), [*parts, "", ""][:3], strict=True)))
        return tuple(papers)


def _number(label: str, *, wanted: bool = True, help_text: str = "") -> forms.Field:
    field = ExactField(label=label, required=False, max_length=64, help_text=help_text)
    field.wanted = wanted  # type: ignore[attr-defined]  # read by `EntryForm.clean`
    return field


def _wanted(field: forms.Field) -> forms.Field:
    field.wanted = True  # type: ignore[attr-defined]  # read by `EntryForm.clean`
    return field


def _value_fields(leaf: Leaf) -> dict[str, forms.Field]:  # noqa: C901 -- one line for each kind of leaf
    match leaf.kind:
        case "pass_fail":
            choices = [("yes", _("Met")), ("no", _("Not met"))]
            return {
                "achieved": _wanted(
                    forms.ChoiceField(
                        label=_("Result"), choices=choices, widget=forms.RadioSelect, required=False
                    )
                )
            }
        case "direct":
            most = plain_words(leaf.max)
            return {"points": _number(_("Points"), help_text=_("From 0 to %(max)s.") % {"max": most})}
        case "proportional" | "relative_to_leader":
            return {"target": _number(_("Target")), "actual": _number(_("Result"))}
        case "completion":
            return {"percent": _number(_("Percentage completed"))}
        case "step" | "deduct_step":
            return {
                "x": _number(
                    _("Figure"),
                    wanted=False,
                    help_text=_("Or give numerator and denominator; the rate is worked out."),
                ),
                "numerator": _number(_("Numerator"), wanted=False),
                "denominator": _number(_("Denominator"), wanted=False),
            }
        case "lateness":
            return {
                "missing": _never(),
                "days_late": _number(_("Days late (0 when on time, negative when early)"), wanted=False),
            }
        case "dated":
            day = forms.DateField(label=_("Day"), required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"])
            return {"missing": _never(), "date": day, "parts": _number(_("Complete parts"), wanted=False)}
        case "count":
            return {"count": _records(_("Number, or the record numbers"))}
        case "deduct_per_event":
            weights = leaf.params.get("events")
            if not isinstance(weights, Mapping):
                return {"count": _records(_("Number of events, or the record numbers"))}
            lang = active_language()
            return {
                f"event_{place}": _number(
                    _("Times: %(event)s") % {"event": event_words(str(kind), lang)}, wanted=False
                )
                for place, kind in enumerate(weights)
            }
        case "banded_target":
            return {"n": _number(_("Workload")), "actual": _number(_("Result"))}
        case "external":
            lang = active_language()
            choices = [("", ""), *((code, rating_words(code, lang)) for code in leaf.params.get("map", {}))]
            return {"rating": _wanted(forms.ChoiceField(label=_("Rating"), choices=choices, required=False))}
        case "unit_targets":
            return _target_fields(leaf)
    message = f"{leaf.kind} has no form."
    raise ValueError(message)


def _never() -> forms.Field:
    return forms.BooleanField(label=_("Never filed"), required=False)


def _records(label: str) -> forms.Field:
    hint = _("A number, or record numbers separated by semicolons: DH-01; DH-02.")
    return _wanted(TextField(label=label, required=False, max_length=2000, help_text=hint))


def _target_fields(leaf: Leaf) -> dict[str, forms.Field]:
    most = min(int(str(leaf.params.get("max_targets", MOST_TARGETS))), MOST_TARGETS)
    fields: dict[str, forms.Field] = {}
    for place in range(1, most + 1):
        at = {"place": place}
        fields[f"name_{place}"] = TextField(label=_("Target %(place)s") % at, required=False, max_length=300)
        fields[f"weight_{place}"] = _number(_("Weight of target %(place)s") % at, wanted=False)
        fields[f"target_{place}"] = _number(_("Registered level of target %(place)s") % at, wanted=False)
        fields[f"actual_{place}"] = _number(_("Result of target %(place)s") % at, wanted=False)
        fields[f"lower_{place}"] = forms.BooleanField(
            label=_("Lower is better (target %(place)s)") % at, required=False
        )
    return fields


def _entry(leaf: Leaf, given: Mapping[str, Any]) -> dict[str, Any]:
    match leaf.kind:
        case "pass_fail":
            return {"achieved": given["achieved"] == "yes"}
        case "step" | "deduct_step":
            return {"x": given["x"] or _rate(given)}
        case "lateness" | "dated" if given["missing"]:
            return {"missing": True}
        case "lateness":
            return {"days_late": given["days_late"]}
        case "dated":
            day = {"date": given["date"].isoformat() if given["date"] else ""}
            return {**day, "parts": given["parts"]} if given["parts"] else day
        case "count":
            return {"count": _counted(given["count"])}
        case "deduct_per_event" if "count" in given:
            return {"count": _counted(given["count"])}
        case "deduct_per_event":
            kinds = leaf.params["events"]
            return {"events": {kind: given[f"event_{place}"] or "0" for place, kind in enumerate(kinds)}}
        case "unit_targets":
            return {"targets": _targets(given)}
    return {name: given[name] for name in _value_fields(leaf)}


def _rate(given: Mapping[str, Any]) -> str:
    if not given["numerator"] or not given["denominator"] or Decimal(given["denominator"]) == 0:
        return ""
    return plain(
        (Decimal(given["numerator"]) * 100 / Decimal(given["denominator"])).quantize(Decimal("1e-15"))
    )


def _counted(text: str) -> str | list[str]:
    if any(char.isalpha() for char in text):
        return [piece.strip() for piece in text.replace(",", ";").split(";") if piece.strip()]
    try:
        return plain(parse_decimal(text))
    except NumberUnreadable:
        return text


def _targets(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    targets = []
    for place in range(1, MOST_TARGETS + 1):
        if not given.get(f"name_{place}") and not given.get(f"weight_{place}"):
            continue
        targets.append(
            {
                "name": given[f"name_{place}"],
                "weight": given[f"weight_{place}"],
                "target": given[f"target_{place}"],
                "actual": given[f"actual_{place}"],
                "direction": "lower" if given[f"lower_{place}"] else "higher",
            }
        )
    return targets


def initial_of(leaf: Leaf, entry: Mapping[str, Any] | None) -> dict[str, Any]:
    """What stands in the form for an entry: the kept figures in the reader's way."""
    if entry is None or "state" in entry:
        return {}
    said: dict[str, Any] = {}
    for key, value in entry.items():
        if key == "targets":
            for place, target in enumerate(value, start=1):
                said |= {
                    f"{name}_{place}": _shown(target[name]) for name in ("name", "weight", "target", "actual")
                }
                said[f"lower_{place}"] = target.get("direction") == "lower"
        elif key == "events":
            kinds = list(leaf.params.get("events", {}))
            said |= {
                f"event_{kinds.index(kind)}": _shown(times) for kind, times in value.items() if kind in kinds
            }
        elif key == "count":
            said[key] = "; ".join(value) if isinstance(value, list) else _shown(value)
        elif key == "achieved":
            said[key] = "yes" if value else "no"
        elif key == "date":
            said[key] = "/".join(reversed(str(value).split("-")))
        else:
            said[key] = _shown(value) if isinstance(value, str) and key != "rating" else value
    return said


def _shown(value: Any) -> Any:
    try:
        return figure(Decimal(str(value)), active_language())
    except ArithmeticError:
        return value


def papers_text(evidence: tuple[Mapping[str, str], ...]) -> str:
    """Kept papers as they are typed: one a line."""
    return "\n".join(
        "; ".join(paper.get(key, "") for key in ("number", "date", "title")).rstrip("; ")
        for paper in evidence
    )
