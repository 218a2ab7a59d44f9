"""Whether a sentence about wrong answers is true, by rules that do not use the functions that make the sentences."""

import itertools
import re

import numpy as np

from numpygan.classroom.compare import is_right
from numpygan.classroom.diagnosis import synonyms_of

NEAR = 1e-6


def near(a, b, tolerance=NEAR):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.size != b.size:
        return False
    a = a.reshape(b.shape)
    finite = np.isfinite(b)
    size = np.abs(b[finite]).max(initial=0)
    with np.errstate(all="ignore"):
        same = (a == b) | (np.isnan(a) & np.isnan(b)) | (np.abs(a - b) <= tolerance * size + 1e-12)
    return bool(same.all())


def largest(pairs):
    """The pairs with a finite number that is not 0, and the index of the largest one."""
    for got, want in pairs:
        size = np.where(np.isfinite(want), np.abs(want), 0)
        if size.any():
            yield got, want, int(size.argmax())


class Truth:
    """The answers of one part, in all calls, against the right ones."""

    def __init__(self, instance, part, outcomes):
        self.instance, self.part = instance, part
        self.calls = instance.calls_of_part(part.id)
        self.outcomes = outcomes

    def right(self, call, output):
        expected = self.instance.expected[call]["outputs"][output]["array"]
        answer = self.outcomes[call]["outputs"][output]
        same = np.shape(np.squeeze(answer["array"])) == np.shape(np.squeeze(expected))
        return same and is_right(self.part, answer, expected)

    def holds(self, says, result):
        """Return whether ``says`` is true; None if the sentence is not known here."""
        calls = self.calls
        if says.startswith("apart from special cases, "):
            says = says.removeprefix("apart from special cases, ")
            calls = [i for i in calls if self.instance.probes[i].generic]
        outputs = list(self.instance.expected[calls[0]]["outputs"])
        output, prefix_holds = result.output, True
        match = re.match(r"(.*) (?:is|are) right; ([^:]*)(?:: | is not$)(.*)", says)
        if match:
            names, output, says = match.groups()
            wrong = [each for each in outputs if not all(self.right(i, each) for i in self.calls)]
            listed = [each for each in outputs if each in re.split(r", | and ", names)]
            more = re.search(r"and (\d+) more", names)
            count = len(outputs) - len(wrong)
            prefix_holds = output == wrong[0] and not set(listed) & set(wrong)
            prefix_holds &= count == (len(listed) if not more else 1 + int(more[1]))
            if not says:
                return prefix_holds
        elif ": " in says and says.partition(": ")[0] in outputs:
            output, _, says = says.partition(": ")
        return prefix_holds and self._numbers(says, output, calls, result)

    def _numbers(self, says, output, calls, result):
        output = output or next(iter(self.instance.expected[calls[0]]["outputs"]))
        if " in the wrong order: exchange them" in says:
            a, b = re.match(r"(.*) and (.*) are right, but", says).groups()
            return all(near(self.got(i, a), self.want(i, b)) and near(self.got(i, b), self.want(i, a)) for i in calls)
        if "changed in place" in says:
            right = all(self.right(i, each) for i in self.calls for each in self.instance.expected[i]["outputs"])
            return right or not says.startswith("the answer is right")
        if "the same call gives another result later" in says:
            first, last = self.calls[0], self.calls[-1]
            differ = any(
                not near(self.got(first, each), self.got(last, each), 1e-9)
                for each in self.instance.expected[first]["outputs"]
            )
            early = [
                i for i in self.calls[:-1] for each in self.instance.expected[i]["outputs"] if not self.right(i, each)
            ]
            return differ and (not early or not says.startswith("right at first"))
        pairs = [(self.got(i, output), self.want(i, output)) for i in calls]
        failing = [i for i in self.calls if not self.right(i, output)]
        if says.startswith("right, except "):
            cases = {self.instance.probes[i].about for i in failing}
            others = re.search(r", and in (\d+) other special cases?$", says)
            listed = [case for case in cases if case and case in says]
            return "" not in cases and len(cases) == len(listed) + (int(others[1]) if others else 0)
        match = re.match(r"right in (\d+) of (\d+) calls(?:, all of them (.*))?$", says)
        if match:
            good = [i for i in self.calls if i not in failing]
            only = not match[3] or {self.instance.probes[i].about for i in good} == {match[3]}
            return len(good) == int(match[1]) and len(self.calls) == int(match[2]) and only
        match = re.match(r"(\d+) of (\d+) entr.*, the first wrong one is \[(.*)\]", says)
        if match:
            got, want = result.got.reshape(result.expected.shape), result.expected
            at = tuple(map(int, match[3].split(",")))
            return got.size == int(match[2]) and not near(got[at], want[at], 1e-13)
        if says.startswith("shape "):
            got, want = result.got, result.expected
            if "an additional axis of length 1" in says and (1 not in got.shape or got.size != want.size):
                return False
            return f"shape {got.shape}, expected {want.shape}" in says
        if says.startswith("no number is finite"):
            return not any(np.isfinite(got).any() for got, _ in pairs)
        if says.startswith("the answers to all calls are the same"):
            first = pairs[0][0]
            return all(near(got, np.full(got.shape, first.flat[0]), 0) for got, _ in pairs) or all(
                near(got, first, 0) for got, _ in pairs
            )
        if says == "right except for the sign":
            return all(near(-got, want) for got, want in pairs)
        match = re.match(r"the (ratio to|difference from) the right answer is constant, ([-+.e\d]+)", says)
        if match:
            value = float(match[2])
            if match[1] == "ratio to":
                return all(near(got, value * want, 1e-5) for got, want in pairs)
            return all(near(got, want + value, 1e-5) for got, want in pairs)
        if says.startswith("the ratio to the right answer changes with the numbers"):
            return all(near(got, want * (got.flat[k] / want.flat[k])) for got, want, k in largest(pairs))
        rules = {
            "the square root of": np.sqrt,
            "the square of": np.square,
            "the logarithm of": np.log,
            "the exponential": np.exp,
            "one over": lambda x: 1 / x,
            "one minus": lambda x: 1 - x,
            "the sigmoid of": lambda x: 1 / (1 + np.exp(-x)),
            "the right answer without its sign": np.abs,
            "the right answer with 0": lambda x: np.maximum(x, 0),
            "the right answer cut to an integer": np.trunc,
            "right, but transposed": np.transpose,
            "right, but in reverse order": np.flip,
            "right, but every entry is one place too early": lambda x: np.roll(x, -1, 0),
            "right, but every entry is one place too late": lambda x: np.roll(x, 1, 0),
            "the right numbers in another": None,
        }
        for text, rule in rules.items():
            if says.startswith(text):
                with np.errstate(all="ignore"):
                    if rule is None:
                        return all(near(np.sort(got, axis=None), np.sort(want, axis=None)) for got, want in pairs)
                    known = all(
                        near(got, rule(want)) for got, want in pairs if want.size > 1 or "right, but" not in text
                    )
                    return known and not all(near(rule(want), want, 1e-4) for _, want in pairs)
        match = re.match(r"right to (\d) digits only", says)
        if match:
            return all(near(got, want, 10.0 ** -int(match[1])) for got, want in pairs) and bool(failing)
        match = re.match(r"each number is too (large|small), in all (\d+) calls", says)
        if match:
            rule = np.greater if match[1] == "large" else np.less
            return len(pairs) == int(match[2]) and all(rule(got.reshape(want.shape), want).all() for got, want in pairs)
        match = re.match(r"wrong in all (\d+) calls, by (\S+) to (\S+) times", says)
        if match:
            errors = [abs(got.reshape(want.shape) - want).max() / max(abs(want).max(), 1e-300) for got, want in pairs]
            return len(failing) == int(match[1]) and all(
                abs(a - float(b)) <= 0.06 * a + 1e-12 for a, b in ((min(errors), match[2]), (max(errors), match[3]))
            )
        if says == "each call gives the answer of the call before it":
            return all(near(self.got(j, output), self.want(i, output)) for i, j in itertools.pairwise(calls))
        match = re.match(r"for (arguments of the same shapes|the same (\S+)), the answer of the first", says)
        if match:
            for j in calls:
                same = [i for i in calls if self._same(i, j, match[2])]
                if not near(self.got(j, output), self.got(same[0], output), 0):
                    return False
            return True
        return None

    def _same(self, i, j, name):
        one, two = (self.instance.probes[k].inputs for k in (i, j))
        if name is None:
            return all(np.shape(one[each]) == np.shape(two[each]) for each in one)
        return np.array_equal(one[name], two[name]) if not hasattr(one[name], "seed") else one[name] == two[name]

    def got(self, call, output):
        return self.outcomes[call]["outputs"][output]["array"]

    def want(self, call, output):
        return self.instance.expected[call]["outputs"][output]["array"]


def wrongly_named(instance, part, outcomes, name):
    """Whether some answer, apart from special cases, differs from the answer of the mistake that is named."""
    if name.startswith("any."):
        return False
    mutant = instance.mutant_outcomes(name)
    for i in instance.calls_of_part(part.id):
        if instance.probes[i].generic and outcomes[i]["state"] == mutant[i]["state"] == "answer":
            for output, answer in mutant[i]["outputs"].items():
                if not near(outcomes[i]["outputs"][output]["array"], answer["array"], 1e-5):
                    return True
    return False


def third(exercise, pair, name):
    """Whether a name is that of neither of two mistakes."""
    return not name.startswith("any.") and name not in synonyms_of(exercise, pair[0]) | synonyms_of(exercise, pair[1])
