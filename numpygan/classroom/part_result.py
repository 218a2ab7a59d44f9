"""The result of a part: the verdict, the call that shows it, the diagnosis."""

from dataclasses import dataclass

import numpy as np

from numpygan.classroom.compare import is_right, right_shape
from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.runner import CallResult

PASS = "pass"
WRONG = "wrong"
NOT_ATTEMPTED = "not attempted"
GRADER_ERROR = "grader error"
# Most basic first: the verdict that is reported if several calls fail differently.
ORDER = (
    *(GRADER_ERROR, "forbidden", "flooded", "crash", "time-out", "memory", "syntax error", "import error"),
    *("missing function", NOT_ATTEMPTED, "raised", "wrong type", "wrong shape", "not finite", WRONG, PASS),
)


@dataclass(frozen=True)
class Diagnosis:
    """A sentence about what is wrong.

    Attributes
    ----------
    says : str
    mistake : str
        The name of a known mistake, or "" if this only states facts.
    why : str
    """

    says: str
    mistake: str = ""
    why: str = ""


@dataclass(frozen=True)
class PartResult:
    """The result of a part.

    Attributes
    ----------
    verdict : str
        One of ORDER.
    probe : Probe or None
        The call that shows it.
    output : str
        The name of the answer of that call that is shown.
    got, expected : ndarray or None
    detail : str
        What happened, if there was no answer.
    line : int
        Line of the student's file; 0 if unknown.
    notes : tuple of str
        Remarks that cost no points.
    """

    part: Part
    verdict: str
    diagnosis: Diagnosis | None = None
    probe: Probe | None = None
    output: str = ""
    got: np.ndarray | None = None
    expected: np.ndarray | None = None
    detail: str = ""
    line: int = 0
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self.verdict == PASS


def call_verdict(part: Part, outcome: CallResult, expected: CallResult) -> tuple[str, str]:
    """Return the verdict on one call, and the name of the answer that it is about."""
    if outcome is expected:  # the mutant does not change this part
        return PASS, ""
    if outcome["state"] != "answer":
        return str(outcome["state"]), ""
    worst = PASS, ""
    for name, right in expected["outputs"].items():
        if name not in outcome["outputs"]:
            return "wrong type", name
        answer = outcome["outputs"][name]
        got, want = answer["array"], right["array"]
        if not right_shape(got, want):
            found = "wrong shape"
        elif is_right(part, answer, want):
            found = PASS
        elif not np.isfinite(got[np.isfinite(want).reshape(got.shape)]).all():
            found = "not finite"
        else:
            found = WRONG
        worst = min(worst, (found, name), key=lambda each: ORDER.index(each[0]))
    if worst[0] == PASS and outcome["changed"]:
        return WRONG, ""
    return worst
