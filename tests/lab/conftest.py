"""The tests of the lab judge its window by the same rules as the tests of the pictures do."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "plots"))
