"""``python -m numpygan``."""

import sys

from numpygan.cli import main

if __name__ == "__main__":
    sys.exit(main())
