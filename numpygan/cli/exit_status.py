"""What the exit status of a command says, besides 0 for: done, and every comparison held."""

# A comparison did not hold, a run's numbers stopped being finite, or a failure of the gallery did not happen.
FAILED = 1
BAD_INPUT = 2  # told in one line
INTERRUPTED = 130  # what was finished is printed or saved
