"""All tables joined; a code stands in exactly one of them."""

from typing import Final

from thidua.core.wording.documents import DOCUMENTS

SENTENCES: Final[dict[str, tuple[str, str]]] = {**DOCUMENTS}
