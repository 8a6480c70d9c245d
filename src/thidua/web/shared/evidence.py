"""Evidence as other pages show it: one line for each record, with its files and the way to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.core import wording
from thidua.foundation.wording import active_language
from thidua.reports.evidence import EvidenceRow
from thidua.reports.queries.evidence import counts_by_leaf
from thidua.web.shared.parts import Proof


def cited(row: EvidenceRow) -> str:
    """A record as people cite it: number, day, title; a classified paper by number and place."""
    day = wording.date(row.issued_on, active_language()) if row.issued_on else ""
    said = ", ".join(part for part in (row.number, day) if part)
    if row.is_reference:
        return _("%(number)s (classified; kept at: %(place)s)") % {"number": said, "place": row.kept_at}
    return f"{said}: {row.title}" if said else row.title


def files_words(row: EvidenceRow) -> str:
    """How many files a record has."""
    if row.is_reference:
        return _("Classified paper: only its number and place")
    count = len(row.present_files)
    if not count:
        return _("No file yet")
    return ngettext("%(count)s file", "%(count)s files", count) % {"count": count}


def evidence_proofs(rows: Iterable[EvidenceRow]) -> tuple[Proof, ...]:
    """Records for the part `proofs`: what counts, what still waits for the head of the unit, each with its address."""
    return tuple(
        Proof(
            "MET" if row.counts else "UNKNOWN",
            cited(row),
            files_words(row) if row.counts else _("Waits for the unit head"),
            reverse("evidence:record", args=(row.key,)),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class LeafEvidence:
    """What a form says of the evidence beside each criterion, with the way to it; one query for all of them."""

    counts: Mapping[str, int]
    address: str

    def words(self, leaf: str) -> str:
        """How many records prove a criterion."""
        count = self.counts.get(leaf, 0)
        if not count:
            return _("No evidence yet")
        return ngettext("%(count)s piece of evidence", "%(count)s pieces of evidence", count) % {
            "count": count
        }

    def href(self, leaf: str) -> str:
        """The criterion on the page of the unit's evidence."""
        return f"{self.address}#tc-{leaf}"


def leaf_evidence(bloc_year: str, unit: str) -> LeafEvidence:
    """The evidence of a unit by criterion (both by public key)."""
    return LeafEvidence(counts_by_leaf(bloc_year, unit), reverse("evidence:unit", args=(bloc_year, unit)))
