"""The tree, findings and drawings as the parts show them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.core.scoring.bands import Interval, read_interval
from thidua.core.scoring.faults import Fault
from thidua.core.verdict import Sentence
from thidua.core.wording import number
from thidua.criteria import words
from thidua.criteria.documents.shape import is_group, spot_of
from thidua.criteria.findings import SchemeFinding
from thidua.criteria.queries import SchemeFrame
from thidua.foundation.wording import active_language, render
from thidua.web.criteria.typed import BANDED
from thidua.web.criteria.words import finding_word
from thidua.web.shared import parts

FAR = Decimal(10) ** 9
# Findings that can be drawn into the bands.
DRAWN = frozenset({"gap", "overlap", "cliff"})


def node_address(scheme: str, code: str) -> str:
    """The page of one node, at its form."""
    return f"{reverse('criteria:node', args=(scheme, code))}#leaf"


def said(figure: object) -> str:
    """A number of a document in the reader's way."""
    try:
        return number(Decimal(str(figure)), active_language())
    except InvalidOperation:
        return str(figure)


def flag_of(findings: Sequence[SchemeFinding]) -> str:
    """How many errors and doubts, in words; empty for none."""
    errors = sum(finding.error for finding in findings)
    doubts = len(findings) - errors
    told = []
    if errors:
        told.append(ngettext("%(count)s error", "%(count)s errors", errors) % {"count": errors})
    if doubts:
        told.append(
            ngettext("%(count)s thing to be looked at", "%(count)s things to be looked at", doubts)
            % {"count": doubts}
        )
    return ", ".join(told)


class Tree:
    """The tree of a version, with what is open at each node and what each maximum was in the version before."""

    def __init__(
        self,
        frame: SchemeFrame,
        findings: Sequence[SchemeFinding],
        *,
        base: Mapping[str, Any] | None,
        current: str = "",
    ) -> None:
        self.key = frame.card.public_id
        self.document = frame.document
        self.base = base
        self.current = current
        self.findings: dict[str, list[SchemeFinding]] = {}
        for finding in findings:
            self.findings.setdefault(finding.code, []).append(finding)

    def groups(self) -> tuple[parts.SchemeGroup, ...]:
        """Rows for the part `scheme_tree`; a leaf at the top stands as a section of its own."""
        return tuple(self._group(node) for node in self.document.get("criteria") or [])

    def _group(self, node: Mapping[str, Any]) -> parts.SchemeGroup:
        code = str(node.get("code"))
        children = node.get("children") or []
        inside = sum((Decimal(str(child.get("max", 0))) for child in children), Decimal(0))
        return parts.SchemeGroup(
            code,
            str(node.get("name", code)),
            said(inside) if is_group(node) else said(node.get("max")),
            _("out of %(max)s") % {"max": said(node.get("max"))} if is_group(node) else "",
            node_address(self.key, code),
            tuple(self._leaf(child) for child in children if not is_group(child)),
            tuple(self._group(child) for child in children if is_group(child)),
            flag_of(self.findings.get(code, ())),
        )

    def _leaf(self, node: Mapping[str, Any]) -> parts.SchemeLeaf:
        code = str(node.get("code"))
        return parts.SchemeLeaf(
            code,
            str(node.get("name", code)),
            _(words.KINDS.get(str(node.get("kind")), "")) if node.get("kind") in words.KINDS else "",
            said(node.get("max")),
            node_address(self.key, code),
            code == self.current,
            flag_of(self.findings.get(code, ())),
            self._was(code, node),
        )

    def _was(self, code: str, node: Mapping[str, Any]) -> str:
        spot = spot_of(self.base, code) if self.base is not None else None
        if spot is None or spot.node.get("max") == node.get("max"):
            return ""
        return said(spot.node.get("max"))

    def total(self) -> tuple[str, bool]:
        """The sum of the tree in words, and whether it is what it should be."""
        whole = sum(
            (Decimal(str(node.get("max", 0))) for node in self.document.get("criteria") or []), Decimal(0)
        )
        wanted = Decimal(str(self.document.get("total", {}).get("content_max", 0)))
        return _("%(sum)s out of %(max)s") % {"sum": said(whole), "max": said(wanted)}, whole == wanted


def letters(findings: Sequence[SchemeFinding]) -> dict[str, str]:
    """A letter for each finding that can be drawn, in their order."""
    drawable = [finding.key for finding in findings if finding.kind in DRAWN]
    return {key: chr(ord("A") + place) for place, key in enumerate(drawable[:26])}


def _ends(sentence: Sentence) -> tuple[Decimal, Decimal] | None:
    """The ends of an interval told as a sentence; an open one reaches far."""
    params = sentence.params
    low, high = params.get("low"), params.get("high")
    if isinstance(low, Decimal):
        return low, high if isinstance(high, Decimal) else low
    end = params.get("end")
    if isinstance(end, Decimal):
        return (end, FAR) if str(params.get("sign", "")).startswith((">", "≥")) else (-FAR, end)
    return None


def _marks(findings: Sequence[SchemeFinding]) -> Iterator[parts.BandMark]:
    marked = letters(findings)
    for finding in findings:
        letter = marked.get(finding.key)
        if letter is None:
            continue
        params = finding.sentence.params
        if finding.kind == "cliff":
            end = params.get("end")
            if isinstance(end, Decimal):
                yield parts.BandMark(letter, "cliff", end, end)
            continue
        inner = params.get(finding.kind)
        ends = _ends(inner) if isinstance(inner, Sentence) else None
        if ends is not None:
            yield parts.BandMark(letter, "gap" if finding.kind == "gap" else "overlap", *ends)


def drawing_of(node: Mapping[str, Any], findings: Sequence[SchemeFinding]) -> parts.BandDrawing | None:
    """The bands of a leaf to scale; None where there are none that can be drawn."""
    kind = str(node.get("kind"))
    variable = BANDED.get(kind)
    if variable is None:
        return None
    bands: list[parts.StepBand] = []
    told: list[str] = []
    for band in node.get("steps") or node.get("bands") or []:
        figure = band.get("points", band.get("target"))
        try:
            interval: Interval = read_interval(band.get("when"), variable)
            points = None if figure is None else abs(Decimal(str(figure)))
        except (Fault, InvalidOperation):
            continue
        if points is None or interval.empty:
            continue
        bands.append(parts.StepBand(interval.low, interval.high, points))
        told.append(f"{render(interval.sentence(variable))}: {said(figure)}")
    if not bands:
        return None
    doubts = [render(finding.sentence) for finding in findings if finding.key in letters(findings)]
    captions = {
        "deduct_step": _("Points taken off by the measure. Across: the measure; upwards: points taken off."),
        "lateness": _("Points by days late. Across: days late, negative is early; upwards: points."),
        "banded_target": _("Target by size. Across: size; upwards: target."),
    }
    caption = captions.get(kind, _("Points by the measure. Across: the measure; upwards: points."))
    return parts.BandDrawing.of("; ".join((*told, *doubts)), caption, bands, tuple(_marks(findings)))


def finding_items(
    findings: Sequence[SchemeFinding],
    *,
    fixes: Mapping[str, str],
    kept: Mapping[str, str],
    with_codes: bool = False,
) -> tuple[parts.FindingItem, ...]:
    """Rows for the part `findings`; `fixes` are markup by the finding's key, `kept` the words why it is kept.

    Letters point into one leaf's drawing; over the whole table the code stands in their place (`with_codes`).
    """
    marked = {} if with_codes else letters(findings)
    rows = []
    for finding in findings:
        kind, told = finding_word(finding), render(finding.sentence)
        # The core's own sentence on a gap, an overlap or a cliff begins with that word.
        head, colon, rest = told.partition(": ")
        if colon and finding.kind in DRAWN:
            kind, told = head, rest[:1].upper() + rest[1:]
        if finding.key in kept:
            told = f"{told.rstrip('.')}. {_('Kept: %(reason)s') % {'reason': kept[finding.key]}}"
        rows.append(
            parts.FindingItem(
                f"{finding.code}. {kind}" if with_codes and finding.code else kind,
                told,
                marked.get(finding.key, ""),
                finding.error or finding.kind == "gap",
                fixes.get(finding.key, ""),
            )
        )
    return tuple(rows)


def counts(findings: Sequence[SchemeFinding]) -> tuple[int, int]:
    """How many errors, how many doubts."""
    found = Counter(finding.error for finding in findings)
    return found[True], found[False]
