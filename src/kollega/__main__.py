"""`python -m kollega` is the `kollega` command."""

import sys

from kollega.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
