"""Votes on ties, and the result the bloc agrees to."""

from collections.abc import Mapping
from datetime import date, datetime

from thidua.core.verdict import Sentence, Verdict
from thidua.foundation.actors import Actor
from thidua.foundation.transactions import action
from thidua.foundation.wording import N_
from thidua.scorecards.actions import acts
from thidua.scorecards.actions.keeping import record_act
from thidua.scorecards.changing import sheet_for_change
from thidua.scorecards.errors import ReasonNeeded, ResultChangedMeanwhile, ScoringRefused, TieVoteUnfit
from thidua.scorecards.exports import draft_result
from thidua.scorecards.frames import SheetFrame
from thidua.scorecards.models import Snapshot, TieVote
from thidua.scorecards.permissions import may_agree_result, may_enter_tie_vote
from thidua.scorecards.readiness import left_open as still_open
from thidua.scorecards.readiness import readiness
from thidua.scorecards.scoring import scorecard_of
from thidua.scorecards.states import SheetState, Stage

MOST_VOTES = 1000


@action
def enter_tie_vote(
    *, sheet: str, place: int, votes: Mapping[str, int], minutes: str, actor: Actor, at: datetime
) -> None:
    """Enter how many votes each tied unit (by code) received for the rank it competes for.

    Entering again replaces the counts for that rank. Raises `ScoringRefused`; `TieVoteUnfit` when those units do not
    compete for that rank; `ReasonNeeded` without the minutes that hold the vote.
    """
    row, frame = sheet_for_change(sheet)
    verdict = may_enter_tie_vote(actor, frame, on=at.date())
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    if not minutes.strip():
        raise ReasonNeeded(Sentence(N_("Name the minutes that hold the vote.")), where="minutes")
    _judge(frame, place, votes)
    units = {member.code: member.pk for member in frame.members}
    TieVote.objects.filter(sheet=row, place=place).delete()
    TieVote.objects.bulk_create(
        TieVote(
            sheet=row,
            place=place,
            unit_id=units[code],
            votes=count,
            minutes=minutes.strip(),
            author_key=actor.actor_key,
            author_name=actor.actor_name[:200],
            marked_at=at,
        )
        for code, count in votes.items()
    )
    data = {"place": place, "votes": dict(votes), "minutes": minutes.strip()}
    record_act(row=row, scope=frame.bloc_year, name=acts.VOTED, data=data, actor=actor, at=at)


def _judge(frame: SheetFrame, place: int, votes: Mapping[str, int]) -> None:
    placements = {code: unit.placement for code, unit in scorecard_of(frame, Stage.APPRAISED).units.items()}
    # A vote entered before may have settled the tie: those it settled still compete for the same rank.
    voted = {ballot.unit for ballot in frame.content.ballots if ballot.place == place}
    tied = {
        code for code, placed in placements.items() if placed and placed.undecided and placed.place == place
    }
    if set(votes) not in (tied, voted) or not votes:
        raise TieVoteUnfit(
            Sentence(N_("These units do not compete for rank {place}."), {"place": place}),
            where="votes",
            remedy=Sentence(N_("Enter the votes of exactly the units that are equal there.")),
        )
    if not all(0 <= count <= MOST_VOTES for count in votes.values()):
        raise TieVoteUnfit(
            Sentence(N_("A number of votes is a whole number from 0 to {most}."), {"most": MOST_VOTES}),
            where="votes",
        )


@action
def agree_result(
    *,
    sheet: str,
    expected_hash: str,
    agreed_on: date,
    meeting: str,
    reason: str,
    left_open: str = "",
    actor: Actor,
    at: datetime,
) -> str:
    """Freeze the appraised column as the agreed result «thống nhất kết quả» and return the snapshot's key.

    `expected_hash` is the hash of the result that was looked at: if anything changed since, nothing is agreed. A
    second result of the same sheet is a correction and needs its reason; the first stays as it was. Points of the
    checklist that are open although they are not hard need a word of the meeting, `left_open`, which is kept. Raises
    `ScoringRefused` (also when the result is not ready), `ResultChangedMeanwhile` or `ReasonNeeded`.
    """
    row, frame = sheet_for_change(sheet)
    verdict = may_agree_result(actor, frame, on=at.date())
    if verdict.allowed:
        verdict = Verdict.all_of(verdict, readiness(frame))
    if not verdict.allowed:
        raise ScoringRefused(verdict)
    draft = draft_result(frame)
    if draft.hash != expected_hash:
        raise ResultChangedMeanwhile(
            Sentence(N_("The result changed since it was looked at; look at it again before agreeing."))
        )
    number = Snapshot.objects.filter(sheet=row).count() + 1
    if not meeting.strip():
        raise ReasonNeeded(Sentence(N_("Name the meeting that agreed to the result.")), where="meeting")
    if number > 1 and not reason.strip():
        raise ReasonNeeded(
            Sentence(N_("A result was agreed before: say why it is corrected.")), where="reason"
        )
    open_points = [point.number for point in still_open(frame)]
    if open_points and not left_open.strip():
        raise ReasonNeeded(
            Sentence(
                N_("Points {points} of the checklist are open: say why the meeting agrees nevertheless."),
                {"points": ", ".join(map(str, open_points))},
            ),
            where="left_open",
        )
    made = Snapshot.objects.create(
        sheet=row,
        number=number,
        scheme_hash=frame.scheme_hash,
        results=draft.results,
        scorecard=draft.scorecard,
        hash=draft.hash,
        agreed_on=agreed_on,
        meeting=meeting.strip(),
        reason=reason.strip(),
        left_open={"points": open_points, "reason": left_open.strip()} if open_points else None,
        taken_at=at,
        taken_by_name=actor.actor_name[:200],
    )
    row.state = SheetState.AGREED
    data = {
        "number": number,
        "hash": draft.hash,
        "agreed_on": agreed_on,
        "meeting": meeting.strip(),
        "open_points": open_points,
        "left_open": left_open.strip(),
    }
    record_act(
        row=row, scope=frame.bloc_year, name=acts.AGREED, data=data, actor=actor, at=at, changed=("state",)
    )
    return str(made.public_id)
