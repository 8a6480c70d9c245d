"""What a registration still lacks, and what its weights must add up to: the leaf of the criteria it will be scored by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thidua.core.scoring import SchemeProblem
from thidua.core.scoring.leaves.targets import UnitTargets
from thidua.core.verdict import Sentence
from thidua.covenants.content import RegistrationContent, TargetRow
from thidua.covenants.states import Direction
from thidua.criteria.queries import SchemeCard, card_in_force, parsed_scheme, schemes_of_year
from thidua.foundation.wording import N_


@dataclass(frozen=True, slots=True)
class TargetsLeaf:
    """A leaf that is scored by registered targets: their weights together are its full marks, their number bounded."""

    code: str
    name: str
    maximum: Decimal
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class TargetsRule:
    """The leaves of the table of criteria that ask for registered targets, and how settled that table is.

    `version` is the table's version, `frozen` whether the year is scored by it already; no leaves and version 0 when
    there is no table that can be read.
    """

    leaves: tuple[TargetsLeaf, ...]
    version: int
    frozen: bool
    content_hash: str

    def leaf(self, code: str) -> TargetsLeaf | None:
        """The leaf a target belongs to: the one it names, else the only one there is."""
        found = next((leaf for leaf in self.leaves if leaf.code == code), None)
        return found or (self.leaves[0] if not code and len(self.leaves) == 1 else None)


NO_RULE = TargetsRule((), 0, frozen=False, content_hash="")


@dataclass(frozen=True, slots=True)
class RegistrationFinding:
    """Something seen in a registration: `where` names the box, `error` tells what must be mended from what is a doubt."""

    where: str
    sentence: Sentence
    error: bool = True


def targets_rule(bloc_year: str, *, on: date) -> TargetsRule:
    """The rule for a bloc-year (public key): of the table in force that day, else of the newest in preparation.

    Units register while the table is still being agreed; what they wrote is checked again when the text is composed.
    """
    frozen = card_in_force(bloc_year, on=on)
    card = frozen or _newest(bloc_year)
    if card is None:
        return NO_RULE
    try:
        scheme = parsed_scheme(card)
    except SchemeProblem:
        return NO_RULE
    leaves = tuple(
        TargetsLeaf(leaf.code, leaf.name, leaf.max, leaf.rule.min_targets, leaf.rule.max_targets)
        for leaf in scheme.leaves.values()
        if isinstance(leaf.rule, UnitTargets)
    )
    return TargetsRule(leaves, card.version, frozen is not None, card.content_hash)


def _newest(bloc_year: str) -> SchemeCard | None:
    return next(iter(schemes_of_year(bloc_year)), None)


def findings_of(content: RegistrationContent, rule: TargetsRule) -> tuple[RegistrationFinding, ...]:
    """Everything that stands in the way of sending a registration, then what may deserve a second look."""
    found = [*_of_targets(content), *_of_weights(content, rule), *_of_the_rest(content)]
    return tuple(sorted(found, key=lambda one: not one.error))


def _of_targets(content: RegistrationContent) -> Iterator[RegistrationFinding]:
    names: dict[str, int] = {}
    for place, row in enumerate(content.targets, start=1):
        yield from _of_target(row, place)
        if row.name and row.name.casefold() in names:
            sentence = Sentence(
                N_("Targets {first} and {second} have the same name."),
                {"first": names[row.name.casefold()], "second": place},
            )
            yield RegistrationFinding(f"target-{place - 1}-name", sentence, error=False)
        names.setdefault(row.name.casefold(), place)


def _of_target(row: TargetRow, place: int) -> Iterator[RegistrationFinding]:
    asked = (
        ("name", not row.name, N_("Target {number} has no name.")),
        ("measure", not row.measure, N_("Target {number} has no unit of measure.")),
        ("weight", row.weight is None, N_("Target {number} has no weight.")),
        ("target", row.target is None, N_("Target {number} has no figure to reach.")),
    )
    for box, missing, said in asked:
        if missing:
            yield RegistrationFinding(f"target-{place - 1}-{box}", Sentence(said, {"number": place}))
    if row.direction is Direction.HIGHER and row.target is not None and not row.target:
        said = N_("Target {number} is to rise to 0, which any result reaches and nobody can score.")
        yield RegistrationFinding(f"target-{place - 1}-target", Sentence(said, {"number": place}))
    if bool(row.numerator) is not bool(row.denominator):
        said = N_("Target {number} names only one of numerator and denominator.")
        yield RegistrationFinding(f"target-{place - 1}-numerator", Sentence(said, {"number": place}))
    if _asks_less(row):
        said = N_("Target {number} asks for less than was reached last year.")
        yield RegistrationFinding(
            f"target-{place - 1}-target", Sentence(said, {"number": place}), error=False
        )


def _asks_less(row: TargetRow) -> bool:
    if row.baseline is None or row.target is None:
        return False
    return row.target < row.baseline if row.direction is Direction.HIGHER else row.target > row.baseline


def _of_weights(content: RegistrationContent, rule: TargetsRule) -> Iterator[RegistrationFinding]:
    if not content.targets:
        yield RegistrationFinding("targets", Sentence(N_("No target is registered.")))
        return
    if not rule.leaves:
        said = N_("There is no table of criteria yet against which the weights could be checked.")
        yield RegistrationFinding("targets", Sentence(said), error=False)
        return
    mine: dict[str, list[TargetRow]] = {leaf.code: [] for leaf in rule.leaves}
    for place, row in enumerate(content.targets, start=1):
        leaf = rule.leaf(row.leaf)
        if leaf is None:
            said = N_("Target {number} belongs to no criterion that is scored by registered targets.")
            yield RegistrationFinding(f"target-{place - 1}-leaf", Sentence(said, {"number": place}))
        else:
            mine[leaf.code].append(row)
    for leaf in rule.leaves:
        yield from _of_leaf(leaf, mine[leaf.code])


def _of_leaf(leaf: TargetsLeaf, rows: list[TargetRow]) -> Iterator[RegistrationFinding]:
    if not leaf.least <= len(rows) <= leaf.most:
        said = N_("Criterion {leaf} asks for {least} to {most} targets; {number} are registered.")
        params = {"leaf": leaf.code, "least": leaf.least, "most": leaf.most, "number": len(rows)}
        yield RegistrationFinding("targets", Sentence(said, params))
    total = sum((row.weight for row in rows if row.weight is not None), Decimal(0))
    if total != leaf.maximum:
        said = N_("The weights add up to {sum}; criterion {leaf} gives {maximum} points.")
        params = {"sum": total, "leaf": leaf.code, "maximum": leaf.maximum}
        yield RegistrationFinding("targets", Sentence(said, params))


def _of_the_rest(content: RegistrationContent) -> Iterator[RegistrationFinding]:
    if not content.slogan:
        yield RegistrationFinding("slogan", Sentence(N_("The unit's slogan for action is missing.")))
    if not content.titles and not content.commendations:
        said = N_("No title and no commendation is registered; without registration there is no title.")
        yield RegistrationFinding("titles", Sentence(said), error=False)
    if len(content.exemplar_names) > content.exemplars:
        said = N_("More exemplars are named than promised.")
        yield RegistrationFinding("exemplars", Sentence(said), error=False)
