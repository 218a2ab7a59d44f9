"""An exercise with the numbers of one key: the calls, the reference's answers, and each mutant's answers.

The expected answers are computed in this process, from this package's own source; a student's file never runs here.
"""

import hashlib
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from types import ModuleType

import numpy as np

from numpygan.classroom.exercise import Exercise, Probe
from numpygan.classroom.runner import SECONDS, Call, CallResult, packed
from numpygan.classroom.worker.protocol import pack
from numpygan.classroom.worker.student_calls import call_student, exception_outcome, load

TIME_FACTOR = 30  # a student's file may take this many times as long as the reference
_TOUCHED: dict[str, frozenset[str]] = {}  # the parts that a mutant changes, by its source
PUBLIC = "public"  # the key of the checks that a student sees


class ExerciseInstance:
    """The calls of ``exercise`` with the numbers drawn from ``key``, and the expected answers.

    Attributes
    ----------
    probes : list of Probe
        One for each call. The last ones of each part detect what is kept between calls: for each argument, a call
        with this argument of the part's first call, and with other numbers of the same shapes; then that first call.
    calls : list of Call
    seconds : float
        How long a student's file may take for a part.
    """

    def __init__(self, exercise: Exercise, key: str = PUBLIC) -> None:
        self.exercise, self.key = exercise, key
        digest = hashlib.sha256(f"{exercise.id} {key}".encode()).digest()
        drawn = list(exercise.probes(np.random.default_rng(list(digest))))
        others = list(exercise.probes(np.random.default_rng([*digest, 1])))
        self.probes: list[Probe] = []
        for part in exercise.parts:
            mine = [probe for probe in drawn if probe.part == part.id]
            other = next(probe for probe in others if probe.part == part.id)
            self.probes += [*mine, *_mixed(mine[0], other), mine[0]]
        self.calls = [Call(probe.part, packed(probe.inputs)) for probe in self.probes]
        self.distinguishing: dict[str, list[bool]] = {}  # by mistakes, see diagnose.distinguishing
        self._mutants: dict[tuple[str, ...], list[CallResult]] = {}

    @cached_property
    def driver(self) -> ModuleType:
        return load(self.exercise.driver, "driver.py", "driver")

    @property
    def expected(self) -> list[CallResult]:
        """Return the outcomes of the reference."""
        return self._reference_run[0]

    @cached_property
    def seconds(self) -> float:
        """How long a student's file may take for a part; measuring this runs the reference."""
        return max(SECONDS, TIME_FACTOR * self._reference_run[1])

    def prepare(self) -> None:
        """Run the reference and all mutants now, because they must not run in several threads at once."""
        for name in self.exercise.mistakes:
            self.mutant_outcomes(name)
        _ = self.seconds  # cached from now on

    @cached_property
    def _reference_run(self) -> tuple[list[CallResult], float]:
        """The outcomes of the reference, and the seconds that it took."""
        started = time.perf_counter()
        outcomes = self.run_in_process(self.exercise.reference)
        elapsed = time.perf_counter() - started
        for probe, outcome in zip(self.probes, outcomes, strict=True):
            if outcome["state"] != "answer":
                raise RuntimeError(f"the reference of {self.exercise.id} does not answer {probe}: {outcome}")
        return outcomes, elapsed

    def mutant_outcomes(self, *names: str) -> list[CallResult]:
        """Return the outcomes of the reference with these mistakes. Parts that they do not change are not run again."""
        if names not in self._mutants:
            source = self.exercise.mutant(*names)
            if source not in _TOUCHED:
                public = self if self.key == PUBLIC else ExerciseInstance(self.exercise)
                outcomes = public.run_in_process(source)
                pairs = zip(public.calls, outcomes, public.expected, strict=True)
                _TOUCHED[source] = frozenset(call.part for call, mutant, right in pairs if pack(mutant) != pack(right))
                if public is self:
                    self._mutants[names] = outcomes
                    return outcomes
            played = self.run_in_process(source, _TOUCHED[source])
            self._mutants[names] = [mine or right for mine, right in zip(played, self.expected, strict=True)]
        return self._mutants[names]

    def run_in_process(self, source: str, parts: Collection[str] | None = None) -> list[CallResult]:
        """Run ``source``, which is part of this package, in this process; without ``parts``, all parts."""
        file = self.exercise.file
        try:
            module = load(source, file)
        except Exception as error:
            return [exception_outcome(error, file)] * len(self.calls)
        return self.derived(
            [
                call_student(module, self.driver, call.part, call.inputs, file)
                if parts is None or call.part in parts
                else {}
                for call in self.calls
            ]
        )

    def derived(self, outcomes: list[CallResult], numbers: Sequence[int] | None = None) -> list[CallResult]:
        """Return the outcomes with what the exercise derives from the answers, see :class:`Exercise`.

        ``numbers`` are the indices of the calls; by default, all calls.
        """
        derive = self.exercise.derived
        if derive is None:
            return outcomes

        def judged(probe: Probe, outcome: CallResult) -> CallResult:
            if outcome.get("state") != "answer":
                return outcome
            try:
                return outcome | {"outputs": derive(probe.part, probe.inputs, outcome["outputs"])}
            except Exception:  # the driver never returns such answers, so the frame was forged
                return {"state": "crash", "message": "the pipe of the answers contains data that no worker sends"}

        probes = self.probes if numbers is None else [self.probes[i] for i in numbers]
        return [judged(*each) for each in zip(probes, outcomes, strict=True)]

    def calls_of_part(self, part: str) -> list[int]:
        """Return the indices of the calls of ``part``."""
        return [i for i, probe in enumerate(self.probes) if probe.part == part]


def _mixed(probe: Probe, other: Probe) -> list[Probe]:
    """Return calls ``other`` with one argument of ``probe`` each; ``other`` itself if there is only one argument."""
    if len(probe.inputs) == 1:
        return [other]
    return [replace(other, inputs={**other.inputs, name: value}) for name, value in probe.inputs.items()]
