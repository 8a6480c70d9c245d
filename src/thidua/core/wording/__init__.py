"""The core's own words: every sentence it can say, in Vietnamese and in English.

The calculations return codes, numbers and dates; this package turns them into a sentence. Tables hold both
languages side by side, so that no sentence exists in one only.
"""

from thidua.core.wording.rendering import LANGUAGES, date, knows, number, percent, sentence

__all__ = ["LANGUAGES", "date", "knows", "number", "percent", "sentence"]
