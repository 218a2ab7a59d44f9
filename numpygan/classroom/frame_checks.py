"""Check the frames that a worker sends, because a student's code may send anything."""

from typing import Any

import numpy as np

CallResult = dict[str, Any]
STATES = {"missing function", "not attempted", "wrong type", "memory", "syntax error", "import error", "raised"}
FRAMES = {"start": ("ready",), "load": ("loaded", "refused", "imported")}  # allowed at each stage; else a call's frames
MOST_PROBLEMS = 20


def damage(message: CallResult, stage: str, number: int) -> CallResult | None:
    """Return an outcome if a worker would not send this frame now; None if it is valid.

    ``stage`` is "start", "load", or the part of the call ``number``, whose outcome is expected.
    """
    kind = next(iter(message), "")
    good = kind in FRAMES.get(stage, ("call", "refused"))
    if good and kind == "call":
        good = message.get("call") == number and is_outcome(message.get("outcome"))
    elif good and kind == "loaded":
        loaded = message[kind]
        if isinstance(loaded, dict) and loaded.get("state") == "answer":
            problems = loaded.get("problems")
            good = isinstance(problems, list) and len(problems) <= MOST_PROBLEMS and all(map(_is_failure, problems))
        else:
            good = _is_failure(loaded)
    elif good and kind in ("refused", "imported"):
        good = isinstance(message[kind], str) and isinstance(message.get("line"), int)
    text = "the pipe of the answers contains frames that no worker sends"
    return None if good else {"state": "crash", "message": text}


def _is_failure(outcome: Any) -> bool:
    return is_outcome(outcome) and outcome["state"] != "answer"


def is_outcome(outcome: Any) -> bool:
    """Whether this has the form of an outcome of ``call_student``."""
    if not isinstance(outcome, dict) or not isinstance(outcome.get("state"), str):
        return False
    if outcome["state"] != "answer":
        texts = {name: outcome.get(name, "") for name in ("message", "error")}
        good = all(isinstance(text, str) for text in texts.values()) and isinstance(outcome.get("line", 0), int)
        return good and outcome["state"] in STATES
    outputs, changed = outcome.get("outputs"), outcome.get("changed")
    return (
        isinstance(outputs, dict)
        and all(map(_is_array, outputs.values()))
        and isinstance(changed, list)
        and all(isinstance(name, str) for name in changed)
        and isinstance(outcome.get("note"), str)
    )


def _is_array(answer: Any) -> bool:
    return (
        isinstance(answer, dict)
        and isinstance(answer.get("array"), np.ndarray)
        and answer["array"].dtype == np.float64
        and isinstance(answer.get("single"), bool)
    )


def in_words(outcome: CallResult) -> str:
    """Return what happened, as the beginning of a sentence."""
    line = int(outcome.get("line", 0))
    where = f"line {line}" if line else "the file"
    message, state = str(outcome.get("message", "")), outcome["state"]
    if state == "raised":
        return f"{where} raised {outcome.get('error', 'an exception')}{': ' if message else ''}{message[:120]}"
    if state == "not attempted":
        return f"{where} raised NotImplementedError"
    return f"{where}: {state}{': ' if message else ''}{message[:120]}"


def printable(value: Any) -> Any:
    """Return a frame whose texts can be encoded: halves of characters (surrogates) become escapes, ``\\ud800``."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {printable(name): printable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [printable(each) for each in value]
    return value
