"""What this room proves of the lines of a plan: registration papers that were filed, covenants that were signed."""

from collections.abc import Iterator

from thidua.core.verdict import Sentence
from thidua.covenants.models import CovenantSignature, Filing
from thidua.covenants.states import SignatureRole
from thidua.foundation.wording import N_
from thidua.plans.proofs import PROVERS, SHARED, Proof, fit
from thidua.plans.queries import ActivityRow

# Compared with what people write into plans, which is Vietnamese whoever reads.
FILING_WORDS = "bản đăng ký"
SIGNING_WORDS = "ký giao ước"


def papers_filed(bloc_year: str, row: ActivityRow) -> Iterator[Proof]:
    """Each unit's registration paper."""
    if fit(FILING_WORDS, row) < SHARED:
        return
    filed = Filing.objects.filter(covenant__bloc_year__public_id=bloc_year).order_by("pk")
    for unit, number, day in filed.values_list("unit__public_id", "number", "filed_on"):
        words = N_("The registration paper {number} was filed on {day}.")
        yield Proof(unit, day, Sentence(words, {"number": number, "day": day}), FILING_WORDS)


def covenants_signed(bloc_year: str, row: ActivityRow) -> Iterator[Proof]:
    """Each unit's signature under a version of the covenant."""
    if fit(SIGNING_WORDS, row) < SHARED:
        return
    signed = CovenantSignature.objects.filter(
        version__covenant__bloc_year__public_id=bloc_year, voided_at=None, role=SignatureRole.PARTY.value
    )
    for unit, day in signed.order_by("pk").values_list("unit__public_id", "signed_on"):
        yield Proof(unit, day, Sentence(N_("The covenant was signed on {day}."), {"day": day}), SIGNING_WORDS)


PROVERS["papers"] = papers_filed
PROVERS["signatures"] = covenants_signed
