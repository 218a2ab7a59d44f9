"""A file that hangs is told the loop."""

import pytest

from numpygan.classroom.timeout_traceback import timeout_line

TEXT = """\
def helper(x):
    return x + 1

def js(p):
    for i in range(3):
        while True:
            p = helper(p)
            p = (
                p)
    return p

for _ in range(9):
    def inner():
        return 1
    inner()
x = 1
"""


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ([7], 5),
        ([9], 5),
        ([2, 7], 5),  # the helper has no loop: its caller has
        ([2], 2),
        ([10], 10),
        ([14], 14),  # the loop around the definition is not the one that the call is in
        ([14, 15], 12),
        ([16], 16),
        ([], 0),
    ],
)
def test_the_line_of_the_loop(lines, line):
    assert timeout_line(TEXT, lines) == line


def test_a_text_that_is_none():
    assert timeout_line("x = (", [3, 4]) == 3
