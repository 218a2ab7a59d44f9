"""Find the files of a class, decide which file counts for which exercise, and say of every file what became of it.

The folders and archives may be those of a teacher (a folder for each student) or of Moodle, Canvas or Gradescope.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from numpygan.classroom.archives import BROKEN, RawFile, reason_for_other_kind
from numpygan.classroom.attempts import exercises_by_content, is_attempt
from numpygan.classroom.bank import all_exercises
from numpygan.classroom.file_names import Owner, code_name, copy_number, exercise_in, is_archive, shown
from numpygan.classroom.intake import FoundFile, Intake, Submission
from numpygan.classroom.owners import matched_files, owned_files
from numpygan.classroom.submission_text import read_source

SAME_TIME = 60.0  # s; files of nearly the same time were unpacked together, and their times say nothing


@dataclass(frozen=True)
class _Candidate:
    submission: Submission
    raw: RawFile
    name: str
    attempted: bool

    @property
    def place(self) -> tuple[bool, bool, bool, int, bool, bool, int, str]:
        """Sort key among files of the same time; the largest counts."""
        exercise, name = all_exercises()[self.submission.exercise], self.name
        exact = name.rpartition(".")[0] == exercise.name.lower()
        steps = -len(self.raw.parts)
        readable, old = not self.submission.problem, ".old-" in name  # numpygan learn reset keeps old files
        return self.attempted, readable, not old, copy_number(name), exact, name[-3:] == ".py", steps, name


def read_submissions(folder: Path, match: str = "") -> Intake:
    """Return all that is in ``folder``.

    If a student has several files for an exercise, one that differs from the empty exercise counts, and of several the
    latest.

    Raises
    ------
    ValueError
        If ``folder`` is neither a folder nor an archive, or contains no submission.
    """
    intake = Intake()
    found: dict[tuple[str, str], list[_Candidate]] = {}
    owned = matched_files(folder, match) if match else owned_files(folder, intake)
    for owner, raw in owned:
        try:
            candidates = list(_read(owner, raw, intake))
        except Exception as error:  # one file must not stop the report of all
            intake.files.append(FoundFile(owner.student, raw.name, f"grader error: {type(error).__name__}"))
            intake.complaints.append(f"grader error: {owner.student}: {raw.name} ({type(error).__name__})")
            continue
        for candidate in candidates:
            found.setdefault((candidate.submission.student, candidate.submission.exercise), []).append(candidate)
    for key in sorted(found):
        intake.submissions.append(_chosen(found[key], intake))
    if not intake.submissions:
        why = "; ".join(f"{each.file}: {each.became}" for each in intake.files[:3])
        raise ValueError(
            f"{folder} holds no submissions: expected a folder or a zip file for each student, or use --match"
            + (f" ({why})" if why else "")
        )
    intake.files.sort(key=lambda each: (each.student, each.file, each.became))
    return intake


def _read(owner: Owner, raw: RawFile, intake: Intake) -> Iterator[_Candidate]:
    """Yield a candidate for each exercise that the file is for; note the file if there is none."""
    student = owner.student
    if owner.student:
        intake.students.setdefault(owner.student, owner.id)
    reason = raw.reason
    name = code_name(owner.rest if owner.rest and len(raw.parts) == 1 else raw.parts[-1])
    if not reason and not name:
        reason = reason_for_other_kind(raw.parts[-1])
        if exercise_in(raw.parts[-1]) and not raw.parts[-1].lower().endswith((".html", ".json", ".csv", ".png")):
            intake.complaints.append(f"{student}: {raw.name} is {reason}")
    if reason or raw.read is None:
        intake.files.append(FoundFile(student, raw.name, reason))
        if reason and (name or is_archive(raw.parts[-1])) and owner.student:
            who = "" if student in raw.name else f"{student}: "
            intake.complaints.append(f"{who}{raw.name} {reason}")
        return
    text, problem = "", ""
    notes: tuple[str, ...] = ()
    try:
        source = read_source(raw.parts[-1], raw.read())
        text, notes = source.text, source.notes
    except BROKEN as error:
        problem = shown(str(error))
    named = exercise_in(name)
    ids = exercises_by_content(text, named)
    for id in ids:
        how = () if id == named else ("it was recognized by the functions in it",)
        submission = Submission(student, id, raw.name, text, problem, (*notes, *how), raw.when, owner.late)
        yield _Candidate(submission, raw, name, bool(problem) or is_attempt(all_exercises()[id], text))
    if not ids:
        what = f"cannot be read: {problem}" if problem else "no exercise is named in its name or defined in it"
        intake.files.append(FoundFile(student, raw.name, what))
        if problem:
            intake.complaints.append(f"{student}: {raw.name} {what}")


def _chosen(candidates: list[_Candidate], intake: Intake) -> Submission:
    """Return the file that counts; note what became of each."""
    attempts = [each for each in candidates if each.attempted] or candidates
    latest = max((each.raw.when or 0.0 for each in attempts), default=0.0)
    recent = [each for each in attempts if (each.raw.when or 0.0) >= latest - SAME_TIME]
    best = max(recent, key=lambda each: each.place)
    id, student = best.submission.exercise, best.submission.student
    others = []
    for each in candidates:
        if each is best:
            intake.files.append(FoundFile(student, each.raw.name, f"graded as {id}"))
            continue
        if not each.attempted and best.attempted:
            why = "it is the empty exercise"
        elif each not in recent:
            why = "the other one is newer"
        else:
            why = "one file counts for each exercise"
        intake.files.append(FoundFile(student, each.raw.name, f"not graded: {best.raw.name} is graded as {id}; {why}"))
        if each.attempted:
            others.append(each.raw.name)
    notes = best.submission.notes
    if others:
        notes = (*notes, f"not graded: {', '.join(sorted(others)[:5])}")
    return replace(best.submission, notes=notes)
