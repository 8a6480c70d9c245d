"""Forms of the room; what does not fit is said at its field."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.calendar import Absolute, DayKind, Known, Relative, Roll, SpecialDay, SpecialKind, When
from thidua.foundation.refusals import Problem, ThiduaError
from thidua.foundation.wording import render
from thidua.plans.drafts import ActivityDraft
from thidua.plans.states import DraftKind
from thidua.web.plans.words import DAY_KINDS, DRAFT_KINDS, ROLLS, SPECIAL_KINDS
from thidua.web.shared.fields import DayField

FIXED, AFTER, BEFORE = "fixed", "after", "before"
LONG = {"rows": 4}


class Form(forms.Form):
    """A form that can take an error of the domain to the field it names."""

    use_required_attribute = True
    # What a verb calls a field, where the form calls it otherwise.
    called: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def blame(self, error: ThiduaError) -> None:
        """Show the error beside its field, with what to do."""
        said = render(error.sentence)
        if isinstance(error, Problem) and error.remedy is not None:
            said = f"{said} {render(error.remedy)}"
        where = getattr(error, "where", "")
        where = self.called.get(where, where)
        self.add_error(where if where in self.fields else None, said)


def text(label: Any, *, required: bool = True, rows: int = 4, **kwargs: Any) -> forms.CharField:
    """A box for several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget, **kwargs)


class ReasonForm(Form):
    """Only the reason."""

    reason = text(_("Reason"), max_length=2000)


class PlanForm(Form):
    """The words of a plan."""

    title = forms.CharField(label=_("Title"), max_length=300)
    text = text(
        _("Words of the plan"),
        required=False,
        rows=10,
        max_length=20000,
        help_text=_(
            "Purpose, demands, funding: one passage on each line. The units comment passage by passage."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NewPlanForm(PlanForm):
    """The words of a new version, and why there is one."""

    change_reason = text(_("What led to a new version"), required=False, max_length=2000)
    field_order = ("change_reason", "title", "text")


class DayForm(Form):
    """How a day is found: fixed, or counted from another line."""

    called = {"when": "way"}
    way = forms.ChoiceField(
        label=_("How the day is found"),
        widget=forms.RadioSelect,
        choices=[
            (FIXED, _("A fixed day")),
            (AFTER, _("So many days after another line")),
            (BEFORE, _("So many days before another line")),
        ],
        initial=FIXED,
    )
    day = DayField(label=_("Fixed day"), required=False, help_text=_("Written as 21/07/2023."))
    base = forms.ChoiceField(label=_("Counted from"), required=False)
    days = forms.IntegerField(label=_("Days between"), required=False, min_value=0, max_value=800)
    kind = forms.ChoiceField(label=_("Days are counted as"), initial=DayKind.CALENDAR.value)
    roll = forms.ChoiceField(label=_("When it falls on a day off"), initial=Roll.KEEP.value)

    def __init__(self, *args: Any, bases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("base", [("", gettext("none")), *bases])
        self.offer("kind", [(kind.value, gettext(words)) for kind, words in DAY_KINDS.items()])
        self.offer("roll", [(rule.value, gettext(words)) for rule, words in ROLLS.items()])

    def clean(self) -> dict[str, Any]:
        """The day, or the line and the number of days, whichever was chosen."""
        kept: dict[str, Any] = super().clean() or {}
        if kept.get("way") == FIXED:
            if kept.get("day") is None and "day" not in self.errors:
                self.add_error("day", gettext("Write the day."))
        elif kept.get("way"):
            if not kept.get("base") and "base" not in self.errors:
                self.add_error("base", gettext("Choose the line it is counted from."))
            if kept.get("days") is None and "days" not in self.errors:
                self.add_error("days", gettext("Write how many days lie between; 0 is the same day."))
        return kept

    def when(self) -> When:
        """The day as the calendar takes it."""
        kept = self.cleaned_data
        rule = Roll(kept["roll"])
        if kept["way"] == FIXED:
            return Absolute(kept["day"], rule)
        sign = 1 if kept["way"] == AFTER else -1
        return Relative(kept["base"], sign * kept["days"], DayKind(kept["kind"]), rule)


def day_initial(when: When, kind: DayKind) -> dict[str, Any]:
    """What a day form shows for a day that is found so."""
    if isinstance(when, Absolute):
        return {"way": FIXED, "day": when.day, "kind": kind.value, "roll": when.roll.value}
    return {
        "way": BEFORE if when.days < 0 else AFTER,
        "base": when.base,
        "days": abs(when.days),
        "kind": when.kind.value,
        "roll": when.roll.value,
    }


class LineForm(DayForm):
    """A line of a plan in preparation."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Short, without blanks: l-05, KICKOFF. Other lines name it."),
    )
    title = forms.CharField(label=_("What is to be done"), max_length=300)
    anchor = forms.BooleanField(
        label=_("Only an anchor"),
        required=False,
        help_text=_("A day other lines count from, with nothing to do and no owner."),
    )
    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    output = forms.CharField(label=_("What comes of it"), max_length=300, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("code", "title", "anchor", "owner", "output", "way", "day", "base", "days", "kind", "roll")

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", [("", gettext("Every member")), *owners])

    def draft(self) -> ActivityDraft:
        """The line as the verbs take it."""
        kept = self.cleaned_data
        return ActivityDraft(
            kept["code"],
            kept["title"],
            self.when(),
            kept["owner"],
            kept["output"],
            kept["anchor"],
            DayKind(kept["kind"]),
        )


class MoveForm(DayForm):
    """A move of a day in a plan in force; `seen` is the day the person saw."""

    reason = text(_("Reason"), max_length=2000)
    seen = DayField(widget=forms.HiddenInput)


class IssueForm(Form):
    """The paper as it was signed."""

    number = forms.CharField(label=_("Number and symbol"), max_length=60)
    issued_on = DayField(label=_("Day of issue"), help_text=_("Written as 21/07/2023."))
    signer_name = forms.CharField(label=_("Signed by"), max_length=200)
    signer_title = forms.CharField(label=_("Office of the signer"), max_length=200, required=False)


class CompleteForm(Form):
    """That a unit did its part."""

    unit = forms.ChoiceField(label=_("Unit"))
    done_on = DayField(label=_("Done on"), help_text=_("Written as 21/07/2023."))
    note = text(_("Note"), required=False, rows=3, max_length=2000)


class WithdrawForm(ReasonForm):
    """Whose part is taken back, and why."""

    unit = forms.ChoiceField(label=_("Unit"))
    field_order = ("unit", "reason")


class SendForm(Form):
    """Until when the units may answer."""

    answers_until = DayField(label=_("Answers until"), help_text=_("The last day; written as 21/07/2023."))


class SendTextForm(SendForm):
    """A draft text of its own."""

    kind = forms.ChoiceField(label=_("Kind of text"))
    title = forms.CharField(label=_("Title"), max_length=300)
    text = text(
        _("Draft text"),
        rows=14,
        max_length=20000,
        help_text=_("One passage on each line. Nothing classified is put in here."),
    )
    field_order = ("kind", "title", "text", "answers_until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in DRAFT_KINDS if kind is not DraftKind.PLAN]
        self.offer("kind", [(kind.value, gettext(DRAFT_KINDS[kind])) for kind in kinds])


class ExtendForm(ReasonForm, SendForm):
    """A later last day, and why."""

    field_order = ("answers_until", "reason")


class CloseForm(Form):
    """What came of the consultation, in a sentence or two."""

    conclusion = text(_("What came of it"), required=False, max_length=4000)


class ReplyForm(Form):
    """What becomes of a comment."""

    reply = forms.ChoiceField(
        label=_("What becomes of the comment"),
        widget=forms.RadioSelect,
        choices=[("taken", _("Taken")), ("not_taken", _("Not taken"))],
    )
    words = text(
        _("Words of the reply"),
        required=False,
        max_length=4000,
        help_text=_("Needed when the comment is not taken: say why."),
    )


class YearForm(Form):
    """The special days of a year, one on each line."""

    called = {"calendar": "days"}
    days = text(
        _("Special days"),
        rows=20,
        max_length=20000,
        help_text=_(
            "One on each line: day; kind; name; paper it stands on. Mark a day that is not confirmed with “?”."
        ),
    )
    note = text(_("Note"), required=False, rows=2, max_length=2000)
    reason = text(_("Paper the correction stands on"), rows=2, max_length=2000)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean_days(self) -> tuple[SpecialDay, ...]:
        """The days as the calendar takes them."""
        lines = [line.strip() for line in self.cleaned_data["days"].splitlines() if line.strip()]
        return tuple(_special(line) for line in lines)


def _special(line: str) -> SpecialDay:
    unsure = line.endswith("?")
    cells = [cell.strip() for cell in line.removesuffix("?").split(";")]
    kinds = {gettext(words).casefold(): kind for kind, words in SPECIAL_KINDS.items()}
    kinds |= {kind.value: kind for kind in SpecialKind}
    kind = kinds.get(cells[1].casefold()) if len(cells) > 2 else None
    if kind is None or not cells[2]:
        raise forms.ValidationError(
            gettext("“%(line)s”: write day; kind; name; paper. Kinds: %(kinds)s.")
            % {"line": line, "kinds": ", ".join(gettext(words) for words in SPECIAL_KINDS.values())}
        )
    day: date | None = DayField().clean(cells[0])
    if day is None:
        raise forms.ValidationError(gettext("“%(line)s”: write the day.") % {"line": line})
    known = Known.UNCONFIRMED if unsure else Known.CONFIRMED
    return SpecialDay(day, kind, cells[2], known, cells[3] if len(cells) > 3 else "")


def special_line(one: SpecialDay) -> str:
    """A special day as a line of the form."""
    mark = " ?" if one.known is Known.UNCONFIRMED else ""
    return f"{one.day:%d/%m/%Y}; {gettext(SPECIAL_KINDS[one.kind])}; {one.name}; {one.source}{mark}"
