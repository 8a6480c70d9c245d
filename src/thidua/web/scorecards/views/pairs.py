"""Who checks whom for the whole bloc at once: a proposal by turns, changed by hand, with its reasons."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.foundation.wording import N_, render
from thidua.scorecards.actions import assign_whole_bloc
from thidua.scorecards.errors import ChecksChangedMeanwhile, ChecksUnfit
from thidua.scorecards.pairing import Proposal
from thidua.scorecards.permissions import may_assign_checkers
from thidua.scorecards.queries import SheetFrame, checks_before, checks_print, proposal_for, sheet_frame
from thidua.web.scorecards.forms import TextField
from thidua.web.scorecards.views.shared import SheetScreen
from thidua.web.scorecards.words import ROLE_WORDS


class PairsForm(forms.Form):
    """For each member the members that check it, and why these; `seen` is what was assigned when it was opened."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, frame: SheetFrame, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frame = frame
        for place, member in enumerate(frame.members):
            others = [(one.code, one.short_name) for one in frame.members if one is not member]
            self.fields[f"checkers_{place}"] = forms.MultipleChoiceField(
                label=_("%(unit)s is checked by") % {"unit": member.short_name},
                choices=others,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"reason_{place}"] = TextField(
                label=gettext_lazy("Reason"), required=False, max_length=300
            )

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Member, its checkers, its reason."""
        return [
            (member, self[f"checkers_{place}"], self[f"reason_{place}"])
            for place, member in enumerate(self.frame.members)
        ]

    def checks(self) -> dict[str, list[str]]:
        """Who checks whom."""
        return {
            member.code: self.cleaned_data[f"checkers_{place}"]
            for place, member in enumerate(self.frame.members)
        }

    def reasons(self) -> dict[tuple[str, str], str]:
        """Why, by checked and checking unit."""
        return {
            (member.code, checker): self.cleaned_data[f"reason_{place}"].strip()
            for place, member in enumerate(self.frame.members)
            for checker in self.cleaned_data[f"checkers_{place}"]
        }

    def name_of(self, code: str) -> str | None:
        """The field that names who checks this member."""
        codes = [member.code for member in self.frame.members]
        return f"checkers_{codes.index(code)}" if code in codes else None


class AssignBloc(SheetScreen):
    """Assign the whole bloc in one act."""

    permission = staticmethod(may_assign_checkers)
    title = N_("Assign who checks whom")
    template = "scorecards/pairs.html"
    tab = "checks"

    @cached_property
    def before(self) -> dict[str, tuple[str, ...]]:
        """Who checked whom the year before."""
        return checks_before(self.frame)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The proposal of the year's turn, or of the one asked for with `luot`."""
        asked = request.GET.get("luot", "")
        proposal = proposal_for(
            self.frame, before=self.before, turn=int(asked) if asked.isdecimal() and len(asked) < 4 else 0
        )
        given = {"seen": checks_print(self.frame.members), **self.initial(proposal)}
        return self.show(PairsForm(self.frame, initial=given), proposal)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        frame = self.frame
        form = PairsForm(frame, request.POST)
        if not form.is_valid():
            return self.show(form, proposal_for(frame, before=self.before), status=422)
        try:
            assign_whole_bloc(
                sheet=frame.public_id,
                checks=form.checks(),
                reasons=form.reasons(),
                seen=form.cleaned_data["seen"] or None,
                actor=self.actor,
                at=self.now,
            )
        except ChecksUnfit as problem:
            remedy = f" {render(problem.remedy)}" if problem.remedy else ""
            form.add_error(form.name_of(problem.where), render(problem.sentence) + remedy)
            return self.show(form, proposal_for(frame, before=self.before), status=422)
        except ChecksChangedMeanwhile as met:
            # Saved again, it replaces what the page now shows as present: that is then a choice, not an accident.
            self.object = sheet_frame(frame.public_id) or frame
            sent = request.POST.copy()
            sent["seen"] = checks_print(self.frame.members)
            again = PairsForm(self.frame, sent)
            again.add_error(None, f"{render(met.sentence)} {_('The page shows what is assigned now.')}")
            return self.show(again, proposal_for(frame, before=self.before), status=409)
        return self.done(
            _("The whole bloc is assigned."), reverse("scorecards:checks", args=(frame.public_id,))
        )

    def initial(self, proposal: Proposal) -> dict[str, Any]:
        """The proposal as the form starts from it."""
        given: dict[str, Any] = {}
        for place, member in enumerate(self.frame.members):
            checkers = proposal.checkers.get(member.code, ())
            words = [
                render(proposal.reasons[member.code, checker])
                for checker in checkers
                if (member.code, checker) in proposal.reasons
            ]
            given |= {
                f"checkers_{place}": list(checkers),
                f"reason_{place}": " ".join(dict.fromkeys(words)),
            }
        return given

    def show(self, form: PairsForm, proposal: Proposal, *, status: int = 200) -> HttpResponse:
        """The page."""
        frame = self.frame
        names = {member.code: member.short_name for member in frame.members}
        return self.page(
            status=status,
            form=form,
            proposal=proposal,
            turns=[(one, str(one)) for one in range(1, proposal.turns + 1)],
            roles={member.code: _(ROLE_WORDS[member.role]) for member in frame.members},
            before={
                unit: ", ".join(names.get(code, code) for code in codes)
                for unit, codes in self.before.items()
            },
            present={
                member.code: ", ".join(names[code] for code in member.checked_by) for member in frame.members
            },
            assigned=any(member.checked_by for member in frame.members),
            crumb_items=self.crumbs(
                self.sheet_crumb(), (_("Cross-check"), reverse("scorecards:checks", args=(frame.public_id,)))
            ),
        )
