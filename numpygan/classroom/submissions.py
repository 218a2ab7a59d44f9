"""Find the files of a class, decide which file counts for which exercise, and say of every file what became of it.

The folders and archives may be those of a teacher (a folder for each student) or of Moodle, Canvas or Gradescope.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from numpygan.classroom.archives import BROKEN, RawFile, files_in, reason_for_other_kind
from numpygan.classroom.attempts import exercises_by_content, is_attempt
from numpygan.classroom.bank import all_exercises
from numpygan.classroom.file_names import (
    Owner,
    code_name,
    copy_number,
    exercise_in,
    is_archive,
    owner_of,
    shown,
    without_archive_ending,
)
from numpygan.classroom.gradescope import METADATA, submitters
from numpygan.classroom.submission_text import read_source

SAME_TIME = 60.0  # s; files of nearly the same time were unpacked together, and their times say nothing


@dataclass(frozen=True)
class Submission:
    """A file of a student for an exercise.

    Attributes
    ----------
    student, exercise : str
    file : str
        Its path, for the report.
    text : str
    problem : str
        Why there is no text; "" if there is one.
    notes : tuple of str
        How it was read, and which other files there are.
    when : float or None
        When the file was last changed, in seconds since 1970.
    late : bool
        Whether the learning platform marks it as late.
    """

    student: str
    exercise: str
    file: str
    text: str
    problem: str = ""
    notes: tuple[str, ...] = ()
    when: float | None = None
    late: bool = False


@dataclass(frozen=True)
class FoundFile:
    """A file, and what became of it."""

    student: str
    file: str
    became: str


@dataclass
class Intake:
    """All that was handed in.

    Attributes
    ----------
    submissions : list of Submission
        Sorted by student and exercise.
    files : list of FoundFile
        Every file, sorted.
    complaints : list of str
        What the teacher should look at.
    students : dict from names to numbers
        Everybody who has a folder, an archive or a file, and the number that the platform gives them, or "".
    """

    submissions: list[Submission] = field(default_factory=list)
    files: list[FoundFile] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    students: dict[str, str] = field(default_factory=dict)


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
    owned = _matched(folder, match) if match else _owned(folder, intake)
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


def _owned(folder: Path, intake: Intake) -> Iterator[tuple[Owner, RawFile]]:
    """Yield each file with its owner, its path inside the owner's folder first; note the students."""
    found = _without_common_folder(list(files_in(folder)))
    metadata = next((raw for raw in found if raw.parts[-1] == METADATA and raw.read), None)
    names = submitters(metadata.read()) if metadata is not None and metadata.read else {}
    tops = {raw.parts[0] for raw in found if len(raw.parts) > 1 or (raw.read is None and not raw.reason)}
    owners = {top: owner_of(top, is_folder=not is_archive(top)) for top in tops}
    owners |= {raw.parts[0]: owner_of(raw.parts[0], is_folder=False) for raw in found if raw.parts[0] not in tops}
    owners = {top: _gradescope(owner, names.get(top)) for top, owner in owners.items()}
    owners = _distinct(owners)
    # A folder that contains nothing but files without a name of a student is the folder of one student.
    if not any(owner.student for top, owner in owners.items() if top in tops or code_name(top)):
        whole = shown(without_archive_ending(folder.resolve().name))
        owners = {top: replace(owner, student=whole) for top, owner in owners.items()}
    for raw in sorted(found, key=lambda raw: raw.parts):
        owner = owners[raw.parts[0]]
        if owner.student and (raw.parts[0] in tops or code_name(raw.parts[0]) or owner.id):
            intake.students.setdefault(owner.student, owner.id)
        if raw.read is None and not raw.reason:
            continue
        if raw is metadata:
            intake.files.append(FoundFile("", raw.name, "read: names and times of the students"))
        elif owner.student:
            yield owner, raw
        else:
            reason = raw.reason or "lies outside every student's folder; it is not graded"
            intake.files.append(FoundFile("", raw.name, reason))
            if code_name(raw.parts[-1]):
                intake.complaints.append(f"{raw.name} {reason}")


def _gradescope(owner: Owner, who: tuple[str, str] | None) -> Owner:
    return owner if who is None else replace(owner, student=shown(who[0]), id=who[1] or owner.id)


def _distinct(owners: dict[str, Owner]) -> dict[str, Owner]:
    """Return the owners; two of the same name with two numbers get the number after the name."""
    ids: dict[str, set[str]] = {}
    for owner in owners.values():
        ids.setdefault(owner.student, set()).add(owner.id)
    many = {name for name, numbers in ids.items() if name and len(numbers) > 1}
    return {
        top: replace(owner, student=f"{owner.student} ({owner.id})") if owner.student in many and owner.id else owner
        for top, owner in owners.items()
    }


def _without_common_folder(found: list[RawFile]) -> list[RawFile]:
    """Return the files without a single folder around all students, as in a zip file of a folder of students."""
    while True:
        tops = {raw.parts[0] for raw in found if not raw.reason}
        inner = {raw.parts[1] for raw in found if len(raw.parts) > 1}
        folders = {
            raw.parts[1] for raw in found if len(raw.parts) > 2 or (len(raw.parts) == 2 and is_archive(raw.name))
        }
        is_one = len(tops) == 1 and not owner_of(*tops, is_folder=True).id and not is_archive(*tops)
        owned = [name for name in inner if owner_of(name, is_folder=name in folders).id]
        if not is_one or (len(folders) < 2 and not owned) or any(exercise_in(name) for name in inner - set(owned)):
            return found
        found = [replace(raw, parts=raw.parts[1:]) if len(raw.parts) > 1 else raw for raw in found]
        found = [raw for raw in found if raw.parts[0] not in tops or raw.reason]


def _matched(folder: Path, match: str) -> Iterator[tuple[Owner, RawFile]]:
    """Yield the files whose path fits a template such as ``{student}_{exercise}.py``."""
    if "{student}" not in match or "{exercise}" not in match:
        raise ValueError(
            f"--match must name {{student}} and {{exercise}}, as in '{{student}}_{{exercise}}.py', got {match!r}"
        )
    pattern = (
        re.escape(match)
        .replace(r"\{student\}", "(?P<student>[^/]+?)")
        .replace(r"\{exercise\}", "(?P<exercise>e\\d\\d[^/]*?)")
        .replace(r"\*", "[^/]*")
    )
    for raw in files_in(folder):
        fit = re.fullmatch(pattern, raw.name)
        if fit:
            ending = raw.parts[-1].rpartition(".")[2]
            name = f"{fit['exercise'].removesuffix('.' + ending)}.{ending}"
            yield Owner(fit["student"].strip()), replace(raw, parts=(*raw.parts[:-1], name))
        elif raw.read is not None or raw.reason:
            yield Owner(""), replace(raw, reason=raw.reason or "its name does not fit --match; it is not graded")


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


def file_summary(intake: Intake) -> str:
    """Return how many files were found, and what became of them, in one sentence."""
    graded = {(each.student, each.file) for each in intake.files if each.became.startswith("graded as")}
    rest = Counter(
        each.became.split(":")[0].split(";")[0] for each in intake.files if not each.became.startswith("graded")
    )
    named = ", ".join(f"{count} {what}" for what, count in rest.most_common(4))
    total = len({(each.student, each.file) for each in intake.files})
    return f"{total} files found, {len(graded)} graded" + (f"; the others: {named}" if named else "")
