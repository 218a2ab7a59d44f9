"""What the exit status of a command says, besides 0 for: done, and every comparison held."""

FAILED = (
    1  # a comparison did not hold, a run's numbers stopped being finite, or a failure of the gallery did not happen
)
BAD_INPUT = 2  # told in one line
INTERRUPTED = 130  # what was finished is printed or saved
