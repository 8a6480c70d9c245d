"""The story's organisations: the register of units, places and people, and the years of the blocs, each act on its day.

Everything goes through the verbs a person would use, by the people named. The parts are called one after another,
because people hold roles over units and blocs, which must be on record first:

1. `load_register`: needs the account of the standing body's officer with its role;
2. roles over units and blocs are granted (by whoever loads the accounts);
3. `load_years`: bloc-years, offices taken and left, authorisations, phases, the reorganisation of 2025.
"""

from thidua.demo.register import key_of_unit, load_register
from thidua.demo.years import deeds, load_years

__all__ = ["deeds", "key_of_unit", "load_register", "load_years"]
