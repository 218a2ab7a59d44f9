"""The exit statuses of a command; 0 means that it is done and that every comparison holds."""

# A comparison does not hold, the numbers of a run are no longer finite, or a failure of the gallery did not happen.
FAILED = 1
BAD_INPUT = 2  # explained in one line
INTERRUPTED = 130  # what was finished before is printed or saved
