"""«Vì sao?» as parts: the drawer beside the sheet and the page of one cell tell the same story."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.core import wording
from thidua.criteria.leaves import Leaf
from thidua.criteria.notation import write
from thidua.foundation.wording import active_language
from thidua.reports.queries.evidence import evidence_for
from thidua.scorecards.frames import MarkRow, SheetFrame
from thidua.scorecards.permissions import Cell, Part, explanation_due, sees_marks, was_changed
from thidua.scorecards.permissions.evidence import sees_evidence
from thidua.scorecards.queries import CellStory, Revision, Step, Word, cell_story
from thidua.scorecards.states import STAGES, Stage
from thidua.web.scorecards.formulas import cell_formula, rule_words
from thidua.web.scorecards.words import (
    AWAITS_WORDS,
    KIND_WORDS,
    STAGE_MARKS,
    STAGE_NAMES,
    cell_words,
    plain_words,
    points_words,
    reason_words,
    signed_words,
)
from thidua.web.shared import parts
from thidua.web.shared.evidence import evidence_proofs


def story_of(frame: SheetFrame, part: Part, place: tuple[str, str, Stage]) -> CellStory | None:
    """The story of a cell as this person may hear it; None when there is no such cell or it is hidden."""
    unit, leaf, stage = place
    seen = frozenset(at for at in STAGES if sees_marks(part, frame, unit, at))
    return cell_story(frame, unit, leaf, stage, stages=seen) if stage in seen else None


def drawer_context(
    frame: SheetFrame, part: Part, place: tuple[str, str, Stage], here: str
) -> dict[str, object] | None:
    """What the drawer beside the sheet shows of one cell; `here` is the cell's own page."""
    story = story_of(frame, part, place)
    if story is None:
        return None
    unit, leaf, stage = place
    cell = Cell(frame, unit, leaf, stage)
    own = unit in part.own and was_changed(cell)
    filed = filed_of(frame, part, unit, leaf)
    return {
        "explanation": explanation_part(frame, story),
        "papers": papers_beside(story, filed),
        "filed": filed,
        "here": here,
        "explain_until": explanation_due(frame, story.mark) if own and story.mark is not None else None,
    }


def explanation_part(frame: SheetFrame, story: CellStory) -> parts.Explanation:
    """Everything the cell answers."""
    return parts.Explanation(
        where=_("%(unit)s, %(stage)s") % {"unit": story.member.name, "stage": _(STAGE_MARKS[story.stage])},
        title=f"{story.leaf.code} {story.leaf.name}",
        mark=cell_words(story.cell),
        out_of=plain_words(story.leaf.max),
        formula=cell_formula(story),
        formula_note=_said_why(story),
        proofs=proofs_of(story),
        history=history_of(story),
        rules=rules_of(frame, story),
        gains=gains_of(story),
        gains_none=_no_gain(story),
    )


def _said_why(story: CellStory) -> str:
    """The core's own sentence, with the numbers it used."""
    if story.cell.word is Word.NOT_YET:
        return _("Nothing was entered in this cell yet.")
    return reason_words(story.scored.why)


def proofs_of(story: CellStory) -> tuple[parts.Proof, ...]:
    """What was counted: targets met or not, records, papers."""
    mark = story.mark
    if mark is None:
        return ()
    found: list[parts.Proof] = []
    for target in mark.entry.get("targets", ()):
        actual, wanted = Decimal(str(target["actual"])), Decimal(str(target["target"]))
        met = actual <= wanted if target.get("direction") == "lower" else actual >= wanted
        note = _("result %(actual)s, target %(target)s, weight %(weight)s") % {
            "actual": plain_words(actual),
            "target": plain_words(wanted),
            "weight": plain_words(Decimal(str(target["weight"]))),
        }
        found.append(parts.Proof("MET" if met else "NOT_MET", target["name"], note))
    found += [parts.Proof("MET", record) for record in records_of(mark)]
    return tuple(found)


def records_of(mark: MarkRow) -> Sequence[str]:
    """The records a mark lists, when it lists any."""
    count = mark.entry.get("count")
    return count if isinstance(count, list) else ()


def papers_of(story: CellStory) -> list[str]:
    """Evidence as people cite it: number, day, title; for a classified paper where it is kept. All stages together."""
    papers: list[str] = []
    for paper in story.evidence:
        said = ", ".join(part for part in (paper.get("number", ""), day_words(paper.get("date", ""))) if part)
        if paper.get("title"):
            said = f"{said}: {paper['title']}" if said else paper["title"]
        if paper.get("kept_at"):
            said = _("%(paper)s (classified, not uploaded; kept at: %(place)s)") % {
                "paper": said,
                "place": paper["kept_at"],
            }
        if said not in papers:
            papers.append(said)
    return papers


def source_words(frame: SheetFrame, source: Mapping[str, Any] | None, *, reads: bool) -> tuple[str, str]:
    """Where an input was taken from, in words, and the way there for those who may read it."""
    said = source or {}
    match said.get("from"):
        case "report":
            words = _("The unit's report, version %(number)s") % {"number": said["version"]}
            return words, reverse("reports:report", args=(said["report"],)) if reads else ""
        case "register":
            words = _("Counted by the register of reports")
            return words, reverse("reports:report", args=(said["report"],)) if reads and said[
                "report"
            ] else ""
        case "attendance":
            words = _("Attendance at the bloc's gatherings, as of %(day)s") % {
                "day": day_words(said["until"])
            }
            return words, reverse("campaigns:gatherings", args=(frame.bloc_year,))
        case "minutes":
            words = _("Minutes of a cross-check")
            return words, reverse("scorecards:minutes", args=(frame.public_id, said["key"]))
    return "", ""


def filed_of(frame: SheetFrame, part: Part, unit: str, leaf: str) -> tuple[parts.Proof, ...]:
    """The unit's evidence for a criterion with the way to its files, for those who may read it."""
    if not sees_evidence(part, frame, unit, leaf):
        return ()
    return evidence_proofs(evidence_for(frame.bloc_year, unit, leaf))


def papers_beside(story: CellStory, filed: Sequence[parts.Proof]) -> list[str]:
    """The papers named with the marks that do not stand among the filed ones."""
    known = {proof.words for proof in filed}
    return [paper for paper in papers_of(story) if paper not in known]


def day_words(text: str) -> str:
    """An ISO day in the reader's way; other text as it is."""
    try:
        return wording.date(date.fromisoformat(text), active_language())
    except ValueError:
        return text


def history_of(story: CellStory) -> tuple[parts.HistoryItem, ...]:
    """Who changed it, when and why, the newest first."""
    return tuple(
        parts.HistoryItem(
            value=_revision_value(story, revision),
            who=_("%(name)s, %(stage)s")
            % {"name": revision.author_name, "stage": _(STAGE_MARKS[revision.stage])},
            when=revision.marked_at,
            reason=revision.reason or (_("Kept as proposed.") if revision.accepted else ""),
        )
        for revision in story.revisions
    )


def _revision_value(story: CellStory, revision: Revision) -> str:
    if revision.points is not None:
        return points_words(revision.points)
    return write(story.leaf, revision.entry, lang=active_language(), awaits=revision.awaits)


def rules_of(frame: SheetFrame, story: CellStory) -> tuple[str, ...]:
    """The clause of the bloc's table of criteria."""
    day = frame.scheme_frozen_on
    clause = _("%(scheme)s, version %(version)s, item %(code)s; in force from %(day)s") % {
        "scheme": frame.scheme_name,
        "version": frame.scheme_version,
        "code": story.leaf.code,
        "day": "" if day is None else day_words(day.isoformat()),
    }
    rule = _("%(kind)s: %(rule)s") % {"kind": _(KIND_WORDS[story.leaf.kind]), "rule": rule_words(story.leaf)}
    return (clause, rule)


def gains_of(story: CellStory) -> tuple[parts.GainItem, ...]:
    """What would raise the points, and by how much."""
    return tuple(
        parts.GainItem(signed_words(gain.points), reason_words(gain.sentence)) for gain in story.gains
    )


def _no_gain(story: CellStory) -> str:
    if story.cell.word is Word.NOT_APPLICABLE:
        return _("The criterion does not apply to this unit; it is left out of the denominator.")
    return _("The most points are reached; nothing is missing.")


def changed_words(leaf: Leaf, was: MarkRow, now: MarkRow) -> tuple[str, str]:
    """Two inputs side by side; of registered targets only those that differ, by name."""
    lang = active_language()
    before, after = was.entry.get("targets"), now.entry.get("targets")
    if not before or not after or len(before) != len(after):
        return write(leaf, was.entry, lang=lang, awaits=was.awaits), write(
            leaf, now.entry, lang=lang, awaits=now.awaits
        )
    pairs = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    return (
        "; ".join(f"{one['name']}: {plain_words(Decimal(str(one['actual'])))}" for one, _other in pairs),
        "; ".join(plain_words(Decimal(str(other["actual"]))) for _one, other in pairs),
    )


def waits_words(mark: MarkRow | None) -> str:
    """What a pending mark waits for."""
    return _(AWAITS_WORDS[mark.awaits]) if mark is not None and mark.awaits else ""


def step_words(step: Step, leaf: Leaf, decimals: int) -> dict[str, Any]:
    """One step as it is shown: its points or its word, the input, the reason, who and when."""
    written = write(leaf, step.entry, lang=active_language(), awaits=step.awaits)
    reason = step.reason or (_("Kept as proposed.") if step.kept else "")
    return {
        "step": step,
        "name": _("Second appraisal") if step.again else _(STAGE_NAMES[step.stage]),
        "points": points_words(step.points, decimals) if step.points is not None else written,
        "input": written if step.points is not None else "",
        "reason": reason,
        "outcome": (_("kept") if step.kept else _("changed")) if step.again else "",
    }
