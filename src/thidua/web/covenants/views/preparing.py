"""«Nội dung»: what the bloc as a whole commits itself to; and the parties matched with the members."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thidua.core.scoring import SchemeProblem
from thidua.covenants.actions import match_members, write_contents
from thidua.covenants.composing import UNDERTAKING
from thidua.covenants.content import BlocContent, ClauseRow
from thidua.covenants.errors import ContentsChangedMeanwhile, CovenantActUnfit, RegistrationUnreadable
from thidua.covenants.permissions import may_write_contents
from thidua.criteria.queries import parsed_scheme, schemes_of_year
from thidua.foundation.wording import N_, render
from thidua.organisations.queries import member_units
from thidua.web.covenants.views.shared import Errors, StepForm, VersionScreen, told

FIELDS = ("title", "slogan", "preamble", "undertaking", "number")
MOST_CLAUSES = 60


class Contents(StepForm, VersionScreen):
    """The bloc's part as a form."""

    permission = staticmethod(may_write_contents)
    own_heading = True
    title = N_("Contents of the covenant")
    template = "covenants/contents.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is saved; a new one begins with three empty rows."""
        bloc = self.content.bloc
        values = {name: getattr(bloc, name) for name in FIELDS}
        clauses = [(row.text, row.leaf) for row in bloc.clauses] or [("", "")] * 3
        return self.show(values, clauses, self.card.revision)

    def show(
        self,
        values: dict[str, str],
        clauses: list[tuple[str, str]],
        revision: int,
        errors: Errors | None = None,
        *,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """The form."""
        return self.page(
            status=422 if errors and status == 200 else status,
            values=values,
            clauses=clauses,
            revision=revision,
            errors=errors or [],
            leaves=self.leaves(),
            undertaking=UNDERTAKING,
            **{"theirs": None, **more},
        )

    def leaves(self) -> list[tuple[str, str]]:
        """The criteria a content may point to: those of the newest table that can be read."""
        card = next(iter(schemes_of_year(self.frame.year.id)), None)
        try:
            scheme = parsed_scheme(card) if card is not None else None
        except SchemeProblem:
            scheme = None
        found = scheme.leaves.values() if scheme is not None else ()
        return [("", _("none")), *((leaf.code, f"{leaf.code} {leaf.name}") for leaf in found)]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save it, or add, drop or move a row."""
        values = self.sent(request, *FIELDS)
        clauses = self.clauses(request)
        said = request.POST.get("revision", "")
        revision = int(said) if said.isdecimal() else -1
        if rearranged(request, clauses):
            return self.show(values, clauses, revision)
        rows = tuple(ClauseRow(text, leaf) for text, leaf in clauses)
        try:
            write_contents(
                version=self.key,
                content=BlocContent(**values, clauses=rows),
                revision=revision,
                actor=self.actor,
                at=self.now,
            )
        except RegistrationUnreadable as unfit:
            return self.show(values, clauses, revision, told(unfit))
        except ContentsChangedMeanwhile as met:
            theirs = {"said": render(met.sentence), "bloc": self.content.bloc}
            return self.show(values, clauses, met.revision, status=409, theirs=theirs)
        return self.done(_("The contents were saved."), self.address("registrations"))

    def clauses(self, request: HttpRequest) -> list[tuple[str, str]]:
        """The rows as typed."""
        found = []
        for place in range(MOST_CLAUSES):
            if f"clause-{place}-text" not in request.POST:
                break
            text, leaf = (str(request.POST.get(f"clause-{place}-{name}", "")) for name in ("text", "leaf"))
            found.append((text, leaf))
        return found


def rearranged(request: HttpRequest, clauses: list[tuple[str, str]]) -> bool:
    """Add, drop or move a row as asked."""
    said = {name: str(request.POST.get(name, "")) for name in ("drop", "up")}
    places = {name: int(text) for name, text in said.items() if text.isdecimal() and int(text) < len(clauses)}
    if "add" in request.POST:
        clauses.append(("", ""))
    elif "drop" in places:
        del clauses[places["drop"]]
    elif places.get("up", 0) > 0:
        place = places["up"]
        clauses[place - 1], clauses[place] = clauses[place], clauses[place - 1]
    else:
        return False
    return True


class MatchMembers(VersionScreen):
    """«Cập nhật thành viên»."""

    permission = staticmethod(may_write_contents)
    own_heading = True
    title = N_("Match the parties with the members")
    template = "covenants/match.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Who would come in, who would go out."""
        return self.show()

    def show(self, errors: Errors | None = None) -> HttpResponse:
        """The page."""
        members = {member.id: member.name for member in member_units(self.frame.year.id, on=self.on)}
        parties = {party.unit_id: party.name for party in self.frame.parties}
        return self.page(
            status=422 if errors else 200,
            errors=errors or [],
            joined=[name for key, name in members.items() if key not in parties],
            left=[name for key, name in parties.items() if key not in members],
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Match them."""
        try:
            match_members(version=self.key, actor=self.actor, at=self.now)
        except CovenantActUnfit as unfit:
            return self.show(told(unfit))
        return self.done(_("The parties are the members of today."), self.address("registrations"))
