"""Forms of blocs: set up, open a year, members, heads, phases, rotation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.foundation.refusals import Problem, ThiduaError
from thidua.organisations.drafts import Decision, NewBloc, NewHandover, NewMember, NewYear
from thidua.organisations.states import (
    BASIS_WORDS,
    BLOC_LEVEL_WORDS,
    LEAD_WORDS,
    STATE_WORDS,
    BlocLevel,
    LeadBasis,
    LeadRole,
    YearState,
    earlier_states,
    next_states,
)
from thidua.web.organisations.forms.base import (
    Form,
    MembersField,
    UnitField,
    UnitsField,
    no_choice,
    worded,
)
from thidua.web.shared.fields import DayField, NumberField


class BlocForm(Form):
    """A bloc or cluster to be set up."""

    name = forms.CharField(label=_("Full name of the bloc"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=80)
    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("Capital letters and digits, such as KNC.")
    )
    level = forms.ChoiceField(label=_("Level of the bloc"), initial=BlocLevel.PROVINCE.value)
    set_up_by = UnitField(label=_("Set up by"), required=False, help_text=_("Code or name of the authority."))
    symbol_suffix = forms.CharField(
        label=_("Symbol in document numbers"), max_length=20, required=False, help_text=_("Empty: the code.")
    )
    letterhead = forms.CharField(
        label=_("Letterhead"), max_length=300, required=False, help_text=_("Two lines divided by a slash.")
    )
    instrument = forms.CharField(label=_("Paper it stands on"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("level", worded(BLOC_LEVEL_WORDS))

    def draft(self) -> NewBloc:
        """The bloc as the verb takes it."""
        kept = self.cleaned_data
        return NewBloc(**{**kept, "level": BlocLevel(kept["level"])})


class DecisionForm(Form):
    """An act that stands on a numbered decision."""

    decision_number = forms.CharField(label=_("Number of the decision"), max_length=60)
    decision_date = DayField(label=_("Date of the decision"))

    def decision(self) -> Decision:
        """The decision as the verbs take it."""
        kept = self.cleaned_data
        return Decision(
            kept["decision_number"],
            kept["decision_date"],
            kept.get("decision_subject", ""),
            kept.get("decision_signer", ""),
        )


class RenameBlocForm(DecisionForm):
    """A bloc gets another name."""

    name = forms.CharField(label=_("Full name of the bloc"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=80, required=False)
    since = DayField(label=_("From day"))
    field_order = ("name", "short_name", "since", "decision_number", "decision_date")

    def blame(self, error: ThiduaError) -> None:
        """The verb says `on` where the form says `since`."""
        if isinstance(error, Problem) and error.where == "on":
            error.where = "since"
        super().blame(error)


class NextYearForm(DecisionForm):
    """The next year is opened from the old one: only what is new is written."""

    head = forms.ChoiceField(
        label=_("Bloc head"), help_text=_("By the rotation list; the conference decides.")
    )
    deputy = forms.ChoiceField(label=_("Bloc deputy head"), required=False)
    field_order = (
        "decision_number",
        "decision_date",
        "decision_subject",
        "decision_signer",
        "head",
        "deputy",
    )
    decision_subject = forms.CharField(label=_("Subject of the decision"), max_length=300, required=False)
    decision_signer = forms.CharField(label=_("Title of the signer"), max_length=200, required=False)

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("head", members)
        self.offer("deputy", [no_choice(), *members])


class ChoiceOfLeadsForm(Form):
    """Whom the members chose at their conference."""

    head = forms.ChoiceField(label=_("Bloc head"))
    deputy = forms.ChoiceField(label=_("Bloc deputy head"), required=False)
    basis = forms.ChoiceField(label=_("How the members chose"), widget=forms.RadioSelect)
    since = DayField(label=_("Day of the conference"))
    instrument = forms.CharField(
        label=_("Minute of the conference"), max_length=300, help_text=_("Kind, number and day of the paper.")
    )

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("head", members)
        self.offer("deputy", [no_choice(), *members])
        self.offer(
            "basis", worded({one: BASIS_WORDS[one] for one in (LeadBasis.ACCLAIMED, LeadBasis.ELECTED)})
        )


class HandoverForm(Form):
    """A handover minute to be drawn up."""

    number = forms.CharField(
        label=_("Number of the minute"), max_length=60, help_text=_("Such as 08/BB-KNC.")
    )
    held_on = DayField(label=_("Day of the handover"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    giver_person = forms.CharField(
        label=_("For the side handing over"), max_length=300, required=False, help_text=_("Name and office.")
    )
    receiver_person = forms.CharField(
        label=_("For the side taking over"), max_length=300, required=False, help_text=_("Name and office.")
    )
    items = forms.CharField(
        label=_("Papers handed over besides the pack"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line: originals, books, keys."),
    )
    money = NumberField(label=_("Money handed over, in VND"), at_least=0, decimals=0, required=False)
    money_note = forms.CharField(label=_("About the money"), max_length=400, required=False)
    open_tasks = forms.CharField(
        label=_("Tasks still open"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line, with who has it and until when."),
    )

    def draft(self) -> NewHandover:
        """The minute as the verb takes it."""
        kept = self.cleaned_data
        return NewHandover(**{**kept, "money": int(kept["money"] or 0)})


class WithdrawForm(Form):
    """A minute is withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class YearForm(DecisionForm):
    """A bloc-year to be opened."""

    year = forms.IntegerField(
        label=_("Emulation year"),
        min_value=1948,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    decision_subject = forms.CharField(label=_("Subject of the decision"), max_length=300, required=False)
    decision_signer = forms.CharField(label=_("Title of the signer"), max_length=200, required=False)
    members = MembersField(
        label=_("Members"),
        help_text=_(
            "One unit on each line, in the order of the decision, by code or name. The reporting year is the unit's "
            "usual working year; another one is written behind it: TA; 01/10/2022; 30/09/2023."
        ),
    )
    head = UnitField(label=_("Bloc head"), help_text=_("One of the members."))
    deputy = UnitField(
        label=_("Bloc deputy head"), required=False, help_text=_("One of the members; may follow later.")
    )
    basis = forms.ChoiceField(label=_("On what ground they lead"))
    note = forms.CharField(label=_("Note"), max_length=400, required=False)
    field_order = (
        "year", "decision_number", "decision_date", "decision_subject", "decision_signer", "members", "head", "deputy",
        "basis", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("basis", worded(BASIS_WORDS))

    def draft(self, bloc: str) -> NewYear:
        """The year as the verb takes it."""
        kept = self.cleaned_data
        return NewYear(
            bloc=bloc,
            year=kept["year"],
            decision=self.decision(),
            members=kept["members"],
            head=kept["head"],
            deputy=kept["deputy"],
            note=kept["note"],
        )


class AdmitForm(DecisionForm):
    """A unit joins a running year."""

    unit = UnitField(label=_("Unit"), help_text=_("Code or name."))
    joined_on = DayField(label=_("First day of membership"))
    year_from = DayField(
        label=_("Reporting year from"), required=False, help_text=_("Empty: the unit's usual working year.")
    )
    year_to = DayField(label=_("Reporting year to"), required=False)
    field_order = ("unit", "joined_on", "decision_number", "decision_date", "year_from", "year_to")

    def draft(self) -> NewMember:
        """The member as the verb takes it."""
        kept = self.cleaned_data
        return NewMember(kept["unit"], kept["year_from"], kept["year_to"])


class ReleaseForm(DecisionForm):
    """A unit leaves a running year."""

    last = DayField(label=_("Last day of membership"))
    field_order = ("last", "decision_number", "decision_date")


class LeadForm(Form):
    """A head or deputy is named."""

    role = forms.ChoiceField(label=_("Role"))
    unit = forms.ChoiceField(label=_("Unit"))
    basis = forms.ChoiceField(label=_("On what ground"))
    since = DayField(label=_("From day"))
    instrument = forms.CharField(label=_("Paper it stands on"), max_length=300, required=False)

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", worded(LEAD_WORDS))
        self.offer("unit", members)
        self.offer("basis", worded(BASIS_WORDS))

    def lead(self) -> dict[str, Any]:
        """The lead as the verb takes it."""
        kept = self.cleaned_data
        return {**kept, "role": LeadRole(kept["role"]), "basis": LeadBasis(kept["basis"])}


class PhaseForm(Form):
    """The next phase, or an earlier one with a reason."""

    state = forms.ChoiceField(label=_("Phase"), widget=forms.RadioSelect)
    since = DayField(label=_("From day"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Needed when the year goes back to an earlier phase, or goes on before everything is ready; kept with "
            "author and day."
        ),
    )

    def __init__(self, *args: Any, now: YearState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        onward = worded({state: STATE_WORDS[state] for state in next_states(now)})
        back = worded({state: STATE_WORDS[state] for state in earlier_states(now)})
        self.offer("state", [*onward, *((key, _("back to: %s") % said) for key, said in back)])


class RotationForm(Form):
    """The rotation list as adopted."""

    units = UnitsField(label=_("Order of turns"), help_text=_("One unit on each line, by code or name."))
    adopted_on = DayField(label=_("Adopted on"))
    skip_rule = forms.CharField(
        label=_("When a turn is passed over"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TermForm(Form):
    """Who heads the bloc in a year."""

    year = forms.IntegerField(
        label=_("Emulation year"),
        min_value=1948,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    head = UnitField(label=_("Unit"), help_text=_("Code or name."))
    standing = forms.ChoiceField(
        label=_("Standing of the term"),
        choices=(("planned", _("Planned")), ("settled", _("Settled")), ("skipped", _("Turn passed over"))),
    )
    note = forms.CharField(
        label=_("Note"), max_length=400, required=False, help_text=_("Needed for a turn passed over.")
    )
