"""What a report asks of its unit and what stands in it: targets, leaves, narrative, and what does not fit yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.core.verdict import Sentence
from thidua.covenants.queries import registered_targets
from thidua.covenants.states import Direction
from thidua.criteria.leaves import Leaf, Outline
from thidua.criteria.queries import outline_in_force
from thidua.foundation.wording import N_
from thidua.reports.boxes import leaf_problems
from thidua.reports.errors import ReportActUnfit
from thidua.reports.figures import NUMBERS, Figure, Target, figure_of, figure_problems
from thidua.reports.frames import fields_of, rules_of
from thidua.reports.register import registered_entries
from thidua.reports.rows import FieldRow, Filled, ReportPlace, RequestFrame
from thidua.reports.states import PARTS, FieldKind

# Without these two a report says nothing.
NEEDED_PARTS = ("overview", "results")


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A registered target with what the unit put beside it."""

    target: Target
    field: FieldRow | None
    figure: Figure
    problems: Mapping[str, Sentence]


@dataclass(frozen=True, slots=True)
class LeafLine:
    """A leaf with what the unit put beside it, or what the registers know (`counted`)."""

    leaf: Leaf
    field: FieldRow | None
    counted: Mapping[str, Any] | None
    problems: Mapping[str, tuple[Sentence, Sentence | None]]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A part of the narrative."""

    part: str
    field: FieldRow | None

    @property
    def text(self) -> str:
        """Its words."""
        return "" if self.field is None else str(self.field.said.get("text", ""))


@dataclass(frozen=True, slots=True)
class Content:
    """Everything in a report; `scheme` is the key of the table of criteria its leaves come from."""

    targets: tuple[TargetLine, ...]
    leaves: tuple[LeafLine, ...]
    texts: tuple[TextLine, ...]
    scheme: str = ""

    def target(self, key: str) -> TargetLine | None:
        """The line of a target."""
        return next((line for line in self.targets if line.target.key == key), None)

    def leaf(self, code: str) -> LeafLine | None:
        """The line of a leaf."""
        return next((line for line in self.leaves if line.leaf.code == code), None)

    def field(self, kind: FieldKind, key: str) -> FieldRow | None:
        """What a box holds."""
        match kind:
            case FieldKind.TARGET:
                target = self.target(key)
                return None if target is None else target.field
            case FieldKind.LEAF:
                leaf = self.leaf(key)
                return None if leaf is None else leaf.field
            case FieldKind.TEXT:
                return next((line.field for line in self.texts if line.part == key), None)

    def filled(self) -> Filled:
        """How many boxes hold something; those the registers fill are not counted."""
        boxes = [line.field for line in self.targets]
        boxes += [line.field for line in self.leaves if line.counted is None]
        boxes += [line.field for line in self.texts]
        return Filled(sum(1 for box in boxes if box is not None and any(box.said.values())), len(boxes))


def targets_by_unit(bloc_year: str) -> dict[str, tuple[Target, ...]]:
    """The registered targets of the covenant in force, by unit code."""
    found: dict[str, list[Target]] = {}
    for row in registered_targets(bloc_year):
        found.setdefault(row.unit, []).append(
            Target(
                row.code,
                row.key,
                row.name,
                row.measure,
                row.direction is Direction.LOWER,
                row.weight,
                row.baseline,
                row.target,
                row.decimals,
                row.leaf,
                row.numerator,
                row.denominator,
            )
        )
    return {unit: tuple(targets) for unit, targets in found.items()}


def asked_leaves(outline: Outline, unit: str) -> tuple[Leaf, ...]:
    """The leaves a unit fills in a report: those that apply to it, without the one its targets make up."""
    return tuple(
        leaf
        for leaf in outline.leaves.values()
        if leaf.kind != "unit_targets" and unit not in leaf.not_applicable_for
    )


def content_of(place: ReportPlace, frames: Sequence[RequestFrame], *, on: date) -> Content:
    """Everything in a report as it stands; `frames` are all requests of the year, from which lateness is counted."""
    request, row = place.request, place.row
    fields = fields_of(row.id)
    texts = tuple(TextLine(part, fields.get((FieldKind.TEXT, part))) for part in PARTS)
    if not request.asks_figures:
        return Content((), (), texts)
    targets = targets_by_unit(request.year.key).get(row.code, ())
    lines = tuple(_target_line(target, fields.get((FieldKind.TARGET, target.key))) for target in targets)
    table = outline_in_force(request.year.id, on=on)
    if table is None:
        return Content(lines, (), texts)
    counted = registered_entries(
        table.outline,
        rules_of(request.year.id),
        frames,
        bloc_year=request.year.key,
        due=request.due,
        on=on,
    ).get(row.code, {})
    leaves = tuple(
        _leaf_line(leaf, fields.get((FieldKind.LEAF, leaf.code)), counted.get(leaf.code))
        for leaf in asked_leaves(table.outline, row.code)
    )
    return Content(lines, leaves, texts, table.public_id)


def _target_line(target: Target, field: FieldRow | None) -> TargetLine:
    said = {} if field is None else field.said
    return TargetLine(target, field, figure_of(target, said), figure_problems(target, said))


def _leaf_line(leaf: Leaf, field: FieldRow | None, counted: Mapping[str, Any] | None) -> LeafLine:
    said = {} if field is None else field.said
    return LeafLine(leaf, field, counted, {} if counted is not None else leaf_problems(leaf, said))


def content_stamp(content: Content) -> str:
    """A mark that changes with every box saved: what is sent must be what the sender looked at."""
    boxes = [
        line.field
        for lines in (content.targets, content.leaves, content.texts)
        for line in lines
        if line.field
    ]
    return f"{len(boxes)}.{sum(box.revision for box in boxes)}"


def box_id(kind: FieldKind, key: str, name: str) -> str:
    """How a form names a box: `target-<key>-value`, `leaf-II.3-entry`, `text-overview-text`."""
    return f"{kind.value}-{key}-{name}"


def problems_of(content: Content) -> Iterator[ReportActUnfit]:
    """What stands in the way of sending; each names its box."""
    for line in content.targets:
        for name, why in line.problems.items():
            yield ReportActUnfit(
                Sentence(N_("{target}: {why}"), {"target": line.target.name, "why": why}),
                where=box_id(FieldKind.TARGET, line.target.key, name),
            )
        if line.figure.value is None and not line.figure.note and not line.problems:
            name = "part" if line.target.is_rate and line.target.part_name else NUMBERS[0]
            yield ReportActUnfit(
                Sentence(
                    N_("{target}: give the figure, or say in the note why there is none."),
                    {"target": line.target.name},
                ),
                where=box_id(FieldKind.TARGET, line.target.key, name),
            )
    for row in content.leaves:
        for name, (why, remedy) in row.problems.items():
            yield ReportActUnfit(
                Sentence(N_("{target}: {why}"), {"target": row.leaf.code, "why": why}),
                where=box_id(FieldKind.LEAF, row.leaf.code, name),
                remedy=remedy,
            )
    for text in content.texts:
        if text.part in NEEDED_PARTS and not text.text:
            yield ReportActUnfit(
                Sentence(N_("This part of the report cannot be empty.")),
                where=box_id(FieldKind.TEXT, text.part, "text"),
            )


def doubts_of(content: Content) -> Iterator[tuple[str, Sentence]]:
    """What a careful reader would ask about; it does not stand in the way of sending. With the box it is about."""
    for line in content.targets:
        if line.figure.is_low and not line.figure.note:
            yield (
                box_id(FieldKind.TARGET, line.target.key, "note"),
                Sentence(
                    N_("{target}: {share} % of the year's target; say in the note why it is low."),
                    {"target": line.target.name, "share": line.figure.share},
                ),
            )
    empty = [row.leaf.code for row in content.leaves if row.counted is None and row.field is None]
    if empty:
        first = box_id(FieldKind.LEAF, empty[0], "entry")
        yield first, Sentence(N_("Criteria without a figure: {codes}."), {"codes": ", ".join(empty)})
