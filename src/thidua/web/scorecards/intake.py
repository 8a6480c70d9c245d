"""The workbook in words, and what the preview of an import shows; the lines travel signed until they are confirmed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from thidua.criteria.notation import HINTS, write
from thidua.foundation.wording import N_, active_language, render
from thidua.scorecards.actions import MarkInput
from thidua.scorecards.queries import SheetFrame
from thidua.scorecards.states import Stage
from thidua.scorecards.workbooks import CellFault, DiffKind, DiffLine, Wording
from thidua.web.scorecards.words import CELL_WORDS, STAGE_HEADS
from thidua.web.shared import parts

SALT = "thidua.scorecards.import"
HOURS = 12
REMARKS = {
    "new": N_("New"),
    "reason": N_("Changed against the stage before; a reason is needed"),
    "changed": N_("Changed"),
}


def workbook_wording(frame: SheetFrame) -> Wording:
    """Every word of the workbook in the reader's language."""
    return Wording(
        lang=active_language(),
        title=_("Score sheet of %(year)s, %(bloc)s") % {"year": frame.year, "bloc": frame.name},
        how_to=_(
            "Fill in the columns “Input” and “Reason” only; points are worked out. Leave rows 3 and 4 as they are."
        ),
        seen=_("Score sheet"),
        inputs=_("Inputs"),
        heads=(_("Code"), _("Criterion"), _("How to write it"), _("Maximum")),
        per_unit=(_("Input"), _("Points"), _("Reason")),
        stages={stage: _(said) for stage, said in STAGE_HEADS.items()},
        words={word: _(said) for word, said in CELL_WORDS.items()},
        sums=(_("Content after what does not apply"), _("Bonus points"), _("Deductions"), _("Total")),
        hint=lambda leaf: _(HINTS[leaf.kind]),
    )


@dataclass(frozen=True, slots=True)
class Pending:
    """One line that may be taken in, as it travels through the confirmation."""

    address: str
    unit: str
    leaf: str
    entry: Mapping[str, Any]
    awaits: str
    reason: str
    needs_reason: bool
    collides: bool
    revision: int
    was: str
    now: str


def pending_of(frame: SheetFrame, lines: Iterable[DiffLine]) -> list[Pending]:
    """The lines that would change something."""
    lang = active_language()
    found = []
    for line in lines:
        if line.entry is None or line.kind in {DiffKind.SAME, DiffKind.REFUSED}:
            continue
        leaf = frame.outline.leaves[line.leaf]
        found.append(
            Pending(
                line.address,
                line.unit,
                line.leaf,
                line.entry,
                line.awaits,
                line.reason,
                line.needs_reason,
                line.kind is DiffKind.COLLIDES,
                line.revision,
                write(leaf, line.was, lang=lang),
                write(leaf, line.entry, lang=lang, awaits=line.awaits),
            )
        )
    return found


def seal(sheet: str, stage: Stage, person: str, lines: Sequence[Pending]) -> str:
    """The lines as a signed text: they come back unchanged, for this sheet and person, within some hours."""
    rows = [
        [
            p.address,
            p.unit,
            p.leaf,
            dict(p.entry),
            p.awaits,
            p.reason,
            p.needs_reason,
            p.collides,
            p.revision,
            p.was,
            p.now,
        ]
        for p in lines
    ]
    return signing.dumps(
        {"sheet": sheet, "stage": stage.value, "person": person, "rows": rows}, salt=SALT, compress=True
    )


def unseal(text: str, sheet: str, person: str) -> tuple[Stage, list[Pending]] | None:
    """What was sealed; None when it is not ours, not this sheet's, not this person's, or too old."""
    try:
        kept = signing.loads(text, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    if kept["sheet"] != sheet or kept["person"] != person:
        return None
    return Stage(kept["stage"]), [Pending(*row) for row in kept["rows"]]


def chosen(
    lines: Sequence[Pending], form: Mapping[str, str]
) -> tuple[list[MarkInput], list[tuple[str, str]]]:
    """The cells to keep, with the reasons typed in the form; and the reasons still missing, by control."""
    cells: list[MarkInput] = []
    missing: list[tuple[str, str]] = []
    whole = form.get("reason_all", "").strip()
    for line in lines:
        if f"take_{line.address}" not in form:
            continue
        reason = form.get(f"reason_{line.address}", "").strip() or line.reason or whole
        if line.needs_reason and not reason:
            said = _("%(cell)s: say why the value was lowered or raised.") % {"cell": line.address}
            missing.append((f"reason_{line.address}", said))
        cells.append(MarkInput(line.unit, line.leaf, line.entry, reason, line.awaits, revision=line.revision))
    return cells, missing


def faults_of(
    frame: SheetFrame, faults: Iterable[CellFault], lines: Iterable[DiffLine]
) -> list[parts.CellError]:
    """What cannot be taken, and what to look at, by address."""
    found = [
        parts.CellError(
            fault.address, render(fault.sentence), render(fault.remedy) if fault.remedy else "", fault.doubt
        )
        for fault in faults
    ]
    for line in lines:
        if line.remark is None:
            continue
        said = f"{line.unit} {line.leaf}: {render(line.remark)}"
        todo = render(line.remedy) if line.remedy else ""
        found.append(parts.CellError(line.address, said, todo, doubt=line.kind is not DiffKind.REFUSED))
    return found


def remark_of(line: Pending) -> str:
    """What the line means, in words."""
    if line.collides:
        return _("Two versions")
    if not line.was:
        return _(REMARKS["new"])
    return _(REMARKS["reason" if line.needs_reason else "changed"])
