"""`python -m thidua`: the command line, wherever the package is."""

import sys

from thidua.cli import main

if __name__ == "__main__":
    sys.exit(main())
