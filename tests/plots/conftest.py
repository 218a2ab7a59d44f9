"""The tests of pictures share a helper, ``legible``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
