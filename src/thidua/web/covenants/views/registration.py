"""«Đăng ký thi đua»: a unit's form, saved by hand or by itself, and every state it was ever saved in."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from thidua.core.verdict import Verdict
from thidua.covenants.actions import save_registration
from thidua.covenants.awards import COMMENDATIONS, TITLES, Award
from thidua.covenants.content import RegistrationContent
from thidua.covenants.differences import registration_differences
from thidua.covenants.errors import RegistrationChangedMeanwhile, RegistrationUnreadable
from thidua.covenants.findings import RegistrationFinding, TargetsRule, findings_of, targets_rule
from thidua.covenants.permissions import (
    may_collect_registration,
    may_recall_registration,
    may_return_registration,
    may_save_registration,
)
from thidua.covenants.queries import content_of, saved_states
from thidua.covenants.states import CovenantState
from thidua.foundation.wording import N_, render
from thidua.web.covenants.present import commitments, difference_rows
from thidua.web.covenants.typed import Typed, empty_row
from thidua.web.covenants.views.shared import Errors, RegistrationScreen, told
from thidua.web.covenants.words import DIRECTIONS, award_words, registration_state
from thidua.web.shared.jinja import moment, number

AUTOSAVE = "X-Autosave"


class RegistrationPage(RegistrationScreen):
    """The form for those who may write it now; the same as a page to read for everyone else."""

    title = N_("Registration of a unit")
    template = "covenants/registration.html"

    @property
    def saving(self) -> Verdict:
        """Whether this person may write it now."""
        return may_save_registration(self.actor, self.object, on=self.on)

    @property
    def kept(self) -> RegistrationContent:
        """What is saved."""
        return self.content.registrations[self.party.id]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, or what is registered."""
        if self.saving.allowed:
            return self.form(Typed.kept(self.kept), self.party.revision)
        return self.reading()

    def reading(self) -> HttpResponse:
        """For those who read, collect and return."""
        kept, judge = self.kept, self.object
        return self.page(
            "covenants/registration_read.html",
            party=self.party,
            party_state=registration_state(self.party.state),
            registered=kept,
            rows=commitments(kept, {}),
            weights=number(kept.weights),
            titles=[(award_words(row.code), row) for row in kept.titles],
            commendations=[(award_words(row.code), row) for row in kept.commendations],
            recalling=may_recall_registration(self.actor, judge, on=self.on),
            collecting=may_collect_registration(self.actor, judge, on=self.on),
            returning=may_return_registration(self.actor, judge, on=self.on),
            drafting=self.card.state is CovenantState.DRAFTED,
        )

    def form(
        self, typed: Typed, revision: int, errors: Errors | None = None, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        """The form with the boxes as typed."""
        rule = targets_rule(self.frame.year.public_id, on=self.on)
        found = findings_of(self.kept, rule) if self.party.revision else ()
        return self.page(
            status=status,
            party=self.party,
            party_state=registration_state(self.party.state),
            typed=typed,
            revision=revision,
            errors=errors or [],
            findings=finding_words(found),
            rule=rule,
            rule_words=rule_words(rule),
            directions=[(str(one), _(words)) for one, words in DIRECTIONS.items()],
            titles=award_boxes(TITLES),
            commendations=award_boxes(COMMENDATIONS),
            empty=empty_row(),
            **{"collision": None, **more},
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save it; add, drop or move a row; or, sent by script, save it and say so in a line."""
        typed = Typed.of(request.POST)
        revision = int(said) if (said := request.POST.get("revision", "")).isdecimal() else -1
        quiet = AUTOSAVE in request.headers
        if typed.rearranged(request.POST):
            return self.form(typed, revision)
        content = typed.content()
        if typed.errors:
            return self.unread(typed, revision, typed.problems(), quiet=quiet)
        try:
            saved = save_registration(
                registration=self.party.public_id,
                content=content,
                revision=revision,
                actor=self.actor,
                at=self.now,
            )
        except RegistrationUnreadable as unfit:
            return self.unread(typed, revision, told(unfit), quiet=quiet)
        except RegistrationChangedMeanwhile as met:
            return self.collided(typed, content, met, quiet=quiet)
        if quiet:
            return self.saved(saved)
        return self.done(_("The registration was saved."), self.own_address("registration"))

    def saved(self, revision: int) -> JsonResponse:
        """What the script needs to go on: the revision, and the keys of the rows that were kept, in their order."""
        rows = content_of(self.card.id).registrations[self.party.id].targets
        return JsonResponse(
            {
                "revision": revision,
                "said": _("Saved %(moment)s") % {"moment": moment(self.now)},
                "rows": [{"key": row.key, "code": row.code} for row in rows],
            }
        )

    def unread(self, typed: Typed, revision: int, errors: Errors, *, quiet: bool) -> HttpResponse:
        """What cannot be taken."""
        if quiet:
            return JsonResponse({"said": _("Not saved yet: something cannot be read.")}, status=422)
        return self.form(typed, revision, errors, status=422)

    def collided(
        self,
        typed: Typed,
        content: RegistrationContent,
        met: RegistrationChangedMeanwhile,
        *,
        quiet: bool,
    ) -> HttpResponse:
        """Both versions side by side; what was typed stays in the form."""
        if quiet:
            return JsonResponse({"said": render(met.sentence)}, status=409)
        rows = difference_rows(registration_differences(self.kept, content))
        collision = {
            "said": render(met.sentence),
            "who": met.revised_by,
            "when": moment(met.revised_at),
            "rows": rows,
        }
        return self.form(typed, met.revision, status=409, collision=collision)


def finding_words(found: tuple[RegistrationFinding, ...]) -> list[dict[str, Any]]:
    """Findings as the form lists them."""
    return [{"words": render(one.sentence), "error": one.error, "where": f"id_{one.where}"} for one in found]


def rule_words(rule: TargetsRule) -> list[str]:
    """What the table of criteria asks of registered targets."""
    return [
        _("Criterion %(code)s: weights add up to %(maximum)s, %(least)s to %(most)s targets.")
        % {
            "code": leaf.code,
            "maximum": number(leaf.maximum),
            "least": leaf.least,
            "most": leaf.most,
        }
        for leaf in rule.leaves
    ]


def award_boxes(known: dict[str, Award]) -> list[dict[str, Any]]:
    """One list of awards as rows of boxes, by code and recipient."""
    return [
        {"code": code, "words": award_words(code), "scopes": sorted(str(scope) for scope in one.scopes)}
        for code, one in known.items()
    ]


class SavedStates(RegistrationScreen):
    """Every state the registration was saved in, each against the one before."""

    own_heading = True
    title = N_("Saved states of the registration")
    template = "covenants/history.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest first."""
        states = saved_states(self.party.id)
        rows = []
        for place, state in enumerate(states):
            before = states[place + 1].content if place + 1 < len(states) else None
            changes = registration_differences(before, state.content) if before is not None else ()
            rows.append({"state": state, "first": before is None, "changes": difference_rows(changes)})
        return self.page(party=self.party, rows=rows)
