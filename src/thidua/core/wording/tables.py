"""All tables joined; a code stands in exactly one of them."""

from typing import Final

from thidua.core.wording.advice import ADVICE
from thidua.core.wording.documents import DOCUMENTS
from thidua.core.wording.labels import LABELS
from thidua.core.wording.reasons import REASONS
from thidua.core.wording.schemes import SCHEMES
from thidua.core.wording.totals import TOTALS

PARTS: Final = (DOCUMENTS, SCHEMES, REASONS, TOTALS, ADVICE, LABELS)
SENTENCES: Final[dict[str, tuple[str, str]]] = {code: pair for part in PARTS for code, pair in part.items()}
