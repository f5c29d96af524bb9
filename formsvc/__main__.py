"""`python -m formsvc`: the same as the `formsvc` command."""

import sys

from formsvc.cli import main

if __name__ == "__main__":
    sys.exit(main())
