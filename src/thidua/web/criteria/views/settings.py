"""The general rules of a table: name, rounding, sums and limits, equal totals, what counts only once."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.core.numbers import NumberUnreadable
from thidua.criteria import words
from thidua.criteria.documents.shape import spots
from thidua.criteria.edits import ReviseSettings
from thidua.foundation.wording import N_, render
from thidua.web.criteria.describing import rule_pairs
from thidua.web.criteria.reading import number
from thidua.web.criteria.typed import shown
from thidua.web.criteria.views.rules import RevisePart


class RulesForm(RevisePart):
    """The general rules."""

    own_heading = True
    title = N_("General rules")
    template = "criteria/rules_form.html"

    def kept_values(self) -> dict[str, str]:
        """The rules as one would type them."""
        document = self.frame.document
        rounding, total, ranking = (document.get(key) or {} for key in ("rounding", "total", "ranking"))
        return {
            "name": str(document.get("name", "")),
            "decimals": str(rounding.get("decimals", "2")),
            "mode": str(rounding.get("mode", "half_up")),
            "not_applicable": str(document.get("not_applicable", "rescale")),
            "content_max": shown(total.get("content_max")),
            "bonus_max": shown(total.get("bonus_max")),
            "deduction_floor": shown(total.get("deduction_floor")),
            "may_exceed": "on" if total.get("may_exceed_content_max", True) else "",
            "ties": "\n".join(ranking.get("ties") or []),
            "votes": "on" if ranking.get("votes") else "",
            "exclusive": "\n".join("; ".join(row) for row in document.get("exclusive") or []),
        }

    def get(self, request: HttpRequest) -> HttpResponse:
        """The rules as they are."""
        return self.show(self.kept_values())

    def show(
        self,
        values: Mapping[str, str],
        *,
        errors: Mapping[str, str] | None = None,
        general: Sequence[str] = (),
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """The form."""
        codes = [
            (str(spot.node.get("code")), str(spot.node.get("name", "")))
            for spot in spots(self.frame.document)
        ]
        context = {
            "revision": self.frame.card.revision,
            "place_seen": self.seen(ReviseSettings(_KEYS)),
            **more,
        }
        return self.page(
            status=status,
            values=values,
            errors=dict(errors or {}),
            summary=[*(("", said) for said in general), *(errors or {}).items()],
            modes=[(key, _(said)) for key, said in words.MODES.items()],
            policies=[(key, _(said)) for key, said in words.POLICIES.items()],
            codes=codes,
            **context,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save them."""
        values = {key: str(request.POST.get(key, "")).strip() for key in self.kept_values()}
        changes, errors = read_rules(values)
        sent: dict[str, Any] = {
            "revision": self.revision(request),
            "place_seen": request.POST.get("seen", ""),
        }
        if errors:
            return self.show(values, errors=errors, status=422, **sent)
        between, problems = self.keep(request, ReviseSettings(changes))
        if between:
            theirs = rule_pairs(self.frame.document)
            said = _(
                "%(said)s The rules that are saved stand below the form; saving again replaces them."
            ) % {"said": between}
            return self.show(values, general=[said], status=409, theirs=theirs)
        if problems:
            return self.show(values, general=[render(one.sentence) for one in problems], status=422, **sent)
        return self.done(_("The rules were saved."), self.address("rules"))


_KEYS: Final = dict.fromkeys(("name", "rounding", "not_applicable", "total", "ranking", "exclusive"))


def read_rules(values: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The rules of the document, and what cannot be taken by the id of its box."""
    errors: dict[str, str] = {}

    def figure(key: str, *, needed: bool = False) -> str | None:
        if not values[key]:
            if needed:
                errors[f"id_{key}"] = _("A number is needed here.")
            return None
        try:
            return number(values[key])
        except NumberUnreadable as problem:
            errors[f"id_{key}"] = render(problem.sentence)
            return None

    total = {
        key: found
        for key in ("content_max", "bonus_max", "deduction_floor")
        if (found := figure(key, needed=key == "content_max")) is not None
    }
    ties = [part.strip() for line in values["ties"].splitlines() for part in line.split(";") if part.strip()]
    once = [
        [part.strip() for part in line.split(";") if part.strip()]
        for line in values["exclusive"].splitlines()
    ]
    if not values["name"]:
        errors["id_name"] = _("The table needs a name.")
    return {
        "name": values["name"],
        "rounding": {"decimals": figure("decimals", needed=True), "mode": values["mode"]},
        "not_applicable": values["not_applicable"],
        "total": {**total, "may_exceed_content_max": bool(values["may_exceed"])},
        "ranking": {"ties": ties, "votes": bool(values["votes"])},
        "exclusive": [row for row in once if row],
    }, errors
