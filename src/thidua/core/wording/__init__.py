"""Words for what the core computes: numbers, dates and sentences in Vietnamese and English, without gettext.

The core returns codes and exact numbers; this package turns them into text. Each code has a template in both
languages (`tables`), so a command without settings can explain a score as well as a screen does.
"""

from thidua.core.wording.figures import date, number, percent
from thidua.core.wording.sentences import knows, sentence

__all__ = ["date", "knows", "number", "percent", "sentence"]
