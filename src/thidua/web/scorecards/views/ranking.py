"""Ranks of one column: gaps, what is still possible, ties and votes, proposals for awards."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.foundation.wording import N_, render
from thidua.scorecards.actions import enter_tie_vote
from thidua.scorecards.errors import ReasonNeeded, TieVoteUnfit
from thidua.scorecards.permissions import may_enter_tie_vote, sees_marks
from thidua.scorecards.queries import (
    RankRow,
    SheetFrame,
    Tie,
    award_rows,
    leading_stage,
    ranking_rows,
    sheet_frame,
    ties_of,
)
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import STAGES, SheetState, Stage, is_closed
from thidua.web.scorecards.forms import TextField
from thidua.web.scorecards.views.shared import FramedScreen, SheetScreen, unit_address
from thidua.web.scorecards.words import STAGE_NAMES, plain_words, points_words
from thidua.web.shared import parts


class RankingPage(SheetScreen):
    """The ranking of one column; columns are never mixed."""

    title = N_("Ranking")
    template = "scorecards/ranking.html"
    tab = "ranking"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The ranking of the column asked for, or of the one that speaks now."""
        frame = self.frame
        stage = self.stage()
        shown = all(sees_marks(self.part, frame, member.code, stage) for member in frame.members)
        rows = ranking_rows(frame, stage) if shown else ()
        appraised = frame.state in {SheetState.APPRAISED, SheetState.AGREED}
        return self.page(
            stage=stage,
            stage_name=_(STAGE_NAMES[stage]),
            columns=self.columns(stage),
            shown=shown,
            rows=rows,
            drawing=parts.Ranking.of([self.row(row) for row in rows]) if rows else None,
            whys=[(row, render(row.why)) for row in rows],
            ties=self.ties() if stage is Stage.APPRAISED and appraised else [],
            awards=award_rows(frame) if stage is Stage.APPRAISED and appraised else (),
            names={code: node["name"] for code, node in frame.outline.disqualifiers.items()},
            award_names={row.code: row.name for row in award_rows(frame)},
            warnings=[render(warning) for warning in scorecard_of(frame, stage).warnings] if shown else [],
            crumb_items=self.crumbs(self.sheet_crumb()),
        )

    def stage(self) -> Stage:
        """The column asked for."""
        asked = self.request.GET.get("cot", "")
        return Stage(asked) if asked in set(Stage) else leading_stage(self.frame)

    def columns(self, current: Stage) -> list[parts.Tab]:
        """The columns that may be ranked: those begun."""
        frame = self.frame
        begun = [at for at in STAGES if is_closed(frame.state, at) or leading_stage(frame) is at]
        return [parts.Tab(_(STAGE_NAMES[at]), f"?cot={at}", at is current) for at in begun]

    def row(self, row: RankRow) -> parts.RankRow:
        """A unit on the drawing."""
        rank = (
            str(row.rank)
            if row.rank is not None
            else _("%(best)s–%(worst)s") % {"best": row.best, "worst": row.worst}
        )
        if row.rank is None and row.best == row.worst:
            rank = str(row.best)
        gap = (
            _("%(points)s below the next above") % {"points": points_words(row.gap)}
            if row.gap is not None
            else ""
        )
        if row.rank is None:
            gap = _("not decided yet")
        return parts.RankRow(
            rank,
            row.member.short_name,
            row.low,
            row.high,
            gap,
            unit_address(self.frame.public_id, row.member.code),
            row.rank is None,
            row.member.code in self.part.own,
        )

    def ties(self) -> list[dict[str, Any]]:
        """Ties with the votes entered so far."""
        may = may_enter_tie_vote(self.actor, self.frame, on=self.on).allowed
        return [
            {
                "place": tie.place,
                "members": tie.members,
                "total": points_words(tie.total),
                "votes": tie.votes,
                "href": reverse("scorecards:vote", args=(self.frame.public_id, tie.place)) if may else "",
            }
            for tie in ties_of(self.frame)
        ]


class VoteForm(forms.Form):
    """Votes each tied unit received, and the minutes that hold them."""

    minutes = TextField(
        label=gettext_lazy("Minutes"),
        max_length=200,
        help_text=gettext_lazy("Number and date of the minutes that hold the vote."),
    )

    def __init__(self, tie: Tie, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tie = tie
        votes = {
            f"votes_{member.code}": forms.IntegerField(
                label=_("Votes for %(unit)s") % {"unit": member.name},
                min_value=0,
                max_value=1000,
                initial=tie.votes.get(member.code),
            )
            for member in tie.members
        }
        self.fields = {**votes, **self.fields}

    def votes(self) -> dict[str, int]:
        """Counts by unit."""
        return {member.code: self.cleaned_data[f"votes_{member.code}"] for member in self.tie.members}


class EnterVote(FramedScreen[SheetFrame]):
    """Enter the votes on a tie."""

    permission = staticmethod(may_enter_tie_vote)
    title = N_("Votes on a tie")
    template = "scorecards/vote.html"
    tab = "ranking"
    tie: Tie

    @property
    def frame(self) -> SheetFrame:
        """The sheet."""
        return self.object

    def load(self, request: HttpRequest, **kwargs: Any) -> SheetFrame | None:
        """The sheet, when there is a tie for that rank."""
        frame = sheet_frame(kwargs["sheet"])
        found = [tie for tie in ties_of(frame) if tie.place == kwargs["place"]] if frame else []
        if frame is None or not found:
            return None
        self.tie = found[0]
        return frame

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(VoteForm(self.tie))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the votes."""
        form = VoteForm(self.tie, request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            enter_tie_vote(
                sheet=self.frame.public_id, place=self.tie.place, votes=form.votes(),
                minutes=form.cleaned_data["minutes"], actor=self.actor, at=self.now,
            )  # fmt: skip
        except (TieVoteUnfit, ReasonNeeded) as problem:
            form.add_error(None, render(problem.sentence))
            return self.show(form, status=422)
        return self.done(
            _("The votes are saved."), reverse("scorecards:ranking", args=(self.frame.public_id,))
        )

    def show(self, form: VoteForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        ranking = (_("Ranking"), reverse("scorecards:ranking", args=(self.frame.public_id,)))
        return self.page(
            status=status,
            form=form,
            tie=self.tie,
            total=plain_words(self.tie.total),
            crumb_items=self.crumbs(self.sheet_crumb(), ranking),
        )
